"""Rows to drafts: JSON lines, a JSON file, CSV. A broken row is refused on its own; the rest is read."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, BinaryIO

from whence.errors import FormError, RefusalError
from whence.ingest.agencies import is_outlet_name
from whence.ingest.decoding import decode, marked_encoding
from whence.ingest.draft import Draft, too_large
from whence.ingest.formats import HEAD
from whence.ingest.options import USUAL_COLUMNS, Columns, IngestOptions
from whence.json_form import report_from_json
from whence.terms import ProblemKind

# Keys and column names tried, in this order, where `Columns` names none; case, spaces, "_" and "-" do not count. The first one with a value is taken.
USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "articlebody", "articletext", "fulltext", "maintext", "bodytext", "plaintext", "story"),
    "title": ("title", "headline", "heading", "articletitle"),
    "outlet": ("outlet", "source", "publisher", "publication", "site", "sitename", "sourcename", "media", "newspaper", "domain"),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "url": ("url", "link", "permalink", "sourceurl", "articleurl", "canonicalurl", "weburl", "href"),
    "published": (
        "published",
        "publishedat",
        "publisheddate",
        "publicationdate",
        "datepublished",
        "publishdate",
        "pubdate",
        "date",
        "datetime",
        "timestamp",
    ),
}
_HELD = {"title": "the title", "outlet": "the outlet", "author": "the author", "url": "the address", "published": "the date of publication"}
_MOST_COLUMNS = 20  # that are named as not used
_LONGEST_NAME = 60  # characters of a column's name that are told
_LEAST_PROSE = 8  # words of a text; a name of a column has fewer
_FIELDS = tuple(field.name for field in fields(Columns))

Row = tuple[str, Draft | RefusalError]  # where it stands, and what it gives
Line = tuple[int, str | RefusalError]


def usual_fields(values: Mapping[str, Any], columns: Columns = USUAL_COLUMNS) -> dict[str, str]:
    """Pick a report's fields out of keys and values: named columns first, usual names where none is named; values that are no text are left out."""
    return {field: text for field, (_, text) in _taken(values, columns).items()}


def _taken(values: Mapping[str, Any], columns: Columns) -> dict[str, tuple[str, str]]:
    """Give for each field that is there the key that gave it, and its text."""
    by_folded: dict[str, list[str]] = {}
    for key in values:
        by_folded.setdefault(_folded(key), []).append(key)
    found = {}
    for field in _FIELDS:
        named = getattr(columns, field)
        keys = _keys_named(values, by_folded, named) if named is not None else [key for name in USUAL_NAMES[field] for key in by_folded.get(name, ())]
        taken = next(((key, text) for key in keys if (text := _as_text(values[key], field)) is not None), None)
        if taken is not None:
            found[field] = taken
    return found


def draft_of(picked: Mapping[str, str]) -> Draft:
    """Make the draft of a row from its picked fields."""
    return Draft(
        body=picked.get("text", ""),
        title=picked.get("title"),
        outlet=picked.get("outlet"),
        author=picked.get("author"),
        url=picked.get("url"),
        published=picked.get("published"),
    )


def read_json_lines(stream: BinaryIO, *, where: str, options: IngestOptions) -> Iterator[Row]:
    """Read one JSON object a line. A line that is none, too large or not decodable is refused.

    Lines without text are told together at the end, and so are keys that gave no report anything.
    """
    lacking = _Lacking(where, options)
    is_blank = True
    for number, line in _lines(stream, options.max_bytes):
        at = f"{where}:{number}"
        if isinstance(line, RefusalError):
            yield at, line
        elif line.strip():
            yield from _read_object(line, at, lacking, options)
        else:
            continue
        is_blank = False
    if is_blank:
        yield where, RefusalError(ProblemKind.EMPTY, "It is empty.")
    yield from lacking.told()
    yield from lacking.unused.told()


