"""Scores of whole timetables."""

from typing import Any

from functions.evaluation.counts import Counts
from functions.evaluation.timetables import TimetableScore, metadata_counts, score_timetable


def timetable(*names: str, confidence: float = 0.9, **metadata: str) -> dict[str, Any]:
    blocks = [
        {"day": "Monday", "name": name, "startTime": f"{hour:02}:00", "endTime": f"{hour + 1:02}:00"}
        for hour, name in enumerate(names, 9)
    ]
    said = dict.fromkeys(("teacher", "className", "term", "year"))
    return {**said, **metadata, "timeblocks": blocks, "confidence": confidence}


def test_each_block_read_is_an_outcome_at_the_confidence_of_its_timetable() -> None:
    score = score_timetable(timetable("Maths", "Art", confidence=0.7), timetable("Maths", "Music"))
    assert score.blocks == Counts(1, 2, 2)
    assert score.outcomes == ((0.7, True), (0.7, False))


def test_a_timetable_not_found_misses_all_blocks() -> None:
    assert score_timetable(None, timetable("Maths", year="2026")) == TimetableScore(Counts(0, 1, 0), Counts(0, 1, 0))


def test_a_timetable_where_there_is_none_is_all_surplus() -> None:
    assert score_timetable(timetable("Maths"), None).blocks == Counts(0, 0, 1)


def test_metadata_is_compared_as_names_are_and_counts_where_anyone_says_it() -> None:
    truth = timetable(teacher="Miss Okafor", className="5K", term="Autumn 1")
    read = timetable(teacher="MISS OKAFOR", className="5H", year="2026")
    assert metadata_counts(read, truth) == Counts(matched=1, printed=3, read=3)


def test_scores_of_pages_add_up() -> None:
    one = score_timetable(timetable("Maths"), timetable("Maths"), Counts(3, 4, 5))
    both = one + score_timetable(timetable("Art"), timetable("Maths"), Counts(1, 1, 1))
    assert (both.blocks, both.cells) == (Counts(1, 2, 2), Counts(4, 5, 6))
    assert len(both.outcomes) == 2
