"""The result of linking: events, claims attached to them, claims that stay alone and why, and what was compared and what not."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from whence.link.events.blocks import starts_and_sizes
from whence.link.events.columns import I64, NONE
from whence.link.events.decisions import Decision, decided_links
from whence.link.events.groups import first_members, makes_events, places_in_order
from whence.link.events.keys import RULES
from whence.link.events.score import APART
from whence.link.events.state import State
from whence.link.events.table import Table
from whence.terms import ClaimId, content_hash


class Reason(StrEnum):
    """Why a claim stands in no event with others."""

    NO_WORDS = "it has no date, place or party, and its words alone link it to no other claim"
    NOT_NEAR = "no other claim is near enough"
    NOT_ALL = "it is near to some claims, and not enough to all that tell of one happening"
    NOTHING_CAME = "no event is told that it foretells"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Claims that tell of one happening.

    id        made from its first claim: claims of later reports do not change it
    claims    sorted by day of publication, report, claim
    attached  claims that foretell it: planned, possible or demanded before it came; sorted alike
    """

    id: str
    claims: tuple[ClaimId, ...]
    attached: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A claim that foretells an event, and the mean evidence for that, in centibits."""

    claim: ClaimId
    event: str
    centibits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPair:
    """Two claims with the evidence that they tell of one happening, in centibits, and the first rule that proposed them.

    apart   they cannot be one
    """

    a: ClaimId
    b: ClaimId
    centibits: int
    rule: str
    apart: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """A blocking rule: what it shares, its blocks, the largest of them, and the pairs that it proposes; pairs of several rules count with each."""

    name: str
    shares: str
    n_blocks: int
    largest: int
    n_pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedBlock:
    """A block that was too large: what its claims share, how many they are, and how many of its pairs its rule left out."""

    rule: str
    block: str
    n_claims: int
    n_pairs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AloneClaim:
    """A claim that is an event by itself, or attached to none, and why."""

    claim: ClaimId
    reason: Reason


class Linking:
    """The result of linking, read off a state when it is asked for."""

    def __init__(self, state: State) -> None:
        self.state = state

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All events, sorted by their first claim's day of publication, report and id."""
        state = self.state
        members, attached = _sorted_members(state, state.group), _sorted_members(state, state.attached)
        firsts = first_members(state.group)
        in_order = firsts[np.argsort(places_in_order(state.columns, firsts))]
        return tuple(
            Event(id=self.event_id(int(first)), claims=self._claims(members[int(first)]), attached=self._claims(attached.get(int(first), [])))
            for first in in_order
        )

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        """All claims that foretell an event, sorted by claim."""
        state = self.state
        found = [
            Attachment(claim=self._claim(row), event=self.event_id(int(state.attached[row])), centibits=int(state.attached_bits[row]))
            for row in np.flatnonzero(state.attached >= 0).tolist()
        ]
        return tuple(sorted(found, key=lambda one: one.claim))

    @cached_property
    def pairs(self) -> tuple[ScoredPair, ...]:
        """All pairs that were compared and scored above the floor, or that cannot be one; sorted by claims, the lesser id first."""
        edges = self.state.edges
        found = []
        for a, b, bits, rule in zip(edges.a.tolist(), edges.b.tolist(), edges.bits.tolist(), edges.rule.tolist(), strict=True):
            low, high = sorted((self._claim(a), self._claim(b)))
            apart = bits == APART
            found.append(ScoredPair(a=low, b=high, centibits=0 if apart else bits, rule=RULES[rule].name, apart=apart))
        return tuple(sorted(found, key=lambda pair: (pair.a, pair.b)))

    @cached_property
    def rules(self) -> tuple[RuleCount, ...]:
        """What each blocking rule proposed, in order of the rules."""
        found = []
        for rule, index, n_pairs in zip(RULES, self.state.index, self.state.n_proposed.tolist(), strict=True):
            _, sizes = starts_and_sizes(index.keys)
            n_blocks = int(np.count_nonzero(index.keys[1:] != index.keys[:-1])) + min(1, len(index.keys))
            found.append(RuleCount(name=rule.name, shares=rule.shares, n_blocks=n_blocks, largest=int(sizes.max(initial=0)), n_pairs=n_pairs))
        return tuple(found)

    @cached_property
    def skipped(self) -> tuple[SkippedBlock, ...]:
        """Blocks whose pairs were not all compared by their rule, most pairs left out first. Another rule may have compared some of them."""
        state = self.state
        found = []
        for number, key, size, n_pairs in zip(
            *(getattr(state.oversize, name).tolist() for name in ("rule", "key", "size", "n_skipped")), strict=True
        ):
            rule, index = RULES[number], state.index[number]
            row = int(index.rows[np.searchsorted(index.keys, np.uint64(key))])
            found.append(SkippedBlock(rule=rule.name, block=rule.label(state.columns, row, key), n_claims=size, n_pairs=n_pairs))
        return tuple(sorted(found, key=lambda one: (-one.n_pairs, one.rule, one.block)))

    @cached_property
    def alone(self) -> tuple[AloneClaim, ...]:
        """Claims that are an event by themselves, and claims that foretell without an event; each with the reason; sorted by claim."""
        state = self.state
        rows = np.arange(len(state))
        makes = makes_events(state.columns)
        sizes = np.bincount(state.group[makes], minlength=len(state))
        near = np.bincount(state.component[makes], minlength=len(state))
        nothing = Table(state.columns, rows).nothing
        found = []
        for row in np.flatnonzero(makes & (sizes[np.maximum(state.group, 0)] == 1)).tolist():
            reason = Reason.NOT_ALL if near[state.component[row]] > 1 else Reason.NO_WORDS if nothing[row] else Reason.NOT_NEAR
            found.append(AloneClaim(claim=self._claim(row), reason=reason))
        for row in np.flatnonzero(~makes & (state.attached < 0)).tolist():
            found.append(AloneClaim(claim=self._claim(row), reason=Reason.NOTHING_CAME))
        return tuple(sorted(found, key=lambda one: one.claim))

    @property
    def refused(self) -> tuple[Decision, ...]:
        """Decisions that later ones overrule, in part or altogether."""
        state = self.state
        return tuple(state.decisions[number] for number in decided_links(state.decisions, state.columns.claims.values).refused)

    def event_of(self, claim: ClaimId) -> str | None:
        """Give the id of the event that a claim is a member of, or foretells; None for a claim that is not there or foretells nothing that came."""
        row = self.state.columns.row_of(claim)
        if row is None:
            return None
        first = max(int(self.state.group[row]), int(self.state.attached[row]))
        return None if first < 0 else self.event_id(first)

    def event_id(self, first: int) -> str:
        """Name the event with a first member."""
        columns = self.state.columns
        day = int(columns.published[first])
        published = None if day == NONE else date.fromordinal(day).isoformat()
        return content_hash("event", published, columns.names[int(columns.report[first])], columns.claims[first], n_bytes=8)

    def lines(self) -> Iterator[str]:
        """Write the whole result as JSON lines, in one order for all orders of the tellings."""
        for event in self.events:
            yield _line({"event": event.id, "claims": list(event.claims), "attached": list(event.attached)})
        for one in self.attachments:
            yield _line({"attached": one.claim, "event": one.event, "centibits": one.centibits})
        for lone in self.alone:
            yield _line({"alone": lone.claim, "reason": lone.reason})
        for pair in self.pairs:
            yield _line({"pair": [pair.a, pair.b], "centibits": pair.centibits, "rule": pair.rule, "apart": pair.apart})
        for rule in self.rules:
            yield _line({"rule": rule.name, "blocks": rule.n_blocks, "largest": rule.largest, "pairs": rule.n_pairs})
        for block in self.skipped:
            yield _line({"skipped": block.block, "rule": block.rule, "claims": block.n_claims, "pairs": block.n_pairs})

    def to_bytes(self) -> bytes:
        """Write the whole result: the same bytes for the same tellings and decisions, in whatever order and batches they came."""
        return "".join(f"{line}\n" for line in self.lines()).encode("utf-8")

    def _claim(self, row: int) -> ClaimId:
        return ClaimId(self.state.columns.claims[row])

    def _claims(self, rows: list[int]) -> tuple[ClaimId, ...]:
        return tuple(map(self._claim, rows))


def _sorted_members(state: State, of: np.ndarray) -> dict[int, list[int]]:
    """Give the rows that belong to each event, in order, by its first member."""
    rows: I64 = np.flatnonzero(of >= 0)
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows[np.argsort(places_in_order(state.columns, rows))].tolist():
        found[int(of[row])].append(row)
    return found


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
