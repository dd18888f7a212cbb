"""Measure places: recognition, resolution and cost, on LGL and TR-News; and fit the weights.

    python bench/places.py                     # every figure, default gazetteer, odd documents (held out) and all
    python bench/places.py --added             # with what was added by `whence gazetteer add`
    python bench/places.py --json > places.json
    python bench/places.py --outlets           # the same, knowing which outlet each document is of
    python bench/places.py speed               # time per text and per name, size and time of the first use
    python bench/places.py fit                 # the weights anew, from the even documents, into the package's weights.tsv

Data: ../shared/bench/places. Documents are split by their place in the file: weights and constants were tuned on the even ones (0, 2, …), the odd
ones are held out. Fitting recognition also takes the documents of ../shared/bench/ner_re3d/train that are openly licensed.

recognition     exact: start and end are equal; relaxed: the two share a character. Toponyms without coordinates in the gold count here
upper bound     share of gold names with coordinates for which the gazetteer has any place within 161 km, asked by the name alone
most populous   share within 161 km, when each name means its most populous place
gold names      share within 161 km, when the toponyms are given and only their places are to be told; told to be nowhere counts as wrong
end to end      P: of the places told for words that overlap a gold toponym with coordinates, the share within 161 km; R: of all such toponyms, the
                share found and right
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from whence.resolve.places import Gazetteer, Home, Homes, Place, find_places, open_gazetteer
from whence.resolve.places.default import open_default
from whence.resolve.places.find import Analysis
from whence.resolve.places.rank import SIGNS, rank, sign_matrices
from whence.resolve.places.recognize import Recognizer
from whence.resolve.places.tables import DATA, great_circle_km, read_weights
from whence.terms import Span

SHARED = Path(__file__).parents[2] / "shared"
SETS = {"LGL": "lgl", "TR-News": "trnews"}
RIGHT_KM = 161.0  # 100 miles, the field's measure
NOWHERE_KM = 20_000.0  # the error of a place that is not told, for the median
Json = dict[str, Any]


def documents(name: str, part: str) -> list[Json]:
    """Load a set's documents: "even", "odd" or "all"."""
    with gzip.open(SHARED / "bench" / "places" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return {"even": rows[0::2], "odd": rows[1::2], "all": rows}[part]


def km_to(place: Place, gold: Json) -> float:
    """Distance of a place from a gold toponym's point."""
    return great_circle_km(place.lat, place.lon, gold["lat"], gold["lon"])


def places_of(gazetteer: Gazetteer, name: str) -> list[Place]:
    """All that a name alone can mean."""
    known = gazetteer.abbreviation(name)
    return [known[0]] if known is not None else [hit.place for hit in gazetteer.find(name)]


def shares(right: float, found: float, gold: float) -> Json:
    """Precision, recall and F1 from counts."""
    precision, recall = right / max(found, 1), right / max(gold, 1)
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / max(precision + recall, 1e-9)}


def homes_of(name: str, gazetteer: Gazetteer) -> dict[str, Home | None]:
    """Learn where the outlet of each document is at home, by the outlet's other documents: their texts and addresses, no label."""
    homes, rows = Homes(), documents(name, "all")
    outlets = {row["id"]: urlsplit(row["url"] or "").hostname for row in rows}
    for row in rows:
        if outlet := outlets[row["id"]]:
            homes.add(outlet, row["id"], find_places(row["text"], gazetteer=gazetteer))
    return {id_: homes.of(outlet, leave_out=id_) for id_, outlet in outlets.items()}


