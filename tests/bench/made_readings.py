"""Readings made by hand: claims named by the words that they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from whence.json_form import reading_from_json
from whence.terms import ReaderInfo, Reading, Report

SPANS = ("what", "actor", "recipient", "place", "time", "means")


def span(text: str, words: str) -> list[int]:
    """Find words in a text; "word#2" is the second place where they stand."""
    words, _, nth = words.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(words, start + 1)
    return [start, start + len(words)]


def make_reading(text: str, *claims: Mapping[str, Any], id: str = "r") -> Reading:
    """Make a reading: each claim a type, `what` and other fields by their words, lists of words or one; `by` is a source, outermost first."""
    made = []
    for claim in claims:
        fields = {name: [span(text, w) for w in _listed(claim.get(name, []))] for name in SPANS}
        account = [{"source": span(text, source), "cue": None} for source in _listed(claim.get("by", []))]
        toll = [{"span": span(text, w), "harm": harm, "low": low, "high": low} for w, harm, low in claim.get("toll", [])]
        rest = {key: claim[key] for key in ("mode", "confidence") if key in claim}
        made.append({"type": claim["type"], "status": claim.get("status", "occurred"), "account": account, "toll": toll} | fields | rest)
    return reading_from_json({"id": id, "text": text, "claims": made})


def _listed(words: Any) -> list[str]:
    return [words] if isinstance(words, str) else list(words)


class TableReader:
    """Reads what stands in a table; other texts hold nothing."""

    info = ReaderInfo(name="table", version="1")

    def __init__(self, *readings: Reading) -> None:
        self._of_text = {reading.report.text: reading for reading in readings}

    def read(self, report: Report) -> Reading:
        """See whence.read.Reader."""
        found = self._of_text.get(report.text)
        return Reading(report=report) if found is None else Reading(report=report, claims=found.claims, attributions=found.attributions)
