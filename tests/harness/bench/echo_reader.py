"""A reader for tests: its words are the text of the file; it fails on an empty one and ends at one that says so."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from harness.bench.reader_loop import serve


def read(file: Path) -> list[str]:
    text = file.read_text()
    if text == "end":
        sys.stderr.write("cannot go on")
        sys.stderr.flush()
        os._exit(3)
    if not text:
        raise ValueError("nothing in it")
    return text.split()


if __name__ == "__main__":
    print("libraries print what they like")
    serve(read)
