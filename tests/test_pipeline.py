import gc
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fake_reader import STRIKE, FakeReader
from whence import pipeline
from whence.errors import ActorsError, GazetteerError, IngestError, SpanError, WhenceError
from whence.ingest import IngestOptions
from whence.pipeline import AlreadyThere, Progress
from whence.record import Record
from whence.resolve import load_resolver, places
from whence.terms import (
    Account,
    ActorKind,
    Certainty,
    Claim,
    ClaimId,
    Credit,
    EventType,
    Identity,
    Location,
    Party,
    Problem,
    ProblemKind,
    Reading,
    Report,
    SourceKind,
    Span,
    Status,
    report_id,
)

Write = Callable[..., Path]


def report(text: str) -> Report:
    return Report(id=report_id(text), text=text, language="en")


def strikes(n: int) -> list[Report]:
    return [report(f"Unit {number} struck a depot in town. {STRIKE}") for number in range(n)]


def kind_of(raised: pytest.ExceptionInfo[IngestError]) -> str:
    return raised.value.kind


# One report


@pytest.mark.parametrize("jobs", [0, -1, "two", 1.5, True])
def test_a_number_of_jobs_that_is_none_is_refused(jobs: object) -> None:
    with pytest.raises(WhenceError, match=r"jobs is .*\. Possible: a whole number from 1 on, or None"):
        list(pipeline.read_all([], jobs=jobs))  # type: ignore[arg-type]


def test_a_path_is_read_as_a_file(write_report: Write, fake_reader: FakeReader) -> None:
    reading = pipeline.read(write_report("strike.txt"))
    assert [claim.what[0].words for claim in reading.claims] == ["struck"]


def test_text_that_names_a_file_is_read_as_the_file(write_report: Write, fake_reader: FakeReader) -> None:
    assert pipeline.read(str(write_report("strike.txt"))).claims


def test_other_text_is_the_report_itself(fake_reader: FakeReader) -> None:
    assert pipeline.read(STRIKE).report.text == STRIKE


@pytest.mark.parametrize(
    ("source", "told"),
    [(None, "None was given"), (b"Jets struck.", r"type bytes was given.*\.decode\(\)"), (["a.txt"], r"whence\.read_all"), (7, "type int")],
)
def test_what_is_no_source_is_refused_with_what_to_write(source: object, told: str, fake_reader: FakeReader) -> None:
    with pytest.raises(IngestError, match=told):
        pipeline.read(source)  # type: ignore[arg-type]


@pytest.mark.parametrize("sources", [None, [None], b"Jets struck.", 7])
def test_a_batch_of_no_sources_is_refused_with_what_to_write(sources: object, fake_reader: FakeReader) -> None:
    with pytest.raises(IngestError, match="A report is a path, a text or a"):
        list(pipeline.read_all(sources))  # type: ignore[arg-type]


def test_a_report_made_elsewhere_is_read_as_it_is(fake_reader: FakeReader) -> None:
    made = report(STRIKE)
    assert pipeline.read(made).report is made


def test_a_reader_that_is_given_is_used_in_place_of_the_bundled_one(fake_reader: FakeReader) -> None:
    other = FakeReader("other")
    assert pipeline.read(STRIKE, reader=other).reader == other.info


def test_outlet_and_date_that_are_given_belong_to_the_report(fake_reader: FakeReader) -> None:
    found = pipeline.read(STRIKE, outlet="Gulf Wire", published="2024-02-12").report
    assert (found.outlet, found.published) == ("Gulf Wire", "2024-02-12")


@pytest.mark.parametrize("name", ["strike.txt", "reports/strike", r"reports\strike", "two words.html", "STRIKE.HTM"])
def test_a_line_that_looks_like_a_path_of_nothing_is_refused(name: str, fake_reader: FakeReader) -> None:
    with pytest.raises(IngestError, match="looks like a path") as raised:
        pipeline.read(name)
    assert kind_of(raised) is ProblemKind.NOT_FOUND


def test_a_sentence_with_a_slash_is_a_text(fake_reader: FakeReader) -> None:
    text = "The army and/or the police shelled the village on Monday, and the residents fled from their homes at night."
    assert pipeline.read(text).report.text == text


