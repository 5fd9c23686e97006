"""Entry point of the rollout function: an alarm on a canary."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from functions.rollout.alarm import Alarm
from functions.rollout.service import withdraw
from functions.shared import clients
from functions.shared.serving_pointers import ServingPointers
from functions.shared.settings import required
from functions.shared.storage import Storage
from functions.shared.telemetry import observed


@observed
def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Ends the trial of the model whose canary an alarm is about."""
    bucket, model = required(os.environ, "MODELS_BUCKET", "MODEL")
    return withdraw(Alarm.of(event), ServingPointers(Storage(clients.s3), bucket, model))
