"""Reads the words of a page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from functions.shared.page import Page, Region, Word
from functions.shared.reading.beam import LanguageDecoder
from functions.shared.reading.boxes import Box
from functions.shared.reading.crowding import WIDER, crowded, likelier
from functions.shared.reading.ctc import decode
from functions.shared.reading.dashes import told_apart
from functions.shared.reading.detector import Detector
from functions.shared.reading.engine import EngineConfig
from functions.shared.reading.fitting import fitted
from functions.shared.reading.icons import without_icons
from functions.shared.reading.ink import ink
from functions.shared.reading.language import packaged_language
from functions.shared.reading.layouts import Layout, Piece, layouts
from functions.shared.reading.lookalikes import corrected
from functions.shared.reading.model_files import ModelFiles
from functions.shared.reading.order import in_reading_order
from functions.shared.reading.orientation import sideways, turned, witnesses
from functions.shared.reading.readings import Line, Reading, certainty, most_certain, read_once, settled, words_of
from functions.shared.reading.recogniser import STRIDE, Recogniser
from functions.shared.reading.separators import agreed
from functions.shared.reading.slashes import restored
from functions.shared.reading.strips import STRETCH, cut

# Pages whose words are less certain than this on average may be upside down.
_DOUBTFUL = 0.9
# A line all of whose characters are as probable as this is believed as it was seen.
_CERTAIN = 0.9


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
        self._decode = LanguageDecoder(packaged_language(), files.characters)

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
        boxes = self._detect(image)
        turns = self._likelier_turn(image, boxes, (3, 1)) if sideways(boxes) else 0
        if turns:
            found = self._read_turned(image, turns, number)
        else:
            found = self._read_boxes(image, boxes, number)
            if 0 < confidence(found) < _DOUBTFUL and self._likelier_turn(image, boxes, (0, 2)):
                found = max(found, self._read_turned(image, 2, number), key=confidence)
        return in_reading_order(replace(word, confidence=self._calibrate(word.confidence)) for word in found)

    def _likelier_turn(self, image: NDArray[np.uint8], boxes: Sequence[Box], turns: Sequence[int]) -> int:
        """Which of these quarter turns clockwise makes the longest boxes most legible; 0 where none does."""
        longest = witnesses(boxes)
        read = {turn: self._read(image, [(Piece(box, turn),) for box in longest]) for turn in turns}
        best = max(turns, key=lambda turn: sum(map(certainty, read[turn])))
        return best if any(map(certainty, read[best])) else 0

    def _read_turned(self, image: NDArray[np.uint8], turns: int, number: int) -> list[Word]:
        """Words of an image that is turned clockwise by so many quarters."""
        upright = np.ascontiguousarray(np.rot90(image, turns))
        height, width = image.shape[:2]
        words = self._read_boxes(upright, self._detect(upright), number)
        return [turned(word, turns, width, height) for word in words]

    def _read_boxes(self, image: NDArray[np.uint8], boxes: Sequence[Box], number: int) -> list[Word]:
        """Words of an image, box by box; further ways to read a box are tried only while the first leaves doubt."""
        ways = [layouts(image, fitted(image, box)) for box in boxes]
        readings: list[list[Reading]] = [[] for _ in boxes]
        doubtful = list(range(len(boxes)))
        while tried := {index: way for index in doubtful if (way := next(ways[index], None))}:
            for index, reading in zip(tried, self._read(image, list(tried.values())), strict=True):
                readings[index].append(reading)
            doubtful = [index for index in tried if not settled(readings[index])]
        chosen = read_once([most_certain(tried) for tried in readings], boxes)
        lines = without_icons([self._believed(line) for reading in chosen for line in reading])
        lines = agreed(told_apart(lines))
        return corrected([word for line in lines for word in words_of(line, number)])

    def _read(self, image: NDArray[np.uint8], ways: Sequence[Layout]) -> list[Reading]:
        """What each layout is read as, all strips recognised together."""
        pieces = [piece for layout in ways for piece in layout]
        strips = [cut(image, piece.box, piece.quarter_turns) for piece in pieces]
        seen = self._recognise.probabilities(strips)
        read = [decode(probabilities, self._recognise.characters) for probabilities in seen]
        again = [index for index, strip in enumerate(strips) if crowded(read[index], strip.shape[1] / STRIDE)]
        wider = [cut(image, pieces[index].box, pieces[index].quarter_turns, STRETCH * WIDER) for index in again]
        for index, strip, probabilities in zip(again, wider, self._recognise.probabilities(wider), strict=True):
            characters = decode(probabilities, self._recognise.characters)
            if likelier(read[index], characters):
                strips[index], seen[index], read[index] = strip, probabilities, characters
        lines = iter(map(Line, pieces, map(ink, strips), read, seen))
        return [tuple(next(lines) for _ in layout) for layout in ways]

    def _believed(self, line: Line) -> Line:
        """A line as it is believed: where what was seen leaves doubt, what timetables say counts as well."""
        doubtful = len(line.characters) > 1 and any(each.probability < _CERTAIN for each in line.characters)
        characters = self._decode(line.probabilities) if doubtful else line.characters
        return replace(line, characters=restored(characters, line.inked, STRIDE))


def holds(picture: Region, word: Word) -> bool:
    """Whether the middle of a word lies in a picture."""
    return picture.holds((word.left + word.right) / 2, (word.top + word.bottom) / 2)


def confidence(words: Sequence[Word]) -> float:
    """Mean confidence of words, each weighing as much as it has characters; 0 where there are none."""
    length = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / length if length else 0.0
