"""What both networks are built of. Batch normalisation is folded into the convolutions, as in the shipped models."""

from __future__ import annotations

from torch import Tensor, nn


class Block(nn.Module):
    """Mixes neighbours within each channel, then the channels of each place, which are added to what was there.

    Args:
        channels: in and out.
        attention: whether channels are weighed by what the whole picture holds.
    """

    def __init__(self, channels: int, attention: bool = False) -> None:
        super().__init__()
        self.neighbours = nn.Conv2d(channels, channels, 3, padding=1, groups=channels)
        self.attention = Attention(channels) if attention else nn.Identity()
        self.mixture = mixture(channels, 2 * channels, channels)

    def forward(self, features: Tensor) -> Tensor:
        features = self.attention(self.neighbours(features))
        mixed: Tensor = features + self.mixture(features)
        return mixed


class Reduction(nn.Sequential):
    """Makes the picture smaller and changes the number of channels.

    Args:
        channels, out: before and after.
        stride: down and across.
    """

    def __init__(self, channels: int, out: int, stride: tuple[int, int]) -> None:
        neighbours = nn.Conv2d(channels, channels, 3, stride=stride, padding=1, groups=channels)
        super().__init__(neighbours, mixture(channels, 2 * channels, out))


class Attention(nn.Module):
    """Squeeze and excitation (Hu et al., 2018): scales each channel by a factor from the means of all channels.

    Args:
        channels: in and out.
        steepness: of the factor's slope, against that of torch's hard sigmoid.
    """

    def __init__(self, channels: int, steepness: float = 1.0) -> None:
        super().__init__()
        self.steepness = steepness
        self.squeeze = nn.Conv2d(channels, channels // 4, 1)
        self.excite = nn.Conv2d(channels // 4, channels, 1)

    def forward(self, features: Tensor) -> Tensor:
        means = features.mean((2, 3), keepdim=True)
        factors = nn.functional.hardsigmoid(self.steepness * self.excite(self.squeeze(means).relu()))
        return features * factors


def mixture(channels: int, hidden: int, out: int) -> nn.Sequential:
    """A small perceptron over the channels of each place."""
    return nn.Sequential(nn.Conv2d(channels, hidden, 1), nn.GELU(), nn.Conv2d(hidden, out, 1))
