"""Takes a network's weights from an ONNX graph that computes the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn

from functions.training.networks.detector import Detector
from functions.training.networks.recogniser import Recogniser

Array = NDArray[np.float32]
_CONVOLUTIONS = ("Conv", "FusedConv", "ConvTranspose")
_PRODUCTS = ("MatMul", "FusedMatMul", "Gemm")


@dataclass
class Layer:
    """The parameters of a convolution (out x in x height x width; in x out if transposed) or a linear layer."""

    weight: Array
    bias: Array


def load_recogniser(path: Path) -> Recogniser:
    """The recogniser with the weights of an ONNX file, in evaluation mode.

    Raises:
        ValueError: the file holds another network.
    """
    layers = list(layers_of(onnx.load(path)))
    network = Recogniser(classes=len(layers[-1].bias))
    fill(list(network.layers()), layers)
    return network.eval()


def load_detector(path: Path) -> Detector:
    """The detector with the weights of an ONNX file, in evaluation mode.

    Raises:
        ValueError: the file holds another network.
    """
    network = Detector()
    fill(list(network.layers()), list(layers_of(onnx.load(path))))
    return network.eval()


def fill(modules: Sequence[nn.Conv2d | nn.ConvTranspose2d | nn.Linear], layers: Sequence[Layer]) -> None:
    """Gives each module the parameters of the layer in its place.

    Raises:
        ValueError: there are more or fewer layers than modules, or one has another shape.
    """
    if len(layers) != len(modules):
        raise ValueError(f"The graph has {len(layers)} layers with weights, the network {len(modules)}.")
    for number, (module, layer) in enumerate(zip(modules, layers, strict=True)):
        if tuple(module.weight.shape) != layer.weight.shape:
            raise ValueError(f"Layer {number} is {layer.weight.shape}, the network's {tuple(module.weight.shape)}.")
        assert module.bias is not None
        with torch.no_grad():
            module.weight.copy_(torch.tensor(layer.weight))
            module.bias.copy_(torch.tensor(layer.bias))


def layers_of(model: onnx.ModelProto) -> Iterator[Layer]:
    """The layers of a graph in the order of its nodes, normalisations and separate biases folded into them."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    layer: Layer | None = None
    for node in model.graph.node:
        known = [constants[name] for name in node.input if name in constants]
        if node.op_type in (*_CONVOLUTIONS, *_PRODUCTS) and known:
            if layer is not None:
                yield layer
            layer = _layer(node, known)
        elif layer is not None and node.op_type == "BatchNormalization":
            layer = normalised(layer, node, known)
        elif layer is not None and node.op_type == "Add" and known and known[0].size == len(layer.bias):
            layer.bias = layer.bias + known[0].ravel()
    if layer is not None:
        yield layer


def _layer(node: onnx.NodeProto, known: list[Array]) -> Layer:
    """Of a node with its constant inputs: the weight, and often the bias."""
    transposed = any(attribute.name == "transB" and attribute.i for attribute in node.attribute)
    weight = known[0].T if node.op_type in _PRODUCTS and not transposed else known[0]
    outputs = weight.shape[1 if node.op_type == "ConvTranspose" else 0]
    bias = known[1] if len(known) > 1 else np.zeros(outputs, dtype=np.float32)
    return Layer(weight, bias)


def normalised(layer: Layer, node: onnx.NodeProto, statistics: list[Array]) -> Layer:
    """A layer that computes what the layer and the batch normalisation after it do.

    Args:
        statistics: scale, shift, mean and variance of each channel.
    """
    scale, shift, mean, variance = statistics
    epsilon = next((attribute.f for attribute in node.attribute if attribute.name == "epsilon"), 1e-5)
    factor = scale / np.sqrt(variance + np.float32(epsilon))
    weight = layer.weight * factor.reshape(-1, *[1] * (layer.weight.ndim - 1))
    return Layer(weight.astype(np.float32), ((layer.bias - mean) * factor + shift).astype(np.float32))
