"""Readings of a record → copies and origins → events: what linking finds, how a person decides on it, how an event is viewed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from whence.edtf import days
from whence.errors import RecordError
from whence.terms import ID_SHOWN, ClaimId, Decision, EventId, Reading, ReportId, Verb

if TYPE_CHECKING:
    from whence.link.copies import ClaimOrigin, Copies, CopyLink
    from whence.link.events import Decision as Constraint
    from whence.link.events import Linking, State, Telling
    from whence.link.views import EventView, Told
    from whence.record import CopyRow, EventClaimRow, EventRow, Links, Record

STATE, TAKEN_IN = "events", "readings"  # states in a record: of linking, and which reading of each report it has taken in


@dataclass(frozen=True, slots=True)
class LinkRun:
    """What a run of linking found, or, dry, what it would compare.

    rules         pairs that each rule proposes, by what it shares; a pair that several propose counts with each
    n_uncompared  pairs that a rule left out, since too many claims shared the same
    n_events      of which n_shared are told by more than one report; these and the figures below are 0 of a dry run
    n_alone       claims that are an event by themselves, or foretell none that came
    refused       decisions that later ones overrule, in part or altogether
    """

    n_reports: int
    n_claims: int
    rules: Mapping[str, int]
    n_uncompared: int
    dry: bool = False
    n_copies: int = 0
    n_events: int = 0
    n_shared: int = 0
    n_alone: int = 0
    refused: int = 0


def link_record(record_path: str | Path, *, dry: bool = False, on_progress: Callable[[str], None] | None = None) -> LinkRun:
    """Make events of the claims of a record: find copies and origins, compare claims, join those that tell of one happening.

    dry          count the pairs that would be compared; compare none, write nothing
    on_progress  called with the name of each step before it begins

    Where reports only came since the last run, no pair is compared twice. The record's earlier events are replaced in one transaction; decisions are
    respected. Raises RecordError where the record cannot be written.
    """
    from whence.link.events import Linking
    from whence.link.events.counting import count_pairs
    from whence.record import Record

    tell = on_progress or (lambda step: None)
    with Record.open(record_path, read_only=dry) as record:
        upto = record.last_entry()
        seqs = record.reading_seqs()
        tell("looking for copies")
        copies = _find_copies(record, seqs)
        taken = _Taken(record, copies)
        if dry:
            tell("counting pairs")
            rules, n_uncompared = count_pairs(taken.tellings(seqs))
            return LinkRun(len(seqs), len(taken.origins), {rule.shares: rule.n_pairs for rule in rules}, n_uncompared, dry=True)
        tell("comparing claims")
        linking = Linking(_new_state(record, seqs, taken))
        tell("weighing accounts")
        links = _links(record, copies, linking, taken, seqs)
        tell("keeping events")
        record.keep_links(links, upto=upto)
    return LinkRun(
        n_reports=len(seqs),
        n_claims=len(linking.state),
        rules={rule.shares: rule.n_pairs for rule in linking.rules},
        n_uncompared=sum(block.n_pairs for block in linking.skipped),
        n_copies=len(copies.links),
        n_events=len(links.events),
        n_shared=sum(event.n_reports > 1 for event in links.events),
        n_alone=len(links.lone),
        refused=len(linking.refused),
    )


def merge_events(record_path: str | Path, a: str, b: str, *, because: str, who: str) -> Decision:
    """Keep a person's decision that two events tell of one happening. a, b: an event, or a claim of it, by id or first letters."""
    from whence.record import Record

    with Record.open(record_path) as record:
        one, other = (tuple(row.claim for row in record.event_claims(event) if row.role == "member") for event in (a, b))
        if set(one) & set(other):
            raise RecordError(f"{a} and {b} are one event already. See it: whence show {record_path} --event {a}")
        return record.decide(Decision(verb=Verb.MERGE, one=one, other=other, because=because, who=who))


def split_event(record_path: str | Path, claims: Sequence[str], *, because: str, who: str) -> Decision:
    """Keep a person's decision that some claims of an event tell of another happening than its others. claims: by id or first letters."""
    from whence.record import Record

    with Record.open(record_path) as record:
        one = tuple(dict.fromkeys(record.claim(claim)[1].id for claim in claims))
        members = [row.claim for row in record.event_claims(one[0]) if row.role == "member"]
        if strangers := [claim for claim in one if claim not in members]:
            raise RecordError(f"Claim {strangers[0]} is not of the event that {one[0]} is of. Take them out one after the other.")
        other = tuple(claim for claim in members if claim not in one)
        if not other:
            raise RecordError(f"No other claim is left in the event of {one[0]}; there is nothing to split.")
        return record.decide(Decision(verb=Verb.SPLIT, one=one, other=other, because=because, who=who))


