r"""Choose an exported model's thresholds on held-out reports and articles, by coordinate ascent on the figures that they move; writes its manifest.

    python training/choose.py src/whence/read/model --reports ../shared/corpus/train --standoff corpus/standoff/held_out.jsonl \
        --attributions ../shared/bench/attribution/train.jsonl.gz

The held-out part is the same as in train.py, and all of --standoff. On dev data nothing is chosen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from held_out import HELD_OUT, HELD_OUT_ARTICLES
from standoff import load_standoff_readings
from whence.evaluate import Scores, load_readings, score
from whence.read import ModelReader
from whence.read.decode import Floats, Ints, Network, Thresholds
from whence.read.session import OnnxNetwork
from whence.read.wordpiece import WordPiece
from whence.terms import ReaderInfo, Reading

GRID = {
    "event": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "role": (0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "circumstance": (0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85),
    "toll": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55),
    "source": (0.2, 0.25, 0.3, 0.35, 0.4, 0.45),
    "edge": (0.3, 0.4, 0.5, 0.6, 0.8),
    "cue": (0.4, 0.45, 0.5, 0.55, 0.6, 0.65),
    "cue_for_account": (0.2, 0.3, 0.4, 0.5, 0.6),
    "content": (0.4, 0.45, 0.5, 0.55, 0.6, 0.65),
    "account": (0.4, 0.45, 0.5, 0.55, 0.6, 0.65),
}
ARTICLE_KEYS = ("cue", "cue_for_account", "content", "role", "source", "edge")


class Remembering:
    """A network that computes each call once: most thresholds change only what is made of the answers."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._found: dict[tuple[int, ...], tuple[Floats, Floats, Floats]] = {}
        self._asked: dict[bytes, tuple[Floats, Floats]] = {}

    def find(self, ids: list[int], letters: list[int], heads: list[int]) -> tuple[Floats, Floats, Floats]:
        """See whence.read.decode.Network."""
        key = (*ids, *letters)
        if key not in self._found:
            self._found[key] = self._network.find(ids, letters, heads)
        return self._found[key]

    def ask(self, states: Floats, trigger: Floats, kind: Ints, distance: Ints) -> tuple[Floats, Floats]:
        """See whence.read.decode.Network."""
        key = b"".join(array.tobytes() for array in (states[:, 0], trigger, kind, distance))
        if key not in self._asked:
            self._asked[key] = self._network.ask(states, trigger, kind, distance)
        return self._asked[key]


def read_all(gold: Mapping[str, Reading], wordpiece: WordPiece, network: Network, thresholds: Thresholds) -> dict[str, Reading]:
    """Read the reports of a gold set, by any network with any thresholds."""
    reader = ModelReader(wordpiece, network, thresholds, ReaderInfo(name="whence-reader", version="in training"))
    return {key: reader.read(reading.report) for key, reading in gold.items()}


def report_value(scores: Scores) -> float:
    """Weigh what a coder has to correct: claims, their fields, and accounts."""
    parts = [
        scores.claim,
        scores.claim,
        scores.typed,
        scores.typed,
        scores.actor,
        scores.recipient,
        scores.place,
        scores.time,
        scores.toll,
        scores.account_links,
    ]
    return sum(p.f1 or 0.0 for p in parts) + 2 * (scores.account_where_any.value or 0.0) + 2 * (scores.tuple.f1 or 0.0)


def smoothed(values: dict[float, float], at: float) -> float:
    """Average a value with its neighbours on the grid: some twenty reports are few, and a lone peak is chance."""
    keys = list(values)
    i = keys.index(at)
    near = [values[k] for k in keys[max(i - 1, 0) : i + 2]]
    return (sum(near) + values[at]) / (len(near) + 1)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder written by export.py")
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--standoff", type=Path, required=True, help="labels of reports that took no part in training")
    parser.add_argument("--attributions", type=Path, required=True)
    args = parser.parse_args()
    wordpiece = WordPiece.load(args.model / "vocab.txt")
    network = Remembering(OnnxNetwork(args.model))
    gold = load_readings(args.reports)
    gold = {key: gold[key] for key in list(gold)[::HELD_OUT]} | load_standoff_readings(args.standoff)
    articles = load_readings(args.attributions)
    articles = {key: articles[key] for key in list(articles)[::HELD_OUT_ARTICLES]}
    thresholds = Thresholds()

    def value(candidate: Thresholds, key: str) -> float:
        total = report_value(score(gold, read_all(gold, wordpiece, network, candidate)))
        if key in ARTICLE_KEYS:
            total += 2 * (score(articles, read_all(articles, wordpiece, network, candidate)).attribution.f1 or 0.0)
        return total

    for _ in range(2):
        for key, grid in GRID.items():
            values = {v: value(replace(thresholds, **{key: v}), key) for v in grid}
            best = max(values, key=lambda v: smoothed(values, v))
            thresholds = replace(thresholds, **{key: best})
            print(key, best, {v: round(x, 3) for v, x in values.items()}, flush=True)
    path = args.model / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | {"thresholds": asdict(thresholds)}
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
