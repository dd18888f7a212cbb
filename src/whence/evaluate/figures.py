"""The figures: counts that add up over reports, and the rates made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from operator import add
from typing import Any

from whence.terms import EventType, Status

Names = tuple[str, ...]  # `Scores.tuple` hides the builtin in the class below


@dataclass(frozen=True, slots=True)
class Prf:
    """Precision, recall and F1 of one figure, made of counts so that reports add up.

    n_right       predicted items that are right, each matched with one gold item
    n_predicted   predicted items
    n_gold        gold items

    Nothing to find and nothing predicted is no figure: all three are None. Otherwise a rate over nothing is 0.
    """

    n_right: int = 0
    n_predicted: int = 0
    n_gold: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was predicted that is right, in [0, 1]."""
        return self._rate(self.n_right, self.n_predicted)

    @property
    def recall(self) -> float | None:
        """Share of what is to be found that was found, in [0, 1]."""
        return self._rate(self.n_right, self.n_gold)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, in [0, 1]."""
        return self._rate(2 * self.n_right, self.n_predicted + self.n_gold)

    def _rate(self, n: int, of: int) -> float | None:
        if not self.n_predicted and not self.n_gold:
            return None
        return n / of if of else 0.0

    def __add__(self, other: Prf) -> Prf:
        return Prf(self.n_right + other.n_right, self.n_predicted + other.n_predicted, self.n_gold + other.n_gold)

    def to_json(self) -> dict[str, Any]:
        """Turn into plain figures: p, r, f1 (null: no figure) and the counts."""
        counts = {"n_right": self.n_right, "n_predicted": self.n_predicted, "n_gold": self.n_gold}
        return {"p": self.precision, "r": self.recall, "f1": self.f1} | counts


@dataclass(frozen=True, slots=True)
class Share:
    """Share of n items that are right; over no items it is no figure (None)."""

    n_right: int = 0
    n: int = 0

    @property
    def value(self) -> float | None:
        """The share, in [0, 1]."""
        return self.n_right / self.n if self.n else None

    def __add__(self, other: Share) -> Share:
        return Share(self.n_right + other.n_right, self.n + other.n)

    def to_json(self) -> dict[str, Any]:
        """Turn into plain figures: share (null: no figure) and the counts."""
        return {"share": self.value, "n_right": self.n_right, "n": self.n}


def _by_type() -> Mapping[EventType, Prf]:
    return dict.fromkeys(EventType, Prf())


def _by_status() -> Mapping[Status, Prf]:
    return dict.fromkeys(Status, Prf())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Every figure of the scoring table, for one report or for many; docs/evaluate.md tells what each counts.

    by_type            `typed` for each of the 16 types
    by_status          each status on matched claims, by which `status_macro_f1` is made
    missing            gold ids of reports without a prediction: all that they hold counts as missed
    left_out           ids of predicted reports without gold: they count nowhere
    unreadable_dates   dates outside the EDTF that is compared, each with its report and claim: never equal to anything
    """

    n_reports: int = 0
    claim: Prf = Prf()
    typed: Prf = Prf()
    actor: Prf = Prf()
    recipient: Prf = Prf()
    place: Prf = Prf()
    time: Prf = Prf()
    means: Prf = Prf()
    toll: Prf = Prf()
    count: Prf = Prf()
    date_strict: Share = Share()
    date_lenient: Share = Share()
    status: Share = Share()
    account: Share = Share()
    account_where_any: Share = Share()
    account_links: Prf = Prf()
    attribution: Prf = Prf()
    tuple: Prf = Prf()
    by_type: Mapping[EventType, Prf] = field(default_factory=_by_type)
    by_status: Mapping[Status, Prf] = field(default_factory=_by_status)
    missing: Names = ()
    left_out: Names = ()
    unreadable_dates: Names = ()

    @property
    def status_macro_f1(self) -> float | None:
        """Mean F1 on matched claims of those of the six status values that gold or prediction holds there, in [0, 1]; None without matches."""
        known = [figure.f1 for figure in self.by_status.values() if figure.f1 is not None]
        return sum(known) / len(known) if known else None

    def __add__(self, other: Scores) -> Scores:
        return Scores(**{f.name: _sum(getattr(self, f.name), getattr(other, f.name)) for f in fields(self)})

    def to_json(self) -> dict[str, Any]:
        """Turn into plain figures, under the names of the fields; null where there is no figure."""
        figures = {f.name: _plain(getattr(self, f.name)) for f in fields(self)}
        return figures | {"status_macro_f1": self.status_macro_f1}


def sum_scores(scores: Iterable[Scores]) -> Scores:
    """Add up the counts of many reports; the rates are those of all their claims together."""
    return sum(scores, start=Scores())


def _sum(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping):
        return {key: one[key] + other[key] for key in one}
    return add(one, other)


def _plain(figure: Any) -> Any:
    if isinstance(figure, Prf | Share):
        return figure.to_json()
    if isinstance(figure, Mapping):
        return {key.value: value.to_json() for key, value in figure.items()}
    return list(figure) if isinstance(figure, tuple) else figure
