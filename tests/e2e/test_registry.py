"""The model registry of the deployed stack, through MLflow's own client and the load balancer's name."""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from harness.client import PipelineClient
from tests.e2e.conftest import Harness

SCRIPT = Path(__file__).with_name("register_runs.py")
PATIENCE = 120  # seconds


def wait_for(ask: Callable[[], Any]) -> Any:
    """Asks until there is an answer."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert answer
    return answer


@pytest.fixture(autouse=True)
def registry(client: PipelineClient) -> None:
    client.wait_for_registry()


class Registrar:
    """MLflow's client in a process of its own, which registers a version whenever it is asked."""

    def __init__(self, python: Path, url: str, authorities: str) -> None:
        self._process = subprocess.Popen(
            [str(python), str(SCRIPT), url, f"test-{uuid.uuid4().hex[:8]}"],
            env={
                "PATH": "/usr/bin:/bin",
                "SSL_CERT_FILE": authorities,
                "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.first = self.answer()

    def ask(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, str]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, f"the client ended with {self._process.wait()}"
        return dict(json.loads(line))

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def registrar(stack: Harness, client: PipelineClient) -> Iterator[Registrar]:
    python = stack.settings.images / "mlflow" / "bin" / "python"
    registrar = Registrar(python, client.outputs["mlflowUrl"], client.environment["SSL_CERT_FILE"])
    with contextlib.closing(contextlib.ExitStack()) as cleanup:
        cleanup.callback(registrar.end)
        yield registrar


def service(client: PipelineClient) -> dict[str, Any]:
    outputs = client.outputs
    answer = client.aws("ecs").describe_services(
        cluster=outputs["clusterName"], services=[outputs["mlflowServiceName"]]
    )
    return dict(answer["services"][0])


def servers(stack: Harness) -> list[psutil.Process]:
    """The first process of each of MLflow's tasks."""
    emulator = psutil.Process(stack.json("status")["services"][0]["pid"])
    processes = emulator.children(recursive=True)
    return [one for one in processes if one.cmdline()[1:] == ["-m", "functions.tracking", "serve"]]


def test_the_registrys_page_opens_in_a_browser(client: PipelineClient) -> None:
    with urllib.request.urlopen(client.outputs["mlflowUrl"], timeout=PATIENCE) as answer:
        assert "<title>MLflow</title>" in answer.read().decode()


def test_what_the_page_asks_for_is_answered_and_what_other_pages_ask_for_is_refused(client: PipelineClient) -> None:
    url = client.outputs["mlflowUrl"]

    def search(origin: str) -> int:
        """The status of a request as a browser sends it from a page."""
        headers = {"Origin": origin, "Content-Type": "application/json"}
        body = json.dumps({"experiment_ids": ["0"]}).encode()
        request = urllib.request.Request(f"{url}/ajax-api/2.0/mlflow/runs/search", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    assert search(url) == 200
    assert search("http://elsewhere.example") == 403


def test_versions_are_registered_while_one_of_two_servers_is_killed_and_replaced(
    stack: Harness, client: PipelineClient, registrar: Registrar
) -> None:
    assert registrar.first["weights"] == "weights"
    wait_for(lambda: len(servers(stack)) == 2)
    killed = servers(stack)[0]
    killed.kill()
    registrar.ask()
    second = registrar.answer()
    assert int(second["version"]) == int(registrar.first["version"]) + 1
    assert second["run"] != registrar.first["run"]
    wait_for(lambda: killed.pid not in {one.pid for one in servers(stack)} and len(servers(stack)) == 2)
    wait_for(lambda: service(client)["runningCount"] == 2)


def test_registering_waits_for_a_database_that_comes_back_with_another_password(
    client: PipelineClient, registrar: Registrar
) -> None:
    databases = client.aws("rds")

    def database() -> dict[str, Any]:
        instances = databases.describe_db_instances()["DBInstances"]
        return next(one for one in instances if "mlflow" in one["DBInstanceIdentifier"])

    identifier = database()["DBInstanceIdentifier"]
    client.aws("secretsmanager").rotate_secret(SecretId=database()["MasterUserSecret"]["SecretArn"])
    databases.stop_db_instance(DBInstanceIdentifier=identifier)
    try:
        registrar.ask()
    finally:
        databases.start_db_instance(DBInstanceIdentifier=identifier)
    wait_for(lambda: database()["DBInstanceStatus"] == "available")
    second = registrar.answer()
    assert int(second["version"]) == int(registrar.first["version"]) + 1
    assert second["weights"] == "weights"


def test_the_upgrade_of_the_tables_runs_as_a_task_of_its_own_and_logs(client: PipelineClient) -> None:
    ecs, outputs = client.aws("ecs"), client.outputs
    network = {"subnets": outputs["privateSubnetIds"], "securityGroups": [outputs["mlflowGroupId"]]}
    started = ecs.run_task(
        cluster=outputs["clusterName"],
        taskDefinition=outputs["mlflowUpgradeTaskArn"],
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": network},
    )
    arn = started["tasks"][0]["taskArn"]

    def ended() -> Any:
        (task,) = ecs.describe_tasks(cluster=outputs["clusterName"], tasks=[arn])["tasks"]
        return task if task["lastStatus"] == "STOPPED" else None

    task = wait_for(ended)
    assert task["containers"][0]["exitCode"] == 0, task["stoppedReason"]
    definition = ecs.describe_task_definition(taskDefinition=outputs["mlflowUpgradeTaskArn"])["taskDefinition"]
    (container,) = definition["containerDefinitions"]
    logged = container["logConfiguration"]["options"]
    stream = f"{logged['awslogs-stream-prefix']}/{container['name']}/{arn.rpartition('/')[2]}"
    events = client.aws("logs").get_log_events(logGroupName=logged["awslogs-group"], logStreamName=stream)["events"]
    assert any("alembic" in event["message"] or "Updating database" in event["message"] for event in events)
