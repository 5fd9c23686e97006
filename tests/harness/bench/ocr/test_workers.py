import pytest

from harness.bench.ocr.workers import lines, tesseract


def test_a_line_is_cut_at_its_spaces_in_proportion_to_its_characters():
    found = list(lines.words([(0, 0), (140, 0), (140, 10), (0, 10)], "Guided reading", 0.9))
    assert [(word["text"], word["left"], word["right"]) for word in found] == [("Guided", 0, 60), ("reading", 70, 140)]
    assert {word["confidence"] for word in found} == {0.9}


def test_the_words_of_a_tilted_line_follow_it():
    first, last = lines.words([(0, 0), (100, 20), (100, 30), (0, 10)], "one two", 1.0)
    assert first["top"] == 0
    assert last["bottom"] == 30
    assert last["top"] > first["top"]


def test_a_turned_line_stays_whole():
    (line,) = lines.words([(0, 0), (10, 0), (10, 90), (0, 90)], "Story time", 1.0)
    assert (line["text"], line["bottom"]) == ("Story time", 90)


COLUMNS = ("level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height")


def table(*rows):
    """Tesseract's table of rows with a level, a confidence and a text, all in the same place."""
    lines = [(*COLUMNS, "conf", "text"), *((level, *"11111", 10, 20, 30, 12, conf, text) for level, conf, text in rows)]
    return "\n".join("\t".join(map(str, line)) for line in lines)


def test_words_are_taken_from_the_table_of_tesseract():
    (word,) = tesseract.words(table((4, -1, ""), (5, 96.5, "Maths")))
    assert (word["text"], word["confidence"]) == ("Maths", pytest.approx(0.965))
    assert (word["left"], word["top"], word["right"], word["bottom"]) == (10, 20, 40, 32)


def test_quotes_and_blanks_in_the_table_are_no_trouble():
    rows = table((5, 50, '"Maths'), (5, 95, " "), (5, 9, "PE"))
    assert [word["text"] for word in tesseract.words(rows)] == ['"Maths', "PE"]
