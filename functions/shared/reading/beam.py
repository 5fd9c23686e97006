"""What a strip most likely says, by what was seen on it and by what timetables say: a beam search over CTC labellings.

Prefixes grow step by step (Graves and Jaitly, 2014; Hannun et al., 2014); each is worth the probability of all paths
that lead to it, times that of its text, by the language model, to a power.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading.calibration import log_odds
from functions.shared.reading.ctc import BLANK, SPACE, Character, characters_of, decode
from functions.shared.reading.language import EDGE, LanguageModel, extended

# Chosen on 2,281 lines of 40 drawn pages, photographed off paper or a screen, in held-out fonts and words.
LANGUAGE_WEIGHT = 0.3  # power of the language's probability
CHARACTER_BONUS = 0.6  # log-probability that each character gains: the language prefers short texts
WIDTH = 8  # prefixes kept
LEAST = 0.005  # probability of a class in a step below which it is not tried
MOST = 12  # classes tried in a step: noise may look a little like everything
# Log odds that a character is right: times those of what was seen, times the log-probability of what is said. Fitted on
# 12,475 characters of the doubtful ones among the same lines.
_SEEN, _SAID, _CONSTANT = 0.63, 0.23, 2.2


@dataclass
class _Prefix:
    """A beginning of the text.

    Attributes:
        classes: of its characters.
        worth: of its text, by the language.
        history: its last symbols, packed.
        blank, shown: probability of the paths that end with a blank, and of those that end with its last character.
    """

    classes: tuple[int, ...]
    worth: float
    history: int
    blank: float = 0.0
    shown: float = 0.0

    @property
    def score(self) -> float:
        return math.log(self.blank + self.shown + 1e-300) + self.worth


class LanguageDecoder:
    """From probabilities over time to characters.

    Args:
        language: says how likely characters are.
        characters: class i is characters[i - 1], class 0 the blank.
    """

    def __init__(self, language: LanguageModel, characters: Sequence[str]) -> None:
        self._language, self._characters = language, characters
        self._symbols = (0, *map(language.symbol, characters))
        self._space = characters.index(SPACE) + 1 if SPACE in characters else None

    def __call__(self, probabilities: NDArray[np.float32]) -> list[Character]:
        """The characters on a strip.

        Args:
            probabilities: steps x classes.
        """
        classes = self.likeliest(probabilities)
        seen = decode(probabilities, self._characters)
        if [each.text for each in seen] != [self._characters[kind - 1] for kind in classes if kind != self._space]:
            runs = [(kind, *place) for kind, place in zip(classes, aligned(probabilities, classes), strict=True)]
            seen = characters_of(runs, probabilities, self._characters)
        chances = [chance for kind, chance in zip(classes, self._chances(classes), strict=True) if kind != self._space]
        return [_believed(character, chance) for character, chance in zip(seen, chances, strict=True)]

    def _chances(self, classes: Sequence[int]) -> Iterator[float]:
        """Log-probability of each character of a text after those before it, by the language."""
        history = EDGE
        for kind in classes:
            yield self._language.log_probability(history, self._symbols[kind])
            history = extended(history, self._symbols[kind])

    def likeliest(self, probabilities: NDArray[np.float32]) -> tuple[int, ...]:
        """The classes of the characters on a strip, spaces included."""
        beam = [_Prefix((), 0.0, EDGE, blank=1.0)]
        for step in probabilities:
            classes = np.argsort(-step)[:MOST]
            classes = classes[step[classes] >= min(LEAST, step[classes[0]])]
            beam = self._after(beam, classes.tolist(), step[classes].tolist())
        return max(beam, key=self._finished).classes

    def _after(self, beam: list[_Prefix], classes: list[int], chances: list[float]) -> list[_Prefix]:
        """The best prefixes after another step, their probabilities relative to the likeliest one's."""
        if classes == [BLANK]:
            for prefix in beam:
                prefix.blank, prefix.shown = prefix.blank + prefix.shown, 0.0
            return beam
        grown: dict[tuple[int, ...], _Prefix] = {}
        for prefix in beam:
            kept = grown.setdefault(prefix.classes, _Prefix(prefix.classes, prefix.worth, prefix.history))
            last, reached = prefix.classes[-1] if prefix.classes else BLANK, prefix.blank + prefix.shown
            for kind, chance in zip(classes, chances, strict=True):
                if kind == BLANK:
                    kept.blank += reached * chance
                    continue
                if kind == last:
                    kept.shown += prefix.shown * chance
                # Twice the same takes a blank between.
                arrived = (prefix.blank if kind == last else reached) * chance
                if arrived:
                    longer = (*prefix.classes, kind)
                    if longer not in grown:
                        grown[longer] = self._longer(prefix, longer)
                    grown[longer].shown += arrived
        best = sorted(grown.values(), key=lambda prefix: -prefix.score)[:WIDTH]
        most = max(prefix.blank + prefix.shown for prefix in best)
        for prefix in best:
            prefix.blank, prefix.shown = prefix.blank / most, prefix.shown / most
        return best

    def _longer(self, prefix: _Prefix, classes: tuple[int, ...]) -> _Prefix:
        symbol = self._symbols[classes[-1]]
        chance = self._language.log_probability(prefix.history, symbol)
        worth = prefix.worth + LANGUAGE_WEIGHT * chance + CHARACTER_BONUS
        return _Prefix(classes, worth, extended(prefix.history, symbol))

    def _finished(self, prefix: _Prefix) -> float:
        return prefix.score + LANGUAGE_WEIGHT * self._language.log_probability(prefix.history, EDGE)


def _believed(character: Character, chance: float) -> Character:
    """A letter or digit with the probability that it is right; marks keep theirs, they are told apart later.

    Args:
        chance: its log-probability by the language.
    """
    if not character.text.isalnum():
        return character
    odds = _SEEN * log_odds(character.probability) + _SAID * chance + _CONSTANT
    return replace(character, probability=1 / (1 + math.exp(-odds)))


def aligned(probabilities: NDArray[np.float32], classes: Sequence[int]) -> list[tuple[int, int]]:
    """Where each character of a text stands: the steps from start to before stop of the likeliest path that says it.

    Args:
        probabilities: steps x classes.
        classes: of the text; it must fit into the steps.
    """
    states = [BLANK]
    for kind in classes:
        states += [kind, BLANK]
    logarithms = np.log(probabilities[:, states] + 1e-12)
    # From the state before the last a character is reached only where a different one stands there.
    skips = np.array(
        [number > 1 and states[number] not in (BLANK, states[number - 2]) for number in range(len(states))]
    )
    best = np.full(len(states), -np.inf)
    best[:2] = logarithms[0, :2]
    came = np.zeros(logarithms.shape, dtype=np.int8)
    for step in range(1, len(logarithms)):
        one = np.concatenate([[-np.inf], best[:-1]])
        two = np.where(skips, np.concatenate([[-np.inf, -np.inf], best[:-2]])[: len(states)], -np.inf)
        ways = np.stack([best, one, two])
        came[step] = ways.argmax(axis=0)
        best = ways.max(axis=0) + logarithms[step]
    state = len(states) - 1 - int(len(states) > 1 and best[-2] > best[-1])
    path = [state]
    for step in range(len(logarithms) - 1, 0, -1):
        state -= int(came[step, state])
        path.append(state)
    steps = np.array(path[::-1])
    places = [np.flatnonzero(steps == 2 * number + 1) for number in range(len(classes))]
    return [(int(place[0]), int(place[-1]) + 1) for place in places]
