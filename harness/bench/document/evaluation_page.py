"""A page of the evaluation set: a file and, beside it, a JSON file of the timetable that truly stands on it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.evaluation.polygons import Point, Polygon
from harness.errors import HarnessError

FILES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp"})
BLOCK = ("day", "name", "startTime", "endTime")


@dataclass(frozen=True)
class EvaluationPage:
    """One page.

    Attributes:
        name: unique in its set.
        file: that readers are given.
        timetable: in the contract's shape; None where the page holds none.
        layout: family that its layout belongs to.
        distortion: what it went through: clean, scan, photo or screen.
        cells: of its tables, corners clockwise in pixels of the file; None where nobody says.
        words: middles of the words printed on it.
    """

    name: str
    file: Path
    timetable: dict[str, Any] | None
    layout: str = "given"
    distortion: str = "given"
    cells: tuple[Polygon, ...] | None = None
    words: tuple[Point, ...] = ()


def load_folder(folder: Path) -> list[EvaluationPage]:
    """The images and PDFs of a folder that have a truth `NAME.json` beside them, ordered by name.

    The truth is a timetable result as `harness document --json` prints it; a block may be marked `"optional": true`. A
    time that is null is not scored.

    Raises:
        HarnessError: there is no such file, or a truth is not of this form.
    """
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in FILES)
    pages = [EvaluationPage(path.stem, path, _truth(path)) for path in files if truth_of(path).exists()]
    if not pages:
        raise HarnessError(f"{folder} holds no image or PDF with its truth beside it, as in `4M.jpg` and `4M.json`")
    return pages


def truth_of(file: Path) -> Path:
    """Where the truth of a file lies."""
    return file.with_suffix(".json")


def load_drawn(file: Path) -> EvaluationPage:
    """A page whose truth was written by `drawn`."""
    truth = json.loads(truth_of(file).read_text(encoding="utf-8"))
    words = tuple((word["left"] + word["width"] / 2, word["top"] + word["height"] / 2) for word in truth["words"])
    cells = tuple(tuple((x, y) for x, y in cell) for cell in truth["cells"])
    return EvaluationPage(file.stem, file, truth["timetable"], truth["layout"], truth["distortion"], cells, words)


def _truth(file: Path) -> dict[str, Any]:
    try:
        truth: dict[str, Any] = json.loads(truth_of(file).read_text(encoding="utf-8"))
        lacking = [key for block in truth["timeblocks"] for key in BLOCK if key not in block]
    except (ValueError, KeyError, TypeError) as error:
        raise _not_a_timetable(file, f"{type(error).__name__}: {error}") from error
    if lacking:
        raise _not_a_timetable(file, f"a block lacks {lacking[0]}")
    return truth


def _not_a_timetable(file: Path, why: str) -> HarnessError:
    return HarnessError(
        f"{truth_of(file)} is not the truth of a timetable ({why}); it must hold "
        '{"timeblocks": [{"day", "name", "startTime", "endTime"}, …]}, as `harness document --json` prints'
    )


def digest(pages: Sequence[EvaluationPage]) -> str:
    """What tells two sets apart: of every file and truth, 12 hexadecimal digits."""
    total = hashlib.sha256()
    for page in pages:
        for part in (page.name.encode(), page.file.read_bytes(), truth_of(page.file).read_bytes()):
            total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:12]
