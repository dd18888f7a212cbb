"""Some tellings laid out for comparing: every field in columns of equal length, so that pairs are compared a column at a time.

A value that is missing is a negative number of the row's own, so that nothing missing ever equals anything in another row.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from whence.link.events.columns import I8, I32, I64, NONE, OTHER, Columns, Ragged

Bools = NDArray[np.bool_]

MOST = {
    "places": 3, "countries": 3, "place_words": 5, "actors": 3, "actor_words": 6, "recipients": 3, "recipient_words": 6, "tolls": 3, "means": 3,
    "what": 4, "families": 5, "words": 16, "story": 12,
}  # fmt: skip
"""Values of a row that are compared, the first of each: more than nearly all rows have; of a sentence's words the rarest."""
WORD_WEIGHTS = np.array([0, 1, 2, 4], np.int32)
"""Of a shared word by its class of rarity: about its bits in a report of 400 words."""


class Table:
    """Rows of columns, laid out. Made once for many pairs; columns [most, n_rows] int32."""

    def __init__(self, columns: Columns, rows: I64) -> None:
        self.columns, self.rows = columns, rows
        self._scalars: dict[str, I32] = {}
        self._there: dict[str, Bools] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def scalar(self, name: str) -> I32:
        """Lay out one number a row."""
        if name not in self._scalars:
            column: I32 = getattr(self.columns, name)
            self._scalars[name] = column[self.rows]
        return self._scalars[name]

    def spread(self, name: str, part: int = 0) -> I32:
        """Lay out one part of the values of a ragged column."""
        ragged: Ragged = getattr(self.columns, name)
        return self._spread(ragged, ragged.values[:, part], MOST[name])

    def _spread(self, ragged: Ragged, values: I32, most: int) -> I32:
        first = ragged.starts[self.rows]
        lengths = ragged.starts[self.rows + 1] - first
        width = min(most, int(lengths.max(initial=0)))
        found = np.empty((width, len(self.rows)), np.int32)
        found[:] = self._missing
        for i in range(width):
            there = np.flatnonzero(lengths > i)
            found[i, there] = values[first[there] + i]
        return found

    @cached_property
    def _missing(self) -> I32:
        return (-2 - np.arange(len(self.rows))).astype(np.int32)

    @cached_property
    def total_weight(self) -> I32:
        """Add up the weights of the words of each sentence."""
        found: I32 = self.word_weights.sum(axis=0, dtype=np.int32)
        return found

    @cached_property
    def nothing(self) -> Bools:
        """Tell which rows have neither a date nor a place nor a party."""
        undated: Bools = self.scalar("last") == NONE
        return undated & ~(self.has("places") | self.has("place_words") | self.has_actor | self.has_recipient)

    @cached_property
    def what(self) -> I32:
        """Words of the happening."""
        return self.spread("what")

    @cached_property
    def families(self) -> I32:
        """Families of the words of the happening."""
        return self.spread("families")

    @cached_property
    def words(self) -> I32:
        """Words of the sentence, the rarest first."""
        return self.spread("words")

    @cached_property
    def word_weights(self) -> I32:
        """Weights of the words of the sentence; 0 for what is missing."""
        words = self.words
        return np.where(words >= 0, WORD_WEIGHTS[self.columns.rarity[np.maximum(words, 0)]] if len(self.columns.rarity) else 0, 0).astype(np.int32)

    @cached_property
    def what_rarity(self) -> I8:
        """Classes of rarity of the words of the happening; -1 for what is missing."""
        what = self.what
        return np.where(what >= 0, self.columns.rarity[np.maximum(what, 0)] if len(self.columns.rarity) else 0, -1).astype(np.int8)

    @cached_property
    def story(self) -> I32:
        """Rare words of the report."""
        return self.spread("story")

    @cached_property
    def place_words(self) -> I32:
        """Words of the place phrases."""
        return self.spread("place_words")

    @cached_property
    def actor_words(self) -> I32:
        """Words of the actor phrases."""
        return self.spread("actor_words")

    @cached_property
    def recipient_words(self) -> I32:
        """Words of the recipient phrases."""
        return self.spread("recipient_words")

    @cached_property
    def means(self) -> I32:
        """Words of the means."""
        return self.spread("means")

    @cached_property
    def countries(self) -> I32:
        """Countries of the places."""
        return self.spread("countries")

    @cached_property
    def place(self) -> tuple[I32, ...]:
        """Ids of places, their x, y and z, and their uncertainty in km."""
        return tuple(self.spread("places", part) for part in range(5))

    @cached_property
    def toll(self) -> tuple[I32, ...]:
        """Harms, lower and upper ends (NONE: open)."""
        return tuple(self.spread("tolls", part) for part in range(3))

    @cached_property
    def actors(self) -> tuple[I32, I32]:
        """Who acted, by id or else by name, with the sort of party in the last two bits; and their countries."""
        return self._parties("actors")

    @cached_property
    def recipients(self) -> tuple[I32, I32]:
        """Who was acted on, as who acted."""
        return self._parties("recipients")

    def _parties(self, name: str) -> tuple[I32, I32]:
        ragged: Ragged = getattr(self.columns, name)
        id_, called, country, sort = (ragged.values[:, part] for part in range(4))
        who = np.where(id_ != NONE, id_, called)
        codes = self._spread(ragged, np.where(who == NONE, NONE, who * 4 + sort).astype(np.int32), MOST[name])
        countries = self._spread(ragged, country, MOST[name])
        missing = np.broadcast_to(self._missing, codes.shape)
        return np.where(codes == NONE, missing, codes), np.where(countries == NONE, missing, countries)

    def has(self, name: str) -> Bools:
        """Tell which rows have any value of a ragged column."""
        if name not in self._there:
            ragged: Ragged = getattr(self.columns, name)
            self._there[name] = ragged.lengths(self.rows) > 0
        return self._there[name]

    @cached_property
    def has_actor(self) -> Bools:
        """Tell which rows have an actor, if only in words."""
        return self.has("actors") | self.has("actor_words")

    @cached_property
    def has_recipient(self) -> Bools:
        """Tell which rows have a recipient, if only in words."""
        return self.has("recipients") | self.has("recipient_words")


def sort_of(codes: I32) -> I32:
    """Give the sort of party of codes of parties; OTHER for what is missing."""
    return np.where(codes < 0, OTHER, codes & 3)
