"""How large text is printed, told from how wide it is: boxes around words differ in height with the letters in them."""

from __future__ import annotations

# Advance widths of Helvetica in thousandths of the font size (Adobe's AFM metrics), rounded to classes.
_WIDTHS = {
    222: "ijl'|‘’",
    278: "ftI.,:;/!· []\\",
    333: 'r-()`"*°',
    500: "ckszvxyJ",
    556: "abdeghnopquL0123456789?_–#$€£",
    611: "FTZ+<>=~",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    944: "W",
    1000: "%@—…",
}
_WIDTH_OF = {letter: width / 1000 for width, letters in _WIDTHS.items() for letter in letters}
_USUAL = 0.556


_MARGIN = 0.4  # of a box's height: what its width has beyond the letters, both sides together, as detectors draw boxes


def font_size(text: str, width: float, height: float) -> float:
    """Size of the font, in the unit of `width`, at which `text` fills a box in an ordinary sans serif."""
    letters = sum(_WIDTH_OF.get(letter, _USUAL) for letter in text)
    return max(width - _MARGIN * height, 0.5 * width) / max(0.2, letters)
