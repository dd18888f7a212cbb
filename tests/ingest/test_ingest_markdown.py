from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_samples import BODY, FIRST, HEADLINE, SECOND, STORY, read_one

from whence.ingest.markdown import read_markdown, without_markup
from whence.terms import KnownFrom


def test_front_matter_gives_the_metadata(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    front = """---
title: "Shell kills two"
date: 2024-02-07T10:00:00Z
authors:
  - Hana Saleh
  - Ali Omar
source: Aden Post
link: https://adenpost.example/a
tags: [war]
---
"""
    path.write_text(f"{front}\n{BODY}\n", encoding="utf-8")
    report = read_one(path)
    assert (report.title, report.outlet, report.author, report.url) == (
        "Shell kills two",
        "Aden Post",
        "Hana Saleh, Ali Omar",
        "https://adenpost.example/a",
    )
    assert (report.published, report.published_from) == ("2024-02-07", KnownFrom.METADATA)
    assert report.text == f"Shell kills two\n\n{BODY}"


def test_front_matter_in_toml_is_understood() -> None:
    assert read_markdown('+++\ntitle = "Two killed"\n+++\nText')[2] == {"title": "Two killed"}


def test_a_rule_that_opens_a_text_is_no_front_matter() -> None:
    assert read_markdown("---\nText")[2] == {}


@pytest.mark.parametrize("source", [f"# {HEADLINE}\n\n{BODY}", f"{HEADLINE}\n=====\n\n{BODY}", f"\n\n# *{HEADLINE}* #\n\n{BODY}"])
def test_the_first_heading_is_the_title(source: str, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(source, encoding="utf-8")
    report = read_one(path)
    assert report.title == HEADLINE
    assert report.text == STORY


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("the [army](https://x.example/a_(b) 'T') said", "the army said"),
        ("the [army][1] said", "the army said"),
        ("a **bold** and _slanted_ and ***both*** word", "a bold and slanted and both word"),
        ("snake_case_word and 2 * 3 * 4", "snake_case_word and 2 * 3 * 4"),
        ("> We saw them.\n> We ran.", "We saw them.\nWe ran."),
        ("## Hospital ##", "Hospital"),
        ("- one\n* two\n+ three", "one\ntwo\nthree"),
        ("1. one", "1. one"),
        ("![a photo](x.png)text", "text"),
        ("[![photo](x.png)](https://x.example)", ""),
        ("said.[^1]", "said."),
        ("[^1]: A note.", ""),
        ("* * *", ""),
        ("`code` ~~gone~~", "code gone"),
        (r"\*not bold\*", "*not bold*"),
        ("a<br>b <!-- hidden --> &amp; c", "ab  & c"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("Source: [Reuters](https://r.example)", "Source: Reuters"),
    ],
)
def test_markup_goes_and_words_stay(source: str, words: str) -> None:
    assert without_markup(source) == words


def test_the_dateline_and_credit_of_a_marked_text_are_found(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"# {HEADLINE}\n\n**MARIB, Yemen** — {FIRST}\n\n{SECOND}\n\n*Source: [The Aden Post](https://x.example)*\n", encoding="utf-8")
    report = read_one(path)
    assert report.dateline is not None and report.dateline.words == "MARIB, Yemen"
    assert report.origin is not None and report.origin.name == "The Aden Post"


@given(st.text(alphabet=st.sampled_from("ab \n#*_`[]()<>!-=>|~^:\\&;.")))
def test_no_markup_makes_the_reader_fail(source: str) -> None:
    text, title, _ = read_markdown(source)
    assert isinstance(text, str)
    assert title is None or title
