"""Functions, their versions and the API in front of them, and the cache, on the running emulator."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from harness.provider.values import UNKNOWN, Archive, Asset
from tests.harness.provider.round_trip import round_trip, trust
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator
RUNTIME = "python3.13"
FUNCTION = "aws:lambda/function:Function"


def archive(text: str) -> Archive:
    return Archive(assets={"h.py": Asset(text=f"def main(event, context): return {text!r}\n")})


@pytest.fixture
def inputs(stack: Stack) -> dict[str, Any]:
    role = stack.create("aws:iam/role:Role", "role", assumeRolePolicy=trust("lambda.amazonaws.com"))
    return {
        "name": f"function-{uuid.uuid4().hex[:12]}",
        "role": role.outputs["arn"],
        "runtime": RUNTIME,
        "handler": "h.main",
        "code": archive("one"),
        "publish": True,
    }


@pytest.fixture
def function(stack: Stack, inputs: dict[str, Any]) -> Deployed:
    return stack.create(FUNCTION, "function", **inputs)


def test_a_function_lives_through_a_round_trip_and_publishes_each_change(stack: Stack, inputs: dict[str, Any]) -> None:
    bigger = {
        **inputs,
        "memorySize": 256,
        "environment": {"variables": {"A": "1"}},
        "tracingConfig": {"mode": "Active"},
        "loggingConfig": {"logFormat": "Text", "logGroup": f"/aws/lambda/{inputs['name']}"},
        "tags": {"a": "1"},
    }
    newer = {**inputs, "code": archive("two"), "reservedConcurrentExecutions": 5}
    with round_trip(stack, FUNCTION, inputs, bigger, newer, inputs, replacing={**inputs, "name": "other"}) as function:
        version = function.outputs["version"]
        assert int(version) >= 4
        assert function.outputs["qualifiedArn"] == f"{function.outputs['arn']}:{version}"
        assert function.outputs["invokeArn"].endswith(f"functions/{function.outputs['arn']}/invocations")


def test_a_change_leaves_the_version_open_in_a_preview(
    stack: Stack, function: Deployed, inputs: dict[str, Any]
) -> None:
    assert function.outputs["version"] == "1"
    assert stack.update(function, preview=True, **{**inputs, "code": archive("two")})["version"] is UNKNOWN
    assert stack.update(function, preview=True, **{**inputs, "tags": {"a": "1"}})["version"] == "1"


def test_a_layer_lives_through_a_round_trip(stack: Stack) -> None:
    first = {"layerName": f"layer-{uuid.uuid4().hex[:12]}", "code": archive("x"), "compatibleRuntimes": [RUNTIME]}
    with round_trip(
        stack, "aws:lambda/layerVersion:LayerVersion", first, replacing={**first, "code": archive("y")}
    ) as layer:
        assert layer.outputs["arn"].endswith(":1")


def test_an_alias_and_what_hangs_on_it_live_through_a_round_trip(
    stack: Stack, function: Deployed, inputs: dict[str, Any]
) -> None:
    stack.update(function, **{**inputs, "timeout": 5})
    queue = stack.create("aws:sqs/queue:Queue", "failures")
    first = {"name": "live", "functionName": function.id, "functionVersion": "1"}
    second = {**first, "functionVersion": "2", "routingConfig": {"additionalVersionWeights": {"1": 0.1}}}
    with round_trip(stack, "aws:lambda/alias:Alias", first, second, {**first, "functionVersion": "2"}) as alias:
        assert alias.outputs["invokeArn"].endswith(f"functions/{alias.outputs['arn']}/invocations")
        of_alias = {"functionName": function.id, "qualifier": "live"}
        permission = {
            "function": function.id,
            "qualifier": "live",
            "statementId": "uploads",
            "action": "lambda:InvokeFunction",
            "principal": "s3.amazonaws.com",
            "sourceArn": "arn:aws:s3:::uploads",
        }
        with round_trip(
            stack,
            "aws:lambda/permission:Permission",
            permission,
            replacing={**permission, "principal": "sns.amazonaws.com"},
        ):
            pass
        failures = {"destinationConfig": {"onFailure": {"destination": queue.outputs["arn"]}}}
        with round_trip(
            stack,
            "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
            {**of_alias, **failures, "maximumRetryAttempts": 2},
            {**of_alias, **failures, "maximumRetryAttempts": 1},
        ):
            pass
        provisioned = {**of_alias, "provisionedConcurrentExecutions": 1}
        with round_trip(stack, "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig", provisioned):
            pass


def definition(path: str, invoke_arn: str, **extensions: Any) -> str:
    integration = {"type": "aws_proxy", "httpMethod": "POST", "uri": invoke_arn, "passthroughBehavior": "when_no_match"}
    operation = {"responses": {"200": {"description": "ok"}}, "x-amazon-apigateway-integration": integration}
    document = {"openapi": "3.0.1", "info": {"title": "x", "version": "1"}, "paths": {path: {"get": operation}}}
    return json.dumps({**document, **extensions})


def test_an_api_lives_through_a_round_trip(stack: Stack, function: Deployed) -> None:
    responses = {"x-amazon-apigateway-gateway-responses": {"THROTTLED": {"statusCode": "429", "responseTemplates": {}}}}
    first = {
        "name": "api",
        "description": "one",
        "endpointConfiguration": {"types": "REGIONAL"},
        "body": definition("/health", function.outputs["invokeArn"], **responses),
        "tags": {"a": "1"},
    }
    second = {
        **first,
        "description": "two",
        "body": definition("/status", function.outputs["invokeArn"]),
        "tags": {"a": "2"},
    }
    with round_trip(stack, "aws:apigateway/restApi:RestApi", first, second) as api:
        assert api.outputs["executionArn"].endswith(f":{api.id}")
        deployment = stack.create("aws:apigateway/deployment:Deployment", "one", restApi=api.id, triggers={"body": "1"})
        assert list(stack.diff(deployment, restApi=api.id, triggers={"body": "2"}).replaces) == ["triggers"]
        of_api = {"restApi": api.id, "stageName": "v1"}
        logs = {"destinationArn": "arn:aws:logs:us-east-1:000000000000:log-group:x", "format": "$context.requestId"}
        staged: dict[str, Any] = {
            **of_api,
            "deployment": deployment.id,
            "accessLogSettings": logs,
            "variables": {"a": "b"},
        }
        changed = {**of_api, "deployment": deployment.id, "xrayTracingEnabled": True, "variables": {"c": "d"}}
        with round_trip(stack, "aws:apigateway/stage:Stage", staged, changed, {**changed, "tags": {"a": "1"}}) as stage:
            assert stage.outputs["invokeUrl"].endswith(f"/{api.id}/v1")
            settings = {
                **of_api,
                "methodPath": "*/*",
                "settings": {"metricsEnabled": True, "throttlingRateLimit": 10.5},
            }
            slower = {
                **settings,
                "settings": {"metricsEnabled": False, "throttlingRateLimit": 5, "loggingLevel": "ERROR"},
            }
            with round_trip(stack, "aws:apigateway/methodSettings:MethodSettings", settings, slower):
                pass
        answer = {"restApiId": api.id, "responseType": "ACCESS_DENIED", "statusCode": "403"}
        with round_trip(
            stack, "aws:apigateway/response:Response", answer, {**answer, "statusCode": "404"}, remains=True
        ):
            pass
        stack.delete(deployment)


def test_the_role_of_an_account_lives_through_a_round_trip(stack: Stack) -> None:
    role = stack.create("aws:iam/role:Role", "logging", assumeRolePolicy=trust("apigateway.amazonaws.com"))
    with round_trip(stack, "aws:apigateway/account:Account", {"cloudwatchRoleArn": role.outputs["arn"]}, remains=True):
        pass


def test_a_cache_lives_through_a_round_trip(stack: Stack) -> None:
    first = {
        "name": f"cache-{uuid.uuid4().hex[:12]}",
        "engine": "redis",
        "description": "one",
        "cacheUsageLimits": {"dataStorage": {"maximum": 1, "unit": "GB"}, "ecpuPerSeconds": [{"maximum": 1000}]},
    }
    second = {
        **first,
        "description": "two",
        "cacheUsageLimits": {"dataStorage": {"maximum": 2, "unit": "GB"}, "ecpuPerSeconds": [{"maximum": 2000}]},
    }
    with round_trip(stack, "aws:elasticache/serverlessCache:ServerlessCache", first, second) as cache:
        [endpoint] = cache.outputs["endpoints"]
        assert endpoint["address"]
        assert endpoint["port"] > 0
