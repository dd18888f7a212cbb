"""The order of the rooms: files → reports → readings → values → record. The only module that knows it."""

from __future__ import annotations

import logging
import os
import re
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from whence.errors import IngestError, ModelError, ReadError
from whence.terms import Problem, ProblemKind, Reading, Report

if TYPE_CHECKING:
    from whence.ingest import IngestOptions
    from whence.read import Reader
    from whence.record import Record
    from whence.resolve import Resolver
    from whence.resolve.places import Gazetteer, PlaceMention
    from whence.resolve.times import Anchor, TimeExpression

Source = str | Path | Report
Found = TypeVar("Found")

LOOK_AHEAD = 4  # reports waiting or being read for each reading thread: enough that none idles while a slow page is taken in, and few texts are held
LONGEST_PATH = 4096  # characters; a longer text is no path (PATH_MAX of Linux)
KNOWN_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """A report that the record already holds as this reader version reads it."""

    report: Report


Item = Reading | Problem | AlreadyThere


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch has come.

    n_items    reports done, problems that stand for a report included
    n_bytes    of the files behind them, estimated inside a file of many reports
    n_bytes_total   of all files found; 0 where nothing is known (standard input)
    """

    n_items: int
    n_bytes: int
    n_bytes_total: int


def read(
    source: Source,
    *,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    any_language: bool = False,
    max_bytes: int | None = None,
    reader: Reader | None = None,
    resolver: Resolver | None = None,
) -> Reading:
    """Read one report: a file, a text, or a Report made elsewhere.

    source        Path, or text that names an existing file: the file. Any other text: the report itself
    title         of a text that does not hold its title
    outlet        who published it; wins over what the file tells
    published     EDTF date of publication, "2024-02-12"; wins over what the file tells
    any_language  read what is not English too
    max_bytes     largest report taken; None: the default of IngestOptions
    reader        None: the bundled one, loaded anew in each call; load it once (`load_reader`) to read many
    resolver      None: with the bundled tables and the gazetteers that were added

    Claims come with the values of their words: dates, locations, names. A file that holds a report and broken rows gives the report's reading with
    the rows as its problems.
    Raises IngestError (with `.kind`) for what gives no report or more than one, ReadError where the reader fails, ModelError where it is missing.
    """
    from whence.ingest import IngestOptions, read_file, read_text

    asked = {"outlet": outlet, "published": published, "any_language": any_language or None, "max_bytes": max_bytes}
    options = IngestOptions(**{name: value for name, value in asked.items() if value is not None})  # type: ignore[arg-type]
    problems: list[Problem] = []
    if isinstance(source, Report):
        report = source
    elif isinstance(source, Path) or _names_a_file(source):
        report, problems = _only_report(Path(source), read_file(Path(source), options=options))
    else:
        report = read_text(source, title=title, options=options)
    reading = (resolver or _bundled_resolver()).resolve((reader or _bundled_reader()).read(report))
    return replace(reading, problems=(*problems, *reading.problems)) if problems else reading


def read_all(
    sources: Source | Iterable[Source],
    *,
    options: IngestOptions | None = None,
    reader: Reader | None = None,
    resolver: Resolver | None = None,
    jobs: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    leave_out: Iterable[Path | int] = (),
) -> Iterator[Reading | Problem]:
    """Read many reports, in the order in which they are found; what cannot be read comes as a Problem in its place, and the batch goes on.

    sources      files, folders, globs, "-" for standard input, or Reports
    reader, resolver   None: the bundled ones, see `read`
    jobs         threads that read side by side, at least 1; None: one a core
    on_progress  called after each item
    leave_out    files that are not read where a source names or holds them, since the caller writes to them; paths, or numbers of open files

    Streams: at most `LOOK_AHEAD` reports a thread are held. Raises ModelError where the bundled reader is missing.
    """
    batch = _Batch(reader or _bundled_reader(), resolver or _bundled_resolver())
    for item in batch.run(sources, options=options, jobs=jobs, on_progress=on_progress, leave_out=list(leave_out)):
        assert not isinstance(item, AlreadyThere)
        yield item


def read_into(
    record_path: str | Path,
    sources: Source | Iterable[Source],
    *,
    options: IngestOptions | None = None,
    reader: Reader | None = None,
    resolver: Resolver | None = None,
    jobs: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    leave_out: Iterable[Path | int] = (),
) -> Iterator[Item]:
    """Read many reports into a record, made if there is none. Each item is kept before it is given.

    What the record already holds, as read by this version of the reader and with values of this resolver, comes as AlreadyThere; a report whose
    values are another resolver's is resolved again from what was read. Stopped at any moment, the record holds what was given so far, and the same
    call goes on from there. The record's own files are never read. Otherwise as `read_all`; raises RecordError where it cannot be written.
    """
    from whence.record import Record

    reader, resolver = reader or _bundled_reader(), resolver or _bundled_resolver()
    own = [Path(f"{record_path}{end}") for end in ("", "-wal", "-shm", "-journal")]
    with Record.open(record_path, create=True) as record:
        record.start_run(_settings(options))
        batch = _Batch(reader, resolver, record)
        for item in batch.run(sources, options=options, jobs=jobs, on_progress=on_progress, leave_out=[*own, *leave_out]):
            if isinstance(item, Problem):
                record.add_problem(item)
            elif isinstance(item, Reading) and not record.add_reading(item):
                yield AlreadyThere(item.report)
                continue
            yield item


@dataclass(frozen=True, slots=True)
class Resolved:
    """What `resolve_record` did: reports whose values were looked at, and those of which some changed."""

    n_reports: int
    n_changed: int
    problems: tuple[Problem, ...]


def resolve_record(record_path: str | Path, *, resolver: Resolver | None = None, on_progress: Callable[[int, int], None] | None = None) -> Resolved:
    """Give the claims of a record their values anew, from what was read: after a gazetteer or a table of actors was added, or with newer rules.

    resolver     None: with the bundled tables and the gazetteers that were added
    on_progress  called with the reports done and all reports

    The newest reading of each report is resolved; where any value differs it is kept as a newer reading, beside the old. Readings by a person keep
    their own values. Raises RecordError where the record cannot be written.
    """
    from whence.record import Record

    resolver = resolver or _bundled_resolver()
    n_changed = 0
    problems: list[Problem] = []
    with Record.open(record_path) as record:
        record.start_run({"resolver": resolver.info.version})
        n_reports = record.counts().reports
        for n, reading in enumerate(record.readings(), 1):
            resolved = resolver.resolve(reading)
            problems += [problem for problem in resolved.problems if problem.kind is ProblemKind.RESOLVER]
            if replace(resolved, resolver=reading.resolver) != reading and record.add_reading(resolved):
                n_changed += 1
            if on_progress is not None:
                on_progress(n, n_reports)
    return Resolved(n_reports, n_changed, tuple(problems))


@dataclass(frozen=True, slots=True)
class ReportTimes:
    """The time expressions of one report, in order of the text, and the date that they were counted from."""

    report: Report
    anchor: Anchor
    times: tuple[TimeExpression, ...]


def times_in(
    sources: Source | Iterable[Source], *, options: IngestOptions | None = None, leave_out: Iterable[Path | int] = ()
) -> Iterator[ReportTimes | Problem]:
    """Find the time expressions of many reports, in their order; needs no model. Sources, options and problems as in `read_all`."""
    from whence.resolve.times import anchor_of, find_times

    def find(report: Report) -> ReportTimes:
        anchor = anchor_of(report)
        return ReportTimes(report, anchor, tuple(find_times(report.text, published=anchor.date)))

    return _each_report(sources, options, leave_out, find)


@dataclass(frozen=True, slots=True)
class ReportPlaces:
    """The toponyms of one report, in order of the text."""

    report: Report
    places: tuple[PlaceMention, ...]


def places_in(
    sources: Source | Iterable[Source],
    *,
    options: IngestOptions | None = None,
    leave_out: Iterable[Path | int] = (),
    gazetteer: Gazetteer | None = None,
) -> Iterator[ReportPlaces | Problem]:
    """Find the toponyms of many reports, in their order; needs no model. Sources, options and problems as in `read_all`.

    gazetteer   None: the bundled one with what was added to it
    """
    from whence.resolve.places import find_places, open_gazetteer

    gazetteer = gazetteer or open_gazetteer()
    return _each_report(sources, options, leave_out, lambda report: ReportPlaces(report, tuple(find_places(report.text, gazetteer=gazetteer))))


def _each_report(
    sources: Source | Iterable[Source], options: IngestOptions | None, leave_out: Iterable[Path | int], find: Callable[[Report], Found]
) -> Iterator[Found | Problem]:
    for taken in _take_in(sources, options, leave_out):
        report = taken.found
        if isinstance(report, Problem):
            yield report
            continue
        try:
            found = find(report)
        except Exception as err:  # as in _finish: the others are read all the same
            yield _failed(ProblemKind.READER, report.path or report.id, err)
        else:
            yield found


def _settings(options: IngestOptions | None) -> dict[str, str | int | float | bool | None]:
    from whence.ingest import IngestOptions

    flat = asdict(options or IngestOptions())
    return {f"{name}_column": value for name, value in flat.pop("columns").items()} | flat


@dataclass(frozen=True, slots=True)
class _Taken:
    """A report taken in, or the problem in its place, and how far in the files of the batch it stands."""

    found: Report | Problem
    n_bytes: int
    n_bytes_total: int


@dataclass(frozen=True, slots=True)
class _Batch:
    """Reading many reports side by side; what a record holds already is left as it is, or only resolved anew."""

    reader: Reader
    resolver: Resolver
    record: Record | None = None

    def run(
        self,
        sources: Source | Iterable[Source],
        *,
        options: IngestOptions | None,
        jobs: int | None,
        on_progress: Callable[[Progress], None] | None,
        leave_out: Iterable[Path | int],
    ) -> Iterator[Item]:
        """Give an item for each report or problem, in order."""
        n_threads = jobs or _n_cores()
        waiting: deque[tuple[_Taken, Callable[[], Item]]] = deque()
        pool = ThreadPoolExecutor(n_threads, thread_name_prefix="whence-read")
        try:
            incoming = _take_in(sources, options, leave_out)
            for n_items in count(1):
                for taken in islice(incoming, n_threads * LOOK_AHEAD - len(waiting)):
                    waiting.append((taken, self._begin(taken.found, pool)))
                if not waiting:
                    return
                taken, finish = waiting.popleft()
                yield finish()
                if on_progress is not None:
                    on_progress(Progress(n_items, taken.n_bytes, taken.n_bytes_total))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # whoever stops early does not wait for what is being read, and the rest is not begun

    def _begin(self, found: Report | Problem, pool: ThreadPoolExecutor) -> Callable[[], Item]:
        if isinstance(found, Problem):
            return lambda: found
        version = self.reader.info.version
        if self.record is not None and self.record.has_reading(found.id, reader=version):
            if self.record.has_reading(found.id, reader=version, resolver=self.resolver.info):
                return lambda: AlreadyThere(found)
            kept = self.record.reading(found.id, reader=version)
            return partial(_finish, pool.submit(self.resolver.resolve, kept), found)
        return partial(_finish, pool.submit(lambda: self.resolver.resolve(self.reader.read(found))), found)


def _finish(reading: Future[Reading], report: Report) -> Item:
    try:
        return reading.result()
    except Exception as err:  # whatever fails on one report, foreseen or not, becomes its problem: the others are read all the same
        return _failed(ProblemKind.READER, report.path or report.id, err)


def _take_in(sources: Source | Iterable[Source], options: IngestOptions | None, leave_out: Iterable[Path | int]) -> Iterator[_Taken]:
    from whence.ingest import IngestOptions, find_files, read_file

    options = options or IngestOptions()
    given: list[Source] = [sources] if isinstance(sources, (str, Path, Report)) else list(sources)
    paths, missing = find_files([source for source in given if not isinstance(source, Report)])
    own = set(map(_file_behind, leave_out)) - {None}
    paths = [path for path in paths if _file_behind(path) not in own]
    sizes = [_size(path) for path in paths]
    total = sum(sizes)
    at_hand: list[Report | Problem] = [source for source in given if isinstance(source, Report)]
    yield from (_Taken(found, 0, total) for found in at_hand + missing)
    n_before = 0
    for path, size in zip(paths, sizes, strict=True):
        n_inside = 0
        try:
            for found in read_file(path, options=options):
                n_inside = min(size, n_inside + (len(found.text) if isinstance(found, Report) else 0))
                yield _Taken(_readable(found), n_before + n_inside, total)
        except Exception as err:  # a file that breaks the taking in must not end the batch
            kind = ProblemKind(err.kind) if isinstance(err, IngestError) else ProblemKind.UNREADABLE
            yield _Taken(_readable(_failed(kind, str(path), err)), n_before + size, total)
        n_before += size


def _readable(found: Report | Problem) -> Report | Problem:
    """Write a path that is no UTF-8 with its odd bytes as numbers: neither JSON nor a record can hold it otherwise."""

    def plain(path: str) -> str:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")

    if isinstance(found, Problem):
        return replace(found, where=plain(found.where))
    return found if found.path is None else replace(found, path=plain(found.path))


def _only_report(path: Path, found: Iterable[Report | Problem]) -> tuple[Report, list[Problem]]:
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


def _names_a_file(source: str) -> bool:
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
            "a text that is one line is read as it stands with whence.ingest.read_text.",
            kind=ProblemKind.NOT_FOUND,
        )
    return False


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that whence needs: what was found of it, whether that will do, and what to type where it will not."""

    name: str
    found: str
    ok: bool = True
    remedy: str | None = None


