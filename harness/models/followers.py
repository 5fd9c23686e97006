"""Waits until the functions answer with the versions that the serving pointer names."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from functions.shared.model_store import RECHECK_SECONDS
from functions.shared.serving_pointer import ServingPointer
from harness.errors import HarnessError
from harness.models.deployed import Deployed

FUNCTIONS = ("ocr", "document")
MARGIN = 1.0  # seconds, for the answers that are under way
Report = Callable[[str], None]


def wait_for_followers(stack: Deployed, pointer: ServingPointer, moved: float, report: Report) -> dict[str, Any]:
    """Asks each function to look at the pointer now, then waits for those of its processes that were not asked.

    A process looks at the pointer at least every RECHECK_SECONDS while it answers, so after that time whatever
    answers has looked.

    Args:
        pointer: as it was written.
        moved: when, by `time.monotonic`.
        report: told what is waited for.

    Returns:
        What each function serves: `{"champion", "canary"}`.

    Raises:
        HarnessError: a function does not take a version.
    """
    answers = {name: served_by(stack, name) for name in FUNCTIONS}
    for name, answer in answers.items():
        wanted = {"champion": pointer.version, "canary": pointer.canary.version if pointer.canary else None}
        for role, version in wanted.items():
            if answer[role] != version:
                raise HarnessError(
                    f"the {name} function serves {answer[role]} as {role}, not {version}: its log says why "
                    f"(`harness logs {name}`); `harness models rollback` takes the version back"
                )
    remaining = moved + RECHECK_SECONDS + MARGIN - time.monotonic()
    if remaining > 0:
        report(f"the functions serve {pointer.version}; {remaining:.0f} s until no process answers as before")
        time.sleep(remaining)
    return answers


def served_by(stack: Deployed, function: str) -> dict[str, Any]:
    """The versions that a function serves now, as it answers a warm-up: `{"champion", "canary"}`.

    Raises:
        HarnessError: it fails.
    """
    invoked = stack.aws("lambda").invoke(
        FunctionName=stack.outputs[f"{function}FunctionAliasArn"], Payload=json.dumps({"warmup": True}).encode()
    )
    answer = json.loads(invoked["Payload"].read())
    if "FunctionError" in invoked or not isinstance(answer, dict) or "champion" not in answer:
        raise HarnessError(f"the {function} function cannot load its models ({answer}): see `harness logs {function}`")
    return {role: answer[role] for role in ("champion", "canary")}
