"""By whose account something is told, and the list of all tellings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, takewhile

import numpy as np

from whence.read.found import Found, Stretch, Thresholds, role_stretches, stretches
from whence.read.quotations import find_quotations
from whence.read.roles import ROLES, SAY_SLICE
from whence.read.spans import role_spans, to_span
from whence.read.speakers import Turn, find_turns, turn_of
from whence.read.windows import Words
from whence.terms import Account, AccountLink, Attribution, Report, Span
from whence.text import ITEM

_FIRST_PERSON = frozenset(("i", "we", "me", "us", "my", "our"))
_THIRD_PERSON = frozenset(("he", "she", "it"))
MAX_LINKS = 3  # the longest chain in the training corpus
TO_COLON = 200  # characters from a cue to the end of its paragraph, at most
FAR = 256  # words; the farthest account of the training corpus stands 205 from its happening
_NOBODY = re.compile(r"(?:no|none|nobody|neither)\b", re.I)
_NEITHER = re.compile(r"\bneither $", re.I)
_CLAIMING = re.compile(r"\b(?:claim|responsib)", re.I)
_FOR_WHICH = re.compile(r"\bfor which\b[^.;:\n]{1,80}$")  # "the attack for which the group claimed responsibility"
_NO_CLAIM = re.compile(r"\bno(?: [\w-]+){0,2} $", re.I)
REJECT = r"(?:(?:has|have|had) )?(?:dismiss|reject|refut|rubbish|disput|debunk)(?:e?[sd]|es|ing)?\b"
_TELLING = r"(?P<telling>(?:claim|report|allegation|accusation|assertion|suggestion|rumou?r)s?)"
REJECTED_TELLING = re.compile(rf"{REJECT}(?: [\w'’-]+){{0,3}}? {_TELLING}", re.I)
DENY = r"den(?:y|ied|ies|ying)"
_FALSE = r"(?:an? (?:[\w-]+ )?)?(?:fabricat\w+|lies?|baseless|unfounded|groundless|false|fake|untrue|propaganda|nonsense|hoax)"
_CALLED = r"(?:(?:has|have|had) )?(?:call(?:ed|s|ing)|describ(?:ed|es|ing)|brand(?:ed|s|ing)|label(?:l?ed|s|l?ing))"
_THAT = r"(?!(?:as|for|in|on|to)\b)(?:(?!in\b)[\w'’-]+ ){0,3}?" + _TELLING + r" that\b[^.,;:!?\n]*$"  # up to what the telling tells
_CLAUSE = r"(?:(?! (?:and|but|that|which|who|whose)\b)[^.,;:!?\n]){0,120}?"  # the rest of what it tells
_CLAUSE_ENDS = r"(?=[.,;:!?\n]|$| (?:and|but)\b)"
# A cue up to what a telling tells, and what stands behind that: "called reports that" "a lie"; "said claims that" "were baseless".
_CALLED_FALSE = (re.compile(rf"{_CALLED} (?:as )?{_FALSE} {_THAT}", re.I), re.compile(""))
_CALLED_AFTER = (re.compile(rf"{_CALLED} {_THAT}", re.I), re.compile(rf"{_CLAUSE} (?:as )?{_FALSE}{_CLAUSE_ENDS}", re.I))
_SAID_FALSE = (
    re.compile(rf"(?:said|says?|saying|insist(?:ed|s)) (?:that )?{_THAT}", re.I),
    re.compile(rf"{_CLAUSE} (?:is|are|was|were) {_FALSE}{_CLAUSE_ENDS}", re.I),
)
# "Reports that" it was shelled "were false": of deeds, 2 of 4 did not occur, and the other two are told to be false as well.
_RUMOUR = r"\b(?:reports?|rumou?rs?|claims?|news|stor(?:y|ies)|suggestions?|allegations?)\b"
_IN_RUMOUR = re.compile(rf"(?:^|(?-i:(?!News))){_RUMOUR}(?= (?:of|that|about|from|in|on|by)\b|$)", re.I)  # not "Sky News", "a news agency"
_BY_RUMOUR = re.compile(rf"(?:(?:the|these|those|such) )?{_RUMOUR}", re.I)  # not "said reports"
_OF_RUMOUR = re.compile(
    r"(?:^|[.;:!?\n“\"])\s*(?:(?:the|these|those|any|all|some|such|its|his|her|their|earlier|previous|initial|early|recent|media|news|press|online|social"
    rf"|rebel|unconfirmed) )*{_RUMOUR} (?:of|that|about)\b(?:(?! (?:where|who|which|whose)\b)[^.;:!?\n])* $",
    re.I,
)
_PROVED_FALSE = re.compile(
    rf"(?:(?! (?:as|because|when|while)\b|, (?:and|but)\b|{_RUMOUR})[^.;:!?\n]){{0,90}}?"
    r"\b(?:is|are|was|were|be|been|prov\w+|turned out)(?: to be)?(?: \w+ly)?"
    r" (?:not true|untrue|false|wrong|incorrect|unfounded|baseless|groundless|fabricated|fake|a hoax)\b(?! (?:about|in|to)\b)",
    re.I,
)
_STATEMENT_END = re.compile(r"\n[^\S\n]*(?:ENDS?|Notes?\b|[^\n]{1,300}:[ \t]*(?=\n))")
_QUOTED = re.compile(r"\s*[\"“«‘]")
_QUOTATION_END = re.compile(r"\n[^\S\n]*(?=[^\s\"“«‘])")
_LISTED = re.compile(rf"\s*{ITEM}")
_LIST_END = re.compile(rf"\n[^\S\n]*(?!{ITEM})(?=[^\sa-z])")


@dataclass(slots=True)
class Telling:
    """A telling with what each window that sees it says of it; the later windows see more of what is said.

    statement     the paragraphs that follow a cue with a colon at its paragraph's end ("The ministry said:"), where they are what is said
    source, cue   words for who says it, and of saying; None: none
    """

    found: Found
    later: list[Found] = field(default_factory=list)
    statement: Stretch | None = None
    source: Span | None = None
    cue: Span | None = None

    def covers(self, stretch: Stretch) -> float:
        """Probability that words lie in what is said."""
        if self.statement and self.statement[0] <= stretch[0] < self.statement[1]:
            return 1.0
        return max(found.of("content", stretch) for found in (self.found, *self.later))


def find_statement(text: str, words: Words, telling: Telling) -> Stretch | None:
    """Find the paragraphs of a statement that a cue and a colon introduce, up to the next paragraph with another such cue, or to its end mark.

    Where the statement stands in quotation marks, it ends before the first paragraph that does not begin with one; where it is a list, with that.
    They are taken for what is said where the network thinks so of the first ten words; beyond, it loses sight of the cue.
    """
    after = words.spans[telling.found.trigger[1] - 1][1]
    end = text.find("\n", after, after + TO_COLON + 1)
    if end < 0 or not text[after:end].rstrip().endswith(":"):
        return None
    first = bisect_right(words.spans, end, key=lambda span: span[0])
    if telling.covers((first, first + 10)) < 0.4:
        return None
    stop = (_QUOTATION_END if _QUOTED.match(text, end) else _LIST_END if _LISTED.match(text, end) else _STATEMENT_END).search(text, end)
    last = len(words.spans) if stop is None else bisect_right(words.spans, stop.start(), key=lambda span: span[0])
    return (first, last) if first < last else None


Marked = list[tuple[Stretch, Telling]]
"""Words that quotation marks, or a colon and the marks of a list, give to a telling; in order of the text."""


def find_marked(text: str, words: Words, tellings: list[Telling], thresholds: Thresholds) -> Marked:
    """Find the lists that are statements, and the quotations that run on over paragraphs.

    Such a quotation, whole, is of the telling that is surest to hold its first paragraph, or after it, its last one.
    """
    found = [(t.statement, t) for t in tellings if t.statement is not None and _LISTED.match(text, words.spans[t.statement[0]][0])]
    for paragraphs in find_quotations(text, words):
        first, last = paragraphs[0][0], paragraphs[-1][1]
        near = (bisect_left(tellings, at, key=lambda telling: telling.found.trigger[0]) for at in (first - FAR, first, last, last + FAR))
        before, start, end, after = near
        holds = [(telling.covers(paragraphs[0]), telling) for telling in tellings[before:start]]
        holds += [(telling.covers(paragraphs[-1]), telling) for telling in tellings[end:after]]
        covers, telling = max(holds, key=lambda pair: pair[0], default=(0.0, None))
        if telling is not None and covers >= thresholds.content:
            found.append(((first, last), telling))
    return sorted(found, key=lambda pair: pair[0])


def _marked_telling(marked: Marked, word: int) -> Telling | None:
    at = bisect_right(marked, word, key=lambda pair: pair[0][0]) - 1
    return marked[at][1] if at >= 0 and word < marked[at][0][1] else None


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose words those of a report are.

    tellings    of somebody, in order of the text
    marked      words that need no other sign of who says them
    turns       words that a headline or a record gives to a speaker
    nobody      words for those who claim nothing ("no group has claimed responsibility"), and so are no actors
    """

    tellings: list[Telling]
    marked: Marked
    turns: list[Turn]
    nobody: list[Span]


