"""What a report says of itself: dateline, byline, date of publication, the credit that names whose text it is, and that it was withdrawn.

Only the first and the last lines are looked at, and each of them only by its first characters, so that the cost does not grow with the text.
What could as well be a sentence of the story is left alone: a credit that is made up would count one source as another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from whence.ingest.agencies import KINDS_OF_TEXT, agency_of, agency_pattern, is_outlet_name, is_same_outlet
from whence.ingest.dates import MONTH, WEEKDAY, date_at_start, date_in_words, parse_date
from whence.terms import Credit, Span

_HEAD_LINES, _TAIL_LINES = 14, 8
_LOOKED_AT = 400  # characters of a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """What was found; None where a report does not tell."""

    dateline: Span | None = None
    published: str | None = None
    author: str | None = None
    outlet: str | None = None
    origin: Credit | None = None


class Line(NamedTuple):
    """A line of the text: its first characters, and where they begin."""

    start: int
    words: str
    is_prose: bool


def read_notices(text: str, *, title: str | None = None, outlet: str | None = None) -> Notices:
    """Read what a report says of itself.

    title    the report's title; where the text opens with it, that line is no notice
    outlet   who published it: a credit of the same is none
    """
    head = list(_head(text, title))
    tail = list(_tail(text, after=_end(text, head[-1]) if head else 0))
    last = [*head, *tail][-_TAIL_LINES:]
    dateline, dated, dateline_credit = _dateline(text, head)
    byline, byline_outlet, byline_credit = _byline(text, head)
    stated = _stated_outlet(text, head)
    named = byline_outlet or (None if stated is None or stated.credit else stated.name)
    if byline_credit is None and stated is not None:
        byline_credit = stated.credit
    credits_ = (_credit_line(text, head, last), dateline_credit, _signature(text, head, last), byline_credit)
    return Notices(
        dateline=dateline,
        published=_published(head, tail) or (None if stated is None else stated.published) or dated,
        author=byline,
        outlet=named,
        origin=next((credit for credit in credits_ if credit is not None and not is_same_outlet(credit.name, outlet or named)), None),
    )


def _head(text: str, title: str | None) -> Iterator[Line]:
    at = n = 0
    if title is not None and text.startswith(title):
        at = len(title)
    while at < len(text) and n < _HEAD_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if (line := _line(text, at, end)) is not None:
            yield line
            n += 1
        at = end + 1


def _tail(text: str, *, after: int) -> Iterator[Line]:
    end, n = len(text), 0
    found = []
    while end > after and n < _TAIL_LINES:
        start = text.rfind("\n", after, end) + 1 or after
        if (line := _line(text, start, end)) is not None:
            found.append(line)
            n += 1
        end = start - 1
    yield from reversed(found)


def _end(text: str, line: Line) -> int:
    end = text.find("\n", line.start)
    return len(text) if end < 0 else end


def _line(text: str, start: int, end: int) -> Line | None:
    words = text[start : min(end, start + _LOOKED_AT)]
    stripped = words.lstrip()
    if not stripped:
        return None
    is_prose = end - start > 80 and text[start:end].rstrip()[-1:] in ".!?”\"’'" if end - start <= _LOOKED_AT else True
    return Line(start + len(words) - len(stripped), stripped.rstrip(), is_prose)


# Datelines.

_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]*[A-ZÀ-ÖØ-Þ.]"
_PLACE_IN_CAPS = rf"{_CAPS}(?:[ /]{_CAPS}){{0,3}}"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*\w\.?"
_PLACE = rf"{_CAPITAL}(?: {_CAPITAL}| (?:of|el|al|de|on) {_CAPITAL}){{0,3}}"
_REGION = rf"(?:,\s?{_CAPITAL}(?: (?:of )?{_CAPITAL}){{0,3}})?"
_DAY = rf"(?i:(?:{WEEKDAY},? )?(?:{MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {MONTH}(?:,? \d{{4}})?)|{WEEKDAY})"  # also "MARCH 11, 2025"
_DASH = r"\s?(?:—|–|―|--|-(?=\s))"
_AGENCY = r"(?:,?\s?\((?P<agency>[^()\n:]{2,40})\)|[\s.]*/\s?(?P<slashed>[A-Z][\w .-]{1,30}?)\s?/)"

_DATELINES = tuple(
    re.compile(pattern, re.UNICODE)
    for pattern in (
        rf"(?P<all>(?P<place>{_PLACE_IN_CAPS}){_REGION}(?:,? (?P<date>{_DAY}))?{_AGENCY}?)\.?(?:{_DASH}|(?<=/)\.?\s)",
        rf"(?P<all>(?P<place>{_PLACE_IN_CAPS}){_REGION}(?:,? (?P<date>{_DAY}))?{_AGENCY}?)(?P<colon>:)\s",
        rf"(?P<all>(?P<mixed>{_PLACE}){_REGION}(?:,? (?P<date>{_DAY}))?{_AGENCY})\.?(?:{_DASH}|(?<=/)\.?\s)",
        rf"(?P<all>(?P<mixed>{_PLACE}){_REGION},? (?P<date>{_DAY}))(?:\.?{_DASH}|(?P<colon>:)\s)",
        rf"(?P<all>\({_PLACE}{_REGION}, (?P<date>{_DAY})\)){_DASH}",
    )
)
_HEAD_OF_LINE = re.compile(r"[A-Z][A-Z .'’-]+(?:,[^:\n]{1,40})?:\s")
_FULL_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_TITLES = frozenset(
    "ambassador captain colonel dr general governor lieutenant major mayor minister mr mrs ms premier president secretary senator sheikh spokesman"
    " spokeswoman".split()
)
_LEAST_AFTER_COLON = 40  # characters; fewer are what a label labels: "SOURCE: The Courier"
_NO_PLACE = frozenset(
    "ALERT ANALYSIS BREAKING COMMENT CORRECTED CORRECTION CORRECTS EDITORIAL EDS EXCLUSIVE EXPLAINER FACTBOX FILE FLASH HE INTERVIEW KEY LATEST LIVE "
    "MORE NEW NEWS NOTE OPINION PHOTO PHOTOS READ REPORT SHE SOURCE SUMMARY THE THEY TIMELINE UPDATE UPDATED UPDATES URGENT VIDEO WARNING WATCH "
    "WE".split()
)
_OPENS_A_PLACE = frozenset(("KEY", "NEW"))  # "NEW DELHI —"; but "NEW:", "KEY POINTS:"


@cache
def _agency_datelines() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(rf"(?P<all>\((?P<agency>{agency_pattern()})\)){_DASH}"),  # "(CNN) —"
        re.compile(rf"(?P<all>\((?P<wire>{_CAPITAL}(?: {_CAPITAL}){{1,5}})\)){_DASH}"),  # "(Harrow Wire) -"
        re.compile(rf"(?P<all>{_PLACE},\s?(?P<agency>{agency_pattern()})){_DASH}"),  # "Damascus, SANA-"
        re.compile(rf"(?P<all>(?P<agency>{agency_pattern()}))(?:\s?/\s|\s(?:—|–|--|-)\s)"),  # "Shafaq News/ "
    )


def _dateline(text: str, head: list[Line]) -> tuple[Span | None, str | None, Credit | None]:
    """Find the dateline: its span, the full date in it, the agency in it.

    What ends with a colon could be a label ("CLARIFIES: …"): a dateline in another form on a later line goes before it.
    """
    before_colon = None
    n_prose = 0
    for line in head:
        match = _match_dateline(line, head, n_prose)
        if match is not None and not match.groupdict().get("colon"):
            return _told_by_dateline(text, line, match)
        if match is not None and before_colon is None:
            before_colon = line, match
        n_prose += line.is_prose
        if n_prose == 3:
            break
    return (None, None, None) if before_colon is None else _told_by_dateline(text, *before_colon)


def _match_dateline(line: Line, head: list[Line], n_prose: int) -> re.Match[str] | None:
    for pattern in (*_DATELINES, *_agency_datelines()):
        match = pattern.match(line.words)
        if match is None or not _is_dateline(match, head):
            continue
        if match.groupdict().get("wire") and (n_prose or not is_outlet_name(match["wire"])):
            continue
        return match
    return None


def _told_by_dateline(text: str, line: Line, match: re.Match[str]) -> tuple[Span, str | None, Credit | None]:
    groups = match.groupdict()
    name = next((name for name in ("agency", "slashed", "wire") if groups.get(name)), None)
    date = groups.get("date")
    in_brackets = None if name is None else match[name].strip()
    if in_brackets is not None and date_in_words(in_brackets) is not None:  # "GENEVA (3 May 2021) –"
        date, in_brackets, name = in_brackets, None, None
    credit = None
    if name is not None and in_brackets is not None and _can_be_agency(in_brackets):
        credit = _credit(text, line.start + match.start(name), match[name])
    return Span(line.start, line.start + match.end("all"), text), None if date is None else date_in_words(date), credit


def _is_dateline(match: re.Match[str], head: list[Line]) -> bool:
    groups = match.groupdict()
    in_brackets = groups.get("agency") or groups.get("slashed")
    dated_brackets = in_brackets is not None and date_in_words(in_brackets) is not None
    if _is_label(match):
        return False
    if place := groups.get("place"):
        words = re.split(r"[ /]", place)
        can_open = len(words) > 1 and words[0] in _OPENS_A_PLACE and not groups.get("colon")
        is_label = (words[0].rstrip(".") in _NO_PLACE and not can_open) or words[-1] in _NO_PLACE  # "EDITOR'S NOTE"
        if len(place) < 3 or is_label or (in_brackets and _stands_for(place, in_brackets)):
            return False
        if groups.get("colon"):  # a transcript names its speakers like this, a headline its source: "SANA: two killed"
            alike = sum(bool(_HEAD_OF_LINE.match(line.words)) for line in head)
            return agency_of(place) is None and alike == 1 and len(match.string) - match.end() >= _LEAST_AFTER_COLON
        return match.end() < len(match.string) or bool(in_brackets)
    if (mixed := groups.get("mixed")) and mixed.startswith("By "):
        return False
    if groups.get("colon"):  # a chronicle names the place and day of each of its entries like this
        alike = sum(match.re.match(line.words) is not None for line in head)
        is_label = mixed is not None and mixed.split()[0].upper() in _NO_PLACE
        return not is_label and alike == 1 and len(match.string) - match.end() >= _LEAST_AFTER_COLON
    if mixed and in_brackets and not dated_brackets:
        return groups.get("date") is not None or agency_of(in_brackets.strip()) is not None
    return True


def _is_label(match: re.Match[str]) -> bool:
    """Tell whether what looks like a place is a day, a kind of text or a title: "Sunday, 3 March 2025:", "Ukraine Update, March 3:"."""
    groups = match.groupdict()
    key = next((key for key in ("place", "mixed") if groups.get(key)), None)
    if key is None:
        return False
    words = re.findall(r"\w+", match[key].lower())
    if any(word in KINDS_OF_TEXT or _FULL_WEEKDAY.fullmatch(word) for word in words):
        return True
    return words[0] in _TITLES and bool(groups.get("colon")) and bool(groups.get("date")) and match.start("date") <= match.end(key) + len(", ")


def _stands_for(acronym: str, name: str) -> bool:
    """Tell whether brackets spell out the acronym before them: "NATO (North Atlantic Treaty Organization)"."""
    initials = "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())
    return len(initials) > 2 and initials == re.sub(r"\W", "", acronym)


def _can_be_agency(name: str) -> bool:
    if agency_of(name) is not None:
        return True
    other = re.match(rf"(?:{_DAY}|Local|Updated|Correct|Photo)", name) or parse_date(name) is not None
    return not other and bool(re.match(r"\d{0,2}[A-Z]", name)) and len(name.split()) <= 4


# Dates of publication.

_LABEL = re.compile(
    r"[\s|•*_-]*(?:(?:published|publication|publish|release) date|date published|date of publication|date"
    r"|(?:first\s+)?published|posted(?:\s+by\s.{1,40}?(?=\son\s))?|issued|released|filed)(?:\s+(?:on|at|in))?\s*[:–—|-]*\s*(?:on\s+)?",
    re.IGNORECASE,
)
_BYLINE_WITH_DATE = re.compile(r"[\s*_]*by\s", re.IGNORECASE)


def _published(head: list[Line], tail: list[Line]) -> str | None:
    for line in (*head, *tail):
        label = _LABEL.match(line.words)
        if label is not None and len(line.words) <= 120 and (found := date_at_start(_without_time(line.words[label.end() :]))) is not None:
            return found[0]
    alone: list[str] = []
    for line in head:
        if line.is_prose:
            break
        words = line.words.strip("*_|•· ")
        if len(words) <= 60 and (date := parse_date(words)) is not None and len(date) == 10:
            alone.append(date)
        elif _BYLINE_WITH_DATE.match(line.words) and len(line.words) <= 120 and (date := date_in_words(line.words)) is not None:
            return date
    n_dated = sum(parse_date(line.words) is not None for line in (*head, *tail))
    return alone[0] if len(alone) == 1 and n_dated == 1 else None  # more: a timeline


def _without_time(words: str) -> str:
    """Take off the time of day that may stand before a date."""
    return re.sub(r"^\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?,?\s+", "", words, flags=re.IGNORECASE)


# Bylines.

_BYLINE = re.compile(r"[*_\s]*(?:By|BY)\s+(?P<who>[^\n]{2,100})$")
_PREFIXED = re.compile(r"[a-z]{1,3}[-'’][A-Z]")  # "al-Tamimi", "d'Arcy"
_SMALL = frozenset("and de la el al bin ibn van von der den for in at of the our with staff correspondent reporter".split())
_NO_NAME = re.compile(rf"(?:{WEEKDAY}|{MONTH})", re.IGNORECASE)


_IN_PLACE = re.compile(r"(?<=\w) in [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*(?: and [A-Z][\w'’-]*$)?")  # of authors: "Hana Saleh in Marib and Aden"
_STAFF = re.compile(
    r"(?:the|our|a)\s+(?:editors?|editorial\s+(?:board|staff|team)|newsroom|staff|(?:own\s+|special\s+|staff\s+)?(?:correspondent|reporter|writer)s?)",
    re.IGNORECASE,
)


def _byline(text: str, head: list[Line]) -> tuple[str | None, str | None, Credit | None]:
    """Find the byline: its author, the outlet that it names beside the author, the agency in it."""
    for line in head:
        match = _BYLINE.match(line.words)
        if match is None or line.is_prose:
            continue
        start = line.start + match.start("who")
        pieces = [(piece.start(), piece[0]) for piece in re.finditer(r"[^|•·,;—–(/]+", match["who"])]
        pieces = [(at + len(words) - len(words.lstrip()), words.strip(" *_.)-")) for at, words in pieces if words.strip(" *_.)-")]
        if not pieces or not is_author(pieces[0][1]):
            continue
        pieces[0] = pieces[0][0], _IN_PLACE.sub("", pieces[0][1])
        for at, words in pieces:
            if (agency := agency_of(words)) is not None:
                author = None if at == pieces[0][0] else pieces[0][1]
                return author, None, Credit(agency, Span(start + at, start + at + len(words), text))
        outlet = next((words for _, words in pieces[1:] if is_outlet_name(words)), None)
        author = pieces[0][1]
        at = pieces[0][0]
        ending = re.search(rf"(?<=\w )({agency_pattern()})$", author)
        if ending is not None:
            return author[: ending.start()].strip(), outlet, _credit(text, start + at + ending.start(), ending[0])
        return author, outlet, None
    return None, None, None


class StatedOutlet(NamedTuple):
    """What a line at the head says of where and when the text was published; `credit` where the name is an agency's."""

    name: str | None
    published: str | None
    credit: Credit | None


