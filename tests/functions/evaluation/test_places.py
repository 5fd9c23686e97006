from hypothesis import given

from functions.evaluation.places import places
from functions.evaluation.words import Box, PrintedWord, ReadText
from tests.functions.evaluation import pages


@given(pages.lines, pages.lines)
def test_every_word_is_in_exactly_one_place(truth, reading):
    printed, read = pages.printed(*truth), pages.read(*reading)
    found = places(printed, read)
    assert sorted(word.text for place in found for word in place.printed) == sorted(word.text for word in printed)
    assert sorted(text.text for place in found for text in place.read) == sorted(text.text for text in read)


@given(pages.lines)
def test_words_read_where_they_stand_are_places_of_their_own(truth):
    found = places(pages.printed(*truth), pages.read(*truth))
    assert all((len(place.printed), len(place.read)) == (1, 1) for place in found)
    assert all(place.printed_text == place.read_text for place in found)


def test_a_line_read_as_one_holds_its_words_together():
    (place,) = places(pages.printed("Guided reading group"), pages.read_lines("Guided reading group"))
    assert place.printed_text == place.read_text == "Guided reading group"


def test_the_order_of_the_reader_plays_no_role_between_printed_words():
    printed = pages.printed("one two")
    pieces = [ReadText("two", printed[1].box), ReadText("one", printed[0].box), ReadText("1 2", Box(0, 0, 70, 16))]
    (place,) = places(printed, pieces)
    assert place.read_text == "one 1 2 two"


def test_words_of_neighbouring_lines_stay_apart_though_boxes_are_generous():
    printed = [PrintedWord("above", Box(0, 0, 50, 20)), PrintedWord("below", Box(0, 20, 50, 40))]
    read = [ReadText("above", Box(-3, -3, 53, 24)), ReadText("below", Box(-3, 17, 53, 43))]
    assert [(place.printed_text, place.read_text) for place in places(printed, read)] == [
        ("above", "above"),
        ("below", "below"),
    ]


def test_what_is_read_beside_everything_belongs_to_the_category_of_the_nearest_word():
    printed = [
        PrintedWord("near", Box(0, 0, 40, 10), frozenset({"small"})),
        PrintedWord("far", Box(0, 400, 40, 410), frozenset({"rotated"})),
    ]
    invented = places(printed, [ReadText("?", Box(60, 30, 70, 40))])[-1]
    assert (invented.printed, invented.categories) == ((), {"small"})


def test_on_an_empty_page_everything_read_is_invented():
    (place,) = places([], [ReadText("?", Box(0, 0, 1, 1))])
    assert (place.printed_text, place.read_text, place.categories) == ("", "?", frozenset())
