"""Whom the parties and sources of a report's claims stand for."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from whence.resolve.actors.coding import is_named
from whence.resolve.actors.figures import GROUPISH, Figure, Mention
from whence.resolve.actors.lexicon import Noun, NounClass
from whence.resolve.actors.names import Token, is_make, name_key
from whence.resolve.actors.outcomes import Outcome
from whence.resolve.actors.owned import ABOUT, LANDS, SEVERAL_LANDS, is_kin, is_organ
from whence.resolve.actors.phrases import Opening, Phrase
from whence.resolve.actors.ranker import BODIES, is_house
from whence.resolve.actors.table import ActorTable, Form, load_actors
from whence.resolve.actors.things import Things
from whence.resolve.actors.values import Actor, ActorValue
from whence.resolve.actors.words import (
    COMMON_STARTS,
    HONORIFICS,
    KIN,
    LOADED_FORCES,
    LOADED_STATES,
    NAME_LINKS,
    ORGANISATION_WORDS,
    PERSON_NOUNS,
    PREPOSITIONS,
    SAYING,
    SPOKESMEN,
    STATE_HEADS,
    STATE_WORDS,
    TELLINGS,
)
from whence.terms import ActorKind, Claim, EventType, Report, Sector, Span

_STRIKING = (EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE)
_HARMS = (EventType.ASSAULT, EventType.COERCE)
_HARMED_AT_HOME = (NounClass.PEOPLE, NounClass.CRIME, NounClass.OFFICIAL, NounClass.OFFICE, NounClass.PARTY)
_ANSWERS = re.compile(r"\b(?:return\w* (?:the )?fire|(?:fire|fired|firing|hit|hitting|struck|strike|shot) back|retaliat|respond)")
_SENTENCES_OF_STRIKE = 2  # before the one in which it is answered
_COMPASS = ("north", "south", "west", "east")
# Classes of nouns that a person's name may follow as an apposition: "his counterpart, Ann Holt".
_TITLES = (NounClass.OFFICE, NounClass.OFFICIAL, NounClass.COURT, NounClass.PARTY, NounClass.FORCE, NounClass.ARMED, NounClass.BODY)
_MACHINES = frozenset(
    (
        "aircraft bomber bombers drone drones gunship gunships helicopter helicopters jet jets plane planes tank tanks vehicle vehicles warplane "
        "warplanes warship warships"
    ).split()
)
_UNDER_ARMS = (NounClass.FORCE, NounClass.POLICE, NounClass.ARMED)
_BELONGINGS = ("house", "home", "car", "apartment", "residence", "vehicle", "body")
_MEN_IN_OFFICE = ("officer", "official", "leader")
_STATES_ALONE = STATE_WORDS | {"army", "military", "security"}  # with these, forces are a state's wherever they stand
# Nouns of those in office: "the sheriff's office" is not that of whoever was named last.
_IN_OFFICE = (NounClass.OFFICE, NounClass.OFFICIAL, NounClass.POLICE, NounClass.FORCE, NounClass.COURT)
_SEATS_OF_OFFICE = ("office", "administration", "bureau", "government", "cabinet")
_AT_HOME = (Sector.PTY, Sector.LEG, Sector.LAB, Sector.AGR)  # of those who have to do with the government of their own state
_PLACED = re.compile(r" (?:in|of) (?:the )?[A-Z]")  # behind "the government": the words that tell whose it is
_FORCES = (Sector.MIL, Sector.COP, Sector.SPY)
_FAR_SUBJECT = 5  # words from the start of a sentence to the name that says whose its subject is, and from that to the noun
_SENTENCES_OF_BOTH = 2  # before the one in which "both countries" stands
_SIDES = ("side", "party")  # which may be armed groups as well as states
_NEIGHBOURS = ("neighbour", "neighbor")
_GO_BETWEEN = re.compile(r"(?: and \w+)?,? (?:(?:which|who|has|have|had|is|are|was|been) )*(?:mediat|broker)(?!\w* by\b)")
_MEDIATED_BY = re.compile(r"(?:(?:mediated|brokered) by|mediators?(?: from)?) (?:the )?(?:\w+ and (?:the )?)?$")
_CALLED = LOADED_FORCES | {"armed", "rebel"}
_LONG_NAME = 7  # letters from which on a name of a group is no common word: "hezbollah"
_ADHERENTS = ("republican", "democrat", "liberal", "conservative")
_NAMED_COURTS = ("judiciary", "parliament", "congress", "senate", "supreme court")
_CLOSING_SPEAKER = re.compile(r", (?:\"|”)?([^,;:“”\"]{2,60}) (\w+)\.?\s*$")
_SAID_IT = re.compile(r" (\w+)(?: (?:on )?[A-Z][a-z]+day)?(?: that)? $")  # before "it"
_LONG_BODY = 120  # characters of the longest name of a body
_ACCUSATION = re.compile(r"\b(?:accusation|allegation|charge)s? (?:made )?(?:by|from) (?:the )?$")
# Nouns that mean the one figure of these kinds, where the report has named just one.
_ONLY_ONE = (
    (
        ("group", "organization", "organisation", "movement", "faction"),
        (ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.GANG, ActorKind.ORGANISATION, ActorKind.RIGHTS, ActorKind.PARTY),
    ),
    (("militia",), (ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.GANG)),
    (("company", "firm"), (ActorKind.COMPANY,)),
    (("country", "nation"), (ActorKind.STATE,)),
)
# Words of organisations that are too common to be short for one that was named before.
_LOOSE_WORDS = frozenset(
    "police government state states group army forces force military media press people's house post times guard unit team school republic".split()
)


def resolve_actors(report: Report, claims: Sequence[Claim], *, table: ActorTable | None = None) -> Mapping[Span, ActorValue]:
    """Resolve every actor, recipient and source of the claims of one report.

    table   of actors; None: the bundled one

    Returns a value for each such span, also where no name can be told: name None with its reason, country and sector as far as the words give them.
    Misses names that only the world tells ("the French capital's mayor" unnamed in the report, without an entry in the table).
    """
    return Resolver(report, claims, load_actors() if table is None else table).resolve()


def _is_machine_or_unlisted(last: str, noun: Noun) -> bool:
    """Tell whether a phrase with a noun of forces names a machine of theirs, or what the lexicon does not have ("a police car")."""
    return last in _MACHINES or last not in noun.words.split()


def _before(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Give those of spans, which are in order of the text, that start before a span."""
    return spans[: bisect_left(spans, span.start, key=lambda other: other.start)]


