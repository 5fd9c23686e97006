"""The plugin process of the local awsx: components in Python, served by Pulumi's own SDK."""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import Any, NoReturn

import grpc
import pulumi
from pulumi.provider import ConstructResult, Provider
from pulumi.provider.server import ProviderServicer
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from harness.awsx.vpc import Vpc
from harness.provider.lifetime import leave, leave_with
from harness.provider.protocol import MESSAGE_OPTIONS

VERSION = "3.11.0"  # of the real package, whose schema the components follow


class AwsxProvider(Provider):
    """Builds the components of awsx that the program uses."""

    def __init__(self) -> None:
        super().__init__(VERSION)

    def construct(
        self, name: str, resource_type: str, inputs: Any, options: pulumi.ResourceOptions | None = None
    ) -> ConstructResult:
        """Builds one component.

        Raises:
            ValueError: the component or one of its arguments is not supported here.
        """
        if resource_type != "awsx:ec2:Vpc":
            raise ValueError(f"the local awsx does not implement {resource_type}; add it to harness/awsx")
        vpc = Vpc(name, inputs, options)
        return ConstructResult(urn=vpc.urn, state=vpc.outputs)


class AwsxServicer(ProviderServicer):
    """The SDK's servicer, with the calls that it leaves out and engines make. There is nothing to configure."""

    async def Handshake(self, request: Any, context: Any) -> Any:
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, accept_resources=True, accept_outputs=True)

    async def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    async def DiffConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)


async def serve(engine: str) -> None:
    """Serves on a free port of this machine, prints the port, and never returns."""
    server = grpc.aio.server(options=MESSAGE_OPTIONS)
    servicer = AwsxServicer(AwsxProvider(), [], engine_address=engine)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)  # noqa: T201 - the protocol: engines read the port from here
    await server.wait_for_termination()


def main() -> NoReturn:
    """Runs the plugin as engines start it: `pulumi-resource-awsx ENGINE_ADDRESS`."""
    if len(sys.argv) < 2:
        sys.exit("usage: pulumi-resource-awsx ENGINE_ADDRESS")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leave())
    leave_with(sys.argv[1])
    asyncio.run(serve(sys.argv[1]))
    leave()
