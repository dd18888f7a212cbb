"""The reader's network: an encoder, heads that find happenings and tellings, and a head that asks for the roles of each.

ids [1, n_pieces] ──encoder──▶ states [n_words, 384] ──▶ event and cue logits
                                      │ project
                                      ▼
                              [n_words, d_role] ── slices around each trigger, trigger marked ──▶ role, type, status and mode logits
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from whence.read.roles import MODES, N_DISTANCES, ROLES, STATUSES, TYPES
from whence.read.windows import Letters


def encoder_config(pretrained: Path) -> BertConfig:
    """Make the encoder's shape out of the pretrained one's config.json: its types of token are the letters in which words are written."""
    config = BertConfig.from_json_file(pretrained / "config.json")
    config.type_vocab_size = len(Letters)
    return config


class Finder(nn.Module):
    """Encoder and the two word-level heads."""

    def __init__(self, config: BertConfig, d_role: int) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.event = nn.Linear(config.hidden_size, 1 + 2 * len(TYPES))
        self.say = nn.Linear(config.hidden_size, 3)
        self.project = nn.Linear(config.hidden_size, d_role)

    def forward(self, ids: Tensor, letters: Tensor, attention: Tensor | None, heads: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Find happenings and tellings.

        ids, letters   [batch, n_pieces]
        attention      [batch, n_pieces] 1 where there is a piece; None: everywhere
        heads          [batch, n_words] each word's first piece

        Returns states [batch, n_words, d_role], event logits [.., 33], cue logits [.., 3].
        """
        states = self.encoder(input_ids=ids, token_type_ids=letters, attention_mask=attention).last_hidden_state
        states = torch.gather(states, 1, heads.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        states = self.dropout(states)
        return self.project(states), self.event(states), self.say(states)


class RoleAsker(nn.Module):
    """For each trigger: one transformer layer over the words around it, then a tagging of each role."""

    def __init__(self, d_role: int, n_heads: int = 6, n_layers: int = 1, dropout: float = 0.1) -> None:
        super().__init__()
        self.trigger = nn.Linear(d_role, d_role)
        self.kind = nn.Embedding(2, d_role)
        self.distance = nn.Embedding(N_DISTANCES, d_role)
        nn.init.normal_(self.kind.weight, std=0.3)
        nn.init.normal_(self.distance.weight, std=0.3)
        self.layers = nn.ModuleList(Layer(d_role, n_heads, 2 * d_role, dropout) for _ in range(n_layers))
        self.roles = nn.Linear(d_role, 2 * len(ROLES))
        with torch.no_grad():  # few words are in a role: without this the first tenth of the training goes into learning so
            self.roles.bias[0::2] = -4.0
        self.labels = nn.Linear(2 * d_role, len(TYPES) + len(STATUSES) + len(MODES))

    def forward(self, states: Tensor, trigger: Tensor, kind: Tensor, distance: Tensor, bias: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Ask for the roles of n triggers.

        states     [n, n_words, d_role] the words around each trigger
        trigger    [n, d_role] mean state of the trigger's words
        kind       [n] 0 happening, 1 telling
        distance   [n, n_words] bucket of each word's distance from the trigger, 0..N_DISTANCES-1
        bias       [n, 1, 1, n_words] added to attention logits, for padding in training

        Returns role logits [n, n_words, n_roles, 2] (inside, begins) and label logits [n, n_types + n_statuses + n_modes].
        """
        query = (self.trigger(trigger) + self.kind(kind)).unsqueeze(1)
        x = states + query + self.distance(distance)
        for layer in self.layers:
            x = layer(x, bias)
        roles = self.roles(x).unflatten(-1, (len(ROLES), 2))
        at = (distance == 0).unsqueeze(-1).to(x.dtype)
        here = (x * at).sum(1) / at.sum(1)
        return roles, self.labels(torch.cat([here, trigger], -1))


class Layer(nn.Module):
    """A transformer layer, post-norm; written out so that it exports to few plain operators."""

    def __init__(self, d: int, n_heads: int, d_inner: int, dropout: float) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.qkv = nn.Linear(d, 3 * d)
        self.out = nn.Linear(d, d)
        self.up = nn.Linear(d, d_inner)
        self.down = nn.Linear(d_inner, d)
        self.norm1 = nn.LayerNorm(d)
        self.norm2 = nn.LayerNorm(d)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Take and give [n, n_words, d]."""
        n, t, d = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, self.n_heads, d // self.n_heads).permute(2, 0, 3, 1, 4)
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).reshape(n, t, d)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))
