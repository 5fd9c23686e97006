from __future__ import annotations

import json
from pathlib import Path

from components.api_definition import ROUTES
from tests.unit.recording import Recording, run_program, stack_settings

STAGE = "aws:apigateway/stage:Stage"
DEPLOYMENT = "aws:apigateway/deployment:Deployment"
ACCOUNT = "aws:apigateway/account:Account"


def test_every_route_may_invoke_its_function_and_no_other(stack: Recording) -> None:
    allowed = {
        one.inputs["sourceArn"].removeprefix("arn:aws:execute-api:eu-west-1:123456789012:abc"): one.inputs["function"]
        for one in stack.of_type("aws:lambda/permission:Permission")
        if one.inputs["principal"] == "apigateway.amazonaws.com"
    }
    assert set(allowed) == {
        "/v1/POST/infer/ocr",
        "/v1/POST/infer/document",
        "/v1/POST/uploads",
        "/v1/GET/documents/*",
        "/v1/GET/health",
    }
    assert "-ocr-inference-" in allowed["/v1/POST/infer/ocr"]
    assert "-document-inference-" in allowed["/v1/POST/infer/document"]
    assert len(allowed) == len(ROUTES)


def test_the_body_calls_the_aliases(stack: Recording) -> None:
    body = json.loads(stack.one("aws:apigateway/restApi:RestApi", "api-rest").inputs["body"])
    uri = body["paths"]["/health"]["get"]["x-amazon-apigateway-integration"]["uri"]
    assert uri.startswith("arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/")


def test_prod_wants_signed_requests(dev: Recording, prod: Recording) -> None:
    def has_security(recording: Recording) -> bool:
        return "awsSigv4" in recording.one("aws:apigateway/restApi:RestApi", "api-rest").inputs["body"]

    assert has_security(prod)
    assert not has_security(dev)


def test_prod_answers_no_wildcard_of_origins(prod: Recording) -> None:
    for one in prod.resources:
        assert '"*"' not in json.dumps(one.inputs.get("corsRules", ""))
    body = prod.one("aws:apigateway/restApi:RestApi", "api-rest").inputs["body"]
    assert "'*'" not in body
    assert "https://app.learningyogi.com" in body


def test_a_new_definition_makes_a_new_deployment(dev: Recording, prod: Recording) -> None:
    triggers = [one.one(DEPLOYMENT, "api-deployment").inputs["triggers"]["definition"] for one in (dev, prod)]
    assert triggers[0] != triggers[1]


def test_the_same_definition_keeps_the_deployment(dev: Recording, tmp_path: Path) -> None:
    again = run_program("dev", tmp_path)
    assert again.one(DEPLOYMENT, "api-deployment").inputs == dev.one(DEPLOYMENT, "api-deployment").inputs


def test_the_stage_is_traced_and_logs_every_access(stack: Recording) -> None:
    stage = stack.one(STAGE, "api-stage").inputs
    assert stage["stageName"] == "v1"
    assert stage["xrayTracingEnabled"] is True
    assert json.loads(stage["accessLogSettings"]["format"])["requestId"] == "$context.requestId"
    assert stage["accessLogSettings"]["destinationArn"].endswith(":api-access")


def test_requests_are_throttled_as_configured(dev: Recording, prod: Recording) -> None:
    def limits(recording: Recording) -> tuple[float, float]:
        settings = recording.one("aws:apigateway/methodSettings:MethodSettings", "api-throttle").inputs["settings"]
        return settings["throttlingRateLimit"], settings["throttlingBurstLimit"]

    assert limits(dev) == (10, 20)
    assert limits(prod) == (50, 100)


def test_pages_are_kept_out_of_the_logs(stack: Recording) -> None:
    settings = stack.one("aws:apigateway/methodSettings:MethodSettings", "api-throttle").inputs["settings"]
    assert settings["dataTraceEnabled"] is False


def test_the_accounts_logging_role_can_be_left_to_another_stack(dev: Recording, tmp_path: Path) -> None:
    api = {**stack_settings("dev")["ai-pipeline:api"], "accountLogging": False}
    without = run_program("dev", tmp_path, {"ai-pipeline:api": api})
    assert [one.name for one in dev.of_type(ACCOUNT)] == ["api-logging-account"]
    assert without.of_type(ACCOUNT) == []


def test_the_stage_waits_for_the_accounts_logging_role(dev: Recording) -> None:
    assert "api-logging-account" in dev.one(STAGE, "api-stage").dependencies


def test_the_address_ends_without_a_slash(stack: Recording) -> None:
    assert stack.outputs["apiUrl"] == "https://abc.execute-api.eu-west-1.amazonaws.com/v1"
