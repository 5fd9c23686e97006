"""Icons, logos and wavy underlines that were taken for text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.shared.reading.boxes import Box
from functions.shared.reading.readings import Line

# Of 67 boxes of drawn pages that were read as one character alone with a probability of less than 0.8, one held it, and
# of the next 37, up to 0.95, two did; all three stood in stacks. Digits were invented below 0.5 only.
_CERTAIN, _CERTAIN_OF_SELDOM_INVENTED = 0.95, 0.6
_SELDOM_INVENTED = frozenset("0123456789/&-–—")
# Letters of a word that runs down the rows of a table stand no further apart than this many times their height.
_FAR = 8
# What lines, blocks, menus and faces are read as; nobody prints it alone.
_PICTURED = re.compile(r"[=—■]|[@©]\.?|[AEHM8=—–-]*=[AEHM8=—–-]*")
# A dash alone, as tables have for nothing, stands in a box at least this many times wider than high; icons are square.
_DASH = 1.5
# What the wavy lines of spell checkers are read as.
_WAVES = re.compile(r"[NMVWnmvw]{5,}")


def without_icons(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that are text, as far as can be told."""
    letters = [line.piece.box for line in lines if len(line.characters) == 1 and _certain(line)]
    return [line for line in lines if not _pictured(line) and (_certain(line) or _in_stack(line.piece.box, letters))]


def _pictured(line: Line) -> bool:
    text = "".join(character.text for character in line.characters)
    box = line.piece.box
    if text == "—" and box.width > _DASH * box.height:
        return False
    return bool(_PICTURED.fullmatch(text) or _WAVES.fullmatch(text))


def _certain(line: Line) -> bool:
    if len(line.characters) != 1:
        return True
    (character,) = line.characters
    least = _CERTAIN_OF_SELDOM_INVENTED if character.text in _SELDOM_INVENTED else _CERTAIN
    return character.probability >= least


def _in_stack(box: Box, letters: Sequence[Box]) -> bool:
    """Whether a letter about as high stands above or below."""
    return any(
        abs(box.x - letter.x) < max(box.width, letter.width) / 2
        and abs(box.y - letter.y) < _FAR * box.height
        and 0.5 < box.height / letter.height < 2
        for letter in letters
    )
