"""Labelled pages as lines of text to read."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from functions.pipeline import keys
from functions.pipeline.dataset.labels import LabelError, parse_label
from functions.pipeline.dataset.manifest import Dataset
from functions.pipeline.errors import BadDataset
from functions.pipeline.objects import Objects
from functions.shared.reading import Limits, load_pages
from functions.shared.reading.strips import cut

MAX_PAGE_BYTES = 20 * 1024 * 1024  # as for uploads
MAX_LABEL_BYTES = 1024 * 1024

Strip = NDArray[np.uint8]


def lines_of(
    dataset: Dataset, split: str, objects: Objects, characters: Collection[str]
) -> Iterator[tuple[Strip, str]]:
    """The lines of one side of a dataset: a strip, 48 x width x 3, and what stands there.

    Raises:
        BadDataset: a label has characters that the model does not know; it may be older than the dataset's version.
    """
    for page in dataset.pages:
        if page.split == split:
            data = objects.read(keys.dataset_page(page.page), MAX_PAGE_BYTES)
            image = load_pages(data, Limits(bytes=MAX_PAGE_BYTES))[0].image
            label = objects.read(keys.dataset_page(page.label), MAX_LABEL_BYTES)
            try:
                lines = parse_label(label, image.shape[1], image.shape[0], characters)
            except LabelError as error:
                raise BadDataset(f"a label of {page.source} ({page.label}): {error}") from error
            yield from ((cut(image, line.box, line.quarter_turns), line.text) for line in lines)
