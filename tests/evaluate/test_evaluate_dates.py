"""The part of EDTF that is compared."""

from __future__ import annotations

from datetime import date

import pytest

from whence.evaluate import DateRange, parse_date


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031", date(2031, 1, 1), date(2031, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2031-03-07", date(2031, 3, 7), date(2031, 3, 7)),
        ("2031-03~", date(2031, 3, 1), date(2031, 3, 31)),
        ("2030-11/2031-02-05", date(2030, 11, 1), date(2031, 2, 5)),
        ("2030~/2031-02", date(2030, 1, 1), date(2031, 2, 28)),
        ("2031-03-07/..", date(2031, 3, 7), date.max),
        ("../2031-03", date.min, date(2031, 3, 31)),
    ],
)
def test_a_date_covers_its_days(value: str, first: date, last: date) -> None:
    assert parse_date(value) == DateRange(first, last)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "..",
        "../..",
        "/",
        "2031/",
        "spring",
        "2031-13",
        "2031-02-30",
        "0000",
        "31-03-07",
        "2031-3-7",
        "2031-03-07T10:00",
        "2032/2031",
        "2031/2032/2033",
        "２０３１",
    ],
)
def test_what_is_no_such_date_gives_none(value: str) -> None:
    assert parse_date(value) is None


def test_ranges_that_touch_on_one_day_overlap() -> None:
    one, other = parse_date("2031-03"), parse_date("2031-03-31/2031-04-02")
    assert one is not None and other is not None
    assert one.overlaps(other) and other.overlaps(one)


def test_ranges_side_by_side_do_not_overlap() -> None:
    one, other = parse_date("2031-03"), parse_date("2031-04")
    assert one is not None and other is not None
    assert not one.overlaps(other) and not other.overlaps(one)
