"""When it happened: the dates that the accounts tell, the interval that they span and the best day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from whence import edtf
from whence.link.views.contested import Difference, Disagreement, Field, Kind, disagreements
from whence.link.views.told import Backing, Told, backing, independent_origins, weight
from whence.terms import Certainty

APPROXIMATE_DAYS = 3  # room that "about" and "a few days ago" leave on each side; our choice, as no corpus tells it


@dataclass(frozen=True, slots=True, kw_only=True)
class DateTold:
    """One date that accounts tell; edtf as it stands with the claims, first and last its days (None: open)."""

    edtf: str
    first: date | None
    last: date | None
    backing: Backing


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The time of an event.

    interval   EDTF, from the earliest to the latest day of the closest dates that accounts tell; None: no date is told
    best       EDTF, the best date; day: the same where it is one day, None where no better than a longer time is told
    backing    who tells the best date, or a longer time that holds it
    inferred   whether all dates are inferred, none told by the words of a claim
    why        one sentence or two for people
    """

    interval: str | None
    best: str | None
    day: str | None
    backing: Backing
    inferred: bool
    why: str


def dates_of(tellings: Sequence[Told]) -> tuple[tuple[DateTold, ...], bool]:
    """Gather the dates of an event's claims, most independent origins first, and tell whether all of them are inferred.

    An inferred date (from the story, or the day of the report) is no word of the account: it is used only where no claim has a date of its own.
    """
    dated = [told for told in tellings if told.claim.date is not None and edtf.days(told.claim.date) is not None]
    own = [told for told in dated if not _is_inferred(told)]
    held: dict[str, list[Told]] = {}
    for told in own or dated:
        held.setdefault(told.claim.date or "", []).append(told)
    found = []
    for value, same in held.items():
        days = edtf.days(value)
        if days is not None and days != (None, None):
            found.append(DateTold(edtf=value, first=days[0], last=days[1], backing=backing(same)))
    return tuple(sorted(found, key=lambda told: (weight(told.backing), told.edtf))), bool(dated) and not own


def when(dates: Sequence[DateTold], tellings: Sequence[Told], *, inferred: bool) -> When:
    """Tell the interval and the best day of an event from its dates.

    A date that holds a closer one adds nothing to the interval: "June" beside "4 June" stays 4 June. The best date is the one that most independent
    origins tell or leave open; of several the closest, then the one that more origins tell just so, exact before approximate, the earliest.
    """
    closest = [one for one in dates if not any(_holds(one, other) and not _holds(other, one) for other in dates)]
    if not closest:
        return When(interval=None, best=None, day=None, backing=backing(()), inferred=False, why="No account tells when.")

    def who(value: DateTold) -> list[Told]:
        claims = {claim for other in dates if _holds(other, value) for claim in other.backing.claims}
        return [telling for telling in tellings if telling.claim.id in claims]

    support = {one.edtf: len(independent_origins(who(one))) for one in closest}
    best = min(closest, key=lambda one: (-support[one.edtf], _n_days(one), -len(one.backing.origins), "~" in one.edtf, one.edtf))
    dated = {claim for one in dates for claim in one.backing.claims}
    n_all = len(independent_origins([telling for telling in tellings if telling.claim.id in dated]))
    day = best.edtf if _n_days(best) == 1 else None
    why = f"Told, or left open, by {support[best.edtf]} of {n_all} origins that tell a date."
    if day is None:
        why += " It is not told to the day."
    if inferred:
        why += " No claim has words of its own for the day: all dates are inferred."
    return When(interval=_hull(closest), best=best.edtf, day=day, backing=backing(who(best)), inferred=inferred, why=why)


def part_in_date(dates: Sequence[DateTold], tellings: Sequence[Told]) -> tuple[Disagreement, ...]:
    """Tell where accounts part over the date."""
    return disagreements(Field.DATE, [(one.edtf, one.backing.claims) for one in dates], tellings, lambda i, j: _difference(dates[i], dates[j]))


def _difference(a: DateTold, b: DateTold) -> Difference | None:
    if (a.first, a.last) == (b.first, b.last):
        return None
    gap = _gap(a, b)
    if gap <= 0:
        return Difference(Kind.GRANULARITY, "One date holds the other, or they overlap.")
    if "~" in a.edtf + b.edtf and gap <= APPROXIMATE_DAYS:
        return Difference(Kind.GRANULARITY, f"An approximate date leaves room for {APPROXIMATE_DAYS} days.")
    apart = "one day apart; a night or a time zone can part them" if gap == 1 else f"{gap} days apart"
    return Difference(Kind.CONTRADICTION, f"{a.edtf} and {b.edtf} are {apart}.")


def _gap(a: DateTold, b: DateTold) -> int:
    """Give the days from the end of the earlier date to the start of the later one; 0 or less where they overlap."""
    gaps = [(later.first - earlier.last).days for earlier, later in ((a, b), (b, a)) if later.first is not None and earlier.last is not None]
    return max(gaps, default=0)


def _n_days(one: DateTold) -> float:
    return math.inf if one.first is None or one.last is None else (one.last - one.first).days + 1


def _holds(outer: DateTold, inner: DateTold) -> bool:
    starts = outer.first is None or (inner.first is not None and outer.first <= inner.first)
    ends = outer.last is None or (inner.last is not None and inner.last <= outer.last)
    return starts and ends


def _hull(dates: Sequence[DateTold]) -> str:
    firsts = [one.first for one in dates if one.first is not None]
    lasts = [one.last for one in dates if one.last is not None]
    if firsts and lasts and min(firsts) <= max(lasts):
        return edtf.of_days(min(firsts), max(lasts))
    return f"{edtf.day(min(firsts))}/{edtf.OPEN}" if firsts else f"{edtf.OPEN}/{edtf.day(max(lasts))}"


def _is_inferred(told: Told) -> bool:
    return told.claim.date_certainty in (Certainty.INFERRED, Certainty.UNRESOLVED) or (told.claim.date_reason or "").endswith("inferred")
