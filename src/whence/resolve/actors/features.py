"""The features of the ranker: what is told of a candidate, the names that each fact has in the table of weights, and their sum.

A fact is a tuple: its kind, the type of the anaphor, and what is told. Each kind stands for several features; the sum of their weights is kept by
fact, since facts recur far more often than they are new.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

Fact = tuple[str | int, ...]
Facts = list[Fact]
Feature = tuple[str, float]


class Weights:
    """Weights by feature, and the score of what is told of a candidate."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.of = dict(weights)
        self._sums: dict[Fact, float] = {}

    def score(self, facts: Sequence[Fact]) -> float:
        """Sum the weights of what speaks for a candidate."""
        total = 0.0
        for fact in facts:
            found = self._sums.get(fact)
            if found is None:
                found = self._sums[fact] = sum(self.of.get(name, 0.0) * value for name, value in features_of(fact))
            total += found
        return total


def features_of(fact: Fact) -> Iterator[Feature]:
    """Give the features that a fact stands for, with their values."""
    kind, *told = fact
    return _KINDS[str(kind)](*told)


def _nobody(type_: str, opening: str, role: str, plural: bool, noun: str, modified: bool, first: bool, country: bool) -> Iterator[Feature]:
    yield from ((name, 1.0) for name in ("nobody", f"nobody|{type_}", f"nobody|{type_}|{opening}", f"nobody|{role}"))
    if plural:
        yield f"nobody|{type_}|plural", 1.0
    if noun:
        yield f"nobody|noun|{noun}", 1.0
    if modified:
        yield "nobody|modified", 1.0
        yield f"nobody|modified|{type_}", 1.0
    if first:
        yield "nobody|first", 1.0
    if country:
        yield f"nobody|country|{type_}", 1.0


def _implicit(type_: str, kind: str, country: str) -> Iterator[Feature]:
    yield from ((name, 1.0) for name in (f"kind|{kind}|{type_}", f"home|{type_}", "implicit", f"implicit|{type_}"))
    if country:
        yield f"country{country}|{type_}", 1.0


def _holder(type_: str, opening: str) -> Iterator[Feature]:
    """Tell of who held the office, unnamed in the report."""
    yield from _both("holder", type_)
    yield f"holder|{opening}", 1.0


def _place(type_: str, where: str, rank: int, subject: bool, form: str, opens: bool, saying: bool, says: bool) -> Iterator[Feature]:
    """Tell where the nearest mention stands: sentences back, its rank, whether it is a subject; for pronouns with their case."""
    yield from _both(where, type_)
    yield from _both(f"rank{rank}", type_)
    if subject:
        yield from _both("subject", type_)
        if where in ("d0", "d1"):
            yield f"subject|{where}", 1.0
    if form:
        role = "subject" if subject else "other"
        yield f"{form}|{where}|{role}", 1.0
        if opens:
            yield f"opens|{where}|{role}", 1.0
        if saying:
            yield f"says|{'says' if says else 'acts'}", 1.0


def _kind(type_: str, kind: str, plural: bool, pair: bool, noun: str) -> Iterator[Feature]:
    yield f"kind|{kind}|{type_}", 1.0
    if plural:
        yield f"kind|{kind}|plural", 1.0
    if noun:
        yield f"kind|{kind}|noun|{noun}", 1.0
    if pair:
        yield from _both("pair", type_)
        if plural:
            yield "pair|plural", 1.0


def _often(type_: str, n_mentions: int) -> Iterator[Feature]:
    yield from _both("often", type_, math.log1p(n_mentions) / 2)


def _figure(
    type_: str,
    unlisted: bool,
    one_word: bool,
    adjective: bool,
    taken: bool,
    headline: bool,
    sex: bool,
    country: str,
    home: bool,
    coargument: bool,
    speaker: str,
    marked: bool,
    parallel: bool,
) -> Iterator[Feature]:
    """Tell of the figure, of the mention, and of both beside the anaphor."""
    if unlisted:
        yield f"unlisted|{type_}", 1.0
        if one_word:
            yield from _both("one word", type_)
    if adjective:
        yield "adjective", 1.0
    if taken:
        yield from _both("taken", type_)
    if headline:
        yield f"headline|{type_}", 1.0
    if sex:
        yield "sex", 1.0
    if country:
        yield f"country{country}|{type_}", 1.0
    if home:
        yield f"home|{type_}", 1.0
    if coargument:
        yield from _both("coargument", type_)
    if speaker:
        yield f"speaker|{type_}", 1.0
        yield f"speaker|{speaker}|{type_}", 1.0
    if marked:
        yield "marked", 1.0
        if parallel:
            yield "parallel", 1.0


def _acts(type_: str, act: str, across: bool, paired: bool) -> Iterator[Feature]:
    """Tell whether the figure did, or was done, the same elsewhere, and with the same other side."""
    if act:
        yield from _both(f"act {act}", type_)
    if across:
        yield from _both("act across", type_)
    if paired:
        yield from _both("paired", type_)


def _part(type_: str, part: str, noun: str) -> Iterator[Feature]:
    yield f"{part}|{type_}", 1.0
    if noun:
        yield f"{part}|noun|{noun}", 1.0


def _heads(type_: str, fit: str, named: bool) -> Iterator[Feature]:
    if fit == "head":
        yield from _both("head", type_)
    elif fit:
        yield f"head|{fit}", 1.0
        if fit == "other":
            yield f"head|other|{type_}", 1.0
    if named:
        yield from _both("named", type_)


def _both(name: str, type_: str, value: float = 1.0) -> Iterator[Feature]:
    """Give a feature alone and with the type of the anaphor."""
    yield name, value
    yield f"{name}|{type_}", value


_KINDS: Mapping[str, Callable[..., Iterator[Feature]]] = {
    "nobody": _nobody,
    "implicit": _implicit,
    "holder": _holder,
    "place": _place,
    "kind": _kind,
    "often": _often,
    "figure": _figure,
    "acts": _acts,
    "part": _part,
    "heads": _heads,
}
