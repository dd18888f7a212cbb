"""The scores of coreference in bench/coreference.py, against figures worked out by hand and what holds for all clusters."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coreference as bench

CLUSTERS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12)


def numbered(values: list[int]) -> dict[str, int]:
    return {str(i): value for i, value in enumerate(values)}


def test_figures_worked_out_by_hand() -> None:
    """Gold {a b c} {d e f g} {h} {i}, system {a b} {c d} {e} {f g h i}."""
    gold = dict(zip("abcdefghi", [1, 1, 1, 2, 2, 2, 2, 3, 4], strict=True))
    system = dict(zip("abcdefghi", [1, 1, 2, 2, 3, 4, 4, 4, 4], strict=True))
    found = bench.conll(gold, system)
    assert found.muc == pytest.approx(2 / 5)  # either side has 5 links; a-b and f-g hold
    precision = (2 + 1 + 1 + (2 * 2 + 1 + 1) / 4) / 9
    recall = ((2 * 2 + 1) / 3 + (1 + 1 + 2 * 2) / 4 + 1 + 1) / 9
    assert found.b_cubed == pytest.approx(2 * precision * recall / (precision + recall))
    # {a b c}-{a b}, {d e f g}-{e}, {h}-{f g h i}: matching {d e f g} with {f g h i} would leave {h} and {e} to nothing.
    assert found.ceaf_e == pytest.approx((4 / 5 + 2 / 5 + 2 / 5) / 4)


def test_a_system_that_is_right_scores_1_and_one_that_joins_nothing_0_links() -> None:
    gold = numbered([0, 0, 0, 1, 1, 2])
    assert bench.conll(gold, gold).f1 == pytest.approx(1)
    alone = bench.conll(gold, numbered([0, 1, 2, 3, 4, 5]))
    assert alone.muc == 0
    assert alone.b_cubed == pytest.approx(2 * 0.5 / 1.5)
    assert alone.ceaf_e == pytest.approx(2 * (2 / 4 + 2 / 3 + 1) / 9)


@settings(deadline=None)
@given(CLUSTERS)
def test_f1_is_the_same_both_ways_and_between_0_and_1(pairs: list[tuple[int, int]]) -> None:
    gold, system = numbered([one for one, _ in pairs]), numbered([other for _, other in pairs])
    found, back = bench.conll(gold, system), bench.conll(system, gold)
    for measure in ("muc", "b_cubed", "ceaf_e"):
        assert getattr(found, measure) == pytest.approx(getattr(back, measure))
        assert 0 <= getattr(found, measure) <= 1 + 1e-9


@settings(deadline=None)
@given(st.integers(1, 4), st.integers(1, 5), st.integers(0, 1000))
def test_the_best_match_of_clusters_is_that_of_trying_all(n_rows: int, n_columns: int, seed: int) -> None:
    worth = np.random.default_rng(seed).random((n_rows, n_columns))
    few = worth if n_rows <= n_columns else worth.T
    best = max(sum(few[i, j] for i, j in enumerate(chosen)) for chosen in permutations(range(few.shape[1]), few.shape[0]))
    assert bench._best_sum(worth) == pytest.approx(best)


def test_other_mentions_on_one_side_are_refused() -> None:
    with pytest.raises(ValueError, match="same ones"):
        bench.conll({"a": 1}, {"b": 1})
