"""Which of our own files each function ships."""

from __future__ import annotations

from pathlib import Path

from functions.packaging.archive import files_below

FUNCTIONS = Path(__file__).resolve().parent.parent
READS_PAGES = ("ocr", "document")
NAMES = (*READS_PAGES, "uploads")


def function_files(name: str, functions: Path = FUNCTIONS) -> dict[str, Path]:
    """The files of a function's zip by their names in it.

    Functions that read pages ship the reading engine and its models; the others stay small.
    """
    folders = ["shared", name, *(["models"] if name in READS_PAGES else [])]
    files = {"functions/__init__.py": functions / "__init__.py"}
    for folder in folders:
        for path, source in files_below(functions / folder).items():
            files[f"functions/{folder}/{path}"] = source
    return {path: source for path, source in files.items() if _ships(path, name)}


def _ships(path: str, name: str) -> bool:
    reading = path.startswith(("functions/shared/reading/", "functions/shared/page.py"))
    return "__pycache__" not in path and (name in READS_PAGES or not reading)
