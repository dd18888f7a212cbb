"""`whence gazetteer`: places beside the bundled ones, added, listed, removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from whence.cli.table import plain
from whence.cli.terminal import Command, data, many, say, size, write_json

if TYPE_CHECKING:
    from whence.resolve.places import LoadProgress, Source

EXAMPLE = """\b
Examples:
  whence gazetteer add IQ.zip
  whence gazetteer list
  whence gazetteer remove IQ"""

gazetteer = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""Add places to the bundled gazetteer.

    What is added is used by whence read, resolve and places from then on. It lies in the folder that whence gazetteer list names; another one:
    WHENCE_DATA_DIR.""",
    epilog=EXAMPLE,
)


@gazetteer.command(cls=Command, epilog=EXAMPLE)
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", hidden=True)],
    name: Annotated[str | None, typer.Option(metavar="NAME", help="What to call it; without it, the file's name.")] = None,
    classes: Annotated[str | None, typer.Option(metavar="LETTERS", help="GeoNames feature classes to take, such as PA; without it, all.")] = None,
    table: Annotated[bool, typer.Option("--table", help="FILE is a table of your own, with the columns of docs/places.md.")] = False,
) -> None:
    """Add a file of places.

    FILE is one of GeoNames' dumps, or a zip of it: allCountries, a country's file, cities500, alternateNamesV2, admin1CodesASCII, admin2Codes; or,
    with --table, tab-separated places of your own. A load that was stopped goes on where it was; a source of the same name is replaced.
    """
    from whence.resolve.places import add_geonames, add_overlay

    if classes is not None and not classes.replace(",", ""):
        raise typer.BadParameter("give letters, such as PA; without the option all are taken.", param_hint="--classes")
    if table:
        if classes is not None:
            raise typer.BadParameter("a table of your own has no feature classes; leave it out, or leave out --table.", param_hint="--classes")
        source = add_overlay(file, name=name)
    else:
        with _Bar() as bar:
            source = add_geonames(file, name=name, classes=None if classes is None else set(classes.replace(",", "")), progress=bar.update)
    say(f"{source.name}: {many(source.n_places, 'place')}, {many(source.n_names, 'name')}, {size(source.n_bytes)}.")
    say("Give the claims of a record their places anew: whence resolve RECORD", style="dim")


@gazetteer.command("list", cls=Command, epilog=EXAMPLE)
def list_(json: Annotated[bool, typer.Option("--json", help="One JSON object a source on a line.")] = False) -> None:
    """List what was added, and where it lies."""
    from whence.resolve.places import data_folder, list_sources

    sources = list_sources()
    if json:
        for source in sources:
            write_json({name: getattr(source, name) for name in source.__slots__})
        return
    if sources:
        data().print(_table(sources))
    say(f"{many(len(sources), 'source')} beside the bundled gazetteer, in {data_folder() / 'gazetteer'}.")


@gazetteer.command(cls=Command, epilog=EXAMPLE)
def remove(name: Annotated[str, typer.Argument(metavar="NAME", hidden=True)]) -> None:
    """Remove what was added under NAME."""
    from whence.resolve.places import remove_source

    remove_source(name)
    say(f"{name} is removed.")


def _table(sources: list[Source]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), border_style="dim", header_style="dim")
    table.add_column("source", overflow="fold")
    table.add_column("kind", no_wrap=True)
    table.add_column("places", justify="right", no_wrap=True)
    table.add_column("names", justify="right", no_wrap=True)
    table.add_column("size", justify="right", no_wrap=True)
    table.add_column("added (UTC)", overflow="fold")
    for source in sources:
        added = "not finished: add it again to go on" if source.added is None else source.added[:16].replace("T", " ")
        table.add_row(plain(source.name), source.kind, f"{source.n_places:,}", f"{source.n_names:,}", size(source.n_bytes), added)
    return table


class _Bar:
    """Progress of a load on stderr; nothing where that is no terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[rows]}"),
            TimeRemainingColumn(compact=True),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("reading", total=None, rows="")

    def __enter__(self) -> _Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def update(self, step: LoadProgress) -> None:
        self._progress.update(
            self._task, description=step.step, completed=step.n_bytes, total=step.n_bytes_total or None, rows=many(step.n_rows, "row")
        )
