from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.errors import HarnessError
from harness.models.versions import ModelVersions
from tests.harness.models.fake_stack import BUCKET, PACKAGED, FakeStack, hand_made


@pytest.fixture
def stack() -> FakeStack:
    return FakeStack()


@pytest.fixture
def versions(stack: FakeStack) -> ModelVersions:
    return ModelVersions(stack, "ocr")


def test_the_packaged_version_is_there_without_any_other(versions: ModelVersions) -> None:
    assert [(one.name, one.registered) for one in versions.all()] == [(PACKAGED, None)]
    versions.verify(PACKAGED)


def test_a_version_made_by_hand_is_stored_and_found(versions: ModelVersions, tmp_path: Path) -> None:
    assert versions.add(hand_made(tmp_path, "v2")) == "v2"
    assert [one.name for one in versions.all()] == [PACKAGED, "v2"]
    found = versions.find("v2")
    assert found.registered == "2026-01-02T03:04:05+00:00"
    assert found.bytes == versions.find(PACKAGED).bytes > 1_000_000
    versions.verify("v2")


def test_adding_a_version_again_changes_nothing_and_other_content_needs_another_name(
    stack: FakeStack, versions: ModelVersions, tmp_path: Path
) -> None:
    versions.add(hand_made(tmp_path, "v2"))
    before = dict(stack.s3.objects)
    versions.add(tmp_path / "v2")
    assert stack.s3.objects == before
    changed = hand_made(tmp_path / "again", "v2", licence="other")
    with pytest.raises(HarnessError, match="is there already, with other content: give the version a new name"):
        versions.add(changed)
    assert stack.s3.objects == before


def test_a_version_whose_manifest_is_missing_or_malformed_is_none(stack: FakeStack, versions: ModelVersions) -> None:
    stack.s3.put_object(BUCKET, "models/ocr/half/detector.onnx", b"x")
    stack.s3.put_object(BUCKET, "models/ocr/junk/manifest.json", b"{")
    stack.s3.put_object(BUCKET, "models/ocr/serving.json", b'{"version": "half"}')
    assert [one.name for one in versions.all()] == [PACKAGED]
    with pytest.raises(HarnessError, match=f"ocr has no version 'half'; there are {PACKAGED}"):
        versions.verify("half")


def test_a_file_that_was_changed_keeps_a_version_from_serving(
    stack: FakeStack, versions: ModelVersions, tmp_path: Path
) -> None:
    versions.add(hand_made(tmp_path, "v2"))
    stack.s3.put_object(BUCKET, "models/ocr/v2/recogniser.onnx", b"cut short")
    with pytest.raises(HarnessError, match=r"v2 cannot serve: recogniser\.onnx has the SHA-256"):
        versions.verify("v2")


def test_characters_that_do_not_fit_the_model_keep_a_version_from_being_stored(
    stack: FakeStack, versions: ModelVersions, tmp_path: Path
) -> None:
    with pytest.raises(HarnessError, match=r"v2 cannot serve: recogniser\.onnx gives"):
        versions.add(hand_made(tmp_path, "v2", characters=["a"]))
    assert stack.s3.objects == {}


@pytest.mark.parametrize(
    "changes", [{"name": "other"}, {"files": {}}, {"files": {"../x": {}}}, {"version": "../x"}], ids=str
)
def test_a_folder_that_holds_no_version_is_refused(
    versions: ModelVersions, tmp_path: Path, changes: dict[str, object]
) -> None:
    made = hand_made(tmp_path, "v2")
    manifest = json.loads((made / "manifest.json").read_text())
    (made / "manifest.json").write_text(json.dumps(manifest | changes))
    with pytest.raises(HarnessError, match="v2"):
        versions.add(made)


def test_an_empty_folder_is_refused_by_what_it_lacks(versions: ModelVersions, tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match=r"holds no version of ocr: .*manifest\.json"):
        versions.add(tmp_path)


def test_the_name_of_the_packaged_version_is_taken(versions: ModelVersions, tmp_path: Path) -> None:
    with pytest.raises(HarnessError, match="is the version in the package"):
        versions.add(hand_made(tmp_path, PACKAGED))


def test_an_unknown_model_is_refused_with_the_known_ones(stack: FakeStack) -> None:
    with pytest.raises(HarnessError, match="there is no model 'chat'; choose one of ocr"):
        ModelVersions(stack, "chat")
