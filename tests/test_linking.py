"""Events of a record, from reading to a person's word."""

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from fake_reader import FakeReader
from whence import pipeline
from whence.errors import RecordError
from whence.link.views import view_to_json
from whence.record import Record
from whence.terms import KnownFrom, Reading, Report, Span, Status, report_id

DAY = "2024-02-07"
WIRE = "Army jets struck a depot in Kalemie on Tuesday, killing 3 of its guards. The fire burned through the night and was seen from the lake, the army said."
RIVAL = "Two bombers struck a depot in Kalemie on Tuesday, killing 9 of its guards. Workers fled to the hills; the port road was closed for hours."
DENIAL = "Army jets never struck a depot in Kalemie on Tuesday, and none was up, the army said. It called the story an invention."
OTHER = "Border guards struck a convoy in Nairobi on Tuesday. Nobody was hurt, and the trucks went on to the coast the same evening."


def report(text: str, outlet: str, day: str = DAY) -> Report:
    return Report(id=report_id(text, outlet=outlet), text=text, title=None, outlet=outlet, published=day, published_from=KnownFrom.GIVEN)


WIRED, REPRINT, RIVALS, DENIED, ELSEWHERE = (
    report(WIRE, "Meridian News"),
    report(WIRE, "Lake Post", "2024-02-08"),
    report(RIVAL, "Free Dunes Radio"),
    report(DENIAL, "State Gazette", "2024-02-08"),
    report(OTHER, "Coast Herald"),
)
ALL = (WIRED, REPRINT, RIVALS, DENIED, ELSEWHERE)


class Timed(FakeReader):
    """Gives each claim "on Tuesday" as its time."""

    def read(self, report: Report) -> Reading:
        reading = super().read(report)
        start = report.text.index("Tuesday")
        sentence = Span(0, report.text.index(".") + 1, report.text)
        claims = (replace(claim, time=(Span(start, start + 7, report.text),), sentence=sentence) for claim in reading.claims)
        return replace(reading, claims=tuple(claims))


def keep(path: Path, reports: Iterable[Report]) -> Path:
    assert not [item for item in pipeline.read_into(path, list(reports), reader=Timed(), jobs=1) if not hasattr(item, "claims")]
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = keep(tmp_path / "record.db", ALL)
    pipeline.link_record(path)
    return path


def event_of(path: Path, of: Report) -> tuple[str, set[str]]:
    """Give the event of a report's claim, and the outlets that tell it."""
    with Record.open(path, read_only=True) as record:
        (claim,) = record.reading(of.id).claims
        id_, view = pipeline.event_view(record, claim.id)
    return id_, {told.report.outlet or "" for told in view.members}


