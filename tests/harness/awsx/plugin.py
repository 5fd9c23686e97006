"""The awsx plugin as a process of its own, and an engine that only writes down what the plugin registers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import (
    engine_pb2,
    engine_pb2_grpc,
    provider_pb2,
    provider_pb2_grpc,
    resource_pb2,
    resource_pb2_grpc,
)

from harness.provider.values import Properties, decode, encode

PLUGIN = Path(__file__).resolve().parents[3] / "harness" / "plugins" / "pulumi-resource-awsx"
ROOT_URN = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
ZONES = [f"eu-central-1{letter}" for letter in "abcd"]
RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"  # marks a resource among values, see Pulumi's protocol
SIGNATURE = "4dabf18193072939515e22adb298388d"


@dataclass(frozen=True)
class Registered:
    """A resource as the plugin asked for it."""

    type: str
    name: str
    parent: str
    inputs: Properties
    dependencies: tuple[str, ...]
    version: str


@dataclass
class Recorder(
    resource_pb2_grpc.ResourceMonitorServicer,
    engine_pb2_grpc.EngineServicer,
):
    """An engine without resources: every one "exists" at once, with an id made of its name."""

    registered: dict[str, Registered] = field(default_factory=dict)
    outputs: dict[str, Properties] = field(default_factory=dict)
    invoked: list[str] = field(default_factory=list)

    def SupportsFeature(self, request: Any, context: Any) -> Any:
        supported = request.id in ("secrets", "resourceReferences", "outputValues", "aliasSpecs")
        return resource_pb2.SupportsFeatureResponse(hasSupport=supported)

    def GetDeploymentInfo(self, request: Any, context: Any) -> Any:
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "as engines older than the SDK do")

    def GetRootResource(self, request: Any, context: Any) -> Any:
        return engine_pb2.GetRootResourceResponse(urn=ROOT_URN)

    def Log(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: Any) -> Any:
        self.invoked.append(request.tok)
        return provider_pb2.InvokeResponse(**{"return": encode({"names": ZONES})})

    def RegisterResource(self, request: Any, context: Any) -> Any:
        parents = request.parent.split("::")[2] if request.parent and request.parent != ROOT_URN else ""
        urn = f"urn:pulumi:dev::shop::{parents}{'$' if parents else ''}{request.type}::{request.name}"
        assert urn not in self.registered, f"{urn} is registered twice"
        inputs = decode(request.object)
        self.registered[urn] = Registered(
            request.type, request.name, request.parent, inputs, tuple(request.dependencies), request.version
        )
        if not request.custom:
            return resource_pb2.RegisterResourceResponse(urn=urn)
        kind = request.type.rpartition(":")[2]
        state = {**inputs, **({"allocationId": f"Eip-{request.name}"} if kind == "Eip" else {})}
        return resource_pb2.RegisterResourceResponse(urn=urn, id=f"{kind}-{request.name}", object=encode(state))

    def RegisterResourceOutputs(self, request: Any, context: Any) -> Any:
        self.outputs[request.urn] = decode(request.outputs)
        return empty_pb2.Empty()

    def named(self, type_token: str) -> dict[str, Registered]:
        """The registered resources of a type, by name."""
        return {one.name: one for one in self.registered.values() if one.type == type_token}


@dataclass
class Plugin:
    """The plugin, ready to construct components."""

    stub: provider_pb2_grpc.ResourceProviderStub

    def construct(self, type_token: str, name: str, **inputs: Any) -> tuple[Recorder, str, Properties]:
        """Has a component built; returns what was registered, the component's URN and its outputs.

        Raises:
            grpc.RpcError: the plugin could not.
        """
        recorder = Recorder()
        server = grpc.server(ThreadPoolExecutor(16))
        resource_pb2_grpc.add_ResourceMonitorServicer_to_server(recorder, server)
        engine_pb2_grpc.add_EngineServicer_to_server(recorder, server)
        address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
        server.start()
        request = provider_pb2.ConstructRequest(
            project="shop", stack="dev", monitorEndpoint=address, type=type_token, name=name, inputs=encode(inputs)
        )
        try:
            answer = self.stub.Construct(request, timeout=60)
        finally:
            server.stop(grace=None).wait()
        return recorder, answer.urn, decode(answer.state)


@contextmanager
def running_plugin(folder: Path) -> Iterator[Plugin]:
    """The plugin under an engine that stays until the end."""
    engine = grpc.server(ThreadPoolExecutor(4))
    engine_pb2_grpc.add_EngineServicer_to_server(Recorder(), engine)
    address = f"127.0.0.1:{engine.add_insecure_port('127.0.0.1:0')}"
    engine.start()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    process = subprocess.Popen(
        [PLUGIN, address], stdout=subprocess.PIPE, text=True, cwd=folder, env={**os.environ, "PATH": path}
    )
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield Plugin(provider_pb2_grpc.ResourceProviderStub(channel))
    finally:
        process.terminate()
        process.communicate(timeout=30)
        engine.stop(grace=None).wait()
