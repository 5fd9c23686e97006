"""Entry point of the function that prepares data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from functions.pipeline.objects import Objects
from functions.pipeline.prepare_data.service import prepare
from functions.pipeline.request import check_execution
from functions.pipeline.settings import PipelineSettings
from functions.shared import clients
from functions.shared.reading.model_files import ModelFiles, packaged_model
from functions.shared.settings import required
from functions.shared.telemetry import observed


@observed
def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Answers `{"execution", "state"}` with the dataset's version, what it holds and the run's settings."""
    check_execution(event["execution"])
    settings = PipelineSettings.from_environment()
    (threshold,) = required(os.environ, "TRAINING_THRESHOLD")
    characters = frozenset(ModelFiles.load(packaged_model()).characters) | {" "}
    return prepare(event["state"], float(threshold), Objects(clients.s3, settings.training_bucket), characters)