def read_json(data: bytes, *, where: str, options: IngestOptions) -> Iterator[Row]:
    """Read a JSON file: one report, a list of reports, or an object that holds one such list. Raises RefusalError where it is no JSON."""
    text = decode(data)
    try:
        value = json.loads(text)
    except RecursionError as err:
        raise RefusalError(ProblemKind.BROKEN_ROW, "It is JSON nested too deep to be a report.") from err
    except ValueError as err:
        if str(err).startswith("Extra data"):
            yield from read_json_lines(io.BytesIO(data), where=where, options=options)
            return
        raise RefusalError(ProblemKind.BROKEN_ROW, f"It is no JSON: {err}.", "One object a line: name the file .jsonl") from err
    lacking = _Lacking(where, options)
    if isinstance(value, dict) and "text" not in usual_fields(value, options.columns):
        lists = [item for item in value.values() if isinstance(item, list) and item and all(isinstance(each, dict) for each in item)]
        value = lists[0] if len(lists) == 1 else value
    if not isinstance(value, list):
        yield from _read_value(value, where, lacking, options)
    else:
        if not value:
            raise RefusalError(ProblemKind.EMPTY, "It is an empty list.")
        for number, item in enumerate(value, 1):
            yield from _read_value(item, f"{where}[{number}]", lacking, options)
        yield from lacking.unused.told()
    yield from lacking.told()


def read_csv(stream: BinaryIO, *, where: str, options: IngestOptions, delimiter: str | None = None) -> Iterator[Row]:
    """Read a table with a header row.

    delimiter   None: the one of comma, semicolon, tab and bar that the header holds most

    Without a text column there is one RefusalError and no row. A row is refused that has more cells than the header, whose quotation marks
    do not match, or that is over the limit; reading goes on with the line after the one where it began, so that an open quotation mark does not
    swallow the table.
    A header alone is one RefusalError. Columns that gave no report anything are told together at the end.
    Raises RefusalError where the table is empty or its header cannot be read.
    """
    csv.field_size_limit(max(csv.field_size_limit(), options.max_bytes))  # one limit for the whole process; ours is that of `_TableLines`
    lines = _TableLines(_lines(stream, options.max_bytes), options.max_bytes)
    header, delimiter = _read_header(lines, delimiter)
    missing = _missing_columns(header, options.columns)
    if missing is not None:
        yield where, missing
        if missing.kind == ProblemKind.NO_TEXT_COLUMN:
            return
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    unused = _Unused(where, options)
    is_blank = True
    while True:
        lines.begin_row()
        start = lines.number + 1
        try:
            cells = next(rows)
        except StopIteration:
            if is_blank:
                yield where, RefusalError(ProblemKind.EMPTY, "It has a header and no rows.")
            yield from unused.told()
            return
        except (csv.Error, RefusalError) as err:
            yield f"{where}:{start}", err if isinstance(err, RefusalError) else _broken_row(start, err)
            is_blank = False
            lines.go_back_to(start + 1)
            rows = csv.reader(lines, delimiter=delimiter, strict=True)
            continue
        is_blank = is_blank and not any(cell.strip() for cell in cells)
        if any(cells[len(header) :]):
            reason = f"The row has {len(cells):,} cells; the header has {len(header):,}."
            yield (
                f"{where}:{start}",
                RefusalError(ProblemKind.BROKEN_ROW, reason, f"A cell that holds {delimiter!r} needs quotation marks around it."),
            )
        elif any(cell.strip() for cell in cells):
            yield f"{where}:{start}", draft_of(unused.pick(dict(zip(header, cells, strict=False))))


def _read_header(lines: _TableLines, delimiter: str | None) -> tuple[list[str], str]:
    line = next((line for line in lines if line.strip()), None)
    if line is None:
        raise RefusalError(ProblemKind.EMPTY, "It is empty.")
    delimiter = delimiter or max(",;\t|", key=line.count)
    lines.go_back_to(lines.number)
    try:
        return [name.strip() for name in next(csv.reader(lines, delimiter=delimiter, strict=True))], delimiter
    except csv.Error as err:
        raise RefusalError(ProblemKind.BROKEN_ROW, f"The header cannot be read: {err}.") from err