class Resolver(Things):
    """One report being resolved; use `resolve_actors`."""

    def resolve(self) -> dict[Span, ActorValue]:
        """Resolve all spans, in order of the text."""
        return {span: self.coder.value(self.phrases[span], self.outcome(span), self.lands_around(self.phrases[span])) for span in self.spans}

    def decide(self, phrase: Phrase) -> Outcome:
        """Decide whom a phrase stands for: a pronoun, a name, a noun with a name beside it, or a description."""
        if phrase.pronoun is not None:
            return self._spoken_last(phrase) or self._speaking_body(phrase) or self.thing(phrase) or self.pronoun(phrase)
        if phrase.vague:
            return self.rank(phrase, "vague")
        return self._named(phrase) or self._owned(phrase) or self._answering(phrase, self._described(phrase))

    def _spoken_last(self, phrase: Phrase) -> Outcome | None:
        """Read an "it" that goes on to speak of whom the sentence before closes with: "..., the group said. It denied ..."."""
        here = self.cast.sentence_of(phrase.span.start)
        if phrase.pronoun != "it" or not here or phrase.span.start != self.cast.sentences[here][0]:
            return None
        match = _CLOSING_SPEAKER.search(self.report.text, *self.cast.sentences[here - 1])
        if match is None or match[2] not in SAYING:
            return None
        span = Span(match.start(1), match.end(1), self.report.text)
        figure = (self.outcome(span) if span in self.roles else self.decide(self.read(span))).figure
        if figure is None or figure.person or figure.members:
            return None
        return self.taken_for(phrase, "it", figure, Mention(span.start, span.end, figure, Form.NAME, -1, -1))

    def _speaking_body(self, phrase: Phrase) -> Outcome | None:
        """Read an "it" that does something as the body that says so right before it: "India's army said it destroyed two posts"."""
        roles = self.roles.get(phrase.span, ())
        match = _SAID_IT.search(self.report.text, max(0, phrase.span.start - 40), phrase.span.start)
        if phrase.pronoun != "it" or match is None or match[1] not in SAYING or any(role != "actor" for _, role in roles):
            return None
        end = match.start()
        source = next((link.source for claim, _ in roles for link in claim.account.links if link.source is not None and link.source.end == end), None)
        mention = next((m for m in self.cast.within(max(0, end - _LONG_BODY), end) if m.end == end and m.first >= 0), None)
        if source is not None and (spoken := self.outcome(source)).figure is None and self._is_force(self.read(source)):
            return spoken  # an army that the report does not name
        if source is not None and (figure := self.outcome(source).figure) is not None:
            mention = Mention(source.start, source.end, figure, Form.NAME, -1, -1)
        elif mention is None or mention.form is Form.ADJECTIVE or self._is_behind_preposition(mention):
            return None
        figure = mention.figure
        if figure.person or figure.members or figure.kind in (ActorKind.MEDIA, ActorKind.PLACE, ActorKind.PEOPLE):
            return None
        return self.taken_for(phrase, "it", figure, mention)

    @staticmethod
    def _is_force(phrase: Phrase) -> bool:
        """Tell whether a phrase is for a force, and not for one of its people: "the army"."""
        noun = phrase.noun
        return noun is not None and noun.cls is NounClass.FORCE and not noun.plural and noun.words not in PERSON_NOUNS

    def _is_behind_preposition(self, mention: Mention) -> bool:
        """Tell whether a name stands behind a preposition, with or without an article: "a spokesman for the Kenyan army"."""
        before = [token.key for token in self.cast.tokens[max(0, mention.first - 2) : mention.first] if token.key not in ("the", "a")]
        return bool(before) and before[-1] in PREPOSITIONS

    # -- names -------------------------------------------------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase) -> Outcome | None:
        """Take the name that a phrase has at its head, or in an apposition behind a title."""
        last = max((*phrase.inside, *phrase.of), key=lambda m: m.start, default=None)
        if last is not None and self._closes_as_apposition(phrase, last):
            return Outcome(rule="name", reason=f"The phrase names {last.figure.name}.", figure=last.figure)
        if last is not None and self._is_renamed(phrase, last):
            return Outcome(rule="name", reason=f"The phrase names {last.figure.name}.", figure=last.figure)
        head = phrase.head
        if head is None:
            return self._bare_name(phrase)
        if head.form is not Form.ADJECTIVE:
            return self._adherents(phrase, head) or self._at_head(phrase, head)
        several = self.joined(phrase, head)
        if several is not None:
            return several
        people = phrase.opening is Opening.INDEFINITE and head.figure.kind is ActorKind.STATE  # "millions of Japanese"
        reason = f'"{self._words(head)}" stands for {head.figure.name}.'
        return Outcome(rule="name", reason=reason, figure=head.figure, sector=Sector.CVL if people else None)

    def _adherents(self, phrase: Phrase, head: Mention) -> Outcome | None:
        """Tell the people of a party from the party: "some Republicans", "the Republican"."""
        figure, last = head.figure, phrase.keys[-1] if phrase.keys else ""
        if figure.kind is not ActorKind.PARTY or head.end - head.start > len(last):
            return None
        if phrase.opening is Opening.INDEFINITE and last.endswith("s"):
            return Outcome(rule="people", reason=f"People of {figure.name}, not the party.", country=figure.country, sector=Sector.PTY)
        if len(phrase.tokens) == 2 and not last.endswith("s") and last in _ADHERENTS:
            return self.rank(phrase, "office")
        return None

    def _closes_as_apposition(self, phrase: Phrase, last: Mention) -> bool:
        noun = phrase.noun
        if last.end < phrase.span.end - 2 or (noun is not None and noun.plural and noun.cls in _UNDER_ARMS):
            return False  # "troops loyal to Holt"
        if noun is not None and not noun.plural and noun.cls in (NounClass.OFFICE, NounClass.POLICE) and self._is_apart(last):
            return last.figure.person or (last.figure.kind is ActorKind.UNKNOWN and " " in last.figure.name)
        kin = noun is not None and noun.words in KIN
        titled = noun is None or noun.cls in _TITLES or (noun.cls is NounClass.PEOPLE and kin)
        if not last.figure.person or not titled:
            return False
        headed = phrase.head is not None and phrase.head.figure.person
        return self._is_apart(last) or (not kin and not headed and last in phrase.inside)

    def _is_apart(self, name: Mention) -> bool:
        """Tell whether a name stands behind a comma, or behind one and a title: "the spokesman in Kano, Colonel Holt"."""
        before = self.report.text[: name.start].rstrip()
        for token in reversed(self.cast.tokens[max(0, name.first - 3) : name.first]):
            if token.key not in HONORIFICS:
                break
            before = self.report.text[: token.start].rstrip()
        return before.endswith(",")

    def _is_renamed(self, phrase: Phrase, last: Mention) -> bool:
        """Tell whether the name of a group or a body closes a phrase that speaks of one: "a Tuareg alliance, the CSP-DPA"."""
        noun, kinds = phrase.noun, GROUPISH | BODIES
        if noun is None or noun.plural or noun.cls not in (NounClass.BODY, NounClass.ARMED, NounClass.PARTY) or last.figure.kind not in kinds:
            return False
        before = self.report.text[phrase.span.start : last.start].removesuffix("the ")
        return last in phrase.inside and last.end >= phrase.span.end - 2 and before.endswith(", ") and before.count(",") == 1

    def _bare_name(self, phrase: Phrase) -> Outcome | None:
        """Take a capitalised phrase without any noun of the lexicon for a name, also where the report's headline hid it."""
        if phrase.keys == ("federal",) and (state := self.table.state(self.cast.home or "")) is not None:
            reason = f"The federal side is that of {state.name}, which the report is about."
            return Outcome(rule="state", reason=reason, figure=self.figure_of(state))
        if phrase.noun is not None or phrase.owners or phrase.of or phrase.inside or not phrase.tokens or phrase.opening is not Opening.BARE:
            return None
        words = [token for token in phrase.tokens if token.key not in HONORIFICS] or phrase.tokens
        key = " ".join(token.key for token in words)
        if any(token.key in COMMON_STARTS or not (token.capital or token.word in NAME_LINKS) for token in words):
            return self._small_name(key)
        figure = next((figure for figure in self.cast.figures if is_named(figure, key)), None)
        if figure is not None:
            return Outcome(rule="name", reason=f"Short for {figure.name}.", figure=figure)
        known = [self.table.actors[alias.actor] for alias in self.table.aliases.get(key, ())]
        if known:
            return Outcome(rule="name", reason=f"A name of {known[0].name}.", figure=self.figure_of(known[0]))
        if len(words) == 1 and (self.cast.upper or words[0].key in self.cast.common):
            return None
        if is_make(self.report.text, self.cast.tokens, bisect_left(self.starts, phrase.span.end) - 1):
            return None
        name = " ".join(token.word.title() if self.cast.upper else token.word for token in words)
        return Outcome(rule="name", reason="A name that stands nowhere else.", name=name, country=self.cast.home)

    def _small_name(self, key: str) -> Outcome | None:
        """Take a name that is written small all through ("al qaeda") for what it is, where it can be no common word."""
        known = {alias.actor for alias in self.table.aliases.get(key, ()) if alias.form is Form.NAME}
        if len(known) != 1 or not (" " in key or len(key) >= _LONG_NAME):
            return None
        actor = self.table.actors[next(iter(known))]
        return Outcome(rule="name", reason=f"A name of {actor.name}.", figure=self.figure_of(actor)) if actor.kind in GROUPISH else None

    def _at_head(self, phrase: Phrase, head: Mention) -> Outcome:
        figure, words = head.figure, self._words(head)
        if figure.person and figure.actor is None and figure.country is None and figure.body is None:
            figure.country = self._country_of_ministry(figure, phrase.span.start)
        if head.reason is not None:
            return Outcome(rule="context", reason=head.reason, figure=figure)
        if head.form is Form.PEOPLE and phrase.opening is not Opening.DEFINITE and (len(phrase.tokens) > 1 or self._is_only(phrase, "recipient")):
            return Outcome(rule="people", reason=f"People of {figure.name}, not the state.", country=figure.country, sector=Sector.CVL)
        if (
            figure.actor is None
            and figure.kind in (ActorKind.ORGANISATION, ActorKind.UNKNOWN)
            and phrase.owners
            and self._possessive(phrase.owners[0])
        ):
            owner = phrase.owners[0].figure
            if owner.actor is None or owner.kind is not ActorKind.STATE:
                return self._belongs(owner)
        if figure.kind is ActorKind.STATE and head.form is Form.SEAT and self._struck_place(phrase.span):
            return Outcome(
                rule="place", reason=f"{words} is where it happened.", name=words, kind=ActorKind.PLACE, country=figure.country, sector=Sector.UNK
            )
        if figure.actor is None and figure.kind is ActorKind.ORGANISATION:
            organ = self._organ_in(phrase)
            if organ is not None:
                return organ
        return Outcome(rule="name", reason=f'"{words}" is {figure.name}.', figure=figure)

    def _country_of_ministry(self, minister: Figure, at: int) -> str | None:
        """Give the country of the last ministry told before an offset that is a minister's; None: no such was told."""
        ministries = {f"{head.removesuffix('minister')}ministry" for head in minister.heads if head.endswith(" minister")}
        organs = [organ for words in ministries if (organ := self.table.organs.by_words.get(words)) is not None]
        if not organs:
            return None
        told = (self.outcomes[span].figure for span in reversed(_before(self.spans, Span(at, at + 1, self.report.text))) if span in self.outcomes)
        return next((figure.country for figure in told if figure is not None and any(is_organ(figure, organ) for organ in organs)), None)

    def _is_only(self, phrase: Phrase, role: str) -> bool:
        """Tell whether a phrase stands in no other role."""
        return all(found == role for _, found in self.roles.get(phrase.span, ()))

    def _struck_place(self, span: Span) -> bool:
        """Tell whether a span is the place of the happening too: a struck capital is a city, not the state."""
        return any(
            role == "recipient" and claim.type in _STRIKING and any(place.overlaps(span) for place in claim.place)
            for claim, role in self.roles.get(span, ())
        )

    # -- descriptions ------------------------------------------------------------------------------------------------------------------------------

    def _described(self, phrase: Phrase) -> Outcome:
        """Find whom a description without a name stands for ("the group", "the minister", "his brother")."""
        noun = phrase.noun
        if noun is not None and noun.words in TELLINGS and self._is_only(phrase, "source"):
            return Outcome(rule="unnamed", reason="A telling without anybody named behind it.", sector=Sector.UNK)
        if phrase.possessor is not None:
            return self._possessed(phrase)
        if len(phrase.keys) > 1 and all(token.capital for token in phrase.tokens if token.key in phrase.keys):
            organ = self._organ_in(phrase)  # "the General Staff", which reads as no name
            if organ is not None:
                return organ
        held = self._held(phrase) or self._spoken_for(phrase) or self.seated(phrase)
        if held is not None:
            return held
        loaded = self._loaded(phrase)
        if loaded is not None:
            return loaded
        short = self._short_form(phrase)
        if short is not None:
            return short
        both = self._both(phrase)
        if both is not None:
            return both
        only = self._only_one(phrase)
        if only is not None:
            return only
        if phrase.opening is Opening.INDEFINITE and noun is not None and noun.cls in _UNDER_ARMS and _is_machine_or_unlisted(phrase.keys[-1], noun):
            return Outcome(rule="unnamed", reason="The report does not say whose it is.", sector=noun.sector)  # "a military aircraft"
        forces = noun is not None and noun.cls in (NounClass.FORCE, NounClass.POLICE)
        if forces and phrase.backers and _STATES_ALONE.isdisjoint(phrase.keys):
            return Outcome(rule="unnamed", reason="The words tell who backs them, and not whose they are.")  # "Turkish-backed forces"
        outcome = self._same_again(phrase) or self._as_before(phrase) or self._government_at_home(phrase) or self._rank_where(phrase)
        if outcome.figure is None and outcome.name is None and (force := self._force_at_home(phrase)) is not None:
            return force
        if outcome.figure is None and noun is not None and forces and noun.sector is not Sector.SPY:
            return self.rank(phrase, str(noun.cls)) if outcome.name is None and noun.words in PERSON_NOUNS else outcome
        return outcome

    def _answering(self, phrase: Phrase, outcome: Outcome) -> Outcome:
        """Let forces that return fire be none of those who have just struck, but those of the state that was struck, where that is told.

        outcome   what the phrase stands for by its words alone
        """
        noun, attack = phrase.noun, self._answered(phrase)
        if noun is None or noun.cls is not NounClass.FORCE or attack is None or phrase.owners or phrase.of or phrase.inside:
            return outcome
        again = any(self.phrases[party.span].keys == phrase.keys for party in attack.actor)  # "the army ... The army"
        if again or phrase.opening not in (Opening.DEFINITE, Opening.BARE):
            return outcome
        attackers = self._attackers(party.span for party in attack.actor)
        if not attackers or (outcome.figure is not None and outcome.figure not in attackers):
            return outcome
        state = self._struck_state(attack, attackers)
        found = self._organ_of_state(state, noun, phrase, of="the state that was struck") if state is not None else None
        if found is not None or outcome.figure is None:
            return found or outcome
        return self.rank(phrase, barred=attackers)

    def _answered(self, phrase: Phrase) -> Claim | None:
        """Give the last strike told near before a deed by which the actor answers it: "India shelled Kotli. The army returned fire"."""
        claims = [claim for claim, role in self.roles.get(phrase.span, ()) if role == "actor" and claim.type is EventType.ASSAULT]
        answer = next((claim for claim in claims if any(_ANSWERS.search(span.words) for span in claim.what)), None)
        if answer is None:
            return None
        start = self.cast.sentences[max(0, self.cast.sentence_of(phrase.span.start) - _SENTENCES_OF_STRIKE)][0]
        first, last = (bisect_left(self.spans, at, key=lambda other: other.start) for at in (start, phrase.span.start))
        struck = (claim for other in reversed(self.spans[first:last]) for claim, role in self.roles[other] if role == "actor")
        return next((claim for claim in struck if claim.type is EventType.ASSAULT and claim is not answer), None)

    def _struck_state(self, attack: Claim, attackers: frozenset[Figure]) -> Actor | None:
        """Give the state that was struck: whose the recipient is, else where it was, else of whose body the account is; None: not told."""
        lands = self._lands[attack.id]
        struck = [self.state_of(figure) for party in attack.recipient if (figure := self._body(party.span)) is not None]
        there = [self.table.state(country) for country in lands if len(lands) == 1]
        telling = []
        for link in reversed(attack.account.links):
            if link.source is not None and (body := self._body(link.source)) is not None and body.kind is ActorKind.BODY:
                telling.append(self._state_in(self.phrases[link.source]) or self.state_of(body))
        for state in (*struck, *there, *(state for state in telling if state is not None and (not lands or state.country in lands))):
            if state is not None and self.figure_of(state) not in attackers:
                return state
        return None

    def _body(self, span: Span) -> Figure | None:
        """Give the state or body that a span stands for."""
        figure = self.outcome(span).figure
        return figure if figure is not None and figure.kind in (ActorKind.STATE, ActorKind.BODY) else None

    @staticmethod
    def _state_in(phrase: Phrase) -> Actor | None:
        """Give the first state that a phrase names: "the ministry in Tiraspol"."""
        return next((m.figure.actor for m in (*phrase.owners, *phrase.of, *phrase.inside) if m.figure.kind is ActorKind.STATE), None)

    def _government_at_home(self, phrase: Phrase) -> Outcome | None:
        """Let "the government" be that of those at home of whom its sentence tells before: "The Polish opposition met after the government ..."."""
        noun = phrase.noun
        if noun is None or noun.cls is not NounClass.STATE or noun.plural or phrase.opening is not Opening.DEFINITE:
            return None
        if len(phrase.keys) != len(noun.words.split()) or phrase.attached or phrase.inside:
            return None
        start, _ = self.cast.sentences[self.cast.sentence_of(phrase.span.start)]
        dateline = self.report.dateline
        start = max(start, dateline.end) if dateline is not None and dateline.end < phrase.span.start else start
        named = self.cast.within(start, phrase.span.start)
        first = next((m for m in named if m.figure.kind in (ActorKind.STATE, ActorKind.BODY)), None)
        state = self.state_of(first.figure) if first is not None and first.figure.kind is ActorKind.BODY else first.figure.actor if first else None
        if first is None or state is None or not self._are_at_home(first, start, phrase) or not self.lands(phrase) <= {state.country}:
            return None
        weights, home = self.cast.weights, self.cast.home
        if home is not None and 2 * weights.get(state.country or "", 0.0) < weights[home]:
            return None  # "A Polish senator said the government ..." in news of Belarus
        if any(m.figure.country != state.country and self._is_where(m) for m in named) or _PLACED.match(self.report.text, phrase.span.end):
            return None  # "Ghanaian lawyers told a court in Lagos that the government ...", "... the government in Abuja"
        reason = f'"{phrase.span.words}" is that of {state.name}, of whose people the sentence tells.'
        return Outcome(rule="description", reason=reason, figure=self.figure_of(state), antecedent=first)

    def _are_at_home(self, name: Mention, start: int, phrase: Phrase) -> bool:
        """Tell whether a name says of which state those are with whom the text from an offset on begins, and a phrase is of that state too."""
        tokens, opening = self.cast.tokens, bisect_left(self.starts, start)
        before = tokens[name.first - 1].key if name.first > opening else ""
        if not 0 <= name.first - opening <= _FAR_SUBJECT:
            return False
        if name.figure.kind is ActorKind.BODY:
            found = self.lexicon.head([tokens[name.last].key])
        elif name.form is Form.ADJECTIVE or tokens[name.last].possessive or (name.form is Form.SEAT and before != "in"):
            behind = [token.key for token in tokens[name.last + 1 : name.last + 1 + _FAR_SUBJECT]]
            heads = [self.lexicon.head(behind[:end]) for end in range(1, len(behind) + 1)]
            found = next((one for one, after in pairwise([*heads, None]) if one is not None and after is None), None)
        elif before == "in":
            found = self.lexicon.head([token.key for token in tokens[opening : name.first - 1]])
        else:
            return False
        if found is None:
            return False
        if found[0].cls in (NounClass.OFFICIAL, NounClass.OFFICE, NounClass.STATE):
            at = bisect_left(self.starts, phrase.span.start)
            said = [token.key for token in tokens[max(0, at - 2) : at] if token.key != "that"]
            return said[-1:] in (["said"], ["says"], ["denied"])
        return found[0].sector in _AT_HOME

    def _rank_where(self, phrase: Phrase) -> Outcome:
        """Choose whom a description stands for, of a court or prosecutors with their place none of another country: "prosecutors in Munich"."""
        place = self.where(phrase) if phrase.noun is not None and phrase.noun.cls is NounClass.COURT else None
        return self.rank(phrase, country=place.figure.country or self.table.places.get(name_key(place.figure.name)) if place is not None else None)

    def _as_before(self, phrase: Phrase) -> Outcome | None:
        """Let "the source" be nobody where the last one spoken of was "a security source", whom the report does not name."""
        if phrase.opening is not Opening.DEFINITE or len(phrase.keys) != 1 or phrase.noun is not None:
            return None
        alike = _before(self._by_last_word.get(phrase.keys[0], ()), phrase.span)
        if not alike or self.phrases[alike[-1]].opening not in (Opening.INDEFINITE, Opening.DEFINITE):
            return None
        last, before = alike[-1], self._last_outcome(alike)
        if before.figure is not None or before.name is not None:
            return None
        return Outcome(
            rule="unnamed", reason=f'It is "{last.words}", whom the report does not name.', sector=self.coder.sector_of_phrase(self.phrases[last])
        )

    def _same_again(self, phrase: Phrase) -> Outcome | None:
        """Let "the army" be the one that the last "the army" was, where no other is named between."""
        noun = phrase.noun
        if noun is None or noun.cls not in (NounClass.FORCE, NounClass.POLICE) or phrase.opening is not Opening.DEFINITE:
            return None
        alike = _before(self._by_words.get((phrase.keys, phrase.opening), ()), phrase.span)
        if phrase.owners or phrase.of or phrase.inside or not alike:
            return None
        last, figure = alike[-1], self._last_outcome(alike).figure
        if figure is None or figure.kind is not ActorKind.BODY:
            return None
        between = self.cast.within(last.end, phrase.span.start)
        if any(m.figure is not figure and m.figure.kind is ActorKind.BODY and m.figure.sector is figure.sector for m in between):
            return None
        mention = Mention(last.start, last.end, figure, Form.NAME, -1, -1)
        return Outcome(rule="description", reason=f'"{phrase.span.words}" stands for {figure.name}, as before.', figure=figure, antecedent=mention)

    @cached_property
    def _by_words(self) -> Mapping[tuple[tuple[str, ...], Opening], list[Span]]:
        """Give the phrases with no name among them, in order of the text, by their words up to the head and how they open."""
        found: defaultdict[tuple[tuple[str, ...], Opening], list[Span]] = defaultdict(list)
        for span, phrase in self.phrases.items():
            if not (phrase.owners or phrase.of or phrase.inside):
                found[phrase.keys, phrase.opening].append(span)
        return found

    @cached_property
    def _by_last_word(self) -> Mapping[str, list[Span]]:
        """Give the phrases in order of the text, by the last of their words up to the head."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for span, phrase in self.phrases.items():
            found["".join(phrase.keys[-1:])].append(span)
        return found

    def _last_outcome(self, spans: Sequence[Span]) -> Outcome:
        """Resolve the last of spans that may lean on each other, those before it first: a chain of any length is no recursion."""
        first = len(spans) - 1
        while first > 0 and spans[first - 1] not in self.outcomes:
            first -= 1
        for span in spans[first:-1]:
            self.outcome(span)
        return self.outcome(spans[-1])

    def _force_at_home(self, phrase: Phrase) -> Outcome | None:
        """Name "government troops", "regime jets" by the state that the report is about, where no other comes near it in weight."""
        noun, weights = phrase.noun, self.cast.weights
        if noun is None or noun.cls is not NounClass.FORCE or noun.sector is Sector.SPY or noun.words.endswith(_MEN_IN_OFFICE):
            return None
        before = set(phrase.keys[: -len(noun.words.split())])
        behind = re.search(r"^[\w ]*? of the (\w+)", phrase.span.words.lower())  # "helicopters of the military council"
        told = {*phrase.keys, behind[1]} if behind is not None else set(phrase.keys)
        if phrase.opening is Opening.INDEFINITE or not before <= _STATES_ALONE or _STATES_ALONE.isdisjoint(told):
            return None
        state, lands = self.table.state(self.cast.home or ""), self.lands(phrase)
        if (
            state is None
            or (lands and state.country not in lands)
            or any(2 * weight > weights[state.country or ""] for country, weight in weights.items() if country != state.country)
        ):
            return None
        if told.isdisjoint(STATE_WORDS) and self._other_army_before(phrase, state.country):
            return None  # "the army" in news of a raid may be the one that came
        if not self.table.has_organ(state.country or "", self.organ_of_noun(noun)):
            return None
        found = self._organ_of_state(state, noun, phrase, of=ABOUT)
        body = found.figure.actor if found is not None and found.figure is not None else None
        gone = body is not None and body.end is not None and self.coder.day is not None and body.end < self.coder.day
        return None if gone else found

    def _other_army_before(self, phrase: Phrase, country: str | None) -> bool:
        """Tell whether an army of another country was named before a phrase."""
        figures = (outcome.figure for span, outcome in self.outcomes.items() if span.start < phrase.span.start)
        return any(f is not None and f.kind is ActorKind.BODY and f.sector is Sector.MIL and f.country not in (None, country) for f in figures)

    def _possessed(self, phrase: Phrase) -> Outcome:
        """Name "his wife", "its forces", "their country" by whom the pronoun stands for."""
        first, noun = phrase.tokens[0], phrase.noun
        pronoun = Span(first.start, first.end, self.report.text)
        doers = self._doers(phrase)
        holder = self.pronoun(self.read(pronoun), claims=[claim for claim, _ in self.roles.get(phrase.span, ())], barred=doers)
        figure = holder.figure or (self._telling(phrase, doers) if doers else None)
        if figure is not None and noun is not None and noun.cls in _UNDER_ARMS and self._accuses(figure, phrase.span.start):
            before = {m.figure: m for m in self.cast.mentions if m.figure.armed and m.figure is not figure and m.start < phrase.span.start}
            if len(before) != 1:
                return Outcome(rule="unnamed", reason=f"The text leaves open whose they are; they are accused by {figure.name}.", sector=noun.sector)
            accused, mention = next(iter(before.items()))
            return self._belongs(accused, antecedent=mention)
        if figure is None:
            if phrase.possessor != "we" or holder.rule != "unnamed" or noun is None or noun.cls not in _UNDER_ARMS:
                return self.rank(phrase, barred=doers)
            return holder if holder.sector in (Sector.REB, Sector.PRM) else replace(holder, sector=noun.sector)
        if is_kin(phrase):
            return self._kin(phrase, figure)
        if noun is None or noun.cls is NounClass.THING or noun.words in _BELONGINGS:
            return self._belongs(figure, antecedent=holder.antecedent)
        if noun.cls in LANDS and noun.words not in SEVERAL_LANDS:
            state = figure.actor if figure.kind is ActorKind.STATE else self.state_of(figure)
            if state is not None:
                reason = f'"{phrase.span.words}" is that of {figure.name}.'
                return Outcome(rule="owner", reason=reason, figure=self.figure_of(state), antecedent=holder.antecedent)
        if noun.cls in _UNDER_ARMS and figure.person and figure.body is not None and figure.body.kind is not ActorKind.STATE:
            return self._belongs(figure.body, antecedent=holder.antecedent)  # "his officers", of a police chief
        if noun.cls in (NounClass.FORCE, NounClass.ARMED) and not figure.person:
            of = f'{figure.name}, for which "{first.word}" stands'
            state = figure.actor if figure.kind is ActorKind.STATE else None
            organ = self._organ_of_state(state, noun, phrase, of=of) if state is not None else None
            return organ or self._belongs(figure, antecedent=holder.antecedent)
        return self.rank(phrase, excluded=figure)

    def _doers(self, phrase: Phrase) -> frozenset[Figure]:
        """Give those who harm what "its" or "their" owns, with their states and forces: it is not theirs, unless the words say "its own base".

        Nobody for people and officials: a state holds its critics too.
        """
        if (
            phrase.possessor not in ("it", "they")
            or phrase.tokens[1].key == "own"
            or (phrase.noun is not None and phrase.noun.cls in _HARMED_AT_HOME)
        ):
            return frozenset()
        doing = [claim for claim, role in self.roles.get(phrase.span, ()) if role == "recipient" and claim.type in _HARMS]
        return self._attackers([party.span for claim in doing for party in claim.actor if not party.span.overlaps(phrase.span)])

    def _attackers(self, spans: Iterable[Span]) -> frozenset[Figure]:
        """Give the figures of actors but for persons, with their states and the forces of these."""
        figures: set[Figure] = set()
        for span in spans:
            figure = self.outcome(span).figure
            named = [m.figure for m in (*self.phrases[span].owners, *self.phrases[span].of)]
            figures.update((figure, *figure.members) if figure is not None else named)
        found = {figure for figure in figures if not figure.person}
        lands = {figure.country for figure in found if self._is_of_state(figure)}
        return frozenset(found | {figure for figure in self.cast.figures if figure.country in lands and self._is_of_state(figure)})

    def _telling(self, phrase: Phrase, doers: frozenset[Figure]) -> Figure | None:
        """Give the state, body or group by whose account the claims of a phrase are told, where it is none of those who act in them.

        None: nobody, or a person, an agency or an observer.
        """
        links = (link for claim, _ in self.roles.get(phrase.span, ()) for link in reversed(claim.account.links) if link.source is not None)
        figure = next((self.outcome(link.source).figure for link in links if link.source is not None), None)
        if figure is None or figure in doers or figure.kind not in (ActorKind.STATE, ActorKind.BODY, *GROUPISH):
            return None
        return figure

    def _is_of_state(self, figure: Figure) -> bool:
        """Tell whether a figure is a state or the forces of one, but of none that has broken away from the one whose country it is coded with."""
        if figure.country is None or (figure.actor is not None and self.table.broke_away(figure.actor)):
            return False
        forces = figure.kind is ActorKind.BODY and figure.sector in _FORCES and (figure.actor is not None or figure.identity is not None)
        return figure.kind is ActorKind.STATE or forces

    def _accuses(self, figure: Figure, at: int) -> bool:
        """Tell whether the sentence gives an accusation as a figure's own before an offset: "accusations by the army that its fighters ..."."""
        start = self.cast.sentences[self.cast.sentence_of(at)][0]
        return any(start <= m.start and m.end <= at and _ACCUSATION.search(self.report.text, start, m.start) for m in figure.mentions)

    def _held(self, phrase: Phrase) -> Outcome | None:
        """Name "the president's office", "the suspects' vehicle" by whom the noun in front stands for."""
        owner = next((token for token in phrase.tokens[:-1] if self._ends_possessive(token)), None)
        if owner is None or phrase.owners or not phrase.keys or owner.start >= phrase.tokens[-1].start:
            return None
        if any(token.key in PREPOSITIONS and token.key != "of" for token in phrase.tokens if token.start < owner.start):
            return None  # "a doctor at the city's clinic" is nobody's doctor
        inner = self.read(Span(phrase.span.start, owner.end - (2 if owner.possessive else 0), self.report.text))
        if inner.noun is None or inner.noun.cls is NounClass.LAND or phrase.keys[-1] in KIN:
            return None
        holder = self.outcome(inner.span) if inner.span in self.roles else self.decide(inner)
        figure = holder.figure
        if figure is None:
            return None
        if figure.person and inner.noun.cls in _IN_OFFICE and inner.noun.words not in figure.heads:
            return Outcome(rule="unnamed", reason=f"The report does not say that {figure.name} is the {inner.noun.words}.", sector=inner.noun.sector)
        office = phrase.noun is not None and phrase.noun.words in _SEATS_OF_OFFICE
        state = self.state_of(figure) if office and figure.person else None
        if state is not None:
            reason = f'"{phrase.span.words}" is that of {state.name}.'
            return Outcome(rule="owner", reason=reason, figure=self.figure_of(state), antecedent=holder.antecedent)
        return self._belongs(figure, antecedent=holder.antecedent)

    def _spoken_for(self, phrase: Phrase) -> Outcome | None:
        """Name "a spokesman for the group" by whom he speaks for, as "the group's spokesman" is."""
        i = next((i for i, token in enumerate(phrase.tokens[:-1]) if token.key == "for"), 0)
        if not i or phrase.tokens[i - 1].key not in SPOKESMEN:
            return None
        behind = Span(phrase.tokens[i + 1].start, phrase.span.end, self.report.text)
        whom = self.outcome(behind) if behind in self.roles else self.decide(self.read(behind))
        if whom.figure is None or whom.figure.person:
            return None
        return Outcome(rule="owner", reason=f"The {phrase.tokens[i - 1].key} of {whom.figure.name}.", figure=whom.figure, antecedent=whom.antecedent)

    def _ends_possessive(self, token: Token) -> bool:
        return token.possessive or (token.key.endswith("s") and self.report.text[token.end : token.end + 2] in ("' ", "’ "))

    def _short_form(self, phrase: Phrase) -> Outcome | None:
        """Read a part of a full name: "the North" after North Korea, "the court" after the one court named before."""
        headline = phrase.opening is Opening.BARE and phrase.span.start < self.cast.sentences[0][1]  # which leaves articles out
        if (phrase.opening is not Opening.DEFINITE and not headline) or len(phrase.keys) != 1 or phrase.plural:
            return None
        key, at = phrase.keys[0], len(self.report.text) if headline else phrase.span.start
        if key in _COMPASS:
            fitting = [f for f in self.cast.figures if f.kind is ActorKind.STATE and name_key(f.name).startswith(f"{key} ")]
            if len(fitting) != 1:
                return None
        elif key in ORGANISATION_WORDS and key not in _LOOSE_WORDS:
            bodies = [f for f in self.cast.figures if f.kind not in (ActorKind.PERSON, ActorKind.STATE, ActorKind.PLACE) and not f.members]
            fitting = [f for f in bodies if key in name_key(f.name).split() and any(m.start < at for m in self._mentions(f))]
        else:
            return None
        if not fitting:
            return None
        figure = max(fitting, key=lambda f: max((m.start for m in self._mentions(f) if m.start < at), default=-1))
        return Outcome(rule="short form", reason=f"Short for {figure.name}.", figure=figure, antecedent=next(iter(figure.mentions), None))

    def _mentions(self, figure: Figure) -> list[Mention]:
        """Give the names of a figure and the phrases taken for it so far: "the interior ministry in Tiraspol"."""
        return [*figure.mentions, *self.scene.taken.get(figure, ())]

    def _loaded(self, phrase: Phrase) -> Outcome | None:
        """Read a loaded word that no row of context explains ("terrorists", "the regime").

        It means the one whom the report itself has called so by name ("the Lukashenko regime"), or the only group or state that the report names.
        """
        words = set(phrase.noun.words.split()) if phrase.noun is not None else set()
        loaded = words & (LOADED_FORCES | LOADED_STATES)
        if not loaded or len(phrase.keys) > len(words) + 1:
            return None
        sort = "armed group" if words & LOADED_FORCES else "state"
        named = [f for f in self.cast.figures if f.mentions and (f.armed if words & LOADED_FORCES else f.kind is ActorKind.STATE)]
        called = [figure for figure in named if any(loaded & self._words_at(mention) for mention in figure.mentions)]
        found = called if len(called) == 1 else named
        if len(found) != 1 or phrase.opening is Opening.INDEFINITE or (not called and self._is_of_nobody(phrase, found[0])):
            return Outcome(rule="loaded word", reason=f'"{phrase.span.words}" is a loaded word, and nothing in the report tells whom it means.')
        figure = found[0]
        why = f"the report gives it to {figure.name} by name" if called else f"{figure.name} is the only {sort} that the report names"
        reason = f'"{phrase.span.words}" is a loaded word; {why}.'
        return Outcome(rule="loaded word", reason=reason, figure=figure, antecedent=figure.mentions[0])

    def _is_of_nobody(self, phrase: Phrase, only: Figure) -> bool:
        """Tell whether "the terrorists" are "two terrorists" told of before the one group of the report was first named."""
        words = phrase.noun.words if phrase.noun is not None else ""
        return self._first_indefinite.get(words, math.inf) < min(phrase.span.start, only.mentions[0].start)

    @cached_property
    def _first_indefinite(self) -> Mapping[str, int]:
        """Give where each noun of a phrase that is indefinite first stands in the report."""
        found: dict[str, int] = {}
        for span, phrase in self.phrases.items():
            if phrase.opening is Opening.INDEFINITE and phrase.noun is not None:
                found.setdefault(phrase.noun.words, span.start)
        return found

    def _words_at(self, mention: Mention) -> set[str]:
        """Give the words of a name and the one behind it."""
        return {token.key for token in self.cast.tokens[mention.first : mention.last + 2]} if mention.first >= 0 else set()

    def _both(self, phrase: Phrase) -> Outcome | None:
        """Read "both countries" and "the two leaders" where the sentences before name just two; one party alone is never meant."""
        noun = phrase.noun
        if noun is None or not self._is_of_two(phrase):
            return None
        lands, sides = noun.cls is not NounClass.OFFICE, noun.words in _SIDES
        here = self.cast.sentence_of(phrase.span.start)
        start = self.cast.sentences[max(0, here - _SENTENCES_OF_BOTH)][0]
        before = self.cast.within(start, phrase.span.start)
        fighting = sides and any(m.figure.armed for m in before)  # armed groups, against an army or a state
        named = [m for m in before if self._may_be_one_of_two(m.figure, lands=lands, fighting=fighting)]
        two = self._without_go_betweens(phrase, named, start)
        if len(two) != 2:
            outcome = self.rank(phrase)
            if outcome.figure is None or outcome.figure.members or not (lands or noun.words in STATE_HEADS):
                return outcome
            return Outcome(rule="several", reason=f'"{phrase.span.words}" are two, and the sentences before do not name just two.')
        pair = self.joint_figure(two)
        reason = f'"{phrase.span.words}" are {pair.name}, the two named before.'
        sector = Sector.GOV if pair.kind is ActorKind.STATES else None if lands else noun.sector
        return Outcome(rule="only two", reason=reason, figure=pair, sector=sector)

    def _is_of_two(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is "both sides", "the two countries", "the two presidents" or the like."""
        noun, opening = phrase.noun, [token.key for token in phrase.tokens[:2]]
        if noun is None or len(phrase.keys) != 1 or not (opening[0] == "both" or opening in (["the", "two"], ["the", "2"])):
            return False
        return noun.words == "countries" or (noun.plural and (noun.cls in (*LANDS, NounClass.OFFICE) or noun.words in (*_SIDES, *_NEIGHBOURS)))

    @staticmethod
    def _may_be_one_of_two(figure: Figure, *, lands: bool, fighting: bool) -> bool:
        if not lands:
            return figure.person
        return figure.kind is ActorKind.STATE or (fighting and not figure.person and (figure.armed or figure.sector is Sector.MIL))

    def _without_go_betweens(self, phrase: Phrase, named: Sequence[Mention], start: int) -> list[Figure]:
        """Give the figures of mentions but for those who speak to both, or of both, from outside, and a state beside its own army.

        start   offset from which on the mentions were taken
        """
        pairs = [span for span in self.spans if start <= span.start <= phrase.span.start and self._is_of_two(self.phrases[span])]
        addressed = {other for pair in pairs for claim, role in self.roles[pair] for other in self._opposite(claim, role)}
        sources = [link.source for claim, _ in self.roles.get(phrase.span, ()) for link in claim.account.links if link.source is not None]
        between = {m.figure for m in named if any(span.start <= m.start < span.end for span in addressed) or self._mediates(m)}
        telling = {m.figure for m in named if any(span.start <= m.start < span.end for span in sources)}
        acting = {m.figure for m in named if not any(span.start <= m.start < span.end for span in sources)}
        armies = {m.figure.country for m in named if m.figure.sector is Sector.MIL}
        found = [f for f in dict.fromkeys(m.figure for m in named) if f not in between and not (f.kind is ActorKind.STATE and f.country in armies)]
        return [f for f in found if f not in telling or (f in acting and len(found) == 2)]

    @staticmethod
    def _opposite(claim: Claim, role: str) -> list[Span]:
        return [party.span for party in (claim.recipient if role == "actor" else claim.actor if role == "recipient" else ())]

    def _mediates(self, mention: Mention) -> bool:
        """Tell whether a name is that of a go-between: "Qatari mediators", "Egypt and Qatar, which mediate", "brokered by Turkey"."""
        text = self.report.text
        return bool(_GO_BETWEEN.match(text, mention.end) or _MEDIATED_BY.search(text, max(0, mention.start - 40), mention.start))

    def _only_one(self, phrase: Phrase) -> Outcome | None:
        """Read "the group", "the country", "the soldiers" where the report has spoken of just one before."""
        noun = phrase.noun
        called = noun is not None and noun.cls is NounClass.ARMED and phrase.keys[0] in _CALLED  # "the terrorist militia"
        if noun is None or phrase.opening is not Opening.DEFINITE or len(phrase.keys) != 1 + called or len(phrase.tokens) != 2 + called:
            return None
        force = noun.cls in (NounClass.FORCE, NounClass.POLICE) and phrase.plural
        kinds = next((kinds for words, kinds in _ONLY_ONE if noun.words.rsplit(" ", 1)[-1] in words), ()) if not noun.plural else ()
        figures = self.cast.figures
        meant = [f for f in figures if (force and noun.words in f.heads and not f.person) or (f.kind in kinds and not is_house(f))]
        if not meant and ActorKind.ARMED_GROUP in kinds:
            meant = [figure for figure in figures if figure.armed]
        mentions = ((f, next((m for m in reversed(f.mentions) if m.end <= phrase.span.start), None)) for f in meant)
        found = [(figure, mention) for figure, mention in mentions if mention is not None]
        if len(found) != 1:
            return None
        figure, mention = found[0]
        reason = f'"{phrase.span.words}" stands for {figure.name}, the only one spoken of before.'
        return Outcome(rule="only one", reason=reason, figure=figure, antecedent=mention)

    def taken_for(self, phrase: Phrase, type_: str, figure: Figure, mention: Mention | None) -> Outcome:
        """Say what a phrase stands for once its figure is chosen: "the army" of a state that was chosen is that state's army."""
        noun = phrase.noun
        if noun is not None and figure.kind is ActorKind.STATE and figure.actor is not None:
            organ, of = None, self._whose(phrase, figure, mention)
            if type_ in ("force", "police"):
                organ = self._organ_of_state(figure.actor, noun, phrase, of=of)
            elif type_ == "court" and (noun.words in _NAMED_COURTS or self._is_federal(phrase)):
                organ = self._organ_by_last_words(phrase, figure.actor, of=of)
            if organ is not None:
                return replace(organ, antecedent=mention)
        if figure.kind is ActorKind.PLACE and type_ == "police":
            lands = self.lands(phrase)
            country = figure.country or (next(iter(lands)) if len(lands) == 1 else None)
            return replace(self._local_police(figure.name, country), antecedent=mention)
        if mention is None and figure.person:
            return Outcome(rule="office holder", reason=f"{figure.name} held the office on {self.coder.day}.", figure=figure)
        rule = "pronoun" if phrase.pronoun is not None else "description"
        where = "named nearby" if mention is not None else "whom the report is about"
        return Outcome(rule=rule, reason=f'"{phrase.span.words}" stands for {figure.name}, {where}.', figure=figure, antecedent=mention)

    def _is_federal(self, phrase: Phrase) -> bool:
        """Tell whether prosecutors may be federal ones: those of a place, county or army are none, though the report speaks of such too."""
        return not phrase.inside and {"federal", "prosecutors"}.issuperset(phrase.keys) and self._has_federal_prosecutors

    @cached_property
    def _has_federal_prosecutors(self) -> bool:
        """Tell whether the report speaks of federal prosecutors, who are an organ of the state and not any of its courts' or places'."""
        return any(one.key == "federal" and two.key.startswith("prosecutor") for one, two in pairwise(self.cast.tokens))

    def _whose(self, phrase: Phrase, state: Figure, mention: Mention | None) -> str:
        """Say how the state of an organ was found: beside it, elsewhere in the report, or not named at all."""
        if mention is None:
            return ABOUT if state.country == self.cast.home else f"{state.name}, where it happened"
        beside = phrase.span.start <= mention.start and mention.end <= phrase.span.end
        return state.name if beside else f"{state.name}, named nearby"
