"""A model version is used only if every file is what its manifest says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from functions.shared.reading import ModelError, packaged_model
from functions.shared.reading.model_files import ModelFiles


@pytest.fixture
def version(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packaged_model(), tmp_path / "version"))


def test_loads_the_packaged_version() -> None:
    files = ModelFiles.load(packaged_model())
    assert files.version == packaged_model().name
    assert files.detector.is_file()
    assert files.recogniser.is_file()
    assert set("AZaz09é–/&€ ") <= set(files.characters)


def test_ships_a_licence_with_the_models() -> None:
    assert "Apache License" in (packaged_model() / "LICENSE").read_text()


def test_the_packaged_models_stay_small() -> None:
    assert sum(path.stat().st_size for path in packaged_model().iterdir()) < 6_000_000


def test_refuses_a_file_that_was_changed(version: Path) -> None:
    path = version / "recogniser.onnx"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ModelError, match=r"recogniser.onnx has SHA-256 .* its manifest says"):
        ModelFiles.load(version)


@pytest.mark.parametrize("name", ["manifest.json", "detector.onnx"])
def test_refuses_a_version_that_lacks_a_file(version: Path, name: str) -> None:
    (version / name).unlink()
    with pytest.raises(ModelError, match="No usable model in .*No such file"):
        ModelFiles.load(version)


def test_refuses_a_manifest_that_lacks_an_entry(version: Path) -> None:
    manifest = json.loads((version / "manifest.json").read_text())
    del manifest["characters"]
    (version / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ModelError, match="characters"):
        ModelFiles.load(version)
