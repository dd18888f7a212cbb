"""Files, folders, patterns and pipes to reports, one after the other; what cannot be read is a Problem and the rest goes on."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from whence.errors import IngestError, RefusalError
from whence.ingest.decoding import decode, plain_line_ends
from whence.ingest.draft import Draft, problem_of, too_large
from whence.ingest.formats import HEAD, Format, tell_format
from whence.ingest.headers import draft_of_text, without_headers
from whence.ingest.markdown import read_markdown
from whence.ingest.options import DEFAULT_OPTIONS, IngestOptions
from whence.ingest.reports import make_report
from whence.ingest.rows import Row, draft_of, read_csv, read_json, read_json_lines, usual_fields
from whence.terms import Problem, ProblemKind, Report

STDIN = Path("-")
_SHOWN = 10  # refused dates that a file's problem names


def find_files(sources: Iterable[str | Path]) -> tuple[list[Path], list[Problem]]:
    """Find the files that sources name, in their order, each once.

    sources   files; folders (with all below them, in order of name; hidden files and folders, and the `NAME_files` folders that browsers save beside
              `NAME.html`, left out); patterns such as "news/**/*.html"; "-" for standard input

    A source that is not there, a pattern that nothing matches and a folder that may not be opened is a Problem; so is, in a folder, a link to a
    folder elsewhere, which is not followed, and a pipe or a device, which might never end.
    """
    found = list(find_in_order(sources))
    return [item for item in found if isinstance(item, Path)], [item for item in found if isinstance(item, Problem)]


def find_in_order(sources: Iterable[str | Path], seen: set[str] | None = None) -> Iterator[Path | Problem]:
    """Find files as `find_files` does, each problem in its place among them.

    seen   files found before, left out; those found now are added to it
    """
    seen = set() if seen is None else seen
    for source in sources:
        for found in _find(str(source)):
            if isinstance(found, Problem):
                yield found
                continue
            file = "-" if found == STDIN else os.path.realpath(found)
            if file not in seen:
                seen.add(file)
                yield found


def _find(source: str) -> Iterator[Path | Problem]:
    if source == "-":
        yield STDIN
    elif os.path.isdir(source):  # noqa: PTH112  (Path.is_dir raises on names that are too long)
        yield from _in_folder(source)
    elif os.path.exists(source):  # noqa: PTH110
        yield Path(source)
    elif glob.has_magic(source):
        matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207  (Path.glob refuses absolute patterns)
        for match in matches:
            if not os.path.isdir(match):  # noqa: PTH112
                yield _file(match)
        if not matches:
            yield Problem(ProblemKind.NOT_FOUND, source, "No file matches the pattern.", "A folder name alone reads all below it.")
    else:
        yield Problem(ProblemKind.NOT_FOUND, source, "There is no such file or folder.")


def _file(path: str) -> Path | Problem:
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113  (of Path, these raise where they may not look)
        return Problem(ProblemKind.UNREADABLE, path, "It is a pipe, a socket or a device, not a file.", "Name it by itself to read it all the same.")
    return Path(path)


def _in_folder(folder: str) -> Iterator[Path | Problem]:
    refused: list[OSError] = []
    top = os.path.realpath(folder)
    n_files = 0
    for root, folders, names in os.walk(folder, onerror=refused.append):
        pages = {os.path.splitext(name)[0] for name in names if name.lower().endswith((".html", ".htm"))}  # noqa: PTH122
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name.removesuffix("_files") not in pages)
        for name in sorted(names):
            if not name.startswith("."):
                n_files += 1
                yield _file(os.path.join(root, name))  # noqa: PTH118
        for linked in filter(os.path.islink, (os.path.join(root, name) for name in folders)):  # noqa: PTH118
            if not Path(os.path.realpath(linked)).is_relative_to(top):
                n_files += 1
                yield Problem(
                    ProblemKind.UNREADABLE,
                    linked,
                    "It is a link to a folder elsewhere, which is not followed.",
                    "Name it too, to read what it holds.",
                )
    yield from (Problem(ProblemKind.UNREADABLE, str(err.filename), f"The folder cannot be opened: {err.strerror}.") for err in refused)
    if not n_files and not refused:
        yield Problem(ProblemKind.EMPTY, folder, "The folder holds no files.")


def read_file(path: Path, *, options: IngestOptions = DEFAULT_OPTIONS) -> Iterator[Report | Problem]:
    """Read the reports of a file: one of a text or a page, any number of JSON lines, JSON or CSV.

    path   "-" reads standard input; a row's report has the path `FILE:LINE`, a report of a JSON list `FILE[NUMBER]`

    The format is told by the first bytes, the suffix, and what the text begins with. JSON lines and CSV are read row by row, so that the
    file may be of any size. Whatever cannot be read is yielded as a Problem; nothing is raised for the content of a file.
    """
    where = str(path)
    try:
        if path == STDIN:
            yield from _read_stream(sys.stdin.buffer, "-", options)
        elif not _may_be_read(path):
            yield Problem(ProblemKind.UNREADABLE, where, "It is a folder or a device, not a file.")
        else:
            with path.open("rb") as stream:
                yield from _read_stream(stream, where, options)
    except FileNotFoundError:
        yield Problem(ProblemKind.NOT_FOUND, where, "There is no such file.")
    except OSError as err:
        yield Problem(ProblemKind.UNREADABLE, where, f"It cannot be read: {err.strerror or err}.")


def read_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    options: IngestOptions = DEFAULT_OPTIONS,
    path: str | None = None,
) -> Report:
    """Make a report of a text at hand.

    title      goes before the text, unless the text opens with it
    outlet     who published it; as in `options`
    published  date of publication, "2024-02-12"; as in `options`

    Headers above the text ("Outlet: The Aden Post", "By Hana Saleh") become metadata, see docs/ingest.md.

    Raises IngestError, with its kind: EMPTY, TOO_LARGE, NOT_ENGLISH, UNREADABLE for a date that is none, UNSUPPORTED for what is no text.
    """
    if not isinstance(text, str):
        raise IngestError(f"A text is needed; an object of type {type(text).__name__} was given.", kind=ProblemKind.UNSUPPORTED)
    if not isinstance(title, str | None):
        raise IngestError(f"`title` is {title!r:.60}. Possible: a text, or None.", kind=ProblemKind.UNSUPPORTED)
    if outlet is not None or published is not None:
        options = replace(options, outlet=outlet or options.outlet, published=published or options.published)
    return make_report(draft_of_text(text, title=title), options=options, path=path)


def _may_be_read(path: Path) -> bool:
    """Tell whether a path gives bytes that end: a file or a pipe with a name (`<(command)`), not a folder or a disk."""
    return path.is_file() or path.is_fifo() or not path.exists() or path.is_char_device()


def _read_stream(stream: BinaryIO, where: str, options: IngestOptions) -> Iterator[Report | Problem]:
    undated = _Undated(where)
    try:
        for at, draft in _drafts(stream, where, options):
            try:
                if isinstance(draft, RefusalError):
                    raise draft
                report = make_report(draft, options=options, path=at)
                if report.published is None and draft.published is not None:
                    undated.add(at, draft.published)
                yield report
                if draft.n_stories > 1:
                    yield Problem(
                        ProblemKind.READ_WITHOUT, at, _several_stories(draft.n_stories), "Save each as a page or text of its own, and read those."
                    )
            except RefusalError as err:
                yield problem_of(err, at)
    except RefusalError as err:
        yield problem_of(err, where)
    yield from undated.told()


def _several_stories(n: int) -> str:
    return f"The page holds {n:,} stories, which are read as one report: a day or place that one tells may be taken for another's."


_BLANK = frozenset(("", "-", "–", "?", "n/a", "na", "none", "null", "nan", "unknown", "undated"))


class _Undated:
    """The reports of one file whose date of publication is stated and tells no day or month, told together: the first ten, and how many."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.first: list[str] = []
        self.n = 0

    def add(self, at: str, stated: str) -> None:
        if stated.strip().casefold() in _BLANK:
            return
        self.n += 1
        if self.n <= _SHOWN:
            row = at.removeprefix(self.where).strip(":[]")
            words = " ".join(stated.split())
            self.first.append(f"{words[:40]!r}" + (f" in row {row}" if row else ""))

    def told(self) -> Iterator[Problem]:
        if self.n:
            shown = ", ".join(self.first) + (f" and {self.n - _SHOWN:,} more" if self.n > _SHOWN else "")
            reason = f"No date of publication can be told from {shown}: impossible, to be read in two ways, not in English, or no day or month."
            yield Problem(ProblemKind.READ_WITHOUT, self.where, reason, "Write it as 2024-02-07, or give one for all: --published 2024-02-07")


