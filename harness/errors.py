"""What stops a command of the harness: each message names the cause and the cure."""

from __future__ import annotations


class HarnessError(Exception):
    """A command cannot go on."""


class NotRunning(HarnessError):
    """The command needs the local stack, and it is not up."""

    def __init__(self) -> None:
        super().__init__("the local stack is not up; start it with `make up` (or `python -m harness up`)")


class PipelineError(Exception):
    """The pipeline answered with an error.

    Attributes:
        status: of the HTTP response.
        type: stable name of the error, as the API documents it.
    """

    def __init__(self, status: int, error_type: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.type = error_type
