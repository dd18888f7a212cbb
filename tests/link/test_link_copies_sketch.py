from hashlib import blake2b

import pytest
from link_copies_told import OTHER, STORY, credited, report

from whence.errors import FormError
from whence.link.copies import Sketch, sketch
from whence.link.copies.words import WORD, stem_of
from whence.text import fold

MASK = (1 << 64) - 1
K = 0x9E3779B97F4A7C15


def mix(x: int) -> int:
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & MASK
    return x ^ (x >> 31)


def folded(*values: int) -> int:
    total = 0
    for value in values:
        total = (total * K + value) & MASK
    return mix(total) >> 32


def number(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "little")


def least(name: str, i: int, values: set[int]) -> int:
    digest = blake2b(f"whence copies 1 {name} {i}".encode(), digest_size=16).digest()
    a, b = int.from_bytes(digest[:8], "little") | 1, int.from_bytes(digest[8:], "little")
    return min((a * value + b & MASK) >> 32 for value in values)


def test_a_sketch_is_what_its_docstring_says() -> None:
    found = sketch(report("a", STORY))
    sentences = [[fold(word) for word in WORD.findall(sentence)] for sentence in STORY]
    words = [number(word) for sentence in sentences for word in sentence]
    shingles = {mix(((one * K + two) * K + three) & MASK) for one, two, three in zip(words, words[1:], words[2:], strict=False)}
    minima = [least("text", i, shingles) for i in range(64)]
    assert found.bands.tolist() == [folded(band, *minima[4 * band : 4 * band + 4]) for band in range(16)]
    assert found.n_words == len(words)
    for row, sentence in zip(found.sentences.tolist(), sentences, strict=True):
        assert row[0] == folded(sum(mix((number(word) + K * place) & MASK) for place, word in enumerate(sentence)) & MASK)
        stems = {number(f"stem {stem}") for word in sentence if (stem := stem_of(word))}
        minima = [least("sentence", i, stems) for i in range(36)]
        assert row[1:] == [folded(band, *minima[3 * band : 3 * band + 3]) for band in range(12)]


def test_the_form_of_sketches_does_not_change() -> None:
    """A record keeps sketches. Where this fails, the form needs a new number, and old sketches must be made again."""
    data = sketch(credited("a", [*STORY, *OTHER, "Short one."], "Reuters", outlet="courier.example", published="2024-03-06")).to_bytes()
    assert blake2b(data, digest_size=16).hexdigest() == "ad3adbd1d83eee3f7f8c159e8828c1b5"


def test_a_sketch_comes_back_from_its_bytes() -> None:
    for reports in (STORY, OTHER[:1], ["One."], [" "]):
        found = sketch(credited("ä", reports, "Agence Méridien", outlet="courier.example", published="2024-03"))
        assert Sketch.from_bytes(found.to_bytes()) == found


def test_bytes_that_are_no_sketch_are_refused() -> None:
    data = sketch(report("a", STORY)).to_bytes()
    for wrong in (b"", b"whCS", data[:-1], data + b"\0", b"SQLite" + data, data[:4] + b"\x09" + data[5:]):
        with pytest.raises(FormError):
            Sketch.from_bytes(wrong)


def test_case_accents_quotes_and_composition_of_letters_do_not_change_a_sketch() -> None:
    one = sketch(report("a", ["“Café Élan” burned down in Varna’s port on Tuesday, the fire brigade said."]))
    other = sketch(report("a", ['"CAFE\u0301 ELAN" burned down in Varna\'s port on Tuesday, the fire brigade said.']))
    assert one.bands.tolist() == other.bands.tolist()
    assert one.sentences.tolist() == other.sentences.tolist()


def test_a_new_headline_byline_and_walls_change_only_what_is_known() -> None:
    one = sketch(report("a", STORY))
    other = sketch(report("a", ["By Rosa Lindqvist", *STORY[:4], "Advertisement", *STORY[4:], "Share this on Facebook"], title="Blaze at the quay"))
    assert one == other
