"""What a user could put together: RapidOCR's words and img2table's cells, read with our grammar of days and times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2  # type: ignore[import-not-found, unused-ignore]
from img2table.document import Image  # type: ignore[import-not-found, unused-ignore]
from img2table.ocr._types import OCRData  # type: ignore[import-not-found, unused-ignore]
from rapidocr import RapidOCR  # type: ignore[import-not-found, unused-ignore]

from functions.document.geometry import Box
from functions.document.grid import Table
from functions.document.readings import Reading, best_of, by_alignment, by_lines, by_tables
from functions.document.straighten import StraightPage
from functions.document.timetable import NoTimetable, timetable_of
from functions.shared.page import Word
from harness.bench.document.workers.timetable import Found
from harness.bench.ocr.workers.lines import TALL
from harness.bench.ocr.workers.lines import words as words_of_line
from harness.bench.ocr.workers.rapid import ONE_THREAD
from harness.bench.ocr.workers.text import Text
from harness.bench.reader_loop import processor_seconds, serve


def main() -> None:
    cv2.setNumThreads(1)
    engine = RapidOCR(params=ONE_THREAD)

    def read(file: Path) -> Found:
        processor = processor_seconds()
        found = engine(str(file))
        lines = [] if found.boxes is None else list(zip(found.boxes.tolist(), found.txts, found.scores, strict=True))
        words = [word(text) for corners, line, score in lines for text in words_of_line(corners, line, float(score))]
        words_processor = processor_seconds() - processor
        reading = best_of(readings(words, tables(file, lines))) if words else Reading()
        timetable, refused = None, None
        try:
            timetable = timetable_of([reading]).to_dict()
        except NoTimetable as error:
            refused = str(error)
        cells = [corners(cell) for cell in reading.cells]
        return Found(timetable=timetable, refused=refused, cells=cells, words_processor=words_processor)

    serve(read)


def word(text: Text) -> Word:
    """A word as our grammar takes it: a tall one runs downwards."""
    width, height = text["right"] - text["left"], text["bottom"] - text["top"]
    turned = len(text["text"]) > 1 and height > TALL * width
    return Word(text["text"], text["confidence"], text["left"], text["top"], width, height, 90 if turned else 0)


def tables(file: Path, lines: Sequence[tuple[Any, str, float]]) -> list[Table]:
    """The tables that img2table finds, those without lines too; a cell over several rows or columns once."""
    document = Image(str(file))
    document.ocr_data = OCRData({0: list(records(lines))}) if lines else None
    found = []
    for table in document.extract_tables(borderless_tables=True):
        boxes = {
            (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2) for row in table.content.values() for cell in row
        }
        cells = tuple(Box(*map(float, box)) for box in sorted(boxes, key=lambda box: (box[1], box[0])))
        found.append(Table(Box.around(cells), cells))
    return found


def records(lines: Sequence[tuple[Any, str, float]]) -> Iterator[dict[str, Any]]:
    """Lines of text as img2table's own use of RapidOCR hands them on."""
    for number, (corners, line, score) in enumerate(lines):
        xs, ys = [int(x) for x, _ in corners], [int(y) for _, y in corners]
        box = {"x1": min(xs), "y1": min(ys), "x2": max(xs), "y2": max(ys)}
        yield {"id": f"{number}", "parent": f"{number}", "value": line, "confidence": int(100 * score), **box}


def readings(words: Sequence[Word], found: Sequence[Table]) -> Iterator[Reading]:
    """Ways to read the page, as ours are; the page is taken as straight, and no lines are known but the cells'."""
    page = StraightPage(tuple(words))
    yield by_tables(page, found)
    yield by_alignment(page, ())
    yield by_lines(page)


def corners(box: Box) -> list[tuple[float, float]]:
    return [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]


if __name__ == "__main__":
    main()
