"""Block F1."""

from __future__ import annotations

from typing import Any

from functions.evaluation.timeblocks import normalised, score_blocks


def block(day: str, name: str, start: str | None, end: str | None, **more: Any) -> dict[str, Any]:
    return {"day": day, "name": name, "startTime": start, "endTime": end, "notes": None, **more}


def test_the_truth_scores_one() -> None:
    truth = [block("Monday", "Maths", "09:00", "10:00"), block("Monday", "PE", None, None)]
    assert score_blocks(truth, truth).f1 == 1.0


def test_a_wrong_time_costs_a_missing_and_a_surplus_block() -> None:
    truth = [block("Monday", "Maths", "09:00", "10:00"), block("Monday", "PE", "10:00", "11:00")]
    score = score_blocks([block("Monday", "Maths", "09:00", "10:15"), truth[1]], truth)
    assert (score.matched, len(score.missing), len(score.surplus)) == (1, 1, 1)
    assert score.f1 == 0.5


def test_typography_and_times_that_the_truth_leaves_open_do_not_count() -> None:
    truth = [block("Monday", "TTRS / Story – quiet", None, "15:15")]
    assert score_blocks([block("Monday", "ttrs/story - Quiet", "14:50", "15:15")], truth).f1 == 1.0


def test_an_optional_block_counts_neither_read_nor_unread() -> None:
    truth = [block("Monday", "Maths", "09:00", "10:00"), block("Monday", "Home", "15:20", None, optional=True)]
    assert score_blocks(truth[:1], truth).f1 == 1.0
    assert score_blocks([truth[0], block("Monday", "Home", "15:20", None)], truth).f1 == 1.0


def test_a_block_is_matched_once_and_the_stricter_truth_first() -> None:
    truth = [block("Monday", "Maths", None, None), block("Monday", "Maths", "09:00", "10:00")]
    read = [block("Monday", "Maths", "09:00", "10:00"), block("Monday", "Maths", "13:00", "14:00")]
    assert score_blocks(read, truth).f1 == 1.0


def test_nothing_read_scores_nothing() -> None:
    assert score_blocks([], [block("Monday", "Maths", None, None)]).f1 == 0.0
    assert score_blocks([], []).f1 == 0.0


def test_names_differ_only_by_what_a_reader_sees() -> None:
    assert normalised("Art — DT") == normalised("art-dt")
    assert normalised("Art") != normalised("Arts")