def undo_decision(record_path: str | Path, decision: str, *, because: str, who: str) -> Decision:
    """Keep a person's decision that an earlier one no longer counts. decision: its id, or first letters."""
    from whence.record import Record

    with Record.open(record_path) as record:
        made = [one for one in record.decisions(undone=True) if one.id.startswith(decision)]
        if len(made) > 1:
            raise RecordError(f"{len(made)} decisions begin with {decision!r}. Give more of the id: whence link {record_path} --decisions")
        if made and made[0].verb is Verb.UNDO:
            raise RecordError(f"Decision {decision} takes back another and cannot be taken back itself. Decide anew: --merge or --split")
        return record.decide(Decision(verb=Verb.UNDO, undoes=made[0].id if made else decision, because=because, who=who))


def event_view(record: Record, event: str) -> tuple[EventId, EventView]:
    """View an event of a record through its accounts. event: it, or a claim of it, by id or first letters. Raises RecordError."""
    from whence.link.views import view_event

    rows = record.event_claims(event)
    reports = {row.claim: record.claim(row.claim)[0].report.id for row in rows}
    told = _told(_Readings(record), rows, reports, record.roots(reports.values()))
    members, foretold = ([told[row.claim] for row in rows if (row.role == "member") is is_member] for is_member in (True, False))
    return rows[0].event, view_event(members, foretold=foretold)


@dataclass(slots=True)
class _Taken:
    """Claims of a record taken in for linking, with who each comes from in the end."""

    record: Record
    copies: Copies
    origins: dict[ClaimId, ClaimOrigin] = field(default_factory=dict)
    reports: dict[ClaimId, ReportId] = field(default_factory=dict)

    def tellings(self, reports: Iterable[ReportId]) -> Iterator[Telling]:
        """Take in the newest readings of some reports."""
        from whence.link.events import tellings_of

        for report in reports:
            reading = self.record.reading(report)
            keys = {id_: origin.key for id_, origin in self.origins_of(reading).items()}
            yield from tellings_of(reading, keys)

    def origins_of(self, reading: Reading) -> dict[ClaimId, ClaimOrigin]:
        """Tell who the claims of a reading come from in the end, and remember it."""
        from whence.link.copies import claim_origin

        report_origin = self.copies.origins[reading.report.id]
        found = {claim.id: claim_origin(reading, claim, report_origin) for claim in reading.claims}
        self.origins |= found
        self.reports |= dict.fromkeys(found, reading.report.id)
        return found


def _find_copies(record: Record, seqs: Mapping[ReportId, int]) -> Copies:
    from whence.link.copies import CopyIndex, sketch

    index = CopyIndex(lambda report: record.reading(report).report)
    index.add(sketch(reading.report) for reading in record.readings())
    return index.find()


def _new_state(record: Record, seqs: Mapping[ReportId, int], taken: _Taken) -> State:
    """Link what came since the last run into its state; all anew where a reading was replaced, a decision undone, or the state cannot be read."""
    from whence.link.events import StateError, link_more, start, state_from_bytes
    from whence.link.events.weights import bundled_weights

    constraints = _constraints(record.decisions())
    kept, readings = record.link_state(STATE), record.link_state(TAKEN_IN)
    if kept is not None and readings is not None:
        before: dict[ReportId, int] = json.loads(readings)
        try:
            state = state_from_bytes(kept, weights=bundled_weights())
        except StateError:  # made by another version
            pass
        else:
            n = len(state.decisions)
            if all(seqs.get(report) == seq for report, seq in before.items()) and tuple(constraints[:n]) == state.decisions:
                return link_more(state, taken.tellings(report for report in seqs if report not in before), decisions=constraints[n:])
    return link_more(start(), taken.tellings(seqs), decisions=constraints)


def _unchanged(record: Record, seqs: Mapping[ReportId, int]) -> set[ReportId]:
    """Name the reports whose newest reading is the one that the last run of linking took in."""
    before = record.link_state(TAKEN_IN)
    return {report for report, seq in (json.loads(before) if before else {}).items() if seqs.get(report) == seq}


def _constraints(decisions: Iterable[Decision]) -> list[Constraint]:
    from whence.link.events import Merge, Split

    found: list[Constraint] = []
    for decision in decisions:
        if decision.verb is Verb.MERGE:
            first, *others = (*decision.one, *decision.other)
            found += [Merge(first, other) for other in others]
        else:
            found += [Split(claim, decision.other) for claim in decision.one]
    return found


