"""From a training run to a model version that ships: graph, checks, manifest."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from functions.shared.reading.model_files import ModelFiles
from functions.training.base_model import optimise
from functions.training.networks.recogniser import Recogniser
from functions.training.networks.weights import load_recogniser
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.batches import LineBatch
from functions.training.recogniser.checkpoints import Checkpoint, load
from functions.training.recogniser.evaluation import evaluate

_OPSET = 17
# Sums are added up in another order: probabilities differ by rounding.
_LARGEST_DIFFERENCE = 1e-3


class Probabilities(nn.Module):
    """The network as it is shipped: with the softmax that training leaves to the loss."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, strips: Tensor) -> Tensor:
        probabilities: Tensor = self.network(strips).softmax(-1)
        return probabilities


def export(
    run: Path,
    base: ModelFiles,
    version: str,
    directory: Path,
    held_out: Mapping[str, list[LineBatch]],
    share: float = 1.0,
) -> dict[str, Any]:
    """Writes a model version: the run's recogniser, the base's detector, licence and manifest, which is returned.

    Confidence must be calibrated anew after it (`functions.training.calibrate`).

    Args:
        run: folder of the checkpoint.
        base: the model version that the run began from.
        version: name of the new one.
        directory: where to write it; files of these names are replaced.
        held_out: sets of lines, by name, that the manifest tells the scores of, with the base and with this version.
        share: how far to go from the base's weights to the run's; see `between`.

    Raises:
        FileNotFoundError: the run has no checkpoint.
        ValueError: the run began from another version, or the graph does not compute what the network does.
    """
    checkpoint = load(run)
    if checkpoint is None:
        raise FileNotFoundError(f"{run} holds no checkpoint: train first, or name the folder given to --out.")
    if checkpoint.base != base.version:
        raise ValueError(f"{run} was trained from {checkpoint.base}, not from {base.version}: name that with --from.")
    network = between(load_recogniser(base.recogniser), averaged(checkpoint), share)
    directory.mkdir(parents=True, exist_ok=True)
    optimise(graph(network), directory / "recogniser.onnx")
    difference = largest_difference(network, directory / "recogniser.onnx")
    if difference > _LARGEST_DIFFERENCE:
        raise ValueError(f"The exported graph differs from the network by {difference:.2g} in probability.")
    for name in ("detector.onnx", "LICENSE"):
        if directory.resolve() != base.directory.resolve():
            shutil.copyfile(base.directory / name, directory / name)
    alphabet = Alphabet(checkpoint.characters)
    networks = {"before": load_recogniser(base.recogniser), "after": load_recogniser(directory / "recogniser.onnx")}
    scores = {
        name: {when: asdict(evaluate(network, batches, alphabet)) for when, network in networks.items()}
        for name, batches in held_out.items()
    }
    manifest = describe(checkpoint, base, version, directory, share, scores)
    manifest["training"]["parity"] = difference
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (directory / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return manifest


def averaged(checkpoint: Checkpoint) -> Recogniser:
    """The network of a run's averaged weights, in evaluation mode."""
    prefix = "module."
    weights = {
        name.removeprefix(prefix): value for name, value in checkpoint.average.items() if name.startswith(prefix)
    }
    network = Recogniser(classes=len(checkpoint.characters) + 1)
    network.load_state_dict(weights)
    return network.eval()


def between(base: Recogniser, tuned: Recogniser, share: float) -> Recogniser:
    """The network a share of the way from one to the other, weight by weight.

    It keeps more of what the base reads well and still gains most of what was learnt (Wortsman et al., "Robust
    fine-tuning of zero-shot models", 2022).

    Args:
        share: 0 is the base, 1 what was tuned.
    """
    kept, learnt = base.state_dict(), tuned.state_dict()
    network = Recogniser(classes=tuned.head[1].bias.shape[0])
    network.load_state_dict({name: torch.lerp(kept[name], learnt[name], share) for name in learnt})
    return network.eval()


def graph(network: nn.Module) -> bytes:
    """The network with its softmax as an ONNX model of any count and width."""
    file = io.BytesIO()
    # The exporter that torch prefers needs another package (onnxscript) for the same graph.
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        _trace(network, file)
    return file.getvalue()


def _trace(network: nn.Module, file: io.BytesIO) -> None:
    torch.onnx.export(
        Probabilities(network).eval(),
        (torch.zeros(1, 3, 48, 320),),
        file,
        input_names=["strips"],
        output_names=["probabilities"],
        dynamic_axes={"strips": {0: "count", 3: "width"}, "probabilities": {0: "count", 1: "steps"}},
        opset_version=_OPSET,
        dynamo=False,
    )


def largest_difference(network: nn.Module, path: Path) -> float:
    """Between the probabilities of the network and of the ONNX file, over strips of noise of several widths."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    draw = np.random.default_rng(0)
    worst = 0.0
    for count, width in ((1, 32), (3, 320), (8, 96)):
        strips = draw.uniform(-1, 1, (count, 3, 48, width)).astype(np.float32)
        with torch.no_grad():
            expected: NDArray[np.float32] = Probabilities(network)(torch.from_numpy(strips)).numpy()
        worst = max(worst, float(np.abs(session.run(None, {name: strips})[0] - expected).max()))
    return worst


def describe(
    checkpoint: Checkpoint,
    base: ModelFiles,
    version: str,
    directory: Path,
    share: float,
    scores: Mapping[str, Mapping[str, Mapping[str, float]]],
) -> dict[str, Any]:
    """The manifest of the version whose files lie in a directory."""
    origin = json.loads((base.directory / "manifest.json").read_text(encoding="utf-8"))
    return {
        "name": "ocr",
        "version": version,
        "files": describe_files(directory, sorted(path.name for path in directory.glob("*.onnx"))),
        "characters": list(checkpoint.characters),
        "source": origin["source"],
        "licence": origin["licence"],
        "training": {
            "base": base.version,
            "steps": checkpoint.step,
            "seed": checkpoint.seed,
            "share": share,
            "code": checkpoint.code,
            "held_out_lines": scores,
        },
    }


def describe_files(directory: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What a manifest says of files: SHA-256 in hexadecimal and size in bytes."""
    contents = {name: (directory / name).read_bytes() for name in names}
    return {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in contents.items()}
