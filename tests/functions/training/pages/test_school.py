"""Weeks are plausible, and say what a page that prints them says."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from functions.training.pages.school import some_week
from functions.training.pages.vocabulary import Vocabulary
from functions.training.pages.week import (
    Kind,
    Lesson,
    Slot,
    block_of,
    blocks_of,
    said_by_starts,
    said_in_full,
)

weeks = st.integers(0, 100_000).map(lambda seed: some_week(random.Random(seed), Vocabulary()))
SLOTS = (Slot(Kind.LESSON, 540, 600), Slot(Kind.BREAK, 600, 620, "Break"), Slot(Kind.LESSON, 620, 680))


@given(weeks.map(lambda week: week.slots))
def test_slots_follow_each_other_through_the_day(slots: tuple[Slot, ...]) -> None:
    assert slots[0].start >= 7 * 60 and slots[-1].end <= 18 * 60
    assert all(before.end == after.start and before.start < before.end for before, after in pairwise(slots))


@given(st.integers(0, 100_000))
def test_lessons_of_a_day_do_not_overlap(seed: int) -> None:
    week = some_week(random.Random(seed), Vocabulary())
    for day in range(week.days):
        held = sorted(lesson.slots for lesson in week.lessons if lesson.days[0] <= day < lesson.days[1])
        assert all(before[1] <= after[0] for before, after in pairwise(held)), held
        assert all(week.times(lesson)[0] < week.times(lesson)[1] for lesson in week.on(day))


@given(st.integers(0, 100_000))
def test_held_out_pages_share_no_notes_with_training(seed: int) -> None:
    chance = random.Random(seed)
    training, held_out = Vocabulary(), Vocabulary(held_out=True)
    assert training.topic(chance) not in {held_out.topic(chance) for _ in range(20)}


def test_a_merged_cell_runs_from_its_first_slot_to_its_last() -> None:
    (block,) = blocks_of(Lesson((0, 1), (0, 3), "Swimming"), said_in_full(SLOTS))
    assert (block["startTime"], block["endTime"]) == ("09:00", "11:20")


def test_a_cell_that_ends_inside_a_slot_says_no_end() -> None:
    (block,) = blocks_of(Lesson((0, 1), (0, 2.5), "Art"), said_in_full(SLOTS))
    assert (block["startTime"], block["endTime"]) == ("09:00", None)


def test_times_in_a_cell_hold_instead_of_the_headings() -> None:
    (block,) = blocks_of(Lesson((0, 1), (0, 1), "Art", own=(545, None)), said_in_full(SLOTS))
    assert (block["startTime"], block["endTime"]) == ("09:05", None)


def test_headings_of_starts_leave_the_last_slot_open() -> None:
    assert said_by_starts(SLOTS) == ((540, 600), (600, 620), (620, None))


def test_what_all_days_share_is_a_block_of_each() -> None:
    blocks = blocks_of(Lesson((0, 5), (1, 2), "Break"), said_in_full(SLOTS), str.upper)
    assert [block["day"] for block in blocks] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert {block["name"] for block in blocks} == {"BREAK"}


def test_each_lesson_of_a_cell_is_a_block() -> None:
    later = Lesson((2, 3), (0, 1), "Phonics", own=(570, 600))
    blocks = blocks_of(Lesson((2, 3), (0, 1), "Maths", own=(540, 570), also=(later,)), said_in_full(SLOTS))
    assert blocks == [block_of(Lesson((2, 3), (0, 1), "Maths"), 2, (540, 570)), block_of(later, 2, (570, 600))]
