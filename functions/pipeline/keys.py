"""Where things lie in the training and the models bucket."""

from __future__ import annotations


def dataset_manifest(version: str) -> str:
    return f"datasets/versions/{version}/manifest.json"


def dataset_page(sha256: str) -> str:
    """A page, or its label, by the hash of its content."""
    return f"datasets/pages/{sha256}"


def run(execution: str, name: str) -> str:
    """A file of a run: `training.json`, `checkpoints/checkpoint.pt`, `model/manifest.json`, …"""
    return f"runs/{execution}/{name}"


def version(model: str, version: str, name: str) -> str:
    """A file of a model version."""
    return f"models/{model}/{version}/{name}"
