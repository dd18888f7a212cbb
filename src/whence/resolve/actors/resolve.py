"""Whom the parties and sources of a report's claims stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from whence.resolve.actors.coding import is_named
from whence.resolve.actors.figures import Figure, Mention
from whence.resolve.actors.lexicon import Noun, NounClass
from whence.resolve.actors.names import name_key
from whence.resolve.actors.outcomes import Outcome
from whence.resolve.actors.phrases import Opening, Phrase
from whence.resolve.actors.ranker import GROUPISH
from whence.resolve.actors.reference import References
from whence.resolve.actors.table import ActorTable, Form, load_actors
from whence.resolve.actors.values import Actor, ActorValue
from whence.resolve.actors.words import (
    COMMON_STARTS,
    FAMILY,
    HONORIFICS,
    KIN,
    LOADED_FORCES,
    LOADED_STATES,
    NAME_LINKS,
    ORGANISATION_WORDS,
    PERSON_NOUNS,
    TELLINGS,
)
from whence.terms import ActorKind, Claim, EventType, Report, Sector, Span

_STRIKING = (EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE)
_COMPASS = ("north", "south", "west", "east")
# Classes of nouns that a person's name may follow as an apposition: "his counterpart, Ann Holt".
_TITLES = (NounClass.OFFICE, NounClass.OFFICIAL, NounClass.COURT, NounClass.PARTY, NounClass.FORCE, NounClass.ARMED, NounClass.BODY)
_UNDER_ARMS = (NounClass.FORCE, NounClass.POLICE, NounClass.ARMED)
# Bodies whose customers, victims and executives are not the body itself.
_HOUSES = (ActorKind.ORGANISATION, ActorKind.BODY, ActorKind.COMPANY, ActorKind.MEDIA, ActorKind.PLACE, ActorKind.UNKNOWN, ActorKind.STATES)
_POLICE_WORDS = ("police", "sheriff", "sheriffs", "constabulary")
_BELONGINGS = ("house", "home", "car", "apartment", "residence", "vehicle", "body")
_NAMED_COURTS = ("judiciary", "parliament", "congress", "senate", "supreme court")
# Nouns that mean the one figure of these kinds, where the report has named just one.
_ONLY_ONE = (
    (
        ("group", "organization", "organisation", "movement", "militia", "faction"),
        (ActorKind.ARMED_GROUP, ActorKind.MOVEMENT, ActorKind.GANG, ActorKind.ORGANISATION, ActorKind.RIGHTS, ActorKind.PARTY),
    ),
    (("company", "firm"), (ActorKind.COMPANY,)),
    (("country", "nation"), (ActorKind.STATE,)),
)
# Words of organisations that are too common to be short for one that was named before.
_LOOSE_WORDS = frozenset(
    "police government state states group army forces force military media press people's house post times guard unit team school republic".split()
)
_OFFICES = {
    "premier": "prime minister",
    "defense minister": "defence minister",
    "defense secretary": "defence minister",
    "secretary of defense": "defence minister",
    "defence secretary": "defence minister",
    "foreign secretary": "foreign minister",
    "secretary of state": "foreign minister",
    "home secretary": "interior minister",
    "king": "monarch",
    "queen": "monarch",
    "secretary general": "secretary-general",
}


def resolve_actors(report: Report, claims: Sequence[Claim], *, table: ActorTable | None = None) -> Mapping[Span, ActorValue]:
    """Resolve every actor, recipient and source of the claims of one report.

    table   of actors; None: the bundled one

    Returns a value for each such span, also where no name can be told: name None with its reason, country and sector as far as the words give them.
    Misses names that only the world tells ("the French capital's mayor" unnamed in the report, without an entry in the table).
    """
    return Resolver(report, claims, load_actors() if table is None else table).resolve()


class Resolver(References):
    """One report being resolved; use `resolve_actors`."""

    def resolve(self) -> dict[Span, ActorValue]:
        """Resolve all spans, in order of the text."""
        return {span: self.coder.value(self.phrases[span], self.outcome(span)) for span in self.spans}

    def decide(self, phrase: Phrase) -> Outcome:
        """Decide whom a phrase stands for: a pronoun, a name, a noun with a name beside it, or a description."""
        if phrase.pronoun is not None:
            return self.pronoun(phrase)
        if phrase.vague:
            return self.rank(phrase, "vague")
        return self._named(phrase) or self._owned(phrase) or self._described(phrase)

    # -- names -------------------------------------------------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase) -> Outcome | None:
        """Take the name that a phrase has at its head, or in an apposition behind a title."""
        last = max((*phrase.inside, *phrase.of), key=lambda m: m.start, default=None)
        if last is not None and self._closes_as_apposition(phrase, last):
            return Outcome(rule="name", reason=f"The phrase names {last.figure.name}.", figure=last.figure)
        head = phrase.head
        if head is None:
            return self._bare_name(phrase)
        if head.form is not Form.ADJECTIVE:
            return self._at_head(phrase, head)
        people = phrase.opening is Opening.INDEFINITE and head.figure.kind is ActorKind.STATE  # "millions of Japanese"
        reason = f'"{self._words(head)}" stands for {head.figure.name}.'
        return Outcome(rule="name", reason=reason, figure=head.figure, sector=Sector.CVL if people else None)

    def _closes_as_apposition(self, phrase: Phrase, last: Mention) -> bool:
        kin = phrase.noun is not None and phrase.noun.words in KIN
        titled = phrase.noun is None or phrase.noun.cls in _TITLES or (phrase.noun.cls is NounClass.PEOPLE and kin)
        if not last.figure.person or not titled or last.end < phrase.span.end - 2:
            return False
        headed = phrase.head is not None and phrase.head.figure.person
        return self.report.text[: last.start].rstrip().endswith(",") or (not kin and not headed and last in phrase.inside)

    def _bare_name(self, phrase: Phrase) -> Outcome | None:
        """Take a capitalised phrase without any noun of the lexicon for a name, also where the report's headline hid it."""
        if phrase.noun is not None or phrase.owners or phrase.of or phrase.inside or not phrase.tokens or phrase.opening is not Opening.BARE:
            return None
        words = [token for token in phrase.tokens if token.key not in HONORIFICS] or phrase.tokens
        if any(token.key in COMMON_STARTS or not (token.capital or token.word in NAME_LINKS) for token in words):
            return None
        key = " ".join(token.key for token in words)
        figure = next((figure for figure in self.cast.figures if is_named(figure, key)), None)
        if figure is not None:
            return Outcome(rule="name", reason=f"Short for {figure.name}.", figure=figure)
        known = [self.table.actors[alias.actor] for alias in self.table.aliases.get(key, ())]
        if known:
            return Outcome(rule="name", reason=f"A name of {known[0].name}.", figure=self.figure_of(known[0]))
        if len(words) == 1 and (self.cast.upper or words[0].key in self.cast.common):
            return None
        name = " ".join(token.word.title() if self.cast.upper else token.word for token in words)
        return Outcome(rule="name", reason="A name that stands nowhere else.", name=name, country=self.cast.home)

    def _at_head(self, phrase: Phrase, head: Mention) -> Outcome:
        figure, words = head.figure, self._words(head)
        if head.reason is not None:
            return Outcome(rule="context", reason=head.reason, figure=figure)
        if head.form is Form.PEOPLE and phrase.opening is not Opening.DEFINITE and len(phrase.tokens) > 1:
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

    def _struck_place(self, span: Span) -> bool:
        """Tell whether a span is the place of the happening too: a struck capital is a city, not the state."""
        return any(
            role == "recipient" and claim.type in _STRIKING and any(place.overlaps(span) for place in claim.place)
            for claim, role in self.roles.get(span, ())
        )

    # -- nouns with a name beside them -------------------------------------------------------------------------------------------------------------

    def _owned(self, phrase: Phrase) -> Outcome | None:
        """Name a party by the noun and the name beside it: "Turkish police", "ISIL fighters", "the Obama administration"."""
        owner = self._owner(phrase)
        if owner is None or phrase.head is not None:
            return None
        if phrase.noun is None:  # the head noun is in no lexicon: a thing, or people, of the owner
            return self._belongs(owner.figure)
        outcome = self._owned_by(phrase, phrase.noun, owner)
        if outcome is not None and owner.reason is not None:
            return replace(outcome, rule="context", reason=f"{owner.reason} {outcome.reason}")
        return outcome

    def _owner(self, phrase: Phrase) -> Mention | None:
        if phrase.owners:
            # "ISIL's Syrian fighters": a group's name says more than a state's
            groups = [m for m in phrase.owners if m.figure.kind not in (ActorKind.STATE, ActorKind.PERSON, ActorKind.PLACE)]
            return groups[-1] if groups and phrase.owners[0].figure.kind is ActorKind.STATE else phrase.owners[0]
        if phrase.of:
            return phrase.of[0]
        if not phrase.inside or phrase.noun is None:
            return None
        first = phrase.inside[0]
        between = self.report.text[max(phrase.span.start, first.start - 10) : first.start].lower().split()
        if phrase.noun.cls in (NounClass.FORCE, NounClass.ARMED, NounClass.OFFICIAL, NounClass.POLICE) and "from" in between:
            return first
        if (phrase.noun.cls is NounClass.POLICE and "in" in between) or (phrase.noun.cls is NounClass.THING and "by" in between):
            return first
        return first if phrase.noun.cls is NounClass.ARMED and "associated" in phrase.span.words else None

    def _owned_by(self, phrase: Phrase, noun: Noun, owner: Mention) -> Outcome | None:
        figure = owner.figure
        if figure.person:
            return self._of_person(phrase, noun, owner)
        if noun.cls is NounClass.POLICE and owner.form is Form.SEAT:
            return self._placed(phrase, noun, owner)
        if noun.cls is NounClass.OFFICE and not noun.plural:
            return self._office(phrase, noun, figure)
        if _is_kin(phrase) and noun.cls is not NounClass.OFFICIAL:
            return self.rank(phrase, excluded=figure)
        if figure.kind is ActorKind.STATE:
            return self._of_state(phrase, noun, figure)
        people = noun.cls in (NounClass.PEOPLE, NounClass.CRIME) and figure.kind in _HOUSES
        if people or noun.words in ("executives", "executive officer"):
            return self.rank(phrase, excluded=figure)
        if figure.kind in (ActorKind.PLACE, ActorKind.UNKNOWN) and figure.actor is None:
            return self._placed(phrase, noun, owner)
        return Outcome(rule="owner", reason=f"The {noun.words} of {figure.name}.", figure=figure)

    def _of_person(self, phrase: Phrase, noun: Noun, owner: Mention) -> Outcome | None:
        """Name what a person's name stands beside: "the Obama administration", "Holt's lawyer", "Holt's car"."""
        figure, cls = owner.figure, noun.cls
        if _is_kin(phrase):
            return self._kin(phrase, figure)
        state = self.state_of(figure)
        if cls in (NounClass.STATE, NounClass.LAND) and state is not None:
            reason = f"{figure.name} stands for {state.name}."
            return Outcome(rule="leader's state", reason=reason, figure=self.figure_of(state), antecedent=owner)
        others = cls in (NounClass.OFFICIAL, NounClass.OFFICE, NounClass.PEOPLE, NounClass.CRIME) and owner in phrase.owners
        if others or cls is NounClass.PARTY or (cls is NounClass.OFFICE and noun.plural):
            return self.rank(phrase, excluded=figure)
        if cls is NounClass.FORCE and state is not None and figure.actor is not None:
            return self._organ_of_state(state, noun, phrase)
        return self._belongs(figure)

    def _of_state(self, phrase: Phrase, noun: Noun, figure: Figure) -> Outcome | None:
        """Name what a state's name stands beside: its organs by their names, its officials and things by the state's."""
        cls, state = noun.cls, figure.actor
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
            return self._local_police(self._words(owner), figure.country)
        if noun.cls is NounClass.OFFICE:
            outcome = self.rank(phrase, "office")
            if outcome.figure is not None:
                return outcome
        if noun.cls in (NounClass.THING, NounClass.LAND):
            return self._belongs(figure)
        return self.rank(phrase, excluded=figure)

    def _local_police(self, place: str, country: str | None) -> Outcome:
        """Name the police of a place: as the report names them in full, else by the place."""
        key = name_key(place)
        for figure in self.cast.figures:
            name = name_key(figure.name)
            if key in name and name != key and any(word in name.split() for word in _POLICE_WORDS):
                return Outcome(rule="police", reason=f"The police of {place}, named in full: {figure.name}.", figure=figure)
        country = country or self.cast.home
        name = f"{place} Police Department" if country == "USA" else f"{place} Police"
        return Outcome(rule="police", reason=f"Police of {place}.", name=name, kind=ActorKind.BODY, country=country, sector=Sector.COP)

    def _belongs(self, figure: Figure, *, antecedent: Mention | None = None) -> Outcome:
        return Outcome(rule="owner", reason=f"It belongs to {figure.name}.", figure=figure, antecedent=antecedent)

    # -- organs and offices ------------------------------------------------------------------------------------------------------------------------

    def _organ_in(self, phrase: Phrase) -> Outcome | None:
        """Read "Russia's Foreign Ministry", "Ministry of Defence of Peru", "the Defence Ministry" (of the state that the report is about)."""
        found = self.table.organs.of_phrase(phrase.span.words, self.table.aliases, self.table.actors)
        if found is not None:
            return self._organ(*found, of="the state named beside it")
        organ = self.table.organs.by_words.get(name_key(phrase.span.words))
        return self._organ(self.cast.home, organ.name, of="the state that the report is about") if organ is not None and self.cast.home else None

    def _organ(self, country: str, organ_name: str, *, of: str = "the state named beside it") -> Outcome | None:
        figure = self.organ_figure(country, organ_name)
        if figure is None:
            return None
        return Outcome(rule="organ", reason=f"The {organ_name} of {of}: {figure.name}.", figure=figure)

    def _organ_by_last_words(self, phrase: Phrase, state: Actor) -> Outcome | None:
        for n in range(min(4, len(phrase.keys)), 0, -1):
            organ = self.table.organs.by_words.get(" ".join(phrase.keys[-n:]))
            if organ is not None and state.country is not None:
                return self._organ(state.country, organ.name)
        return None

    def _organ_of_state(self, state: Actor, noun: Noun, phrase: Phrase) -> Outcome | None:
        """Name the armed forces, service or police of a state that a noun means."""
        if noun.words not in ("force", "security force"):
            outcome = self._organ_by_last_words(phrase, state)
            if outcome is not None:
                return outcome
        if state.country is None:
            return None
        return self._organ(state.country, self.organ_of_noun(noun))

    def _office(self, phrase: Phrase, noun: Noun, figure: Figure) -> Outcome:
        """Find who holds an office: the person whom the report describes so, else the table's holder on the day."""
        outcome = self.rank(phrase, "office", country=figure.country)
        if outcome.figure is not None:
            return outcome
        sector = noun.sector if figure.kind is ActorKind.STATE else self.coder.sector_of(figure) or noun.sector
        reason = f"Nobody in the report is named as {phrase.span.words}."
        return self._holder(noun.words, figure) or Outcome(rule="unnamed", reason=reason, country=figure.country, sector=sector)

    def _holder(self, office: str, of: Figure) -> Outcome | None:
        """Find the one person of the table who held an office of a state or a body on the report's day."""
        day = self.coder.day
        if day is None:
            return None
        state = of.kind is ActorKind.STATE
        found = []
        for actor in self.table.holders(of.country if state else None, of.actor.id if of.actor is not None else None):
            term = actor.term_on(day)
            if term is not None and term.office == _OFFICES.get(office, office) and (term.of is None) == state:
                found.append(actor)
        if len(found) != 1:
            return None
        return Outcome(rule="office holder", reason=f"{found[0].name} held the office on {day}.", figure=self.figure_of(found[0]))

    # -- descriptions ------------------------------------------------------------------------------------------------------------------------------

    def _described(self, phrase: Phrase) -> Outcome:
        """Find whom a description without a name stands for ("the group", "the minister", "his brother")."""
        noun = phrase.noun
        if noun is not None and noun.words in TELLINGS and all(role == "source" for _, role in self.roles.get(phrase.span, ())):
            return Outcome(rule="unnamed", reason="A telling without anybody named behind it.", sector=Sector.UNK)
        if phrase.possessor is not None:
            return self._possessed(phrase)
        loaded = self._loaded(phrase)
        if loaded is not None:
            return loaded
        short = self._short_form(phrase)
        if short is not None:
            return short
        only = self._only_one(phrase)
        if only is not None:
            return only
        outcome = self.rank(phrase)
        if outcome.figure is None and noun is not None and noun.cls in (NounClass.FORCE, NounClass.POLICE) and noun.sector is not Sector.SPY:
            return self.rank(phrase, str(noun.cls)) if outcome.name is None and noun.words in PERSON_NOUNS else outcome
        if outcome.figure is None and outcome.name is None and noun is not None and noun.cls is NounClass.OFFICE and not noun.plural:
            state = self.table.state(self.cast.home or "")
            if state is not None and phrase.opening in (Opening.DEFINITE, Opening.BARE):
                return self._holder(noun.words, self.figure_of(state)) or outcome
        return outcome

    def _possessed(self, phrase: Phrase) -> Outcome:
        """Name "his wife", "its forces", "their country" by whom the pronoun stands for."""
        first, noun = phrase.tokens[0], phrase.noun
        pronoun = Span(first.start, first.end, self.report.text)
        holder = self.pronoun(self.read(pronoun), claims=[claim for claim, _ in self.roles.get(phrase.span, ())])
        figure = holder.figure
        if figure is None:
            return self.rank(phrase)
        if _is_kin(phrase):
            return self._kin(phrase, figure)
        if noun is None or noun.cls is NounClass.THING or noun.words in _BELONGINGS:
            return self._belongs(figure, antecedent=holder.antecedent)
        if noun.cls in (NounClass.LAND, NounClass.STATE):
            state = figure.actor if figure.kind is ActorKind.STATE else self.state_of(figure)
            if state is not None:
                reason = f'"{phrase.span.words}" is that of {figure.name}.'
                return Outcome(rule="owner", reason=reason, figure=self.figure_of(state), antecedent=holder.antecedent)
        if noun.cls in _UNDER_ARMS and figure.person and figure.body is not None and figure.body.kind is not ActorKind.STATE:
            return self._belongs(figure.body, antecedent=holder.antecedent)  # "his officers", of a police chief
        if noun.cls in (NounClass.FORCE, NounClass.ARMED) and not figure.person:
            organ = self._organ_of_state(figure.actor, noun, phrase) if figure.kind is ActorKind.STATE and figure.actor is not None else None
            return organ or self._belongs(figure, antecedent=holder.antecedent)
        return self.rank(phrase, excluded=figure)

    def _kin(self, phrase: Phrase, holder: Figure) -> Outcome:
        """Find "his wife": not himself; the family of an office holder belongs to the elite."""
        outcome = self.rank(phrase, excluded=holder)
        family = phrase.keys[-1] in FAMILY and holder.actor is not None and self.coder.sector_of(holder) in (Sector.GOV, Sector.ELI)
        return replace(outcome, country=holder.country, sector=Sector.ELI) if outcome.figure is None and family else outcome

    def _short_form(self, phrase: Phrase) -> Outcome | None:
        """Read a part of a full name: "the North" after North Korea, "the court" after the one court named before."""
        if phrase.opening is not Opening.DEFINITE or len(phrase.keys) != 1 or phrase.plural:
            return None
        key, at = phrase.keys[0], phrase.span.start
        if key in _COMPASS:
            fitting = [f for f in self.cast.figures if f.kind is ActorKind.STATE and name_key(f.name).startswith(f"{key} ")]
            if len(fitting) != 1:
                return None
        elif key in ORGANISATION_WORDS and key not in _LOOSE_WORDS:
            bodies = [f for f in self.cast.figures if f.kind not in (ActorKind.PERSON, ActorKind.STATE, ActorKind.PLACE) and not f.members]
            fitting = [f for f in bodies if key in name_key(f.name).split() and f.mentions and f.mentions[0].start < at]
        else:
            return None
        if not fitting:
            return None
        figure = max(fitting, key=lambda f: max((m.start for m in f.mentions if m.start < at), default=-1))
        return Outcome(rule="short form", reason=f"Short for {figure.name}.", figure=figure, antecedent=next(iter(figure.mentions), None))

    def _loaded(self, phrase: Phrase) -> Outcome | None:
        """Read a loaded word that no row of context explains ("terrorists", "the regime").

        It means the one whom the report itself has called so by name ("the Lukashenko regime"), or the only group or state that the report names.
        """
        words = set(phrase.noun.words.split()) if phrase.noun is not None else set()
        loaded = words & (LOADED_FORCES | LOADED_STATES)
        if not loaded or len(phrase.keys) > len(words) + 1:
            return None
        kinds, sort = (GROUPISH, "armed group") if words & LOADED_FORCES else (frozenset({ActorKind.STATE}), "state")
        named = [figure for figure in self.cast.figures if figure.kind in kinds and figure.mentions]
        called = [figure for figure in named if any(loaded & self._words_at(mention) for mention in figure.mentions)]
        found = called if len(called) == 1 else named
        if len(found) != 1 or phrase.opening is Opening.INDEFINITE:
            return Outcome(rule="loaded word", reason=f'"{phrase.span.words}" is a loaded word, and nothing in the report tells whom it means.')
        figure = found[0]
        why = f"the report gives it to {figure.name} by name" if called else f"{figure.name} is the only {sort} that the report names"
        reason = f'"{phrase.span.words}" is a loaded word; {why}.'
        return Outcome(rule="loaded word", reason=reason, figure=figure, antecedent=figure.mentions[0])

    def _words_at(self, mention: Mention) -> set[str]:
        """Give the words of a name and the one behind it."""
        return {token.key for token in self.cast.tokens[mention.first : mention.last + 2]} if mention.first >= 0 else set()

    def _only_one(self, phrase: Phrase) -> Outcome | None:
        """Read "the group", "the country", "the soldiers" where the report has spoken of just one before."""
        noun = phrase.noun
        if noun is None or phrase.opening is not Opening.DEFINITE or len(phrase.keys) != 1 or len(phrase.tokens) != 2:
            return None
        force = noun.cls in (NounClass.FORCE, NounClass.POLICE) and phrase.plural
        kinds = next((kinds for words, kinds in _ONLY_ONE if noun.words.rsplit(" ", 1)[-1] in words), ()) if not noun.plural else ()
        found = []
        for figure in self.cast.figures:
            if (force and noun.words in figure.heads and not figure.person) or figure.kind in kinds:
                mention = next((m for m in reversed(figure.mentions) if m.end <= phrase.span.start), None)
                if mention is not None:
                    found.append((figure, mention))
        if len(found) != 1:
            return None
        figure, mention = found[0]
        reason = f'"{phrase.span.words}" stands for {figure.name}, the only one spoken of before.'
        return Outcome(rule="only one", reason=reason, figure=figure, antecedent=mention)

    def taken_for(self, phrase: Phrase, type_: str, figure: Figure, mention: Mention | None) -> Outcome:
        """Say what a phrase stands for once its figure is chosen: "the army" of a state that was chosen is that state's army."""
        noun = phrase.noun
        if noun is not None and figure.kind is ActorKind.STATE and figure.actor is not None:
            organ = None
            if type_ in ("force", "police"):
                organ = self._organ_of_state(figure.actor, noun, phrase)
            elif type_ == "court" and noun.words in _NAMED_COURTS:
                organ = self._organ_by_last_words(phrase, figure.actor)
            if organ is not None:
                return replace(organ, antecedent=mention)
        if figure.kind is ActorKind.PLACE and type_ == "police":
            return replace(self._local_police(figure.name, figure.country), antecedent=mention)
        rule = "pronoun" if phrase.pronoun is not None else "description"
        where = "named nearby" if mention is not None else "whom the report is about"
        return Outcome(rule=rule, reason=f'"{phrase.span.words}" stands for {figure.name}, {where}.', figure=figure, antecedent=mention)

    def _words(self, mention: Mention) -> str:
        return self.report.text[mention.start : mention.end]

    def _possessive(self, mention: Mention) -> bool:
        return self.report.text[mention.end : mention.end + 2] in ("'s", "’s", "' ", "’ ")


def _is_kin(phrase: Phrase) -> bool:
    noun = phrase.noun.words if phrase.noun is not None else ""
    return noun in KIN or (bool(phrase.keys) and phrase.keys[-1] in KIN)
