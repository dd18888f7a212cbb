import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from sqlite3 import connect

import pytest
from record_examples import NEWER, reading, report

from whence.errors import RecordError
from whence.record import ClaimRole, CopyRow, EventClaimRow, EventRow, Links, OriginRow, PairRow, Record, UncomparedRow
from whence.terms import ClaimId, Decision, EventId, Verb

READINGS = tuple(reading(n) for n in range(3))
# By report: the one that says that a depot was hit, the one that denies it, the one that counts blasts.
HITS, DENIALS, COUNTS = (tuple(one.claims[n].id for one in READINGS) for n in range(3))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db", create=True) as record:
        for one in READINGS:
            record.add_reading(one)
        yield record


def event(id: ClaimId, **more: object) -> EventRow:
    figures = dict.fromkeys(("n_claims", "n_reports", "n_outlets", "n_origins"), 1) | {"n_contradictions": 0}
    unknown = dict.fromkeys(("mode", "first_day", "last_day", "place", "lat", "lon", "uncertainty_km", "killed_low", "killed_high"))
    return EventRow(id=EventId(id), type="ASSAULT", grade="weak", **(unknown | figures | more))  # type: ignore[arg-type]


def member(claim: ClaimId, of: ClaimId, role: ClaimRole = ClaimRole.MEMBER) -> EventClaimRow:
    return EventClaimRow(claim, EventId(of), role, "zagros-wire", "Zagros Wire")


def links(*pairs: PairRow) -> Links:
    """Make what linking might find: one event of the hits of reports 0 and 1 and the denial of 0, and one of the hit of report 2."""
    first, second = HITS[0], HITS[2]
    told = "its credit names Zagros Wire"
    return Links(
        facts={"rules": "1", "n_pairs": len(pairs)},
        states={"sketches": b"\x00\xff"},
        origins=[OriginRow(one.report.id, "zagros-wire", "Zagros Wire", told, READINGS[0].report.id) for one in READINGS],
        copies=[CopyRow(READINGS[1].report.id, READINGS[0].report.id, "reprint", True, "the later one", 0.9, 0.8, "{}")],
        events=[event(second), event(first, n_claims=3, n_reports=2, n_origins=2, place="Kirkuk", lat=35.5, lon=44.4, killed_low=3)],
        claims=[
            member(HITS[0], first),
            member(HITS[1], first),
            member(DENIALS[0], first),
            member(HITS[2], second),
            member(COUNTS[2], first, ClaimRole.FORETELLS),
        ],
        pairs=pairs,
        lone=dict.fromkeys(COUNTS, "no other claim shares its day or place"),
        uncompared=[UncomparedRow("the word depot", 900, 404550, "more than 400 claims share it")],
    )


PAIRS = (PairRow(HITS[0], HITS[1], "same place", 1250, "joined"), PairRow(HITS[0], DENIALS[0], "same report", -310, "kept apart"))


def decision(*claims: ClaimId, verb: Verb = Verb.MERGE, **more: object) -> Decision:
    one, other = claims[:1], claims[1:]
    return Decision(verb=verb, one=one, other=other, because="The depot is one.", who="Ada Brandt", **more)  # type: ignore[arg-type]


def undo(of: Decision) -> Decision:
    return Decision(verb=Verb.UNDO, undoes=of.id, because="There are two depots.", who="Ben Castell")


# Decisions


def test_a_decision_is_kept_with_its_id_and_time(record: Record) -> None:
    made = record.decide(decision(HITS[0], HITS[1], HITS[2]))
    assert made == replace(decision(HITS[0], HITS[1], HITS[2]), id=made.id, at=made.at)
    assert made.id
    assert made.at.startswith("20")
    assert record.decisions() == [made]
    assert record.verify().sound


def test_decisions_come_in_the_order_in_which_they_were_made(record: Record) -> None:
    made = [record.decide(decision(HITS[0], HITS[1])), record.decide(decision(HITS[0], HITS[2], verb=Verb.SPLIT))]
    assert record.decisions() == made


def test_a_decision_that_is_undone_counts_no_longer_and_is_kept(record: Record) -> None:
    first, second = record.decide(decision(HITS[0], HITS[1])), record.decide(decision(HITS[0], HITS[2]))
    taken_back = record.decide(undo(first))
    assert record.decisions() == [second]
    assert record.decisions(undone=True) == [first, second, taken_back]


