"""Reads the words of a page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from functions.shared.page import Page, Word
from functions.shared.reading.boxes import Box
from functions.shared.reading.ctc import Character, words
from functions.shared.reading.detector import Detector
from functions.shared.reading.engine import EngineConfig
from functions.shared.reading.model_files import ModelFiles
from functions.shared.reading.order import in_reading_order
from functions.shared.reading.recogniser import STRIDE, Recogniser
from functions.shared.reading.strips import cut

# Boxes this much taller than wide may hold text turned by a quarter; narrower ones than the second surely do.
_MAYBE_TURNED = 1.3
_SURELY_TURNED = 3.0


class Reader:
    """Text detection and recognition with one model version.

    Attributes:
        version: of the models.
    """

    def __init__(self, files: ModelFiles, config: EngineConfig | None = None) -> None:
        config = config or EngineConfig.for_this_process()
        self.version = files.version
        self._detect = Detector(files.detector, config)
        self._recognise = Recogniser(files.recogniser, files.characters, config)

    @classmethod
    def load(cls, directory: Path) -> Reader:
        """Loads a model version.

        Args:
            directory: holds detector.onnx, recogniser.onnx and manifest.json; see `packaged_model`.

        Raises:
            ModelError: a file is missing or is not what the manifest says.
        """
        return cls(ModelFiles.load(directory))

    def read(self, page: Page) -> tuple[Word, ...]:
        """Words of the page in reading order: from its text layer where that is trusted, else by OCR."""
        if page.text_words is not None:
            return page.text_words
        return self.read_image(page.image, page.number)

    def read_image(self, image: NDArray[np.uint8], number: int = 1) -> tuple[Word, ...]:
        """Words of an image by OCR, in reading order.

        Args:
            image: height x width x 3, RGB.
            number: page number to give the words.
        """
        boxes = self._detect(image)
        candidates = [(box, turns) for box in boxes for turns in possible_turns(box)]
        read = self._recognise([cut(image, box, turns) for box, turns in candidates])
        best: dict[Box, tuple[float, int, list[Character]]] = {}
        for (box, turns), characters in zip(candidates, read, strict=True):
            confidence = float(np.mean([c.probability for c in characters])) if characters else 0.0
            if box not in best or confidence > best[box][0]:
                best[box] = (confidence, turns, characters)
        return in_reading_order(
            word for box, (_, turns, characters) in best.items() for word in locate(box, turns, characters, number)
        )


def possible_turns(box: Box) -> tuple[int, ...]:
    """Quarter turns by which the text of a box may be turned."""
    if box.height < box.width * _MAYBE_TURNED:
        return (0,)
    if box.height < box.width * _SURELY_TURNED:
        return (0, 1, 3)
    return (1, 3)


def locate(box: Box, turns: int, characters: list[Character], number: int) -> list[Word]:
    """Words with their upright boxes on the page."""
    corners = np.roll(box.corners, -turns, axis=0)
    across, along = corners[1] - corners[0], corners[3] - corners[0]
    length, thickness = float(np.hypot(*across)), float(np.hypot(*along))
    steps = length * 48 / max(thickness, 1.0) / STRIDE
    found = []
    for span in words(characters, steps):
        start = corners[0] + across * max(0.0, span.start / steps)
        stop = corners[0] + across * min(1.0, span.stop / steps)
        quad = np.array([start, stop, start + along, stop + along])
        left, top = quad.min(axis=0)
        right, bottom = quad.max(axis=0)
        found.append(
            Word(
                span.text,
                span.confidence,
                float(left),
                float(top),
                float(right - left),
                float(bottom - top),
                turns * 90,
                number,
            )
        )
    return found
