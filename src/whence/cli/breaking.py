"""Words that are longer than their column: they break behind a hyphen or a slash of their own, else with a hyphen, never without a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

_WORD = re.compile(r"\S+")
_ENDS = frozenset("-–—/·")
_LEAST = 3  # characters that a piece has at least
_Cell = TypeVar("_Cell")


class _Breaking(Text):
    """Text that is broken so when it is wrapped."""

    def wrap(self, console: Console, width: int, *args: Any, **options: Any) -> Lines:
        return _broken(self, width).wrap(console, width, *args, **options)


def breaking(cell: _Cell) -> _Cell | Text:
    """Make text in a cell of a table break with a mark where a word is too long; anything else stays as it is."""
    return _Breaking().append_text(cell) if isinstance(cell, Text) else cell


def _broken(text: Text, width: int) -> Text:
    """Put a line's end into each word that is longer than `width` columns, behind a hyphen where letters would touch."""
    breaks = [found for word in _WORD.finditer(text.plain) for found in _breaks(word[0], word.start(), width)]
    if not breaks:
        return Text().append_text(text)
    whole = Text()
    marks = [mark for _, mark in breaks]
    for piece, mark in zip(text.divide([at for at, _ in breaks]), [*marks, ""], strict=True):
        whole.append_text(piece).append(mark)
    return whole


def _breaks(word: str, start: int, width: int) -> Iterator[tuple[int, str]]:
    """Give where a word breaks, in characters of the text, and what stands there. Words of wide letters are left to rich."""
    if width <= _LEAST or cell_len(word) != len(word):
        return
    at = 0
    while len(word) - at > width:
        own = next((k for k in range(at + width, at + _LEAST, -1) if word[k - 1] in _ENDS), None)
        k = min(at + width - 1, len(word) - _LEAST) if own is None else own
        joins = own is None and word[k - 1].isalpha() and word[k].isalpha()
        at = k if own is not None or joins else at + width
        yield start + at, "-\n" if joins else "\n"
