"""`whence resolve`: the values of a record's claims anew, without reading again."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from whence import pipeline
from whence.cli.read import ACTORS, resolver_with
from whence.cli.show import tell_if_stale
from whence.cli.terminal import DONE, FAILED, Ticker, many, say, tell_problems

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
    again. What changes is kept beside the older values; what a person has named stays. Give every table of
    yours each time: values of one that is not given go.
    """
    with Ticker("Resolving") as ticker:
        done = pipeline.resolve_record(
            record,
            resolver=resolver_with(actors or []),
            on_progress=lambda n, total: ticker.update(pipeline.Progress(n, n, total)),
        )
    tell_problems(done.problems, doing="resolve")
    say(f"{many(done.n_reports, 'report')} resolved, {done.n_changed:,} with other values than before.")
    if done.left_out:
        again = "".join(f" --actors {shlex.quote(name)}" for name in (*map(str, actors or []), *done.left_out))
        say(f"Values that came from {' and '.join(done.left_out)} are gone. To have them back: whence resolve {shlex.quote(str(record))}{again}")
    tell_if_stale(record)
    raise typer.Exit(FAILED if done.problems else DONE)
