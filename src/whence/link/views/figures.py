"""The toll as the accounts give it: each figure with whom it counts, on which day it was told, what it covers, and whether it can be a total.

Figures are added up only inside one claim and only where its words join different people; never across sentences, reports or accounts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from whence.link.views.cues import Scope, Sentence, Subset, are_joined, scope_of, subset_of
from whence.link.views.keys import party_key
from whence.link.views.people import People, is_people_only, nouns, people_in, tokens
from whence.link.views.told import Standing, Told, first_day
from whence.terms import ClaimId, Harm, Party, Report, ReportId, Span, Status, Toll
from whence.text import fold, sentences


class Role(StrEnum):
    """What a figure can be used for."""

    TOTAL = "total"  # counts all whom its claim counts
    ADDEND = "addend"  # is in a sum: a total of the same claim
    PART = "part"  # counts some of a larger number: never added to a total
    NAMED = "named victim"  # counts nobody: a total only where no account of the event counts
    LEFT_OUT = "left out"  # is not told as a fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one account for one harm.

    low, high   as read; high None: no upper end
    least       the low end by ACLED's reading of vague words (dozens 12, hundreds 100, tens 10, several 3)
    words       the figure's own words, of a sum those of its addends: "three soldiers + two children"
    as_of       EDTF date: when it was first published by this text or a copy of it; None: not known
    cue         the words that tell the scope or the part
    why         one sentence where scope or role is not the plain one
    of_larger   whether the words, or the same voice, put those whom it counts among a larger number; a part can also be told on top of one
    """

    claim: ClaimId
    report: ReportId
    origin: str
    harm: Harm
    low: int
    high: int | None
    least: int
    people: People
    words: str
    as_of: str | None
    scope: Scope = Scope.HAPPENING
    role: Role = Role.TOTAL
    cue: str | None = None
    why: str | None = None
    of_larger: bool = False

    @property
    def cumulative(self) -> bool:
        """Tell whether the figure is a running count rather than one of this happening alone."""
        return self.scope in (Scope.RUNNING, Scope.BEYOND)


# What ACLED's codebook makes of words that give no number; other words keep the low end of the reading.
_VAGUE = {"dozens": 12, "hundreds": 100, "tens": 10, "several": 3, "few": 3}
_VAGUE_ALONE = re.compile(
    r"^(?:the |a |an |at least |more than |up to |about |some )*(dozens|hundreds|tens|several|few)\b"
    r"(?!\s+(?:of )?(?:dozen|hundred|thousand|million))"
)

_STOPS = frozenset(
    (
        "were was is are be been had has have killed dead died wounded injured hurt in on at by when after as while during near from to who that "
        "which and"
    ).split()
)
_COUNTED_WORDS = 4  # words after a figure in which the noun that it counts stands: "seven Syrian government soldiers"


def figures_of(tellings: Sequence[Told]) -> tuple[Figure, ...]:
    """Give every figure of an event's claims, in the order of the tellings and of the text, with the sums of each claim behind its figures."""
    read_sentence = _Sentences(tellings)
    as_of = _first_told(tellings)
    found: list[Figure] = []
    for told in tellings:
        for harm in Harm:
            rows = sorted((toll for toll in told.claim.toll if toll.harm is harm), key=lambda toll: (toll.span, toll.low))
            found += _claim_figures(told, rows, read_sentence, as_of)
    return tuple(_without_narrower(found, tellings))


def _without_narrower(figures: Sequence[Figure], tellings: Sequence[Told]) -> list[Figure]:
    """Make a part of each figure below which the same voice, in the same report, tells a larger one in a claim that does not name all its parties.

    "Fighters of the Front had killed at least four" beside "31 were killed in the attack" by one office. A lower figure for the same parties can be a
    correction and stays a total; so does one of civilians or of forces, beside which the larger one counts others.
    """
    told = {telling.claim.id: telling for telling in tellings}
    parties = {telling.claim.id: _party_keys(telling) for telling in tellings}
    held: dict[tuple[ReportId, Harm], list[Figure]] = {}
    for figure in figures:
        if figure.role is Role.TOTAL and figure.scope in (Scope.HAPPENING, Scope.RUNNING):
            held.setdefault((figure.report, figure.harm), []).append(figure)

    def is_narrower(figure: Figure, other: Figure) -> bool:
        one, whole = told[figure.claim], told[other.claim]
        return (
            figure.low < other.low
            and (figure.people is other.people or figure.people is People.NOT_TOLD or other.people in (People.NOT_TOLD, People.BOTH))
            and one.voice == whole.voice
            and bool(parties[figure.claim] - parties[other.claim])
        )

    narrower = {id(figure) for same in held.values() for figure in same if any(is_narrower(figure, other) for other in same)}
    why = "The same voice tells a larger figure beside it, which does not count by the same parties."
    return [replace(figure, role=Role.PART, why=why, of_larger=True) if id(figure) in narrower else figure for figure in figures]


