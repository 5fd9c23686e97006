"""Which of our own files each function ships."""

from __future__ import annotations

from pathlib import Path

from functions.packaging.archive import files_below

FUNCTIONS = Path(__file__).resolve().parent.parent
READS_PAGES = ("shared", "models")  # the reading engine, which is shared, and its models
TRAINING_STEP = (*READS_PAGES, "evaluation", "pipeline")
FOLDERS = {
    "ocr": (*READS_PAGES, "ocr"),
    "document": (*READS_PAGES, "document"),
    "uploads": ("shared", "uploads"),
    "rollout": ("shared", "rollout"),
    "prepare-data": TRAINING_STEP,
    "evaluate-model": TRAINING_STEP,
    "register-model": TRAINING_STEP,
}
NAMES = tuple(FOLDERS)
_READING = ("functions/shared/reading/", "functions/shared/page.py")
_TASK = ("functions/pipeline/task/", "functions/pipeline/Dockerfile", "functions/pipeline/requirements")


def function_files(name: str, functions: Path = FUNCTIONS) -> dict[str, Path]:
    """The files of a function's zip by their names in it.

    Functions that read pages ship the reading engine and its models; the others stay small. What only the training
    task runs is in its image.
    """
    files = {"functions/__init__.py": functions / "__init__.py"}
    for folder in FOLDERS[name]:
        for path, source in files_below(functions / folder).items():
            files[f"functions/{folder}/{path}"] = source
    return {path: source for path, source in files.items() if _ships(path, name)}


def _ships(path: str, name: str) -> bool:
    if "__pycache__" in path or path.startswith(_TASK):
        return False
    return "models" in FOLDERS[name] or not path.startswith(_READING)
