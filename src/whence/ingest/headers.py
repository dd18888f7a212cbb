"""Lines above a pasted text that say what is known of it: "Outlet: The Aden Post", "Source: AFP", "By Hana Saleh", "Hana Saleh | 3 May 2021"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from whence.ingest.agencies import agency_of, is_outlet_name
from whence.ingest.dates import parse_date
from whence.ingest.decoding import plain_line_ends
from whence.ingest.draft import Draft
from whence.ingest.notices import credited_name, is_author, read_notices
from whence.ingest.rows import USUAL_NAMES
from whence.terms import Credit, KnownFrom

_MOST_LINES = 10
_EMPHASIS = re.compile(r"\*+|\b_+|_+\b")
_LONGEST = 120  # characters of a header; a title may have more
_LONGEST_HEADLINE = 200
_LONGEST_NAME = 4  # words of an author or a section before its date
_LABELLED = re.compile(r"(?P<label>[^\W\d_][^\W\d_ ]*(?: [^\W\d_]+){0,2})\s*:\s*(?P<value>\S.*)$")
_CHANGED = re.compile(r"(?:last )?(?:updated|modified|edited)(?: on)?", re.IGNORECASE)  # a date of change says nothing of the story, and goes
_BYLINE = re.compile(r"by\s", re.IGNORECASE)
_IN_PLACE = re.compile(r"\bin [A-Z]")
_STAFF = re.compile(r"\b(?:staff|reporters?|correspondents?)\b", re.IGNORECASE)
_NO_HEADLINE = re.compile(r"(?:by|source|published|posted|date|from|to|subject)\s*:", re.IGNORECASE)
_DATED = re.compile(r"[^\W\d]\w*(?: \w+){0,2},\s+(?=.*\d)")  # "Tyre, 3 May 2021"
_FIELDS = {name: field for field, names in USUAL_NAMES.items() if field != "text" for name in names if name != "source"} | {"by": "author"}
_SECTIONS = frozenset("africa america asia east europe news world politics opinion press release report statement update analysis desk".split())
_Fields = dict[str, str]


def draft_of_text(text: str, *, title: str | None = None, file_name: str | None = None) -> Draft:
    """Make the draft of a plain text: the headers above its headline or body, and those between the two, become metadata, and its body is the rest.

    Headers are lines of a usual label and its value, bylines, lines of a date, or of a date and names, of which one is a section, an outlet or an
    agency, or stands behind "By". Those above are taken off where `title` is given (even a single one), where a headline follows, where one of them
    is the title, or where two have labels; otherwise they stay, and count as what the text says of itself (`read_notices`). So do dates where
    another line with nothing but a date follows (that is a timeline), and lines that a form goes on from.
    """
    text = plain_line_ends(text).lstrip("\ufeff")
    above = _headers(text, 0)
    if title is None and "title" not in above.fields and above.n_labelled < 2 and not _headline_end(text, above.end):
        above = _Headers()
    head = 0 if "title" in above.fields else _headline_end(text, above.end)
    below = _headers(text, head) if head else _Headers()
    if not text[below.end or above.end :].strip():
        above = below = _Headers()
    fields = below.fields | above.fields
    return Draft(
        body=f"{text[above.end : head].strip()}\n\n{text[below.end :].lstrip()}" if below.end else text[above.end :],
        title=title or fields.get("title"),
        outlet=fields.get("outlet"),
        author=fields.get("author"),
        url=fields.get("url"),
        published=fields.get("published"),
        published_from=KnownFrom.TEXT,
        origin=Credit(fields["origin"]) if "origin" in fields else None,
        file_name=file_name,
    )


def without_headers(draft: Draft) -> Draft:
    """Take the headers that open the body of a draft off it, or stand under its headline; they tell what the draft and its address do not."""
    found = draft_of_text(draft.body, title=draft.title)
    is_dated = found.published is None or (draft.published is not None and parse_date(draft.published) is not None)
    return replace(
        draft,
        body=found.body,
        title=found.title,
        outlet=draft.outlet or (found.outlet if draft.url is None else None),
        author=draft.author or found.author,
        url=draft.url or found.url,
        published=draft.published if is_dated else found.published,
        published_from=draft.published_from if is_dated else found.published_from,
        origin=found.origin,
    )


@dataclass(frozen=True, slots=True)
class _Headers:
    """Lines of headers one after the other: what they tell, where the last ends (0: there is none), and how many have labels."""

    fields: _Fields = field(default_factory=dict)
    end: int = 0
    n_labelled: int = 0


def _headers(text: str, start: int) -> _Headers:
    """Find the headers that stand first in the text from `start` on; none where they are part of a timeline or of a form ("Location: Marib")."""
    fields: _Fields = {}
    n_labelled = end = 0
    has_bare_date = is_under_byline = False
    for line_start, line_end in _first_lines(text, start):
        line = _EMPHASIS.sub("", text[line_start:line_end]).strip()
        found = _fields_of(line) or (_outlet_of(line) if is_under_byline else None)
        is_under_byline = _BYLINE.match(line) is not None
        if found is None or (
            is_under_byline and ("author" not in found or _IN_PLACE.search(line))
        ):  # "By our correspondent in Moba" would lose words
            break
        fields = found | fields
        n_labelled += _LABELLED.match(line) is not None
        has_bare_date = has_bare_date or parse_date(line) is not None
        end = line_end
    rest = text[end:]
    if end and n_labelled < 2 and "title" not in fields and not re.match(r"\n\s*\n", rest) and _LABELLED.match(rest.lstrip().split("\n", 1)[0]):
        return _Headers()
    if has_bare_date and any(parse_date(line) for line in rest.split("\n")):
        return _Headers()
    return _Headers(fields, end, n_labelled)


def _headline_end(text: str, start: int) -> int:
    """Find where the headline ends that stands first from `start` on: a line that a blank one or a header follows; 0: there is none."""
    start += len(text[start:]) - len(text[start:].lstrip())
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    if not is_headline(text[start:end]):
        return 0
    under = text[end + 1 :].split("\n", 1)[0]
    return end if not under.strip() or is_header(under) else 0


def is_header(line: str) -> bool:
    """Tell whether a line says nothing but what is known of the text: its date, author, outlet or origin."""
    return bool(line.strip()) and _fields_of(line.strip()) is not None


def is_headline(line: str) -> bool:
    """Tell whether the first paragraph of a text looks like its headline: short, one line, no sentence, and no header either."""
    line = line.strip()
    if not 8 <= len(line) <= _LONGEST_HEADLINE or "\n" in line or len(line.split()) < 2 or line[-1] in ".,;:—–-":
        return False
    if (
        parse_date(line) is not None
        or (_DATED.match(line) and parse_date(_DATED.sub("", line)) is not None)
        or _NO_HEADLINE.match(line)
        or _fields_of(line) is not None
    ):
        return False
    notices = read_notices(line)
    return not (notices.dateline or notices.author or notices.published or notices.outlet or notices.origin)


def _first_lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Give where the first lines from `start` on that are not blank begin and end."""
    at, n_lines = start, 0
    while at < len(text) and n_lines < _MOST_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            n_lines += 1
            yield at, end
        at = end + 1


