"""What the host backend's emulator does with our plugins, by real calls."""

from __future__ import annotations

import io
import json
import time
import urllib.error
import urllib.request
import uuid
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import psutil
import pytest

from harness.backends import get_backend
from harness.services import State
from harness.services.ports import free_port
from harness.services.process import listener
from tests.conftest import RunningEmulator

pytestmark = pytest.mark.emulator

SOURCE = """
import socket, ssl
def handler(event, context):
    if "port" in event:
        context = ssl.create_default_context()
        with socket.create_connection(("127.0.0.1", event["port"])) as plain:
            with context.wrap_socket(plain, server_hostname="127.0.0.1") as connection:
                connection.sendall(b"PING\\r\\n")
                return connection.recv(100).decode().strip()
    if event.get("fail"): raise ValueError("as asked")
    return {"statusCode": 200, "body": "{}"}
"""
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


def wait_for(ask: Callable[[], Any]) -> Any:
    """Asks until there is an answer, at most half a minute."""
    deadline = time.monotonic() + 30
    while (answer := ask()) is None and time.monotonic() < deadline:
        time.sleep(0.1)
    assert answer is not None
    return answer


@pytest.fixture
def alias(emulator: RunningEmulator) -> Iterator[str]:
    """The ARN of an alias of a deployed function."""
    yield deploy(emulator)


def deploy(emulator: RunningEmulator) -> str:
    name = f"example-{uuid.uuid4().hex[:8]}"
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("app.py", SOURCE)
    role = emulator.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    functions = emulator.client("lambda")
    functions.create_function(
        FunctionName=name,
        Role=role,
        Runtime=emulator.settings.lambda_runtime,
        Handler="app.handler",
        Code={"ZipFile": package.getvalue()},
        Publish=True,
    )
    functions.get_waiter("published_version_active").wait(FunctionName=name, Qualifier="1", WaiterConfig={"Delay": 1})
    return str(functions.create_alias(FunctionName=name, Name="live", FunctionVersion="1")["AliasArn"])


def test_everything_the_stack_needs_works(emulator: RunningEmulator) -> None:
    assert [capability for capability in emulator.backend.probe() if not capability.ok] == []


def test_retries_and_destination_of_an_alias_count(emulator: RunningEmulator, alias: str) -> None:
    queues, functions = emulator.client("sqs"), emulator.client("lambda")
    url = queues.create_queue(QueueName=uuid.uuid4().hex)["QueueUrl"]
    arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    functions.put_function_event_invoke_config(
        FunctionName=alias.split(":")[6],
        Qualifier="live",
        MaximumRetryAttempts=1,
        DestinationConfig={"OnFailure": {"Destination": arn}},
    )
    functions.invoke(FunctionName=alias, InvocationType="Event", Payload=b'{"fail": true}')
    message = wait_for(lambda: queues.receive_message(QueueUrl=url, WaitTimeSeconds=2).get("Messages"))[0]
    letter = json.loads(message["Body"])
    assert letter["requestContext"]["approximateInvokeCount"] == 2
    assert letter["requestPayload"] == {"fail": True}
    assert letter["responsePayload"]["errorType"] == "ValueError"


def test_a_function_trusts_a_cache_by_its_default_trust_store(emulator: RunningEmulator, alias: str) -> None:
    caches, name = emulator.client("elasticache"), f"cache-{uuid.uuid4().hex[:8]}"
    caches.create_serverless_cache(ServerlessCacheName=name, Engine="redis")

    def endpoint() -> Any:
        return caches.describe_serverless_caches(ServerlessCacheName=name)["ServerlessCaches"][0].get("Endpoint")

    event = {"port": wait_for(endpoint)["Port"]}
    answer = emulator.client("lambda").invoke(FunctionName=alias, Payload=json.dumps(event))
    assert json.load(answer["Payload"]) == "+PONG"


def test_gateway_responses_of_an_openapi_definition_count(emulator: RunningEmulator, alias: str) -> None:
    gateway = emulator.client("apigateway")
    template = (
        '{"error": {"type": "Unknown", "message": $context.error.messageString, "request_id": "$context.requestId"}}'
    )
    definition = {
        "openapi": "3.0.1",
        "info": {"title": "example", "version": "1"},
        "x-amazon-apigateway-gateway-responses": {
            "MISSING_AUTHENTICATION_TOKEN": {
                "statusCode": "404",
                "responseParameters": {"gatewayresponse.header.Access-Control-Allow-Origin": "'https://example.org'"},
                "responseTemplates": {"application/json": template},
            }
        },
        "paths": {
            "/health": {
                "get": {
                    "x-amazon-apigateway-integration": {
                        "type": "aws_proxy",
                        "httpMethod": "POST",
                        "uri": f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{alias}/invocations",
                    }
                }
            }
        },
    }
    api = gateway.import_rest_api(body=json.dumps(definition))["id"]
    gateway.create_deployment(restApiId=api, stageName="v1")
    emulator.client("lambda").add_permission(
        FunctionName=alias,
        StatementId="gateway",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )
    assert call(f"{emulator.endpoint}/_aws/execute-api/{api}/v1/health")[0] == 200
    status, headers, body = call(f"{emulator.endpoint}/_aws/execute-api/{api}/v1/nowhere")
    assert status == 404
    assert headers["Access-Control-Allow-Origin"] == "https://example.org"
    assert json.loads(body)["error"]["type"] == "Unknown"
    assert json.loads(body)["error"]["message"] == "Missing Authentication Token"
    assert len(json.loads(body)["error"]["request_id"]) == 36


def call(url: str) -> tuple[int, Any, str]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def test_functions_and_caches_do_not_outlive_a_killed_emulator_and_its_state_is_new(emulator: RunningEmulator) -> None:
    settings = replace(emulator.settings, home=emulator.settings.home / "killed", port=free_port())
    backend = get_backend("host", settings)
    backend.start(print)
    try:
        own = RunningEmulator(settings, backend, backend.environment())
        own.client("lambda").invoke(FunctionName=deploy(own))
        caches = own.client("elasticache")
        caches.create_serverless_cache(ServerlessCacheName="features", Engine="redis")
        wait_for(lambda: caches.describe_serverless_caches()["ServerlessCaches"][0].get("Endpoint"))
        before, pid = backend.state_id(), backend.status()[0].pid
        assert pid
        emulated = psutil.Process(pid)
        children = emulated.children(recursive=True)
        assert {"redis-server"} < {child.name() for child in children}
        emulated.kill()
        wait_for(lambda: True if not any(map(alive, [emulated, *children])) else None)
        assert backend.status()[0].state is State.STOPPED
        backend.start(print)
        assert backend.state_id() not in (None, before)
    finally:
        assert backend.stop(print) == ["LocalEmu"]
    assert backend.stop(print) == []


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_the_emulator_listens_on_the_loopback_interface_alone(emulator: RunningEmulator) -> None:
    process = listener(emulator.settings.port)
    assert process
    addresses = {
        connection.laddr.ip
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == emulator.settings.port
    }
    assert addresses == {"127.0.0.1"}
