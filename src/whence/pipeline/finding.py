"""Times and places of reports, claims or no claims; no model is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from whence.pipeline.sources import Source, failed, take_in
from whence.terms import Problem, ProblemKind, Report

if TYPE_CHECKING:
    from whence.ingest import IngestOptions
    from whence.resolve.places import Gazetteer, Home, PlaceMention
    from whence.resolve.times import Anchor, TimeExpression

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class ReportTimes:
    """The time expressions of one report, in order of the text, and the date that they were counted from."""

    report: Report
    anchor: Anchor
    times: tuple[TimeExpression, ...]


def times_in(
    sources: Source | Iterable[Source], *, options: IngestOptions | None = None, leave_out: Iterable[Path | int] = ()
) -> Iterator[ReportTimes | Problem]:
    """Find the time expressions of many reports, in their order; needs no model. Sources, options and problems as in `read_all`."""
    from whence.resolve.times import anchor_of, find_times

    def find(report: Report) -> ReportTimes:
        anchor = anchor_of(report)
        return ReportTimes(report, anchor, tuple(find_times(report.text, published=anchor.date)))

    return _each_report(sources, options, leave_out, find)


@dataclass(frozen=True, slots=True)
class ReportPlaces:
    """The toponyms of one report, in order of the text."""

    report: Report
    places: tuple[PlaceMention, ...]


def places_in(
    sources: Source | Iterable[Source],
    *,
    options: IngestOptions | None = None,
    leave_out: Iterable[Path | int] = (),
    gazetteer: Gazetteer | None = None,
    home: Home | None = None,
) -> Iterator[ReportPlaces | Problem]:
    """Find the toponyms of many reports, in their order; needs no model. Sources, options and problems as in `read_all`.

    gazetteer   None: the bundled one with what was added to it
    home        where the outlet of all these reports is at home, if known
    """
    from whence.resolve.places import find_places, open_gazetteer

    gazetteer = gazetteer or open_gazetteer()

    def find(report: Report) -> ReportPlaces:
        return ReportPlaces(report, tuple(find_places(report.text, gazetteer=gazetteer, home=home)))

    return _each_report(sources, options, leave_out, find)


def _each_report(
    sources: Source | Iterable[Source], options: IngestOptions | None, leave_out: Iterable[Path | int], find: Callable[[Report], Found]
) -> Iterator[Found | Problem]:
    for taken in take_in(sources, options, leave_out):
        report = taken.found
        if isinstance(report, Problem):
            yield report
            continue
        try:
            found = find(report)
        except Exception as err:  # whatever fails on one report becomes its problem: the others are looked at all the same
            yield failed(ProblemKind.RESOLVER, report.path or report.id, err)
        else:
            yield found