def test_an_address_is_refused_since_nothing_is_fetched(fake_reader: FakeReader) -> None:
    with pytest.raises(IngestError, match="fetches nothing"):
        pipeline.read("https://wire.example/strike")


def test_a_folder_is_refused_with_what_to_call(tmp_path: Path, fake_reader: FakeReader) -> None:
    with pytest.raises(IngestError, match="read_all"):
        pipeline.read(str(tmp_path))


def test_a_file_of_several_reports_is_refused_with_what_to_call(write_report: Write, fake_reader: FakeReader) -> None:
    lines = "\n".join(f'{{"text": "{STRIKE} Part {n}."}}' for n in (1, 2))
    with pytest.raises(IngestError, match=r"several reports.*read_all"):
        pipeline.read(write_report("two.jsonl", lines))


def test_a_file_that_gives_no_report_raises_its_problem(write_report: Write, fake_reader: FakeReader) -> None:
    with pytest.raises(IngestError) as raised:
        pipeline.read(write_report("empty.txt", ""))
    assert kind_of(raised) is ProblemKind.EMPTY


def test_broken_rows_beside_the_one_report_are_problems_of_its_reading(write_report: Write, fake_reader: FakeReader) -> None:
    reading = pipeline.read(write_report("one.jsonl", f'{{"text": "{STRIKE}"}}\n{{"text": broken\n'))
    assert [problem.kind for problem in reading.problems] == [ProblemKind.BROKEN_ROW]


# Many reports


def test_readings_come_in_the_order_of_their_reports(fake_reader: FakeReader) -> None:
    given = strikes(40)
    assert [item.report for item in pipeline.read_all(given, jobs=4) if isinstance(item, Reading)] == given


def test_a_report_on_which_the_reader_fails_becomes_a_problem_and_the_batch_goes_on(fake_reader: FakeReader) -> None:
    first, last = strikes(2)
    items = list(pipeline.read_all([first, report("unreadable"), last]))
    assert [type(item) for item in items] == [Reading, Problem, Reading]


def test_a_failure_of_the_reader_is_told_with_its_error(fake_reader: FakeReader) -> None:
    (problem,) = pipeline.read_all([report("unreadable")])
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.READER
    assert "IndexError: the decoder met an empty window" in problem.reason


def test_a_problem_of_a_path_comes_in_its_place(write_report: Write, tmp_path: Path, fake_reader: FakeReader) -> None:
    first, last, given = write_report("first.txt", STRIKE), write_report("last.txt", f"{STRIKE} It burned."), strikes(1)[0]
    items = list(pipeline.read_all([first, tmp_path / "nothing.txt", given, f"{tmp_path}/*.html", last, first]))
    named = [item.where if isinstance(item, Problem) else item.report.path for item in items]
    assert named == [str(first), str(tmp_path / "nothing.txt"), given.path, f"{tmp_path}/*.html", str(last)]


def test_what_is_not_there_is_a_problem(tmp_path: Path, fake_reader: FakeReader) -> None:
    (problem,) = pipeline.read_all([tmp_path / "nothing.txt"])
    assert isinstance(problem, Problem)
    assert problem.kind is ProblemKind.NOT_FOUND


def test_an_error_of_taking_in_a_file_does_not_end_the_batch(write_report: Write, fake_reader: FakeReader, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = write_report("a.txt"), write_report("b.txt")

    def read_file(path: Path, **options: object) -> object:
        if path == bad:
            raise SpanError("a bug in taking in")
        yield report(path.read_text())

    monkeypatch.setattr("whence.ingest.read_file", read_file)
    problem, reading = pipeline.read_all([bad, good])
    assert isinstance(reading, Reading)
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.where) == (ProblemKind.UNREADABLE, str(bad))


def test_reports_are_taken_in_only_a_few_ahead(fake_reader: FakeReader, monkeypatch: pytest.MonkeyPatch, write_report: Write) -> None:
    taken = []

    def read_file(path: Path, **options: object) -> object:
        for each in strikes(1000):
            taken.append(each)
            yield each

    monkeypatch.setattr("whence.ingest.read_file", read_file)
    next(iter(pipeline.read_all([write_report("many.jsonl")], jobs=2)))
    assert len(taken) <= 2 * pipeline.LOOK_AHEAD


