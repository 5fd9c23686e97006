from __future__ import annotations

import json
from pathlib import Path

import pytest
from ai_pipeline_emulator.ecs.images import CannotPull, Image, find_image, repository


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("nginx", "nginx"),
        ("nginx:1.27", "nginx"),
        ("localhost:5000/a/nginx", "localhost:5000/a/nginx"),
        ("localhost:5000/nginx:2@sha256:abc", "localhost:5000/nginx"),
        (
            "1.dkr.ecr.us-east-1.amazonaws.com/ai-pipeline-mlflow:7",
            "1.dkr.ecr.us-east-1.amazonaws.com/ai-pipeline-mlflow",
        ),
    ],
)
def test_a_repository_is_an_image_without_tag_and_digest(reference: str, name: str) -> None:
    assert repository(reference) == name


def test_an_image_is_the_environment_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "mlflow.json").write_text(json.dumps({"command": ["serve"], "environment": {"A": "1"}}))
    assert find_image("registry/ai-pipeline-mlflow:3", tmp_path) == Image(["serve"], {"A": "1"})


def test_an_image_without_an_environment_is_an_error_that_names_those_that_run(tmp_path: Path) -> None:
    (tmp_path / "mlflow.json").write_text("{}")
    with pytest.raises(CannotPull, match="nginx has no environment.*run here: ai-pipeline-mlflow;"):
        find_image("nginx", tmp_path)
