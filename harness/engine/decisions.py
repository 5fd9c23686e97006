"""Decides what to do about one resource, from its old state, the program's goal and the provider's diff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from harness.engine import property_paths
from harness.engine.errors import ResourceError
from harness.engine.events import Operation, PropertyChange
from harness.engine.goal import Goal
from harness.engine.properties import Properties
from harness.engine.property_paths import MISSING, Path
from harness.engine.resource import Resource


@dataclass(frozen=True)
class PropertyDifference:
    """One entry of a provider's detailed diff.

    Attributes:
        kind: `add`, `delete` or `update`.
        inputs: whether it compares old inputs with new ones, rather than old outputs.
    """

    kind: str
    replaces: bool = False
    inputs: bool = False


@dataclass(frozen=True)
class Difference:
    """A provider's diff of one resource.

    Attributes:
        changed: None where the provider cannot tell.
        replaces: top-level properties, or paths, that force a replacement.
        properties: top-level properties that changed.
        detailed: the changes by property path.
    """

    changed: bool | None
    replaces: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    detailed: Mapping[str, PropertyDifference] = field(default_factory=dict)
    delete_before_replace: bool = False


@dataclass(frozen=True)
class Decision:
    """What to do about one resource."""

    operation: Operation
    changes: tuple[PropertyChange, ...] = ()
    replace_reasons: tuple[str, ...] = ()
    delete_before_replace: bool = False


def inputs_with_ignored_changes(news: Properties, olds: Properties, ignored: Iterable[str]) -> Properties:
    """The new inputs with every ignored path as it was.

    Raises:
        ResourceError: an entry is no property path.
    """
    for text in ignored:
        news = property_paths.reset(news, olds, _path(text, "ignore_changes"))
    return news


def input_difference(old: Properties, new: Properties) -> Difference:
    """The difference of two sets of inputs, for resources whose provider cannot tell and for components."""
    changed = list(property_paths.differences(old, new))
    return Difference(
        changed=bool(changed),
        properties=tuple(dict.fromkeys(str(path[0]) for path, _, _ in changed)),
        detailed={
            property_paths.render(path): PropertyDifference(
                "add" if older is MISSING else "delete" if newer is MISSING else "update", inputs=True
            )
            for path, older, newer in changed
        },
    )


def decide(
    old: Resource, inputs: Properties, difference: Difference, goal: Goal, causes: Iterable[str] = ()
) -> Decision:
    """Same, update or replace.

    Args:
        old: the resource as it is.
        inputs: the checked new inputs.
        difference: the provider's diff, or the engine's own.
        causes: why it must be replaced whatever the diff says, such as a replaced provider.

    Raises:
        ResourceError: it would have to be replaced, and is protected.
    """
    if difference.changed is None:
        own = input_difference(old.inputs, inputs)
        difference = replace(difference, changed=own.changed, properties=own.properties, detailed=own.detailed)
    reasons = (*causes, *difference.replaces, *_forced_by_program(old, difference, goal))
    reasons = tuple(dict.fromkeys(reasons))
    changes = _changes(old, inputs, difference, reasons)
    if reasons:
        _refuse_if_protected(old, reasons)
        before = difference.delete_before_replace if goal.delete_before_replace is None else goal.delete_before_replace
        return Decision(Operation.REPLACE, changes, reasons, before)
    if difference.changed or old.init_errors:
        return Decision(Operation.UPDATE, changes)
    return Decision(Operation.SAME)


def _forced_by_program(old: Resource, difference: Difference, goal: Goal) -> list[str]:
    """Changed properties that `replace_on_changes` names, and a changed replacement trigger."""
    reasons = []
    patterns = [_path(text, "replace_on_changes") for text in goal.replace_on_changes]
    changed = [*difference.detailed, *difference.properties] if difference.changed else []
    for text in changed:
        path = _lenient_path(text)
        if any(property_paths.contains(pattern, path) for pattern in patterns):
            reasons.append(text)
    if old.init_errors and ("*",) in patterns:
        reasons.append("initialization failed")
    if old.replacement_trigger is not None and goal.replacement_trigger != old.replacement_trigger:
        reasons.append("replacement trigger")
    return reasons


def _refuse_if_protected(old: Resource, reasons: tuple[str, ...]) -> None:
    if old.protect:
        raise ResourceError(
            f"unable to replace resource {old.urn!r} (because of {', '.join(reasons)}): it is protected. To replace"
            " it, remove `protect` from it in the program and run `up`, then change it."
        )


def _changes(
    old: Resource, inputs: Properties, difference: Difference, reasons: tuple[str, ...]
) -> tuple[PropertyChange, ...]:
    if not difference.detailed:
        own = property_paths.differences(old.inputs, inputs)
        return tuple(
            PropertyChange.between(path, older, newer, replaces=_is_reason(path, reasons)) for path, older, newer in own
        )
    changes = []
    for text, entry in difference.detailed.items():
        path = _lenient_path(text)
        older = MISSING if entry.kind == "add" else _old_value(old, path, entry)
        newer = MISSING if entry.kind == "delete" else property_paths.get(inputs, path)
        if older is MISSING and newer is MISSING:
            older = newer = None
        change = PropertyChange.between(path, older, newer, replaces=entry.replaces or _is_reason(path, reasons))
        changes.append(change)
    return tuple(changes)


def _old_value(old: Resource, path: Path, entry: PropertyDifference) -> object:
    sources = (old.inputs, old.outputs) if entry.inputs else (old.outputs, old.inputs)
    found = [property_paths.get(source, path) for source in sources]
    return next((value for value in found if value is not MISSING), MISSING)


def _is_reason(path: Path, reasons: tuple[str, ...]) -> bool:
    return any(property_paths.contains(_lenient_path(reason), path) for reason in reasons)


def _path(text: str, option: str) -> Path:
    try:
        return property_paths.parse(text)
    except ValueError as error:
        raise ResourceError(f"{option}: {error}") from None


def _lenient_path(text: str) -> Path:
    """The path of a provider's key, which is not always well formed."""
    try:
        return property_paths.parse(text)
    except ValueError:
        return (text,)
