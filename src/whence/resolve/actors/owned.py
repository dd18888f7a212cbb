"""Parties by a noun and the name beside it: a state's organs, offices and people, a group's fighters, the police of a place."""

from __future__ import annotations

import re
from abc import ABC
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from whence.resolve.actors.figures import Figure, Mention, joint, militia_of
from whence.resolve.actors.lexicon import Noun, NounClass
from whence.resolve.actors.names import name_key, police_name
from whence.resolve.actors.organs import Organ
from whence.resolve.actors.outcomes import Outcome
from whence.resolve.actors.phrases import Opening, Phrase
from whence.resolve.actors.ranker import Anaphor, Candidate
from whence.resolve.actors.reference import References
from whence.resolve.actors.table import Form
from whence.resolve.actors.values import Actor
from whence.resolve.actors.words import FAMILY, JOINED_STATES, KIN, LOADED_STATES, PERSON_NOUNS, SAYING, SPOKESMEN
from whence.terms import ActorKind, Sector, Span

# Bodies whose customers, victims and executives are not the body itself.
_NOT_PEOPLE = (
    ActorKind.ORGANISATION,
    ActorKind.BODY,
    ActorKind.COMPANY,
    ActorKind.MEDIA,
    ActorKind.PLACE,
    ActorKind.UNKNOWN,
    ActorKind.STATES,
)
_POLICE_WORDS = ("police", "sheriff", "sheriffs", "constabulary")
_SHERIFF_WORDS = ("sheriff", "sheriffs")
_NAMED_LANDS = ("territory", "city", "town", "village", "island", "enclave", "province", "district", "town of", "republic")
SEVERAL_LANDS = ("countries", "nations")
LANDS = (NounClass.LAND, NounClass.STATE)
# Nouns for what several states have or send together.
_JOINTLY = (NounClass.FORCE, NounClass.OFFICIAL, NounClass.STATE, NounClass.THING)
_HYPHENS = ("-", "–", "‐")
# Of which state an organ is, as reasons tell it.
_BESIDE = "the state named beside it"
_BEFORE = "the state whose office the report has named before"
ABOUT = "the state that the report is about"
_FROM = "the state that the report is from"
_LONGEST_TOWN = 40  # characters of a town's name
_SPOKEN_NEAR = 40  # characters behind an office in which it is told where it spoke
# Words between a verb of saying and the "in" of where it was said: "said late on Friday in Moscow".
_TIME_WORDS = frozenset("on late early monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_PARTS_OF_GOVERNMENT = ("ministry", "parliament", "legislature", "senate")
# Nouns of police who are a state's, not a place's.
_NOT_OF_A_PLACE = frozenset(
    (
        "border guard;border police;carabinero;coastguard;customs officer;customs police;gendarme;"
        "marshal of the court;prison guard;public security;ranger;"
        "secret agent;security agent;security officer;superintendent;warden"
    ).split(";")
)


class Owned(References, ABC):
    """The part of `Resolver` that reads nouns with a name beside them."""

    def _owned(self, phrase: Phrase) -> Outcome | None:
        """Name a party by the noun and the name beside it: "Turkish police", "ISIL fighters", "the Obama administration"."""
        owner = self._owner(phrase)
        if owner is None or phrase.head is not None:
            return None
        if phrase.noun is None:  # the head noun is in no lexicon: a thing, or people, of the owner
            return self._belongs(owner.figure)
        place = self.where(phrase) if owner.figure.kind is ActorKind.PEOPLE else None
        if place is not None and place.form is Form.SEAT and (seated := self.seated(phrase)) is not None:
            return seated  # "the Kurdish government in Erbil", not "the Kurdish government in Iraq"
        several = self.joined(phrase, owner) or self._led(phrase, phrase.noun, owner)
        if several is not None:
            return several
        members = phrase.noun.words in SEVERAL_LANDS and owner.figure.kind is not ActorKind.STATE  # "several EU countries"
        if members or self._has_several_owners(phrase):
            return Outcome(rule="several", reason=f'"{phrase.span.words}" are of several at once.')
        outcome = self._owned_by(phrase, phrase.noun, owner)
        if outcome is not None and owner.reason is not None:
            return replace(outcome, rule="context", reason=f"{owner.reason} {outcome.reason}")
        return outcome

    def joined(self, phrase: Phrase, last: Mention) -> Outcome | None:
        """Name those whose joined names stand before a noun for what acts, or alone: "US-UK jets", "Franco-German envoys"; None: it is one.

        last   the last of the names
        """
        if last.figure.kind is not ActorKind.STATE or (phrase.noun is not None and phrase.noun.cls not in _JOINTLY):
            return None
        states = self._joined_before(last, phrase.span)
        if len(states) < 2:
            return None
        pair = self.joint_figure(states)
        sector = phrase.noun.sector if phrase.noun is not None and phrase.noun.cls is NounClass.FORCE else Sector.GOV
        return Outcome(rule="joined", reason=f'"{phrase.span.words}" are of {pair.name} together.', figure=pair, sector=sector)

    def _joined_before(self, last: Mention, span: Span) -> list[Figure]:
        """Give the states whose names hyphens join to one, in order of the text, but for parties of their own in a claim of the span."""
        text, tokens = self.report.text, self.cast.tokens
        own = {party.span for claim, _ in self.roles.get(span, ()) for party in (*claim.actor, *claim.recipient)} - {span}
        states, first = [last.figure], last.first
        while first > 0 and text[tokens[first - 1].end : tokens[first].start] in _HYPHENS:
            mention, country = self._states_by_last.get(first - 1), JOINED_STATES.get(tokens[first - 1].key)
            start = mention.start if mention is not None else tokens[first - 1].start
            state = mention.figure if mention is not None else None
            if state is None and country is not None and (actor := self.table.state(country)) is not None:
                state = self.figure_of(actor)
            if state is None or state in states or any(other.start <= start < other.end for other in own):
                break
            states.insert(0, state)
            first = mention.first if mention is not None else first - 1
        return states

    @cached_property
    def _states_by_last(self) -> dict[int, Mention]:
        """Give the names of states in the report, by the index of their last token."""
        return {mention.last: mention for mention in self.cast.mentions if mention.figure.kind is ActorKind.STATE}

    def joint_figure(self, figures: Sequence[Figure]) -> Figure:
        """Give the figure of several together, the one that the report has named so before or a new one."""
        known = (figure for figure in self.cast.figures if figure.members and set(figure.members) == set(figures))
        return next(known, None) or joint(figures)

    def _led(self, phrase: Phrase, noun: Noun, owner: Mention) -> Outcome | None:
        """Name a body that a state leads and is not alone in: "the Kenya-led mission"."""
        behind = self.cast.tokens[owner.last + 1].key if 0 <= owner.last < len(self.cast.tokens) - 1 else ""
        if behind != "led" or owner.figure.kind is not ActorKind.STATE or noun.cls not in (*_JOINTLY, NounClass.BODY, NounClass.ARMED):
            return None
        if noun.cls is NounClass.THING:
            return None
        words = [token for token in phrase.tokens if token.start >= owner.start][: len(phrase.keys)]
        noun_at = next((i for i, token in enumerate(words) if token.possessive or token.key == phrase.keys[-1]), len(words) - 1)
        end = words[noun_at].end - (2 if words[noun_at].possessive else 0)
        name = " ".join(self.report.text[owner.start : end].split())
        figure = self._known_or(Figure(name, ActorKind.ORGANISATION, country="IGO", sector=noun.sector))
        return Outcome(rule="led", reason=f"{owner.figure.name} leads the {words[noun_at].key}, and is not all of it.", figure=figure)

    def _has_several_owners(self, phrase: Phrase) -> bool:
        """Tell whether the noun is that of two or more joined by "and" ("the South Korean and US militaries")."""
        if phrase.noun is None or not phrase.noun.plural:
            return False
        for mention in phrase.owners:
            after = self.report.text[mention.end : mention.end + 24].lower().split()[:3]
            if "and" in after[:1] or (after[:1] == [","] and "and" in after) or (len(phrase.owners) > 1 and after[:1] == [","]):
                return True
        return False

    def _owner(self, phrase: Phrase) -> Mention | None:
        if phrase.of and phrase.noun is not None and phrase.noun.words in _NAMED_LANDS:
            return phrase.of[0]  # "the U.S. territory of Guam"
        if phrase.owners:
            # "ISIL's Syrian fighters": a group's name says more than a state's
            groups = [m for m in phrase.owners if m.figure.kind not in (ActorKind.STATE, ActorKind.PERSON, ActorKind.PLACE)]
            return groups[-1] if groups and phrase.owners[0].figure.kind is ActorKind.STATE else phrase.owners[0]
        if phrase.of:
            return None if self._possessive(phrase.of[0]) else phrase.of[0]  # not "an aide of Kenya's new minister"
        if not phrase.inside or phrase.noun is None:
            return None
        first = phrase.inside[0]
        between = self.report.text[max(phrase.span.start, first.start - 10) : first.start].lower().split()
        if phrase.noun.cls in (NounClass.FORCE, NounClass.ARMED, NounClass.OFFICIAL, NounClass.POLICE) and "from" in between:
            return first
        if phrase.noun.cls in (NounClass.FORCE, NounClass.ARMED) and "loyal" in between:
            return first
        if (phrase.noun.cls is NounClass.POLICE and "in" in between) or (phrase.noun.cls is NounClass.THING and "by" in between):
            return first
        return first if phrase.noun.cls is NounClass.ARMED and "associated" in phrase.span.words else None

    def _owned_by(self, phrase: Phrase, noun: Noun, owner: Mention) -> Outcome | None:
        figure = owner.figure
        town = noun.cls is NounClass.POLICE and figure.actor is None and " " not in self._words(owner) and not self._possessive(owner)
        if figure.person and not (town and owner in phrase.owners):  # "Carmen police" are not those of a woman
            return self._of_person(phrase, noun, owner)
        if noun.cls is NounClass.POLICE and (owner.form is Form.SEAT or figure.person):
            return self._placed(phrase, noun, owner)
        if noun.cls is NounClass.OFFICE and not noun.plural:
            return self._office(phrase, noun, figure)
        if phrase.possessor is not None and noun.words == "allies" and not self._possessive(owner):
            return Outcome(rule="name", reason=f"The allies are {figure.name}.", figure=figure)  # "its FDLR allies"
        if is_kin(phrase) and noun.cls is not NounClass.OFFICIAL:
            return self.rank(phrase, excluded=figure)
        if noun.words == "counterpart" and not noun.plural and figure.kind is ActorKind.STATE:
            return self.rank(phrase, "office", country=figure.country)
        if figure.kind is ActorKind.STATE:
            return self._of_state(phrase, noun, figure)
        if figure.kind is ActorKind.PARTY and not noun.plural and noun.words in PERSON_NOUNS:
            return self.rank(phrase, "office")  # "the Republican nominee"
        if figure.kind is ActorKind.PARTY and noun.cls is NounClass.STATE and (state := self.table.state(figure.country or "")) is not None:
            if self.cast.home not in (None, state.country) and not any(f.actor is state and f.mentions for f in self.cast.figures):
                return self.rank(phrase, excluded=figure)  # a party of that name of another country
            reason = f"The {noun.words} of {figure.name} {'act' if noun.plural else 'acts'} for {state.name}."
            return Outcome(rule="state", reason=reason, figure=self.figure_of(state))
        people = noun.cls in (NounClass.PEOPLE, NounClass.CRIME) and figure.kind in _NOT_PEOPLE
        if people or noun.words in ("executives", "executive officer"):
            return self.rank(phrase, excluded=figure)
        grouped = noun.cls is NounClass.ARMED and owner in phrase.owners and self._is_acronym(owner)  # "QRF rebels"
        if figure.kind in (ActorKind.PLACE, ActorKind.UNKNOWN) and figure.actor is None and not grouped:
            return self._placed(phrase, noun, owner)
        return Outcome(rule="owner", reason=f"The {noun.words} of {figure.name}.", figure=figure)

    def _of_person(self, phrase: Phrase, noun: Noun, owner: Mention) -> Outcome | None:
        """Name what a person's name stands beside: "the Obama administration", "Holt's lawyer", "Holt's car"."""
        figure, cls = owner.figure, noun.cls
        if is_kin(phrase):
            return self._kin(phrase, figure)
        state = self.state_of(figure)
        if cls in LANDS and state is not None:
            reason = f"{figure.name} stands for {state.name}."
            return Outcome(rule="leader's state", reason=reason, figure=self.figure_of(state), antecedent=owner)
        if (group := self._led_group(noun, owner)) is not None and (cls is not NounClass.FORCE or state is None):
            return Outcome(rule="leader's group", reason=f"The {noun.words} of {figure.name}: {group.name}.", figure=group, antecedent=owner)
        others = cls in (NounClass.OFFICIAL, NounClass.OFFICE, NounClass.PEOPLE, NounClass.CRIME) and owner in phrase.owners
        if others or cls is NounClass.PARTY or (cls is NounClass.OFFICE and noun.plural):
            return self.rank(phrase, excluded=figure)
        if cls is NounClass.FORCE and state is not None and figure.actor is not None:
            return self._organ_of_state(state, noun, phrase, of=f"{figure.name}'s state")
        return self._belongs(figure)

    def _led_group(self, noun: Noun, owner: Mention) -> Figure | None:
        """Give the group that is meant by a person's men or forces; None: the noun is none of them, or no group is told."""
        leader = owner.figure
        if noun.cls not in (NounClass.FORCE, NounClass.ARMED) and noun.words not in ("man", "men"):
            return None
        led = self.table.led_by(leader.actor, self.coder.day) if leader.actor is not None else None
        if led is not None:
            return self.figure_of(led)
        if leader.body is not None and leader.body.armed and self._possessive(owner):
            return leader.body
        return self._militia(leader) if noun.words.startswith("militia") else None

    def _militia(self, leader: Figure) -> Figure:
        """Give the militia that goes by a person's name, a new figure where the report has not named it before."""
        return self._known_or(militia_of(leader))

    def _known_or(self, new: Figure) -> Figure:
        """Give the figure of the report that has the name of a new one, or take that in."""
        known = next((figure for figure in self.cast.figures if figure.name == new.name), None)
        if known is None:
            self.cast.figures.append(new)
        return known or new

    def _of_state(self, phrase: Phrase, noun: Noun, figure: Figure) -> Outcome | None:
        """Name what a state's name stands beside: its organs by their names, its officials and things by the state's."""
        cls, state = noun.cls, figure.actor
        if phrase.opening is Opening.INDEFINITE and not noun.plural and noun.words in PERSON_NOUNS and cls in (NounClass.FORCE, NounClass.POLICE):
            return self.rank(phrase, "office", country=figure.country)  # one man, whom the report may name, but not the body
        of_state = Outcome(rule="state", reason=f'"{phrase.span.words}" acts for {figure.name}.', figure=figure)
        if state is None or cls in (NounClass.STATE, NounClass.OFFICIAL, NounClass.LAND, NounClass.THING, NounClass.OFFICE):
            return of_state
        one = not noun.plural and noun.words in PERSON_NOUNS and phrase.opening is not Opening.INDEFINITE
        if cls in (NounClass.FORCE, NounClass.POLICE, NounClass.COURT) and one:
            outcome = self.rank(phrase, "office", country=figure.country)
            if outcome.figure is not None or noun.sector is Sector.SPY:
                return outcome
        if cls in (NounClass.FORCE, NounClass.POLICE):
            return self._organ_of_state(state, noun, phrase)
        organ = self._organ_in(phrase) or self._organ_by_last_words(phrase, state)
        if organ is not None:
            return organ
        if cls is NounClass.ARMED:
            return self.rank(phrase, "armed", country=figure.country)
        people = cls in (NounClass.PEOPLE, NounClass.CRIME, NounClass.PARTY, NounClass.BODY) and noun.words not in ("people", "population", "public")
        return self.rank(phrase, country=figure.country, excluded=figure) if people else of_state

    def _placed(self, phrase: Phrase, noun: Noun, owner: Mention) -> Outcome:
        """Name what a place stands beside: "Danbury police", "the mayor of Cologne"."""
        figure = owner.figure
        if noun.cls is NounClass.POLICE:
            place = self._town_before(owner) or owner
            found = self._local_police(self._words(place), figure.country, sheriff="sheriff" in phrase.span.words.lower())
            if found.figure is not None or owner in phrase.owners or not _is_some(phrase):
                return found
        if noun.cls is NounClass.OFFICE:
            outcome = self.rank(phrase, "office")
            if outcome.figure is not None:
                return outcome
        if noun.cls in (NounClass.THING, NounClass.LAND):
            return self._belongs(figure)
        if _governs(noun) and self._is_place(figure):
            return _of_place(self._words(owner))
        return self.rank(phrase, excluded=figure)

    def _town_before(self, state: Mention) -> Mention | None:
        """Give the town of which an American state is told: "the Gallatin, Tenn., police"."""
        if not self.table.is_american_state(self._words(state)):
            return None
        before = self.cast.within(state.start - _LONGEST_TOWN, state.start)
        town = before[-1] if before else None
        return town if town is not None and self.report.text[town.end : state.start] == ", " and not town.figure.person else None

    def seated(self, phrase: Phrase) -> Outcome | None:
        """Read a government, ministry or parliament with the place where it sits: "the interior ministry in Tiraspol", "the government in Benghazi".

        The name or capital of a state tells whose it is, also of one that has broken away; of any other place the table does not tell who governs it.
        """
        noun = phrase.noun
        place = self.where(phrase)
        if noun is None or not _governs(noun) or place is None:
            return None
        state = place.figure.actor if place.figure.kind is ActorKind.STATE else None
        if state is None:
            return _of_place(self._words(place)) if self._is_place(place.figure) else None
        if noun.cls is NounClass.STATE:
            return Outcome(rule="state", reason=f'"{phrase.span.words}" is that of {state.name}.', figure=place.figure)
        return self._organ_by_last_words(phrase, state)

    @staticmethod
    def where(phrase: Phrase) -> Mention | None:
        """Give the name behind the head of a phrase and "in"; None: there is none."""
        keys = [token.key for token in phrase.tokens]
        placed = [m for m in phrase.inside if keys[: sum(token.end <= m.start for token in phrase.tokens)][-2:] == [*phrase.keys[-1:], "in"]]
        return placed[0] if placed else None

    def _is_place(self, figure: Figure) -> bool:
        """Tell whether a name is that of a place which is no state of the table."""
        return figure.kind is ActorKind.PLACE or (figure.kind is ActorKind.UNKNOWN and name_key(figure.name) in self.table.places)

    def _local_police(self, place: str, country: str | None, *, sheriff: bool = False) -> Outcome:
        """Name the police of a place, or its sheriff's office: as the report names them in full, else by the place."""
        key = name_key(place).split()
        for figure in self.cast.figures:
            name = name_key(figure.name).split()
            if name != key and set(key) <= set(name) and any(word in name for word in (_SHERIFF_WORDS if sheriff else _POLICE_WORDS)):
                return Outcome(rule="police", reason=f"The police of {place}, named in full: {figure.name}.", figure=figure)
        country = country or self.cast.home
        if self.table.is_american_state(place) and not sheriff:
            return Outcome(rule="police", reason=f"Some police of {place}, which has many.", country="USA", sector=Sector.COP)
        return Outcome(
            rule="police",
            reason=f"The sheriff of {place}." if sheriff else f"Police of {place}.",
            name=police_name(place, country, sheriff=sheriff),
            kind=ActorKind.BODY,
            country=country,
            sector=Sector.COP,
        )

    def _belongs(self, figure: Figure, *, antecedent: Mention | None = None) -> Outcome:
        return Outcome(rule="owner", reason=f"It belongs to {figure.name}.", figure=figure, antecedent=antecedent)

    # -- organs and offices ------------------------------------------------------------------------------------------------------------------------

    def _organ_in(self, phrase: Phrase) -> Outcome | None:
        """Read "Russia's Foreign Ministry", "Ministry of Defence of Peru", "the Defence Ministry" (of the state that the report is about)."""
        found = self.table.organs.of_phrase(phrase.span.words, self.table.aliases, self.table.actors)
        if found is not None:
            return self._organ(*found, phrase.noun, of=_BESIDE)
        organs = self.table.organs.by_words
        organ = organs.get(name_key(phrase.span.words)) or (organs.get(" ".join(phrase.keys)) if phrase.inside and not phrase.owners else None)
        if organ is None:
            return None
        place = self.where(phrase)
        if place is not None and self._is_place(place.figure):
            return _of_place(self._words(place))
        placed = self._state_placed(phrase)
        if placed is not None:
            return self._organ_of(placed, organ.name, phrase.noun)
        from_where = ABOUT if self.cast.seat == self.cast.home else _FROM
        for country, of in ((self._state_before(phrase, organ), _BEFORE), (self.cast.seat, from_where)):
            if country is not None:
                return self._organ(country, organ.name, phrase.noun, of=of)
        return None

    def _state_placed(self, phrase: Phrase) -> Actor | None:
        """Give the state in whose capital an office is, or speaks.

        "the Foreign Office in London", "the Defence Ministry said in Moscow", "In Kyiv, the Defence Ministry said".
        """
        text, tokens = self.report.text, self.cast.tokens
        for mention in self.cast.within(phrase.span.start - _SPOKEN_NEAR, phrase.span.end + _SPOKEN_NEAR):
            if mention.form is not Form.SEAT or mention.first < 1 or tokens[mention.first - 1].key != "in":
                continue
            if mention.start < phrase.span.start:
                if re.fullmatch(r",\s(?:the\s)?", text[mention.end : phrase.span.start]):
                    return mention.figure.actor
                continue
            between = text[phrase.span.end : tokens[mention.first - 1].start].lower().split() if mention.start > phrase.span.end else []
            if not between or (between[0] in SAYING and between[0] != "told" and _TIME_WORDS.issuperset(between[1:])):
                return mention.figure.actor
        return None

    def _state_before(self, phrase: Phrase, organ: Organ) -> str | None:
        """Give the state of which alone the report has named such an office in full before it went by the bare name.

        None too where another state has been named in the sentences since: the office may be that one's.
        """
        bare = phrase.head.figure.mentions[0].start if phrase.head is not None else phrase.span.start
        before = min(bare, phrase.span.start)
        named = [figure for figure in self.cast.figures if figure.mentions and figure.mentions[0].start < before and is_organ(figure, organ)]
        found = {figure.country for figure in named}
        if len(found) != 1:
            return None
        last = max(mention.start for figure in named for mention in figure.mentions if mention.start < before)
        since = next((end for start, end in self.cast.sentences if start <= last < end), last)
        others = (m.figure for m in self.cast.within(since, before) if m.figure.kind is ActorKind.STATE)
        return None if any(figure.country not in found for figure in others) else next(iter(found))

    def _organ(self, country: str, organ_name: str, noun: Noun | None, *, of: str) -> Outcome | None:
        """Name an organ of a state.

        of   which state that is and how it is known, for the reason
        """
        if not self.table.has_organ(country, organ_name):
            reason = f"The state has no {organ_name} of its own."
            return Outcome(rule="unnamed", reason=reason, country=country, sector=self.table.organs.by_name[organ_name].sector)
        figure = self.organ_figure(country, organ_name, noun)
        if figure is None:
            return None
        return Outcome(rule="organ", reason=f"The {organ_name} of {of}: {figure.name}.", figure=figure)

    def _organ_of(self, state: Actor, organ_name: str, noun: Noun | None, *, of: str = _BESIDE) -> Outcome | None:
        """Name an organ of a state or of what has broken away from one; `of` as in `_organ`."""
        if self.table.broke_away(state):
            return self._organ_of_breakaway(state, organ_name)
        return self._organ(state.country, organ_name, noun, of=of) if state.country is not None else None

    def _organ_by_last_words(self, phrase: Phrase, state: Actor, *, of: str = _BESIDE) -> Outcome | None:
        for n in range(min(4, len(phrase.keys)), 0, -1):
            organ = self.table.organs.by_words.get(" ".join(phrase.keys[-n:]))
            if organ is not None:
                return self._organ_of(state, organ.name, phrase.noun, of=of)
        return None

    def _organ_of_state(self, state: Actor, noun: Noun, phrase: Phrase, *, of: str = _BESIDE) -> Outcome | None:
        """Name the armed forces, service or police of a state that a noun means; `of` as in `_organ`."""
        if self.table.broke_away(state):
            return self._organ_of_breakaway(state, self.organ_of_noun(noun))
        if noun.words not in ("force", "security force"):
            outcome = self._organ_by_last_words(phrase, state, of=of)
            if outcome is not None:
                return outcome
        return self._organ_of(state, self.organ_of_noun(noun), noun, of=of)

    def _organ_of_breakaway(self, state: Actor, organ_name: str) -> Outcome:
        """Name an organ of a state that has broken away from the one whose country it is coded with: never that one's."""
        organ = self.table.organs.by_name[organ_name]
        figure = self._known_or(Figure(organ.name_of(state), ActorKind.BODY, country=state.country, sector=organ.sector))
        return Outcome(rule="organ", reason=f"The {organ_name} of {state.name}: {figure.name}.", figure=figure)

    def _office(self, phrase: Phrase, noun: Noun, figure: Figure) -> Outcome:
        """Find who holds an office: the person whom the report describes so, else the table's holder on the day."""
        outcome = self.rank(phrase, "office", country=figure.country)
        if outcome.figure is not None:
            return outcome
        if noun.words in SPOKESMEN:  # whoever it was, the words are those of the body
            return Outcome(rule="owner", reason=f"The {noun.words} of {figure.name}.", figure=figure)
        sector = noun.sector if figure.kind is ActorKind.STATE else self.coder.sector_of(figure) or noun.sector
        reason = f"Nobody in the report is named as {phrase.span.words}."
        return self._holder(noun.words, figure) or Outcome(rule="unnamed", reason=reason, country=figure.country, sector=sector)

    def _holder(self, office: str, of: Figure) -> Outcome | None:
        """Find who held an office of a state or a body on the report's day."""
        found = self.holder_of(office, of)
        if found is None:
            return None
        reason = f"{found.name} held the office on {self.coder.day}."
        return Outcome(rule="office holder", reason=reason, figure=self.figure_of(found))

    def rank_candidates(self, phrase: Phrase, anaphor: Anaphor) -> list[Candidate]:
        """List the candidates for a phrase: for police only the places whose police they may be, for forces only the states that have such."""
        found = super().rank_candidates(phrase, anaphor)
        if anaphor.type == "force" and phrase.noun is not None:
            organ = self.organ_of_noun(phrase.noun)
            return [candidate for candidate in found if candidate[0] is None or self._may_have(candidate[0], organ)]
        if anaphor.type == "police":
            local = self._places_of_police(phrase)
            found = [candidate for candidate in found if candidate[0] is None or candidate[0].kind is not ActorKind.PLACE or candidate[0] in local]
        return found

    def _may_have(self, figure: Figure, organ: str) -> bool:
        return figure.kind is not ActorKind.STATE or self.table.has_organ(figure.country or "", organ)

    def _places_of_police(self, phrase: Phrase) -> set[Figure]:
        """Give the places whose police unnamed police may be: where their claim happens, or the one that the report is about from its start on.

        A place that is only named somewhere lends its police to nobody, nor does any place its rangers, customs officers or gendarmes.
        """
        if phrase.noun is None or phrase.noun.words in _NOT_OF_A_PLACE or _is_some(phrase):
            return set()
        places = [figure for figure in self.cast.figures if figure.kind is ActorKind.PLACE and figure.mentions]
        where = [span for claim, _ in self.roles.get(phrase.span, ()) for span in claim.place]
        found = {figure for figure in places if any(m.start < span.end and span.start < m.end for m in figure.mentions for span in where)}
        (_, opening), *rest = self.cast.sentences
        if rest and "\n" in self.report.text[opening : rest[0][0]]:  # a headline: the sentence below it opens the report too
            opening = rest[0][1]
        most = max((len(figure.mentions) for figure in places), default=0)
        main = [figure for figure in places if len(figure.mentions) == most]
        if not found and not where and len(main) == 1 and main[0].mentions[0].start < opening:
            found.add(main[0])
        return found

    def _kin(self, phrase: Phrase, holder: Figure) -> Outcome:
        """Find "his wife": not himself; the family of an office holder belongs to the elite."""
        outcome = self.rank(phrase, excluded=holder)
        family = phrase.keys[-1] in FAMILY and holder.actor is not None and self.coder.sector_of(holder) in (Sector.GOV, Sector.ELI)
        return replace(outcome, country=holder.country, sector=Sector.ELI) if outcome.figure is None and family else outcome

    def _is_acronym(self, mention: Mention) -> bool:
        """Tell whether a name is capitals and digits alone, in a report that is not."""
        words = self._words(mention)
        return len(words) > 1 and words == words.upper() and " " not in words and not self.cast.upper

    def _words(self, mention: Mention) -> str:
        return self.report.text[mention.start : mention.end]

    def _possessive(self, mention: Mention) -> bool:
        return self.report.text[mention.end : mention.end + 2] in ("'s", "’s", "' ", "’ ")


def is_organ(figure: Figure, organ: Organ) -> bool:
    """Tell whether a figure is that organ of some state."""
    if figure.actor is not None:
        return figure.actor.organ == organ.name
    return figure.identity is not None and figure.identity == f"{figure.country}/{organ.name}"


def _governs(noun: Noun) -> bool:
    """Tell whether a noun is for a government, but by no loaded word, or for a part of one."""
    return (noun.cls is NounClass.STATE and noun.words not in LOADED_STATES) or noun.words in _PARTS_OF_GOVERNMENT


def _of_place(place: str) -> Outcome:
    return Outcome(rule="unnamed", reason=f"Nothing tells who governs {place}.")


def _is_some(phrase: Phrase) -> bool:
    """Tell whether a phrase is of some of the police: a place beside "two policemen" is where they were, and names no force by itself."""
    return phrase.opening is Opening.INDEFINITE


def is_kin(phrase: Phrase) -> bool:
    """Tell whether a phrase is of somebody's family or friends."""
    noun = phrase.noun.words if phrase.noun is not None else ""
    return noun in KIN or (bool(phrase.keys) and phrase.keys[-1] in KIN)
