"""The versions that serve, and which of them reads what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from functions.shared.serving_pointer import Canary

Model = TypeVar("Model")


@dataclass(frozen=True)
class Loaded(Generic[Model]):
    """A version in memory: its name, and the model."""

    version: str
    model: Model


@dataclass(frozen=True)
class Serving(Generic[Model]):
    """The champion and, while there is one, the canary.

    Attributes:
        champion: reads everything; what it reads is the answer unless the canary reads, too.
        canary: reads its share, and is the answer there.
        trial: name and share of the canary.
    """

    champion: Loaded[Model]
    canary: Loaded[Model] | None = None
    trial: Canary | None = None

    def canary_for(self, content: bytes) -> Loaded[Model] | None:
        """The canary, if it reads a file of this content."""
        return self.canary if self.trial and self.trial.reads(content) else None

    def loaded(self, version: str) -> Loaded[Model] | None:
        """The version of this name, if it serves."""
        return next((one for one in (self.champion, self.canary) if one and one.version == version), None)
