"""Tables without lines."""

from __future__ import annotations

from functions.document.alignment import align
from functions.document.pieces import pieces_of
from functions.shared.page import Word
from tests.functions.document.paper import Paper, Spanning, blocks_of, week

DAYS = ["", "Mon", "Tue", "Wed", "Thu", "Fri"]
WIDTHS = [140.0, 120, 120, 120, 120, 120]


def test_a_break_in_the_middle_of_its_row_is_for_all_days() -> None:
    paper = Paper()
    lessons = [f"Maths{number}" for number in range(5)]
    paper.table(
        20, 20, WIDTHS, [DAYS, ["9:00-10:00", *lessons], ["10:00-10:20", Spanning("Snack time", 5)]], ruled=False
    )
    assert week("Mo Tu We Th Fr", "Snack time", "10:00", "10:20") <= blocks_of(paper.read_picture())


def test_a_text_between_two_columns_is_for_both() -> None:
    paper = Paper()
    first = ["Maths", "English", Spanning("Art and craft", 2), "Science"]
    second = ["Reading", "French", "History", "Drama", "Spelling"]
    paper.table(20, 20, WIDTHS, [DAYS, ["9:00-10:00", *first], ["10:00-11:00", *second]], ruled=False)
    both = week("We Th", "Art and craft", "09:00", "10:00")
    assert both <= blocks_of(paper.read_picture())


def test_a_lesson_between_two_rows_lasts_for_both() -> None:
    paper = Paper()
    first, second = ["Maths", "English", "Music", "Science"], ["Reading", "French", "History", "Drama"]
    rows = [DAYS, ["9:00-10:00", Spanning("Swimming", 1, 2), *first], ["10:00-11:00", *second]]
    paper.table(20, 20, WIDTHS, rows, ruled=False)
    assert ("Monday", "Swimming", "09:00", "11:00") in blocks_of(paper.read_picture())


def test_initials_of_days_head_columns() -> None:
    paper = Paper()
    rows = [["", *"MTWTF"], ["9:00-10:00", *["Maths"] * 5], ["10:00-11:00", *["English"] * 5]]
    paper.table(20, 20, WIDTHS, rows, ruled=False)
    assert week("Mo Tu We Th Fr", "English", "10:00", "11:00") <= blocks_of(paper.read_picture())


def test_days_spelled_in_stacked_letters_head_rows() -> None:
    words = [
        Word(letter, 0.9, 20, top + 24 * number, 12, 18)
        for top, day in ((100, "MON"), (220, "TUE"), (340, "WED"))
        for number, letter in enumerate(day)
    ]
    words += [Word(time, 0.9, left, 50, 100, 20) for left, time in ((80, "9:00-10:00"), (230, "10:00-11:00"))]
    words += [Word(f"L{row}{left}", 0.9, left + 20, 124 + 120 * row, 50, 20) for row in range(3) for left in (80, 230)]
    boxes = {cell.text: cell.box for cell in align(words, [])}
    assert boxes["MON"].down.overlap(boxes["L080"].down) > 0
    assert boxes["WED"].down.overlap(boxes["L2230"].down) > 0


def test_lessons_close_behind_times_that_stand_beside_their_periods_are_of_the_first_day() -> None:
    words = [Word(day, 0.9, 300 + 140 * number, 20, 30, 20) for number, day in enumerate(("Mon", "Tue", "Wed"))]
    for row, (start, end) in enumerate((("9:00", "10:00"), ("10:00", "10:50"), ("10:50", "11:40"))):
        top = 60 + 40 * row
        words += [Word("Period", 0.9, 20, top, 60, 20), Word(f"{row + 1}", 0.9, 86, top, 10, 20)]
        words += [Word(f"{start}-{end}", 0.9, 120, top, 100, 20)]
        words += [Word(f"L{row}{left}", 0.9, left, top, 60, 20) for left in (232, 372, 512)]
    boxes = {cell.text: cell.box for cell in align(words, [])}
    assert {"L0232", "L1372", "L2512"} <= boxes.keys()
    assert boxes["L0232"].left > 160


