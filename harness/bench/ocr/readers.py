"""The readers that are compared: how each is started, and what it needs to be installed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from harness.bench.reader_process import ReaderProgram
from harness.environments import VirtualEnvironment
from harness.environments.interpreters import Report
from harness.settings import Settings

WORKERS = "harness.bench.ocr.workers"
PEERS_PYTHON = "3.11"
PEERS_LOCK = Path(__file__).with_name("peers.lock")
# A tall page is read as one block of text by 3, and as scattered words, which suits tables best, by 11.
TESSERACT_MODES = ("3", "11")


def own() -> ReaderProgram:
    """Our reader, in the environment of the harness."""
    return ReaderProgram("ai-pipeline", Path(sys.executable), f"{WORKERS}.own")


def peers(settings: Settings, report: Report) -> Iterator[ReaderProgram]:
    """The others. What pip has is installed; of what is missing, the user is told how to install it.

    Raises:
        InstallationError: the peers' environment cannot be installed.
    """
    environment = VirtualEnvironment(settings.environments / "ocr-peers", PEERS_PYTHON, PEERS_LOCK)
    environment.prepare(report, settings.logs / "ocr-peers-install.log")
    yield ReaderProgram("RapidOCR", environment.python, f"{WORKERS}.rapid", "default")
    yield ReaderProgram("RapidOCR tiny", environment.python, f"{WORKERS}.rapid", "tiny")
    if shutil.which("tesseract") is None:
        report("Tesseract is left out: it is not installed (`apt-get install tesseract-ocr`, `brew install tesseract`)")
        return
    for mode in TESSERACT_MODES:
        yield ReaderProgram(f"Tesseract {mode}", Path(sys.executable), f"{WORKERS}.tesseract", mode)
