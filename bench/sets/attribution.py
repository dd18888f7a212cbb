"""News articles in which every attribution is marked and nothing else (../shared/bench/attribution): linked attributions, and single spans.

Attribution F1 is that of docs/evaluate.md. Span F1 of sources, cues and contents counts spans that hold exactly the same words and marks, all of an
article together, whatever they are linked to: published figures for this corpus are of that kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sets.outcome import Figure, Outcome, prf_figures
from whence.evaluate import Prf, load_readings, score
from whence.evaluate.matching import Words
from whence.read import Reader
from whence.terms import Reading


def measure(reader: Reader, path: Path) -> Outcome:
    """Read the articles of a file and compare."""
    gold = load_readings(path)
    return compare(gold, {key: reader.read(reading.report) for key, reading in gold.items()})


def compare(gold: Mapping[str, Reading], predicted: Mapping[str, Reading]) -> Outcome:
    """Give the figures of attributions."""
    figures = prf_figures("attribution", score(gold, predicted).attribution)
    for part in ("source", "cue", "content"):
        prf = sum((_exact_spans(gold[key], predicted[key], part) for key in gold), start=Prf())
        figures[f"exact {part} F1"] = Figure(prf.f1, prf.n_gold)
    return Outcome(n_read=len(gold), figures=figures)


def _exact_spans(gold: Reading, predicted: Reading, part: str) -> Prf:
    known = Words(gold.report.text)
    wanted, found = (
        {known.tokens([span]) for attribution in reading.attributions for span in getattr(attribution, part)} for reading in (gold, predicted)
    )
    return Prf(len(wanted & found), len(found), len(wanted))
