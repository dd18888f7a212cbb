"""Files to reports: what a batch reads, one report or problem after another."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from whence.errors import GazetteerError, IngestError, ReadError
from whence.terms import Problem, ProblemKind, Report

if TYPE_CHECKING:
    from whence.ingest import IngestOptions

Source = str | Path | Report

LONGEST_PATH = 4096  # characters; a longer text is no path (PATH_MAX of Linux)
KNOWN_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Taken:
    """A report taken in, or the problem in its place, and how far in the files of the batch it stands."""

    found: Report | Problem
    n_bytes: int
    n_bytes_total: int


def take_in(sources: Source | Iterable[Source], options: IngestOptions | None, leave_out: Iterable[Path | int]) -> Iterator[Taken]:
    """Take in what sources name or hold, in their order; what cannot be taken in is a Problem in its place."""
    from whence.ingest import IngestOptions, find_in_order

    options = options or IngestOptions()
    given: list[Source] = list(sources) if isinstance(sources, Iterable) and not isinstance(sources, (str, bytes, bytearray)) else [sources]
    for source in given:
        refuse_odd(source)
    own = set(map(_file_behind, leave_out)) - {None}
    seen: set[str] = set()
    found: list[Report | Problem | Path] = []
    for source in given:
        found.extend([source] if isinstance(source, Report) else find_in_order([source], seen))
    found = [item for item in found if not (isinstance(item, Path) and _file_behind(item) in own)]
    sizes = [_size(item) if isinstance(item, Path) else 0 for item in found]
    total = sum(sizes)
    n_before = 0
    for item, size in zip(found, sizes, strict=True):
        if isinstance(item, Path):
            yield from _take_file(item, size, options, n_before, total)
        else:
            yield Taken(_readable(item) if isinstance(item, Problem) else item, n_before, total)
        n_before += size


def _take_file(path: Path, size: int, options: IngestOptions, n_before: int, total: int) -> Iterator[Taken]:
    """Take in what one file holds, of so many bytes; `n_before` of the batch stand before it."""
    from whence.ingest import read_file

    n_inside = 0
    try:
        for found in read_file(path, options=options):
            n_inside = min(size, n_inside + (len(found.text) if isinstance(found, Report) else 0))
            yield Taken(_readable(found), n_before + n_inside, total)
    except Exception as err:  # a file that breaks the taking in must not end the batch
        kind = ProblemKind(err.kind) if isinstance(err, IngestError) else ProblemKind.UNREADABLE
        yield Taken(_readable(failed(kind, str(path), err)), n_before + size, total)


def _readable(found: Report | Problem) -> Report | Problem:
    """Write a path that is no UTF-8 with its odd bytes as numbers: neither JSON nor a record can hold it otherwise."""

    def plain(path: str) -> str:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    if isinstance(found, Problem):
        return replace(found, where=plain(found.where))
    return found if found.path is None else replace(found, path=plain(found.path))


def refuse_odd(source: object) -> None:
    """Raise IngestError for what is neither a path nor a text nor a Report, in one sentence that says what to write."""
    if isinstance(source, (str, Path, Report)):
        return
    told = "None" if source is None else f"an object of type {type(source).__name__}"
    write = "whence.read_all(…)" if isinstance(source, (list, tuple, set, frozenset)) else 'whence.read("report.txt")'
    decoded = " Of bytes make a text first: .decode()." if isinstance(source, (bytes, bytearray)) else ""
    raise IngestError(f"A report is a path, a text or a whence.Report; {told} was given. Write: {write}{decoded}", kind=ProblemKind.UNSUPPORTED)


def only_report(path: Path, found: Iterable[Report | Problem]) -> tuple[Report, list[Problem]]:
    """Give the one report that a file holds, and the problems beside it. Raises IngestError where there is none, or more than one."""
    reports: list[Report] = []
    problems: list[Problem] = []
    for item in found:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        reports.append(item)
        if len(reports) > 1:
            raise IngestError(
                f"{path} holds several reports; whence.read reads one. Read them all: whence.read_all({str(path)!r}).", kind=ProblemKind.UNSUPPORTED
            )
    if reports:
        return reports[0], problems
    if problems:
        raise IngestError(" ".join(filter(None, (problems[0].reason, problems[0].remedy))), kind=problems[0].kind)
    raise IngestError(f"{path} holds no report.", kind=ProblemKind.EMPTY)


def names_a_file(source: str) -> bool:
    """Tell whether a text names a file. Raises IngestError for one that looks like a path, or an address, of nothing that is there."""
    if len(source) > LONGEST_PATH or "\n" in source or not source.strip():
        return False
    try:
        path = Path(source)
        if path.is_dir():
            raise IngestError(
                f"{source} is a folder; whence.read reads one report. Read them all: whence.read_all({source!r}).", kind=ProblemKind.UNSUPPORTED
            )
        if path.exists():
            return True
    except (OSError, ValueError):  # too long for a name, or a character that no path has
        return False
    one_word = len(source.split()) == 1
    if one_word and source.startswith(("http://", "https://")):
        raise IngestError(f"{source} is an address, and whence fetches nothing. Save the page, then read the file.", kind=ProblemKind.NOT_FOUND)
    if source.lower().endswith(KNOWN_SUFFIXES) or (one_word and ("/" in source or "\\" in source or path.suffix)):
        raise IngestError(
            f"There is no file {source!r} here ({Path.cwd()}), and it looks like a path. Give the path of a file, or the text itself; "
            "a text that is one line is read as it stands with whence.read_text.",
            kind=ProblemKind.NOT_FOUND,
        )
    return False


def failed(kind: ProblemKind, where: str, err: Exception) -> Problem:
    """Make a problem of an error, foreseen or not."""
    _log.info("%s: %s", kind.value, where, exc_info=err)
    if isinstance(err, (IngestError, ReadError, GazetteerError)):
        return Problem(kind, where, str(err))
    return Problem(
        kind, where, f"Unexpected {type(err).__name__}: {err or 'no message'}.", "See where it happened: WHENCE_TRACEBACK=1 before the command."
    )


def _file_behind(file: Path | int) -> tuple[int, int] | None:
    """Tell a file by its device and number, whatever name leads to it; None for what is no file."""
    try:
        found = os.stat(file)  # noqa: PTH116  (of a path or of an open file)
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
