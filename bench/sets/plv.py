"""Sentences with one event each: PLOVER type, actor, recipient (../shared/bench/events_plv). A sentence's claims against its row.

A reading finds every happening of a sentence, a row holds one. So a claim has to be chosen, and each figure says how:

type accuracy             some claim that shares a party with the row (a word of the row's actor or recipient stands in one of its own parties) has a
                          type that the row allows
type of the nearest       the one claim that agrees with the row in most of actor and recipient (shared words), the surest of those, whatever its
                          type, has a type that the row allows; this is what a classifier is asked that is given the parties
type of any claim         some claim of the sentence has a type that the row allows: what choosing better could reach
strict tuple              one claim has a type that the row allows, and its actors and its recipients hold the same content words as the row's
tuple                     the same, where sharing a content word is enough, and a row's recipient may be a place of the claim: rows have "Syria" as
                          recipient of a withdrawal from it

A row without recipient asks for a claim without. Content words: words that are no article, preposition, "and", "or" or possessive "s".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sets.outcome import Cell, Outcome, Part, share_figure
from sets.rows import Row, load_rows, read_rows, sureness
from whence.evaluate import Share
from whence.evaluate.matching import Words, spans_of
from whence.read import Reader
from whence.terms import Reading, Span
from whence.text import words

PARTIES = ("actor", "recipient")
NO_CONTENT = {"and", "or", "s"}
NEAREST, SHARED, ANY, STRICT, LENIENT = "type of the nearest", "type accuracy", "type of any claim", "strict tuple", "tuple"


def measure(reader: Reader, path: Path) -> Outcome:
    """Read the sentences of a file and compare."""
    rows = load_rows(path)
    return compare(rows, read_rows(reader, rows))


def compare(rows: Sequence[Row], readings: Sequence[Reading]) -> Outcome:
    """Give the figures of the events of all rows."""
    judged: dict[str, list[dict[str, bool]]] = defaultdict(list)
    n_without = 0
    for row, reading in zip(rows, readings, strict=True):
        for event in row["events"]:
            n_without += not reading.claims
            judged[event["type"]].append(judge(event, reading))
    everything = [verdict for verdicts in judged.values() for verdict in verdicts]
    figures = {name: share_figure(_share(everything, name)) for name in (SHARED, STRICT, LENIENT, NEAREST, ANY)}
    by_type: dict[str, tuple[Cell, ...]] = {
        type_: (len(judged[type_]), *(_share(judged[type_], name).value for name in (SHARED, NEAREST, ANY, STRICT, LENIENT)))
        for type_ in sorted(judged)
    }
    part = Part("by type", ("rows", "type", "nearest", "any", "strict", "tuple"), by_type)
    return Outcome(n_read=len(rows), figures=figures, counts={"rows without a claim": n_without}, parts=(part,))


def judge(event: dict[str, Any], reading: Reading) -> dict[str, bool]:
    """Judge one event of a row against all claims of its sentence: figure to whether it is right."""
    text = reading.report.text
    known = Words(text)
    small = frozenset(i for i, (start, end) in enumerate(words(text)) if text[start:end].casefold() in NO_CONTENT)

    def content(spans: Sequence[Span]) -> frozenset[int]:
        found = known.content(spans)
        return found - small or found

    wanted = {name: content([Span(start, end, text) for start, end in event[name] or []]) for name in PARTIES}
    held = [{name: content(spans_of(claim, name)) for name in PARTIES} for claim in reading.claims]
    typed = [claim.type in event["type_alt"] for claim in reading.claims]
    agrees = [{name: bool(wanted[name] & of[name]) or not (wanted[name] or of[name]) for name in PARTIES} for of in held]
    shares = [bool((wanted["actor"] | wanted["recipient"]) & (of["actor"] | of["recipient"])) for of in held]
    places = [content(claim.place) for claim in reading.claims]
    nearest = max(range(len(held)), key=lambda i: (sum(agrees[i].values()), sureness(reading.claims[i]), -i), default=None)
    return {
        NEAREST: nearest is not None and typed[nearest],
        SHARED: any(t and s for t, s in zip(typed, shares, strict=True)),
        ANY: any(typed),
        STRICT: any(t and of == wanted for t, of in zip(typed, held, strict=True)),
        LENIENT: any(
            t and a["actor"] and (a["recipient"] or bool(wanted["recipient"] & place)) for t, a, place in zip(typed, agrees, places, strict=True)
        ),
    }


def _share(verdicts: Sequence[dict[str, bool]], name: str) -> Share:
    return Share(sum(verdict[name] for verdict in verdicts), len(verdicts))
