"""Entry point of the function that registers models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.pipeline.objects import Objects
from functions.pipeline.register_model.mlflow import Mlflow
from functions.pipeline.register_model.service import register
from functions.pipeline.settings import PipelineSettings
from functions.shared import clients
from functions.shared.telemetry import observed


@observed
def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Answers `{"execution", "state"}` with the version that was registered."""
    settings = PipelineSettings.from_environment()
    training, models = (Objects(clients.s3, bucket) for bucket in (settings.training_bucket, settings.models_bucket))
    return register(event["execution"], event["state"], training, models, Mlflow(settings.tracking_uri))
