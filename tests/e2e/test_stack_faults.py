"""What happens to the running stack when its parts fail, and when a deployment is cut off."""

from __future__ import annotations

import json
import signal
import time
import uuid

import psutil
import pytest

from harness.sample import sample_image

DEPLOYED_BEFORE_THE_CUT = 25  # of about a hundred resources


@pytest.fixture
def redis_process(stack):
    emulator = psutil.Process(stack.json("status")["services"][0]["pid"])
    servers = [child for child in emulator.children(recursive=True) if "redis" in child.name()]
    assert len(servers) == 1
    yield servers[0]
    if servers[0].is_running():
        servers[0].resume()


def test_reading_goes_on_while_redis_hangs_and_features_come_back_with_it(client, redis_process):
    redis_process.suspend()
    document = client.upload(sample_image(), f"uploads/faults/{uuid.uuid4()}.png")
    assert client.wait_for_result("timetables", document)["timeblocks"]
    assert client.infer("document", sample_image())["timeblocks"]
    redis_process.resume()
    assert client.infer("ocr", sample_image())["words"]


def test_a_wrong_model_in_the_models_bucket_is_refused_and_the_old_one_serves(client):
    bucket, s3 = client.outputs["modelsBucket"], client.aws("s3")
    served = client.infer("ocr", sample_image())["model_version"]
    manifest = {"name": "ocr", "version": "evil", "files": {"detector.onnx": {"sha256": "0" * 64, "bytes": 4}}}
    s3.put_object(Bucket=bucket, Key="models/ocr/evil/manifest.json", Body=json.dumps(manifest))
    s3.put_object(Bucket=bucket, Key="models/ocr/evil/detector.onnx", Body=b"evil")
    s3.put_object(Bucket=bucket, Key="models/ocr/serving.json", Body=json.dumps({"version": "evil"}))
    try:
        _start_fresh_environments(client)
        assert client.infer("ocr", sample_image())["model_version"] == served
    finally:
        s3.delete_object(Bucket=bucket, Key="models/ocr/serving.json")


@pytest.mark.parametrize("cut", [signal.SIGKILL, signal.SIGINT])
def test_a_deployment_that_is_cut_off_is_finished_by_the_next(stack, cut):
    stack.json("destroy")
    running = stack.start("up", "--no-sample")
    _wait_for_resources(stack, DEPLOYED_BEFORE_THE_CUT)
    running.send_signal(cut)
    assert running.wait(timeout=60) != 0
    report = stack.json("up", "--no-sample")
    assert report["ok"]
    created = report["deployment"]["summary"]["create"]
    assert 0 < created < len(report["deployment"]["resources"])  # it goes on, and does not start over
    assert stack.client().infer("ocr", sample_image())["words"]


def _start_fresh_environments(client):
    """A configuration change retires the running execution environments, as on AWS."""
    name = client.outputs["ocrFunctionName"]
    function = client.aws("lambda")
    function.update_alias(FunctionName=name, Name="live", Description=f"restarted {time.time()}")


def _wait_for_resources(stack, count, timeout=120):
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        checkpoints = [path for path in stack.settings.state.rglob("*.json") if "dev" in path.name]
        try:
            deployment = json.loads(checkpoints[0].read_text())["checkpoint"]["latest"]
            if len(deployment["resources"]) >= count:
                return
        except (IndexError, KeyError, ValueError):
            pass
        time.sleep(0.1)
    raise TimeoutError(f"fewer than {count} resources after {timeout} s")
