"""`whence show`: what a record holds."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from whence.cli.passage import print_claim
from whence.cli.table import STATUS, plain, print_legend, print_reading, problems_table, short_id, shows_inferred
from whence.cli.terminal import data, many, say, write_json
from whence.json_form import problem_to_json, reading_to_json
from whence.terms import Problem, Reading

if TYPE_CHECKING:
    from whence.record import Record, ReportRow

MOST_HITS = 1000  # reports that a search lists; more are said to be there

EXAMPLE = """\b
Examples:
  whence show record.db
  whence show record.db --report 1a2b
  whence show record.db --claim 3c4d
  whence show record.db --search "market AND (bomb* OR strike)"
  whence show record.db --json > out.jsonl"""


def show(
    record: Annotated[Path, typer.Argument(metavar="RECORD", hidden=True)],
    report: Annotated[str | None, typer.Option(metavar="ID", help="One report and its claims; the first letters of the id do.")] = None,
    claim: Annotated[str | None, typer.Option(metavar="ID", help="One claim: its sentence with the words of each field marked.")] = None,
    search: Annotated[str | None, typer.Option(metavar="WORDS", help="Reports that hold these words, best first.")] = None,
    problems: Annotated[bool, typer.Option("--problems", help="What could not be read, and why.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a report, or a problem, on a line.")] = False,
) -> None:
    """Show what a record holds.

    Its reports; one report with its claims; one claim with its words. RECORD is a file that whence read --into made. --search takes words, "words
    in quotation marks", word*, AND, OR, NOT and brackets.
    """
    if sum((report is not None, claim is not None, search is not None, problems)) > 1:
        raise typer.BadParameter("give one of --report, --claim, --search, --problems.", param_hint="RECORD")
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
        data().print(_reports_table(rows))
    if not rows:
        say(f"No report holds {words!r}.")
    elif len(rows) == MOST_HITS:
        say(f"These are the best {MOST_HITS:,}; there may be more. Say more words.")


def _show_overview(console: Console, record: Record) -> None:
    counts = record.counts()
    held = (many(counts.reports, "report"), many(counts.readings, "reading"), many(counts.claims, "claim"), many(counts.problems, "open problem"))
    console.print(Text(f"{plain(str(record.path))}: {', '.join(held)}", style="bold"))
    by_status = [f"{STATUS[status][0]} {n:,}" for status, n in counts.claims_by_status.items()]
    for tallied in ([f"{type_.value} {n:,}" for type_, n in counts.claims_by_type.items()], by_status):
        if tallied:
            console.print(Padding(Text("   ".join(tallied), style="dim"), (0, 2)))
    if counts.reports:
        console.print()
        console.print(_reports_table(record.reports()))
    say(f"\nMore: whence show {shlex.quote(str(record.path))} --report ID, --search WORDS{', --problems' if counts.problems else ''}", style="dim")


def _reports_table(rows: Iterable[ReportRow]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), border_style="dim", header_style="dim")
    table.add_column("report", overflow="fold", min_width=10)
    table.add_column("published", no_wrap=True)
    table.add_column("outlet", overflow="fold", ratio=2)
    table.add_column("title", overflow="fold", ratio=3)
    table.add_column("claims", justify="right", no_wrap=True)
    for row in rows:
        outlet = plain(row.outlet or "")
        if row.origin and row.origin.casefold() != outlet.casefold():
            outlet += f"{', ' if outlet else ''}credited to {plain(row.origin)}"
        title = plain(row.title or row.path or "–")
        table.add_row(short_id(row.id), plain(row.published or "–"), outlet or "–", title, f"{row.n_claims:,}")
    return table
