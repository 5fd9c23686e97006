"""The serving pointer of a model: which version answers, which is tried beside it, which answered before. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from functions.shared.model_manifest import NAME, ManifestError, parse_pointer

MAX_REASON = 500  # characters
_DRAWS = 2**64


class RolloutError(ValueError):
    """A change of the pointer makes no sense; the message says what does."""


@dataclass(frozen=True)
class Canary:
    """A version on trial.

    Attributes:
        version: its name.
        share: of the files that it reads, above 0 and at most 1.
    """

    version: str
    share: float

    def reads(self, content: bytes) -> bool:
        """Whether it reads a file of this content.

        The same content is always read by the same version, and a larger share keeps what a smaller one had.
        """
        digest = hashlib.sha256(self.version.encode() + b"\0" + hashlib.sha256(content).digest()).digest()
        return int.from_bytes(digest[:8], "big") < self.share * _DRAWS


@dataclass(frozen=True)
class ServingPointer:
    """What `models/<name>/serving.json` says; each change gives a new one.

    Attributes:
        version: the champion.
        previous: the champion before, to which a rollback returns.
        canary: on trial beside the champion.
        withdrawn: what the last change took out of service, if it was a rollback.
        reason: why the last change was made, for people.
        changed: when, in ISO 8601.
    """

    version: str
    previous: str | None = None
    canary: Canary | None = None
    withdrawn: str | None = None
    reason: str | None = None
    changed: str | None = None

    def promoted(self, version: str) -> ServingPointer:
        """With another champion. A version that is champion already stays so, and ends a trial."""
        previous = self.previous if version == self.version else self.version
        return replace(self, version=version, previous=previous, canary=None, withdrawn=None)

    def trying(self, version: str, share: float) -> ServingPointer:
        """With a canary, in place of one there may be.

        Raises:
            RolloutError: the version is the champion, or the share is not above 0 and at most 1.
        """
        if version == self.version:
            raise RolloutError(f"{version} is the champion and cannot be tried beside itself")
        if not 0 < share <= 1:
            raise RolloutError(f"a canary's share is above 0 and at most 1, not {share}")
        return replace(self, canary=Canary(version, float(share)), withdrawn=None)

    def rolled_back(self) -> ServingPointer:
        """Without what came last: the canary if there is one, else the champion. A second time changes nothing.

        Raises:
            RolloutError: nothing came before the champion.
        """
        if self.withdrawn:
            return self
        if self.canary:
            return self.without_canary()
        if self.previous is None:
            raise RolloutError(f"{self.version} serves and no version before it is known: promote one by its name")
        return replace(self, version=self.previous, previous=None, withdrawn=self.version)

    def without_canary(self) -> ServingPointer:
        """With the champion alone; unchanged where there is no canary."""
        return replace(self, canary=None, withdrawn=self.canary.version) if self.canary else self

    def because(self, reason: str, changed: str) -> ServingPointer:
        """With the reason and the time of a change."""
        return replace(self, reason=reason[:MAX_REASON], changed=changed)

    def to_dict(self) -> dict[str, Any]:
        """The JSON document, without what is not set."""
        document = {
            "version": self.version,
            "previous": self.previous,
            "canary": {"version": self.canary.version, "share": self.canary.share} if self.canary else None,
            "withdrawn": self.withdrawn,
            "reason": self.reason,
            "changed": self.changed,
        }
        return {key: value for key, value in document.items() if value is not None}


def parse_serving_pointer(data: bytes) -> ServingPointer:
    """The pointer that a document holds. `{"version"}` alone is one; keys of later releases are left alone.

    Raises:
        ManifestError: the document is malformed.
    """
    version = parse_pointer(data)
    document: Mapping[str, Any] = json.loads(data)
    return ServingPointer(
        version,
        previous=_version(document, "previous"),
        canary=_canary(document.get("canary")),
        withdrawn=_version(document, "withdrawn"),
        reason=_text(document, "reason"),
        changed=_text(document, "changed"),
    )


def _canary(value: Any) -> Canary | None:
    if value is None:
        return None
    if not isinstance(value, dict) or (version := _version(value, "version")) is None:
        raise ManifestError(f"serving.json names no valid canary: {value!r}")
    share = value.get("share")
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 < share <= 1:
        raise ManifestError(f"serving.json gives the canary a share of {share!r}, which is not above 0 and at most 1")
    return Canary(version, float(share))


def _version(document: Mapping[str, Any], key: str) -> str | None:
    version = _text(document, key)
    if version is not None and not NAME.fullmatch(version):
        raise ManifestError(f"serving.json names no valid version as {key}: {version!r}")
    return version


def _text(document: Mapping[str, Any], key: str) -> str | None:
    value = document.get(key)
    if value is not None and not isinstance(value, str):
        raise ManifestError(f"serving.json holds no text as {key}: {value!r}")
    return value
