from pathlib import Path

import pytest
from ingest_samples import BODY, FIRST, HEADLINE, STORY, THIRD, read_all, read_one

from whence.ingest import read_text
from whence.terms import KnownFrom, Problem, Report


def told(report: Report) -> tuple[str | None, str | None, str | None, str | None]:
    return report.outlet, report.author, report.published, report.origin and report.origin.name


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("Outlet: The Aden Post\nSource: SANA\nBy A. Author\n3 May 2021", ("The Aden Post", "A. Author", "2021-05-03", "SANA")),
        ("Outlet: The Aden Post", ("The Aden Post", None, None, None)),
        ("Source: SANA", (None, None, None, "SANA")),
        ("By Hana Saleh", (None, "Hana Saleh", None, None)),
        ("3 May 2021", (None, None, "2021-05-03", None)),
        ("By Hana Saleh | 3 May 2021", (None, "Hana Saleh", "2021-05-03", None)),
        ("National Sentinel | 3 May 2021", ("National Sentinel", None, "2021-05-03", None)),
        ("National Sentinel | 3 May 2021 | Staff Reporter", ("National Sentinel", "Staff Reporter", "2021-05-03", None)),
        ("The Times of Harar • 3 May 2021", ("The Times of Harar", None, "2021-05-03", None)),
        ("The Aden Post | 3 May 2021", ("The Aden Post", None, "2021-05-03", None)),
        ("Middle East | 3 May 2021", (None, None, "2021-05-03", None)),
        ("3 May 2021 | The Aden Post | Hana Saleh", ("The Aden Post", "Hana Saleh", "2021-05-03", None)),
        ("3 May 2021 | Hana Saleh | Reuters", (None, "Hana Saleh", "2021-05-03", "Reuters")),
        ("3 May 2021 • By Hana Saleh", (None, "Hana Saleh", "2021-05-03", None)),
        ("Source: Reuters | Date: 2021-05-03", (None, None, "2021-05-03", "Reuters")),
        ("**Publisher:** The Aden Post\n*By Hana Saleh*", ("The Aden Post", "Hana Saleh", None, None)),
        ("Author: Our correspondent\n\nDate published: May 3, 2021", (None, "Our correspondent", "2021-05-03", None)),
    ],
)
def test_headers_above_the_headline_are_metadata_and_no_text(headers: str, expected: tuple[str | None, ...]) -> None:
    report = read_text(f"{headers}\n\n{STORY}")
    assert (report.title, report.text) == (HEADLINE, STORY)
    assert told(report) == expected
    assert report.published_from is (KnownFrom.UNKNOWN if report.published is None else KnownFrom.TEXT)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_headers_are_told_with_line_ends_of_every_system(line_end: str) -> None:
    report = read_text(f"Outlet: The Aden Post\n \n{STORY}".replace("\n", line_end))
    assert (report.text, report.outlet) == (STORY, "The Aden Post")


def test_a_labelled_title_is_the_title() -> None:
    report = read_text(f"Title: {HEADLINE}\nURL: https://aden.example/x\n\n{BODY}")
    assert (report.title, report.text, report.url, report.outlet) == (HEADLINE, STORY, "https://aden.example/x", "aden.example")


def test_headers_of_two_labels_need_no_headline() -> None:
    report = read_text(f"Outlet: The Aden Post\nDate: 2021-05-03\n{BODY}")
    assert (report.title, report.text, report.outlet, report.published) == (None, BODY, "The Aden Post", "2021-05-03")


@pytest.mark.parametrize(
    "opening",
    [
        "Source: local officials\n",
        "Outlet: malls in Marib were shut.\n\n",
        "By Hana Saleh\n\n",
        "Date: 3 May 2021\nLocation: Marib\n\n",
        "From: Hana Saleh\nSubject: Marib\n\n",
        "By Monday, shells had hit Marib\n\n",
        "Marib, 3 May 2021\n\n",
        "3 May 2021 | Marib | Two dead\n\n",
    ],
)
def test_lines_that_are_no_headers_stay_in_the_text(opening: str) -> None:
    assert read_text(opening + BODY).text == opening + BODY


def test_a_timeline_keeps_its_days() -> None:
    text = f"3 May 2021\n\nShells hit Marib\n\n{FIRST}\n\n4 May 2021\n\n{THIRD}"
    report = read_text(text)
    assert (report.text, report.published) == (text, None)


def test_a_text_of_headers_alone_stays() -> None:
    text = "Outlet: The Aden Post\nBy Hana Saleh"
    assert read_text(text).text == text


