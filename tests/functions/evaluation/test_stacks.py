from functions.evaluation.page_scores import score_page
from functions.evaluation.stacks import stacks_joined
from functions.evaluation.words import Box, PrintedWord, ReadText

STACK = PrintedWord("BREAK", Box(0, 0, 20, 100), frozenset({"stacked"}))


def letters(text, left=0):
    return [ReadText(letter, Box(left, 20 * row, left + 20, 20 * row + 18), 0.9) for row, letter in enumerate(text)]


def test_the_word_and_its_letters_are_both_right():
    as_word = [ReadText("BREAK", Box(2, 0, 18, 99))]
    for read in (as_word, letters("BREAK"), letters("BREAK")[::-1]):
        score = score_page([STACK], read)
        assert (score.total.words.f1, score.total.characters.errors) == (1, 0)


def test_a_wrong_letter_makes_the_word_wrong_and_costs_one_character():
    score = score_page([STACK], letters("BRFAK"))
    assert (score.total.words.matched, score.total.characters.errors) == (0, 1)


def test_letters_elsewhere_stay_letters():
    read = letters("ABC", left=200)
    assert stacks_joined([STACK], read) == read


def test_letters_of_a_word_that_is_not_stacked_stay_apart():
    word = PrintedWord("BREAK", Box(0, 0, 20, 100))
    assert len(stacks_joined([word], letters("BREAK"))) == 5


def test_a_joined_stack_is_as_uncertain_as_its_worst_letter():
    read = letters("BREAK")
    (joined,) = stacks_joined([STACK], [*read[:4], ReadText("K", read[4].box, 0.4)])
    assert (joined.text, joined.confidence, joined.box) == ("BREAK", 0.4, Box(0, 0, 20, 98))
