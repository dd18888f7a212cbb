import pytest

from whence.resolve.times import find_publication_date, find_times
from whence.resolve.times.publication import find_own_dates
from whence.terms import Certainty, Span


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Dam shelled\nNile Wire | Updated: 2017-09-15 17:52\nADEN - Militants shelled a dam.", "2017-09-15"),
        ("Dam shelled\n\nPublished Saturday, March 31, 2018\n\nMilitants shelled a dam.", "2018-03-31"),
        ("Dam shelled\n\nADEN, Yemen, 8 October 2024 (Gulf Line) - Militants shelled a dam.", "2024-10-08"),
        ("ADEN (Gulf Line) October 8, 2024 - Militants shelled a dam.", "2024-10-08"),
        ("ADEN (Gulf Line), 8 October 2024 - Militants shelled a dam.", "2024-10-08"),
        ("ADEN (April 10, 2024) - Militants shelled a dam.", "2024-04-10"),
        ("Dam shelled\n\n4 May 2019\n\nMilitants shelled a dam.", "2019-05-04"),
        ("Dam shelled\n\nAden, 4 May 2019\n\nMilitants shelled a dam.", "2019-05-04"),
        ("Militants shelled a dam on 30 December 2017, police said Saturday.", "2017-12-30"),
    ],
)
def test_a_text_that_states_its_date_tells_it(text: str, date: str) -> None:
    found = find_publication_date(text)
    assert (found.date, found.certainty) == (date, Certainty.INFERRED)
    assert found.source


def test_published_stands_before_updated() -> None:
    text = "Dam shelled\nUpdated: 2017-09-16\nPublished: 2017-09-15\nMilitants shelled a dam."
    assert find_publication_date(text).date == "2017-09-15"


@pytest.mark.parametrize(
    "text",
    [
        "Militants shelled a dam on Wednesday.",
        "Militants shelled a dam. It had been shelled on 30 December 2017.",
        "Militants shelled a dam on Friday. It had been shelled on 30 December 2017.",
        "In this Thursday, Dec. 28, 2017 file photo, guards stand on a dam. It was shelled Thursday.",
        "",
    ],
)
def test_a_text_that_does_not_state_its_date_leaves_it_unknown_with_the_reason(text: str) -> None:
    found = find_publication_date(text)
    assert (found.date, found.certainty, found.source) == (None, Certainty.UNRESOLVED, ())
    assert found.reason


def test_a_dateline_without_a_year_gives_no_date_and_says_so() -> None:
    found = find_publication_date("ADEN, Oct 19 (Gulf Line) - Militants shelled a dam that was built in 2005.")
    assert found.date is None
    assert found.reason == "the dateline says 'Oct 19', and no year"


def test_a_given_dateline_is_taken_wherever_it_stands() -> None:
    text = "Dam shelled, 8 October 2024, by our staff in Aden"
    start = text.index("8 Oct")
    assert find_publication_date(text, dateline=Span(start, start + 14, text)).date == "2024-10-08"


@pytest.mark.parametrize(
    ("line", "is_own"),
    [
        ("4 March 2025 - 10:30 GMT", True),
        ("Published: 04 March 2025, 10:15 AM | Updated: 04 March 2025, 11:02 AM IST", True),
        ("By Ali Musa | March 4, 2025", True),
        ("Last updated: 04/03/2025", True),
        ("Khartoum, March 19", True),
        ("Tuesday", False),
        ("Date of incident: 4 March 2025", False),
        ("4 March 2025: men shelled a port.", False),
        ("Released on 4 March 2025, the men went home.", False),
        ("3-5 March 2025", False),
    ],
)
def test_a_line_of_date_names_and_stamp_alone_tells_the_reports_own_date(line: str, is_own: bool) -> None:
    text = f"Dam shelled\n\n{line}\n\nMilitants shelled a dam on 2 March 2025."
    assert bool(find_own_dates(text, find_times(text, published="2025-03-05"))) is is_own


def test_a_date_alone_on_a_line_within_the_story_is_not_the_reports_own() -> None:
    text = f"Dam shelled\n\n{'Militants shelled a dam. ' * 8}\n\n4 March 2025\n\nThey shelled a port."
    assert find_own_dates(text, find_times(text)) == []
