"""Readings from files: gold, and what `whence read --json` wrote."""

from __future__ import annotations

import gzip
import json
import shlex
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whence.errors import EvaluateError, FormError
from whence.json_form import reading_from_json
from whence.terms import Reading

_SUFFIXES = (".json", ".jsonl", ".json.gz", ".jsonl.gz")
_GZIP = b"\x1f\x8b"  # how a gzipped file begins
_RECORD = b"SQLite format 3\0"  # and how a record does
_WORDS_SHOWN = 5  # of a file that is no JSON


class AttributionsOnly(Reading):
    """A reading in which attributions alone are marked: its JSON object has `attributions` and no `claims`.

    As gold it counts for the attribution figure and for no other. Attributions without content are left out: nothing can match them.
    """

    __slots__ = ()


def load_readings(path: str | Path) -> dict[str, Reading]:
    """Load readings, by report id, from a file of JSON lines, a JSON file (one object or a list), or a folder of such files; each may be gzipped.

    In a folder, the files that end in .json or .jsonl (or these and .gz) are taken, in order of name, subfolders not. Blank lines are skipped, and so
    are objects without `text` that hold a `problem` (reports that could not be read). The same reading twice is taken once.

    Raises EvaluateError for a path that is not there, cannot be read or holds no reading, for a file that is not JSON and for two different readings
    of one id; FormError for an object that is not a reading. Both name file and line (of a list: the item).
    """
    path = Path(path)
    found: dict[str, Reading] = {}
    place_of: dict[str, str] = {}
    for file in _files(path):
        for place, obj in _objects(file):
            if isinstance(obj, dict) and "text" not in obj and "problem" in obj:
                continue
            reading = _reading(obj, file=file, place=place)
            id_ = reading.report.id
            if id_ in found and not _same(found[id_], reading):
                raise EvaluateError(
                    f"Report {id_!r} stands twice, in {place_of[id_]} and in {place}, with different content. "
                    "One reading a report can be compared: take one of them out, or give one another `id`."
                )
            found.setdefault(id_, reading)
            place_of.setdefault(id_, place)
    if not found:
        raise EvaluateError(
            f"{path} holds no reading. Evaluating needs one JSON object a report.\n"
            "Get it: whence read REPORTS --json > out.jsonl    Gold: docs/evaluate.md"
        )
    return found


def _files(path: Path) -> list[Path]:
    try:
        if not path.is_dir():
            return [path]
        files = sorted(file for file in path.iterdir() if file.name.lower().endswith(_SUFFIXES))
    except OSError as err:
        raise EvaluateError(f"Cannot list {path}: {err.strerror or err}.") from err
    if not files:
        raise EvaluateError(
            f"The folder {path} holds no file that ends in .json or .jsonl (or these and .gz); subfolders are not searched. Name one that does. "
            f"Make readings of reports: whence read {shlex.quote(str(path))} --json > out.jsonl"
        )
    return files


def _objects(file: Path) -> Iterator[tuple[str, Any]]:
    """Give the JSON values of a file, each with its place for messages."""
    try:
        held = file.read_bytes()
        if held.startswith(_RECORD):
            name = shlex.quote(str(file))
            raise EvaluateError(f"{file} is a record. Evaluating needs its readings as JSON lines: whence show {name} --json > out.jsonl")
        text = (gzip.decompress(held) if held.startswith(_GZIP) else held).decode("utf-8-sig")
    except FileNotFoundError as err:
        raise EvaluateError(f"No file or folder at {file}. Possible: a file of JSON lines, a JSON file, or a folder of JSON files.") from err
    except (gzip.BadGzipFile, EOFError, zlib.error) as err:
        raise EvaluateError(f"{file} is gzipped and damaged: {err}. Pack or fetch it again.") from err
    except OSError as err:
        raise EvaluateError(f"Cannot read {file}: {err.strerror or err}.") from err
    except UnicodeDecodeError as err:
        raise EvaluateError(f"{file} is not UTF-8 (byte {err.start}). Readings are plain JSON in UTF-8: unpack or convert the file first.") from err
    if not text.strip():
        return
    if not text.lstrip().startswith(("{", "[")):
        words = " ".join(text.split(maxsplit=_WORDS_SHOWN)[:_WORDS_SHOWN])
        raise EvaluateError(
            f"{file} is no JSON: it begins with {words!r:.80}. Evaluating needs readings, one JSON object a report.\n"
            f"Make them of reports: whence read {shlex.quote(str(file))} --json > out.jsonl    Gold: docs/evaluate.md"
        )
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as err:
        if err.msg != "Extra data":  # several values one after another are JSON lines
            raise EvaluateError(f"{file}, line {err.lineno}, column {err.colno}: not JSON: {err.msg}.") from err
        yield from _lines(file, text)
    except (ValueError, RecursionError) as err:  # numbers of thousands of digits, lists in lists without end
        raise EvaluateError(f"{file}: JSON that cannot be read: {err}.") from err
    else:
        if isinstance(whole, list):
            yield from ((f"{file}, item {i}", obj) for i, obj in enumerate(whole, start=1))
        else:
            yield str(file), whole


def _lines(file: Path, text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):  # not splitlines: U+2028 may stand in a report
        if not line.strip():
            continue
        place = f"{file}, line {number}"
        try:
            yield place, json.loads(line)
        except json.JSONDecodeError as err:
            raise EvaluateError(f"{place}, column {err.colno}: not JSON: {err.msg}. In JSON lines each line is one whole object.") from err
        except (ValueError, RecursionError) as err:
            raise EvaluateError(f"{place}: JSON that cannot be read: {err}.") from err


def _reading(obj: Any, *, file: Path, place: str) -> Reading:
    if isinstance(obj, dict) and "text" in obj and "claims" not in obj and "attributions" not in obj:
        raise EvaluateError(f"{place}: a report without `claims`: it was not read yet. Make readings of it: whence read {file} --json > out.jsonl")
    attributions_only = isinstance(obj, dict) and "claims" not in obj and "attributions" in obj
    try:
        reading = reading_from_json(obj | {"claims": []} if attributions_only else obj)
    except FormError as err:
        raise FormError(f"{place}: {err}") from err
    if not attributions_only:
        return reading
    return AttributionsOnly(report=reading.report, attributions=tuple(a for a in reading.attributions if a.content), reader=reading.reader)


def _same(one: Reading, other: Reading) -> bool:
    return (one.report.text, one.claims, one.attributions) == (other.report.text, other.claims, other.attributions)
