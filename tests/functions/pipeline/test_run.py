"""A whole run, but for Step Functions: real S3 of the emulator, a real MLflow server, the task as a process."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from functions.pipeline.evaluate_model.service import evaluate
from functions.pipeline.objects import Objects
from functions.pipeline.prepare_data.service import prepare
from functions.pipeline.register_model.mlflow import Mlflow
from functions.pipeline.register_model.service import register
from functions.shared.reading import packaged_model
from functions.shared.reading.model_files import ModelFiles
from functions.training.fonts import FETCHED
from harness.environments.images import prepare_image
from harness.services.ports import free_port
from tests.conftest import RunningEmulator
from tests.functions.pipeline.labelled import page

pytestmark = [
    pytest.mark.emulator,
    pytest.mark.skipif(not FETCHED.is_dir(), reason="no fonts: run `python -m functions.training fonts`"),
]
CHECKOUT = Path(__file__).resolve().parents[3]
START = 120  # seconds that a server may take to start


@dataclass(frozen=True)
class Run:
    """A run, whose steps are called one by one.

    Attributes:
        execution: its name.
        training, models: the buckets.
        mlflow: address of the registry.
        python: of the training image.
        environment: of the task.
    """

    execution: str
    training: Objects
    models: Objects
    mlflow: str
    python: Path
    environment: dict[str, str]

    def prepare(self, **given: Any) -> dict[str, Any]:
        characters = frozenset(ModelFiles.load(packaged_model()).characters) | {" "}
        return {"data": prepare(given, 0.9, self.training, characters)}

    def start_task(self, state: dict[str, Any]) -> subprocess.Popen[str]:
        given = json.dumps({"execution": self.execution, "data": state["data"]})
        return subprocess.Popen(
            [str(self.python), "-m", "functions.pipeline", "train"],
            cwd=CHECKOUT,
            env={**self.environment, "TRAINING_INPUT": given},
            stderr=subprocess.PIPE,
            text=True,
        )

    def evaluate(self, state: dict[str, Any]) -> dict[str, Any]:
        return state | {"evaluation": evaluate(self.execution, state, self.training, self.models)}

    def register(self, state: dict[str, Any]) -> dict[str, Any]:
        return register(self.execution, state, self.training, self.models, Mlflow(self.mlflow))


@pytest.fixture(scope="module")
def mlflow(emulator: RunningEmulator, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an MLflow server."""
    folder, port = tmp_path_factory.mktemp("mlflow"), free_port()
    python = prepare_image("mlflow", emulator.settings, print)
    command = ["mlflow", "server", "--port", str(port), "--workers", "1", "--backend-store-uri"]
    server = subprocess.Popen(
        [str(python), "-m", *command, f"sqlite:///{folder}/mlflow.db", "--artifacts-destination", str(folder)],
        cwd=folder,
        env={"PATH": f"{python.parent}:/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _answering(f"http://127.0.0.1:{port}")
    finally:
        for process in (*psutil.Process(server.pid).children(recursive=True), server):
            process.kill()
        server.wait()


def _answering(url: str) -> str:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()
            return url
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(url)


@pytest.fixture
def run(emulator: RunningEmulator, mlflow: str) -> Run:
    name = uuid.uuid4().hex[:8]
    s3 = emulator.client("s3")
    for kind in ("training", "models"):
        s3.create_bucket(Bucket=f"{kind}-{name}")
    environment = {
        **emulator.environment,
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(CHECKOUT),
        "TRAINING_BUCKET": f"training-{name}",
        "MODELS_BUCKET": f"models-{name}",
        "MLFLOW_TRACKING_URI": mlflow,
    }
    return Run(
        f"run-{name}",
        Objects(lambda: s3, f"training-{name}"),
        Objects(lambda: s3, f"models-{name}"),
        mlflow,
        prepare_image("training", emulator.settings, print),
        environment,
    )


def _ask(mlflow: str, path: str) -> Any:
    with urllib.request.urlopen(f"{mlflow}/api/2.0/mlflow/{path}", timeout=30) as answer:
        return json.load(answer)


def test_a_run_on_labelled_pages_trains_is_judged_and_is_registered_once(run: Run) -> None:
    for key, data in zip(("a/1.png", "a/1.json"), page(), strict=True):
        run.training.write(f"datasets/incoming/{key}", data)
    state = run.prepare(steps=2)
    task = run.start_task(state)
    said = task.communicate()[1]
    assert task.returncode == 0, said

    state = run.evaluate(state)
    evaluation = state["evaluation"]
    assert evaluation["passed"], evaluation["reason"]
    assert evaluation["accuracy"] > 0.9
    assert {"clean", "drawn", "photo", "scan", "screen"} <= set(evaluation["candidate"]["categories"])

    registered = run.register(state)
    assert run.register(state) == registered
    assert registered["version"] == run.execution
    with pytest.raises(urllib.error.HTTPError):
        _ask(run.mlflow, "registered-models/alias?name=ocr&alias=champion")
    entry = _ask(run.mlflow, "registered-models/alias?name=ocr&alias=challenger")["model_version"]
    assert entry["version"] == registered["mlflow_version"]
    tags = {tag["key"]: tag["value"] for tag in entry["tags"]}
    assert tags["dataset"] == state["data"]["dataset"]
    assert tags["base"] == packaged_model().name
    logged = _ask(run.mlflow, f"runs/get?run_id={entry['run_id']}")["run"]
    assert logged["info"]["status"] == "FINISHED"
    assert {"loss", "validation/cer"} <= {metric["key"] for metric in logged["data"]["metrics"]}

    served = {key.rpartition("/")[2] for key in run.models.keys(f"models/ocr/{run.execution}/")}
    assert served == {"LICENSE", "MLmodel", "detector.onnx", "manifest.json", "recogniser.onnx"}


def test_training_that_was_terminated_goes_on_where_it_stopped(run: Run) -> None:
    state = run.prepare(steps=30)
    task = run.start_task(state)
    assert task.stderr
    for line in task.stderr:
        if "step 10" in line:
            task.terminate()
    assert task.wait() == 143
    checkpoint = f"runs/{run.execution}/checkpoints/checkpoint.pt"
    assert list(run.training.keys(checkpoint)) == [checkpoint]
    assert run.training.find(f"runs/{run.execution}/training.json", 1 << 20) is None

    resumed = run.start_task(state)
    said = resumed.communicate()[1]
    assert resumed.returncode == 0, said
    assert "going on after step" in said
    assert json.loads(run.training.read(f"runs/{run.execution}/training.json", 1 << 20))["steps"] == 30


def test_training_goes_on_without_a_registry_which_registration_then_asks_for(run: Run) -> None:
    from functions.pipeline.errors import RegistryUnavailable

    away = replace(run, mlflow=f"http://127.0.0.1:{free_port()}")
    away.environment["MLFLOW_TRACKING_URI"] = away.mlflow
    state = away.prepare(steps=1)
    task = away.start_task(state)
    assert task.communicate() and task.returncode == 0
    state = away.evaluate(state)
    with pytest.raises(RegistryUnavailable, match="does not answer"):
        away.register(state)
    assert f"models/ocr/{run.execution}/manifest.json" not in list(run.models.keys("models/"))
    assert run.register(state)["alias"] == "challenger"
