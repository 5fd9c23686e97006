"""A version of a dataset: which pages it has, and which of them nobody may train on. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from functions.pipeline.errors import BadRun

SPLITS = ("training", "validation", "test")
MAX_MANIFEST_BYTES = 64 * 1024 * 1024  # some two hundred thousand pages
_IN = 10  # sources, of which one is for validation and one for tests


@dataclass(frozen=True)
class DatasetPage:
    """A labelled page.

    Attributes:
        page, label: SHA-256 of its files.
        source: who it comes from: pages of one source look alike and say the same, so they stay together.
        lines: how many its label has.
    """

    page: str
    label: str
    source: str
    lines: int

    @property
    def split(self) -> str:
        return split_of(self.source)


@dataclass(frozen=True)
class Dataset:
    """A version of a dataset, named by the hash of all that it holds."""

    pages: tuple[DatasetPage, ...]

    @property
    def version(self) -> str:
        return hashlib.sha256(self.to_json()).hexdigest()[:16]

    @property
    def counts(self) -> dict[str, int]:
        """Pages and lines of each split."""
        pages = Counter(page.split for page in self.pages)
        lines = Counter(dict.fromkeys(SPLITS, 0))
        for page in self.pages:
            lines[page.split] += page.lines
        return {
            f"{split}_{what}": found[split] for what, found in (("pages", pages), ("lines", lines)) for split in SPLITS
        }

    def to_json(self) -> bytes:
        pages = [asdict(page) | {"split": page.split} for page in self.pages]
        return json.dumps({"pages": pages}, indent=1, sort_keys=True).encode()

    @staticmethod
    def of(pages: Iterable[DatasetPage]) -> Dataset:
        """The dataset of these pages; of pages with the same picture only the first, in the order of sources."""
        first: dict[str, DatasetPage] = {}
        for page in sorted(pages, key=lambda page: (page.source, page.page, page.label, page.lines)):
            first.setdefault(page.page, page)
        return Dataset(tuple(first.values()))

    @staticmethod
    def parse(data: bytes) -> Dataset:
        """Reads a manifest.

        Raises:
            BadRun: it is not one.
        """
        try:
            entries = json.loads(data)["pages"]
            names = ("page", "label", "source", "lines")
            return Dataset(tuple(DatasetPage(**{name: entry[name] for name in names}) for entry in entries))
        except (ValueError, KeyError, TypeError) as error:
            raise BadRun(f"the dataset's manifest is malformed: {error!r}") from error


def split_of(source: str) -> str:
    """The side that all pages of a source are on; it follows from the source's name alone."""
    number = int.from_bytes(hashlib.sha256(source.encode()).digest()[:4]) % _IN
    return {0: "test", 1: "validation"}.get(number, "training")
