"""The plugins as processes, started as engines start them."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2_grpc

PLUGINS = Path(__file__).resolve().parents[3] / "harness" / "plugins"
VERSIONS = {"aws": "7.", "awsx": "3."}


@pytest.mark.parametrize("package", VERSIONS)
def test_a_plugin_prints_its_port_answers_and_leaves_with_its_engine(package: str, tmp_path: Path) -> None:
    engine = grpc.server(ThreadPoolExecutor(max_workers=1))
    address = f"127.0.0.1:{engine.add_insecure_port('127.0.0.1:0')}"
    engine.start()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    plugin = subprocess.Popen(
        [PLUGINS / f"pulumi-resource-{package}", address],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
    )
    try:
        assert plugin.stdout is not None
        port = int(plugin.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            info = provider_pb2_grpc.ResourceProviderStub(channel).GetPluginInfo(empty_pb2.Empty())
        assert info.version.startswith(VERSIONS[package])
        engine.stop(grace=None).wait()
        assert plugin.wait(timeout=60) == 0
    finally:
        plugin.kill()
        plugin.wait()
