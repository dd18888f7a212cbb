"""The bundled example reports and the gold readings made for them by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whence.examples import example_paths
from whence.ingest import read_file
from whence.json_form import reading_from_json
from whence.terms import Reading, Report

GOLD = Path(__file__).parent / "examples_gold"
NAMES = ["1-wire", "2-reprint", "3-state", "4-opponent", "5-ministry", "6-correction", "7-page", "8-unrelated"]


def gold(name: str) -> Reading:
    return reading_from_json(json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8")))


def test_the_package_holds_eight_examples_in_order() -> None:
    assert [path.stem for path in example_paths()] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_a_gold_reading_with_claims_and_attributions(name: str) -> None:
    reading = gold(name)
    assert reading.claims
    assert reading.attributions


@pytest.mark.parametrize("name", NAMES)
def test_every_gold_account_is_a_telling_of_the_gold_attributions(name: str) -> None:
    reading = gold(name)
    tellings = {(span, cue) for a in reading.attributions for span in a.source or (None,) for cue in a.cue or (None,)}
    links = {(link.source, link.cue) for claim in reading.claims for link in claim.account.links}
    assert links <= tellings


@pytest.mark.parametrize("path", example_paths(), ids=lambda path: path.stem)
def test_the_gold_text_is_the_text_that_ingest_yields(path: Path) -> None:
    assert [report.text for report in read_file(path) if isinstance(report, Report)] == [gold(path.stem).report.text]


@pytest.mark.parametrize("path", example_paths(), ids=lambda path: path.stem)
def test_the_gold_date_of_publication_is_the_one_that_ingest_finds(path: Path) -> None:
    assert [report.published for report in read_file(path) if isinstance(report, Report)] == [gold(path.stem).report.published]


def test_the_reprint_is_credited_to_the_wire_service() -> None:
    (reprint,) = read_file(example_paths()[1])
    assert isinstance(reprint, Report)
    assert reprint.origin is not None
    assert reprint.origin.name == "Meridian News"
