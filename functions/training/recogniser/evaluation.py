"""How well a recogniser reads lines of fonts and words that it was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from functions.shared.edit_distance import edit_distance
from functions.training.lines.line import Line, Material, line
from functions.training.lines.page_lines import HELD_OUT_SEEDS, PageSource
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.batches import EVALUATION_SEEDS, LineBatch, collate, of_like_width

# Lines of one batch share a padded width here as in serving, where padding is small too.
_BATCH_WIDTH = 4096


@dataclass(frozen=True)
class Score:
    """Of what was read against what stands there.

    Attributes:
        lines: how many were read.
        exact: share of lines read without any error.
        cer: character error rate: edits that lead from what was read to the truth, as a share of the truth's length.
        spaceless: share of lines right but for their spaces.
    """

    lines: int
    exact: float
    cer: float
    spaceless: float

    def __str__(self) -> str:
        return f"{self.exact:.1%} of lines exact ({self.spaceless:.1%} but for spaces), CER {self.cer:.2%}"


def held_out_batches(material: Material, alphabet: Alphabet, count: int) -> list[LineBatch]:
    """The same lines each time.

    Args:
        material: of held-out families and words.
        count: how many lines to draw; the widest are left out.
    """
    return _batches([line(EVALUATION_SEEDS + number, material) for number in range(count)], alphabet)


def held_out_page_batches(source: PageSource, alphabet: Alphabet, pages: int) -> list[LineBatch]:
    """The lines of the same pages each time.

    Args:
        source: of held-out families and words.
        pages: how many to draw; their widest lines are left out.
    """
    return _batches([each for seed in HELD_OUT_SEEDS[:pages] for each in source.lines(seed)], alphabet)


def evaluate(network: nn.Module, batches: Iterable[LineBatch], alphabet: Alphabet) -> Score:
    """Reads the batches and scores them."""
    pairs = [pair for batch in batches for pair in zip(read(network, batch, alphabet), batch.texts, strict=True)]
    return score(pairs)


@torch.no_grad()
def read(network: nn.Module, batch: LineBatch, alphabet: Alphabet) -> list[str]:
    """What the network reads on each line of a batch."""
    network.eval()
    device = next(network.parameters()).device
    best = network(batch.strips.to(device)).argmax(-1).cpu().numpy()
    return [alphabet.text(steps) for steps in best]


def score(pairs: Sequence[tuple[str, str]]) -> Score:
    """Of pairs of what was read and what stands there; at least one."""
    edits = sum(edit_distance(found, truth) for found, truth in pairs)
    return Score(
        len(pairs),
        sum(found == truth for found, truth in pairs) / len(pairs),
        edits / sum(len(truth) for _, truth in pairs),
        sum(found.replace(" ", "") == truth.replace(" ", "") for found, truth in pairs) / len(pairs),
    )


def _batches(lines: Sequence[Line], alphabet: Alphabet) -> list[LineBatch]:
    return [collate(group, alphabet) for group in of_like_width(lines, _BATCH_WIDTH)]
