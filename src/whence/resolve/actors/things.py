"""An "it" to which a deed is done: the bridge that was just named and then destroyed, not a state or a group beside it."""

from __future__ import annotations

from abc import ABC
from bisect import bisect_left
from dataclasses import replace

from whence.resolve.actors.lexicon import Noun, NounClass
from whence.resolve.actors.outcomes import Outcome
from whence.resolve.actors.owned import Owned
from whence.resolve.actors.phrases import Opening, Phrase
from whence.resolve.actors.ranker import DEEDS
from whence.resolve.actors.words import PERSON_NOUNS
from whence.terms import ActorKind, Sector, Span

_ARTICLES = ("the", "a", "an", "this", "that")
_FAR_ARTICLE = 4  # words from an article to its noun
_FAR_THING = 60  # words from a thing to its "it"
_HOUSE_SECTORS = (Sector.BUS, Sector.EDU, Sector.MED, Sector.REL)
# Kinds of figures that may be named between a thing and its "it": deeds of this sort are done to things and groups, hardly to states.
_BESIDE_THINGS = (ActorKind.STATE, ActorKind.STATES, ActorKind.PLACE, ActorKind.PERSON)
_NO_THINGS = (NounClass.PEOPLE, NounClass.CRIME, NounClass.OFFICE, NounClass.OFFICIAL)


class Things(Owned, ABC):
    """The part of `Resolver` that reads "it" as a thing."""

    def thing(self, phrase: Phrase) -> Outcome | None:
        """Read an "it" to which a deed is done as the thing just named, and so as whose that is; None: it may be a party."""
        claims = [claim for claim, role in self.roles.get(phrase.span, ()) if role == "recipient" and claim.type in DEEDS]
        if phrase.pronoun != "it" or not claims:
            return None
        named = self._thing_before(phrase.span)
        if named is None:
            return None
        parties = [party.span for claim in claims for party in claim.actor]
        sources = [link.source for claim in claims for link in claim.account.links if link.source is not None]
        others = {self.outcome(span).figure for span in (*parties, *sources)}
        between = (mention.figure for mention in self.cast.within(named.span.end, phrase.span.start))
        if any(figure.kind not in _BESIDE_THINGS and figure not in others for figure in between):
            return None
        said = self._whose_thing(named)
        value = self.coder.value(named, said, self.lands_around(named))
        reason = f'"{phrase.span.words}" is "{named.span.words}". {said.reason}'
        return replace(said, rule="thing", reason=reason, country=value.country, sector=value.sector)

    def _whose_thing(self, named: Phrase) -> Outcome:
        """Tell whose a thing is; one that is no party of a claim is nobody's, unless its own words say more."""
        if named.span in self.roles or named.owners:
            return self.outcome(named.span) if named.span in self.roles else self.decide(named)
        return Outcome(rule="unnamed", reason="The report does not say whose it is.")

    def _thing_before(self, span: Span) -> Phrase | None:
        """Give the last thing before a span that its sentence or the one before names: what a deed was done to, or a noun with its article."""
        far = max(0, bisect_left(self.starts, span.start) - _FAR_THING)
        start = max(self.cast.sentences[max(0, self.cast.sentence_of(span.start) - 1)][0], self.starts[far])
        first, last = (bisect_left(self.spans, at, key=lambda other: other.start) for at in (start, span.start))
        within = (self.phrases[other] for other in reversed(self.spans[first:last]) if other.end <= span.start)
        done_to = next((other for other in within if self._is_hit_thing(other)), None)
        town = done_to is not None and done_to.noun is not None and done_to.noun.cls is NounClass.LAND  # what is shot at it may be meant as well
        after = start if done_to is None or town else done_to.span.end
        return self._noun_between(after, span.start) or done_to

    def _is_hit_thing(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is one thing to which a deed is done, and no name."""
        if phrase.pronoun is not None or phrase.vague or phrase.plural or phrase.head is not None or not phrase.keys:
            return False
        if phrase.opening not in (Opening.DEFINITE, Opening.INDEFINITE) or (phrase.noun is not None and phrase.noun.cls in _NO_THINGS):
            return False
        single = phrase.noun is not None or not phrase.keys[-1].endswith("s")
        return single and any(role == "recipient" and claim.type in DEEDS for claim, role in self.roles[phrase.span])

    def _noun_between(self, start: int, end: int) -> Phrase | None:
        """Give the last phrase between two offsets that is an article and a noun for a thing."""
        tokens, nouns = self.cast.tokens, self.lexicon.nouns
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        for i in range(last - 1, first, -1):
            noun = nouns.get(tokens[i].key)
            if noun is None or not _names_thing(noun) or tokens[i].capital or (i + 1 < last and tokens[i + 1].key in nouns):
                continue
            for k in range(i - 1, max(first - 1, i - _FAR_ARTICLE), -1):
                if tokens[k].key in _ARTICLES:
                    return self.read(Span(tokens[k].start, tokens[i].end, self.report.text))
                if tokens[k].key in nouns and k < i - 1:  # "a convoy left the depot", not "a power plant"
                    break
        return None


def _names_thing(noun: Noun) -> bool:
    """Tell whether a noun is for one thing, or for a house such as a factory or a school."""
    house = noun.cls is NounClass.BODY and noun.sector in _HOUSE_SECTORS and noun.words not in PERSON_NOUNS
    return not noun.plural and (noun.cls is NounClass.THING or house)
