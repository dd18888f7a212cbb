from collections.abc import Callable
from pathlib import Path

import pytest

from fake_reader import STRIKE, FakeReader


@pytest.fixture
def fake_reader(monkeypatch: pytest.MonkeyPatch) -> FakeReader:
    """Let whence find a reader without a model as the bundled one."""
    reader = FakeReader()
    monkeypatch.setattr("whence.read.load_reader", lambda **options: reader)
    return reader


@pytest.fixture
def write_report(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of plain text, an English report where the text is not given."""

    def write(name: str, text: str = STRIKE) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
