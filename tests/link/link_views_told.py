"""Tellings of invented events, built by hand from short texts, for the tests of the views. Outlets, places, parties and incidents are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whence.link.views import Told
from whence.terms import (
    Account,
    AccountLink,
    ActorKind,
    Certainty,
    Claim,
    Count,
    EventType,
    Feature,
    Harm,
    Identity,
    Location,
    Mode,
    Party,
    Report,
    ReportId,
    Sector,
    SourceKind,
    Span,
    Status,
    Toll,
    claim_id,
    report_id,
)

ARMY = Identity(kind=ActorKind.BODY, rule="name", reason="", id="army-of-amra", country="AMR", sector=Sector.MIL)
NAVY = replace(ARMY, id="navy-of-amra")
STATE = Identity(kind=ActorKind.STATE, rule="name", reason="", id="amra", country="AMR", sector=Sector.GOV)
FRONT = Identity(kind=ActorKind.ARMED_GROUP, rule="name", reason="", id="lim-front", country="AMR", sector=Sector.REB)
BRIGADE = Identity(kind=ActorKind.ARMED_GROUP, rule="name", reason="", id="dune-brigade", country="AMR", sector=Sector.REB)
ANA = Identity(kind=ActorKind.PERSON, rule="name", reason="", id="ana-holm", country="AMR", sector=Sector.CVL)
OLE = Identity(kind=ActorKind.PERSON, rule="name", reason="", id="ole-berg", country="AMR", sector=Sector.CVL)
NAMES = {
    "navy-of-amra": "Navy of Amra",
    "ana-holm": "Ana Holm",
    "ole-berg": "Ole Berg",
    "army-of-amra": "Army of Amra",
    "amra": "Amra",
    "lim-front": "Lim Front",
    "dune-brigade": "Dune Brigade",
}

QASR_LIM = {"name": "Qasr Lim", "id": "t:1", "feature": Feature.SETTLEMENT, "countries": ("AM",), "lat": 30.0, "lon": 40.0, "uncertainty_km": 3.0}
TEL_OR = {"name": "Tel Or", "id": "t:2", "feature": Feature.SETTLEMENT, "countries": ("AM",), "lat": 31.0, "lon": 40.0, "uncertainty_km": 3.0}
AMRA = {"name": "Amra", "id": "t:3", "feature": Feature.COUNTRY, "countries": ("AM",), "lat": 31.0, "lon": 41.0, "uncertainty_km": 400.0}
ORLAND = {"name": "Orland", "id": "t:4", "feature": Feature.COUNTRY, "countries": ("OR",), "lat": 33.0, "lon": 41.0, "uncertainty_km": 300.0}

Who = str | tuple[str, Identity]


def report(text: str, *, outlet: str | None = "Zab Courier", published: str | None = "2031-05-06") -> Report:
    return Report(id=report_id(text, outlet=outlet), text=text, title=text.split(".")[0], outlet=outlet, published=published)


def tell(
    text: str,
    what: str,
    *,
    type: EventType = EventType.ASSAULT,
    mode: Mode | None = None,
    status: Status = Status.OCCURRED,
    actor: Sequence[Who] = (),
    recipient: Sequence[Who] = (),
    place: Sequence[tuple[str, dict[str, object] | None]] = (),
    time: str = "",
    date: str | None = "2031-05-05",
    certainty: Certainty | None = Certainty.EXACT,
    toll: Sequence[tuple[str, Harm, int, int | None]] = (),
    count: tuple[str, int, int | None] | None = None,
    source: Who | None = None,
    kind: SourceKind | None = None,
    outer: str | None = None,
    outlet: str | None = "Zab Courier",
    published: str | None = "2031-05-06",
    origin: str | None = None,
    copy_of: Told | None = None,
) -> Told:
    """Tell one claim of a report: the words of each field are looked for in the text.

    source   innermost source; outer: one more before it
    origin   None: the identity of the source, else the report from which the text comes
    """
    of = report(text, outlet=outlet, published=published)

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words), text)

    def party(who: Who) -> Party:
        words, identity = (who, None) if isinstance(who, str) else who
        return Party(span(words), None if identity is None else NAMES[identity.id or ""], identity)

    links = [] if outer is None else [AccountLink(span(outer))]
    if source is not None:
        said = party(source)
        links.append(AccountLink(said.span, None, said.name, kind, said.identity))
    account = Account(tuple(links))
    actors, recipients = tuple(map(party, actor)), tuple(map(party, recipient))
    places, times = tuple(span(words) for words, _ in place), (span(time),) if time else ()
    claim = Claim(
        id=claim_id(of.id, type, status, what=(span(what),), actor=actors, recipient=recipients, place=places, time=times, account=account),
        type=type,
        mode=mode,
        status=status,
        what=(span(what),),
        actor=actors,
        recipient=recipients,
        place=places,
        locations=tuple(
            Location(span=span(words), rule="only one" if known else "not in gazetteer", reason="", **(known or {}))  # type: ignore[arg-type]
            for words, known in place
        ),
        time=times,
        date=date,
        date_certainty=certainty if date else None,
        toll=tuple(Toll(span(words), harm, low, high) for words, harm, low, high in toll),
        count=None if count is None else Count(span(count[0]), count[1], count[2]),
        account=account,
    )
    root = of.id if copy_of is None else copy_of.root
    if origin is None and source is not None and not isinstance(source, str):
        return Told(claim, of, source[1].id or "", NAMES[source[1].id or ""], None if copy_of is None else root)
    name = outlet if copy_of is None else copy_of.origin_name
    return Told(claim, of, origin or root, origin or name or "unknown outlet", None if copy_of is None else ReportId(root))


def killed(words: str, low: int, high: int | None) -> tuple[str, Harm, int, int | None]:
    return (words, Harm.KILLED, low, high)


def injured(words: str, low: int, high: int | None) -> tuple[str, Harm, int, int | None]:
    return (words, Harm.INJURED, low, high)
