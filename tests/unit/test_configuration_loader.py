from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from components.configuration import Configuration
from components.configuration_loader import configuration_of, load_configuration
from components.settings import SettingsError
from tests.unit.recording import record, stack_settings


def sections(stack: str = "dev") -> dict[str, Any]:
    """The project's own sections of a stack's file."""
    prefix = "ai-pipeline:"
    return {key.removeprefix(prefix): value for key, value in stack_settings(stack).items() if key.startswith(prefix)}


def changed(section: str, **values: Any) -> dict[str, Any]:
    """Dev's sections with values of one of them replaced."""
    result = copy.deepcopy(sections())
    result[section] = {**result.get(section, {}), **values}
    return result


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_the_files_of_both_stacks_are_valid(stack: str) -> None:
    assert isinstance(configuration_of(sections(stack), "ai-pipeline"), Configuration)


def test_prod_has_the_sizes_that_were_asked_for() -> None:
    prod = configuration_of(sections("prod"), "ai-pipeline")
    assert (prod.ocr.memory, prod.ocr.timeout, prod.ocr.provisioned_concurrency) == (3008, 900, 5)
    assert (prod.document.memory, prod.document.timeout, prod.document.provisioned_concurrency) == (3008, 300, 5)
    assert (prod.feature_store.storage_gigabytes, prod.feature_store.ecpu_per_second) == (5, 5000)
    assert prod.api.authorization == "AWS_IAM"
    assert prod.storage.deletion_protection


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_every_resource_is_tagged_with_its_stack(stack: str) -> None:
    tags = stack_settings(stack)["aws:defaultTags"]["tags"]
    assert tags == {"project": "ai-pipeline", "environment": stack, "managed-by": "pulumi"}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            changed("netwrok"),
            "ai-pipeline:netwrok is not a setting; "
            "ai-pipeline takes api, document, featureStore, functions, mlflow, monitoring, "
            "network, ocr, storage, training, uploads",
        ),
        (changed("api", corsOrigins=["*"]), "ai-pipeline:api.corsOrigins must be origins such as"),
        (changed("api", corsOrigins=["https://*.example.org"]), "not 'https://*.example.org'"),
        (changed("api", corsOrigins=["http://example.org"]), "not 'http://example.org'"),
        (changed("api", corsOrigins=["https://a.org/"]), "not 'https://a.org/'"),
        (changed("api", authorization="OPEN"), "api.authorization must be one of NONE, AWS_IAM, not 'OPEN'"),
        (changed("ocr", memory=4096), "ai-pipeline:ocr.memory must be 128 to 3008, not 4096"),
        (changed("ocr", timeout=901), "ai-pipeline:ocr.timeout must be 1 to 900, not 901"),
        (changed("document", memroy=512), "ai-pipeline:document.memroy is not a setting"),
        (changed("network", zones=1), "ai-pipeline:network.zones must be 2 to 6, not 1"),
        (changed("network", natGateways="Two"), "one of None, Single, OnePerAz, not 'Two'"),
        (changed("network", cidrBlock="10.0.0.0/24"), "network.cidrBlock must be an IPv4 range, /16 to /18"),
        (changed("network", cidrBlock="10.0.0.1/16"), "has host bits set"),
        (
            changed("network", endpointZones=3),
            "ai-pipeline:network.endpointZones must be at most zones (2), not 3",
        ),
        (
            changed("network", interfaceEndpoints=["events"]),
            "network.interfaceEndpoints must hold sqs while natGateways is None",
        ),
        (
            changed("featureStore", majorVersion=8),
            "ai-pipeline:featureStore.majorVersion must be 7 for redis, not 8; valkey has 8",
        ),
        (
            changed("ocr", provisionedConcurrency=3, reservedConcurrency=2),
            "ocr.provisionedConcurrency must be at most reservedConcurrency (2), not 3",
        ),
        (
            changed("network", interfaceEndpoints=["events", "sqs"]) | {"training": {"enabled": True}},
            "interfaceEndpoints must hold ecr.api, ecr.dkr, logs, secretsmanager, states while natGateways is None",
        ),
        (changed("training", threshold=90), "ai-pipeline:training.threshold must be 0 to 1, not 90"),
        (changed("training", schedule="weekly"), "training.schedule must be a schedule such as cron(0 3 ? * SUN *)"),
        (changed("training", imageTag="a b"), "training.imageTag must be an image tag, not 'a b'"),
        (changed("mlflow", tasks=5), "ai-pipeline:mlflow.maximumTasks must be at least tasks (5), not 4"),
        (changed("mlflow", databaseClass="t4g.micro"), "mlflow.databaseClass must be a class such as db.t4g.micro"),
        (changed("functions", logRetentionDays=8), "functions.logRetentionDays must be one of 1, 3, 5, 7"),
        (changed("monitoring", alarmEmail="nobody"), "monitoring.alarmEmail must be an e-mail address"),
        ({}, "ai-pipeline:network.cidrBlock is missing"),
    ],
)
def test_a_wrong_configuration_is_refused_with_the_keys_name(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        configuration_of(wrong, "ai-pipeline")
    assert message in str(caught.value)


def test_with_nat_no_interface_endpoint_is_needed() -> None:
    settings = changed("network", natGateways="Single", interfaceEndpoints=[])
    assert configuration_of(settings, "ai-pipeline").network.interface_endpoints == ()


def test_with_nat_training_needs_no_interface_endpoint_either() -> None:
    settings = changed("network", natGateways="Single", interfaceEndpoints=[])
    settings["training"] = {"enabled": True}
    assert configuration_of(settings, "ai-pipeline").training.enabled


def load(settings: dict[str, Any]) -> list[Configuration]:
    loaded: list[Configuration] = []
    record(lambda: loaded.append(load_configuration()), settings=settings)
    return loaded


def test_the_configuration_comes_from_pulumi() -> None:
    assert load(stack_settings("prod")) == [configuration_of(sections("prod"), "ai-pipeline")]


def test_the_configuration_comes_from_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the language host of the Pulumi CLI hands it over."""
    handed_over = {key: one if isinstance(one, str) else json.dumps(one) for key, one in stack_settings("dev").items()}
    monkeypatch.setenv("PULUMI_CONFIG", json.dumps(handed_over))
    assert load({}) == [configuration_of(sections("dev"), "ai-pipeline")]


def test_an_unknown_section_stops_the_program() -> None:
    with pytest.raises(SettingsError, match="ai-pipeline:memory is not a setting"):
        load({**stack_settings("dev"), "ai-pipeline:memory": "3008"})


def test_a_section_that_is_no_mapping_stops_the_program() -> None:
    with pytest.raises(SettingsError, match="ai-pipeline:ocr must be a mapping of keys to values, not 'big'"):
        load({**stack_settings("dev"), "ai-pipeline:ocr": "big"})


def test_settings_of_other_namespaces_are_left_alone() -> None:
    assert load({**stack_settings("dev"), "other:memory": "3008"})
