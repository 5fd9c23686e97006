from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.errors import HarnessError
from harness.models import followers
from harness.models.listing import listing
from harness.models.rollout import Rollout
from tests.harness.http_server import Request, serving
from tests.harness.models.fake_stack import BUCKET, PACKAGED, FakeStack, hand_made


@pytest.fixture
def stack(tmp_path: Path) -> FakeStack:
    stack = FakeStack()
    rollout = Rollout(stack, "ocr", print, wait=False)
    for version in ("v2", "v3"):
        rollout.versions.add(hand_made(tmp_path, version))
    return stack


@pytest.fixture
def rollout(stack: FakeStack) -> Rollout:
    return Rollout(stack, "ocr", print, wait=False)


def test_a_promoted_version_serves_and_a_rollback_returns_to_the_one_before(stack: FakeStack, rollout: Rollout) -> None:
    assert rollout.promote("v2", "better").changed
    assert (stack.pointer()["version"], stack.pointer()["previous"]) == ("v2", PACKAGED)
    assert rollout.roll_back("worse").pointer.version == PACKAGED
    again = rollout.roll_back("worse")
    assert (again.changed, again.pointer.version, stack.pointer()["withdrawn"]) == (False, PACKAGED, "v2")


def test_the_packaged_version_is_promoted_by_its_name(rollout: Rollout) -> None:
    rollout.promote("v2", "better")
    assert rollout.promote(PACKAGED, "back").pointer.version == PACKAGED


def test_a_trial_shares_files_and_ends_with_its_promotion_or_rollback(stack: FakeStack, rollout: Rollout) -> None:
    rollout.try_beside("v2", 0.1, "try")
    assert stack.pointer()["canary"] == {"version": "v2", "share": 0.1}
    rollout.share(0.5, "more")
    assert stack.pointer()["canary"]["share"] == 0.5
    assert rollout.roll_back("worse").pointer.withdrawn == "v2"
    rollout.try_beside("v3", 0.1, "try")
    assert rollout.promote("v3", "better").pointer.canary is None


def test_a_version_that_the_functions_would_not_take_moves_nothing(stack: FakeStack, rollout: Rollout) -> None:
    stack.s3.put_object(BUCKET, "models/ocr/v2/detector.onnx", b"cut short")
    for move in (lambda: rollout.promote("v2", ""), lambda: rollout.try_beside("v2", 0.1, "")):
        with pytest.raises(HarnessError, match=r"v2 cannot serve: detector\.onnx"):
            move()
    assert stack.pointer() is None


def test_a_rollback_to_a_version_that_cannot_serve_any_more_moves_nothing(stack: FakeStack, rollout: Rollout) -> None:
    rollout.promote("v2", "")
    rollout.promote("v3", "")
    del stack.s3.objects[BUCKET, "models/ocr/v2/detector.onnx"]
    with pytest.raises(HarnessError, match=r"v2 cannot serve: .*detector\.onnx"):
        rollout.roll_back("")
    assert stack.pointer()["version"] == "v3"


def test_moves_that_make_no_sense_say_what_does(rollout: Rollout) -> None:
    with pytest.raises(HarnessError, match="no version before it is known: promote one by its name"):
        rollout.roll_back("")
    with pytest.raises(HarnessError, match="there is no canary: start one"):
        rollout.share(0.5, "")
    with pytest.raises(HarnessError, match="cannot be tried beside itself"):
        rollout.try_beside(PACKAGED, 0.5, "")
    with pytest.raises(HarnessError, match="above 0 and at most 1"):
        rollout.try_beside("v2", 0, "")


def test_a_malformed_pointer_is_not_overwritten_and_its_cure_named(stack: FakeStack, rollout: Rollout) -> None:
    stack.s3.put_object(BUCKET, "models/ocr/serving.json", b"{")
    with pytest.raises(
        HarnessError, match=r"no JSON.*: put an earlier object version of models/ocr/serving\.json back"
    ):
        rollout.promote("v2", "better")
    assert stack.s3.objects[BUCKET, "models/ocr/serving.json"]["Body"] == b"{"


def test_no_trial_begins_while_an_alarm_rings_for_the_last(stack: FakeStack, rollout: Rollout) -> None:
    stack.cloudwatch.states["canary-errors"] = "ALARM"
    with pytest.raises(HarnessError, match="canary-errors still rings for the last canary: try again"):
        rollout.try_beside("v2", 0.1, "")
    stack.cloudwatch.states["canary-errors"] = "OK"
    assert rollout.try_beside("v2", 0.1, "").changed


