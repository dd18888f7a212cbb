"""`whence show`: what a record holds."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from whence.cli.link import one_of, two_ids
from whence.cli.passage import print_claim
from whence.cli.table import NARROW, STATUS, plain, print_legend, print_reading, problems_table, short_id, shows_inferred, title_of
from whence.cli.terminal import data, many, say, write_json
from whence.errors import RecordError
from whence.json_form import problem_to_json, reading_to_json
from whence.terms import Problem, Reading

if TYPE_CHECKING:
    from whence.link.events import Explanation
    from whence.pipeline import PairEvents
    from whence.record import EventRow, Record, ReportRow

MOST_EVENTS = 10  # in the overview
LEAST_SHOWN = 10  # centibits: what is less changes the odds by no more than 7 %
FIELD = {  # of evidence, for people
    "type": "type",
    "mode": "mode",
    "status": "status",
    "what": "words for it",
    "when": "date",
    "where": "place",
    "where_words": "words of place",
    "actor": "who acted",
    "recipient": "acted on",
    "crosswise": "roles swapped",
    "toll": "toll",
    "means": "means",
    "sentence": "sentence",
    "rare_words": "rare words",
    "story": "reports' matter",
    "report": "publication",
    "lead": "part of report",
    "vector": "meaning",
}
MOST_HITS = 1000  # reports that a search lists; more are said to be there

EXAMPLE = """\b
Examples:
  whence show record.db
  whence show record.db --report 1a2b
  whence show record.db --claim 3c4d
  whence show record.db --event 5e6f
  whence show record.db --why 3c4d 7a8b
  whence show record.db --search "market AND (bomb* OR strike)"
  whence show record.db --json > out.jsonl"""


def show(
    record: Annotated[Path, typer.Argument(metavar="RECORD", hidden=True)],
    report: Annotated[str | None, typer.Option(metavar="ID", help="One report and its claims; the first letters of the id do.")] = None,
    claim: Annotated[str | None, typer.Option(metavar="ID", help="One claim: its sentence with the words of each field marked.")] = None,
    event: Annotated[str | None, typer.Option(metavar="ID", help="One event: who says what. Also: the id of a claim of it; first.")] = None,
    events: Annotated[bool, typer.Option("--events", help="All events: those that most origins tell first.")] = False,
    why: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", callback=two_ids, help="What speaks for claims A and B being of one happening; give their ids."),
    ] = None,
    search: Annotated[str | None, typer.Option(metavar="WORDS", help="Reports that hold these words, best first.")] = None,
    problems: Annotated[bool, typer.Option("--problems", help="What could not be read, and why.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a report, or a problem, on a line.")] = False,
) -> None:
    """Show what a record holds.

    Its events and reports; one event with its accounts; one report with its claims; one claim with its words. RECORD is a file that whence read
    --into made; whence link makes the events. --search takes words, "words in quotation marks", word*, AND, OR, NOT and brackets.
    """
    given = {"--report": report, "--claim": claim, "--event": event, "--events": events or None, "--why": why, "--search": search}
    one_of(given | {"--problems": problems or None})
    from whence.record import Record

    with Record.open(record, read_only=True) as opened:
        if claim is not None:
            reading, found = opened.claim(claim)
            if json:
                write_json(reading_to_json(replace(reading, claims=(found,), attributions=())))
            else:
                print_claim(data(), reading, found)
        elif report is not None:
            _show_reading(opened.reading(report), json=json)
        elif event is not None:
            _show_event(opened, event, json=json)
        elif events:
            _show_events(opened, json=json)
        elif why is not None:
            _show_evidence(opened, *why, json=json)
        elif problems:
            _show_problems(list(opened.problems()), json=json)
        elif search is not None:
            _show_hits(opened, search, json=json)
        elif json:
            for reading in opened.readings():
                write_json(reading_to_json(reading))
            _show_problems(list(opened.problems()), json=True)
        else:
            _show_overview(data(), opened)


def _show_reading(reading: Reading, *, json: bool) -> None:
    if json:
        write_json(reading_to_json(reading))
        return
    print_reading(data(), reading, ids=True)
    print_legend(data(), inferred=any(map(shows_inferred, reading.claims)))


def _show_event(record: Record, event: str, *, json: bool) -> None:
    from whence.cli.event import print_event, print_event_legend
    from whence.link.views import view_to_json
    from whence.pipeline import event_view

    id_, view = event_view(record, event)
    if json:
        write_json({"event": id_} | view_to_json(view))
        return
    print_event(data(), view, id=id_)
    print_event_legend(data())
    _tell_if_stale(record)


def _show_events(record: Record, *, json: bool) -> None:
    if record.linked() is None:
        raise RecordError(f"{record.path} has no events yet. Make them: whence link {shlex.quote(str(record.path))}")
    rows = record.events()
    if json:
        for row in rows:
            write_json(asdict(row))
    else:
        _print_events(record, rows)
    _tell_if_stale(record)


def _print_events(record: Record, rows: Sequence[EventRow]) -> None:
    from whence.cli.event import print_events
    from whence.pipeline import event_view

    found = [event_view(record, row.id) for row in rows]
    print_events(data(), [view for _, view in found], ids=[id_ for id_, _ in found])


def _show_evidence(record: Record, a: str, b: str, *, json: bool) -> None:
    from whence.cli.event import print_evidence
    from whence.pipeline import explain_pair, pair_events

    found, events = explain_pair(record, a, b), pair_events(record, a, b)
    if json:
        write_json(asdict(found) | ({} if events is None else asdict(events)))
        return
    shown = []
    for id_ in (a, b):
        reading, claim = record.claim(id_)
        words = " … ".join(plain(span.words) for span in claim.what)
        shown.append(short_id(claim.id))
        data().print(Text.assemble((shown[-1], "bold"), f" {claim.type.value} “{words}” in ", (title_of(reading.report), "dim")))
    data().print()
    print_evidence(data(), evidence_rows(found))
    if found.apart is not None:
        say(f"They cannot be one happening: {found.apart}.")
    elif found.too_weak:
        say("One of them has neither date nor place nor party, and their words are not strong enough to link them.")
    data().print(f"\n{'No events were made yet.' if events is None else _events_of(shown, events)}")
    _tell_if_stale(record)


def evidence_rows(found: Explanation) -> list[tuple[str, int, str]]:
    """Lay out evidence for people: (field in plain words, centibits, why); what is not told or hardly weighs is one row in the end."""
    rows = [("before any evidence", found.prior, "most pairs of claims tell of two happenings")]
    rest, n_rest = [], 0
    for one in found.fields:
        if one.bin == "unknown" or abs(one.centibits) < LEAST_SHOWN:
            rest.append(FIELD[one.field])
            n_rest += one.centibits
        else:
            rows.append((FIELD[one.field], one.centibits, one.means + (f" ({', '.join(one.shared)})" if one.shared else "")))
    return [*rows, ("all else", n_rest, f"not told of both, or of hardly any weight: {', '.join(rest)}")] if rest else rows


def _events_of(claims: Sequence[str], found: PairEvents) -> str:
    """Say in which events two claims are, and what joined them. claims: short ids of the two."""
    one, other = (None if event is None else short_id(event) for event in found.events)
    if one is None or other is None or any(found.foretells):
        verbs = ("foretells" if foretells else "is in" for foretells in found.foretells)
        told = zip(claims, verbs, (one, other), strict=True)
        return "; ".join(f"{claim} is of no event" if event is None else f"{claim} {verb} event {event}" for claim, verb, event in told) + "."
    if one != other:
        return f"They are in different events, {one} and {other}."
    joined = f", joined through {', '.join(map(short_id, found.through))}" if found.through else ""
    if found.decided:
        joined = f", by {'decision' if len(found.decided) == 1 else 'decisions'} {', '.join(map(short_id, found.decided))}"
    return f"Both are in event {one}{joined}."


def tell_if_stale(path: Path) -> None:
    """Say it where reports came, or changed, since the events of a record were made."""
    from whence.record import Record

    with Record.open(path, read_only=True) as record:
        _tell_if_stale(record)


def _tell_if_stale(record: Record) -> None:
    linked = record.linked()
    if linked is not None and linked.n_later:
        again = f"whence link {shlex.quote(str(record.path))}"
        say(f"{many(linked.n_later, 'report')} came, or changed, since these events were made. Make them anew: {again}", style="yellow")


def _show_problems(problems: Sequence[Problem], *, json: bool) -> None:
    if json:
        for problem in problems:
            write_json({"problem": problem_to_json(problem)})
    elif problems:
        data().print(problems_table(problems))
    else:
        say("No open problem.")


def _show_hits(record: Record, words: str, *, json: bool) -> None:
    rows = record.search(words, limit=MOST_HITS)
    if json:
        for row in rows:
            write_json(reading_to_json(record.reading(row.id)))
    elif rows:
        console = data()
        console.print(_reports_table(rows, width=console.width))
    if not rows:
        say(f"No report holds {words!r}.")
    elif len(rows) == MOST_HITS:
        say(f"These are the best {MOST_HITS:,}; there may be more. Say more words.")


def _show_overview(console: Console, record: Record) -> None:
    counts = record.counts()
    n_notes = sum(problem.kind.is_note for problem in record.problems())
    held = [many(counts.reports, "report"), many(counts.readings, "reading"), many(counts.claims, "claim")]
    held += [many(counts.problems - n_notes, "open problem"), *([many(n_notes, "note")] if n_notes else [])]
    console.print(Text(f"{plain(str(record.path))}: {', '.join(held)}", style="bold"))
    by_status = [f"{STATUS[status][0]} {n:,}" for status, n in counts.claims_by_status.items()]
    for tallied in ([f"{type_.value} {n:,}" for type_, n in counts.claims_by_type.items()], by_status):
        if tallied:
            console.print(Padding(Text("   ".join(tallied), style="dim"), (0, 2)))
    name = shlex.quote(str(record.path))
    more = ["--report ID", "--search WORDS", *(["--problems"] if counts.problems else [])]
    rows = record.events()
    if rows:
        shared = sum(row.n_reports > 1 for row in rows)
        shown = rows[:MOST_EVENTS]
        console.print(
            Text(f"\n{many(len(rows), 'event')}, {shared:,} told by more than one report{'; the first of them:' if len(rows) > len(shown) else ''}")
        )
        console.print()
        _print_events(record, shown)
        if len(rows) > len(shown):
            console.print(Text(f"and {many(len(rows) - len(shown), 'more event')}: whence show {name} --events", style="dim"))
        more = ["--event ID", "--events", *more]
    if counts.reports:
        console.print()
        console.print(_reports_table(record.reports(), width=console.width))
    say(f"\nMore: whence show {name} {', '.join(more)}", style="dim")
    if not rows and counts.claims:
        say(f"Which claims tell of one happening: whence link {name}", style="dim")
    _tell_if_stale(record)


def _reports_table(rows: Iterable[ReportRow], *, width: int) -> Table:
    narrow = width < NARROW
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), border_style="dim", header_style="dim")
    if narrow:
        table.add_column("report, published", width=10, overflow="fold")
        table.add_column("title, outlet", overflow="fold")
    else:
        table.add_column("report", overflow="fold", min_width=10)
        table.add_column("published", no_wrap=True)
        table.add_column("outlet", overflow="fold", ratio=2)
        table.add_column("title", overflow="fold", ratio=3)
    table.add_column("claims", justify="right", no_wrap=True)
    for row in rows:
        outlet = plain(row.outlet or "")
        if row.origin and row.origin.casefold() != outlet.casefold():
            outlet += f"{', ' if outlet else ''}credited to {plain(row.origin)}"
        id_, published, title = short_id(row.id), plain(row.published or "–"), title_of(row)
        cells = (f"{id_}\n{published}", f"{title}\n{outlet or '–'}") if narrow else (id_, published, outlet or "–", title)
        table.add_row(*cells, f"{row.n_claims:,}")
    return table
