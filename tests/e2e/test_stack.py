"""The deployed stack as its users see it."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from functions.evaluation.timeblocks import block_f1
from harness.client import LARGEST_INLINE_BYTES
from harness.errors import PipelineError
from harness.sample import sample_image, sample_pdf, sample_truth


def test_smoke_proves_every_path(stack):
    report = json.loads(stack.run("smoke", "--json").stdout)
    failed = [f"{check['name']}: {check['detail']}" for check in report["checks"] if not check["ok"]]
    assert not failed, "\n".join(failed)
    assert report["ok"]


def test_a_second_up_changes_nothing(stack):
    report = stack.json("up", "--no-sample")
    assert set(report["deployment"]["summary"]) <= {"same", "read"}


def test_the_deployed_stack_and_the_code_in_this_process_read_the_same_timetable(stack, tmp_path):
    page = tmp_path / "page.png"
    page.write_bytes(sample_image())
    deployed = stack.json("document", str(page))
    direct = stack.json("document", str(page), "--direct")
    assert deployed["result"]["timeblocks"] == direct["result"]["timeblocks"]
    assert block_f1(deployed["result"]["timeblocks"], sample_truth()["timeblocks"]) >= 0.95


def test_files_are_answered_in_order_each_with_its_own_error(stack, tmp_path):
    good, text, missing = tmp_path / "good ü.pdf", tmp_path / "notes.txt", tmp_path / "none.png"
    good.write_bytes(sample_pdf())
    text.write_text("no image")
    result = stack.run("ocr", str(missing), str(text), str(good), "--json")
    assert result.returncode == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["ok"] for answer in answers] == [False, False, True]
    assert [answer["file"] for answer in answers] == [str(missing), str(text), str(good)]
    assert answers[0]["error"]["type"] == "FileNotReadable"
    assert answers[1]["error"]["type"] == "UnsupportedFile"
    assert answers[2]["result"]["words"]


def test_a_decompression_bomb_is_refused_without_harm(client):
    bomb = io.BytesIO()
    Image.new("1", (60_000, 60_000)).save(bomb, "PNG")
    with pytest.raises(PipelineError) as refused:
        client.infer("ocr", bomb.getvalue())
    assert refused.value.status == 413
    assert client.infer("ocr", sample_image())["words"]


def test_a_file_beyond_the_inline_limit_is_read_through_the_input_bucket(client):
    large = io.BytesIO()
    Image.open(io.BytesIO(sample_image())).convert("RGB").save(large, "BMP")
    assert large.tell() > LARGEST_INLINE_BYTES
    assert client.infer("document", large.getvalue())["timeblocks"]


def test_status_lists_what_runs_and_what_is_deployed(stack):
    status = stack.json("status")
    assert status["ok"]
    emulator, registry = status["services"]
    assert emulator["state"] == "running"
    assert emulator["pid"]
    assert registry["address"] == status["outputs"]["mlflowUrl"]
    assert status["outputs"]["apiUrl"].startswith(stack.settings.endpoint)


def test_logs_show_what_a_function_wrote_and_nothing_that_a_page_says(stack, client):
    client.infer("ocr", sample_image())
    lines = stack.run("logs", "ocr").stdout
    assert "REPORT RequestId" in lines
    names = {block["name"] for block in sample_truth()["timeblocks"]}
    assert not [name for name in names if len(name) > len("REPORT") and name in lines]
