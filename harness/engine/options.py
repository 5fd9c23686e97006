"""What a user can ask of one deployment beside the operation itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from harness.engine.errors import EngineError


@dataclass(frozen=True)
class Options:
    """Options of a preview, update, refresh or destroy.

    Attributes:
        refresh: read what really exists first.
        targets: URNs of the only resources to touch; `*` and `**` are wildcards. None given: every resource.
        target_dependents: also touch what depends on a target.
        policy_packs: folders of the policy packs that judge what the program declares.
        excludes: URNs of the resources not to touch, instead of targets.
        exclude_dependents: nor to touch what depends on them.
        replaces: URNs of resources to replace even if nothing in them changes.
        run_program: a destroy runs the program, whose hooks it may need.

    Raises:
        EngineError: both targets and excludes are given.
    """

    refresh: bool = False
    targets: tuple[str, ...] = ()
    target_dependents: bool = False
    policy_packs: tuple[Path, ...] = ()
    excludes: tuple[str, ...] = ()
    exclude_dependents: bool = False
    replaces: tuple[str, ...] = ()
    run_program: bool = False

    def __post_init__(self) -> None:
        if self.targets and self.excludes:
            raise EngineError("targets and excludes cannot be given together: leave out one of them")
