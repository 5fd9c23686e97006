"""What the OCR function takes on Lambda's disk."""

from __future__ import annotations

import json

from harness.environments.interpreters import Report
from harness.settings import Settings

PARTS = ("layers/base", "layers/inference", "functions/ocr")


def package_bytes(settings: Settings, report: Report) -> int | None:
    """Layers, code and models of the function, unpacked, as last built; None where they are not built."""
    manifest = settings.build / "packages.json"
    if not manifest.exists():
        report("The package is not weighed, as it is not built: `make packages`")
        return None
    packages = json.loads(manifest.read_text(encoding="utf-8"))["packages"]
    return sum(int(packages[part]["unzipped_bytes"]) for part in PARTS)
