"""Tracking over a client of MLflow that is up or away; the real one is used by the tests of the running stack."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest


class Away(Exception):
    """MLflow's own exception."""


class Server:
    """What MLflow holds."""

    def __init__(self) -> None:
        self.away = False
        self.runs: list[dict[str, Any]] = []

    def __call__(self, uri: str) -> Client:
        return Client(self)


class Client:
    """The calls that tracking makes."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_") and self._server.away:
            raise Away("no answer")
        return super().__getattribute__(name)

    def get_experiment_by_name(self, name: str) -> Any:
        return None

    def create_experiment(self, name: str) -> str:
        return "1"

    def search_runs(self, experiments: list[str], query: str, max_results: int) -> list[Any]:
        found = [run for run in self._server.runs if query == f"tags.execution = '{run['tags'].get('execution')}'"]
        return [SimpleNamespace(info=SimpleNamespace(run_id=run["id"])) for run in found]

    def create_run(self, experiment: str, run_name: str) -> Any:
        run = {"id": str(len(self._server.runs)), "name": run_name, "metrics": [], "tags": {}, "params": {}}
        self._server.runs.append(run)
        return SimpleNamespace(info=SimpleNamespace(run_id=run["id"]))

    def log_batch(self, run: str, metrics: Any = (), params: Any = (), tags: Any = ()) -> None:
        kept = self._server.runs[int(run)]
        kept["metrics"] += [(step, name, value) for name, value, _, step in metrics]
        kept["params"] |= dict(params)
        kept["tags"] |= dict(tags)

    def log_artifacts(self, run: str, folder: str, path: str) -> None:
        self._server.runs[int(run)]["files"] = sorted(file.name for file in Path(folder).iterdir())

    def set_terminated(self, run: str) -> None:
        self._server.runs[int(run)]["ended"] = True


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """MLflow's client is in the image of training, not where tests run."""
    server = Server()
    contents = {
        "mlflow": {"MlflowClient": server},
        "mlflow.entities": dict.fromkeys(("Metric", "Param", "RunTag"), lambda *values: values),
        "mlflow.exceptions": {"MlflowException": Away},
    }
    for name, members in contents.items():
        module = ModuleType(name)
        vars(module).update(members)
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "functions.pipeline.task.tracking", raising=False)
    return server


def track() -> Any:
    from functions.pipeline.task.tracking import Tracking

    return Tracking("http://mlflow", "ocr", "run-1", {"dataset": "d"}, {"steps": 5, "minutes": None})


def test_a_run_has_its_tags_its_parameters_its_curves_and_its_files(server: Server, tmp_path: Path) -> None:
    (tmp_path / "recogniser.onnx").touch()
    tracking = track()
    tracking.metrics(10, {"loss": 0.5})
    tracking.files(tmp_path)
    tracking.finish()
    (run,) = server.runs
    assert run["tags"] == {"dataset": "d", "execution": "run-1"}
    assert run["params"] == {"steps": "5", "minutes": "None"}
    assert (10, "loss", 0.5) in run["metrics"]
    assert {"system/cpu_percent", "system/memory_mb"} <= {name for _, name, _ in run["metrics"]}
    assert (run["files"], run["ended"]) == (["recogniser.onnx"], True)


def test_a_resumed_task_goes_on_with_the_same_run(server: Server) -> None:
    assert track().run_id == track().run_id
    assert len(server.runs) == 1


def test_without_mlflow_training_goes_on_and_the_run_begins_once_it_is_there(server: Server) -> None:
    server.away = True
    tracking = track()
    tracking.metrics(10, {"loss": 0.5})
    assert tracking.run_id is None
    server.away = False
    tracking.metrics(20, {"loss": 0.4})
    server.away = True
    tracking.metrics(30, {"loss": 0.3})
    (run,) = server.runs
    assert [step for step, name, _ in run["metrics"] if name == "loss"] == [20]
    assert tracking.run_id == run["id"]
