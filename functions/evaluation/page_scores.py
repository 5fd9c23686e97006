"""The scores of pages, in all and by what is special about their words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from functions.evaluation.characters import CharacterErrors, character_errors
from functions.evaluation.confidence import Outcome, outcomes
from functions.evaluation.counts import Counts
from functions.evaluation.mistakes import Mistake, mistakes
from functions.evaluation.places import Place, places
from functions.evaluation.stacks import stacks_joined
from functions.evaluation.word_counts import word_counts
from functions.evaluation.words import PrintedWord, ReadText


@dataclass(frozen=True)
class Score:
    """Agreement with the truth, of a page or of several added up."""

    words: Counts = field(default_factory=Counts)
    characters: CharacterErrors = field(default_factory=CharacterErrors)

    def __add__(self, other: Score) -> Score:
        return Score(self.words + other.words, self.characters + other.characters)


@dataclass(frozen=True)
class PageScore:
    """A page's score.

    Attributes:
        total: of all its words.
        by_category: of the words of each category; a word counts in each of its own.
        outcomes: confidence of each text read, and whether it is right.
        mistakes: what was read wrongly, as what.
    """

    total: Score = field(default_factory=Score)
    by_category: Mapping[str, Score] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def score_page(printed: Sequence[PrintedWord], read: Sequence[ReadText]) -> PageScore:
    """Scores what was read on one page; nothing read is a score too."""
    found = places(printed, stacks_joined(printed, read))
    categories = sorted(frozenset[str]().union(*(word.categories for word in printed)))
    return PageScore(
        total=_score(found),
        by_category={name: _score([place for place in found if name in place.categories]) for name in categories},
        outcomes=tuple(outcomes(found)),
        mistakes=tuple(mistakes(found)),
    )


def _score(found: Iterable[Place]) -> Score:
    found = list(found)
    counts = word_counts(
        (word.text for place in found for word in place.printed), (text.text for place in found for text in place.read)
    )
    return Score(counts, character_errors(found))


def total(scores: Iterable[PageScore]) -> PageScore:
    """Several pages as one: every word and character weighs the same, whatever page it stands on."""
    pages = list(scores)
    categories = sorted({name for page in pages for name in page.by_category})
    return PageScore(
        total=sum((page.total for page in pages), Score()),
        by_category={
            name: sum((page.by_category.get(name, Score()) for page in pages), Score()) for name in categories
        },
        outcomes=tuple(outcome for page in pages for outcome in page.outcomes),
        mistakes=tuple(mistake for page in pages for mistake in page.mistakes),
    )
