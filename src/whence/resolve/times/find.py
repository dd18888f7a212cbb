"""Finding every time expression of a text and resolving it, in one pass from the first word to the last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from whence import edtf
from whence.errors import WhenceError
from whence.resolve.times.anchors import Anchors, published_point
from whence.resolve.times.calendars import shift_days
from whence.resolve.times.counted import Pair
from whence.resolve.times.expressions import Granularity, TimeExpression
from whence.resolve.times.grammar import Match
from whence.resolve.times.lexicon import Words
from whence.resolve.times.points import Point
from whence.resolve.times.resolved import Doubtful, Phrase, Resolved
from whence.resolve.times.rules import EXPRESSIONS, NIGHT_BETWEEN, load_grammar
from whence.resolve.times.tense import lean_at
from whence.terms import Span

_CONTEXT = 60  # characters before and after that decide whether a doubtful word is a time
_NEAR = 400  # characters, and ends of sentences, within which a time of day belongs to the day last told; 1-3 sentences make no odds
_NEAR_SENTENCES = 2
_NARRATIVE_YEARS = 3  # years told for each word such as "yesterday" or "Monday", from which on a text is history rather than news
_DEICTIC = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this|next) (?:week|month|year|night))\b", re.I
)
_FULL_YEAR = re.compile(r"(?:1[0-9]{3}|20[0-4][0-9])(?<![\d,.$£€].{4})(?![\d,]|\.\d)")
_BC = re.compile(r"\bBC\b")
_SINCE = re.compile(r"\b(?P<since>since)\s+(?:about\s+|around\s+|at\s+least\s+)?(?:the\s+|on\s+)?$", re.I)
# Behind "since Saturday", where the since means because; but "fighting since Saturday has killed 20".
_BECAUSE = re.compile(r"\s+(?:is|was|will be)\s+an?\b", re.I)
_BECAUSE_FIRST = re.compile(r"[’']s\b|\s+(?:is|was|will|would|has|had|marks?|falls?|fell)\b", re.I)  # where a sentence begins with it
_BLANK_LINE = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|\n")
_SAYING = re.compile(  # "police said on Friday": the day of the telling, not of what is told
    r"\b(?:said|says|told (?:\w+|the \w+|\w+ \w+)|announced|reported|added|confirmed|statement)(?: here)?,?\s+(?:(?:on|late|early)\s+){0,2}$",
    re.I,
)
_BEGINS = re.compile(
    r"(?:^|\n|[.!?][\"”]?\s)\s*(?:(?:in|by|during|throughout|on|from|since|for|over|of|campaign|campaigns|the|early|late)\s+){0,3}$", re.I
)
_TO = re.compile(r"\s*(?:[-–—]+|to|until|till|through|/)\s*(?:the\s+)?", re.I)
_AND = re.compile(r"\s*,?\s*and\s+(?:the\s+)?", re.I)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.I)

# Classes and words that make no time without others beside them.
_WEAK = frozenset(
    """INTEGER BIG_NUMBER DECIMAL CLOCK_DOT YEAR2 YEAR3 DAY_NUMBER HOUR ORDINAL DAY_WORD_ORDINAL ONES TEENS TENS AD CIRCA WEEKDAY_SHORT SOLAR_MONTH
    HIJRI_MONTH 's ' - , / &
    a about adha after afterward afterwards ago al all an and another approximately armistice around as at barely bastille before beginning between
    boxing budget calendar close coming consecutive couple countless day dozen each earlier early either el end every exactly extra few fewer final
    financial first fiscal fitr following for from full good hence hundred immediate in just last late later latter least less long many mere
    mid middle minimum more most nearly near new next no not numerous of on once only opening or other outset over palm part per pre preceding
    previous previously prior roughly same several short since small so solid some start straight successive that the these this those through till
    time times to twice ul under until up valentine very wee whole with within""".split()
)


@dataclass(slots=True)
class _Place:
    """Where the last point was told, to know what is near."""

    end: int = -10_000


def find_times(text: str, *, published: str | None = None) -> list[TimeExpression]:
    """Find every time expression of a text, with its span, value and the rule that gave it, in order.

    published   the text's own date, an EDTF day, month or year, from which relative words are counted. Without it "yesterday" is unresolved, with the
                reason, and "7 October" is resolved only where the text has told a month and year before.

    Ages ("a 16-year-old girl") are no times here, nor are "former" and "then". The time taken is linear in the length of the text.
    Raises WhenceError for a text that is none and for a `published` that is no EDTF.
    """
    if not isinstance(text, str):
        raise WhenceError(f"A text is needed; an object of type {type(text).__name__} was given. Write: find_times(report.text)")
    if published is not None and not (isinstance(published, str) and edtf.is_edtf(published)):
        raise WhenceError(f"published is {published!r:.60}, which is no date. Possible: 2024-02-07, 2024-02 for a month, 2024 for a year, or None.")
    grammar, lexicon = load_grammar()
    words = lexicon.words_of(text)
    anchors = Anchors(published=published_point(published), is_narrative=_is_narrative(text, published))
    place = _Place()
    found: list[TimeExpression] = []
    for first, last in _runs(text, words):
        run = words.classes[first:last]
        seen: dict[tuple[str, int], list[Match]] = {}
        at = 0
        while at < len(run):
            begun = grammar.begun_by(run, at)
            readings = [match for phrase in EXPRESSIONS if phrase in begun for match in grammar.parse(phrase, run, at, seen)]
            taken = _take(text, words, first + at, first, readings, anchors, place)
            if taken is None:
                at += 1
                continue
            expressions, at = taken
            found.extend(expressions)
    return _with_ranges(text, found, anchors.published)


def _is_narrative(text: str, published: str | None) -> bool:
    years = [year for year in _FULL_YEAR.findall(text) if published is None or year != published[:4]]
    n_years = len(years) + (len(_BC.findall(text)) if "BC" in text else 0)
    return n_years >= _NARRATIVE_YEARS and n_years > _NARRATIVE_YEARS * sum(1 for _ in _DEICTIC.finditer(text))


def _runs(text: str, words: Words) -> Iterator[tuple[int, int]]:
    """Give the runs of words that have to do with time, first and last + 1, where at least one makes a time by itself; blank lines end a run."""
    weak = _WEAK - {"YEAR3"} if words.has_bc else _WEAK
    first, is_strong = -1, False
    for number, classes in enumerate(words.classes):
        if first >= 0 and (not classes or _is_parted(text, words.ends[number - 1], words.starts[number])):
            if is_strong:
                yield first, number
            first, is_strong = -1, False
        if classes:
            first = number if first < 0 else first
            is_strong = is_strong or not weak.issuperset(classes)
    if is_strong:
        yield first, len(words.classes)


def _is_parted(text: str, end: int, start: int) -> bool:
    """Tell whether a blank line stands between two words."""
    return start - end > 1 and _BLANK_LINE.search(text, end, start) is not None


def _take(
    text: str, words: Words, at: int, first: int, readings: Sequence[Match], anchors: Anchors, place: _Place
) -> tuple[list[TimeExpression], int] | None:
    """Take the longest reading that holds: its expressions, and where the run goes on."""
    for match in sorted(readings, key=lambda match: -match.end):
        pieces = [(match.meaning, at, first + match.end)]
        if isinstance(match.meaning, Pair):
            pieces = [(phrase, first + start, first + end) for phrase, start, end in (match.meaning.first, *match.meaning.middle, match.meaning.last)]
        expressions = []
        for phrase, start, end in pieces:
            expression = _resolve(text, words.starts[start], words.ends[end - 1], phrase, match.rule, anchors, place)
            if expression is None:
                break
            expressions.append(expression)
        if len(expressions) == len(pieces):
            return expressions, match.end
    return None


def _resolve(text: str, start: int, end: int, phrase: Phrase, rule: str, anchors: Anchors, place: _Place) -> TimeExpression | None:
    if isinstance(phrase, Doubtful):
        if phrase.stands(text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]):
            return _resolve(text, start, end, phrase.phrase, rule, anchors, place)
        return None if phrase.otherwise is None else _resolve(text, start, end, phrase.otherwise, rule, anchors, place)
    anchors.lean, anchors.is_ahead = lean_at(text, start, end)
    anchors.is_since = _is_since(text, start, end)
    anchors.is_near = start - place.end < _NEAR and _n_sentences(text, place.end, start) <= _NEAR_SENTENCES
    resolved = phrase.resolve(anchors)
    if resolved is None:
        return None
    if resolved.point is not None and not _SAYING.search(text, max(0, start - _CONTEXT), start):
        anchors.tell(resolved.point, begins=bool(_BEGINS.search(text, max(0, start - _CONTEXT), start)))
        place.end = end
    return _told(text, start, end, resolved, rule)


def _is_since(text: str, start: int, end: int) -> bool:
    """Tell whether "since" stands before a time; not the one that means because ("Since Saturday is a holiday", "Since Saturday's vote will be")."""
    since = _SINCE.search(text, max(0, start - _CONTEXT), start)
    return since is not None and not (_BECAUSE.match(text, end) or (since["since"][0].isupper() and _BECAUSE_FIRST.match(text, end)))


def _n_sentences(text: str, start: int, end: int) -> int:
    return sum(1 for _ in _SENTENCE_END.finditer(text, max(start, 0), end))


def _told(text: str, start: int, end: int, resolved: Resolved, rule: str) -> TimeExpression:
    return TimeExpression(
        span=Span(start, end, text),
        type=resolved.type,
        value=resolved.value,
        edtf=resolved.edtf,
        earliest=resolved.earliest,
        latest=resolved.latest,
        granularity=resolved.granularity,
        certainty=resolved.certainty,
        zone=resolved.zone,
        rule=rule,
        anchor=resolved.anchor,
        reason=resolved.reason,
    )


def _with_ranges(text: str, found: list[TimeExpression], published: Point | None) -> list[TimeExpression]:
    """Join the two ends of each range: "between 2009 and 2011", "from Monday to Wednesday", "3-5 May"."""
    joined = list(found)
    for number, (one, two) in enumerate(pairwise(found)):
        if one.granularity is None or not _is_range(text, one, two):
            continue
        if one.rule == two.rule == "weekday":
            one, two = joined[number : number + 2] = _in_order(joined[number], two, published)
        if one.edtf is None or two.edtf is None:
            continue
        within = edtf.interval(edtf.begin(one.edtf), edtf.end(two.edtf))
        if edtf.is_edtf(within) and one.within is None:
            joined[number] = replace(joined[number], within=within)
            joined[number + 1] = replace(joined[number + 1], within=within)
    return joined


def _in_order(one: TimeExpression, two: TimeExpression, published: Point | None) -> tuple[TimeExpression, TimeExpression]:
    """Bring two weekdays in order: the second a week on where the first is yet to come, else the first a week back.

    "Between Saturday and Monday", in a report of Friday.
    """
    days = None if published is None else published.days
    if days is None or one.earliest is None or two.earliest is None or one.earliest <= two.earliest:
        return one, two
    is_ahead = (one.earliest - days[1]).days > 1
    return (one, _a_week_off(two, 1)) if is_ahead else (_a_week_off(one, -1), two)


def _a_week_off(weekday: TimeExpression, sign: int) -> TimeExpression:
    day = None if weekday.earliest is None else shift_days(weekday.earliest, 7 * sign)
    return weekday if day is None else replace(weekday, value=edtf.day(day), edtf=edtf.day(day), earliest=day, latest=day)


def _is_range(text: str, first: TimeExpression, last: TimeExpression) -> bool:
    one, two = first.span, last.span
    if two.start - one.end > 20:
        return False
    middle = text[one.end : two.start]
    if _TO.fullmatch(middle):
        return True
    if not _AND.fullmatch(middle):
        return False
    is_night = first.rule == last.rule == NIGHT_BETWEEN and first.granularity == Granularity.PART_OF_DAY
    return is_night or bool(_BETWEEN.search(text[max(0, one.start - 16) : one.start]))
