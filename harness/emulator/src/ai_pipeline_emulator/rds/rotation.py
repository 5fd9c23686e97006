"""Rotates the secrets that RDS manages, which need no Lambda function: Moto and the emulators ask for one.

https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_managed.html
"""

from __future__ import annotations

import json
import time
from typing import Any

from ai_pipeline_emulator.rds.instances import MANAGED, Instances

DAY = 86400  # seconds


def rotate_managed_secrets(instances: Instances) -> None:
    """Has RotateSecret change the password of the database that a managed secret belongs to."""
    from moto.secretsmanager.models import SecretsManagerBackend

    original = SecretsManagerBackend.rotate_secret

    def rotate(
        records: Any,
        secret_id: str,
        client_request_token: str | None = None,
        rotation_lambda_arn: str | None = None,
        rotation_rules: dict[str, Any] | None = None,
        rotate_immediately: bool = True,
    ) -> str:
        secret = records.secrets.get(secret_id)
        if secret is None or not secret.name.startswith(MANAGED):
            return original(
                records, secret_id, client_request_token, rotation_lambda_arn, rotation_rules, rotate_immediately
            )
        secret.rotation_enabled = True
        if days := (rotation_rules or {}).get("AutomaticallyAfterDays"):
            secret.auto_rotate_after_days = days
            secret.next_rotation_date = int(time.time()) + days * DAY
        answer = instances.rotate(records, secret, client_request_token) if rotate_immediately else None
        return answer or json.dumps({"ARN": secret.arn, "Name": secret.name})

    SecretsManagerBackend.rotate_secret = rotate
