"""Words with the certainty that what they name happened, -3 to 3 (../shared/bench/factuality): the status of claims against it, in bands.

A marked word takes the status of the claim whose `what` holds it (the surest one of several). Most marked words name no happening of ours ("said",
"is"): words that no claim has are left out and counted.

band       score      status
happened   above 1    occurred, ongoing
open       -1 to 1    planned, possible, demanded
did not    below -1   did_not_occur

Of a planned or hoped-for happening UDS-IH2 says that it did not happen, UW that it is open: "happened or not" therefore joins the last two bands.
The scores are the author's certainty, a status is what the nearest account says, so the two part where the report doubts its source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sets.outcome import Cell, Figure, Outcome, Part, share_figure
from sets.rows import Row, load_rows, read_rows, sureness
from whence.evaluate import Prf, Share
from whence.read import Reader
from whence.terms import Reading, Span, Status

BANDS = ("happened", "open", "did not")
BAND_OF = {
    Status.OCCURRED: "happened",
    Status.ONGOING: "happened",
    Status.PLANNED: "open",
    Status.POSSIBLE: "open",
    Status.DEMANDED: "open",
    Status.DID_NOT_OCCUR: "did not",
}
EDGE = 1.0
"""Scores are means over annotators: beyond 1 most of them were sure."""


def measure(reader: Reader, path: Path) -> Outcome:
    """Read the sentences of a file and compare."""
    rows = load_rows(path)
    return compare(rows, read_rows(reader, rows))


def compare(rows: Sequence[Row], readings: Sequence[Reading]) -> Outcome:
    """Give the figures of the marked words that a claim has."""
    pairs: Counter[tuple[str, str]] = Counter()
    n_marked = 0
    for row, reading in zip(rows, readings, strict=True):
        for event in row["events"]:
            n_marked += 1
            status = status_at(Span(event["span"][0], event["span"][1], reading.report.text), reading)
            if status is not None:
                pairs[band(event["score"]), BAND_OF[status]] += 1
    n = pairs.total()
    happened = sum(count for (gold, found), count in pairs.items() if (gold == "happened") == (found == "happened"))
    of_band = {name: _prf(name, pairs) for name in BANDS}
    known = [prf.f1 for prf in of_band.values() if prf.f1 is not None]
    figures = {
        "band accuracy": share_figure(Share(sum(pairs[name, name] for name in BANDS), n)),
        "band macro F1": Figure(sum(known) / len(known) if known else None, n),
        "happened or not, accuracy": share_figure(Share(happened, n)),
        "always happened, accuracy": share_figure(Share(sum(pairs["happened", name] for name in BANDS), n)),
    }
    rows_: dict[str, tuple[Cell, ...]] = {
        name: (prf.precision, prf.recall, prf.f1, *(pairs[name, other] for other in BANDS)) for name, prf in of_band.items()
    }
    part = Part("by band", ("P", "R", "F1", *(f"read {name}" for name in BANDS)), rows_)
    return Outcome(n_read=len(rows), figures=figures, counts={"marked words": n_marked, "words without a claim": n_marked - n}, parts=(part,))


def band(score: float) -> str:
    """Name the band of a certainty."""
    return "happened" if score > EDGE else "did not" if score < -EDGE else "open"


def status_at(word: Span, reading: Reading) -> Status | None:
    """Give the status of the surest claim that has a word in its `what`; None: no claim has it."""
    claims = [claim for claim in reading.claims if any(span.overlaps(word) for span in claim.what)]
    return max(claims, key=sureness).status if claims else None


def _prf(name: str, pairs: Counter[tuple[str, str]]) -> Prf:
    return Prf(pairs[name, name], sum(pairs[gold, name] for gold in BANDS), sum(pairs[name, found] for found in BANDS))
