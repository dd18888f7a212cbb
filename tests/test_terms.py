import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.errors import SpanError, WhenceError
from whence.terms import Account, Claim, EventType, Report, Span, Status, claim_id, content_hash, report_id

TEXT = "“Déjà vu”, said 👩‍👩‍👧 of שלום in Kyïv"


def test_a_span_holds_the_words_that_it_slices():
    assert Span(1, 8, TEXT).words == "Déjà vu"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 1)])
def test_a_span_that_does_not_slice_its_text_cannot_be_made(start, end):
    with pytest.raises(SpanError, match=f"{start}:{end} does not slice its text of {len(TEXT)} characters"):
        Span(start, end, TEXT)


def test_a_span_error_is_a_whence_error():
    with pytest.raises(WhenceError):
        Span(0, 99, "short")


@given(st.text(min_size=1), st.integers(-5, 40), st.integers(-5, 40))
def test_every_span_that_can_be_made_slices_its_text(text, start, end):
    try:
        span = Span(start, end, text)
    except SpanError:
        assert not 0 <= start < end <= len(text)
    else:
        assert span.words == text[start:end] != ""


def test_spans_overlap_when_they_share_a_character():
    one, two, three = Span(0, 4, TEXT), Span(3, 6, TEXT), Span(4, 6, TEXT)
    assert one.overlaps(two) and two.overlaps(one)
    assert not one.overlaps(three)


def test_terms_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Span(0, 1, TEXT).start = 2


def test_a_reprint_in_another_outlet_is_another_report():
    assert report_id("The same words.", outlet="The Coast Ledger") != report_id("The same words.", outlet="Harbour Wire")
    assert report_id("The same words.", outlet="Harbour Wire") == report_id("The same words.", outlet="Harbour Wire")


def test_an_empty_part_of_a_hash_is_not_a_missing_one():
    assert len({content_hash("a", "b"), content_hash("ab", ""), content_hash("ab", None), content_hash("a", None, "b")}) == 4


def test_a_claim_is_named_by_its_words():
    text = "The army struck the camp."
    report = Report(id=report_id(text), text=text)
    fields = {"what": (Span(9, 15, text),), "actor": (), "recipient": (), "place": (), "time": (), "account": Account()}
    name = claim_id(report.id, EventType.ASSAULT, Status.OCCURRED, **fields)
    claim = Claim(id=name, type=EventType.ASSAULT, status=Status.OCCURRED, what=fields["what"])
    assert claim_id(report.id, EventType.ASSAULT, Status.OCCURRED, **fields) == replace(claim, note="seen").id
    assert claim_id(report.id, EventType.ASSAULT, Status.DID_NOT_OCCUR, **fields) != name


def test_enumerations_serialise_as_their_words():
    assert json.dumps([EventType.ASSAULT, Status.DID_NOT_OCCUR]) == '["ASSAULT", "did_not_occur"]'