def test_a_change_waits_until_every_function_follows(stack: FakeStack, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(followers.time, "sleep", waited.append)
    change = Rollout(stack, "ocr", print).promote("v2", "better")
    assert change.answers == {name: {"champion": "v2", "canary": None} for name in ("ocr", "document")}
    assert 0 < sum(waited) <= followers.RECHECK_SECONDS + followers.MARGIN


def test_a_function_that_rejects_the_version_is_named_with_the_way_back(stack: FakeStack) -> None:
    stack.functions.rejected.add("v2")
    with pytest.raises(HarnessError, match=f"the ocr function serves {PACKAGED} as champion, not v2: .*rollback"):
        Rollout(stack, "ocr", print).promote("v2", "")


def test_a_function_that_rejects_the_canary_is_named_too(stack: FakeStack) -> None:
    stack.functions.rejected.add("v2")
    with pytest.raises(HarnessError, match="the ocr function serves None as canary, not v2"):
        Rollout(stack, "ocr", print).try_beside("v2", 0.1, "")


def test_a_function_that_does_not_answer_is_named(stack: FakeStack) -> None:
    stack.functions.broken = True
    with pytest.raises(
        HarnessError, match=r"the ocr function cannot load its models .*ModelError.*: see `harness logs"
    ):
        Rollout(stack, "ocr", print).promote("v2", "")


def test_the_list_says_what_each_version_is_and_how_it_was_judged(stack: FakeStack, rollout: Rollout) -> None:
    found = {"candidate": {"version": "v2", "accuracy": 0.97}, "champion": {"version": PACKAGED, "accuracy": 0.95}}
    stack.s3.put_object("training", "runs/v2/evaluation.json", json.dumps(found).encode())
    rollout.promote("v2", "better")
    rollout.try_beside("v3", 0.1, "try")
    listed = {one["version"]: (one["role"], one["accuracy"]) for one in listing(stack, rollout)["versions"]}
    assert listed == {PACKAGED: ("previous", 0.95), "v2": ("champion", 0.97), "v3": ("canary", None)}
    rollout.roll_back("worse")
    assert {one["version"]: one["role"] for one in listing(stack, rollout)["versions"]}["v3"] == "withdrawn"


class Registry:
    """MLflow's answers for one registered version, v2."""

    def __init__(self) -> None:
        self.champion: str | None = None
        self.calls: list[tuple[str, str]] = []

    def __call__(self, request: Request) -> tuple[int, bytes]:
        path = request.path.removeprefix("/api/2.0/mlflow/").partition("?")[0]
        self.calls.append((request.method, path))
        match request.method, path:
            case "GET", "model-versions/search":
                found = [{"version": "7"}] if "%27v2%27" in request.path else []
                return 200, json.dumps({"model_versions": found}).encode()
            case "POST", "registered-models/alias":
                self.champion = json.loads(request.body)["version"]
                return 200, b"{}"
            case "DELETE", "registered-models/alias":
                self.champion = None
                return 200, b"{}"
            case "GET", "registered-models/alias" if self.champion:
                tags = [{"key": "version", "value": "v2"}]
                return 200, json.dumps({"model_version": {"version": self.champion, "tags": tags}}).encode()
        return 404, b'{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "Registered model alias not found."}'


def test_the_registrys_alias_follows_the_champion(stack: FakeStack, rollout: Rollout) -> None:
    registry = Registry()
    with serving(registry) as url:
        stack.outputs["mlflowUrl"] = url
        assert listing(stack, rollout)["registry"] == {"champion": None, "agrees": True, "error": None}
        assert rollout.promote("v2", "better").warning is None
        assert registry.champion == "7"
        assert listing(stack, rollout)["registry"] == {"champion": "v2", "agrees": True, "error": None}
        rollout.roll_back("worse")
        assert registry.champion is None


def test_a_trial_leaves_the_registrys_champion_alone(stack: FakeStack, rollout: Rollout) -> None:
    registry = Registry()
    with serving(registry) as url:
        stack.outputs["mlflowUrl"] = url
        rollout.try_beside("v2", 0.1, "try")
    assert registry.calls == []


def test_a_registry_that_names_another_champion_is_shown(stack: FakeStack, rollout: Rollout) -> None:
    registry = Registry()
    registry.champion = "7"
    with serving(registry) as url:
        stack.outputs["mlflowUrl"] = url
        assert listing(stack, rollout)["registry"] == {"champion": "v2", "agrees": False, "error": None}


def test_a_registry_that_is_away_stops_nothing_and_is_told(stack: FakeStack, rollout: Rollout) -> None:
    stack.outputs["mlflowUrl"] = "http://127.0.0.1:9"
    change = rollout.promote("v2", "better")
    assert stack.pointer()["version"] == "v2"
    assert change.warning is not None
    assert "v2 serves, but the model registry may name another champion" in change.warning
    registry = listing(stack, rollout)["registry"]
    assert (registry["agrees"], "does not answer" in registry["error"]) == (None, True)
