"""Country and sector: of a figure, and of a phrase whose words alone tell them."""

from __future__ import annotations

from collections.abc import Collection

from whence.resolve.actors.figures import Cast, Figure
from whence.resolve.actors.lexicon import Lexicon, NounClass
from whence.resolve.actors.names import name_key
from whence.resolve.actors.outcomes import Outcome
from whence.resolve.actors.phrases import Phrase
from whence.resolve.actors.table import ActorTable, longest_at
from whence.resolve.actors.values import ActorValue
from whence.resolve.actors.words import ANYBODYS_HEADS, OUTSIDERS, STATE_HEADS
from whence.terms import ActorKind, Sector, Span

# Nouns that tell the sector of people and things of a state or a body better than the state or body does ("Turkish police", "UN doctors").
_TELLING = frozenset(
    {NounClass.FORCE, NounClass.POLICE, NounClass.COURT, NounClass.PEOPLE, NounClass.CRIME, NounClass.BODY, NounClass.PARTY, NounClass.ARMED}
)
# Nouns of those who are mostly of the country that they are in.
_OF_THEIR_PLACE = (NounClass.PEOPLE, NounClass.CRIME, NounClass.ARMED, NounClass.BODY, NounClass.POLICE)
_UNDER_ARMS = (NounClass.ARMED, NounClass.FORCE, NounClass.POLICE)
_VAGUE_CLASSES = (NounClass.LAND, NounClass.STATE, NounClass.OFFICIAL)
_IN_OFFICE = (Sector.GOV, Sector.MIL, Sector.LEG, Sector.SPY, Sector.COP)
_SPEAK_FOR_STATE = (*_IN_OFFICE, Sector.ELI, Sector.PTY)


