"""The JSON form of a reading: the one written by `whence read --json`, kept in a record, and used by gold files.

A report is one object: its own fields, `claims` and `attributions`; spans are `[start, end]`. The published schema is
`schema/reading.schema.json`. Unknown keys are allowed and ignored when loading.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from whence.errors import FormError, SpanError
from whence.terms import (
    Account,
    AccountLink,
    ActorKind,
    Attribution,
    Certainty,
    Claim,
    ClaimId,
    Count,
    Credit,
    EventType,
    Feature,
    Harm,
    Identity,
    KnownFrom,
    Location,
    Mode,
    Party,
    Problem,
    ProblemKind,
    ReaderInfo,
    Reading,
    Relation,
    Report,
    ReportId,
    ResolverInfo,
    Sector,
    SourceKind,
    Span,
    Status,
    Toll,
    claim_id,
    report_id,
)

Json = dict[str, Any]
T = TypeVar("T", bound=StrEnum)


def dump_line(obj: Json | list[Any]) -> str:
    """Write one JSON object or list as one line, keys in the order given, non-ASCII letters kept."""
    return json.dumps(obj, ensure_ascii=False, separators=(",", ":"))


def reading_to_json(reading: Reading) -> Json:
    """Turn a reading into its JSON object; `reading_from_json` turns it back to an equal one."""
    return report_to_json(reading.report) | {
        "claims": [claim_to_json(claim) for claim in reading.claims],
        "attributions": [attribution_to_json(attribution) for attribution in reading.attributions],
        "problems": [problem_to_json(problem) for problem in reading.problems],
        "reader": None if reading.reader is None else reader_to_json(reading.reader),
        "resolver": None if reading.resolver is None else resolver_to_json(reading.resolver),
    }


def reading_from_json(obj: Json) -> Reading:
    """Load a reading, or a gold file, from its JSON object.

    Raises FormError, naming the report and the field, for a missing key, a wrong kind of value, an unknown type or a span off the text.
    """
    report = report_from_json(obj)
    return Reading(
        report=report,
        claims=tuple(claim_from_json(c, report, f"claim {i}") for i, c in enumerate(_list(obj, "claims", report.id))),
        attributions=tuple(
            attribution_from_json(a, report, f"attribution {i}") for i, a in enumerate(_list(obj, "attributions", report.id, optional=True))
        ),
        problems=tuple(problem_from_json(p) for p in _list(obj, "problems", report.id, optional=True)),
        reader=None if obj.get("reader") is None else reader_from_json(obj["reader"]),
        resolver=None if obj.get("resolver") is None else resolver_from_json(obj["resolver"]),
    )


def report_to_json(report: Report) -> Json:
    """Turn a report into its JSON object."""
    return {
        "id": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "author": report.author,
        "url": report.url,
        "language": report.language,
        "published": report.published,
        "published_from": report.published_from.value,
        "dateline": _span(report.dateline),
        "origin": None if report.origin is None else {"name": report.origin.name, "span": _span(report.origin.span)},
        "path": report.path,
        "text": report.text,
    }


def report_from_json(obj: Json) -> Report:
    """Load a report; an object without `id` is named by its content. Raises FormError."""
    if not isinstance(obj, Mapping):
        raise FormError(f"A report is a JSON object; this is {_kind(obj)}.")
    text = obj.get("text")
    if not isinstance(text, str):
        raise FormError(f"A report needs `text`, a string; this one has {_kind(text)}. Keys here: {', '.join(map(str, obj)) or 'none'}.")
    for key in ("id", "title", "outlet", "author", "url", "language", "published", "path"):
        if obj.get(key) is not None and not isinstance(obj[key], str):
            raise FormError(f"Report field `{key}` is a string or null; this one is {_kind(obj[key])}.")
    where = f"report {obj.get('id', '')}"
    published = obj.get("published")
    origin = obj.get("origin")
    if origin is not None and not (isinstance(origin, Mapping) and isinstance(origin.get("name"), str)):
        raise FormError(f"In {where}: `origin` is null or an object with `name` and `span`; this one is {_kind(origin)}.")
    return Report(
        id=ReportId(obj["id"]) if obj.get("id") else report_id(text, outlet=obj.get("outlet"), url=obj.get("url")),
        text=text,
        title=obj.get("title"),
        outlet=obj.get("outlet"),
        author=obj.get("author"),
        url=obj.get("url"),
        language=obj.get("language"),
        published=published,
        published_from=_one_of(KnownFrom, obj.get("published_from", "unknown" if published is None else "given"), where, "published_from"),
        dateline=_optional_span_from(obj.get("dateline"), text, where, "dateline"),
        origin=None if origin is None else Credit(origin["name"], _optional_span_from(origin.get("span"), text, where, "origin")),
        path=obj.get("path"),
    )


def claim_to_json(claim: Claim) -> Json:
    """Turn a claim into its JSON object."""
    return {
        "id": claim.id,
        "type": claim.type.value,
        "mode": None if claim.mode is None else claim.mode.value,
        "status": claim.status.value,
        "what": _spans(claim.what),
        "actor": _spans(party.span for party in claim.actor),
        "actor_name": [party.name for party in claim.actor],
        "actor_identity": [identity_to_json(party.identity) for party in claim.actor],
        "recipient": _spans(party.span for party in claim.recipient),
        "recipient_name": [party.name for party in claim.recipient],
        "recipient_identity": [identity_to_json(party.identity) for party in claim.recipient],
        "place": _spans(claim.place),
        "locations": [location_to_json(location) for location in claim.locations],
        "time": _spans(claim.time),
        "date": claim.date,
        "date_reason": claim.date_reason,
        "date_certainty": None if claim.date_certainty is None else claim.date_certainty.value,
        "means": _spans(claim.means),
        "toll": [{"span": _span(t.span), "harm": t.harm.value, "low": t.low, "high": t.high} for t in claim.toll],
        "count": None if claim.count is None else {"span": _span(claim.count.span), "low": claim.count.low, "high": claim.count.high},
        "account": [_link_to_json(link) for link in claim.account.links],
        "sentence": _span(claim.sentence),
        "confidence": claim.confidence,
        "note": claim.note,
    }


def claim_from_json(obj: Json, report: Report, where: str) -> Claim:
    """Load one claim of a report; one without `id` is named by its words. Raises FormError."""
    where = f"report {report.id}, {where}"
    text = report.text
    what = _spans_from(obj, "what", text, where)
    if not what:
        raise FormError(f"In {where}: `what` is empty; a claim needs at least one span that names the happening.")
    type_ = _one_of(EventType, obj.get("type"), where, "type")
    actor = _parties_from(obj, "actor", text, where)
    recipient = _parties_from(obj, "recipient", text, where)
    place, time = (_spans_from(obj, key, text, where) for key in ("place", "time"))
    account = Account(
        tuple(
            AccountLink(
                _optional_span_from(link.get("source"), text, where, "account source"),
                _optional_span_from(link.get("cue"), text, where, "account cue"),
                _text(link, "name", where),
                None if link.get("kind") is None else _one_of(SourceKind, link["kind"], where, "account kind"),
                identity_from_json(link.get("identity"), text, f"{where}, account"),
            )
            for link in _objects(obj, "account", where)
        )
    )
    for key in ("id", "date", "date_reason", "note"):
        _text(obj, key, where)
    certainty = obj.get("date_certainty")
    count = obj.get("count")
    if count is not None and not isinstance(count, Mapping):
        raise FormError(f"In {where}: `count` is null or an object; this one is {_kind(count)}.")
    status = _one_of(Status, obj.get("status"), where, "status")
    id_ = claim_id(report.id, type_, status, what=what, actor=actor, recipient=recipient, place=place, time=time, account=account)
    return Claim(
        id=ClaimId(obj["id"]) if obj.get("id") else id_,
        type=type_,
        mode=None if obj.get("mode") is None else _one_of(Mode, obj["mode"], where, "mode"),
        status=status,
        what=what,
        actor=actor,
        recipient=recipient,
        place=place,
        locations=_locations_from(obj, place, where),
        time=time,
        date=obj.get("date"),
        date_reason=obj.get("date_reason"),
        date_certainty=None if certainty is None else _one_of(Certainty, certainty, where, "date_certainty"),
        means=_spans_from(obj, "means", text, where),
        toll=tuple(
            Toll(
                _span_from(t.get("span"), text, where, "toll"),
                _one_of(Harm, t.get("harm"), where, "toll harm"),
                _figure(t, "low", where),
                _end(t, where),
            )
            for t in _objects(obj, "toll", where)
        ),
        count=None if count is None else Count(_span_from(count.get("span"), text, where, "count"), _figure(count, "low", where), _end(count, where)),
        account=account,
        sentence=_optional_span_from(obj.get("sentence"), text, where, "sentence"),
        confidence=_number(obj, "confidence", where, least=0.0, most=1.0),
        note=obj.get("note"),
    )


def attribution_to_json(attribution: Attribution) -> Json:
    """Turn an attribution into its JSON object."""
    return {"source": _spans(attribution.source), "cue": _spans(attribution.cue), "content": _spans(attribution.content)}


def _link_to_json(link: AccountLink) -> Json:
    words: Json = {"source": _span(link.source), "cue": _span(link.cue)}
    if link.name is None and link.kind is None and link.identity is None:
        return words
    return words | {"name": link.name, "kind": None if link.kind is None else link.kind.value, "identity": identity_to_json(link.identity)}


def identity_to_json(identity: Identity | None) -> Json | None:
    """Turn whom a phrase stands for into its JSON object."""
    if identity is None:
        return None
    return {
        "id": identity.id,
        "kind": identity.kind.value,
        "country": identity.country,
        "sector": None if identity.sector is None else identity.sector.value,
        "secondary": None if identity.secondary is None else identity.secondary.value,
        "rule": identity.rule,
        "reason": identity.reason,
        "told_by": _span(identity.told_by),
    }


def identity_from_json(obj: Any, text: str, where: str) -> Identity | None:
    """Load whom a phrase stands for. Raises FormError."""
    if obj is None:
        return None
    if not isinstance(obj, Mapping):
        raise FormError(f"In {where}: an identity is null or an object; this one is {_kind(obj)}.")
    return Identity(
        id=_text(obj, "id", where),
        kind=_one_of(ActorKind, obj.get("kind"), where, "identity kind"),
        country=_text(obj, "country", where),
        sector=None if obj.get("sector") is None else _one_of(Sector, obj["sector"], where, "sector"),
        secondary=None if obj.get("secondary") is None else _one_of(Sector, obj["secondary"], where, "secondary"),
        rule=_text(obj, "rule", where) or "",
        reason=_text(obj, "reason", where) or "",
        told_by=_optional_span_from(obj.get("told_by"), text, where, "told_by"),
    )


def location_to_json(location: Location) -> Json:
    """Turn where a phrase lies into its JSON object; its words are those of `place` at the same position."""
    return {
        "name": location.name,
        "id": location.id,
        "feature": None if location.feature is None else location.feature.value,
        "admin1": location.admin1,
        "admin2": location.admin2,
        "countries": list(location.countries),
        "lat": location.lat,
        "lon": location.lon,
        "uncertainty_km": location.uncertainty_km,
        "relation": location.relation.value,
        "rule": location.rule,
        "reason": location.reason,
    }


def location_from_json(obj: Json, span: Span, where: str) -> Location:
    """Load where a phrase lies. Raises FormError."""
    if not isinstance(obj, Mapping):
        raise FormError(f"In {where}: each of `locations` is an object; one is {_kind(obj)}.")
    lat, lon = _number(obj, "lat", where, least=-90.0, most=90.0), _number(obj, "lon", where, least=-180.0, most=180.0)
    if (lat is None) != (lon is None):
        raise FormError(f"In {where}: `lat`, `lon` are {lat}, {lon}. Possible: both null, or both degrees.")
    return Location(
        span=span,
        name=_text(obj, "name", where),
        id=_text(obj, "id", where),
        feature=None if obj.get("feature") is None else _one_of(Feature, obj["feature"], where, "feature"),
        admin1=_text(obj, "admin1", where),
        admin2=_text(obj, "admin2", where),
        countries=_texts(obj, "countries", where),
        lat=lat,
        lon=lon,
        uncertainty_km=_number(obj, "uncertainty_km", where, least=0.0),
        relation=_one_of(Relation, obj.get("relation", Relation.AT), where, "relation"),
        rule=_text(obj, "rule", where) or "",
        reason=_text(obj, "reason", where) or "",
    )


def attribution_from_json(obj: Json, report: Report, where: str) -> Attribution:
    """Load one attribution of a report. Raises FormError."""
    where = f"report {report.id}, {where}"
    source, cue, content = (_spans_from(obj, key, report.text, where) for key in ("source", "cue", "content"))
    return Attribution(source, cue, content)


def problem_to_json(problem: Problem) -> Json:
    """Turn a problem into its JSON object."""
    return {"kind": problem.kind.value, "where": problem.where, "reason": problem.reason, "remedy": problem.remedy}


def problem_from_json(obj: Json) -> Problem:
    """Load a problem. Raises FormError."""
    if not isinstance(obj, Mapping):
        raise FormError(f"A problem is a JSON object; this is {_kind(obj)}.")
    kind = _one_of(ProblemKind, obj.get("kind"), "a problem", "kind")
    where, reason, remedy = (_text(obj, key, "a problem") for key in ("where", "reason", "remedy"))
    if where is None or reason is None:
        raise FormError(f"A problem needs `where` and `reason`; this one has {', '.join(map(str, obj))}.")
    return Problem(kind, where, reason, remedy)


def reader_to_json(reader: ReaderInfo) -> Json:
    """Turn a reader's description into its JSON object."""
    return {
        "name": reader.name,
        "version": reader.version,
        "model": reader.model,
        "runtime": reader.runtime,
        "cpu": reader.cpu,
        "settings": dict(reader.settings),
    }


