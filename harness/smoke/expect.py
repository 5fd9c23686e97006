"""What a check says when it finds something else than it should."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from harness.errors import PipelineError


class CheckFailed(Exception):
    """The stack answered, but not as it should."""


def expect(holds: bool, otherwise: str) -> None:
    """Raises CheckFailed with what was found, unless it holds."""
    if not holds:
        raise CheckFailed(otherwise)


def expect_refusal(call: Callable[[], Any], status: int, error_type: str | None = None) -> str:
    """Expects the API to refuse a call.

    Args:
        call: what to try.
        status: the HTTP status it must have.
        error_type: the stable type in the body; None where the gateway itself refuses.

    Returns:
        What was answered, for the detail of a check.

    Raises:
        CheckFailed: it was accepted, or refused otherwise.
    """
    try:
        answer = call()
    except PipelineError as error:
        found = f"{error.status} {error.type}"
        as_expected = error.status == status and error_type in (None, error.type)
        expect(as_expected, f"{found}: {error}, not {status} {error_type}")
        expect("Traceback" not in str(error), f"a stack trace in the answer: {error}")
        return found
    raise CheckFailed(f"accepted, not {status} {error_type}: {str(answer)[:200]}")
