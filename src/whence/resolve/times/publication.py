"""A report's own date, told from its text alone: by a stamp, a dateline, or a full date that its weekdays agree with."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from whence.resolve.times.anchors import same_day_of_month
from whence.resolve.times.expressions import Granularity, PublicationDate, TimeExpression
from whence.resolve.times.find import find_times
from whence.terms import Certainty, Span

_HEAD = 700  # characters in which a stamp or a dateline stands
_TAIL = 400  # characters at the end in which a stamp stands
_STAMP = re.compile(
    r"\b(?P<word>published|posted|issued|released|updated|last updated|last modified)\b(?: online| on| at|:|\s){0,4}[^\n.]{0,24}$", re.I
)
_IN_BRACKETS = r"\([A-Z][\w /.&-]{1,30}\)"  # an agency
_DATELINE = re.compile(
    r"(?:^|[.\n]\s*)(?:By [^\n]{3,60}?)?(?:[A-Z][A-Z'’.\- ]{2,40})(?:,\s*[A-Z][\w.' ]{2,25}){0,2}"
    rf"(?:\s*[,(–—-]|\s*{_IN_BRACKETS},?)\s*$|(?:^|\n)[ \t]*$"
)
_AFTER_DATELINE = re.compile(r"\s*(?:\(|[-–—:|)]|$|\n)")
_AGENCY = re.compile(rf"\s*{_IN_BRACKETS}\s*[-–—:]?")
_NO_PUBLICATION = re.compile(r"\bfile\b|\bphoto\b(?! (?:provided|released|distributed))|\bborn\b|\bpicture|\bimage|\btheaters\b", re.I)
_POST = re.compile(r"\(@\w+\)\s*$")  # of a post: "City Police (@citypolice) November 10, 2016"
_SIGNED = re.compile(r"\bsigned\b[^\n]{0,80}$", re.I)
_NAME = r"(?:[A-Z][\w.'’&-]*|and|at|by|in|of|on|online|the)"
_NAMES = rf"{_NAME}(?:[, ]+{_NAME}){{0,5}}"
_STAMP_WORDS = r"(?i:\b(?:last )?(?:published|posted|issued|released|filed|updated|modified)\b)"
_AFTER = rf"(?:\W|at\b|[A-Z]{{2,4}}\b|{_STAMP_WORDS})*(?:[|•·]\s*{_NAMES}\W*)?"
# Lines that tell the report's date and nothing else, each time expression written "#": "#", "Aden, #", "# | Gulf Line"; "Posted by Ali on #".
_ALONE = re.compile(rf"\W*(?:{_NAMES}\s*[,|•·(–—-]\s*)?#{_AFTER}")
_STAMPED_LINE = re.compile(rf"\W*(?:{_NAMES})?\W*{_STAMP_WORDS}\W*(?:{_NAMES}\W*)?#{_AFTER}")
_LONGEST_LINE = 100  # characters of such a line
_PARAGRAPH = 160  # characters from which on a line is of the story and no headline
_DAY_VALUE = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that the text names: year None where it names none."""

    expression: TimeExpression
    year: int | None
    month: int
    day: int


def find_publication_date(text: str, *, dateline: Span | None = None, times: Sequence[TimeExpression] | None = None) -> PublicationDate:
    """Tell a report's own date from its text alone; for when no metadata has it.

    dateline   the words before the first sentence, where they are known
    times      what `find_times(text)` gives, where it is at hand

    Looked for, in order: a stamp ("Updated: 2017-09-15"), the dateline or a line that is a date, and the latest full date of the text where a
    weekday told of agrees with it. What is found is always INFERRED. Most reports do not tell their date, or not its year: then the date is None,
    with the reason. (To take the year from the latest year named, or from weekdays, was tried on 750 reports: wrong each of the 6 times that it gave
    one.)
    """
    times = find_times(text) if times is None else times
    days = [day for expression in times if (day := _day_of(expression)) is not None]
    weekdays = [
        int(expression.value[-1]) - 1 for expression in times if re.fullmatch(r"XXXX-WXX-[1-7]", expression.value) and expression.rule == "weekday"
    ]
    own = {expression.span for expression in find_own_dates(text, times)}
    for found, how in ((_stamped(text, days), "a stamp"), (_of_dateline(text, days, dateline, own), "the dateline")):
        if found is not None:
            return _dated(found, how)
    agreeing = _agreeing(text, days, weekdays)
    if agreeing is not None:
        value, source = agreeing
        return PublicationDate(
            date=value.isoformat(),
            certainty=Certainty.INFERRED,
            reason="the latest full date of the text, and no weekday told of speaks against it: published on that day or soon after",
            source=(source,),
        )
    return PublicationDate(
        date=None, certainty=Certainty.UNRESOLVED, reason="no stamp, no date in a dateline, and no full date that a weekday agrees with"
    )