def reader_from_json(obj: Json) -> ReaderInfo:
    """Load a reader's description. Raises FormError."""
    if not (isinstance(obj, Mapping) and isinstance(obj.get("name"), str) and isinstance(obj.get("version"), str)):
        raise FormError(f"A reader is a JSON object with `name` and `version`; this is {_kind(obj)}.")
    settings_ = obj.get("settings") or {}
    if not isinstance(settings_, Mapping):
        raise FormError(f"A reader's `settings` is an object; this one is {_kind(settings_)}.")
    model, runtime, cpu = (_text(obj, key, "reader") for key in ("model", "runtime", "cpu"))
    settings = tuple(sorted(settings_.items()))
    return ReaderInfo(name=obj["name"], version=obj["version"], model=model, runtime=runtime, cpu=cpu, settings=settings)


def resolver_to_json(resolver: ResolverInfo) -> Json:
    """Turn a resolver's description into its JSON object."""
    return {"version": resolver.version, "gazetteer": list(resolver.gazetteer), "actors": list(resolver.actors)}


def resolver_from_json(obj: Json) -> ResolverInfo:
    """Load a resolver's description. Raises FormError."""
    if not (isinstance(obj, Mapping) and isinstance(obj.get("version"), str)):
        raise FormError(f"A resolver is a JSON object with `version`; this is {_kind(obj)}.")
    return ResolverInfo(version=obj["version"], gazetteer=_texts(obj, "gazetteer", "resolver"), actors=_texts(obj, "actors", "resolver"))


