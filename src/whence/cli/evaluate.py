"""`whence evaluate`: readings compared with gold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.padding import Padding
from rich.table import Table

from whence.cli.table import short_id
from whence.cli.terminal import data, many, say, write_json
from whence.errors import EvaluateError

if TYPE_CHECKING:
    from whence.evaluate import Prf, Scores

COUNTED = ("claim", "typed", "actor", "recipient", "place", "time", "means", "toll", "count", "account_links", "attribution", "tuple")
SHARED = ("date_strict", "date_lenient", "status", "account", "account_where_any")
EXAMPLE = """\b
Examples:
  whence evaluate gold/ out.jsonl
  whence evaluate gold/ out.jsonl --per-report"""

MOST_IDS = 5  # of reports that are named in one sentence
PER_REPORT = ("claim", "typed", "actor", "recipient", "tuple")  # with status and account, as many as leave room for ids in 80 columns


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", hidden=True)],
    predicted: Annotated[Path, typer.Argument(metavar="PRED", hidden=True)],
    per_report: Annotated[bool, typer.Option("--per-report", help="The figures of each report instead of all together.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object on a line; with --per-report one a report.")] = False,
) -> None:
    """Compare readings with gold.

    It gives every figure of the scoring table, see docs/evaluate.md. GOLD and PRED are files of JSON lines as whence read --json writes them,
    JSON files, or folders of these. Reports are paired by id, else by equal text.
    """
    from whence.evaluate import load_readings, score, score_per_report

    sides = load_readings(gold), load_readings(predicted)
    total = score(*sides)
    if len(total.missing) == total.n_reports:
        raise EvaluateError(
            f"No report of {gold} is among those of {predicted}: {_some(total.missing)} there, {_some(total.left_out)} here. Reports are "
            "paired by id, else by equal text. Read the texts of gold: whence read GOLD --json > out.jsonl"
        )
    if per_report:
        each = score_per_report(*sides)
        if json:
            for id_, scores in each.items():
                write_json({"report": id_} | scores.to_json())
        else:
            data().print(_per_report_table(each))
    elif json:
        write_json(total.to_json())
    else:
        for table in (_counted_table(total), _shared_table(total), _type_table(total)):
            data().print(Padding(table, (0, 0, 1, 0)))
    _tell_what_did_not_count(total)


def _counted_table(scores: Scores) -> Table:
    table = _table(many(scores.n_reports, "report"), "P", "R", "F1", "right", "predicted", "gold")
    for name in COUNTED:
        _add(table, name.replace("_", " "), getattr(scores, name))
    return table


def _shared_table(scores: Scores) -> Table:
    table = _table("on matched claims", "share", "right", "of")
    for name in SHARED:
        share = getattr(scores, name)
        table.add_row(name.replace("_", " "), _rate(share.value), f"{share.n_right:,}", f"{share.n:,}")
    table.add_row("status, macro F1", _rate(scores.status_macro_f1), "", "")
    return table


def _type_table(scores: Scores) -> Table:
    table = _table("typed, by type", "P", "R", "F1", "right", "predicted", "gold")
    for type_, figure in scores.by_type.items():
        if figure.n_gold or figure.n_predicted:
            _add(table, type_.value, figure)
    return table


def _per_report_table(each: dict[str, Scores]) -> Table:
    table = _table("F1; share of status, account", *PER_REPORT, "status", "account")
    for id_, scores in each.items():
        rates = (*(getattr(scores, name).f1 for name in PER_REPORT), scores.status.value, scores.account.value)
        table.add_row(short_id(id_), *map(_rate, rates))
    return table


def _table(first: str, *names: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", border_style="dim", padding=(0, 1, 0, 0))
    table.add_column(first, overflow="fold")
    for name in names:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _add(table: Table, name: str, figure: Prf) -> None:
    rates = (_rate(rate) for rate in (figure.precision, figure.recall, figure.f1))
    table.add_row(name, *rates, f"{figure.n_right:,}", f"{figure.n_predicted:,}", f"{figure.n_gold:,}")


def _rate(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.3f}"


def _some(ids: Sequence[str]) -> str:
    more = len(ids) - MOST_IDS
    return ", ".join(map(short_id, ids[:MOST_IDS])) + (f" and {more:,} more" if more > 0 else "")


def _tell_what_did_not_count(scores: Scores) -> None:
    for ids, meaning in ((scores.missing, "No prediction, so all missed: gold"), (scores.left_out, "No gold, so counted nowhere: predicted")):
        if ids:
            say(f"{meaning} {_some(ids)}", style="yellow")
    for date in scores.unreadable_dates:
        say(f"Not a date that can be compared: {date}", style="yellow")
