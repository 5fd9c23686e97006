from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.training.alphabet import CHARACTERS
from functions.training.recogniser.alphabet import BLANK, Alphabet

ALPHABET = Alphabet(CHARACTERS)


@given(st.text(CHARACTERS, max_size=30))
def test_classes_with_blanks_between_read_as_the_text(text: str) -> None:
    steps = [step for kind in ALPHABET.classes(text) for step in (kind, kind, BLANK)]
    assert ALPHABET.text(np.array(steps, dtype=np.int64)) == text.strip()


def test_repeats_without_a_blank_between_are_one_character() -> None:
    kind = int(ALPHABET.classes("l")[0])
    assert ALPHABET.text(np.array([kind, kind, BLANK, kind])) == "ll"


def test_targets_are_never_the_blank() -> None:
    assert BLANK not in ALPHABET.classes("".join(CHARACTERS))


def test_a_character_without_a_class_is_named() -> None:
    with pytest.raises(ValueError, match="no class for '文'"):
        ALPHABET.classes("a文")
