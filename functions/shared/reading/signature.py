"""What a model must take and give, so that one that does not fit is refused when it is loaded, not when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from functions.shared.reading.model_files import ModelError

FLOAT = "tensor(float)"
Shape = tuple[int | None, ...]


@dataclass(frozen=True)
class Signature:
    """One input and one output, both float32.

    Attributes:
        input: its shape; None where the size varies from call to call.
        output: the same.
    """

    input: Shape
    output: Shape


def check(name: str, signature: Signature, inputs: Sequence[Any], outputs: Sequence[Any]) -> None:
    """Holds a loaded model against its signature.

    Args:
        name: of its file.
        signature: what it must be.
        inputs, outputs: as onnxruntime describes them.

    Raises:
        ModelError: it takes or gives something else.
    """
    for what, nodes, shape in (("takes", inputs, signature.input), ("gives", outputs, signature.output)):
        found = [f"{node.type} {_shown(node.shape)}" for node in nodes]
        if len(nodes) != 1 or nodes[0].type != FLOAT or not _fits(nodes[0].shape, shape):
            raise ModelError(f"{name} {what} {', '.join(found)}; it must be one {FLOAT} {_shown(shape)}")


def _fits(found: Sequence[Any], wanted: Shape) -> bool:
    """Whether every size is the wanted one, and none is fixed that must vary."""
    sizes = [size if isinstance(size, int) else None for size in found]
    return sizes == list(wanted)


def _shown(shape: Sequence[Any]) -> str:
    return " x ".join(str(size) if isinstance(size, int) else "any" for size in shape)
