"""Files → reports → readings → values → record."""

from __future__ import annotations

import gc
import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from whence.errors import WhenceError
from whence.pipeline.sources import Source, Taken, failed, names_a_file, only_report, refuse_odd, take_in
from whence.terms import Problem, ProblemKind, Reading, Report, ReportId

if TYPE_CHECKING:
    from whence.ingest import IngestOptions
    from whence.read import Reader
    from whence.record import Record
    from whence.resolve import Resolver
    from whence.resolve.places import Homes, Place

LOOK_AHEAD = 4  # reports waiting or being read for each reading thread: enough that none idles while a slow page is taken in, and few texts are held


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
    Raises IngestError (with `.kind`) for what is none of these, or gives no report or more than one, ReadError where the reader fails, ModelError
    where it is missing.
    """
    from whence.ingest import IngestOptions, read_file, read_text

    asked = {"outlet": outlet, "published": published, "any_language": any_language or None, "max_bytes": max_bytes}
    options = IngestOptions(**{name: value for name, value in asked.items() if value is not None})  # type: ignore[arg-type]
    problems: list[Problem] = []
    refuse_odd(source)
    if isinstance(source, Report):
        report = source
    elif isinstance(source, Path) or names_a_file(source):
        report, problems = only_report(Path(source), read_file(Path(source), options=options))
    else:
        report = read_text(source, title=title, options=options)
    reading = _read_report(report, reader or bundled_reader(), resolver or bundled_resolver())
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
    jobs         threads that read side by side, at least 1; None: one more than there are cores, since one of them waits for the interpreter
    on_progress  called after each item
    leave_out    files that are not read where a source names or holds them, since the caller writes to them; paths, or numbers of open files

    Streams: at most `LOOK_AHEAD` reports a thread are held. The bundled reader is loaded for the first report: a batch without any needs none. Raises
    ModelError where it is missing, IngestError for a source that is none of these, WhenceError for a number of jobs that is none.
    """
    batch = _new_batch(reader, resolver)
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
    values are another resolver's is resolved again from what was read, as `resolve_record` does. Stopped at any moment, the record holds what was
    given so far, and the same call goes on from there. The record's own files are never read. Otherwise as `read_all`; raises RecordError where it
    cannot be written.
    """
    from whence.record import Record

    own = [Path(f"{record_path}{end}") for end in ("", "-wal", "-shm", "-journal")]
    with Record.open(record_path, create=True) as record:
        record.start_run(_settings(options))
        batch = _new_batch(reader, resolver, record)
        for item in batch.run(sources, options=options, jobs=jobs, on_progress=on_progress, leave_out=[*own, *leave_out]):
            if isinstance(item, Problem):
                if not item.kind.is_note:
                    record.add_problem(item)
            elif isinstance(item, Reading) and not record.add_reading(item):
                yield AlreadyThere(item.report)
                continue
            yield item


@dataclass(frozen=True, slots=True)
class Resolved:
    """What `resolve_record` did.

    n_reports  reports whose values were looked at
    changed    those of which some values are others than before
    homes      outlets that are at home somewhere by what their reports tell, each with its place
    left_out   names of users' tables of actors with which changed values were resolved before, and now were not
    """

    n_reports: int
    changed: tuple[ReportId, ...]
    problems: tuple[Problem, ...]
    homes: tuple[tuple[str, Place], ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def n_changed(self) -> int:
        """How many reports have other values than before."""
        return len(self.changed)


def resolve_record(record_path: str | Path, *, resolver: Resolver | None = None, on_progress: Callable[[int, int], None] | None = None) -> Resolved:
    """Give the claims of a record their values anew, from what was read: after a gazetteer or a table of actors was added, or with newer rules.

    resolver     None: with the bundled tables and the gazetteers that were added
    on_progress  called with the reports done and all reports; one that first tells of its outlet's home counts twice

    The newest reading of each report is resolved; where any value differs it is kept as a newer reading, beside the old. Readings by a person keep
    their own values. Where an outlet has several reports, they tell where it is at home, and that helps to place the names of each (docs/places.md).
    Raises RecordError where the record cannot be written.
    """
    from whence.record import Record

    resolver = resolver or bundled_resolver()
    changed: list[ReportId] = []
    before: set[str] = set()
    problems: list[Problem] = []
    with Record.open(record_path) as record:
        record.start_run({"resolver": resolver.info.version})
        n_reports = record.counts().reports
        telling = _reports_that_tell_homes(record)
        steps = count(1)

        def step() -> None:
            if on_progress is not None:
                on_progress(next(steps), len(telling) + n_reports)

        homes = _learn_homes(record, telling, resolver, step)
        for reading in record.readings():
            resolved = resolver.resolve(reading, homes=homes)
            problems += [problem for problem in resolved.problems if problem.kind is ProblemKind.RESOLVER]
            if replace(resolved, resolver=reading.resolver) != reading and record.add_reading(resolved, anew=True):
                changed.append(reading.report.id)
                before.update(() if reading.resolver is None else map(_table_name, reading.resolver.actors))
            step()
    return Resolved(
        n_reports,
        tuple(changed),
        tuple(problems),
        homes=tuple((outlet, home.place) for outlet, home in homes.known()),
        left_out=tuple(sorted(before - set(map(_table_name, resolver.info.actors)))),
    )


def _reports_that_tell_homes(record: Record) -> list[ReportId]:
    """List the reports of outlets that have enough of them to tell where each is at home."""
    from whence.resolve.places import LEAST_REPORTS
    from whence.text import fold

    rows = [(row.id, fold(row.outlet)) for row in record.reports() if row.outlet]
    n_reports = Counter(outlet for _, outlet in rows)
    return [id for id, outlet in rows if n_reports[outlet] > LEAST_REPORTS]


def _learn_homes(record: Record, telling: Iterable[ReportId], resolver: Resolver, step: Callable[[], None] = lambda: None) -> Homes:
    from whence.resolve.places import Homes

    homes = Homes()
    for id in telling:
        resolver.learn_home(homes, record.reading(id).report)
        step()
    return homes


def _table_name(table: str) -> str:
    """Give the name of a table of actors without its hash."""
    return table.rpartition(" ")[0]


def _settings(options: IngestOptions | None) -> dict[str, str | int | float | bool | None]:
    from whence.ingest import IngestOptions

    flat = asdict(options or IngestOptions())
    return {f"{name}_column": value for name, value in flat.pop("columns").items()} | flat


@dataclass(frozen=True, slots=True)
class _Batch:
    """Reading many reports side by side; what a record holds already is left as it is, or only resolved anew.

    reader, resolver   give them, the same ones each time: asked for at the first report, since loading takes seconds
    homes              where the outlets of a record are at home, for what it holds already; learnt at the first report that needs it
    """

    reader: Callable[[], Reader]
    resolver: Callable[[], Resolver]
    record: Record | None = None
    homes: Callable[[], Homes | None] = lambda: None

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
        if jobs is not None and (not isinstance(jobs, int) or isinstance(jobs, bool) or jobs < 1):
            raise WhenceError(f"jobs is {jobs!r:.60}. Possible: a whole number from 1 on, or None for one more than there are cores.")
        n_threads = jobs or _n_cores() + 1
        waiting: deque[tuple[Taken, Callable[[], Item]]] = deque()
        pool = ThreadPoolExecutor(n_threads, thread_name_prefix="whence-read")
        freezes = gc.get_freeze_count() == 0  # what the caller or another batch froze is theirs to thaw
        try:
            incoming = take_in(sources, options, leave_out)
            for n_items in count(1):
                for taken in islice(incoming, n_threads * LOOK_AHEAD - len(waiting)):
                    waiting.append((taken, self._begin(taken.found, pool)))
                if n_items == 1 and freezes:
                    gc.freeze()  # model and tables stay to the end: the collector need not look through them again and again
                if not waiting:
                    return
                taken, finish = waiting.popleft()
                yield finish()
                if on_progress is not None:
                    on_progress(Progress(n_items, taken.n_bytes, taken.n_bytes_total))
        finally:
            if freezes:
                gc.unfreeze()
            pool.shutdown(wait=False, cancel_futures=True)  # whoever stops early does not wait for what is being read, and the rest is not begun

    def _begin(self, found: Report | Problem, pool: ThreadPoolExecutor) -> Callable[[], Item]:
        if isinstance(found, Problem):
            return lambda: found
        reader, resolver = self.reader(), self.resolver()
        version = reader.info.version
        if self.record is not None and self.record.has_reading(found.id, reader=version):
            if self.record.has_reading(found.id, reader=version, resolver=resolver.info):
                return lambda: AlreadyThere(found)
            kept = self.record.reading(found.id, reader=version)
            return partial(_finish, pool.submit(resolver.resolve, kept, homes=self.homes()), found)
        return partial(_finish, pool.submit(_read_report, found, reader, resolver), found)


def _new_batch(reader: Reader | None, resolver: Resolver | None, record: Record | None = None) -> _Batch:
    """Make a batch with what is given, or with the bundled ones."""
    load = cache(lambda: resolver or bundled_resolver())
    homes = cache(lambda: None if record is None else _learn_homes(record, _reports_that_tell_homes(record), load()))
    return _Batch(cache(lambda: reader or bundled_reader()), load, record, homes)


def _read_report(report: Report, reader: Reader, resolver: Resolver) -> Reading:
    """Read one report and give its claims their values; where it says that it was withdrawn, its reading notes that, without a claim on the words."""
    from whence.ingest import note_withdrawal
    from whence.ingest.notices import find_withdrawal

    reading = reader.read(report)
    words = find_withdrawal(report.text)
    note = None if words is None else note_withdrawal(report)
    if words is None or note is None:
        return resolver.resolve(reading)
    claims = tuple(claim for claim in reading.claims if not all(words.start <= what.start and what.end <= words.end for what in claim.what))
    resolved = resolver.resolve(replace(reading, claims=claims))
    return replace(resolved, problems=(note, *resolved.problems))


def _finish(reading: Future[Reading], report: Report) -> Item:
    try:
        return reading.result()
    except Exception as err:  # whatever fails on one report, foreseen or not, becomes its problem: the others are read all the same
        return failed(ProblemKind.READER, report.path or report.id, err)


def bundled_resolver() -> Resolver:
    """Load the resolver with the bundled tables and the gazetteers that were added."""
    from whence.resolve import load_resolver

    return load_resolver()


def bundled_reader() -> Reader:
    """Load the bundled reader."""
    from whence.read import load_reader

    return load_reader()


def _n_cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
