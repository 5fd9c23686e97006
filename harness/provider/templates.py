"""Texts with `{…}` fields, filled from what is known of a resource."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from .values import UNKNOWN

_FORMATTER = Formatter()


def fill(template: Any, scope: Mapping[str, Any]) -> Any:
    """The template with its fields filled in; None where one of them is not known.

    Args:
        template: a text such as "{role}/{name}", a list of such texts, or any other value, which stays as it is.
        scope: property -> value.
    """
    if isinstance(template, list):
        filled = [fill(item, scope) for item in template]
        return None if None in filled else filled
    if not isinstance(template, str):
        return template
    values = {}
    for name in fields(template):
        value = scope.get(name)
        if value is None or value is UNKNOWN:
            return None
        values[name] = value
    return template.format_map(values)


def parse(template: str, text: str) -> dict[str, str]:
    """The fields that fill the template to the text; empty where none do. The first field is the longest possible."""
    pattern = "".join(
        re.escape(literal) + (f"(?P<{name}>.+)" if name else "") for literal, name, _, _ in _FORMATTER.parse(template)
    )
    found = re.fullmatch(pattern, text)
    return found.groupdict() if found else {}


def fields(template: str) -> list[str]:
    """The names a template is filled from."""
    return [name for _, name, _, _ in _FORMATTER.parse(template) if name]
