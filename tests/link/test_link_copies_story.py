import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_copies_told import STORY, report

from whence.link.copies.noise import Noise
from whence.link.copies.story import story_of
from whence.terms import Report, ReportId


def told(text: str, **known: object) -> tuple[list[str], dict[str, Noise]]:
    found = Report(id=ReportId("r"), text=text, **known)  # type: ignore[arg-type]
    story = story_of(found)
    return [text[start:end] for start, end in story.sentences], {text[part.start : part.end].strip(): part.why for part in story.removed}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("By Rosa Lindqvist and Tomas Okoye in Varna", Noise.BYLINE),
        ("Advertisement", Noise.WALL),
        ("Advertisement Continue reading the main story", Noise.WALL),
        ("This article is available to subscribers only. Subscribe now for one crown a week.", Noise.WALL),
        ("Already a subscriber? Log in", Noise.WALL),
        ("Sign up for our free newsletter and get the day's top stories in your inbox.", Noise.NEWSLETTER),
        ("Read more: What we know about the fire", Noise.READ_MORE),
        ("READ ALSO: Firemen of Varna ask for boots", Noise.READ_MORE),
        ("Share this on Facebook", Noise.SHARE),
        ("Facebook Twitter WhatsApp Email", Noise.SHARE),
        ("Follow us on Twitter", Noise.SHARE),
        ("Copyright 2024 The Associated Press. All rights reserved. This material may not be published or rewritten.", Noise.COPYRIGHT),
        (
            "FILE - In this March 3, 2019, file photo, two warehouses stand in the port of Varna. The port is old. (AP Photo/R. Almgren, File)",
            Noise.CAPTION,
        ),
        ("Firemen at work on Wednesday morning. (Rada Almgren/Reuters)", Noise.CAPTION),
        ("Image copyright Getty Images Image caption Smoke over the basin", Noise.CAPTION),
        ("(Additional reporting by Rada Almgren; editing by Tomas Okoye)", Noise.STAFF),
        ("The Associated Press contributed to this report.", Noise.STAFF),
        ("Source: Varna Courier", Noise.CREDIT),
        ("Culled from The Varna Courier", Noise.CREDIT),
        ("jm/dm (AFP, dpa)", Noise.CREDIT),
        ("Do you have a story? Email us at desk@courier.example", Noise.CONTACT),
        ("Updated: 2024-03-06 17:52", Noise.STAMP),
        ("Xinhua | Updated: 2024-03-06 17:52", Noise.STAMP),
        ("This is a breaking news story, more follows...", Noise.NOTE),
    ],
)
def test_what_is_no_story_is_left_out_with_its_reason(line: str, why: Noise) -> None:
    sentences, removed = told("\n\n".join(["Fire in the port", *STORY[:3], line, *STORY[3:]]))
    assert sentences == STORY
    assert removed[line] is why


@pytest.mark.parametrize(
    "line",
    [
        "By Monday evening the army had taken both bridges and the customs house.",
        "Share prices fell by a tenth after the blast, the exchange in Sofia said.",
        "Sources in the ministry said that the convoy had been turned back at the border.",
        "Copyright law will be changed in autumn, the minister of culture told deputies.",
        "Photo shops were looted on the second night of the riots, witnesses said.",
        "Updated figures from the hospital put the toll at 14, among them four children.",
        "More stories of torture emerged from the prison on Friday, lawyers said.",
        "Support for the president is now at 30 percent, according to a poll of 1,200 adults.",
        "Register offices stayed closed, and 40 couples had to postpone their weddings.",
        "Reuters could not confirm the report, and the ministry did not answer questions.",
        "He contributed 400 dollars to the campaign of the former mayor, records show.",
        "The visit was postponed because a file on the dispute had not reached the court.",
    ],
)
def test_a_sentence_of_the_story_is_not_taken_for_noise(line: str) -> None:
    assert told("\n\n".join(["Fire in the port", *STORY[:2], line]))[0] == [*STORY[:2], line]


def test_a_dateline_is_cut_from_its_sentence() -> None:
    for dateline in ("VARNA, Bulgaria, March 6 (Reuters) - ", "VARNA — ", "SOFIA/VARNA (Balkan Wire) -- "):
        sentences, removed = told(f"Fire in the port\n\n{dateline}{STORY[0]}\n{STORY[1]}")
        assert sentences == STORY[:2]
        assert removed[dateline.strip()] is Noise.DATELINE


def test_a_headline_is_no_part_of_the_story_unless_there_is_nothing_else() -> None:
    assert told(f"Fire in the port\n\n{STORY[0]}") == ([STORY[0]], {"Fire in the port": Noise.HEADLINE})
    assert told(f"Fire in the port\n{STORY[0]}", title="Fire in the port")[0] == [STORY[0]]
    assert told("Fire in the port", title="Fire in the port")[0] == ["Fire in the port"]


def test_lines_broken_to_fit_a_width_are_put_together() -> None:
    wrapped = re.sub(r"(.{60,72}) ", r"\1\n", " ".join(STORY))
    assert [" ".join(found.split()) for found in told(f"Fire in the port\n\n{wrapped}")[0]] == told(f"Fire in the port\n\n{' '.join(STORY)}")[0]


def test_titles_and_initials_end_no_sentence() -> None:
    text = "Fire in the port\n\nMr. Denchev met Gen. A. Petrov of the U.S. Army there. He left at noon."
    assert told(text)[0] == ["Mr. Denchev met Gen. A. Petrov of the U.S. Army there.", "He left at noon."]


PIECES = st.sampled_from(
    [
        *STORY,
        "Advertisement",
        "By Rosa Lindqvist",
        "VARNA (AP) - ",
        "(CNN) —",
        "© ",
        "| Updated: 1",
        "“",
        "\n",
        "\n\n",
        " ",
        "é\u0301",
        "File - ",
        "...",
        "(AP)",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=14).map("".join))
def test_the_story_of_any_text_points_into_it_in_order(text: str) -> None:
    story = story_of(Report(id=ReportId("r"), text=text))
    parts = sorted([*story.sentences, *((part.start, part.end) for part in story.removed)])
    at = 0
    for start, end in parts:
        assert at <= start < end <= len(text)
        at = end
    for start, end in story.sentences:
        assert text[start:end] == text[start:end].strip()


def test_the_story_of_a_report_without_noise_is_its_sentences() -> None:
    found = report("a", STORY)
    assert [found.text[start:end] for start, end in story_of(found).sentences] == STORY
