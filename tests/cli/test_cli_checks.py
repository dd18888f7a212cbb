import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import Result

from fake_reader import STRIKE, FakeReader
from whence.errors import ModelError
from whence.pipeline import Check

Whence = Callable[..., Result]
Write = Callable[..., Path]


# verify


@pytest.fixture
def record(whence: Whence, write_report: Write, tmp_path: Path) -> Path:
    write_report("strike.txt")
    whence("read", "strike.txt", "--into", "record.db")
    return tmp_path / "record.db"


def test_a_sound_record_is_said_to_be_sound(whence: Whence, record: Path) -> None:
    result = whence("verify", "record.db")
    assert result.exit_code == 0
    assert result.stdout.startswith("record.db: sound\nLooked at ")
    assert "1 report, 1 reading, 1 claim" in result.stdout


def test_a_changed_record_is_told_with_exit_code_1(whence: Whence, record: Path) -> None:
    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE claims SET status = 'planned'")
    connection.close()
    result = whence("verify", "record.db")
    assert result.exit_code == 1
    assert "1 finding" in result.stdout
    assert "claims" in result.stdout
    assert "1 row differs" in result.stdout


def test_verify_gives_json(whence: Whence, record: Path) -> None:
    proof = json.loads(whence("verify", "record.db", "--json").stdout)
    assert (proof["sound"], proof["n_reports"], proof["findings"]) == (True, 1, [])


# evaluate


@pytest.fixture
def gold(whence: Whence, write_report: Write, tmp_path: Path) -> Path:
    for n in range(2):
        write_report(f"reports/{n}.txt", f"{STRIKE} Report {n}.")
    (tmp_path / "gold.jsonl").write_text(whence("read", "reports", "--json").stdout)
    return tmp_path / "gold.jsonl"


def test_readings_compared_with_themselves_are_right(whence: Whence, gold: Path) -> None:
    result = whence("evaluate", "gold.jsonl", "gold.jsonl")
    assert result.exit_code == 0
    (row,) = (line.split() for line in result.stdout.splitlines() if line.startswith("claim "))
    assert row == ["claim", "1.000", "1.000", "1.000", "2", "2", "2"]


def test_every_figure_is_shown(whence: Whence, gold: Path) -> None:
    shown = whence("evaluate", "gold.jsonl", "gold.jsonl").stdout
    figures = "claim typed actor recipient place time means toll count tuple attribution status".split()
    for name in [*figures, "account links", "date strict", "date lenient", "status, macro F1", "ASSAULT"]:
        assert any(line.startswith(name) for line in shown.splitlines()), name


def test_figures_of_each_report_fit_80_columns_and_have_the_ids_of_other_tables(whence: Whence, gold: Path) -> None:
    lines = whence("evaluate", "gold.jsonl", "gold.jsonl", "--per-report").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines[-2:]] == [json.loads(line)["id"][:10] for line in gold.read_text().splitlines()]


def test_evaluate_gives_json(whence: Whence, gold: Path) -> None:
    assert json.loads(whence("evaluate", "gold.jsonl", "gold.jsonl", "--json").stdout)["claim"]["f1"] == 1


def test_evaluate_gives_json_of_each_report(whence: Whence, gold: Path) -> None:
    lines = whence("evaluate", "gold.jsonl", "gold.jsonl", "--per-report", "--json").stdout.splitlines()
    ids = [json.loads(line)["id"] for line in gold.read_text().splitlines()]
    assert [json.loads(line)["report"] for line in lines] == ids


def test_reports_that_do_not_count_are_told(whence: Whence, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text(gold.read_text().splitlines()[0])
    missing = json.loads(gold.read_text().splitlines()[1])["id"]
    assert f" {missing[:10]}\n" in whence("evaluate", "gold.jsonl", "out.jsonl").stderr


def test_gold_whose_text_differs_is_wrong_use(whence: Whence, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text(gold.read_text().replace("taken to the town hospital", "taken to the city hospital"))
    result = whence("evaluate", "gold.jsonl", "out.jsonl")
    assert result.exit_code == 2
    assert "different texts" in result.stderr


def test_readings_without_a_report_in_common_are_wrong_use(whence: Whence, gold: Path, write_report: Write, tmp_path: Path) -> None:
    write_report("other.txt", f"{STRIKE} Another report.")
    (tmp_path / "out.jsonl").write_text(whence("read", "other.txt", "--json").stdout)
    result = whence("evaluate", "gold.jsonl", "out.jsonl")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No report of gold.jsonl is among those of out.jsonl" in result.stderr


def test_gold_that_is_not_there_is_wrong_use(whence: Whence) -> None:
    assert whence("evaluate", "gold/", "out.jsonl").exit_code == 2


# doctor


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, fake_reader: FakeReader) -> None:
    description = SimpleNamespace(name="small", version="1", n_bytes=25_000_000, hash="f" * 32, path=Path("model"))
    monkeypatch.setattr("whence.read.describe_model", lambda: description)


def test_a_whole_installation_is_ok(whence: Whence, model: None) -> None:
    result = whence("doctor")
    assert result.exit_code == 0, result.output
    assert "× no" not in result.stdout
    assert "1 claim in one sentence" in result.stdout


def test_the_model_is_told_with_its_hash(whence: Whence, model: None) -> None:
    assert "small 1, 25.0 MB, hash " + "f" * 32 in " ".join(whence("doctor").stdout.split())


def test_every_library_that_is_needed_is_told(whence: Whence, model: None) -> None:
    names = {json.loads(line)["name"] for line in whence("doctor", "--json").stdout.splitlines()}
    assert {"python", "whence", "onnxruntime", "numpy", "trafilatura", "sqlalchemy", "sqlite", "model", "runtime", "reading"} <= names


def test_a_missing_model_is_told_with_what_to_type(whence: Whence, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModelError("No model at model.")

    monkeypatch.setattr("whence.read.describe_model", missing)
    result = whence("doctor")
    assert result.exit_code == 1
    assert "No model at model." in result.stdout
    assert "pip install --force-reinstall whence" in result.stdout


def test_a_missing_library_is_told_with_what_to_type(whence: Whence, model: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.requires", lambda name: ["not_there_at_all>=2", "numpy>=2.0", "left_out ; extra == 'more'"])
    result = whence("doctor")
    assert result.exit_code == 1
    assert "pip install 'not_there_at_all>=2'" in result.stdout
    assert "left_out" not in result.stdout


def test_an_installation_with_a_gap_is_shown_as_data(whence: Whence, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.pipeline.doctor", lambda: [Check("model", "missing", False, "pip install whence")])
    assert json.loads(whence("doctor", "--json").stdout) == {"name": "model", "found": "missing", "ok": False, "remedy": "pip install whence"}
