"""The record: readings in, readings out, each step whole or not at all."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Select, and_, exists, func, or_, select
from sqlalchemy.exc import DBAPIError, OperationalError

from whence.errors import FormError, RecordError
from whence.json_form import attribution_to_json, claim_to_json, dump_line, problem_to_json, resolver_to_json
from whence.record.connection import WRITE, explain, open_engine, typed
from whence.record.ledger import Kind, Setting, Writer
from whence.record.links import (
    ClaimRole,
    CopyRow,
    EventClaimRow,
    EventRow,
    Linked,
    Links,
    PairRow,
    last_entry,
    read_copies,
    read_event_claim,
    read_event_claims,
    read_events,
    read_linked,
    read_lone,
    read_pairs,
    read_roots,
    read_state,
    write_links,
)
from whence.record.projection import decision_payload, load_reading, project_all, project_decision, project_problem, project_reading, reading_payload
from whence.record.proof import CONTENT_ID, Verification, verify_record
from whence.record.schema import claims, decisions, event_claims, events, ledger, problems, readings, report_words, reports
from whence.record.searching import spelled_out
from whence.terms import (
    ID_SHOWN,
    Claim,
    ClaimId,
    Decision,
    EventType,
    KnownFrom,
    Problem,
    ProblemKind,
    Reading,
    Report,
    ReportId,
    ResolverInfo,
    Status,
    Verb,
    content_hash,
    report_id,
)

FIRST = "first"  # names the first event of a record
_SEARCH = (
    "Write words, put names with marks in double quotes, and join them with AND, OR, NOT, each between two of them: "
    '"al-Hawija" AND (drone* OR "air strike")'
)
_BEGINS = 400  # characters of a text that a list gives
_NAMED_AT_MOST = 5  # candidates in a message; more do not help to choose


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list, as its newest reading describes it.

    begins        how its text begins: the first line, of a long one 400 characters
    origin        name of whose text it is, where it is somebody else's than the outlet's
    reader        version of the newest reading's reader; None: a person
    n_readings    how many readings of it are kept; the other figures are those of the newest
    """

    id: ReportId
    title: str | None
    begins: str
    outlet: str | None
    published: str | None
    published_from: KnownFrom
    origin: str | None
    path: str | None
    reader: str | None
    n_readings: int
    n_claims: int
    n_attributions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a record holds. Claims and attributions are those of the newest reading of each report, problems those that are open."""

    reports: int
    readings: int
    claims: int
    attributions: int
    problems: int
    claims_by_type: Mapping[EventType, int]
    claims_by_status: Mapping[Status, int]


class Record:
    """What was read, kept in one file: a ledger to which rows are only added, and tables computed from it.

    Use it as a context manager. Every method that writes is one transaction: after a `kill -9` it was done or it was not. Several processes may
    read while one writes; two that write take turns. Every method raises RecordError where the file fails it.
    """

    def __init__(self, engine: Engine, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._engine = engine
        self._closed = False
        self._run: str | None = None
        self._settings: Mapping[str, Setting] = {}

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, read_only: bool = False) -> Record:
        """Open the record at `path`.

        create      make it where there is none
        read_only   never write: for showing and verifying, and for a disk that cannot be written

        A record of an older whence is brought up, unless read_only. Raises RecordError with what to do: no such file, no record, made by a newer
        whence, not writable, in use.
        """
        path = Path(path)
        return cls(open_engine(path, create=create, read_only=read_only), path, read_only=read_only)

    def close(self) -> None:
        """Let go of the file. The last one to do so folds the write-ahead log into it, leaving one file."""
        self._closed = True
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    # Writing

    def start_run(self, settings: Mapping[str, Setting]) -> None:
        """Say with which settings what is written from here on was made.

        The ledger gets an entry for it before the next row that is written, so a run that finds nothing new leaves no trace. Without this call
        a run has no settings but the versions of whence and SQLite.
        """
        self._run, self._settings = None, dict(settings)

    def add_reading(self, reading: Reading, *, anew: bool = False) -> bool:
        """Keep a reading: its report where that is new, its claims, fields, attributions and problems.

        Returns False, and writes nothing, where that version of the reader has read that report already, unless its reading is the newest, and this
        one has values by another resolver, those that failed to be resolved, or (`anew`) other values by the same one. A reading by a person (reader
        None) is the same where its claims and attributions are. Any other is added beside the older ones.
        Raises RecordError for a report whose id stands for another text, or is not that of its content; for spans that are not of its text; for
        what SQLite cannot hold (half a surrogate pair, whole numbers of 64 bits or more).
        """
        report = reading.report
        payload = self._checked_payload(reading)
        reader = None if reading.reader is None else reading.reader.version
        made = None if reading.reader is not None else dump_line(_by_hand(reading))
        resolver = None if reading.resolver is None else dump_line(resolver_to_json(reading.resolver))
        id = content_hash(Kind.READING, report.id, reader, made, *([] if resolver is None else [resolver]))
        with self._writing(f"keeping report {report.id}") as writer:
            is_new = self._is_new(writer.connection, report)
            stands = writer.connection.execute(select(ledger.c.seq).where(ledger.c.id == id)).first() is not None
            if stands or (reader is not None and writer.connection.execute(_read_by(report.id, reader)).first()):
                newest = writer.connection.execute(_newest_of(report.id)).one()
                mended = newest.unresolved and all(problem.kind is not ProblemKind.RESOLVER for problem in reading.problems)
                if newest.reader != reader or resolver is None or (newest.resolver == resolver and not mended and not anew):
                    return False
            if stands:
                id = content_hash(id, newest.id)  # values of a resolver that had the say before, and has it again
            if is_new:
                writer.append(Kind.REPORT, id=report.id, payload=dump_line({"outlet": report.outlet, "url": report.url}), text=report.text)
            entry = writer.append(Kind.READING, id=id, parent=report.id, payload=payload)
            project_reading(writer.connection, entry, reading)
        return True

    def add_problem(self, problem: Problem) -> bool:
        """Keep a problem that belongs to no reading. Returns False where the same kind, place and reason is open already."""
        with self._writing(f"keeping a problem with {problem.where}") as writer:
            same = (problems.c.kind == problem.kind.value, problems.c.where == problem.where, problems.c.reason == problem.reason)
            if writer.connection.execute(select(problems.c.seq).where(*same, _is_open())).first():
                return False
            entry = writer.append(Kind.PROBLEM, payload=dump_line(problem_to_json(problem)))
            project_problem(writer.connection, entry, problem)
        return True

    def rebuild(self) -> None:
        """Compute all tables anew from the ledger, which stays as it is. Raises RecordError where an entry of it cannot be read."""
        with self._transaction("rebuilding it", write=True) as connection:
            project_all(connection)

    def decide(self, decision: Decision) -> Decision:
        """Keep a person's decision on which claims tell of one happening; linking respects it from its next run on.

        Returns it with its id and time. Raises RecordError for a claim or a decision that the record does not hold, for groups that share a claim or
        are empty, for an UNDO of what is undone already, and where nobody is named who decided.
        """
        with self._writing("keeping a decision") as writer:
            self._check_decision(writer.connection, decision)
            payload = dump_line(decision_payload(decision))
            entry = writer.append(Kind.DECISION, parent=decision.undoes, payload=payload, actor=decision.who)
            project_decision(writer.connection, entry)
        return replace(decision, id=entry.id, at=entry.at)

    def keep_links(self, links: Links, *, upto: int) -> None:
        """Put what a run of linking found in the place of what an earlier run found, whole or not at all.

        upto   seq of the last ledger entry that the run took in (`last_entry`)
        """
        with self._transaction("keeping events", write=True) as connection:
            write_links(connection, links, upto=upto)

    # Reading

    def has_reading(self, report: ReportId, *, reader: str, resolver: ResolverInfo | None = None) -> bool:
        """Tell whether that version of the reader (`ReaderInfo.version`) has read that report already.

        resolver   also, whether the newest reading has values by that resolver, and none failed to be resolved; None: whatever its values are
        """
        with self._transaction(f"looking up report {report}") as connection:
            if not connection.execute(_read_by(report, reader)).first():
                return False
            if resolver is None:
                return True
            newest = connection.execute(_newest_of(report)).one()
            return bool(newest.reader != reader or (newest.resolver == dump_line(resolver_to_json(resolver)) and not newest.unresolved))

    def counts(self) -> Counts:
        """Count what it holds."""
        newest = claims.c.reading.in_(select(reports.c.reading))
        with self._transaction("counting") as connection:

            def by(column: Any) -> list[Any]:
                return list(connection.execute(select(column, func.count()).where(newest).group_by(column).order_by(func.count().desc(), column)))

            by_type, by_status = by(claims.c.type), by(claims.c.status)
            sums = select(func.count(), func.sum(readings.c.n_claims), func.sum(readings.c.n_attributions))
            n_reports, n_claims, n_attributions = connection.execute(sums.join_from(reports, readings, readings.c.seq == reports.c.reading)).one()
            n_readings = connection.execute(select(func.count()).select_from(readings)).scalar_one()
        return Counts(
            reports=n_reports,
            readings=n_readings,
            claims=n_claims or 0,
            attributions=n_attributions or 0,
            problems=sum(1 for _ in self.problems()),
            claims_by_type={EventType(type): n for type, n in by_type},
            claims_by_status={Status(status): n for status, n in by_status},
        )

    def reports(self) -> Iterator[ReportRow]:
        """List the reports, in the order in which they came."""
        with self._transaction("listing reports") as connection:
            rows = connection.execute(_report_rows().order_by(reports.c.seq)).all()
        yield from map(_report_row, rows)

    def reading(self, report: str, *, reader: str | None = None) -> Reading:
        """Give back one reading, equal to the one that was kept.

        report   its id, or the first letters of it that no other has
        reader   version of the reader; None: the newest reading

        Raises RecordError where there is none, or several reports begin with that id.
        """
        with self._transaction(f"looking up report {report}") as connection:
            id = self._report_id(connection, report)
            query = select(readings.c.seq, readings.c.reader).where(readings.c.report == id).order_by(readings.c.seq.desc())
            kept = connection.execute(query).all()
            for row in kept:
                if reader is None or row.reader == reader:
                    return self._load(connection, row.seq)
        versions = ", ".join(str(row.reader or "a person") for row in kept)
        raise RecordError(f"Report {id} has no reading by reader {reader} in {self.path}. Kept: by {versions}.")

    def readings(self) -> Iterator[Reading]:
        """Give back the newest reading of every report, in the order in which the reports came."""
        with self._transaction("listing readings") as connection:
            newest = connection.execute(select(reports.c.reading).order_by(reports.c.seq)).scalars().all()
        for seq in newest:
            with self._transaction(f"loading reading {seq}") as connection:
                reading = self._load(connection, seq)
            yield reading

    def claim(self, claim: str) -> tuple[Reading, Claim]:
        """Give back one claim with the newest reading that holds it, first among the newest readings of the reports.

        claim   its id, or the first letters of it that no other has

        Raises RecordError where there is none, or several claims begin with that id.
        """
        self._check_named(claim, "claim")
        with self._transaction(f"looking up claim {claim}") as connection:
            newest = claims.c.reading.in_(select(reports.c.reading))
            query = select(claims.c.id, readings.c.report, func.max(claims.c.reading).label("reading"))
            query = query.join_from(claims, readings, readings.c.seq == claims.c.reading).group_by(claims.c.id, readings.c.report)
            for where in (
                and_(claims.c.id == claim, newest),
                and_(_begins(claims.c.id, claim), newest),
                claims.c.id == claim,
                _begins(claims.c.id, claim),
            ):
                found = connection.execute(query.where(where).order_by(claims.c.id, readings.c.report)).all()
                if found:
                    break
            if len(found) == 1:
                reading = self._load(connection, found[0].reading)
                return reading, next(c for c in reading.claims if c.id == found[0].id)
        if not found:
            raise RecordError(f"No claim {claim} in {self.path}. See the claims of its reports: whence show {typed(self.path)}")
        named = _some([f"{row.id} in report {row.report}" for row in found])
        raise RecordError(
            f"{len(found)} claims begin with {claim!r}: {named}. Give more of the id, or look at the report: "
            f"whence show {typed(self.path)} --report ID"
        )

    def problems(self) -> Iterator[Problem]:
        """List the open problems, each once, in the order in which they came.

        A problem is closed when a later run reads the same path or the same report: that reading then has the say. To resolve a reading again is
        not to read: that closes the problems of the reading alone.
        """
        with self._transaction("listing problems") as connection:
            columns = (problems.c.kind, problems.c.where, problems.c.reason, problems.c.remedy)
            rows = connection.execute(select(*columns).where(_is_open()).order_by(problems.c.seq, problems.c.position)).all()
        yield from dict.fromkeys(Problem(ProblemKind(row.kind), row.where, row.reason, row.remedy) for row in rows)

    def search(self, query: str, *, limit: int = 20) -> list[ReportRow]:
        """Find reports by their words, best first (BM25); case and accents do not count.

        query   words that all have to be there; "in quotes" as they stand; drone*; Sana'a, which is Sanaa too; AND, OR, NOT, (brackets), NEAR(a b, 5)
        limit   most reports given back

        Raises RecordError for a query that cannot be read.
        """
        if not query.strip():
            raise RecordError(f"No words to search for were given. {_SEARCH}")
        found = _report_rows().join(report_words, report_words.c.rowid == reports.c.seq)
        found = found.where(report_words.c.report_words.match(spelled_out(query))).order_by(report_words.c.rank, reports.c.seq)
        with self._transaction("searching") as connection:
            try:
                return [_report_row(row) for row in connection.execute(found.limit(max(limit, 0)))]
            except OperationalError as err:
                if getattr(err.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:  # the file, not the query
                    raise
                raise RecordError(f"The search {query!r} cannot be read{_where_unreadable(err)}. {_SEARCH}") from err

    def decisions(self, *, undone: bool = False) -> list[Decision]:
        """List the decisions that count, in the order in which they were made. undone: list all, those that undo others too."""
        with self._transaction("listing decisions") as connection:
            rows = connection.execute(select(decisions).order_by(decisions.c.seq)).all()
        made = [
            Decision(
                id=row.id,
                verb=Verb(row.verb),
                one=tuple(json.loads(row.one)),
                other=tuple(json.loads(row.other)),
                undoes=row.undoes,
                because=row.because,
                who=row.who,
                at=row.at,
            )
            for row in rows
        ]
        taken_back = {decision.undoes for decision in made}
        return made if undone else [d for d in made if d.verb is not Verb.UNDO and d.id not in taken_back]

    def last_entry(self) -> int:
        """Give the seq of the last entry of the ledger; 0: there is none."""
        with self._transaction("looking at its end") as connection:
            return last_entry(connection)

    def linked(self) -> Linked | None:
        """Tell when events were last made of the claims, and how many reports came since; None: never."""
        with self._transaction("looking for events") as connection:
            return read_linked(connection)

    def link_state(self, name: str) -> bytes | None:
        """Give a state that the last run of linking left; None: there is none."""
        with self._transaction("loading the state of linking") as connection:
            return read_state(connection, name)

    def reading_seqs(self) -> dict[ReportId, int]:
        """Give the seq of the newest reading of each report, in the order in which the reports came."""
        with self._transaction("listing readings") as connection:
            rows = connection.execute(select(reports.c.id, reports.c.reading).order_by(reports.c.seq))
            return {ReportId(row.id): row.reading for row in rows}

    def events(self) -> list[EventRow]:
        """List the events: those that most origins carry first, then most reports, then the most contradicted; alike, by date, then by id."""
        with self._transaction("listing events") as connection:
            return list(read_events(connection))

    def event_claims(self, event: str) -> list[EventClaimRow]:
        """List the claims of an event, by id: its own, or that of one of its claims, or the first letters of either that no other has.

        event   an id, or "first": the first that `events` lists

        Raises RecordError where there is none, or several events are meant.
        """
        with self._transaction(f"looking up event {event}") as connection:
            id = self._event_id(connection, event)
            return read_event_claims(connection, id)

    def event_claim(self, claim: ClaimId) -> EventClaimRow | None:
        """Tell of which event a claim is, as a member or as one that foretells it; None: of none."""
        with self._transaction(f"looking up the event of claim {claim}") as connection:
            return read_event_claim(connection, claim)

    def copies(self) -> list[CopyRow]:
        """List the links of copies, by copy, then by original."""
        with self._transaction("listing copies") as connection:
            return read_copies(connection)

    def roots(self, of: Iterable[ReportId]) -> dict[ReportId, ReportId]:
        """Give the report nearest to the origin for each of some reports."""
        with self._transaction("looking up origins") as connection:
            return read_roots(connection, of)

    def pairs(self, claim: ClaimId) -> list[PairRow]:
        """List the pairs in which a claim was compared, most bits first."""
        with self._transaction(f"looking up the pairs of claim {claim}") as connection:
            return read_pairs(connection, claim)

    def why_lone(self, claim: ClaimId) -> str | None:
        """Tell why a claim was compared with no other; None: it was, or events were never made."""
        with self._transaction(f"looking up claim {claim}") as connection:
            return read_lone(connection, claim)

    def verify(self) -> Verification:
        """Prove the record: see `whence.record.proof`. Reads everything, changes nothing; a damaged record gives findings, not an error."""
        with self._transaction("verifying it") as connection:
            return verify_record(connection)

    # Inside

    @contextmanager
    def _transaction(self, doing: str, *, write: bool = False) -> Iterator[Connection]:
        if self._closed:
            raise RecordError(f"Record {self.path}, {doing}: it is closed. Open it again: Record.open(path)")
        if write and self.read_only:
            raise RecordError(f"Record {self.path}, {doing}: it is open for reading only. Open it again: Record.open(path)")
        try:
            with self._engine.connect().execution_options(**{WRITE: write}) as connection, connection.begin():
                yield connection
        except DBAPIError as err:
            raise explain(err, self.path, doing) from err
        except UnicodeEncodeError as err:
            raise RecordError(
                f"Record {self.path}, {doing}: half a surrogate pair is no text that it can hold ({err.object[err.start : err.end]!a} at "
                f"{err.start}). It comes from a broken encoding or file name: mend that one."
            ) from err
        except OverflowError as err:
            raise RecordError(f"Record {self.path}, {doing}: a whole number does not fit into 64 bits ({err}). Leave such a figure out.") from err

    @contextmanager
    def _writing(self, doing: str) -> Iterator[Writer]:
        with self._transaction(doing, write=True) as connection:
            writer = Writer(connection, run=self._run, settings=self._settings)
            yield writer
        self._run = writer.run  # only now is its entry kept

    def _checked_payload(self, reading: Reading) -> str:
        report = reading.report
        due = report_id(report.text, outlet=report.outlet, url=report.url)
        if CONTENT_ID.fullmatch(report.id) and report.id != due:
            raise RecordError(
                f"Report {report.id} has another id than its text, outlet and address give: {due}. Something was changed after it was named; "
                "name it anew: whence.terms.report_id"
            )
        payload = dump_line(reading_payload(reading))
        try:
            again = load_reading(payload, report.text)
        except FormError as err:
            raise RecordError(f"The reading of report {report.id} cannot be kept: {err}") from err
        if again != replace(reading, reader=again.reader):
            raise RecordError(f"The reading of report {report.id} cannot be kept: not all of its spans are made from the report's own text.")
        return payload

    def _is_new(self, connection: Connection, report: Report) -> bool:
        stands = connection.execute(select(ledger.c.text).where(ledger.c.id == report.id)).one_or_none()
        if stands is not None and stands.text != report.text:
            raise RecordError(
                f"The id {report.id} stands in {self.path} for another text ({len(stands.text or '')} characters; this one has {len(report.text)}). "
                "What is kept is never overwritten: give the report another id, or keep it in another record."
            )
        return stands is None

    def _check_decision(self, connection: Connection, decision: Decision) -> None:
        if not decision.who.strip():
            raise RecordError("A decision needs the name of the person who made it: Decision(who=…)")
        if (decision.verb is Verb.UNDO) != (decision.undoes is not None) or (decision.verb is Verb.UNDO and (decision.one or decision.other)):
            raise RecordError("Either a decision undoes another, or it merges or splits two groups of claims; make two decisions of it.")
        if decision.verb is Verb.UNDO:
            made = connection.execute(select(decisions.c.verb).where(decisions.c.id == decision.undoes)).scalar()
            if made is None or made == Verb.UNDO:
                raise RecordError(f"No decision {decision.undoes} in {self.path}. See which there are: whence link {typed(self.path)} --decisions")
            if connection.execute(select(decisions.c.id).where(decisions.c.undoes == decision.undoes)).first():
                raise RecordError(f"Decision {decision.undoes} of {self.path} is undone already.")
            return
        named = [*decision.one, *decision.other]
        if not decision.one or not decision.other or len(set(named)) < len(named):
            raise RecordError("A decision names two groups of claims that share none; give two different events or claims.")
        for claim in named:
            if not connection.execute(select(claims.c.id).where(claims.c.id == claim)).first():
                raise RecordError(f"No claim {claim} in {self.path}. See the claims of its reports: whence show {typed(self.path)}")

    def _check_named(self, id: str, noun: str) -> None:
        if not id.strip():  # every id begins with no letters
            raise RecordError(f"No id of {'an' if noun == 'event' else 'a'} {noun} was given. See which there are: whence show {typed(self.path)}")

    def _event_id(self, connection: Connection, event: str) -> str:
        self._check_named(event, "event")
        if event == FIRST and (first := next(read_events(connection), None)) is not None:
            return first.id
        own, of_claim = select(events.c.id), select(event_claims.c.event).where(event_claims.c.role == ClaimRole.MEMBER.value)
        begins = own.where(_begins(events.c.id, event)).union(of_claim.where(_begins(event_claims.c.claim, event)))
        found: list[str] = []
        for query in (own.where(events.c.id == event), of_claim.where(event_claims.c.claim == event), begins):
            found = found or sorted(connection.execute(query).scalars())
        if len(found) == 1:
            return found[0]
        if found:
            raise RecordError(f"{len(found)} events are meant by {event!r}: {_some(found)}. Give more of the id.")
        if read_linked(connection) is None:
            raise RecordError(f"{self.path} has no events yet. Make them: whence link {typed(self.path)}")
        raise RecordError(self._why_no_event(connection, event))

    def _why_no_event(self, connection: Connection, asked: str) -> str:
        named = connection.execute(select(claims.c.id).distinct().where(_begins(claims.c.id, asked))).scalars().all()
        if len(named) != 1:
            return f"No event {asked} in {self.path}. See which there are: whence show {typed(self.path)}"
        short = named[0][:ID_SHOWN]
        if (row := read_event_claim(connection, named[0])) is not None:
            event = row.event[:ID_SHOWN]
            return f"Claim {short} is not of an event itself: it foretells event {event}. See both: whence show {typed(self.path)} --event {event}"
        reason = read_lone(connection, named[0])
        if reason is None:
            return f"Claim {short} is of no event: it came, or was read anew, since they were made. Make them anew: whence link {typed(self.path)}"
        return f"Claim {short} is of no event: {reason}. See it: whence show {typed(self.path)} --claim {short}"

    def _report_id(self, connection: Connection, report: str) -> str:
        self._check_named(report, "report")
        exact = connection.execute(select(reports.c.id).where(reports.c.id == report)).scalars().all()
        found = exact or connection.execute(select(reports.c.id).where(_begins(reports.c.id, report)).order_by(reports.c.seq)).scalars().all()
        if len(found) == 1:
            return str(found[0])
        if not found:
            raise RecordError(f"No report {report} in {self.path}. See which there are: whence show {typed(self.path)}")
        raise RecordError(f"{len(found)} reports begin with {report!r}: {_some(found)}. Give more of the id.")

    def _load(self, connection: Connection, seq: int) -> Reading:
        of = ledger.alias("of")
        query = select(ledger.c.payload, of.c.text).join_from(ledger, of, of.c.id == ledger.c.parent).where(ledger.c.seq == seq)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise RecordError(f"Record {self.path} is damaged: the ledger has lost reading {seq}. See what else: whence verify {self.path}")
        try:
            return load_reading(row.payload, row.text)
        except FormError as err:
            raise RecordError(
                f"Record {self.path} is damaged: reading {seq} cannot be loaded: {err} See what else: whence verify {self.path}"
            ) from err


def _read_by(report: str, reader: str) -> Select[Any]:
    return select(readings.c.seq).where(readings.c.report == report, readings.c.reader == reader)


def _newest_of(report: str) -> Select[Any]:
    failed = select(problems.c.seq).where(problems.c.seq == readings.c.seq, problems.c.kind == ProblemKind.RESOLVER.value)
    query = select(readings.c.id, readings.c.reader, readings.c.resolver, exists(failed).label("unresolved"))
    return query.where(readings.c.report == report).order_by(readings.c.seq.desc()).limit(1)


def _by_hand(reading: Reading) -> dict[str, Any]:
    return {
        "claims": [claim_to_json(claim) for claim in reading.claims],
        "attributions": [attribution_to_json(attribution) for attribution in reading.attributions],
    }


def _begins(column: Any, start: str) -> Any:
    # A range, not LIKE: that folds case and uses no index. U+10FFFF stands after every letter.
    return and_(column >= start, column < start + "\U0010ffff")


def _is_open() -> Any:
    later = and_(readings.c.seq > problems.c.seq, readings.c.run_id != problems.c.run_id)
    before = readings.alias("before")
    same_reader = and_(before.c.report == readings.c.report, before.c.reader.is_not_distinct_from(readings.c.reader))
    was_read = ~exists(select(before.c.seq).where(same_reader, before.c.seq < readings.c.seq))  # else what that reader had read was resolved again
    same_place = or_(readings.c.path == problems.c.where, readings.c.report == problems.c.where)
    return ~exists(select(readings.c.seq).where(later, or_(and_(same_place, was_read), readings.c.report == problems.c.report)))


def _report_rows() -> Select[Any]:
    kept = select(readings.c.report, func.count().label("n_readings")).group_by(readings.c.report).subquery()
    begins = func.substr(ledger.c.text, 1, _BEGINS).label("begins")
    query = select(reports, begins, readings.c.reader, readings.c.n_claims, readings.c.n_attributions, kept.c.n_readings)
    query = query.join_from(reports, readings, readings.c.seq == reports.c.reading).join(ledger, ledger.c.seq == reports.c.seq)
    return query.join(kept, kept.c.report == reports.c.id)


def _report_row(row: Any) -> ReportRow:
    return ReportRow(
        id=ReportId(row.id),
        title=row.title,
        begins=row.begins.strip().partition("\n")[0],
        outlet=row.outlet,
        published=row.published,
        published_from=KnownFrom(row.published_from),
        origin=row.origin,
        path=row.path,
        reader=row.reader,
        n_readings=row.n_readings,
        n_claims=row.n_claims,
        n_attributions=row.n_attributions,
    )


def _where_unreadable(err: OperationalError) -> str:
    """Say where SQLite stopped to read a search, where it tells."""
    near = re.search(r'near "(.*)"', str(err.orig), re.DOTALL)
    return "" if near is None else f" at {near[1]!r}" if near[1] else ": something is missing at its end"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    return ", ".join(names[:_NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
