"""Entry point of the function that evaluates models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.pipeline.evaluate_model.service import evaluate
from functions.pipeline.objects import Objects
from functions.pipeline.settings import PipelineSettings
from functions.shared import clients
from functions.shared.telemetry import observed


@observed
def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Answers `{"execution", "state"}` with the scores of the candidate and the champion, and the verdict."""
    settings = PipelineSettings.from_environment()
    training, models = (Objects(clients.s3, bucket) for bucket in (settings.training_bucket, settings.models_bucket))
    return evaluate(event["execution"], event["state"], training, models)
