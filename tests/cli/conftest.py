from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fake_reader import FakeReader
from whence.cli.app import app


@pytest.fixture
def whence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_reader: FakeReader) -> Callable[..., Result]:
    """Run a command of whence in an empty folder, in a terminal of 80 columns that knows no colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("WHENCE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def run(*args: str, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [*args], prog_name="whence", input=input)

    return run
