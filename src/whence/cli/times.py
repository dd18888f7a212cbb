"""`whence times`: the time expressions of reports, each with its value on the calendar."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from whence import pipeline
from whence.cli.read import STDOUT
from whence.cli.table import WIDE, header, plain
from whence.cli.terminal import counted, data, exit_code, many, say, tell_problems, write_json, write_problem
from whence.json_form import Json
from whence.terms import Problem

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from whence.pipeline import ReportTimes
    from whence.resolve.times import TimeExpression

EXAMPLE = """\b
Examples:
  whence times report.txt --published 2024-02-12
  whence times reports/ --json"""


def times(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", hidden=True)],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Date of publication of every report: 2024-02-12.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a report on a line; a problem is a line too.")] = False,
) -> None:
    """Show the time expressions of reports.

    Each with its TIMEX3 type and value, its EDTF date, how certain it is, and the rule that gave it. PATH is as in whence read. Words such as
    "Friday" are counted from the date of publication; where none is known, from the one that the text tells. No model is needed.
    """
    from whence.ingest import IngestOptions

    options = IngestOptions() if published is None else IngestOptions(published=published)
    n_reports = n_times = 0
    problems: list[Problem] = []
    with closing(cast("Generator[ReportTimes | Problem]", pipeline.times_in(paths, options=options, leave_out=[STDOUT]))) as items:
        for item in items:
            if isinstance(item, Problem):
                problems.append(item)
                if json:
                    write_problem(item)
                continue
            n_reports += 1
            n_times += len(item.times)
            if json:
                write_json(_to_json(item))
            else:
                _print(item)
    tell_problems(problems)
    parts = [many(n_reports, "report"), many(n_times, "time expression"), *counted(problems)]
    say(f"{', '.join(parts)}.")
    raise typer.Exit(exit_code(problems))


def _print(found: ReportTimes) -> None:
    console = data()
    console.print(header(found.report, width=console.width), highlight=False)
    if found.anchor.inferred is not None:
        console.print(Text(f"Counted from {found.anchor.date}, inferred from the text: {plain(found.anchor.inferred)}.", style="dim"))
    if found.times:
        why_not = _why_not(found.times)
        console.print(Padding(_table(found.times, width=console.width), (0, 0, 0 if why_not else 1, 0)))
        if why_not:
            console.print(Padding(why_not, (0, 0, 1, 0)))
    else:
        console.print(Text("No time expressions found.\n", style="dim"))


def _table(times: Sequence[TimeExpression], *, width: int) -> Table:
    """Draw time expressions, one a row; no value is parted. In a narrow terminal the EDTF date stands below the value, the rule below both."""
    wide = width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), border_style="dim", header_style="dim")
    table.add_column("words", overflow="fold")
    table.add_column("type", no_wrap=True)
    for name in ("value", "EDTF") if wide else ("value, EDTF",):
        table.add_column(name, no_wrap=True)
    for name in ("certainty", "rule") if wide else ("certainty, rule",):
        table.add_column(name, overflow="fold")
    for one in times:
        date, known = (one.value, one.edtf or "–"), (one.certainty.value, one.rule)
        told = [*date, *known] if wide else ["\n".join(date), "\n".join(known)]
        table.add_row(Text(plain(one.span.words), style="bold"), one.type.value, *told)
    return table


def _why_not(times: Sequence[TimeExpression]) -> Text:
    """Tell why expressions have no date, once for all that share the reason."""
    words_by_reason: dict[str, list[str]] = {}
    for one in times:
        if one.edtf is None and one.reason:
            words_by_reason.setdefault(plain(one.reason), []).append(plain(one.span.words))
    return Text("\n".join(f"No date ({reason}): {'; '.join(words)}" for reason, words in words_by_reason.items()), style="dim")


def _to_json(found: ReportTimes) -> Json:
    report = found.report
    return {
        "id": report.id,
        "path": report.path,
        "published": report.published,
        "counted_from": found.anchor.date,
        "inferred": found.anchor.inferred,
        "times": [_time_to_json(one) for one in found.times],
    }


def _time_to_json(one: TimeExpression) -> dict[str, Any]:
    return {
        "span": [one.span.start, one.span.end],
        "words": one.span.words,
        "type": one.type.value,
        "value": one.value,
        "edtf": one.edtf,
        "within": one.within,
        "earliest": None if one.earliest is None else one.earliest.isoformat(),
        "latest": None if one.latest is None else one.latest.isoformat(),
        "granularity": None if one.granularity is None else one.granularity.value,
        "certainty": one.certainty.value,
        "zone": one.zone,
        "rule": one.rule,
        "anchor": one.anchor,
        "reason": one.reason,
    }
