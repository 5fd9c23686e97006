"""A project's and a stack's configuration, Pulumi.yaml and Pulumi.STACK.yaml, read as the Pulumi CLI reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from harness.engine.errors import EngineError


@dataclass(frozen=True)
class Project:
    """Pulumi.yaml.

    Attributes:
        directory: the folder that holds it.
        program: the program's main file.
        plugin_paths: folder of each provider plugin that the project names itself, by package.
        defaults: default configuration values, with full keys.
    """

    name: str
    directory: Path
    program: Path
    plugin_paths: Mapping[str, Path]
    defaults: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StackConfiguration:
    """The configuration of one stack, as the program and the default providers receive it.

    Attributes:
        values: text of each value by full key (`project:key`); objects and lists as JSON.
        secret_keys: the keys whose values are secret.
    """

    values: Mapping[str, str]
    secret_keys: tuple[str, ...] = ()

    def of_package(self, package: str) -> dict[str, str]:
        """The values of one namespace, without the namespace: the inputs of a package's default provider."""
        return {key.split(":", 1)[1]: text for key, text in self.values.items() if key.startswith(f"{package}:")}

    @property
    def namespaces(self) -> set[str]:
        return {key.split(":", 1)[0] for key in self.values}


def read_project(directory: Path) -> Project:
    """Reads Pulumi.yaml.

    Raises:
        EngineError: there is none, it has no name, or its runtime is not Python.
    """
    document = _yaml(directory / "Pulumi.yaml", required=True)
    name = document.get("name")
    if not isinstance(name, str):
        raise EngineError(f"{directory / 'Pulumi.yaml'} has no name")
    runtime = document.get("runtime")
    if (runtime.get("name") if isinstance(runtime, dict) else runtime) != "python":
        raise EngineError(f"{directory / 'Pulumi.yaml'}: only the runtime 'python' is supported, not {runtime!r}")
    program = directory / document.get("main", "__main__.py")
    plugins = (document.get("plugins") or {}).get("providers") or []
    defaults = {_full_key(key, name): _default(value) for key, value in (document.get("config") or {}).items()}
    return Project(
        name=name,
        directory=directory,
        program=program / "__main__.py" if program.is_dir() else program,
        plugin_paths={each["name"]: (directory / each["path"]).resolve() for each in plugins},
        defaults={key: value for key, value in defaults.items() if value is not None},
    )


def read_salt(project: Project, stack: str) -> str | None:
    """The salt line of the stack's own secrets, if it has any."""
    return _yaml(_stack_file(project, stack)).get("encryptionsalt")


def read_stack(project: Project, stack: str, unseal: Callable[[str], str]) -> StackConfiguration:
    """Reads Pulumi.STACK.yaml over the project's defaults.

    Args:
        unseal: opens a `secure:` value.

    Raises:
        EngineError: the file is not a mapping, or a secret does not open.
    """
    values: dict[str, str] = {key: _text(value) for key, value in project.defaults.items()}
    secret_keys = []
    for key, value in (_yaml(_stack_file(project, stack)).get("config") or {}).items():
        full = _full_key(key, project.name)
        opened, secret = _unsealed(value, unseal)
        values[full] = _text(opened)
        if secret:
            secret_keys.append(full)
    return StackConfiguration(values, tuple(secret_keys))


def stack_names(project: Project) -> list[str]:
    """The stacks that have a configuration file."""
    return sorted(path.name[len("Pulumi.") : -len(".yaml")] for path in project.directory.glob("Pulumi.?*.yaml"))


def _stack_file(project: Project, stack: str) -> Path:
    return project.directory / f"Pulumi.{stack}.yaml"


def _yaml(path: Path, *, required: bool = False) -> dict[str, Any]:
    if not path.exists():
        if required:
            raise EngineError(f"there is no {path.name} in {path.parent}")
        return {}
    try:
        document = yaml.safe_load(path.read_text()) or {}
    except yaml.YAMLError as error:
        raise EngineError(f"{path.name} is not YAML: {error}") from None
    if not isinstance(document, dict):
        raise EngineError(f"{path.name} must hold a mapping")
    return document


def _full_key(key: Any, project: str) -> str:
    if not isinstance(key, str):
        raise EngineError(f"the configuration key {key!r} is not text: write it in quotes")
    return key if ":" in key else f"{project}:{key}"


def _default(value: Any) -> Any:
    """A configuration entry of Pulumi.yaml: a value, or a declaration with a `default` or a `value`."""
    if not isinstance(value, dict):
        return value
    return value.get("value", value.get("default"))


def _unsealed(value: Any, unseal: Callable[[str], str]) -> tuple[Any, bool]:
    """The value with every `secure:` inside opened, and whether there was one."""
    if isinstance(value, dict):
        if list(value) == ["secure"]:
            return unseal(value["secure"]), True
        opened = {key: _unsealed(item, unseal) for key, item in value.items()}
        return {key: item for key, (item, _) in opened.items()}, any(secret for _, secret in opened.values())
    if isinstance(value, list):
        items = [_unsealed(item, unseal) for item in value]
        return [item for item, _ in items], any(secret for _, secret in items)
    return value, False


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value)