def find_voices(report: Report, words: Words, tellings: list[Telling], thresholds: Thresholds) -> Voices:
    """Find whose words those of a report are; notes the statement, the source and the cue of each telling."""
    heard: list[Telling] = []
    nobody: list[Span] = []
    for telling in tellings:
        telling.statement = find_statement(report.text, words, telling)
        telling.source, telling.cue = _source_and_cue(report, words, telling, thresholds)
        if not _is_nobodys(report.text, telling.source, telling.cue):
            heard.append(telling)
        elif telling.source is not None and telling.cue is not None and _CLAIMING.search(telling.cue.words):
            nobody.append(telling.source)
    return Voices(heard, find_marked(report.text, words, heard, thresholds), find_turns(report.text, words), nobody)


def _is_nobodys(text: str, source: Span | None, cue: Span | None) -> bool:
    """Tell whether a telling is nobody's ("no group has claimed", "no claim of"): in the labels, so is one account of 19,742."""
    if source is not None:
        return _NOBODY.match(source.words) is not None or _NEITHER.search(text, max(source.start - 10, 0), source.start) is not None
    return cue is not None and _CLAIMING.search(cue.words) is not None and _NO_CLAIM.search(text, max(cue.start - 40, 0), cue.start) is not None


def account_of(report: Report, words: Words, found: Found, voices: Voices, thresholds: Thresholds) -> Account:
    """Find who says so: the tellings whose content holds the happening, outermost first.

    The evidence of a telling that these words are in what it says, and of the happening that this cue tells of it, count half each; a happening that
    does not see the cue says nothing. What marks give to a telling needs no other sign, nor an attack "for which" its actor claims responsibility.
    """
    tellings = voices.tellings
    told_by = _marked_telling(voices.marked, found.trigger[0])
    saying: list[tuple[Telling, float]] = [] if told_by is None else [(told_by, 1.0)]
    near = bisect_left(tellings, found.trigger[0] - FAR, key=lambda telling: telling.found.trigger[0])
    for telling in takewhile(lambda t: t.found.trigger[0] <= found.trigger[1] + FAR, islice(tellings, near, None)):
        cue = telling.found.trigger
        if (cue[0] < found.trigger[1] and found.trigger[0] < cue[1]) or telling is told_by:
            continue
        if telling.statement is None and abs(cue[0] - found.trigger[0]) > SAY_SLICE:
            continue  # neither was in sight of the other
        covers = telling.covers(found.trigger)
        towards = max(found.of("cue", cue), found.of("source", cue))
        score = (covers + towards) / 2 if found.sees(cue) else covers
        end, start = words.spans[found.trigger[1] - 1][1], words.spans[cue[0]][0]
        if _FOR_WHICH.search(report.text, max(end, start - 100), start) and _is_claimants(found, telling, thresholds):
            score = 1.0
        if score >= thresholds.account:
            saying.append((telling, score))
    saying = sorted(saying, key=lambda pair: -pair[1])[:MAX_LINKS]
    chosen = [telling for telling, _ in saying]
    depth = {id(t): sum(_holds(other, t.found.trigger, voices.marked, thresholds) for other in chosen if other is not t) for t in chosen}
    chosen.sort(key=lambda t: (depth[id(t)], t.found.trigger))
    start, end = words.spans[found.trigger[0]][0], words.spans[found.trigger[1] - 1][1]
    links: list[AccountLink] = []
    for telling in chosen:
        source, cue_span = telling.source, telling.cue
        if source is None and (links or cue_span is None):
            continue  # within another's words, a cue without a source ("is expected") is a link in 3 cases of 27 on reports not trained on
        if links and source is not None and _is_speaker(report.text, source, links[-1].cue):
            continue
        # One who says a thing in two ways is one link; the inner words are those that say it ("said … and denied that").
        links = [link for link in links if source is None or link.source is None or link.source.words != source.words]
        link = _link(report.text, source, cue_span, (start, end))
        if link not in links:
            links.append(link)
    turn = turn_of(voices.turns, found.trigger[0])
    speaker = None if turn is None else to_span(report, words, turn.speaker)
    if speaker is not None and not any(link.source is not None and link.source.overlaps(speaker) for link in links):
        links.insert(0, AccountLink(speaker, None))
    return Account(tuple(links[:MAX_LINKS]))


