from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_samples import ARABIC, BODY, FIRST, HEADLINE, SECOND, STORY, THIRD, read_one, refused

from whence.errors import IngestError
from whence.ingest import IngestOptions, read_text
from whence.ingest.language import tell_language
from whence.ingest.reports import lay_out
from whence.terms import KnownFrom, ProblemKind, report_id


def write(folder: Path, text: str, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_a_short_first_line_is_the_title_and_stays_in_the_text(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, STORY))
    assert report.title == HEADLINE
    assert report.text == STORY


@pytest.mark.parametrize(
    "first",
    [
        FIRST,
        "By Hana Saleh",
        "KABUL (AP) — They left.",
        "May 3, 2021",
        "Source: AFP",
        "Statement",
        "He came, and then he left.",
        "Published: May 3, 2021",
    ],
)
def test_a_first_line_that_is_no_headline_is_no_title(first: str, tmp_path: Path) -> None:
    report = read_one(write(tmp_path, f"{first}\n\n{BODY}"))
    assert report.title is None
    assert report.text == f"{first}\n\n{BODY}"


def test_a_report_of_one_paragraph_has_no_title(tmp_path: Path) -> None:
    assert read_one(write(tmp_path, FIRST)).title is None


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_every_system_give_the_same_report(line_end: str, tmp_path: Path) -> None:
    assert read_one(write(tmp_path, STORY.replace("\n", line_end))).id == read_one(write(tmp_path, STORY, "other.txt")).id


def test_paragraphs_are_parted_by_one_blank_line_and_kept_to_the_letter() -> None:
    assert lay_out("\n\n First  line \n \t\n\n\n  Second\nline\n\n") == "First  line \n\n  Second\nline"


def test_a_text_with_a_paragraph_on_each_line_gets_blank_lines() -> None:
    long = f"{FIRST} {SECOND} {THIRD}"
    assert lay_out(f"{HEADLINE}\n{long}\n{SECOND}") == f"{HEADLINE}\n\n{long}\n\n{SECOND}"


def test_a_wrapped_text_keeps_its_lines() -> None:
    wrapped = "A shell hit a vegetable market in the town\nof Marib on Tuesday and killed two people,\nthe governor's office said."
    assert lay_out(wrapped) == wrapped


def test_quotes_marks_emoji_and_right_to_left_text_are_kept_as_they_are(tmp_path: Path) -> None:
    odd = f"{FIRST}\n\n“Nous l’avons vu”, e\u0301crit-il \u200f(مأرب)\u200f 👩🏽\u200d🚒 — n\u0303."
    assert read_one(write(tmp_path, odd)).text == odd


def test_a_lone_surrogate_or_zero_becomes_a_mark_of_damage() -> None:
    assert read_text(f"{FIRST} \ud83d \0").text == f"{FIRST} \ufffd \ufffd"


@given(st.text())
def test_laying_out_twice_changes_nothing_more(text: str) -> None:
    once = lay_out(text)
    assert lay_out(once) == once


@given(st.text())
def test_laying_out_keeps_every_visible_character(text: str) -> None:
    def visible(words: str) -> str:
        return "".join(words.translate({0: "\ufffd"}).split())

    assert visible(lay_out(text)).strip("\ufeff") == visible(text).strip("\ufeff")


def test_the_same_report_under_two_names_has_one_id(tmp_path: Path) -> None:
    one, other = read_one(write(tmp_path, STORY, "a.txt")), read_one(write(tmp_path, STORY, "b.txt"))
    assert one.path != other.path
    assert one.id == other.id == report_id(STORY)


def test_a_reprint_by_another_outlet_is_another_report() -> None:
    assert read_text(STORY, options=IngestOptions(outlet="The Aden Post")).id != read_text(STORY).id


def test_a_given_title_goes_before_the_text() -> None:
    report = read_text(BODY, title=" Shell kills\n two ")
    assert report.title == "Shell kills two"
    assert report.text == f"Shell kills two\n\n{BODY}"


def test_a_title_that_opens_the_text_is_not_doubled() -> None:
    report = read_text(STORY, title=HEADLINE.upper())
    assert report.text == STORY
    assert report.title == HEADLINE


def test_the_date_in_the_text_counts_before_the_one_in_the_file_name(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, f"{HEADLINE}\n\nPublished: May 3, 2021\n\n{BODY}", "2021-05-09-marib.txt"))
    assert (report.published, report.published_from) == ("2021-05-03", KnownFrom.TEXT)


def test_the_date_in_the_file_name_is_better_than_none(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, STORY, "2021-05-09-marib.txt"))
    assert (report.published, report.published_from) == ("2021-05-09", KnownFrom.FILE_NAME)


def test_a_given_date_counts_before_all_others(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, f"{HEADLINE}\n\nPublished: May 3, 2021\n\n{BODY}", "2021-05-09.txt"), published="7 May 2021")
    assert (report.published, report.published_from) == ("2021-05-07", KnownFrom.GIVEN)


def test_without_any_date_it_is_unknown(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, STORY))
    assert (report.published, report.published_from) == (None, KnownFrom.UNKNOWN)


