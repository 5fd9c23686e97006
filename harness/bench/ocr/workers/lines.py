"""From a line in a tilted box, as peers report text, to its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.bench.ocr.workers.text import Text

# Boxes that are this much taller than wide hold turned text (what RapidOCR turns before it reads).
TALL = 1.5


def words(corners: Sequence[Sequence[float]], line: str, confidence: float) -> Iterator[Text]:
    """The words of a line, each where its characters would be if all were as wide; a turned line stays whole."""
    (left, top), (right, right_top), (_, bottom), (_, left_bottom) = corners
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    if max(ys) - min(ys) > TALL * (max(xs) - min(xs)):
        yield Text(text=line, confidence=confidence, left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))
        return
    start = 0
    for word in line.split(" "):
        first, last = start / len(line), (start + len(word)) / len(line)
        tops = [top + share * (right_top - top) for share in (first, last)]
        bottoms = [left_bottom + share * (bottom - left_bottom) for share in (first, last)]
        if word:
            yield Text(
                text=word,
                confidence=confidence,
                left=left + first * (right - left),
                top=min(tops),
                right=left + last * (right - left),
                bottom=max(bottoms),
            )
        start += len(word) + 1
