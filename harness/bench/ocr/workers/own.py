"""Our reader, as the functions run it: from the bytes of an upload to words."""

from __future__ import annotations

from pathlib import Path

from functions.shared.reading import Reader, load_pages, packaged_model
from functions.shared.reading.engine import EngineConfig
from functions.shared.reading.model_files import ModelFiles
from harness.bench.ocr.workers.text import Text
from harness.bench.reader_loop import serve


def main() -> None:
    reader = Reader(ModelFiles.load(packaged_model()), EngineConfig(threads=1))

    def read(image: Path) -> list[Text]:
        (page,) = load_pages(image.read_bytes())
        return [
            Text(
                text=word.text,
                confidence=word.confidence,
                left=word.left * page.scale,
                top=word.top * page.scale,
                right=word.right * page.scale,
                bottom=word.bottom * page.scale,
            )
            for word in reader.read(page)
        ]

    serve(read)


if __name__ == "__main__":
    main()