@pytest.mark.parametrize("published", ["yesterday", "03/04/2024", "2024-02-31", "2024"])
def test_a_given_date_that_is_none_is_refused_with_what_would_be_possible(published: str) -> None:
    with pytest.raises(IngestError, match="2024-02-07"):
        IngestOptions(published=published)


@pytest.mark.parametrize("limits", [{"max_bytes": 0}, {"html_timeout_s": 0.0}])
def test_a_limit_of_nothing_is_refused(limits: dict[str, int]) -> None:
    with pytest.raises(IngestError, match="above 0"):
        IngestOptions(**limits)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff"])
def test_an_empty_file_is_told(text: str, tmp_path: Path) -> None:
    assert refused(write(tmp_path, text)).kind is ProblemKind.EMPTY


def test_a_text_without_words_is_empty(tmp_path: Path) -> None:
    problem = refused(write(tmp_path, "12 — 34 ..."))
    assert (problem.kind, problem.reason) == (ProblemKind.EMPTY, "It holds no words.")


def test_thirty_megabytes_of_one_line_are_over_the_limit_which_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "He said it. " * 2_500_000)
    problem = refused(path)
    assert problem.kind is ProblemKind.TOO_LARGE
    assert "30,000,000" in problem.reason and "10,000,000" in problem.reason
    assert problem.remedy is not None and "--max-bytes 30000000" in problem.remedy


def test_thirty_megabytes_of_one_line_are_read_where_the_limit_allows_it(tmp_path: Path) -> None:
    path = write(tmp_path, "He said it. " * 2_500_000)
    assert len(read_one(path, max_bytes=30_000_000).text) == 29_999_999


def test_a_text_in_memory_has_the_same_limit() -> None:
    with pytest.raises(IngestError) as caught:
        read_text("é" * 60, options=IngestOptions(max_bytes=100))
    assert caught.value.kind == ProblemKind.TOO_LARGE
    assert "120 bytes" in str(caught.value)


def test_a_report_in_arabic_is_named_as_such(tmp_path: Path) -> None:
    problem = refused(write(tmp_path, ARABIC))
    assert problem.kind is ProblemKind.NOT_ENGLISH
    assert "Arabic" in problem.reason
    assert problem.remedy is not None and "--any-language" in problem.remedy


def test_a_report_in_arabic_is_read_when_asked_for(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, ARABIC), any_language=True)
    assert report.language == "ar"
    assert report.text == ARABIC


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Deux personnes ont été tuées lorsqu'un obus a frappé un marché dans la ville de Marib, a annoncé le gouverneur.", "fr"),
        ("Zwei Menschen wurden getötet, als am Dienstag eine Granate einen Markt in der Stadt Marib traf, sagte der Gouverneur.", "de"),
        ("Dos personas murieron cuando un proyectil cayó en un mercado de la ciudad de Marib, dijo el gobernador el martes.", "es"),
        ("Два человека погибли при обстреле рынка в городе Мариб, сообщил губернатор.", "ru"),
        ("马里布市场遭炮击,两人死亡。", "zh"),
        ("الجيش ينفي", "ar"),
        (FIRST, "en"),
        (STORY * 3, "en"),
    ],
)
def test_a_language_is_told(text: str, language: str) -> None:
    assert tell_language(text) == language


@pytest.mark.parametrize("text", ["Buhari, Tinubu, Abuja", "Kim Jong Un", "NYE 'Safe Zone'"])
def test_a_text_too_short_to_tell_is_not_refused(text: str) -> None:
    assert read_text(text).language in ("en", None)


def test_a_text_with_no_sentence_end_is_read(tmp_path: Path) -> None:
    text = "two killed by a shell at the market of Marib and the army denies it"
    assert read_one(write(tmp_path, text)).text == text


def test_the_outlet_and_the_date_under_the_byline_are_those_of_the_report() -> None:
    report = read_text(f"{HEADLINE}\n\nBy Hana Saleh\nThe Aden Post, 7 February 2024\n\n{BODY}")
    assert (report.title, report.author, report.outlet) == (HEADLINE, "Hana Saleh", "The Aden Post")
    assert (report.published, report.published_from) == ("2024-02-07", KnownFrom.TEXT)
    assert report.id == report_id(report.text, outlet="The Aden Post", url=None)


def test_an_outlet_that_is_given_wins_over_the_one_that_the_text_names() -> None:
    text = f"{HEADLINE}\n\nBy Hana Saleh, The Aden Post\n\n{BODY}"
    assert read_text(text, options=IngestOptions(outlet="The Marib Times")).outlet == "The Marib Times"


def test_a_line_of_outlet_and_date_is_no_title() -> None:
    assert read_text(f"The Aden Post, 7 February 2024\n\n{BODY}").title is None


@pytest.mark.parametrize("field", ["title", "outlet"])
def test_what_is_said_of_a_text_is_text(field: str) -> None:
    with pytest.raises(IngestError, match=f"`{field}` is 5"):
        read_text("Shell kills two", **{field: 5})  # type: ignore[arg-type]
