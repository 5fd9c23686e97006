"""Fonts that Pillow or the system brings: the tests need none of those that training fetches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import ImageFont

from functions.training.fonts import FontFace, FontFamily


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Sequence[FontFamily]:
    """One family: the font inside Pillow, as a file."""
    default = ImageFont.load_default(12)
    assert isinstance(default, ImageFont.FreeTypeFont)
    path: Path = tmp_path_factory.mktemp("fonts") / "default.ttf"
    default.path.seek(0)  # type: ignore[union-attr]
    path.write_bytes(default.path.read())  # type: ignore[union-attr]
    return (FontFamily("default", (FontFace(path, 400, False),)),)
