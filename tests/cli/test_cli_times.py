import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from fake_reader import STRIKE

Whence = Callable[..., Result]
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def no_reader(monkeypatch: pytest.MonkeyPatch, fake_reader: object) -> None:
    """Fail where a command asks for the model: times need none."""

    def load_reader(**options: object) -> object:
        raise AssertionError("the model was asked for")

    monkeypatch.setattr("whence.read.load_reader", load_reader)


def test_each_expression_is_a_row_with_its_value_and_rule(whence: Whence, write_report: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report("strike.txt")
    monkeypatch.setenv("COLUMNS", "120")
    result = whence("times", "strike.txt", "--published", "2024-02-07")
    assert result.exit_code == 0
    (row,) = [line.split() for line in result.stdout.splitlines() if line.startswith("Tuesday")]
    assert row == ["Tuesday", "DATE", "2024-02-06", "2024-02-06", "exact", "weekday"]
    assert "1 report, 1 time expression." in result.stderr


@pytest.mark.parametrize("width", [60, 80, 112])
def test_no_value_is_parted_and_no_word_cut(width: int, whence: Whence, write_report: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    report = (
        "Shells fell on the town from about mid-May to mid-June, in the early hours of 28 October, and for the third consecutive day, residents said."
    )
    write_report("shells.txt", report)
    monkeypatch.setenv("COLUMNS", str(width))
    shown = whence("times", "shells.txt", "--published", "2024-11-07").stdout
    assert max(map(len, shown.splitlines())) <= width
    (line,) = whence("times", "shells.txt", "--published", "2024-11-07", "--json").stdout.splitlines()
    words = shown.split()
    for one in json.loads(line)["times"]:
        for told in (one["value"], one["edtf"] or "–", one["type"], one["certainty"], *one["words"].split(), *one["rule"].split()):
            assert told in words


def test_what_has_no_date_says_why(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    shown = " ".join(whence("times", "strike.txt").stdout.split())
    assert "unresolved" in shown
    assert "No date (no publication date" in shown
    assert shown.endswith(": Tuesday")


def test_an_anchor_told_by_the_text_is_said_to_be(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt", f"Updated: 2024-02-07\n\n{STRIKE}")
    shown = " ".join(whence("times", "strike.txt").stdout.split())
    assert "Counted from 2024-02-07, inferred from the text: a stamp says" in shown
    assert "2024-02-06" in shown


def test_as_json_each_report_is_a_line_whose_spans_slice_the_text(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    (line,) = whence("times", "strike.txt", "--published", "2024-02-07", "--json").stdout.splitlines()
    found = json.loads(line)
    assert (found["published"], found["counted_from"], found["inferred"]) == ("2024-02-07", "2024-02-07", None)
    (one,) = found["times"]
    assert STRIKE[slice(*one["span"])] == one["words"] == "Tuesday"
    assert (one["value"], one["earliest"], one["granularity"]) == ("2024-02-06", "2024-02-06", "day")


def test_what_cannot_be_taken_in_is_listed_and_the_others_are_shown(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("times", "nothing.txt", "strike.txt")
    assert result.exit_code == 1
    assert "Tuesday" in result.stdout
    assert "nothing.txt" in result.stderr


def test_a_problem_is_a_line_of_json_too(whence: Whence) -> None:
    (line,) = whence("times", "nothing.txt", "--json").stdout.splitlines()
    assert json.loads(line)["problem"]["kind"] == "not found"


def test_a_report_without_time_expressions_says_so(whence: Whence, write_report: Write) -> None:
    write_report("plain.txt", "The army struck a depot near the harbour of the town, and the governor said that nobody was hurt there.")
    assert "No time expressions found." in whence("times", "plain.txt").stdout


@pytest.mark.parametrize("args", [(), ("strike.txt", "--published", "soon"), ("strike.txt", "--nonsense")])
def test_wrong_use_ends_with_2(args: tuple[str, ...], whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    assert whence("times", *args).exit_code == 2
