"""Trains the recogniser of a run and leaves a model version behind, which nobody serves yet."""

from __future__ import annotations

import json
import logging
import os
import platform
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from functions.pipeline.dataset.manifest import MAX_MANIFEST_BYTES, Dataset
from functions.pipeline.dataset.pages import lines_of
from functions.pipeline.objects import Objects
from functions.pipeline.task.heartbeat import Heartbeat
from functions.pipeline.task.interruption import Interrupted, Interruption
from functions.pipeline.task.remote_run import RemoteRun
from functions.pipeline.task.signature import FILE as SIGNATURE
from functions.pipeline.task.signature import write_signature
from functions.pipeline.task.tracking import Tracking
from functions.pipeline.task.uploaded_pools import UploadedPools
from functions.pipeline.versions import fetch_version, serving_version
from functions.shared.model_manifest import MANIFEST
from functions.shared.reading.model_files import ModelFiles
from functions.training.fonts import FETCHED
from functions.training.lines.line import Line
from functions.training.lines.page_lines import PageSource
from functions.training.networks.weights import load_recogniser
from functions.training.recogniser import checkpoints
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.command import commit, materials
from functions.training.recogniser.evaluation import held_out_batches
from functions.training.recogniser.export import describe_files, export
from functions.training.recogniser.schedule import Schedule
from functions.training.recogniser.trainer import Options, Report, Trainer

LOG = logging.getLogger(__name__)
VALIDATION_LINES = 200
SHARE = 0.6  # of the way from the champion's weights to the tuned ones: gains most of what was learnt, forgets less
REPORT_EVERY, SAVE_EVERY = 10, 50  # steps; a task that is killed loses one or two minutes
TIMES = 5  # that a run reports and saves at least, however short it is


@dataclass(frozen=True)
class TaskInput:
    """What the task is told.

    Attributes:
        execution: name of the run.
        dataset: version of the dataset.
        manifest: key of its manifest.
        settings: model, steps, minutes and seed.
    """

    execution: str
    dataset: str
    manifest: str
    settings: Mapping[str, Any]

    @classmethod
    def parse(cls, text: str) -> TaskInput:
        """Reads `{"execution", "data": {"dataset", "manifest", "settings", …}}`."""
        value = json.loads(text)
        data = value["data"]
        return cls(value["execution"], data["dataset"], data["manifest"], data["settings"])


