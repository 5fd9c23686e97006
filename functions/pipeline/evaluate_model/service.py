"""Reads the same lines with the candidate and the champion, and judges the candidate."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from functions.pipeline import frozen_lines, keys
from functions.pipeline.dataset.manifest import MAX_MANIFEST_BYTES, Dataset
from functions.pipeline.dataset.pages import lines_of
from functions.pipeline.evaluate_model.gate import judge
from functions.pipeline.evaluate_model.scores import ModelScore, score
from functions.pipeline.frozen_lines import EvaluationLine
from functions.pipeline.objects import Objects
from functions.pipeline.versions import fetch_files, fetch_version, serving_version
from functions.shared.model_manifest import MAX_DOCUMENT_BYTES
from functions.shared.reading.engine import EngineConfig
from functions.shared.reading.model_files import ModelFiles
from functions.shared.reading.recogniser import Recogniser
from functions.shared.telemetry import logger, ratio

UPLOADED = "uploaded"  # category of lines that people labelled


def evaluate(execution: str, state: Mapping[str, Any], training: Objects, models: Objects) -> dict[str, Any]:
    """The result of the step, which is also kept with the run.

    Args:
        execution: name of the run.
        state: of the execution; its `data` says which dataset and which gate.
        training, models: the buckets.

    Raises:
        BadRun: what training left is not what it says.
        ObjectNotFound: training left nothing.
    """
    data, model = state["data"], state["data"]["settings"]["model"]
    report = json.loads(training.read(keys.run(execution, "training.json"), MAX_DOCUMENT_BYTES))
    with tempfile.TemporaryDirectory() as folder:
        candidate = fetch_files(training, keys.run(execution, "model/"), model, execution, Path(folder, "candidate"))
        champion = fetch_version(models, model, serving_version(models, model), Path(folder, "champion"))
        lines = frozen_lines.load() + _uploaded(data["manifest"], training, champion)
        scores = [_score(files, lines) for files in (candidate, champion)]
    verdict = judge(scores[0], scores[1], data["threshold"], report["parity"])
    logger.info("model evaluated", model_version=execution, passed=verdict.passed, reason=verdict.reason)
    ratio("CandidateAccuracy", scores[0].accuracy)
    result = {
        "accuracy": scores[0].accuracy,
        "passed": verdict.passed,
        "reason": verdict.reason,
        "candidate": scores[0].to_dict(),
        "champion": scores[1].to_dict(),
        "latency": {"candidate": round(scores[0].seconds, 5), "champion": round(scores[1].seconds, 5)},
        "bytes": scores[0].bytes,
        "parity": report["parity"],
    }
    training.write(keys.run(execution, "evaluation.json"), json.dumps(result, indent=1).encode())
    return result


def _uploaded(manifest: str, training: Objects, files: ModelFiles) -> list[EvaluationLine]:
    """Labelled lines that no model was trained on."""
    dataset = Dataset.parse(training.read(manifest, MAX_MANIFEST_BYTES))
    characters = frozenset(files.characters) | {" "}
    return [EvaluationLine(strip, text, UPLOADED) for strip, text in lines_of(dataset, "test", training, characters)]


def _score(files: ModelFiles, lines: Sequence[EvaluationLine]) -> ModelScore:
    recognise = Recogniser(files.recogniser, files.characters, EngineConfig(threads=1))

    def read(strips: Sequence[NDArray[np.uint8]]) -> list[str]:
        return ["".join(character.text for character in line) for line in recognise(strips)]

    read([line.strip for line in lines[:8]])  # the first run of a session is slower
    return score(files.version, sum(path.stat().st_size for path in files.directory.glob("*.onnx")), read, lines)
