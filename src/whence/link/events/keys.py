"""Blocking rules: under which keys a telling stands. Only tellings that share a key are compared, and the first rule that gives one is remembered.

A key is a number of 64 bits mixed of its parts; parts that are strings go in by their numbers, so keys hold within one set of columns only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from whence.link.events.columns import I32, I64, NONE, OPEN_END, OPEN_START, U64, Columns, Ragged
from whence.link.events.compare import SIDE_OF_TYPE, SIDES

DAYS, PUBLISHED, MONTH = 4, 20, 30
"""Lengths of windows, in days. There are two rows of each, which overlap by half: days at most half a window apart always share one."""
LONGEST_DAYS = 8  # a longer interval gets no windows of its own; the day of publication stands in
CELL = 8_000  # in units of 10 m: cubes of 80 km, in two grids that overlap by half
POINT_KM = 60  # larger places have no cells
MOST_WHAT, MOST_STORY, MOST_RARE = 3, 6, 4
_NOWHEN = 0  # first day of a telling without any date


@dataclass(frozen=True, slots=True)
class Lists:
    """Some values for each of n rows: those of row i are values[starts[i]:starts[i] + counts[i]]."""

    starts: I64
    counts: I64
    values: I64


@dataclass(frozen=True, slots=True)
class Rule:
    """A blocking rule.

    shares   what two tellings share that stand under one of its keys, one word a part of the key
    parts    gives the lists whose combinations are the keys of some rows
    words    how each part is told
    """

    name: str
    shares: str
    parts: Callable[[Columns, I64], Sequence[Lists]]
    words: tuple[Callable[[Columns, int], str], ...]

    def keys(self, columns: Columns, rows: I64) -> tuple[I64, U64]:
        """Give (row, key) for every key of some rows, each once a row."""
        found, parts = _combinations(rows, self.parts(columns, rows))
        keys = mix(*parts)
        order = np.lexsort((keys, found))
        found, keys = found[order], keys[order]
        new = np.ones(len(found), np.bool_)
        new[1:] = (found[1:] != found[:-1]) | (keys[1:] != keys[:-1])
        return found[new], keys[new]

    def label(self, columns: Columns, row: int, key: int) -> str:
        """Tell in words what the tellings under a key of a row share."""
        _, parts = _combinations(np.array([row]), self.parts(columns, np.array([row])))
        at = int(np.flatnonzero(mix(*parts) == np.uint64(key))[0])
        return ", ".join(tell(columns, int(part[at])) for tell, part in zip(self.words, parts, strict=True))


def mix(*parts: I64) -> U64:
    """Mix whole numbers into 64 bits, the same on every machine (finalizer of MurmurHash3, Appleby 2011)."""
    found = np.zeros(len(parts[0]), np.uint64)
    for part in parts:
        found = (found ^ part.astype(np.uint64)) + np.uint64(0x9E3779B97F4A7C15)
        found = (found ^ (found >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
        found = (found ^ (found >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
        found = found ^ (found >> np.uint64(33))
    return found


def _combinations(rows: I64, lists: Sequence[Lists]) -> tuple[I64, list[I64]]:
    """Give all combinations of one value of each list, row by row."""
    index = np.arange(len(rows))
    parts: list[I64] = []
    for one in lists:
        counts = one.counts[index]
        parts = [np.repeat(part, counts) for part in parts]
        offsets = _offsets(counts)
        index = np.repeat(index, counts)
        parts.append(one.values[one.starts[index] + offsets])
    return rows[index], parts


def _offsets(counts: I64) -> I64:
    """Count from 0 within each run of the given lengths."""
    ends = np.cumsum(counts)
    return np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - counts, counts)


def _one(values: I32 | I64) -> Lists:
    n = len(values)
    return Lists(np.arange(n), np.ones(n, np.int64), values.astype(np.int64))


def _column(ragged: Ragged, rows: I64, most: int, part: int = 0) -> Lists:
    return Lists(ragged.starts[rows], np.minimum(ragged.lengths(rows), most), ragged.values[:, part].astype(np.int64))


def _joined(*lists: Lists) -> Lists:
    counts = np.sum([one.counts for one in lists], axis=0)
    starts = np.cumsum(counts) - counts
    values = np.zeros(int(counts.sum()), np.int64)
    place = starts.copy()
    for one in lists:
        offsets = _offsets(one.counts)
        values[np.repeat(place, one.counts) + offsets] = one.values[np.repeat(one.starts, one.counts) + offsets]
        place = place + one.counts
    return Lists(starts, counts, values)


def _picked(lists: Lists, keep: np.ndarray) -> Lists:
    """Leave out values; `keep` says which of lists.values stay."""
    offsets = _offsets(lists.counts)
    at = np.repeat(lists.starts, lists.counts) + offsets
    kept = keep[at]
    counts = np.bincount(np.repeat(np.arange(len(lists.counts)), lists.counts)[kept], minlength=len(lists.counts))
    return Lists(np.cumsum(counts) - counts, counts, lists.values[at[kept]])


def _windows(first: I64, last: I64, length: int) -> Lists:
    low, high = first // length, last // length
    low2, high2 = (first + length // 2) // length, (last + length // 2) // length
    n, n2 = high - low + 1, high2 - low2 + 1
    counts = n + n2
    offsets = _offsets(counts)
    n_of, low_of, low2_of = (np.repeat(values, counts) for values in (n, low, low2))
    values = np.where(offsets < n_of, 2 * (low_of + offsets), 2 * (low2_of + offsets - n_of) + 1)
    return Lists(np.cumsum(counts) - counts, counts, values)


def _days(columns: Columns, rows: I64) -> Lists:
    """Windows of the days that the date covers, else of the day of publication."""
    first, last = columns.first[rows].astype(np.int64), columns.last[rows].astype(np.int64)
    published = np.where(columns.published[rows] == NONE, _NOWHEN, columns.published[rows]).astype(np.int64)
    short = (first > OPEN_START) & (last < OPEN_END) & (last - first < LONGEST_DAYS)
    return _windows(np.where(short, first, published), np.where(short, last, published), DAYS)


def _published(columns: Columns, rows: I64, length: int) -> Lists:
    published = np.where(columns.published[rows] == NONE, _NOWHEN, columns.published[rows]).astype(np.int64)
    return _windows(published, published, length)


def _side(columns: Columns, rows: I64) -> Lists:
    return _one(SIDE_OF_TYPE[columns.type[rows]])


def _places(columns: Columns, rows: I64) -> Lists:
    """Ids of places, and the cells of both grids that points lie in (negative numbers)."""
    places = columns.places
    ids = _column(places, rows, 4)
    points = places.values[:, 4] <= POINT_KM
    cells = []
    for shift in (0, CELL // 2):
        cell = (places.values[:, 1:4].astype(np.int64) + shift + 80 * CELL) // CELL
        code = -2 - (((cell[:, 0] * 512 + cell[:, 1]) * 512 + cell[:, 2]) * 2 + (shift > 0))
        cells.append(_picked(Lists(ids.starts, ids.counts, code), points))
    return _joined(ids, *cells)


def _parties(columns: Columns, rows: I64) -> Lists:
    return _joined(_named(columns.actors, rows), _named(columns.recipients, rows))


def _named(parties: Ragged, rows: I64) -> Lists:
    """Who a party is: the id where there is one, else the name; parties without either are left out."""
    who = np.where(parties.values[:, 0] != NONE, parties.values[:, 0], parties.values[:, 1]).astype(np.int64)
    ids = _column(parties, rows, 4)
    return _picked(Lists(ids.starts, ids.counts, who), who != NONE)


def _what(columns: Columns, rows: I64) -> Lists:
    return _column(columns.what, rows, MOST_WHAT)


def _uncommon_what(columns: Columns, rows: I64) -> Lists:
    return _picked(_what(columns, rows), columns.rarity[columns.what.values[:, 0]] > 0)


def _rarest(columns: Columns, rows: I64) -> Lists:
    return _picked(_column(columns.words, rows, MOST_RARE), columns.rarity[columns.words.values[:, 0]] == 3)


def _tell_side(columns: Columns, value: int) -> str:
    return SIDES[value]


def _tell_name(columns: Columns, value: int) -> str:
    return columns.names[value] if value >= 0 else "one cell of 80 km"


def _tell_word(columns: Columns, value: int) -> str:
    return f'"{columns.words_of[value]}"'


def _tell_window(length: int) -> Callable[[Columns, int], str]:
    def tell(columns: Columns, value: int) -> str:
        first = value // 2 * length - (value % 2) * (length // 2)
        return "no date" if first < 1 else f"{date.fromordinal(first)}/{date.fromordinal(first + length - 1)}"

    return tell


RULES = (
    Rule("report", "the report", lambda c, r: (_one(c.report[r]),), (_tell_name,)),
    Rule("place", "side, days and place", lambda c, r: (_side(c, r), _days(c, r), _places(c, r)), (_tell_side, _tell_window(DAYS), _tell_name)),
    Rule("party", "side, days and a party", lambda c, r: (_side(c, r), _days(c, r), _parties(c, r)), (_tell_side, _tell_window(DAYS), _tell_name)),
    Rule(
        "happening", "days and an uncommon word of the happening", lambda c, r: (_days(c, r), _uncommon_what(c, r)), (_tell_window(DAYS), _tell_word)
    ),
    Rule(
        "parties",
        "month of publication and two parties",
        lambda c, r: (_published(c, r, MONTH), _named(c.actors, r), _named(c.recipients, r)),
        (_tell_window(MONTH), _tell_name, _tell_name),
    ),
    Rule(
        "story",
        "side, days of publication and a rare word of the report",
        lambda c, r: (_side(c, r), _published(c, r, PUBLISHED), _column(c.story, r, MOST_STORY)),
        (_tell_side, _tell_window(PUBLISHED), _tell_word),
    ),
    Rule(
        "words",
        "an uncommon word of the happening and a rare word of the sentence",
        lambda c, r: (_uncommon_what(c, r), _rarest(c, r)),
        (_tell_word,) * 2,
    ),
)
"""In order: a pair's rule is the first that proposes it."""