def doctor() -> list[Check]:
    """Look over this installation: Python, whence, what it depends on, the model with its hash, and one sentence read from end to end."""
    import platform
    import sqlite3

    from whence import __version__

    checks = [
        Check("python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        Check("whence", f"{__version__} in {Path(__file__).parent}"),
        *_check_dependencies(),
    ]
    with_search = any(option == "ENABLE_FTS5" for (option,) in sqlite3.connect(":memory:").execute("PRAGMA compile_options"))
    remedy = None if with_search else "Records need SQLite's full-text search (FTS5): take a Python whose SQLite has it."
    checks.append(Check("sqlite", f"{sqlite3.sqlite_version} {'with' if with_search else 'without'} full-text search", with_search, remedy))
    if all(check.ok for check in checks):
        checks += _check_reading()
    else:
        checks.append(Check("reading", "not tried: see above", False))
    return checks


def _check_dependencies() -> list[Check]:
    import importlib
    from importlib import metadata

    checks = []
    for wanted in metadata.requires("whence") or []:
        requirement = wanted.partition(";")[0].strip()
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        remedy = f"pip install '{requirement}'"
        if "extra ==" in wanted:
            continue
        try:
            version = metadata.version(name)
            importlib.import_module(name.replace("-", "_"))
        except metadata.PackageNotFoundError:
            checks.append(Check(name, "missing", False, remedy))
        except Exception as err:  # whatever stops a library from loading is what is to be told
            checks.append(Check(name, f"{version} does not load: {err}", False, f"{remedy} --force-reinstall"))
        else:
            checks.append(Check(name, version))
    return checks


def _check_reading() -> list[Check]:
    from time import perf_counter

    from whence.ingest import read_text
    from whence.read import describe_model, load_reader

    reinstall = "pip install --force-reinstall whence"
    try:
        model = describe_model()
    except ModelError as err:
        return [Check("model", str(err), False, reinstall)]
    checks = [Check("model", f"{model.name} {model.version}, {model.n_bytes / 1e6:.1f} MB, hash {model.hash} verified, {model.path}")]
    try:
        reader = load_reader()
        report = read_text("Army jets struck a fuel depot near the border town of Goma on Monday, killing three civilians, residents said.")
        began = perf_counter()
        reading = reader.read(report)
    except Exception as err:  # the one question here is whether reading works; anything may be in its way
        return [*checks, Check("reading", f"failed: {type(err).__name__}: {err}", False, reinstall)]
    info = reader.info
    checks.append(Check("runtime", f"{info.runtime or 'none'}, CPU {info.cpu or 'not told'}"))
    found = f"{len(reading.claims)} claims in one sentence, {(perf_counter() - began) * 1000:.0f} ms"
    checks.append(Check("reading", found, bool(reading.claims), None if reading.claims else reinstall))
    return checks


def _bundled_resolver() -> Resolver:
    from whence.resolve import load_resolver

    return load_resolver()


def _bundled_reader() -> Reader:
    from whence.read import load_reader

    return load_reader()


def _failed(kind: ProblemKind, where: str, err: Exception) -> Problem:
    _log.info("%s: %s", kind.value, where, exc_info=err)
    if isinstance(err, (IngestError, ReadError)):
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


def _n_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
