"""Reports on terrorism in South Asia with marked actors and recipients (../shared/bench/satp_args): which words are whose, not for which happening.

Marked phrases are not tied to one happening, so all actors of a report's claims together are compared with all its marked actors, and likewise
recipients. Right: one marked and one read span share a word other than an article or a preposition, one to one. The source lost its punctuation, and
marks a name and its abbreviation or head noun ("Lashkar e Jhangvi LeJ", "militants") as two phrases side by side: phrases that overlap, or with
nothing but white space between, are one here, on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sets.outcome import Figure, Outcome, prf_figures
from sets.rows import Row, load_rows, read_rows
from whence.evaluate import Prf
from whence.evaluate.matching import Words, n_right_spans, spans_of
from whence.read import Reader
from whence.terms import Reading, Span

PARTIES = ("actor", "recipient")


def measure(reader: Reader, path: Path) -> Outcome:
    """Read the reports of a file and compare."""
    rows = load_rows(path)
    return compare(rows, read_rows(reader, rows))


def compare(rows: Sequence[Row], readings: Sequence[Reading]) -> Outcome:
    """Give precision, recall and F1 of actors and of recipients."""
    figures: dict[str, Figure] = {}
    for name in PARTIES:
        total = Prf()
        for row, reading in zip(rows, readings, strict=True):
            text = reading.report.text
            gold = join([Span(start, end, text) for start, end in row[name] or []], text)
            found = join([span for claim in reading.claims for span in spans_of(claim, name)], text)
            total += Prf(n_right_spans(gold, found, Words(text)), len(found), len(gold))
        figures |= prf_figures(name, total)
    return Outcome(n_read=len(rows), figures=figures)


def join(spans: Sequence[Span], text: str) -> list[Span]:
    """Make one span of those that overlap or stand side by side, in order of the text."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end), text)
        else:
            joined.append(span)
    return joined
