"""What changes in a resource, property by property, as lines for people."""

from __future__ import annotations

import json
from typing import Any

from harness.engine import PropertyChange, ResourceStep
from harness.engine.properties import SIGNATURE
from harness.engine.property_paths import MISSING, differences, render

WIDTH = 100  # characters of a value that are shown
HASH_SHOWN = 8  # digits of an asset's hash


def change_lines(step: ResourceStep) -> list[str]:
    """A line for each property that a step changes: `~ path: old → new`, `+ path: new` or `- path: old`.

    Policies, dashboards and the like are JSON texts: of those only the parts that differ are shown.
    """
    return [line for change in step.changes for line in _lines(change)]


def _lines(change: PropertyChange) -> list[str]:
    mark = {"add": "+", "delete": "-"}.get(change.kind.removesuffix("-replace"), "~")
    forces = " (forces replacement)" if change.kind.endswith("-replace") else ""
    documents = _document(change.old), _document(change.new)
    if None not in documents:
        return [
            _line(_mark(old, new), _joined(change.path, render(path)), old, new) + forces
            for path, old, new in differences(*documents)
        ]
    old = MISSING if mark == "+" else change.old
    new = MISSING if mark == "-" else change.new
    return [_line(mark, change.path, old, new) + forces]


def _joined(outer: str, inner: str) -> str:
    return outer + inner if inner.startswith("[") or not inner else f"{outer}.{inner}"


def _mark(old: Any, new: Any) -> str:
    return "+" if old is MISSING else "-" if new is MISSING else "~"


def _line(mark: str, path: str, old: Any, new: Any) -> str:
    return f"{mark} {path}: {' → '.join(_short(value) for value in (old, new) if value is not MISSING)}"


def _document(value: Any) -> Any:
    """The object or list that a text holds as JSON; None if it holds none."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return None
    try:
        return json.loads(value)
    except ValueError:
        return None


def _short(value: Any) -> str:
    if isinstance(value, dict) and SIGNATURE in value and "hash" in value:
        return f"{value.get('path') or value.get('uri') or 'an asset'} (sha256 {value['hash'][:HASH_SHOWN]}…)"
    text = value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
