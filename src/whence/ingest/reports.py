"""From a draft to a Report: the text laid out, its language told, its notices read, its content named."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from whence.errors import RefusalError
from whence.ingest.agencies import agency_of, is_same_outlet
from whence.ingest.dates import date_in_address, date_in_file_name, parse_date
from whence.ingest.decoding import plain_line_ends
from whence.ingest.draft import Draft, too_large
from whence.ingest.headers import is_header, is_headline
from whence.ingest.language import language_name, tell_language
from whence.ingest.notices import Notices, find_withdrawal, read_notices
from whence.ingest.options import IngestOptions
from whence.terms import Credit, KnownFrom, Problem, ProblemKind, Report, report_id
from whence.text import fold

_BLANK = re.compile(r"\n\s*\n")
_NOT_STORED = re.compile("[\ud800-\udfff\0]")  # lone surrogates cannot be written as UTF-8, zeros not stored as text
_LONGER_THAN_WRAPPED = 200  # characters; a line that nobody has wrapped
_LONGEST_TITLE = 200


def make_report(draft: Draft, *, options: IngestOptions, path: str | None = None) -> Report:
    """Make the Report of a draft.

    The date of publication: `options.published`, else the metadata's (the date in the page's address counts as such), else the one in the text,
    else the one in the file name. The outlet: `options.outlet`, else the metadata's, else the host of the address, else the one that the byline or
    the line with its date names.

    Raises RefusalError: EMPTY, TOO_LARGE, NOT_ENGLISH.
    """
    _check_size(draft.body, options)
    title, text = (draft.title, _NOT_STORED.sub("\ufffd", draft.body)) if draft.verbatim else _titled(draft)
    if not any(char.isalpha() for char in text):
        raise RefusalError(ProblemKind.EMPTY, "It is empty." if not text.strip() else "It holds no words.")
    language = tell_language(text)
    if language not in ("en", None) and not options.any_language:
        raise RefusalError(
            ProblemKind.NOT_ENGLISH, f"The text is {language_name(language)}; the reader knows English.", "To read it all the same: --any-language"
        )
    url = _plain(draft.url)
    outlet = _plain(options.outlet) or _plain(draft.outlet) or _host(url)
    notices = read_notices(text, title=title, outlet=outlet)
    outlet = outlet or notices.outlet
    author = _author(draft.author) or notices.author
    published, published_from = _published(draft, notices, url, options)
    stated_origin = None if draft.origin is None or is_same_outlet(draft.origin.name, outlet) else draft.origin
    return Report(
        id=report_id(text, outlet=outlet, url=url),
        text=text,
        title=title,
        outlet=outlet,
        author=author,
        url=url,
        language=language,
        published=published,
        published_from=published_from,
        dateline=draft.dateline or notices.dateline,
        origin=stated_origin or notices.origin or _origin_of_author(author, outlet),
        path=path,
    )


def note_withdrawal(report: Report) -> Problem | None:
    """Make the note on a report whose text says that its outlet withdrew it; None: it does not say so."""
    words = find_withdrawal(report.text)
    if words is None:
        return None
    reason = f"The report says of itself that it was withdrawn: “{' '.join(words.words.split())}”. Its claims are read and counted all the same."
    return Problem(ProblemKind.WITHDRAWN, report.path or report.id, reason, "Leave it out where they should not be.")


def lay_out(text: str) -> str:
    """Give a text the form that is stored: line ends as one character, one blank line between paragraphs, no white space around; else to the letter.

    A text without any blank line, some of whose lines are longer than anybody wraps, has one paragraph a line.
    """
    text = _NOT_STORED.sub("\ufffd", plain_line_ends(text)).strip("\ufeff").strip()
    if _BLANK.search(text):
        return _BLANK.sub("\n\n", text)
    lines = text.split("\n")
    return "\n\n".join(lines) if any(len(line) > _LONGER_THAN_WRAPPED for line in lines) else text


def _check_size(text: str, options: IngestOptions) -> None:
    if len(text) > options.max_bytes or (len(text) * 4 > options.max_bytes and len(text.encode("utf-8", "surrogatepass")) > options.max_bytes):
        raise too_large(len(text.encode("utf-8", "surrogatepass")), options.max_bytes)


def _titled(draft: Draft) -> tuple[str | None, str]:
    body = lay_out(draft.body)
    title = None if draft.title is None else _NOT_STORED.sub("\ufffd", " ".join(draft.title.split())) or None
    if title is None:
        return _headline(body), body
    first_line = body[: body.find("\n")] if "\n" in body else body
    if body and len(first_line) <= 2 * len(title) + _LONGEST_TITLE and fold(first_line) == fold(title):
        return first_line.strip(), body
    return title, f"{title}\n\n{body}" if body else ""


def _headline(body: str) -> str | None:
    """Take the first line for the title where it looks like one; lines right under it that are a byline or a date are no part of it."""
    end = body.find("\n\n")
    line, *under = body[: max(end, 0)].split("\n")
    if not is_headline(line) or not all(is_header(other) for other in under):
        return None
    return line.strip()


def _published(draft: Draft, notices: Notices, url: str | None, options: IngestOptions) -> tuple[str | None, KnownFrom]:
    if options.published is not None:
        return options.published, KnownFrom.GIVEN
    stated = None if draft.published is None else parse_date(draft.published)
    if stated is not None and draft.published_from is not KnownFrom.TEXT:
        return stated, KnownFrom.METADATA if draft.published_from is KnownFrom.UNKNOWN else draft.published_from
    if url is not None and (date := date_in_address(url)) is not None:
        return date, KnownFrom.METADATA
    if stated is not None:
        return stated, KnownFrom.TEXT
    if notices.published is not None:
        return notices.published, KnownFrom.TEXT
    if draft.file_name is not None and (date := date_in_file_name(draft.file_name)) is not None:
        return date, KnownFrom.FILE_NAME
    return None, KnownFrom.UNKNOWN


def _plain(words: str | None) -> str | None:
    return None if words is None else _NOT_STORED.sub("\ufffd", " ".join(words.split())) or None


def _author(words: str | None) -> str | None:
    words = _plain(words)
    if words is None or re.match(r"https?://", words):
        return None
    return re.sub(r"^by:?\s+", "", words, flags=re.IGNORECASE) or None


def _host(url: str | None) -> str | None:
    if url is None:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:  # a bracket that opens an IPv6 address and closes none
        return None
    return None if host is None else host.removeprefix("www.") or None


def _origin_of_author(author: str | None, outlet: str | None) -> Credit | None:
    agency = None if author is None else agency_of(author)
    return None if agency is None or is_same_outlet(agency, outlet) else Credit(agency)
