"""A page of the evaluation set: an image and, beside it, a JSON file of what truly stands on it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL.Image import Image

from functions.evaluation.words import Box, PrintedWord, composed
from harness.errors import HarnessError

IMAGES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp"})


@dataclass(frozen=True)
class EvaluationPage:
    """One page.

    Attributes:
        name: unique in its set.
        image: file that readers are given.
        words: everything printed on it, in reading order.
    """

    name: str
    image: Path
    words: tuple[PrintedWord, ...]


def load_folder(folder: Path) -> list[EvaluationPage]:
    """The images of a folder that have a truth `NAME.json` beside them, ordered by name.

    The truth holds `words` as `harness ocr --json` prints them: each with `text`, `left`, `top`, `width`, `height`, in
    pixels of the image. `categories` of a word, or of the whole page, are optional.

    Raises:
        HarnessError: there is no such image, or a truth is not of this form.
    """
    images = sorted(path for path in folder.glob("*") if path.suffix.lower() in IMAGES)
    pages = [load_page(image) for image in images if image.with_suffix(".json").exists()]
    if not pages:
        raise HarnessError(f"{folder} holds no image with its truth beside it, as in `monday.jpg` and `monday.json`")
    return pages


def load_page(image: Path) -> EvaluationPage:
    """The page of an image with its truth beside it.

    Raises:
        HarnessError: the truth is not of the form of `load_folder`.
    """
    truth = image.with_suffix(".json")
    try:
        page = json.loads(truth.read_text(encoding="utf-8"))
        page = page.get("result", page)
        common = frozenset(page.get("categories", ()))
        words = tuple(_word(word, common) for word in page["words"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HarnessError(
            f"{truth} is not the truth of a page ({type(error).__name__}: {error}); it must hold "
            '{"words": [{"text", "left", "top", "width", "height"}, …]}, as `harness ocr --json` prints'
        ) from error
    return EvaluationPage(image.stem, image, words)


def _word(word: dict[str, Any], common: frozenset[str]) -> PrintedWord:
    left, top = float(word["left"]), float(word["top"])
    box = Box(left, top, left + float(word["width"]), top + float(word["height"]))
    return PrintedWord(composed(word["text"]), box, common | frozenset(word.get("categories", ())))


def save_page(picture: Image, image: Path, words: Sequence[PrintedWord]) -> None:
    """Writes an image and its truth beside it. Whoever reads either at the same time sees all of it.

    Args:
        picture: what the page looks like.
        image: the file to write, a PNG.
        words: what stands on the page.
    """
    rows = [
        {
            "text": word.text,
            "left": round(word.box.left, 1),
            "top": round(word.box.top, 1),
            "width": round(word.box.right - word.box.left, 1),
            "height": round(word.box.bottom - word.box.top, 1),
            "categories": sorted(word.categories),
        }
        for word in words
    ]
    text = json.dumps({"words": rows}, ensure_ascii=False, indent=1)
    with tempfile.TemporaryDirectory(dir=image.parent) as folder:
        new = Path(folder) / image.name
        picture.save(new, "PNG")
        new.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
        new.with_suffix(".json").replace(image.with_suffix(".json"))
        new.replace(image)


def digest(pages: Iterable[EvaluationPage]) -> str:
    """What tells two sets apart: of every image and truth, 12 hexadecimal digits."""
    total = hashlib.sha256()
    for page in pages:
        for part in (page.name.encode(), page.image.read_bytes(), page.image.with_suffix(".json").read_bytes()):
            total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:12]
