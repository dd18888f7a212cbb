"""What an actor is and what a phrase resolves to: an entry of the table, a value with its reason, the kind of a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from whence.terms import ActorKind, Sector, Span

ActorId = NewType("ActorId", str)


@dataclass(frozen=True, slots=True)
class Term:
    """A time in an office.

    of           the body or group that it is an office of; None: of the state, a place, or nobody's
    sector       that the office gives; None: that of the body or group
    start, end   days, months or years; None: open, or not surely known
    """

    office: str
    of: ActorId | None
    sector: Sector | None
    start: str | None
    end: str | None

    def holds_on(self, day: str) -> bool:
        """Tell whether the term covers a day, month or year (ISO); the days of a change belong to both sides."""
        return covers(self.start, self.end, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One entry of the table of actors.

    id          the name in lower case with hyphens
    country     ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, ISM, IMG, MNC of an international actor; None: of no one country
    sectors     (sector, from which day on), oldest first; None as a sector: an international body has none of its own
    secondary   PRE or OPP, which PLOVER adds to another sector
    parent      the actor that it is a part of
    organ       which organ of its state it is ("army", "foreign ministry")
    adjectives  "Turkish"; people: "Turks"; seats: capital and other places that stand for a state ("Ankara", "the Kremlin")
    speaks_for  whose voice an outlet is
    line        where the entry stands: file and line
    """

    id: ActorId
    name: str
    kind: ActorKind
    country: str | None = None
    sectors: tuple[tuple[Sector | None, str], ...] = ()
    secondary: Sector | None = None
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    parent: ActorId | None = None
    start: str | None = None
    end: str | None = None
    organ: str | None = None
    sex: str | None = None
    terms: tuple[Term, ...] = ()
    speaks_for: ActorId | None = None
    source: str = ""
    line: str = ""

    def sector_on(self, day: str | None) -> Sector | None:
        """Give the sector on a day (ISO; None: the latest) of an actor that is no person."""
        found = self.sectors[0][0] if self.sectors else None
        for sector, since in self.sectors[1:]:
            if day is None or since <= day:
                found = sector
        return found

    def term_on(self, day: str | None) -> Term | None:
        """Give the office held on a day (the newest of several; None as a day: the last office); None: none at that time."""
        if day is None:
            return self.terms[-1] if self.terms else None
        held = [term for term in self.terms if term.holds_on(day)]
        return max(held, key=lambda term: term.start or "", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorValue:
    """Whom a phrase stands for, beside the rule and the reason that gave it.

    name        plain name; None: the text does not tell
    id          of the table's entry, or made from state and organ ("TUR/police"); None: in no table
    country     ISO 3166 alpha-3, or UNO, EUR, IGO, NGO, ISM, IMG, MNC; None: not told, or several
    sector      PLOVER; None: an international body without one
    rule        short name of the rule
    reason      one sentence for people
    antecedent  the words from which the identity was taken, where it was not the phrase's own
    """

    name: str | None
    kind: ActorKind
    rule: str
    reason: str
    id: ActorId | None = None
    country: str | None = None
    sector: Sector | None = None
    secondary: Sector | None = None
    antecedent: Span | None = None


def covers(start: str | None, end: str | None, day: str) -> bool:
    """Tell whether a time from start to end (ISO days, months or years, None: open) covers a day, month or year, as far as both are told."""

    def not_after(early: str, late: str) -> bool:
        shared = min(len(early), len(late))
        return early[:shared] <= late[:shared]

    return (start is None or not_after(start, day)) and (end is None or not_after(day, end))
