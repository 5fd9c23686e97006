"""What a user can ask of one deployment beside the operation itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Options of a preview, update, refresh or destroy.

    Attributes:
        refresh: read what really exists first.
        targets: URNs of the only resources to touch; `*` and `**` are wildcards. None given: every resource.
        target_dependents: also touch what depends on a target.
        policy_packs: folders of the policy packs that judge what the program declares.
    """

    refresh: bool = False
    targets: tuple[str, ...] = ()
    target_dependents: bool = False
    policy_packs: tuple[Path, ...] = ()
