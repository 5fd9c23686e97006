"""How words look."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from functions.document.ink import InkedWord, ink_of, with_ink
from functions.shared.page import Word

WORD = Word("Maths", 0.9, 20, 20, 100, 20)


def drawn(colour: tuple[int, int, int], stroke: int, paper: tuple[int, int, int] = (255, 255, 255)) -> InkedWord:
    """A word of upright strokes as thick as said."""
    image = Image.new("RGB", (160, 60), paper)
    pencil = ImageDraw.Draw(image)
    for left in range(22, 118, 12):
        pencil.rectangle((left, 20, left + stroke - 1, 39), fill=colour)
    (word,) = with_ink(np.asarray(image), [WORD])
    assert isinstance(word, InkedWord)
    return word


def test_sees_the_colour_of_the_ink_on_any_paper() -> None:
    assert drawn((200, 20, 20), 3).colour == (200, 20, 20)
    assert drawn((255, 255, 255), 3, paper=(20, 60, 120)).colour == (255, 255, 255)


def test_sees_how_thick_strokes_are() -> None:
    thin, thick = ink_of([drawn((0, 0, 0), 2)]), ink_of([drawn((0, 0, 0), 4)])
    assert thin is not None
    assert thick is not None
    assert thick.bolder(thin)
    assert not thin.bolder(thick)
    assert not thin.other_colour(thick)


def test_colours_differ_by_tint_or_much_brightness() -> None:
    black, blue, grey, charcoal = (
        ink_of([drawn(colour, 3)]) for colour in ((0, 0, 0), (0, 112, 192), (130, 130, 130), (40, 40, 40))
    )
    assert black is not None
    assert blue is not None
    assert grey is not None
    assert charcoal is not None
    assert black.other_colour(blue)
    assert black.other_colour(grey)
    assert not black.other_colour(charcoal)


def test_a_word_that_cannot_be_seen_stays_as_it_is() -> None:
    blank = np.full((60, 160, 3), 255, dtype=np.uint8)
    assert with_ink(blank, [WORD]) == (WORD,)
    outside = Word("Maths", 0.9, 500, 500, 100, 20)
    assert with_ink(blank, [outside]) == (outside,)
    assert ink_of([WORD]) is None


def test_a_word_without_an_outline_stays_as_it_is() -> None:
    halves = np.zeros((60, 160, 3), dtype=np.uint8)
    halves[:, 71:] = 255  # black and white are equally far from the middle of what is at the rim
    across = Word("Maths", 0.9, 20, 20, 101, 20)
    assert with_ink(halves, [across]) == (across,)


def test_sees_how_far_strokes_lean() -> None:
    image = Image.new("RGB", (640, 240), (255, 255, 255))
    pencil = ImageDraw.Draw(image)
    for left in range(88, 448, 48):
        pencil.line((left + 20, 80, left, 160), fill=(0, 0, 0), width=12)
    (word,) = with_ink(np.asarray(image.resize((160, 60), Image.Resampling.BOX)), [WORD])
    assert isinstance(word, InkedWord)
    assert 0.15 < word.lean < 0.35
    assert abs(drawn((0, 0, 0), 3).lean) < 0.02