def find_own_dates(
    text: str, times: Sequence[TimeExpression], *, dateline: Span | None = None, happenings: Sequence[Span] = ()
) -> list[TimeExpression]:
    """Find the expressions that tell the report's own date, and not that of anything it tells: in its dateline, in a stamp, on a line of their own.

    times        the text's expressions
    dateline     the words before the first sentence, where they are known
    happenings   the words that name what the report tells: on a line with one of them a date is that of the happening

    A line of their own stands before the story, with names at most beside the date ("Aden, 4 May 2019"). Where several such lines have several dates,
    these head the entries of a log, and tell when those happened.
    """
    found = [expression for expression in times if dateline is not None and expression.span.overlaps(dateline)]
    alone: list[TimeExpression] = []
    for line, group in groupby(times, key=lambda expression: _line_of(text, expression.span.start)):
        expressions = list(group)
        if line is None or any(line[0] <= span.start < line[1] for span in happenings):
            continue
        words = _without_times(text, *line, expressions)
        if _STAMPED_LINE.fullmatch(words):
            found += expressions
        elif _ALONE.fullmatch(words) and any(map(_names_day, expressions)):
            alone += expressions
    if len({expression.edtf for expression in alone if _names_day(expression)}) == 1 and _is_before_story(text, alone[0].span.start):
        found += alone
    return found


def _names_day(expression: TimeExpression) -> bool:
    """Tell whether an expression is a day of the calendar, and not "Tuesday" or "today"."""
    return _day_of(expression) is not None and re.search(r"\d", expression.span.words) is not None


def _line_of(text: str, at: int) -> tuple[int, int] | None:
    """Give the first character and the end of the line that holds a character; None where it is too long for a notice."""
    start = text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1
    if start == 0 and at > _LONGEST_LINE:
        return None
    end = text.find("\n", at, start + _LONGEST_LINE)
    return None if end < 0 and len(text) > start + _LONGEST_LINE else (start, len(text) if end < 0 else end)


def _without_times(text: str, start: int, end: int, expressions: Sequence[TimeExpression]) -> str:
    """Write text[start:end] with "#" for each time expression."""
    pieces = []
    for expression in expressions:
        pieces += [text[start : expression.span.start].replace("#", " "), "#"]
        start = expression.span.end
    return "".join([*pieces, text[start:end]])


def _is_before_story(text: str, start: int) -> bool:
    """Tell whether no paragraph stands before a place in the text."""
    return start < _HEAD and all(len(line) < _PARAGRAPH for line in text[:start].split("\n"))


def _day_of(expression: TimeExpression) -> _Day | None:
    match = _DAY_VALUE.match(expression.value)
    if match is None or expression.granularity is None or expression.within not in (None, expression.edtf):
        return None
    has_year = re.search(r"\d{4}|\d[./]\d+[./]\d\d\b|[A-Z]{3} \d\d$|['’]\d\d", expression.span.words) is not None and match[1] != "XXXX"
    if not has_year and expression.granularity != Granularity.DAY:
        return None
    return _Day(expression, int(match[1]) if has_year else None, int(match[2]), int(match[3]))


def _stamped(text: str, days: Sequence[_Day]) -> _Day | None:
    """Find the date after "published" or "updated" at the head or the end; published before updated."""
    found: dict[str, _Day] = {}
    for day in days:
        start = day.expression.span.start
        if day.year is None or _HEAD < start < len(text) - _TAIL:
            continue
        match = _STAMP.search(text, max(0, start - 60), start)
        if match is not None and (
            match.start() == 0 or text[match.start() - 1] in "\n|.( •·" or text[max(0, match.start() - 20) : match.start()].strip() == ""
        ):
            found.setdefault("updated" if "date" in match["word"].lower() or "modified" in match["word"].lower() else "published", day)
    return found.get("published") or found.get("updated")


def _of_dateline(text: str, days: Sequence[_Day], dateline: Span | None, own: Collection[Span]) -> _Day | None:
    for day in days:
        span = day.expression.span
        if dateline is not None and span.overlaps(dateline):
            return day
        if span.start > _HEAD:
            break
        before, after = text[max(0, span.start - 110) : span.start], text[span.end : span.end + 40]
        if span in own or _is_line(text, span) or (_DATELINE.search(before) and (_AGENCY.match(after) or _AFTER_DATELINE.match(after))):
            return day
    return None


def _agreeing(text: str, days: Sequence[_Day], weekdays: Sequence[int]) -> tuple[date, Span] | None:
    full = []
    for day in days:
        span = day.expression.span
        value = same_day_of_month(day.year, day.month, day.day) if day.year is not None else None
        if value is not None and not _NO_PUBLICATION.search(text[max(0, span.start - 60) : span.end + 20]):
            full.append((value, span))
    if not full:
        return None
    value, span = max(full, key=lambda pair: pair[0])
    before = text[max(0, span.start - 100) : span.start]
    is_own = _POST.search(before) is not None or _SIGNED.search(before) is not None or (span.start > len(text) - _TAIL and _is_line(text, span))
    return (value, span) if value.weekday() in weekdays or (not weekdays and is_own) else None


def _is_line(text: str, span: Span) -> bool:
    """Tell whether a date stands alone on its line."""
    return not text[: span.start].rpartition("\n")[2].strip() and not text[span.end :].partition("\n")[0].strip(" .:,")


def _dated(day: _Day, how: str) -> PublicationDate:
    span = day.expression.span
    value = None if day.year is None else same_day_of_month(day.year, day.month, day.day)
    if value is None:
        return PublicationDate(date=None, certainty=Certainty.UNRESOLVED, reason=f"{how} says {span.words!r}, and no year", source=(span,))
    return PublicationDate(date=value.isoformat(), certainty=Certainty.INFERRED, reason=f"{how} says {span.words!r}", source=(span,))
