from datetime import date

import pytest

from whence import edtf
from whence.resolve.times.calendars import easter, feast, hijri, orthodox_easter, shift_months, solar_hijri


@pytest.mark.parametrize(
    ("year", "day"), [(1990, date(1990, 4, 15)), (2008, date(2008, 3, 23)), (2024, date(2024, 3, 31)), (2038, date(2038, 4, 25))]
)
def test_easter_is_that_of_the_church(year: int, day: date) -> None:
    assert easter(year) == day


def test_orthodox_easter_is_that_of_the_church() -> None:
    assert orthodox_easter(2024) == date(2024, 5, 5)


@pytest.mark.parametrize(("given", "day"), [((1445, 9, 1), date(2024, 3, 11)), ((1439, 10, 1), date(2018, 6, 15))])
def test_hijri_dates_are_within_two_days_of_the_sighted_ones(given: tuple[int, int, int], day: date) -> None:
    found = hijri(*given)
    assert found is not None
    assert abs((found - day).days) <= 2


@pytest.mark.parametrize(
    ("given", "day"),
    [((1357, 11, 22), date(1979, 2, 11)), ((1399, 12, 30), date(2021, 3, 20)), ((1402, 1, 1), date(2023, 3, 21)), ((1403, 1, 1), date(2024, 3, 20))],
)
def test_solar_hijri_dates_are_exact(given: tuple[int, int, int], day: date) -> None:
    assert solar_hijri(*given) == day


def test_a_solar_hijri_year_without_a_leap_day_has_no_30th_of_its_last_month() -> None:
    assert solar_hijri(1400, 12, 30) is None


def test_a_feast_is_given_by_year_and_not_outside_the_calendar() -> None:
    assert feast("nowruz", 2023) == (date(2023, 3, 21), date(2023, 3, 21))
    assert feast("easter", 0) is None


def test_a_month_on_from_the_31st_is_the_last_of_a_shorter_month() -> None:
    assert shift_months(date(2024, 1, 31), 1) == date(2024, 2, 29)


def test_months_past_the_calendar_are_none() -> None:
    assert shift_months(date(9999, 12, 31), 1) is None


@pytest.mark.parametrize("value", ["2024", "2024-02", "2024-02-29", "2024-01~", "2023-11-24/2023-11-30", "2023-10-07/..", "../2016", "-0489"])
def test_valid_edtf_is_told(value: str) -> None:
    assert edtf.is_edtf(value)


@pytest.mark.parametrize("value", ["", "24", "2024-13", "2023-02-29", "2024-02-30", "../..", "2024/2023", "2024-02-07T10:00", "2024/", "2024-2-7"])
def test_invalid_edtf_is_told(value: str) -> None:
    assert not edtf.is_edtf(value)


def test_days_are_written_in_the_shortest_form() -> None:
    assert edtf.of_days(date(2024, 1, 1), date(2024, 12, 31)) == "2024"
    assert edtf.of_days(date(2024, 2, 1), date(2024, 2, 29)) == "2024-02"
    assert edtf.of_days(date(2024, 2, 1), date(2024, 2, 28)) == "2024-02-01/2024-02-28"


def test_an_open_end_has_no_day() -> None:
    assert edtf.days("2023-10-07/..") == (date(2023, 10, 7), None)
    assert edtf.days("nonsense") is None


def test_approximate_marks_both_ends_and_never_an_open_one() -> None:
    assert edtf.approximate("2023/..") == "2023~/.."
    assert edtf.approximate("2023~/2024") == "2023~/2024~"
