"""Makes a model version of what a run made, so that nothing half-registered is ever seen.

Files come first, the version's entry in MLflow second, its manifest third: without a manifest nobody can promote or
serve a version. The alias comes last. Every call may be repeated.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from functions.pipeline import keys
from functions.pipeline.objects import Objects
from functions.pipeline.register_model.mlflow import Mlflow
from functions.pipeline.versions import fetch_files
from functions.shared.model_manifest import MANIFEST, MAX_DOCUMENT_BYTES
from functions.shared.telemetry import logger

ALIAS = "challenger"


def register(
    execution: str, state: Mapping[str, Any], training: Objects, models: Objects, mlflow: Mlflow
) -> dict[str, Any]:
    """The result of the step.

    Args:
        execution: name of the run, and of the version that it made.
        state: of the execution.
        training, models: the buckets.
        mlflow: the registry.

    Raises:
        BadRun: what training left is not what it says.
        RegistryUnavailable: MLflow does not answer.
    """
    name = state["data"]["settings"]["model"]
    report = json.loads(training.read(keys.run(execution, "training.json"), MAX_DOCUMENT_BYTES))
    with tempfile.TemporaryDirectory() as folder:
        files = fetch_files(training, keys.run(execution, "model/"), name, execution, Path(folder))
        for path in sorted(files.directory.iterdir()):
            if path.name != MANIFEST:
                models.write(keys.version(name, execution, path.name), path.read_bytes(), once=True)
        mlflow_version = _entry(mlflow, name, execution, state, report, models.bucket)
        manifest = (files.directory / MANIFEST).read_bytes()
        models.write(keys.version(name, execution, MANIFEST), manifest, once=True)
    mlflow.set_alias(name, ALIAS, mlflow_version)
    logger.info("model registered", model=name, model_version=execution, mlflow_version=mlflow_version)
    return {"name": name, "version": execution, "mlflow_version": mlflow_version, "alias": ALIAS}


def _entry(
    mlflow: Mlflow, name: str, version: str, state: Mapping[str, Any], report: Mapping[str, Any], bucket: str
) -> str:
    """Number of the version's entry in MLflow, made if need be."""
    mlflow.create_model(name)
    found = mlflow.find_version(name, "version", version)
    if found:
        return found
    evaluation = state["evaluation"]
    tags = {
        "version": version,
        "execution": version,
        "dataset": state["data"]["dataset"],
        "base": report["base"],
        "code": report["code"],
        "accuracy": f"{evaluation['accuracy']:.4f}",
        "champion": evaluation["champion"]["version"],
    }
    source = f"s3://{bucket}/{keys.version(name, version, '')}"
    return mlflow.create_version(name, source, report["mlflow_run"], tags, evaluation["reason"])
