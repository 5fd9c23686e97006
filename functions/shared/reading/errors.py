"""Why a file cannot be read, in words that its sender can act on."""

from __future__ import annotations


class ReadingError(ValueError):
    """The upload itself is at fault: trying again with the same bytes fails again."""


class UnsupportedFile(ReadingError):
    """The bytes are neither an image nor a PDF of a kind that can be read."""


class FileTooLarge(ReadingError):
    """The file has more bytes, pixels or pages than are read."""


class UnreadableFile(ReadingError):
    """The file is of a known kind, but empty, damaged, cut short or locked."""
