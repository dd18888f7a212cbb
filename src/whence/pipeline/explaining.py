"""Two claims of a record → what speaks for their being of one happening, and whether linking took them for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from whence.errors import RecordError
from whence.terms import Claim, ClaimId, Decision, EventId, Reading, Span, Verb

if TYPE_CHECKING:
    from whence.link.events import Explanation
    from whence.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEvents:
    """In which events two claims are.

    events      of the two; None: of none
    foretells   whether each only foretells its event
    through     claims by which linking joined them, from the one to the other: each pair of neighbours speaks for one happening, and no other way
                between the two has a stronger weakest pair; empty: their own pair does, or they are not in one event, or only decisions join them
    decided     a person's decisions that put claims of their event together, where evidence alone does not join the two
    """

    events: tuple[EventId | None, EventId | None]
    foretells: tuple[bool, bool]
    through: tuple[ClaimId, ...] = ()
    decided: tuple[str, ...] = ()


def explain_pair(record: Record, a: str, b: str) -> Explanation:
    """Tell what speaks for two claims being of one happening, and what against. a, b: by id or first letters. Raises RecordError.

    Words in common are given as they are written in the claim whose id comes first.
    """
    from whence.link.events import explain, tellings_of
    from whence.link.events.words import as_written

    held = sorted((record.claim(id_) for id_ in (a, b)), key=lambda found: found[1].id)
    (reading, first), (_, second) = held
    if first.id == second.id:
        raise RecordError(f"{a} and {b} are one claim; give two.")
    one, other = (next(told for told in tellings_of(of) if told.claim == claim.id) for of, claim in held)
    found = explain(one, other)
    fields = (replace(field, shared=as_written(field.shared, _text_of(field.field, reading, first))) for field in found.fields)
    return replace(found, fields=tuple(fields))


def _text_of(field: str, reading: Reading, claim: Claim) -> str:
    """Give the text in which a field of evidence finds its words."""
    if field == "story":
        return reading.report.text
    parties = {"actor": claim.actor, "recipient": claim.recipient}.get(field, ())
    sentence = (claim.sentence,) if claim.sentence is not None else claim.what
    spans: dict[str, tuple[Span, ...]] = {"what": claim.what, "where_words": claim.place, "means": claim.means, "sentence": sentence}
    return " ".join(span.words for span in spans.get(field, tuple(party.span for party in parties)))


def pair_events(record: Record, a: str, b: str) -> PairEvents | None:
    """Tell in which events two claims are, and what joined them. a, b: by id or first letters. None: no events were made yet. Raises RecordError."""
    if record.linked() is None:
        return None
    one, other = (record.claim(id_)[1].id for id_ in (a, b))
    left, right = record.event_claim(one), record.event_claim(other)
    found = PairEvents(
        events=(None if left is None else left.event, None if right is None else right.event),
        foretells=(left is not None and left.role == "foretells", right is not None and right.role == "foretells"),
    )
    if left is None or right is None or left.event != right.event or any(found.foretells):
        return found
    members = {row.claim for row in record.event_claims(left.event) if row.role == "member"}
    way = _strongest_way(record, one, other, members)
    if way is not None:
        return replace(found, through=tuple(way[1:-1]))
    return replace(found, decided=tuple(made.id for made in record.decisions() if _joins(made, members)))


def _joins(made: Decision, members: set[ClaimId]) -> bool:
    return made.verb is Verb.MERGE and bool(members & set(made.one)) and bool(members & set(made.other))


def _strongest_way(record: Record, one: ClaimId, other: ClaimId, members: set[ClaimId]) -> list[ClaimId] | None:
    """Find the way from one claim to another whose weakest pair is the strongest, over pairs that speak for one happening; None: there is none.

    Two claims whose own pair speaks for it need no other. Method: Dijkstra's, with the least of a way's bits in place of their sum.
    """
    best: list[tuple[int, int, list[ClaimId]]] = [(0, 1, [one])]
    done: set[ClaimId] = set()
    while best:
        least, _, way = heappop(best)
        here = way[-1]
        if here == other:
            return way
        if here in done:
            continue
        done.add(here)
        for pair in record.pairs(here):
            there = pair.b if pair.a == here else pair.a
            if pair.centibits <= 0 or there in done or there not in members:
                continue
            if (here, there) == (one, other):
                return [one, other]
            weakest = -pair.centibits if len(way) == 1 else max(least, -pair.centibits)  # bits are kept negative: the heap gives the least first
            heappush(best, (weakest, len(way) + 1, [*way, there]))
    return None
