import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from whence.json_form import reading_from_json
from whence.resolve.actors import classify_sources, load_actors, resolve_actors
from whence.terms import Reading, Span

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
CODED = Path(__file__).with_name("actors_coded.tsv")
SOURCES = Path(__file__).with_name("actors_sources.tsv")
OWN = Path(__file__).parents[2] / "corpus" / "train"
with_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")


def rows(path: Path = CODED) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


def readings(part: str) -> Iterator[Reading]:
    return (reading_from_json(json.loads(file.read_text(encoding="utf-8"))) for file in sorted((CORPUS / part).glob("*.json")))


def test_the_coded_sample_has_300_phrases_and_a_held_out_third_or_so() -> None:
    parts = Counter(row["part"] for row in rows())
    assert sum(parts.values()) == 300
    assert parts["held"] >= 90


@with_corpus
def test_names_of_actors_and_recipients_reach_the_floor() -> None:
    table = load_actors()
    named = right = 0
    for reading in readings("dev"):
        values = resolve_actors(reading.report, reading.claims)
        for party in (party for claim in reading.claims for party in (*claim.actor, *claim.recipient) if party.name is not None):
            name = values[party.span].name
            named += 1
            right += name is not None and table.same(name, party.name or "")
    assert right / named >= 0.72


@with_corpus
def test_countries_and_sectors_of_the_coded_sample_reach_the_floor() -> None:
    coded = defaultdict(list)
    for row in rows():
        coded[row["report"]].append(row)
    n: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in (*readings("train"), *readings("dev")):
        if reading.report.id not in coded:
            continue
        values = resolve_actors(reading.report, reading.claims)
        for row in coded[reading.report.id]:
            value = values[Span(int(row["start"]), int(row["end"]), reading.report.text)]
            right = ((value.country or "-"), (value.sector or "-")) == (row["country"], row["sector"])
            n[row["part"]].update(all=1, right=right)
    assert {part: count["right"] / count["all"] >= 0.75 for part, count in n.items()} == {"tune": True, "held": True}


def test_the_coded_sources_are_more_than_60_and_stand_in_their_reports() -> None:
    coded = rows(SOURCES)
    assert len({row["report"] for row in coded}) == len(coded) >= 100
    assert Counter(row["part"] for row in coded)["held"] >= 39
    for row in coded:
        text = json.loads((OWN / f"{row['report']}.json").read_text(encoding="utf-8"))["text"]
        assert text[int(row["start"]) : int(row["end"])] == row["words"], row


def test_kinds_of_sources_reach_the_floor() -> None:
    n: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(SOURCES):
        reading = reading_from_json(json.loads((OWN / f"{row['report']}.json").read_text(encoding="utf-8")))
        kinds = classify_sources(reading.claims, resolve_actors(reading.report, reading.claims))
        kind = kinds[Span(int(row["start"]), int(row["end"]), reading.report.text)]
        n[row["part"]].update(all=1, right=kind == row["kind"])
    assert {part: count["right"] / count["all"] >= 0.75 for part, count in n.items()} == {"tune": True, "held": True}
