"""The table of actors: loaded from the plain text files beside this module and from a user's own, checked, and indexed by folded name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from whence.errors import ActorsError
from whence.resolve.actors.check import check_actors
from whence.resolve.actors.extend import read_user_table
from whence.resolve.actors.names import AMERICAN_STATES, Token, is_shortened, name_key
from whence.resolve.actors.organs import Organs
from whence.resolve.actors.rows import Row, actor_id, parse_actors, read_rows
from whence.resolve.actors.values import Actor, ActorId
from whence.resolve.actors.words import ORGANISATION_WORDS
from whence.terms import ActorKind, Sector

FILES = ("states", "bodies", "organisations", "groups", "media", "people")

# Organs that most states have and these do not: the police of the United States are those of towns, counties and states.
_LACKING: Mapping[str, tuple[str, ...]] = MappingProxyType({"USA": ("police",), "PSE": ("armed forces", "army", "navy", "air force")})


class Form(StrEnum):
    """In which way an alias names its actor."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    SEAT = "seat"


class Alias(NamedTuple):
    """A name of an actor as the table spells it."""

    actor: ActorId
    spelling: str
    form: Form


@dataclass(frozen=True, slots=True)
class Context:
    """Words that stand for an actor by who writes and what else is named: a short name ("the coalition") or a loaded epithet.

    words    folded
    outlet   ids of actors, or codes of countries, one of which the outlet must speak for or come from; empty: any outlet
    beside   ids or codes one of which the report must name; empty: none
    """

    words: tuple[str, ...]
    form: Form
    outlet: frozenset[str]
    beside: frozenset[str]
    means: ActorId
    reason: str


