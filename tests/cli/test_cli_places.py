import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from fake_reader import STRIKE

Whence = Callable[..., Result]
Write = Callable[..., Path]

TEXT = "Congolese troops left Kalemie on Monday. Officials in Brussels met envoys of the European Union about the Democratic Republic of the Congo."


@pytest.fixture(autouse=True)
def no_reader(monkeypatch: pytest.MonkeyPatch, fake_reader: object) -> None:
    """Fail where a command asks for the model: places need none."""

    def load_reader(**options: object) -> object:
        raise AssertionError("the model was asked for")

    monkeypatch.setattr("whence.read.load_reader", load_reader)


def test_each_toponym_is_a_row_with_its_use_place_point_and_reason(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("places", "strike.txt")
    assert result.exit_code == 0
    shown = " ".join(result.stdout.split())
    assert "Kalemie place Kalemie, Tanganyika, CD -5.9" in shown
    assert "one place of this name" in shown
    assert "1 report, 1 toponym." in result.stderr


@pytest.mark.parametrize("width", [60, 80, 112, 140])
def test_no_word_is_cut_in_a_narrow_terminal(width: int, whence: Whence, write_report: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report("trip.txt", TEXT)
    monkeypatch.setenv("COLUMNS", str(width))
    shown = whence("places", "trip.txt").stdout
    assert max(map(len, shown.splitlines())) <= width
    monkeypatch.setenv("COLUMNS", "400")
    assert letters(shown) == letters(whence("places", "trip.txt").stdout)


def letters(shown: str) -> list[str]:
    """Give the letters and figures below the head of a table, whatever their order."""
    lines = shown.splitlines()
    head = next(n for n, line in enumerate(lines) if line.startswith("─"))
    return sorted(letter for letter in "".join(lines[head:]) if letter.isalnum())


def test_a_home_that_is_given_places_a_name_that_many_towns_bear(whence: Whence, write_report: Write) -> None:
    write_report("local.txt", "A Springfield man was arrested on Monday, the county sheriff said.")
    result = whence("places", "local.txt", "--json", "--home", "Springfield, Missouri")
    assert "At home in Springfield, Missouri, US." in result.stderr
    (line,) = result.stdout.splitlines()
    (one,) = json.loads(line)["places"]
    assert (one["place"]["admin1"], one["rule"]) == ("Missouri", "home")


@pytest.mark.parametrize("asked", ["Qwertville", "United States", "Nile", "Springfield"])
def test_a_home_that_is_no_town_is_refused_with_an_example(asked: str, whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("places", "strike.txt", "--home", asked)
    assert result.exit_code == 2
    told = " ".join(result.stderr.replace("│", " ").split())
    assert f"{asked!r} is no home of an outlet that can be told." in told
    assert '"Paris, Texas"' in told


def test_as_json_each_report_is_a_line_whose_spans_slice_the_text(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    (line,) = whence("places", "strike.txt", "--json").stdout.splitlines()
    (one,) = json.loads(line)["places"]
    assert STRIKE[slice(*one["span"])] == one["words"] == "Kalemie"
    assert (one["use"], one["place"]["name"], one["place"]["country3"], one["rule"]) == ("place", "Kalemie", "COD", "only one")


def test_what_cannot_be_taken_in_is_listed_and_the_others_are_shown(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("places", "nothing.txt", "strike.txt")
    assert result.exit_code == 1
    assert "Kalemie" in result.stdout
    assert "nothing.txt" in result.stderr
    assert "1 report, 1 toponym, 1 problem." in result.stderr


def test_a_problem_is_a_line_of_json_too(whence: Whence) -> None:
    (line,) = whence("places", "nothing.txt", "--json").stdout.splitlines()
    assert json.loads(line)["problem"]["kind"] == "not found"


def test_a_report_without_toponyms_says_so(whence: Whence, write_report: Write) -> None:
    write_report("plain.txt", "The army struck a depot near the harbour of the town, and the governor said that nobody was hurt there.")
    assert "No toponyms found." in whence("places", "plain.txt").stdout


@pytest.mark.parametrize("args", [(), ("strike.txt", "--nonsense")])
def test_wrong_use_ends_with_2(args: tuple[str, ...], whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    assert whence("places", *args).exit_code == 2
