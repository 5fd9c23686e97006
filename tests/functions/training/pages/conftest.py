"""Fonts that Pillow or the system brings: the tests need none of those that training fetches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import ImageFont

from functions.training.fonts import FontFace, FontFamily
from functions.training.pages import generator


@pytest.fixture(scope="session", autouse=True)
def _small_pages() -> Iterator[None]:
    """Pages of few pixels, which are drawn sooner."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(generator, "SCALES", (1.2,))
        yield


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Sequence[FontFamily]:
    """One family: the font inside Pillow, as a file."""
    default = ImageFont.load_default(12)
    assert isinstance(default, ImageFont.FreeTypeFont)
    path: Path = tmp_path_factory.mktemp("fonts") / "default.ttf"
    default.path.seek(0)  # type: ignore[union-attr]
    path.write_bytes(default.path.read())  # type: ignore[union-attr]
    return (FontFamily("default", (FontFace(path, 400, False),)),)
