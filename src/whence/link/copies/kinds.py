"""The kinds of copy, what shows one, and how the shares of two compared stories decide between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from whence.link.copies.compare import WHOLE, Comparison, Side
from whence.terms import ReportId, Span

# Percent. Swept on the tuning half of bench/data/copies_pairs.json: independent reports of one story share up to 30 % of their own words, and retell
# up to 55 %; copies share 51 % and more, rewritings retell 75 % and more.
_COPIED = 36
_RETOLD = 62
_WIRE = 10  # of two that credit one agency
_SAME_FACTS = 50  # of the names and figures in what is shared; two bulletins of one form have under 20 in common
_SAME_FIGURES = 75  # of the figures, where less than the whole is copied; two strike lists have 70 in common, copies and rewritings 83 and more
_IN_ORDER = 70  # of the retold sentences
_FEW_WORDS = 30  # a story with fewer outside quotation marks is judged with its quotations
_LEAST_COPIED = 40  # words of a single shared sentence
_LEAST_RETOLD = 3  # sentences
_LEAST_SPECIFIC = 4  # names and figures
_LEAST_FIGURES = 6
_MOST_DAYS = 30  # between two reports that share parts: later, a house repeats its background; a whole story may be reprinted whenever


class CopyKind(StrEnum):
    """How the text of one report stands to that of another.

    REPRINT     three quarters of each stand in the other
    ABRIDGED    the copy stands in the original, which holds more
    EXTENDED    the original stands in the copy, which holds more, or changes a sentence of it
    REWRITTEN   the copy tells the original's sentences in its own words and in the same order
    SAME_WIRE   both carry parts of one text, neither the whole of the other

    Who denies a sentence of the other, or gives another figure in it, is no reprint, cut or rewriting of it; the other sentences still
    count as copied.
    """

    REPRINT = "reprint"
    ABRIDGED = "abridged"
    EXTENDED = "extended"
    REWRITTEN = "rewritten from"
    SAME_WIRE = "same wire"


class Shown(NamedTuple):
    """A credit that speaks for a link: whose report carries it, whom it names, its words (None: known from the report's metadata)."""

    report: ReportId
    name: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLink:
    """One report whose text comes from another, or from where the other's comes from, and what shows it.

    directed          False: nothing tells which of the two was first; then `of` is the one nearer to the origin by the rule that orders all reports
    why               what tells the direction, one sentence
    n_words           of the story of the copy and of the original, notices left out
    n_copied          of these, words of sentences that stand in the other, small edits allowed
    n_retold          words outside quotation marks of further sentences that the other tells in its own words
    sentences         (start, end) of the copy's sentences that the original has or tells, code points into its text
    longest           the longest passage that is equal word for word, in the copy and in the original; None: no four words in a row
    credits           the credits that speak for it
    """

    copy: ReportId
    of: ReportId
    kind: CopyKind
    directed: bool
    why: str
    n_words: tuple[int, int]
    n_copied: tuple[int, int]
    n_retold: tuple[int, int]
    sentences: tuple[tuple[int, int], ...]
    longest: tuple[Span, Span] | None
    credits: tuple[Shown, ...] = ()

    @property
    def shares(self) -> tuple[int, int]:
        """Percent of the copy's story that stands in the original, and of the original's in the copy; rounded down."""
        return _percent(self.n_copied[0], self.n_words[0]), _percent(self.n_copied[1], self.n_words[1])


class Nature(StrEnum):
    """What two stories have in common, before anything is known of their outlets and days."""

    COPIED = "copied"
    RETOLD = "retold"
    WIRE = "parts of what one agency wrote"


def nature_of(found: Comparison, *, same_agency: bool, days_apart: int) -> Nature | None:
    """Tell what two stories have in common; None: nothing that makes one a copy.

    same_agency   both credit one agency
    days_apart    least number of days between their publication
    """
    a, b = found.a, found.b
    if days_apart > _MOST_DAYS and max(_whole(a), _whole(b)) < WHOLE:
        return None
    if not _tells_same_facts(a, b) or not (a.copied | a.retold).any():
        return None
    a, b = a.with_changed(), b.with_changed()
    copied = max(_share(side) for side in (a, b))
    retold = max(_percent(side.n_copied_own + side.n_retold_own, side.n_own) for side in (a, b))
    n_retold = min(int(a.retold.sum()), int(b.retold.sum()))
    is_retold = retold >= _RETOLD and n_retold >= _LEAST_RETOLD and found.n_in_order * 100 >= int(a.retold.sum()) * _IN_ORDER
    enough = found.n_shared >= 2 or (found.n_shared == 1 and min(a.n_copied, b.n_copied) >= _LEAST_COPIED) or max(_whole(a), _whole(b)) >= WHOLE
    if copied >= _COPIED and enough:
        more_retold = is_retold and max(side.n_retold_own - side.n_copied_own for side in (a, b)) > 0
        return Nature.RETOLD if more_retold and max(_whole(a), _whole(b)) < WHOLE else Nature.COPIED
    if is_retold:
        return Nature.RETOLD
    return Nature.WIRE if same_agency and found.n_shared and copied >= _WIRE else None


def _tells_same_facts(a: Side, b: Side) -> bool:
    """Tell whether what two stories share is of one happening, and not one form filled in twice."""
    if any(side.n_specific >= _LEAST_SPECIFIC and _percent(side.n_same, side.n_specific) < _SAME_FACTS for side in (a, b)):
        return False
    if max(_whole(a), _whole(b)) >= WHOLE:
        return True
    if min(a.n_figures, b.n_figures) < _LEAST_FIGURES:
        return not min(a.n_figures, b.n_figures) or max(a.n_same_figures, b.n_same_figures) > 0
    return max(_percent(side.n_same_figures, side.n_figures) for side in (a, b)) >= _SAME_FIGURES


def kind_of(nature: Nature, copy: Side, original: Side) -> CopyKind:
    """Name the kind, once it is known which of the two is the copy."""
    if nature is Nature.WIRE:
        return CopyKind.SAME_WIRE
    if copy.changed.any():
        return CopyKind.EXTENDED if _percent(original.n_copied, original.n_words) >= WHOLE else CopyKind.SAME_WIRE
    if nature is Nature.RETOLD:
        return CopyKind.REWRITTEN
    of_copy, of_original = _whole(copy) >= WHOLE, _whole(original) >= WHOLE
    if of_copy and of_original:
        return CopyKind.REPRINT
    return CopyKind.ABRIDGED if of_copy else CopyKind.EXTENDED if of_original else CopyKind.SAME_WIRE


def is_reprint(found: Comparison) -> bool:
    """Tell whether two stories are one."""
    if found.a.changed.any():
        return False
    return nature_of(found, same_agency=False, days_apart=0) is Nature.COPIED and min(_whole(found.a), _whole(found.b)) >= WHOLE


def contains(longer: Side, shorter: Side) -> bool:
    """Tell whether one story holds the whole of the other and more."""
    return _whole(shorter) >= WHOLE > _whole(longer)


def _whole(side: Side) -> int:
    return _percent(side.n_copied + side.n_changed, side.n_words)


def _share(side: Side) -> int:
    return _percent(side.n_copied_own, side.n_own) if side.n_own >= _FEW_WORDS else _percent(side.n_copied, side.n_words)


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0