def measure(rows: Sequence[Json], gazetteer: Gazetteer, homes: Mapping[str, Home | None] | None = None) -> Json:
    """Count every figure on some documents."""
    homes = homes or {}
    n: Counter[str] = Counter()
    errors: list[float] = []
    for row in rows:
        text, gold = row["text"], sorted(row["toponyms"], key=lambda t: t["start"])
        home = homes.get(row["id"])
        mentions = find_places(text, gazetteer=gazetteer, home=home)
        spans = [(m.span.start, m.span.end) for m in mentions]
        marked = [(t["start"], t["end"]) for t in gold]
        n["found"] += len(spans)
        n["gold"] += len(marked)
        n["exact"] += len(set(spans) & set(marked))
        n["found right"] += sum(any(a < d and c < b for c, d in marked) for a, b in spans)
        n["gold found"] += sum(any(a < d and c < b for c, d in spans) for a, b in marked)
        located = [t for t in gold if t["lat"] is not None]
        n["located"] += len(located)
        for mention in mentions:
            meant = [t for t in located if mention.span.start < t["end"] and t["start"] < mention.span.end]
            if meant and mention.place is not None:
                n["told"] += 1
                n["told right"] += any(km_to(mention.place, t) <= RIGHT_KM for t in meant)
        for t in located:
            told = [m.place for m in mentions if m.place is not None and m.span.start < t["end"] and t["start"] < m.span.end]
            n["end to end"] += any(km_to(place, t) <= RIGHT_KM for place in told)
            possible = places_of(gazetteer, t["name"])
            n["bound"] += any(km_to(place, t) <= RIGHT_KM for place in possible)
            if possible:
                n["most populous"] += km_to(max(possible, key=lambda place: place.population), t) <= RIGHT_KM
        given = find_places(text, gazetteer=gazetteer, home=home, spans=[Span(t["start"], t["end"], text) for t in located])
        for mention, t in zip(given, located, strict=True):
            error = NOWHERE_KM if mention.place is None else km_to(mention.place, t)
            errors.append(error)
            n["right"] += error <= RIGHT_KM
            n["not told"] += mention.place is None
    relaxed_precision, relaxed_recall = n["found right"] / max(n["found"], 1), n["gold found"] / max(n["gold"], 1)
    located = max(n["located"], 1)
    return {
        "documents": len(rows),
        "toponyms": n["gold"],
        "exact": shares(n["exact"], n["found"], n["gold"]),
        "relaxed": {
            "P": relaxed_precision,
            "R": relaxed_recall,
            "F1": 2 * relaxed_precision * relaxed_recall / max(relaxed_precision + relaxed_recall, 1e-9),
        },
        "upper bound": n["bound"] / located,
        "most populous": n["most populous"] / located,
        "gold names": n["right"] / located,
        "of upper bound": n["right"] / max(n["bound"], 1),
        "not told": n["not told"] / located,
        "median error km": median(errors) if errors else None,
        "end to end": {"P": n["told right"] / max(n["told"], 1), "R": n["end to end"] / located},
    }


def show(figures: Json) -> None:
    """Print the figures as a table."""
    print(f"{'':22}{'recognition exact':>22}{'relaxed':>20}{'bound':>8}{'popul.':>8}{'gold':>7}{'of bd':>7}{'none':>7}{'km':>7}{'end to end':>14}")
    for name, f in figures.items():
        exact, relaxed = ("  ".join(f"{f[k][x]:.3f}" for x in ("P", "R", "F1")) for k in ("exact", "relaxed"))
        end = f"{f['end to end']['P']:.3f} {f['end to end']['R']:.3f}"
        print(
            f"{name:22}{exact:>22}{relaxed:>20}{f['upper bound']:>8.3f}{f['most populous']:>8.3f}{f['gold names']:>7.3f}{f['of upper bound']:>7.3f}"
            f"{f['not told']:>7.3f}{f['median error km']:>7.1f}{end:>14}"
        )