def _kind(value: object) -> str:
    return {
        "NoneType": "null",
        "dict": "an object",
        "list": "a list",
        "str": "a string",
        "int": "a number",
        "float": "a number",
        "bool": "true or false",
    }.get(type(value).__name__, type(value).__name__)


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _spans(spans: Any) -> list[list[int] | None]:
    return [_span(span) for span in spans]


def _one_of(kind: type[T], value: object, where: str, key: str) -> T:
    try:
        return kind(value)  # type: ignore[arg-type]
    except ValueError:
        raise FormError(f"In {where}: `{key}` is {value!r}. Possible: {', '.join(kind)}.") from None


def _list(obj: Json, key: str, where: str, *, optional: bool = False) -> Sequence[Any]:
    value = obj.get(key, [] if optional else None)
    if not isinstance(value, list):
        raise FormError(f"In {where}: `{key}` is a list; this one is {_kind(value)}.")
    return value


def _objects(obj: Json, key: str, where: str) -> list[Json]:
    values = _list(obj, key, where, optional=True)
    for value in values:
        if not isinstance(value, Mapping):
            raise FormError(f"In {where}: each `{key}` is an object; one is {_kind(value)}.")
    return list(values)


def _span_from(value: object, text: str, where: str, key: str) -> Span:
    if not (isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)):
        raise FormError(f"In {where}: a span of `{key}` is [start, end], two whole numbers; this one is {value!r}.")
    try:
        return Span(value[0], value[1], text)
    except SpanError as err:
        raise FormError(f"In {where}: `{key}`: {err}") from err


