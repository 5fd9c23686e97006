"""The readers of timetables that are compared."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from harness.bench.reader_process import ReaderProgram
from harness.environments import VirtualEnvironment
from harness.environments.interpreters import Report
from harness.settings import Settings

WORKERS = "harness.bench.document.workers"
PEERS_PYTHON = "3.11"
PEERS_LOCK = Path(__file__).with_name("peers.lock")


def own() -> ReaderProgram:
    """Our reader, in the environment of the harness."""
    return ReaderProgram("ai-pipeline", Path(sys.executable), f"{WORKERS}.own", "read")


def own_with_printed_words() -> ReaderProgram:
    """Our reader given the words that are printed: what it would do if OCR made no mistake."""
    return ReaderProgram("ai-pipeline, words given", Path(sys.executable), f"{WORKERS}.own", "printed")


def peers(settings: Settings, report: Report) -> Iterator[ReaderProgram]:
    """What a user could put together, in an environment of its own, installed where it is missing.

    Raises:
        InstallationError: it cannot be installed.
    """
    environment = VirtualEnvironment(settings.environments / "document-peers", PEERS_PYTHON, PEERS_LOCK)
    environment.prepare(report, settings.logs / "document-peers-install.log")
    yield ReaderProgram("RapidOCR + img2table", environment.python, f"{WORKERS}.peer")
