import pytest
from PIL import ImageFont

from functions.training.fonts import FontFace, FontFamily
from harness.bench import fonts
from harness.bench.fonts import has_small_letters, held_out_fonts
from harness.errors import HarnessError


class SmallCapitals:
    """A font whose small letters are smaller capitals."""

    def __init__(self, font):
        self._small, self._large = font.font_variant(size=44), font

    def getmask(self, text, mode):
        return (self._small if text.islower() else self._large).getmask(text.upper(), mode)


@pytest.fixture
def family(tmp_path):
    return FontFamily("aileron", (FontFace(tmp_path / "aileron.ttf", 400, italic=False),))


def test_a_plain_font_has_small_letters(family, monkeypatch):
    plain = ImageFont.load_default(64)
    monkeypatch.setattr(fonts.ImageFont, "truetype", lambda path, size: plain)
    assert has_small_letters(family)


def test_a_font_of_small_capitals_has_none(family, monkeypatch):
    plain = ImageFont.load_default(64)
    monkeypatch.setattr(fonts.ImageFont, "truetype", lambda path, size: SmallCapitals(plain))
    assert not has_small_letters(family)


def test_without_fonts_the_user_is_told_how_to_get_them(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FETCHED", tmp_path / "none")
    held_out_fonts.cache_clear()
    with pytest.raises(HarnessError, match="run `python -m functions.training fonts`"):
        held_out_fonts()
