import io
import os
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from rich.console import Console
from rich.text import Text

from whence.cli.breaking import breaking
from whence.cli.table import (
    account_of,
    claims_table,
    figure,
    outlet_of,
    path_of,
    plain,
    print_legend,
    print_reading,
    published_of,
    shorten,
    shows_inferred,
    title_of,
    toll_of,
)
from whence.terms import (
    Account,
    AccountLink,
    Certainty,
    Claim,
    ClaimId,
    Count,
    Credit,
    EventType,
    Feature,
    Harm,
    KnownFrom,
    Location,
    Mode,
    Party,
    Problem,
    ProblemKind,
    Reading,
    Report,
    ReportId,
    Span,
    Status,
    Toll,
)

TEXT = (
    "State television quoted a spokesman for the Ministry of Defence as saying that long-range artillery of the Northern Operational Command had "
    "not shelled the displaced families' reception centre in Deir al-Balah on the night from Tuesday to Wednesday, killing 5 to 7 of its staff."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), TEXT)


REPORT = Report(id=ReportId("one"), text=TEXT, title="Ministry denies shelling", outlet="The Northern Herald", published="2024-02-12")
CLAIM = Claim(
    id=ClaimId("0123456789abcdef"),
    type=EventType.ASSAULT,
    mode=Mode.HEAVY_WEAPONS,
    status=Status.DID_NOT_OCCUR,
    what=(span("shelled"),),
    actor=(Party(span("long-range artillery of the Northern Operational Command")),),
    recipient=(Party(span("the displaced families' reception centre"), "Al-Balah Centre"),),
    place=(span("Deir al-Balah"),),
    time=(span("the night from Tuesday to Wednesday"),),
    toll=(Toll(span("5 to 7"), Harm.KILLED, 5, 7),),
    account=Account((AccountLink(span("State television"), span("quoted")), AccountLink(span("a spokesman for the Ministry of Defence"), None))),
)


def drawn(*claims: Claim, width: int = 80, colour: bool = False, ids: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None)
    console.print(claims_table(claims, width=width, ids=ids))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def words_of(drawing: str) -> list[str]:
    """Give the words of a drawing's columns, each column from top to bottom."""
    head = next(line for line in drawing.splitlines() if line.startswith("status, type"))
    starts = [0, *(i for i in range(2, len(head)) if head[i] != " " and head[i - 2 : i] == "  "), None]
    rows = drawing.splitlines()[2:]
    return [" ".join(" ".join(row[a:b] for row in rows).split()) for a, b in pairwise(starts)]


@pytest.mark.parametrize("width", [60, 80, 100, 112, 120, 200])
def test_no_word_of_a_claim_is_cut(width: int) -> None:
    shown = " ".join(words_of(drawn(CLAIM, width=width)))
    for words in (
        "× did not occur",
        "ASSAULT heavy-weapons",
        "“shelled”",
        "long-range artillery of the Northern Operational Command",
        "→ the displaced families' reception centre = Al-Balah Centre",
        "Deir al-Balah",
        "the night from Tuesday to Wednesday",
        "killed 5–7",
        "State television › a spokesman for the Ministry of Defence",
    ):
        assert words in shown


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, drawn(CLAIM, CLAIM, width=width).splitlines())) <= width


def test_a_narrow_table_marks_the_place_among_the_words_beside_it() -> None:
    assert "@ Deir al-Balah" in drawn(CLAIM, width=80)


def test_a_wide_table_gives_place_time_and_toll_their_own_columns() -> None:
    assert words_of(drawn(CLAIM, width=120))[2:5] == ["Deir al-Balah", "the night from Tuesday to Wednesday", "killed 5–7"]


@pytest.mark.parametrize("status", list(Status))
def test_what_is_not_told_as_a_fact_shows_it_without_colour(status: Status) -> None:
    signed = any(sign in drawn(replace(CLAIM, status=status)) for sign in "×»?!")
    assert signed is (status not in (Status.OCCURRED, Status.ONGOING))


def test_the_statuses_look_different_without_colour() -> None:
    assert len({drawn(replace(CLAIM, status=status)) for status in Status}) == len(Status)


def test_colour_is_there_where_the_terminal_has_it() -> None:
    assert "\x1b[1;31m× did not occur" in drawn(CLAIM, colour=True)


def test_no_colour_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(os, "isatty", lambda fd: True)
    console = Console(file=io.StringIO(), force_terminal=True)
    console.print(claims_table((CLAIM,), width=80))
    assert "\x1b[1;31m" not in console.file.getvalue()  # type: ignore[attr-defined]


def test_a_claim_with_nothing_but_its_words_is_a_row() -> None:
    bare = Claim(id=ClaimId("0"), type=EventType.PROTEST, status=Status.OCCURRED, what=(span("shelled"),))
    assert words_of(drawn(bare))[1:] == ["–", "", "–"]