@dataclass(frozen=True, slots=True)
class ActorTable:
    """All actors and their names; made by `load_actors`.

    actors      id to entry
    aliases     folded name to the aliases that fold to it
    longest     first word, or first two words, of a folded name to the most words that a name beginning with it has
    stems       folded name of an armed group or force without its last word, a general one ("rapid support"), to its id
    surnames    last word of a person's name to the ids of those who bear it
    codes       ISO 3166 alpha-2 code of a state or territory to the country of its people
    places      folded name of a place to the country of its people
    shortened   those of them that are spelt with a dot ("La."): they count only as `is_shortened` tells
    longest_places   as `longest`, of the places
    sexes       first name to "f" or "m"
    signs       folded words that show the country of a local report ("superior court"), one or two and more, to that country
    longest_signs   as `longest`, of the signs
    contexts    first word to the words that stand for an actor by context ("the coalition"), longest first
    offices     office of a person to the nouns that name who holds it
    """

    actors: Mapping[ActorId, Actor]
    aliases: Mapping[str, tuple[Alias, ...]]
    longest: Mapping[str, int]
    stems: Mapping[str, ActorId]
    surnames: Mapping[str, tuple[ActorId, ...]]
    codes: Mapping[str, str]
    places: Mapping[str, str]
    shortened: frozenset[str]
    longest_places: Mapping[str, int]
    sexes: Mapping[str, str]
    signs: Mapping[str, str]
    longest_signs: Mapping[str, int]
    organs: Organs
    contexts: Mapping[str, tuple[Context, ...]]
    offices: Mapping[str, tuple[str, ...]]
    _bodies: Mapping[tuple[str, str], ActorId] = field(repr=False)
    _states: Mapping[str, ActorId] = field(repr=False)
    _holders: Mapping[str, tuple[Actor, ...]] = field(repr=False)

    def sector_on(self, actor: Actor, day: str | None) -> Sector | None:
        """Give the sector of an actor on a day (ISO): of a person by the office held, ELI after an office of a government.

        Without a day, a person is taken to hold the last office and a group to be what it was first.
        """
        if not actor.terms:
            return actor.sectors[0][0] if day is None and actor.sectors else actor.sector_on(day)
        term = actor.term_on(day)
        former = term is None
        if term is None:
            past = [t for t in actor.terms if t.end is not None and day is not None and t.end < day]
            term, former = (max(past, key=lambda t: t.end or ""), True) if past else (actor.terms[0], False)
        sector = term.sector
        if term.of is not None:
            body = self.actors.get(term.of)
            sector = body.sector_on(day) if body is not None else Sector.UNK
            if sector is None:
                sector = Sector.ELI if former else Sector.GOV
        return Sector.ELI if former and sector in (Sector.GOV, Sector.LEG) else sector

    def named(self, name: str) -> tuple[Actor, ...]:
        """Find the actors that go by a name, in any spelling that folds alike; empty where there is none."""
        return tuple(self.actors[alias.actor] for alias in self.aliases.get(name_key(name), ()) if alias.form is not Form.ADJECTIVE)

    def state(self, country: str) -> Actor | None:
        """Find the state of a country code."""
        found = self._states.get(country)
        return None if found is None else self.actors[found]

    def country_of_word(self, text: str, word: Token) -> str | None:
        """Give the country of the place that a word of a text names; None: it names none, or only as an abbreviation that is none here."""
        return self.places.get(word.key) if word.key not in self.shortened or is_shortened(text, word) else None

    def broke_away(self, actor: Actor) -> bool:
        """Tell whether an entry is a state that has broken away from the one whose country it is coded with."""
        return actor.kind is ActorKind.STATE and actor.country is not None and self.state(actor.country) is not actor

    def holders(self, country: str | None, of: ActorId | None) -> tuple[Actor, ...]:
        """List the people who have held an office of a state, or of a body or group."""
        return self._holders.get(country or "", ()) if country is not None else self._holders.get(of or "", ())

    def led_by(self, person: Actor, day: str | None) -> Actor | None:
        """Find the body or group in which a person holds an office on a day (None: held the last one), be it beside an office of the state."""
        held = [term.of for term in person.terms if term.of is not None and (day is None or term.holds_on(day))]
        found = [self.actors[of] for of in held if of in self.actors and self.actors[of].kind is not ActorKind.STATE]
        return found[-1] if found else None

    def is_american_state(self, place: str) -> bool:
        """Tell whether a name is that of an American state ("Ohio") or an abbreviation of one ("Tenn."); New York and Washington are cities too."""
        key = name_key(place)
        return key in AMERICAN_STATES or (key in self.shortened and self.places[key] == "USA")

    def has_organ(self, country: str, organ: str) -> bool:
        """Tell whether a state has an organ, by an entry or as most have it."""
        return organ not in _LACKING.get(country, ()) or self.body(country, organ) is not None

    def body(self, country: str, organ: str) -> Actor | None:
        """Find the body that is an organ ("army", "foreign ministry") of a state, where it goes by a name of its own."""
        found = self._bodies.get((country, organ))
        return None if found is None else self.actors[found]

    def organ_body(self, state: Actor, organ: str) -> Actor | None:
        """Find the body that is an organ of a state, or that goes by its name: the army of a state whose forces are one.

        What has broken away from a state has none of its bodies.
        """
        if state.country is None:
            return None
        found = None if self.broke_away(state) else self.body(state.country, organ)
        named = {actor.id: actor for actor in self.named(self.organs.by_name[organ].name_of(state)) if actor.country == state.country}
        return found or (next(iter(named.values())) if len(named) == 1 else None)

    def identify(self, name: str) -> str | None:
        """Give the identity that a plain name has: an id of the table, or "TUR/police" for an organ without an entry; None: not known.

        Shared abbreviations are not known here; "A and B" is known where both are, in any order.
        """
        found = {alias.actor for alias in self.aliases.get(name_key(name), ()) if alias.form is not Form.ADJECTIVE}
        if len(found) == 1:
            return str(next(iter(found)))
        if not found and (organ := self.organs.of_phrase(name, self.aliases, self.actors)) is not None:
            body = self.body(*organ)
            return str(body.id) if body is not None else "/".join(organ)
        return None

    def same(self, one: str, other: str) -> bool:
        """Tell whether two plain names name the same: alike when folded, or the same identity."""
        if _plain(one) == _plain(other):
            return True
        parts, others = one.split(" and "), other.split(" and ")
        if len(parts) == len(others) > 1:
            return {self.identify(p) or name_key(p) for p in parts} == {self.identify(p) or name_key(p) for p in others}
        identity = self.identify(one)
        return identity is not None and identity == self.identify(other)


