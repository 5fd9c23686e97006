from hypothesis import given

from functions.evaluation.counts import Counts
from functions.evaluation.page_scores import Score, score_page, total
from functions.evaluation.words import Box, PrintedWord, ReadText
from tests.functions.evaluation import pages


@given(pages.lines, pages.lines)
def test_pages_add_up(first, second):
    scores = [score_page(pages.printed(*lines), pages.read(*lines[1:])) for lines in (first, second)]
    both = total(scores)
    assert both.total == scores[0].total + scores[1].total
    assert len(both.mistakes) == sum(len(score.mistakes) for score in scores)


def test_no_pages_are_an_empty_score():
    assert total([]).total == Score()


def test_a_category_counts_its_own_words_and_what_was_read_for_them():
    printed = [*pages.printed("Maths"), PrintedWord("Lunch", Box(300, 0, 316, 100), frozenset({"rotated"}))]
    read = [*pages.read("Moths"), ReadText("Lunch", Box(300, 0, 316, 100)), ReadText("|", Box(330, 0, 332, 100))]
    score = score_page(printed, read)
    assert score.total.words == Counts(matched=1, printed=2, read=3)
    assert score.by_category["rotated"].words == Counts(matched=1, printed=1, read=2)
    assert score.by_category["rotated"].characters.errors == 1


def test_a_word_of_two_categories_counts_in_both():
    printed = pages.printed("Maths", categories={"photo", "small"})
    assert score_page(printed, []).by_category.keys() == {"photo", "small"}


def test_nothing_read_is_a_score_of_nothing():
    score = score_page(pages.printed("Maths PE"), [])
    assert (score.total.words.f1, score.total.characters.rate) == (0, 1)
