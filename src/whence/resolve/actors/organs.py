"""Organs that every state has: which one a phrase such as "Turkish police" or "Ministry of Justice of Peru" names, and the plain name made for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from whence.resolve.actors.names import name_key
from whence.resolve.actors.values import Actor, ActorId
from whence.terms import ActorKind, Sector

if TYPE_CHECKING:
    from whence.resolve.actors.rows import Row
    from whence.resolve.actors.table import Alias


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that every state has; `template` makes its plain name."""

    name: str
    template: str
    sector: Sector

    def name_of(self, state: Actor) -> str:
        """Make the plain name of a state's organ."""
        adjective = state.adjectives[0] if state.adjectives else state.name
        return self.template.format(adjective=adjective, state=state.name)


@dataclass(frozen=True, slots=True)
class Organs:
    """The organs, by name and by the folded words that name them; `openings` are the first of these words."""

    by_name: Mapping[str, Organ]
    by_words: Mapping[str, Organ]
    openings: frozenset[str]

    @classmethod
    def load(cls, rows: Iterable[Row]) -> Organs:
        """Read the table of organs."""
        by_name, by_words = {}, {}
        for row in rows:
            organ = Organ(row.cells["organ"], row.cells["name"], Sector(row.cells["sector"]))
            by_name[organ.name] = organ
            for words in row.list("words"):
                by_words[name_key(words)] = organ
        return cls(MappingProxyType(by_name), MappingProxyType(by_words), frozenset(words.partition(" ")[0] for words in by_words))

    def of_phrase(self, phrase: str, aliases: Mapping[str, tuple[Alias, ...]], actors: Mapping[ActorId, Actor]) -> tuple[str, str] | None:
        """Take a phrase apart into state and organ: (country code, name of the organ); None where it is not made of just these two."""
        keys = name_key(phrase).split()
        for cut in range(1, len(keys)):
            front, back = keys[:cut], keys[cut:]
            if (organ := self.by_words.get(" ".join(back))) and (country := _country(front, aliases, actors)):
                return country, organ.name
            if "of" in back and (organ := self.by_words.get(" ".join(front))):
                country = _country([key for key in back[back.index("of") + 1 :] if key != "the"], aliases, actors) if back[0] == "of" else None
                if country:
                    return country, organ.name
        return None


def _country(keys: list[str], aliases: Mapping[str, tuple[Alias, ...]], actors: Mapping[ActorId, Actor]) -> str | None:
    for alias in aliases.get(" ".join(keys), ()):
        actor = actors[alias.actor]
        if actor.kind is ActorKind.STATE:
            return actor.country
    return None
