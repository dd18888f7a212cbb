"""The finder must not get worse unseen: figures on the project's own reports, and on WikiWars where it is at hand."""

import gzip
import json
from pathlib import Path

import pytest

from whence.resolve.times import find_times

ROOT = Path(__file__).resolve().parents[2]
WIKIWARS = ROOT.parent / "shared" / "bench" / "times" / "wikiwars.jsonl.gz"
OWN = sorted((ROOT / "corpus" / "times").glob("times-*.json"))


def strict_f1(texts: list[tuple[str, str, set[tuple[int, int]]]]) -> float:
    n_gold = n_found = n_right = 0
    for text, published, gold in texts:
        found = {(expression.span.start, expression.span.end) for expression in find_times(text, published=published)}
        n_gold, n_found, n_right = n_gold + len(gold), n_found + len(found), n_right + len(gold & found)
    return 2 * n_right / (n_gold + n_found)


def test_own_reports_are_marked_and_their_marks_slice_the_text() -> None:
    assert len(OWN) == 20
    for path in OWN:
        obj = json.loads(path.read_text(encoding="utf-8"))
        for mark in obj["times"]:
            words = obj["text"][mark["start"] : mark["end"]]
            assert words == words.strip() != "", (path.name, mark)
            assert mark["type"] in ("DATE", "TIME", "DURATION", "SET"), (path.name, mark)


def test_expressions_of_own_reports_are_found() -> None:
    objs = [json.loads(path.read_text(encoding="utf-8")) for path in OWN]
    assert strict_f1([(obj["text"], obj["published"], {(mark["start"], mark["end"]) for mark in obj["times"]}) for obj in objs]) > 0.97


def test_values_of_own_reports_are_right() -> None:
    n_right = n_gold = 0
    for obj in (json.loads(path.read_text(encoding="utf-8")) for path in OWN):
        found = {(e.span.start, e.span.end): e.value for e in find_times(obj["text"], published=obj["published"])}
        n_gold += len(obj["times"])
        n_right += sum(found.get((mark["start"], mark["end"])) == mark["value"] for mark in obj["times"])
    assert n_right / n_gold > 0.9


@pytest.mark.skipif(not WIKIWARS.exists(), reason="../shared/bench/times is not here")
def test_expressions_of_wikiwars_are_found() -> None:
    with gzip.open(WIKIWARS, "rt", encoding="utf-8") as lines:
        objs = [json.loads(line) for line in lines]
    assert strict_f1([(obj["text"], obj["dct"], {(mark["start"], mark["end"]) for mark in obj["timexes"]}) for obj in objs]) > 0.87
