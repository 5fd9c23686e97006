"""Reads nested settings into frozen dataclasses; what it rejects it names, with what is allowed instead."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, TypeVar, get_args, get_origin

import pulumi

T = TypeVar("T")


class SettingsError(pulumi.RunError):
    """A setting is unknown, missing or has a value that is not allowed; the text names the key and the cure."""


@dataclass(frozen=True)
class Rule:
    """What a setting means and which values it takes.

    Attributes:
        meaning: one sentence for the documentation.
        choices: the allowed values; empty where any value of the type is allowed.
        minimum, maximum: bounds of a number, both included.
        pattern: regular expression that a text, or each text of a list, must match in full.
        hint: describes `pattern` to people.
    """

    meaning: str
    choices: tuple[Any, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    hint: str = ""

    def allowed(self) -> str:
        """The allowed values in words, empty where the type alone decides."""
        if self.choices:
            return "one of " + ", ".join(str(choice) for choice in self.choices)
        if self.minimum is not None and self.maximum is not None:
            return f"{self.minimum} to {self.maximum}"
        if self.minimum is not None:
            return f"at least {self.minimum}"
        return self.hint


def setting(rule: Rule, *, default: Any = MISSING) -> Any:
    """A dataclass field that holds one setting; without a default it is required."""
    return field(default=default, metadata={"rule": rule})


def key_of(name: str) -> str:
    """The key as it stands in YAML, camelCase as elsewhere in Pulumi, of a field's snake_case name."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def parse(kind: type[T], values: object, path: str) -> T:
    """Builds a settings dataclass out of what a configuration file holds.

    Args:
        kind: a dataclass whose fields are made by `setting`.
        values: the mapping as read, keys in camelCase.
        path: where the mapping stands, for messages, such as `ai-pipeline:network`.

    Raises:
        SettingsError: a key is unknown or missing, or a value is not allowed.
    """
    if not isinstance(values, Mapping):
        raise SettingsError(f"{path} must be a mapping of keys to values, not {values!r}")
    known = {key_of(item.name): item for item in fields(typing.cast(Any, kind))}
    reject_unknown(values, known, path, separator=".")
    for key, item in known.items():
        if key not in values and item.default is MISSING:
            raise SettingsError(f"{path}.{key} is missing: {_rule(item).meaning}{_in_brackets(_rule(item).allowed())}")
    hints = typing.get_type_hints(kind)
    return kind(
        **{
            item.name: _read(_rule(item), hints[item.name], values[key], f"{path}.{key}")
            for key, item in known.items()
            if key in values
        }
    )


def reject_unknown(keys: typing.Iterable[str], known: typing.Iterable[str], path: str, *, separator: str) -> None:
    """Refuses keys nobody reads: a misspelt key would otherwise silently leave its default in force.

    Raises:
        SettingsError: `keys` holds one that is not `known`.
    """
    for key in sorted(set(keys) - set(known)):
        allowed = ", ".join(sorted(known))
        raise SettingsError(f"{path}{separator}{key} is not a setting; {path} takes {allowed}")


def type_name(annotation: Any) -> str:
    """A field's type in the words of the documentation: text, number, whole number, true or false, list of text."""
    if get_origin(annotation) is tuple:
        return f"list of {type_name(get_args(annotation)[0])}"
    return {str: "text", float: "number", int: "whole number", bool: "true or false"}[_without_none(annotation)]


def _rule(item: Field[Any]) -> Rule:
    rule: Rule = item.metadata["rule"]
    return rule


def _read(rule: Rule, annotation: Any, value: object, path: str) -> Any:
    if get_origin(annotation) is tuple:
        if not isinstance(value, list):
            raise SettingsError(f"{path} must be a {type_name(annotation)}, not {value!r}")
        element = get_args(annotation)[0]
        return tuple(_scalar(rule, element, one, path) for one in value)
    return _scalar(rule, annotation, value, path)


def _scalar(rule: Rule, annotation: Any, value: object, path: str) -> Any:
    annotation = _without_none(annotation)
    accepted = (int, float) if annotation is float else annotation
    # bool is an int to Python, not to whoever wrote the file.
    if not isinstance(value, accepted) or (isinstance(value, bool) and annotation is not bool):
        raise SettingsError(f"{path} must be {type_name(annotation)}{_in_brackets(rule.allowed())}, not {value!r}")
    fits = (
        (not rule.choices or value in rule.choices)
        and (rule.minimum is None or typing.cast(float, value) >= rule.minimum)
        and (rule.maximum is None or typing.cast(float, value) <= rule.maximum)
        and (rule.pattern is None or re.fullmatch(rule.pattern, typing.cast(str, value)))
    )
    if not fits:
        raise SettingsError(f"{path} must be {rule.allowed()}, not {value!r}")
    return value


def _without_none(annotation: Any) -> Any:
    """The type of an optional setting; leaving it out, not null, is how one unsets it."""
    if isinstance(annotation, types.UnionType):
        return next(part for part in get_args(annotation) if part is not type(None))
    return annotation


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""
