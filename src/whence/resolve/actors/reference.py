"""Reference within a report: whom pronouns, descriptions and first persons stand for."""

from __future__ import annotations

import math
import re
from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from whence.resolve.actors.cast import read_cast
from whence.resolve.actors.coding import Coder
from whence.resolve.actors.draft import day_of
from whence.resolve.actors.figures import Cast, Figure, Mention
from whence.resolve.actors.lexicon import Noun, NounClass, load_lexicon
from whence.resolve.actors.outcomes import Outcome
from whence.resolve.actors.phrases import PLACING, Opening, Phrase, read_phrase
from whence.resolve.actors.ranker import DEEDS, Anaphor, Candidate, Scene, candidates, choose, implicit, is_of_group, is_subject, load_weights
from whence.resolve.actors.table import ActorTable, Form
from whence.resolve.actors.values import Actor, ActorId
from whence.resolve.actors.words import BACKING, COMMON_STARTS, DETERMINERS, FEMALE, MALE, NUMBERS, PERSON_NOUNS, PREPOSITIONS, SAYING, VAGUE
from whence.terms import ActorKind, Claim, EventType, Report, Sector, Span, Status

# A quotation: double quotation marks, curly or straight, or single ones around more than a few words.
_QUOTED = re.compile(r"“[^”]{1,1500}(?:”|$)|\"[^\"]{1,1500}\"|‘[^’\n]{15,800}’(?!\w)")
_STATEMENT = re.compile(r"(?:[Ss]tatement|[Rr]emarks|[Mm]essage|[Ss]peech|[Oo]p-ed|By) (?:by|from|of)?")
_PARTED = re.compile(r"[.,;:()\n]")  # what parts an owner from a noun that is not his
_NEAR_QUOTE = 8  # words around a quotation in which its verb of saying is looked for
_CASES = {
    **dict.fromkeys(("him", "her", "them", "us", "me", "himself", "herself", "themselves"), "object"),
    **dict.fromkeys(("his", "hers", "their", "its", "our", "my", "your"), "possessive"),
}
_ORGANS = {
    **dict.fromkeys(("security force", "government force"), "security forces"),
    **dict.fromkeys(("air force", "warplane", "fighter jet"), "air force"),
    **dict.fromkeys(("navy", "warship", "frigate"), "navy"),
    **dict.fromkeys(("border guard", "border police"), "border guard"),
    **dict.fromkeys(("coast guard", "coastguard"), "coast guard"),
    "army": "army",
    "special force": "special forces",
    "marine": "marines",
}
_UNKNOWN = frozenset("unknown unidentified unnamed".split())
_UNKNOWN_ARMED = frozenset(("gunman", "gunmen", "armed man", "armed men", "assailant", "assailants", "bandit", "bandits"))
_ARMY_OR_FORCES = {"army": "armed forces", "armed forces": "army"}
_SOLDIERS = ("military", "soldier", "troop", "troops")
_BRANCHES = ("navy", "air force")
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
_WITH_PERSONS = (NounClass.COURT, NounClass.BODY, NounClass.PARTY, NounClass.FORCE, NounClass.POLICE)
_HARMING = (EventType.COERCE, EventType.ACCUSE, EventType.SANCTION)
_SENTENCES_OF_DEED = 2  # before the one in which civilians stand
_HEARD_BEFORE = 10  # words before a verb of saying that may name who speaks


