"""What training leaves behind, for tests of the steps after it: the packaged model under a run's name."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from functions.pipeline.objects import Objects
from functions.shared.reading import packaged_model

RUN = "run-1"
REPORT = {"base": "v1", "code": "c0de", "mlflow_run": "abc", "parity": 1e-5}


def leave_run(training: Objects, report: dict[str, Any] = REPORT) -> None:
    """Puts the files of a trained model and the run's report into the training bucket."""
    folder = packaged_model()
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".onnx", "")}
    described = json.loads((folder / "manifest.json").read_text())
    hashes = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files.items()}
    manifest = {**described, "name": "ocr", "version": RUN, "files": hashes}
    for name, data in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
        training.write(f"runs/{RUN}/model/{name}", data)
    training.write(f"runs/{RUN}/training.json", json.dumps(report).encode())
