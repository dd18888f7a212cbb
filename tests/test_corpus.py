"""The project's own corpus: what is published must be whole, in form, and its own."""

import json
import re
from collections import Counter
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest

from standoff import load_standoff
from whence.json_form import reading_from_json

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"
PATHS = sorted(CORPUS.glob("train/*.json")) + sorted(CORPUS.glob("dev/*.json"))


def shingles(text: str, size: int = 8) -> set[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text.lower())
    return {tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1)}


def test_every_report_loads_and_is_named_after_its_file():
    assert len(PATHS) > 100
    for path in PATHS:
        assert reading_from_json(json.loads(path.read_text(encoding="utf-8"))).report.id == path.stem


def test_train_and_dev_share_no_report():
    assert not {p.name for p in CORPUS.glob("train/*.json")} & {p.name for p in CORPUS.glob("dev/*.json")}


def test_no_report_repeats_another():
    found: dict[tuple[str, ...], set[str]] = {}
    for path in PATHS:
        for shingle in shingles(json.loads(path.read_text(encoding="utf-8"))["text"]):
            found.setdefault(shingle, set()).add(path.stem)
    shared = Counter(pair for names in found.values() if len(names) > 1 for pair in combinations(sorted(names), 2))
    assert [pair for pair, n in shared.items() if n > 20] == []


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared, which is not part of the project")
def test_no_sentence_comes_from_the_corpora_that_models_are_measured_on():
    known: set[tuple[str, ...]] = set()
    for path in (SHARED / "corpus").glob("*/*.json"):
        known |= shingles(json.loads(path.read_text(encoding="utf-8"))["text"], 12)
    for path in PATHS:
        assert not shingles(json.loads(path.read_text(encoding="utf-8"))["text"], 12) & known, path.stem


def test_spans_are_whole_words():
    for path in PATHS:
        text = json.loads(path.read_text(encoding="utf-8"))["text"]
        reading = reading_from_json(json.loads(path.read_text(encoding="utf-8")))
        for span in all_spans(reading):
            assert span.words == span.words.strip(), (path.stem, span)
            assert not text[max(span.start - 1, 0) : span.start + 1].isalnum() or span.start == 0, (path.stem, span)
            assert not text[span.end - 1 : span.end + 1].isalnum() or span.end == len(text), (path.stem, span)


def all_spans(reading):
    for claim in reading.claims:
        yield from (*claim.what, *claim.place, *claim.time, *claim.means)
        yield from (party.span for party in (*claim.actor, *claim.recipient))
        yield from (toll.span for toll in claim.toll)
        yield from (span for link in claim.account.links for span in (link.source, link.cue) if span)
    for attribution in reading.attributions:
        yield from (*attribution.source, *attribution.cue, *attribution.content)


def standoff_labels(name="reports"):
    return [json.loads(line) for line in (CORPUS / "standoff" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_labels_of_texts_elsewhere_hold_no_words():
    labels = [label for name in ("reports", "sentences", "held_out") for label in standoff_labels(name)]
    assert len({label["id"] for label in labels}) == len(labels) >= 1900
    for label in labels:
        assert set(label) == {"id", "file", "row", "chars", "sha256", "published", "claims", "attributions"}
        assert not re.search(r"[^\W\d_]{2,} [^\W\d_]{2,}", json.dumps([label["claims"], label["attributions"]])), label["id"]
        ends = [span[1] for claim in label["claims"] for span in claim["what"]]
        assert max(ends, default=0) <= label["chars"], label["id"]


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared, which is not part of the project")
@pytest.mark.parametrize("name", ["reports", "sentences", "held_out", "second"])
def test_labels_of_texts_elsewhere_fit_their_texts(name):
    labels = {label["id"]: label for label in standoff_labels(name)}
    joined = list(load_standoff(CORPUS / "standoff" / f"{name}.jsonl", SHARED))
    assert {report["id"] for report in joined} == set(labels)
    for report in joined:
        assert sha256(report["text"].encode()).hexdigest()[:32] == labels[report["id"]]["sha256"], report["id"]
        assert all(span.words == span.words.strip() for span in all_spans(reading_from_json(report))), report["id"]
