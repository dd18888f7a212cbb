"""`whence places`: the toponyms of reports, each with its place of the world."""

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
from whence.cli.table import WIDE, header, place_of, plain
from whence.cli.terminal import counted, data, exit_code, many, say, tell_problems, write_json, write_problem
from whence.json_form import Json
from whence.terms import Feature, Problem

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from whence.pipeline import ReportPlaces
    from whence.resolve.places import Home, Place, PlaceMention

EXAMPLE = """\b
Examples:
  whence places report.txt
  whence places reports/ --json
  whence places reports/ --home "Paris, Texas\""""

_HOMES = (Feature.SETTLEMENT, Feature.QUARTER, Feature.DISTRICT, Feature.REGION)


def places(
    paths: Annotated[list[str], typer.Argument(metavar="PATH", hidden=True)],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a report on a line; a problem is a line too.")] = False,
    home: Annotated[str | None, typer.Option("--home", metavar="PLACE", help='Where the outlet is at home: "Paris, Texas".')] = None,
) -> None:
    """Show the places that reports name.

    Each toponym with what it names, its point and uncertainty, how it is used (a place; a demonym, "Turkish"; a metonym, "Baghdad said"; part of an
    organisation's name) and why. PATH is as in whence read. No model is needed; whence gazetteer adds places.
    """
    n_reports = n_places = 0
    problems: list[Problem] = []
    at_home = None if home is None else _home(home)
    with closing(cast("Generator[ReportPlaces | Problem]", pipeline.places_in(paths, leave_out=[STDOUT], home=at_home))) as items:
        for item in items:
            if isinstance(item, Problem):
                problems.append(item)
                if json:
                    write_problem(item)
                continue
            n_reports += 1
            n_places += len(item.places)
            if json:
                write_json(_to_json(item))
            else:
                _print(item)
    tell_problems(problems)
    parts = [many(n_reports, "report"), many(n_places, "toponym"), *counted(problems)]
    say(f"{', '.join(parts)}.")
    raise typer.Exit(exit_code(problems))


def _home(asked: str) -> Home:
    from whence.resolve.places import Home, resolve_place

    place, reason = resolve_place(asked)
    if place is None or place.feature not in _HOMES:
        why = reason.why if place is None else f"{place.name} is no town and no region."
        raise typer.BadParameter(f'{asked!r} is no home of an outlet that can be told. {why} Possible: a town with its region, "Paris, Texas".')
    say(f"At home in {place_of(place)}.", style="dim")
    return Home(place)


def _print(found: ReportPlaces) -> None:
    console = data()
    console.print(header(found.report, width=console.width), highlight=False)
    if found.places:
        console.print(Padding(_table(found.places, width=console.width), (0, 0, 1, 0)))
    else:
        console.print(Text("No toponyms found.\n", style="dim"))


def _table(mentions: Sequence[PlaceMention], *, width: int) -> Table:
    """Draw toponyms, one a row; nothing is cut. In a narrow terminal the point and the reason stand below the place."""
    wide = width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), border_style="dim", header_style="dim")
    table.add_column("words", overflow="fold")
    table.add_column("use", no_wrap=True)
    for name in ("place", "lat, lon ±km", "why") if wide else ("place, lat, lon ±km, why",):
        table.add_column(name, overflow="fold")
    for one in mentions:
        place = one.place
        named = Text("–" if place is None else place_of(place))
        point = Text("–" if place is None else f"{place.lat:.3f}, {place.lon:.3f} ±{place.uncertainty_km:,.0f}")
        told = [named, point, Text(plain(one.reason.why), style="dim")]
        if not wide:
            told = [Text("\n").join(told if place is not None else (named, told[-1]))]
        table.add_row(Text(plain(one.span.words), style="bold"), one.kind.value, *told)
    return table


def _to_json(found: ReportPlaces) -> Json:
    report = found.report
    return {"id": report.id, "path": report.path, "published": report.published, "places": [_mention_to_json(one) for one in found.places]}


def _mention_to_json(one: PlaceMention) -> dict[str, Any]:
    return {
        "span": [one.span.start, one.span.end],
        "words": one.span.words,
        "use": one.kind.value,
        "place": None if one.place is None else _place_to_json(one.place),
        "confidence": round(one.confidence, 3),
        "rule": one.reason.rule,
        "reason": one.reason.why,
        "alternatives": [_place_to_json(other.place) | {"score": round(other.score, 3)} for other in one.reason.alternatives],
    }


def _place_to_json(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "feature": place.feature.value,
        "code": place.code or None,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "countries": list(place.countries),
        "country3": place.country3,
        "lat": round(place.lat, 5),
        "lon": round(place.lon, 5),
        "uncertainty_km": round(place.uncertainty_km, 1),
        "population": place.population,
    }
