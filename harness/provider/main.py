"""The plugin process: serves the provider on a free port, prints the port, and leaves when the engine does."""

from __future__ import annotations

import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from .lifetime import leave_with
from .servicer import AwsProvider

MESSAGE_BYTES = 400 * 1024 * 1024  # as the Pulumi CLI allows
WORKERS = 32


def serve(servicer: provider_pb2_grpc.ResourceProviderServicer) -> tuple[grpc.Server, int]:
    """Starts a server for the provider on a free port of this machine and returns it with the port."""
    options = [("grpc.max_receive_message_length", MESSAGE_BYTES), ("grpc.max_send_message_length", MESSAGE_BYTES)]
    server = grpc.server(ThreadPoolExecutor(max_workers=WORKERS), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def main(arguments: list[str] | None = None) -> int:
    """Runs the plugin as engines start it: `pulumi-resource-aws [ENGINE ADDRESS]`."""
    arguments = sys.argv[1:] if arguments is None else arguments
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server, port = serve(AwsProvider())
    channel: Any = leave_with(arguments[0]) if arguments else None
    print(port, flush=True)  # noqa: T201 - the protocol: engines read the port from here
    stop.wait()
    server.stop(grace=1).wait()
    if channel is not None:
        channel.close()
    return 0
