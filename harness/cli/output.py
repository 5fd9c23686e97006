"""Where commands print: results to stdout, progress and errors to stderr, so that --json leaves only JSON on stdout."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console

people = Console()
progress = Console(stderr=True)


def report(line: str) -> None:
    """Tells a person what is going on."""
    progress.print(f"[dim]·[/dim] {line}", highlight=False, soft_wrap=True)


def print_json(value: Any) -> None:
    """Prints one JSON value on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()
