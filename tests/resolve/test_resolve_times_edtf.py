"""Dates as EDTF: what is none is told so, and never raises."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.edtf import OPEN, days, is_edtf

POINTS = st.one_of(
    st.just(OPEN),
    st.text(alphabet="0123456789-~./x", max_size=12),
    st.builds("{}{:04}-{:02}-{:02}{}".format, st.sampled_from(["", "-"]), *[st.integers(0, n) for n in (9999, 14, 33)], st.sampled_from(["", "~"])),
)


@given(st.one_of(POINTS, st.builds("{}/{}".format, POINTS, POINTS), st.text(max_size=20)))
def test_days_are_told_of_every_value_and_of_nothing_else(value: str) -> None:
    told = days(value)
    assert (told is not None) == is_edtf(value)
    if told is not None and None not in told:
        first, last = told
        assert first is not None and last is not None and first <= last


@pytest.mark.parametrize(
    "value",
    ["2024-02-31/2024-03-01", "2024-03-01/2024-02-31", "2024-13/2024-14", "2023-02-29", "spring", "spring/2024", "2024/", "../..", "..", ""],
)
def test_what_no_calendar_has_has_no_days(value: str) -> None:
    assert days(value) is None


@pytest.mark.parametrize("value", ["2024-03/2024-02", "2024/-0489", "-0100/-0489"])
def test_an_interval_the_wrong_way_round_is_no_edtf(value: str) -> None:
    assert not is_edtf(value)


def test_the_ends_of_an_interval_are_whole_units() -> None:
    assert days("2024-02/2025") == (date(2024, 2, 1), date(2025, 12, 31))
    assert days("-0489/2024-02-29~") == (None, date(2024, 2, 29))
