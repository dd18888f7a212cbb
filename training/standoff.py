"""Annotations that stand off from their texts: corpus/standoff labels reports of ../shared, which are not ours to copy.

A line holds id, `file` and `row` (where the text is: a file of gzipped JSON lines under ../shared, and the `id` there), `chars` (how many code points
of it were annotated, from its beginning) and `sha256` of those; beside them `published`, `claims` and `attributions` as in the files of corpus/train.

bench/ipe_sents and bench/factuality hold sentences, those of a document one after the other, some of them lost: a text is put together of them, see
join_stories and join_words.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import dropwhile
from pathlib import Path
from typing import Any

from whence.json_form import reading_from_json
from whence.terms import Reading

SHARED = Path(__file__).resolve().parents[2] / "shared"

_STORIES = "ipe_sents"
_WORDS = "factuality"
_HEAD = re.compile(r"This story is from \w+ \d+, \d{4}\s*")
_FOOT = re.compile(r"(?:facebook|twitter linkedin mail)\b", re.IGNORECASE)
_DATELINE = re.compile(r"[a-z][a-z ]{2,18}: ?")
_MARKS = {"aEURoe": "“", "aEUR~": "‘", "aEUR(tm)": "’", "aEUR": "”", "''''": '"', "``": '"', "''": "'"}  # as they were spoilt on the way
_QUOTES = re.compile(r"``|''|' '")
_HYPHEN = re.compile(r"(?<=\w) - (?=\w)")
_LEFT = re.compile(r" (?=[,.;:?!%)\]]|n't\b|'(?:s|re|ve|ll|d|m)\b)")  # what leans on the word before it
_RIGHT = re.compile(r"(?<=[(\[$]) ")


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
        if _WORDS in file:
            texts = {label["row"]: join_words(rows, label["row"], label["chars"]) for label in of_file}
        elif _STORIES in file:
            texts = join_stories(rows)
        else:
            texts = {row["id"]: row.get("text_mixed") or row["text"] for row in rows}
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


def join_words(rows: Iterable[Mapping[str, Any]], first: str, chars: int) -> str:
    """Put a document of bench/factuality together: the sentences from the row with id `first` on, until they are `chars` code points long.

    The rows hold sentences as words with spaces between them; the spaces that print would not have are taken out.
    """
    text = ""
    for row in dropwhile(lambda row: row["id"] != first, rows):
        text += (" " if text else "") + _print(row["text"])
        if len(text) >= chars:
            break
    return text


def _print(words: str) -> str:
    text = _RIGHT.sub("", _LEFT.sub("", _HYPHEN.sub("-", _QUOTES.sub('"', " ".join(words.split())))))
    parts = text.split('"')
    # A sentence may end a quotation that another began: then its first mark closes.
    closes = len(parts) % 2 == 0 and text.endswith('"')
    printed = parts[0]
    for part in parts[1:]:
        printed = printed.rstrip() + '"' + part if closes else printed + '"' + part.lstrip()
        closes = not closes
    return printed


def hash_of(text: str) -> str:
    """Give the SHA-256 of a text, 32 hex digits of it."""
    return sha256(text.encode()).hexdigest()[:32]
