import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from fake_reader import STRIKE
from whence.evaluate import load_readings
from whence.json_form import reading_from_json

Whence = Callable[..., Result]
Write = Callable[..., Path]


def test_a_report_is_shown_as_a_table(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("read", "strike.txt")
    assert result.exit_code == 0
    for words in ("occurred", "ASSAULT", "“struck”", "Army jets", "→ a fuel", "killed 3", "the army"):
        assert words in result.stdout


def test_the_meaning_of_the_signs_stands_below_the_tables(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    assert "× denied" in whence("read", "strike.txt").stdout.splitlines()[-1]


def test_a_denied_strike_is_told_as_denied(whence: Whence, write_report: Write) -> None:
    write_report("denial.txt", "The spokesman insisted on Monday that Army jets never struck a depot in Kalemie, and blamed the rebels for the fire.")
    assert "× did not occur" in whence("read", "denial.txt").stdout


def test_what_was_read_is_summed_up_on_stderr(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("read", "strike.txt")
    assert result.stderr.startswith("1 report read, 1 claim, in ")
    assert "report read" not in result.stdout


def test_nothing_of_progress_is_written_where_stderr_is_no_terminal(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    assert "Reading" not in whence("read", "strike.txt").stderr


def test_json_gives_one_reading_a_line(whence: Whence, write_report: Write) -> None:
    write_report("a.txt", f"{STRIKE} First.")
    write_report("b.txt", f"{STRIKE} Second.")
    lines = whence("read", "a.txt", "b.txt", "--json").stdout.splitlines()
    readings = [reading_from_json(json.loads(line)) for line in lines]
    assert [reading.report.text[-7:].strip() for reading in readings] == ["First.", "Second."]


def test_a_problem_is_a_line_too_in_its_place(whence: Whence, write_report: Write) -> None:
    write_report("a.txt")
    write_report("b.txt", "")
    write_report("c.txt", f"{STRIKE} Third.")
    lines = [json.loads(line) for line in whence("read", "a.txt", "b.txt", "c.txt", "--json").stdout.splitlines()]
    assert [set(line) == {"problem"} for line in lines] == [False, True, False]
    assert lines[1]["problem"]["kind"] == "empty"


def test_what_is_written_can_be_evaluated_problems_and_all(whence: Whence, write_report: Write, tmp_path: Path) -> None:
    write_report("reports/a.txt")
    write_report("reports/b.txt", "")
    (tmp_path / "out.jsonl").write_text(whence("read", "reports", "--json").stdout)
    assert len(load_readings(tmp_path / "out.jsonl")) == 1


@pytest.mark.parametrize("more", [(), ("--into", "record.db")])
def test_where_no_report_is_found_the_model_is_not_loaded(
    more: tuple[str, ...], whence: Whence, write_report: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(**options: object) -> object:
        raise AssertionError("the model was asked for")

    monkeypatch.setattr("whence.read.load_reader", load)
    monkeypatch.setattr("whence.resolve.load_resolver", load)
    write_report("scan.pdf", "%PDF-1.7")
    result = whence("read", "scan.pdf", *more)
    assert result.exit_code == 1
    assert "scan.pdf unsupported format: It is a PDF." in " ".join(result.stderr.split())


def test_a_report_that_is_read_without_its_date_is_not_among_the_unread(whence: Whence, write_report: Write) -> None:
    write_report("strike.jsonl", f'{{"text": "{STRIKE}", "date": "03/04/2024"}}')
    told = " ".join(whence("read", "strike.jsonl", "missing.txt").stderr.split())
    assert "Could not read 1: missing.txt not found:" in told
    assert "Read, but not in full, 1: strike.jsonl read without: No date of publication can be told from '03/04/2024'" in told


@pytest.mark.parametrize("command", ["read", "times", "places"])
def test_unused_columns_are_a_note_that_fails_nothing_and_stands_in_no_json(command: str, whence: Whence, write_report: Write) -> None:
    write_report("strike.csv", f'text,day\n"{STRIKE}",2024-02-07\n')
    result = whence(command, "strike.csv", "--json")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    told = " ".join(result.stderr.split())
    assert "Notes, 1: strike.csv columns not used: No report took anything from day." in told
    assert "--published-column NAME" in told and "1 note" in told and "problem" not in told


def test_a_withdrawn_report_is_read_with_a_note_that_its_reading_keeps(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt", f"RETRACTED: Depot struck\n\n{STRIKE}")
    result = whence("read", "strike.txt", "--into", "record.db")
    assert result.exit_code == 0
    note = "strike.txt withdrawn: The report says of itself that it was withdrawn: “RETRACTED”."
    assert f"Notes, 1: {note}" in " ".join(result.stderr.split())
    assert "0 open problems, 1 note" in whence("show", "record.db").stdout
    assert note in " ".join(whence("show", "record.db", "--problems").stdout.split())
    shown = whence("read", "strike.txt")
    assert note in " ".join(shown.stderr.split()) and "withdrawn:" not in shown.stdout
    (line,) = whence("read", "strike.txt", "--json").stdout.splitlines()
    assert [problem["kind"] for problem in json.loads(line)["problems"]] == ["withdrawn"]


def test_a_record_keeps_no_note_of_a_file(whence: Whence, write_report: Write) -> None:
    write_report("strike.csv", f'text,day\n"{STRIKE}",2024-02-07\n')
    whence("read", "strike.csv", "--into", "record.db")
    assert "No open problem." in whence("show", "record.db", "--problems").stderr


def test_what_could_not_be_read_is_listed_at_the_end(whence: Whence, write_report: Write) -> None:
    write_report("empty.txt", "")
    write_report("strike.txt")
    result = whence("read", "empty.txt", "strike.txt", "missing.txt")
    assert result.exit_code == 1
    told = " ".join(result.stderr.split())
    assert "Could not read 2:" in told
    assert "empty.txt empty:" in told
    assert "missing.txt not found:" in told
    assert told.index("Could not") < told.index("1 report read, 1 claim, 2 problems")


def test_a_report_on_which_the_reader_fails_is_listed_and_the_others_are_shown(whence: Whence, write_report: Write) -> None:
    write_report("a.txt", "The regional governor said on Monday that the damaged document was unreadable and would be replaced by the office.")
    write_report("b.txt")
    result = whence("read", "a.txt", "b.txt")
    assert result.exit_code == 1
    assert "ASSAULT" in result.stdout
    assert "a.txt" in result.stderr
    assert "reader failed" in result.stderr


def test_standard_input_is_a_report(whence: Whence) -> None:
    result = whence("read", "-", input=STRIKE)
    assert "ASSAULT" in result.stdout
    assert "· standard input\n" in result.stdout


def test_what_is_wrong_in_standard_input_is_said_to_be_there(whence: Whence) -> None:
    result = whence("read", "-", input='{"text": ""}\n')
    assert result.exit_code == 1
    assert "  standard input" in result.stderr


def test_the_examples_come_with_the_package(whence: Whence) -> None:
    result = whence("read", "--example", "--json")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 8


def test_columns_can_be_named(whence: Whence, write_report: Write) -> None:
    write_report("table.csv", f'day,who,body\n2024-02-12,Gulf Wire,"{STRIKE}"\n')
    options = ("--text-column", "body", "--published-column", "day", "--outlet-column", "who")
    (line,) = whence("read", "table.csv", *options, "--json").stdout.splitlines()
    assert {key: json.loads(line)[key] for key in ("outlet", "published")} == {"outlet": "Gulf Wire", "published": "2024-02-12"}


def test_outlet_and_date_can_be_given(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("read", "strike.txt", "--outlet", "Gulf Wire", "--published", "2024-02-12")
    assert "Gulf Wire · 2024-02-12 (given)" in result.stdout


def test_what_is_not_english_is_read_when_asked(whence: Whence, write_report: Write) -> None:
    write_report("arabic.txt", "قال متحدث باسم الجيش إن طائرات حربية قصفت مستودعا للوقود قرب المدينة يوم الثلاثاء وقتلت ثلاثة من الحراس")
    assert whence("read", "arabic.txt").exit_code == 1
    assert whence("read", "arabic.txt", "--any-language").exit_code == 0


def test_a_report_over_the_limit_is_told_with_the_limit(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("read", "strike.txt", "--max-bytes", "20")
    assert result.exit_code == 1
    assert "too large" in result.stderr


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("--example", "a.txt"),
        ("a.txt", "--published", "some day"),
        ("a.txt", "--colour"),
    ],
)
def test_wrong_use_is_exit_code_2(args: tuple[str, ...], whence: Whence, write_report: Write) -> None:
    write_report("a.txt")
    result = whence("read", *args)
    assert result.exit_code == 2
    assert result.stderr.strip()


def test_no_path_is_told_what_would_be_possible(whence: Whence) -> None:
    assert "--example" in whence("read").stderr


def test_an_empty_folder_is_told(whence: Whence, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    assert whence("read", "reports").stderr.strip()


# Into a record


def test_a_record_among_the_reports_is_not_read(whence: Whence, write_report: Write) -> None:
    write_report("reports/a.txt")
    assert whence("read", "reports", "--into", "reports/record.db").exit_code == 0
    assert whence("read", "reports", "--into", "reports/record.db").exit_code == 0


def test_into_a_record_shows_no_table_but_says_where(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("read", "strike.txt", "--into", "record.db")
    assert result.stdout == ""
    assert "In record.db." in result.stderr


def test_read_again_only_what_is_new_is_read(whence: Whence, write_report: Write) -> None:
    write_report("reports/a.txt")
    whence("read", "reports", "--into", "record.db")
    write_report("reports/b.txt", f"{STRIKE} Second.")
    assert whence("read", "reports", "--into", "record.db").stderr.startswith("1 report read, 1 claim, 1 already there, in ")


def test_into_a_record_with_json_gives_what_is_new(whence: Whence, write_report: Write) -> None:
    write_report("reports/a.txt")
    whence("read", "reports", "--into", "record.db")
    write_report("reports/b.txt", f"{STRIKE} Second.")
    (line,) = whence("read", "reports", "--into", "record.db", "--json").stdout.splitlines()
    assert json.loads(line)["text"].endswith("Second.")


def test_a_record_that_cannot_be_made_is_told_in_one_sentence(whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    result = whence("read", "strike.txt", "--into", "strike.txt/record.db")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "strike.txt/record.db" in result.stderr
    assert "Traceback" not in result.output


def test_a_file_that_is_no_record_is_not_touched(whence: Whence, write_report: Write) -> None:
    path = write_report("strike.txt")
    assert whence("read", "strike.txt", "--into", "strike.txt").exit_code == 2
    assert path.read_text() == STRIKE


@pytest.mark.parametrize("n", ["0", "-3", "many", "1.5"])
def test_a_count_that_is_none_is_told_with_its_value(n: str, whence: Whence, write_report: Write) -> None:
    write_report("strike.txt")
    for option in ("--jobs", "--max-bytes"):
        result = whence("read", "strike.txt", option, n)
        assert result.exit_code == 2
        assert f"'{option}': '{n}' is no whole number from 1 on." in " ".join(result.stderr.split())