def test_ids_are_shown_where_they_are_asked_for() -> None:
    assert "0123456789" in drawn(CLAIM, ids=True)
    assert "0123456789" not in drawn(CLAIM)


def test_a_claim_for_many_happenings_tells_how_many() -> None:
    assert "201+ times" in drawn(replace(CLAIM, count=Count(span("5 to 7"), 201, None)))


@pytest.mark.parametrize(("low", "high", "shown"), [(3, 3, "3"), (24, None, "24+"), (5, 7, "5–7"), (0, 0, "0")])
def test_figures_are_written_short(low: int, high: int | None, shown: str) -> None:
    assert figure(low, high) == shown


def test_tolls_are_gathered_by_harm() -> None:
    tolls = (Toll(span("5"), Harm.KILLED, 1, 1), Toll(span("7"), Harm.INJURED, 24, None), Toll(span("5"), Harm.KILLED, 2, 2))
    assert toll_of(tolls) == ["killed 1, 2", "injured 24+"]


def test_a_figure_that_is_told_twice_stands_once() -> None:
    assert toll_of((Toll(span("5"), Harm.DETAINED, 1, 1), Toll(span("7"), Harm.DETAINED, 1, 1))) == ["detained 1"]


@pytest.mark.parametrize("width", [40, 50, 60, 71])
def test_no_word_breaks_in_a_narrow_terminal(width: int) -> None:
    shown = words_of(drawn(CLAIM, width=width))[1]
    for words in ("Operational Command", "displaced families'", "Deir al-Balah", "from Tuesday to Wednesday", "spokesman for the Ministry"):
        assert words in shown, words
    assert "by State television" in shown


def test_an_account_without_a_source_shows_its_cue() -> None:
    assert account_of(Account((AccountLink(None, span("quoted")),))) == "“quoted”"


def test_an_account_without_source_and_cue_is_unnamed() -> None:
    assert account_of(Account((AccountLink(),))) == "unnamed"


def test_a_credit_is_shown_where_it_differs_from_the_outlet() -> None:
    assert outlet_of(replace(REPORT, origin=Credit("Gulf Wire"))) == "The Northern Herald, credited to Gulf Wire"


def test_a_credit_to_the_outlet_itself_is_not_repeated() -> None:
    assert outlet_of(replace(REPORT, origin=Credit("the northern herald"))) == "The Northern Herald"


def test_a_date_is_shown_with_how_it_is_known() -> None:
    assert published_of(replace(REPORT, published_from=KnownFrom.METADATA)) == "2024-02-12 (metadata)"


def test_an_unknown_date_is_said_to_be_unknown() -> None:
    assert published_of(replace(REPORT, published=None)) == "date unknown"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/srv/news/2024/a.txt", "…/2024/a.txt"),
        ("news/2024/may/a.txt", "news/2024/may/a.txt"),
        ("-", "standard input"),
        ("-:3", "standard input:3"),
        ("-x.txt", "-x.txt"),
    ],
)
def test_a_path_from_the_root_is_shortened(path: str, shown: str) -> None:
    assert path_of(path) == shown


def test_a_report_without_title_is_named_by_its_first_line() -> None:
    assert title_of(replace(REPORT, title=None, text="First line\n\nMore.")) == "First line"


def test_a_report_without_claims_says_so() -> None:
    console = Console(file=io.StringIO(), width=80)
    print_reading(console, Reading(report=REPORT))
    assert "No claims found." in console.file.getvalue()  # type: ignore[attr-defined]


def test_problems_of_a_reading_stand_below_its_claims() -> None:
    console = Console(file=io.StringIO(), width=80)
    print_reading(console, Reading(report=REPORT, claims=(CLAIM,), problems=(Problem(ProblemKind.BROKEN_ROW, "row 3", "No text."),)))
    assert console.file.getvalue().rstrip().endswith("broken row: No text.")  # type: ignore[attr-defined]


@pytest.mark.parametrize("unsafe", ["\x1b]0;title\x07", "\x9b31m", "a\x08b", "\u202eevil", "\ud800"])
def test_words_that_would_act_on_the_terminal_do_not(unsafe: str) -> None:
    assert not set(plain(unsafe)) & set("\x1b\x07\x08\x9b\u202e\ud800")


def test_markup_in_words_is_words() -> None:
    text = "The [bold]army[/bold] fired."
    claim = Claim(id=ClaimId("0"), type=EventType.ASSAULT, status=Status.OCCURRED, what=(Span(4, 22, text),))
    assert "[bold]army[/" in drawn(claim)


def test_right_to_left_words_and_emoji_stand_in_their_column() -> None:
    text = "قصف الجيش 🚀 the town"
    claim = Claim(id=ClaimId("0"), type=EventType.ASSAULT, status=Status.OCCURRED, what=(Span(0, len(text), text),))
    shown = drawn(claim)
    assert "🚀" in shown
    assert "الجيش" in shown


def test_long_words_are_cut_at_a_word() -> None:
    assert shorten("The government of the northern province", 20) == "The government of…"


