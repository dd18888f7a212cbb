"""Measure actors: names, countries and sectors, kinds of sources, and their cost; and fit the weights of the ranker.

    python bench/actors.py                     # every figure
    python bench/actors.py --json > actors.json
    python bench/actors.py --errors dev        # the phrases named wrongly
    python bench/actors.py --fit weights.tsv   # the ranker's weights anew, from train, with five-fold cross-validation; half a minute

Data: ../shared/corpus, gold spans as input. Rules and weights were tuned on train, dev is only reported. Countries and sectors: the phrases of
tests/resolve/actors_coded.tsv, coded by hand before the rules were written; its part "held" was not looked at while tuning. Kinds of sources: tests/resolve/actors_sources.tsv, on reports of
corpus/train, likewise.

read             names where the bundled reader found the claims of dev: phrases of matched claims that overlap a gold one with a name
names            share of actor and recipient phrases with a gold name that get the same name (alike when folded, or the same entry of the table)
named for none   share of such phrases without a gold name that get one all the same
train, cross-validated   the same where the weights were fitted on reports about other actors
load             CPU time to load the table in a fresh process, imports left out
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from whence.evaluate.matching import match_claims
from whence.json_form import reading_from_json
from whence.read import load_reader
from whence.resolve.actors import ActorTable, ActorValue, classify_sources, load_actors, resolve_actors
from whence.resolve.actors.features import Weights, features_of
from whence.resolve.actors.phrases import Phrase
from whence.resolve.actors.ranker import Anaphor, Candidate
from whence.resolve.actors.resolve import Resolver
from whence.terms import Party, Reading, Report, Span

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
CODED = ROOT / "tests" / "resolve" / "actors_coded.tsv"
SOURCES = ROOT / "tests" / "resolve" / "actors_sources.tsv"
SEEN_AT_LEAST = 4  # times that a feature must occur to get a weight
L2 = 0.5
FOLDS = 5
ROUNDS = 3  # the weights change what is resolved first, and so the features of what comes after
SMALLEST = 0.02  # weights below it are left out
LOAD = "import time; from whence.resolve.actors import load_actors; t = time.process_time(); load_actors(); print(time.process_time() - t)"
Json = dict[str, Any]


def readings(part: str) -> list[Reading]:
    """Load the gold readings of a part of the corpus."""
    return [reading_from_json(json.loads(file.read_text(encoding="utf-8"))) for file in sorted((CORPUS / part).glob("*.json"))]


def parties(reading: Reading) -> Iterator[Party]:
    """All actors and recipients of the claims."""
    return (party for claim in reading.claims for party in (*claim.actor, *claim.recipient))


def count_names(reading: Reading, values: Mapping[Span, ActorValue], table: ActorTable, n: Counter[str]) -> list[Json]:
    """Count right names of one report; what is wrong is returned."""
    errors = []
    for party in parties(reading):
        value = values[party.span]
        right = value.name is not None and party.name is not None and table.same(value.name, party.name)
        n["null" if party.name is None else "named"] += 1
        n["right"] += right
        n["named for none"] += party.name is None and value.name is not None
        if not right and (party.name or value.name):
            errors.append({"report": reading.report.id, "words": party.span.words, "gold": party.name, "told": value.name, "rule": value.rule})
    return errors


def read_names(part: str, table: ActorTable) -> Json:
    """Measure names on what the bundled reader reads: the parties of claims that match a gold claim, each with the gold party that it overlaps."""
    reader, n = load_reader(), Counter[str]()
    for gold in readings(part):
        read = reader.read(gold.report)
        values = resolve_actors(read.report, read.claims, table=table)
        for one, other in match_claims(gold.claims, read.claims, gold.report.text):
            for golds, found in ((one.actor, other.actor), (one.recipient, other.recipient)):
                left = list(found)
                for party in golds:
                    told = next((p for p in left if p.span.overlaps(party.span)), None)
                    if told is None or party.name is None:
                        continue
                    left.remove(told)
                    name = values[told.span].name
                    n.update(phrases=1, right=name is not None and table.same(name, party.name))
    return {"phrases with a name": n["phrases"], "names": n["right"] / n["phrases"]}


def name_figures(n: Counter[str]) -> Json:
    """Make shares of counts."""
    return {
        "phrases with a name": n["named"],
        "names": n["right"] / n["named"],
        "phrases without": n["null"],
        "named for none": n["named for none"] / n["null"],
    }


def names(part: str, table: ActorTable) -> tuple[Json, list[Json]]:
    """Measure names on one part. Returns the figures and what is wrong."""
    n: Counter[str] = Counter()
    errors = []
    for reading in readings(part):
        errors += count_names(reading, resolve_actors(reading.report, reading.claims, table=table), table, n)
    return name_figures(n), errors


def coded_rows(path: Path) -> list[dict[str, str]]:
    """Read a file of phrases coded by hand."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


