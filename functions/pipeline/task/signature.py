"""What the recogniser takes and gives, in the file that MLflow reads signatures from.

Written by hand (https://mlflow.org/docs/latest/ml/model/): MLflow's own writer needs pandas. JSON is YAML.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = "MLmodel"


def write_signature(folder: Path, run_id: str | None) -> None:
    """Writes MLflow's description of the version in a folder."""
    description = {
        "artifact_path": "model",
        "run_id": run_id,
        "flavors": {"onnx": {"data": "recogniser.onnx"}},
        "signature": {
            "inputs": json.dumps([_tensor("strips", -1, 3, 48, -1)]),
            "outputs": json.dumps([_tensor("probabilities", -1, -1, -1)]),
            "params": None,
        },
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")


def _tensor(name: str, *shape: int) -> dict[str, Any]:
    return {"name": name, "type": "tensor", "tensor-spec": {"dtype": "float32", "shape": list(shape)}}
