"""Scores of the network to claims and attributions: which words trigger a happening, which stand in each of its roles, who says so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from whence.read.numbers import parse_figure
from whence.read.roles import EVENT_SLICE, MODES, ROLES, SAY_SLICE, STATUSES, TOLLS, TYPES, distance_buckets, slice_around
from whence.read.status import settle_status
from whence.read.windows import Window, Words, cut_windows, encode_window
from whence.read.wordpiece import WordPiece
from whence.terms import (
    Account,
    AccountLink,
    Attribution,
    Claim,
    Count,
    EventType,
    Harm,
    Mode,
    Party,
    Report,
    Span,
    Status,
    Toll,
    claim_id,
)

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Stretch = tuple[int, int]  # words of the report: first, last exclusive

_ROLE = {name: i for i, name in enumerate(ROLES)}


class Network(Protocol):
    """The two networks, whatever runs them; one window a call, so that no reading depends on its neighbours."""

    def find(self, ids: list[int], heads: list[int]) -> tuple[Floats, Floats, Floats]:
        """Piece indices [n_pieces], first pieces [n_words] -> states [n_words, d], event logits [n_words, 33], cue logits [n_words, 3]."""

    def ask(self, states: Floats, trigger: Floats, kind: Ints, distance: Ints) -> tuple[Floats, Floats]:
        """Ask for the roles of n triggers.

        states [n, n_words, d], trigger [n, d], kind [n], distance [n, n_words] -> role logits [n, n_words, n_roles, 2], label logits [n, n_labels]
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Least probabilities. Those of a model are chosen on held-out reports (training/choose.py) and stand in its manifest.

    event            a word names a happening
    cue              a telling is listed as an attribution
    cue_for_account  a telling may give a claim its account
    role, toll       a word is in a role; in one of the tolls
    source           the same for the source of an attribution that has none by `role`
    edge             share of the role's threshold down to which words beside a sure one are taken
    content          a word is in what is said
    account          a telling tells of a happening
    """

    event: float = 0.45
    cue: float = 0.5
    cue_for_account: float = 0.3
    role: float = 0.5
    toll: float = 0.4
    source: float = 0.3
    edge: float = 0.5
    content: float = 0.5
    account: float = 0.5


@dataclass(slots=True)
class Found:
    """A trigger with what the network says of it.

    trigger   words of the report
    score     probability that a happening (or a telling) is told here
    type      of a happening: distribution over TYPES from the words' tags
    first     word of the report at which `inside` and `begins` start
    inside    [n_words, n_roles] probability that a word is in a role; `begins` that it opens a new span there
    labels    logits: types, statuses, modes
    """

    trigger: Stretch
    score: float
    type: Floats
    first: int = 0
    inside: Floats = field(default_factory=lambda: np.zeros((0, len(ROLES)), np.float32))
    begins: Floats = field(default_factory=lambda: np.zeros((0, len(ROLES)), np.float32))
    labels: Floats = field(default_factory=lambda: np.zeros(0, np.float32))

    def sees(self, stretch: Stretch) -> bool:
        """Tell whether any word of a stretch was in sight."""
        return stretch[0] < self.first + len(self.inside) and self.first < stretch[1]

    def of(self, role: str, stretch: Stretch) -> float:
        """Mean probability that the words of a stretch stand in a role; 0 where they were out of sight."""
        first, last = max(stretch[0] - self.first, 0), min(stretch[1] - self.first, len(self.inside))
        return float(self.inside[first:last, _ROLE[role]].mean()) if first < last else 0.0


@dataclass(slots=True)
class Telling:
    """A telling with what each window that sees it says of it; the later windows see more of what is said.

    statement   the paragraphs that follow a cue with a colon at its paragraph's end ("The ministry said:"), where they are what is said
    """

    found: Found
    later: list[Found] = field(default_factory=list)
    statement: Stretch | None = None

    def covers(self, stretch: Stretch) -> float:
        """Probability that words lie in what is said."""
        if self.statement and self.statement[0] <= stretch[0] < self.statement[1]:
            return 1.0
        return max(found.of("content", stretch) for found in (self.found, *self.later))


def read_words(report: Report, words: Words, wordpiece: WordPiece, network: Network, thresholds: Thresholds) -> tuple[list[Claim], list[Attribution]]:
    """Read one report: its claims and its attributions, each in order of the text."""
    happenings: list[Found] = []
    tellings: list[Telling] = []
    for window in cut_windows(words):
        ids, heads = encode_window(words, window, wordpiece)
        states, event_logits, cue_logits = network.find(ids, heads)
        core = window.core - window.first
        new = list(_triggers(softmax(event_logits), core, thresholds.event))
        new_tellings = list(_triggers(softmax(cue_logits), core, thresholds.cue_for_account))
        seen = _in_context(tellings, window)
        again = [Found((t.found.trigger[0] - window.first, t.found.trigger[1] - window.first), t.found.score, t.found.type) for t in seen]
        ask(network, states, new, say=False)
        ask(network, states, [*new_tellings, *again], say=True)
        for found in (*new, *new_tellings, *again):
            found.trigger = (found.trigger[0] + window.first, found.trigger[1] + window.first)
            found.first += window.first
        happenings += new
        for telling, found in zip(seen, again, strict=True):
            telling.later.append(found)
        tellings += [Telling(found) for found in new_tellings]
    for telling in tellings:
        telling.statement = _statement(report.text, words, telling)
    happenings = _merge_further_words(happenings, thresholds)
    claims = [claim for h in happenings if (claim := _claim(report, words, h, tellings, thresholds)) is not None]
    return claims, list(_attributions(report, words, tellings, thresholds))


def _in_context(tellings: list[Telling], window: Window) -> list[Telling]:
    """Find the tellings of earlier windows whose cue stands in this window's context."""
    found: list[Telling] = []
    for telling in reversed(tellings):
        if telling.found.trigger[0] < window.first:
            break
        if telling.found.trigger[1] <= window.core:
            found.append(telling)
    return found