def _party_keys(told: Told) -> set[str]:
    """Give who acted and who was acted on, by the keys of parties; people in general are nobody."""
    named = (party for party in (*told.claim.actor, *told.claim.recipient) if party.identity is not None or not is_people_only(party.span.words))
    return {key for key in map(party_key, named) if key is not None}


class _Sentences:
    """Finds the sentence around a figure, with the other figures in it that the event's claims hold."""

    def __init__(self, tellings: Iterable[Told]) -> None:
        self._reports: dict[ReportId, Report] = {}
        self._figures: dict[ReportId, set[tuple[int, int]]] = {}
        for told in tellings:
            self._reports[told.report.id] = told.report
            self._figures.setdefault(told.report.id, set()).update((toll.span.start, toll.span.end) for toll in told.claim.toll)

    def around(self, report: ReportId, span: Span) -> Sentence:
        text = self._reports[report].text
        bounds = sentences(text)
        at = bisect_right(bounds, (span.start, len(text))) - 1
        start, end = bounds[at] if at >= 0 and span.start < bounds[at][1] else (span.start, span.end)
        end = max(end, span.end)
        return Sentence(text, start, end, tuple(sorted(f for f in self._figures[report] if start <= f[0] and f[1] <= end)))


_Value = tuple[ReportId, Harm, int, int | None]


def _first_told(tellings: Iterable[Told]) -> Mapping[_Value, str | None]:
    """Give the first date of publication of each figure among the copies of one text: a reprint tells what was known when its original was published.

    What only a later copy tells ("has risen to 13") is of the day of that copy.
    """
    first: dict[_Value, str | None] = {}
    for told in tellings:
        published = told.report.published
        day = first_day(published)
        for toll in told.claim.toll:
            value = _value(told, toll)
            held_day = first_day(first.get(value))
            first[value] = published if day is not None and (held_day is None or day < held_day) else first.get(value)
    return first


def _value(told: Told, toll: Toll) -> _Value:
    return (told.root, toll.harm, toll.low, toll.high)


def _claim_figures(told: Told, rows: Sequence[Toll], around: _Sentences, as_of: Mapping[_Value, str | None]) -> list[Figure]:
    figures: list[Figure] = []
    subset_before: Span | None = None
    total_before: Span | None = None
    for toll in rows:
        sentence = around.around(told.report.id, toll.span)
        figure, is_subset = _figure(told, toll, sentence, as_of[_value(told, toll)], subset_before, total_before)
        subset_before = toll.span if is_subset else None
        total_before = toll.span if figure.role is Role.TOTAL else None
        figures.append(figure)
    return _with_sums(told, rows, figures)


def _figure(
    told: Told, toll: Toll, sentence: Sentence, as_of: str | None, subset_before: Span | None, total_before: Span | None
) -> tuple[Figure, bool]:
    party = _party_of(told, toll.span)
    at = (toll.span.start, toll.span.end)
    figure = Figure(
        claim=told.claim.id,
        report=told.report.id,
        origin=told.origin,
        harm=toll.harm,
        low=toll.low,
        high=toll.high,
        least=_least(toll),
        people=_people(toll, party, sentence),
        words=toll.span.words,
        as_of=as_of,
    )
    if told.standing is not Standing.TOLD and (toll.low, toll.high) != (0, 0):
        return replace(figure, role=Role.LEFT_OUT, why=f"The account does not tell it as a fact ({told.claim.status.value})."), False
    if told.claim.count is not None:
        why = "The claim stands for many happenings; the figure counts them all."
        return replace(figure, scope=Scope.BEYOND, cue=told.claim.count.span.words, why=why), False
    scope, cue = scope_of(sentence, at)
    if scope is Scope.BEYOND and _is_own_time(told, cue):
        scope = Scope.RUNNING
    figure = replace(figure, scope=scope, cue=None if cue is None else cue.words, why=_SCOPE_WHY.get(scope))
    previous = None if subset_before is None else (subset_before.start, subset_before.end)
    owner = None if total_before is None else (total_before.start, total_before.end)
    subset = subset_of(sentence, at, party.span.words if party else "", previous=previous, owner=owner)
    if subset is None or (subset[0] is Subset.FURTHER and _contrasts(told, toll, sentence)):
        return figure, False
    why = f"It {subset[0].value}."
    role = Role.NAMED if subset[0] is Subset.NAMED else Role.PART
    scope = figure.scope if figure.scope is not Scope.RUNNING else Scope.HAPPENING  # the toll runs on, not a part of it
    words, among = subset[1].words if subset[1] else figure.cue, subset[0] is Subset.INCLUDED
    return replace(figure, scope=scope, role=role, cue=words, why=why, of_larger=among), role is Role.PART


