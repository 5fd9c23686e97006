"""Model versions on the deployed stack: promoted, tried, rolled back by hand and by an alarm. In this order."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from functions.shared.serving_pointer import Canary
from harness.client import PipelineClient
from harness.models.registry import Registry
from harness.sample import sample_image
from tests.e2e.conftest import Harness
from tests.harness.models.fake_stack import PACKAGED, hand_made

PATIENCE = 150  # seconds: an alarm looks once a minute, and the functions follow the pointer ten seconds later
KEY = "models/ocr/serving.json"


@pytest.fixture(scope="module", autouse=True)
def packaged_again(stack: Harness) -> Iterator[None]:
    """The other tests get the packaged version."""
    yield
    stack.json("models", "promote", "ocr", PACKAGED, "--no-wait")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    page = tmp_path / "page.png"
    page.write_bytes(sample_image())
    return page


def reads(stack: Harness, page: Path) -> str:
    """The version that the deployed OCR function reads a page with."""
    answer = stack.json("ocr", str(page))
    assert answer["ok"], answer
    return str(answer["result"]["model_version"])


def pointer(client: PipelineClient) -> dict[str, Any]:
    stored = client.aws("s3").get_object(Bucket=client.outputs["modelsBucket"], Key=KEY)
    return dict(json.loads(stored["Body"].read()))


def small_pages(count: int) -> list[bytes]:
    """Pages of other content each, quick to read."""
    pages = []
    for shade in range(count):
        page = io.BytesIO()
        Image.new("RGB", (64, 64), (255, 255, 200 + shade)).save(page, "PNG")
        pages.append(page.getvalue())
    return pages


def enter_in_registry(client: PipelineClient, version: str) -> None:
    """What registration by a training run does, where the stack has a model registry."""
    if registry := Registry.of(client):
        client.wait_for_registry()
        registry.create_model("ocr")
        registry.create_version("ocr", f"s3://models/ocr/{version}", None, {"version": version}, "made by hand")


def test_a_promoted_version_answers_at_once_and_a_rollback_takes_one_command(
    stack: Harness, client: PipelineClient, page: Path, tmp_path: Path
) -> None:
    assert stack.json("models", "add", "ocr", str(hand_made(tmp_path, "hand-1")))["version"] == "hand-1"
    enter_in_registry(client, "hand-1")
    assert stack.json("models", "promote", "ocr", "hand-1")["serving"]["previous"] == PACKAGED
    assert reads(stack, page) == "hand-1"
    listing = stack.json("models", "list", "ocr")
    roles = {one["version"]: one["role"] for one in listing["versions"]}
    assert (roles["hand-1"], roles[PACKAGED]) == ("champion", "previous")
    assert listing["registry"] in (None, {"champion": "hand-1", "agrees": True, "error": None})
    stack.json("models", "rollback", "ocr")
    assert reads(stack, page) == PACKAGED
    assert not stack.json("models", "rollback", "ocr", "--no-wait")["changed"]
    assert reads(stack, page) == PACKAGED


def test_a_canary_reads_its_share_of_files_and_the_same_ones_every_time(stack: Harness, client: PipelineClient) -> None:
    stack.json("models", "promote", "ocr", "hand-1", "--canary", "0.5")
    pages = small_pages(4)
    expected = ["hand-1" if Canary("hand-1", 0.5).reads(page) else PACKAGED for page in pages]
    assert set(expected) == {"hand-1", PACKAGED}
    for _ in range(2):
        assert [client.infer("ocr", page)["model_version"] for page in pages] == expected
    roles = stack.json("models", "canary", "ocr")["roles"]
    assert roles["champion"]["requests"] > roles["canary"]["requests"] > 0
    assert roles["canary"]["errors"] == 0
    assert stack.json("models", "rollback", "ocr", "--no-wait")["serving"]["withdrawn"] == "hand-1"


def test_a_canary_that_reads_worse_is_withdrawn_by_an_alarm(
    stack: Harness, client: PipelineClient, page: Path, tmp_path: Path
) -> None:
    unsure = hand_made(tmp_path, "unsure-1", calibration={"slope": 0.1, "offset": -3})
    stack.json("models", "add", "ocr", str(unsure))
    stack.json("models", "promote", "ocr", "unsure-1", "--canary", "1")
    assert reads(stack, page) == "unsure-1"
    deadline = time.monotonic() + PATIENCE
    while "canary" in pointer(client) and time.monotonic() < deadline:
        client.infer("ocr", page.read_bytes())
    after = pointer(client)
    assert (after["version"], after["withdrawn"]) == (PACKAGED, "unsure-1")
    assert "canary-confidence" in after["reason"]
    while reads(stack, page) != PACKAGED:
        assert time.monotonic() < deadline


def test_a_version_whose_files_are_wrong_is_refused_by_the_command_and_by_the_functions(
    stack: Harness, client: PipelineClient, page: Path, tmp_path: Path
) -> None:
    stack.json("models", "add", "ocr", str(hand_made(tmp_path, "broken-1")))
    s3, bucket = client.aws("s3"), client.outputs["modelsBucket"]
    s3.put_object(Bucket=bucket, Key="models/ocr/broken-1/recogniser.onnx", Body=b"cut short")
    before = pointer(client)
    refused = stack.run("models", "promote", "ocr", "broken-1", "--json")
    assert refused.returncode == 1
    assert "broken-1 cannot serve: recogniser.onnx" in json.loads(refused.stdout)["error"]["message"]
    assert pointer(client) == before
    forced = {"version": PACKAGED, "canary": {"version": "broken-1", "share": 1}}
    s3.put_object(Bucket=bucket, Key=KEY, Body=json.dumps(forced).encode())
    alias = client.outputs["ocrFunctionAliasArn"]
    warm = client.aws("lambda").invoke(FunctionName=alias, Payload=b'{"warmup": true}')["Payload"].read()
    assert json.loads(warm) == {"warm": True, "champion": PACKAGED, "canary": None}
    assert reads(stack, page) == PACKAGED


def test_an_unknown_version_is_refused_with_the_known_ones(stack: Harness) -> None:
    refused = stack.run("models", "promote", "ocr", "nope", "--json")
    assert refused.returncode == 1
    assert "there are " + PACKAGED in json.loads(refused.stdout)["error"]["message"]


def test_a_stack_is_managed_by_its_outputs_alone(
    stack: Harness, client: PipelineClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "outputs.json"
    file.write_text(json.dumps(client.outputs))
    for name, value in client.environment.items():
        monkeypatch.setenv(name, value)
    assert stack.json("models", "list", "ocr", "--outputs", str(file)) == stack.json("models", "list", "ocr")
