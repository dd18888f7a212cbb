"""Rows of texts from gzipped JSON lines, and their readings."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whence.read import Reader
from whence.terms import Claim, Reading, Report, ReportId

Row = dict[str, Any]
"""An object of the set's file; every set has `id` and `text`, and spans `[start, end]` in code points of the text."""


def load_rows(path: Path) -> list[Row]:
    """Load a file of gzipped JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_rows(reader: Reader, rows: Sequence[Row]) -> list[Reading]:
    """Read the text of each row."""
    return [reader.read(Report(id=ReportId(row["id"]), text=row["text"])) for row in rows]


def sureness(claim: Claim) -> float:
    """Give a claim's confidence; a claim made by a person is sure."""
    return 1.0 if claim.confidence is None else claim.confidence