def test_a_turned_text_fills_its_column_as_far_as_nothing_else_stands_there() -> None:
    paper = Paper()
    rows = [["", "9:00-9:15", "9:15-10:00", "10:00-11:00"]]
    rows += [[day, "", f"Maths{day}", f"Art{day}"] for day in ("Mon", "Tue", "Wed")]
    paper.table(20, 20, [120.0, 160, 160, 160], rows, ruled=False)
    paper.words.append(Word("Registration", 0.9, 210, 160, 20, 110, 90))
    assert week("Mo Tu We", "Registration", "09:00", "09:15") <= blocks_of(paper.read_picture())


def test_days_over_the_parts_of_a_list_make_no_table() -> None:
    words = []
    for number, day in enumerate(("Monday", "Tuesday", "Wednesday")):
        words.append(Word(day, 0.9, 20, 100 + 120 * number, 90, 20))
        words += [Word(f"Lesson{line}", 0.9, 20, 130 + 120 * number + 26 * line, 150, 20) for line in range(3)]
    assert align(words, []) == []


def test_headings_close_beside_each_other_part_columns() -> None:
    words = [Word(day, 0.9, 20, top, 60, 20) for top, day in ((110, "Mon"), (190, "Tue"), (270, "Wed"))]
    words += [Word("8.30am-9.15am", 0.9, 100, 40, 130, 20), Word("9.15am-9.30am", 0.9, 240, 40, 130, 20)]
    words += [Word(f"L{row}{left}", 0.9, left + 40, 110 + 80 * row, 50, 20) for row in range(3) for left in (100, 240)]
    columns = {cell.text: cell.box.across for cell in align(words, [])}
    assert columns["L0100"].high <= columns["L0240"].low


def test_lessons_that_begin_below_the_first_letter_of_their_day_stay_apart_from_the_times() -> None:
    words = [
        Word(day, 0.9, left, 20, 60, 20)
        for left, day in zip((160, 390, 620, 850), ("Mon", "Tue", "Wed", "Thu"), strict=True)
    ]
    for top, time in ((80, "8.40"), (140, "9.00"), (200, "10.15")):
        words.append(Word(time, 0.9, 45, top, 15 * len(time), 20))
        words += [Word(f"Lesson{left}", 0.9, left, top, 130, 20) for left in (160, 390, 620, 850)]
    texts = {cell.text for cell in align(words, [])}
    assert {"8.40", "9.00", "10.15", "Lesson160"} <= texts


def test_a_time_close_beside_a_lesson_heads_its_row_all_the_same() -> None:
    words = [Word(day, 0.9, left, 20, 60, 20) for left, day in ((130, "Mon"), (330, "Tue"), (530, "Wed"))]
    for top, time in ((80, "8.40"), (140, "9.00"), (200, "10.15")):
        words.append(Word(time, 0.9, 30, top, 60, 20))
        words += [Word(f"Lesson{left}", 0.9, left, top, 130, 20) for left in (100, 300, 500)]
    texts = {cell.text for cell in align(words, [])}
    assert {"8.40", "9.00", "10.15", "Lesson100"} <= texts


def test_lessons_of_two_days_close_beside_each_other_stay_apart() -> None:
    words = [Word(day, 0.9, left, 20, 60, 20) for left, day in ((170, "Mon"), (370, "Tue"), (570, "Wed"))]
    for top, time in ((80, "8.40"), (140, "9.00"), (200, "10.15")):
        words.append(Word(time, 0.9, 30, top, 50, 20))
        words += [Word(f"Lesson{left}", 0.9, left, top, 188, 20) for left in (106, 306, 506)]
    texts = {cell.text for cell in align(words, [])}
    assert {"Lesson106", "Lesson306", "Lesson506"} <= texts


def test_turned_texts_one_above_the_other_are_two() -> None:
    words = [Word(day, 0.9, 20, top, 60, 20) for top, day in ((210, "Mon"), (290, "Tue"), (370, "Wed"))]
    words += [Word(time, 0.9, left, 40, 20, 120, 90) for left, time in ((130, "8.30-9.15"), (250, "9.15-9.30"))]
    words.append(Word("Break", 0.9, 250, 270, 20, 60, 90))
    words += [Word(f"L{row}", 0.9, 115, 210 + 80 * row, 50, 20) for row in range(3)]
    assert {"8.30-9.15", "9.15-9.30", "Break"} <= {cell.text for cell in align(words, [])}


