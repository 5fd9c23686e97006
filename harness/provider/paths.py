"""Dotted paths into requests, answers and botocore's shapes: `Vpcs[0].VpcId`.

A path may index a list (`[0]`, `[-1]`), name a key of a map, and go on inside a JSON document held as text.
The empty path is the value itself.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)|\[(-?\d+)\]")


def steps(path: str) -> list[str | int]:
    """Splits a path into names and list indices."""
    return [name or int(index) for name, index in _STEP.findall(path)]


def get(value: Any, path: str) -> Any:
    """The value at the path, or None where the path leads nowhere."""
    for step in steps(path):
        if isinstance(value, str):
            value = _document(value)
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def put(target: dict[str, Any], path: str, value: Any) -> None:
    """Sets the value at the path, making the objects and one-element lists on the way."""
    container: Any = target
    parts = steps(path)
    for step, following in pairwise(parts):
        empty: Any = [] if isinstance(following, int) else {}
        container = _child(container, step, empty)
    last = parts[-1]
    if isinstance(container, list):
        _child(container, last, value)
    else:
        container[last] = value


def _child(container: Any, step: str | int, default: Any) -> Any:
    if isinstance(container, dict):
        return container.setdefault(step, default)
    if step == len(container):
        container.append(default)
    return container[step]


def shape_at(shape: Any, path: str) -> Any:
    """The botocore shape at the path, or None where the model has no such member.

    A path that goes on below text leads into a JSON document, which the model does not describe: then the text's
    shape is returned.
    """
    for step in steps(path):
        if shape.type_name == "string":
            return shape
        if shape.type_name == "list" and isinstance(step, int):
            shape = shape.member
        elif shape.type_name == "map" and isinstance(step, str):
            shape = shape.value
        elif shape.type_name == "structure" and step in shape.members:
            shape = shape.members[step]
        else:
            return None
    return shape


def _document(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
