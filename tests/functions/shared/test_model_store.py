import hashlib
import json

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.shared.model_cache import ModelCache
from functions.shared.model_metrics import Role
from functions.shared.model_store import RECHECK_SECONDS, RETRY_SECONDS, ModelStore
from functions.shared.serving_pointers import ServingPointers
from functions.shared.storage import Storage
from tests.functions.shared.fake_aws import FakeS3

BUCKET = "models"


class Bench:
    """A model store whose models are the text of their only file."""

    def __init__(self, tmp_path) -> None:
        self.s3 = FakeS3()
        self.now = 0.0
        self.rejections: list[Role] = []
        self.loads: list[str] = []
        self.cache = tmp_path / "cache"
        packaged = tmp_path / "packaged-1"
        packaged.mkdir()
        (packaged / "model.onnx").write_text("packaged")
        self.packaged = packaged

    def store(self) -> ModelStore[str]:
        storage = Storage(lambda: self.s3)
        pointers = ServingPointers(storage, BUCKET, "ocr")
        cache = ModelCache("ocr", storage, BUCKET, self.cache)
        return ModelStore("ocr", self.packaged, self.load, pointers, cache, self, clock=lambda: self.now)

    def rejected(self, role: Role) -> None:
        self.rejections.append(role)

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

    def try_beside(self, champion: str, canary: str, share: float = 0.5) -> None:
        pointer = {"version": champion, "canary": {"version": canary, "share": share}}
        self.put("serving.json", json.dumps(pointer).encode())

    def put(self, path: str, data: bytes) -> None:
        self.s3.put_object(BUCKET, f"models/ocr/{path}", data)


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def champion(store: ModelStore[str]) -> str:
    return store.current().champion.model


def canary(store: ModelStore[str]) -> str | None:
    serving = store.current()
    return serving.canary.model if serving.canary else None


def lose_network(call):
    raise EndpointConnectionError(endpoint_url="https://s3")


def test_without_a_pointer_the_packaged_version_serves(bench):
    assert champion(bench.store()) == "packaged"
    assert bench.rejections == []