def test_starts_and_ends_on_lines_of_their_own_head_one_row_each() -> None:
    words = [Word(day, 0.9, left, 20, 60, 20) for left, day in ((170, "Mon"), (370, "Tue"), (570, "Wed"))]
    for number, (start, end) in enumerate((("8:40", "9:00"), ("9:00", "10:15"), ("10:15", "11:00"))):
        words += [Word(start, 0.9, 30, 80 + 80 * number, 50, 20), Word(end, 0.9, 30, 110 + 80 * number, 50, 20)]
        words += [Word(f"Lesson{left}{number}", 0.9, left, 95 + 80 * number, 100, 20) for left in (150, 350, 550)]
    assert {"8:40 9:00", "9:00 10:15", "10:15 11:00"} <= {cell.text for cell in align(words, [])}


def test_a_dash_on_a_line_of_its_own_or_before_the_end_joins_a_time() -> None:
    words = [Word(day, 0.9, left, 20, 60, 20) for left, day in ((170, "Mon"), (370, "Tue"), (570, "Wed"))]
    words += [Word("8:40", 0.9, 30, 70, 50, 20), Word("-", 0.9, 50, 102, 10, 4), Word("9:00", 0.9, 30, 118, 50, 20)]
    words += [Word("9:00", 0.9, 30, 160, 50, 20), Word("-", 0.9, 30, 200, 10, 4), Word("9:30", 0.9, 46, 192, 50, 20)]
    words += [Word(f"L{left}", 0.9, left, top, 50, 20) for left in (150, 350, 550) for top in (94, 178)]
    assert {"8:40 - 9:00", "9:00 - 9:30"} <= {cell.text for cell in align(words, [])}


def test_stacked_letters_of_days_right_below_each_other_are_several() -> None:
    letters = [(letter, 20 + 3 * number) for day in ("MONDAY", "TUESDAY") for number, letter in enumerate(day)]
    words = [Word(letter, 0.9, left, 100 + 24 * place, 16, 18) for place, (letter, left) in enumerate(letters)]
    assert sorted(piece.line.text for piece in pieces_of(words)) == ["MONDAY", "TUESDAY"]


def test_days_that_were_misread_between_others_are_those_missing_there() -> None:
    heads = (("Monday", 160, 80), ("Sunday", 370, 60), ("Wodnsdxy", 555, 90), ("Thursday", 760, 80))
    words = [Word(day, 0.9, left, 20, width, 20) for day, left, width in heads]
    words += [Word(time, 0.9, 30, top, 60, 20) for top, time in ((80, "8.40"), (160, "9.00"))]
    words += [Word(f"L{left}", 0.9, left, top, 60, 20) for left in (170, 370, 570, 770) for top in (80, 160)]
    assert {"Monday", "Tuesday", "Wednesday", "Thursday"} <= {cell.text for cell in align(words, [])}


def test_a_period_beside_the_lines_of_its_time_leaves_these_together() -> None:
    words = [Word(day, 0.9, left, 20, 60, 20) for left, day in ((260, "Mon"), (380, "Tue"), (500, "Wed"))]
    for row, (start, end) in enumerate((("8:40", "9:40"), ("9:40", "10:35"), ("10:35", "11:20"))):
        top = 60.0 + 120 * row
        words += [Word(f"P{row + 1}", 0.9, 20, top + 30, 40, 20)]
        words += [Word(start, 0.9, 120, top, 50, 20), Word("to", 0.9, 178, top, 20, 20)]
        words += [Word(end, 0.9, 130, top + 30, 50, 20), Word("a.m.", 0.9, 130, top + 60, 50, 20)]
        words += [Word(f"L{row}{left}", 0.9, left, top + 30, 50, 20) for left in (260, 380, 500)]
    assert "P2 9:40 to 10:35 a.m." in {cell.text for cell in align(words, [])}