def test_reports_are_read_side_by_side() -> None:
    both_reading = threading.Barrier(2, timeout=20)

    class Waiting(FakeReader):
        def read(self, report: Report) -> Reading:
            both_reading.wait()
            return super().read(report)

    assert all(isinstance(item, Reading) for item in pipeline.read_all(strikes(2), reader=Waiting(), jobs=2))


def test_who_stops_early_does_not_have_the_rest_read() -> None:
    reader = FakeReader()
    items = pipeline.read_all(strikes(500), reader=reader, jobs=1)
    next(iter(items))
    items.close()  # type: ignore[attr-defined]
    assert len(reader.read_ids) <= 1 + pipeline.LOOK_AHEAD


def test_a_batch_leaves_the_collector_as_it_was(fake_reader: FakeReader) -> None:
    items = pipeline.read_all(strikes(9))
    next(items)
    assert gc.get_freeze_count() > 0
    items.close()  # type: ignore[attr-defined]
    assert gc.get_freeze_count() == 0
    gc.freeze()
    try:
        list(pipeline.read_all(strikes(2)))
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_progress_ends_with_all_bytes_done(write_report: Write, fake_reader: FakeReader) -> None:
    paths = [write_report(f"{n}.txt", f"{STRIKE} Report {n}.") for n in range(5)]
    steps: list[Progress] = []
    list(pipeline.read_all(paths, on_progress=steps.append))
    assert [step.n_items for step in steps] == [1, 2, 3, 4, 5]
    assert steps[-1].n_bytes == steps[-1].n_bytes_total == sum(path.stat().st_size for path in paths)


def test_what_is_to_be_left_out_is_not_read_under_any_name(write_report: Write, tmp_path: Path, fake_reader: FakeReader) -> None:
    write_report("reports/a.txt")
    own = write_report("reports/out.txt", f"{STRIKE} Out.")
    (tmp_path / "reports/link.txt").symlink_to(own)
    (item,) = pipeline.read_all(tmp_path / "reports", leave_out=[own])
    assert isinstance(item, Reading)
    assert item.report.text == STRIKE


