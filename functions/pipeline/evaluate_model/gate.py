"""Whether a model may be registered. Pure.

It must be accurate enough, no worse than the champion anywhere, as fast, small, and compute what PyTorch computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from functions.pipeline.evaluate_model.scores import ModelScore

# Accuracy that a category may lose against the champion. With some thousand characters in each, chance alone moves
# it by about as much: sqrt(0.05 * 0.95 / 1500) is 0.006.
MARGIN = 0.01
SLOWER = 1.5  # times the champion's seconds a line; both are measured one after the other, on a busy machine
MOST_BYTES = 6_000_000  # of all files of a version
LARGEST_DIFFERENCE = 1e-3  # in probability, between the ONNX file and PyTorch


@dataclass(frozen=True)
class Verdict:
    """Whether a model passed, and why not, or by how much."""

    passed: bool
    reason: str


def judge(candidate: ModelScore, champion: ModelScore, threshold: float, parity: float) -> Verdict:
    """The verdict on a candidate.

    Args:
        candidate, champion: scores on the same lines.
        threshold: accuracy that it must exceed, 0 to 1.
        parity: largest difference between ONNX and PyTorch, in probability.
    """
    objections = list(_objections(candidate, champion, threshold, parity))
    if objections:
        return Verdict(False, "; ".join(objections))
    gain = candidate.accuracy - champion.accuracy
    return Verdict(True, f"accuracy {candidate.accuracy:.4f}, {gain:+.4f} against {champion.version}")


def _objections(candidate: ModelScore, champion: ModelScore, threshold: float, parity: float) -> Iterator[str]:
    if candidate.accuracy <= threshold:
        yield f"accuracy {candidate.accuracy:.4f} is not above the threshold {threshold:g}"
    for name, before in champion.categories.items():
        after = candidate.categories[name]
        if after.accuracy < before.accuracy - MARGIN:
            yield (
                f"accuracy on {name!r} fell from {before.accuracy:.4f} ({champion.version}) to {after.accuracy:.4f}, "
                f"by more than {MARGIN:g}"
            )
    if candidate.seconds > SLOWER * champion.seconds:
        yield f"a line takes {candidate.seconds / champion.seconds:.1f} times as long as with {champion.version}"
    if candidate.bytes > MOST_BYTES:
        yield f"its files have {candidate.bytes:,} bytes, more than {MOST_BYTES:,}"
    if parity > LARGEST_DIFFERENCE:
        yield f"ONNX differs from PyTorch by {parity:.2g} in probability, more than {LARGEST_DIFFERENCE:g}"
