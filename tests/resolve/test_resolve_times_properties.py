"""No text breaks the finder, and all that it gives holds together."""

import importlib.util
import string
import time
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence.edtf import days, is_edtf
from whence.resolve.times import find_publication_date, find_times
from whence.resolve.times.rules import load_grammar

WORDS = sorted(load_grammar()[0].literals) + (
    "Monday Tuesday Sun Sat May March Mar Feb FEB January december 7 31 30 29 1999 2024 0600 0600Z 1430 GMT 490 BC AD '90 1980s 3rd 21st 5:30 "
    "24:00 25:61 9.30 p.m. am 2024-02-30 2024-13-01 2024-02-07T23:59:59Z 31.02.2022 3/4/2018 13/13/2013 0 00 99999999 1,000,000 three twenty first "
    "second third week weeks months years century decade minutes hours morning night dawn noon midnight Christmas Eid Ramadan Nowruz Shaaban Bahman "
    "winter summer fall daily weekly annual Q3 9/11 D-Day local time Moscow time o'clock 's ’s – — ( ) , . ; : ! ? \n \n\n ' & %"
    " é ١٢ ² 𝟙 \u200f \u0301"
).split(" ")
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=24).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(alphabet=string.printable, max_size=6)), max_size=16).map("".join),
)
DATES = st.one_of(
    st.none(), st.sampled_from(["2024-02-09", "2024-02-29", "0001-01-01", "9000-12-31", "2024-02", "2024", "1999-12~", "2024/..", "-0490"])
)


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, DATES)
def test_every_expression_slices_its_text_and_its_days_are_in_order(text: str, published: str | None) -> None:
    last_end = 0
    for expression in find_times(text, published=published):
        assert text[expression.span.start : expression.span.end] == expression.span.words
        assert expression.span.words.strip() == expression.span.words
        assert expression.span.start >= last_end
        last_end = expression.span.end
        assert (expression.earliest is None) == (expression.latest is None)
        assert expression.earliest is None or expression.latest is None or expression.earliest <= expression.latest
        assert expression.value
        assert expression.rule


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, DATES)
def test_every_edtf_value_is_valid(text: str, published: str | None) -> None:
    for expression in find_times(text, published=published):
        for value in (expression.edtf, expression.within):
            assert value is None or is_edtf(value)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_no_text_breaks_the_search_for_its_own_date(text: str) -> None:
    found = find_publication_date(text)
    assert found.date is None or is_edtf(found.date)
    assert found.reason


@pytest.mark.parametrize(
    "text", ["Monday " * 6000, "the " * 10000, "5 May - " * 5000, "of the last two years before ( " * 1500, "in 1999 and " * 4000, "a" * 60000]
)
def test_time_taken_grows_with_the_length_and_no_faster(text: str) -> None:
    short = text[: len(text) // 8]
    find_times("warm")
    began = time.process_time()
    find_times(short, published="2024-02-09")
    middle = time.process_time()
    find_times(text, published="2024-02-09")
    # eight times the text may take eight times as long; the rest is room for noise
    assert time.process_time() - middle < 30 * (middle - began) + 0.05


@pytest.mark.skipif(importlib.util.find_spec("edtf") is None, reason="the edtf library, of the dev group, is not installed")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_another_library_reads_every_edtf_value(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        edtf = importlib.import_module("edtf")
    for expression in find_times(text, published="2024-02-09"):
        if expression.edtf is not None:
            assert edtf.parse_edtf(expression.edtf) is not None
            assert days(expression.edtf) is not None
