"""Annotations that stand off from their texts: corpus/standoff labels reports of ../shared, which are not ours to copy.

A line holds id, `file` and `row` (where the text is: a file of gzipped JSON lines under ../shared, and the `id` there), `chars` (how many code points
of it were annotated, from its beginning) and `sha256` of those; beside them `published`, `claims` and `attributions` as in the files of corpus/train.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from whence.json_form import reading_from_json
from whence.terms import Reading

SHARED = Path(__file__).resolve().parents[2] / "shared"


def load_standoff(path: Path, shared: Path = SHARED) -> Iterator[dict[str, Any]]:
    """Join the labels of a file with their texts: reports of the form of corpus/train.

    Raises ValueError where a text is not the one that was annotated, or is missing.
    """
    labels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for label in map(json.loads, lines):
            labels[label["file"]].append(label)
    for file, of_file in labels.items():
        with gzip.open(shared / file, "rt", encoding="utf-8") as lines:
            texts = {row["id"]: row.get("text_mixed") or row["text"] for row in map(json.loads, lines)}
        for label in of_file:
            text = texts.get(label["row"], "")[: label["chars"]]
            if hash_of(text) != label["sha256"]:
                raise ValueError(f"{file} has another text for {label['row']} than the one that {path} labels.")
            yield {key: label[key] for key in ("id", "published", "claims", "attributions")} | {"text": text}


def load_standoff_readings(path: Path, shared: Path = SHARED) -> dict[str, Reading]:
    """Join the labels of a file with their texts: readings by report id."""
    return {report["id"]: reading_from_json(report) for report in load_standoff(path, shared)}


def hash_of(text: str) -> str:
    """Give the SHA-256 of a text, 32 hex digits of it."""
    return sha256(text.encode()).hexdigest()[:32]
