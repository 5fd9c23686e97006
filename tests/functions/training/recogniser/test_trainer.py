from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn

from functions.training.alphabet import CHARACTERS
from functions.training.lines.line import Material, line
from functions.training.networks.recogniser import Recogniser
from functions.training.recogniser.alphabet import Alphabet
from functions.training.recogniser.batches import LineBatch, Pools, collate
from functions.training.recogniser.checkpoints import NAME, load
from functions.training.recogniser.evaluation import Score
from functions.training.recogniser.schedule import Schedule
from functions.training.recogniser.trainer import Options, Report, Trainer, ctc_loss

ALPHABET = Alphabet(CHARACTERS)


def network() -> Recogniser:
    torch.manual_seed(0)
    return Recogniser(classes=len(CHARACTERS) + 1)


def options(directory: Path, steps: int, seed: int = 0) -> Options:
    schedule = Schedule(steps=steps, rate=3e-3, warm_up=2)
    return Options(directory, schedule, seed, "base", "c0de", workers=0, report_every=3, save_every=2)


def pools(material: Material, seed: int = 0) -> Pools:
    return Pools(material, ALPHABET, seed, pool=4)


@pytest.fixture
def batch(material: Material) -> LineBatch:
    return collate([line(seed, material) for seed in range(900, 904)], ALPHABET)


def loss(trained: nn.Module, batch: LineBatch) -> float:
    with torch.no_grad():
        return float(ctc_loss(trained(batch.strips), batch))


def test_training_lowers_the_loss_on_lines_that_were_not_trained_on(
    tmp_path: Path, material: Material, batch: LineBatch
) -> None:
    trainer = Trainer(network(), ALPHABET, [], options(tmp_path, steps=10))
    trainer.train(pools(material))
    assert loss(trainer.network, batch) < 0.8 * loss(network(), batch)


def test_a_run_that_was_interrupted_ends_as_one_that_was_not(tmp_path: Path, material: Material) -> None:
    def stop(report: Report) -> None:
        raise KeyboardInterrupt

    whole = Trainer(network(), ALPHABET, [], options(tmp_path / "whole", steps=5)).train(pools(material))
    with pytest.raises(KeyboardInterrupt):
        Trainer(network(), ALPHABET, [], options(tmp_path / "parts", steps=5), stop).train(pools(material))
    interrupted = load(tmp_path / "parts")
    assert interrupted is not None
    assert interrupted.step == 2
    rest = Trainer(network(), ALPHABET, [], options(tmp_path / "parts", steps=5)).train(pools(material))
    for expected, actual in zip(whole.parameters(), rest.parameters(), strict=True):
        assert torch.allclose(expected, actual, atol=1e-6)


def test_a_run_that_ends_by_the_clock_reports_and_keeps_its_last_step(tmp_path: Path, material: Material) -> None:
    reports: list[Report] = []
    by_the_clock = replace(options(tmp_path, steps=1), schedule=Schedule(minutes=1e-6), save_every=50)
    Trainer(network(), ALPHABET, [], by_the_clock, reports.append).train(pools(material))
    assert [(report.step, report.progress) for report in reports] == [(1, 1.0)]
    kept = load(tmp_path)
    assert kept is not None
    assert kept.step == 1


def test_a_finished_run_is_not_trained_further(tmp_path: Path, material: Material) -> None:
    first = Trainer(network(), ALPHABET, [], options(tmp_path, steps=2)).train(pools(material))
    again = Trainer(network(), ALPHABET, [], options(tmp_path, steps=2)).train(pools(material))
    assert all(torch.equal(a, b) for a, b in zip(first.parameters(), again.parameters(), strict=True))


def test_another_run_is_not_taken_up_by_mistake(tmp_path: Path, material: Material) -> None:
    Trainer(network(), ALPHABET, [], options(tmp_path, steps=2)).train(pools(material))
    with pytest.raises(ValueError, match="holds a run of seed 0 from base, not of seed 1 from base: name another"):
        Trainer(network(), ALPHABET, [], options(tmp_path, steps=2, seed=1))


def test_frozen_layers_stay_as_they_were(tmp_path: Path, material: Material) -> None:
    start = network()
    start.stem.requires_grad_(False)
    before = [parameter.clone() for parameter in start.stem.parameters()]
    trained = Trainer(start, ALPHABET, [], options(tmp_path, steps=2)).train(pools(material))
    assert isinstance(trained, Recogniser)
    assert all(torch.equal(a, b) for a, b in zip(before, trained.stem.parameters(), strict=True))


def test_held_out_lines_are_scored_before_and_after(tmp_path: Path, material: Material, batch: LineBatch) -> None:
    reports: list[Report] = []
    Trainer(network(), ALPHABET, [batch], options(tmp_path, steps=2), reports.append).train(pools(material))
    scores = [(report.step, report.score) for report in reports if isinstance(report.score, Score)]
    assert [step for step, _ in scores] == [0, 2]
    found = load(tmp_path)
    assert found is not None
    assert sorted(found.scores) == [0, 2]
    assert found.scores[0]["lines"] == len(batch.texts)


def test_no_part_of_a_checkpoint_is_left_beside_it(tmp_path: Path, material: Material) -> None:
    Trainer(network(), ALPHABET, [], options(tmp_path, steps=2)).train(pools(material))
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_the_loss_is_that_of_the_likeliest_alignment_when_there_is_one_only() -> None:
    scores = torch.zeros(1, 2, 3)
    scores[0, 0, 1], scores[0, 1, 2] = 50, 50
    certain = LineBatch(torch.zeros(1), torch.tensor([1, 2]), torch.tensor([2]), ("ab",))
    wrong = LineBatch(torch.zeros(1), torch.tensor([2, 1]), torch.tensor([2]), ("ba",))
    too_long = LineBatch(torch.zeros(1), torch.tensor([1, 2, 1]), torch.tensor([3]), ("aba",))
    assert float(ctc_loss(scores, certain)) == pytest.approx(0, abs=1e-4)
    assert float(ctc_loss(scores, wrong)) > 10
    assert float(ctc_loss(scores, too_long)) == 0
