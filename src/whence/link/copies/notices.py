"""Sentences that are notices of a site or of an agency and no part of any story, told by who else has them, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from whence.link.copies.candidates import MOST_SHARING, SentenceTable

_SITE_DAYS = 4  # on so many days one house has published a sentence that nobody else has
_LEAST_OWN = 15  # percent of a report's sentences
_STORY_DAYS = 4  # within which at least half of the reports lie that tell one story


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that counts for nothing.

    place      (report, sentence) of an example
    n_reports  that have it
    """

    place: tuple[int, int]
    n_reports: int


def find_notices(
    table: SentenceTable, houses: Sequence[str | None], days: Sequence[int | None], *, judge_undated: bool
) -> tuple[Mapping[int, frozenset[int]], list[Notice]]:
    """Find the sentences that count for nothing: by report, and one example of each.

    houses, days    of each report; a house None is like no other
    judge_undated   take a sentence for a notice where most of many reports that have it are undated; else it is left alone

    A sentence is a notice of a site where reports of one house alone have it, on four or more days; of many, where more than MOST_SHARING reports
    have it and no four days hold half of them: a story that fifty papers print lies within days. Only reports with a story besides count, of which a
    part of the sentences is nowhere else: a page that a site puts out anew each day is no notice.
    """
    repeated = table.repeated(_SITE_DAYS)
    n_sentences = np.bincount(table.report, minlength=len(days))
    n_repeated = np.bincount(table.report[np.array([row for rows in repeated for row in rows], dtype=np.int64)], minlength=len(days))
    has_story = (n_sentences - n_repeated) * 100 >= n_sentences * _LEAST_OWN
    by_report: dict[int, set[int]] = defaultdict(set)
    found: list[Notice] = []
    for rows in repeated:
        reports = sorted({n for row in rows if has_story[n := int(table.report[row])]})
        if not (_is_of_site(reports, houses, days) or _is_of_many(reports, days, judge_undated=judge_undated)):
            continue
        if table.bands[rows[0], 0]:  # too short for bands, it makes no pairs
            found.append(Notice((int(table.report[rows[0]]), int(table.sentence[rows[0]])), len({int(table.report[row]) for row in rows})))
        for row in rows:
            by_report[int(table.report[row])].add(int(table.sentence[row]))
    found.sort(key=lambda notice: notice.place)
    return {n: frozenset(sentences) for n, sentences in by_report.items()}, found


def _is_of_site(reports: Sequence[int], houses: Sequence[str | None], days: Sequence[int | None]) -> bool:
    known = {houses[n] for n in reports}
    return len(known) == 1 and None not in known and len({days[n] for n in reports} - {None}) >= _SITE_DAYS


def _is_of_many(reports: Sequence[int], days: Sequence[int | None], *, judge_undated: bool) -> bool:
    if len(reports) <= MOST_SHARING:
        return False
    dated = sorted(day for n in reports if (day := days[n]) is not None)
    if 2 * len(dated) < len(reports):
        return judge_undated
    first, most = 0, 0
    for last, day in enumerate(dated):
        while dated[first] <= day - _STORY_DAYS:
            first += 1
        most = max(most, last - first + 1)
    return 2 * most < len(dated)
