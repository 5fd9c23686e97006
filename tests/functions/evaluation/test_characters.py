import random

from hypothesis import given
from hypothesis import strategies as st

from functions.evaluation.characters import CharacterErrors, character_errors
from functions.evaluation.places import places
from functions.evaluation.words import Box, ReadText
from tests.functions.evaluation import pages


def errors(printed, read):
    return character_errors(places(printed, read)).errors


@given(pages.lines, st.randoms(use_true_random=False))
def test_a_perfect_reading_has_no_errors_in_any_order(truth, chance: random.Random):
    read = pages.read(*truth)
    chance.shuffle(read)
    assert errors(pages.printed(*truth), read) == 0


@given(pages.lines)
def test_lines_cost_no_more_than_words(truth):
    assert errors(pages.printed(*truth), pages.read_lines(*(line for line in truth))) == 0


@given(pages.lines)
def test_nothing_read_costs_every_character_and_a_space_between_words_nothing(truth):
    counted = character_errors(places(pages.printed(*truth), []))
    assert counted.errors == counted.printed == sum(len(line.replace(" ", "")) for line in truth)


@given(pages.lines, pages.lines)
def test_reading_cannot_be_cheaper_than_the_characters_it_lacks(truth, reading):
    printed, read = pages.printed(*truth), pages.read(*reading)
    lacking = abs(sum(len(w.text) for w in printed) - sum(len(t.text) for t in read))
    spaces = len(printed) + len(read)
    assert errors(printed, read) >= lacking - spaces


def test_the_right_words_in_the_wrong_place_cost_twice():
    elsewhere = [ReadText("Maths", Box(500, 500, 550, 520))]
    assert errors(pages.printed("Maths"), elsewhere) == 10


def test_a_word_read_twice_costs_its_copy_and_a_space():
    assert errors(pages.printed("Maths"), [*pages.read("Maths"), *pages.read("Maths")]) == 6


def test_all_words_in_one_box_over_the_page_are_compared_in_order():
    printed = pages.printed("one two", "six ten")
    everywhere = Box(0, 0, 80, 40)
    assert errors(printed, [ReadText("one two six ten", everywhere)]) == 0
    assert errors(printed, [ReadText("ten six two one", everywhere)]) > 5


def test_a_lost_space_costs_one():
    joined = [ReadText("Guidedreading", Box(0, 0, 140, 16))]
    assert errors(pages.printed("Guided reading"), joined) == 1


def test_an_invented_space_costs_one():
    read = [ReadText("read", Box(0, 0, 40, 16)), ReadText("ing", Box(40, 0, 70, 16))]
    assert errors(pages.printed("reading"), read) == 1


def test_the_rate_of_several_pages_weighs_characters():
    both = CharacterErrors(1, 10) + CharacterErrors(0, 90)
    assert both.rate == 0.01


def test_errors_on_an_empty_page_are_a_rate_of_one():
    assert CharacterErrors(7, 0).rate == 1
    assert CharacterErrors(0, 0).rate == 0