def test_tellings_of_one_strike_are_one_event_with_the_reprint_counted_once(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        _, view = pipeline.event_view(record, record.reading(WIRED.id).claims[0].id)
        assert record.verify().sound
    assert {told.report.outlet for told in view.members} == {"Meridian News", "Lake Post", "Free Dunes Radio", "State Gazette"}
    assert (view.n_reports, view.n_outlets) == (4, 4)
    assert view.n_origins < 4
    assert {one.value for one in view.statuses} == {Status.OCCURRED, Status.DID_NOT_OCCUR}
    assert {(figure.low, figure.high) for figure in view.figures} == {(3, 3), (9, 9)}


def test_another_strike_of_the_day_in_another_town_is_another_event(path: Path) -> None:
    assert event_of(path, ELSEWHERE)[1] == {"Coast Herald"}


def test_the_list_has_the_figures_of_each_event(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        first, *_ = record.events()
        assert {row.event for row in record.event_claims("first")} == {first.id}
        assert (first.n_claims, first.n_reports, first.killed_low, first.killed_high) == (4, 4, 3, 9)
        assert (first.place, first.first_day) == ("Kalemie, CD", "2024-02-06")
        assert [(row.kind, row.share_of_copy) for row in record.copies()] == [("reprint", 1.0)]


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as raw:
        tables = ("events", "event_claims", "pairs", "copies", "origins", "lone")
        return {table: sorted(raw.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3)])
def test_events_do_not_depend_on_order_or_on_how_often_they_are_made(path: Path, tmp_path: Path, order: tuple[int, ...]) -> None:
    other = tmp_path / "other.db"
    for n in order:
        keep(other, [ALL[n]])
        pipeline.link_record(other)
    assert rows_of(other) == rows_of(path)


def test_a_dry_run_counts_and_writes_nothing(tmp_path: Path) -> None:
    path = keep(tmp_path / "record.db", ALL)
    before = path.read_bytes()
    run = pipeline.link_record(path, dry=True)
    assert run.dry
    assert sum(run.rules.values()) > 0
    assert (run.n_events, path.read_bytes()) == (0, before)


def test_a_claim_taken_out_stays_out_until_the_decision_is_undone(path: Path) -> None:
    (claim,) = Timed().read(DENIED).claims
    made = pipeline.split_event(path, [claim.id], because="the strike of the day before", who="Ana")
    pipeline.link_record(path)
    assert event_of(path, DENIED)[1] == {"State Gazette"}
    assert "State Gazette" not in event_of(path, WIRED)[1]
    keep(path, [report(RIVAL.replace("hours", "a day"), "Hill Voice")])
    pipeline.link_record(path)
    assert event_of(path, DENIED)[1] == {"State Gazette"}
    pipeline.undo_decision(path, made.id[:6], because="it was the same after all", who="Ben")
    pipeline.link_record(path)
    assert event_of(path, DENIED)[0] == event_of(path, WIRED)[0]
    with Record.open(path, read_only=True) as record:
        assert [(d.verb.value, d.who) for d in record.decisions(undone=True)] == [("split", "Ana"), ("undo", "Ben")]
        assert record.decisions() == []
        assert record.verify().sound


def test_events_that_a_person_merges_are_one(path: Path) -> None:
    a, b = event_of(path, WIRED)[0], event_of(path, ELSEWHERE)[0]
    pipeline.merge_events(path, a, b, because="one operation", who="Ana")
    pipeline.link_record(path)
    assert event_of(path, WIRED)[0] == event_of(path, ELSEWHERE)[0]
    with pytest.raises(RecordError, match="are one event already"):
        pipeline.merge_events(path, a, ELSEWHERE_CLAIM, because="again", who="Ana")


ELSEWHERE_CLAIM = Timed().read(ELSEWHERE).claims[0].id


def test_reports_read_since_are_told(path: Path) -> None:
    keep(path, [report(RIVAL.replace("hours", "a day"), "Hill Voice")])
    with Record.open(path, read_only=True) as record:
        linked = record.linked()
    assert linked is not None
    assert linked.n_later == 1


def test_what_speaks_for_a_pair_adds_up(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        a, b = (record.reading(one.id).claims[0].id for one in (WIRED, RIVALS))
        found = pipeline.explain_pair(record, a, b[:6])
        assert found.prior + sum(field.centibits for field in found.fields) == found.total
        with pytest.raises(RecordError, match="one claim"):
            pipeline.explain_pair(record, a, a[:6])


def test_the_words_that_a_pair_shares_are_given_as_they_are_written(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        found = pipeline.explain_pair(record, *(record.reading(one.id).claims[0].id for one in (WIRED, RIVALS)))
    shared = {field.field: field.shared for field in found.fields}
    assert shared["where_words"] == ("Kalemie",)
    assert {"guards", "killing", "depot"} <= set(shared["sentence"])


def test_a_pair_is_told_with_its_events_and_what_joined_them(path: Path, tmp_path: Path) -> None:
    claims = {one.id: Timed().read(one).claims[0].id for one in ALL}
    with Record.open(path, read_only=True) as record:
        one = pipeline.pair_events(record, claims[WIRED.id], claims[RIVALS.id][:8])
        two = pipeline.pair_events(record, claims[WIRED.id], claims[ELSEWHERE.id])
    assert one is not None and two is not None
    assert (one.events[0], one.through, one.decided) == (one.events[1], (), ())
    assert two.events == (event_of(path, WIRED)[0], event_of(path, ELSEWHERE)[0])
    made = pipeline.merge_events(path, *(str(event) for event in two.events), because="one operation", who="Ana")
    pipeline.link_record(path)
    with Record.open(path, read_only=True) as record:
        merged = pipeline.pair_events(record, claims[WIRED.id], claims[ELSEWHERE.id])
    assert merged is not None
    assert (merged.events[0], merged.decided) == (merged.events[1], (made.id,))
    with Record.open(keep(tmp_path / "other.db", [WIRED, RIVALS]), read_only=True) as record:
        assert pipeline.pair_events(record, claims[WIRED.id], claims[RIVALS.id]) is None


def test_two_claims_are_joined_through_those_that_speak_for_both(path: Path) -> None:
    one, between, other, weak = (Timed().read(report).claims[0].id for report in (WIRED, REPRINT, RIVALS, DENIED))
    with sqlite3.connect(path) as raw:
        raw.execute("DELETE FROM pairs")
        rows = [(one, other, -100), (one, between, 500), (between, other, 300), (one, weak, 900), (weak, other, 200)]
        raw.executemany("INSERT INTO pairs (a, b, rule, centibits, outcome) VALUES (?, ?, 'r', ?, 'compared')", rows)
    with Record.open(path, read_only=True) as record:
        found = pipeline.pair_events(record, one, other)
    assert found is not None
    assert found.through == (between,)


def test_a_claim_that_foretells_an_event_is_said_to_be_none_of_it(path: Path) -> None:
    claim, other = (Timed().read(report).claims[0].id for report in (DENIED, ELSEWHERE))
    event = event_of(path, WIRED)[0]
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE event_claims SET role = 'foretells' WHERE claim = ?", [claim])
        raw.execute("DELETE FROM event_claims WHERE claim = ?", [other])
        raw.execute("INSERT OR REPLACE INTO lone VALUES (?, 'no event is told that it foretells')", [other])
    with Record.open(path, read_only=True) as record:
        with pytest.raises(RecordError, match=f"{claim[:10]}.* foretells event {event[:10]}"):
            pipeline.event_view(record, claim[:8])
        with pytest.raises(RecordError, match=f"{other[:10]} is of no event: no event is told"):
            pipeline.event_view(record, other)
        with pytest.raises(RecordError, match="No event xyz"):
            pipeline.event_view(record, "xyz")


def test_a_decision_is_undone_once_and_no_undoing_is(path: Path) -> None:
    made = pipeline.split_event(path, [Timed().read(DENIED).claims[0].id], because="another day", who="Ana")
    undone = pipeline.undo_decision(path, made.id[:6], because="the same", who="Ben")
    with pytest.raises(RecordError, match="is undone already"):
        pipeline.undo_decision(path, made.id[:6], because="again", who="Ben")
    with pytest.raises(RecordError, match="takes back another"):
        pipeline.undo_decision(path, undone.id, because="back", who="Ben")


def test_a_report_without_outlet_is_named_as_elsewhere(tmp_path: Path) -> None:
    nameless = replace(report(OTHER, ""), outlet=None, id=report_id(OTHER))
    path = keep(tmp_path / "record.db", [nameless])
    pipeline.link_record(path)
    with Record.open(path, read_only=True) as record:
        _, view = pipeline.event_view(record, "first")
    assert [told.voice_name for told in view.members] == [f"report {nameless.id[:10]}"]


def test_a_run_that_fails_leaves_the_events_that_were_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows_of(path)
    keep(path, [report(RIVAL.replace("hours", "a day"), "Hill Voice")])
    monkeypatch.setattr("whence.record.links._batches", lambda rows, size: (_ for _ in ()).throw(MemoryError()))
    with pytest.raises(MemoryError):
        pipeline.link_record(path)
    assert rows_of(path) == before


def test_a_state_that_cannot_be_read_is_made_anew(path: Path) -> None:
    before = rows_of(path)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE link_states SET state = x'00' WHERE name = 'events'")
    pipeline.link_record(path)
    assert rows_of(path) == before


def test_evidence_and_views_are_json(path: Path) -> None:
    with Record.open(path, read_only=True) as record:
        _, view = pipeline.event_view(record, record.events()[0].id)
    assert re.search(r'"killed"', json.dumps(view_to_json(view)))
