"""From the bytes of an upload to the words on its pages: files, PDF text layers, text detection and recognition.

    for page in load_pages(data):
        words = reader.read(page)

Names are imported when first used: refusing a bad upload needs no onnxruntime, a page with a text layer no models.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from functions.shared.reading.errors import FileTooLarge, ReadingError, UnreadableFile, UnsupportedFile

if TYPE_CHECKING:
    from functions.shared.reading.files import Limits, load_pages
    from functions.shared.reading.model_files import ModelError, packaged_model
    from functions.shared.reading.reader import Reader

__all__ = [
    "FileTooLarge",
    "Limits",
    "ModelError",
    "Reader",
    "ReadingError",
    "UnreadableFile",
    "UnsupportedFile",
    "load_pages",
    "packaged_model",
]

_HOMES = {
    "Limits": "files",
    "load_pages": "files",
    "ModelError": "model_files",
    "packaged_model": "model_files",
    "Reader": "reader",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
