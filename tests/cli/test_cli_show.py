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
