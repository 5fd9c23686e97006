"""Names and types of files that may be uploaded. Pure."""

from __future__ import annotations

import re
import unicodedata

from functions.shared.errors import UnsupportedMediaType

CONTENT_TYPES = (
    "image/jpeg",
    "image/png",
    "image/tiff",
    "image/webp",
    "image/bmp",
    "image/gif",
    "application/pdf",
)
MAX_NAME_BYTES = 255  # leaves most of S3's 1,024 bytes for the folder; what file systems allow
NAMELESS = "upload"
_SEPARATORS = re.compile(r"[/\\]")
_UNWANTED = re.compile(r"[^\w.()+ -]+")  # \w keeps letters and digits of every script


def clean_file_name(name: str) -> str:
    """A file name that is safe in a key and as a download: no folders, no control or markup characters.

    Letters of every script, digits, spaces and `. _ - + ( )` stay; runs of others become `_`. Never empty.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    cleaned = _UNWANTED.sub("_", last).strip(" .")
    stem, dot, extension = cleaned.rpartition(".")
    if not dot:
        stem, extension = cleaned, ""
    ending = dot + extension
    room = MAX_NAME_BYTES - len(ending.encode())
    if room < len(NAMELESS):
        stem, ending, room = cleaned, "", MAX_NAME_BYTES
    return (_shortened(stem, room).strip(" .") or NAMELESS) + ending


def check_content_type(content_type: str) -> str:
    """The content type in lower case and without parameters.

    Raises:
        UnsupportedMediaType: files of that type cannot be read.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in CONTENT_TYPES:
        raise UnsupportedMediaType(
            f"files of type {content_type!r} cannot be read; send one of {', '.join(CONTENT_TYPES)}"
        )
    return kind


def _shortened(text: str, size: int) -> str:
    """As much of the text as fits into so many bytes of UTF-8."""
    return text.encode()[:size].decode(errors="ignore")
