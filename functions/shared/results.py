"""What the functions answer: the OCR result, and words back from one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from functions.shared.page import Page, Word

TEXT_LAYER = "pdf-text-layer"
MODEL = "onnx"
SAME_LINE = 0.5  # of the lower word's height: how far apart the middles of two words of one line may be


def ocr_result(
    pages: Sequence[Page], words: Sequence[Word], model_version: str, processing_time: float
) -> dict[str, Any]:
    """The OCR result of an upload.

    Args:
        pages: of the upload, numbered from 1.
        words: of all pages in reading order, in pixels of their page's image.
        processing_time: in seconds.

    Returns:
        A JSON object. Boxes are in pixels of the page as uploaded. A word whose text is turned has its clockwise
        `rotation` in degrees; several pages add `pages`, their number, and `page` to each word. `engine` says whether
        models read the words or a PDF's text layer gave them.
    """
    several = len(pages) > 1
    scales = {page.number: page.scale for page in pages}
    by_model = {MODEL for page in pages if page.text_words is None or page.pictures}
    by_text_layer = {TEXT_LAYER for page in pages if page.text_words is not None}
    return {
        "text": text_of(words),
        "confidence": round(overall_confidence(words), 4),
        "words": [_word_to_dict(word, scales[word.page], several) for word in words],
        "engine": "+".join(sorted(by_model | by_text_layer)),
        "model_version": model_version,
        "processing_time": round(processing_time, 3),
        **({"pages": len(pages)} if several else {}),
    }


def words_of(result: Mapping[str, Any], pages: Sequence[Page]) -> tuple[Word, ...]:
    """The words in an OCR result of these pages, in pixels of their page's image."""
    scales = {page.number: page.scale for page in pages}
    return tuple(_word_from_dict(word, scales) for word in result["words"])


def overall_confidence(words: Iterable[Word]) -> float:
    """Probability (0 to 1) that a character of the page is right: the words' mean, longer ones weighing more."""
    weighted = [(len(word.text), word.confidence) for word in words]
    total = sum(length for length, _ in weighted)
    return sum(length * confidence for length, confidence in weighted) / total if total else 0.0


def text_of(words: Sequence[Word]) -> str:
    """The words as running text: lines where the page has lines, an empty line between pages."""
    text = ""
    for index, word in enumerate(words):
        text += (_separator(words[index - 1], word) if index else "") + word.text
    return text


def _separator(previous: Word, word: Word) -> str:
    if previous.page != word.page:
        return "\n\n"
    apart = abs((previous.top + previous.bottom) - (word.top + word.bottom)) / 2
    same_line = apart <= SAME_LINE * min(previous.height, word.height) and word.left >= previous.left
    return " " if same_line else "\n"


def _word_to_dict(word: Word, scale: float, several: bool) -> dict[str, Any]:
    return {
        "text": word.text,
        "confidence": round(word.confidence, 4),
        "left": round(word.left * scale, 1),
        "top": round(word.top * scale, 1),
        "width": round(word.width * scale, 1),
        "height": round(word.height * scale, 1),
        **({"rotation": word.rotation} if word.rotation else {}),
        **({"page": word.page} if several else {}),
    }


def _word_from_dict(word: Mapping[str, Any], scales: Mapping[int, float]) -> Word:
    page = word.get("page", 1)
    scale = scales[page]
    return Word(
        text=word["text"],
        confidence=word["confidence"],
        left=word["left"] / scale,
        top=word["top"] / scale,
        width=word["width"] / scale,
        height=word["height"] / scale,
        rotation=word.get("rotation", 0),
        page=page,
    )
