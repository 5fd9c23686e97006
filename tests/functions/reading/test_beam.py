"""What a strip says by what was seen and what timetables say."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from unittest.mock import Mock

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from functions.shared.reading.beam import MOST, WIDTH, LanguageDecoder, aligned
from functions.shared.reading.ctc import decode
from functions.shared.reading.language import LanguageModel
from functions.training.alphabet import CHARACTERS

BLANK = 0


@cache
def decoder() -> LanguageDecoder:
    return LanguageDecoder(LanguageModel.load(), CHARACTERS)


def seen(*steps: dict[str, float]) -> NDArray[np.float32]:
    """Probabilities of some characters at each step, with a blank after it; the rest of each is the blank's."""
    table = np.zeros((2 * len(steps), len(CHARACTERS) + 1), np.float32)
    for number, step in enumerate(steps):
        for character, probability in step.items():
            table[2 * number, CHARACTERS.index(character) + 1] = probability
        table[2 * number, BLANK] = 1 - sum(step.values())
        table[2 * number + 1, BLANK] = 1
    return table


def said(probabilities: NDArray[np.float32]) -> str:
    return "".join(character.text for character in decoder()(probabilities))


def test_of_two_letters_that_look_alike_the_one_that_makes_a_word_is_read() -> None:
    steps = [{letter: 0.99} for letter in "Geography"]
    steps[1] = {"c": 0.6, "e": 0.4}
    assert said(seen(*steps)) == "Geography"


def test_what_was_seen_clearly_stays_whatever_is_usual() -> None:
    steps = [{letter: 0.99} for letter in "Gcography"]
    assert said(seen(*steps)) == "Gcography"


def test_a_letter_that_was_hardly_seen_is_supplied() -> None:
    steps = [{letter: 0.99} for letter in "Assembly"]
    steps[3] = {"e": 0.3}
    assert said(seen(*steps)) == "Assembly"


def test_a_letter_is_surer_where_the_language_agrees() -> None:
    steps = [{letter: 0.99} for letter in "Geography"]
    steps[1] = {"c": 0.6, "e": 0.4}
    (_, second, *_) = decoder()(seen(*steps))
    assert 0.5 < second.probability < 0.99


@given(st.text(st.sampled_from("abc:1 é"), min_size=1, max_size=12).map(str.strip).filter(bool))
def test_certain_steps_are_read_as_they_are(text: str) -> None:
    probabilities = seen(*({letter: 1.0} for letter in " ".join(text.split())))
    assert [each.text for each in decoder()(probabilities)] == [each.text for each in decode(probabilities, CHARACTERS)]


@given(st.lists(st.sampled_from([1, 2]), min_size=1, max_size=6), st.data())
def test_characters_stand_in_their_order_and_apart(classes: list[int], data: st.DataObject) -> None:
    count = data.draw(st.integers(2 * len(classes), 20))
    table = np.array(data.draw(st.lists(st.tuples(*[st.floats(0.01, 1)] * 3), min_size=count, max_size=count)))
    places = aligned((table / table.sum(axis=1, keepdims=True)).astype(np.float32), classes)
    assert len(places) == len(classes)
    assert all(start < stop for start, stop in places)
    for ((_, stop), before), ((start, _), after) in pairwise(zip(places, classes, strict=True)):
        assert stop + (before == after) <= start


def test_noise_that_looks_like_everything_is_read_in_time_that_grows_with_its_length_alone() -> None:
    noise = np.random.default_rng(5).random((60, len(CHARACTERS) + 1)).astype(np.float32)
    language = LanguageModel.load()
    language.log_probability = Mock(return_value=-1.0)
    LanguageDecoder(language, CHARACTERS).likeliest(noise / noise.sum(axis=1, keepdims=True))
    assert 0 < language.log_probability.call_count <= 60 * WIDTH * MOST + WIDTH


def test_nothing_is_read_where_nothing_was_seen() -> None:
    assert decoder()(seen({}, {})) == []
