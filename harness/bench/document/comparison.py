"""What is measured of one reader of timetables, beside the goals."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from functions.evaluation.cells import cell_counts
from functions.evaluation.confidence import Bin, calibration_error, reliability
from functions.evaluation.counts import Counts
from functions.evaluation.timeblocks import score_blocks
from functions.evaluation.timetables import NOTHING, TimetableScore, score_timetable
from harness.bench.document.evaluation_page import EvaluationPage
from harness.bench.figures import Figure
from harness.bench.reader_process import Answer, Answers

MEGABYTE = 1e6
PHOTOGRAPHED = frozenset({"photo", "screen"})
# All blocks of a page share its confidence, so bins are wider than those of words.
NOTHING_FOUND: dict[str, Any] = {"timetable": None, "cells": ()}
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True)
class Comparison:
    """One reader on the pages of a set.

    Attributes:
        name: of the reader.
        pages: what it was given.
        answers: what it made of them, and what that took.
        scores: of each page.
    """

    name: str
    pages: Sequence[EvaluationPage]
    answers: Answers
    scores: tuple[TimetableScore, ...]

    @classmethod
    def of(cls, name: str, pages: Sequence[EvaluationPage], answers: Answers) -> Comparison:
        """Scores a run. A page on which the reader failed counts as one on which it found no timetable."""
        scores = tuple(_score(page, answer) for page, answer in zip(pages, answers.files, strict=True))
        return cls(name, pages, answers, scores)

    @property
    def total(self) -> TimetableScore:
        return self.total_of(lambda page: True)

    @cached_property
    def reliability(self) -> list[Bin]:
        return reliability(self.total.outcomes, EDGES)

    @property
    def failures(self) -> dict[str, str]:
        """Pages that it failed on, and why."""
        pages = zip(self.pages, self.answers.files, strict=True)
        return {page.name: answer.error for page, answer in pages if answer.error}

    def total_of(self, wanted: Callable[[EvaluationPage], bool]) -> TimetableScore:
        """The scores of some pages, added up."""
        scores = (score for page, score in zip(self.pages, self.scores, strict=True) if wanted(page))
        return sum(scores, TimetableScore())

    def group(self, layout: str, distortion: str) -> TimetableScore:
        """The scores of pages of one layout that went through the same."""
        return self.total_of(lambda page: (page.layout, page.distortion) == (layout, distortion))

    def figures(self) -> list[Figure]:
        """What has a goal, and what stands beside it."""
        files, total = self.answers.files, self.total
        clean = self.total_of(lambda page: page.distortion == "clean").blocks
        photographed = self.total_of(lambda page: page.distortion in PHOTOGRAPHED).blocks
        wall, processor = ([getattr(answer, kind) for answer in files] for kind in ("wall", "processor"))
        after_words = [answer.processor - answer.result["words_processor"] for answer in files if answer.result]
        return [
            Figure("block F1", total.blocks.f1, "", at_least=True),
            Figure("block F1, clean", clean.f1, "", 0.97 if clean.printed else None, at_least=True),
            Figure("block F1, photos", photographed.f1, "", 0.92 if photographed.printed else None, at_least=True),
            Figure("cell F1", total.cells.f1, "", at_least=True),
            Figure("metadata F1", total.metadata.f1, "", at_least=True),
            Figure("calibration error", calibration_error(self.reliability), ""),
            Figure("a page, one thread", statistics.median(wall), "s", 1.0, tuple(wall)),
            Figure("a page, processor", statistics.median(processor), "s", None, tuple(processor)),
            Figure("of it after the words", statistics.median(after_words or [0.0]), "s", None, tuple(after_words)),
            Figure("first result", self.answers.first_wall, "s"),
            Figure("peak memory", self.answers.peak_memory / MEGABYTE, "MB", 350),
        ]

    def errors(self) -> Iterator[dict[str, Any]]:
        """Blocks that were missed or made up, page by page."""
        for page, answer in zip(self.pages, self.answers.files, strict=True):
            read, truth = (answer.result or NOTHING_FOUND)["timetable"] or NOTHING, page.timetable or NOTHING
            score = score_blocks(read["timeblocks"], truth["timeblocks"])
            for kind, blocks in (("missed", score.missing), ("made up", score.surplus)):
                yield from ({"page": page.name, "kind": kind, **block} for block in blocks)

    def to_dict(self) -> dict[str, Any]:
        """For programs."""
        return {
            "name": self.name,
            "figures": [figure.to_dict() for figure in self.figures()],
            "groups": [
                {"layout": layout, "distortion": distortion, **_scored(self.group(layout, distortion))}
                for layout, distortion in sorted({(page.layout, page.distortion) for page in self.pages})
            ],
            "pages": {page.name: _scored(score) for page, score in zip(self.pages, self.scores, strict=True)},
            "reliability": [
                {"blocks": held.words, "confidence": round(held.confidence, 4), "right": round(held.right, 4)}
                for held in self.reliability
            ],
            "failures": self.failures,
        }


def _score(page: EvaluationPage, answer: Answer) -> TimetableScore:
    found = answer.result or NOTHING_FOUND
    cells = None if page.cells is None else cell_counts(page.cells, found["cells"], page.words)
    return score_timetable(found["timetable"], page.timetable, cells)


def _scored(score: TimetableScore) -> dict[str, Any]:
    return {name: _counted(counts) for name, counts in vars(score).items() if isinstance(counts, Counts)}


def _counted(counts: Counts) -> dict[str, float]:
    return {
        "f1": round(counts.f1, 4),
        "matched": counts.matched,
        "printed": counts.printed,
        "read": counts.read,
    }
