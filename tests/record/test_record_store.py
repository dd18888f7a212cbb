import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from record_examples import NEWER, READER, claim, problem, reading, report, span

from whence.errors import RecordError
from whence.record import Record
from whence.terms import ClaimId, Count, EventType, ProblemKind, Reading, Report, ReportId, ResolverInfo, Span, Status, report_id


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db", create=True) as record:
        yield record


ONE, OTHER = ResolverInfo(version="1"), ResolverInfo(version="1", gazetteer=("IQ 2031-05-06",))


def raw(record: Record, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(record.path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_a_reading_comes_back_equal(record: Record) -> None:
    assert record.add_reading(reading(problems=(problem("part 2"),)))
    assert record.reading(report().id) == reading(problems=(problem("part 2"),))


def test_a_reading_that_found_nothing_comes_back_equal(record: Record) -> None:
    empty = Reading(report=report(), reader=READER)
    record.add_reading(empty)
    assert record.reading(report().id) == empty
    assert record.counts().claims == 0


def test_the_same_reading_twice_is_written_once(record: Record) -> None:
    record.add_reading(reading())
    before = raw(record, "SELECT * FROM ledger")
    assert not record.add_reading(reading())
    assert raw(record, "SELECT * FROM ledger") == before


def test_the_same_report_under_two_names_is_written_once(record: Record) -> None:
    record.add_reading(reading(path="reports/a.txt"))
    assert not record.add_reading(reading(path="copies/b.txt"))
    assert [row.path for row in record.reports()] == ["reports/a.txt"]


def test_a_reprint_in_another_outlet_is_a_report_of_its_own(record: Record) -> None:
    record.add_reading(reading())
    record.add_reading(Reading(report=report(outlet="Zab Herald"), reader=READER))
    assert [row.outlet for row in record.reports()] == ["Tigris Courier", "Zab Herald"]


def test_a_reader_of_another_version_adds_a_reading_beside_the_old_one(record: Record) -> None:
    newer = replace(reading(reader=NEWER), claims=reading().claims[:1])
    record.add_reading(reading())
    assert record.add_reading(newer)
    assert record.reading(report().id) == newer
    assert record.reading(report().id, reader="1") == reading()
    assert raw(record, "SELECT count(*) FROM ledger WHERE kind = 'report'") == [(1,)]


def test_values_of_another_resolver_stand_beside_the_old_ones_each_time_that_they_change(record: Record) -> None:
    one, other = (replace(reading(), resolver=resolver) for resolver in (ONE, OTHER))
    for n, changed in enumerate((one, other, one, other, one), 1):
        assert record.add_reading(changed)
        assert not record.add_reading(changed)
        assert record.reading(report().id) == changed
        assert record.counts().readings == n
    assert record.verify().sound


def test_a_reading_without_values_does_not_take_the_place_of_one_that_has_them(record: Record) -> None:
    resolved = replace(reading(), resolver=ONE)
    record.add_reading(resolved)
    assert not record.add_reading(reading())
    assert record.reading(report().id) == resolved


def test_values_of_an_older_reader_do_not_take_the_place_of_a_newer_ones(record: Record) -> None:
    record.add_reading(reading())
    record.add_reading(reading(reader=NEWER))
    assert not record.add_reading(replace(reading(), resolver=ONE))
    assert record.reading(report().id) == reading(reader=NEWER)


def test_values_of_a_reader_do_not_take_the_place_of_a_persons_reading(record: Record) -> None:
    by_hand = replace(reading(reader=None), claims=reading().claims[:1])
    record.add_reading(reading())
    record.add_reading(by_hand)
    assert not record.add_reading(replace(reading(), resolver=ONE))
    assert record.reading(report().id) == by_hand


def test_a_reading_by_a_person_has_its_values_beside_it(record: Record) -> None:
    by_hand = reading(reader=None)
    record.add_reading(by_hand)
    assert record.add_reading(replace(by_hand, resolver=ONE))
    assert not record.add_reading(by_hand)
    assert record.reading(report().id).resolver == ONE


def test_values_that_failed_to_be_resolved_are_kept_when_the_same_resolver_gives_them(record: Record) -> None:
    failed = replace(reading(problems=(problem("reports/0.txt", kind=ProblemKind.RESOLVER),)), resolver=ONE)
    record.add_reading(failed)
    assert not record.add_reading(failed)
    assert not record.has_reading(report().id, reader="1", resolver=ONE)
    mended = replace(reading(), resolver=ONE)
    assert record.add_reading(mended)
    assert not record.add_reading(mended)
    assert not record.add_reading(failed)
    assert record.has_reading(report().id, reader="1", resolver=ONE)
    assert record.reading(report().id) == mended


def test_a_report_is_known_as_resolved_by_the_resolver_of_its_newest_reading(record: Record) -> None:
    record.add_reading(replace(reading(), resolver=ONE))
    record.add_reading(replace(reading(), resolver=OTHER))
    assert record.has_reading(report().id, reader="1", resolver=OTHER)
    assert not record.has_reading(report().id, reader="1", resolver=ONE)


def test_a_date_that_the_calendar_lacks_is_kept_without_days(record: Record) -> None:
    dates = ("2031-13-45/2031-99", "2031-02-30", "soon", "2031-05/2031-04", "2031-05-06/..")
    of = report()
    record.add_reading(Reading(report=of, claims=tuple(claim(of, "hit", date=date) for date in dates)))
    assert raw(record, "SELECT date, first_day, last_day FROM claims ORDER BY claim") == [
        *((date, None, None) for date in dates[:4]),
        ("2031-05-06/..", "2031-05-06", None),
    ]
    assert record.verify().sound


def test_the_newest_reading_describes_the_report(record: Record) -> None:
    record.add_reading(reading(dateline=False))
    record.add_reading(reading(reader=NEWER))
    assert raw(record, "SELECT dateline, reading = (SELECT max(seq) FROM readings) FROM reports") == [("KIRKUK (Zagros Wire)", 1)]
    assert record.reading(report().id, reader="1").report.dateline is None


def test_counts_are_those_of_the_newest_readings(record: Record) -> None:
    record.add_reading(reading(0))
    record.add_reading(replace(reading(0, reader=NEWER), claims=reading(0).claims[:1], attributions=()))
    record.add_reading(reading(1))
    counts = record.counts()
    assert (counts.reports, counts.readings, counts.claims, counts.attributions) == (2, 3, 4, 1)
    assert counts.claims_by_type == {EventType.ASSAULT: 4}
    assert counts.claims_by_status == {Status.OCCURRED: 3, Status.DID_NOT_OCCUR: 1}


def test_an_empty_record_counts_nothing(record: Record) -> None:
    counts = record.counts()
    assert (counts.reports, counts.readings, counts.claims, counts.attributions, counts.problems) == (0, 0, 0, 0, 0)
    assert list(record.reports()) == list(record.readings()) == list(record.problems()) == []


def test_a_report_is_known_as_read_by_that_version_alone(record: Record) -> None:
    record.add_reading(reading())
    assert record.has_reading(report().id, reader="1")
    assert not record.has_reading(report().id, reader="2")
    assert not record.has_reading(report(1).id, reader="1")


def test_readings_come_in_the_order_in_which_their_reports_came(record: Record) -> None:
    for n in (3, 1, 2):
        record.add_reading(reading(n))
    record.add_reading(reading(1, reader=NEWER))
    assert list(record.readings()) == [reading(3), reading(1, reader=NEWER), reading(2)]


def test_readings_can_be_added_while_others_are_walked(record: Record) -> None:
    record.add_reading(reading(0))
    record.add_reading(reading(1))
    for kept in record.readings():
        record.add_reading(replace(kept, reader=NEWER))
    assert record.counts().readings == 4


def test_a_reading_by_a_person_is_the_same_where_its_claims_are(record: Record) -> None:
    by_hand = reading(reader=None)
    assert record.add_reading(by_hand)
    assert not record.add_reading(reading(reader=None, path="elsewhere.json"))
    assert record.add_reading(replace(by_hand, claims=by_hand.claims[:2]))
    assert record.reading(report().id) == replace(by_hand, claims=by_hand.claims[:2])


def test_a_report_is_listed_as_its_newest_reading_describes_it(record: Record) -> None:
    record.add_reading(reading())
    (row,) = record.reports()
    assert (row.id, row.title, row.outlet, row.published, row.origin) == (
        report().id,
        "Drone hits depot 0 near Kirkuk",
        "Tigris Courier",
        "2031-05-06",
        "Zagros Wire",
    )
    assert (row.reader, row.n_readings, row.n_claims, row.n_attributions) == ("1", 1, 3, 1)


def test_a_report_is_found_by_the_first_letters_of_its_id(record: Record) -> None:
    record.add_reading(reading())
    assert record.reading(report().id[:8]) == reading()


def test_an_ambiguous_report_id_names_the_candidates(record: Record) -> None:
    for name in ("gold-1", "gold-2"):
        record.add_reading(Reading(report=replace(report(), id=ReportId(name))))
    with pytest.raises(RecordError, match="2 reports begin with 'gold': gold-1, gold-2"):
        record.reading("gold")


def test_an_id_that_another_begins_with_is_not_ambiguous(record: Record) -> None:
    for name in ("gold-1", "gold-10"):
        record.add_reading(Reading(report=replace(report(), id=ReportId(name))))
    assert record.reading("gold-1").report.id == "gold-1"


def test_a_report_that_is_not_there_is_told_with_what_to_type(record: Record) -> None:
    with pytest.raises(RecordError, match=r"No report feed.*whence show"):
        record.reading("feed")


def test_a_percent_sign_is_no_wildcard(record: Record) -> None:
    record.add_reading(reading())
    with pytest.raises(RecordError, match="No report %"):
        record.reading("%")


def test_a_reader_that_did_not_read_it_is_told_with_those_that_did(record: Record) -> None:
    record.add_reading(reading())
    record.add_reading(reading(reader=None))
    with pytest.raises(RecordError, match=r"no reading by reader 9.*Kept: by a person, 1"):
        record.reading(report().id, reader="9")


def test_a_claim_is_found_with_its_reading_by_the_first_letters_of_its_id(record: Record) -> None:
    record.add_reading(reading())
    wanted = reading().claims[1]
    assert record.claim(wanted.id[:10]) == (reading(), wanted)


def test_a_claim_that_two_readers_found_comes_from_the_newest(record: Record) -> None:
    record.add_reading(reading())
    record.add_reading(reading(reader=NEWER))
    assert record.claim(reading().claims[0].id)[0].reader == NEWER


def test_a_claim_that_only_an_older_reading_holds_is_found(record: Record) -> None:
    record.add_reading(reading())
    record.add_reading(replace(reading(reader=NEWER), claims=()))
    assert record.claim(reading().claims[0].id) == (reading(), reading().claims[0])


def test_an_ambiguous_claim_id_names_the_candidates(record: Record) -> None:
    for n in range(2):
        named = (replace(claim, id=ClaimId(f"gold-{n}-{k}")) for k, claim in enumerate(reading(n).claims))
        record.add_reading(replace(reading(n), claims=tuple(named)))
    with pytest.raises(RecordError, match=rf"6 claims begin with 'gold'.* in report {report().id}.* and 1 more.*--report"):
        record.claim("gold")


@pytest.mark.parametrize("id", ["", " "])
def test_no_id_is_told_as_none(record: Record, id: str) -> None:
    record.add_reading(reading())
    for look_up, noun in ((record.claim, "a claim"), (record.reading, "a report"), (record.event_claims, "an event")):
        with pytest.raises(RecordError, match=rf"No id of {noun} was given\. .*whence show"):
            look_up(id)


def test_a_claim_that_is_not_there_is_told_with_what_to_type(record: Record) -> None:
    with pytest.raises(RecordError, match=r"No claim feed.*whence show"):
        record.claim("feed")


def test_a_problem_that_stands_open_is_written_once(record: Record) -> None:
    assert record.add_problem(problem())
    assert not record.add_problem(problem())
    assert record.add_problem(problem(kind=ProblemKind.EMPTY))
    assert list(record.problems()) == [problem(), problem(kind=ProblemKind.EMPTY)]


def test_a_problem_of_a_reading_is_listed(record: Record) -> None:
    record.add_reading(reading(problems=(problem("sentence 3", kind=ProblemKind.READER),)))
    assert [p.where for p in record.problems()] == ["sentence 3"]
    assert record.counts().problems == 1


def test_a_problem_told_of_a_file_and_in_its_reading_is_listed_once(record: Record) -> None:
    record.add_problem(problem())
    record.add_reading(reading(problems=(problem(),)))
    assert list(record.problems()) == [problem()]


def test_a_later_run_that_reads_the_path_closes_its_problem(record: Record) -> None:
    record.add_problem(problem("reports/0.txt"))
    record.start_run({})
    record.add_reading(reading())
    assert list(record.problems()) == []


def test_a_reading_of_the_same_run_does_not_close_a_problem(record: Record) -> None:
    record.add_problem(problem("reports/0.txt"))
    record.add_reading(reading())
    assert list(record.problems()) == [problem("reports/0.txt")]


def test_a_later_run_by_another_reader_closes_the_problems_of_the_older_reading(record: Record) -> None:
    record.add_reading(reading(problems=(problem("sentence 3", kind=ProblemKind.READER),)))
    record.start_run({})
    record.add_reading(reading(reader=NEWER))
    assert list(record.problems()) == []


def test_resolving_a_reading_again_does_not_close_the_problem_of_its_file(record: Record) -> None:
    record.add_reading(replace(reading(), resolver=ONE))
    record.start_run({})
    record.add_problem(problem("reports/0.txt"))
    record.add_problem(problem(report().id, kind=ProblemKind.READER))
    record.start_run({})
    record.add_reading(replace(reading(), resolver=OTHER))
    assert [p.where for p in record.problems()] == ["reports/0.txt", report().id]
    record.start_run({})
    record.add_reading(reading(reader=NEWER))
    assert list(record.problems()) == []


def test_resolving_a_reading_again_closes_its_problems_that_are_gone(record: Record) -> None:
    parts = (problem("sentence 3", kind=ProblemKind.READER), problem("reports/0.txt", kind=ProblemKind.RESOLVER))
    record.add_reading(replace(reading(problems=parts), resolver=ONE))
    record.start_run({})
    record.add_reading(replace(reading(problems=parts[:1]), resolver=OTHER))
    assert list(record.problems()) == [parts[0]]


def test_a_closed_problem_that_comes_back_is_open_again(record: Record) -> None:
    record.add_problem(problem("reports/0.txt"))
    record.start_run({})
    record.add_reading(reading())
    record.start_run({})
    assert record.add_problem(problem("reports/0.txt"))
    assert list(record.problems()) == [problem("reports/0.txt")]


def test_a_run_is_written_with_its_settings_before_its_first_row(record: Record) -> None:
    record.start_run({"encoding": "cp1256", "jobs": 2})
    record.add_reading(reading())
    rows = raw(record, "SELECT kind, id, run_id, payload FROM ledger ORDER BY seq")
    assert [row[0] for row in rows] == ["run", "report", "reading"]
    assert {row[2] for row in rows} == {rows[0][1]}
    assert json.loads(str(rows[0][3]))["settings"] == {"encoding": "cp1256", "jobs": 2}


def test_a_run_that_finds_nothing_new_leaves_no_trace(record: Record) -> None:
    record.add_reading(reading())
    record.start_run({"encoding": "cp1256"})
    record.add_reading(reading())
    assert raw(record, "SELECT kind FROM ledger") == [("run",), ("report",), ("reading",)]


def test_a_run_whose_first_step_failed_is_written_with_its_next(record: Record) -> None:
    with pytest.raises(RecordError, match="surrogate"):
        record.add_problem(problem("bad \udcff name"))
    record.add_problem(problem())
    assert raw(record, "SELECT kind FROM ledger") == [("run",), ("problem",)]
    assert record.verify().sound


def test_search_finds_a_report_without_its_accents_and_case(record: Record) -> None:
    record.add_reading(reading(0))
    record.add_reading(reading(1))
    assert [row.id for row in record.search("CAFE kirkuk")] == [report(0).id, report(1).id]
    assert [row.id for row in record.search('"depot 1"')] == [report(1).id]
    assert record.search("Basra") == []


def test_search_finds_names_with_an_apostrophe_however_they_are_spelled(record: Record) -> None:
    texts = ["Rain fell on Sana'a in May.", "Rain fell on Sana’a in May.", "Rain fell on Sanaa in May."]
    for text in (*texts, "Rain fell on Aden in May."):
        record.add_reading(Reading(report=Report(id=report_id(text), text=text), reader=READER))
    known = {report_id(text) for text in texts}
    for query in ("Sanaa", "Sana'a", "Sana’a", "rain sana'a may", "(Sanaa OR Kalma) NOT April", "sana'a* may", 'SANA\'A AND "in May"'):
        assert {row.id for row in record.search(query)} == known, query


def test_search_gives_the_best_first_and_no_more_than_asked(record: Record) -> None:
    def about(text: str) -> Reading:
        return Reading(report=Report(id=report_id(text), text=text), reader=READER)

    record.add_reading(about("Port notes: a strike, then weather, then sport and the harvest of the year in all the valleys."))
    record.add_reading(about("Strike on port: strike, strike."))
    assert [row.id for row in record.search("strike", limit=1)] == [report_id("Strike on port: strike, strike.")]


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ('"open', ""),
        ("al-Hawija", ""),
        ("AND", " at 'AND'"),
        ("text: (", ": something is missing at its end"),
        ("a OR", ": something is missing at its end"),
    ],
)
def test_a_search_that_cannot_be_read_says_where_and_how_to_write_one(record: Record, query: str, where: str) -> None:
    with pytest.raises(RecordError, match=rf"cannot be read{where}\. .*AND, OR, NOT") as raised:
        record.search(query)
    assert "fts5" not in str(raised.value)


