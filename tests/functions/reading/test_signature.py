"""A model that does not fit the reader is refused when it is loaded."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.reading import ModelError, Reader, packaged_model
from functions.shared.reading.signature import FLOAT, Shape, Signature, check

SIGNATURE = Signature((None, 3, 48, None), (None, None, 313))


@dataclass(frozen=True)
class Node:
    """An input or output, as onnxruntime describes it."""

    shape: list[int | str | None]
    type: str = FLOAT


def good() -> tuple[list[Node], list[Node]]:
    return [Node(["count", 3, 48, None])], [Node(["count", "steps", 313])]


def test_named_and_nameless_sizes_may_vary() -> None:
    check("recogniser.onnx", SIGNATURE, *good())


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ([], "takes ; it must be one"),
        ([Node(["n", 3, 48, "w"]), Node(["n"])], "takes .* any, .* any; it must be one"),
        ([Node(["n", 3, 32, "w"])], r"takes tensor\(float\) any x 3 x 32 x any; .* any x 3 x 48 x any"),
        ([Node(["n", 3, 48, 320])], "takes"),
        ([Node(["n", "channels", 48, "w"])], "takes"),
        ([Node(["n", 3, 48])], "takes"),
        ([Node(["n", 3, 48, "w"], "tensor(float16)")], r"takes tensor\(float16\)"),
    ],
)
def test_another_input_is_refused_by_what_it_is(inputs: list[Node], message: str) -> None:
    with pytest.raises(ModelError, match=rf"recogniser\.onnx {message}"):
        check("recogniser.onnx", SIGNATURE, inputs, good()[1])


@given(st.lists(st.none() | st.integers(1, 400), max_size=4))
def test_an_output_fits_only_its_own_shape(sizes: list[int | None]) -> None:
    wanted: Shape = (None, None, 313)
    outputs = [Node(list(sizes))]
    if tuple(sizes) == wanted:
        check("recogniser.onnx", SIGNATURE, good()[0], outputs)
    else:
        with pytest.raises(ModelError, match="gives"):
            check("recogniser.onnx", SIGNATURE, good()[0], outputs)


@pytest.fixture
def version(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packaged_model(), tmp_path / "version"))


def change(version: Path, **changes: Any) -> None:
    """Changes the manifest, and has it vouch for the files as they are."""
    manifest = json.loads((version / "manifest.json").read_text()) | changes
    for name, entry in manifest["files"].items():
        data = (version / name).read_bytes()
        entry |= {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
    (version / "manifest.json").write_text(json.dumps(manifest))


def test_characters_of_another_alphabet_are_refused(version: Path) -> None:
    change(version, characters=["a", "b", "c"])
    with pytest.raises(ModelError, match=r"recogniser\.onnx gives .* x 313; it must be .* x 4"):
        Reader.load(version)


def test_models_in_each_others_place_are_refused(version: Path) -> None:
    detector, recogniser = ((version / f"{name}.onnx").read_bytes() for name in ("detector", "recogniser"))
    (version / "detector.onnx").write_bytes(recogniser)
    (version / "recogniser.onnx").write_bytes(detector)
    change(version)
    with pytest.raises(ModelError, match=r"detector\.onnx takes"):
        Reader.load(version)


def test_what_is_no_model_is_refused_by_its_name(version: Path) -> None:
    (version / "recogniser.onnx").write_bytes(b"no model")
    change(version)
    with pytest.raises(ModelError, match=r"onnxruntime does not load recogniser\.onnx"):
        Reader.load(version)
