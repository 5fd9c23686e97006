from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from functions.pipeline.objects import Objects
from functions.pipeline.task.remote_run import CHECKPOINT, RemoteRun
from functions.pipeline.task.signature import write_signature
from tests.functions.shared.fake_aws import FakeS3

KEY = f"runs/run-1/checkpoints/{CHECKPOINT}"


@pytest.fixture
def s3() -> FakeS3:
    return FakeS3()


def remote(s3: FakeS3, folder: Path) -> RemoteRun:
    return RemoteRun(Objects(lambda: s3, "training"), "run-1", folder)


def write(folder: Path, data: bytes, second: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / CHECKPOINT).write_bytes(data)
    os.utime(folder / CHECKPOINT, (second, second))


def test_another_task_takes_up_the_last_checkpoint(s3: FakeS3, tmp_path: Path) -> None:
    first = remote(s3, tmp_path / "first")
    assert not first.fetch_checkpoint()
    for second, data in enumerate((b"step 50", b"step 100"), 1):
        write(tmp_path / "first", data, second)
        first.keep_checkpoint()
    assert remote(s3, tmp_path / "second").fetch_checkpoint()
    assert (tmp_path / "second" / CHECKPOINT).read_bytes() == b"step 100"


def test_a_checkpoint_is_kept_once_and_none_is_no_error(s3: FakeS3, tmp_path: Path) -> None:
    writes: list[str] = []
    s3.before = writes.append
    run = remote(s3, tmp_path / "run")
    run.keep_checkpoint()
    write(tmp_path / "run", b"step 50", 1)
    run.keep_checkpoint()
    run.keep_checkpoint()
    assert writes == ["put_object"]


def test_a_checkpoint_that_was_fetched_is_not_sent_back(s3: FakeS3, tmp_path: Path) -> None:
    write(tmp_path / "first", b"step 50", 1)
    remote(s3, tmp_path / "first").keep_checkpoint()
    run = remote(s3, tmp_path / "second")
    run.fetch_checkpoint()
    writes: list[str] = []
    s3.before = writes.append
    run.keep_checkpoint()
    assert writes == []


def test_a_run_is_done_when_its_report_is_there_which_comes_last(s3: FakeS3, tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    for name in ("manifest.json", "a.onnx", "z.onnx"):
        (model / name).write_bytes(b"x")
    run = remote(s3, tmp_path / "run")
    assert not run.done
    run.keep_model(model, b"{}")
    assert run.done
    written = [key for _, key in s3.objects]
    assert [key.rpartition("/")[2] for key in written] == ["a.onnx", "z.onnx", "manifest.json", "training.json"]


def test_the_signature_says_what_the_model_takes_and_gives(tmp_path: Path) -> None:
    write_signature(tmp_path / "model", "abc")
    described = json.loads((tmp_path / "model" / "MLmodel").read_text())
    (taken,), (given,) = (json.loads(described["signature"][side]) for side in ("inputs", "outputs"))
    assert taken == {
        "name": "strips",
        "type": "tensor",
        "tensor-spec": {"dtype": "float32", "shape": [-1, 3, 48, -1]},
    }
    assert (given["name"], given["tensor-spec"]["shape"]) == ("probabilities", [-1, -1, -1])
    assert described["run_id"] == "abc"
