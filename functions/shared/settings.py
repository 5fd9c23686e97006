"""What a function is told by its environment, read once and typed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT_MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DEFAULT_UPLOAD_URL_SECONDS = 900


class ConfigurationError(Exception):
    """The function's environment lacks a variable or holds a wrong value."""


@dataclass(frozen=True)
class Settings:
    """Settings of every function.

    Attributes:
        environment: the stack's name.
        input_bucket, results_bucket: bucket names.
        max_upload_bytes: largest file that may be uploaded or read.
        upload_url_seconds: how long a presigned upload stays valid.
        allowed_origins: origins whose pages may call the API from a browser; `*` allows every one.
    """

    environment: str
    input_bucket: str
    results_bucket: str
    max_upload_bytes: int = DEFAULT_MAX_UPLOAD_BYTES
    upload_url_seconds: int = DEFAULT_UPLOAD_URL_SECONDS
    allowed_origins: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Reads ENVIRONMENT, INPUT_BUCKET, RESULTS_BUCKET and what is optional.

        Raises:
            ConfigurationError: a variable is missing, or no positive whole number where one is wanted.
        """
        name, inputs, results = required(environment, "ENVIRONMENT", "INPUT_BUCKET", "RESULTS_BUCKET")
        return cls(
            environment=name,
            input_bucket=inputs,
            results_bucket=results,
            max_upload_bytes=_positive(environment, "MAX_UPLOAD_BYTES", DEFAULT_MAX_UPLOAD_BYTES),
            upload_url_seconds=_positive(environment, "UPLOAD_URL_SECONDS", DEFAULT_UPLOAD_URL_SECONDS),
            allowed_origins=_origins(environment),
        )


@dataclass(frozen=True)
class InferenceSettings:
    """What the functions that read pages need besides.

    Attributes:
        models_bucket: where promoted models live.
        event_bus_name: EventBridge bus of the pipeline.
        dead_letter_queue_url: SQS queue for what can never succeed.
        feature_store_endpoint: `host:port` of the feature store.
    """

    models_bucket: str
    event_bus_name: str
    dead_letter_queue_url: str
    feature_store_endpoint: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> InferenceSettings:
        """Reads MODELS_BUCKET, EVENT_BUS_NAME, DEAD_LETTER_QUEUE_URL and FEATURE_STORE_ENDPOINT.

        Raises:
            ConfigurationError: one is missing.
        """
        return cls(
            *required(
                environment,
                "MODELS_BUCKET",
                "EVENT_BUS_NAME",
                "DEAD_LETTER_QUEUE_URL",
                "FEATURE_STORE_ENDPOINT",
            )
        )


def initialised_ahead_of_calls(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether Lambda keeps this process ready for later calls, so that what is loaded now delays none of them.

    AWS Lambda Developer Guide, "Defined runtime environment variables": AWS_LAMBDA_INITIALIZATION_TYPE.
    """
    return environment.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "provisioned-concurrency"


def required(environment: Mapping[str, str], *names: str) -> list[str]:
    """The values of variables that must be set.

    Raises:
        ConfigurationError: some are missing or empty; the message names them all.
    """
    missing = [name for name in names if not environment.get(name)]
    if missing:
        raise ConfigurationError(f"set {', '.join(missing)} in the function's environment")
    return [environment[name] for name in names]


def _positive(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ConfigurationError(f"{name} must be a positive whole number, not {text!r}")
    return int(text)


def _origins(environment: Mapping[str, str]) -> tuple[str, ...]:
    origins = environment.get("CORS_ALLOWED_ORIGINS", "").split(",")
    return tuple(origin.strip() for origin in origins if origin.strip())
