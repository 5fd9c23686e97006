"""What this provider refuses, in words that name the cause and the cure."""

from __future__ import annotations

from typing import Any


class ProviderError(Exception):
    """A request that this provider cannot serve; the message is shown to the user as it stands."""


class UncoveredInput(ProviderError):
    """An input that no rule of its row covers. Dropping it silently would deploy something else than was asked."""

    def __init__(self, type_token: str, path: str) -> None:
        super().__init__(
            f"the local provider has no rule for input '{path}'; "
            f"add it to the row of {type_token} in harness/provider/types"
        )
        self.path = path


class Gone(Exception):
    """The resource no longer exists in the emulator."""


class PartlyCreated(ProviderError):
    """The resource exists, but a later step of its creation failed; the engine records it, so nothing is orphaned."""

    def __init__(self, resource_id: str, outputs: dict[str, Any], reason: str) -> None:
        super().__init__(reason)
        self.resource_id = resource_id
        self.outputs = outputs
        self.reason = reason
