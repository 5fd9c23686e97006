"""What the training container ends with, which the workflow goes by."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from components.training_definition import BAD_DATASET_EXIT
from functions.pipeline.__main__ import main
from functions.pipeline.errors import BadDataset, BadRun
from functions.pipeline.task.interruption import Interrupted, Interruption

VARIABLES = {
    "TRAINING_INPUT": '{"execution": "run-1"}',
    "TRAINING_BUCKET": "training",
    "MODELS_BUCKET": "models",
    "MLFLOW_TRACKING_URI": "http://mlflow:5000",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
}


class Task:
    """Training that ends as it is told."""

    outcome: Exception | None = None
    given: str = ""
    interruption: Interruption | None = None

    def parse(self, text: str) -> str:
        self.given = text
        return text

    def train(self, task: str, *arguments: Any) -> None:
        self.interruption = arguments[-1]
        if self.outcome:
            raise self.outcome


@pytest.fixture
def task(monkeypatch: pytest.MonkeyPatch) -> Iterator[Task]:
    """Stands in for training itself, which needs the packages of its image."""
    task, module = Task(), ModuleType("functions.pipeline.task.training")
    vars(module).update(TaskInput=task, train=task.train)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    before = signal.getsignal(signal.SIGTERM)
    yield task
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize(
    ("outcome", "code"), [(None, 0), (BadDataset("a label"), BAD_DATASET_EXIT), (Interrupted(), 143)]
)
def test_the_exit_code_tells_how_training_ended(task: Task, outcome: Exception | None, code: int) -> None:
    task.outcome = outcome
    assert main(["train"]) == code
    assert task.given == VARIABLES["TRAINING_INPUT"]


def test_what_nobody_expects_ends_with_a_traceback(task: Task) -> None:
    task.outcome = BadRun("no manifest")
    with pytest.raises(BadRun):
        main(["train"])


def test_a_container_that_is_asked_to_stop_tells_training(task: Task) -> None:
    assert main(["train"]) == 0
    assert task.interruption
    signal.raise_signal(signal.SIGTERM)
    with pytest.raises(Interrupted):
        task.interruption.check()
