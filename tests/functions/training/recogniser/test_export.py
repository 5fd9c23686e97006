from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import onnx
import pytest
import torch

from functions.shared.model_manifest import parse_manifest
from functions.shared.reading import packaged_model
from functions.shared.reading.model_files import ModelFiles
from functions.training.alphabet import CHARACTERS
from functions.training.lines.line import Material
from functions.training.networks.recogniser import Recogniser
from functions.training.networks.weights import load_recogniser
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.batches import LineBatch, Position
from functions.training.recogniser.checkpoints import Checkpoint, save
from functions.training.recogniser.evaluation import held_out_batches
from functions.training.recogniser.export import averaged, between, export, largest_difference

VERSION = "ppocrv6-tiny-test"


@pytest.fixture
def base() -> ModelFiles:
    return ModelFiles.load(packaged_model())


@pytest.fixture
def held_out(material: Material) -> dict[str, list[LineBatch]]:
    return {"drawn": held_out_batches(material, Alphabet(CHARACTERS), 3)}


@pytest.fixture
def checkpoint(base: ModelFiles) -> Checkpoint:
    network = load_recogniser(base.recogniser)
    with torch.no_grad():
        network.head[1].bias[5] += 0.5
    average = {f"module.{name}": value for name, value in network.state_dict().items()} | {
        "n_averaged": torch.tensor(7)
    }
    score = {"lines": 10, "exact": 0.5, "cer": 0.1, "spaceless": 0.6}
    return Checkpoint(
        {}, average, {}, base.characters, Position(), 7, 1.0, 0, base.version, "c0de", {0: score, 7: score}
    )


def test_an_exported_version_loads_and_computes_what_the_network_does(
    tmp_path: Path, base: ModelFiles, checkpoint: Checkpoint, held_out: dict[str, list[LineBatch]]
) -> None:
    save(checkpoint, tmp_path / "run")
    manifest = export(tmp_path / "run", base, VERSION, tmp_path / "model", held_out)
    files = ModelFiles.load(tmp_path / "model")
    assert (files.version, files.characters) == (VERSION, base.characters)
    assert largest_difference(averaged(checkpoint), files.recogniser) < 1e-3
    assert largest_difference(load_recogniser(base.recogniser), files.recogniser) > 1e-3
    parse_manifest((tmp_path / "model" / "manifest.json").read_bytes(), "ocr", VERSION)
    assert manifest["training"]["base"] == base.version
    assert manifest["training"]["steps"] == 7
    assert (tmp_path / "model" / "LICENSE").read_bytes() == (base.directory / "LICENSE").read_bytes()


def test_an_exported_version_can_be_trained_further(
    tmp_path: Path, base: ModelFiles, checkpoint: Checkpoint, held_out: dict[str, list[LineBatch]]
) -> None:
    save(checkpoint, tmp_path / "run")
    export(tmp_path / "run", base, VERSION, tmp_path / "model", held_out)
    again = load_recogniser(tmp_path / "model" / "recogniser.onnx")
    assert isinstance(again, Recogniser)
    expected = averaged(checkpoint).state_dict()
    assert all(torch.allclose(expected[name], value, atol=1e-6) for name, value in again.state_dict().items())


def test_an_exported_graph_takes_any_count_and_width(
    tmp_path: Path, base: ModelFiles, checkpoint: Checkpoint, held_out: dict[str, list[LineBatch]]
) -> None:
    save(checkpoint, tmp_path / "run")
    export(tmp_path / "run", base, VERSION, tmp_path / "model", held_out)
    (strips,) = onnx.load(tmp_path / "model" / "recogniser.onnx").graph.input
    sizes = [size.dim_param or size.dim_value for size in strips.type.tensor_type.shape.dim]
    assert sizes == ["count", 3, 48, "width"]


def test_a_run_from_another_version_is_not_exported(
    tmp_path: Path, base: ModelFiles, checkpoint: Checkpoint, held_out: dict[str, list[LineBatch]]
) -> None:
    save(replace(checkpoint, base="other-1"), tmp_path / "run")
    with pytest.raises(ValueError, match=f"was trained from other-1, not from {base.version}: name that with --from"):
        export(tmp_path / "run", base, VERSION, tmp_path / "model", held_out)


def test_a_folder_without_a_run_is_an_error_that_names_the_cure(tmp_path: Path, base: ModelFiles) -> None:
    with pytest.raises(FileNotFoundError, match="holds no checkpoint: train first"):
        export(tmp_path, base, VERSION, tmp_path / "model", {})


def test_the_manifest_is_plain_json_with_scores_before_and_after(
    tmp_path: Path, base: ModelFiles, checkpoint: Checkpoint, held_out: dict[str, list[LineBatch]]
) -> None:
    save(checkpoint, tmp_path / "run")
    export(tmp_path / "run", base, VERSION, tmp_path / "model", held_out)
    manifest = json.loads((tmp_path / "model" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["training"]["code"] == "c0de"
    scores = manifest["training"]["held_out_lines"]["drawn"]
    assert scores["before"]["lines"] == scores["after"]["lines"] == sum(len(batch.texts) for batch in held_out["drawn"])


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_weights_go_the_share_of_the_way_to_the_run(share: float, base: ModelFiles, checkpoint: Checkpoint) -> None:
    start, end = load_recogniser(base.recogniser), averaged(checkpoint)
    found = between(start, end, share).state_dict()
    assert torch.equal(found["stem.0.weight"], start.state_dict()["stem.0.weight"])
    moved = found["head.1.bias"] - start.state_dict()["head.1.bias"]
    assert moved[5] == pytest.approx(0.5 * share, abs=1e-6)
    assert moved.count_nonzero() == (share > 0)
