"""Reports written for the tests of actors: phrases in square brackets are the actors (or recipients, or sources) of claims."""

from __future__ import annotations

import re
from dataclasses import replace

from whence.resolve.actors import ActorTable, ActorValue, classify_sources, resolve_actors
from whence.terms import Account, AccountLink, Claim, ClaimId, EventType, Location, Party, Report, ReportId, SourceKind, Span, Status


def marked(text: str, *, published: str | None = "2018-05-05", outlet: str | None = None, dateline: str | None = None) -> tuple[Report, list[Span]]:
    """Take the brackets out of a text, which opens with its dateline if it has one. Returns the report and the spans that stood in brackets."""
    plain, places, last = "", [], 0
    for match in re.finditer(r"\[([^\]]+)\]", text):
        plain += text[last : match.start()]
        places.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        last = match.end()
    plain += text[last:]
    written = None if dateline is None else Span(0, len(dateline), plain)
    report = Report(id=ReportId("r"), text=plain, published=published, outlet=outlet, dateline=written)
    return report, [Span(start, end, plain) for start, end in places]


def told(
    text: str,
    *,
    role: str = "actor",
    type_: EventType = EventType.ASSAULT,
    published: str | None = "2018-05-05",
    outlet: str | None = None,
    dateline: str | None = None,
    table: ActorTable | None = None,
) -> list[ActorValue]:
    """Resolve the phrases in brackets."""
    report, spans = marked(text, published=published, outlet=outlet, dateline=dateline)
    claims = [claim_of(report, span, role, type_, i) for i, span in enumerate(spans)]
    values = resolve_actors(report, claims, table=table)
    return [values[span] for span in spans]


def whom(text: str, **options: object) -> ActorValue:
    """Resolve the phrases in brackets and give the value of the last one."""
    return told(text, **options)[-1]  # type: ignore[arg-type]


def names(text: str, **options: object) -> list[str | None]:
    """Resolve the phrases in brackets and give their names alone."""
    return [value.name for value in told(text, **options)]  # type: ignore[arg-type]


def coded(text: str, **options: object) -> tuple[str | None, str | None]:
    """Resolve the phrases in brackets and give country and sector of the last one."""
    value = whom(text, **options)
    return value.country, value.sector


def placed(text: str, place: str, *countries: str, role: str = "actor") -> ActorValue:
    """Resolve the phrase in brackets that stands last, all claims being located where `place` stands, in these countries (alpha-2)."""
    report, spans = marked(text)
    at = report.text.index(place)
    where = Span(at, at + len(place), report.text)
    location = Location(span=where, rule="test", reason="It is put there.", countries=countries)
    claims = [replace(claim_of(report, span, role, EventType.ASSAULT, i), place=(where,), locations=(location,)) for i, span in enumerate(spans)]
    return resolve_actors(report, claims)[spans[-1]]


def source_of(text: str, **options: str) -> SourceKind:
    """Tell the kind of the phrase in brackets as the source of a claim."""
    report, spans = marked(text, outlet=options.get("outlet"))
    claims = [claim_of(report, span, "source", EventType.ASSAULT, i) for i, span in enumerate(spans)]
    return classify_sources(claims, resolve_actors(report, claims))[spans[-1]]


def harmed(text: str, *, type_: EventType = EventType.ASSAULT, published: str | None = "2018-05-05") -> ActorValue:
    """Resolve the recipient, the last phrase in brackets, of a claim of which the one before is the actor and any before that the source."""
    report, spans = marked(text, published=published)
    account = Account((AccountLink(source=spans[0]),)) if len(spans) > 2 else Account()
    claim = replace(claim_of(report, spans[-1], "recipient", type_, 0), actor=(Party(spans[-2]),), account=account)
    return resolve_actors(report, [claim])[spans[-1]]


def claim_of(report: Report, span: Span, role: str, type_: EventType, number: int) -> Claim:
    party = (Party(span),)
    return Claim(
        id=ClaimId(str(number)),
        type=type_,
        status=Status.OCCURRED,
        what=(Span(0, 1, report.text),),
        actor=party if role == "actor" else (),
        recipient=party if role == "recipient" else (),
        account=Account((AccountLink(source=span),)) if role == "source" else Account(),
    )
