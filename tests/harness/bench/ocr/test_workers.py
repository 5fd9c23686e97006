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


HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def test_words_are_taken_from_the_table_of_tesseract():
    rows = "4\t1\t1\t1\t1\t0\t10\t20\t90\t12\t-1\t\n5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t96.5\tMaths\n"
    (word,) = tesseract.words(HEADER + rows)
    assert word == {
        "text": "Maths",
        "confidence": pytest.approx(0.965),
        "left": 10,
        "top": 20,
        "right": 40,
        "bottom": 32,
    }


def test_quotes_and_blanks_in_the_table_are_no_trouble():
    rows = '5\t1\t1\t1\t1\t1\t1\t2\t3\t4\t50\t"Maths\n5\t1\t1\t1\t1\t2\t1\t2\t3\t4\t95\t \n5\t1\t1\t1\t1\t3\t1\t2\t3\t4\t9\tPE\n'
    assert [word["text"] for word in tesseract.words(HEADER + rows)] == ['"Maths', "PE"]
