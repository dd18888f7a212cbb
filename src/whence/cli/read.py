"""`whence read`: reports in, claims out."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from whence import pipeline
from whence.cli.table import print_legend, print_reading, shows_inferred
from whence.cli.terminal import STOPPED, Ticker, counted, data, exit_code, many, say, tell_problems, write_json, write_problem
from whence.errors import WhenceError
from whence.json_form import reading_to_json
from whence.pipeline import AlreadyThere, Item
from whence.terms import Problem, Reading

if TYPE_CHECKING:
    from whence.ingest import IngestOptions
    from whence.resolve import Resolver

STDOUT = 1  # `whence read reports/ --json > reports/out.jsonl` would read its own output without end

ACTORS = "Your own table of actors (TOML), beside the bundled one; may be given more than once."

EXAMPLE = """\b
Examples:
  whence read --example
  whence read report.txt page.html reports/
  whence read reports/ --json > out.jsonl
  whence read reports/ --into record.db
  whence read table.csv --text-column body --published-column day"""


def _counted(words: str) -> int:
    """Read a whole number above 0."""
    if not (words.isdecimal() and len(words) < 19 and int(words)):
        raise typer.BadParameter(f"{words!r} is no whole number from 1 on.")
    return int(words)


def read(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", hidden=True)] = None,
    example: Annotated[bool, typer.Option("--example", help="Read the eight example reports that come with whence.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a report on a line; a problem is a line too.")] = False,
    into: Annotated[Path | None, typer.Option(metavar="RECORD", help="Keep what is read in a record; only what is new in it is read.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Date of publication of every report read: 2024-02-12.")] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of every report read.")] = None,
    text_column: Annotated[str | None, typer.Option(metavar="NAME", help="CSV and JSON lines: column of the text.")] = None,
    title_column: Annotated[str | None, typer.Option(metavar="NAME", help="… of the title.")] = None,
    outlet_column: Annotated[str | None, typer.Option(metavar="NAME", help="… of the outlet.")] = None,
    author_column: Annotated[str | None, typer.Option(metavar="NAME", help="… of the author.")] = None,
    url_column: Annotated[str | None, typer.Option(metavar="NAME", help="… of the address.")] = None,
    published_column: Annotated[str | None, typer.Option(metavar="NAME", help="… of the date of publication.")] = None,
    actors: Annotated[list[Path] | None, typer.Option(metavar="FILE", help=ACTORS)] = None,
    max_bytes: Annotated[int | None, typer.Option(metavar="N", parser=_counted, help="Largest report that is read, in bytes.")] = None,
    any_language: Annotated[bool, typer.Option("--any-language", help="Read what is not English too.")] = False,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", parser=_counted, help="Reports read side by side; without it, one more than there are cores.")
    ] = None,
) -> None:
    """Read reports and show their claims.

    PATH is a file, a folder, a glob in quotation marks, or - for standard input. Plain text, Markdown, HTML, JSON lines and CSV are read. What
    cannot be read is listed at the end with its reason, and the exit code is 1.
    """
    sources: list[str | Path] = list(paths or [])
    if example == bool(sources):
        raise typer.BadParameter("give paths, - for standard input, or --example; one of these.", param_hint="PATH")
    if example:
        from whence.examples import example_paths

        sources.extend(example_paths())
    columns = {
        "text": text_column,
        "title": title_column,
        "outlet": outlet_column,
        "author": author_column,
        "url": url_column,
        "published": published_column,
    }
    options = _options(columns, published=published, outlet=outlet, max_bytes=max_bytes, any_language=any_language or None)
    resolver = resolver_with(actors or [])
    tally = _Tally(into)
    with Ticker("Reading") as ticker:
        if into is None:
            items: Any = pipeline.read_all(sources, options=options, resolver=resolver, jobs=jobs, on_progress=ticker.update, leave_out=[STDOUT])
        else:
            items = pipeline.read_into(into, sources, options=options, resolver=resolver, jobs=jobs, on_progress=ticker.update, leave_out=[STDOUT])
        with closing(cast(Generator[Item], items)):
            try:
                for item in items:
                    tally.add(item)
                    if json or into is None:
                        with ticker.aside():
                            _show(item, json=json)
            except KeyboardInterrupt:
                tally.stopped = True
            except WhenceError:  # a full disk, say: what was read and what failed until then is told all the same
                if not tally.is_empty:
                    tally.tell()
                raise
    if tally.n_claims and into is None and not json:
        print_legend(data(), inferred=tally.any_inferred)
    tally.tell()
    raise typer.Exit(STOPPED if tally.stopped else exit_code(tally.problems))


def resolver_with(actors: list[Path]) -> Resolver | None:
    """Load the resolver with a user's own tables; None, the bundled one, where there are none."""
    if not actors:
        return None
    from whence.resolve import load_resolver

    return load_resolver(actors=actors)


def _options(columns: dict[str, str | None], **asked: object) -> IngestOptions:
    """Make the options of taking in from what was asked; what was not keeps its default."""
    from whence.ingest import Columns, IngestOptions

    given = {name: value for name, value in asked.items() if value is not None}
    named = {name: value for name, value in columns.items() if value is not None}
    return IngestOptions(**given, **({"columns": Columns(**named)} if named else {}))  # type: ignore[arg-type]


def _show(item: Item, *, json: bool) -> None:
    match item:
        case Reading() if json:
            write_json(reading_to_json(item))
        case Reading():
            print_reading(data(), replace(item, problems=tuple(problem for problem in item.problems if not problem.kind.is_note)))  # told at the end
        case Problem() if json:
            write_problem(item)


class _Tally:
    """Counts what a batch gave, and tells it at the end."""

    def __init__(self, into: Path | None) -> None:
        self.problems: list[Problem] = []
        self.n_claims = 0
        self.any_inferred = False
        self.stopped = False
        self._n_reports = 0
        self._n_there = 0
        self._into = into
        self._began = time.monotonic()

    def add(self, item: Item) -> None:
        match item:
            case Reading():
                self._n_reports += 1
                self.n_claims += len(item.claims)
                self.any_inferred = self.any_inferred or any(map(shows_inferred, item.claims))
                self.problems.extend(item.problems)
            case AlreadyThere():
                self._n_there += 1
            case Problem():
                self.problems.append(item)

    @property
    def is_empty(self) -> bool:
        return not (self._n_reports or self._n_there or self.problems)

    def tell(self) -> None:
        tell_problems(self.problems)
        parts = [f"{many(self._n_reports, 'report')} read", many(self.n_claims, "claim")]
        if self._n_there:
            parts.append(f"{self._n_there:,} already there")
        parts += counted(self.problems)
        where = f" In {self._into}." if self._into else ""
        say(f"{', '.join(parts)}, in {time.monotonic() - self._began:.1f} s.{where}")
        if self.stopped:
            say(f"Stopped by Ctrl-C.{' The same command goes on from here.' if self._into else ''}")
        elif self.is_empty:
            say("No report was found.")
