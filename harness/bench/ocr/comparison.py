"""What is measured of one reader, beside the goals."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.evaluation.confidence import Bin, calibration_error, reliability
from functions.evaluation.mistakes import KINDS, Mistake
from functions.evaluation.page_scores import PageScore, Score, score_page, total
from harness.bench.figures import Figure
from harness.bench.ocr.evaluation_page import EvaluationPage
from harness.bench.ocr.process import Run

MEGABYTE = 1e6


@dataclass(frozen=True)
class Comparison:
    """One reader on the pages of a set.

    Attributes:
        name: of the reader.
        pages: what it was given.
        run: what it made of them, and what that took.
        scores: of each page.
        package_bytes: what it takes on disk, unpacked; None where nobody weighed it.
    """

    name: str
    pages: Sequence[EvaluationPage]
    run: Run
    scores: tuple[PageScore, ...]
    package_bytes: int | None = None

    @classmethod
    def of(cls, name: str, pages: Sequence[EvaluationPage], run: Run, package_bytes: int | None = None) -> Comparison:
        """Scores a run. A page on which the reader failed counts as one on which it read nothing."""
        scores = tuple(score_page(page.words, reading.texts) for page, reading in zip(pages, run.pages, strict=True))
        return cls(name, pages, run, scores, package_bytes)

    @property
    def total(self) -> PageScore:
        return total(self.scores)

    @property
    def reliability(self) -> list[Bin]:
        return reliability(self.total.outcomes)

    @property
    def failures(self) -> dict[str, str]:
        """Pages that it failed on, and why."""
        pages = zip(self.pages, self.run.pages, strict=True)
        return {page.name: reading.error for page, reading in pages if reading.error}

    @property
    def mistakes(self) -> list[tuple[EvaluationPage, Mistake]]:
        pages = zip(self.pages, self.scores, strict=True)
        return [(page, mistake) for page, score in pages for mistake in score.mistakes]

    def figures(self) -> list[Figure]:
        """What has a goal; seconds a page are those of the median page."""
        readings, score = self.run.pages, self.total.total
        wall, processor = ([getattr(page, kind) for page in readings] for kind in ("wall", "processor"))
        figures = [
            Figure("word F1", score.words.f1, "", 0.99, at_least=True),
            Figure("order-free CER", score.characters.rate, "", 0.015),
            Figure("a page", statistics.median(wall), "s", 0.6, tuple(wall), statistics.median(processor)),
            Figure("first result", self.run.first_wall, "s", 1.0, processor=self.run.first_processor),
            Figure("peak memory", self.run.peak_memory / MEGABYTE, "MB", 300),
        ]
        if self.package_bytes is not None:
            figures.append(Figure("package, unzipped", self.package_bytes / MEGABYTE, "MB", 110))
        return figures

    def to_dict(self) -> dict[str, Any]:
        """For programs."""
        score = self.total
        return {
            "name": self.name,
            "figures": [figure.to_dict() for figure in self.figures()],
            "categories": {name: _scored(held) for name, held in score.by_category.items()},
            "pages": {page.name: _scored(held.total) for page, held in zip(self.pages, self.scores, strict=True)},
            "calibration_error": round(calibration_error(self.reliability), 4),
            "reliability": [
                {"words": held.words, "confidence": round(held.confidence, 4), "right": round(held.right, 4)}
                for held in self.reliability
            ],
            "mistakes": mistakes_by_kind(score.mistakes),
            "failures": self.failures,
        }


def _scored(score: Score) -> dict[str, float]:
    return {
        "words": score.words.printed,
        "f1": round(score.words.f1, 4),
        "precision": round(score.words.precision, 4),
        "recall": round(score.words.recall, 4),
        "cer": round(score.characters.rate, 4),
    }


def mistakes_by_kind(mistakes: Sequence[Mistake]) -> Mapping[str, Mapping[str, int]]:
    """How many mistakes of each kind there are, and how many characters they cost; the costliest kinds first."""
    count, errors = Counter[str](), Counter[str]()
    for mistake in mistakes:
        count[mistake.kind] += 1
        errors[mistake.kind] += mistake.errors
    kinds = sorted((kind for kind in KINDS if count[kind]), key=lambda kind: -errors[kind])
    return {kind: {"mistakes": count[kind], "characters": errors[kind]} for kind in kinds}
