"""What the provider decides without asking AWS: checked inputs, differences, and what a preview may promise."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import requests
from .assets import hashed
from .comparison import Difference, differences
from .rows import Row
from .values import UNKNOWN, Properties, Secret, reveal

SUFFIX_DIGITS = 7  # as the real provider's automatic names: <resource name>-<7 hex digits>


@dataclass(frozen=True)
class Plan:
    """What an update would do.

    Attributes:
        kinds: property path -> ADD, DELETE or UPDATE, with _REPLACE where it needs a new resource.
        changed: names of the inputs that differ.
        replaces: those of them that need a new resource.
        delete_first: the new one cannot exist beside the old one.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    delete_first: bool = False


def check(
    row: Row, model: Any, name: str, wanted: Properties, old: Properties, default_tags: Properties, seed: bytes
) -> Properties:
    """The inputs as they will be deployed: defaults, automatic name, default tags and content hashes filled in.

    Args:
        row: the resource's row.
        model: botocore's model of its service.
        name: the resource's Pulumi name.
        wanted: inputs as the program gives them.
        old: checked inputs of the last deployment; empty for a new resource.
        default_tags: the provider's tags for every resource.
        seed: the engine's random seed, which makes automatic names repeatable.

    Raises:
        UncoveredInput: no rule covers an input.
        ProviderError: a value does not fit.
    """
    inputs: Properties = {key: value for key, value in hashed(wanted).items() if value is not None}
    for key, value in row.defaults.items():
        inputs.setdefault(key, value)
    if row.autoname and row.autoname not in inputs:
        inputs[row.autoname] = old.get(row.autoname) or _automatic_name(name, seed)
    plain = reveal(inputs)
    if any(plain.get(key) != old.get(key) for key in {*plain, *old} - {"tagsAll"}):  # else it was verified before
        requests.verify_inputs(row, model, plain)
    if row.tagging:
        own = inputs.get("tags")
        if own is not UNKNOWN and (own or default_tags):
            merged = {**default_tags, **(reveal(own) or {})}
            inputs["tagsAll"] = Secret(merged) if isinstance(own, Secret) else merged
        elif own is UNKNOWN:
            inputs["tagsAll"] = UNKNOWN
    return inputs


def _automatic_name(name: str, seed: bytes) -> str:
    digest = hashlib.sha256(seed).hexdigest() if seed else f"{random.SystemRandom().getrandbits(64):016x}"
    return f"{name}-{digest[:SUFFIX_DIGITS]}"


def plan(row: Row, model: Any, old: Properties, wanted: Properties, ignored: Collection[str] = ()) -> Plan:
    """Compares the inputs of the last deployment with the wanted ones."""
    found = [
        difference
        for difference in differences(reveal(old), reveal(wanted), row.unordered)
        if not any(_within(difference.path, path) for path in ignored)
        and not _spells_out_a_default(row, old, wanted, difference)
    ]
    changed = frozenset(_top(difference) for difference in found)
    replacing = [item for item in found if not _changes_in_place(row, model, item)]
    kinds = {item.path: item.kind + ("_REPLACE" if item in replacing else "") for item in found}
    replaces = frozenset(_top(item) for item in replacing)
    return Plan(kinds, changed, replaces, bool(replaces) and _keeps_identity(row, changed))


def _changes_in_place(row: Row, model: Any, difference: Difference) -> bool:
    parts = (path for path in row.replace if "." in path)
    return requests.updatable(row, model, _top(difference)) and not any(
        _within(difference.path, part) or _within(part, difference.path) for part in parts
    )


def _spells_out_a_default(row: Row, old: Properties, wanted: Properties, difference: Difference) -> bool:
    """Whether the input only says now what held before without it."""
    name = difference.path
    return name in row.defaults and old.get(name) is None and wanted.get(name) == row.defaults[name]


def _keeps_identity(row: Row, changed: Collection[str]) -> bool:
    return bool(row.identity) and not any(name in changed for name in row.identity)


def _top(difference: Difference) -> str:
    return re.split(r"[.\[]", difference.path, maxsplit=1)[0]


def _within(path: str, ignored: str) -> bool:
    return path == ignored or path.startswith((f"{ignored}.", f"{ignored}["))


def preview_create(row: Row, inputs: Properties) -> Properties:
    """The outputs that are certain before the resource exists; the others are unknown."""
    return {**dict.fromkeys(row.outputs, UNKNOWN), **inputs}


def preview_update(row: Row, known: Properties, inputs: Properties, changed: Collection[str]) -> Properties:
    """The outputs after an update as far as they are certain."""
    outputs = {**{name: value for name, value in known.items() if name in row.outputs}, **inputs}
    effective = any(name not in row.local and name not in requests.TAG_PROPERTIES for name in changed)
    if effective and (not row.volatile_if or inputs.get(row.volatile_if)):
        outputs.update(dict.fromkeys(row.volatile, UNKNOWN))
    return outputs