@pytest.mark.parametrize("query", ["", " \n"])
def test_a_search_for_no_words_says_so(record: Record, query: str) -> None:
    with pytest.raises(RecordError, match=r"No words to search for.*AND, OR, NOT"):
        record.search(query)


def test_a_report_without_a_title_is_listed_with_how_it_begins(record: Record) -> None:
    text = "\nGates of the dam were opened.\nMore followed."
    for untitled in (Report(id=report_id(text), text=text), Report(id=report_id("w" * 900), text="w" * 900)):
        record.add_reading(Reading(report=untitled, reader=READER))
    first, second = record.reports()
    assert (first.title, first.begins) == (None, "Gates of the dam were opened.")
    assert set(second.begins) == {"w"}
    assert record.search("gates")[0].begins == first.begins


@pytest.mark.parametrize("text", ["a\0b struck c", "e\u0301 struck \u202bשלום\u202c", "👩‍👩‍👧 struck\r\n\r\n", "struck", "ﷺ struck 𝔘"])
def test_odd_texts_come_back_as_they_were(record: Record, text: str) -> None:
    odd = Report(id=report_id(text), text=text)
    kept = Reading(report=odd, claims=(claim(odd, "struck"), claim(odd, text)), reader=READER)
    record.add_reading(kept)
    assert record.reading(odd.id) == kept
    assert record.verify().sound