_BAR = re.compile(r"[|•·]")
_PARTS_LINE = r"\s*(?:[,|•·–—/]|\s-\s)\s*"
_NAME_THEN_DATE = re.compile(rf"[\s*_]*(?P<name>[^\s,|•·–—/][^,|•·–—/\n]{{1,60}}?){_PARTS_LINE}(?P<date>\S.*)$")
_DATE_THEN_NAME = re.compile(rf"(?P<date>.*\d.*){_PARTS_LINE}(?P<name>[^,|•·–—/\n]{{2,60}})$")


def _stated_outlet(text: str, head: list[Line]) -> StatedOutlet | None:
    """Find a line of an outlet and a date ("The Chindwin Post, 17 September 2022") before the story, or one right under the byline without a date.

    Right under the byline, or in the one line with a bar or point, the name may also be a place or an author: then only the date counts.
    """
    is_under_byline = False
    for line in head:
        if line.is_prose or len(line.words) > 120:
            return None
        for pattern in (_NAME_THEN_DATE, _DATE_THEN_NAME):
            match = pattern.match(line.words.rstrip("*_ "))
            date = None if match is None else parse_date(match["date"])
            if match is None or date is None or len(date) != len("2024-02-07"):
                continue
            name = match["name"].strip()
            if is_outlet_name(name):
                return _named(text, line.start + match.start("name"), name, date)
            if is_name(name) and (
                is_under_byline or (_BAR.search(line.words) and not any(_BAR.search(other.words) for other in head if other != line))
            ):
                return StatedOutlet(None, date, None)
        name = line.words.strip("*_ ")
        if is_under_byline and is_outlet_name(name):
            return _named(text, line.start + line.words.index(name), name, None)
        is_under_byline = _BYLINE.match(line.words) is not None
    return None


