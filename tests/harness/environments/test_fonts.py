from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from harness.environments import InstallationError
from harness.environments.fonts import PACKAGES, prepare_fonts
from harness.settings import Settings

FETCH = """
from pathlib import Path
import sys
assert sys.argv[1:] == ["fonts"]
folder = Path(".harness/fonts")
folder.mkdir(parents=True, exist_ok=True)
with (folder / "fetched").open("a") as file:
    file.write("x")
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A checkout whose fonts are fetched by a script, and an npm that is there."""
    for file, text in ((PACKAGES, "{}"), (Path("functions/training/__main__.py"), FETCH)):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text)
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return replace(Settings(), project=tmp_path, home=tmp_path / "home")


def fetches(settings: Settings) -> int:
    return len((settings.project / ".harness/fonts/fetched").read_text())


def test_fonts_are_fetched_once_and_again_when_the_list_changes(settings: Settings) -> None:
    for _ in range(2):
        prepare_fonts(settings, print)
    assert fetches(settings) == 1
    (settings.project / PACKAGES).write_text('{"more": 1}')
    prepare_fonts(settings, print)
    assert fetches(settings) == 2


def test_a_failure_is_told_with_what_was_said_and_tried_again_the_next_time(settings: Settings) -> None:
    script = settings.project / "functions/training/__main__.py"
    script.write_text("raise SystemExit('no such package')")
    with pytest.raises(InstallationError, match="no such package"):
        prepare_fonts(settings, print)
    script.write_text(FETCH)
    prepare_fonts(settings, print)
    assert fetches(settings) == 1