def test_two_claims_with_the_same_words_are_both_kept(record: Record) -> None:
    twice = replace(reading(), claims=(reading().claims[1], reading().claims[1]))
    record.add_reading(twice)
    assert record.reading(report().id) == twice
    assert record.claim(twice.claims[0].id) == (twice, twice.claims[0])


def test_every_span_stands_in_the_tables_with_its_words(record: Record) -> None:
    record.add_reading(reading())
    rows = raw(record, "SELECT field, words, name, harm, low, high FROM fields WHERE claim = 0 ORDER BY field, position")
    assert rows == [
        ("actor", "Two drones", None, None, None, None),
        ("cue", "said", None, None, None, None),
        ("means", "Two drones", None, None, None, None),
        ("place", "near Kirkuk", None, None, None, None),
        ("recipient", "fuel depot 0", "Tigris Oil", None, None, None),
        ("recipient", "three guards", None, None, None, None),
        ("sentence", reading().claims[0].sentence.words, None, None, None, None),  # type: ignore[union-attr]
        ("source", "the “Zab Council”", None, None, None, None),
        ("time", "on Tuesday", None, None, None, None),
        ("toll", "at least three guards", None, "killed", 3, None),
        ("what", "hit", None, None, None, None),
    ]
    assert raw(record, "SELECT words, low, high FROM fields WHERE field = 'count'") == [("12", 12, 12)]


