import pytest

from whence.resolve.times import find_publication_date
from whence.terms import Certainty, Span


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Dam shelled\nNile Wire | Updated: 2017-09-15 17:52\nADEN - Militants shelled a dam.", "2017-09-15"),
        ("Dam shelled\n\nPublished Saturday, March 31, 2018\n\nMilitants shelled a dam.", "2018-03-31"),
        ("Dam shelled\n\nADEN, Yemen, 8 October 2024 (Gulf Line) - Militants shelled a dam.", "2024-10-08"),
        ("ADEN (April 10, 2024) - Militants shelled a dam.", "2024-04-10"),
        ("Dam shelled\n\n4 May 2019\n\nMilitants shelled a dam.", "2019-05-04"),
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