def test_the_runtime_of_the_model_leaves_nothing_in_the_home_and_tells_nobody(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name not in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")} | {"HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import whence.pipeline, onnxruntime"], env=env, check=True)
    assert not list(tmp_path.rglob("*"))


# Dates

TUESDAY = "2024-02-06"  # the day before the report


def given(text: str = STRIKE, published: str | None = "2024-02-07") -> Report:
    return Report(id=report_id(text), text=text, language="en", published=published)


class Timed(FakeReader):
    """Gives each claim the words "on Tuesday" as its time."""

    def read(self, report: Report) -> Reading:
        reading = super().read(report)
        start = report.text.index("Tuesday")
        time = (Span(start, start + 7, report.text),)
        return replace(reading, claims=tuple(replace(claim, time=time) for claim in reading.claims))


def dates_of(items: Iterable[object]) -> list[str | None]:
    return [claim.date for item in items if isinstance(item, Reading) for claim in item.claims]


def test_a_claim_is_dated_by_its_own_words_with_the_reason() -> None:
    (claim,) = pipeline.read(given(), reader=Timed()).claims
    assert claim.date == TUESDAY
    assert claim.date_reason == "weekday; its own words, counted from published 2024-02-07"
    assert claim.date_certainty is Certainty.EXACT


def test_claims_of_many_reports_are_dated() -> None:
    assert dates_of(pipeline.read_all([given()], reader=Timed())) == [TUESDAY]


def test_claims_are_kept_with_their_dates(tmp_path: Path) -> None:
    (item,) = pipeline.read_into(tmp_path / "record.db", [given()], reader=Timed())
    assert dates_of([item]) == [TUESDAY]
    with Record.open(tmp_path / "record.db", read_only=True) as record:
        assert list(record.readings()) == [item]
        assert record.verify().sound


def test_a_claim_without_time_words_is_inferred_or_bound_and_says_so() -> None:
    (claim,) = pipeline.read(given(), reader=FakeReader()).claims
    assert claim.date is not None
    assert claim.date_certainty is Certainty.INFERRED


def test_what_nothing_dates_says_why_it_has_no_date() -> None:
    (claim,) = pipeline.read(given(published=None), reader=Timed()).claims
    assert claim.date is None
    assert claim.date_reason == "no day in its time words, and the report's date is not known"
    assert claim.date_certainty is Certainty.UNRESOLVED


def test_a_date_that_the_reader_gave_is_kept() -> None:
    reading = Timed().read(given())
    dated = replace(reading, claims=(replace(reading.claims[0], date="2019"),))
    (kept,) = load_resolver().resolve(dated).claims
    assert (kept.date, kept.date_reason) == ("2019", None)


def test_an_anchor_told_by_the_text_dates_the_claims_and_is_no_date_of_the_report() -> None:
    reading = pipeline.read(given(f"Updated: 2024-02-07\n\n{STRIKE}", published=None), reader=Timed())
    (claim,) = reading.claims
    assert claim.date == TUESDAY
    assert "anchor 2024-02-07 inferred from the text" in (claim.date_reason or "")
    assert reading.report.published is None


def test_a_year_taken_from_an_anchor_told_by_the_text_says_so() -> None:
    text = f"Updated: 2024-02-07\n\n{STRIKE}".replace("on Tuesday", "on 6 February (Tuesday)")
    reading = Timed().read(given(text, published=None))
    start = text.index("6 February")
    (dated,) = load_resolver().resolve(replace(reading, claims=(replace(reading.claims[0], time=(Span(start, start + 10, text),)),))).claims
    assert dated.date == TUESDAY
    assert "anchor 2024-02-07 inferred from the text" in (dated.date_reason or "")


def test_a_full_date_does_not_lean_on_an_anchor_told_by_the_text() -> None:
    text = f"Updated: 2024-02-07\n\n{STRIKE}".replace("on Tuesday", "on 6 February 2024 (Tuesday)")
    reading = Timed().read(given(text, published=None))
    start = text.index("6 February 2024")
    claim = replace(reading.claims[0], time=(Span(start, start + 15, text),))
    (dated,) = load_resolver().resolve(replace(reading, claims=(claim,))).claims
    assert dated.date == TUESDAY
    assert "anchor" not in (dated.date_reason or "")


LOCAL = "Army jets struck a depot in Kalemie on Tuesday, the army said."


def given_by_hand(reading: Reading) -> Reading:
    """Let a person say when, where and who."""
    (claim,) = reading.claims
    by_hand = replace(
        claim,
        date="2019",
        locations=(Location(span=claim.place[0], rule="", reason="", name="Kalemie harbour", lat=-5.92, lon=29.19, uncertainty_km=2.0),),
        actor=(Party(claim.actor[0].span, None, Identity(kind=ActorKind.BODY, rule="", reason="", country="COD")),),
        recipient=(Party(claim.recipient[0].span, "Kalemie Fuels"),),
        account=Account((replace(claim.account.links[0], kind=SourceKind.WITNESS),)),
    )
    return replace(reading, claims=(by_hand,), reader=None)


def test_what_a_person_has_given_stays_each_time_that_the_rest_is_resolved() -> None:
    by_hand = given_by_hand(Timed().read(given(LOCAL)))
    resolver = load_resolver()
    once = resolver.resolve(by_hand)
    assert once == replace(by_hand, resolver=resolver.info)
    assert resolver.resolve(once) == once


def test_a_persons_gaps_are_filled_and_filled_anew() -> None:
    by_hand = replace(Timed().read(given(LOCAL)), reader=None)
    (claim,) = by_hand.claims
    by_hand = replace(by_hand, claims=(replace(claim, recipient=(Party(claim.recipient[0].span, "Kalemie Fuels"),)),))
    resolver = load_resolver()
    once = resolver.resolve(by_hand)
    (claim,) = once.claims
    assert (claim.date, claim.locations[0].name, claim.recipient[0].name) == (TUESDAY, "Kalemie", "Kalemie Fuels")
    assert claim.actor[0].identity is not None
    assert resolver.resolve(once) == once


def test_a_date_that_an_earlier_whence_gave_is_given_anew() -> None:
    reading = Timed().read(given())
    old = replace(reading, claims=(replace(reading.claims[0], date="2024-02-05", date_reason="weekday; its own words; exact"),))
    (claim,) = load_resolver().resolve(old).claims
    assert (claim.date, claim.date_certainty) == (TUESDAY, Certainty.EXACT)


@pytest.mark.parametrize(
    ("broken", "lost"),
    [
        ("whence.resolve.times.date_claims", {"date"}),
        ("whence.resolve.places.claims.resolve_claim_places", {"place"}),
        ("whence.resolve.places.find.find_places", {"place"}),
        ("whence.resolve.actors.resolve_actors", {"name"}),
    ],
)
def test_one_part_of_resolving_that_fails_leaves_the_others_and_is_told(monkeypatch: pytest.MonkeyPatch, broken: str, lost: set[str]) -> None:
    def fail(*args: object, **options: object) -> None:
        raise ZeroDivisionError("no such thing")

    monkeypatch.setattr(broken, fail)
    (reading,) = pipeline.read_all([given("Army jets struck a depot in Kalemie on Tuesday.")], reader=Timed())
    assert isinstance(reading, Reading)
    (claim,) = reading.claims
    found = {"date": claim.date, "place": claim.locations, "name": claim.actor[0].identity}
    assert {name for name, value in found.items() if not value} == lost
    (problem,) = reading.problems
    assert problem.kind is ProblemKind.RESOLVER
    assert "ZeroDivisionError: no such thing" in problem.reason


def test_what_cannot_be_resolved_anew_stands_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver = load_resolver()
    before = resolver.resolve(Timed().read(given(LOCAL)))
    for part in ("times.date_claims", "places.find.find_places", "actors.resolve_actors"):
        monkeypatch.setattr(f"whence.resolve.{part}", lambda *args, **options: 1 / 0)
    after = resolver.resolve(before)
    assert after.claims == before.claims
    assert [problem.kind for problem in after.problems] == [ProblemKind.RESOLVER] * 3
    monkeypatch.undo()
    assert resolver.resolve(after) == before


def test_a_damaged_gazetteer_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **options: object) -> None:
        raise GazetteerError("The gazetteer IQ.db cannot be read.")

    monkeypatch.setattr("whence.resolve.places.find.find_places", fail)
    (problem,) = load_resolver().resolve(Timed().read(given(LOCAL))).problems
    assert problem.reason.endswith("or stand as they were. The gazetteer IQ.db cannot be read.")
    (problem,) = (item for item in pipeline.places_in([given()]) if isinstance(item, Problem))
    assert (problem.kind, problem.reason) == (ProblemKind.RESOLVER, "The gazetteer IQ.db cannot be read.")


