"""When two values mean the same to AWS, and where they do not."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from .values import UNKNOWN, Archive, Asset


@dataclass(frozen=True)
class Difference:
    """One place where a wanted value differs from the known one. `kind` is ADD, DELETE or UPDATE."""

    path: str
    kind: str


def same(known: Any, wanted: Any, unordered: Collection[str] = (), path: str = "") -> bool:
    """Whether two values mean the same: JSON text by its content, whole floats as integers, empty as absent.

    Args:
        unordered: paths (without list indices) of lists in which order means nothing.
        path: path of the values.
    """
    return not list(differences(known, wanted, unordered, path))


def differences(known: Any, wanted: Any, unordered: Collection[str] = (), path: str = "") -> Iterator[Difference]:
    """The smallest parts that differ; elements of a list are named by index (`rules[0].status`)."""
    known, wanted = _meaning(known), _meaning(wanted)
    if _absent(known) and _absent(wanted):
        return
    if isinstance(known, dict) and isinstance(wanted, dict):
        for name in sorted({*known, *wanted}):
            below = f"{path}.{name}" if path else name
            yield from differences(known.get(name), wanted.get(name), unordered, below)
    elif isinstance(known, list) and isinstance(wanted, list):
        yield from _list_differences(known, wanted, unordered, path)
    elif _absent(known):
        yield Difference(path, "ADD")
    elif _absent(wanted):
        yield Difference(path, "DELETE")
    elif not _same_scalar(known, wanted):
        yield Difference(path, "UPDATE")


def _list_differences(
    known: list[Any], wanted: list[Any], unordered: Collection[str], path: str
) -> Iterator[Difference]:
    if UNKNOWN not in wanted and _without_indices(path) in unordered:
        known, wanted = sorted(known, key=_order), sorted(wanted, key=_order)
    for index in range(max(len(known), len(wanted))):
        before = known[index] if index < len(known) else None
        after = wanted[index] if index < len(wanted) else None
        yield from differences(before, after, unordered, f"{path}[{index}]")


def _same_scalar(known: Any, wanted: Any) -> bool:
    if known is UNKNOWN or wanted is UNKNOWN:
        return False
    if isinstance(known, Asset | Archive) and isinstance(wanted, Asset | Archive):
        return known.hash is not None and known.hash == wanted.hash
    if isinstance(known, _Document) and isinstance(wanted, _Document):
        return known.content == wanted.content
    return bool(known == wanted) and isinstance(known, bool) == isinstance(wanted, bool)


@dataclass(frozen=True)
class _Document:
    """What a text of JSON says."""

    content: Any


def _meaning(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return _Document(_policy_meaning(json.loads(value)))
        except ValueError:
            return value
    return value


def _policy_meaning(document: Any) -> Any:
    """In an IAM policy a lone value and a list of one are the same, and the order of values means nothing."""
    if not isinstance(document, dict) or "Statement" not in document:
        return document
    statements = document["Statement"]
    return {
        **document,
        "Statement": [_as_sets(item) for item in (statements if isinstance(statements, list) else [statements])],
    }


def _as_sets(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_sets(item) for name, item in value.items()}
    if isinstance(value, list):
        return value[0] if len(value) == 1 else sorted(value, key=_order)
    return value


def _order(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=repr)


def _absent(value: Any) -> bool:
    return value is None or value == {} or value == []


def _without_indices(path: str) -> str:
    return "".join(part.partition("]")[2] if index else part for index, part in enumerate(path.split("[")))
