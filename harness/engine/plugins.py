"""Finds and starts provider plugins as the CLI does: Pulumi.yaml's `plugins`, else `pulumi-resource-NAME` on PATH."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import grpc
import yaml
from pulumi.runtime.proto import provider_pb2_grpc

from harness.engine.errors import EngineError
from harness.engine.processes import Child

MESSAGE_LIMIT = 400 * 1024 * 1024  # bytes; what the Pulumi CLI allows
CHANNEL_OPTIONS = [
    ("grpc.max_receive_message_length", MESSAGE_LIMIT),
    ("grpc.max_send_message_length", MESSAGE_LIMIT),
    # A resource that was created in part comes back inside the error's metadata, with all of its properties.
    ("grpc.max_metadata_size", MESSAGE_LIMIT),
    ("grpc.absolute_max_metadata_size", MESSAGE_LIMIT),
]

_PREFIX = "pulumi-resource-"


class PluginHost:
    """Starts plugins and ends them all together.

    Args:
        directory: the project's folder, where plugins run.
        plugin_paths: the folders that Pulumi.yaml names, by package.
        environment: environment of the plugins; its PATH is searched.
        python: interpreter for plugins written as Python folders.
        on_output: receives what plugins write to standard error.
    """

    def __init__(
        self,
        directory: Path,
        plugin_paths: Mapping[str, Path],
        environment: Mapping[str, str],
        python: str,
        on_output: Callable[[str], None],
    ) -> None:
        self.engine_address = ""
        self._directory = directory
        self._plugin_paths = plugin_paths
        self._environment = environment
        self._python = python
        self._on_output = on_output
        self._attached = _attached_plugins(environment.get("PULUMI_DEBUG_PROVIDERS", ""))
        self._lock = threading.Lock()
        self._running: list[Child] = []
        self._ready: dict[str, Child] = {}
        self._channels: list[grpc.Channel] = []

    def prestart(self, packages: Iterable[str]) -> None:
        """Starts plugins that will probably be asked for, so that they are up by then; skips packages without one."""
        for package in set(packages) - set(self._attached):
            command = self._find(package)
            if command:
                with self._lock:
                    self._ready[package] = self._spawn(command)

    def start(self, package: str) -> provider_pb2_grpc.ResourceProviderStub:
        """A plugin process of its own for one provider, unless one is attached for debugging.

        Raises:
            EngineError: there is no such plugin, or it ended before it served.
        """
        port = self._attached.get(package) or self._start_process(package)
        channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=CHANNEL_OPTIONS)
        with self._lock:
            self._channels.append(channel)
        return provider_pb2_grpc.ResourceProviderStub(channel)

    def _start_process(self, package: str) -> str:
        """Starts the plugin, or takes the one started before, and returns its port."""
        with self._lock:
            child = self._ready.pop(package, None)
        if child is None:
            command = self._find(package)
            if command is None:
                raise EngineError(
                    f"no resource plugin 'pulumi-resource-{package}': Pulumi.yaml names none under plugins.providers,"
                    " and none is on PATH"
                )
            with self._lock:
                child = self._spawn(command)
        port = child.first_line()
        if not port.isdigit():
            child.stop()
            raise EngineError(
                f"the plugin pulumi-resource-{package} ended before it printed its port:"
                f" {child.standard_error() or port}"
            )
        child.forward(self._on_output, self._on_output)
        return port

    def close(self) -> None:
        """Ends every plugin."""
        with self._lock:
            for channel in self._channels:
                channel.close()
            for child in self._running:
                child.ask_to_end()
            for child in self._running:
                child.stop()
            self._running.clear()
            self._channels.clear()

    def _spawn(self, command: list[str]) -> Child:
        child = Child([*command, self.engine_address], self._environment, self._directory)
        self._running.append(child)
        return child

    def _find(self, package: str) -> list[str] | None:
        name = f"{_PREFIX}{package}"
        folder = self._plugin_paths.get(package)
        if folder is None:
            found = shutil.which(name, path=self._environment.get("PATH", os.defpath))
            return [found] if found else None
        if os.access(folder / name, os.X_OK):
            return [str(folder / name)]
        manifest = folder / "PulumiPlugin.yaml"
        if not manifest.exists():
            raise EngineError(f"the plugin folder {folder} holds neither {name} nor PulumiPlugin.yaml")
        runtime = yaml.safe_load(manifest.read_text())["runtime"]
        if (runtime["name"] if isinstance(runtime, dict) else runtime) != "python":
            raise EngineError(f"{manifest}: only plugins with the runtime 'python' are supported, not {runtime!r}")
        return [self._python, str(folder)]


def packages_in(folder: Path) -> set[str]:
    """The packages that have a plugin in a folder."""
    return {path.name.removeprefix(_PREFIX) for path in folder.glob(f"{_PREFIX}*")}


def _attached_plugins(setting: str) -> dict[str, str]:
    """The ports of plugins that run already, by package, from `PACKAGE:PORT,...`: the CLI's way to debug a plugin."""
    entries = (entry.rpartition(":") for entry in setting.split(","))
    return {package: port for package, colon, port in entries if colon}
