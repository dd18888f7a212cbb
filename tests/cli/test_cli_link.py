"""A person's word on events, and what speaks for a pair, on the command line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from fake_reader import STRIKE
from whence.cli.show import FIELD, evidence_rows
from whence.link.events import Explanation, FieldEvidence
from whence.link.events.fields import FIELDS
from whence.record import Record

Whence = Callable[..., Result]


@pytest.fixture
def claims(whence: Whence, tmp_path: Path) -> list[str]:
    """Make a record.db of six reports, five of them of one strike, with its events, and give their claims, the other one last."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for n in range(5):
        (reports / f"{n}.txt").write_text(f"Jets hit depot\n\n{STRIKE} Line {n} of the paper.")
    (reports / "5.txt").write_text(
        "Guards hit convoy\n\nBorder guards struck a convoy in Nairobi on Friday. The trucks went on to the coast the same evening."
    )
    whence("read", "reports", "--into", "record.db", "--published", "2024-02-07")
    assert whence("link", "record.db").exit_code == 0
    with Record.open(tmp_path / "record.db", read_only=True) as record:
        return [claim.id for reading in record.readings() for claim in reading.claims]


def test_a_decision_names_events_and_not_all_their_claims(whence: Whence, claims: list[str]) -> None:
    told = whence("link", "record.db", "--merge", claims[0], claims[-1], "--because", "one operation").stderr
    assert re.search(r"event \w{10} \(5 claims\) and event \w{10} \(1 claim\) tell of one happening", told)
    told = whence("link", "record.db", "--split", claims[-1], "--because", "it was not").stderr
    assert re.search(rf"{claims[-1][:10]} and the other 5 claims of event \w{{10}} tell of different happenings", told)
    listed = " ".join(whence("link", "record.db", "--decisions").stdout.split())
    assert listed.count("more claims") == 2
    assert max(listed.count(claim[:10]) for claim in claims[:-1]) == 2


@pytest.mark.parametrize("args", [("link", "record.db", "--merge", "A", "--because", "x"), ("show", "record.db", "--why", "A", "--json")])
def test_a_second_id_that_is_missing_is_told(args: tuple[str, ...], whence: Whence, claims: list[str]) -> None:
    result = whence(*args)
    assert result.exit_code == 2
    assert "two ids" in " ".join(result.stderr.split())


def test_what_an_option_of_two_values_takes_is_told(whence: Whence, claims: list[str]) -> None:
    result = whence("link", "record.db", "--because", "x", "--merge", "A")
    assert result.exit_code == 2
    assert "--merge takes 2 values: --merge A B. A and B, two events or claims" in " ".join(result.stderr.split())


def test_options_that_do_not_go_together_are_named(whence: Whence, claims: list[str]) -> None:
    result = whence("link", "record.db", "--dry-run", "--decisions")
    assert result.exit_code == 2
    assert "--dry-run and --decisions: they do not go together" in " ".join(result.stderr.split())


def test_evidence_ends_with_the_events_of_the_two(whence: Whence, claims: list[str]) -> None:
    assert re.search(r"Both are in event \w{10}\.\n$", whence("show", "record.db", "--why", claims[0], claims[1]).stdout)
    apart = " ".join(whence("show", "record.db", "--why", claims[0], claims[-1]).stdout.split())
    assert re.search(r"They are in different events, \w{10} and \w{10}\.$", apart)


def test_fields_have_plain_names_and_those_without_evidence_are_one_row() -> None:
    assert list(FIELD) == [field.name for field in FIELDS]
    fields = (
        FieldEvidence(field="where_words", bin="shared", means="a word", centibits=80, shared=("Kalemie",)),
        FieldEvidence(field="vector", bin="unknown", means="no vectors", centibits=-40),
        FieldEvidence(field="lead", bin="leads", means="both in leads", centibits=9),
    )
    rows = evidence_rows(Explanation(prior=-500, fields=fields, total=-451, counted=-451, apart=None, too_weak=False))
    assert sum(bits for _, bits, _ in rows) == -451
    assert rows[1] == ("words of place", 80, "a word (Kalemie)")
    assert rows[2][:2] == ("all else", -31)
    assert len(rows) == 3
