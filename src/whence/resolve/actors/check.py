"""Checks on a table of actors: what contradicts itself is told in sentences that name the entry and the line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from whence.resolve.actors.names import name_key
from whence.resolve.actors.values import Actor, ActorId
from whence.terms import ActorKind

INTERNATIONAL = ("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC")
_TIME = re.compile(r"\d{4}(?:-\d\d){0,2}")
_FIRST_YEAR, _LAST_YEAR = "0600", "2100"


def check_actors(
    actors: Iterable[Actor],
    *,
    shared: Collection[str],
    only: Collection[Actor] | None = None,
    lines: Mapping[tuple[ActorId, str], str] | None = None,
    spellings: Mapping[ActorId, str] | None = None,
) -> list[str]:
    """Check a table: duplicates, aliases of two actors, cycles of parents, unknown parents and countries, impossible times.

    shared      folded names that several actors may share
    only        tell problems of these entries alone (a user's); None: of all
    lines       file and line of the keys of entries, where they have lines of their own
    spellings   names of other entries as they are written, by id

    Returns one sentence a problem, in order of the table; empty where all is well.
    """
    entries, lines, spellings = list(actors), lines or {}, spellings or {}
    told = {actor.id for actor in (entries if only is None else only)}
    by_id: dict[ActorId, Actor] = {}
    problems = []
    for actor in entries:
        if actor.id in by_id:
            problems.append(f'{actor.line}: "{actor.name}" is in the table already ({by_id[actor.id].line}).')
        by_id[actor.id] = actor
    countries = {actor.country for actor in entries if actor.kind is ActorKind.STATE} | set(INTERNATIONAL)
    owners: dict[str, Actor] = {}
    for actor in sorted(entries, key=lambda actor: actor.id in told):  # what is not told of comes first: it was there first
        if actor.id in told:
            problems.extend(_problems_of(actor, by_id, countries, lines, spellings))
        for field, spelling in _names_of(actor):
            key = name_key(spelling)
            owner = owners.setdefault(key, actor)
            if actor.id not in told or (key and (owner is actor or key in shared)):
                continue
            line = lines.get((actor.id, field)) or lines.get((actor.id, "shared")) or actor.line
            here = f'{line}: the alias "{spelling}" of "{actor.name}"'
            if not key:
                problems.append(f"{here} has no letter or digit.")
            elif owner.id != actor.id:
                problems.append(f'{here} belongs to "{owner.name}" ({owner.line}). Put it under "shared" if both may have it, or drop it.')
    return problems


def _names_of(actor: Actor) -> Iterator[tuple[str, str]]:
    """Give the names of an entry with the keys that they stand under."""
    yield "name", actor.name
    for field in ("aliases", "people", "seats"):
        yield from ((field, spelling) for spelling in getattr(actor, field))


def _problems_of(
    actor: Actor,
    by_id: Mapping[ActorId, Actor],
    countries: Collection[str | None],
    lines: Mapping[tuple[ActorId, str], str],
    spellings: Mapping[ActorId, str],
) -> Iterator[str]:
    def here(key: str) -> str:
        return f'{lines.get((actor.id, key), actor.line)}: "{actor.name}"'

    if actor.country is not None and actor.country not in countries:
        yield f"{here('country')} has the country {actor.country}, which is none. Possible: ISO 3166 alpha-3 codes and {', '.join(INTERNATIONAL)}."
    if actor.parent is not None and actor.parent not in by_id:
        yield f'{here("parent")} is a part of "{spellings.get(actor.parent, actor.parent)}", which the table lacks.'
    if actor.speaks_for is not None and actor.speaks_for not in by_id:
        yield f'{here("speaks_for")} speaks for "{spellings.get(actor.speaks_for, actor.speaks_for)}", which the table lacks.'
    seen = [actor.id]
    parent = actor.parent
    while parent is not None and parent in by_id:
        if parent in seen:
            yield f"{here('parent')} is a part of itself: {' in '.join([*seen, parent])}."
            break
        seen.append(parent)
        parent = by_id[parent].parent
    yield from (
        f"{here('sector')} has the time {since}, which is no day, month or year." for _, since in actor.sectors if since and not _possible(since)
    )
    for key, start, end in (("years", actor.start, actor.end), *(("terms", term.start, term.end) for term in actor.terms)):
        yield from (
            f"{here(key)} has the time {time}, which is no day, month or year." for time in (start, end) if time is not None and not _possible(time)
        )
        if start is not None and end is not None and start[: min(len(start), len(end))] > end[: min(len(start), len(end))]:
            yield f"{here(key)} ends ({end}) before it begins ({start})."
    for term in actor.terms:
        if term.of is not None and term.of not in by_id:
            yield f'{here("terms")} is "{term.office}" of "{term.of}", which the table lacks.'


def _possible(time: str) -> bool:
    if _TIME.fullmatch(time) is None or not _FIRST_YEAR <= time[:4] <= _LAST_YEAR:
        return False
    try:
        date.fromisoformat(f"{time}-01-01"[:10])
    except ValueError:
        return False
    return True
