"""What the engine raises. Every message names the cause, and the cure where there is one."""

from __future__ import annotations


class EngineError(Exception):
    """A deployment could not start, or failed for a reason that is the user's to act on."""


class ResourceError(EngineError):
    """One resource's operation failed."""


class OutcomeUnknown(ResourceError):
    """An operation was begun and its provider is gone: nobody knows whether it happened."""


class Stopped(EngineError):
    """The deployment takes no new steps: it was cancelled, or a resource failed."""
