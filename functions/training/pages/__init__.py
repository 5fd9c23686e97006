"""Timetable pages with their exact truth, drawn from a seed: for training, for `harness bench`, for people to look at.

`generate` is the one entry. Needs numpy and Pillow only; imports of functions/ only the fonts of functions/training.
"""

from functions.training.pages.families import ALL_FAMILIES, HELD_OUT_FAMILIES, TRAINING_FAMILIES, WITHOUT_TIMETABLE
from functions.training.pages.generator import generate
from functions.training.pages.page import Page, PrintedCell, PrintedRule, PrintedWord

__all__ = [
    "ALL_FAMILIES",
    "HELD_OUT_FAMILIES",
    "TRAINING_FAMILIES",
    "WITHOUT_TIMETABLE",
    "Page",
    "PrintedCell",
    "PrintedRule",
    "PrintedWord",
    "generate",
]
