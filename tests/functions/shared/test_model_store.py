import hashlib
import json

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.shared import model_store
from functions.shared.model_store import RECHECK_SECONDS, ModelStore
from functions.shared.storage import Storage
from tests.functions.shared.fake_aws import FakeS3

BUCKET = "models"


class Bench:
    """A model store whose models are the text of their only file."""

    def __init__(self, tmp_path, monkeypatch) -> None:
        self.s3 = FakeS3()
        self.now = 0.0
        self.rejected: list[str] = []
        self.loads: list[str] = []
        self.cache = tmp_path / "cache"
        packaged = tmp_path / "packaged-1"
        packaged.mkdir()
        (packaged / "model.onnx").write_text("packaged")
        self.packaged = packaged
        monkeypatch.setattr(model_store, "count", self.rejected.append)

    def store(self) -> ModelStore[str]:
        return ModelStore(
            "ocr", self.packaged, self.load, Storage(lambda: self.s3), BUCKET, self.cache, clock=lambda: self.now
        )

    def load(self, folder) -> str:
        text = (folder / "model.onnx").read_text()
        self.loads.append(text)
        if text == "no model":
            raise RuntimeError("onnxruntime cannot load this")
        return text

    def publish(self, version: str, text: str, **manifest) -> None:
        data = text.encode()
        files = {"model.onnx": {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}}
        self.put(f"{version}/model.onnx", data)
        content = {"name": "ocr", "version": version, "files": files, **manifest}
        self.put(f"{version}/manifest.json", json.dumps(content).encode())

    def promote(self, version: str) -> None:
        self.put("serving.json", json.dumps({"version": version}).encode())

    def put(self, path: str, data: bytes) -> None:
        self.s3.put_object(BUCKET, f"models/ocr/{path}", data)


@pytest.fixture
def bench(tmp_path, monkeypatch):
    return Bench(tmp_path, monkeypatch)


def lose_network(call):
    raise EndpointConnectionError(endpoint_url="https://s3")


def test_without_a_pointer_the_packaged_version_serves(bench):
    assert bench.store().current() == "packaged"
    assert bench.rejected == []


def test_the_version_that_the_pointer_names_serves(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    assert bench.store().current() == "second"


def test_a_pointer_to_the_packaged_version_downloads_nothing(bench):
    bench.promote("packaged-1")
    assert bench.store().current() == "packaged"
    assert not bench.cache.exists()


def test_promotion_and_rollback_are_followed_within_a_minute(bench):
    bench.publish("v2", "second")
    store = bench.store()
    assert store.current() == "packaged"
    bench.promote("v2")
    bench.now = RECHECK_SECONDS - 1
    assert store.current() == "packaged"
    bench.now = RECHECK_SECONDS
    assert store.current() == "second"
    bench.promote("packaged-1")
    bench.now = 2 * RECHECK_SECONDS
    assert store.current() == "packaged"


def test_a_model_that_stays_in_service_is_loaded_once(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    store = bench.store()
    for bench.now in (0, 1, RECHECK_SECONDS, 3 * RECHECK_SECONDS):
        assert store.current() == "second"
    assert bench.loads == ["second"]


def test_a_downloaded_version_is_there_for_the_next_process(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    assert bench.store().current() == "second"
    del bench.s3.objects[BUCKET, "models/ocr/v2/model.onnx"]
    assert bench.store().current() == "second"


def test_a_version_published_anew_is_fetched_anew(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    assert bench.store().current() == "second"
    bench.publish("v2", "second, mended")
    assert bench.store().current() == "second, mended"


def test_a_cold_start_without_network_serves_the_packaged_version(bench):
    bench.promote("v2")
    bench.s3.before = lose_network
    assert bench.store().current() == "packaged"
    assert bench.rejected == []


def test_a_network_lost_later_keeps_the_last_version(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    store = bench.store()
    assert store.current() == "second"
    bench.s3.before = lose_network
    bench.now = RECHECK_SECONDS
    assert store.current() == "second"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda bench: bench.promote("v9"),
        lambda bench: bench.put("v2/model.onnx", b"other"),
        lambda bench: bench.put("v2/manifest.json", b"{"),
        lambda bench: bench.publish("v2", "second", name="document"),
        lambda bench: bench.publish("v2", "second", files={"../../escape": {"sha256": "0" * 64, "bytes": 1}}),
        lambda bench: bench.publish("v2", "no model"),
        lambda bench: bench.put("serving.json", b'{"version": "../v2"}'),
        lambda bench: bench.put("serving.json", b"\xff"),
    ],
    ids=[
        "no such version",
        "wrong hash",
        "manifest no JSON",
        "other model",
        "hostile file name",
        "does not load",
        "hostile pointer",
        "junk",
    ],
)
def test_a_bad_version_is_counted_and_the_old_one_kept(bench, spoil):
    bench.publish("v1", "first")
    bench.promote("v1")
    store = bench.store()
    assert store.current() == "first"
    bench.publish("v2", "second")
    bench.promote("v2")
    spoil(bench)
    bench.now = RECHECK_SECONDS
    assert store.current() == "first"
    assert bench.rejected == ["ModelRejected"]


def test_a_rejected_version_that_is_mended_serves(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    bench.put("v2/model.onnx", b"cut short")
    store = bench.store()
    assert store.current() == "packaged"
    bench.publish("v2", "second")
    bench.now = RECHECK_SECONDS
    assert store.current() == "second"


def test_a_failed_download_leaves_nothing_behind(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    bench.put("v2/model.onnx", b"cut short")
    bench.store().current()
    assert list((bench.cache / "ocr").iterdir()) == []
