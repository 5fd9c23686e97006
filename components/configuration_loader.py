"""Reads the stack's configuration once; from there on it is typed."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, get_type_hints

import pulumi
from pulumi.runtime.config import CONFIG, get_config_env

from components.configuration import (
    SERVICES_OF_PRIVATE_FUNCTIONS,
    SERVICES_OF_PRIVATE_TASKS,
    Configuration,
    FeatureStoreSettings,
    FunctionSettings,
    MlflowSettings,
    NetworkSettings,
)
from components.settings import SettingsError, key_of, parse, reject_unknown


def load_configuration() -> Configuration:
    """The current stack's configuration.

    Raises:
        SettingsError: a key is unknown or missing, or a value is not allowed.
    """
    prefix = f"{pulumi.get_project()}:"
    # `pulumi.Config` answers only for keys that one asks for. Which keys are present stands in what the engine
    # handed over: the environment, and what whoever started the program set besides.
    present = {**get_config_env(), **CONFIG.get()}
    sections = {
        key.removeprefix(prefix): _decoded(value, key) for key, value in present.items() if key.startswith(prefix)
    }
    return configuration_of(sections, pulumi.get_project())


def configuration_of(sections: Mapping[str, object], namespace: str) -> Configuration:
    """The configuration in settings already decoded.

    Args:
        sections: by section, `{"network": {"zones": 2, ...}, ...}`.
        namespace: the project's name, for messages.

    Raises:
        SettingsError: a key is unknown or missing, or a value is not allowed.
    """
    kinds = get_type_hints(Configuration)
    known = {key_of(item.name): item.name for item in fields(Configuration)}
    reject_unknown(sections, known, namespace, separator=":")
    values: dict[str, Any] = {
        name: parse(kinds[name], sections.get(key, {}), f"{namespace}:{key}") for key, name in known.items()
    }
    configuration = Configuration(**values)
    _check_network(configuration.network, f"{namespace}:network", tasks=configuration.training.enabled)
    _check_mlflow(configuration.mlflow, f"{namespace}:mlflow")
    _check_feature_store(configuration.feature_store, f"{namespace}:featureStore")
    for key, function in (
        ("ocr", configuration.ocr),
        ("document", configuration.document),
        ("uploads", configuration.uploads),
    ):
        _check_concurrency(function, f"{namespace}:{key}")
    return configuration


def _decoded(value: object, key: str) -> object:
    """A section arrives as JSON text; a bare word here means that somebody set a section to a plain value."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        raise SettingsError(f"{key} must be a mapping of keys to values, not {value!r}") from None


def _check_network(network: NetworkSettings, path: str, *, tasks: bool) -> None:
    try:
        ipaddress.IPv4Network(network.cidr_block)
    except ValueError as error:
        raise SettingsError(f"{path}.cidrBlock must be an IPv4 range: {error}") from None
    if network.endpoint_zones > network.zones:
        raise SettingsError(
            f"{path}.endpointZones must be at most zones ({network.zones}), not {network.endpoint_zones}"
        )
    if network.nat_gateways == "None":
        _check_endpoints(
            network,
            SERVICES_OF_PRIVATE_FUNCTIONS,
            path,
            "the functions in private subnets publish events and dead letters",
        )
        if tasks:
            _check_endpoints(
                network,
                SERVICES_OF_PRIVATE_TASKS,
                path,
                "the tasks of training.enabled pull images, log, read a secret and send signs of life",
            )


def _check_endpoints(network: NetworkSettings, needed: Sequence[str], path: str, reason: str) -> None:
    missing = [name for name in needed if name not in network.interface_endpoints]
    if missing:
        raise SettingsError(
            f"{path}.interfaceEndpoints must hold {', '.join(missing)} while natGateways is None: {reason}"
        )


def _check_mlflow(mlflow: MlflowSettings, path: str) -> None:
    if mlflow.maximum_tasks < mlflow.tasks:
        raise SettingsError(f"{path}.maximumTasks must be at least tasks ({mlflow.tasks}), not {mlflow.maximum_tasks}")


def _check_feature_store(feature_store: FeatureStoreSettings, path: str) -> None:
    if feature_store.engine == "redis" and feature_store.major_version != 7:
        raise SettingsError(f"{path}.majorVersion must be 7 for redis, not {feature_store.major_version}; valkey has 8")


def _check_concurrency(function: FunctionSettings, path: str) -> None:
    reserved, provisioned = function.reserved_concurrency, function.provisioned_concurrency
    if reserved is not None and provisioned > reserved:
        raise SettingsError(
            f"{path}.provisionedConcurrency must be at most reservedConcurrency ({reserved}), not {provisioned}"
        )
