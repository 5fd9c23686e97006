import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.model_metrics import Role
from functions.shared.page import Page, Word
from functions.shared.page_readers import confidence_drop, read_pages
from functions.shared.serving import Loaded, Serving
from functions.shared.serving_pointer import Canary

CONTENT = b"page"
IMAGE = np.zeros((4, 4, 3), dtype=np.uint8)
PAGE = Page(1, IMAGE)


def word(text: str, confidence: float) -> Word:
    return Word(text, confidence, 0, 0, 10, 10)


class Says:
    """A reader that reads the same words off every page."""

    def __init__(self, *words: Word) -> None:
        self.words = words
        self.calls = 0

    def read(self, page: Page) -> tuple[Word, ...]:
        self.calls += 1
        return self.words


class Fails:
    def read(self, page: Page) -> tuple[Word, ...]:
        raise RuntimeError("a tensor of the wrong shape")


class Recorded:
    """Metrics as a list of what happened."""

    def __init__(self) -> None:
        self.events: list[tuple] = []

    def answered(self, role, seconds, confidence, drop=None) -> None:
        assert seconds >= 0
        self.events.append(("answered", role, confidence, drop))

    def failed(self, role) -> None:
        self.events.append(("failed", role))


def read(champion, canary=None, share: float = 1.0, pages=(PAGE,)):
    metrics = Recorded()
    trial = Canary("v2", share)
    serving = Serving(Loaded("v1", champion), Loaded("v2", canary) if canary else None, trial if canary else None)
    words, version = read_pages(pages, CONTENT, serving, metrics)
    return [one.text for one in words], version, metrics.events


def test_without_a_canary_the_champion_answers():
    assert read(Says(word("Maths", 0.9))) == (["Maths"], "v1", [("answered", Role.CHAMPION, 0.9, None)])


def test_a_file_of_its_share_is_answered_by_the_canary_and_compared_with_the_champion():
    words, version, events = read(Says(word("Maths", 0.8)), Says(word("Math5", 0.6)))
    assert (words, version) == (["Math5"], "v2")
    assert events[0] == ("answered", Role.CHAMPION, 0.8, None)
    assert events[1] == ("answered", Role.CANARY, 0.6, pytest.approx(0.25))


def test_a_file_outside_of_its_share_never_meets_the_canary():
    canary = Says(word("x", 1))
    assert not Canary("v2", 1e-9).reads(CONTENT)
    words, version, _ = read(Says(word("Maths", 0.8)), canary, share=1e-9)
    assert (words, version, canary.calls) == (["Maths"], "v1", 0)


def test_a_canary_that_fails_costs_nobody_an_answer():
    words, version, events = read(Says(word("Maths", 0.8)), Fails())
    assert (words, version) == (["Maths"], "v1")
    assert events[1:] == [("failed", Role.CANARY)]


def test_a_champion_that_fails_is_counted_and_its_failure_passed_on():
    metrics = Recorded()
    with pytest.raises(RuntimeError, match="wrong shape"):
        read_pages([PAGE], CONTENT, Serving(Loaded("v1", Fails())), metrics)
    assert metrics.events == [("failed", Role.CHAMPION)]


def test_an_empty_page_says_nothing_of_anybodys_confidence():
    events = read(Says(), Says())[2]
    assert events == [("answered", Role.CHAMPION, None, None), ("answered", Role.CANARY, None, None)]


def test_pages_that_need_no_model_tell_nothing_of_one():
    printed = Page(1, IMAGE, text_words=(word("Maths", 1.0),))
    assert read(Says(word("Maths", 1.0)), Says(word("y", 0.1)), pages=[printed]) == (["Maths"], "v1", [])


WORDS = st.lists(st.builds(word, st.text("ab", min_size=1), st.floats(0.01, 1)), max_size=5)


@given(WORDS)
def test_the_same_words_are_no_drop_and_no_words_nothing_to_compare(words):
    assert confidence_drop(words, words) == (0 if words else None)


@given(WORDS, st.data())
def test_a_lost_word_is_a_drop_however_sure_the_others_are(words, data):
    if not words:
        return
    lost = data.draw(st.integers(0, len(words) - 1))
    kept = words[:lost] + words[lost + 1 :]
    assert 0 < confidence_drop(words, kept) <= 1 + 1e-9
    assert not kept or confidence_drop(kept, words) <= 0
