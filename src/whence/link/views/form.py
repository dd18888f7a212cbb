"""The JSON form of an event view; its keys are documented in docs/accounts.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from whence.link.views.contested import Disagreement
from whence.link.views.dates import When
from whence.link.views.derived import DerivedFigures, Range
from whence.link.views.event import EventView, account_rows, foretelling_rows
from whence.link.views.figures import Figure
from whence.link.views.parties import PartyView
from whence.link.views.places import BestPlace, PlaceTold
from whence.link.views.rows import AccountRow, Named
from whence.link.views.told import Backing, Supported
from whence.link.views.totals import Total

Json = dict[str, Any]


def view_to_json(view: EventView) -> Json:
    """Turn a view into its JSON object: keys and lists always in the same order."""
    return {
        "type": view.type.value,
        "types": [_supported(held) for held in view.types],
        "mode": None if view.mode is None else view.mode.value,
        "modes": [_supported(held) for held in view.modes],
        "statuses": [_supported(held) for held in view.statuses],
        "actors": [_party(party) for party in view.actors],
        "recipients": [_party(party) for party in view.recipients],
        "place": None if view.place is None else _best_place(view.place),
        "places": [_place(place) for place in view.places],
        "when": _when(view.when),
        "toll": {
            "figures": [_figure(figure) for figure in view.figures],
            "totals": [_total(total) for total in view.totals],
            "derived": _derived(view.derived),
        },
        "contested": [_disagreement(parted) for parted in view.contested],
        "grade": {"grade": view.grade.grade.value, "rule": view.grade.rule.value, "why": view.grade.why, **_backing(view.grade.backing)},
        "n_reports": view.n_reports,
        "n_outlets": view.n_outlets,
        "n_unnamed_outlets": view.n_unnamed,
        "n_origins": view.n_origins,
        "n_contradictions": view.n_contradictions,
        "accounts": [_row(row) for row in account_rows(view)],
        "foretold": [_row(row) for row in foretelling_rows(view)],
    }


def _backing(held: Backing) -> Json:
    return {
        "claims": list(held.claims),
        "origins": list(held.origins),
        "voices": list(held.voices),
        "reports": list(held.reports),
        "first": held.first,
    }


def _supported(held: Supported[Any]) -> Json:
    return {"value": held.value.value, **_backing(held.backing)}


def _party(party: PartyView) -> Json:
    identity = party.identity
    return {
        "name": party.name,
        "named": party.named,
        "id": None if identity is None else identity.id,
        "country": None if identity is None else identity.country,
        "sector": None if identity is None or identity.sector is None else identity.sector.value,
        "people": party.people.value,
        "words": list(party.words),
        **_backing(party.backing),
        "told_by": list(party.told.origins),
        "denied_by": list(party.denied.origins),
    }


def _place(place: PlaceTold) -> Json:
    point = place.location
    return {
        "name": place.name,
        "id": None if point is None else point.id,
        "lat": None if point is None else point.lat,
        "lon": None if point is None else point.lon,
        "uncertainty_km": None if point is None else point.uncertainty_km,
        "words": list(place.words),
        **_backing(place.backing),
    }


def _best_place(place: BestPlace) -> Json:
    point = place.location
    return {
        "name": place.name,
        "id": point.id,
        "feature": None if point.feature is None else point.feature.value,
        "admin1": point.admin1,
        "admin2": point.admin2,
        "countries": list(point.countries),
        "lat": point.lat,
        "lon": point.lon,
        "uncertainty_km": point.uncertainty_km,
        "why": place.why,
        "agreeing": list(place.with_it.origins),
        "against": list(place.against.origins),
    }


def _when(when: When) -> Json:
    return {
        "interval": when.interval,
        "best": when.best,
        "day": when.day,
        "inferred": when.inferred,
        "why": when.why,
        **_backing(when.backing),
    }


def _figure(figure: Figure) -> Json:
    return {
        "claim": figure.claim,
        "report": figure.report,
        "origin": figure.origin,
        "harm": figure.harm.value,
        "low": figure.low,
        "high": figure.high,
        "people": figure.people.value,
        "words": figure.words,
        "as_of": figure.as_of,
        "scope": figure.scope.value,
        "cumulative": figure.cumulative,
        "role": figure.role.value,
        "cue": figure.cue,
        "why": figure.why,
    }


def _total(total: Total) -> Json:
    return {
        "origin": total.origin,
        "voice": total.voice_name,
        "harm": total.harm.value,
        "low": total.low,
        "high": total.high,
        "people": total.people.value,
        "as_of": total.as_of,
        "last": total.last,
        "claims": list(total.backing.claims),
    }


def _range(held: Range | None) -> Json | None:
    return None if held is None else {"low": held.low, "high": held.high, "open": held.open}


def _derived(derived: DerivedFigures) -> Json:
    acled, ucdp, airwars = derived.acled, derived.ucdp, derived.airwars
    return {
        "acled": {"fatalities": acled.fatalities, "why": acled.why},
        "ucdp": {"low": ucdp.low, "best": ucdp.best, "high": ucdp.high, "high_open": ucdp.high_open, "why": ucdp.why},
        "airwars": {"killed": _range(airwars.killed), "injured": _range(airwars.injured), "why": airwars.why},
        "ranges": [{"harm": one.harm.value, **(_range(one.range) or {})} for one in derived.ranges],
        "by_people": [
            {"harm": one.harm.value, "people": one.people.value, **(_range(one.range) or {}), "origins": list(one.origins)}
            for one in derived.by_people
        ],
        "note": derived.note,
    }


def _disagreement(parted: Disagreement) -> Json:
    return {
        "field": parted.field.value,
        "about": parted.about or None,
        "kind": parted.kind.value,
        "sides": [{"values": list(side.values), **_backing(side.backing)} for side in parted.sides],
        "why": list(parted.why),
    }


def _row(row: AccountRow) -> Json:
    return {
        "origin": row.origin,
        "origin_name": row.origin_name,
        "chain": _named(row.chain),
        "kind": None if row.kind is None else row.kind.value,
        "echo": row.echo,
        "counts_as": row.counts_as,
        "standing": row.standing.value,
        "statuses": [status.value for status in row.statuses],
        "actors": _named(row.actors),
        "recipients": _named(row.recipients),
        "places": _named(row.places),
        "dates": [{"edtf": date.edtf, "words": date.words, "inferred": date.inferred} for date in row.dates],
        "figures": [_figure(figure) for figure in row.figures],
        "counts": [{"low": count.low, "high": count.high, "words": count.span.words} for count in row.counts],
        "words": list(row.words),
        "carriers": [
            {"report": one.report, "outlet": one.outlet, "title": one.title, "published": one.published, "copy_of": one.copy_of}
            for one in row.carriers
        ],
        "claims": list(row.claims),
    }


def _named(named: Sequence[Named]) -> list[Json]:
    return [{"words": list(one.words), "name": one.name} for one in named]
