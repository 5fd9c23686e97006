import io

from rich.console import Console

from harness.cli.tables import timetable_table


def _block(day, name, start=None, end=None, notes=None):
    return {"day": day, "name": name, "startTime": start, "endTime": end, "notes": notes}


def _rendered(blocks, **metadata):
    timetable = {"className": None, "teacher": None, "term": None, "year": None, "confidence": 0.9, **metadata}
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(timetable_table({**timetable, "timeblocks": blocks}))
    return console.export_text()


def test_days_are_columns_in_the_order_of_the_week_and_times_are_rows_in_theirs():
    text = _rendered([_block("Friday", "Art", "13:00"), _block("Monday", "Maths", "09:00", "10:00", "Room 3")])
    header = next(line for line in text.splitlines() if "Monday" in line)
    assert header.index("Monday") < header.index("Friday")
    assert text.index("09:00") < text.index("13:00")
    assert "Maths –10:00" in text
    assert "Room 3" in text


def test_blocks_without_a_time_come_last_and_lessons_at_once_share_a_cell():
    text = _rendered([_block("Monday", "Story"), _block("Monday", "PE", "14:00"), _block("Monday", "Choir", "14:00")])
    assert text.index("PE") < text.index("Choir") < text.index("Story")


def test_the_title_says_what_the_page_says():
    assert "4M · Ms Reed · confidence 0.90" in _rendered(
        [_block("Monday", "Reading and writing stories")], className="4M", teacher="Ms Reed"
    )
