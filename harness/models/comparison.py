"""Two versions side by side: what is written of them, and what they read on the same pages."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from functions.shared.errors import describe
from functions.shared.page_readers import confidence_drop
from functions.shared.recognition import Reading, read_file
from functions.shared.results import overall_confidence
from functions.shared.settings import DEFAULT_MAX_UPLOAD_BYTES
from harness.models.deployed import Deployed
from harness.models.listing import evaluation
from harness.models.versions import ModelVersions, load

LONG = ("files", "characters")  # of a manifest; counted, not shown


def figures(stack: Deployed, versions: ModelVersions, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Numbers and texts of each version's manifest and evaluation, by dotted name."""
    return {name: _figures(stack, versions, name) for name in names}


def _figures(stack: Deployed, versions: ModelVersions, name: str) -> dict[str, Any]:
    found = versions.find(name)
    manifest = {key: value for key, value in found.manifest.items() if key not in LONG}
    counted = {"bytes": found.bytes, "characters": len(found.manifest.get("characters", ()))}
    return flat({**manifest, **counted, "evaluation": evaluation(stack, name) or {}})


def flat(document: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Numbers and texts of nested objects, by dotted name."""
    found: dict[str, Any] = {}
    for key, value in document.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{prefix}{key}.")
        elif isinstance(value, str | int | float):
            found[prefix + key] = value
    return found


def read_by_both(versions: ModelVersions, names: Sequence[str], files: Sequence[Path]) -> list[dict[str, Any]]:
    """What two versions read on each file.

    Args:
        names: two versions.
        files: images or PDFs; one that cannot be read gets its error.
    """
    with TemporaryDirectory() as folder:
        readers = [load(versions.fetch(name, Path(folder)), name) for name in names]

    def compare(file: Path) -> dict[str, Any]:
        try:
            data = file.read_bytes()
            return {"file": str(file), "ok": True} | compared(
                *(read_file(data, reader, DEFAULT_MAX_UPLOAD_BYTES) for reader in readers)
            )
        except Exception as error:
            failure = describe(error)
            if failure.status >= 500 and not isinstance(error, OSError):
                raise
            message = str(error) if isinstance(error, OSError) else failure.message
            return {"file": str(file), "ok": False, "error": {"type": failure.type, "message": message}}

    return [compare(file) for file in files]


def compared(first: Reading, second: Reading) -> dict[str, Any]:
    """Two readings of one file: figures of each, and the words in which they differ, in reading order."""
    before, after = ([word.text for word in reading.words] for reading in (first, second))
    drop = confidence_drop(first.words, second.words)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return {
        "readings": {
            reading.model_version: {
                "words": len(reading.words),
                "confidence": round(overall_confidence(reading.words), 4),
                "seconds": round(reading.processing_time, 3),
            }
            for reading in (first, second)
        },
        "confidence_drop": None if drop is None else round(drop, 4),
        "differences": [
            {first.model_version: before[a:b], second.model_version: after[c:d]}
            for kind, a, b, c, d in matcher.get_opcodes()
            if kind != "equal"
        ],
    }
