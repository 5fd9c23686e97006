"""The provider's configuration, and botocore clients for the emulator that it names. Real AWS is refused."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import botocore.config
import botocore.session
from botocore.exceptions import BotoCoreError, ClientError

from .errors import ProviderError
from .values import Properties

OFFLINE_ACCOUNT = "000000000000"
DEFAULT_REGION = "us-east-1"
# What the plugin understands of the provider's configuration. The rest concerns real AWS only.
KNOWN_SETTINGS = frozenset(
    {
        "accessKey",
        "secretKey",
        "token",
        "region",
        "endpoints",
        "defaultTags",
        "s3UsePathStyle",
        "version",
        "pluginDownloadURL",
    }
    | {"skipCredentialsValidation", "skipRegionValidation", "skipMetadataApiCheck", "skipRequestingAccountId"}
    | {"profile", "allowedAccountIds", "maxRetries"}
)


@dataclass(frozen=True)
class Configuration:
    """What `Configure` was told.

    Attributes:
        region: AWS region of resources that name none.
        endpoint: address of the emulator; None offline.
        endpoints: service -> address, where the configuration names them one by one.
        access_key, secret_key: the emulator's credentials.
        default_tags: tags of every resource that has tags.
    """

    region: str = DEFAULT_REGION
    endpoint: str | None = None
    endpoints: Mapping[str, str] = field(default_factory=dict)
    access_key: str = "test"
    secret_key: str = "test"  # noqa: S105 - emulators take any
    default_tags: Mapping[str, Any] = field(default_factory=dict)

    @property
    def offline(self) -> bool:
        """Whether no call may be made: a preview with nothing running."""
        return self.endpoint is None and not self.endpoints


def configure(arguments: Properties, environment: Mapping[str, str] = os.environ) -> Configuration:
    """Reads the provider's configuration.

    Args:
        arguments: the provider resource's inputs; objects may come as JSON text.
        environment: AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY;
            HARNESS_OFFLINE=1 for a preview with nothing running, in which no call is made.

    Raises:
        ProviderError: no endpoint is configured, it is one of AWS's, or a setting is unknown.
    """
    unknown = sorted(set(arguments) - KNOWN_SETTINGS)
    if unknown:
        raise ProviderError(
            f"the local AWS provider does not know the setting aws:{unknown[0]}; remove it or set the real provider up"
        )
    endpoints = _endpoints(_structure(arguments.get("endpoints")))
    endpoint = environment.get("AWS_ENDPOINT_URL") or next(iter(endpoints.values()), None)
    offline = environment.get("HARNESS_OFFLINE") == "1"
    if endpoint is None and not offline:
        raise ProviderError(
            "the local AWS provider found no endpoint and never talks to AWS itself: start the stack with "
            "`python -m harness up`, or set AWS_ENDPOINT_URL to the emulator "
            "(HARNESS_OFFLINE=1 previews with nothing running)"
        )
    for address in [endpoint, *endpoints.values()]:
        refuse_aws(address)
    tags = _structure(arguments.get("defaultTags")) or {}
    return Configuration(
        region=arguments.get("region")
        or environment.get("AWS_REGION")
        or environment.get("AWS_DEFAULT_REGION")
        or DEFAULT_REGION,
        endpoint=None if offline else endpoint,
        endpoints={} if offline else endpoints,
        access_key=arguments.get("accessKey") or environment.get("AWS_ACCESS_KEY_ID") or "test",
        secret_key=arguments.get("secretKey") or environment.get("AWS_SECRET_ACCESS_KEY") or "test",
        default_tags=tags.get("tags") or {},
    )


def refuse_aws(endpoint: str | None) -> None:
    """Raises ProviderError for an address of AWS itself."""
    host = urlsplit(endpoint or "").hostname or ""
    if host.endswith((".amazonaws.com", ".amazonaws.com.cn", ".aws.dev", ".api.aws")) or host == "amazonaws.com":
        raise ProviderError(
            f"{endpoint} is AWS itself; the local AWS provider serves emulators only: point AWS_ENDPOINT_URL at one, "
            "or deploy with the pulumi CLI and the real provider"
        )


def _structure(value: Any) -> Any:
    """Configuration objects arrive as JSON text from the engine, as objects from tests and explicit providers."""
    return json.loads(value) if isinstance(value, str) and value else value


def _endpoints(blocks: Any) -> dict[str, str]:
    if isinstance(blocks, dict):
        blocks = [blocks]
    return {service: address for block in blocks or [] for service, address in block.items() if address}


class Model:
    """botocore's model of a service, read when it is first asked: EC2's takes 0.1 s, and many runs change nothing."""

    def __init__(self, session: botocore.session.Session, service: str) -> None:
        self._session = session
        self._service = service
        self._lock = threading.Lock()
        self._loaded: Any = None

    def operation_model(self, operation: str) -> Any:
        """The model of an operation; shapes hang on it."""
        with self._lock:
            if self._loaded is None:
                self._loaded = self._session.get_service_model(self._service)
        return self._loaded.operation_model(operation)


class Clients:
    """One botocore client per service and region, made on first use; safe to share between threads."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._session = botocore.session.Session()
        self._lock = threading.Lock()
        self._clients: dict[tuple[str, str], Any] = {}
        self._models: dict[str, Model] = {}
        self._account: str | None = None

    def model(self, service: str) -> Model:
        """botocore's model of a service; needs no endpoint."""
        return self._models.setdefault(service, Model(self._session, service))

    def client(self, service: str, region: str | None = None) -> Any:
        """The client of a service.

        Raises:
            ProviderError: offline.
        """
        settings = self.configuration
        if settings.offline:
            raise ProviderError(
                f"nothing is running, so {service} cannot be asked: start the stack with `python -m harness up`"
            )
        key = (service, region or settings.region)
        if key in self._clients:
            return self._clients[key]
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._session.create_client(
                    service,
                    region_name=key[1],
                    endpoint_url=settings.endpoints.get(service.replace("-", ""), settings.endpoint),
                    aws_access_key_id=settings.access_key,
                    aws_secret_access_key=settings.secret_key,
                    config=botocore.config.Config(
                        s3={"addressing_style": "path"},
                        retries={"mode": "standard", "max_attempts": 4},
                        max_pool_connections=32,
                        read_timeout=120,
                    ),
                )
            return self._clients[key]

    @property
    def account(self) -> str:
        """The account's number; a stand-in offline.

        Raises:
            ProviderError: the emulator does not say.
        """
        if self._account is None:
            self._account = OFFLINE_ACCOUNT if self.configuration.offline else self._ask_for_account()
        return self._account

    def _ask_for_account(self) -> str:
        try:
            return str(self.client("sts").get_caller_identity()["Account"])
        except (BotoCoreError, ClientError) as error:
            raise ProviderError(f"the account cannot be asked for: {error}") from error