def test_what_was_undone_can_be_decided_again(record: Record) -> None:
    record.decide(undo(record.decide(decision(HITS[0], HITS[1]))))
    again = record.decide(decision(HITS[0], HITS[1]))
    assert record.decisions() == [again]


def test_a_decision_is_undone_once(record: Record) -> None:
    made = record.decide(decision(HITS[0], HITS[1]))
    taken_back = record.decide(undo(made))
    with pytest.raises(RecordError, match=rf"{made.id} .* is undone already"):
        record.decide(undo(made))
    with pytest.raises(RecordError, match=rf"No decision {taken_back.id}.*--decisions"):
        record.decide(undo(taken_back))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (decision(HITS[0], ClaimId("feed")), "No claim feed"),
        (decision(HITS[0]), "share none"),
        (Decision(verb=Verb.SPLIT, one=(), other=(HITS[0],), because="", who="Ada Brandt"), "share none"),
        (decision(HITS[0], HITS[0]), "share none"),
        (decision(HITS[0], HITS[1], HITS[1]), "share none"),
        (Decision(verb=Verb.UNDO, undoes="feed", because="", who="Ada Brandt"), "No decision feed"),
        (Decision(verb=Verb.UNDO, because="", who="Ada Brandt"), "undoes another, or"),
        (Decision(verb=Verb.UNDO, one=HITS[:1], undoes="feed", because="", who="Ada Brandt"), "undoes another, or"),
        (decision(HITS[0], HITS[1], undoes="feed"), "undoes another, or"),
        (replace(decision(HITS[0], HITS[1]), who=" "), "name of the person"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_leaves_no_trace(record: Record, wrong: Decision, message: str) -> None:
    before = record.last_entry()
    with pytest.raises(RecordError, match=message):
        record.decide(wrong)
    assert record.last_entry() == before
    assert record.decisions(undone=True) == []


def test_a_claim_that_only_an_older_reading_holds_can_be_decided_on(record: Record) -> None:
    record.add_reading(replace(reading(0, reader=NEWER), claims=()))
    made = record.decide(decision(HITS[0], HITS[1]))
    assert record.decisions() == [made]


def test_decisions_are_computed_anew_from_the_ledger(record: Record) -> None:
    made = record.decide(decision(HITS[0], HITS[1]))
    taken_back = record.decide(undo(made))
    record.rebuild()
    assert record.decisions(undone=True) == [made, taken_back]


@pytest.mark.parametrize("column", ["verb", "one", "other", "because", "who"])
def test_a_decision_that_was_changed_in_the_tables_is_found(record: Record, column: str) -> None:
    record.decide(decision(HITS[0], HITS[1]))
    change(record, f"UPDATE decisions SET {column} = 'other'")
    (finding,) = record.verify().findings
    assert finding.where == f"table decisions, decision {record.last_entry()}"


# What linking found


def test_a_record_that_was_never_linked_says_so(record: Record) -> None:
    assert record.linked() is None
    assert record.events() == []
    assert record.link_state("sketches") is None
    with pytest.raises(RecordError, match="has no events yet"):
        record.event_claims(HITS[0])


def test_what_linking_found_comes_back(record: Record) -> None:
    found = links(*PAIRS)
    record.keep_links(found, upto=record.last_entry())
    assert record.events() == [found.events[1], found.events[0]]
    assert record.event_claims(HITS[0]) == sorted((row for row in found.claims if row.event == HITS[0]), key=lambda row: row.claim)
    assert record.copies() == list(found.copies)
    assert record.roots([one.report.id for one in READINGS[1:]]) == {one.report.id: READINGS[0].report.id for one in READINGS[1:]}
    assert record.pairs(HITS[0]) == list(PAIRS)
    assert record.pairs(DENIALS[0]) == [PAIRS[1]]
    assert record.pairs(COUNTS[0]) == []
    assert record.why_lone(COUNTS[0]) == "no other claim shares its day or place"
    assert record.why_lone(HITS[0]) is None
    assert record.link_state("sketches") == b"\x00\xff"
    linked = record.linked()
    assert linked is not None
    assert (linked.upto, linked.facts, linked.n_later) == (record.last_entry(), {"rules": "1", "n_pairs": 2}, 0)
    assert record.verify().sound


def test_events_alike_in_reach_are_listed_by_date_then_by_id(record: Record) -> None:
    undated, open_start, late, early, wide = (
        event(HITS[0]),
        event(HITS[1], last_day="2031-05-03"),
        event(HITS[2], first_day="2031-05-04", last_day="2031-05-04", n_claims=9),
        event(COUNTS[0], first_day="2031-05-02", last_day="2031-05-02"),
        event(DENIALS[0], n_origins=2),
    )
    record.keep_links(Links(events=[undated, late, open_start, early, wide]), upto=record.last_entry())
    assert record.events() == [wide, early, open_start, late, undated]


def test_what_an_earlier_run_of_linking_found_is_replaced_whole(record: Record) -> None:
    record.keep_links(links(*PAIRS), upto=record.last_entry())
    alone = Links(events=[event(HITS[2])], claims=[member(HITS[2], HITS[2])])
    record.keep_links(alone, upto=record.last_entry())
    assert record.events() == list(alone.events)
    assert record.event_claims(HITS[2]) == list(alone.claims)
    assert record.copies() == record.pairs(HITS[0]) == []
    assert record.roots([one.report.id for one in READINGS]) == {}
    assert record.why_lone(COUNTS[0]) is None
    assert record.link_state("sketches") is None


def test_a_run_of_linking_that_fails_midway_leaves_what_was_there(record: Record) -> None:
    before = links(*PAIRS)
    record.keep_links(before, upto=record.last_entry())

    def broken() -> Iterator[PairRow]:
        yield PairRow(HITS[1], HITS[2], "same place", 1, "joined")
        raise ZeroDivisionError("no such thing")

    with pytest.raises(ZeroDivisionError):
        record.keep_links(replace(before, events=(), claims=(), states={}, pairs=broken()), upto=0)
    assert record.events() == [before.events[1], before.events[0]]
    assert record.pairs(HITS[0]) == list(PAIRS)
    assert record.link_state("sketches") == b"\x00\xff"
    assert record.verify().sound


WRITER = """
import sys
from pathlib import Path
from record_examples import reading
from whence.record import Links, PairRow, Record

def pairs(n):
    for a in range(n, n + 20_000):
        yield PairRow(f"a{a}", f"b{a}", str(n), n, "joined")

with Record.open(Path(sys.argv[1])) as record:
    print("start", flush=True)
    for n in range(1, 1000):
        record.keep_links(Links(facts={"n": n}, pairs=pairs(n)), upto=record.last_entry())
        print("kept", flush=True)
"""


def test_a_run_of_linking_that_is_killed_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        record.add_reading(READINGS[0])
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n{WRITER}"
    for wait_s in (0.03, 0.17):
        writer = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        for _ in range(2):  # one run of linking is kept, the next has begun
            writer.stdout.readline()
        time.sleep(wait_s)
        writer.kill()
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL
        with Record.open(path, read_only=True) as record:
            linked = record.linked()
            assert linked is not None
            with closing(connect(path)) as raw:
                assert raw.execute("SELECT rule, count(*) FROM pairs GROUP BY rule").fetchall() == [(str(linked.facts["n"]), 20_000)]


def test_links_of_an_event_that_is_not_there_are_refused(record: Record) -> None:
    record.keep_links(links(*PAIRS), upto=record.last_entry())
    with pytest.raises(RecordError, match="keeping events"):
        record.keep_links(Links(claims=[member(HITS[0], HITS[0])]), upto=record.last_entry())
    assert len(record.events()) == 2


def test_events_that_most_origins_carry_come_first(record: Record) -> None:
    counts: tuple[dict[str, int], ...] = ({"n_origins": 2}, {"n_reports": 5}, {"n_reports": 2, "n_contradictions": 3}, {"n_reports": 2})
    rows = [event(claim, **more) for claim, more in zip((*HITS, DENIALS[0]), counts, strict=True)]
    record.keep_links(Links(events=rows[::-1], claims=[member(ClaimId(row.id), ClaimId(row.id)) for row in rows]), upto=record.last_entry())
    assert record.events() == rows


def test_reports_that_came_since_are_counted(record: Record) -> None:
    record.keep_links(links(), upto=record.last_entry())

    def n_later() -> int:
        linked = record.linked()
        assert linked is not None
        return linked.n_later

    record.decide(decision(HITS[0], HITS[1]))
    assert n_later() == 0
    record.add_reading(reading(3))
    record.add_reading(reading(0, reader=NEWER))
    record.add_reading(replace(reading(0, reader=NEWER), reader=replace(NEWER, version="3")))
    assert n_later() == 2
    record.keep_links(links(), upto=record.last_entry())
    assert n_later() == 0


def test_the_newest_reading_of_each_report_is_told_in_the_order_of_the_reports(record: Record) -> None:
    record.add_reading(reading(1, reader=NEWER))
    seqs = record.reading_seqs()
    assert list(seqs) == [one.report.id for one in READINGS]
    assert seqs[report(1).id] == record.last_entry() == max(seqs.values())


# Looking up an event


@pytest.fixture
def linked(record: Record) -> Record:
    """Give a record with events of our own naming: ab1 (claims ab1, cd1), ab2 (ab2, ce1), and ce2, which ab1 foretells."""
    rows = [member(ClaimId(claim), ClaimId(of)) for claim, of in (("ab1", "ab1"), ("cd1", "ab1"), ("ab2", "ab2"), ("ce1", "ab2"), ("ce2", "ce2"))]
    foretold = member(ClaimId("ab1"), ClaimId("ce2"), ClaimRole.FORETELLS)
    record.keep_links(Links(events=[event(ClaimId(id)) for id in ("ab1", "ab2", "ce2")], claims=[*rows, foretold]), upto=record.last_entry())
    return record


@pytest.mark.parametrize(("asked", "found"), [("ab1", "ab1"), ("cd1", "ab1"), ("cd", "ab1"), ("ce1", "ab2"), ("ce2", "ce2")])
def test_an_event_is_found_by_its_id_or_a_claims_or_first_letters(linked: Record, asked: str, found: str) -> None:
    assert {row.event for row in linked.event_claims(asked)} == {found}


@pytest.mark.parametrize(("asked", "candidates"), [("ab", "ab1, ab2"), ("ce", "ab2, ce2")])
def test_letters_that_several_events_begin_with_name_the_candidates(linked: Record, asked: str, candidates: str) -> None:
    with pytest.raises(RecordError, match=rf"events are meant by '{asked}': {candidates}\. Give more"):
        linked.event_claims(asked)


def test_a_claims_own_id_is_not_taken_for_the_first_letters_of_an_event(record: Record) -> None:
    events = [event(ClaimId("c10")), event(ClaimId("d1"))]
    record.keep_links(Links(events=events, claims=[member(ClaimId("c10"), ClaimId("c10")), member(ClaimId("c1"), ClaimId("d1"))]), upto=0)
    assert {row.event for row in record.event_claims("c1")} == {"d1"}


def test_an_event_that_is_not_there_is_told_with_what_to_type(linked: Record) -> None:
    with pytest.raises(RecordError, match=r"No event feed in .*whence show"):
        linked.event_claims("feed")


# Verifying


def change(record: Record, statement: str) -> None:
    with closing(connect(record.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        assert raw.execute(statement).rowcount, "the tampering changed nothing"


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE event_claims SET claim = 'gone' WHERE role = 'foretells'", "table event_claims"),
        ("UPDATE event_claims SET event = 'gone' WHERE role = 'foretells'", "table event_claims"),
        (f"DELETE FROM event_claims WHERE event = '{HITS[2]}'", "table events"),
        ("UPDATE pairs SET a = 'gone' WHERE centibits < 0", "table pairs"),
        ("UPDATE pairs SET b = 'gone' WHERE centibits < 0", "table pairs"),
        (f"UPDATE lone SET claim = 'gone' WHERE claim = '{COUNTS[1]}'", "table lone"),
        (f"UPDATE origins SET report = 'gone' WHERE report = '{report(1).id}'", "table origins"),
        (f"UPDATE origins SET root = 'gone' WHERE report = '{report(1).id}'", "table origins"),
        ("UPDATE copies SET copy = 'gone'", "table copies"),
        ("UPDATE copies SET \"of\" = 'gone'", "table copies"),
        ("UPDATE linking SET value = '99' WHERE name = 'upto'", "table linking"),
        ("UPDATE linking SET value = 'soon' WHERE name = 'upto'", "table linking"),
    ],
)
def test_links_that_name_what_is_not_there_are_found(record: Record, statement: str, where: str) -> None:
    record.keep_links(links(*PAIRS), upto=record.last_entry())
    change(record, statement)
    (finding,) = record.verify().findings
    assert finding.where == where


def test_links_of_claims_that_a_newer_reading_lacks_are_sound(record: Record) -> None:
    record.keep_links(links(*PAIRS), upto=record.last_entry())
    record.add_reading(replace(reading(0, reader=NEWER), claims=()))
    assert record.verify().sound
