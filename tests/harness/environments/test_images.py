from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.environments import InstallationError
from harness.environments.images import IMAGES, Image, prepare_image
from harness.settings import PROJECT, Settings


@pytest.mark.parametrize("image", IMAGES.values(), ids=IMAGES)
def test_an_environment_stands_for_what_the_dockerfile_installs_and_runs(image: Image) -> None:
    dockerfile = (PROJECT / image.lock).parent / "Dockerfile"
    instructions = dockerfile.read_text().splitlines()
    assert f"COPY {image.lock} /tmp/" in instructions
    assert f"CMD {json.dumps(image.command)}" in instructions


@pytest.mark.parametrize("image", IMAGES.values(), ids=IMAGES)
def test_a_dockerfile_copies_what_is_there(image: Image) -> None:
    dockerfile = (PROJECT / image.lock).parent / "Dockerfile"
    copied = [line.split()[1] for line in dockerfile.read_text().splitlines() if line.startswith("COPY functions")]
    assert copied
    assert all((PROJECT / path).exists() for path in copied)


def test_an_image_that_is_none_of_ours_is_refused_with_the_names_of_those(tmp_path: Path) -> None:
    with pytest.raises(InstallationError, match="choose one of: mlflow, training"):
        prepare_image("chatbot", Settings(home=tmp_path), print)