def test_a_header_with_a_date_of_two_readings_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"Outlet: The Aden Post\nDate: 03/04/2021\n\n{STORY}", encoding="utf-8")
    report, problem = read_all(path)
    assert isinstance(report, Report) and isinstance(problem, Problem)
    assert (report.published, report.text) == (None, STORY)
    assert "03/04/2021" in problem.reason


def test_the_file_name_dates_where_headers_do_not(tmp_path: Path) -> None:
    path = tmp_path / "2021-05-03-marib.txt"
    path.write_text(f"Outlet: The Aden Post\n\n{STORY}", encoding="utf-8")
    assert read_one(path).published == "2021-05-03"


def test_a_byline_and_a_date_right_under_the_headline_leave_it_the_title() -> None:
    report = read_text(f"{HEADLINE}\nBy Hana Saleh, The Aden Post\nMonday, 3 May 2021\n\n{BODY}")
    assert (report.title, *told(report)) == (HEADLINE, "The Aden Post", "Hana Saleh", "2021-05-03", None)


def test_a_place_and_a_date_are_no_headline() -> None:
    assert read_text(f"Marib, 3 May 2021\n\n{STORY}").title is None


def test_a_headline_that_names_its_agency_is_a_title_without_dateline() -> None:
    report = read_text(f"SANA: shell kills two at Homs market\n\n{BODY}")
    assert (report.title, report.dateline) == ("SANA: shell kills two at Homs market", None)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("By Hana Saleh", (None, "Hana Saleh", None, None)),
        ("By Hana Saleh, The Aden Post\nPublished: May 3, 2021\nSource: SANA", ("The Aden Post", "Hana Saleh", "2021-05-03", "SANA")),
        ("Published: May 3, 2021 | Updated: May 4, 2021", (None, None, "2021-05-03", None)),
        ("By Lucía Peñaranda\nThe Meridian Dispatch\nPublished: 3 May 2021", ("The Meridian Dispatch", "Lucía Peñaranda", "2021-05-03", None)),
        ("*By Hana Saleh*\n\n3 May 2021", (None, "Hana Saleh", "2021-05-03", None)),
    ],
)
def test_headers_between_headline_and_body_are_metadata_and_no_text(headers: str, expected: tuple[str | None, ...], gap: str) -> None:
    report = read_text(f"{HEADLINE}{gap}{headers}\n\n{BODY}")
    assert (report.title, report.text) == (HEADLINE, STORY)
    assert told(report) == expected


def test_headers_above_and_below_a_headline_are_both_taken_off() -> None:
    report = read_text(f"Outlet: The Aden Post\n\n{HEADLINE}\n\nBy Hana Saleh\n\n{BODY}")
    assert (report.text, *told(report)) == (STORY, "The Aden Post", "Hana Saleh", None, None)


@pytest.mark.parametrize(
    "under", ["By our correspondent in Moba, 3 May 2021", "Date: 3 May 2021\nLocation: Marib", "Source: local officials", "Marib, 3 May 2021"]
)
def test_lines_under_a_headline_that_would_lose_words_stay(under: str) -> None:
    text = f"{HEADLINE}\n\n{under}\n\n{BODY}"
    assert read_text(text).text == text


@pytest.mark.parametrize(
    ("under", "author", "published"),
    [
        ("3 May 2021 | Gaza City", None, "2021-05-03"),
        ("3 May 2021 • Islamic State", None, "2021-05-03"),
        ("Hana Saleh | 3 May 2021", None, "2021-05-03"),
        ("3 May 2021 | Daily Briefing", None, "2021-05-03"),
        ("By Hana Saleh in Marib", "Hana Saleh", None),
        ("By Hana Saleh in Marib and Aden", "Hana Saleh", None),
        ("By Ahmed Ali in New Aden and Hana Saleh in Marib", "Ahmed Ali and Hana Saleh", None),
    ],
)
def test_a_name_that_may_be_a_place_or_a_party_is_no_author_and_stays(under: str, author: str | None, published: str | None) -> None:
    text = f"{HEADLINE}\n\n{under}\n\n{BODY}"
    assert (read_text(text).text, *told(read_text(text))) == (text, None, author, published, None)


def test_headers_under_the_heading_of_a_markdown_text_are_metadata(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"---\ndate: 2021-05-03\n---\n# {HEADLINE}\n\n*By Hana Saleh*\n\n{BODY}", encoding="utf-8")
    report = read_one(path)
    assert (report.text, *told(report)) == (STORY, None, "Hana Saleh", "2021-05-03", None)