def speed(gazetteer: Gazetteer) -> Json:
    """Time texts and names, in CPU seconds, and the first use."""
    texts = [row["text"] for name in SETS.values() for row in documents(name, "all")]
    n_words = sum(len(text.split()) for text in texts)
    for text in texts[:20]:
        find_places(text, gazetteer=gazetteer)
    started = time.process_time()
    mentions = [find_places(text, gazetteer=gazetteer) for text in texts]
    took = time.process_time() - started
    names = sorted({m.span.words for found in mentions for m in found})
    fresh = Gazetteer(gazetteer.layers)
    started = time.process_time()
    for name in names:
        fresh.find(name)
    per_name = (time.process_time() - started) / len(names)
    with tempfile.TemporaryDirectory() as folder:
        began, started = time.perf_counter(), time.process_time()
        open_default(Path(folder)).close()
        first = time.process_time() - started, time.perf_counter() - began
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    return {
        "texts": len(texts),
        "words a text": n_words / len(texts),
        "ms a text": took / len(texts) * 1000,
        "ms for 400 words": took / n_words * 400 * 1000,
        "distinct names": len(names),
        "ms a name, first look": per_name * 1000,
        "first use, CPU s": first[0],
        "first use, wall s": first[1],
        "compiled, MB": size / 1e6,
        "memory at most, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


# --- fitting ---

# What a sign is worth before any text is seen; fitting is held near it. Set by hand, so that what local news hardly has (camps, straits) counts.
HAND_RECOGNITION = {
    **dict.fromkeys(
        [f"g:{kind}" for kind in "continent area water island mountain airport base camp crossing border dam energy port site quarter".split()], 1.5
    ),
    **{"language": -3.0, "n=2": 0.3, "n=3": 0.5, "listed with places": 1.5, "capital that says": 4.0, "kind of place before": 3.0},
    **{"kind of place of": 4.5, "family name follows": -2.0, "lower tail": 2.0, "person of the text": -4.0, "civil title before": -5.0},
    **{"paper after": -3.0, "begins a person's name": -1.5, "name goes on": -5.0, "noted place of several words": 2.5},
    "head of a place": 0.5,
}
HAND_RANKING = {
    **{
        "follows": 15.0,
        "stands before": 3.0,
        "alias": -2.0,
        "short": -1.5,
        "loose": -2.0,
        "country": 3.0,
        "region": 1.0,
        "district": -1.0,
        "capital": 2.0,
    },
    **{"other kind": 1.0, "noted": 3.0, "population": 5.0, "most populous": 1.0, "country share": 3.0, "region share": 3.0, "near 30 km": 1.0},
    **{"near 100 km": 2.0, "near 300 km": 1.0, "near 1000 km": 0.5, "country named": 1.0, "region named": 2.0, "district named": 1.5},
    **{
        "kind agrees": 2.0,
        "kind disagrees": -1.5,
        "article agrees": 2.0,
        "article disagrees": -0.5,
        "dateline country": 1.0,
        "dateline near": 1.0,
    },
}
RARE = 6  # occurrences, below which a sign gets no weight of its own
HOLD, HOLD_HAND = 2.0, 20.0  # strength of the pull to zero, and to what was set by hand
HOLD_RANKING = 3.0
TRNEWS_WEIGHT = 2.5  # TR-News is a quarter of LGL and nearer to what whence reads


def recognition_examples(gazetteer: Gazetteer) -> tuple[list[list[str]], list[float], list[float]]:
    """Signs, label and weight of every candidate of the training texts."""
    signs: list[list[str]] = []
    labels: list[float] = []
    weights: list[float] = []
    for name in SETS.values():
        for row in documents(name, "even"):
            recognizer = Recognizer(row["text"], gazetteer, {})
            gold = {(t["start"], t["end"]) for t in row["toponyms"]}
            for candidate in recognizer.candidates():
                span = recognizer.tokens[candidate.first].start, recognizer.tokens[candidate.last].end
                signs.append(candidate.signs)
                labels.append(float(span in gold))
                weights.append(1.0)
    with gzip.open(SHARED / "bench" / "ner_re3d" / "train.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if "NC" in row["license"]:
                continue
            recognizer = Recognizer(row["text"], gazetteer, {})
            found = recognizer.candidates()
            spans = [(recognizer.tokens[c.first].start, recognizer.tokens[c.last].end) for c in found]
            for candidate, span in zip(found, spans, strict=True):
                label = _re3d_label(candidate.form, bool(candidate.hits), candidate.demonym, span, spans, row["entities"])
                if label is not None:
                    signs.append(candidate.signs)
                    labels.append(label)
                    weights.append(0.5)
    return signs, labels, weights


def _re3d_label(
    form: str, hits: bool, demonym: bool, span: tuple[int, int], spans: Sequence[tuple[int, int]], entities: Sequence[Json]
) -> float | None:
    """Read re3d's entities as toponyms: its locations are phrases that hold a name. None: cannot be told."""
    start, end = span
    over = [e for e in entities if e["start"] < end and start < e["end"]]
    kinds = {e["type"] for e in over}
    inside = any(e["type"] in ("Location", "Nationality") and e["start"] <= start and end <= e["end"] for e in over)
    longest = not any(a <= start and end <= b and (a, b) != span for a, b in spans)
    if inside and hits and form in ("name", "abbreviation") and longest:
        return 1.0
    if inside:
        return None
    if not over or kinds <= {"Person", "DocumentReference", "Weapon", "Vehicle", "Temporal", "Quantity", "Money"}:
        return 0.0
    return 1.0 if demonym else None


def fit_recognition(gazetteer: Gazetteer) -> dict[str, float]:
    """Fit logistic regression, held near the hand-set weights (gradient descent, Adam)."""
    signs, labels, weights = recognition_examples(gazetteer)
    counts = Counter(sign for row in signs for sign in set(row))
    index = {sign: k for k, sign in enumerate(sorted(sign for sign, n in counts.items() if n >= RARE))}
    matrix = np.zeros((len(signs), len(index)), np.float32)
    for i, row in enumerate(signs):
        for sign in row:
            if sign in index:
                matrix[i, index[sign]] = 1
    label, weight = np.array(labels), np.array(weights)
    start = np.array([HAND_RECOGNITION.get(sign, 0.0) for sign in index])
    hold = np.array([0.0 if sign == "bias" else HOLD_HAND if sign in HAND_RECOGNITION else HOLD for sign in index])

    def gradient(w: np.ndarray) -> np.ndarray:
        return matrix.T @ ((1 / (1 + np.exp(-(matrix @ w))) - label) * weight) + hold * (w - start)

    fitted = descend(start, gradient, steps=600)
    return HAND_RECOGNITION | {sign: float(fitted[k]) for sign, k in index.items()}


def fit_ranking(gazetteer: Gazetteer) -> dict[str, float]:
    """Fit conditional logit over the candidates of each name, held near the hand-set weights; twice, since signs depend on the ranking so far."""
    start = np.array([HAND_RANKING.get(sign, 0.0) for sign in SIGNS])
    fitted = start
    for _ in range(2):
        examples = ranking_examples(gazetteer, dict(zip(SIGNS, map(float, fitted), strict=True)))

        def gradient(w: np.ndarray, examples: list[tuple[np.ndarray, np.ndarray, float]] = examples) -> np.ndarray:
            total = HOLD_RANKING * (w - start)
            for matrix, right, weight in examples:
                scores = matrix @ w
                p = np.exp(scores - scores.max())
                p /= p.sum()
                q = p * right
                total = total + weight * (matrix.T @ (p - q / (q.sum() + 1e-12)))
            return total

        fitted = descend(start, gradient, steps=500)
    return dict(zip(SIGNS, map(float, fitted), strict=True))


def ranking_examples(gazetteer: Gazetteer, weights: Mapping[str, float]) -> list[tuple[np.ndarray, np.ndarray, float]]:
    """For each name of the training texts: values of the signs, which candidates are right, and a weight."""
    examples = []
    for set_name in SETS.values():
        for row in documents(set_name, "even"):
            gold = sorted((t for t in row["toponyms"]), key=lambda t: t["start"])
            analysis = Analysis(row["text"], gazetteer, spans=[Span(t["start"], t["end"], row["text"]) for t in gold])
            rank(analysis.groups, weights)
            meant: dict[int, list[Json]] = defaultdict(list)
            for index, t in zip(analysis.group_of, gold, strict=True):
                if index >= 0 and t["lat"] is not None:
                    meant[index].append(t)
            matrices = sign_matrices(analysis.groups)
            for index, toponyms in meant.items():
                hits = analysis.groups[index].hits
                near = np.array([sum(km_to(hit.place, t) <= RIGHT_KM for t in toponyms) / len(toponyms) for hit in hits])
                if len(hits) > 1 and near.max() > 0 and near.min() < 1:
                    weight = len(toponyms) ** 0.5 * (TRNEWS_WEIGHT if set_name == "trnews" else 1.0)
                    examples.append((matrices[index], (near == near.max()) & (near >= 0.5), weight))
    return examples


def descend(start: np.ndarray, gradient: Any, *, steps: int, rate: float = 0.05) -> np.ndarray:
    """Minimise by Adam (Kingma & Ba 2015)."""
    w, m, v = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for t in range(1, steps + 1):
        g = gradient(w)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w -= rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


WEIGHTS_HEAD = """\
# Weights of the signs, log odds. Fitted by `bench/places.py fit` to the even documents of two public sets of news with marked places (LGL, TR-News)
# and to the openly licensed part of re3d, and held near weights set by hand. A sign without a row weighs nothing. See docs/places.md.
use\tsign\tweight
"""


def fit(gazetteer: Gazetteer) -> None:
    """Fit both sets of weights and write them into the package."""
    uses = {"recognition": fit_recognition(gazetteer), "ranking": fit_ranking(gazetteer)}
    rows = [f"{use}\t{sign}\t{weight:.2f}\n" for use, weights in uses.items() for sign, weight in sorted(weights.items()) if abs(weight) >= 0.05]
    (DATA / "weights.tsv").write_text(WEIGHTS_HEAD + "".join(rows), encoding="utf-8")
    before = {use: len(weights) for use, weights in zip(uses, read_weights(), strict=True)}
    print(f"{DATA / 'weights.tsv'}: {before}")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("measure", "speed", "fit"), default="measure")
    parser.add_argument("--added", action="store_true", help="with the gazetteers that were added")
    parser.add_argument("--outlets", action="store_true", help="with the outlets' homes, learnt from their other documents")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    options = parser.parse_args()
    if not (SHARED / "bench" / "places").is_dir():
        sys.exit(f"No data at {SHARED / 'bench' / 'places'}.")
    gazetteer = open_gazetteer(added=options.added)
    if options.what == "fit":
        fit(gazetteer)
        return
    if options.what == "measure":
        homes = {name: homes_of(name, gazetteer) if options.outlets else None for name in SETS.values()}
        known = ", homes" if options.outlets else ""
        figures = {
            f"{shown}, {part}{known}": measure(documents(name, part), gazetteer, homes[name])
            for shown, name in SETS.items()
            for part in ("odd", "even", "all")
        }
        print(json.dumps(figures, indent=1)) if options.json else show(figures)
        return
    costs = speed(gazetteer)
    print(json.dumps(costs, indent=1) if options.json else "\n".join(f"{name:40}{value:>12,.2f}" for name, value in costs.items()))


if __name__ == "__main__":
    main()
