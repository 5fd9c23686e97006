"""Calibrates the confidence of words and says how far it can be relied on.

    python -m functions.training.calibrate --fonts /usr/share/fonts

Words are rendered in the TrueType fonts under the folder and read back. The coefficients come from half of the families
(folders), the printed table from the others; the coefficients are written to the model's manifest.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from functions.shared.reading import Reader, packaged_model
from functions.shared.reading.calibration import Calibration, log_odds
from functions.shared.reading.model_files import ModelFiles
from functions.training.specimens import specimen

Floats = NDArray[np.float64]
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)


def outcomes(reader: Reader, fonts: Sequence[Path], seeds: range) -> tuple[Floats, Floats]:
    """Confidence of each word that was read where a word stands, and 1 where it is right, else 0."""
    confidences, right = [], []
    for seed in seeds:
        page = specimen(seed, fonts)
        read = reader.read_image(page.image)
        for text, (left, top, low_right, bottom) in page.words:
            inside = [
                word
                for word in read
                if left < word.left + word.width / 2 < low_right and top < word.top + word.height / 2 < bottom
            ]
            confidences += [word.confidence for word in inside]
            right += [float(word.text == text) for word in inside]
    return np.array(confidences), np.array(right)


def halves(fonts: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The fonts of every other folder, and the rest."""
    families = sorted({font.parent for font in fonts})
    first = set(families[::2])
    return [font for font in fonts if font.parent in first], [font for font in fonts if font.parent not in first]


def fit(confidences: Floats, right: Floats, steps: int = 50) -> Calibration:
    """The calibration of greatest likelihood, by Newton's method.

    Args:
        confidences: the recogniser's own probabilities of words.
        right: 1 for each word that is right, else 0.

    Raises:
        ValueError: more certain words are not more often right.
    """
    odds = np.array([log_odds(confidence) for confidence in confidences])
    inputs = np.stack([odds, np.ones_like(odds)], axis=1)
    weights = np.zeros(2)
    for _ in range(steps):
        expected = 1 / (1 + np.exp(-inputs @ weights))
        curvature = (inputs * (expected * (1 - expected))[:, np.newaxis]).T @ inputs + 1e-9 * np.eye(2)
        weights += np.linalg.solve(curvature, inputs.T @ (right - expected))
    return Calibration(round(float(weights[0]), 4), round(float(weights[1]), 4))


def calibration_error(confidences: Floats, right: Floats) -> float:
    """Mean distance between confidence and share of right words over BINS, each weighing as much as it holds."""
    return sum(
        abs(float(confidences[held].mean() - right[held].mean())) * float(held.mean()) for held in _bins(confidences)
    )


def table(confidences: Floats, right: Floats) -> str:
    """Share of right words by confidence, one bin a line."""
    lines = [f"{'confidence':>10} {'right':>6} {'words':>6}"]
    lines += [
        f"{confidences[held].mean():10.3f} {right[held].mean():6.3f} {held.sum():6d}" for held in _bins(confidences)
    ]
    return "\n".join(lines)


def _bins(confidences: Floats) -> list[NDArray[np.bool_]]:
    number = np.clip(np.digitize(confidences, BINS) - 1, 0, len(BINS) - 2)
    return [number == index for index in np.unique(number)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fonts", type=Path, required=True, help="folder with .ttf files")
    parser.add_argument("--model", type=Path, default=packaged_model())
    parser.add_argument("--pages", type=int, default=40, help="to fit on, and again to test on")
    arguments = parser.parse_args()
    known, unknown = halves(sorted(arguments.fonts.rglob("*.ttf")))
    reader = Reader(replace(ModelFiles.load(arguments.model), calibration=Calibration()))
    calibration = fit(*outcomes(reader, known, range(arguments.pages)))
    confidences, right = outcomes(reader, unknown, range(arguments.pages, 2 * arguments.pages))
    calibrated = np.array([calibration(confidence) for confidence in confidences])
    before, after = calibration_error(confidences, right), calibration_error(calibrated, right)
    sys.stdout.write(f"{table(calibrated, right)}\n")
    sys.stdout.write(f"Calibration error on families not fitted on: {before:.4f} before, {after:.4f} after.\n")

    path = arguments.model / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["calibration"] = {"slope": calibration.slope, "offset": calibration.offset}
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
