"""Tries what the stack needs of an emulator: an emulator that answers its health check may still run no function."""

from __future__ import annotations

import contextlib
import io
import json
import uuid
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from harness.backends.base import Capability
from harness.settings import LOCAL_REGION, Settings

CANARY = "def handler(event, context):\n    return {'echo': event, 'memory': context.memory_limit_in_mb}\n"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}
Client = Callable[[str], Any]


def probe(settings: Settings, cure: str) -> list[Capability]:
    """Runs every check; each cleans up after itself.

    Args:
        settings: where the endpoint is, and the runtime of the canary function.
        cure: what helps when a check fails.
    """
    session = boto3.Session("test", "test", region_name=LOCAL_REGION)
    options = Config(connect_timeout=3, read_timeout=30, retries={"max_attempts": 1})

    def client(service: str) -> Any:
        return session.client(service, endpoint_url=settings.endpoint, config=options)

    checks: dict[str, Callable[[], str]] = {
        "s3": lambda: _check_s3(client),
        "sqs": lambda: _check_sqs(client),
        "lambda": lambda: _check_lambda(client, settings.lambda_runtime),
        **{name: _listing(client, name, operation) for name, operation in LISTINGS.items()},
    }
    return [_try(name, check, cure) for name, check in checks.items()]


LISTINGS = {
    "apigateway": "get_rest_apis",
    "cloudwatch": "list_dashboards",
    "ec2": "describe_vpcs",
    "elasticache": "describe_serverless_caches",
    "events": "list_event_buses",
    "logs": "describe_log_groups",
}


def _try(name: str, check: Callable[[], str], cure: str) -> Capability:
    try:
        return Capability(name, ok=True, detail=check())
    except (ClientError, BotoCoreError, AssertionError) as error:
        return Capability(name, ok=False, detail=str(error), cure=cure)


def _listing(client: Client, service: str, operation: str) -> Callable[[], str]:
    def check() -> str:
        getattr(client(service), operation)()
        return f"{operation} answered"

    return check


def _check_s3(client: Client) -> str:
    s3, bucket = client("s3"), f"probe-{uuid.uuid4().hex}"
    s3.create_bucket(Bucket=bucket)
    with _finally(lambda: s3.delete_bucket(Bucket=bucket)):
        s3.put_object(Bucket=bucket, Key="probe", Body=b"probe")
        with _finally(lambda: s3.delete_object(Bucket=bucket, Key="probe")):
            body = s3.get_object(Bucket=bucket, Key="probe")["Body"].read()
            assert body == b"probe", f"an object came back as {body!r}"
    return "stored and read an object"


def _check_sqs(client: Client) -> str:
    sqs = client("sqs")
    url = sqs.create_queue(QueueName=f"probe-{uuid.uuid4().hex}")["QueueUrl"]
    with _finally(lambda: sqs.delete_queue(QueueUrl=url)):
        sqs.send_message(QueueUrl=url, MessageBody="probe")
        messages = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=2).get("Messages", [])
        assert [message["Body"] for message in messages] == ["probe"], "a message did not come back"
    return "sent and received a message"


def _check_lambda(client: Client, runtime: str) -> str:
    iam, functions, name = client("iam"), client("lambda"), f"probe-{uuid.uuid4().hex[:12]}"
    role = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    with _finally(lambda: iam.delete_role(RoleName=name)):
        functions.create_function(
            FunctionName=name, Role=role, Runtime=runtime, Handler="canary.handler", Code={"ZipFile": _package()}
        )
        with _finally(lambda: functions.delete_function(FunctionName=name)):
            functions.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 1})
            answer = functions.invoke(FunctionName=name, Payload=b'{"n": 1}')
            body = answer["Payload"].read().decode()
            assert "FunctionError" not in answer and json.loads(body)["echo"] == {"n": 1}, f"a function answered {body}"
    return f"a {runtime} function answered"


def _package() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("canary.py", CANARY)
    return buffer.getvalue()


@contextlib.contextmanager
def _finally(cleanup: Callable[[], Any]) -> Iterator[None]:
    """Cleans up whatever happens; a cleanup that fails does not hide why the check failed."""
    try:
        yield
    finally:
        with contextlib.suppress(ClientError, BotoCoreError):
            cleanup()
