"""The training loop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from functions.training.recogniser.alphabet import BLANK, Alphabet
from functions.training.recogniser.batches import LineBatch, Pools, Position, stream
from functions.training.recogniser.checkpoints import Checkpoint, load, save
from functions.training.recogniser.evaluation import Score, evaluate
from functions.training.recogniser.schedule import Schedule

_LARGEST_GRADIENT = 2.0
_AVERAGE_DECAY = 0.99


@dataclass(frozen=True)
class Report:
    """What is said about a run while it goes on.

    Attributes:
        step: optimiser steps done.
        progress: share of the run, 0 to 1.
        loss: mean of the steps since the last report.
        lines_per_second: since the last report.
        score: of the averaged weights on held-out lines, where they were read.
    """

    step: int
    progress: float
    loss: float
    lines_per_second: float
    score: Score | None = None


@dataclass(frozen=True)
class Options:
    """Of a run.

    Attributes:
        directory: where its checkpoint lies; a run found there is taken up.
        schedule: how long and how fast.
        seed: of the data.
        base: the model version that training begins from.
        code: the commit that the run is begun with.
        workers: processes that draw lines.
        report_every, save_every, evaluate_every: in steps.
    """

    directory: Path
    schedule: Schedule
    seed: int = 0
    base: str = ""
    code: str = ""
    workers: int = 1
    report_every: int = 20
    save_every: int = 100
    evaluate_every: int = 400


@dataclass
class Tally:
    """What has gone by since the last report."""

    losses: list[float] = field(default_factory=list)
    lines: int = 0
    since: float = field(default_factory=time.monotonic)


class Trainer:
    """Trains one network.

    Args:
        network: to train, in place.
        alphabet: of its classes.
        held_out: batches to evaluate on; without any, nothing is evaluated.
        say: is told how it goes.
    """

    def __init__(
        self,
        network: nn.Module,
        alphabet: Alphabet,
        held_out: list[LineBatch],
        options: Options,
        say: Callable[[Report], None] = lambda report: None,
    ) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        # Convolutions over few channels are a fifth faster with channels last.
        self.network = network.to(self.device, memory_format=torch.channels_last)
        self.average = AveragedModel(self.network, multi_avg_fn=get_ema_multi_avg_fn(_AVERAGE_DECAY))
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=options.schedule.rate, weight_decay=1e-4)
        self._alphabet, self._held_out, self._options, self._say = alphabet, held_out, options, say
        self._position, self._step, self._seconds = Position(), 0, 0.0
        self._scores: dict[int, dict[str, float]] = {}
        self._code = options.code
        self._resume()

    def train(self, pools: Pools) -> nn.Module:
        """Trains to the end of the schedule and returns the network of averaged weights."""
        if self._step == 0:
            self._evaluate()
        tally, started = Tally(), time.monotonic() - self._seconds
        done = self._progress() >= 1
        batches = stream(pools, self._position, self._options.workers)
        while not done:
            batch, self._position = next(batches)
            tally.losses.append(self._learn(batch))
            tally.lines += len(batch.texts)
            self._seconds = time.monotonic() - started
            done = self._progress() >= 1
            if done or self._step % self._options.report_every == 0:
                self._report(tally)
                tally = Tally()
            if done or self._step % self._options.evaluate_every == 0:
                self._evaluate()
            if done or self._step % self._options.save_every == 0:
                self.save()
        averaged: nn.Module = self.average.module
        return averaged.eval()

    def _learn(self, batch: LineBatch) -> float:
        """One step of the optimiser; its loss."""
        self.network.train()
        for group in self.optimiser.param_groups:
            group["lr"] = self._options.schedule.learning_rate(self._step, self._seconds)
        strips = batch.strips.to(self.device, memory_format=torch.channels_last)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=computes_in_halves(self.device)):
            scores = self.network(strips)
        loss = ctc_loss(scores, batch)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), _LARGEST_GRADIENT)
        self.optimiser.step()
        self.average.update_parameters(self.network)
        self._step += 1
        return float(loss.item())

    def _progress(self) -> float:
        return self._options.schedule.progress(self._step, self._seconds)

    def _report(self, tally: Tally, score: Score | None = None) -> None:
        mean = sum(tally.losses) / len(tally.losses) if tally.losses else float("nan")
        rate = tally.lines / max(time.monotonic() - tally.since, 1e-9)
        self._say(Report(self._step, self._progress(), mean, rate, score))

    def _evaluate(self) -> None:
        if not self._held_out:
            return
        score = evaluate(self.average.module, self._held_out, self._alphabet)
        self._scores[self._step] = asdict(score)
        self._report(Tally(), score)

    def save(self) -> None:
        """Writes the checkpoint; also in the midst of a run that has to end, from `say`."""
        save(
            Checkpoint(
                self.network.state_dict(),
                self.average.state_dict(),
                self.optimiser.state_dict(),
                self._alphabet.characters,
                self._position,
                self._step,
                self._seconds,
                self._options.seed,
                self._options.base,
                self._code,
                self._scores,
            ),
            self._options.directory,
        )

    def _resume(self) -> None:
        """Takes up the run whose checkpoint lies in the directory, if any.

        Raises:
            ValueError: that run is of other data, another alphabet or another base.
        """
        found = load(self._options.directory)
        if found is None:
            return
        mine = (self._options.seed, self._options.base, self._alphabet.characters)
        if (found.seed, found.base, found.characters) != mine:
            raise ValueError(
                f"{self._options.directory} holds a run of seed {found.seed} from {found.base}, not of seed "
                f"{self._options.seed} from {self._options.base}: name another directory with --out."
            )
        self.network.load_state_dict(found.network)
        self.average.load_state_dict(found.average)
        self.optimiser.load_state_dict(found.optimiser)
        self._position, self._step, self._seconds = found.position, found.step, found.seconds
        self._scores, self._code = found.scores, found.code


def computes_in_halves(device: torch.device) -> bool:
    """Whether the processor multiplies 16-bit floats (bfloat16): a step takes half the time, weights keep 32 bits."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return bool(torch.cpu.get_capabilities().get("avx512_bf16", False))


def ctc_loss(scores: Tensor, batch: LineBatch) -> Tensor:
    """Connectionist temporal classification (Graves et al., 2006), mean over lines of the loss a character.

    Lines with more characters than the network has time steps for count as nothing.

    Args:
        scores: count x steps x classes, before the softmax.
    """
    probabilities = functional.log_softmax(scores.float(), dim=-1).transpose(0, 1)
    steps = torch.full((len(batch.texts),), probabilities.shape[0])
    return functional.ctc_loss(
        probabilities, batch.targets.to(scores.device), steps, batch.lengths, blank=BLANK, zero_infinity=True
    )