def test_spans_of_another_text_are_refused(record: Record) -> None:
    of = report()
    foreign = claim(of, "hit", means=(Span(0, 4, "another text"),))
    with pytest.raises(RecordError, match="not all of its spans"):
        record.add_reading(Reading(report=of, claims=(foreign,), reader=READER))
    assert record.counts().reports == 0


def test_a_claim_without_words_is_refused(record: Record) -> None:
    with pytest.raises(RecordError, match="`what` is empty"):
        record.add_reading(Reading(report=report(), claims=(replace(reading().claims[0], what=()),), reader=READER))


def test_a_report_changed_after_it_was_named_is_refused(record: Record) -> None:
    changed = replace(report(), outlet="Zab Herald")
    with pytest.raises(RecordError, match=f"{report().id} has another id than"):
        record.add_reading(Reading(report=changed, reader=READER))


def test_a_gold_file_whose_text_differs_is_refused(record: Record) -> None:
    record.add_reading(Reading(report=Report(id=ReportId("gold-1"), text="One text.")))
    with pytest.raises(RecordError, match=r"gold-1 stands in .* for another text"):
        record.add_reading(Reading(report=Report(id=ReportId("gold-1"), text="Another text.")))
    assert record.reading("gold-1").report.text == "One text."


def test_half_a_surrogate_pair_is_told_and_nothing_of_it_kept(record: Record) -> None:
    text = "A \ud83d broken emoji struck."
    with pytest.raises(RecordError, match="half a surrogate pair"):
        record.add_reading(Reading(report=Report(id=report_id(text), text=text), reader=READER))
    assert raw(record, "SELECT * FROM ledger") == []


def test_a_figure_beyond_64_bits_is_told_and_nothing_of_it_kept(record: Record) -> None:
    of = report()
    huge = claim(of, "hit", count=Count(span(of.text, "12"), 10**20, None))
    with pytest.raises(RecordError, match="64 bits"):
        record.add_reading(Reading(report=of, claims=(huge,), reader=READER))
    assert raw(record, "SELECT * FROM ledger") == []


def test_a_confidence_that_is_no_number_is_refused(record: Record) -> None:
    of = report()
    with pytest.raises(RecordError, match="cannot be kept"):
        record.add_reading(Reading(report=of, claims=(claim(of, "hit", confidence=float("nan")),), reader=READER))


def test_a_record_open_for_reading_only_refuses_to_write(record: Record) -> None:
    record.add_reading(reading())
    with Record.open(record.path, read_only=True) as shown:
        assert shown.reading(report().id) == reading()
        with pytest.raises(RecordError, match="open for reading only"):
            shown.add_reading(reading(1))
        with pytest.raises(RecordError, match="open for reading only"):
            shown.rebuild()


def test_a_closed_record_says_so(record: Record) -> None:
    record.close()
    with pytest.raises(RecordError, match="it is closed"):
        record.counts()