def _plain(name: str) -> str:
    """Fold a name, what only says that police are an institution left out: "Danbury police" is the Danbury Police Department."""
    keys = name_key(name).split()
    if "police" in keys[1:]:
        keys = [key for key in keys if key not in ("department", "service", "force", "constabulary", "command", "dept")]
    return " ".join(keys)


def load_actors(extra: Sequence[Path] = ()) -> ActorTable:
    """Load the table of actors, with a user's own TOML files on top (form: docs/actors.md).

    Raises ActorsError for a file that cannot be read or that contradicts itself or the table: all problems, each with file, line and entry.
    """
    return _bundled() if not extra else _with(tuple(extra))


@lru_cache(maxsize=1)
def _bundled() -> ActorTable:
    return _index(*bundled_entries())


def _with(extra: tuple[Path, ...]) -> ActorTable:
    bundled, shared = bundled_entries()
    entries = {actor.id: actor for actor in bundled}
    names = set(shared_names(shared))
    added: list[Actor] = []
    problems: list[str] = []
    lines: dict[tuple[ActorId, str], str] = {}
    spellings: dict[ActorId, str] = {}
    for path in extra:
        mine = read_user_table(path, entries)
        entries.update(mine.actors)
        added.extend(mine.actors.values())
        names |= mine.shared
        problems += mine.problems
        lines |= mine.lines
        spellings |= mine.spellings
    problems += check_actors(entries.values(), shared=names, only=added, lines=lines, spellings=spellings)
    if problems:
        order = {path.name: i for i, path in enumerate(extra)}
        raise ActorsError("\n".join(sorted(problems, key=lambda problem: _place_of(problem, order))))
    return _index(entries.values(), shared)


def _place_of(problem: str, files: Mapping[str, int]) -> tuple[int, int]:
    """Tell by which file and line a problem is listed; one of a whole file comes first."""
    place = re.match(r"(.+), (?:line|entry) (\d+): ", problem)
    return (-1, 0) if place is None else (files.get(place[1], 0), int(place[2]))


def _rows_of(name: str) -> list[Row]:
    return read_rows(files("whence.resolve.actors").joinpath("tables", f"{name}.tsv").read_text(encoding="utf-8"), f"{name}.tsv")


@lru_cache(maxsize=1)
def bundled_entries() -> tuple[tuple[Actor, ...], tuple[Row, ...]]:
    """Read the bundled entries, and the rows of names that several of them share."""
    return tuple(parse_actors({name: _rows_of(name) for name in FILES})), tuple(_rows_of("shared"))


def shared_names(rows: Iterable[Row]) -> frozenset[str]:
    """Fold the names of the rows of shared names."""
    return frozenset(name_key(row.cells["alias"]) for row in rows)


