"""The text recogniser: PP-OCRv6-tiny's convolutions from a strip of text to characters over time.

A strip 48 pixels high is reduced to one row of features, one for every 8 pixels of width, and each is told apart as a
character or as the blank between characters (CTC; Graves et al., 2006)."""

from __future__ import annotations

from collections.abc import Iterator

from torch import Tensor, nn

from functions.training.networks.blocks import Block, Reduction

STRIDE = 8
HEIGHT = 48
_HALF_HEIGHT = (2, 1)


class Recogniser(nn.Module):
    """Strips to scores of classes over time.

    Args:
        classes: characters and the blank, which is class 0.
    """

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, 24, 3, stride=2, padding=1),
            nn.GELU(),
            nn.Conv2d(24, 48, 3, stride=2, padding=1),
        )
        self.stages = nn.Sequential(
            Block(48, attention=True),
            Block(48),
            Reduction(48, 96, _HALF_HEIGHT),
            Block(96, attention=True),
            Block(96),
            Reduction(96, 160, _HALF_HEIGHT),
            Block(160, attention=True),
            Block(160),
            Block(160),
        )
        self.pool = nn.AvgPool2d((3, 2))
        self.neck = nn.Sequential(
            nn.Conv2d(160, 160, (1, 5), padding=(0, 2), groups=160),
            nn.Hardswish(),
            nn.Conv2d(160, 160, 1),
            nn.Hardswish(),
        )
        self.head = nn.Sequential(nn.Linear(160, 80), nn.Linear(80, classes))

    def forward(self, strips: Tensor) -> Tensor:
        """Scores before the softmax, count x width / 8 x classes.

        Args:
            strips: count x 3 x 48 x width; blue, green, red in -1 to 1, 0 beyond the end of a strip.
        """
        features = self.neck(self.pool(self.stages(self.stem(strips))))
        scores: Tensor = self.head(features.squeeze(2).transpose(1, 2))
        return scores

    def layers(self) -> Iterator[nn.Conv2d | nn.Linear]:
        """The layers that have weights, in the order in which they are computed."""
        for module in self.modules():
            if isinstance(module, nn.Conv2d | nn.Linear):
                yield module
