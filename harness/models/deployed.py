"""The stack whose models are managed: the local one, or one on AWS that is known by its outputs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from harness.errors import HarnessError

NEEDED = ("modelsBucket", "ocrFunctionAliasArn", "documentFunctionAliasArn", "canaryAlarmNames")


class Deployed(Protocol):
    """A deployed stack.

    Attributes:
        outputs: of the stack (docs/outputs.md).
    """

    outputs: Mapping[str, Any]

    def aws(self, service: str) -> Any:
        """A client of an AWS service where the stack is."""
        ...


class OnAws:
    """A stack by its outputs, reached as the SDK's own settings say: profile, region, credentials, endpoint.

    Args:
        outputs: what `pulumi stack output --json` prints.
    """

    def __init__(self, outputs: Mapping[str, Any]) -> None:
        self.outputs = outputs

    @classmethod
    def read(cls, file: Path) -> OnAws:
        """The stack whose outputs a file holds.

        Raises:
            HarnessError: the file cannot be read or holds no outputs of ours.
        """
        try:
            outputs = json.loads(file.read_text())
        except (OSError, ValueError) as error:
            raise HarnessError(
                f"cannot read {file} ({error}); write it with `pulumi stack output --json > {file}`"
            ) from error
        missing = [name for name in NEEDED if not isinstance(outputs, dict) or name not in outputs]
        if missing:
            raise HarnessError(f"{file} lacks the outputs {', '.join(missing)}: deploy the stack, then write it again")
        return cls(outputs)

    def aws(self, service: str) -> Any:
        """A boto3 client of an AWS service."""
        import boto3

        return boto3.client(service)
