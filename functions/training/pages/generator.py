"""Pages from seeds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from functions.training.fonts import FontFamily
from functions.training.pages.composition import compose
from functions.training.pages.decoration import in_a_window
from functions.training.pages.distortions import DISTORTIONS
from functions.training.pages.families import ALL_FAMILIES, WITHOUT_TIMETABLE
from functions.training.pages.look import some_look
from functions.training.pages.page import Page
from functions.training.pages.titles import some_footer
from functions.training.pages.vocabulary import Vocabulary

SCALES = (1.4, 1.6, 1.8, 2.0, 2.0, 2.3, 2.6)  # pixels to a point
# How many pages are shown in a program's window, by what they go through.
WINDOWS = {"clean": 0.12, "screen": 0.4}


def generate(
    seed: int,
    fonts: Sequence[FontFamily],
    *,
    families: Sequence[str] | None = None,
    distortion: str = "clean",
    held_out: bool = False,
) -> Page:
    """The page of a seed: the same arguments always give the same page.

    Args:
        fonts: that it may be set in, at least one.
        families: names of layouts to choose from; None for all those of timetables.
        distortion: "clean", "scan", "photo" or "screen".
        held_out: it says words that pages for training never say.

    Raises:
        KeyError: no such family or distortion.
    """
    chance = random.Random(f"page {seed}")  # noqa: S311 (pictures hold no secrets)
    name = chance.choice(sorted(families or ALL_FAMILIES))
    words = Vocabulary(held_out)
    look = some_look(chance, fonts, scale=chance.choice(SCALES))
    in_window = chance.random() < WINDOWS.get(distortion, 0.0)
    if in_window:
        look = replace(look, misspelled=0.15)
    plan = (ALL_FAMILIES | WITHOUT_TIMETABLE)[name](chance, words, look)
    plan = replace(plan, parts=(*plan.parts, *some_footer(chance, words, look)))
    page = replace(compose(chance, plan, look), family=name)
    if in_window:
        page = in_a_window(chance, page, look)
    distorted = DISTORTIONS[distortion](chance, page)
    return replace(distorted, distortion=distortion)
