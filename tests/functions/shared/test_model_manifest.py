import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.model_manifest import (
    MAX_FILE_BYTES,
    NAME,
    Manifest,
    ManifestError,
    ModelFile,
    parse_manifest,
    parse_pointer,
)
from functions.shared.reading import packaged_model

SHA256 = "0" * 64


def manifest(**changes) -> bytes:
    good = {"name": "ocr", "version": "v2", "files": {"model.onnx": {"sha256": SHA256, "bytes": 3}}}
    return json.dumps({**good, **changes}).encode()


def file(**changes) -> bytes:
    return manifest(files={"model.onnx": {"sha256": SHA256, "bytes": 3, **changes}})


def test_a_manifest_lists_files_with_their_sizes_and_hashes():
    assert parse_manifest(manifest(metrics={"f1": 0.9}), "ocr", "v2") == Manifest(
        "v2", (ModelFile("model.onnx", 3, SHA256),)
    )


def test_the_packaged_models_manifest_is_one_that_would_be_served():
    folder = packaged_model()
    parsed = parse_manifest((folder / "manifest.json").read_bytes(), "ocr", folder.name)
    assert {file.name: file.bytes for file in parsed.files} == {
        path.name: path.stat().st_size for path in folder.glob("*.onnx")
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "manifest.json is no JSON"),
        (b"[" * 100_000, "manifest.json is no JSON"),
        (b"[]", "manifest.json is no JSON object"),
        (manifest(name="other"), "the manifest of ocr v2 is of 'other' 'v2'"),
        (manifest(version="v1"), "the manifest of ocr v2 is of 'ocr' 'v1'"),
        (manifest(files={}), "the manifest of ocr v2 lists no files"),
        (manifest(files=["model.onnx"]), "lists no files"),
        (manifest(files={"model.onnx": None}), "gives model.onnx a size of None bytes"),
        (file(bytes=0), "a size of 0 bytes"),
        (file(bytes=True), "a size of True bytes"),
        (file(bytes=MAX_FILE_BYTES + 1), f"1 to {MAX_FILE_BYTES} are allowed"),
        (file(sha256="0" * 63), "no valid sha256"),
        (file(sha256=None), "no valid sha256"),
    ],
)
def test_a_malformed_manifest_is_refused_by_what_is_wrong(data, message):
    with pytest.raises(ManifestError, match=message):
        parse_manifest(data, "ocr", "v2")


@pytest.mark.parametrize(
    "name", ["../model.onnx", "/etc/passwd", "a/b", "a\\b", ".hidden", "..", "", "manifest.json", "a\n", "a" * 101]
)
def test_a_file_name_that_could_leave_its_folder_or_surprise_is_refused(name):
    with pytest.raises(ManifestError, match="which is not allowed"):
        parse_manifest(manifest(files={name: {"sha256": SHA256, "bytes": 3}}), "ocr", "v2")


@given(st.text() | st.from_regex(NAME, fullmatch=True))
def test_a_version_that_is_taken_is_the_name_of_one_folder(version):
    try:
        parsed = parse_pointer(json.dumps({"version": version}).encode())
    except ManifestError:
        return
    assert parsed == version
    assert version not in ("", ".", "..")
    assert not set(version) & set("/\\\0")


@pytest.mark.parametrize("pointer", [b"", b"{}", b'{"version": 2}', b'{"version": "../v2"}', b'"v2"'])
def test_a_malformed_pointer_is_refused(pointer):
    with pytest.raises(ManifestError, match=r"serving\.json"):
        parse_pointer(pointer)