class References(ABC):
    """One report whose phrases are resolved; what is resolved once is kept, and stands as a mention for what follows."""

    def __init__(self, report: Report, claims: Sequence[Claim], table: ActorTable) -> None:
        self.report, self.table = report, table
        self.lexicon, self.weights = load_lexicon(), load_weights()
        self.cast: Cast = read_cast(report, table, self.lexicon)
        self.starts = [token.start for token in self.cast.tokens]
        self.coder = Coder(self.cast, table, self.lexicon, day_of(report))
        self.quotes = [match.span() for match in _QUOTED.finditer(report.text)]
        self.roles = _roles_of(claims)
        if self.cast.upper:
            self._take_capital_names()
        self.spans = sorted(self.roles, key=lambda span: (span.start, -span.end))
        self.phrases = {span: self.read(span) for span in self.spans}
        self.outcomes: dict[Span, Outcome] = {}
        self.pending: set[Span] = set()
        self._armies: dict[tuple[str, str], str] = {}
        self._lands = {claim.id: self._lands_of(claim) for claim in claims}
        lands = [(claim.what[0].start, self._lands[claim.id]) for claim in claims if claim.type in DEEDS]
        self._landed = {at: found for at, found in sorted(lands, key=lambda land: land[0]) if found}  # by where a deed is told
        self._landed_at = list(self._landed)
        self.scene = Scene(self.cast, deeds_at=frozenset().union(*self._landed.values()))
        if self.scene.deeds_at == {self.cast.dated}:
            self.cast.home = self.cast.dated  # a report from the one country in which its deeds happen is about that
        self._take_owned_forces()
        for span, phrase in self.phrases.items():
            if phrase.head is not None and phrase.head.form is not Form.ADJECTIVE:
                self._mark(phrase.head.figure, span)

    @abstractmethod
    def decide(self, phrase: Phrase) -> Outcome:
        """Decide whom a phrase stands for."""

    @abstractmethod
    def taken_for(self, phrase: Phrase, type_: str, figure: Figure, mention: Mention | None) -> Outcome:
        """Say what a phrase stands for once the figure that it refers to is chosen."""

    def read(self, span: Span) -> Phrase:
        """Take a phrase apart."""
        return read_phrase(span, self.cast, self.lexicon)

    def outcome(self, span: Span) -> Outcome:
        """Resolve one span, and first what it leans on."""
        known = self.outcomes.get(span)
        if known is not None:
            return known
        if span in self.pending:
            return Outcome(rule="circular", reason="It and what it refers to point at each other.")
        self.pending.add(span)
        phrase = self.phrases.get(span) or self.read(span)
        outcome = self.decide(phrase)
        self.pending.discard(span)
        self.outcomes[span] = outcome
        if outcome.figure is not None:
            self._mark(outcome.figure, span)
            if phrase.head is None:
                last = bisect_left(self.starts, span.end) - 1
                mention = Mention(span.start, span.end, outcome.figure, Form.NAME, -1, last)
                self.scene.taken.setdefault(outcome.figure, []).append(mention)
        return outcome

    def _mark(self, figure: Figure, span: Span) -> None:
        """Note in which role of which happening a figure stands."""
        for claim, role in self.roles.get(span, ()):
            self.scene.marked.setdefault(figure, []).append((span.start, role, claim.type))
            self._pair(figure, claim, role)
            if role != "source" and claim.type in DEEDS and claim.status is not Status.DID_NOT_OCCUR:
                self.scene.in_deeds.add(figure)
            if role == "recipient" and claim.type in _HARMING:
                self.scene.arrested.add(figure)
            elif role == "recipient" and claim.type is EventType.ASSAULT:
                self.scene.victims.add(figure)
            elif role == "actor" and claim.type is EventType.ASSAULT:
                self.scene.attackers.add(figure)

    def _pair(self, figure: Figure, claim: Claim, role: str) -> None:
        """Note who stands on the other side of a claim, as far as it is known."""
        for party in claim.recipient if role == "actor" else claim.actor if role == "recipient" else ():
            other = self._known_figure(party.span)
            if other is not None:
                self.scene.pairs.add((figure, other) if role == "actor" else (other, figure))

    def _take_capital_names(self) -> None:
        """Add the names that marked phrases end in where the report is all capitals and shows no names by itself ("PROFESSOR ANA RUIZ")."""
        for span in self.roles:
            first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end) - 1
            start = last + 1
            while start > first and not self._is_common(start - 1):
                start -= 1
            if 2 <= last - start + 1 <= 5 and not self.cast.within(self.starts[start], span.end):
                self.cast.add_name(start, last)

    def _take_owned_forces(self) -> None:
        """Note where the report speaks of a state's soldiers or police ("Israeli soldiers"), so that "the soldiers" can lean on it."""
        tokens = self.cast.tokens
        for mention in [m for m in self.cast.mentions if m.figure.kind is ActorKind.STATE]:
            possessive, state = tokens[mention.last].possessive, mention.figure.actor
            if (mention.form is not Form.ADJECTIVE and not possessive) or (state is not None and self.table.broke_away(state)):
                continue
            for last in range(min(mention.last + 3, len(tokens) - 1), mention.last, -1):
                if _PARTED.search(self.report.text, mention.end, tokens[last].start) or tokens[mention.last + 1].key in BACKING:
                    continue  # "Venezuelan talks failed. Police", "Saudi-backed forces"
                between = [token.key for token in tokens[mention.last + 1 : last + 1]]
                found = self.lexicon.head(between) if DETERMINERS.isdisjoint(between) else None  # not "under American pressure the army"
                if found is None or found[0].cls not in (NounClass.FORCE, NounClass.POLICE) or found[0].sector is Sector.SPY:
                    continue
                country = mention.figure.country
                figure = self.organ_figure(country, self.organ_of_noun(found[0]), found[0]) if country else None
                if figure is not None:
                    figure.mentions.append(Mention(mention.start, tokens[last].end, figure, Form.NAME, -1, last))
                    figure.mentions.sort(key=lambda m: m.start)
                    figure.heads.add(found[0].words)
                break

    def _is_common(self, i: int) -> bool:
        token = self.cast.tokens[i]
        small = token.key in COMMON_STARTS or token.key in PREPOSITIONS or token.key in NUMBERS or token.key in VAGUE
        return small or token.key in self.lexicon.nouns or bool(self.cast.within(token.start, token.end))

    # -- pronouns and speakers ---------------------------------------------------------------------------------------------------------------------

    def pronoun(self, phrase: Phrase, *, claims: Iterable[Claim] = (), barred: frozenset[Figure] = frozenset()) -> Outcome:
        """Resolve a pronoun: "I" and "we" to who speaks, the others to a figure before them.

        claims   of the phrase that a possessive pronoun opens
        barred   figures that the others cannot stand for
        """
        type_ = phrase.pronoun or "it"
        if type_ in ("i", "we"):
            quoted = self._in_quotes(phrase.span.start)
            told = [*claims] or [claim for claim, _ in self.roles.get(phrase.span, ())]
            speaker = self._speaker(phrase.span, told, alone=type_ == "i")
            if speaker is not None:
                return self._speaking(speaker, alone=type_ == "i")
            unnamed = self._unnamed_speaker(phrase.span, told)
            if unnamed is not None:
                return unnamed
            voice = None if quoted else self._voice(person=type_ == "i")
            if voice is not None:
                return Outcome(rule="voice", reason=f"The report speaks for {voice.name}.", figure=voice)
        return self.rank(phrase, type_, barred=barred)

    def _unnamed_speaker(self, span: Span, claims: Sequence[Claim]) -> Outcome | None:
        """Tell that a speaker is nobody whom the report names, where an account tells who it is: "'We buried five,' one of them said"."""
        source = next(_sources(span, claims), None)
        if source is None:
            return None
        said = self.outcome(source)
        if said.name is not None or said.country is not None:
            return None
        sector = said.sector or self.coder.sector_of_phrase(self.read(source))
        return Outcome(rule="unnamed", reason=f'The words are those of "{source.words}".', sector=sector)

    def _speaking(self, speaker: Figure, *, alone: bool) -> Outcome:
        """Tell whom a speaker means by "I", or by "we": the body or the state that he speaks for."""
        if not alone and (speaker.person or (speaker.kind is ActorKind.UNKNOWN and speaker.heads)):
            body = speaker.body if speaker.body is not None and speaker.body.kind is not ActorKind.STATE else self._body_in_office(speaker)
            if body is not None:
                return Outcome(rule="speaker's body", reason=f"{speaker.name} speaks for {body.name}.", figure=body)
            state = self.state_of(speaker)
            if state is not None and self.coder.speaks_for_state(speaker):
                return Outcome(rule="speaker's state", reason=f"{speaker.name} speaks for {state.name}.", figure=self.figure_of(state))
        return Outcome(rule="speaker", reason=f"The words are those of {speaker.name}.", figure=speaker)

    def _body_in_office(self, speaker: Figure) -> Figure | None:
        """Give the body or group in which a person of the table holds an office on the report's day."""
        term = speaker.actor.term_on(self.coder.day) if speaker.actor is not None else None
        body = self.table.actors.get(term.of) if term is not None and term.of is not None else None
        return None if body is None else self.figure_of(body)

    def _voice(self, *, person: bool) -> Figure | None:
        """Find whose statement the report is: who is named as making it, or the first state or body that acts in it."""
        if person:
            match = _STATEMENT.search(self.report.text, 0, 300)
            if match is None:
                return None
            return next((m.figure for m in self.cast.mentions if m.figure.person and match.end() <= m.start < match.end() + 80), None)
        bodies = (m for m in self.cast.mentions if m.figure.kind in (ActorKind.STATE, ActorKind.BODY, ActorKind.ORGANISATION))
        return next((m.figure for m in bodies if m.form is not Form.ADJECTIVE and is_subject(m, self.cast)), None)

    def _speaker(self, span: Span, claims: Sequence[Claim], *, alone: bool) -> Figure | None:
        """Find who speaks the words around a span: by the account of its claims, else by the quotation that it stands in.

        None also where several speak, and the account tells by a noun who it is, and that is nobody whom the report names.
        """
        for source in _sources(span, claims):
            figure = self.outcome(source).figure
            if figure is not None:
                return figure
            if not alone and self.phrases[source].noun is not None:
                return None
        quote = next(((start, end) for start, end in self.quotes if start <= span.start < end), None)
        return self._quoted(*quote) if quote is not None else None

    def _quoted(self, start: int, end: int) -> Figure | None:
        """Find who says a quotation: the name or pronoun beside the verb of saying next to it."""
        tokens = self.cast.tokens
        after, before = bisect_left(self.starts, end), bisect_left(self.starts, start)
        for i in range(after, min(after + _NEAR_QUOTE, len(tokens))):
            if tokens[i].key in SAYING:
                until = tokens[min(i + _NEAR_QUOTE, len(tokens) - 1)].end
                return self._said_by(i) or self._named_between(tokens[max(after, i - 5)].start, until)
        for i in range(before - 1, max(before - _NEAR_QUOTE, -1), -1):
            if tokens[i].key in SAYING:
                return self._said_by(i) or self._named_between(tokens[max(0, i - _HEARD_BEFORE)].start, tokens[i].end)
        return None

    def _said_by(self, i: int) -> Figure | None:
        """Resolve the pronoun beside a verb of saying ("he added")."""
        for token in (self.cast.tokens[j] for j in (i - 1, i + 1) if 0 <= j < len(self.cast.tokens)):
            if token.key in ("he", "she"):
                return self.pronoun(self.read(Span(token.start, token.end, self.report.text))).figure
        return None

    def _named_between(self, start: int, end: int) -> Figure | None:
        mentions = self.cast.within(start, end)
        people = [m for m in mentions if m.figure.person]
        found = people or [m for m in mentions if m.form is not Form.ADJECTIVE and not self._is_where(m)]
        return found[0].figure if found else None

    def _is_where(self, mention: Mention) -> bool:
        """Tell whether a name says where something is: "in Goma"."""
        return mention.first > 0 and self.cast.tokens[mention.first - 1].key in PLACING

    def _in_quotes(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.quotes)

    # -- choosing a figure -------------------------------------------------------------------------------------------------------------------------

    def rank(
        self,
        phrase: Phrase,
        type_: str | None = None,
        *,
        excluded: Figure | None = None,
        country: str | None = None,
        barred: frozenset[Figure] = frozenset(),
    ) -> Outcome:
        """Choose the figure that a phrase stands for, or nobody.

        type_      the ranker's type; None: by the head noun
        excluded   a figure that it cannot be
        country    named in the phrase
        barred     more figures that it cannot be
        """
        if self._is_of_unknown(phrase):
            return Outcome(rule="unnamed", reason="Such words tell of nobody who is known.", country=country)
        type_ = type_ or anaphor_type(phrase)
        anaphor = self._anaphor(phrase, type_, excluded=excluded, country=country, barred=barred)
        figure, mention = choose(self.rank_candidates(phrase, anaphor), self.weights)
        if figure is not None:
            return self.taken_for(phrase, type_, figure, mention)
        return Outcome(
            rule="unnamed",
            reason="The report names nobody whom these words plainly stand for.",
            country=country or (excluded.country if excluded is not None and not excluded.person else None),
        )

    def _is_of_unknown(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is for those whom the report does not know: "gunmen", "an unidentified man"; and "the gunmen" after these."""
        if not _UNKNOWN.isdisjoint(phrase.keys):
            return True
        if not _are_gunmen(phrase):
            return False
        if phrase.opening in (Opening.BARE, Opening.INDEFINITE):
            return True
        return self._first_gunmen < phrase.span.start

    @cached_property
    def _first_gunmen(self) -> float:
        """Give where the report first tells of armed men by no more than such a noun; infinity: nowhere."""
        told = (other for other in self.phrases.values() if _are_gunmen(other) and other.opening is not Opening.DEFINITE)
        return min((other.span.start for other in told if not (other.owners or other.of or other.inside)), default=math.inf)

    def rank_candidates(self, phrase: Phrase, anaphor: Anaphor) -> list[Candidate]:
        """List the candidates for a phrase; fitting the weights looks at them here."""
        found = candidates(anaphor, self.scene)
        forces = anaphor.type in ("force", "police") and anaphor.country is None and not is_of_group(anaphor)
        if forces and not any(map(_has_forces, found)):
            found += self._of_only_land(anaphor, anaphor.lands)
        governs = anaphor.type == "state" and anaphor.noun is not None and anaphor.noun.words == "government" and not anaphor.modifiers
        if governs and anaphor.country is None and anaphor.opening is Opening.DEFINITE and not any(map(_is_state, found)):
            found += self._of_only_land(anaphor, self.scene.deeds_at)
        if anaphor.type == "office" and anaphor.noun is not None and anaphor.opening in (Opening.DEFINITE, Opening.BARE):
            holder = self._holder_at_home(anaphor.noun.words)
            if holder is not None:
                found.append((holder, None, [("holder", anaphor.type, anaphor.opening)]))
        return found

    def _of_only_land(self, anaphor: Anaphor, lands: Collection[str]) -> list[Candidate]:
        """Give the state of the one country in which deeds happen for a candidate, though nothing names it; nothing where they are several."""
        state = self.table.state(next(iter(lands))) if len(lands) == 1 else None
        return [] if state is None else [implicit(anaphor, self.figure_of(state))]

    def _holder_at_home(self, office: str) -> Figure | None:
        """Find who held an office of the state that the report is about, where the report does not name him."""
        state = self.table.state(self.cast.home or "")
        found = self.holder_of(office, self.figure_of(state)) if state is not None else None
        return None if found is None or any(figure.actor is found for figure in self.cast.figures) else self.figure_of(found)

    def holder_of(self, office: str, of: Figure) -> Actor | None:
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
        return found[0] if len(found) == 1 else None

    def _anaphor(self, phrase: Phrase, type_: str, *, excluded: Figure | None, country: str | None, barred: frozenset[Figure]) -> Anaphor:
        roles = self.roles.get(phrase.span, [])
        others = [
            party.span
            for claim, role in roles
            for party in (claim.recipient if role == "actor" else claim.actor if role == "recipient" else ())
        ]  # fmt: skip
        sources = [
            link.source
            for claim, role in roles
            for link in claim.account.links
            if role != "source" and link.source is not None and link.source != phrase.span
        ]
        at = phrase.span.start
        after = bisect_left(self.starts, phrase.span.end)
        sentence = self.cast.sentence_of(at)
        return Anaphor(
            type="he" if type_ == "she" else type_,
            at=at,
            sentence=sentence,
            opening=phrase.opening,
            plural=phrase.plural,
            noun=phrase.noun,
            modifiers=tuple(key for key in phrase.keys[:-1] if key not in ("the", "a")),
            sex={"he": "m", "she": "f"}.get(type_) or _sex(phrase),
            country=country,
            excluded=excluded or next((mention.figure for mention in phrase.backers), None),
            barred=barred,
            coarguments=tuple(figure for span in others if (figure := self._known_figure(span)) is not None),
            opposed=tuple(figure for span in others if (figure := self._named_figure(span)) is not None),
            speakers=tuple(figure for span in sources if (figure := self._known_figure(span)) is not None),
            role=roles[0][1] if roles else "actor",
            acts=frozenset((claim.type, role) for claim, role in roles),
            quoted=self._in_quotes(at),
            form=_CASES.get(phrase.span.words.lower(), "subject") if phrase.pronoun is not None else "",
            opens=at - self.cast.sentences[sentence][0] < 3,
            says=after < len(self.starts) and self.cast.tokens[after].key in SAYING,
            lands=frozenset(self.lands(phrase)),
            own=phrase.opening is Opening.INDEFINITE or phrase.attached,
        )

    def lands(self, phrase: Phrase) -> set[str]:
        """Give the countries in which the claims of a party happen, as far as their places are told."""
        return set().union(*(self._lands[claim.id] for claim, role in self.roles.get(phrase.span, ()) if role != "source"))

    def lands_around(self, phrase: Phrase) -> set[str]:
        """Give the countries in which the claims of a party happen.

        Of civilians without a place also where that was of which they tell, or the deed that the same sentence or the two before told last.
        """
        found = self.lands(phrase)
        if found or phrase.noun is None or phrase.noun.cls is not NounClass.PEOPLE or phrase.noun.sector is not Sector.CVL:
            return found
        told = set().union(*(self._lands[claim.id] for claim, _ in self.roles.get(phrase.span, ())))
        start = self.cast.sentences[max(0, self.cast.sentence_of(phrase.span.start) - _SENTENCES_OF_DEED)][0]
        last = bisect_right(self._landed_at, phrase.span.start) - 1
        is_near = last >= 0 and self._landed_at[last] >= start
        return told or (self._landed[self._landed_at[last]] if is_near else set())

    def _lands_of(self, claim: Claim) -> set[str]:
        """Give the countries of a claim's place: by the names of its words, else as it was located, where no other country disputes it."""
        found = (self.coder.country_of_place(span) for span in claim.place)
        located = (self.table.codes.get(location.countries[0]) for location in claim.locations if len(location.countries) == 1)
        abroad = (self.coder.country_of_place(span, abroad=True) for span in claim.place)
        return next((lands for some in (found, located, abroad) if (lands := {country for country in some if country is not None})), set())

    def _known_figure(self, span: Span) -> Figure | None:
        """Give the figure of a span as far as it is known without resolving more."""
        phrase = self.phrases.get(span)
        if phrase is not None and phrase.head is not None:
            return phrase.head.figure
        return self.outcomes[span].figure if span in self.outcomes else None

    def _named_figure(self, span: Span) -> Figure | None:
        """Give the figure that the words of a span name: "the Houthis", "ten fighters of the Houthis"."""
        phrase = self.phrases.get(span)
        if phrase is None:
            return None
        named = phrase.head or next(iter((*phrase.owners, *phrase.of)), None)
        return named.figure if named is not None else None

    def state_of(self, figure: Figure) -> Actor | None:
        """Give the state that a person or a body acts for."""
        country = self.coder.state_of(figure)
        return self.table.state(country) if country is not None else None

    def figure_of(self, actor: Actor) -> Figure:
        """Give the figure of an entry of the table, a new one where the report does not name it."""
        known = next((figure for figure in self.cast.figures if figure.actor is actor), None)
        if known is not None:
            return known
        sector = self.table.sector_on(actor, self.coder.day) if actor.kind is ActorKind.BODY else None
        return Figure(actor.name, actor.kind, actor=actor, sex=actor.sex, country=actor.country, sector=sector)

    @staticmethod
    def organ_of_noun(noun: Noun) -> str:
        """Tell which organ of a state a noun of forces or police means."""
        words = noun.words if noun.words in _ORGANS else noun.words.split(" ", 1)[0]  # "army patrol"
        usual = "police" if noun.cls is NounClass.POLICE else "intelligence" if noun.sector is Sector.SPY else "armed forces"
        return _ORGANS.get(words, usual)

    def organ_figure(self, country: str, organ_name: str, noun: Noun | None = None) -> Figure | None:
        """Give the figure of a state's organ, a new one where the report has none yet; None: of no state of the table, or it has none."""
        if not self.table.has_organ(country, organ_name):
            return None
        state = self.table.state(country)
        organ_name = self._one_army(country, organ_name, noun)
        body = self.table.organ_body(state, organ_name) if state is not None else self.table.body(country, organ_name)
        if body is not None:
            figure = self.figure_of(body)
        elif state is not None:
            organ = self.table.organs.by_name[organ_name]
            identity = ActorId(f"{country}/{organ_name}")
            known = next((figure for figure in self.cast.figures if figure.identity == identity), None)
            figure = known or Figure(organ.name_of(state), ActorKind.BODY, country=country, sector=organ.sector, identity=identity)
        else:
            return None
        if figure not in self.cast.figures:
            self.cast.figures.append(figure)
        return figure

    def _one_army(self, country: str, organ_name: str, noun: Noun | None) -> str:
        """Give the name under which the report speaks of a state's army: "the army" and "the military" are one where it names but one of them.

        What it calls by the state's name counts: "the Peruvian army" makes "the military" the army, "the Peruvian military" makes "the army" that.
        """
        other = _ARMY_OR_FORCES.get(organ_name)
        if other is None or (organ_name == "armed forces" and (noun is None or noun.words not in _SOLDIERS)):
            return organ_name
        if (country, organ_name) not in self._armies:
            alone = self._is_named(country, other) and not any(self._is_named(country, organ) for organ in (organ_name, *_BRANCHES))
            self._armies[country, organ_name] = other if alone else organ_name
        return self._armies[country, organ_name]

    def _is_named(self, country: str, organ_name: str) -> bool:
        """Tell whether the report names an organ of a state."""
        state, identity = self.table.state(country), ActorId(f"{country}/{organ_name}")
        body = self.table.organ_body(state, organ_name) if state is not None else None
        return any(m.first >= 0 for f in self.cast.figures if (f.actor is body if body is not None else f.identity == identity) for m in f.mentions)


def _is_state(candidate: Candidate) -> bool:
    return candidate[0] is not None and candidate[0].kind is ActorKind.STATE


def _has_forces(candidate: Candidate) -> bool:
    """Tell whether a candidate is a state or its army."""
    figure = candidate[0]
    return figure is not None and (figure.kind is ActorKind.STATE or (figure.kind is ActorKind.BODY and figure.sector is Sector.MIL))


def anaphor_type(phrase: Phrase) -> str:
    """Give the ranker's type of a description: the class of its noun; one person of a body or an office is an "office"."""
    noun = phrase.noun
    if noun is None:
        return "people" if phrase.keys and phrase.keys[-1].endswith(("ers", "ors", "ists", "ants", "ees")) else "thing"
    if noun.cls is NounClass.OFFICE and noun.plural:
        return "official"
    single = not noun.plural and noun.words in PERSON_NOUNS
    return "office" if single and noun.cls in _WITH_PERSONS else str(noun.cls)


def _sources(span: Span, claims: Iterable[Claim]) -> Iterator[Span]:
    """Give who says so of claims, of each the innermost first, but for the span itself."""
    for claim in claims:
        for link in reversed(claim.account.links):
            if link.source is not None and not link.source.overlaps(span):
                yield link.source


def _roles_of(claims: Sequence[Claim]) -> dict[Span, list[tuple[Claim, str]]]:
    roles: dict[Span, list[tuple[Claim, str]]] = {}
    for claim in claims:
        for party in claim.actor:
            roles.setdefault(party.span, []).append((claim, "actor"))
        for party in claim.recipient:
            roles.setdefault(party.span, []).append((claim, "recipient"))
        for link in claim.account.links:
            if link.source is not None:
                roles.setdefault(link.source, []).append((claim, "source"))
    return roles


def _sex(phrase: Phrase) -> str | None:
    words = set(phrase.keys)
    if words & FEMALE:
        return "f"
    return "m" if words & MALE else None


def _are_gunmen(phrase: Phrase) -> bool:
    """Tell whether a phrase is for armed men of whom its noun does not say whose."""
    return phrase.noun is not None and phrase.noun.words in _UNKNOWN_ARMED
