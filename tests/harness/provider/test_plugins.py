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
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

ROOT = Path(__file__).resolve().parents[3]
PLUGINS = ROOT / "harness" / "plugins"
VERSIONS = {"aws": "7.", "awsx": "3."}


@pytest.mark.parametrize("leaves_by", ["SIGTERM", "its engine's end"])
@pytest.mark.parametrize("package", VERSIONS)
def test_a_plugin_prints_its_port_answers_and_leaves_when_asked(package: str, leaves_by: str, tmp_path: Path) -> None:
    engine = grpc.server(ThreadPoolExecutor(max_workers=1))
    address = f"127.0.0.1:{engine.add_insecure_port('127.0.0.1:0')}"
    engine.start()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    plugin = subprocess.Popen(
        [PLUGINS / f"pulumi-resource-{package}", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
    )
    try:
        assert plugin.stdout is not None
        port = int(plugin.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            provider = provider_pb2_grpc.ResourceProviderStub(channel)
            assert provider.Handshake(provider_pb2.ProviderHandshakeRequest(engine_address=address)).accept_secrets
            assert provider.GetPluginInfo(empty_pb2.Empty()).version.startswith(VERSIONS[package])
            if leaves_by == "SIGTERM":
                plugin.terminate()
            else:
                engine.stop(grace=None).wait()
            _, errors = plugin.communicate(timeout=60)
        assert plugin.returncode == 0
        assert "Traceback" not in errors
    finally:
        plugin.kill()
        plugin.wait()


def test_the_provider_leaves_out_what_it_need_not_import() -> None:
    script = """
import sys
from harness.provider.protocol import leave_sdk_out
leave_sdk_out()
import harness.provider.main
print(sorted({"pulumi.output", "pulumi_aws", "boto3"} & set(sys.modules)))
"""
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
