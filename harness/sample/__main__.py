"""Writes the sample page: `python -m harness.sample FILE.png` or `FILE.pdf`."""

from __future__ import annotations

import sys
from pathlib import Path

from harness.sample import sample_image, sample_pdf

FORMATS = {".png": sample_image, ".pdf": sample_pdf}


def main(arguments: list[str]) -> int:
    """Writes each of the named files in the format that its suffix says; 2 where there is none or it is unknown."""
    paths = [Path(argument) for argument in arguments]
    if not paths or any(path.suffix.lower() not in FORMATS for path in paths):
        sys.stderr.write("usage: python -m harness.sample FILE.png|FILE.pdf …\n")
        return 2
    for path in paths:
        path.write_bytes(FORMATS[path.suffix.lower()]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
