"""Tesseract's own program, started anew for each page as its users do; the argument is its page segmentation mode."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from harness.bench.ocr.workers.text import Text
from harness.bench.reader_loop import serve

WORD = "5"  # the level of words in Tesseract's table


def main(mode: str) -> None:
    def read(image: Path) -> list[Text]:
        command = ["tesseract", str(image), "stdout", "-l", "eng", "--psm", mode, "tsv"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        return list(words(done.stdout))

    serve(read)


def words(table: str) -> Iterator[Text]:
    """The words of Tesseract's table of tab-separated values."""
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == WORD and row["text"].strip():
            left, top = float(row["left"]), float(row["top"])
            yield Text(
                text=row["text"],
                confidence=float(row["conf"]) / 100,
                left=left,
                top=top,
                right=left + float(row["width"]),
                bottom=top + float(row["height"]),
            )


if __name__ == "__main__":
    main(sys.argv[1])
