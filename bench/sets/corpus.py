"""Whole reports annotated by the reading rules (../shared/corpus/dev, corpus/dev): every figure of docs/evaluate.md, and parts of it.

Genre is the first part of a report's id, that is the source that the report was drawn from. Length: reports in order of their number of words, cut in
three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

from sets.outcome import Cell, Figure, Outcome, Part, prf_figures, share_figure
from whence.evaluate import Prf, Scores, load_readings, score_per_report
from whence.read import Reader
from whence.terms import Reading

FIELDS = ("claim", "typed", "actor", "recipient", "place", "time", "means", "toll", "count", "account_links", "tuple")
GROUP_COLUMNS = ("reports", "claims", "claim", "typed", "actor", "recip.", "place", "time", "tuple", "status", "account")


def measure(reader: Reader, path: Path) -> Outcome:
    """Read the reports of a gold folder and compare."""
    gold = load_readings(path)
    return compare(gold, {key: reader.read(reading.report) for key, reading in gold.items()})


def compare(gold: Mapping[str, Reading], predicted: Mapping[str, Reading]) -> Outcome:
    """Give all figures of one set of reports."""
    each = score_per_report(gold, predicted)
    total = _sum(each.values())
    figures: dict[str, Figure] = prf_figures("claim", total.claim)
    for name in FIELDS[1:]:
        prf = getattr(total, name)
        figures[f"{name} F1"] = Figure(prf.f1, prf.n_gold)
    figures["status accuracy"] = share_figure(total.status)
    figures["status macro F1"] = Figure(total.status_macro_f1, total.status.n)
    figures["account exact"] = share_figure(total.account)
    figures["account exact where any"] = share_figure(total.account_where_any)
    if total.attribution.n_gold:  # not all folders mark them
        figures["attribution F1"] = Figure(total.attribution.f1, total.attribution.n_gold)
    words = {key: len(reading.report.text.split()) for key, reading in gold.items()}
    parts = (
        _prf_part("by field", {name.replace("_", " "): getattr(total, name) for name in FIELDS}),
        _prf_part("by type", {type_.value: prf for type_, prf in total.by_type.items()}),
        _prf_part("by status", {status.value: prf for status, prf in total.by_status.items()}),
        _group_part("by genre", {key: key.partition("-")[0] for key in gold}, each),
        _group_part("by length", _thirds(words), each),
    )
    return Outcome(n_read=len(gold), figures=figures, parts=tuple(part for part in parts if len(part.rows) > 1))


def _sum(scores: Iterable[Scores]) -> Scores:
    return sum(scores, start=Scores())


def _prf_part(title: str, figures: Mapping[str, Prf]) -> Part:
    rows: dict[str, tuple[Cell, ...]] = {}
    for name, prf in figures.items():
        if prf.n_gold or prf.n_predicted:
            rows[name] = (prf.precision, prf.recall, prf.f1, prf.n_right, prf.n_predicted, prf.n_gold)
    return Part(title, ("P", "R", "F1", "right", "read", "gold"), rows)


def _group_part(title: str, group_of: Mapping[str, str], each: Mapping[str, Scores]) -> Part:
    """Give the main figures of each group of reports; groups stand in order of their first report in `group_of`."""
    groups: dict[str, list[Scores]] = defaultdict(list)
    for key, group in group_of.items():
        groups[group].append(each[key])
    rows: dict[str, tuple[Cell, ...]] = {}
    for group, scores in groups.items():
        s = _sum(scores)
        rates = (s.claim, s.typed, s.actor, s.recipient, s.place, s.time, s.tuple)
        rows[group] = (len(scores), s.claim.n_gold, *(prf.f1 for prf in rates), s.status.value, s.account_where_any.value)
    return Part(title, GROUP_COLUMNS, rows)


def _thirds(words: Mapping[str, int]) -> dict[str, str]:
    """Name each report's third by length, shortest first."""
    keys = sorted(words, key=lambda key: (words[key], key))
    cuts = [round(i * len(keys) / 3) for i in range(4)]
    named: dict[str, str] = {}
    for first, last in pairwise(cuts):
        third = keys[first:last]
        if third:
            named |= dict.fromkeys(third, f"{words[third[0]]}–{words[third[-1]]} words")
    return named
