"""The cast of a report in the making: the words of the page, the figures found so far, and what every stage of finding needs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from whence.resolve.actors.figures import Figure, Mention
from whence.resolve.actors.lexicon import Lexicon
from whence.resolve.actors.names import tokens
from whence.resolve.actors.table import ActorTable, Form
from whence.resolve.actors.values import Actor, ActorId
from whence.resolve.actors.words import ORGANISATION_WORDS
from whence.terms import ActorKind, Report, Span
from whence.text import sentences

# Share of capitalised longer words above which a line is a headline in title case; read off headlines of news, .5-.7 alike.
_TITLE_CASE = 0.6
_LONGEST_TITLE = 200  # characters
_YEAR = re.compile(r"(?:19[89]\d|20[0-3]\d)(?<![\d$£€,.].{4})(?![\d,%])")
# What stands behind the last name of somebody who leads no state: ", 40, a trader,", not ", a driver of change".
_HUMBLE_TRADE = re.compile(
    r",(?: \d\d,)? an? (?:(?!former )\w+ )?"
    r"(?:farmer|farmhand|fisherman|herder|shepherd|labou?rer|worker|trader|vendor|shopkeeper|driver|student|villager)"
    r"(?=[,.]| who\b| in\b| from\b)"
)
_IN_OPENING = 2  # weight of a name that the report opens with
_LONGER = re.compile(r"[^\W\d_]{4,}")
_OPENING = 3000  # characters that tell whether a report is written in capitals alone
_UPPER_SHARE = 0.85  # of capital letters, above which it is; no report of the training corpus lies between .3 and .95


def day_of(report: Report) -> str | None:
    """Give the day, month or year of a report (ISO): its publication, else the newest year that its text names; None: neither is told."""
    if report.published and report.published[:4].isdecimal():
        return report.published[:10]
    return max(_YEAR.findall(report.text), default=None)


def _is_upper(text: str) -> bool:
    if sum(map(text.count, "aeinot")) > (1 - _UPPER_SHARE) * len(text):  # small letters enough: most texts, and quickly told
        return False
    letters = list(filter(str.isalpha, text))
    return bool(letters) and sum(map(str.isupper, letters)) > _UPPER_SHARE * len(letters)


class Draft:
    """One report while its cast is being found.

    keys             folded words, of all tokens
    upper            it is written in capitals alone
    lower_words      words that stand in it without a capital
    sentence_starts  indices of tokens that open a sentence
    humble           words behind which a humble trade stands ("Maduro, a farmer"): no leaders
    weights          country codes by how much the report names of them
    """

    def __init__(self, report: Report, table: ActorTable, lexicon: Lexicon) -> None:
        self.report, self.text = report, report.text
        self.table, self.lexicon = table, lexicon
        self.tokens = tokens(report.text)
        self.keys = [token.key for token in self.tokens]
        self.sentences = sentences(report.text)
        self.upper = _is_upper(report.text[:_OPENING])
        self.lower_words = {token.word for token in self.tokens if not token.capital and token.word[0].islower()}
        starts = [token.start for token in self.tokens]
        self.sentence_starts = {bisect_left(starts, start) for start, _ in self.sentences}
        trades = {match.start() for match in _HUMBLE_TRADE.finditer(report.text)}
        self.humble = {token.key for token in self.tokens if token.end in trades} if trades else set()
        self._covering: list[list[Mention]] = [[] for _ in self.tokens]
        self.title_lines = list(self._title_case_lines())
        self.figures: list[Figure] = []
        self.by_actor: dict[str, Figure] = {}
        self.mentions: list[Mention] = []
        self.weights: defaultdict[str, float] = defaultdict(float)
        self.day = day_of(report)

    def joined(self, first: int, last: int) -> bool:
        """Tell whether nothing but spaces, hyphens and the like stands between the tokens first to last."""
        for i in range(first, last):
            gap = self.text[self.tokens[i].end : self.tokens[i + 1].start]
            if gap not in (" ", "-") and (len(gap) > 3 or "," in gap or "\n\n" in gap or ("." in gap and len(self.tokens[i].word) > 3)):
                return False
        return True

    def in_title(self, at: int) -> bool:
        """Tell whether an offset lies in a headline in title case, where capitals tell nothing."""
        return bool(self.title_lines) and any(start <= at < end for start, end in self.title_lines)

    def opens_sentence(self, i: int) -> bool:
        """Tell whether a token opens a sentence."""
        return i in self.sentence_starts

    def holds_organisation_word(self, first: int, last: int) -> bool:
        """Tell whether one of the tokens first to last (exclusive) is a word of organisations ("Police", "Council")."""
        return not ORGANISATION_WORDS.isdisjoint(self.keys[first:last])

    def covers(self, i: int) -> bool:
        """Tell whether a mention holds a token."""
        return bool(self._covering[i])

    def mention_at(self, i: int) -> Mention | None:
        """Give the mention that holds a token, the one taken first; None: none does."""
        return next(iter(self._covering[i]), None)

    def home(self) -> str | None:
        """Give the country that the report is about, by weight of its names; None where it names none."""
        return max(self.weights, key=lambda country: self.weights[country], default=None)

    def seat(self) -> str | None:
        """Give the country whose offices the report calls by their bare names ("the Foreign Office"); None: none told.

        That is the country of its dateline where the report names it besides or the outlet is its own: correspondents write of the countries around
        too, and those of agencies ("CAIRO (AP)") most. Else it is the one that the report is about, the outlet's own before others of like weight.
        """
        own = {actor.country for actor in self.table.named(self.report.outlet or "") if actor.kind is ActorKind.MEDIA}
        dateline = self.report.dateline
        country = self.dated() if dateline is not None and "(" not in dateline.words else None
        if dateline is not None and country is not None and (country in own or self._names_besides(country, dateline)):
            return country
        return max(self.weights, key=lambda country: self.weights[country] + _IN_OPENING * (country in own), default=None)

    def dated(self) -> str | None:
        """Give the country of the report's dateline; None: it has none, or that names no place of the table."""
        return self._country_within(self.report.dateline) if self.report.dateline is not None else None

    def _names_besides(self, country: str, span: Span) -> bool:
        """Tell whether the report names a state or one of its bodies outside a span; its capital by itself is no name of it."""
        return any(
            mention.figure.country == country
            and mention.figure.kind in (ActorKind.STATE, ActorKind.BODY)
            and mention.form is not Form.SEAT
            and not span.start <= mention.start < span.end
            for mention in self.mentions
        )

    def _country_within(self, span: Span) -> str | None:
        """Give the country of the first place or state that stands within a span."""
        inside = [i for i, token in enumerate(self.tokens) if span.start <= token.start < span.end]
        for i in inside:
            for end in range(inside[-1] + 1, i, -1):
                key = " ".join(self.keys[i:end])
                named = (self.table.actors[alias.actor] for alias in self.table.aliases.get(key, ()))
                country = next((actor.country for actor in named if actor.kind is ActorKind.STATE), None) or self.table.places.get(key)
                if country is not None:
                    return country
        return None

    def figure_of(self, actor: Actor) -> Figure:
        """Give the figure of an entry of the table, made on first use."""
        figure = self.by_actor.get(actor.id)
        if figure is None:
            figure = Figure(actor.name, actor.kind, actor=actor, sex=actor.sex, country=actor.country)
            if actor.kind is ActorKind.PERSON:
                figure.heads.update(self._office_heads(actor))
            self.by_actor[actor.id] = figure
            self.figures.append(figure)
        return figure

    def _office_heads(self, actor: Actor) -> Iterator[str]:
        """Give the nouns of the offices that a person holds on the report's day, and "former ..." of those held before."""
        term = actor.term_on(self.day)
        for held in actor.terms:
            nouns = self.table.offices.get(held.office, (held.office,))
            if held is term or self.day is None:
                yield from nouns
            elif held.end is not None and held.end < self.day:
                yield from (f"former {noun}" for noun in nouns)

    def organ_figure(self, country: str, organ_name: str, state: Figure) -> Figure:
        """Make the figure of a state's organ, that of the table's body where it has one."""
        body = self.table.organ_body(state.actor, organ_name) if state.actor is not None else self.table.body(country, organ_name)
        if body is not None:
            return self.figure_of(body)
        organ = self.table.organs.by_name[organ_name]
        name = organ.name_of(state.actor) if state.actor is not None else f"{state.name} {organ_name}"
        apart = state.actor is not None and self.table.broke_away(state.actor)
        heads, identity = {organ_name.rsplit(" ", 1)[-1]}, None if apart else ActorId(f"{country}/{organ_name}")
        return Figure(name, ActorKind.BODY, country=country, heads=heads, sector=organ.sector, identity=identity)

    def add(self, figure: Figure, first: int, last: int, form: Form, reason: str | None = None) -> None:
        """Add a mention of a figure: the tokens first to last, without a possessive ending."""
        if not figure.mentions and figure not in self.figures:
            self.figures.append(figure)
        end = self.tokens[last].end
        if self.tokens[last].possessive:
            end -= 2
        mention = Mention(self.tokens[first].start, end, figure, form, first, last, reason)
        figure.mentions.append(mention)
        self.mentions.append(mention)
        for i in range(first, last + 1):
            self._covering[i].append(mention)

    def drop_within(self, first: int, last: int) -> None:
        """Take away the mentions that lie within the tokens first to last."""
        if not any(self._covering[first : last + 1]):
            return
        for mention in [m for m in self.mentions if first <= m.first and m.last <= last]:
            mention.figure.mentions.remove(mention)
            self.mentions.remove(mention)
            for i in range(mention.first, mention.last + 1):
                self._covering[i].remove(mention)

    def merge(self, one: Figure, into: Figure) -> None:
        """Let all mentions of one figure be mentions of another."""
        for mention in one.mentions:
            self.give(mention, into)
        one.mentions = []
        into.heads |= one.heads

    def give(self, mention: Mention, into: Figure) -> None:
        """Let a mention be one of another figure."""
        mention.figure = into
        into.mentions.append(mention)

    def _title_case_lines(self) -> Iterator[tuple[int, int]]:
        if self.upper:
            return
        at = 0
        for line in self.text.split("\n"):
            if len(line) < _LONGEST_TITLE and not line.rstrip().endswith("."):
                longer = _LONGER.findall(line)
                if len(longer) >= 4 and sum(word[0].isupper() for word in longer) > _TITLE_CASE * len(longer):
                    yield at, at + len(line)
            at += len(line) + 1

    def sort(self) -> None:
        """Put all mentions in the order of the text and drop figures without any."""
        self.figures = [figure for figure in self.figures if figure.mentions]
        self.mentions.sort(key=lambda m: (m.start, -m.end))
        for figure in self.figures:
            if len(figure.mentions) > 1:
                figure.mentions.sort(key=lambda m: m.start)
