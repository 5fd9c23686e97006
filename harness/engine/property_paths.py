"""Paths into properties, as Pulumi writes them: `tags.owner`, `rules[0].port`, `data["a.b"]`; `*` is every key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from harness.engine.properties import Properties, is_secret

Path: TypeAlias = tuple[str | int, ...]

MISSING = object()

_STEP = re.compile(r"""\.?(?P<name>[^.\[\]"]+)|\[(?P<index>\d+|\*)\]|\["(?P<quoted>(?:[^"\\]|\\.)*)"\]""")


def parse(text: str) -> Path:
    """The steps of a path.

    Raises:
        ValueError: the text is no property path.
    """
    steps: list[str | int] = []
    position = 0
    while position < len(text):
        match = _STEP.match(text, position)
        if match is None:
            raise ValueError(f"{text!r} is not a property path: cannot read it from character {position + 1}")
        steps.append(_step(match))
        position = match.end()
    if not steps:
        raise ValueError("a property path must not be empty")
    return tuple(steps)


def _step(match: re.Match[str]) -> str | int:
    if match["index"] is not None:
        return "*" if match["index"] == "*" else int(match["index"])
    if match["quoted"] is not None:
        return match["quoted"].replace('\\"', '"').replace("\\\\", "\\")
    return match["name"]


def render(path: Path) -> str:
    """The text of a path; `parse` reads it back."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif re.fullmatch(r"[^.\[\]\"]+", step):
            text += f".{step}" if text else step
        else:
            quoted = step.replace("\\", "\\\\").replace('"', '\\"')
            text += f'["{quoted}"]'
    return text


def contains(pattern: Path, path: Path) -> bool:
    """Whether `path` is what `pattern` names, or lies inside it."""
    return len(pattern) <= len(path) and all(wanted in ("*", step) for wanted, step in zip(pattern, path, strict=False))


def get(value: Any, path: Path) -> Any:
    """What lies at a path without `*`, or `MISSING`; secrets on the way are looked into."""
    for step in path:
        while is_secret(value):
            value = value["value"]
        if isinstance(value, dict) and step in value:  # noqa: SIM114 - one condition would hide the types
            value = value[step]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return MISSING
    return value


def reset(news: Properties, olds: Properties, path: Path) -> Properties:
    """`news` with what lies at `path` as it is in `olds`: taken over, or left out where `olds` has nothing there."""
    result = _reset(news, olds, path)
    return news if result is MISSING else result


def _reset(new: Any, old: Any, path: Path) -> Any:
    if not path:
        return old
    step, rest = path[0], path[1:]
    if is_secret(new) or is_secret(old):
        return _reset_inside_secret(new, old, path)
    if step == "*":
        for key in list(_keys(old) | _keys(new)):
            new = _reset_step(new, old, key, rest)
        return new
    return _reset_step(new, old, step, rest)


def _reset_step(new: Any, old: Any, step: str | int, rest: Path) -> Any:
    """One step of a path, as it stands: a property may itself be called `*`."""
    if isinstance(step, int):
        return _reset_item(new, old, step, rest)
    return _reset_key(new, old, step, rest)


def _reset_inside_secret(new: Any, old: Any, path: Path) -> Any:
    inner = _reset(_open(new), _open(old), path)
    return {**new, "value": inner} if is_secret(new) else inner


def _open(value: Any) -> Any:
    return value["value"] if is_secret(value) else value


def _keys(value: Any) -> set[str | int]:
    if isinstance(value, dict):
        return set(value)
    return set(range(len(value))) if isinstance(value, list) else set()


def _reset_key(new: Any, old: Any, key: str, rest: Path) -> Any:
    if not isinstance(new, dict):
        return new
    older = old.get(key, MISSING) if isinstance(old, dict) else MISSING
    newer = new.get(key, MISSING)
    if newer is MISSING and rest:
        return new  # what holds the path is gone: there is nothing to take the old value into
    value = older if not rest else _reset(newer, older, rest)
    kept = {name: item for name, item in new.items() if name != key}
    return kept if value is MISSING else {**kept, key: value}


def _reset_item(new: Any, old: Any, index: int, rest: Path) -> Any:
    if not isinstance(new, list) or index >= len(new) or not isinstance(old, list) or index >= len(old):
        return new
    value = old[index] if not rest else _reset(new[index], old[index], rest)
    return [*new[:index], value, *new[index + 1 :]]


def differences(old: Any, new: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Every place where two values differ, as (path, old, new); `MISSING` stands for nothing there."""
    if is_secret(old) and is_secret(new):
        if old["value"] != new["value"]:
            yield path, old, new
    elif isinstance(old, dict) and isinstance(new, dict) and not (is_secret(old) or is_secret(new)):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from differences(old.get(key, MISSING), new.get(key, MISSING), (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            older = old[index] if index < len(old) else MISSING
            newer = new[index] if index < len(new) else MISSING
            yield from differences(older, newer, (*path, index))
    elif old is not new and old != new:
        yield path, old, new
