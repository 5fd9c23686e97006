"""Pages and their truth: what is said to stand somewhere does stand there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from functions.training.fonts import FontFamily
from functions.training.pages import (
    ALL_FAMILIES,
    HELD_OUT_FAMILIES,
    TRAINING_FAMILIES,
    WITHOUT_TIMETABLE,
    Page,
    generate,
)
from functions.training.pages.distortions import DISTORTIONS


@pytest.fixture(scope="module", params=sorted(ALL_FAMILIES))
def page(request: pytest.FixtureRequest, fonts: Sequence[FontFamily]) -> Page:
    return generate(sum(request.param.encode()), fonts, families=[request.param])


def test_the_same_seed_gives_the_same_page(fonts: Sequence[FontFamily]) -> None:
    first, second = (generate(7, fonts, distortion="photo") for _ in range(2))
    assert np.array_equal(first.image, second.image)
    assert first.timetable == second.timetable
    assert [word.text for word in first.words] == [word.text for word in second.words]


def test_another_seed_gives_another_page(fonts: Sequence[FontFamily]) -> None:
    assert generate(1, fonts).timetable != generate(2, fonts).timetable


def test_words_lie_inside_the_page_and_on_ink(page: Page) -> None:
    height, width = page.image.shape[:2]
    for word in page.words:
        left, top = word.corners.min(axis=0)
        right, bottom = word.corners.max(axis=0)
        assert 0 <= left < right <= width and 0 <= top < bottom <= height, word
        patch = page.image[round(top) - 2 : round(bottom) + 2, round(left) - 2 : round(right) + 2].astype(int)
        assert np.ptp(patch.reshape(-1, 3), axis=0).max() > 40, word


def test_what_the_blocks_say_is_printed(page: Page) -> None:
    assert page.timetable is not None
    printed = "".join(word.text for word in page.words).casefold()
    for block in page.timetable["timeblocks"]:
        assert "".join(block["name"].split()).casefold() in printed, block


def test_blocks_run_forwards_and_day_by_day(page: Page) -> None:
    assert page.timetable is not None
    blocks = page.timetable["timeblocks"]
    assert len(blocks) > 5
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    places = [days.index(block["day"]) for block in blocks]
    assert places == sorted(places)
    for block in blocks:
        if block["startTime"] and block["endTime"]:
            assert block["startTime"] < block["endTime"], block


@pytest.mark.parametrize("distortion", sorted(DISTORTIONS))
def test_distorted_pages_keep_their_words_in_view(fonts: Sequence[FontFamily], distortion: str) -> None:
    page = generate(11, fonts, distortion=distortion)
    height, width = page.image.shape[:2]
    assert page.distortion == distortion
    for word in page.words:
        assert (word.corners >= -2).all() and (word.corners <= (width + 2, height + 2)).all()


def test_families_are_for_training_or_held_out_but_not_both() -> None:
    assert not TRAINING_FAMILIES.keys() & HELD_OUT_FAMILIES.keys()
    assert ALL_FAMILIES.keys() == TRAINING_FAMILIES.keys() | HELD_OUT_FAMILIES.keys()


def test_an_unknown_family_is_an_error(fonts: Sequence[FontFamily]) -> None:
    with pytest.raises(KeyError, match="poster"):
        generate(1, fonts, families=["poster"])


def test_a_page_that_is_no_timetable_says_so(fonts: Sequence[FontFamily]) -> None:
    page = generate(1, fonts, families=sorted(WITHOUT_TIMETABLE))
    assert page.timetable is None
    assert len(page.words) > 5