def _link(text: str, source: Span | None, cue: Span | None, what: tuple[int, int]) -> AccountLink:
    """Make the link of one telling; of "the army dismissed claims that", the claims: what they say is not the army's word, see corpus/README.md.

    So it is of "the army called claims that … a lie", and of "said claims that … were baseless", where they tell of the happening.

    what   (start, end) of the happening's words
    """
    if cue is None:
        return AccountLink(source, cue)
    rejected = REJECTED_TELLING.fullmatch(cue.words)
    if rejected is None:
        ways = ((to_what.match(text, cue.start, what[0]), behind) for to_what, behind in (_CALLED_FALSE, _CALLED_AFTER, _SAID_FALSE))
        rejected = next((said for said, behind in ways if said is not None and behind.match(text, what[1])), None)
    if rejected is None:
        return AccountLink(source, cue)
    at = rejected.start("telling") + (0 if rejected.string is text else cue.start)
    telling = Span(at, at + len(rejected["telling"]), text)
    return AccountLink(None if source is not None and source.end <= cue.start else source, telling)


def with_denier(account: Account, actor: Sequence[Span], denial: Span) -> Account:
    """Add the party right before a word of denial, or nobody, as the last link, unless a link has that word for its cue."""
    if any(link.cue is not None and link.cue.overlaps(denial) for link in account.links):
        return account
    denier = next((span for span in reversed(actor) if span.end <= denial.start), None)
    return Account((*account.links[: MAX_LINKS - 1], AccountLink(denier, denial)))