def softmax(logits: Floats) -> Floats:
    """Turn logits into probabilities over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result


def _sigmoid(logits: Floats) -> Floats:
    return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)


def _triggers(tags: Floats, core: int, floor: float) -> Iterator[Found]:
    """Find triggers of one kind from tag probabilities [n_words, 1 + 2 * n_types]; those that start before `core` are left out.

    Words side by side are one trigger, whatever the tags say of where a new one begins: two happenings told by neighbouring words are rare (72 of
    3,948 in the training corpus), and cutting there cost .024 claim F1 on held-out reports. So are two cues (3 of 19,831 in the articles).
    """
    types = tags[:, 1::2] + tags[:, 2::2]
    for first, last in _stretches(1 - tags[:, 0], floor=floor, edge=floor):
        if first >= core:
            yield Found((first, last), float((1 - tags[first:last, 0]).max()), types[first:last].mean(0))


def _stretches(inside: Floats, begins: NDArray[np.bool_] | None = None, *, floor: float, edge: float) -> list[Stretch]:
    """Find runs of words with a probability of at least `edge`, one of at least `floor`; a run is cut where `begins` says that a new span does."""
    found: list[Stretch] = []
    start = -1
    for i, on in enumerate((inside >= edge).tolist()):
        if start >= 0 and (not on or (begins is not None and begins[i])):
            found.append((start, i))
            start = -1
        if on and start < 0:
            start = i
    if start >= 0:
        found.append((start, len(inside)))
    return [(a, b) for a, b in found if inside[a:b].max() >= floor]


def ask(network: Network, states: Floats, asked: list[Found], *, say: bool) -> None:
    """Ask for the roles of all happenings, or all tellings, of a window in one call; fills them in."""
    if not asked:
        return
    slices = [slice_around(found.trigger, len(states), SAY_SLICE if say else EVENT_SLICE) for found in asked]
    roles, labels = network.ask(
        np.stack([states[first:last] for first, last in slices]),
        np.stack([states[a:b].mean(0) for a, b in (found.trigger for found in asked)]),
        np.full(len(asked), int(say), dtype=np.int64),
        np.stack([distance_buckets(found.trigger, first, last) for found, (first, last) in zip(asked, slices, strict=True)]),
    )
    probabilities = _sigmoid(roles)
    for found, (first, _), p, label in zip(asked, slices, probabilities, labels, strict=True):
        found.first, found.inside, found.begins, found.labels = first, p[..., 0], p[..., 1], label


FURTHER_WORDS = 64  # words between two that name one happening; farther apart they are tellings of their own


def _merge_further_words(happenings: list[Found], thresholds: Thresholds) -> list[Found]:
    """Drop a trigger that is a further word of another happening ("strike … killing"); of two that claim each other, the more claimed one."""
    dropped: set[int] = set()
    for i, one in enumerate(happenings):
        for j in range(i + 1, len(happenings)):
            other = happenings[j]
            if other.trigger[0] - one.trigger[0] > FURTHER_WORDS:
                break
            if i in dropped or j in dropped:
                continue
            of_one, of_other = one.of("what", other.trigger), other.of("what", one.trigger)
            if max(of_one, of_other) >= thresholds.role:
                dropped.add(j if of_one >= of_other else i)
    return [h for i, h in enumerate(happenings) if i not in dropped]


def _role(found: Found, role: str, floor: float, edge: float) -> list[tuple[Stretch, float]]:
    """Find the stretches of the report in a role, each with its mean probability."""
    column = _ROLE[role]
    inside = found.inside[:, column]
    if not len(inside) or inside.max() < floor:
        return []
    runs = _stretches(inside, found.begins[:, column] >= 0.5, floor=floor, edge=floor * edge)
    return [((a + found.first, b + found.first), float(inside[a:b].mean())) for a, b in runs]


def _spans(report: Report, words: Words, found: Found, role: str, thresholds: Thresholds) -> tuple[Span, ...]:
    stretches = [stretch for stretch, _ in _role(found, role, thresholds.role, thresholds.edge)]
    if role != "what":
        stretches = [_trimmed(report.text, words, stretch) for stretch in stretches]
    spans = (_span(report, words, stretch) for stretch in stretches)
    return tuple(span for span in spans if span is not None)


def _trimmed(text: str, words: Words, stretch: Stretch) -> Stretch:
    """Leave a dangling "in" or "and" off the end of a phrase, and an "and" off its beginning; may leave nothing."""
    first, last = stretch
    while last > first and text[slice(*words.spans[last - 1])].lower() in _FUNCTION_WORDS:
        last -= 1
    while first < last and text[slice(*words.spans[first])].lower() in ("and", "or"):
        first += 1
    return first, last


_FUNCTION_WORDS = set("a an the of in on at by to for from with and or near into over after before that which who as than".split())
_EDGE = re.compile(r"(?:[^\w$£€%+]|_)+")


def _span(report: Report, words: Words, stretch: Stretch, *, trim: bool = True) -> Span | None:
    """Make the span of a stretch of words, marks of punctuation at its ends left out; None where nothing else is in it."""
    first, last = stretch
    text = report.text
    if trim:
        while first < last and _EDGE.fullmatch(text[words.spans[first][0] : words.spans[first][1]]):
            first += 1
        while last > first and _EDGE.fullmatch(text[words.spans[last - 1][0] : words.spans[last - 1][1]]):
            last -= 1
        if last < len(words.spans) and first < last and _is_initialism(text, words, first, last):
            last += 1  # "U.S." ends in its own full stop
    return Span(words.spans[first][0], words.spans[last - 1][1], text) if first < last else None


def _is_initialism(text: str, words: Words, first: int, last: int) -> bool:
    """Tell whether the stretch ends in single letters with full stops between them and one more right behind."""
    if last - first < 3:
        return False
    start, end = words.spans[last - 3][0], words.spans[last][1]
    return re.fullmatch(r"[A-Za-z]\.[A-Za-z]\.", text[start:end]) is not None


def _claim(report: Report, words: Words, found: Found, tellings: list[Telling], thresholds: Thresholds) -> Claim | None:
    n_types, n_statuses = len(TYPES), len(STATUSES)
    trigger = _span(report, words, found.trigger)
    if trigger is None:
        return None
    asked = softmax(found.labels[:n_types])
    type_ = EventType(TYPES[int((found.type + asked).argmax())])
    status = Status(STATUSES[int(found.labels[n_types : n_types + n_statuses].argmax())])
    mode = MODES[int(found.labels[n_types + n_statuses :].argmax())] if type_ is EventType.ASSAULT else "none"
    what = [trigger, *(s for s in _spans(report, words, found, "what", thresholds) if not s.overlaps(trigger))]
    actor, recipient, place, time, means = (
        _spans(report, words, found, role, thresholds) for role in ("actor", "recipient", "place", "time", "means")
    )
    account = _account(report, words, found, tellings, thresholds)
    status = settle_status(status, report.text, trigger.start, account)
    sentence = _sentence(words, found.trigger[0])
    id_ = claim_id(
        report.id,
        type_,
        status,
        what=tuple(what),
        actor=tuple(map(Party, actor)),
        recipient=tuple(map(Party, recipient)),
        place=place,
        time=time,
        account=account,
    )
    return Claim(
        id=id_,
        type=type_,
        mode=None if mode == "none" else Mode(mode),
        status=status,
        what=tuple(what),
        actor=tuple(map(Party, actor)),
        recipient=tuple(map(Party, recipient)),
        place=place,
        time=time,
        means=means,
        toll=tuple(_tolls(report, words, found, thresholds)),
        count=_count(report, words, found, thresholds),
        account=account,
        sentence=_span(report, words, sentence, trim=False),
        confidence=round(found.score, 3),
    )


def _sentence(words: Words, word: int) -> Stretch:
    return words.sentences[bisect_right(words.sentences, word, key=lambda sentence: sentence[0]) - 1]


def _figure(report: Report, span: Span, *, people: bool) -> tuple[int, int | None] | None:
    text = report.text
    before = re.split(r"[.!?\n]", text[max(0, span.start - 30) : span.start])[-1]
    return parse_figure(span.words, before=before, after=text[span.end : span.end + 20], people=people)


SURER = 0.6  # one figure stands for two harms only where the weaker one has this share of the other's probability


def _tolls(report: Report, words: Words, found: Found, thresholds: Thresholds) -> Iterator[Toll]:
    rows = [(role, stretch, p) for role in TOLLS for stretch, p in _role(found, role, thresholds.toll, thresholds.edge)]
    for role, stretch, p in rows:
        if any(p < SURER * q and stretch[0] < other[1] and other[0] < stretch[1] for _, other, q in rows):
            continue
        span = _span(report, words, _trimmed(report.text, words, stretch))
        figure = None if span is None else _figure(report, span, people=True)
        if span is not None and figure is not None:
            yield Toll(span, Harm(role.removeprefix("toll_")), *figure)


def _count(report: Report, words: Words, found: Found, thresholds: Thresholds) -> Count | None:
    for span in _spans(report, words, found, "count", thresholds):
        figure = _figure(report, span, people=False)
        if figure is not None:
            return Count(span, *figure)
    return None


_FIRST_PERSON = {"i", "we", "me", "us", "my", "our"}
MAX_LINKS = 3  # the longest chain in the training corpus
FAR = 256  # words; the farthest account of the training corpus stands 205 from its happening
_STATEMENT_END = re.compile(r"\n\s*(?:ENDS?|Notes?\b|[^\n]{1,300}:[ \t]*(?=\n))")


def _statement(text: str, words: Words, telling: Telling) -> Stretch | None:
    """Find the paragraphs of a statement that a cue and a colon introduce, up to the next paragraph with another such cue, or to its end mark.

    They are taken for what is said where the network thinks so of the first ten words; beyond, it loses sight of the cue.
    """
    after = words.spans[telling.found.trigger[1] - 1][1]
    end = text.find("\n", after)
    if end < 0 or not text[after:end].rstrip().endswith(":") or len(text[after:end]) > 200:
        return None
    first = bisect_right(words.spans, end, key=lambda span: span[0])
    if first >= len(words.spans) or telling.covers((first, first + 10)) < 0.4:
        return None
    stop = _STATEMENT_END.search(text, end)
    last = len(words.spans) if stop is None else bisect_right(words.spans, stop.start(), key=lambda span: span[0])
    return (first, last) if first < last else None


def _account(report: Report, words: Words, found: Found, tellings: list[Telling], thresholds: Thresholds) -> Account:
    """Find who says so: the tellings whose content holds the happening, outermost first.

    The evidence of a telling that these words are in what it says, and of the happening that this cue tells of it, count half each; a happening that
    does not see the cue says nothing.
    """
    saying: list[tuple[Telling, float]] = []
    near = bisect_left(tellings, found.trigger[0] - FAR, key=lambda telling: telling.found.trigger[0])
    for telling in takewhile(lambda t: t.found.trigger[0] <= found.trigger[1] + FAR, islice(tellings, near, None)):
        cue = telling.found.trigger
        if cue[0] < found.trigger[1] and found.trigger[0] < cue[1]:
            continue
        covers = telling.covers(found.trigger)
        towards = max(found.of("cue", cue), found.of("source", cue))
        score = (covers + towards) / 2 if found.sees(cue) else covers
        if score >= thresholds.account:
            saying.append((telling, score))
    saying = sorted(saying, key=lambda pair: -pair[1])[:MAX_LINKS]
    chosen = [telling for telling, _ in saying]
    depth = {id(t): sum(other.covers(t.found.trigger) >= thresholds.content for other in chosen if other is not t) for t in chosen}
    chosen.sort(key=lambda t: (depth[id(t)], t.found.trigger))
    links: list[AccountLink] = []
    for telling in chosen:
        source, cue_span = _source_and_cue(report, words, telling, thresholds)
        if links and source is not None and source.words.lower() in _FIRST_PERSON:
            continue  # the speaker's own "I" is no second link
        if source is None and cue_span is None:
            continue
        # One who says a thing in two ways is one link; the inner words are those that say it ("said … and denied that").
        links = [link for link in links if source is None or link.source is None or link.source.words != source.words]
        link = AccountLink(source, cue_span)
        if link not in links:
            links.append(link)
    return Account(tuple(links))


def _source_and_cue(report: Report, words: Words, telling: Telling, thresholds: Thresholds) -> tuple[Span | None, Span | None]:
    sources = _role(telling.found, "source", thresholds.role, thresholds.edge)
    trigger = _span(report, words, telling.found.trigger)
    if not sources:
        return None, trigger
    source = _span(report, words, max(sources, key=lambda pair: pair[1])[0])
    if source is not None and trigger is not None and source.overlaps(trigger):
        return source, None
    return source, trigger


def _attributions(report: Report, words: Words, tellings: list[Telling], thresholds: Thresholds) -> Iterator[Attribution]:
    for telling in tellings:
        found = telling.found
        if found.score < thresholds.cue:
            continue
        content = _content(report, words, telling, thresholds)
        if not content:
            continue
        trigger = _span(report, words, found.trigger)
        source = _spans(report, words, found, "source", thresholds)
        if not source and (weaker := _role(found, "source", thresholds.source, 1.0)):
            best = _span(report, words, max(weaker, key=lambda pair: pair[1])[0])
            source = () if best is None else (best,)
        if trigger is None:
            continue
        if any(s.overlaps(trigger) for s in source):
            yield Attribution(source, (), content)
        else:
            further = tuple(s for s in _spans(report, words, found, "what", thresholds) if not s.overlaps(trigger))
            yield Attribution(source, tuple(sorted((trigger, *further))), content)


def _content(report: Report, words: Words, telling: Telling, thresholds: Thresholds) -> tuple[Span, ...]:
    """Find what is said, over all windows that see the telling."""
    column = _ROLE["content"]
    seen = [f for f in (telling.found, *telling.later) if len(f.inside)]
    first = min(f.first for f in seen)
    last = max(f.first + len(f.inside) for f in seen)
    inside = np.zeros(last - first, np.float32)
    for f in seen:
        at = slice(f.first - first, f.first - first + len(f.inside))
        inside[at] = np.maximum(inside[at], f.inside[:, column])
    runs = _stretches(inside, floor=thresholds.content, edge=thresholds.content * thresholds.edge)
    spans = (_span(report, words, (a + first, b + first), trim=False) for a, b in runs)
    return tuple(span for span in spans if span is not None and re.search(r"[^\W_]", span.words))