def sources(table: ActorTable) -> Json:
    """Compare the kinds of sources with those coded by hand."""
    n: dict[str, Counter[str]] = defaultdict(Counter)
    for row in coded_rows(SOURCES):
        file = ROOT / "corpus" / "train" / f"{row['report']}.json"
        reading = reading_from_json(json.loads(file.read_text(encoding="utf-8")))
        kinds = classify_sources(reading.claims, resolve_actors(reading.report, reading.claims, table=table))
        kind = kinds[Span(int(row["start"]), int(row["end"]), reading.report.text)]
        n[row["part"]].update(sources=1, right=kind == row["kind"])
    return {part: {"sources": c["sources"], "kind": c["right"] / c["sources"]} for part, c in sorted(n.items())}


def codes(table: ActorTable) -> Json:
    """Compare countries and sectors with the phrases coded by hand."""
    coded: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in coded_rows(CODED):
        coded[row["report"]].append(row)
    n: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in (*readings("train"), *readings("dev")):
        rows = coded.get(reading.report.id)
        if rows is None:
            continue
        values = resolve_actors(reading.report, reading.claims, table=table)
        for row in rows:
            value = values[Span(int(row["start"]), int(row["end"]), reading.report.text)]
            country, sector = (value.country or "-") == row["country"], (value.sector or "-") == row["sector"]
            n[row["part"]].update(phrases=1, country=country, sector=sector, both=country and sector)
    return {part: {"phrases": c["phrases"], **{k: c[k] / c["phrases"] for k in ("country", "sector", "both")}} for part, c in sorted(n.items())}


def cost(table: ActorTable) -> Json:
    """Time reports (CPU) and the loading of the table."""
    sample = readings("dev")
    for reading in sample[:5]:
        resolve_actors(reading.report, reading.claims, table=table)
    started = time.process_time()
    for reading in sample:
        resolve_actors(reading.report, reading.claims, table=table)
    took = time.process_time() - started
    loads = sorted(float(subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True).stdout) for _ in range(5))
    return {
        "ms for 400 words": 400_000 * took / sum(len(reading.report.text.split()) for reading in sample),
        "load, s": loads[2],
        "entries": len(table.actors),
        "names": len(table.aliases),
    }


@dataclass(frozen=True)
class Example:
    """A phrase that the ranker decided: the features of its candidates (the first: nobody) and which of them are right."""

    features: list[dict[str, float]]
    right: list[int]


class Watched(Resolver):
    """A resolver that keeps what its ranker chose among."""

    def __init__(self, report: Report, reading: Reading, table: ActorTable, weights: Mapping[str, float]) -> None:
        self.seen: list[tuple[Phrase, Anaphor, list[Candidate]]] = []
        super().__init__(report, reading.claims, table)
        self.weights = Weights(weights)

    def rank_candidates(self, phrase: Phrase, anaphor: Anaphor) -> list[Candidate]:
        """Keep the candidates."""
        found = super().rank_candidates(phrase, anaphor)
        self.seen.append((phrase, anaphor, found))
        return found

    def name_of(self, phrase: Phrase, anaphor: Anaphor, candidate: Candidate) -> str | None:
        """Tell the name that the choice of a candidate would give."""
        figure, mention, _ = candidate
        if figure is None:
            return None
        outcome = self.taken_for(phrase, anaphor.type, figure, mention)
        return outcome.figure.name if outcome.figure is not None else outcome.name


def examples(given: Sequence[Reading], table: ActorTable, weights: Mapping[str, float]) -> list[Example]:
    """Collect what the ranker decides under some weights."""
    found = []
    for reading in given:
        gold = {party.span: party.name for party in parties(reading)}
        watched = Watched(reading.report, reading, table, weights)
        watched.resolve()
        for phrase, anaphor, candidates in watched.seen:
            if phrase.span not in gold:
                continue
            name = gold[phrase.span]
            told = [watched.name_of(phrase, anaphor, candidate) for candidate in candidates]
            right = [0] if name is None else [i for i, other in enumerate(told) if other is not None and table.same(other, name)]
            features = [dict(feature for fact in facts for feature in features_of(fact)) for _, _, facts in candidates]
            found.append(Example(features, right))
    return found


