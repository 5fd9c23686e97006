"""Material that needs nothing fetched: the font inside Pillow and a handful of words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from functions.training.fonts import FontFace, FontFamily
from functions.training.lines.line import Material
from functions.training.lines.words import Words


@pytest.fixture(scope="session")
def font_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    default = ImageFont.load_default(12)
    assert isinstance(default, ImageFont.FreeTypeFont)
    path: Path = tmp_path_factory.mktemp("fonts") / "aileron.ttf"
    default.path.seek(0)  # type: ignore[union-attr]
    path.write_bytes(default.path.read())  # type: ignore[union-attr]
    return path


@pytest.fixture(scope="session")
def material(font_file: Path) -> Material:
    words = Words(("maths", "art"), ("over", "hill", "and"), ("cosa", "wie"), ("Anna", "Tim"))
    return Material((FontFamily("aileron", (FontFace(font_file, 400, False),)),), words)
