"""Training of the deployed stack: the real workflow, tasks, registry and database, with few steps each."""

from __future__ import annotations

import itertools
import json
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import psutil
import pytest

from functions.pipeline.dataset.manifest import split_of
from harness.client import PipelineClient
from harness.local_stack import LocalStack
from harness.training.execution import Ended, Execution, new_name
from harness.training.report import report
from tests.e2e.conftest import Harness
from tests.functions.pipeline.labelled import page

pytestmark = pytest.mark.timeout(1800)
PATIENCE = 900  # seconds


@pytest.fixture(scope="module", autouse=True)
def prepared(stack: Harness, client: PipelineClient) -> None:
    LocalStack(stack.settings).prepare_training(print)
    client.wait_for_registry()


def wait_for(ask: Callable[[], Any]) -> Any:
    """Asks until there is an answer."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask()) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert answer
    return answer


class Run:
    """A run that is followed in the background.

    Attributes:
        name: of the execution.
        said: what it has said so far.
    """

    def __init__(self, client: PipelineClient, **given: Any) -> None:
        self.name, self.said = new_name(), list[str]()
        self._execution = Execution(client, given, self.name)
        self._ended: Ended | None = None
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def _follow(self) -> None:
        self._ended = self._execution.follow(self.said.append)

    def wait_until_it_says(self, text: str) -> None:
        wait_for(lambda: any(text in line for line in self.said))

    def end(self) -> dict[str, Any]:
        self._thread.join(PATIENCE)
        assert self._ended, self.said
        return report(self._ended, 0)


def put_pages(client: PipelineClient, folder: str, *files: tuple[str, bytes]) -> str:
    """Puts labelled pages into the training bucket; returns their prefix."""
    prefix = f"datasets/{folder}-{uuid.uuid4().hex[:8]}/"
    for name, data in files:
        client.aws("s3").put_object(Bucket=client.outputs["trainingBucket"], Key=prefix + name, Body=data)
    return prefix


def source_of(split: str) -> str:
    """A source whose pages are on that side."""
    return next(name for name in map(str, itertools.count()) if split_of(name) == split)


def ask_mlflow(client: PipelineClient, path: str) -> dict[str, Any]:
    answer = client._http.request("GET", f"{client.outputs['mlflowUrl']}/api/2.0/mlflow/{path}")
    return dict(json.loads(answer.data))


def registered(client: PipelineClient, version: str) -> list[dict[str, Any]]:
    """MLflow's entries of a model version."""
    found = ask_mlflow(client, f"model-versions/search?filter=name%3D'ocr'%20and%20tags.version%3D'{version}'")
    return list(found.get("model_versions", []))


def objects(client: PipelineClient, bucket: str, prefix: str) -> dict[str, int]:
    """Objects under a prefix, with their sizes."""
    found = client.aws("s3").list_objects_v2(Bucket=client.outputs[bucket], Prefix=prefix)
    return {one["Key"].removeprefix(prefix): one["Size"] for one in found.get("Contents", [])}


def version_of(told: dict[str, Any]) -> str:
    return str(told["execution"].rpartition(":")[2])


def task_of(client: PipelineClient, execution: str) -> str:
    """ARN of the running task of an execution."""
    ecs, cluster = client.aws("ecs"), client.outputs["clusterName"]
    arns = ecs.list_tasks(cluster=cluster, family="ocr-training")["taskArns"]
    tasks = ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"]
    (arn,) = (task["taskArn"] for task in tasks if execution in json.dumps(task["overrides"]))
    return str(arn)


def train(stack: Harness, *arguments: str) -> subprocess.Popen[str]:
    return stack.start("train", "--steps", "2", "--json", *arguments)


