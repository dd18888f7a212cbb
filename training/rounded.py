"""Linear layers that compute as the exported model does, in whole numbers: training through them makes a network that loses little by it.

The encoder's layers round each word by itself (quantise.py); those of the role head round all words of a call alike, as onnxruntime does it, to 256 steps
between their least and their greatest number. Weights have 63 steps on either side of 0, an output at a time.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from quantise import GELU_LEAST_MAX, GELU_STEPS, GELU_ZERO, STEPS, WEIGHT_STEPS

RANGE = 255  # steps between the least and the greatest number of a call


class Rounded(nn.Linear):
    """A linear layer over [batch, ..., d] whose inputs and weights are rounded; gradients pass through."""

    def forward(self, x: Tensor) -> Tensor:
        """See nn.Linear."""
        with torch.no_grad():
            x_off = self.rounded(x) - x
            step = (self.weight.abs().amax(1, keepdim=True) / WEIGHT_STEPS).clamp(min=1e-12)
            weight_off = torch.clamp(torch.round(self.weight / step), -WEIGHT_STEPS, WEIGHT_STEPS).mul_(step).sub_(self.weight)
        return nn.functional.linear(x + x_off, self.weight + weight_off, self.bias)

    def rounded(self, x: Tensor) -> Tensor:
        """Round the inputs."""
        raise NotImplementedError


class RoundedTogether(Rounded):
    """All inputs of an example have one scale."""

    def rounded(self, x: Tensor) -> Tensor:
        """See Rounded."""
        dims = tuple(range(1, x.dim()))
        least, greatest = x.amin(dims, keepdim=True).clamp(max=0), x.amax(dims, keepdim=True).clamp(min=0)
        step = ((greatest - least) / RANGE).clamp(min=1e-8)
        zero = torch.round(-least / step)
        return (torch.clamp(torch.round(x / step) + zero, 0, RANGE) - zero).mul_(step)


class RoundedWords(Rounded):
    """Each word has a scale of its own."""

    def rounded(self, x: Tensor) -> Tensor:
        """See Rounded."""
        step = (x.abs().amax(-1, keepdim=True) / STEPS).clamp(min=1e-9)
        return torch.round(x / step).mul_(step)


class RoundedGelu(Rounded):
    """Each word has a scale of its own, with most steps above 0: for what comes out of a GELU."""

    def rounded(self, x: Tensor) -> Tensor:
        """See Rounded."""
        step = x.amax(-1, keepdim=True).clamp(min=GELU_LEAST_MAX) / GELU_STEPS
        return torch.clamp(torch.round(x / step), -GELU_ZERO, GELU_STEPS).mul_(step)


def round_layers(model: nn.ModuleDict) -> None:
    """Make all linear layers of the networks compute so, in place; their parameters stay the same."""
    for module in model["asker"].modules():
        if type(module) is nn.Linear:
            module.__class__ = RoundedTogether
    for name, module in model["finder"].named_modules():
        if type(module) is nn.Linear:
            after_gelu = name.endswith(".output.dense") and ".attention." not in name
            module.__class__ = RoundedGelu if after_gelu else RoundedWords