def train(
    task: TaskInput,
    training: Objects,
    models: Objects,
    tracking_uri: str,
    heartbeat: Heartbeat,
    interruption: Interruption,
) -> None:
    """Trains, or goes on where an earlier task of the same run stopped; does nothing for a run that is done.

    Args:
        training, models: the buckets.
        tracking_uri: of MLflow.
        heartbeat: told of progress.
        interruption: asked whether to stop.

    Raises:
        Interrupted: it was asked to stop, and has kept its checkpoint.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run = RemoteRun(training, task.execution, folder / "run")
        if run.done:
            LOG.info("the run %s is done", task.execution)
            return
        base = _base(run, folder, task.settings["model"], models)
        code = os.environ.get("CODE_VERSION") or commit()
        tags = {"dataset": task.dataset, "base": base.version, "code": code, **_platform()}
        tracking = Tracking(tracking_uri, task.settings["model"], task.execution, tags, task.settings)
        trainer = _trainer(task, base, folder / "run", code, _Progress(run, tracking, heartbeat, interruption))
        try:
            trainer.train(_pools(task, base, training))
        except Interrupted:
            trainer.save()
            raise
        finally:
            run.keep_checkpoint()
        report = _export(task, base, folder, code, tracking)
        tracking.files(folder / "model")
        tracking.finish()
        run.keep_model(folder / "model", json.dumps(report, indent=1).encode())


def _platform() -> dict[str, str]:
    """What training runs on."""
    processors = len(os.sched_getaffinity(0))
    return {"python": platform.python_version(), "torch": torch.__version__, "processors": str(processors)}


def _base(run: RemoteRun, folder: Path, model: str, models: Objects) -> ModelFiles:
    """The version to begin from: the champion, or the one that a run to be resumed began from."""
    resumed = checkpoints.load(folder / "run") if run.fetch_checkpoint() else None
    version = resumed.base if resumed else serving_version(models, model)
    LOG.info("%s from %s", f"going on after step {resumed.step}" if resumed else "beginning", version)
    return fetch_version(models, model, version, folder / "base")


@dataclass(frozen=True)
class _Progress:
    """Says how training goes: to the log, to MLflow, to Step Functions; and keeps what it has come to."""

    run: RemoteRun
    tracking: Tracking
    heartbeat: Heartbeat
    interruption: Interruption

    def __call__(self, report: Report) -> None:
        if report.score is not None:
            LOG.info("step %d: held out %s", report.step, report.score)
            self.tracking.metrics(
                report.step, {f"validation/{name}": value for name, value in asdict(report.score).items()}
            )
        else:
            speed = report.lines_per_second
            LOG.info(
                "step %d, %.0f %%: loss %.4f, %.0f lines/s", report.step, 100 * report.progress, report.loss, speed
            )
            self.tracking.metrics(report.step, {"loss": report.loss, "lines_per_second": speed})
        self.run.keep_checkpoint()
        self.heartbeat.beat()
        self.interruption.check()


def _trainer(task: TaskInput, base: ModelFiles, folder: Path, code: str, progress: _Progress) -> Trainer:
    alphabet = Alphabet(base.characters)
    _, held_out = materials(FETCHED)
    schedule = Schedule(task.settings["steps"], task.settings["minutes"])
    options = Options(
        folder,
        schedule,
        task.settings["seed"],
        base.version,
        code,
        workers=_workers(),
        report_every=_interval(task, REPORT_EVERY),
        save_every=_interval(task, SAVE_EVERY),
    )
    validation = held_out_batches(held_out, alphabet, VALIDATION_LINES)
    return Trainer(load_recogniser(base.recogniser), alphabet, validation, options, progress)


def _interval(task: TaskInput, usual: int) -> int:
    """Steps from one report or checkpoint to the next."""
    steps = task.settings["steps"]
    return max(1, min(usual, steps // TIMES)) if steps else usual


def _pools(task: TaskInput, base: ModelFiles, training: Objects) -> UploadedPools:
    dataset = Dataset.parse(training.read(task.manifest, MAX_MANIFEST_BYTES))
    characters = frozenset(base.characters) | {" "}
    uploaded = [Line(strip, text) for strip, text in lines_of(dataset, "training", training, characters)]
    LOG.info("%d labelled lines", len(uploaded))
    material, _ = materials(FETCHED)
    pages = PageSource(material.families, base.detector)
    return UploadedPools(material, Alphabet(base.characters), task.settings["seed"], pages, uploaded)


def _export(task: TaskInput, base: ModelFiles, folder: Path, code: str, tracking: Tracking) -> dict[str, Any]:
    """Writes the model version and returns the run's report."""
    target = folder / "model"
    write_signature(target, tracking.run_id)
    manifest = export(folder / "run", base, task.execution, target, {}, SHARE)
    origin = json.loads((base.directory / MANIFEST).read_text(encoding="utf-8"))
    # The weights moved little, and confidence with them; a new calibration takes longer than a short training.
    manifest["calibration"] = origin.get("calibration")
    manifest["training"] |= {"execution": task.execution, "dataset": task.dataset}
    manifest["files"] |= describe_files(target, ("LICENSE", SIGNATURE))
    (target / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return {
        "execution": task.execution,
        "dataset": task.dataset,
        "base": base.version,
        "code": code,
        "steps": manifest["training"]["steps"],
        "parity": manifest["training"]["parity"],
        "mlflow_run": tracking.run_id,
    }


def _workers() -> int:
    """Processes that draw lines, beside the one that trains."""
    return max(1, min(3, len(os.sched_getaffinity(0)) - 1))
