"""The table of docs/configuration.md, made from the code: `python -m components.configuration_table`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from components.configuration import Configuration
from components.settings import Rule, key_of, type_name

STACKS = ("dev", "prod")
HEADER = ("key", "type", "allowed", "default", *STACKS, "meaning")


def table(project: Path) -> str:
    """The table in Markdown, one row a key.

    Args:
        project: folder of Pulumi.yaml and the stacks' files.
    """
    configured = [_sections(project / f"Pulumi.{stack}.yaml") for stack in STACKS]
    rows = [HEADER, ("---",) * len(HEADER), *_rows(configured)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _sections(path: Path) -> dict[str, Any]:
    config = yaml.safe_load(path.read_text())["config"]
    return {key.removeprefix("ai-pipeline:"): value for key, value in config.items()}


def _rows(configured: list[dict[str, Any]]) -> Iterator[tuple[str, ...]]:
    for section, kind in get_type_hints(Configuration).items():
        hints = get_type_hints(kind)
        for item in fields(kind):
            rule: Rule = item.metadata["rule"]
            values = [stack.get(key_of(section), {}) for stack in configured]
            yield (
                f"`{key_of(section)}.{key_of(item.name)}`",
                type_name(hints[item.name]),
                rule.allowed().replace("|", "\\|"),
                _default(item),
                *(_value(one, item) for one in values),
                rule.meaning,
            )


def _default(item: Field[Any]) -> str:
    return "required" if item.default is MISSING else _shown(item.default)


def _value(values: Mapping[str, Any], item: Field[Any]) -> str:
    return _shown(values[key_of(item.name)]) if key_of(item.name) in values else "default"


def _shown(value: Any) -> str:
    if value is None:
        return "unset"
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value)) or "none"
    return str(value).lower() if isinstance(value, bool) else f"`{value}`"


if __name__ == "__main__":
    sys.stdout.write(table(Path.cwd()))
