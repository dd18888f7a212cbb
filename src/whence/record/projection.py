"""The projection: the ledger laid out in tables to be asked. Every row is computed from one entry, so `verify` can compute it again and compare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from whence.edtf import days, is_edtf
from whence.errors import FormError, RecordError
from whence.json_form import Json, dump_line, problem_from_json, reading_from_json, reading_to_json, resolver_to_json
from whence.record.ledger import Entry, Kind, entries
from whence.record.schema import PROJECTION, attributions, claims, decisions, fields, ledger, problems, readings, reports
from whence.terms import Claim, ClaimId, Decision, Identity, Location, Problem, Reading, Report, Span, Verb

Row = dict[str, Any]  # column to value, of one of the tables in schema.py


def reading_payload(reading: Reading) -> Json:
    """Make the payload of a reading's entry: its JSON form without the text, which the report's entry keeps."""
    return {key: value for key, value in reading_to_json(reading).items() if key != "text"}


def load_object(payload: str) -> Json:
    """Read a payload. Raises FormError for what is no JSON object."""
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError) as err:  # ValueError: no JSON, or a number of more digits than Python reads
        raise FormError(f"The payload is no JSON: {err}.") from err
    if not isinstance(value, dict):
        raise FormError("The payload is JSON, but no object.")
    return value


def load_reading(payload: str, report_text: str) -> Reading:
    """Make the reading again that an entry states, equal to the one that was kept. Raises FormError."""
    return reading_from_json(load_object(payload) | {"text": report_text})


def load_problem(payload: str) -> Problem:
    """Make the problem again that an entry states. Raises FormError."""
    return problem_from_json(load_object(payload))


def reading_rows(entry: Entry, reading: Reading) -> dict[Table, list[Row]]:
    """Lay out a reading: its rows of every table but `reports`, each list in order of the table's key."""
    reader = reading.reader
    return {
        readings: [
            {
                "seq": entry.seq,
                "id": entry.id,
                "report": reading.report.id,
                "reader": None if reader is None else reader.version,
                "reader_name": None if reader is None else reader.name,
                "model": None if reader is None else reader.model,
                "runtime": None if reader is None else reader.runtime,
                "cpu": None if reader is None else reader.cpu,
                "settings": None if reader is None else dump_line(dict(reader.settings)),
                "resolver": None if reading.resolver is None else dump_line(resolver_to_json(reading.resolver)),
                "n_claims": len(reading.claims),
                "n_attributions": len(reading.attributions),
                "path": reading.report.path,
                "run_id": entry.run_id,
                "at": entry.at,
            }
        ],
        claims: [
            {
                "reading": entry.seq,
                "claim": n,
                "id": claim.id,
                "type": claim.type.value,
                "mode": None if claim.mode is None else claim.mode.value,
                "status": claim.status.value,
                "date": claim.date,
                **_days(claim),
                "date_certainty": None if claim.date_certainty is None else claim.date_certainty.value,
                "date_reason": claim.date_reason,
                "n_links": len(claim.account.links),
                "confidence": claim.confidence,
                "note": claim.note,
            }
            for n, claim in enumerate(reading.claims)
        ],
        fields: _in_order({"reading": entry.seq, "claim": n} | row for n, claim in enumerate(reading.claims) for row in _field_rows(claim)),
        attributions: _in_order(
            {"reading": entry.seq, "attribution": n} | _span_row(field, position, span)
            for n, attribution in enumerate(reading.attributions)
            for field in ("source", "cue", "content")
            for position, span in enumerate(getattr(attribution, field))
        ),
        problems: [problem_row(entry, problem, position=n, report=reading.report) for n, problem in enumerate(reading.problems)],
    }


def report_row(seq: int, reading_seq: int, report: Report) -> Row:
    """Lay out a report as its newest reading describes it. seq: of the report's entry."""
    return {
        "id": report.id,
        "seq": seq,
        "reading": reading_seq,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "url": report.url,
        "language": report.language,
        "published": report.published,
        "published_from": report.published_from.value,
        "dateline": None if report.dateline is None else report.dateline.words,
        "origin": None if report.origin is None else report.origin.name,
        "path": report.path,
    }


def problem_row(entry: Entry, problem: Problem, *, position: int = 0, report: Report | None = None) -> Row:
    """Lay out a problem; position and report: of one that a reading met."""
    return {
        "seq": entry.seq,
        "position": position,
        "kind": problem.kind.value,
        "where": problem.where,
        "reason": problem.reason,
        "remedy": problem.remedy,
        "report": None if report is None else report.id,
        "run_id": entry.run_id,
    }


def load_decision(entry: Entry) -> Decision:
    """Make the decision again that an entry states. Raises FormError."""
    stated = load_object(entry.payload)
    try:
        return Decision(
            id=entry.id,
            verb=Verb(stated["verb"]),
            one=tuple(map(ClaimId, stated["one"])),
            other=tuple(map(ClaimId, stated["other"])),
            undoes=entry.parent,
            because=str(stated["because"]),
            who=entry.actor,
            at=entry.at,
        )
    except (KeyError, TypeError, ValueError) as err:
        raise FormError(f"The decision {entry.id} is not of the form that whence writes: {err!r}.") from err


def decision_payload(decision: Decision) -> Json:
    """Make the payload of a decision's entry."""
    return {"verb": decision.verb.value, "one": list(decision.one), "other": list(decision.other), "because": decision.because}