def _optional_span_from(value: object, text: str, where: str, key: str) -> Span | None:
    return None if value is None else _span_from(value, text, where, key)


def _spans_from(obj: Json, key: str, text: str, where: str) -> tuple[Span, ...]:
    if not isinstance(obj, Mapping):
        raise FormError(f"{where} is a JSON object; this is {_kind(obj)}.")
    return tuple(_span_from(value, text, where, key) for value in _list(obj, key, where, optional=True))


def _parties_from(obj: Json, key: str, text: str, where: str) -> tuple[Party, ...]:
    spans = _spans_from(obj, key, text, where)
    names = _list(obj, f"{key}_name", where, optional=True) or [None] * len(spans)
    if len(names) != len(spans):
        raise FormError(f"In {where}: `{key}_name` has {len(names)} names for {len(spans)} spans of `{key}`; one each, null where not told.")
    for name in names:
        if name is not None and not isinstance(name, str):
            raise FormError(f"In {where}: each of `{key}_name` is a string or null; one is {_kind(name)}.")
    identities = _list(obj, f"{key}_identity", where, optional=True) or [None] * len(spans)
    if len(identities) != len(spans):
        raise FormError(
            f"In {where}: `{key}_identity` has {len(identities)} entries for {len(spans)} spans of `{key}`; one each, null where not told."
        )
    return tuple(
        Party(span, name, identity_from_json(identity, text, f"{where}, {key}"))
        for span, name, identity in zip(spans, names, identities, strict=True)
    )