def _index(entries: Iterable[Actor], shared: Iterable[Row]) -> ActorTable:
    actors = {actor.id: actor for actor in entries}
    aliases: dict[str, tuple[Alias, ...]] = {}
    longest: dict[str, int] = {}
    surnames: dict[str, list[ActorId]] = {}
    bodies: dict[tuple[str, str], ActorId] = {}
    states: dict[str, ActorId] = {}
    holders: dict[str, list[Actor]] = {}

    def add(key: str, alias: Alias) -> None:
        known = aliases.get(key)
        if known is None:
            aliases[key] = (alias,)
            _take_length(key, longest)
        elif all(other.actor != alias.actor or other.spelling != alias.spelling for other in known):
            aliases[key] = (*known, alias)

    for row in shared:
        spelling = row.cells["alias"]
        for name in row.list("actors"):
            add(name_key(spelling), Alias(actor_id(name), spelling, Form.NAME))
    for actor in actors.values():
        name = actor.id.replace("-", " ")  # folded
        add(name, Alias(actor.id, actor.name, Form.NAME))
        for form, spellings in (
            (Form.NAME, actor.aliases),
            (Form.ADJECTIVE, actor.adjectives),
            (Form.PEOPLE, actor.people),
            (Form.SEAT, actor.seats),
        ):
            for spelling in spellings:
                add(name_key(spelling), Alias(actor.id, spelling, form))
        if actor.organ and actor.country:
            bodies.setdefault((actor.country, actor.organ), actor.id)
        if actor.kind is ActorKind.STATE and actor.country:
            states.setdefault(actor.country, actor.id)
        if actor.kind is ActorKind.PERSON:
            surnames.setdefault(name.rsplit(" ", 1)[-1], []).append(actor.id)
            for where in {term.of or actor.country or "" for term in actor.terms}:
                holders.setdefault(where, []).append(actor)
    codes = {row.cells["iso2"]: row.cells["of"] or row.cells["iso3"] for row in _rows_of("states") if row.cells["iso2"]}
    places = {name_key(place): row.cells["country"] for row in _rows_of("places") for place in row.list("places")}
    longest_places: dict[str, int] = {}
    for place in places:
        _take_length(place, longest_places)
    signs = {name_key(words): row.cells["country"] for row in _rows_of("signs") for words in row.list("words")}
    longest_signs: dict[str, int] = {}
    for words in signs:
        _take_length(words, longest_signs)
    sexes = {name_key(name): row.cells["sex"] for row in _rows_of("sexes") for name in row.list("names")}
    return ActorTable(
        actors=MappingProxyType(actors),
        aliases=MappingProxyType(aliases),
        longest=MappingProxyType(longest),
        stems=MappingProxyType(_stems(actors.values(), aliases)),
        surnames=MappingProxyType({name: tuple(ids) for name, ids in surnames.items()}),
        codes=MappingProxyType(codes),
        places=MappingProxyType(places),
        shortened=frozenset(name_key(place) for row in _rows_of("places") for place in row.list("places") if place.endswith(".")),
        longest_places=MappingProxyType(longest_places),
        sexes=MappingProxyType(sexes),
        signs=MappingProxyType(signs),
        longest_signs=MappingProxyType(longest_signs),
        organs=Organs.load(_rows_of("organs")),
        contexts=_contexts(),
        offices=MappingProxyType({row.cells["office"]: row.list("nouns") for row in _rows_of("offices")}),
        _bodies=MappingProxyType(bodies),
        _states=MappingProxyType(states),
        _holders=MappingProxyType({where: tuple(found) for where, found in holders.items()}),
    )


def _stems(actors: Iterable[Actor], aliases: Mapping[str, Sequence[Alias]]) -> dict[str, ActorId]:
    """Cut the general last word off the names of armed groups and forces.

    What is then short for several, a name of its own, or begins with a nationality is left out.
    """
    found: dict[str, list[ActorId]] = {}
    for actor in actors:
        words = actor.id.split("-")
        if actor.kind not in (ActorKind.ARMED_GROUP, ActorKind.BODY) or len(words) < 3 or words[-1] not in ORGANISATION_WORDS:
            continue
        if not any(alias.form is Form.ADJECTIVE for alias in aliases.get(words[0], ())):
            found.setdefault(" ".join(words[:-1]), []).append(actor.id)
    return {stem: ids[0] for stem, ids in found.items() if len(ids) == 1 and stem not in aliases}


def _take_length(name: str, longest: dict[str, int]) -> None:
    """Note how many words a folded name has, under its first word and under its first two."""
    words = name.split(" ")
    n_words = len(words)
    if longest.get(words[0], 0) < n_words:
        longest[words[0]] = n_words
    if n_words > 1 and longest.get(two := f"{words[0]} {words[1]}", 0) < n_words:
        longest[two] = n_words


def longest_at(i: int, keys: Sequence[str], longest: Mapping[str, int]) -> int:
    """Tell how many words a name that begins with the word at `i`, the first of some name, may have, as far as its first two words tell."""
    most = longest[keys[i]]
    if most > 1:
        most = min(longest.get(f"{keys[i]} {keys[i + 1]}", 1), len(keys) - i) if i + 1 < len(keys) else 1
    return most


def _contexts() -> Mapping[str, tuple[Context, ...]]:
    def ids(names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(name if name.isupper() and len(name) == 3 else str(actor_id(name)) for name in names)

    found: dict[str, list[Context]] = {}
    for row in _rows_of("contexts"):
        words = tuple(name_key(row.cells["words"]).split())
        form = Form(row.cells["form"] or "name")
        context = Context(words, form, ids(row.list("outlet")), ids(row.list("beside")), actor_id(row.cells["means"]), row.cells["reason"])
        found.setdefault(words[0], []).append(context)
    return MappingProxyType({first: tuple(sorted(contexts, key=lambda c: -len(c.words))) for first, contexts in found.items()})
