"""Copies among reports: sketches in, links and origins out; the same for the same reports, in whatever order and batches they come."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from whence.link.copies.candidates import Crowd, SentenceTable, gather, pair_sentences
from whence.link.copies.compare import Comparison, Passage, compare, longest_passage
from whence.link.copies.direction import direction_of
from whence.link.copies.found import Copies, Skipped, SkipReason
from whence.link.copies.kinds import CopyLink, Shown, is_reprint, kind_of, nature_of
from whence.link.copies.known import Known, days_apart, know
from whence.link.copies.notices import Notice, find_notices
from whence.link.copies.origins import find_origins
from whence.link.copies.outlets import Outlets, load_outlets
from whence.link.copies.sketches import Sketch, sketch
from whence.link.copies.story import story_of
from whence.link.copies.words import WORD, NumberedStory, number_story
from whence.terms import Report, ReportId, Span

_STORIES_KEPT = 4096  # numbered stories at hand, some 6 kB each
_LEAST_WORDS = 12  # of a story that is compared at all

Sentences = frozenset[int]
_NONE: Sentences = frozenset()


class _Story(NamedTuple):
    """A report with its numbered story, and where each of its sentences stands."""

    report: Report
    numbered: NumberedStory
    sentences: Sequence[tuple[int, int]]


class _Compared(NamedTuple):
    """Two stories compared, and where the sentences of each stand: all that a link needs besides the texts."""

    found: Comparison
    passage: Passage | None
    sentences: tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]


class CopyIndex:
    """The sketches of a collection, to which more can be added, and what was found of the pairs already compared.

    fetch     gives a report of the index; asked only for reports that look alike
    outlets   the table of outlets and agencies; None: the one of this package
    """

    def __init__(self, fetch: Callable[[ReportId], Report], *, outlets: Outlets | None = None) -> None:
        self._fetch = fetch
        self._outlets = load_outlets() if outlets is None else outlets
        self._sketches: dict[ReportId, Sketch] = {}
        self._known: dict[ReportId, Known] = {}
        self._stories: OrderedDict[ReportId, _Story] = OrderedDict()
        self._compared: dict[tuple[ReportId, ReportId, Sentences, Sentences], _Compared] = {}

    def add(self, sketches: Iterable[Sketch]) -> None:
        """Add sketches; one of a report that is there already changes nothing."""
        for found in sketches:
            if found.id not in self._sketches:
                self._sketches[found.id] = found
                self._known[found.id] = know(found, self._outlets)

    def find(self) -> Copies:
        """Find the copies among all reports added so far.

        What it gives depends on the set of reports alone: after a second `add` it is what one index of all would give. Pairs compared before are not
        compared again, unless what counts as a notice has changed.
        """
        known = sorted(self._known.values(), key=lambda one: one.rank)
        sketches = [self._sketches[one.id] for one in known]
        houses, days = [one.house for one in known], [one.day for one in known]
        long_enough = [n for n, one in enumerate(known) if one.n_words >= _LEAST_WORDS]
        skipped = [Skipped(SkipReason.TOO_SHORT, one.id, None, 1, 0) for one in known if one.n_words < _LEAST_WORDS]

        dated, examples = find_notices(SentenceTable(sketches, long_enough), houses, days, judge_undated=False)
        skipped += self._notices(known, examples)
        leader, crowds = gather(sketches, long_enough, lambda a, b: is_reprint(self._compare(known, a, b, dated).found))
        skipped += self._crowds(known, crowds)

        table = SentenceTable(sketches, [n for n in long_enough if leader[n] == n])
        undated, examples = find_notices(table, houses, days, judge_undated=True)
        skipped += self._notices(known, [one for one in examples if one.place[1] not in dated.get(one.place[0], _NONE)])
        notices = {n: dated.get(n, _NONE) | undated.get(n, _NONE) for n in {*dated, *undated}}
        pairs, crowds = pair_sentences(table, days, notices)
        skipped += self._crowds(known, crowds)

        led = [(lead, n) for n, lead in sorted(leader.items()) if lead != n]
        links = [link for a, b in sorted({*led, *pairs}) if (link := self._link(known, a, b, notices)) is not None]
        links.sort(key=lambda link: (link.copy, link.of))
        return Copies(tuple(links), find_origins({one.id: one for one in known}, links, self._outlets), tuple(skipped))

    def _story(self, id_: ReportId) -> _Story:
        story = self._stories.get(id_)
        if story is None:
            report = self._fetch(id_)
            sentences = [(start, end) for start, end in story_of(report).sentences if WORD.search(report.text, start, end)]
            story = _Story(report, number_story(report.text, sentences), sentences)
            if len(self._stories) >= _STORIES_KEPT:
                self._stories.popitem(last=False)
            self._stories[id_] = story
        else:
            self._stories.move_to_end(id_)
        return story

    def _compare(self, known: Sequence[Known], a: int, b: int, notices: Mapping[int, Sentences]) -> _Compared:
        of_a, of_b = notices.get(a, _NONE), notices.get(b, _NONE)
        key = (known[a].id, known[b].id, of_a, of_b)
        compared = self._compared.get(key)
        if compared is None:
            one, other = self._story(known[a].id), self._story(known[b].id)
            masks = {"common_a": _mask(one.numbered, of_a), "common_b": _mask(other.numbered, of_b)}
            found = compare(one.numbered, other.numbered, **masks)
            passage = longest_passage(one.numbered, other.numbered, **masks)
            compared = self._compared[key] = _Compared(found, passage, (one.sentences, other.sentences))
        return compared

    def _link(self, known: Sequence[Known], one: int, other: int, notices: Mapping[int, Sentences]) -> CopyLink | None:
        a, b, (found, passage, sentences) = known[one], known[other], self._compare(known, one, other, notices)
        same_agency = a.wire is not None and b.wire is not None and a.wire.key == b.wire.key
        if same_agency or (a.house is not None and a.house == b.house):
            found = found.with_changed()
        nature = nature_of(found, same_agency=same_agency, days_apart=days_apart(a, b))
        if nature is None:
            return None
        a_is_copy, directed, why = direction_of(a, b, found)
        copy, of, of_copy, of_original = (a, b, found.a, found.b) if a_is_copy else (b, a, found.b, found.a)
        copied, original = self._fetch(copy.id), self._fetch(of.id)
        longest = None
        if passage is not None:
            in_copy, in_original = (passage.a, passage.b) if a_is_copy else (passage.b, passage.a)
            longest = (Span(*in_copy, copied.text), Span(*in_original, original.text))
        return CopyLink(
            copy=copy.id,
            of=of.id,
            kind=kind_of(nature, of_copy, of_original),
            directed=directed,
            why=why,
            n_words=(of_copy.n_words, of_original.n_words),
            n_copied=(of_copy.n_copied, of_original.n_copied),
            n_retold=(of_copy.n_retold_own, of_original.n_retold_own),
            sentences=tuple(sentences[0 if a_is_copy else 1][n] for n in np.flatnonzero(of_copy.copied | of_copy.retold).tolist()),
            longest=longest,
            credits=(*_shown(copy, of, copied), *_shown(of, copy, original)),
        )

    def _notices(self, known: Sequence[Known], found: Sequence[Notice]) -> list[Skipped]:
        return [self._skipped(known, SkipReason.NOTICE, one.place, one.n_reports, one.n_reports * (one.n_reports - 1) // 2) for one in found]

    def _crowds(self, known: Sequence[Known], found: Sequence[Crowd]) -> list[Skipped]:
        return [self._skipped(known, SkipReason.CROWD, one.place, one.n_reports, one.n_pairs) for one in found]

    def _skipped(self, known: Sequence[Known], why: SkipReason, place: tuple[int, int], n_reports: int, n_pairs: int) -> Skipped:
        n, sentence = place
        story = self._story(known[n].id)
        return Skipped(why, known[n].id, None if sentence < 0 else Span(*story.sentences[sentence], story.report.text), n_reports, n_pairs)


def find_copies(reports: Iterable[Report], *, outlets: Outlets | None = None) -> Copies:
    """Find the copies among reports. Of two reports with one id the first counts.

    outlets   the table of outlets and agencies; None: the one of this package
    """
    by_id: dict[ReportId, Report] = {}
    for report in reports:
        by_id.setdefault(report.id, report)
    index = CopyIndex(by_id.__getitem__, outlets=outlets)
    index.add(sketch(report) for report in by_id.values())
    return index.find()


def _mask(story: NumberedStory, sentences: Sentences) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(len(story.bounds) - 1, dtype=np.bool_)
    mask[sorted(sentences)] = True
    return mask


def _shown(one: Known, other: Known, report: Report) -> list[Shown]:
    """Give the credits of one report that speak for a link with another: of the other's house, or of an agency that both name."""
    named = [] if one.credit is None or one.words is None else [(one.credit, one.words)]
    theirs = {house.key for house in (other.agency, other.credit, *(house for house, _ in other.helped)) if house is not None}
    named_outlet = one.credit if one.credits(other.house) else None
    return [
        Shown(one.id, house.name, None if words.start < 0 else Span(words.start, words.end, report.text))
        for house, words in (*named, *one.helped)
        if house.key in theirs or house is named_outlet
    ]
