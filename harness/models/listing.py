"""All versions of a model, with what is known of each, and whether pointer and registry agree."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError

from functions.pipeline import keys
from functions.pipeline.errors import RegistryUnavailable
from functions.shared.serving_pointer import ServingPointer
from harness.models.deployed import Deployed
from harness.models.registry import Registry
from harness.models.rollout import Rollout
from harness.models.versions import ModelVersion


def listing(stack: Deployed, rollout: Rollout) -> dict[str, Any]:
    """`{"model", "serving", "versions": [...], "registry"}`; `registry` is null where the stack has none."""
    pointer, versions = rollout.pointer(), rollout.versions.all()
    evaluations = [found for one in versions if (found := evaluation(stack, one.name))]
    accuracies = _accuracies(evaluations)
    return {
        "model": rollout.versions.model,
        "serving": pointer.to_dict(),
        "versions": [_described(one, pointer, accuracies.get(one.name)) for one in versions],
        "registry": _registry(stack, rollout, pointer),
    }


def evaluation(stack: Deployed, version: str) -> dict[str, Any] | None:
    """What the gate of training found about a version; None where no run of this stack made it, or long ago."""
    bucket = stack.outputs.get("trainingBucket")
    if bucket is None:
        return None
    try:
        answer = stack.aws("s3").get_object(Bucket=bucket, Key=keys.run(version, "evaluation.json"))
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchKey":
            return None
        raise
    found: dict[str, Any] = json.loads(answer["Body"].read())
    return found


def _accuracies(evaluations: list[dict[str, Any]]) -> dict[str, float]:
    """Accuracy by version: of each that was judged, and of the champions that they were judged beside."""
    scores = [one[side] for side in ("champion", "candidate") for one in evaluations]
    return {score["version"]: score["accuracy"] for score in scores}


def _described(version: ModelVersion, pointer: ServingPointer, accuracy: float | None) -> dict[str, Any]:
    training = version.manifest.get("training", {})
    return {
        "version": version.name,
        "role": role(version.name, pointer),
        "accuracy": accuracy,
        "dataset": training.get("dataset"),
        "base": training.get("base"),
        "registered": version.registered,
        "packaged": version.registered is None,
        "bytes": version.bytes,
    }


def role(version: str, pointer: ServingPointer) -> str | None:
    """What a version is to the pointer: champion, canary, previous, withdrawn or nothing."""
    roles = {
        pointer.withdrawn: "withdrawn",
        pointer.previous: "previous",
        pointer.canary and pointer.canary.version: "canary",
        pointer.version: "champion",
    }
    return roles.get(version)


def _registry(stack: Deployed, rollout: Rollout, pointer: ServingPointer) -> dict[str, Any] | None:
    """The champion in the registry, which knows nothing of the version in the package, and whether that one serves."""
    registry = Registry.of(stack)
    if registry is None:
        return None
    try:
        champion = registry.champion(rollout.versions.model)
    except RegistryUnavailable as error:
        return {"champion": None, "agrees": None, "error": str(error)}
    agrees = (champion or rollout.versions.packaged.name) == pointer.version
    return {"champion": champion, "agrees": agrees, "error": None}
