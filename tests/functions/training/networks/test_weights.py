from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from functions.shared.reading import packaged_model
from functions.training.networks.recogniser import HEIGHT, STRIDE, Recogniser
from functions.training.networks.weights import fill, layers_of, load_detector, load_recogniser


@pytest.mark.parametrize(("count", "width"), [(1, 32), (4, 320), (2, 96)])
def test_the_network_computes_what_the_shipped_graph_does(count: int, width: int) -> None:
    path = packaged_model() / "recogniser.onnx"
    strips = np.random.default_rng(count).uniform(-1, 1, (count, 3, HEIGHT, width)).astype(np.float32)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    expected = session.run(None, {session.get_inputs()[0].name: strips})[0]
    with torch.no_grad():
        actual = load_recogniser(path)(torch.from_numpy(strips)).softmax(-1).numpy()
    assert actual.shape == (count, width // STRIDE, expected.shape[2])
    assert np.abs(actual - expected).max() < 1e-3


@pytest.mark.parametrize(("height", "width"), [(64, 96), (160, 32)])
def test_the_detector_computes_what_the_shipped_graph_does(height: int, width: int) -> None:
    path = packaged_model() / "detector.onnx"
    page = np.random.default_rng(height).normal(size=(1, 3, height, width)).astype(np.float32)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    expected = session.run(None, {session.get_inputs()[0].name: page})[0]
    with torch.no_grad():
        actual = load_detector(path)(torch.from_numpy(page)).sigmoid().numpy()
    assert actual.shape == (1, 1, height, width)
    assert np.abs(actual - expected).max() < 1e-3


def test_the_recogniser_has_the_parameters_of_its_model_before_the_head() -> None:
    network = Recogniser(classes=313)
    parameters = sum(parameter.numel() for parameter in network.parameters())
    assert parameters - sum(parameter.numel() for parameter in network.head[1].parameters()) < 560_000


def test_normalisations_and_separate_biases_are_folded_into_their_layer() -> None:
    draw = np.random.default_rng(0)
    weight, bias = draw.normal(size=(4, 3, 1, 1)), draw.normal(size=(1, 4, 1, 1))
    statistics = [draw.uniform(0.5, 2, 4) for _ in range(4)]
    constants = {"weight": weight, "bias": bias} | dict(
        zip(("scale", "shift", "mean", "variance"), statistics, strict=True)
    )
    graph = helper.make_graph(
        [
            helper.make_node("Conv", ["x", "weight"], ["c"]),
            helper.make_node("Add", ["c", "bias"], ["a"]),
            helper.make_node("BatchNormalization", ["a", "scale", "shift", "mean", "variance"], ["y"]),
        ],
        "folding",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, 2, 5])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 4, 2, 5])],
        [numpy_helper.from_array(value.astype(np.float32), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    convolution = nn.Conv2d(3, 4, 1)
    fill([convolution], list(layers_of(model)))

    x = draw.normal(size=(1, 3, 2, 5)).astype(np.float32)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        actual = convolution(torch.from_numpy(x)).numpy()
    assert np.allclose(actual, session.run(None, {"x": x})[0], atol=1e-5)


def test_a_graph_of_another_network_is_refused_by_its_layers() -> None:
    layers = list(layers_of(onnx.load(packaged_model() / "recogniser.onnx")))
    with pytest.raises(ValueError, match=f"has {len(layers) - 1} layers with weights, the network {len(layers)}"):
        fill(list(Recogniser(classes=313).layers()), layers[1:])
    with pytest.raises(ValueError, match="Layer 0 is"):
        fill(list(Recogniser(classes=313).layers()), layers[::-1])


def test_the_detector_is_refused_as_a_recogniser() -> None:
    with pytest.raises(ValueError, match="layers with weights, the network"):
        load_recogniser(Path(packaged_model() / "detector.onnx"))
