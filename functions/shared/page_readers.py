"""Reads pages with the champion and, for its share of files, with the canary, whose answer it then is.

A file of the canary's share is read by both: on one page two versions compare better than on pages of their own, and
a canary that fails costs nobody an answer.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from functions.shared.model_metrics import ModelMetrics, Role
from functions.shared.page import Page, Word
from functions.shared.reading import Reader
from functions.shared.results import overall_confidence
from functions.shared.serving import Loaded, Serving
from functions.shared.telemetry import logger


@dataclass(frozen=True)
class _Read:
    words: tuple[Word, ...]
    seconds: float

    @property
    def confidence(self) -> float | None:
        return overall_confidence(self.words) if self.words else None


def read_pages(
    pages: Sequence[Page], content: bytes, serving: Serving[Reader], metrics: ModelMetrics
) -> tuple[tuple[Word, ...], str]:
    """The words of a file's pages, and the version that read them.

    Args:
        pages: of the file.
        content: its bytes, which decide who reads it.
        serving: the versions in service.
        metrics: hear how each version does; not of pages that need no model.

    Raises:
        Exception: the champion failed.
    """
    champion, canary = serving.champion, serving.canary_for(content)
    if not any(page.text_words is None or page.pictures for page in pages):
        return _read(champion, pages).words, champion.version
    try:
        usual = _read(champion, pages)
    except Exception:
        metrics.failed(Role.CHAMPION)
        raise
    metrics.answered(Role.CHAMPION, usual.seconds, usual.confidence)
    tried = _try(canary, pages, metrics) if canary else None
    if canary is None or tried is None:
        return usual.words, champion.version
    metrics.answered(Role.CANARY, tried.seconds, tried.confidence, confidence_drop(usual.words, tried.words))
    return tried.words, canary.version


def confidence_drop(usual: Sequence[Word], tried: Sequence[Word]) -> float | None:
    """By which part the characters that are likely right are fewer in `tried`; negative where there are more.

    Not the difference of two mean confidences, which would not see words that are not found at all. None where the
    usual reading has no words: empty pages would hide a drop on the others.
    """
    before, after = (sum(len(word.text) * word.confidence for word in words) for words in (usual, tried))
    return (before - after) / before if before else None


def _try(canary: Loaded[Reader], pages: Sequence[Page], metrics: ModelMetrics) -> _Read | None:
    try:
        return _read(canary, pages)
    except Exception:
        logger.exception("canary failed", model_version=canary.version)
        metrics.failed(Role.CANARY)
        return None


def _read(version: Loaded[Reader], pages: Sequence[Page]) -> _Read:
    started = time.perf_counter()
    words = tuple(word for page in pages for word in version.model.read(page))
    return _Read(words, time.perf_counter() - started)
