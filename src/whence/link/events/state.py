"""What linking keeps between runs: the tellings, their keys, the scored pairs, the groups; to bytes and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whence.errors import StateError
from whence.link.events.blocks import Index, Limits, empty_indexes, pair_codes
from whence.link.events.columns import I32, I64, RAGGED, SCALARS, U64, Columns, Ragged, Strings, no_columns
from whence.link.events.compare import Bins
from whence.link.events.decisions import Decision, Merge, Split
from whence.link.events.keys import RULES
from whence.link.events.pack import pack, pack_strings, unpack, unpack_strings
from whence.link.events.weights import Weights
from whence.terms import ClaimId

FORMAT = 1
NO_GROUP = -1


@dataclass(frozen=True, slots=True)
class Edges:
    """Scored pairs above the floor, and forbidden ones: rows a > b, centibits, number of the rule that proposed them; sorted by a, then b."""

    a: I32
    b: I32
    bits: NDArray[np.int16]
    rule: Bins

    def __len__(self) -> int:
        return len(self.a)

    def codes(self) -> U64:
        """Give each pair as one number, in order."""
        return pair_codes(self.a, self.b)

    def where(self, keep: NDArray[Any]) -> Edges:
        """Give some of the pairs, by mask or by number."""
        return Edges(self.a[keep], self.b[keep], self.bits[keep], self.rule[keep])

    def with_edges(self, other: Edges) -> Edges:
        """Append pairs that all come later in the order."""
        return Edges(*(np.concatenate([getattr(self, name), getattr(other, name)]) for name in ("a", "b", "bits", "rule")))


@dataclass(frozen=True, slots=True)
class Oversize:
    """Blocks whose pairs were not all compared: rule and key, tellings, pairs not compared by the rule. Sorted by rule, then key."""

    rule: Bins
    key: U64
    size: I64
    n_skipped: I64

    def where(self, keep: NDArray[Any]) -> Oversize:
        """Give some of the blocks."""
        return Oversize(self.rule[keep], self.key[keep], self.size[keep], self.n_skipped[keep])


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything that linking knows. It is never changed: `whence.link.events.link_more` makes a new one.

    columns     the tellings; index: the keys of each rule
    edges       scored pairs; n_proposed [n_rules]: pairs that each rule gives, those of several rules counted with each
    oversize    blocks not compared in full
    component   [n] a number that the tellings of one component share; NO_GROUP for those that make no events
    group       [n] the first member of the telling's event; NO_GROUP for those that make no events
    attached    [n] the first member of the event that the telling foretells; NO_GROUP
    attached_bits   [n] mean evidence for that, centibits
    """

    columns: Columns
    index: tuple[Index, ...]
    edges: Edges
    n_proposed: I64
    oversize: Oversize
    component: I32
    group: I32
    attached: I32
    attached_bits: I32
    decisions: tuple[Decision, ...]
    limits: Limits
    weights: Weights

    def __len__(self) -> int:
        return len(self.columns)

    def to_bytes(self) -> bytes:
        """Write the state."""
        columns = self.columns
        arrays: dict[str, NDArray[Any]] = {name: getattr(columns, name) for name in ("key", "rarity", "vector", *SCALARS)}
        for name in RAGGED:
            ragged: Ragged = getattr(columns, name)
            arrays[f"{name}.starts"], arrays[f"{name}.values"] = ragged.starts, ragged.values
        for name in ("names", "words_of", "claims"):
            arrays[f"{name}.text"], arrays[f"{name}.ends"] = pack_strings(getattr(columns, name).values)
        for rule, index in zip(RULES, self.index, strict=True):
            arrays[f"index.{rule.name}.keys"], arrays[f"index.{rule.name}.rows"] = index.keys, index.rows
        for name in ("a", "b", "bits", "rule"):
            arrays[f"edges.{name}"] = getattr(self.edges, name)
        for name in ("rule", "key", "size", "n_skipped"):
            arrays[f"oversize.{name}"] = getattr(self.oversize, name)
        for name in ("n_proposed", "component", "group", "attached", "attached_bits"):
            arrays[name] = getattr(self, name)
        meta = {
            "format": FORMAT,
            "rules": [rule.name for rule in RULES],
            "weights": self.weights.hash,
            "limits": [self.limits.block, self.limits.leaders, self.limits.component],
            "decisions": [[d.a, d.b] if isinstance(d, Merge) else [d.claim, list(d.others)] for d in self.decisions],
        }
        return pack(meta, arrays)


def no_edges() -> Edges:
    """Make no pairs."""
    none = np.zeros(0, np.int32)
    return Edges(none, none, np.zeros(0, np.int16), np.zeros(0, np.uint8))


def new_state(weights: Weights, limits: Limits) -> State:
    """Make a state without tellings."""
    none = np.zeros(0, np.int32)
    return State(
        columns=no_columns(),
        index=empty_indexes(),
        edges=no_edges(),
        n_proposed=np.zeros(len(RULES), np.int64),
        oversize=Oversize(np.zeros(0, np.uint8), np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64)),
        component=none,
        group=none,
        attached=none,
        attached_bits=none,
        decisions=(),
        limits=limits,
        weights=weights,
    )


def state_from_bytes(data: bytes, *, weights: Weights) -> State:
    """Read a state that `State.to_bytes` wrote.

    weights   those that it was made with

    Raises StateError for other bytes, another format, other rules, or other weights: link anew from the tellings.
    """
    try:
        meta, arrays = unpack(data)
        if meta["format"] != FORMAT or meta["rules"] != [rule.name for rule in RULES]:
            raise StateError(
                f"This state has format {meta['format']} and rules {meta['rules']}; here it is {FORMAT} and {[rule.name for rule in RULES]}. "
                "Link anew."
            )
        if meta["weights"] != weights.hash:
            raise StateError(
                f"This state was made with weights {meta['weights']}, not with these ({weights.hash}). Link anew, or give those weights."
            )
        empty = new_state(weights, Limits(*meta["limits"]))
        of_columns: dict[str, Any] = {name: arrays[name] for name in ("key", "rarity", "vector", *SCALARS)}
        of_columns |= {name: Ragged(arrays[f"{name}.starts"], arrays[f"{name}.values"]) for name in RAGGED}
        of_columns |= {name: Strings(unpack_strings(arrays[f"{name}.text"], arrays[f"{name}.ends"])) for name in ("names", "words_of", "claims")}
        numbers: dict[str, Any] = {name: arrays[name] for name in ("n_proposed", "component", "group", "attached", "attached_bits")}
        return replace(
            empty,
            columns=replace(empty.columns, **of_columns),
            index=tuple(Index(arrays[f"index.{rule.name}.keys"], arrays[f"index.{rule.name}.rows"]) for rule in RULES),
            edges=Edges(*(arrays[f"edges.{name}"] for name in ("a", "b", "bits", "rule"))),
            oversize=Oversize(*(arrays[f"oversize.{name}"] for name in ("rule", "key", "size", "n_skipped"))),
            decisions=_decisions(meta["decisions"]),
            **numbers,
        )
    except (KeyError, IndexError, TypeError) as err:
        raise StateError(f"These bytes are no state of linking: {err!r}.") from err
    except ValueError as err:
        if isinstance(err, StateError):
            raise
        raise StateError(f"These bytes are no state of linking: {err}") from err


def _decisions(rows: Sequence[Sequence[Any]]) -> tuple[Decision, ...]:
    return tuple(
        Merge(ClaimId(first), ClaimId(second)) if isinstance(second, str) else Split(ClaimId(first), tuple(map(ClaimId, second)))
        for first, second in rows
    )