def test_a_table_of_actors_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ActorsError, match=r"Could not read the table of actors .*mine\.toml"):
        load_resolver(actors=[tmp_path / "mine.toml"])


def test_a_record_is_resolved_again_with_a_table_of_ones_own_and_back(tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text('[[actor]]\nname = "Kalemie Jet Corps"\nkind = "armed"\ncountry = "COD"\nsector = "MIL"\naliases = ["Army jets"]\n')
    path = tmp_path / "record.db"
    list(pipeline.read_into(path, [given()], reader=Timed()))

    def name() -> str | None:
        with Record.open(path, read_only=True) as record:
            (reading,) = record.readings()
            assert record.verify().sound
            return reading.claims[0].actor[0].name

    before = name()
    assert before != "Kalemie Jet Corps"
    done = pipeline.resolve_record(path, resolver=load_resolver(actors=[table]))
    assert (done.n_reports, done.n_changed, done.problems) == (1, 1, ())
    assert name() == "Kalemie Jet Corps"
    assert pipeline.resolve_record(path, resolver=load_resolver(actors=[table])).n_changed == 0
    assert pipeline.resolve_record(path).n_changed == 1
    assert name() == before


OZARKS = (
    "Army jets struck fuel depots in Nixa on Tuesday, 20 km from Springfield, Missouri.",
    "Army jets struck fuel depots in Ozark on Tuesday. Nixa, Missouri, was calm.",
    "Army jets struck fuel depots in Nixa on Tuesday, south of Springfield, Missouri.",
    "Army jets struck fuel depots in Ozark on Tuesday, near Republic, Missouri.",
)
VAGUE = "Army jets struck fuel depots in Springfield on Tuesday."


def by_outlet(text: str, *, origin: Credit | None = None) -> Report:
    outlet = "The Ozark Ledger"
    return Report(id=report_id(text, outlet=outlet), text=text, language="en", published="2024-02-07", outlet=outlet, origin=origin)


def regions(path: Path) -> list[str | None]:
    with Record.open(path, read_only=True) as record:
        assert record.verify().sound
        return [reading.claims[0].locations[0].admin1 for reading in record.readings()]


def test_the_other_reports_of_an_outlet_tell_where_it_is_at_home(tmp_path: Path) -> None:
    path, reader = tmp_path / "record.db", FakeReader()
    reports = [by_outlet(text) for text in (*OZARKS, VAGUE)]
    list(pipeline.read_into(path, reports, reader=reader))
    assert regions(path)[-1] != "Missouri"
    steps: list[tuple[int, int]] = []
    done = pipeline.resolve_record(path, on_progress=lambda n, total: steps.append((n, total)))
    assert (done.n_reports, done.problems) == (5, ())
    assert done.n_changed == len(done.changed) >= 1
    assert reports[-1].id in done.changed
    assert [(outlet, place.admin1) for outlet, place in done.homes] == [("The Ozark Ledger", "Missouri")]
    assert steps == [(n, 10) for n in range(1, 11)]  # each report tells of the home, and is resolved
    assert regions(path)[-1] == "Missouri"
    with Record.open(path, read_only=True) as record:
        *_, last = record.readings()
    assert last.claims[0].locations[0].rule == "home"
    assert "as other reports by The Ozark Ledger tell" in last.claims[0].locations[0].reason
    assert pipeline.resolve_record(path).n_changed == 0
    assert all(isinstance(item, pipeline.AlreadyThere) for item in pipeline.read_into(path, reports, reader=reader))
    assert regions(path)[-1] == "Missouri"


def test_reading_again_with_a_table_keeps_what_the_homes_told(tmp_path: Path) -> None:
    path, reader = tmp_path / "record.db", FakeReader()
    reports = [by_outlet(text) for text in (*OZARKS, VAGUE)]
    list(pipeline.read_into(path, reports, reader=reader))
    pipeline.resolve_record(path)
    table = tmp_path / "mine.toml"
    table.write_text('[[actor]]\nname = "Nixa Jet Corps"\nkind = "armed"\naliases = ["Army jets"]\n')
    again = list(pipeline.read_into(path, reports, reader=reader, resolver=load_resolver(actors=[table])))
    assert [item.claims[0].actor[0].name for item in again if isinstance(item, Reading)] == ["Nixa Jet Corps"] * 5
    assert regions(path)[-1] == "Missouri"


def test_reports_that_are_taken_from_somebody_else_tell_no_home(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    taken = [by_outlet(text, origin=Credit("Harbor Wire", None)) for text in OZARKS]
    list(pipeline.read_into(path, [*taken, by_outlet(VAGUE)], reader=FakeReader()))
    before = regions(path)[-1]
    pipeline.resolve_record(path)
    assert regions(path)[-1] == before != "Missouri"


def test_one_more_report_leaves_the_values_of_the_others(tmp_path: Path) -> None:
    path, reader = tmp_path / "record.db", FakeReader()
    list(pipeline.read_into(path, [by_outlet(text) for text in (*OZARKS, VAGUE)], reader=reader))
    pipeline.resolve_record(path)
    list(pipeline.read_into(path, [by_outlet("Army jets struck fuel depots in Nixa on Tuesday, said Ozark, Missouri, police.")], reader=reader))
    assert pipeline.resolve_record(path).n_changed <= 1


def test_a_text_taken_from_somebody_else_is_not_at_home_with_the_outlet(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    taken = by_outlet(VAGUE, origin=Credit("Harbor Wire", None))
    list(pipeline.read_into(path, [*map(by_outlet, OZARKS), taken], reader=FakeReader()))
    before = regions(path)[-1]
    pipeline.resolve_record(path)
    assert regions(path)[-1] == before


def test_a_text_whose_places_fail_leaves_the_homes_of_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.db"
    broken = by_outlet("Army jets struck a bridge, the army said.")
    list(pipeline.read_into(path, [*map(by_outlet, OZARKS), broken, by_outlet(VAGUE)], reader=FakeReader()))
    whole = places.find_places

    def find(text: str, **known: Any) -> object:
        if text == broken.text:
            raise ValueError("no place has this name")
        return whole(text, **known)

    monkeypatch.setattr(places, "find_places", find)
    assert pipeline.resolve_record(path).problems == ()
    with Record.open(path, read_only=True) as record:
        *_, last = record.readings()
    assert last.claims[0].locations[0].admin1 == "Missouri"


def test_reading_again_with_another_table_resolves_again_without_reading(tmp_path: Path) -> None:
    table = tmp_path / "mine.toml"
    table.write_text('[[actor]]\nname = "Kalemie Jet Corps"\nkind = "armed"\naliases = ["Army jets"]\n')
    path, reader = tmp_path / "record.db", Timed()
    list(pipeline.read_into(path, [given()], reader=reader))
    (item,) = pipeline.read_into(path, [given()], reader=reader, resolver=load_resolver(actors=[table]))
    assert isinstance(item, Reading)
    assert item.claims[0].actor[0].name == "Kalemie Jet Corps"
    assert len(reader.read_ids) == 1
    (again,) = pipeline.read_into(path, [given()], reader=reader, resolver=load_resolver(actors=[table]))
    assert isinstance(again, pipeline.AlreadyThere)


def test_the_places_of_reports_come_with_their_points(tmp_path: Path) -> None:
    found, problem = sorted(pipeline.places_in([given(), tmp_path / "nothing.txt"]), key=lambda item: isinstance(item, Problem))
    assert isinstance(found, pipeline.ReportPlaces)
    assert [(one.span.words, one.place and one.place.country) for one in found.places] == [("Kalemie", "CD")]
    assert isinstance(problem, Problem)


def test_the_times_of_reports_come_with_what_they_were_counted_from(tmp_path: Path) -> None:
    found, problem = sorted(pipeline.times_in([given(), tmp_path / "nothing.txt"]), key=lambda item: isinstance(item, Problem))
    assert isinstance(found, pipeline.ReportTimes)
    assert [(one.span.words, one.edtf) for one in found.times] == [("Tuesday", TUESDAY)]
    assert found.anchor.date == "2024-02-07"
    assert isinstance(problem, Problem)


def test_a_report_published_on_what_is_no_date_counts_as_undated() -> None:
    (found,) = pipeline.times_in([given(published="May")])
    assert isinstance(found, pipeline.ReportTimes)
    assert (found.anchor.date, [one.edtf for one in found.times]) == (None, [None])


# Into a record


def test_what_is_read_is_kept(tmp_path: Path, fake_reader: FakeReader) -> None:
    readings = list(pipeline.read_into(tmp_path / "record.db", strikes(3)))
    with Record.open(tmp_path / "record.db", read_only=True) as record:
        assert list(record.readings()) == readings


def test_a_record_may_be_named_by_text(tmp_path: Path, fake_reader: FakeReader) -> None:
    list(pipeline.read_into(str(tmp_path / "record.db"), strikes(1)))
    with Record.open(str(tmp_path / "record.db"), read_only=True) as record:
        assert record.counts().reports == 1


def test_what_this_version_has_read_is_not_read_again(tmp_path: Path, fake_reader: FakeReader) -> None:
    list(pipeline.read_into(tmp_path / "record.db", strikes(3)))
    fake_reader.read_ids.clear()
    again = list(pipeline.read_into(tmp_path / "record.db", strikes(4)))
    assert [type(item) for item in again] == [AlreadyThere, AlreadyThere, AlreadyThere, Reading]
    assert fake_reader.read_ids == [strikes(4)[3].id]


def test_another_version_reads_anew(tmp_path: Path, fake_reader: FakeReader) -> None:
    list(pipeline.read_into(tmp_path / "record.db", strikes(1)))
    (item,) = pipeline.read_into(tmp_path / "record.db", strikes(1), reader=FakeReader("fake-2"))
    assert isinstance(item, Reading)


def test_one_report_under_two_names_is_kept_once(tmp_path: Path, write_report: Write, fake_reader: FakeReader) -> None:
    sources = [write_report("a.txt"), write_report("b.txt")]
    items = list(pipeline.read_into(tmp_path / "record.db", sources))
    assert [type(item) for item in items] == [Reading, AlreadyThere]


def test_problems_are_kept_too(tmp_path: Path, fake_reader: FakeReader) -> None:
    (problem,) = pipeline.read_into(tmp_path / "record.db", [tmp_path / "nothing.txt"])
    with Record.open(tmp_path / "record.db", read_only=True) as record:
        assert list(record.problems()) == [problem]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse a file name that is no UTF-8")
def test_a_file_whose_name_is_no_utf_8_is_kept(tmp_path: Path, write_report: Write, fake_reader: FakeReader) -> None:
    path = write_report("caf.txt").rename(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))
    (item,) = pipeline.read_into(tmp_path / "record.db", path)
    assert isinstance(item, Reading)
    assert item.report.path == str(tmp_path / r"caf\xe9.txt")


def test_the_record_knows_with_which_settings_it_was_made(tmp_path: Path, fake_reader: FakeReader) -> None:
    list(pipeline.read_into(tmp_path / "record.db", strikes(1), options=IngestOptions(outlet="Gulf Wire")))
    with closing(sqlite3.connect(tmp_path / "record.db")) as connection:
        (payload,) = connection.execute("SELECT payload FROM ledger WHERE kind = 'run'").fetchone()
    assert json.loads(payload)["settings"]["outlet"] == "Gulf Wire"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 needs a POSIX system")
def test_killed_at_any_moment_the_same_call_goes_on(tmp_path: Path, write_report: Write, fake_reader: FakeReader) -> None:
    for n in range(12):
        write_report(f"reports/{n:02}.txt", f"{STRIKE} Report {n}.")
    command = [sys.executable, str(Path(__file__).with_name("fake_whence.py")), "read", str(tmp_path / "reports"), "--json", "--into", "record.db"]
    env = os.environ | {"WHENCE_FAKE_SECONDS": "0.1"}
    with subprocess.Popen([*command, "--jobs", "1"], cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        shown = [process.stdout.readline() for _ in range(3)]
        process.kill()
    assert all(shown)
    items = list(pipeline.read_into(tmp_path / "record.db", tmp_path / "reports"))
    assert sum(isinstance(item, AlreadyThere) for item in items) >= len(shown)
    with Record.open(tmp_path / "record.db", read_only=True) as record:
        assert record.verify().sound
        assert record.counts().readings == 12


def test_a_claim_on_the_words_that_tell_of_the_withdrawal_is_left_out() -> None:
    class OfWithdrawals(FakeReader):
        def read(self, report: Report) -> Reading:
            found = [Span(*match.span(), report.text) for match in re.finditer("withdrawn|withdrew", report.text)]
            claims = tuple(Claim(id=ClaimId(str(n)), type=EventType.RETREAT, status=Status.OCCURRED, what=(what,)) for n, what in enumerate(found))
            return Reading(report=report, claims=claims, reader=self.info)

    reading = pipeline.read(report("The army withdrew from Gao.\n\nThis story has been withdrawn."), reader=OfWithdrawals())
    assert [claim.what[0].words for claim in reading.claims] == ["withdrew"]
    assert [problem.kind for problem in reading.problems] == [ProblemKind.WITHDRAWN]
