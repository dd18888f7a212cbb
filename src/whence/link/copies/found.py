"""What a search for copies gives: links, origins, and what was not compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from whence.link.copies.kinds import CopyKind, CopyLink
from whence.link.copies.origins import Origin
from whence.terms import ReportId, Span


class SkipReason(StrEnum):
    """Why something was not compared.

    TOO_SHORT   a story of fewer than twelve words
    NOTICE      a sentence that is a notice of a site or of an agency: it counts for nothing
    CROWD       a sentence, or the make-up of a whole story, that so many reports share that not every pair of them was compared
    """

    TOO_SHORT = "too short"
    NOTICE = "notice"
    CROWD = "shared by many"


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not compared.

    report, span   an example: the report, and the sentence in it; None: the whole report
    n_reports      that share it
    n_pairs        of these, at most, that were not compared
    """

    why: SkipReason
    report: ReportId
    span: Span | None
    n_reports: int
    n_pairs: int


@dataclass(frozen=True)
class Copies:
    """Copies and origins of a set of reports.

    links     by copy, then by original
    origins   of every report
    skipped   what was not compared
    """

    links: tuple[CopyLink, ...]
    origins: Mapping[ReportId, Origin]
    skipped: tuple[Skipped, ...]
    _twins: Mapping[ReportId, ReportId] = field(init=False, repr=False, compare=False)
    _linked: frozenset[tuple[ReportId, ReportId]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        twins = _twins(self.origins, self.links)
        object.__setattr__(self, "_twins", twins)
        object.__setattr__(self, "_linked", frozenset(_ordered(twins[link.copy], twins[link.of]) for link in self.links))

    def share_origin(self, a: ReportId, b: ReportId) -> bool:
        """Tell whether two reports are not independent: of one origin, or linked, themselves or through reprints of them.

        Raises KeyError for a report that was not searched.
        """
        pair = _ordered(self._twins[a], self._twins[b])
        return self.origins[a].key == self.origins[b].key or pair[0] == pair[1] or pair in self._linked


def _ordered(a: ReportId, b: ReportId) -> tuple[ReportId, ReportId]:
    return (a, b) if a <= b else (b, a)


def _twins(ids: Iterable[ReportId], links: Sequence[CopyLink]) -> Mapping[ReportId, ReportId]:
    """Map each report to the least id among the reprints of it and those of which it is one."""
    parent = {id_: id_ for id_ in ids}

    def least(id_: ReportId) -> ReportId:
        while parent[id_] != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    for link in links:
        if link.kind is CopyKind.REPRINT:
            one, other = _ordered(least(link.copy), least(link.of))
            parent[other] = one
    return {id_: least(id_) for id_ in parent}
