"""A stack in memory whose functions follow the serving pointer, and versions made by hand."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from functions.shared.reading import packaged_model
from tests.functions.shared.fake_aws import FakeS3

BUCKET = "models"
PACKAGED = packaged_model().name
ALARMS = ["canary-rejected", "canary-errors"]


def hand_made(folder: Path, version: str, **changes: Any) -> Path:
    """The packaged version under another name, with a manifest of its own."""
    made = Path(shutil.copytree(packaged_model(), folder / version))
    manifest = json.loads((made / "manifest.json").read_text()) | {"version": version} | changes
    for name, entry in manifest["files"].items():
        data = (made / name).read_bytes()
        entry |= {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
    (made / "manifest.json").write_text(json.dumps(manifest))
    return made


@dataclass
class FakeLambda:
    """Functions that serve what the pointer says, but for versions that they reject."""

    s3: FakeS3
    rejected: set[str] = field(default_factory=set)
    broken: bool = False

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        assert json.loads(Payload) == {"warmup": True}
        if self.broken:
            return {"FunctionError": "Unhandled", "Payload": io.BytesIO(b'{"errorType": "ModelError"}')}
        pointer = self.s3.json(BUCKET, "models/ocr/serving.json") or {"version": PACKAGED}
        canary = (pointer.get("canary") or {}).get("version")
        champion = PACKAGED if pointer["version"] in self.rejected else pointer["version"]
        answer = {"warm": True, "champion": champion, "canary": None if canary in self.rejected else canary}
        return {"Payload": io.BytesIO(json.dumps(answer).encode())}


@dataclass
class FakeCloudWatch:
    """Alarms in the states that a test gives them, and datapoints by metric and role."""

    states: dict[str, str] = field(default_factory=lambda: dict.fromkeys(ALARMS, "OK"))
    datapoints: dict[tuple[str, str], list[dict[str, float]]] = field(default_factory=dict)

    def describe_alarms(self, AlarmNames: list[str]) -> dict[str, Any]:
        dimensions = {"environment": "test", "model": "ocr", "role": "canary"}
        alarms = [
            {
                "AlarmName": name,
                "StateValue": self.states[name],
                "StateReason": "because",
                "Namespace": "Own",
                "Dimensions": [{"Name": key, "Value": value} for key, value in dimensions.items()],
            }
            for name in AlarmNames
        ]
        return {"MetricAlarms": alarms}

    def get_metric_statistics(self, MetricName: str, Dimensions: list[Mapping[str, str]], **given: Any) -> Any:
        named = {one["Name"]: one["Value"] for one in Dimensions}
        assert (given["Namespace"], named.pop("environment"), named.pop("model")) == ("Own", "test", "ocr")
        return {"Datapoints": self.datapoints.get((MetricName, named["role"]), [])}


class FakeStack:
    """A deployed stack, with training but without a model registry."""

    def __init__(self) -> None:
        self.s3 = FakeS3()
        self.functions = FakeLambda(self.s3)
        self.cloudwatch = FakeCloudWatch()
        self.outputs: dict[str, Any] = {
            "modelsBucket": BUCKET,
            "trainingBucket": "training",
            "ocrFunctionAliasArn": "ocr:live",
            "documentFunctionAliasArn": "document:live",
            "canaryAlarmNames": ALARMS,
        }

    def aws(self, service: str) -> Any:
        return {"s3": self.s3, "lambda": self.functions, "cloudwatch": self.cloudwatch}[service]

    def pointer(self) -> Any:
        return self.s3.json(BUCKET, "models/ocr/serving.json")
