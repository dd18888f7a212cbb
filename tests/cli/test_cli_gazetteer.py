import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Whence = Callable[..., Result]

# Columns of a GeoNames dump: id, names, point, class, code, countries, divisions, population, elevation, zone, day.
ROW = "9000001\tTarsk Landing\tTarsk Landing\t\t-5.9\t29.1\tP\tPPL\tCD\t\t\t\t\t\t900\t\t770\tAfrica/Lubumbashi\t2020-01-01\n"


@pytest.fixture
def dump(whence: Whence, tmp_path: Path) -> Path:
    path = tmp_path / "CD.txt"
    path.write_text(ROW, encoding="utf-8")
    return path


def test_what_is_added_is_used_listed_and_removed(whence: Whence, dump: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Boats were burnt in Tarsk Landing on Monday, residents of the village said, and nobody was hurt there.")

    def places() -> list[str]:
        (line,) = whence("places", "report.txt", "--json").stdout.splitlines()
        return [one["place"]["id"] for one in json.loads(line)["places"] if one["place"] is not None]

    assert places() == []
    added = whence("gazetteer", "add", "CD.txt")
    assert added.exit_code == 0
    assert added.stderr.startswith("CD: 1 place, ")
    assert places() == ["geonames:9000001"]
    (line,) = whence("gazetteer", "list", "--json").stdout.splitlines()
    assert (json.loads(line)["name"], json.loads(line)["n_places"]) == ("CD", 1)
    assert whence("gazetteer", "remove", "CD").exit_code == 0
    assert places() == []
    assert whence("gazetteer", "list", "--json").stdout == ""


def test_the_list_says_where_sources_lie(whence: Whence, dump: Path, tmp_path: Path) -> None:
    empty = whence("gazetteer", "list")
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert f"0 sources beside the bundled gazetteer, in {tmp_path / 'data' / 'gazetteer'}." in empty.stderr
    whence("gazetteer", "add", "CD.txt", "--name", "congo")
    row = whence("gazetteer", "list").stdout.splitlines()[2].split()
    assert row[:3] == ["congo", "places", "1"]
    assert row[4:6] == ["41", "kB"]


@pytest.mark.parametrize("width", [60, 80])
def test_the_list_is_legible_in_a_narrow_terminal(width: int, whence: Whence, dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whence("gazetteer", "add", "CD.txt")
    monkeypatch.setenv("COLUMNS", str(width))
    lines = whence("gazetteer", "list").stdout.splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("add", "nothing.txt"), "There is no file nothing.txt"),
        (("add", "nothing.zip"), "There is no file nothing.zip"),
        (("add", "cut.zip"), "cut.zip ends in .zip and is none"),
        (("add", "CD.txt", "--classes", "Q"), "no feature class Q"),
        (("add", "CD.txt", "--classes", ""), "without the option all are taken"),
        (("add", "CD.txt", "--table"), "CD.txt, line 1"),
        (("add", "CD.txt", "--table", "--classes", "P"), "no feature classes"),
        (("add", "cut.txt"), "cut.txt, line 2: 2 columns, 19 are needed. It is the last line"),
        (("add", "CD.txt", "--name", "../CD"), "cannot name a gazetteer"),
        (("remove", "IQ"), "no added gazetteer 'IQ'"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(args: tuple[str, ...], told: str, whence: Whence, dump: Path) -> None:
    whence("gazetteer", "add", "CD.txt")
    (dump.parent / "cut.zip").write_bytes(b"PK")
    (dump.parent / "cut.txt").write_text(f"{ROW}9000002\tTarsk", encoding="utf-8")
    before = whence("gazetteer", "list", "--json").stdout
    result = whence("gazetteer", *args)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert whence("gazetteer", "list", "--json").stdout == before
