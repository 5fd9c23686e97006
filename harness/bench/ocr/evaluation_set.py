"""The frozen set of pages that every reader is given: drawn timetables, and among them pages of real PDFs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from harness.bench.ocr.documents import DOCUMENT_PAGES, DocumentPage
from harness.bench.ocr.drawn import DrawnPage
from harness.bench.ocr.evaluation_page import EvaluationPage, load_page
from harness.environments.interpreters import Report
from harness.errors import HarnessError
from harness.settings import Settings

# A real page after so many drawn ones, so that the first pages are a fair sample of all.
TIMETABLES_TO_A_DOCUMENT = 5


def recipes() -> list[DrawnPage | DocumentPage]:
    """How the pages of the set are made, in its order."""
    pages: list[DrawnPage | DocumentPage] = []
    for document in DOCUMENT_PAGES:
        first = len(pages) - len(pages) // (TIMETABLES_TO_A_DOCUMENT + 1)
        pages += [DrawnPage(number) for number in range(first, first + TIMETABLES_TO_A_DOCUMENT)]
        pages.append(document)
    return pages


def frozen_set(
    settings: Settings, most: int | None, report: Report, done: Callable[[], None] = lambda: None
) -> list[EvaluationPage]:
    """The pages, drawn anew.

    Args:
        most: only the first so many; None for all.
        report: told of a document that is left out as it cannot be fetched.
        done: called after each page.

    Raises:
        HarnessError: the fonts that pages are drawn in are not installed.
    """
    folder = settings.home / "bench" / "ocr-pages"
    folder.mkdir(parents=True, exist_ok=True)
    images = [_made(recipe, folder, settings, report, done) for recipe in recipes()[:most]]
    return [load_page(image) for image in images if image]


def _made(
    recipe: DrawnPage | DocumentPage, folder: Path, settings: Settings, report: Report, done: Callable[[], None]
) -> Path | None:
    done()
    if isinstance(recipe, DrawnPage):
        return recipe.draw(folder)
    try:
        return recipe.draw(folder, settings.home / "bench" / "ocr-documents")
    except HarnessError as error:
        report(f"{recipe.name} is left out: {error}")
        return None
