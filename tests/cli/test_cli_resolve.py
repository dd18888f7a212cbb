import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from fake_reader import STRIKE
from whence.record import Record

Whence = Callable[..., Result]
Write = Callable[..., Path]

TABLE = '[[actor]]\nname = "Kalemie Jet Corps"\nkind = "armed"\ncountry = "COD"\naliases = ["Army jets"]\n'


@pytest.fixture
def kept(whence: Whence, write_report: Write, tmp_path: Path) -> Path:
    """Make a record.db of one report, with a table of actors that names its actor beside it."""
    write_report("strike.txt")
    (tmp_path / "mine.toml").write_text(TABLE)
    assert whence("read", "strike.txt", "--into", "record.db").exit_code == 0
    return tmp_path / "record.db"


def claim_id(kept: Path) -> str:
    with Record.open(kept, read_only=True) as record:
        (reading,) = record.readings()
        return reading.claims[0].id


def test_a_table_of_ones_own_names_what_it_lists(whence: Whence, kept: Path) -> None:
    result = whence("resolve", "record.db", "--actors", "mine.toml")
    assert (result.exit_code, result.stdout) == (0, "")
    told, named = result.stderr.splitlines()
    assert told == "1 report resolved, 1 with other values than before:"
    assert re.fullmatch(r"  \w{10}  Army jets struck a fuel depot in Kalemie.*", named)
    shown = " ".join(whence("show", "record.db", "--claim", claim_id(kept)).stdout.split())
    assert "Kalemie Jet Corps" in shown
    assert ", mine.toml " in shown
    assert whence("verify", "record.db").exit_code == 0


def test_a_table_that_is_not_given_again_is_named_with_what_to_type(whence: Whence, kept: Path) -> None:
    whence("resolve", "record.db", "--actors", "mine.toml")
    told = whence("resolve", "record.db").stderr
    assert "Values that came from mine.toml are gone" in told
    assert "whence resolve record.db --actors mine.toml" in told
    assert "mine.toml" not in whence("resolve", "record.db").stderr


def test_reports_with_other_values_are_named_up_to_ten(whence: Whence, write_report: Write, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(TABLE)
    for n in range(12):
        write_report(f"many/{n:02}.txt", f"Strike {n}\n\n{STRIKE}")
    whence("read", "many", "--into", "many.db")
    told = whence("resolve", "many.db", "--actors", "mine.toml").stderr.splitlines()
    assert told[0] == "12 reports resolved, 12 with other values than before:"
    assert [line.split(None, 1)[1] for line in told[1:11]] == [f"Strike {n}" for n in range(10)]
    assert told[11:] == ["  and 2 more."]


def test_where_outlets_are_at_home_is_told(whence: Whence, tmp_path: Path) -> None:
    towns = ("Nixa", "Ozark", "Nixa", "Ozark", "Republic")
    texts = [f"Army jets struck fuel depots in {town} on day {n}, south of Springfield, Missouri." for n, town in enumerate(towns)]
    rows = [json.dumps({"text": text, "outlet": "The Ozark Ledger"}) for text in texts]
    rows.append(json.dumps({"text": "Army jets struck fuel depots in Goma on Monday, the army said.", "outlet": "Lake Post"}))
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    whence("read", "rows.jsonl", "--into", "record.db")
    told = [line for line in whence("resolve", "record.db").stderr.splitlines() if "at home" in line]
    assert len(told) == 1
    assert re.fullmatch(r"The Ozark Ledger is at home in \w+, Missouri, US\.", told[0])


def test_events_that_are_out_of_date_are_told(whence: Whence, kept: Path) -> None:
    whence("link", "record.db")
    assert "whence link record.db" in whence("resolve", "record.db", "--actors", "mine.toml").stderr


def test_the_same_values_are_not_kept_again(whence: Whence, kept: Path) -> None:
    before = kept.read_bytes()
    assert whence("resolve", "record.db").stderr == "1 report resolved, 0 with other values than before.\n"
    assert kept.read_bytes() == before


def test_what_fails_is_listed_and_ends_with_1_until_it_is_mended(whence: Whence, kept: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("whence.resolve.times.date_claims", lambda reading: 1 / 0)
        result = whence("resolve", "record.db", "--actors", "mine.toml")
        assert result.exit_code == 1
        assert "strike.txt" in result.stderr
        assert "ZeroDivisionError" in result.stderr
    assert "not resolved" in whence("show", "record.db", "--problems").stdout
    assert whence("resolve", "record.db", "--actors", "mine.toml").exit_code == 0
    assert whence("show", "record.db", "--problems").stdout == ""


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "RECORD"),
        (("nothing.db",), "No record at nothing.db"),
        (("record.db", "--actors", "nothing.toml"), "table of actors nothing.toml"),
        (("record.db", "--actors", "strike.txt"), "strike.txt is no TOML"),
    ],
)
def test_wrong_use_ends_with_2_and_changes_nothing(args: tuple[str, ...], told: str, whence: Whence, kept: Path) -> None:
    before = kept.read_bytes()
    result = whence("resolve", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in " ".join(result.stderr.split())
    assert kept.read_bytes() == before