def _fields_of(line: str) -> _Fields | None:
    """Read one line as headers; None: it is none, or not as a whole."""
    if len(line) > _LONGEST and not re.match(r"(?:title|headline)\s*:", line, re.IGNORECASE):
        return None
    whole = _fields_of_piece(line)
    pieces = [piece for piece in re.split(r"\s*[|•·]\s*", line) if piece]
    if len(pieces) > 1 and whole is not None and whole.keys() == {"published"} and any(parse_date(piece) is not None for piece in pieces):
        whole = None  # "3 May 2021 | Gaza City" would lose the name
    if len(pieces) > 1 and (whole is None or _LABELLED.match(line)):
        each = [_fields_of_piece(piece) for piece in pieces]
        if all(found is not None for found in each):
            return {name: value for found in reversed(each) for name, value in (found or {}).items()}
        if (beside := _beside_date(pieces)) is not None:
            return beside
        if len(pieces) == 2 and (date := parse_date(pieces[1])) is not None and _is_section(pieces[0]):
            return {"published": date}  # "Middle East | 3 May 2021"
    return whole


def _is_section(words: str) -> bool:
    parts = words.lower().split()
    return len(parts) <= _LONGEST_NAME and not _SECTIONS.isdisjoint(parts)


def _outlet_of(line: str) -> _Fields | None:
    """Read a line that is an outlet's or agency's name and nothing else; None: it is none."""
    if (agency := agency_of(line)) is not None:
        return {"origin": agency}
    return {"outlet": line} if is_outlet_name(line) else None


def _beside_date(pieces: list[str]) -> _Fields | None:
    """Read pieces that are one each of a date, an outlet, an agency, an author: "3 May 2021 | The Aden Post | Hana Saleh"; None: they are not.

    An unknown name beside a date alone may be a place or a party: "3 May 2021 | Gaza City".
    """
    fields: _Fields = {}
    for piece in pieces:
        if (date := parse_date(piece)) is not None:
            told = {"published": date}
        elif (outlet := _outlet_of(piece)) is not None:
            told = outlet
        elif (found := _fields_of_piece(piece)) is not None:
            told = found
        elif _can_be_author(piece):
            told = {"author": piece}
        else:
            return None
        fields |= told
    is_told = len(fields) > 2 or "author" not in fields or _STAFF.search(fields["author"])
    return fields if is_told and len(fields) == len(pieces) and "published" in fields else None


def _fields_of_piece(words: str) -> _Fields | None:
    labelled = _LABELLED.match(words)
    field = None if labelled is None else _FIELDS.get(re.sub(r"\s", "", labelled["label"]).lower())
    if labelled is not None and field is not None:
        value = labelled["value"].strip()
        return {field: value} if _fits(field, value) else None
    if labelled is not None and _CHANGED.fullmatch(labelled["label"]) and parse_date(labelled["value"]) is not None:
        return {}
    if words[-1:] == ".":
        return None
    notices = read_notices(words)
    if notices.dateline is not None:
        return None
    origin = None if notices.origin is None else notices.origin.name
    told = {"author": notices.author, "outlet": notices.outlet, "published": notices.published, "origin": origin}
    return {name: value for name, value in told.items() if value is not None} or None


def _fits(field: str, value: str) -> bool:
    if field == "title":
        return True
    if field == "url":
        return re.fullmatch(r"(?:https?://|www\.)\S+", value) is not None
    if field == "published":
        return parse_date(value) is not None or (len(value) <= 40 and any(map(str.isdigit, value)))
    return is_author(value) if field == "author" else credited_name(value) == value.rstrip(".")


def _can_be_author(words: str) -> bool:
    parts = words.split()
    return len(parts) >= 2 and is_author(words) and not is_outlet_name(words) and _SECTIONS.isdisjoint(part.lower() for part in parts)
