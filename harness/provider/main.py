"""The plugin process: serves the provider on a free port, prints the port, and leaves when the engine does."""

from __future__ import annotations

import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from .lifetime import leave, leave_with
from .protocol import MESSAGE_OPTIONS
from .servicer import AwsProvider

WORKERS = 32


def serve(servicer: provider_pb2_grpc.ResourceProviderServicer) -> tuple[grpc.Server, int]:
    """Starts a server for the provider on a free port of this machine and returns it with the port."""
    server = grpc.server(ThreadPoolExecutor(max_workers=WORKERS), options=MESSAGE_OPTIONS)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def main() -> NoReturn:
    """Runs the plugin as engines start it: `pulumi-resource-aws [ENGINE ADDRESS]`."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server, port = serve(AwsProvider())
    if len(sys.argv) > 1:
        leave_with(sys.argv[1])
    print(port, flush=True)  # noqa: T201 - the protocol: engines read the port from here
    stop.wait()
    server.stop(grace=None).wait()
    leave()