def fitted(given: Sequence[Example], *, steps: int = 300, rate: float = 0.1) -> dict[str, float]:
    """Fit a log-linear ranker: the right candidates' share of the softmax, with an L2 penalty, by Adam."""
    count = Counter(name for example in given for features in example.features for name in features)
    index: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    right: list[bool] = []
    starts: list[int] = []
    for example in given:
        if not example.right:
            continue
        starts.append(len(right))
        for i, features in enumerate(example.features):
            kept = [(name, value) for name, value in features.items() if count[name] >= SEEN_AT_LEAST]
            rows += [len(right)] * len(kept)
            columns += [index.setdefault(name, len(index)) for name, _ in kept]
            values += [value for _, value in kept]
            right.append(i in example.right)
    row, column, value, first = np.array(rows), np.array(columns), np.array(values), np.array(starts)
    group = np.repeat(np.arange(len(first)), np.diff([*starts, len(right)]))

    def shares(scores: np.ndarray) -> np.ndarray:
        powers = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        return np.asarray(powers / np.add.reduceat(powers, first)[group])

    weights, mean, square = (np.zeros(len(index)) for _ in range(3))
    for step in range(1, steps + 1):
        scores = np.bincount(row, weights=weights[column] * value, minlength=len(right))
        error = shares(scores) - shares(np.where(right, scores, -1e9))
        slope = np.bincount(column, weights=value * error[row], minlength=len(index)) / len(first) + 10 * L2 * weights / len(first)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: float(weights[i]) for name, i in index.items()}


def folds(given: Sequence[Reading], table: ActorTable) -> dict[str, int]:
    """Part reports into folds so that those about the same actor, which often tell of the same event, stay together."""
    about: dict[str, list[str]] = defaultdict(list)
    for reading in given:
        count = Counter(table.identify(party.name) or party.name for party in parties(reading) if party.name is not None)
        about[count.most_common(1)[0][0] if count else reading.report.id].append(reading.report.id)
    found: dict[str, int] = {}
    sizes = [0] * FOLDS
    for _, ids in sorted(about.items(), key=lambda item: (-len(item[1]), item[0])):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(ids)
        found.update(dict.fromkeys(ids, fold))
    return found


def train(given: Sequence[Reading], table: ActorTable) -> dict[str, float]:
    """Fit the weights on some readings."""
    weights: dict[str, float] = {}
    for _ in range(ROUNDS):
        weights = fitted(examples(given, table, weights))
    return weights


def fit(table: ActorTable, out: Path) -> Json:
    """Fit the weights on train, write them, and tell the figures of train under cross-validation."""
    given = readings("train")
    fold_of = folds(given, table)
    n: Counter[str] = Counter()
    for fold in range(FOLDS):
        weights = train([reading for reading in given if fold_of[reading.report.id] != fold], table)
        for reading in given:
            if fold_of[reading.report.id] == fold:
                count_names(reading, Watched(reading.report, reading, table, weights).resolve(), table, n)
    weights = train(given, table)
    with out.open("w", encoding="utf-8") as file:
        file.write("# Weights of the ranker (ranker.py), natural-log odds; fitted on annotated reports by bench/actors.py --fit.\n")
        file.write("# source: fitted\nfeature\tweight\n")
        file.writelines(f"{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST)
    return {"weights": len(weights), "train, cross-validated": name_figures(n)}


def show(figures: Json, depth: int = 0) -> None:
    """Print figures, one a line."""
    for name, value in figures.items():
        if isinstance(value, dict):
            print("  " * depth + name)
            show(value, depth + 1)
        else:
            print("  " * depth + f"{name:34} " + (f"{value:.3f}" if isinstance(value, float) else str(value)))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--errors", metavar="PART", help="print the phrases of a part that are named wrongly, as JSON lines")
    parser.add_argument("--fit", type=Path, metavar="OUT", help="fit the weights anew and write them there")
    args = parser.parse_args()
    table = load_actors()
    if args.errors:
        for error in names(args.errors, table)[1]:
            print(json.dumps(error, ensure_ascii=False))
        return
    if args.fit:
        figures = fit(table, args.fit)
    else:
        figures = {
            "train": names("train", table)[0],
            "dev": names("dev", table)[0],
            "dev, read": read_names("dev", table),
            "coded": codes(table),
            "sources": sources(table),
            "cost": cost(table),
        }
    if args.json:
        print(json.dumps(figures, indent=2))
    else:
        show(figures)


if __name__ == "__main__":
    main()
