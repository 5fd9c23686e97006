"""Reads the words of a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from functions.shared.page import Page, Region, Word
from functions.shared.reading.ctc import Character
from functions.shared.reading.detector import Detector
from functions.shared.reading.engine import EngineConfig
from functions.shared.reading.layouts import Layout, Piece, layouts
from functions.shared.reading.lookalikes import corrected
from functions.shared.reading.model_files import ModelFiles
from functions.shared.reading.order import in_reading_order
from functions.shared.reading.recogniser import STRIDE, Recogniser
from functions.shared.reading.slashes import restored
from functions.shared.reading.spacing import words
from functions.shared.reading.strips import cut

Strip = NDArray[np.uint8]
# Pages whose words are less certain than this on average may be upside down.
_DOUBTFUL = 0.9
# By how much, in probability, a turned reading must beat an upright one.
_BENEFIT_OF_DOUBT = 0.1
# What one piece of a layout was read as.
Reading = tuple[Piece, Strip, list[Character]]


class Reader:
    """Text detection and recognition with one model version.

    Attributes:
        version: of the models.
    """

    def __init__(self, files: ModelFiles, config: EngineConfig | None = None) -> None:
        config = config or EngineConfig.for_this_process()
        self.version = files.version
        self._calibrate = files.calibration
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
        if page.text_words is None:
            return self.read_image(page.image, page.number)
        if not page.pictures:
            return page.text_words
        words = [word for word in page.text_words if not any(holds(picture, word) for picture in page.pictures)]
        for picture in page.pictures:
            words += self._read_picture(page, picture)
        return in_reading_order(words)

    def _read_picture(self, page: Page, picture: Region) -> list[Word]:
        left, top = math.floor(picture.left), math.floor(picture.top)
        part = page.image[top : math.ceil(picture.bottom), left : math.ceil(picture.right)]
        found = self.read_image(part, page.number)
        return [replace(word, left=word.left + left, top=word.top + top) for word in found]

    def read_image(self, image: NDArray[np.uint8], number: int = 1) -> tuple[Word, ...]:
        """Words of an image by OCR, in reading order. The image may be turned by any number of quarters.

        Args:
            image: height x width x 3, RGB.
            number: page number to give the words.
        """
        found = self._read_image(image, number)
        turns = page_turns(found)
        if turns:
            upright = self._read_image(np.rot90(image, turns), number)
            if confidence(upright) > confidence(found):
                height, width = image.shape[:2]
                found = [turned(word, turns, width, height) for word in upright]
        return in_reading_order(replace(word, confidence=self._calibrate(word.confidence)) for word in found)

    def _read_image(self, image: NDArray[np.uint8], number: int) -> list[Word]:
        """Words of an image, box by box."""
        ways = [layouts(image, box) for box in self._detect(image)]
        readings = self._read(image, [layout for way in ways for layout in way])
        found: list[Word] = []
        for way in ways:
            best = most_certain([readings.pop(0) for _ in way])
            found += (word for reading in best for word in located(*reading, number))
        return corrected(found)

    def _read(self, image: NDArray[np.uint8], ways: Sequence[Layout]) -> list[list[Reading]]:
        """What each layout is read as, all strips recognised together."""
        pieces = [piece for layout in ways for piece in layout]
        strips = [cut(image, piece.box, piece.quarter_turns) for piece in pieces]
        found = [restored(text, strip, STRIDE) for text, strip in zip(self._recognise(strips), strips, strict=True)]
        read = iter(zip(pieces, strips, found, strict=True))
        return [[next(read) for _ in layout] for layout in ways]


def holds(picture: Region, word: Word) -> bool:
    """Whether the middle of a word lies in a picture."""
    return picture.holds((word.left + word.right) / 2, (word.top + word.bottom) / 2)


def confidence(words: Sequence[Word]) -> float:
    """Mean confidence of words, each weighing as much as it has characters; 0 where there are none."""
    length = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / length if length else 0.0


def page_turns(words: Sequence[Word]) -> int:
    """By how many quarters clockwise a page seems to be turned, from what was read on it.

    Text read at a turn shows it; upside-down text is read as upright, but wrong, and with little confidence.
    """
    lengths = [sum(len(word.text) for word in words if word.rotation == 90 * turns) for turns in range(4)]
    usual = lengths.index(max(lengths))
    return 2 if usual == 0 and 0 < confidence(words) < _DOUBTFUL else usual


def turned(word: Word, quarter_turns: int, width: float, height: float) -> Word:
    """Where a word of an upright page lies on that page turned clockwise.

    Args:
        quarter_turns: by how many quarters.
        width, height: of the turned page in pixels.
    """
    for done in range(quarter_turns, 0, -1):
        across = width if done % 2 else height
        word = replace(
            word,
            left=across - word.bottom,
            top=word.left,
            width=word.height,
            height=word.width,
            rotation=(word.rotation + 90) % 360,
        )
    return word


def most_certain(ways: Sequence[Sequence[Reading]]) -> Sequence[Reading]:
    """The first way to read a box, unless another is clearly more certain: text is more often upright than turned."""
    return max(ways, key=lambda way: certainty(way) + (_BENEFIT_OF_DOUBT if way is ways[0] else 0.0))


def certainty(readings: Sequence[Reading]) -> float:
    """Mean probability of all characters; 0 where there are none, or one alone that would be turned."""
    if sum(len(characters) for _, _, characters in readings) < 2 and any(p.quarter_turns for p, _, _ in readings):
        return 0.0
    probabilities = [character.probability for _, _, characters in readings for character in characters]
    return sum(probabilities) / len(probabilities) if probabilities else 0.0


def located(piece: Piece, strip: Strip, characters: Sequence[Character], number: int) -> list[Word]:
    """The words of a strip, with their upright boxes on the page."""
    corners = np.roll(piece.box.corners, -piece.quarter_turns, axis=0)
    across, along = corners[1] - corners[0], corners[3] - corners[0]
    width = strip.shape[1]
    placed = []
    for span in words(characters, strip, STRIDE):
        start, stop = corners[0] + across * span.left / width, corners[0] + across * span.right / width
        quad = np.stack([start, stop, start + along, stop + along])
        left, top = quad.min(axis=0).tolist()
        right, bottom = quad.max(axis=0).tolist()
        placed.append(
            Word(span.text, span.confidence, left, top, right - left, bottom - top, piece.quarter_turns * 90, number)
        )
    return placed
