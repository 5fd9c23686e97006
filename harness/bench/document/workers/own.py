"""Our reader, as the functions run it: from the bytes of an upload to the timetable.

With the argument `printed` it is given the words that are printed, as if OCR made no mistake.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from functions.document.readings import Reading
from functions.document.timetable import NoTimetable, read_pages, timetable_of
from functions.shared.page import Page, Word
from functions.shared.reading import Reader, load_pages, packaged_model
from functions.shared.reading.engine import EngineConfig
from functions.shared.reading.model_files import ModelFiles
from harness.bench.document.workers.timetable import Found
from harness.bench.reader_loop import processor_seconds, serve


def main(words: str) -> None:
    reader = Reader(ModelFiles.load(packaged_model()), EngineConfig(threads=1)) if words == "read" else None

    def read(file: Path) -> Found:
        processor = processor_seconds()
        pages = load_pages(file.read_bytes())
        found = [word for page in pages for word in (reader.read(page) if reader else printed(file, page))]
        words_processor = processor_seconds() - processor
        readings = read_pages(pages, found)
        timetable, refused = None, None
        try:
            timetable = timetable_of(readings).to_dict()
        except NoTimetable as error:
            refused = str(error)
        cells = corners(pages[0], readings[0])
        return Found(timetable=timetable, refused=refused, cells=cells, words_processor=words_processor)

    serve(read)


def printed(file: Path, page: Page) -> Sequence[Word]:
    """The words that the truth beside a file says, in pixels of the page."""
    truth = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    return [
        Word(
            word["text"],
            1.0,
            word["left"] / page.scale,
            word["top"] / page.scale,
            word["width"] / page.scale,
            word["height"] / page.scale,
            word["rotation"],
            page.number,
        )
        for word in truth["words"]
    ]


def corners(page: Page, reading: Reading) -> list[list[tuple[float, float]]]:
    """The cells of a reading as quadrilaterals on the upload."""
    if reading.page is None:
        return []
    cells = []
    for box in reading.cells:
        x, y = reading.page.on_upload(
            np.array([box.left, box.right, box.right, box.left]), np.array([box.top, box.top, box.bottom, box.bottom])
        )
        cells.append(list(zip((x * page.scale).tolist(), (y * page.scale).tolist(), strict=True)))
    return cells


if __name__ == "__main__":
    main(sys.argv[1])
