"""Groups strips of text of many widths into few batches of bounded size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Every new shape costs the runtime memory and planning: widths are rounded up to a multiple of this.
BUCKET = 16
# Most pixels of width in a batch, padding included: larger ones read no faster and hold more memory.
BATCH_WIDTH = 512


@dataclass(frozen=True)
class Batch:
    """Strips to recognise together.

    Attributes:
        width: width of the batch in pixels; at least that of each strip, a multiple of BUCKET.
        members: indices of the strips.
    """

    width: int
    members: tuple[int, ...]


def plan(widths: Sequence[int]) -> list[Batch]:
    """Batches that hold every strip once.

    No batch exceeds BATCH_WIDTH pixels of width in all, except one that holds a single wider strip.

    Args:
        widths: width of each strip in pixels.
    """
    batches: list[Batch] = []
    members: list[int] = []
    bucket = 0
    for index in sorted(range(len(widths)), key=lambda index: widths[index]):
        rounded = max(1, -(-widths[index] // BUCKET)) * BUCKET
        if members and (rounded != bucket or (len(members) + 1) * bucket > BATCH_WIDTH):
            batches.append(Batch(bucket, tuple(members)))
            members = []
        bucket = rounded
        members.append(index)
    if members:
        batches.append(Batch(bucket, tuple(members)))
    return batches
