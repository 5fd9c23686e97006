"""How far the blocks of a week agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from functions.document.blocks import TimeBlock
from functions.document.resolution import RIGHT, agreement, confidence_of, gapped, overlapping
from functions.shared.page import Word

SURE = TimeBlock("Monday", "Maths", "09:00", "10:00")
NEXT = TimeBlock("Monday", "English", "10:00", "11:00")


def test_a_day_whose_times_follow_each_other_is_as_sure_as_such_blocks_were_found_to_be() -> None:
    assert confidence_of([SURE, NEXT]) == RIGHT


def test_overlapping_blocks_are_found_on_their_day_only() -> None:
    late = TimeBlock("Monday", "PE", "09:30", "10:30")
    other_day = TimeBlock("Tuesday", "PE", "09:30", "10:30")
    assert overlapping([SURE, late]) == {id(SURE), id(late)}
    assert overlapping([SURE, other_day]) == set()


def test_two_groups_at_the_same_time_do_not_clash() -> None:
    assert overlapping([SURE, TimeBlock("Monday", "Science", "09:00", "10:00")]) == set()


def test_a_block_before_a_gap_that_other_days_do_not_have_is_less_sure() -> None:
    tuesday = [TimeBlock("Tuesday", block.name, block.start, block.end) for block in (SURE, NEXT)]
    assert gapped([SURE, NEXT, *tuesday]) == set()
    assert gapped([SURE, *tuesday]) == {id(SURE)}
    assert confidence_of([SURE, *tuesday]) < RIGHT


def test_a_block_said_again_adds_nothing() -> None:
    assert agreement([SURE, NEXT, SURE]) == agreement([SURE, NEXT])


def test_each_doubt_lowers_the_confidence() -> None:
    doubts = [
        TimeBlock("Monday", "Art", "11:00", None),
        TimeBlock("Monday", "Art", None, None),
        TimeBlock("Monday", "Art", "12:00", "11:00"),
    ]
    figures = [confidence_of([SURE, NEXT, doubt]) for doubt in doubts]
    assert RIGHT > figures[0] > figures[1] > figures[2]


times = st.one_of(st.none(), st.integers(0, 1439).map(lambda minute: f"{minute // 60:02d}:{minute % 60:02d}"))
blocks = st.builds(
    TimeBlock,
    day=st.sampled_from(["Monday", "Tuesday"]),
    name=st.just("Maths"),
    start=times,
    end=times,
    words=st.tuples(st.builds(Word, st.just("Maths"), st.floats(0, 1), *[st.just(10.0)] * 4)),
)


@given(st.lists(blocks, min_size=1, max_size=8))
def test_confidence_is_a_share_and_never_above_that_of_the_words(held: list[TimeBlock]) -> None:
    words = sum(block.confidence for block in held) / len(held)
    assert 0.0 <= confidence_of(held) <= words + 1e-9