def _broken_row(start: int, err: csv.Error) -> RefusalError:
    return RefusalError(
        ProblemKind.BROKEN_ROW, f"The row that begins in line {start:,} cannot be read: {err}.", "Look for a quotation mark without its second."
    )


class _Lacking:
    """What the rows of one file lack, told together: a file with other names for its columns gives one Problem, not thousands.

    rows, names   those without a text, and the names of their columns
    unmet         columns that the user named, apart from that of the text, and that no row has had yet
    unused        what its rows have and no report took
    """

    def __init__(self, where: str, options: IngestOptions) -> None:
        self.where = where
        self.options = options
        self.unused = _Unused(where, options)
        self.rows: list[str] = []
        self.names: Counter[str] = Counter()
        self.unmet = {_folded(named): named for field in _FIELDS if field != "text" and (named := getattr(options.columns, field)) is not None}

    def meet(self, keys: Mapping[str, Any]) -> None:
        if self.unmet:
            for key in keys:
                self.unmet.pop(_folded(key), None)

    def add(self, at: str, keys: Mapping[str, Any]) -> None:
        self.rows.append(at.removeprefix(self.where).strip(":[]") or "1")
        self.names.update(str(key) for key in keys)

    def told(self) -> Iterator[Row]:
        if self.rows:
            shown = ", ".join(self.rows[:10]) + (f" and {len(self.rows) - 10:,} more" if len(self.rows) > 10 else "")
            rows = f"{len(self.rows):,} row{'s have' if len(self.rows) > 1 else ' has'} no text (row {shown})"
            yield self.where, _no_text([name for name, _ in self.names.most_common(20)], self.options.columns, rows)
        if self.unmet:
            yield self.where, RefusalError(ProblemKind.READ_WITHOUT, f"No row has {' or '.join(map(repr, self.unmet.values()))}.")


