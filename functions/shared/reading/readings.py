"""What a box of text was read as, and which of several readings to believe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from functions.shared.page import Word
from functions.shared.reading.boxes import Box
from functions.shared.reading.ctc import Character
from functions.shared.reading.layouts import Piece
from functions.shared.reading.recogniser import STRIDE
from functions.shared.reading.spacing import words

# By how much, in probability, a later way to read a box must beat the first: text is more often upright than turned.
_BENEFIT_OF_DOUBT = 0.1


@dataclass(frozen=True)
class Line:
    """One line of text as read.

    Attributes:
        piece: where it stands on the page.
        inked: ink of the strip that was cut out there, height x width.
        characters: as recognised on that strip.
        probabilities: what they were told from, steps x classes.
    """

    piece: Piece
    inked: NDArray[np.bool_]
    characters: Sequence[Character]
    probabilities: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), np.float32), repr=False)


# The lines that one way to read a box makes of it: one, or each letter of a stack.
Reading = tuple[Line, ...]


def certainty(reading: Reading) -> float:
    """Mean probability of all characters; 0 where there are none, or one alone that would be turned."""
    probabilities = [character.probability for line in reading for character in line.characters]
    if len(probabilities) < 2 and any(line.piece.quarter_turns for line in reading):
        return 0.0
    return sum(probabilities) / len(probabilities) if probabilities else 0.0


def most_certain(readings: Sequence[Reading]) -> Reading:
    """The first reading of a box, unless another is clearly more certain."""
    return max(readings, key=lambda reading: certainty(reading) + _BENEFIT_OF_DOUBT * (reading is readings[0]))


def read_once(readings: Sequence[Reading], boxes: Sequence[Box]) -> list[Reading]:
    """The readings, those of several lines without what is a box of its own: they reached into it.

    Args:
        readings: one for each box.
        boxes: as they were found.
    """
    return [
        tuple(line for line in reading if not any(box.holds(line.piece.box) for box in boxes if box is not own))
        if len(reading) > 1
        else reading
        for reading, own in zip(readings, boxes, strict=True)
    ]


def settled(readings: Sequence[Reading]) -> bool:
    """Whether no further way to read the box could be believed instead."""
    return certainty(readings[0]) >= 1 - _BENEFIT_OF_DOUBT


def words_of(line: Line, number: int) -> list[Word]:
    """The words of a line, with their upright boxes on the page.

    Args:
        number: of the page.
    """
    corners = np.roll(line.piece.box.corners, -line.piece.quarter_turns, axis=0)
    across, along = corners[1] - corners[0], corners[3] - corners[0]
    width = line.inked.shape[1]
    placed = []
    for span in words(line.characters, line.inked, STRIDE):
        start, stop = corners[0] + across * (span.left / width), corners[0] + across * (span.right / width)
        quad = np.array([start, stop, start + along, stop + along])
        (left, top), (right, bottom) = quad.min(axis=0).tolist(), quad.max(axis=0).tolist()
        turn = line.piece.quarter_turns * 90
        placed.append(Word(span.text, span.confidence, left, top, right - left, bottom - top, turn, number))
    return placed
