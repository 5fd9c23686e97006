"""The frozen part of the evaluation: lines that every model is judged by, and that no model is trained on.

They are drawn in fonts and words held out from training (`python -m functions.pipeline freeze`) and ship with the code,
so that figures of different runs can be compared.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FROZEN = Path(__file__).resolve().parent / "frozen" / "lines.zip"
_INDEX = "lines.json"


@dataclass(frozen=True)
class EvaluationLine:
    """A line to read.

    Attributes:
        strip: 48 x width x 3, RGB.
        text: what stands there.
        category: where it comes from.
    """

    strip: NDArray[np.uint8]
    text: str
    category: str


def load(path: Path = FROZEN) -> list[EvaluationLine]:
    """The lines, always in the same order."""
    with zipfile.ZipFile(path) as archive:
        entries = json.loads(archive.read(_INDEX))
        return [
            EvaluationLine(_pixels(archive.read(entry["file"])), entry["text"], entry["category"]) for entry in entries
        ]


def save(lines: Iterable[EvaluationLine], path: Path) -> None:
    """Writes lines for `load`; as JPEG of high quality, which keeps a thousand of them small."""
    entries = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number, line in enumerate(lines):
            file = io.BytesIO()
            Image.fromarray(line.strip).save(file, "JPEG", quality=90)
            entries.append({"file": f"{number:04}.jpg", "text": line.text, "category": line.category})
            archive.writestr(zipfile.ZipInfo(entries[-1]["file"]), file.getvalue())
        archive.writestr(zipfile.ZipInfo(_INDEX), json.dumps(entries, ensure_ascii=False, indent=0))


def _pixels(data: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
