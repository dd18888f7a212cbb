import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import Result

from fake_reader import STRIKE
from whence.cli.app import app
from whence.examples import example_paths
from whence.record import Record

Whence = Callable[..., Result]
GROUP: Any = typer.main.get_command(app)
COMMANDS = ("", *GROUP.commands)
# Columns of a GeoNames dump: id, names, point, class, code, countries, divisions, population, elevation, zone, day.
GEONAMES = "1\tAl Zab\tAl Zab\t\t35.3\t43.5\tP\tPPL\tIQ\t\t13\t\t\t\t900\t\t200\tAsia/Baghdad\t2020-01-01\n"
DOCS = Path(__file__).parents[2] / "docs" / "commands.md"


def command(name: str) -> Any:
    return GROUP.commands[name] if name else GROUP


def examples() -> Iterator[tuple[str, str]]:
    for name in COMMANDS:
        for line in command(name).epilog.splitlines():
            if line.startswith("  whence "):
                yield name, line.strip()


@pytest.fixture
def folder(whence: Whence, tmp_path: Path) -> Path:
    """Make a folder that holds all that the examples name."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for path in example_paths():
        if path.suffix == ".txt":
            shutil.copy(path, reports)
    shutil.copy(next(path for path in example_paths() if path.suffix == ".html"), tmp_path / "page.html")
    (tmp_path / "report.txt").write_text(STRIKE)
    (tmp_path / "table.csv").write_text(f'day,body\n2024-02-12,"{STRIKE}"\n')
    assert whence("read", "report.txt", "reports", "--into", "record.db").exit_code == 0
    (tmp_path / "out.jsonl").write_text(whence("read", "report.txt", "--json").stdout)
    (tmp_path / "gold").mkdir()
    shutil.copy(tmp_path / "out.jsonl", tmp_path / "gold" / "strike.jsonl")
    (tmp_path / "mine.toml").write_text('[[actor]]\nname = "Blue River Front"\nkind = "armed"\n')
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w") as archive:
        archive.writestr("IQ.txt", GEONAMES)
    assert whence("gazetteer", "add", "IQ.zip").exit_code == 0
    assert whence("link", "record.db").exit_code == 0
    return tmp_path


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_an_example(name: str) -> None:
    assert name in dict(examples())


@pytest.mark.parametrize("line", [line for _, line in examples()])
def test_every_example_runs(line: str, whence: Whence, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.pipeline.doctor", lambda: [])
    reading = json.loads((folder / "out.jsonl").read_text())
    with Record.open(folder / "record.db", read_only=True) as record:
        own = record.event_claims(reading["claims"][0]["id"])[0].event
        other = next(event.id for event in record.events() if event.id != own)
        line = line.replace("5e6f", own).replace("7a8b", record.event_claims(other)[0].claim)
    asked, _, _ = line.replace("1a2b", reading["id"][:6]).replace("3c4d", reading["claims"][0]["id"][:6]).partition(" > ")
    result = whence(*shlex.split(asked)[1:])
    assert result.exit_code == 0, result.output
    assert [line for line in result.output.splitlines() if line != line.rstrip()] == []  # piped, no line ends in blanks


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_80_columns(name: str, whence: Whence) -> None:
    shown = whence(*filter(None, [name]), "--help").stdout
    assert max(len(line.rstrip()) for line in shown.splitlines()) <= 80


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the time of a child process is not told")
def test_help_is_there_in_700_ms() -> None:
    def seconds() -> float:  # of the processor: a busy machine makes the wall clock say anything
        before = os.times()
        subprocess.run([sys.executable, "-c", "from whence.cli import main; main()", "--help"], check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(seconds() for _ in range(3)) < 0.7


def test_help_loads_no_model_and_no_store() -> None:
    code = (
        "import sys, whence.cli.app; print(*(m for m in ('numpy', 'onnxruntime', 'sqlalchemy', 'trafilatura', 'py3langid', 'sentencex') "
        "if m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == ""


@pytest.mark.parametrize(
    "words", [(name,) for name in GROUP.commands if name != "gazetteer"] + [("gazetteer", sub) for sub in ("add", "list", "remove")]
)
def test_the_usage_is_that_of_the_docs(words: tuple[str, ...], whence: Whence) -> None:
    usage = whence(*words, "--help").stdout.splitlines()[0].removeprefix("Usage: ")
    assert f"\n    {usage}\n" in DOCS.read_text(encoding="utf-8")


def options_of(name: str) -> set[str]:
    parameters = [*command(name).params, *(p for sub in getattr(command(name), "commands", {}).values() if name for p in sub.params)]
    return {option for parameter in parameters for option in parameter.opts if option.startswith("--")} - {"--help"}


def documented_options() -> dict[str, set[str]]:
    sections = re.split(r"^## whence (\w+)$", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    documented = {
        name: set(re.findall(r"^\| `(--[\w-]+)", text, flags=re.MULTILINE)) for name, text in zip(sections[1::2], sections[2::2], strict=True)
    }
    return documented | {"": set(re.findall(r"`whence (--[\w-]+)`", sections[0]))}


def test_the_docs_hold_every_command_and_no_other() -> None:
    assert set(documented_options()) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_docs_hold_every_option_and_no_other(name: str) -> None:
    assert documented_options()[name] == options_of(name)