@pytest.fixture(scope="module")
def both(stack: Harness, client: PipelineClient) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What two runs at once told: one on labelled pages, one that was taken back and whose gate is too high."""
    labelled = [
        (f"{source_of(split)}/1.{kind}", data)
        for split, texts in (("training", ("Maths", "Art")), ("test", ("English", "Science")))
        for kind, data in zip(("png", "json"), page(texts), strict=True)
    ]
    good = train(stack, "--source", put_pages(client, "good", *labelled))
    refused = train(stack, "--threshold", "1.01")
    assert refused.stderr
    execution = next(line for line in refused.stderr if ":execution:" in line).split(";")[0].rpartition(":")[2]
    next(line for line in refused.stderr if "step 0: held out" in line)
    task = task_of(client, execution)
    client.aws("ecs").stop_task(cluster=client.outputs["clusterName"], task=task, reason="Spot takes it back")
    said = [*refused.stderr]
    outcomes = good.communicate(), (refused.stdout.read() if refused.stdout else "", "".join(said))
    assert (good.returncode, refused.wait()) == (0, 1), outcomes
    assert any("going on after step" in line for line in said)
    yield json.loads(outcomes[0][0]), json.loads(outcomes[1][0])


def test_a_good_model_is_registered_as_challenger_with_its_lineage_and_its_curves(
    client: PipelineClient, both: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    told, _ = both
    assert (told["ok"], told["status"], told["metrics"]["passed"]) == (True, "SUCCEEDED", True)
    assert told["metrics"]["accuracy"] > told["threshold"] == 0.9
    assert set(told["metrics"]["candidate"]["categories"]) == {
        "clean",
        "drawn",
        "photo",
        "scan",
        "screen",
        "uploaded",
    }
    model = told["model"]
    assert (model["name"], model["version"], model["alias"]) == ("ocr", version_of(told), "challenger")
    (entry,) = registered(client, model["version"])
    tags = {tag["key"]: tag["value"] for tag in entry["tags"]}
    assert (tags["dataset"], tags["execution"]) == (told["dataset"], model["version"])
    assert tags["base"] == told["metrics"]["champion"]["version"]
    run = ask_mlflow(client, f"runs/get?run_id={entry['run_id']}")["run"]
    assert run["info"]["status"] == "FINISHED"
    assert {"loss", "validation/cer", "system/cpu_percent"} <= {metric["key"] for metric in run["data"]["metrics"]}
    assert {"steps", "seed"} <= {parameter["key"] for parameter in run["data"]["params"]}
    assert {"dataset", "base", "code", "python", "torch"} <= {tag["key"] for tag in run["data"]["tags"]}


def test_its_version_is_complete_signed_and_not_served_before_anybody_promotes_it(
    client: PipelineClient, both: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    version = both[0]["model"]["version"]
    files = objects(client, "modelsBucket", f"models/ocr/{version}/")
    assert set(files) == {"LICENSE", "MLmodel", "detector.onnx", "manifest.json", "recogniser.onnx"}
    described = client.aws("s3").get_object(Bucket=client.outputs["modelsBucket"], Key=f"models/ocr/{version}/MLmodel")[
        "Body"
    ]
    assert "strips" in json.loads(described.read())["signature"]["inputs"]
    assert client.infer("ocr", page()[0])["model_version"] == both[0]["metrics"]["champion"]["version"]


def test_a_model_below_the_threshold_fails_the_run_with_the_reason_and_is_not_registered(
    client: PipelineClient, both: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    _, told = both
    assert (told["ok"], told["status"], told["model"]) == (False, "FAILED", None)
    assert told["error"]["type"] == "ModelMetricsBelowThreshold"
    assert "is not above the threshold 1.01" in told["error"]["message"]
    assert registered(client, version_of(told)) == []
    assert objects(client, "modelsBucket", f"models/ocr/{version_of(told)}/") == {}


def test_a_run_killed_half_way_goes_on_and_registers_once_its_database_is_back(
    stack: Harness, client: PipelineClient
) -> None:
    run = Run(client, steps=10)
    wait_for(lambda: objects(client, "trainingBucket", f"runs/{run.name}/checkpoints/"))
    trainers = (
        one
        for one in psutil.Process(stack.json("status")["services"][0]["pid"]).children(recursive=True)
        if one.cmdline()[1:] == ["-m", "functions.pipeline", "train"]
    )
    (trainer,) = (one for one in trainers if run.name in one.environ().get("TRAINING_INPUT", ""))
    trainer.kill()
    run.wait_until_it_says("going on after step")

    run.wait_until_it_says("EvaluateModel")
    databases = client.aws("rds")
    (database,) = (
        one["DBInstanceIdentifier"]
        for one in databases.describe_db_instances()["DBInstances"]
        if "mlflow" in one["DBInstanceIdentifier"]
    )
    databases.stop_db_instance(DBInstanceIdentifier=database)
    try:
        run.wait_until_it_says("RegistryUnavailable")
        assert "manifest.json" not in objects(client, "modelsBucket", f"models/ocr/{run.name}/")
    finally:
        databases.start_db_instance(DBInstanceIdentifier=database)
    told = run.end()
    assert told["ok"], told
    assert len(registered(client, run.name)) == 1
    assert "manifest.json" in objects(client, "modelsBucket", f"models/ocr/{run.name}/")


def test_a_poisoned_dataset_is_told_by_file_name_in_the_execution_and_to_the_topic(client: PipelineClient) -> None:
    picture, label = page()
    wrong = json.dumps({"lines": [{"text": "Maths", "box": [0, 0, 9999, 10]}]}).encode()
    source = put_pages(
        client,
        "poisoned",
        ("broken.png", picture[:200]),
        ("broken.json", label),
        ("wrong.png", picture),
        ("wrong.json", wrong),
    )
    states, sqs = client.aws("stepfunctions"), client.aws("sqs")
    queue = sqs.create_queue(QueueName=f"failures-{uuid.uuid4().hex[:8]}")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]
    client.aws("sns").subscribe(
        TopicArn=client.outputs["trainingFailuresTopicArn"], Protocol="sqs", Endpoint=attributes["QueueArn"]
    )
    entry = {
        "EventBusName": client.outputs["eventBusName"],
        "Source": "custom.learningyogi",
        "DetailType": "Training Requested",
        "Detail": json.dumps({"source": source}),
    }
    assert client.aws("events").put_events(Entries=[entry])["FailedEntryCount"] == 0

    def failed() -> Any:
        machine = client.outputs["trainingStateMachineArn"]
        for one in states.list_executions(stateMachineArn=machine, statusFilter="FAILED")["executions"]:
            told = states.describe_execution(executionArn=one["executionArn"])
            if source in told["input"]:
                return told
        return None

    told = wait_for(failed)
    assert told["error"] == "BadDataset"
    assert f"{source}broken.png: " in told["cause"]
    assert f"{source}wrong.json: line 1: the box" in told["cause"]
    (message,) = wait_for(lambda: sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5).get("Messages"))
    assert f"{source}broken.png" in message["Body"]
