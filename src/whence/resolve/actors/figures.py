"""The figures of a report and the places where it names them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from whence.resolve.actors.names import Token, name_key, tokens
from whence.resolve.actors.table import Form
from whence.resolve.actors.values import Actor, ActorId
from whence.terms import ActorKind, Report, Sector, Span

GROUPISH = frozenset({ActorKind.ARMED_GROUP, ActorKind.GANG, ActorKind.MOVEMENT})


@dataclass(slots=True, eq=False)
class Figure:
    """One party of the report that has a name.

    name       plain name
    actor      entry of the table, where it has one
    heads      nouns by which the report describes it ("president", "singer"), folded
    states     countries of those descriptions
    sector     of a body, as its entry or its name tells; of a person, as that for which he is said to speak ("rebel leader", "head of a union")
    body       the organisation or state that the report says a person belongs to
    identity   of an organ without an entry: "TUR/police"
    members    the figures of a pair that the report names together ("A and B")
    """

    name: str
    kind: ActorKind
    actor: Actor | None = None
    sex: str | None = None
    country: str | None = None
    heads: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    sector: Sector | None = None
    body: Figure | None = None
    identity: ActorId | None = None
    members: tuple[Figure, ...] = ()

    @property
    def person(self) -> bool:
        """Tell whether the figure is a person."""
        return self.kind is ActorKind.PERSON

    @property
    def armed(self) -> bool:
        """Tell whether the figure is an armed group, or a force of a state that fights the state."""
        return self.kind in GROUPISH or (self.kind is ActorKind.BODY and self.sector is Sector.REB)


def militia_of(leader: Figure) -> Figure:
    """Make the armed group that goes by the last name of a man."""
    return Figure(f"{leader.name.split()[-1]} militia", ActorKind.ARMED_GROUP, country=leader.country, sector=Sector.PRM)


def joint(figures: Sequence[Figure]) -> Figure:
    """Make the figure of several that are spoken of as one party."""
    states = all(figure.kind is ActorKind.STATE for figure in figures)
    kind = ActorKind.STATES if states else ActorKind.PEOPLE if figures[0].person else ActorKind.UNKNOWN
    countries = {figure.country for figure in figures}
    return Figure(
        " and ".join(figure.name for figure in figures),
        kind,
        country=countries.pop() if len(countries) == 1 else None,
        sector=Sector.GOV if states else Sector.UNK,
        members=tuple(figures),
    )


@dataclass(slots=True, eq=False)
class Mention:
    """A name as it stands in the report: offsets, form (adjective "Turkish", seat "Ankara"), indices of its first and last token.

    reason   why it means its figure, where context alone says so (a loaded word)
    """

    start: int
    end: int
    figure: Figure
    form: Form
    first: int
    last: int
    reason: str | None = None


@dataclass(slots=True, kw_only=True)
class Cast:
    """The names of a report.

    mentions   in order of the text, none crossing
    home       country code that the report is about, by weight of its names; None: none told
    seat       country code of the state whose offices go by their bare names ("the Foreign Office"); None: none told
    dated      country code of its dateline; None: none told
    weights    country codes by how much the report names of them
    upper      the report is written in capitals alone
    common     words that it uses without a capital
    """

    report: Report
    tokens: list[Token]
    sentences: tuple[tuple[int, int], ...]
    mentions: list[Mention]
    figures: list[Figure]
    home: str | None
    seat: str | None
    dated: str | None
    weights: Mapping[str, float]
    upper: bool
    common: frozenset[str]
    _starts: list[int] = field(init=False, default_factory=list)
    _sentence_ends: list[int] = field(init=False, default_factory=list)
    _token_starts: list[int] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [mention.start for mention in self.mentions]
        self._sentence_ends = [end for _, end in self.sentences]
        self._token_starts = [token.start for token in self.tokens]

    def tokens_of(self, span: Span) -> list[Token]:
        """Give the words of a span, read anew where it cuts through one of the report's."""
        first, end = bisect_left(self._token_starts, span.start), bisect_left(self._token_starts, span.end)
        if (first and self.tokens[first - 1].end > span.start) or (end and self.tokens[end - 1].end > span.end):
            return [token._replace(start=token.start + span.start, end=token.end + span.start) for token in tokens(span.words)]
        return self.tokens[first:end]

    def within(self, start: int, end: int) -> list[Mention]:
        """Give the mentions inside a stretch of the text."""
        first = bisect_left(self._starts, start)
        found = []
        for i in range(max(0, first - 1), len(self.mentions)):
            mention = self.mentions[i]
            if mention.start >= end:
                break
            if mention.start >= start and mention.end <= end + 2:
                found.append(mention)
        return found

    def add_name(self, first: int, last: int) -> None:
        """Add a person by the tokens of a full name, with every place where the last name stands alone."""
        key = [token.key for token in self.tokens[first : last + 1]]
        if any(name_key(figure.name).split() == key for figure in self.figures):
            return
        figure = Figure(" ".join(token.word.title() for token in self.tokens[first : last + 1]), ActorKind.PERSON)
        taken = {i for mention in self.mentions for i in range(mention.first, mention.last + 1)}
        for i, token in enumerate(self.tokens):
            if token.key == key[-1] and i not in taken:
                start = i - len(key) + 1 if [t.key for t in self.tokens[max(0, i - len(key) + 1) : i + 1]] == key else i
                end = token.end - (2 if token.possessive else 0)
                figure.mentions.append(Mention(self.tokens[start].start, end, figure, Form.NAME, start, i))
        self.figures.append(figure)
        self.mentions.extend(figure.mentions)
        self.mentions.sort(key=lambda m: (m.start, -m.end))
        self._starts = [mention.start for mention in self.mentions]

    def sentence_of(self, at: int) -> int:
        """Give the index of the sentence that holds an offset (the next one where it lies between two)."""
        return max(0, min(bisect_right(self._sentence_ends, at), len(self.sentences) - 1))