def _drafts(stream: BinaryIO, where: str, options: IngestOptions) -> Iterator[Row]:
    head = stream.read(HEAD)
    if not head:
        raise RefusalError(ProblemKind.EMPTY, "It is empty.")
    name = Path(where).name
    format_ = tell_format(head, name)
    whole = io.BufferedReader(_Joined(head, stream), HEAD)
    if format_ is Format.JSON_LINES:
        yield from read_json_lines(whole, where=where, options=options)
    elif format_ is Format.CSV:
        yield from read_csv(whole, where=where, options=options, delimiter=None if name.lower().endswith(".csv") else "\t")
    else:
        data = whole.read(options.max_bytes + 1)
        if len(data) > options.max_bytes:
            raise too_large(_size(where), options.max_bytes)
        if format_ is Format.JSON:
            yield from read_json(data, where=where, options=options)
        else:
            yield where, _whole_draft(data, format_, None if where == "-" else name, options)


def _whole_draft(data: bytes, format_: Format, file_name: str | None, options: IngestOptions) -> Draft:
    if format_ is Format.HTML:
        from whence.ingest.pages import read_page

        return without_headers(read_page(data, options=options, file_name=file_name))
    text = decode(data)
    if format_ is Format.TEXT:
        return draft_of_text(text, file_name=file_name)
    body, title, front = read_markdown(plain_line_ends(text))
    stated = draft_of(usual_fields({key: value for key, value in front.items() if key != "text"}))
    return without_headers(replace(stated, body=body, title=stated.title or title, file_name=file_name))


def _size(where: str) -> int | None:
    return None if where == "-" else Path(where).stat().st_size or None


class _Joined(io.RawIOBase):
    """A stream whose beginning was read already, whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = memoryview(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        n_bytes = min(len(self._head), len(buffer))
        if not n_bytes:
            piece = self._rest.read(len(buffer))
            buffer[: len(piece)] = piece
            return len(piece)
        buffer[:n_bytes] = self._head[:n_bytes]
        self._head = self._head[n_bytes:]
        return n_bytes
