"""One stack under test: a program, the store plugin and an engine, in a folder of their own."""

from __future__ import annotations

import json
import os
import stat
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness.engine import DeploymentResult, Engine, ResourceStep

PASSPHRASE = "correct horse"
SALT = "v1:JR7yvVkbKDQ=:v1:VgbFpdKqH+J6ug7m:AR/crmcE2jzFfg8hIFGF9W6FJHIZ+g=="

PRELUDE = """
import pulumi
from pulumi import Output, ResourceOptions

class Item(pulumi.CustomResource):
    label: Output[str]
    value: Output
    address: Output[str]
    def __init__(self, name, opts=None, **properties):
        names = ["label", "value", "address", "fixed", "exclusive", "tags", "link"]
        properties = {**dict.fromkeys(names), **properties}
        super().__init__("store:index:Item", name, properties, opts)

class Group(pulumi.ComponentResource):
    def __init__(self, name, opts=None, **properties):
        super().__init__("test:index:Group", name, properties, opts)

class StoreProvider(pulumi.ProviderResource):
    def __init__(self, name, opts=None, **properties):
        super().__init__("store", name, properties, opts)
"""


class Scenario:
    """Runs programs against the store.

    Args:
        port: of a store plugin that runs already; without it each provider starts a plugin of its own.

    Attributes:
        steps: the steps that the engine announced, in order, beginnings and ends.
    """

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self._place(folder, port)
        for each in (self.program, self.store, folder / "plugins"):
            each.mkdir(parents=True)
        self.project("shop")
        self.plugin("store", Path(__file__).with_name("store_plugin.py"))
        self.configure()

    @classmethod
    def existing(cls, folder: Path, port: int) -> Scenario:
        """The scenario of a folder in another process than the one that made it."""
        scenario = cls.__new__(cls)
        scenario._place(folder, port or None)
        return scenario

    def _place(self, folder: Path, port: int | None) -> None:
        self.folder = folder
        self.program = folder / "program"
        self.store = folder / "store"
        self.state = folder / "state"
        self.port = port
        self.steps: list[ResourceStep] = []

    def plugin(self, name: str, script: Path) -> None:
        executable = self.folder / "plugins" / f"pulumi-resource-{name}"
        executable.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')
        executable.chmod(executable.stat().st_mode | stat.S_IXUSR)

    def project(self, name: str) -> None:
        """Makes this the project's name."""
        (self.program / "Pulumi.yaml").write_text(f"name: {name}\nruntime: python\n")

    def write(self, code: str) -> None:
        """Makes this the program; `Item`, `Group` and `StoreProvider` are defined."""
        (self.program / "__main__.py").write_text(PRELUDE + textwrap.dedent(code))

    @property
    def environment(self) -> dict[str, str]:
        attached = {"PULUMI_DEBUG_PROVIDERS": f"store:{self.port}"} if self.port else {}
        return {**os.environ, **attached, "STORE_PATH": str(self.store)}

    def configure(self, stack: str = "dev", **values: Any) -> None:
        config = {key.replace("__", ":"): value for key, value in values.items()}
        document = {"encryptionsalt": SALT, "config": config}
        (self.program / f"Pulumi.{stack}.yaml").write_text(json.dumps(document))

    def behave(self, **behaviour: dict[str, str]) -> None:
        (self.store / "behaviour.json").write_text(json.dumps(behaviour))

    def engine(self, stack: str = "dev", **options: Any) -> Engine:
        return Engine(
            project_directory=self.program,
            stack=stack,
            state_directory=self.state,
            passphrase=options.pop("passphrase", PASSPHRASE),
            environment=self.environment,
            plugin_path=[self.folder / "plugins"],
            on_step=self.steps.append,
            **options,
        )

    def up(self, code: str | None = None, *, ok: bool = True) -> DeploymentResult:
        """Runs `up`, with a new program if one is given."""
        if code is not None:
            self.write(code)
        return checked(self.engine().up(), ok)

    def preview(self, code: str | None = None, *, ok: bool = True) -> DeploymentResult:
        if code is not None:
            self.write(code)
        return checked(self.engine().preview(), ok)

    def destroy(self, *, ok: bool = True) -> DeploymentResult:
        return checked(self.engine().destroy(), ok)

    def refresh(self, *, ok: bool = True) -> DeploymentResult:
        return checked(self.engine().refresh(), ok)

    @property
    def items(self) -> dict[str, Any]:
        """What exists, by id."""
        path = self.store / "items.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def set_items(self, items: dict[str, Any]) -> None:
        (self.store / "items.json").write_text(json.dumps(items))

    @property
    def calls(self) -> list[str]:
        """The plugin's calls so far, such as `create web`, without configuration."""
        path = self.store / "calls.log"
        lines = path.read_text().splitlines() if path.exists() else []
        return [line for line in lines if not line.startswith("configure")]

    def new_calls(self) -> list[str]:
        """The calls since the last time this was asked."""
        calls = self.calls
        seen, self._seen = getattr(self, "_seen", 0), len(calls)
        return calls[seen:]

    def checkpoint_file(self, stack: str = "dev") -> Path:
        return self.state / ".pulumi" / "stacks" / "shop" / f"{stack}.json"

    @property
    def checkpoint_text(self) -> str:
        return self.checkpoint_file().read_text()

    @property
    def checkpoint(self) -> dict[str, Any]:
        return json.loads(self.checkpoint_text)["checkpoint"]["latest"]

    def entry(self, name: str) -> dict[str, Any]:
        """The checkpoint's entry of a resource."""
        (found,) = [each for each in self.checkpoint["resources"] if each["urn"].endswith(f"::{name}")]
        return found


def checked(result: DeploymentResult, ok: bool) -> DeploymentResult:
    assert result.ok == ok, "\n".join(f"{each.severity}: {each.text}" for each in result.messages)
    return result


def operations(result: DeploymentResult) -> dict[str, str]:
    """The operation on each resource by name, without the stack's own; old copies that were deleted are left out."""
    return {
        step.name: str(step.op)
        for step in result.steps
        if step.type != "pulumi:pulumi:Stack" and step.op != "delete-replaced"
    }


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen within 30 seconds")
