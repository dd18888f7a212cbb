"""Two stories laid side by side: which sentences of one stand in the other, which are told anew, and the longest passage that they share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from whence.link.copies.words import U64, NumberedStory, number

I32 = NDArray[np.int32]
Bools = NDArray[np.bool_]

GRAM = 4  # words
_GAP = 3  # words between two shared grams that count as shared too: small edits
_COPIED = 60  # percent of a sentence's words that must stand in the other story
_LEAST_WORDS = 5  # of a sentence that can be told to be copied
_RETOLD = 42  # percent, see `_retold`
WHOLE = 75  # percent of a story: who shares so much has the whole of it, by definition
_LEAST_STEMS = 5  # of a sentence that can be told to be retold
_EDIT = 4  # words in the place of which others stand, at most, where a sentence is changed
_MOST_ALIGNED = 300  # words of a sentence between its first and last edit: more take too long to align, and are no edits
_MOST_PLACES = 32  # of one run of GRAM words that are looked at: one with more tells no sentence from another


def _numbers(words: str) -> frozenset[int]:
    return frozenset(number(words.split())[0].tolist())


_NEGATIONS = _numbers("no not never none nobody nor neither cannot deny denies denied denying")
_T = number(["t"])[0][0]
_BEFORE_T = _numbers("ain aren can couldn didn doesn don hadn hasn haven isn mightn mustn needn shan shouldn wasn weren won wouldn")  # "didn't"
_NO, _LONGER, _THAN = number("no longer than".split())[0]
_NO_NEGATION = _numbers("fewer less more later least only")  # behind a negation: "no fewer than 12"
_UNITS = _numbers("km kilometres kilometers kilometre kilometer miles mile metres meters feet yards a am p pm gmt")  # "40 km" is "25 miles"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two stories, compared with the other.

    n_words     of the story, sentences that are common to many reports left out
    n_own       of these outside quotation marks
    copied      [n_sentences] the sentence stands in the other story, small edits allowed
    changed     [n_sentences] it would, but for a negation or another figure: it tells something else
    retold      [n_sentences] the other story tells the sentence in other words; not looked for where each story holds the whole of the other
    n_copied, n_copied_own    words of the copied sentences: all, outside quotation marks
    n_changed, n_changed_own  the same of the changed sentences
    n_retold_own              words of the retold sentences outside quotation marks
    n_specific, n_same        names and figures of the copied, changed and retold sentences, and how many of them the other story has too
    n_figures, n_same_figures    different figures of these sentences, and how many of them the other story has too
    """

    n_words: int
    n_own: int
    copied: Bools
    changed: Bools
    retold: Bools
    n_copied: int
    n_copied_own: int
    n_changed: int
    n_changed_own: int
    n_retold_own: int
    n_specific: int
    n_same: int
    n_figures: int
    n_same_figures: int

    def with_changed(self) -> Side:
        """Count the changed sentences as copied."""
        return replace(
            self,
            copied=self.copied | self.changed,
            changed=np.zeros_like(self.changed),
            n_copied=self.n_copied + self.n_changed,
            n_copied_own=self.n_copied_own + self.n_changed_own,
            n_changed=0,
            n_changed_own=0,
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """The longest run of equal words: where it stands in both, (start, end) in code points, and its number of words."""

    a: tuple[int, int]
    b: tuple[int, int]
    n_words: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two stories compared.

    n_shared       sentences of the one with fewer such that stand in the other, changed or not
    n_in_order     retold sentences of `a` whose counterparts in `b` follow one another in the same order
    """

    a: Side
    b: Side
    n_shared: int
    n_in_order: int

    def with_changed(self) -> Comparison:
        """Count the changed sentences as copied: whose own text it is corrects it, or brings it up to date."""
        return replace(self, a=self.a.with_changed(), b=self.b.with_changed())


def compare(a: NumberedStory, b: NumberedStory, *, common_a: Bools, common_b: Bools) -> Comparison:
    """Compare two stories.

    common_a, common_b   [n_sentences] sentences that many reports share: they count on neither side
    """
    grams_a, grams_b = _grams(a.words), _grams(b.words)
    shared_a, shared_b = _is_in(grams_a, grams_b), _is_in(grams_b, grams_a)
    copied_a = _copied(a, _covered(shared_a, len(a.words)), common_a)
    copied_b = _copied(b, _covered(shared_b, len(b.words)), common_b)
    retold_a, retold_b, n_in_order = np.zeros_like(copied_a), np.zeros_like(copied_b), 0
    if not (_is_whole(a, copied_a, common_a) and _is_whole(b, copied_b, common_b)):
        retold_a, retold_b, n_in_order = _retold(a, b, copied_a | common_a, copied_b | common_b)
    changed = {
        *_changed(a, b, grams_a, grams_b, copied_a & _is_edited(a, shared_a)),
        *((one, other) for other, one in _changed(b, a, grams_b, grams_a, copied_b & _is_edited(b, shared_b))),
    }
    changed_a, changed_b = np.zeros_like(copied_a), np.zeros_like(copied_b)
    changed_a[[one for one, _ in changed]] = True
    changed_b[[other for _, other in changed]] = True
    return Comparison(
        _side(a, copied_a, changed_a & copied_a, retold_a, common_a, b),
        _side(b, copied_b, changed_b & copied_b, retold_b, common_b, a),
        min(int(copied_a.sum()), int(copied_b.sum())),
        n_in_order,
    )


def _is_in(numbers: U64, others: U64) -> Bools:
    """Tell which numbers are among others; np.isin, without its cost for short arrays."""
    if not len(others):
        return np.zeros(len(numbers), dtype=np.bool_)
    in_order = np.sort(others)
    at = np.searchsorted(in_order, numbers)
    at[at == len(in_order)] = 0
    found: Bools = in_order[at] == numbers
    return found


def _is_whole(story: NumberedStory, copied: Bools, common: Bools) -> bool:
    n_words = np.diff(story.bounds)
    return bool(n_words[copied].sum() * 100 >= n_words[~common].sum() * WHOLE)


def _grams(words: U64) -> U64:
    """Give a number to each run of GRAM words."""
    n = len(words) - GRAM + 1
    if n <= 0:
        return np.zeros(0, dtype=np.uint64)
    grams = np.zeros(n, dtype=np.uint64)
    for k in range(GRAM):
        grams = grams * np.uint64(0x9E3779B97F4A7C15) + words[k : k + n]
    return grams


def _covered(shared: Bools, n_words: int) -> Bools:
    """Tell which words lie in a shared gram, or in a short gap between two such words.

    shared   [n_words - GRAM + 1] the other story has the gram that begins here
    """
    covered = np.zeros(n_words, dtype=np.bool_)
    for k in range(GRAM):
        covered[k : k + len(shared)] |= shared
    at = np.flatnonzero(covered)
    for gap in np.flatnonzero((np.diff(at) > 1) & (np.diff(at) <= _GAP + 1)).tolist():
        covered[at[gap] : at[gap + 1]] = True
    return covered


def _per_sentence(story: NumberedStory, of_words: NDArray[np.bool_]) -> I32:
    sums = np.concatenate([[0], np.cumsum(of_words)])
    return np.diff(sums[story.bounds]).astype(np.int32)


def _copied(story: NumberedStory, covered: Bools, common: Bools) -> Bools:
    n_words = np.diff(story.bounds)
    return (_per_sentence(story, covered) * 100 >= n_words * _COPIED) & (n_words >= _LEAST_WORDS) & ~common


def _is_edited(story: NumberedStory, shared: Bools) -> Bools:
    """[n_sentences]: a run of GRAM words within the sentence does not stand in the other story.

    shared   [n_words - GRAM + 1] the other story has the gram that begins here
    """
    missing = np.zeros(len(story.words) + 1, dtype=np.int64)
    missing[1 : len(shared) + 1] = ~shared
    before = np.cumsum(missing)
    first, last = story.bounds[:-1], np.maximum(story.bounds[1:] - GRAM + 1, story.bounds[:-1])
    edited: Bools = before[last] > before[first]
    return edited


def _changed(a: NumberedStory, b: NumberedStory, grams_a: U64, grams_b: U64, edited: Bools) -> set[tuple[int, int]]:
    """Find sentences of `a` that the other story has with a negation more or less, or with another figure, each with its counterpart in `b`."""
    found: set[tuple[int, int]] = set()
    if not edited.any():
        return found
    order = np.argsort(grams_b, kind="stable")
    in_order = grams_b[order]
    for n in np.flatnonzero(edited).tolist():
        first, last = int(a.bounds[n]), int(a.bounds[n + 1])
        grams = np.unique(grams_a[first : max(last - GRAM + 1, first)])
        from_ = np.searchsorted(in_order, grams)
        n_places = np.minimum(np.searchsorted(in_order, grams, side="right") - from_, _MOST_PLACES)
        at = order[np.repeat(from_ - np.cumsum(n_places) + n_places, n_places) + np.arange(n_places.sum())]
        if not len(at):
            continue
        sentences, counts = np.unique(np.searchsorted(b.bounds, at, side="right") - 1, return_counts=True)
        other = int(sentences[counts.argmax()])
        if _tells_otherwise(a, (first, last), b, (int(b.bounds[other]), int(b.bounds[other + 1]))):
            found.add((n, other))
    return found


def _tells_otherwise(a: NumberedStory, in_a: tuple[int, int], b: NumberedStory, in_b: tuple[int, int]) -> bool:
    """Tell whether a few words of one sentence have a negation, or another figure, in the place of which the other sentence has none."""
    (first_a, last_a), (first_b, last_b) = in_a, in_b
    first = _n_same(a.words[first_a:last_a], b.words[first_b:last_b])
    last = _n_same(a.words[first_a + first : last_a][::-1], b.words[first_b + first : last_b][::-1])
    part_a, part_b = a.words[first_a + first : last_a - last].tolist(), b.words[first_b + first : last_b - last].tolist()
    if max(len(part_a), len(part_b)) > _MOST_ALIGNED:
        return False
    figures_a, figures_b = _figures(a, *in_a), _figures(b, *in_b)
    for edit, start_a, end_a, start_b, end_b in SequenceMatcher(None, part_a, part_b, autojunk=False).get_opcodes():
        if edit == "equal" or max(end_a - start_a, end_b - start_b) > _EDIT:
            continue
        of_a = (first_a + first + start_a, first_a + first + end_a)
        of_b = (first_b + first + start_b, first_b + first + end_b)
        if _negates(a, *of_a) != _negates(b, *of_b):
            return True
        here, there = _figures(a, *of_a), _figures(b, *of_b)
        is_one_for_one = end_a - start_a == end_b - start_b == 1  # "killing 20 and wounding 12" for "killing 12 and wounding 20"
        if (here - figures_b and there - figures_a) or (is_one_for_one and here and there and here != there):
            return True
    return False


def _n_same(words: U64, others: U64) -> int:
    """Count the words that two runs of words begin with alike."""
    n = min(len(words), len(others))
    differ = np.flatnonzero(words[:n] != others[:n])
    return int(differ[0]) if len(differ) else n


def _negates(story: NumberedStory, start: int, end: int) -> bool:
    """Tell whether some words have a negation; the one before them and the two behind are looked at too ("didn't", "no longer than")."""
    before = int(story.words[start - 1]) if start else 0
    words = [*story.words[start : end + 2].tolist(), 0, 0]
    for n, at in enumerate(range(start, end)):
        word, next_, third = words[n : n + 3]
        is_number = word == _NO and at + 1 < len(story.words) and story.figures[at + 1]  # "No. 5"
        is_limit = next_ in _NO_NEGATION or (next_ == _LONGER and third == _THAN)
        if (word in _NEGATIONS and not is_number and not is_limit) or (word == _T and before in _BEFORE_T):
            return True
        before = word
    return False


def _figures(story: NumberedStory, start: int, end: int) -> set[int]:
    """Collect the figures among some words, but those of a measure, and those of several parts ("1,200", "9.30"), which houses write in many ways."""
    found = set()
    for at in (start + np.flatnonzero(story.figures[start:end])).tolist():
        near = [k for k in (at - 1, at + 1) if 0 <= k < len(story.words) and story.figures[k]]
        in_parts = any(story.starts[max(k, at)] - story.ends[min(k, at)] == 1 for k in near)
        if not in_parts and int(story.words[min(at + 1, len(story.words) - 1)]) not in _UNITS:
            found.add(int(story.stems[at]))
    return found


def _side(story: NumberedStory, told: Bools, changed: Bools, retold: Bools, common: Bools, other: NumberedStory) -> Side:
    n_words = np.diff(story.bounds)
    n_own = _per_sentence(story, ~story.quoted)
    copied = told & ~changed
    shared = np.repeat(told | retold, n_words)
    specific = story.stems[story.specific & shared & (story.stems != 0)]
    figures = np.unique(story.stems[story.figures & shared])
    return Side(
        int(n_words[~common].sum()),
        int(n_own[~common].sum()),
        copied,
        changed,
        retold,
        int(n_words[copied].sum()),
        int(n_own[copied].sum()),
        int(n_words[changed].sum()),
        int(n_own[changed].sum()),
        int(n_own[retold].sum()),
        len(specific),
        int(_is_in(specific, other.stems).sum()),
        len(figures),
        int(_is_in(figures, other.stems).sum()),
    )


def _retold(a: NumberedStory, b: NumberedStory, done_a: Bools, done_b: Bools) -> tuple[Bools, Bools, int]:
    """Tell which sentences the other story tells in other words: twice the stems that both have, against the stems of both together.

    Stems inside quotation marks do not count: two reporters hear the same words. A sentence is held against each single one and each two in a row of
    the other story, since a rewriting splits and joins.
    """
    stems = np.unique(np.concatenate([a.stems, b.stems]))
    stems = stems[stems != 0]
    has_a, has_b = _incidence(a, stems), _incidence(b, stems)
    pairs_a, pairs_b = has_a[:-1] | has_a[1:], has_b[:-1] | has_b[1:]
    one = _alike(has_a, has_b)
    a_in_pairs = _alike(has_a, pairs_b)
    b_in_pairs = _alike(has_b, pairs_a)
    best_a = np.maximum(one.max(axis=1, initial=0), a_in_pairs.max(axis=1, initial=0))
    best_b = np.maximum(one.max(axis=0, initial=0), b_in_pairs.max(axis=1, initial=0))
    retold_a = (best_a >= _RETOLD) & (has_a.sum(axis=1) >= _LEAST_STEMS) & ~done_a
    retold_b = (best_b >= _RETOLD) & (has_b.sum(axis=1) >= _LEAST_STEMS) & ~done_b
    where = one.argmax(axis=1)[retold_a] if one.shape[1] else np.zeros(0, dtype=np.int64)
    return retold_a, retold_b, _longest_rise(where.tolist())


def _incidence(story: NumberedStory, stems: U64) -> Bools:
    """[n_sentences, n_stems]: the sentence has the stem outside quotation marks."""
    has = np.zeros((len(story.bounds) - 1, len(stems)), dtype=np.bool_)
    counted = np.flatnonzero((story.stems != 0) & ~story.quoted)
    sentence = np.searchsorted(story.bounds, counted, side="right") - 1
    has[sentence, np.searchsorted(stems, story.stems[counted])] = True
    return has


def _alike(a: Bools, b: Bools) -> I32:
    """Percent, rounded down, of the stems of two sentences together that both have."""
    shared = (a.astype(np.float32) @ b.astype(np.float32).T).astype(np.int32)  # whole numbers, exact in float32, and fast
    both = a.sum(axis=1, dtype=np.int32)[:, None] + b.sum(axis=1, dtype=np.int32)[None, :]
    alike: I32 = 200 * shared // np.maximum(both, 1)
    return alike


def _longest_rise(numbers: list[int]) -> int:
    """Length of the longest rising subsequence."""
    ends: list[int] = []
    for value in numbers:
        at = next((k for k, end in enumerate(ends) if end >= value), len(ends))
        ends[at : at + 1] = [value]
    return len(ends)


def longest_passage(a: NumberedStory, b: NumberedStory, *, common_a: Bools, common_b: Bools) -> Passage | None:
    """Find the longest run of equal words, of several the first in `a`; None: no four words in a row are shared.

    common_a, common_b   [n_sentences] sentences that count for nothing
    """
    grams_a = _grams(np.where(np.repeat(common_a, np.diff(a.bounds)), np.uint64(0), a.words))
    grams_b = _grams(np.where(np.repeat(common_b, np.diff(b.bounds)), np.uint64(1), b.words))
    order = np.argsort(grams_b, kind="stable")
    sorted_b = grams_b[order]
    left, right = np.searchsorted(sorted_b, grams_a, side="left"), np.searchsorted(sorted_b, grams_a, side="right")
    counts = np.minimum(right - left, 4)
    at_a = np.repeat(np.arange(len(grams_a)), counts)
    if not len(at_a):
        return None
    within = np.arange(len(at_a)) - np.repeat(np.cumsum(counts) - counts, counts)
    at_b = order[np.repeat(left, counts) + within]
    by_run = np.lexsort((at_a, at_b - at_a))
    at_a, at_b = at_a[by_run], at_b[by_run]
    breaks = np.flatnonzero((np.diff(at_a) != 1) | (np.diff(at_b) != 1)) + 1
    starts, ends = np.concatenate([[0], breaks]), np.concatenate([breaks, [len(at_a)]])
    lengths = ends - starts
    best = min(np.flatnonzero(lengths == lengths.max()).tolist(), key=lambda run: (int(at_a[starts[run]]), int(at_b[starts[run]])))
    first_a, first_b, n_words = int(at_a[starts[best]]), int(at_b[starts[best]]), int(lengths[best]) + GRAM - 1
    return Passage(
        (int(a.starts[first_a]), int(a.ends[first_a + n_words - 1])), (int(b.starts[first_b]), int(b.ends[first_b + n_words - 1])), n_words
    )
