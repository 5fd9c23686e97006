from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.errors import HarnessError
from harness.models.deployed import NEEDED, OnAws


def test_a_stack_is_known_by_its_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    file = tmp_path / "outputs.json"
    file.write_text(json.dumps(dict.fromkeys(NEEDED, "x")))
    stack = OnAws.read(file)
    assert stack.outputs["modelsBucket"] == "x"
    assert stack.aws("s3").meta.region_name == "eu-west-1"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "write it with `pulumi stack output --json"),
        ("{", "write it with `pulumi stack output --json"),
        ('{"modelsBucket": "x"}', "lacks the outputs ocrFunctionAliasArn, .*: deploy the stack"),
        ("[]", "lacks the outputs modelsBucket"),
    ],
)
def test_a_file_without_our_outputs_is_refused_with_the_cure(tmp_path: Path, text: str | None, message: str) -> None:
    file = tmp_path / "outputs.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(HarnessError, match=message):
        OnAws.read(file)
