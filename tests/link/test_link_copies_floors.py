"""Finding copies must not get worse unseen: the labelled pairs of bench/copies.py, those of real reports where they are at hand."""

import re
from collections import Counter
from pathlib import Path

import pytest

import copies as bench

ROOT = Path(__file__).resolve().parents[2]

REAL = re.compile(r"[0-9a-f]{16}")


def test_there_are_300_pairs_in_two_halves_that_share_no_source() -> None:
    _, pairs = bench.load()
    made = [pair for pair in pairs if not REAL.fullmatch(pair["a"])]
    assert Counter(pair["joined"] for pair in made) == {True: 124, False: 65}
    assert len(pairs) == (300 if (bench.SHARED / "clusters").exists() else len(made))
    halves: dict[str, set[str]] = {}
    for pair in pairs:
        if pair["why"] != "two stories of one outlet with the same notices":
            for source in bench.sources(pair["a"]) | bench.sources(pair["b"]):
                halves.setdefault(source, set()).add(pair["half"])
    assert {source for source, found in halves.items() if len(found) > 1} == set()


@pytest.mark.parametrize("half", bench.HALVES)
def test_pairs_kinds_and_directions_reach_the_floor(half: str) -> None:
    figures = bench.measure(half)
    assert figures["F1"] >= 0.97
    assert figures["precision"] >= 0.98
    assert figures["kind"] >= 0.95
    assert figures["direction"] >= 0.94


def test_no_two_reports_of_the_corpus_are_linked_that_share_no_source() -> None:
    assert [line for line in bench.errors() if line.startswith("UNLABELLED")] == []