_SCOPE_WHY = {
    Scope.RUNNING: "A total of this happening up to the day on which it was told; it may grow.",
    Scope.BEYOND: "It counts more than this happening.",
    Scope.EARLIER: "The account gives it as a figure of before.",
}


def _is_own_time(told: Told, cue: Span | None) -> bool:
    """Tell whether "since Tuesday" is the time of the happening itself, told as still going on."""
    return cue is not None and told.claim.status is Status.ONGOING and len(told.claim.time) == 1 and told.claim.time[0].overlaps(cue)


def _contrasts(told: Told, toll: Toll, sentence: Sentence) -> bool:
    """Tell whether "another five wounded" counts on after a figure of another harm: it is then the whole number of the wounded."""
    before = [other for other in told.claim.toll if sentence.start <= other.span.start < toll.span.start]
    return bool(before) and all(other.harm is not toll.harm for other in before)


def _party_of(told: Told, span: Span) -> Party | None:
    """Find the party that a figure counts: the one on whose words it stands, else the only one that is acted on."""
    claim = told.claim
    over = next((party for party in (*claim.recipient, *claim.actor) if party.span.overlaps(span)), None)
    return claim.recipient[0] if over is None and len(claim.recipient) == 1 else over


def _people(toll: Toll, party: Party | None, sentence: Sentence) -> People:
    """Tell whom a figure counts: by its own words, by the party that they are, or by the words right behind it."""
    found = people_in(toll.span.words)
    if found is People.NOT_TOLD and party is not None:
        found = people_in(party.span.words, party.identity)
    if found is People.NOT_TOLD:
        behind: list[str] = []
        for word in re.split(r"\s+", sentence.text[toll.span.end : sentence.end].strip())[:_COUNTED_WORDS]:
            folded = tokens(word)
            if not folded or folded[0] in _STOPS:
                break
            behind.append(word)
            if word[-1:] in ",.;:)—–":
                break
        found = people_in(" ".join(behind))
    return found


def _least(toll: Toll) -> int:
    vague = _VAGUE_ALONE.match(fold(toll.span.words))
    return min(toll.low, _VAGUE[vague[1]]) if vague else toll.low


def _with_sums(told: Told, rows: Sequence[Toll], figures: list[Figure]) -> list[Figure]:
    """Add up what one claim joins: "three soldiers and two children"; "12 people, three women and nine men" stays 12."""
    text = told.report.text
    runs: list[list[int]] = []
    joins: list[list[str]] = []
    for i, figure in enumerate(figures):
        if figure.role is not Role.TOTAL or figure.scope is Scope.BEYOND:
            continue
        before = runs[-1][-1] if runs else None
        join = None if before is None or rows[before].span.overlaps(rows[i].span) else are_joined(text[rows[before].span.end : rows[i].span.start])
        if join is None:
            runs.append([i])
            joins.append([])
        else:
            runs[-1].append(i)
            joins[-1].append(join)
    summed = list(figures)
    for run, joined in zip(runs, joins, strict=True):
        if joined[:1] == [","] and not _counted(told, rows[run[0]]):
            run, joined = run[1:], joined[1:]  # "12 people, three women and nine men": the list spells the first figure out
        if len(run) < 2 or joined[-1] != "and" or len({tuple(_counted(told, rows[i])) for i in run}) < len(run):
            continue
        addends = [figures[i] for i in run]
        for i in run:
            summed[i] = replace(figures[i], role=Role.ADDEND, why="It is in a sum of the same claim.")
        summed.append(added_up(addends, "Added up: one claim joins different people."))
    return summed


def _counted(told: Told, toll: Toll) -> list[str]:
    """Give the nouns that a figure counts; none: people in general."""
    party = _party_of(told, toll.span)
    found = nouns(toll.span.words) or (nouns(party.span.words) if party else [])
    if found:
        return found
    behind = told.report.text[toll.span.end : toll.span.end + 30].split()
    return nouns(" ".join(behind[:1]))


def added_up(addends: Sequence[Figure], why: str) -> Figure:
    """Make one total of figures of one claim and harm that count different people; it is of civilians or of forces only where all of them are."""
    kinds = {addend.people for addend in addends}
    people = kinds.pop() if len(kinds) == 1 else People.NOT_TOLD if People.NOT_TOLD in kinds else People.BOTH
    highs = [addend.high for addend in addends]
    return replace(
        addends[0],
        low=sum(addend.low for addend in addends),
        high=None if None in highs else sum(high for high in highs if high is not None),
        least=sum(addend.least for addend in addends),
        people=people,
        words=" + ".join(addend.words for addend in addends),
        role=Role.TOTAL,
        why=why,
    )
