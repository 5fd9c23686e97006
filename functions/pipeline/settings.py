"""What the steps are told by their environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from functions.shared.settings import required


@dataclass(frozen=True)
class PipelineSettings:
    """Settings of every step.

    Attributes:
        models_bucket: of model versions.
        training_bucket: of datasets and runs.
        tracking_uri: of MLflow, `http://host:port`.
    """

    models_bucket: str
    training_bucket: str
    tracking_uri: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> PipelineSettings:
        """Reads MODELS_BUCKET, TRAINING_BUCKET and MLFLOW_TRACKING_URI.

        Raises:
            ConfigurationError: one is missing.
        """
        return cls(*required(environment, "MODELS_BUCKET", "TRAINING_BUCKET", "MLFLOW_TRACKING_URI"))
