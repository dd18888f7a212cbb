"""What measuring a set gives: figures, each with the number of items that it is of, and tables of parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from whence.evaluate import Prf, Share

Cell = float | int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    value   in [0, 1]; None: nothing to measure
    of      gold items, or items that were judged
    """

    value: float | None
    of: int


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the same figures for each part of a set ("by type"): a row a part; whole numbers are counts, others rates."""

    title: str
    columns: tuple[str, ...]
    rows: Mapping[str, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What measuring a set gave.

    n_read    texts read
    figures   name to figure, the most telling first
    counts    what the figures leave out, name to number
    parts     tables
    """

    n_read: int
    figures: Mapping[str, Figure]
    counts: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Turn into plain values."""
        return {
            "read": self.n_read,
            "figures": {name: figure.value for name, figure in self.figures.items()},
            "of": {name: figure.of for name, figure in self.figures.items()},
            "counts": dict(self.counts),
            "parts": {part.title: {row: dict(zip(part.columns, cells, strict=True)) for row, cells in part.rows.items()} for part in self.parts},
        }


def prf_figures(name: str, prf: Prf) -> dict[str, Figure]:
    """Give the F1, precision and recall of a figure of found things under its name."""
    return {
        f"{name} F1": Figure(prf.f1, prf.n_gold),
        f"{name} precision": Figure(prf.precision, prf.n_predicted),
        f"{name} recall": Figure(prf.recall, prf.n_gold),
    }


def share_figure(share: Share) -> Figure:
    """Give a share as a figure."""
    return Figure(share.value, share.n)