class _Unused:
    """The columns of one file that hold something and gave no report anything, told together where a report was read; but for an id.

    held      columns with a value in some row
    used      of these, those that gave a field of some report
    unfilled  fields that no report had; not those that the user gives for every report, or whose column the user named
    """

    def __init__(self, where: str, options: IngestOptions) -> None:
        self.where = where
        self.options = options
        self.held: dict[str, None] = {}
        self.used: set[str] = set()
        given = {"outlet": options.outlet, "published": options.published}
        self.unfilled = [field for field in _HELD if getattr(options.columns, field) is None and given.get(field) is None]

    def pick(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Pick a report's fields as `usual_fields` does."""
        taken = _taken(values, self.options.columns)
        if "text" in taken:
            self.held.update((key, None) for key, value in values.items() if key not in self.held and not _is_blank(value))
            self.used.update(key for key, _ in taken.values())
            self.unfilled = [field for field in self.unfilled if field not in taken]
        return {field: text for field, (_, text) in taken.items()}

    def told(self) -> Iterator[Row]:
        names = [name for name in self.held if _folded(name) not in ("", "id") and name not in self.used]
        if not self.used or not names:
            return
        more = f" and {len(names) - _MOST_COLUMNS:,} more" if len(names) > _MOST_COLUMNS else ""
        listed = (" ".join(name.split())[:_LONGEST_NAME] for name in names[:_MOST_COLUMNS])
        reason = f"No report took anything from {', '.join(listed)}{more}."
        remedy = None
        if self.unfilled:
            understood = "; ".join(f"{_HELD[field]}: {', '.join(USUAL_NAMES[field])}" for field in self.unfilled)
            reason += f" Names understood for {understood}."
            remedy = f"Where one of them holds it: {', '.join(f'--{field}-column NAME' for field in self.unfilled)}"
        yield self.where, RefusalError(ProblemKind.UNUSED_COLUMNS, reason, remedy)


def _is_blank(value: object) -> bool:
    return value is None or value == [] or value == {} or (isinstance(value, str) and not value.strip())


def _no_text(names: list[str], columns: Columns, what: str) -> RefusalError:
    looked_for = f"{columns.text!r}" if columns.text is not None else "text, body, content, article or the like"
    return RefusalError(
        ProblemKind.NO_TEXT_COLUMN,
        f"{what}: none is named {looked_for}. Names here: {', '.join(names) or 'none'}.",
        "Name the one that holds the text: --text-column NAME",
    )


def _missing_columns(header: list[str], columns: Columns) -> RefusalError | None:
    folded = {_folded(name) for name in header}
    has_text = _folded(columns.text) in folded if columns.text is not None else any(name in folded for name in USUAL_NAMES["text"])
    if not has_text and columns.text is None and any(map(_is_prose, header)) and all(map(_looks_like_data, header)):
        reason = "The first row holds a text where the names of the columns belong."
        return RefusalError(ProblemKind.NO_TEXT_COLUMN, reason, "Write a row above it that names them: text,published")
    if not has_text:
        return _no_text(header, columns, "No column holds the text")
    missing = [named for field in _FIELDS if (named := getattr(columns, field)) is not None and _folded(named) not in folded]
    if missing:
        return RefusalError(ProblemKind.READ_WITHOUT, f"No column is named {', '.join(missing)}. Columns here: {', '.join(header)}.")
    return None


def _is_prose(cell: str) -> bool:
    return len(cell.split()) >= _LEAST_PROSE and not cell.endswith("?")  # the columns of a survey are its questions


def _looks_like_data(cell: str) -> bool:
    return not cell or _is_prose(cell) or any(map(str.isdigit, cell)) or is_outlet_name(cell)


def _read_object(line: str, at: str, lacking: _Lacking, options: IngestOptions) -> Iterator[Row]:
    try:
        value = json.loads(line.rstrip("\r\n"))
    except RecursionError:
        yield at, RefusalError(ProblemKind.BROKEN_ROW, "The line is JSON nested too deep to be a report.")
    except json.JSONDecodeError as err:
        yield (
            at,
            RefusalError(
                ProblemKind.BROKEN_ROW, f"The line is no JSON: {err.msg.removesuffix(' at').removesuffix(' starting')} at character {err.pos + 1:,}."
            ),
        )
    except ValueError as err:  # a number of thousands of digits
        yield at, RefusalError(ProblemKind.BROKEN_ROW, f"The line is no JSON: {err}.")
    else:
        yield from _read_value(value, at, lacking, options)


def _read_value(value: object, at: str, lacking: _Lacking, options: IngestOptions) -> Iterator[Row]:
    if not isinstance(value, dict):
        yield at, RefusalError(ProblemKind.BROKEN_ROW, f"A report is a JSON object; this is {json.dumps(value)[:60]}.")
    elif _is_own_form(value):
        try:
            yield at, _draft_of_own_form(value)
        except FormError as err:
            yield at, RefusalError(ProblemKind.BROKEN_ROW, str(err))
    else:
        lacking.meet(value)
        picked = lacking.unused.pick(value)
        if "text" in picked:
            yield at, draft_of(picked)
        elif _has_empty_text(value, options.columns):
            yield at, RefusalError(ProblemKind.EMPTY, "Its text is empty.")
        else:
            lacking.add(at, value)


def _has_empty_text(value: Mapping[str, Any], columns: Columns) -> bool:
    names = (_folded(columns.text),) if columns.text is not None else USUAL_NAMES["text"]
    return any(_folded(key) in names and isinstance(cell, str) for key, cell in value.items())


def _is_own_form(value: Mapping[str, Any]) -> bool:
    """Tell a reading or a gold file of whence by its keys."""
    return isinstance(value.get("text"), str) and (isinstance(value.get("claims"), list) or "published_from" in value)


def _draft_of_own_form(value: dict[str, Any]) -> Draft:
    report = report_from_json(value)
    return Draft(
        body=report.text,
        title=report.title,
        outlet=report.outlet,
        author=report.author,
        url=report.url,
        published=report.published,
        published_from=report.published_from,
        dateline=report.dateline,
        origin=report.origin,
        verbatim=True,
    )


def _folded(name: str) -> str:
    return "".join(char for char in str(name).casefold() if char not in " _-")


def _keys_named(values: Mapping[str, Any], by_folded: Mapping[str, list[str]], named: str) -> list[str]:
    return [named] if named in values else by_folded.get(_folded(named), [])


def _as_text(value: object, field: str) -> str | None:
    """Take a cell as words: text as it is, a list of texts joined, an object by its name, a number only where it is a date."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, list):
        texts = [text for item in value if (text := _as_text(item, field)) is not None]
        return ("\n\n" if field == "text" else ", ").join(texts) or None
    if isinstance(value, dict) and field != "text":
        return _as_text(value.get("name"), field)
    if field == "published" and isinstance(value, int | float) and 0 < value < 1e14:  # false for NaN
        return str(int(value))
    return None


class _TableLines:
    """The lines of a table, of which those of the present row can be given again; refuses a row that grows over the limit.

    number   of the line given last, from 1
    """

    def __init__(self, lines: Iterator[Line], max_bytes: int) -> None:
        self.number = 0
        self._lines = lines
        self._max_bytes = max_bytes
        self._of_row: list[Line] = []
        self._n_chars = 0
        self._again: deque[Line] = deque()

    def __iter__(self) -> _TableLines:
        return self

    def __next__(self) -> str:
        self.number, line = given = self._again.popleft() if self._again else next(self._lines)
        self._of_row.append(given)
        if isinstance(line, RefusalError):
            raise line
        self._n_chars += len(line)
        if self._n_chars > self._max_bytes:
            raise too_large(None, self._max_bytes, what=f"The row that ends in line {self.number:,} or later")
        return line

    def begin_row(self) -> None:
        self._of_row.clear()
        self._n_chars = 0

    def go_back_to(self, number: int) -> None:
        """Give the lines of this row again, from the one with that number on."""
        self._again.extendleft(reversed([line for line in self._of_row if line[0] >= number]))
        self.begin_row()
        self.number = number - 1


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[Line]:
    """Give the lines of a stream, numbered from 1, each decoded on its own; a line that cannot be is a RefusalError.

    At most `max_bytes` of a line are in memory. UTF-16 and UTF-32, and files of old Macs that end their lines in a carriage return, are decoded as
    a whole.
    """
    head = stream.peek(HEAD)[:HEAD] if isinstance(stream, io.BufferedReader) else b""
    marked = marked_encoding(head)
    if (marked is not None and marked[0] != "utf-8") or (b"\r" in head and b"\n" not in head):
        yield from _text_lines(stream, marked or ("utf-8", 0), max_bytes)
        return
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            while (rest := stream.readline(max_bytes)) and not rest.endswith(b"\n"):
                pass
            yield number, too_large(None, max_bytes, what=f"Line {number:,}")
            continue
        try:
            yield number, decode(line)
        except RefusalError as err:
            yield number, err


def _text_lines(stream: BinaryIO, encoding: tuple[str, int], max_chars: int) -> Iterator[Line]:
    name, n_skipped = encoding
    stream.read(n_skipped)
    text = io.TextIOWrapper(stream, encoding=name, newline=None)
    number = 0
    try:
        while line := text.readline(max_chars + 1):
            number += 1
            if len(line) > max_chars and not line.endswith("\n"):
                while (rest := text.readline(max_chars)) and not rest.endswith("\n"):
                    pass
                yield number, too_large(None, max_chars, what=f"Line {number:,}")
            else:
                yield number, line
    except UnicodeDecodeError as err:
        yield (
            number + 1,
            RefusalError(ProblemKind.ENCODING, f"It begins as {name.upper()}, but something after line {number:,} is none: {err.reason}."),
        )
