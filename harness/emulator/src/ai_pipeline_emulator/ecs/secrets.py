"""Values of secrets and parameters that a container definition refers to.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

ARN_PARTS = 7  # of a secret's ARN, up to its name


class SecretUnavailable(Exception):
    """A secret cannot be read; the message says which and why."""


def resolve(value_from: str, client: Callable[[str], Any]) -> str:
    """The text that `valueFrom` stands for.

    Args:
        value_from: ARN of a secret, perhaps followed by `:json-key:version-stage:version-id`, each of which may be
            empty; or ARN or name of a parameter.
        client: gives a client of `secretsmanager` or `ssm`.

    Raises:
        SecretUnavailable: it does not exist, or has no such key.
    """
    try:
        if ":secretsmanager:" in value_from:
            return _secret(value_from, client("secretsmanager"))
        name = value_from.partition(":parameter")[2] if value_from.startswith("arn:") else value_from
        return str(client("ssm").get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])
    except SecretUnavailable:
        raise
    except Exception as error:  # whatever the service answers, the task stops with it
        raise SecretUnavailable(f"unable to retrieve secret {value_from}: {error}") from error


def _secret(value_from: str, secrets: Any) -> str:
    parts = value_from.split(":")
    key, stage, version = [*parts[ARN_PARTS:], "", "", ""][:3]
    options = {name: value for name, value in (("VersionStage", stage), ("VersionId", version)) if value}
    text = str(secrets.get_secret_value(SecretId=":".join(parts[:ARN_PARTS]), **options)["SecretString"])
    if not key:
        return text
    values = json.loads(text)
    if key not in values:
        raise SecretUnavailable(f"retrieved secret {value_from} does not contain json key {key}")
    value = values[key]
    return value if isinstance(value, str) else json.dumps(value)
