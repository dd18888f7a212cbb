from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.ingest.dates import date_in_address, date_in_file_name, date_in_words, parse_date


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-07",
        "2024-02-07T23:30:00-05:00",
        "2024-02-07 10:00",
        "2024-02-07T10:00:00.000Z",
        "20240207",
        "20240207T101500Z",
        "20240207101500",
        "2024/02/07",
        "2024.2.7",
        "Wed, 07 Feb 2024 10:00:00 +0000",
        "Wed Feb 07 10:00:00 +0000 2024",
        "Wed Feb  7 10:00:00 UTC 2024",
        "7 February 2024",
        "7th of February, 2024",
        "February 7, 2024",
        "Feb. 7th, 2024",
        "Wednesday, February 7, 2024 at 10:00 AM",
        "07-Feb-2024",
        "10:00 AM, 7 February 2024",
        "7 February 2024 | 10:00 GMT",
        "1707300000",
        "1707300000123",
    ],
)
def test_a_date_of_any_usual_form_becomes_edtf(value: str) -> None:
    assert parse_date(value) == "2024-02-07"


@pytest.mark.parametrize("value", ["2024-02", "February 2024", "Feb., 2024"])
def test_a_month_stays_a_month(value: str) -> None:
    assert parse_date(value) == "2024-02"


@pytest.mark.parametrize(
    "value",
    [
        "2024-02-31",
        "31 February 2024",
        "2024-13-01",
        "99/99/2024",
        "2024",
        "tomorrow",
        "",
        "0000-00-00",
        "2024-02-07 was a Wednesday",
        "3024-01-01",
        "12345678901",
    ],
)
def test_what_is_no_possible_date_gives_none(value: str) -> None:
    assert parse_date(value) is None


def test_a_date_that_reads_in_two_ways_gives_none() -> None:
    assert parse_date("03/04/2024") is None


@pytest.mark.parametrize(("value", "expected"), [("13/04/2024", "2024-04-13"), ("04/13/2024", "2024-04-13"), ("05.05.2024", "2024-05-05")])
def test_a_numeric_date_that_reads_in_one_way_is_taken(value: str, expected: str) -> None:
    assert parse_date(value) == expected


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_survives_its_forms(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b}. {day.day}, {day.year}",
        f"{day:%a}, {day:%d %b} {day.year} 10:00:00 GMT",
    )
    assert {parse_date(form) for form in forms} == {day.isoformat()}


@given(st.text(max_size=60))
def test_no_words_make_the_parser_fail(value: str) -> None:
    parsed = parse_date(value)
    assert parsed is None or len(parsed) in (7, 10)


@pytest.mark.parametrize("name", ["2024-02-07-marib.txt", "marib_20240207.html", "20240207T1000.txt", "marib.2024.02.07.md"])
def test_the_date_in_a_file_name_is_found(name: str) -> None:
    assert date_in_file_name(name) == "2024-02-07"


@pytest.mark.parametrize(
    "name", ["report-12345678901.txt", "2024-02-31.txt", "marib.txt", "2024-02-07_to_2024-02-09.txt", "19000101.txt", "page-2024-02.txt"]
)
def test_a_file_name_without_one_possible_day_gives_none(name: str) -> None:
    assert date_in_file_name(name) is None


@pytest.mark.parametrize(
    "url", ["https://x.example/2024/02/07/marib", "https://x.example/news/2024-02-07/marib", "https://x.example/2024/0207/a.html"]
)
def test_the_date_in_an_address_is_found(url: str) -> None:
    assert date_in_address(url) == "2024-02-07"


@pytest.mark.parametrize("url", ["https://x.example/2024/", "https://x.example/item/20240207999", "https://x.example/a?d=/2024/02/07/", "x"])
def test_an_address_without_a_day_gives_none(url: str) -> None:
    assert date_in_address(url) is None


def test_a_date_in_words_is_a_full_one() -> None:
    assert date_in_words("KABUL, May 3 (Name)") is None
    assert date_in_words("KABUL, 3 May 2021 (Name)") == "2021-05-03"
