"""Tellings made at random for measuring speed are such as readings give, and always the same."""

from collections import Counter
from itertools import islice

from synthetic import tellings
from whence.link.events.words import families, rarity


def test_made_tellings_are_valid_and_the_first_of_a_larger_number_are_the_same() -> None:
    made = list(tellings(600))
    assert made == list(islice(tellings(5000), 600))
    assert len({one.claim for one in made}) == 600
    for one in made:
        assert one.first is not None and one.published is not None and one.first <= one.published
        assert set(one.what) <= set(one.words)
        assert one.families == families(one.what)
        assert one.makes_events or one.status.value in ("planned", "possible", "demanded")


def test_made_tellings_have_the_skew_of_coverage() -> None:
    made = list(tellings(3000))
    reports = Counter(one.report for one in made)
    assert 15 < len(made) / len(reports) < 40
    assert 0.1 < sum(bool(one.places) for one in made) / len(made) < 0.3
    assert any(rarity(word) == 3 for one in made for word in one.words)
