"""The text detector: PP-OCRv6-tiny's feature pyramid from a page to the probability of text at each pixel.

Four stages see the page at a quarter down to a thirty-second of its size; what the coarse ones know is added to the
fine ones (feature pyramid; Lin et al., 2017), and the map is brought back to full size. Regions are shrunk against the
outline of the text, as in differentiable binarisation (Liao et al., 2020), so that neighbouring lines stay apart.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional

from functions.training.networks.blocks import Attention, Block, Reduction

# The sides of a page must be multiples of it.
STRIDE = 32
_CHANNELS = (32, 48, 64, 160)
_WIDTH = 64
_HALF = (2, 2)


class Detector(nn.Module):
    """Pages to scores of text; the sigmoid of a score is the probability."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = Stem()
        self.stages = nn.ModuleList(
            [
                nn.Sequential(Block(32, attention=True), Block(32)),
                nn.Sequential(Reduction(32, 48, _HALF), Block(48, attention=True), Block(48)),
                nn.Sequential(
                    Reduction(48, 64, _HALF),
                    Block(64, attention=True),
                    Block(64),
                    Block(64, attention=True),
                    Block(64),
                ),
                nn.Sequential(Reduction(64, 160, _HALF), Block(160, attention=True), Block(160)),
            ]
        )
        self.laterals = nn.ModuleList([Lateral(nn.Conv2d(channels, _WIDTH, 1), _WIDTH) for channels in _CHANNELS])
        self.smoothers = nn.ModuleList([Lateral(_smoother(), _WIDTH // 4) for _ in _CHANNELS])
        self.head = nn.Sequential(
            nn.Conv2d(_WIDTH, 16, 3, padding=1),
            nn.ReLU(),
            nn.ConvTranspose2d(16, 16, 2, stride=2),
            nn.ReLU(),
            nn.ConvTranspose2d(16, 1, 2, stride=2),
        )

    def forward(self, pages: Tensor) -> Tensor:
        """Scores before the sigmoid, count x 1 x height x width.

        Args:
            pages: count x 3 x height x width, normalised as `functions.shared.reading.detector.prepare` does; the sides
                are multiples of STRIDE.
        """
        features = self.stem(pages)
        seen = [features := stage(features) for stage in self.stages]
        pyramid = [lateral(features) for lateral, features in zip(self.laterals, seen, strict=True)]
        for fine in (2, 1, 0):
            pyramid[fine] = pyramid[fine] + _enlarged(pyramid[fine + 1], 2)
        smooth = [smoother(level) for smoother, level in zip(self.smoothers, pyramid, strict=True)]
        merged = torch.cat([_enlarged(smooth[level], 2**level) for level in (3, 2, 1, 0)], dim=1)
        scores: Tensor = self.head(merged)
        return scores

    def layers(self) -> Iterator[nn.Conv2d | nn.ConvTranspose2d]:
        """The layers that have weights, in the order in which the shipped graph computes them."""
        laterals, smoothers = self.laterals, self.smoothers
        order = (
            self.stem,
            *self.stages,
            *(laterals[3], laterals[2], laterals[1]),
            *(smoothers[1], smoothers[2], smoothers[3]),
            *(laterals[0], smoothers[0]),
            self.head,
        )
        for part in order:
            yield from (layer for layer in part.modules() if isinstance(layer, nn.Conv2d | nn.ConvTranspose2d))


class Stem(nn.Module):
    """From pixels to features at a quarter of the size, one branch by convolution and one by the greatest neighbour."""

    def __init__(self) -> None:
        super().__init__()
        self.halve = nn.Conv2d(3, 16, 3, stride=2, padding=1)
        self.narrow = nn.Conv2d(16, 8, 2)
        self.widen = nn.Conv2d(8, 16, 2)
        self.halve_again = nn.Conv2d(32, 16, 3, stride=2, padding=1)
        self.out = nn.Conv2d(16, 32, 1)

    def forward(self, pages: Tensor) -> Tensor:
        features = self.halve(pages).relu()
        convolved = self.widen(_padded(self.narrow(_padded(features)).relu())).relu()
        greatest = functional.max_pool2d(_padded(features), 2, stride=1)
        features = self.halve_again(torch.cat([greatest, convolved], dim=1)).relu()
        stemmed: Tensor = self.out(features).relu()
        return stemmed


class Lateral(nn.Module):
    """A convolution whose channels are weighed once more and added to themselves."""

    def __init__(self, convolution: nn.Module, channels: int) -> None:
        super().__init__()
        self.convolution = convolution
        self.attention = Attention(channels, steepness=1.2)

    def forward(self, features: Tensor) -> Tensor:
        features = self.convolution(features)
        weighed: Tensor = features + self.attention(features)
        return weighed


def _smoother() -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(_WIDTH, _WIDTH, 5, padding=2, groups=_WIDTH), nn.Conv2d(_WIDTH, _WIDTH // 4, 1))


def _padded(features: Tensor) -> Tensor:
    """With a column and a row of nothing at the right and the bottom."""
    return functional.pad(features, (0, 1, 0, 1))


def _enlarged(features: Tensor, factor: int) -> Tensor:
    return functional.interpolate(features, scale_factor=factor) if factor > 1 else features
