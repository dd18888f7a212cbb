import pytest
from made_readings import make_reading, span

from sets import factuality

TEXT = "They shelled Kufra , did not storm it and may block the road ; he said so ."
CLAIMS = (
    {"type": "ASSAULT", "what": "shelled"},
    {"type": "ASSAULT", "what": "storm", "status": "did_not_occur"},
    {"type": "COERCE", "what": "block", "status": "possible"},
)


def outcome(scores, *claims):
    events = [{"span": span(TEXT, word), "score": score} for word, score in scores.items()]
    return factuality.compare([{"id": "f", "text": TEXT, "events": events}], [make_reading(TEXT, *claims)])


@pytest.mark.parametrize(("score", "band"), [(3.0, "happened"), (1.01, "happened"), (1.0, "open"), (-1.0, "open"), (-1.01, "did not")])
def test_scores_beyond_one_are_sure(score, band):
    assert factuality.band(score) == band


def test_every_status_has_a_band():
    assert {factuality.BAND_OF[status] for status in factuality.Status} == set(factuality.BANDS)


def test_words_that_no_claim_has_are_left_out_and_counted():
    found = outcome({"shelled": 3, "storm": -3, "block": 0.4, "said": 3}, *CLAIMS)
    assert found.counts == {"marked words": 4, "words without a claim": 1}
    assert (found.figures["band accuracy"].value, found.figures["band accuracy"].of) == (1.0, 3)


def test_open_and_did_not_are_one_where_happened_or_not_is_asked():
    found = outcome({"block": -2.5}, *CLAIMS).figures
    assert (found["band accuracy"].value, found["happened or not, accuracy"].value) == (0.0, 1.0)


def test_the_macro_figure_leaves_out_bands_that_nobody_has():
    assert outcome({"shelled": 3}, *CLAIMS).figures["band macro F1"].value == 1.0
    assert outcome({"shelled": 3, "storm": 3}, *CLAIMS).figures["band macro F1"].value == pytest.approx(1 / 3)


def test_of_two_claims_on_a_word_the_surest_tells_the_status():
    unsure = {"type": "COERCE", "what": "shelled", "status": "planned", "confidence": 0.4}
    sure = {"type": "ASSAULT", "what": "shelled", "confidence": 0.8}
    assert outcome({"shelled": 3}, unsure, sure).figures["band accuracy"].value == 1.0


def test_the_share_that_always_happened_would_get_stands_beside():
    assert outcome({"shelled": 3, "storm": -3}, *CLAIMS).figures["always happened, accuracy"].value == 0.5
