"""The trained networks behind the interface that the decoder asks, in fp32: what the exported model is compared with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn

from model import Finder, RoleAsker, encoder_config
from whence.read.decode import Floats, Ints


class TorchNetwork:
    """Runs a checkpoint of train.py."""

    def __init__(self, model: nn.ModuleDict) -> None:
        self.model = model.eval()

    @classmethod
    def load(cls, checkpoint: Path, pretrained: Path, *, mean: bool = False) -> TorchNetwork:
        """Load a checkpoint: its weights or their running mean; `pretrained` holds the encoder's config.json."""
        state = torch.load(checkpoint, weights_only=False, map_location="cpu")
        config = encoder_config(pretrained)
        d_role, layers = state["args"]["d_role"], state["args"]["layers"]
        model = nn.ModuleDict({"finder": Finder(config, d_role), "asker": RoleAsker(d_role, n_layers=layers)})
        model.load_state_dict(state["average" if mean else "model"])
        return cls(model)

    @torch.inference_mode()
    def find(self, ids: list[int], letters: list[int], heads: list[int]) -> tuple[Floats, Floats, Floats]:
        """See whence.read.decode.Network."""
        states, events, says = self.model["finder"](torch.tensor([ids]), torch.tensor([letters]), None, torch.tensor([heads]))
        return states[0].numpy(), events[0].numpy(), says[0].numpy()

    @torch.inference_mode()
    def ask(self, states: Floats, trigger: Floats, kind: Ints, distance: Ints) -> tuple[Floats, Floats]:
        """See whence.read.decode.Network."""
        roles, labels = self.model["asker"](*(torch.from_numpy(np.ascontiguousarray(x)) for x in (states, trigger, kind, distance)))
        return roles.numpy(), labels.numpy()
