"""A training run on disk: written whole or not at all, and read back to go on from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from functions.training.recogniser.batches import Position

NAME = "checkpoint.pt"


@dataclass
class Checkpoint:
    """All that a run goes on from.

    Attributes:
        network, average, optimiser: states; `average` is of the running average of weights, which is what is shipped.
        characters: of the network's classes.
        position: in the data.
        step: optimiser steps done.
        seconds: spent training so far.
        seed: of the data.
        base: the model version that training began from.
        code: the commit that the run was begun with.
        scores: of held-out lines, by the step after which they were read.
    """

    network: dict[str, Any]
    average: dict[str, Any]
    optimiser: dict[str, Any]
    characters: tuple[str, ...]
    position: Position
    step: int
    seconds: float
    seed: int
    base: str
    code: str
    scores: dict[int, dict[str, float]]


def save(checkpoint: Checkpoint, directory: Path) -> None:
    """Writes the checkpoint; one that was there stays until the new one is complete."""
    directory.mkdir(parents=True, exist_ok=True)
    partial = directory / f".{NAME}.partial"
    torch.save(vars(checkpoint) | {"position": asdict(checkpoint.position)}, partial)
    partial.replace(directory / NAME)


def load(directory: Path) -> Checkpoint | None:
    """The checkpoint in a directory, if there is one."""
    path = directory / NAME
    if not path.exists():
        return None
    state = torch.load(path, map_location="cpu", weights_only=True)
    return Checkpoint(**(state | {"position": Position(**state["position"])}))
