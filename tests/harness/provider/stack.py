"""A small engine for tests: drives the provider over gRPC, as a Pulumi engine would, one resource at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from harness.provider.main import serve
from harness.provider.servicer import AwsProvider
from harness.provider.values import Properties, decode, encode


@dataclass
class Deployed:
    """A resource that a test made."""

    type: str
    name: str
    id: str
    inputs: Properties
    outputs: Properties

    @property
    def urn(self) -> str:
        return f"urn:pulumi:test::tests::{self.type}::{self.name}"


@dataclass
class Stack:
    """Resources made through the provider, which the test drops again in reverse order."""

    provider: provider_pb2_grpc.ResourceProviderStub
    resources: list[Deployed] = field(default_factory=list)

    def check(self, type_token: str, name: str, inputs: Properties, old: Properties | None = None) -> Properties:
        """The checked inputs; a failure is an AssertionError with its reason."""
        urn = f"urn:pulumi:test::tests::{type_token}::{name}"
        answer = self.provider.Check(
            provider_pb2.CheckRequest(urn=urn, news=encode(inputs), olds=encode(old or {}), randomSeed=urn.encode())
        )
        if answer.failures:
            raise AssertionError("; ".join(failure.reason for failure in answer.failures))
        return decode(answer.inputs)

    def create(self, type_token: str, logical_name: str, /, **inputs: Any) -> Deployed:
        checked = self.check(type_token, logical_name, inputs)
        resource = Deployed(type_token, logical_name, "", checked, {})
        answer = self.provider.Create(provider_pb2.CreateRequest(urn=resource.urn, properties=encode(checked)))
        resource.id, resource.outputs = answer.id, decode(answer.properties)
        self.resources.append(resource)
        return resource

    def preview(self, type_token: str, logical_name: str, /, **inputs: Any) -> Properties:
        checked = self.check(type_token, logical_name, inputs)
        urn = f"urn:pulumi:test::tests::{type_token}::{logical_name}"
        request = provider_pb2.CreateRequest(urn=urn, properties=encode(checked), preview=True)
        return decode(self.provider.Create(request).properties)

    def diff(self, resource: Deployed, /, **inputs: Any) -> Any:
        """What the provider says of changing the resource to the inputs."""
        checked = self.check(resource.type, resource.name, inputs, resource.inputs)
        return self.provider.Diff(
            provider_pb2.DiffRequest(
                id=resource.id,
                urn=resource.urn,
                olds=encode(resource.outputs),
                news=encode(checked),
                old_inputs=encode(resource.inputs),
            )
        )

    def update(self, resource: Deployed, /, *, preview: Any = False, **inputs: Any) -> Properties:
        checked = self.check(resource.type, resource.name, inputs, resource.inputs)
        answer = self.provider.Update(
            provider_pb2.UpdateRequest(
                id=resource.id,
                urn=resource.urn,
                olds=encode(resource.outputs),
                news=encode(checked),
                old_inputs=encode(resource.inputs),
                preview=preview,
            )
        )
        outputs = decode(answer.properties)
        if not preview:
            resource.inputs, resource.outputs = checked, outputs
        return outputs

    def read(self, resource: Deployed) -> tuple[Properties, Properties] | None:
        """Outputs and inputs as AWS has them, or None where the resource is gone."""
        answer = self.provider.Read(
            provider_pb2.ReadRequest(
                id=resource.id,
                urn=resource.urn,
                properties=encode(resource.outputs),
                inputs=encode(resource.inputs),
            )
        )
        return (decode(answer.properties), decode(answer.inputs)) if answer.id else None

    def import_(self, type_token: str, logical_name: str, resource_id: str) -> Deployed:
        """A resource that the stack does not know, as the provider finds it; dropped with the stack's own."""
        resource = Deployed(type_token, logical_name, resource_id, {}, {})
        found = self.read(resource)
        assert found is not None, f"there is no {type_token} {resource_id}"
        resource.outputs, resource.inputs = found
        self.resources.append(resource)
        return resource

    def forget(self, resource: Deployed) -> None:
        """What a run does that is killed before it records the resource."""
        self.resources.remove(resource)

    def delete(self, resource: Deployed) -> None:
        self.provider.Delete(
            provider_pb2.DeleteRequest(
                id=resource.id,
                urn=resource.urn,
                properties=encode(resource.outputs),
                old_inputs=encode(resource.inputs),
            )
        )
        if resource in self.resources:
            self.resources.remove(resource)

    def invoke(self, token: str, /, **arguments: Any) -> Properties:
        answer = self.provider.Invoke(provider_pb2.InvokeRequest(tok=token, args=encode(arguments)))
        return decode(getattr(answer, "return"))

    def destroy(self) -> None:
        for resource in reversed(list(self.resources)):
            self.delete(resource)


@contextmanager
def running_provider(**configuration: Any) -> Iterator[Stack]:
    """A configured provider behind a real gRPC server; drops what the test leaves."""
    server, port = serve(AwsProvider())
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = provider_pb2_grpc.ResourceProviderStub(channel)
            stub.Configure(provider_pb2.ConfigureRequest(args=encode(configuration), acceptSecrets=True))
            stack = Stack(stub)
            try:
                yield stack
            finally:
                stack.destroy()
    finally:
        server.stop(grace=None).wait()
