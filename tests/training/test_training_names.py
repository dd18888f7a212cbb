"""Swapping names in training texts: each everywhere for the same, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import data
from whence.read.session import bundled_model
from whence.read.wordpiece import WordPiece

ROOT = Path(__file__).parents[2]
WORDPIECE = WordPiece.load(bundled_model() / "vocab.txt")


@pytest.fixture(scope="module")
def documents():
    return data.load_reports(ROOT / "corpus" / "dev", WORDPIECE)


@pytest.fixture(scope="module")
def names(documents):
    return data.Names(documents, WORDPIECE)


def test_names_are_words_that_are_not_written_small(names):
    assert len(names.known) > 100
    for word in ("the", "army", "police", "Monday", "March", "I"):
        assert WORDPIECE.pieces(word) not in names.known


def test_a_name_is_swapped_everywhere_for_the_same(documents, names):
    n_swapped = 0
    for document in documents:
        swapped = names.swapped(document, 0.5, random.Random(4))
        assert swapped.rows is document.rows
        assert len(swapped.words.pieces) == len(document.words.pieces)
        became = {}
        for before, after in zip(document.words.pieces, swapped.words.pieces, strict=True):
            assert (before[0] == WORDPIECE.paragraph) == (after[0] == WORDPIECE.paragraph)
            before, after = data._bare(before, WORDPIECE), data._bare(after, WORDPIECE)
            assert became.setdefault(before, after) == after
            assert before == after or (before in names.known and after in names.known)
            n_swapped += before != after
    assert n_swapped > 300


def test_without_a_share_nothing_is_swapped(documents, names):
    assert names.swapped(documents[0], 0.0, random.Random(4)).words == documents[0].words