class Coder:
    """Gives country and sector in one report."""

    def __init__(self, cast: Cast, table: ActorTable, lexicon: Lexicon, day: str | None) -> None:
        self.cast, self.table, self.lexicon, self.day = cast, table, lexicon, day

    def value(self, phrase: Phrase, outcome: Outcome, lands: Collection[str] = ()) -> ActorValue:
        """Turn a decision into the value of a phrase.

        lands   countries in which that happens which is told of it, or beside it
        """
        mention = outcome.antecedent
        antecedent = Span(mention.start, mention.end, self.cast.report.text) if mention is not None else None
        figure = outcome.figure
        if figure is None:
            return ActorValue(
                name=outcome.name,
                kind=outcome.kind,
                rule=outcome.rule,
                reason=outcome.reason,
                id=outcome.identity,
                country=outcome.country or self._country_of_phrase(phrase, lands),
                sector=outcome.sector or self.sector_of_phrase(phrase),
                antecedent=antecedent,
            )
        home = None if figure.members else self.cast.home  # two of different countries have none
        if figure.body is not None and figure.body.country is not None:
            home = figure.body.country
        shouted = figure.actor is None and self.cast.upper and figure.name.isupper()
        return ActorValue(
            name=figure.name.title() if shouted else figure.name,
            kind=figure.kind,
            rule=outcome.rule,
            reason=outcome.reason,
            id=figure.actor.id if figure.actor is not None else figure.identity,
            country=figure.actor.country if figure.actor is not None else figure.country or home,
            sector=outcome.sector or self._sector_of_noun(phrase, figure) or self.sector_of(figure),
            secondary=figure.actor.secondary if figure.actor is not None else None,
            antecedent=antecedent,
        )

    def sector_of(self, figure: Figure) -> Sector | None:
        """Give the sector of a figure: by its entry, else by how the report describes it; None: an international body without one."""
        if figure.actor is not None:
            return self.table.sector_on(figure.actor, self.day)
        if figure.sector is not None:
            return figure.sector
        if figure.body is not None and figure.body.kind is not ActorKind.STATE and figure.heads <= ANYBODYS_HEADS:
            sector = self.sector_of(figure.body)
            if sector is not Sector.UNK:
                return sector
        for head in sorted(figure.heads, key=lambda head: (-len(head), head)):
            noun = self.lexicon.nouns.get(head)
            if noun is not None and noun.sector is not Sector.UNK:
                return noun.sector
        return Sector.CVL if figure.person else Sector.UNK

    def state_of(self, figure: Figure) -> str | None:
        """Give the country of the state that a person or a body acts for; None for private people and for officers of groups."""
        actor = figure.actor
        if actor is not None and actor.kind is ActorKind.PERSON:
            term = actor.term_on(self.day)
            if self.table.sector_on(actor, self.day) not in _SPEAK_FOR_STATE or (term is not None and term.of is not None):
                return None
        elif figure.person and not figure.heads & STATE_HEADS:
            return None
        return figure.country or (self.cast.home if figure.person else None)

    def speaks_for_state(self, person: Figure) -> bool:
        """Tell whether a person of no body or group says "we" for his state: not the leader of a party or of rebels, nor who was in office once."""
        if person.actor is not None or person.sector is not None:
            return self.sector_of(person) in _IN_OFFICE
        return bool(person.states) or not person.heads <= ANYBODYS_HEADS

    def _sector_of_noun(self, phrase: Phrase, figure: Figure) -> Sector | None:
        noun = phrase.noun
        if noun is None or noun.cls not in _TELLING or noun.sector is Sector.UNK:
            return None
        if figure.kind in (ActorKind.STATE, ActorKind.ORGANISATION):
            return noun.sector
        private = figure.person and figure.actor is None
        return noun.sector if private and noun.cls is not NounClass.PEOPLE else None

    def _country_of_phrase(self, phrase: Phrase, lands: Collection[str]) -> str | None:
        """Tell the country by the names in a phrase, else by where it is told of people, else that of the report.

        None where several are named, or several states are meant.
        """
        names = (*phrase.owners, *phrase.of, *phrase.inside)
        around = [m for m in names if m not in phrase.backers and not (m.figure.person and phrase.places(m))]
        named = [m.figure.country for m in around if m.figure.country is not None]
        if named:
            return named[0] if len(set(named)) == 1 or phrase.owners else None
        if not OUTSIDERS.isdisjoint(phrase.keys):
            return None
        for token in phrase.tokens:
            country = self.table.country_of_word(self.cast.report.text, token) if token.capital else None
            if country is not None:
                return country
        if phrase.plural and phrase.noun is not None and phrase.noun.cls in (NounClass.LAND, NounClass.STATE):
            return None
        if len(lands) == 1 and self._is_of_its_place(phrase):
            return next(iter(lands))
        return None if any(m.figure.country == self.cast.home for m in phrase.backers) else self.cast.home

    def _is_of_its_place(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is of people or a house who are mostly of the country that they are in: not "his daughter", "partners".

        Forces are where another state backs them ("Turkish-backed forces").
        """
        noun = phrase.noun
        theirs = noun is not None and (noun.cls in _OF_THEIR_PLACE or (noun.cls is NounClass.FORCE and bool(phrase.backers)))
        people = phrase.vague or (theirs and noun is not None and noun.sector is not Sector.UNK)
        return people and phrase.possessor is None

    def country_of_place(self, span: Span, *, abroad: bool = False) -> str | None:
        """Tell the country of a place by the last name in its words that is in a state which the report names; None: none told.

        abroad   a name in any other state will do, where it is no part of a longer one ("Upper Edmonton")
        """
        states = {f.country for f in self.cast.figures if f.kind is ActorKind.STATE and f.mentions}
        known: list[str | None] = []
        words = self.cast.tokens_of(span)
        keys, at = [token.key for token in words], 0
        while at < len(keys):
            most = longest_at(at, keys, self.table.longest_places) if keys[at] in self.table.longest_places else 0
            n = next((n for n in range(most, 0, -1) if " ".join(keys[at : at + n]) in self.table.places), 0)
            country = None
            if n and words[at].capital:
                several = self.table.places[" ".join(keys[at : at + n])]
                country = several if n > 1 else self.table.country_of_word(self.cast.report.text, words[at])
            if country is not None:
                known.append(country)
                if abroad and not (at and words[at - 1].capital):
                    states.add(country)
            at += n or 1
        named = [mention.figure.country for mention in self.cast.within(span.start, span.end)]
        return next((country for country in reversed([*known, *named]) if country in states), None)

    def _armed_behind(self, phrase: Phrase) -> Sector | None:
        """Give the sector of the group or force for whom an official acts: "a rebel commander", "a spokesman for the rebels"."""
        if phrase.noun is None or phrase.noun.cls not in (NounClass.OFFICE, NounClass.OFFICIAL):
            return None
        before = phrase.keys[: -1 - phrase.noun.words.count(" ")]
        whose = (found[0] for keys in (before, phrase.keys_behind()) if (found := self.lexicon.head(keys)) is not None)
        return next((noun.sector for noun in whose if noun.cls in _UNDER_ARMS), None)

    def sector_of_phrase(self, phrase: Phrase) -> Sector:
        """Tell the sector of a phrase without a name by its nouns; UNK: they tell none."""
        armed = self._armed_behind(phrase)
        if armed is not None:
            return armed
        if phrase.noun is not None and phrase.noun.sector is not Sector.UNK:
            return phrase.noun.sector
        if phrase.pronoun in ("he", "she", "i", "who") or phrase.vague:
            return Sector.CVL
        for end in range(len(phrase.keys), 0, -1):
            keys = phrase.keys[:end]
            organ = next((organ for n in (3, 2, 1) if (organ := self.table.organs.by_words.get(" ".join(keys[-n:]))) is not None), None)
            if organ is not None:
                return organ.sector
            found = self.lexicon.head(keys)
            if found is not None and found[0].sector is not Sector.UNK and found[0].cls not in _VAGUE_CLASSES:
                return found[0].sector
        return Sector.UNK


def is_named(figure: Figure, key: str) -> bool:
    """Tell whether a folded name is that of a figure, or the last name of a person."""
    name = name_key(figure.name)
    return key == name or (figure.person and key == name.rsplit(" ", 1)[-1])
