"""Linear layers that compute as the exported model does, in whole numbers: training through them makes a network that loses little by it.

The exported model rounds the numbers that go into a layer to 256 steps between their least and their greatest, and its weights to 127 steps, an output
at a time (export.py). Without training, the first costs most: one word far from the others makes the steps wide for all.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

STEPS = 255  # between the least and the greatest input
HALF = 63  # of the weights' steps, on either side of 0


class Rounded(nn.Linear):
    """A linear layer over [batch, ..., d] whose inputs and weights are rounded, each example of the batch by itself; gradients pass through."""

    def forward(self, x: Tensor) -> Tensor:
        """See nn.Linear."""
        return nn.functional.linear(_inputs(x), _weights(self.weight), self.bias)


def _inputs(x: Tensor) -> Tensor:
    with torch.no_grad():
        dims = tuple(range(1, x.dim()))
        least, greatest = x.amin(dims, keepdim=True).clamp(max=0), x.amax(dims, keepdim=True).clamp(min=0)
        step = ((greatest - least) / STEPS).clamp(min=1e-8)
        zero = torch.round(-least / step)
        rounded = (torch.clamp(torch.round(x / step) + zero, 0, STEPS) - zero).mul_(step).sub_(x)
    return x + rounded


def _weights(weight: Tensor) -> Tensor:
    with torch.no_grad():
        step = (weight.abs().amax(1, keepdim=True) / HALF).clamp(min=1e-12)
        rounded = torch.clamp(torch.round(weight / step), -HALF, HALF).mul_(step).sub_(weight)
    return weight + rounded


def round_layers(model: nn.Module) -> None:
    """Make all linear layers of a network compute so, in place; its parameters stay the same."""
    for module in model.modules():
        if type(module) is nn.Linear:
            module.__class__ = Rounded
