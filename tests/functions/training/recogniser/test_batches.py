from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import torch

from functions.training.alphabet import CHARACTERS
from functions.training.lines.line import Line, Material
from functions.training.lines.page_lines import TRAINING_SEEDS, PageSource
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.batches import PAGES, WIDEST, Pools, Position, collate, of_like_width, padded, stream

ALPHABET = Alphabet(CHARACTERS)


def blank_lines(*widths: int) -> list[Line]:
    return [Line(np.full((48, width, 3), 255, dtype=np.uint8), "ab") for width in widths]


def test_groups_hold_every_line_but_the_widest_and_stay_within_their_area() -> None:
    groups = list(of_like_width(blank_lines(30, 500, 90, 31, WIDEST + 1, 100), batch_width=200))
    widths = [[each.strip.shape[1] for each in group] for group in groups]
    assert widths == [[30, 31], [90], [100], [500]]
    assert all(len(group) == 1 or len(group) * padded(max(group)) <= 200 for group in widths)


def test_a_batch_holds_targets_one_after_another_and_grey_beyond_the_end_of_strips() -> None:
    batch = collate([*blank_lines(20, 40)], ALPHABET)
    assert batch.strips.shape == (2, 3, 48, padded(40))
    assert torch.allclose(batch.strips[0, :, :, :20], torch.ones(()))
    assert torch.all(batch.strips[0, :, :, 20:] == 0)
    assert batch.targets.tolist() == [*ALPHABET.classes("ab"), *ALPHABET.classes("ab")]
    assert batch.lengths.tolist() == [2, 2]


def test_the_stream_goes_on_from_any_position_as_if_it_had_not_stopped(material: Material) -> None:
    pools = Pools(material, ALPHABET, seed=3, pool=40)
    whole = list(islice(stream(pools, Position(), workers=0), 8))
    for cut in (1, 4):
        rest = list(islice(stream(pools, whole[cut][1], workers=0), 7 - cut))
        assert [batch.texts for batch, _ in rest] == [batch.texts for batch, _ in whole[cut + 1 :]]
        assert all(torch.equal(a.strips, b.strips) for (a, _), (b, _) in zip(rest, whole[cut + 1 :], strict=True))


def test_seeds_have_lines_of_their_own(material: Material) -> None:
    first, second = (Pools(material, ALPHABET, seed=seed, pool=8)[0] for seed in (0, 1))
    assert {text for batch in first for text in batch.texts} != {text for batch in second for text in batch.texts}


def test_pools_hold_lines_of_pages_beside_drawn_ones(material: Material) -> None:
    asked = []

    class Pages(PageSource):
        def lines(self, seed: int) -> list[Line]:
            asked.append(seed)
            return blank_lines(50)

    pages = Pages(material.families, Path("unused.onnx"))
    pool = Pools(material, ALPHABET, seed=7, pool=4, pages=pages)[5]
    assert sum(text == "ab" for batch in pool for text in batch.texts) == PAGES
    assert sum(len(batch.texts) for batch in pool) <= PAGES + 4
    assert all(seed in TRAINING_SEEDS for seed in asked)
