from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.recording import Recording, run_program, stack_settings

FUNCTION = "aws:lambda/function:Function"
ALIAS = "aws:lambda/alias:Alias"
PROVISIONED = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig"
ASYNCHRONOUS = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
NAMES = {"ocr": "inference-ocr", "document": "inference-document", "uploads": "uploads"}
READERS = ("ocr", "document")


def function(recording: Recording, service: str) -> dict[str, Any]:
    return recording.one(FUNCTION, NAMES[service]).inputs


def variables(recording: Recording, service: str) -> dict[str, str]:
    found: dict[str, str] = function(recording, service)["environment"]["variables"]
    return found


def test_functions_have_the_names_of_the_contract(dev: Recording) -> None:
    assert [function(dev, service)["name"] for service in NAMES] == [
        "ai-pipeline-ocr-inference-dev",
        "ai-pipeline-document-inference-dev",
        "ai-pipeline-uploads-dev",
    ]


@pytest.mark.parametrize("service", NAMES)
def test_code_and_handler_are_those_of_the_contract(stack: Recording, service: str) -> None:
    inputs = function(stack, service)
    assert inputs["handler"] == f"functions.{service}.handler.handler"
    assert inputs["code"].path == f"build/functions/{service}.zip"
    assert (inputs["runtime"], inputs["architectures"]) == ("python3.13", ["x86_64"])


def test_memory_and_timeout_come_from_the_configuration(dev: Recording, prod: Recording) -> None:
    def sizes(recording: Recording) -> list[tuple[int, int]]:
        return [(function(recording, one)["memorySize"], function(recording, one)["timeout"]) for one in NAMES]

    assert sizes(dev) == [(1769, 120), (1769, 120), (512, 10)]
    assert sizes(prod) == [(3008, 900), (3008, 300), (512, 10)]


def test_variables_of_readers_are_those_of_the_contract(dev: Recording) -> None:
    assert variables(dev, "ocr") == {
        "ENVIRONMENT": "dev",
        "POWERTOOLS_SERVICE_NAME": "ocr",
        "POWERTOOLS_METRICS_NAMESPACE": "LearningYogi/AiPipeline",
        "POWERTOOLS_LOG_LEVEL": "INFO",
        "INPUT_BUCKET": "learningyogi-input-dev-123456789012",
        "RESULTS_BUCKET": "learningyogi-results-dev-123456789012",
        "MODELS_BUCKET": "learningyogi-models-dev-123456789012",
        "EVENT_BUS_NAME": "ai-pipeline-dev",
        "DEAD_LETTER_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/123456789012/dead-letters",
        "FEATURE_STORE_ENDPOINT": "cache.test:6379",
        "MAX_UPLOAD_BYTES": "20971520",
        "CORS_ALLOWED_ORIGINS": "http://localhost:3000",
    }
    assert variables(dev, "document") == {**variables(dev, "ocr"), "POWERTOOLS_SERVICE_NAME": "document"}


def test_the_uploads_function_gets_no_more_than_it_needs(dev: Recording) -> None:
    assert set(variables(dev, "ocr")) - set(variables(dev, "uploads")) == {
        "MODELS_BUCKET",
        "EVENT_BUS_NAME",
        "DEAD_LETTER_QUEUE_URL",
        "FEATURE_STORE_ENDPOINT",
    }
    assert variables(dev, "uploads")["UPLOAD_URL_SECONDS"] == "900"


def test_layers_go_to_those_who_import_them(stack: Recording) -> None:
    for service in READERS:
        assert [arn.rsplit(":", 1)[-1] for arn in function(stack, service)["layers"]] == [
            "layers-base",
            "layers-inference",
        ]
    assert [arn.rsplit(":", 1)[-1] for arn in function(stack, "uploads")["layers"]] == ["layers-base"]


@pytest.mark.parametrize("service", NAMES)
def test_every_function_is_traced_and_logs_to_a_group_with_retention(stack: Recording, service: str) -> None:
    inputs = function(stack, service)
    group = stack.one("aws:cloudwatch/logGroup:LogGroup", f"{NAMES[service]}-logs").inputs
    assert inputs["tracingConfig"] == {"mode": "Active"}
    assert inputs["loggingConfig"] == {"logFormat": "Text", "logGroup": group["name"]}
    assert group["name"] == f"/aws/lambda/{inputs['name']}"


def test_logs_are_kept_as_long_as_configured(dev: Recording, prod: Recording) -> None:
    for recording, days in ((dev, 7), (prod, 90)):
        groups = recording.of_type("aws:cloudwatch/logGroup:LogGroup")
        assert [one.inputs["retentionInDays"] for one in groups] == [days] * len(groups)


@pytest.mark.parametrize("service", NAMES)
def test_the_live_alias_points_at_the_published_version(stack: Recording, service: str) -> None:
    assert function(stack, service)["publish"] is True
    alias = stack.one(ALIAS, f"{NAMES[service]}-live").inputs
    assert (alias["name"], alias["functionVersion"]) == ("live", "7")
    assert alias["functionName"] == function(stack, service)["name"]


def test_readers_join_the_network_and_uploads_stays_out(stack: Recording) -> None:
    for service in READERS:
        assert function(stack, service)["vpcConfig"] == {
            "subnetIds": ["subnet-a", "subnet-b", "subnet-c"],
            "securityGroupIds": ["network-functions-id"],
        }
    assert "vpcConfig" not in function(stack, "uploads")


def test_a_function_waits_for_its_rights(stack: Recording) -> None:
    for name in NAMES.values():
        assert f"{name}-rights" in stack.one(FUNCTION, name).dependencies


def test_only_prod_keeps_environments_ready(dev: Recording, prod: Recording) -> None:
    assert dev.of_type(PROVISIONED) == []
    ready = {
        one.name: (one.inputs["qualifier"], one.inputs["provisionedConcurrentExecutions"])
        for one in prod.of_type(PROVISIONED)
    }
    assert ready == {"inference-ocr-provisioned": ("live", 5), "inference-document-provisioned": ("live", 5)}


def test_concurrency_is_unreserved_unless_configured(stack: Recording, tmp_path: Path) -> None:
    assert not any("reservedConcurrentExecutions" in function(stack, service) for service in NAMES)
    ocr = {**stack_settings("dev")["ai-pipeline:ocr"], "reservedConcurrency": 3}
    reserved = run_program("dev", tmp_path, {"ai-pipeline:ocr": ocr})
    assert function(reserved, "ocr")["reservedConcurrentExecutions"] == 3


def test_invocations_that_fail_for_good_become_dead_letters(stack: Recording) -> None:
    kept = {one.name: one.inputs for one in stack.of_type(ASYNCHRONOUS)}
    assert set(kept) == {
        "inference-ocr-asynchronous",
        "inference-document-asynchronous",
        "rollout-function-asynchronous",
    }
    for inputs in kept.values():
        assert inputs["qualifier"] == "live"
        assert inputs["maximumRetryAttempts"] == 2
        assert inputs["destinationConfig"]["onFailure"]["destination"].endswith(":events-dead-letters")
