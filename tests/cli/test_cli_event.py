"""Events on the terminal: legible at every width and without colour, nothing cut, no side first by anything but counting."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

sys.path.insert(0, str(Path(__file__).parents[1] / "link"))

from link_views_told import ARMY, QASR_LIM, killed, tell

from whence.cli.event import print_event, print_event_legend, print_events, print_evidence
from whence.link.views import EventView, Told, view_event
from whence.terms import Certainty, Mode, SourceKind, Status

DOCS = Path(__file__).parents[2] / "docs" / "accounts.md"

FIRST = "Jets struck the market of Qasr Lim on Monday, killing at least 12 people, residents said."


def first(outlet: str = "Gulf Line", published: str = "2031-05-06", copy_of: Told | None = None) -> Told:
    return tell(
        FIRST,
        "struck",
        mode=Mode.AERIAL,
        actor=["Jets"],
        recipient=["the market of Qasr Lim", "at least 12 people"],
        place=[("Qasr Lim", QASR_LIM)],
        time="on Monday",
        toll=[killed("at least 12", 12, None)],
        source="residents",
        kind=SourceKind.WITNESS,
        outlet=outlet,
        published=published,
        copy_of=copy_of,
    )


WIRE = first()
REPRINT = first("Lake Post", "2031-05-07", WIRE)
GROWN = tell(
    "The number of people killed in the strike has risen to 17, the town's hospital said.",
    "killed in the strike",
    mode=Mode.AERIAL,
    recipient=["people"],
    toll=[killed("17", 17, 17)],
    source="the town's hospital",
    kind=SourceKind.MEDICAL,
    outlet="Gulf Line",
    published="2031-05-08",
)
DENIAL = tell(
    "The army denied that its jets had struck the market.",
    "struck",
    status=Status.DID_NOT_OCCUR,
    mode=Mode.AERIAL,
    actor=[("its jets", ARMY)],
    recipient=["the market"],
    source=("The army", ARMY),
    kind=SourceKind.OFFICIAL,
    outlet="State Bureau",
    published="2031-05-07",
)
RADIO = tell(
    "Jets of the army murdered 31 farmers in Qasr Lim, this station has learned.",
    "murdered",
    actor=[("Jets of the army", ARMY)],
    recipient=["31 farmers"],
    place=[("Qasr Lim", QASR_LIM)],
    toll=[killed("31", 31, 31)],
    outlet="Free Dunes Radio",
    published="2031-05-07",
)
THREAT = tell(
    "The army vowed to strike the town.",
    "strike",
    status=Status.PLANNED,
    actor=[("The army", ARMY)],
    recipient=["the town"],
    source=("The army", ARMY),
    kind=SourceKind.OFFICIAL,
    outlet="State Bureau",
    published="2031-05-02",
    date=None,
)
EVENT = view_event([WIRE, REPRINT, GROWN, DENIAL, RADIO], foretold=[THREAT])


def printed(view: EventView, *, width: int = 80, colour: bool = False) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None, highlight=False)
    print_event(console, view, id="5f2a9c0d1b3e4f67")
    print_event_legend(console)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())  # type: ignore[attr-defined]


def listed(views: Sequence[EventView], *, width: int = 80, ids: Sequence[str] | None = None) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_events(console, views, ids=ids)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def waterfall(evidence: Sequence[tuple[str, int, str]], *, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    print_evidence(console, evidence)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("width", [80, 100, 112, 140, 200])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    shown = printed(EVENT, width=width)
    assert max(map(len, shown.splitlines())) <= width
    assert "…" not in shown.replace("“…”", "")
    table = shown[shown.index("Who says what") :].split()
    for told in EVENT.members:
        for span in (*told.claim.what, *(party.span for party in (*told.claim.actor, *told.claim.recipient))):
            assert set(span.words.split()) <= {word.strip("“”;,()") for word in table}


def test_a_reprint_stands_within_the_row_of_its_original() -> None:
    shown = printed(EVENT, width=140)
    assert "5 reports · 4 outlets · 4 independent origins" in shown
    assert "Who says what: 4 accounts" in shown
    assert len(re.findall(r"^\[1\] residents", shown, re.MULTILINE)) == 1
    assert "copied by Lake Post, 2031-05-07" in " ".join(shown.split())


def test_the_denial_and_both_tolls_stand_side_by_side() -> None:
    table = printed(EVENT).partition("Who says what")[2]
    for words in ("× did not occur", "killed 12+", "killed 17 (running", "killed 31"):
        assert words in table


def test_differences_have_their_sign_and_word_without_colour() -> None:
    shown = printed(EVENT)
    for words in ("≠ contradiction", "↑ as-of date", "⊂ granularity"):
        assert words in shown
    assert "\x1b[" not in shown


def test_the_gravest_difference_stands_first() -> None:
    shown = printed(EVENT)
    assert shown.index("≠ contradiction") < shown.index("↑ as-of date") < shown.index("⊂ granularity")


def test_colour_is_there_where_the_terminal_has_it() -> None:
    assert "\x1b[1;31m" in printed(EVENT, colour=True)


def test_rows_of_one_origin_have_one_number() -> None:
    headline = tell("Market struck. Jets struck a market, the army said.", "Market struck", outlet="Hill Post", published="2031-05-09")
    told = tell("Market struck. Jets struck a market, the army said.", "Jets struck", source=("the army", ARMY), outlet="Hill Post")
    shown = printed(view_event([headline, told, DENIAL]))
    numbers = re.findall(r"^\[(\d)\] (\S+ \S+)", shown, re.MULTILINE)
    assert numbers == [("1", "the army"), ("1", "own voice"), ("1", "The army")]
    assert "1 independent origin ·" in shown
    assert "(echo, after the" in shown


def test_an_event_told_once_without_toll_date_or_place_is_shown() -> None:
    view = view_event([tell("Envoys struck.", "struck", date=None)])
    shown = printed(view)
    for words in ("ASSAULT · place not told · date not told", "weak: one origin", "No account gives a figure.", "Nowhere.", "No account tells when."):
        assert words in shown


def test_figures_of_an_account_do_not_read_as_a_sum() -> None:
    text = "The strike killed 70 people, including 10 children and three nurses. The toll may be 89 killed, three more were killed later."
    told = tell(text, "killed", toll=[killed("70", 70, 70), killed("10", 10, 10), killed("three", 3, 3)])
    later = tell(text, "were killed", toll=[killed("89", 89, 89), killed("three more", 3, 3)])
    table = " ".join(printed(view_event([told, later]), width=150).partition("Who says what")[2].split())
    for words in ("killed 89", "or killed 70", "of them 10 (civilians)", "of them 3", "killed 3 (a part)"):
        assert words in table


def test_an_inferred_date_is_marked() -> None:
    assert "ASSAULT · place not told · ~2031-05-05" in printed(view_event([tell("Jets struck.", "struck", certainty=Certainty.INFERRED)]))


def test_what_foretold_the_event_stands_behind_it() -> None:
    shown = printed(EVENT)
    assert "» planned" in shown[shown.index("Foretold: 1 account") :]


def test_words_that_would_act_on_the_terminal_do_not() -> None:
    view = view_event([tell("Jets struck the \x1b]0;depot\x07 and it.", "struck", recipient=["the \x1b]0;depot\x07"], outlet="Evil\x1b[2J Post")])
    assert not set(printed(view) + listed([view])) & set("\x1b\x07")


def test_events_stand_in_the_order_given() -> None:
    once = view_event([tell("Guards struck a clerk.", "struck", recipient=["a clerk"])])
    assert listed([once, EVENT]).index("clerk") < listed([once, EVENT]).index("4 independent")
    assert listed([EVENT, once]).index("clerk") > listed([EVENT, once]).index("4 independent")


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_list_of_events_tells_reach_toll_grade_and_differences(width: int) -> None:
    shown = listed([EVENT], width=width, ids=["5f2a9c0d1b3e4f67"])
    assert max(map(len, shown.splitlines())) <= width
    for words in ("ASSAULT aerial", "Qasr Lim", "2031-05-05", "4 outlets", "killed 12–31+", "contested", "≠ status", "5f2a9c0d1b"):
        assert words in shown


def test_forces_alone_do_not_lower_the_toll_in_the_list() -> None:
    army = tell("The army said 7 fighters were killed.", "killed", source=("The army", ARMY), toll=[killed("7", 7, 7)])
    assert "killed 12+" in listed([view_event([WIRE, army])])


def test_an_open_date_in_the_list_has_its_legend() -> None:
    shown = listed([view_event([tell("Jets struck.", "struck", date="../2031-05-05", certainty=Certainty.INFERRED)])])
    assert "~../2031-05-05" in shown
    assert "~  date inferred    ../DAY  by that day" in shown


def test_evidence_adds_up_to_the_bit() -> None:
    shown = waterfall([("prior", -350, "most pairs are two events"), ("place", 420, "both Qasr Lim"), ("toll", -1, "12+ and 17"), ("date", 0, "")])
    assert re.findall(r"[+−]\d+\.\d\d", shown) == ["−3.50", "+4.20", "−0.01", "+0.00", "+0.69"]
    assert "1.6 to 1 for one event" in shown


def test_each_bar_starts_where_the_one_before_it_ended() -> None:
    lines = waterfall([("a", 400, "w"), ("b", -200, "w"), ("c", 100, "w")]).splitlines()
    bars = {line.split()[0]: (re.search(r"[█░](?:.*[█░])?", line)) for line in lines if re.match(r"[abc] ", line)}
    a, b, c = (bars[name] for name in "abc")
    assert a is not None and b is not None and c is not None
    assert (a[0][0], b[0][0], c[0][0]) == ("█", "░", "█")
    assert a.end() == b.end()
    assert b.start() == c.start()


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [([], "even"), ([("a", 100, "")], "2.0 to 1 for one event"), ([("a", -300, "")], "8.0 to 1 for two events"), ([("a", 4000, "")], "a million")],
)
def test_the_sum_is_told_as_odds(evidence: list[tuple[str, int, str]], verdict: str) -> None:
    assert verdict in waterfall(evidence)


@pytest.mark.parametrize("width", [60, 80, 140])
def test_long_reasons_wrap(width: int) -> None:
    shown = waterfall([("recipient", 210, "the market of Qasr Lim and the crowded stalls beside the old customs house " * 2)], width=width)
    assert max(map(len, shown.splitlines())) <= width
    assert shown.count("customs") == 2


def test_the_example_in_the_docs_is_what_is_printed() -> None:
    page = DOCS.read_text(encoding="utf-8")
    (block,) = re.findall(r"<!-- example -->\n\n```text\n(.*?)\n```", page, re.DOTALL)
    assert block == printed(EVENT).rstrip()