def _links(record: Record, copies: Copies, linking: Linking, taken: _Taken, seqs: Mapping[ReportId, int]) -> Links:
    from whence.record import ClaimRole, EventClaimRow, Links, OriginRow, PairRow, UncomparedRow

    for report in seqs.keys() - set(taken.reports.values()):  # linked before; only their origins are needed
        taken.origins_of(record.reading(report))
    rows = []
    for event in linking.events:
        for role, claims in ((ClaimRole.MEMBER, event.claims), (ClaimRole.FORETELLS, event.attached)):
            for claim in claims:
                origin = taken.origins[claim]
                rows.append(EventClaimRow(claim, EventId(event.id), role, origin.key, origin.name))
    roots = {report: origin.root for report, origin in copies.origins.items()}
    skipped = [
        UncomparedRow(f"claims that share {block.block}", block.n_claims, block.n_pairs, "too many for all pairs") for block in linking.skipped
    ]
    skipped += [UncomparedRow(f"reports like {one.report}", one.n_reports, one.n_pairs, one.why.value) for one in copies.skipped]
    return Links(
        facts={rule.shares: rule.n_pairs for rule in linking.rules},
        states={STATE: linking.state.to_bytes(), TAKEN_IN: json.dumps(dict(seqs)).encode()},
        origins=[OriginRow(report, origin.key, origin.name, origin.why, origin.root) for report, origin in copies.origins.items()],
        copies=[_copy_row(link) for link in copies.links],
        events=_event_rows(record, rows, taken.reports, roots, _unchanged(record, seqs)),
        claims=rows,
        pairs=(PairRow(pair.a, pair.b, pair.rule, pair.centibits, "cannot be one" if pair.apart else "compared") for pair in linking.pairs),
        lone={one.claim: one.reason.value for one in linking.alone},
        uncompared=skipped,
    )


def _copy_row(link: CopyLink) -> CopyRow:
    from whence.record import CopyRow

    of_copy, of_original = (share / 100 for share in link.shares)
    longest = None if link.longest is None else [[span.start, span.end] for span in link.longest]
    credits_ = [{"report": c.report, "name": c.name, "span": None if c.span is None else [c.span.start, c.span.end]} for c in link.credits]
    shown = {"n_words": link.n_words, "n_copied": link.n_copied, "n_retold": link.n_retold, "sentences": link.sentences}
    form = json.dumps(shown | {"longest": longest, "credits": credits_}, ensure_ascii=False, separators=(",", ":"))
    return CopyRow(link.copy, link.of, link.kind.value, link.directed, link.why, of_copy, of_original, form)


def _event_rows(
    record: Record,
    rows: Sequence[EventClaimRow],
    reports: Mapping[ClaimId, ReportId],
    roots: Mapping[ReportId, ReportId],
    unchanged: Collection[ReportId],
) -> list[EventRow]:
    """Lay out each event; one whose claims, readings and origins are as they were keeps its row."""
    from whence.link.views import view_event

    before = {event.id: event for event in record.events()}
    readings = _Readings(record)
    by_event: dict[EventId, list[EventClaimRow]] = {}
    for row in rows:
        by_event.setdefault(row.event, []).append(row)
    found = []
    for event, claims in by_event.items():
        same = (
            event in before
            and all(reports[row.claim] in unchanged for row in claims)
            and sorted(claims, key=lambda row: row.claim) == record.event_claims(event)
        )
        if same:
            found.append(before[event])
            continue
        told = _told(readings, claims, reports, roots)
        members = [told[row.claim] for row in claims if row.role == "member"]
        found.append(_event_row(event, view_event(members)))
    return found


def _event_row(event: EventId, view: EventView) -> EventRow:
    from whence.record import EventRow

    where, deaths = view.place, view.derived.ucdp
    first, last = (None if view.when.interval is None else days(view.when.interval)) or (None, None)
    return EventRow(
        id=event,
        type=view.type.value,
        mode=None if view.mode is None else view.mode.value,
        first_day=None if first is None else first.isoformat(),
        last_day=None if last is None else last.isoformat(),
        place=None if where is None else where.name,
        lat=None if where is None else where.location.lat,
        lon=None if where is None else where.location.lon,
        uncertainty_km=None if where is None else where.location.uncertainty_km,
        killed_low=deaths.low,
        killed_high=deaths.high,
        n_claims=len(view.members),
        n_reports=view.n_reports,
        n_outlets=view.n_outlets,
        n_origins=view.n_origins,
        n_contradictions=view.n_contradictions,
        grade=view.grade.grade.value,
    )


class _Readings:
    """The newest readings of a record, the last ones at hand."""

    def __init__(self, record: Record) -> None:
        self.of = lru_cache(maxsize=256)(record.reading)  # events are laid out in order of their days, so reports come in runs


def _told(
    readings: _Readings, rows: Sequence[EventClaimRow], reports: Mapping[ClaimId, ReportId], roots: Mapping[ReportId, ReportId]
) -> dict[ClaimId, Told]:
    """Give each claim of an event as the view takes it."""
    from whence.link.views import Told

    found = {}
    for row in rows:
        reading = readings.of(reports[row.claim])
        claim = next((claim for claim in reading.claims if claim.id == row.claim), None)
        if claim is None:
            raise RecordError(f"Report {reading.report.id} was read anew since its events were made. Make them anew: whence link RECORD")
        root = roots[reading.report.id]
        name = row.origin_name if row.origin_name != row.origin else f"report {row.origin[:ID_SHOWN]}"  # a report without an outlet
        found[row.claim] = Told(claim, reading.report, row.origin, name, None if root == reading.report.id else root)
    return found
