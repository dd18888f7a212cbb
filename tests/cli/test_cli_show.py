import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from fake_reader import STRIKE
from whence.json_form import reading_from_json
from whence.record import Record
from whence.terms import Reading

Whence = Callable[..., Result]


@pytest.fixture
def readings(whence: Whence, tmp_path: Path) -> list[Reading]:
    """Make a record.db of two reports and one problem, and give what it holds."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "a.txt").write_text(f"Jets hit depot\n\n{STRIKE} It burned for hours.")
    (reports / "b.txt").write_text(f"Village asks for bread\n\n{STRIKE} The bakery stayed closed on Wednesday as well.")
    (reports / "c.txt").write_text("")
    whence("read", "reports", "--into", "record.db")
    with Record.open(tmp_path / "record.db", read_only=True) as record:
        return list(record.readings())


def test_a_record_is_shown_with_its_counts_and_reports(whence: Whence, readings: list[Reading]) -> None:
    result = whence("show", "record.db")
    assert result.exit_code == 0
    assert result.stdout.startswith("record.db: 2 reports, 2 readings, 2 claims, 1 open problem")
    for reading in readings:
        assert reading.report.id[:10] in result.stdout


def test_a_report_is_found_by_the_first_letters_of_its_id(whence: Whence, readings: list[Reading]) -> None:
    result = whence("show", "record.db", "--report", readings[1].report.id[:10])
    assert "Village asks for bread" in result.stdout
    assert readings[1].claims[0].id[:10] in result.stdout


def test_a_claim_is_shown_in_its_sentence(whence: Whence, readings: list[Reading]) -> None:
    shown = " ".join(whence("show", "record.db", "--claim", readings[0].claims[0].id[:10]).stdout.split())
    assert "[actor: Army jets] [what: struck] [recipient: a fuel]" in shown
    assert "[source: the army] [cue: said]" in shown
    assert "model " + "0" * 32 in shown


def test_a_claim_is_shown_the_same_with_and_without_colour(whence: Whence, readings: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    claim = readings[0].claims[0].id
    without = whence("show", "record.db", "--claim", claim).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = whence("show", "record.db", "--claim", claim).stdout
    assert coloured != without
    assert [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()] == without.splitlines()


def test_reports_are_found_by_their_words(whence: Whence, readings: list[Reading]) -> None:
    result = whence("show", "record.db", "--search", "bakery")
    assert "Village asks for bread" in result.stdout
    assert "Jets hit depot" not in result.stdout


def test_nothing_found_is_said(whence: Whence, readings: list[Reading]) -> None:
    result = whence("show", "record.db", "--search", "submarine")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "submarine" in result.stderr


def test_problems_are_listed_with_their_reason(whence: Whence, readings: list[Reading]) -> None:
    result = whence("show", "record.db", "--problems")
    assert "c.txt" in result.stdout
    assert "empty:" in result.stdout


def test_json_of_a_record_is_all_its_readings_and_problems(whence: Whence, readings: list[Reading]) -> None:
    lines = [json.loads(line) for line in whence("show", "record.db", "--json").stdout.splitlines()]
    assert [reading_from_json(line) for line in lines[:2]] == readings
    assert [line["problem"]["kind"] for line in lines[2:]] == ["empty"]


def test_json_of_a_report_is_its_reading(whence: Whence, readings: list[Reading]) -> None:
    (line,) = whence("show", "record.db", "--report", readings[0].report.id, "--json").stdout.splitlines()
    assert reading_from_json(json.loads(line)) == readings[0]


def test_json_of_a_claim_is_its_reading_with_that_claim_alone(whence: Whence, readings: list[Reading]) -> None:
    claim = readings[0].claims[0]
    (line,) = whence("show", "record.db", "--claim", claim.id, "--json").stdout.splitlines()
    assert reading_from_json(json.loads(line)).claims == (claim,)


def test_json_of_a_search_is_the_readings_found(whence: Whence, readings: list[Reading]) -> None:
    (line,) = whence("show", "record.db", "--search", "bakery", "--json").stdout.splitlines()
    assert json.loads(line)["id"] == readings[1].report.id


def test_json_of_problems_is_one_a_line(whence: Whence, readings: list[Reading]) -> None:
    (line,) = whence("show", "record.db", "--problems", "--json").stdout.splitlines()
    assert json.loads(line)["problem"]["kind"] == "empty"


@pytest.mark.parametrize("args", [("--report", "zzz"), ("--claim", "zzz"), ("--search", "AND ("), ("--report", "a", "--problems")])
def test_what_is_not_there_is_wrong_use(args: tuple[str, ...], whence: Whence, readings: list[Reading]) -> None:
    result = whence("show", "record.db", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--event", "first", "--events"), "--event and --events: they do not go together"),
        (("--why", "ab", "cd", "--search", "x", "--problems"), "--why and --search and --problems: they do not go together"),
        (("--why", "ab"), "--why takes 2 values: --why A B. What speaks for claims A and B"),
        (("--claim", ""), "No id of a claim was given"),
        (("--search", ""), "No words to search for were given"),
    ],
)
def test_wrong_use_is_told_with_what_was_given_and_what_would_do(args: tuple[str, ...], told: str, whence: Whence, readings: list[Reading]) -> None:
    result = whence("show", "record.db", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())


def test_a_report_without_a_title_is_named_alike_when_it_is_read_and_listed(whence: Whence, tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": STRIKE}) + "\n")
    read = whence("read", "rows.jsonl", "--into", "rows.db", "--json").stdout
    assert json.loads(read)["title"] is None
    named = whence("read", "rows.jsonl").stdout.partition("\noutlet")[0]
    listed = whence("show", "rows.db").stdout
    assert "rows.jsonl" not in listed
    for word in named.split():
        assert word in listed, word


def test_events_that_the_overview_leaves_out_are_counted(whence: Whence, readings: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    whence("link", "record.db")
    assert "more event" not in whence("show", "record.db").stdout
    monkeypatch.setattr("whence.cli.show.MOST_EVENTS", 0)
    assert "and 1 more event: whence show record.db --events" in whence("show", "record.db").stdout


def test_the_overview_lists_events_in_the_order_of_the_whole_list(whence: Whence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = tmp_path / "days"
    reports.mkdir()
    for month in (7, 5, 9, 1, 3):
        (reports / f"2031-0{month}-05-depot.txt").write_text(f"Jets hit depot number {month}\n\n{STRIKE}")
    whence("read", "days", "--into", "days.db")
    whence("link", "days.db")
    with Record.open(tmp_path / "days.db", read_only=True) as record:
        ids = [event.id[:10] for event in record.events()]
    assert len(ids) > 2
    whole = whence("show", "days.db", "--events").stdout
    assert sorted(ids, key=whole.index) == ids
    monkeypatch.setattr("whence.cli.show.MOST_EVENTS", 2)
    overview = whence("show", "days.db").stdout
    assert sorted(ids[:2], key=overview.index) == ids[:2]
    assert not any(id_ in overview for id_ in ids[2:])


@pytest.mark.parametrize("width", [40, 50, 60, 71])
def test_no_word_breaks_in_a_narrow_list_of_reports(width: int, whence: Whence, readings: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = whence("show", "record.db").stdout.splitlines()
    assert max(map(len, lines[4:])) <= width
    shown = " ".join(lines)
    for word in ("Village", "asks", "bread", readings[0].report.id[:10]):
        assert word in shown


@pytest.mark.parametrize("command", ["show", "verify"])
def test_a_record_that_is_not_there_is_not_made(command: str, whence: Whence, tmp_path: Path) -> None:
    result = whence(command, "record.db")
    assert result.exit_code == 2
    assert "whence read REPORTS --into record.db" in " ".join(result.stderr.split())
    assert not (tmp_path / "record.db").exists()


def test_a_command_that_is_proposed_can_be_typed(whence: Whence, readings: list[Reading], tmp_path: Path) -> None:
    (tmp_path / "record.db").rename(tmp_path / "my record.db")
    assert "whence show 'my record.db' --report ID" in whence("show", "my record.db").stderr
    assert "whence show 'my record.db'" in whence("show", "my record.db", "--report", "zzz").stderr
    assert "--into 'no record.db'" in whence("show", "no record.db").stderr
