"""One configured provider: Pulumi's provider protocol in plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from harness.engine import urn as urns
from harness.engine.decisions import Difference, PropertyDifference
from harness.engine.errors import ResourceError
from harness.engine.properties import (
    Properties,
    contains_unknown,
    from_struct,
    keep_secret,
    reveal,
    to_struct,
    without_resource_references,
)
from harness.engine.resource import Resource
from harness.engine.rpc_errors import called, optional, refuse

# What providers add to or expect beside their own configuration; the Pulumi CLI keeps these from them too.
_ENGINE_KEYS = ("version", "pluginDownloadURL", "__internal")

_KINDS = {
    provider_pb2.PropertyDiff.ADD: ("add", False),
    provider_pb2.PropertyDiff.ADD_REPLACE: ("add", True),
    provider_pb2.PropertyDiff.DELETE: ("delete", False),
    provider_pb2.PropertyDiff.DELETE_REPLACE: ("delete", True),
    provider_pb2.PropertyDiff.UPDATE: ("update", False),
    provider_pb2.PropertyDiff.UPDATE_REPLACE: ("update", True),
}


@dataclass(frozen=True)
class ReadResult:
    """What a provider found; an empty id means that the resource does not exist."""

    identifier: str
    inputs: Properties
    outputs: Properties


class Provider:
    """A provider plugin; it serves resources once it is configured.

    Args:
        stub: connection to the plugin.
        urn, identifier: of the provider resource.
        engine_address, directory: told to the plugin.
    """

    def __init__(
        self,
        stub: provider_pb2_grpc.ResourceProviderStub,
        urn: str,
        identifier: str,
        engine_address: str,
        directory: str,
    ) -> None:
        self.urn = urn
        self.identifier = identifier
        self._stub = stub
        self._accepts_secrets = False
        self._accepts_resources = False
        self._supports_preview = False
        self.known = False
        self._handshake(engine_address, directory)

    def _handshake(self, engine_address: str, directory: str) -> None:
        request = provider_pb2.ProviderHandshakeRequest(
            engine_address=engine_address,
            root_directory=directory,
            program_directory=directory,
            configure_with_urn=True,
            invoke_with_preview=True,
        )
        optional(lambda: self._stub.Handshake(request, wait_for_ready=True, timeout=30), None)

    def configure(self, inputs: Properties) -> None:
        """Configures the plugin. While its configuration holds unknowns (in a preview) it is not asked for more."""
        self.known = not contains_unknown(inputs)
        if not self.known:
            return
        arguments = {key: value for key, value in inputs.items() if key not in _ENGINE_KEYS}
        package = urns.package_of(urns.type_of(self.urn))
        request = provider_pb2.ConfigureRequest(
            variables={
                f"{package}:config:{key}": text for key, text in reveal(arguments).items() if isinstance(text, str)
            },
            args=to_struct(arguments),
            acceptSecrets=True,
            acceptResources=True,
            sends_old_inputs=True,
            sends_old_inputs_to_delete=True,
            id=self.identifier,
            urn=self.urn,
            name=urns.name_of(self.urn),
            type=urns.type_of(self.urn),
        )
        response = optional(lambda: self._stub.Configure(request), provider_pb2.ConfigureResponse())
        self._accepts_secrets = response.acceptSecrets
        self._accepts_resources = response.acceptResources
        self._supports_preview = response.supportsPreview

    def check_config(self, olds: Properties, news: Properties) -> Properties:
        """The provider's configuration as the plugin completes it.

        Raises:
            ResourceError: it is not valid.
        """
        own = {key: value for key, value in news.items() if key not in _ENGINE_KEYS}
        kept = {key: value for key, value in news.items() if key in _ENGINE_KEYS}
        request = provider_pb2.CheckRequest(
            urn=self.urn,
            name=urns.name_of(self.urn),
            type=urns.type_of(self.urn),
            olds=to_struct(olds),
            news=to_struct(own),
        )
        response = optional(lambda: self._stub.CheckConfig(request), None)
        if response is None:
            return news
        refuse(response.failures)
        return {**from_struct(response.inputs), **kept}

    def config_replaces(self, old: Resource, news: Properties) -> tuple[str, ...]:
        """The configuration keys whose change makes this another provider, so that its resources must be replaced."""
        request = provider_pb2.DiffRequest(
            id=old.identifier,
            urn=old.urn,
            name=old.name,
            type=old.type,
            olds=to_struct(old.outputs),
            old_inputs=to_struct(old.inputs),
            news=to_struct(news),
        )
        response = optional(lambda: self._stub.DiffConfig(request), None)
        return tuple(response.replaces) if response else ()

    def check(self, resource: Resource, olds: Properties, seed: bytes) -> Properties:
        """The resource's inputs as the provider completes them, names generated from `seed`.

        Raises:
            ResourceError: they are not valid.
        """
        if not self.known:
            return resource.inputs
        request = provider_pb2.CheckRequest(
            **_identity(resource), olds=self._struct(olds), news=self._struct(resource.inputs), randomSeed=seed
        )
        response = optional(lambda: self._stub.Check(request), None)
        if response is None:
            return resource.inputs
        refuse(response.failures)
        return self._restore_secrets(from_struct(response.inputs), resource.inputs)

    def diff(self, old: Resource, news: Properties, ignored: tuple[str, ...] = ()) -> Difference:
        """What would change if the resource got these inputs."""
        if not self.known:
            return Difference(changed=None)
        request = provider_pb2.DiffRequest(
            **_identity(old),
            id=old.identifier,
            olds=self._struct(old.outputs),
            old_inputs=self._struct(old.inputs),
            news=self._struct(news),
            ignoreChanges=ignored,
        )
        response = optional(lambda: self._stub.Diff(request), None)
        return Difference(changed=None) if response is None else _difference(response)

    def create(self, resource: Resource, *, preview: bool) -> tuple[str, Properties]:
        """Creates the resource.

        Returns:
            Its id, empty while unknown, and its outputs; those a preview cannot tell are left out.

        Raises:
            PartiallyFailed: it exists now, but is not complete.
        """
        if preview and not self._previews:
            return "", {}
        request = provider_pb2.CreateRequest(
            **_identity(resource),
            properties=self._struct(resource.inputs),
            preview=preview,
            timeout=resource.custom_timeouts.get("create", 0),
        )
        response = called(lambda: self._stub.Create(request))
        if not response.id and not preview:
            raise ResourceError("the provider returned no id for the created resource")
        return response.id, from_struct(response.properties)

    def update(self, old: Resource, new: Resource, *, preview: bool) -> Properties:
        """Updates the resource in place and returns its outputs.

        Raises:
            PartiallyFailed: it was changed, but not completely.
        """
        if preview and not self._previews:
            return {}
        request = provider_pb2.UpdateRequest(
            **_identity(new),
            id=old.identifier,
            olds=self._struct(old.outputs),
            old_inputs=self._struct(old.inputs),
            news=self._struct(new.inputs),
            ignoreChanges=new.ignore_changes,
            preview=preview,
            timeout=new.custom_timeouts.get("update", 0),
        )
        return from_struct(called(lambda: self._stub.Update(request)).properties)

    def read(self, resource: Resource) -> ReadResult:
        """Looks the resource up by its id."""
        request = provider_pb2.ReadRequest(
            **_identity(resource),
            id=resource.identifier,
            properties=self._struct(resource.outputs),
            inputs=self._struct(resource.inputs),
            timeout=resource.custom_timeouts.get("read", 0),
        )
        response = called(lambda: self._stub.Read(request))
        return ReadResult(response.id, from_struct(response.inputs), from_struct(response.properties))

    def delete(self, resource: Resource) -> None:
        """Deletes the resource."""
        request = provider_pb2.DeleteRequest(
            **_identity(resource),
            id=resource.identifier,
            properties=self._struct(resource.outputs),
            old_inputs=self._struct(resource.inputs),
            timeout=resource.custom_timeouts.get("delete", 0),
        )
        called(lambda: self._stub.Delete(request))

    def invoke(self, token: str, arguments: Properties, *, preview: bool) -> provider_pb2.InvokeResponse:
        """Calls a function of the provider; secrets are passed in the clear, as the Pulumi CLI does."""
        plain = without_resource_references(reveal(arguments))
        request = provider_pb2.InvokeRequest(tok=token, args=to_struct(plain), preview=preview)
        return called(lambda: self._stub.Invoke(request))

    def call(self, request: provider_pb2.CallRequest) -> provider_pb2.CallResponse:
        """Calls a method of a component that the provider implements."""
        return called(lambda: self._stub.Call(request))

    def construct(self, request: provider_pb2.ConstructRequest) -> provider_pb2.ConstructResponse:
        """Lets the provider build a component, which registers its resources with the engine itself."""
        return called(lambda: self._stub.Construct(request))

    def cancel(self) -> None:
        """Asks the plugin to give up what it is doing."""
        optional(lambda: self._stub.Cancel(empty_pb2.Empty(), timeout=2), None)

    @property
    def _previews(self) -> bool:
        return self.known and self._supports_preview

    def _struct(self, properties: Properties) -> Any:
        value = properties if self._accepts_resources else without_resource_references(properties)
        return to_struct(value if self._accepts_secrets else reveal(value))

    def _restore_secrets(self, checked: Properties, inputs: Properties) -> Properties:
        """Secrets that went to a provider that does not know them come back marked."""
        return checked if self._accepts_secrets else keep_secret(checked, inputs)


def _identity(resource: Resource) -> dict[str, Any]:
    return {"urn": resource.urn, "name": resource.name, "type": resource.type}


def _difference(response: provider_pb2.DiffResponse) -> Difference:
    changed = {provider_pb2.DiffResponse.DIFF_SOME: True, provider_pb2.DiffResponse.DIFF_NONE: False}
    return Difference(
        changed=changed.get(response.changes),
        replaces=tuple(response.replaces),
        properties=tuple(response.diffs),
        detailed={
            path: PropertyDifference(*_KINDS[entry.kind], inputs=entry.inputDiff)
            for path, entry in sorted(response.detailedDiff.items())
        },
        delete_before_replace=response.deleteBeforeReplace,
    )
