"""Strips are grouped into batches of bounded size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from functions.shared.reading.batches import BATCH_WIDTH, BUCKET, plan


@given(st.lists(st.integers(1, 5000), max_size=60))
def test_every_strip_is_read_once_in_a_batch_that_fits(widths: list[int]) -> None:
    batches = plan(widths)
    assert sorted(member for batch in batches for member in batch.members) == list(range(len(widths)))
    for batch in batches:
        assert batch.width % BUCKET == 0
        assert all(0 <= batch.width - widths[member] < BUCKET for member in batch.members)
        assert len(batch.members) == 1 or len(batch.members) * batch.width <= BATCH_WIDTH


def test_strips_of_like_width_share_a_batch() -> None:
    assert [len(batch.members) for batch in plan([BUCKET + 1, 2 * BUCKET, 2 * BUCKET - 1])] == [3]
