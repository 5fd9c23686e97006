"""Logs a run to MLflow. Training goes on without it: what is lost are curves, not models."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import psutil
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.exceptions import MlflowException

LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class Tracking:
    """A run in MLflow; the same one when training is resumed.

    Args:
        uri: of the server.
        experiment: name of the experiment.
        execution: name of the run.
        tags: what it comes from.
        parameters: what it is told.
    """

    def __init__(
        self, uri: str, experiment: str, execution: str, tags: Mapping[str, str], parameters: Mapping[str, Any]
    ) -> None:
        self._client = MlflowClient(uri)
        self._begin = lambda: self._open(experiment, execution, tags, parameters)
        self.run_id = _attempt(self._begin)

    def metrics(self, step: int, values: Mapping[str, float]) -> None:
        """Logs values of a step, and how busy the machine is."""
        busy = {
            "system/cpu_percent": psutil.cpu_percent(),
            "system/memory_mb": psutil.Process().memory_info().rss / 1e6,
        }
        now = int(time.time() * 1000)
        metrics = [Metric(name, value, now, step) for name, value in {**values, **busy}.items()]
        self._with_run(lambda run: self._client.log_batch(run, metrics=metrics))

    def files(self, folder: Path) -> None:
        """Keeps a folder with the run, as `model`."""
        self._with_run(lambda run: self._client.log_artifacts(run, str(folder), "model"))

    def finish(self) -> None:
        """Marks the run as done."""
        self._with_run(lambda run: self._client.set_terminated(run))

    def _open(self, experiment: str, execution: str, tags: Mapping[str, str], parameters: Mapping[str, Any]) -> str:
        found = self._client.get_experiment_by_name(experiment)
        number = found.experiment_id if found else self._client.create_experiment(experiment)
        runs = self._client.search_runs([number], f"tags.execution = '{execution}'", max_results=1)
        if runs:
            run: str = runs[0].info.run_id
            return run
        run = self._client.create_run(number, run_name=execution).info.run_id
        self._client.log_batch(
            run,
            params=[Param(name, str(value)) for name, value in parameters.items()],
            tags=[RunTag(name, value) for name, value in {**tags, "execution": execution}.items()],
        )
        return run

    def _with_run(self, call: Callable[[str], object]) -> None:
        if self.run_id is None:  # MLflow may have been away when training began
            self.run_id = _attempt(self._begin)
        if self.run_id is not None:
            run = self.run_id
            _attempt(lambda: call(run))


def _attempt(call: Callable[[], Answer]) -> Answer | None:
    try:
        return call()
    except (MlflowException, OSError) as error:
        LOG.warning("MLflow: %s", error)
        return None