def _locations_from(obj: Json, place: tuple[Span, ...], where: str) -> tuple[Location, ...]:
    found = _list(obj, "locations", where, optional=True)
    if found and len(found) != len(place):
        raise FormError(f"In {where}: `locations` has {len(found)} entries for {len(place)} spans of `place`; one each, or none at all.")
    return tuple(location_from_json(location, span, where) for location, span in zip(found, place, strict=False))


def _text(obj: Mapping[str, Any], key: str, where: str) -> str | None:
    value = obj.get(key)
    if value is not None and not isinstance(value, str):
        raise FormError(f"In {where}: `{key}` is a string or null; this one is {_kind(value)}.")
    return value


def _texts(obj: Json, key: str, where: str) -> tuple[str, ...]:
    values = _list(obj, key, where, optional=True)
    for value in values:
        if not isinstance(value, str):
            raise FormError(f"In {where}: each of `{key}` is a string; one is {_kind(value)}.")
    return tuple(values)


def _number(obj: Mapping[str, Any], key: str, where: str, *, least: float, most: float = math.inf) -> float | None:
    value = obj.get(key)
    if value is None:
        return None
    if type(value) not in (int, float) or not least <= value <= min(most, sys.float_info.max):
        bounds = f"from {least:g} on" if most == math.inf else f"from {least:g} to {most:g}"
        raise FormError(f"In {where}: `{key}` is null or a number {bounds}; this one is {value!r}.")
    return float(value)


def _figure(obj: Mapping[str, Any], key: str, where: str) -> int:
    value = obj.get(key)
    if type(value) is not int or value < 0:
        raise FormError(f"In {where}: `{key}` is a whole number from 0 on; this one is {value!r}.")
    return value


def _end(obj: Mapping[str, Any], where: str) -> int | None:
    return None if obj.get("high") is None else _figure(obj, "high", where)