def test_the_version_that_the_pointer_names_serves(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    assert champion(bench.store()) == "second"


def test_a_pointer_to_the_packaged_version_downloads_nothing(bench):
    bench.promote("packaged-1")
    assert champion(bench.store()) == "packaged"
    assert not bench.cache.exists()


def test_promotion_and_rollback_are_followed_within_seconds(bench):
    bench.publish("v2", "second")
    store = bench.store()
    assert champion(store) == "packaged"
    bench.promote("v2")
    bench.now = RECHECK_SECONDS - 1
    assert champion(store) == "packaged"
    bench.now = RECHECK_SECONDS
    assert champion(store) == "second"
    bench.promote("packaged-1")
    bench.now = 2 * RECHECK_SECONDS
    assert champion(store) == "packaged"


def test_a_model_that_stays_in_service_is_loaded_once(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    store = bench.store()
    for bench.now in (0, 1, RECHECK_SECONDS, 3 * RECHECK_SECONDS):
        assert champion(store) == "second"
    assert bench.loads == ["second"]


def test_a_downloaded_version_is_there_for_the_next_process(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    assert champion(bench.store()) == "second"
    del bench.s3.objects[BUCKET, "models/ocr/v2/model.onnx"]
    assert champion(bench.store()) == "second"


def test_a_version_published_anew_is_fetched_anew(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    assert champion(bench.store()) == "second"
    bench.publish("v2", "second, mended")
    assert champion(bench.store()) == "second, mended"


def test_a_version_that_is_the_copy_of_another_one_is_refused(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    store = bench.store()
    assert champion(store) == "second"
    bench.put("v3/manifest.json", bench.s3.objects[BUCKET, "models/ocr/v2/manifest.json"]["Body"])
    bench.promote("v3")
    bench.now = RECHECK_SECONDS
    store.current()
    assert bench.rejections == [Role.CHAMPION]


def test_a_cold_start_without_network_serves_the_packaged_version(bench):
    bench.promote("v2")
    bench.s3.before = lose_network
    assert champion(bench.store()) == "packaged"
    assert bench.rejections == []


def test_a_network_lost_later_keeps_the_last_version(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    store = bench.store()
    assert champion(store) == "second"
    bench.s3.before = lose_network
    bench.now = RECHECK_SECONDS
    assert champion(store) == "second"


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
    assert champion(store) == "first"
    bench.publish("v2", "second")
    bench.promote("v2")
    spoil(bench)
    bench.now = RECHECK_SECONDS
    assert champion(store) == "first"
    assert bench.rejections == [Role.CHAMPION]


def test_a_rejected_version_that_is_mended_serves(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    bench.put("v2/model.onnx", b"cut short")
    store = bench.store()
    assert champion(store) == "packaged"
    bench.publish("v2", "second")
    bench.now = RETRY_SECONDS
    assert champion(store) == "second"


def test_a_failed_download_leaves_nothing_behind(bench):
    bench.publish("v2", "second")
    bench.promote("v2")
    bench.put("v2/model.onnx", b"cut short")
    bench.store().current()
    assert list((bench.cache / "ocr").iterdir()) == []


def test_a_rejected_version_is_not_fetched_anew_for_every_look_at_the_pointer(bench):
    bench.publish("v2", "no model")
    bench.promote("v2")
    store = bench.store()
    for bench.now in (0, RECHECK_SECONDS, 2 * RECHECK_SECONDS):
        assert champion(store) == "packaged"
    assert bench.loads.count("no model") == 1


def test_a_canary_is_loaded_beside_the_champion_and_forgotten_after_its_trial(bench):
    bench.publish("v2", "second")
    bench.try_beside("packaged-1", "v2", share=0.25)
    store = bench.store()
    assert (champion(store), canary(store)) == ("packaged", "second")
    assert store.current().trial.share == 0.25
    bench.promote("packaged-1")
    bench.now = RECHECK_SECONDS
    assert (champion(store), canary(store)) == ("packaged", None)
    assert bench.loads == ["packaged", "second"]


def test_a_promoted_canary_is_not_loaded_a_second_time(bench):
    bench.publish("v2", "second")
    bench.try_beside("packaged-1", "v2")
    store = bench.store()
    store.current()
    bench.promote("v2")
    bench.now = RECHECK_SECONDS
    assert (champion(store), canary(store)) == ("second", None)
    assert bench.loads == ["packaged", "second"]


def test_another_share_changes_nothing_else(bench):
    bench.publish("v2", "second")
    bench.try_beside("packaged-1", "v2", share=0.1)
    store = bench.store()
    store.current()
    bench.try_beside("packaged-1", "v2", share=0.9)
    bench.now = RECHECK_SECONDS
    assert store.current().trial.share == 0.9
    assert bench.loads == ["packaged", "second"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda bench: bench.put("v2/model.onnx", b"other"),
        lambda bench: bench.put("v2/manifest.json", b"{"),
        lambda bench: bench.publish("v2", "no model"),
        lambda bench: bench.try_beside("packaged-1", "v9"),
    ],
    ids=["wrong hash", "manifest no JSON", "does not load", "no such version"],
)
def test_a_bad_canary_is_rejected_under_its_role_and_the_champion_answers(bench, spoil):
    bench.publish("v2", "second")
    bench.try_beside("packaged-1", "v2")
    spoil(bench)
    store = bench.store()
    assert (champion(store), canary(store)) == ("packaged", None)
    assert bench.rejections == [Role.CANARY]


def test_a_network_lost_during_a_trial_keeps_both_versions(bench):
    bench.publish("v2", "second")
    bench.try_beside("packaged-1", "v2")
    store = bench.store()
    store.current()
    bench.s3.before = lose_network
    bench.now = RECHECK_SECONDS
    assert (champion(store), canary(store)) == ("packaged", "second")
    assert bench.rejections == []


def test_whoever_asks_for_a_fresh_look_waits_for_no_interval(bench):
    bench.publish("v2", "second")
    store = bench.store()
    assert champion(store) == "packaged"
    bench.promote("v2")
    assert store.refreshed().champion.version == "v2"
    assert champion(store) == "second"
