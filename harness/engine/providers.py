"""The providers of a deployment: default ones, those that the program declares, and those that the old state names."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from harness.engine import urn as urns
from harness.engine.errors import ResourceError
from harness.engine.plugins import PluginHost
from harness.engine.properties import Properties
from harness.engine.provider import Provider
from harness.engine.resource import Resource


class Providers:
    """Configured providers by reference (`URN::ID`). Each is started once, when it is first needed.

    Args:
        plugins: starts the processes.
        directory: the project's folder.
        find: the provider resource of a reference's URN and id, registered or from the old state.
    """

    def __init__(self, plugins: PluginHost, directory: Path, find: Callable[[str, str], Resource | None]) -> None:
        self._plugins = plugins
        self._directory = directory
        self._find = find
        self._lock = threading.Lock()
        self._loading: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._loaded: dict[str, Provider] = {}

    def get(self, reference: str) -> Provider:
        """The provider of a reference.

        Raises:
            ResourceError: no resource of the program or the state is that provider.
            EngineError: its plugin does not start.
        """
        with self._lock_of(reference):
            if reference not in self._loaded:
                resource = self._find(*urns.split_reference(reference))
                if resource is None:
                    raise ResourceError(f"there is no provider {reference!r}")
                self._loaded[reference] = self._load(
                    resource.urn, resource.identifier, resource.outputs or resource.inputs
                )
            return self._loaded[reference]

    def add(self, provider: Provider) -> None:
        """Makes a provider that was just configured available under its reference."""
        reference = urns.provider_reference(provider.urn, provider.identifier)
        with self._lock_of(reference):
            self._loaded[reference] = provider

    def start(self, urn: str, identifier: str) -> Provider:
        """A provider whose plugin runs but is not configured yet."""
        stub = self._plugins.start(urns.package_of(urns.type_of(urn)))
        return Provider(stub, urn, identifier, self._plugins.engine_address, str(self._directory))

    def _load(self, urn: str, identifier: str, inputs: Properties) -> Provider:
        provider = self.start(urn, identifier)
        provider.configure(inputs)
        return provider

    def _lock_of(self, reference: str) -> threading.Lock:
        with self._lock:
            return self._loading[reference]
