"""How a report describes its people: titles before the name, appositions after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from whence.resolve.actors.draft import Draft
from whence.resolve.actors.figures import Figure, Mention
from whence.resolve.actors.lexicon import Noun, NounClass
from whence.resolve.actors.table import Form
from whence.resolve.actors.words import FEMALE, HONORIFICS, MALE
from whence.terms import ActorKind, Sector

# ", 34, a former teacher", ", the head of", " was one of": an age, then words that open a description.
_APPOSITION = re.compile(
    r"(?:,? ?\d{1,3})?,? (?:\d{1,3}, )?(?:(?:who is|who was|is|was) )?(?:,? ?)"
    r"((?:the|a|an|his|her|one of|head|chief|leader|founder|assistant|deputy|director|president|chairman|spokes\w+)\b[^,.;:()\n]{2,100})"
)
_TITLE_ENDS = frozenset("the a an his her their its and but by with for to said says told added that is was".split())
_HEAD_ENDS = frozenset("of for in at who from and to on with which that said says told added is was".split())
_QUALIFIERS = frozenset("former ex late deputy vice foreign defense defence prime interior".split())
_TELL_NO_SECTOR = (NounClass.LAND, NounClass.THING, NounClass.PEOPLE, NounClass.OFFICE)  # nouns for whose an official is
_MOST_WORDS = 16  # of an apposition that is looked at


@dataclass(slots=True)
class _Description:
    heads: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    body: Figure | None = None
    sector: Sector | None = None


class Descriptions:
    """The stage that notes by which nouns, of which state and body, the report describes each person."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.at = {i: mention for mention in draft.mentions for i in range(mention.first, mention.last + 1)}

    def take(self) -> None:
        """Note the descriptions, and what they tell of sex and country."""
        for mention in self.draft.mentions:
            figure = mention.figure
            if not figure.person and figure.kind is not ActorKind.UNKNOWN:
                continue
            for found in (self._title_before(mention), self._apposition_after(mention)):
                figure.heads |= found.heads
                figure.states |= found.states
                figure.body = figure.body or found.body
                figure.sector = figure.sector or found.sector
            if figure.sex is None or figure.actor is None:
                words = {word for head in figure.heads for word in head.split()}
                if words & FEMALE:
                    figure.sex = "f"
                elif words & MALE and figure.sex is None:
                    figure.sex = "m"
            if figure.country is None and figure.states:
                figure.country = min(figure.states)

    def _title_before(self, mention: Mention) -> _Description:
        tokens, text = self.draft.tokens, self.draft.text
        keys: list[str] = []
        found = _Description()
        for i in range(mention.first - 1, max(-1, mention.first - 9), -1):
            token = tokens[i]
            gap = text[token.end : tokens[i + 1].start]
            if (gap not in (" ", ". ", "-", "\n", "’ ", "' ") and not (gap == ", " and not keys)) or token.key in _TITLE_ENDS:
                break
            if gap == ". " and self.draft.opens_sentence(i + 1):  # "in Kotli. Interior minister Holt", not "Gen. Holt"
                break
            other = self.at.get(i)
            if other is not None and not other.figure.person and keys:
                if other.figure.country and other.form in (Form.ADJECTIVE, Form.NAME, Form.SEAT):
                    found.states.add(other.figure.country)
                if other.figure.kind not in (ActorKind.PLACE, ActorKind.UNKNOWN) and found.body is None:
                    found.body = other.figure
            keys.insert(0, token.key)
        noun = self.draft.lexicon.head(keys) if keys else None
        if noun is None:
            return _Description({keys[-1]}, found.states) if keys and keys[-1] in HONORIFICS else _Description()
        found.heads.add(noun[0].words)
        found.sector = self._sector_of_office(noun[0], keys[: -noun[1]])
        if len(keys) > noun[1] and keys[-noun[1] - 1] in _QUALIFIERS:
            found.heads.add(f"{keys[-noun[1] - 1]} {noun[0].words}")
        return found

    def _apposition_after(self, mention: Mention) -> _Description:
        after = self.draft.text[mention.end : mention.end + 140]
        match = _APPOSITION.match(after)
        if not match or (after[:1] != "," and not re.match(r" (?:is|was) ", after)):
            return _Description()
        start, end = mention.end + match.start(1), mention.end + match.end(1)
        keys: list[str] = []
        found = _Description()
        in_head, behind = True, len(self.draft.tokens)
        for i in range(mention.last + 1, min(mention.last + 1 + _MOST_WORDS, len(self.draft.tokens))):
            token = self.draft.tokens[i]
            if token.start < start:
                continue
            if token.start >= end:
                break
            if in_head and token.key in _HEAD_ENDS:
                in_head, behind = False, i
            if in_head:
                keys.append(token.key)
            other = self.at.get(i)
            if other is not None and not other.figure.person:
                if other.figure.kind is ActorKind.STATE and other.figure.country:
                    found.states.add(other.figure.country)
                elif other.figure.kind not in (ActorKind.PLACE, ActorKind.UNKNOWN) and found.body is None:
                    found.body = other.figure
        noun = self.draft.lexicon.head(keys)
        if noun is None:
            return _Description()
        found.heads.add(noun[0].words)
        if found.body is None:  # else its sector tells more
            whose = (keys[: -noun[1]], self._words_behind(behind, end))
            found.sector = next((sector for words in whose if (sector := self._sector_of_office(noun[0], words)) is not None), None)
        return found

    def _words_behind(self, i: int, end: int) -> list[str]:
        """Give the words that say of what or for whom somebody is an official: those behind a token, if it is "of" or "for"."""
        if i >= len(self.draft.tokens) or self.draft.keys[i] not in ("of", "for"):
            return []
        ahead = range(i + 1, min(i + _MOST_WORDS, len(self.draft.tokens)))
        rest = [self.draft.keys[k] for k in ahead if self.draft.tokens[k].start < end]
        return list(takewhile(lambda key: key not in _HEAD_ENDS, rest))

    def _sector_of_office(self, noun: Noun, whose: list[str]) -> Sector | None:
        """Give the sector of an official by the words for whose he is: "rebel leader", "head of a farmers' union"; None: they tell nothing."""
        whom = self.draft.lexicon.head(whose)
        if noun.cls not in (NounClass.OFFICE, NounClass.OFFICIAL) or noun.sector is not Sector.GOV or whom is None:
            return None
        return None if whom[0].cls in _TELL_NO_SECTOR or whom[0].sector is Sector.UNK else whom[0].sector
