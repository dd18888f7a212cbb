"""Where the accounts part: the sides of a field, and of what kind their difference is.

The comparison is the same for every field; what makes two values differ is told by the field's own module.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from whence.link.views.told import Backing, Told, backing, weight
from whence.terms import ClaimId


class Field(StrEnum):
    """A field in which accounts can part."""

    STATUS = "status"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    PLACE = "place"
    DATE = "date"
    TOLL = "toll"


class Kind(StrEnum):
    """Of what kind a difference is, the gravest first."""

    CONTRADICTION = "contradiction"  # both cannot be true
    AS_OF = "as-of date"  # both can be true, each on its day
    GRANULARITY = "granularity"  # one tells more closely what the other tells too
    WORDING = "wording"  # other words; nothing in them excludes the other


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a field for people, or several that exclude the same others, with who stands behind it."""

    values: tuple[str, ...]
    backing: Backing


@dataclass(frozen=True, slots=True)
class Difference:
    """How two values differ, and why that is taken to be so: one sentence."""

    kind: Kind
    why: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field in which accounts part in one way.

    about   which part of the field: the harm of a toll; "" elsewhere
    sides   that differ in this way from at least one other, most independent origins first
    why     one sentence for each way in which two of them differ
    """

    field: Field
    about: str
    kind: Kind
    sides: tuple[Side, ...]
    why: tuple[str, ...]


def disagreements(
    field: Field,
    sides: Sequence[tuple[str, Collection[ClaimId]]],
    tellings: Sequence[Told],
    differ: Callable[[int, int], Difference | None],
    *,
    about: str = "",
) -> tuple[Disagreement, ...]:
    """Compare every two sides of a field and gather the differences by kind, the gravest first.

    sides      each value for people with the claims that tell it
    tellings   of the event, in the order of `in_order`
    differ     how the sides of two indices differ; None: they do not

    What one voice tells together is no difference, but for the status: an account that tells a thing and denies it contradicts itself.
    Sides that differ in one way from the same others, and not from each other, stand together: "a market; a bus" against "two trucks of the army".
    """
    backings = [backing([told for told in tellings if told.claim.id in claims]) for _, claims in sides]
    voices = [{told.voice for told in tellings if told.claim.id in claims} for _, claims in sides]
    order = sorted(range(len(sides)), key=lambda i: (weight(backings[i]), sides[i][0]))
    against: dict[Kind, dict[int, set[int]]] = {}
    why: dict[Kind, dict[str, None]] = {}
    for n, i in enumerate(order):
        for j in order[n + 1 :]:
            found = differ(i, j)
            if found is not None and (field is Field.STATUS or _is_between_voices(found.kind, voices[i], voices[j])):
                against.setdefault(found.kind, {}).setdefault(i, set()).add(j)
                against[found.kind].setdefault(j, set()).add(i)
                why.setdefault(found.kind, {})[found.why] = None
    found_kinds = [kind for kind in Kind if kind in against]
    return tuple(Disagreement(field, about, kind, _together(sides, tellings, order, against[kind]), tuple(why[kind])) for kind in found_kinds)


def _is_between_voices(kind: Kind, a: Set[tuple[str, str]], b: Set[tuple[str, str]]) -> bool:
    """Tell whether a difference is one of accounts with each other; a, b: the voices that tell the one value and the other.

    What one voice tells together excludes nothing ("two towns were hit"), and a slight difference takes a voice on each side that tells only its own.
    A toll that grows is told by one voice too.
    """
    if kind is Kind.AS_OF:
        return True
    return not a & b if kind is Kind.CONTRADICTION else bool(a - b and b - a)


def _together(
    sides: Sequence[tuple[str, Collection[ClaimId]]], tellings: Sequence[Told], order: Sequence[int], against: Mapping[int, Set[int]]
) -> tuple[Side, ...]:
    held: dict[frozenset[int], list[int]] = {}
    for i in order:
        if i in against:
            held.setdefault(frozenset(against[i]), []).append(i)
    found = []
    for same in held.values():
        claims = {claim for i in same for claim in sides[i][1]}
        who = backing([told for told in tellings if told.claim.id in claims])
        found.append(Side(tuple(dict.fromkeys(sides[i][0] for i in same)), who))
    return tuple(sorted(found, key=lambda side: (weight(side.backing), side.values)))
