"""`whence resolve`: the values of a record's claims anew, without reading again."""

from __future__ import annotations

import shlex
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from whence import pipeline
from whence.cli.read import ACTORS, resolver_with
from whence.cli.show import tell_if_stale
from whence.cli.table import place_of, plain, short_id, title_of
from whence.cli.terminal import DONE, FAILED, Ticker, many, say, tell_problems
from whence.terms import ReportId

MOST_REPORTS = 10  # with other values that are named

EXAMPLE = """\b
Examples:
  whence resolve record.db
  whence resolve record.db --actors mine.toml"""


def resolve(
    record: Annotated[Path, typer.Argument(metavar="RECORD", hidden=True)],
    actors: Annotated[list[Path] | None, typer.Option(metavar="FILE", help=ACTORS)] = None,
) -> None:
    """Resolve the words of a record anew.

    Gives dates, places, names and kinds of sources to its claims again, from what was read: after a gazetteer or a table of actors was added, with a
    newer whence, or after many reports were read: those of one outlet tell where it is at home, and so which Springfield it means. Nothing is read
    again. What changes is kept beside the older values; what a person has named stays. Give every table of yours each time: values of one that is
    not given go.
    """
    with Ticker("Resolving") as ticker:
        done = pipeline.resolve_record(
            record,
            resolver=resolver_with(actors or []),
            on_progress=lambda n, total: ticker.update(pipeline.Progress(n, n, total)),
        )
    tell_problems(done.problems, doing="resolve")
    say(f"{many(done.n_reports, 'report')} resolved, {done.n_changed:,} with other values than before{':' if done.changed else '.'}")
    for name in _names_of(record, done.changed[:MOST_REPORTS]):
        say(f"  {name}")
    if (n_more := done.n_changed - MOST_REPORTS) > 0:
        say(f"  and {n_more:,} more.")
    for outlet, place in done.homes:
        say(f"{plain(outlet)} is at home in {place_of(place)}.")
    if done.left_out:
        again = "".join(f" --actors {shlex.quote(name)}" for name in (*map(str, actors or []), *done.left_out))
        say(f"Values that came from {' and '.join(done.left_out)} are gone. To have them back: whence resolve {shlex.quote(str(record))}{again}")
    tell_if_stale(record)
    raise typer.Exit(FAILED if done.problems else DONE)


def _names_of(path: Path, reports: Collection[ReportId]) -> list[str]:
    """Name reports of a record for people: "1a2b3c4d5e Jets hit depot"."""
    from whence.record import Record

    if not reports:
        return []
    with Record.open(path, read_only=True) as record:
        return [f"{short_id(row.id)}  {title_of(row)}" for row in record.reports() if row.id in reports]
