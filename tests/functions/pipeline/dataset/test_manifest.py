from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.pipeline.dataset.manifest import SPLITS, Dataset, DatasetPage, split_of
from functions.pipeline.errors import BadRun

HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
PAGES = st.lists(
    st.builds(DatasetPage, page=HASHES, label=HASHES, source=st.text(max_size=5), lines=st.integers(1, 50)),
    max_size=8,
)


@given(PAGES, st.randoms(use_true_random=False))
def test_a_version_is_named_by_what_it_holds_in_whatever_order_it_was_found(
    pages: list[DatasetPage], chance: random.Random
) -> None:
    shuffled = chance.sample(pages, len(pages))
    assert Dataset.of(pages).version == Dataset.of(shuffled).version


@given(PAGES)
def test_a_manifest_is_read_back_as_it_was_written(pages: list[DatasetPage]) -> None:
    dataset = Dataset.of(pages)
    assert Dataset.parse(dataset.to_json()) == dataset


@given(PAGES)
def test_no_source_and_no_picture_is_on_two_sides(pages: list[DatasetPage]) -> None:
    dataset = Dataset.of(pages)
    for names in ({(page.source, page.split) for page in dataset.pages}, {(p.page, p.split) for p in dataset.pages}):
        assert len({name for name, _ in names}) == len(names)


@given(PAGES)
def test_the_counts_are_those_of_all_pages_and_lines(pages: list[DatasetPage]) -> None:
    dataset = Dataset.of(pages)
    counts = dataset.counts
    assert sum(counts[f"{split}_pages"] for split in SPLITS) == len(dataset.pages)
    assert sum(counts[f"{split}_lines"] for split in SPLITS) == sum(page.lines for page in dataset.pages)


def test_about_one_source_in_ten_is_held_back_for_validation_and_one_for_tests() -> None:
    sides = [split_of(f"teacher {number}") for number in range(2000)]
    assert 150 < sides.count("validation") < 250
    assert 150 < sides.count("test") < 250


@pytest.mark.parametrize("data", [b"", b"{}", b'{"pages": [{}]}', b'{"pages": 7}', b"[]", b'{"pages": ["a"]}'])
def test_a_manifest_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(BadRun, match="manifest is malformed"):
        Dataset.parse(data)