def test_the_line_below_the_title_parts_only_where_something_ends() -> None:
    report = replace(REPORT, outlet="The Northern Herald and Weekly Gazette", path="reports of the north/denial of the shelling.txt")
    console = Console(file=io.StringIO(), width=60)
    print_reading(console, Reading(report=report, claims=()), ids=True)
    assert console.file.getvalue().splitlines()[1:3] == [  # type: ignore[attr-defined]
        "The Northern Herald and Weekly Gazette · 2024-02-12",
        "reports of the north/denial of the shelling.txt · report one",
    ]


@pytest.mark.parametrize(
    ("name", "feature", "shown"),
    [
        ("Deir al-Balah", Feature.SETTLEMENT, "Deir al-Balah (PS)"),
        ("Deir", Feature.COUNTRY, "Deir al-Balah"),
        ("Dayr al Balaḩ", Feature.SETTLEMENT, "Deir al-Balah = Dayr al Balaḩ (PS)"),
        (None, None, "Deir al-Balah"),
    ],
)
def test_the_place_that_words_stand_for_is_beside_them(name: str | None, feature: Feature | None, shown: str) -> None:
    location = Location(span=span("Deir al-Balah"), rule="r", reason="", name=name, feature=feature, countries=("PS",) if name else ())
    assert words_of(drawn(replace(CLAIM, locations=(location,)), width=140))[2] == shown


def when_of(**changes: object) -> str:
    return words_of(drawn(replace(CLAIM, place=(), toll=(), **changes)))[2]  # type: ignore[arg-type]


def test_the_date_that_words_stand_for_is_beside_them() -> None:
    assert (
        when_of(date="2024-02-07", date_reason="part of a day; its own words", date_certainty=Certainty.EXACT)
        == "the night from Tuesday to Wednesday (2024-02-07)"
    )


def test_an_interval_breaks_between_its_days() -> None:
    assert "(2024-02-06/ 2024-02-07)" in when_of(date="2024-02-06/2024-02-07", date_reason="r; its own words", date_certainty=Certainty.RANGE)


def test_a_date_that_the_words_are_is_not_repeated() -> None:
    text = "shelled 2024-02-07"
    assert when_of(time=(Span(8, 18, text),), date="2024-02-07") == "2024-02-07"


def test_a_date_without_words_is_marked_as_inferred() -> None:
    assert when_of(time=(), date="2024-02-07", date_reason="from the story; no time words", date_certainty=Certainty.INFERRED) == "~2024-02-07"


def test_words_without_a_day_have_an_inferred_date_beside_them() -> None:
    assert when_of(date="2024-02-07", date_reason="from the story; no day in its time words", date_certainty=Certainty.INFERRED).endswith(
        "(~2024-02-07)"
    )


@pytest.mark.parametrize("bound", ["../2024-02-09", "2024-02-09/.."])
def test_a_mere_bound_is_not_in_the_table(bound: str) -> None:
    assert when_of(time=(), date=bound, date_reason="up to the report; no time words", date_certainty=Certainty.INFERRED) == ""


def test_an_open_interval_of_its_own_words_is_in_the_table() -> None:
    assert when_of(date="2024-02/..", date_reason="month; its own words, from then on", date_certainty=Certainty.RANGE).endswith("(2024-02/..)")


@pytest.mark.parametrize(("date", "shown"), [("2024-02-07", True), ("../2024-02-09", False), (None, False)])
def test_the_legend_tells_of_inferred_dates_only_where_one_is_shown(date: str | None, shown: bool) -> None:
    console = Console(file=io.StringIO(), width=80)
    print_legend(console, inferred=shows_inferred(replace(CLAIM, time=(), date=date)))
    assert ("inferred" in console.file.getvalue()) is shown  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [9, 16, 17, 80])
def test_a_word_that_is_longer_than_its_column_breaks_with_a_mark(width: int) -> None:
    long = "“We antidisestablishmentarianism minded countermeasures” Thiruvananthapuram/Kharabakhsh"
    lines = [line.plain.rstrip() for line in breaking(Text(long)).wrap(Console(width=80), width)]
    assert all(len(line) <= width for line in lines)
    assert re.sub(r"- |(?<=/) ", "", " ".join(lines)) == long
    assert all(len(line) > 2 for line in lines)


def test_days_and_wide_letters_get_no_hyphen() -> None:
    shown = breaking(Text("2024-02-07/2024-02-17 " + "市" * 12)).wrap(Console(width=80), 11)
    assert [line.plain.rstrip() for line in shown] == ["2024-02-07/", "2024-02-17", "市" * 5, "市" * 5, "市" * 2]


def test_styles_stay_on_broken_words() -> None:
    lines = breaking(Text.assemble("a ", ("countermeasures", "bold"))).wrap(Console(width=80), 10)
    assert [[(span.start, span.end) for span in line.spans] for line in lines][1:] == [[(0, 9)], [(0, 6)]]