def is_told_false(text: str, what: tuple[int, int]) -> bool:
    """Tell whether a sentence begins with reports of a happening and says that they are untrue.

    what   (start, end) of the happening's words
    """
    return _OF_RUMOUR.search(text, max(0, what[0] - TO_COLON), what[0]) is not None and _PROVED_FALSE.match(text, what[1]) is not None


def is_rumours(account: Account) -> bool:
    """Tell whether an account is in the end that of reports or rumours by themselves."""
    return any(
        (link.source is not None and _IN_RUMOUR.search(link.source.words)) or (link.cue is not None and _BY_RUMOUR.match(link.cue.words))
        for link in account.links[-1:]
    )


def _is_claimants(found: Found, telling: Telling, thresholds: Thresholds) -> bool:
    """Tell whether the source of a telling is the actor of a happening."""
    sources = role_stretches(telling.found, "source", thresholds.role, thresholds.edge)
    return any(found.peak("actor", source) >= thresholds.role for source in sources)


def _holds(telling: Telling, cue: Stretch, marked: Marked, thresholds: Thresholds) -> bool:
    """Tell whether the cue of another telling stands in what is said."""
    return telling.covers(cue) >= thresholds.content or telling is _marked_telling(marked, cue[0])


def _is_speaker(text: str, source: Span, cue: Span | None) -> bool:
    """Tell whether a source within what another says is that speaker: "I", or a pronoun right after the cue ("said that he hopes")."""
    said = source.words.lower()
    return said in _FIRST_PERSON or (said in _THIRD_PERSON and cue is not None and text[cue.end : source.start].strip(' ,"“').lower() in ("", "that"))


