"""Turns failed calls to plugins into the engine's errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import grpc
from pulumi.runtime.proto import provider_pb2, status_pb2

from harness.engine.errors import OutcomeUnknown, ResourceError
from harness.engine.properties import Properties, from_struct

T = TypeVar("T")

# What a call ends with when its plugin dies, or is ended while the call runs.
_CUT_OFF = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED, grpc.StatusCode.DEADLINE_EXCEEDED)
_DETAILS_KEY = "grpc-status-details-bin"


class PartiallyFailed(ResourceError):
    """The resource exists, but its creation or update did not complete.

    Attributes:
        identifier, inputs, outputs: the resource as it is now.
        reasons: what is wrong with it.
    """

    def __init__(self, details: provider_pb2.ErrorResourceInitFailed) -> None:
        self.reasons = tuple(details.reasons)
        self.identifier: str = details.id
        self.inputs: Properties = from_struct(details.inputs)
        self.outputs: Properties = from_struct(details.properties)
        super().__init__("; ".join(self.reasons) or "the resource was not initialized completely")


def called(call: Callable[[], T]) -> T:
    """The answer of a call to a plugin.

    Raises:
        PartiallyFailed: a resource was left incomplete.
        ResourceError: the call failed; the message is the plugin's.
    """
    try:
        return call()
    except grpc.RpcError as error:
        raise _translated(error) from None


def optional(call: Callable[[], T], otherwise: T) -> T:
    """The answer of a call that a plugin need not implement; `otherwise` if it does not.

    Raises:
        ResourceError: the call failed.
    """
    try:
        return call()
    except grpc.RpcError as error:
        if error.code() == grpc.StatusCode.UNIMPLEMENTED or "not implemented" in (error.details() or ""):
            return otherwise
        raise _translated(error) from None


def refuse(failures: list[provider_pb2.CheckFailure]) -> None:
    """Raises what a provider's check found wrong, if anything."""
    if failures:
        raise ResourceError(
            "; ".join(f"{each.property}: {each.reason}" if each.property else each.reason for each in failures)
        )


def _translated(error: grpc.RpcError) -> ResourceError:
    metadata = error.trailing_metadata() or ()
    for key, value in metadata:
        if key == _DETAILS_KEY:
            for packed in status_pb2.Status.FromString(value).details:
                details = provider_pb2.ErrorResourceInitFailed()
                if packed.Is(details.DESCRIPTOR) and packed.Unpack(details):
                    return PartiallyFailed(details)
    if error.code() in _CUT_OFF:
        return OutcomeUnknown("the provider plugin ended during the call")
    return ResourceError(_without_traceback(error.details() or str(error)))


def _without_traceback(details: str) -> str:
    """The message without the Python traceback that the SDK's plugins append."""
    return details.split(":\n  File ")[0].removeprefix("Exception calling application: ")
