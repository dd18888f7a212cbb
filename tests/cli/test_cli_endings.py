"""How commands end when something comes in between. Each is its own process, as the shell would run it."""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from fake_reader import STRIKE
from whence.record import Record

Write = Callable[..., Path]
WHENCE = [sys.executable, str(Path(__file__).parents[1] / "fake_whence.py")]
posix = pytest.mark.skipif(os.name != "posix", reason="signals and /dev/full are POSIX")


@pytest.fixture
def reports(write_report: Write) -> Path:
    for n in range(12):
        write_report(f"reports/{n:02}.txt", f"{STRIKE} Report {n}.")
    return write_report("reports/00.txt").parent


def start(*args: str, folder: Path, seconds: float = 0.1) -> subprocess.Popen[str]:
    env = os.environ | {"WHENCE_FAKE_SECONDS": str(seconds), "COLUMNS": "80"}
    return subprocess.Popen([*WHENCE, *args], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@posix
@pytest.mark.parametrize("more", [("--json",), ()])
def test_a_closed_pipe_ends_in_one_sentence(more: tuple[str, ...], reports: Path, tmp_path: Path) -> None:
    with start("read", "reports", "--jobs", "1", *more, folder=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert told == "Stopped: the program that read this output closed it.\n"
    assert process.returncode == 141


@posix
def test_ctrl_c_ends_with_130_and_what_was_read_is_kept(reports: Path, tmp_path: Path) -> None:
    with start("read", "reports", "--jobs", "1", "--json", "--into", "record.db", folder=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        shown = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        shown += process.stdout.readlines()
        told = process.stderr.read()
    assert process.returncode == 130
    assert told.endswith("Stopped by Ctrl-C. The same command goes on from here.\n")
    assert "Traceback" not in told
    with Record.open(tmp_path / "record.db", read_only=True) as record:
        kept = [reading.report.id for reading in record.readings()]
    assert [json.loads(line)["id"] for line in shown] == kept[: len(shown)]
    assert len(kept) < 12


@posix
def test_ctrl_c_does_not_wait_for_the_report_that_is_being_read(reports: Path, tmp_path: Path) -> None:
    with start("read", "reports", "--jobs", "1", "--into", "record.db", folder=tmp_path, seconds=600) as process:
        while not (tmp_path / "record.db").exists():
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is played by /dev/full")
def test_a_full_disk_ends_in_one_sentence(reports: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run([*WHENCE, "read", "reports", "--json"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True)
    assert ended.stderr == "No space left on device.\n"
    assert ended.returncode == 1


@posix
def test_a_record_on_a_disk_that_cannot_be_written_ends_in_one_sentence(reports: Path, tmp_path: Path) -> None:
    if not Path("/proc/self").is_dir():
        pytest.skip("a disk that nobody can write, root included, is played by /proc")
    with start("read", "reports", "--into", "/proc/self/record.db", folder=tmp_path) as process:
        _, told = process.communicate()
    assert process.returncode == 2
    assert "/proc/self/record.db" in told
    assert "Traceback" not in told


@posix
def test_progress_goes_to_the_terminal_and_data_to_the_file(reports: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    env = os.environ | {"WHENCE_FAKE_SECONDS": "0.1", "TERM": "xterm"}
    with (tmp_path / "out.jsonl").open("w") as out:
        process = subprocess.Popen([*WHENCE, "read", "reports", "--json"], cwd=tmp_path, env=env, stdout=out, stderr=theirs)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # how the end of a terminal is told
        while piece := os.read(ours, 65536):
            shown += piece
    assert process.wait() == 0
    assert re.search(r"Reading \d+ .*\d/s", shown.decode())
    assert "depot" not in shown.decode()
    assert [json.loads(line)["path"] for line in (tmp_path / "out.jsonl").read_text().splitlines()] == [f"reports/{n:02}.txt" for n in range(12)]


def test_what_is_written_among_the_reports_is_not_read(reports: Path, tmp_path: Path) -> None:
    with (reports / "zz.jsonl").open("w") as out:
        ended = subprocess.run([*WHENCE, "read", "reports", "--json"], cwd=tmp_path, stdout=out, stderr=subprocess.PIPE, timeout=60)
    assert ended.returncode == 0
    assert len((reports / "zz.jsonl").read_text().splitlines()) == 12


def fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("whence.pipeline.read_all", broken)


def test_an_error_that_nobody_foresaw_is_one_sentence_and_how_to_see_more(
    whence: Callable[..., Result], write_report: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_report("strike.txt")
    fail(monkeypatch)
    result = whence("read", "strike.txt")
    assert result.exit_code == 1
    assert result.stderr == (
        "whence failed where it should not: ZeroDivisionError: a bug\nTo see where: set WHENCE_TRACEBACK=1 and run the same command again.\n"
    )


def test_the_traceback_is_shown_where_it_is_asked_for(whence: Callable[..., Result], write_report: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report("strike.txt")
    fail(monkeypatch)
    monkeypatch.setenv("WHENCE_TRACEBACK", "1")
    assert re.search(r"Traceback .*in broken\n", whence("read", "strike.txt").stderr, flags=re.DOTALL)


def test_the_traceback_of_one_report_is_shown_where_it_is_asked_for(reports: Path, write_report: Write, tmp_path: Path) -> None:
    write_report("one.txt", "The regional governor said on Monday that the damaged document was unreadable and would be replaced by the office.")
    env = os.environ | {"WHENCE_TRACEBACK": "1"}
    ended = subprocess.run([*WHENCE, "read", "one.txt"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert "fake_reader.py" in ended.stderr
    assert "IndexError: the decoder met an empty window" in ended.stderr


@posix
def test_a_terminal_that_lacks_a_letter_gets_its_number(reports: Path, tmp_path: Path) -> None:
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    ended = subprocess.run([*WHENCE, "read", "reports/00.txt"], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert ended.returncode == 0
    assert r"\u2192 a fuel" in ended.stdout


@posix
def test_json_is_utf_8_whatever_the_terminal_knows(write_report: Write, tmp_path: Path) -> None:
    write_report("strike.txt", f"{STRIKE} The café burned down → nobody was inside 🚀.")
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    ended = subprocess.run([*WHENCE, "read", "strike.txt", "--json"], cwd=tmp_path, env=env, capture_output=True)
    assert json.loads(ended.stdout.decode())["text"].endswith("The café burned down → nobody was inside 🚀.")
