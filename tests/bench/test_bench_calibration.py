from itertools import pairwise

import numpy as np
import pytest
from made_readings import make_reading

import calibration

TEXT = "Rebels shelled Kufra, seized Sarir and met envoys."
GOLD = make_reading(TEXT, {"type": "ASSAULT", "what": "shelled"}, {"type": "COERCE", "what": "seized"})
READ = make_reading(
    TEXT,
    {"type": "ASSAULT", "what": "shelled", "confidence": 0.9},
    {"type": "ASSAULT", "what": "seized", "confidence": 0.6},
    {"type": "CONSULT", "what": "met", "confidence": 0.5},
)


def judged(confidence, right, report=None):
    return calibration.Judged(np.array(confidence, float), np.array(right, float), np.array(report or [0] * len(right)))


def over_sure(n=1000):
    """Claims of five reports that are right as often as the square of what they are sure of."""
    confidence = np.linspace(0.3, 1.0, n)
    right = (np.arange(n) * 7919 % n) / n < confidence**2
    return calibration.Judged(confidence, right.astype(float), np.arange(n) * 31 % 5)


def test_a_claim_is_right_where_gold_matches_it():
    found = calibration.judge({"r": GOLD}, {"r": READ}, typed=False)
    assert dict(zip(found.confidence.tolist(), found.right.tolist(), strict=True)) == {0.9: 1.0, 0.6: 1.0, 0.5: 0.0}


def test_the_type_counts_where_it_is_asked_for():
    found = calibration.judge({"r": GOLD}, {"r": READ}, typed=True)
    assert dict(zip(found.confidence.tolist(), found.right.tolist(), strict=True)) == {0.9: 1.0, 0.6: 0.0, 0.5: 0.0}


def test_bins_hold_equally_many_claims_in_order_of_confidence():
    found = calibration.bins(judged([0.9, 0.1, 0.5, 0.7], [1, 0, 1, 0]), 2)
    assert [(b.low, b.high, b.n, b.right) for b in found] == [(0.1, 0.5, 2, 0.5), (0.7, 0.9, 2, 0.5)]


def test_the_error_is_the_mean_gap_of_the_bins():
    assert calibration.calibration_error(judged([0.8] * 10, [1] * 8 + [0] * 2)) == pytest.approx(0.32)  # bins of one: eight off by .2, two by .8
    assert calibration.calibration_error(judged([0.8] * 100, ([1] * 8 + [0] * 2) * 10)) == pytest.approx(0.0)


def test_without_claims_there_is_no_error():
    assert calibration.calibration_error(judged([], [])) is None
    assert calibration.judge({"r": GOLD}, {"r": make_reading(TEXT)}, typed=False).confidence.shape == (0,)


@pytest.mark.parametrize("way", calibration.WAYS)
def test_a_table_rises_from_point_to_point(way):
    table = calibration.WAYS[way](over_sure())
    assert len(table) >= 5
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(table))


@pytest.mark.parametrize("way", calibration.WAYS)
def test_recalibrating_makes_sure_claims_less_sure_where_they_are_wrong(way):
    claims = over_sure()
    table = calibration.WAYS[way](claims)
    assert calibration.calibration_error(claims.recalibrated(table)) < calibration.calibration_error(claims) / 3


@pytest.mark.parametrize("way", calibration.WAYS)
@pytest.mark.parametrize("right", [0.0, 1.0])
def test_claims_that_are_all_right_or_all_wrong_can_be_fitted(way, right):
    table = calibration.WAYS[way](judged([0.4, 0.6, 0.9], [right] * 3))
    assert all(0 <= value <= 1 for _, value in table)


@pytest.mark.parametrize("way", calibration.WAYS)
def test_claims_that_are_seldom_right_can_be_fitted(way):
    claims = judged(np.linspace(0.9, 1.0, 100), [1, 0, 0, 0] * 25)
    assert calibration.calibration_error(claims.recalibrated(calibration.WAYS[way](claims))) < 0.15


def test_a_table_is_level_beyond_its_ends():
    assert calibration.apply(((0.4, 0.2), (0.8, 0.6)), np.array([0.1, 0.6, 0.99])).tolist() == pytest.approx([0.2, 0.4, 0.6])


def test_cross_validation_calibrates_each_claim_by_other_reports():
    claims = judged([0.5] * 10, [1] * 5 + [0] * 5, [0] * 5 + [1] * 5)
    found = calibration.cross_validated(claims, calibration.fit_isotonic)
    assert found.right.tolist() == [1] * 5 + [0] * 5
    assert found.confidence.tolist() == [0.0] * 5 + [1.0] * 5


def test_claims_of_several_sets_keep_their_reports_apart():
    both = calibration.joined([judged([0.5, 0.6], [1, 0], [0, 1]), judged([0.7], [1], [0])])
    assert both.report.tolist() == [0, 1, 2]


def test_the_table_of_the_way_that_does_better_is_proposed():
    found = calibration.compare({"one": over_sure(), "two": over_sure(500)}, over_sure(200))
    assert found["calibration"] == calibration.WAYS[found["proposed"]](calibration.joined([over_sure(), over_sure(500)]))
    figures = found["figures"]
    assert figures[f"measured, {found['proposed']}"]["ECE"] < figures["measured, as it is"]["ECE"]