def _named(text: str, start: int, name: str, date: str | None) -> StatedOutlet:
    return StatedOutlet(name, date, _credit(text, start, name) if agency_of(name) is not None else None)


def is_author(words: str) -> bool:
    """Tell whether words can be an author: names, or such as "Our correspondent"."""
    return is_name(words) or _STAFF.fullmatch(words) is not None


def is_name(words: str) -> bool:
    """Tell whether words can be the names of authors: capital letters but for particles, no day or month."""
    parts = words.split()
    if not parts or len(parts) > 10 or not parts[0][0].isupper() or _NO_NAME.match(words):
        return False
    return all(part[0].isupper() or part.lower() in _SMALL or _PREFIXED.match(part) for part in parts)


# Credits.

_OPEN = r"(?:^|(?<=[.!?”\"’)]\s)|(?<=[(\[]))[\s(\[*_–—-]{0,6}"
_NAMED = r"(?P<name>(?:the\s+)?(?:https?://)?[\w@][^\n|;()\[\]]{1,80})"
_CULLED = re.compile(
    rf"{_OPEN}(?:culled|excerpted|reproduced|republished|re-published|reposted|reprinted|syndicated)\s+(?:with\s+(?:kind\s+)?permission\s+)?from\s*:?\s+{_NAMED}",
    re.IGNORECASE,
)
_STORY = r"(?:story|article|report|piece|post|interview|column|essay|commentary|text|item|content|analysis)"
_FIRST = re.compile(
    rf"(?:{_OPEN}(?:this\s+{_STORY}\s+(?:was\s+|is\s+|has\s+been\s+)?)?|\bthis\s+{_STORY}\s+(?:was\s+|is\s+|has\s+been\s+)?)"
    rf"(?:(?:first|originally)\s+(?:published|appeared|posted|ran)|(?:appeared|published)\s+(?:first|originally))\s+(?:by|in|on|at|with)\s+{_NAMED}",
    re.IGNORECASE,
)
_APPEARED_FIRST = re.compile(rf"^the\s+(?:post|article|story)\s.{{1,250}}?\sappeared\s+first\s+on\s+{_NAMED}", re.IGNORECASE)
_SOURCE = re.compile(rf"[\s(\[*_–—-]{{0,6}}(?:news\s+|original\s+|story\s+)?source\s*[:：]\s*{_NAMED}[)\]\s.*_]*$", re.IGNORECASE)
# Words of the three above: without any of them they are not tried.
_CUES = tuple("culled excerpted reproduced republished re-published reposted reprinted syndicated first originally".split())
_NAME_ENDS = re.compile(
    rf"[.!?](?=\s|$)|\s+(?:and\s+(?:is|has|was)|on\s+(?:{WEEKDAY}|{MONTH}|\d)|in\s+(?:{MONTH}|\d)|under|as\s+part|with|by)\b|,|\s[—–-]\s|\s*:\s",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(
    rf"(?:{WEEKDAY}|{MONTH}|\d|(?:officials?|witness(?:es)?|residents?|staff|own|author|internet|web|social media|various|unknown|none|n/?a)\b)",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\b(?:said|says|told|tells|that|who|which|was|were|is|has|had|have|confirmed)\b", re.IGNORECASE)


def _credit_line(text: str, head: list[Line], last: list[Line]) -> Credit | None:
    edges = [*(_end_of(text, line) for line in reversed(last)), *((line.start, line.words) for line in head)]
    lowered = " ".join(words for _, words in edges).lower()
    for pattern in (_CULLED, _FIRST, _APPEARED_FIRST) if any(cue in lowered for cue in _CUES) else ():
        for start, words in edges:
            match = pattern.search(words)
            name = None if match is None else credited_name(match["name"])
            if match is not None and name is not None:
                return _credit(text, start + match.start("name"), name)
    for line in (*reversed(last), *head):
        match = _SOURCE.match(line.words)
        name = None if match is None else credited_name(match["name"])
        if match is None or name is None:
            continue
        rest = match["name"][len(name) :].strip(" ,.*_")
        if not rest or parse_date(rest) is not None:
            return _credit(text, line.start + match.start("name"), name)
    return None


def _end_of(text: str, line: Line) -> tuple[int, str]:
    """Give the last characters of a line, where a credit may close the last paragraph: (where they begin, the characters)."""
    end = _end(text, line)
    start = max(line.start, end - _LOOKED_AT)
    return start, text[start:end].rstrip()


def credited_name(words: str) -> str | None:
    """Cut a name out of the words after a credit's cue; None where they are no name."""
    is_address = re.match(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?(?=[\s.,]|$)", words)
    if is_address:
        return is_address[0].rstrip(".,/")
    end = _NAME_ENDS.search(words)
    name = (words if end is None else words[: end.start()]).rstrip(" .,*_\"”’'")
    plain = re.sub(r"^(?:the|an?)\s+", "", name, flags=re.IGNORECASE)
    if not plain or not plain[0].isupper() or len(name.split()) > 8 or _NO_CREDIT.match(plain) or _TELLS.search(name):
        return None
    return name


@cache
def _signatures() -> tuple[re.Pattern[str], ...]:
    name = rf"(?P<name>{agency_pattern()})"
    return (
        re.compile(rf"(?:^|[.!?”\"’]\s*)(?:—|–|--?)\s?{name}\.?$"),  # "— Reuters"
        re.compile(rf"(?:^|[.!?”\"’]\s*)\({name}\)\.?$"),  # "(AFP)"
        re.compile(rf"^[*_]*{name}[*_.]*$"),  # alone on its line
    )


def _signature(text: str, head: list[Line], last: list[Line]) -> Credit | None:
    """Find the agency that signs the last paragraph, or stands alone on one of the first lines."""
    for line in last[-1:]:
        start, words = _end_of(text, line)
        for pattern in _signatures():
            if match := pattern.search(words):
                return _credit(text, start + match.start("name"), match["name"])
    alone = _signatures()[-1]
    for line in head:
        if line.is_prose:
            break
        if match := alone.match(line.words):
            return _credit(text, line.start + match.start("name"), match["name"])
    return None


def _credit(text: str, start: int, words: str) -> Credit:
    stripped = words.strip()
    start += len(words) - len(words.lstrip())
    plain = re.sub(r"^the\s+(?=[a-z])", "", stripped)
    return Credit(agency_of(stripped) or plain, Span(start, start + len(stripped), text))


# Withdrawals.

_RETRACTED = r"(?:killed|withdrawn|retracted)"
_THIS_STORY = rf"(?:this|the\s+(?:above|following|preceding|previous|earlier))\s+{_STORY}"
_TO_WHOM = r"(?:\s+to\s+(?:(?:the|our|all)\s+)?(?:editors|readers|subscribers|clients))?"
_NOTE = rf"(?:(?:(?:editors?['’]?s?\s+)?notes?{_TO_WHOM}|(?:attention\s+)?editors|update|correction)\s*[:–—-]+\s*)?"
_WITHDRAWN_IN_BRACKETS = r"[(\[](?:KILLED|(?i:retracted|withdrawn))[)\]]"
_WITHDRAWAL_LABEL = re.compile(  # "KILLED: …" is as often the headline of a death
    rf"{_WITHDRAWN_IN_BRACKETS}"
    r"|[\W_]*(?:(?:MANDATORY|ADVISORY)\s+KILL\b|(?:RETRACT(?:ED|ION)|Retract(?:ed|ion)|WITHDRAWN)(?=\s*[:—–)\]-])"
    rf"|Withdrawn(?=\s?:\s+[A-Z])|(?i:(?:story|article|report)\s+{_RETRACTED}|kill\s+notice)(?=\s*(?:[:—–)\].-]|$))|(?:KILLED|RETRACTED|WITHDRAWN)(?=\W*$))"
)
_WITHDRAWAL_AT_END = re.compile(rf"{_WITHDRAWN_IN_BRACKETS}\s*$")
_WITHDRAWAL = re.compile(
    rf"(?:{_OPEN}{_NOTE}{_THIS_STORY}\s+(?:has\s+(?:now\s+|since\s+)?been|was|is(?:\s+(?:being|hereby))?)\s+{_RETRACTED}\b"
    rf"(?!\s+by\s+(?!(?:its|the|our)\s+(?:authors?|editors?|publisher|agency|newsroom)\b))"
    rf"|\b(?:(?<!ould\s)(?<!might\s)(?<!must\s)(?<!to\s)ha(?:s|ve)\s+(?:now\s+|since\s+)?{_RETRACTED}|(?:is|are)\s+(?:killing|withdrawing|retracting)"
    rf"|(?<![\"“'‘])please\s+kill)\s+{_THIS_STORY}\b(?!\s+(?:on|about)\b)"
    r"|\bkill\s+is\s+mandatory\b)",
    re.IGNORECASE,
)


def find_withdrawal(text: str) -> Span | None:
    """Find the words with which a report says of itself that its outlet withdrew it; None: it does not.

    Looked for in the first and the last lines: a label at the head of one of the first three ("RETRACTED:", "MANDATORY KILL", "[Withdrawn]"), or a
    sentence about the report ("This story has been withdrawn", "The Aden Post has retracted this article").
    """
    head = list(_head(text, None))
    tail = list(_tail(text, after=_end(text, head[-1]) if head else 0))
    for line in head[:3]:
        match = _WITHDRAWAL_LABEL.match(line.words) or (None if line.is_prose else _WITHDRAWAL_AT_END.search(line.words))
        if match is not None:
            return Span(line.start + match.start(), line.start + match.end(), text)
    edges = [*((line.start, line.words) for line in (*head, *tail)), *(_end_of(text, line) for line in [*head, *tail][-_TAIL_LINES:])]
    for start, words in edges:
        if (match := _WITHDRAWAL.search(words)) is not None:
            return Span(start + match.start(), start + match.end(), text)
    return None