def decision_row(entry: Entry, decision: Decision) -> Row:
    """Lay out a decision."""
    return {
        "seq": entry.seq,
        "id": decision.id,
        "verb": decision.verb.value,
        "one": dump_line(list(decision.one)),
        "other": dump_line(list(decision.other)),
        "undoes": decision.undoes,
        "because": decision.because,
        "who": decision.who,
        "at": decision.at,
    }


def project_reading(connection: Connection, entry: Entry, reading: Reading) -> None:
    """Put a reading's rows in, and describe its report by it; a report that is new here gets its words into the search."""
    report_seq = connection.execute(select(ledger.c.seq).where(ledger.c.id == reading.report.id)).scalar_one()
    row = report_row(report_seq, entry.seq, reading.report)
    if connection.execute(update(reports).where(reports.c.id == reading.report.id).values(row)).rowcount == 0:
        connection.execute(insert(reports), row)
        connection.execute(text("INSERT INTO report_words (rowid, text) VALUES (:seq, :text)"), {"seq": report_seq, "text": reading.report.text})
    for table, rows in reading_rows(entry, reading).items():
        if rows:
            connection.execute(insert(table), rows)


def project_problem(connection: Connection, entry: Entry, problem: Problem) -> None:
    """Put the row of a problem in that stands by itself."""
    connection.execute(insert(problems), problem_row(entry, problem))


def project_decision(connection: Connection, entry: Entry) -> None:
    """Put the row of a decision in. Raises FormError."""
    connection.execute(insert(decisions), decision_row(entry, load_decision(entry)))


def project_all(connection: Connection) -> None:
    """Empty the projection and fill it from the ledger. Raises RecordError where an entry cannot be read."""
    for table in reversed(PROJECTION):
        connection.execute(delete(table))
    connection.execute(text("INSERT INTO report_words (report_words) VALUES ('delete-all')"))
    for entry in entries(connection):
        try:
            if entry.kind == Kind.READING:
                project_reading(connection, entry, load_reading(entry.payload, text_of_parent(connection, entry)))
            elif entry.kind == Kind.PROBLEM:
                project_problem(connection, entry, load_problem(entry.payload))
            elif entry.kind == Kind.DECISION:
                project_decision(connection, entry)
        except FormError as err:
            raise RecordError(
                f"Entry {entry.seq} of the ledger ({entry.kind} {entry.id}) cannot be read: {err} Take the record from a backup; what else is wrong: "
                "whence verify"
            ) from err


def text_of_parent(connection: Connection, entry: Entry) -> str:
    """Fetch the text of the report that a reading's entry is about. Raises FormError where the ledger has lost it."""
    found = connection.execute(select(ledger.c.text).where(ledger.c.id == entry.parent, ledger.c.kind == Kind.REPORT.value)).scalar()
    if found is None:
        raise FormError(f"The ledger has no text of report {entry.parent}.")
    return str(found)


def _in_order(rows: Iterator[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: tuple(row.values())[:4])  # the first four columns are the key


_VALUES = ("name", "identity", "kind", "country", "sector", "lat", "lon", "uncertainty_km", "rule", "reason", "harm", "low", "high")
_NO_VALUES: Row = dict.fromkeys(_VALUES)


def _field_rows(claim: Claim) -> Iterator[Row]:
    for field in ("what", "time", "means"):
        for position, span in enumerate(getattr(claim, field)):
            yield _span_row(field, position, span) | _NO_VALUES
    for position, span in enumerate(claim.place):
        yield _span_row("place", position, span) | _NO_VALUES | (_location_values(claim.locations[position]) if claim.locations else {})
    for field in ("actor", "recipient"):
        for position, party in enumerate(getattr(claim, field)):
            yield _span_row(field, position, party.span) | _NO_VALUES | {"name": party.name} | _identity_values(party.identity)
    for position, toll in enumerate(claim.toll):
        yield _span_row("toll", position, toll.span) | _NO_VALUES | {"harm": toll.harm.value, "low": toll.low, "high": toll.high}
    if claim.count is not None:
        yield _span_row("count", 0, claim.count.span) | _NO_VALUES | {"low": claim.count.low, "high": claim.count.high}
    for position, link in enumerate(claim.account.links):
        if link.source is not None:
            kind = {} if link.kind is None else {"kind": link.kind.value}  # of a source it says more than the kind of its identity
            yield _span_row("source", position, link.source) | _NO_VALUES | {"name": link.name} | _identity_values(link.identity) | kind
        if link.cue is not None:
            yield _span_row("cue", position, link.cue) | _NO_VALUES
    if claim.sentence is not None:
        yield _span_row("sentence", 0, claim.sentence) | _NO_VALUES


def _identity_values(identity: Identity | None) -> Row:
    if identity is None:
        return {}
    return {
        "identity": identity.id,
        "kind": identity.kind.value,
        "country": identity.country,
        "sector": None if identity.sector is None else identity.sector.value,
        "rule": identity.rule,
        "reason": identity.reason,
    }


def _location_values(location: Location) -> Row:
    return {
        "name": location.name,
        "identity": location.id,
        "kind": None if location.feature is None else location.feature.value,
        "country": " ".join(location.countries) or None,
        "lat": location.lat,
        "lon": location.lon,
        "uncertainty_km": location.uncertainty_km,
        "rule": location.rule,
        "reason": location.reason,
    }


def _days(claim: Claim) -> Row:
    first, last = (days(claim.date) if claim.date is not None and is_edtf(claim.date) else None) or (None, None)
    return {"first_day": None if first is None else first.isoformat(), "last_day": None if last is None else last.isoformat()}


def _span_row(field: str, position: int, span: Span) -> Row:
    return {"field": field, "position": position, "start": span.start, "end": span.end, "words": span.words}