def _source_and_cue(report: Report, words: Words, telling: Telling, thresholds: Thresholds) -> tuple[Span | None, Span | None]:
    sources = role_stretches(telling.found, "source", thresholds.role, thresholds.edge)
    trigger = to_span(report, words, telling.found.trigger)
    if not sources:
        return None, trigger
    source = to_span(report, words, max(sources, key=lambda stretch: telling.found.of("source", stretch)))
    if source is not None and trigger is not None and source.overlaps(trigger):
        return source, None
    return source, trigger


def list_attributions(report: Report, words: Words, tellings: list[Telling], turns: list[Turn], thresholds: Thresholds) -> list[Attribution]:
    """List the tellings that the network is sure of, and what speakers say whom it overlooked, in order of the text."""
    found = list(_attributions(report, words, tellings, thresholds))
    told = sorted(span for attribution in found for span in (*attribution.source, *attribution.cue))
    reach = list(accumulate((span.end for span in told), max))  # how far those up to each go
    for turn in turns:
        speaker, said = to_span(report, words, turn.speaker), to_span(report, words, turn.said, trim=False)
        if speaker is None or said is None:
            continue
        n_before = bisect_left(told, speaker.end, key=lambda span: span.start)
        if n_before == 0 or reach[n_before - 1] <= speaker.start:
            found.append(Attribution((speaker,), (), (said,)))
    return sorted(found, key=lambda attribution: (attribution.cue or attribution.source)[0])


def _attributions(report: Report, words: Words, tellings: list[Telling], thresholds: Thresholds) -> Iterator[Attribution]:
    for telling in tellings:
        found = telling.found
        if found.score < thresholds.cue:
            continue
        content = _content(report, words, telling, thresholds)
        if not content:
            continue
        trigger = to_span(report, words, found.trigger)
        source = role_spans(report, words, found, "source", thresholds)
        if not source and (weaker := role_stretches(found, "source", thresholds.source, 1.0)):
            best = to_span(report, words, max(weaker, key=lambda stretch: found.of("source", stretch)))
            source = () if best is None else (best,)
        if trigger is None:
            continue
        if any(s.overlaps(trigger) for s in source):
            yield Attribution(source, (), content)
        else:
            further = tuple(s for s in role_spans(report, words, found, "what", thresholds) if not s.overlaps(trigger))
            yield Attribution(source, tuple(sorted((trigger, *further))), content)


def _content(report: Report, words: Words, telling: Telling, thresholds: Thresholds) -> tuple[Span, ...]:
    """Find what is said, over all windows that see the telling."""
    column = ROLES.index("content")
    seen = [f for f in (telling.found, *telling.later) if len(f.inside)]
    first = min(f.first for f in seen)
    last = max(f.first + len(f.inside) for f in seen)
    inside = np.zeros(last - first, np.float32)
    for f in seen:
        at = slice(f.first - first, f.first - first + len(f.inside))
        inside[at] = np.maximum(inside[at], f.inside[:, column])
    runs = stretches(inside, floor=thresholds.content, edge=thresholds.content * thresholds.edge)
    spans = (to_span(report, words, (a + first, b + first), trim=False) for a, b in runs)
    return tuple(span for span in spans if span is not None and re.search(r"[^\W_]", span.words))
