import pytest
from hypothesis import given

from functions.evaluation.mistakes import KINDS, kind, mistakes
from functions.evaluation.places import places
from tests.functions.evaluation import pages


@pytest.mark.parametrize(
    ("printed", "read", "expected"),
    [
        ("Maths", "", "missed"),
        ("", "|", "invented"),
        ("9–10", "9-10", "dash or quote"),
        ("children’s", "children's", "dash or quote"),
        ("Guided reading", "Guidedreading", "split or joined"),
        ("one two", "two one", "order"),
        ("ICT", "lcT", "misread"),
        ("Story", "STORY", "case"),
        ("Café", "Cafe", "accent"),
        ("8.40", "8:40", "punctuation"),
        ("(PE)", "PE", "punctuation"),
        ("9 - 10", "9-10", "split or joined"),
        ("8.40", "840", "punctuation and spaces"),
        ("Maths", "Moths", "misread"),
    ],
)
def test_each_mistake_is_of_the_kind_that_explains_it(printed, read, expected):
    assert kind(printed, read) == expected


@given(pages.line, pages.line)
def test_every_mistake_has_a_known_kind(printed, read):
    assert kind(printed, read) in KINDS


@given(pages.lines)
def test_a_perfect_reading_holds_no_mistakes(truth):
    assert mistakes(places(pages.printed(*truth), pages.read(*truth))) == []


def test_a_mistake_shows_both_texts_and_where():
    (mistake,) = mistakes(places(pages.printed("Maths PE", categories={"small"}), pages.read("Maths RE")))
    assert (mistake.printed, mistake.read, mistake.errors, mistake.categories) == ("PE", "RE", 1, {"small"})
    assert mistake.box == pages.box(0, 6, 2)
