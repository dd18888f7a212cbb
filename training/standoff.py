"""Annotations that stand off from their texts: corpus/standoff labels reports of ../shared, which are not ours to copy.

A line holds id, `file` and `row` (where the text is: a file of gzipped JSON lines under ../shared, and the `id` there), `chars` (how many code points
of it were annotated, from its beginning) and `sha256` of those; beside them `published`, `claims` and `attributions` as in the files of corpus/train.

bench/ipe_sents holds sentences, those of a newspaper's stories one after the other, some of them lost: a story is put together of them, see join_stories.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from whence.json_form import reading_from_json
from whence.terms import Reading

SHARED = Path(__file__).resolve().parents[2] / "shared"

_SENTENCES = "ipe_sents"
_HEAD = re.compile(r"This story is from \w+ \d+, \d{4}\s*")
_FOOT = re.compile(r"(?:facebook|twitter linkedin mail)\b", re.IGNORECASE)
_DATELINE = re.compile(r"[a-z][a-z ]{2,18}: ?")
_MARKS = {"aEURoe": "“", "aEUR~": "‘", "aEUR(tm)": "’", "aEUR": "”", "''''": '"', "``": '"', "''": "'"}  # as they were spoilt on the way


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
            rows = [json.loads(line) for line in lines]
        texts = join_stories(rows) if _SENTENCES in file else {row["id"]: row.get("text_mixed") or row["text"] for row in rows}
        for label in of_file:
            text = texts.get(label["row"], "")[: label["chars"]]
            if hash_of(text) != label["sha256"]:
                raise ValueError(f"{file} has another text for {label['row']} than the one that {path} labels.")
            yield {key: label[key] for key in ("id", "published", "claims", "attributions")} | {"text": text}


def load_standoff_readings(path: Path, shared: Path = SHARED) -> dict[str, Reading]:
    """Join the labels of a file with their texts: readings by report id."""
    return {report["id"]: reading_from_json(report) for report in load_standoff(path, shared)}


def join_stories(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Put the stories of bench/ipe_sents together: texts by the id of their first sentence.

    A story begins at a dateline or a head, or behind a head or a foot that stand for themselves. Spoilt quotation marks are mended.
    """
    found: dict[str, list[str]] = {}
    story: list[str] | None = None
    for row in rows:
        text = row["text"].strip()
        head, foot = _HEAD.match(text), _FOOT.match(text)
        if head or foot or _DATELINE.match(text):
            story = None
        text = "" if foot else _mend(text[head.end() :] if head else text)
        if text:
            if story is None:
                story = found.setdefault(row["id"], [])
            story.append(text)
    return {id_: " ".join(sentences) for id_, sentences in found.items()}


def _mend(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"' and '""' in text:
        text = text[1:-1].replace('""', '"')
    for spoilt, mark in _MARKS.items():
        text = text.replace(spoilt, mark)
    return " ".join(text.split())


def hash_of(text: str) -> str:
    """Give the SHA-256 of a text, 32 hex digits of it."""
    return sha256(text.encode()).hexdigest()[:32]
