"""Measure how well a claim's confidence tells its chance of being right, and fit a table that makes it tell better.

    python bench/calibration.py                       # the bundled model: fit, then measured on ../shared/corpus/dev
    python bench/calibration.py --gold corpus/dev     # measured on another folder
    python bench/calibration.py --right typed         # right: matched, and of equal type
    python bench/calibration.py --json

A claim is right where a gold claim matches it (docs/evaluate.md). Expected calibration error (ECE): claims in order of confidence, cut into ten bins
of equal size; the mean over all claims of how far their bin's mean confidence is from its share of right claims. Brier: mean squared difference of
confidence and right (1) or wrong (0).

Two ways to recalibrate are fitted on the real reports that training leaves out (a tenth of ../shared/corpus/train, see training/held_out.py, and
corpus/standoff/held_out.jsonl); the gold folder above takes no part in it. Which of them is proposed is decided by cross-validation over the reports
fitted on, in five folds.

isotonic   claims in 20 groups of equal size, neighbours joined until the shares of right claims rise (pool adjacent violators); a point a group
logistic   temperature and shift: sigmoid(a * logit(confidence) + b), by maximum likelihood; points at some confidences

Either becomes a short rising table of (confidence as it is, calibrated), linear between its points and level beyond them. --write-manifest puts it
into the model's manifest.json, where the reader finds it; a model that already has one is measured with it and not fitted again. Thresholds stay on
the network's own probabilities: which claims are read does not change.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich import box
from rich.console import Console
from rich.table import Table

from errors import load_gold
from readers import SHARED, add_reader_options, chosen_reader, held_out_elsewhere
from sets.rows import sureness
from whence.evaluate import load_readings, match_claims
from whence.read import bundled_model, describe_model
from whence.terms import Reading

N_BINS = 10
N_GROUPS = 20
N_FOLDS = 5
KNOTS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
"""Confidences at which a fitted curve is put into a table."""
PULL = 1e-3
"""Draws the fitted temperature and shift weakly to "as it is": claims that are all right would ask for infinity."""
LEAST = 0.0005
"""Confidences are written with three digits: 1.0 stands for 1 - LEAST and more, 0.0 for LEAST and less."""

Floats = NDArray[np.float64]
Curve = tuple[tuple[float, float], ...]
"""Points of a rising curve: confidence as it is, calibrated."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Claims with what they are sure of and whether they are right.

    confidence   [n_claims] in [0, 1]
    right        [n_claims] 0 or 1
    report       [n_claims] number of the report that each is of
    """

    confidence: Floats
    right: Floats
    report: NDArray[np.int64]

    def take(self, chosen: NDArray[np.bool_]) -> Judged:
        """Give some of the claims."""
        return Judged(self.confidence[chosen], self.right[chosen], self.report[chosen])

    def recalibrated(self, table: Curve) -> Judged:
        """Give the same claims with calibrated confidences."""
        return Judged(apply(table, self.confidence), self.right, self.report)


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def judge(gold: Mapping[str, Reading], predicted: Mapping[str, Reading], *, typed: bool) -> Judged:
    """Judge all claims of the readings of gold reports."""
    rows: list[tuple[float, float, int]] = []
    for number, (key, reading) in enumerate(gold.items()):
        found = predicted[key].claims
        pairs = match_claims(reading.claims, found, reading.report.text)
        right = {id(claim) for wanted, claim in pairs if not typed or claim.type is wanted.type}
        rows += [(sureness(claim), float(id(claim) in right), number) for claim in found]
    confidence, is_right, report = zip(*rows, strict=True) if rows else ((), (), ())
    return Judged(np.array(confidence, float), np.array(is_right, float), np.array(report, np.int64))


def joined(parts: Sequence[Judged]) -> Judged:
    """Put claims together; reports are numbered on."""
    ends = np.cumsum([0, *(1 + int(part.report.max(initial=-1)) for part in parts)])
    return Judged(
        np.concatenate([part.confidence for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.report + int(end) for part, end in zip(parts, ends[:-1], strict=True)]),
    )


def bins(judged: Judged, n_bins: int = N_BINS) -> list[Bin]:
    """Cut claims in order of confidence into bins of equal size; empty ones are left out."""
    order = np.argsort(judged.confidence, kind="stable")
    found: list[Bin] = []
    for part in np.array_split(order, n_bins):
        if len(part):
            confidence, right = judged.confidence[part], judged.right[part]
            found.append(Bin(float(confidence[0]), float(confidence[-1]), len(part), float(confidence.mean()), float(right.mean())))
    return found


def calibration_error(judged: Judged) -> float | None:
    """Give the expected calibration error, in [0, 1]; None without claims."""
    n = len(judged.confidence)
    return sum(b.n * abs(b.confidence - b.right) for b in bins(judged)) / n if n else None


def brier(judged: Judged) -> float | None:
    """Give the mean squared difference of confidence and outcome, in [0, 1]; None without claims."""
    return float(((judged.confidence - judged.right) ** 2).mean()) if len(judged.right) else None


def fit_isotonic(judged: Judged) -> Curve:
    """Fit a rising table by pooling adjacent violators among groups of equal size."""
    pooled: list[Bin] = []
    for group in bins(judged, N_GROUPS):
        pooled.append(group)
        while len(pooled) > 1 and (pooled[-2].right >= pooled[-1].right or pooled[-2].confidence >= pooled[-1].confidence):
            one, other = pooled[-2:]
            n = one.n + other.n
            means = ((one.n * a + other.n * b) / n for a, b in ((one.confidence, other.confidence), (one.right, other.right)))
            pooled[-2:] = [Bin(one.low, other.high, n, *means)]
    return tuple((round(b.confidence, 4), round(b.right, 4)) for b in pooled)


def fit_logistic(judged: Judged) -> Curve:
    """Fit temperature and shift by maximum likelihood, and put the curve into a table."""
    x = np.stack([logit(judged.confidence), np.ones_like(judged.confidence)], 1)
    start = np.array([1.0, 0.0])

    def loss(weights: Floats) -> float:
        odds = x @ weights
        return float((np.logaddexp(0, odds) - judged.right * odds).sum() + PULL / 2 * ((weights - start) ** 2).sum())

    weights = start
    for _ in range(50):  # Newton's method, a step halved until it helps
        p = sigmoid(x @ weights)
        slope = x.T @ (p - judged.right) + PULL * (weights - start)
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + PULL * np.eye(2), slope)
        while np.abs(step).max() > 1e-8 and loss(weights - step) > loss(weights):
            step = step / 2
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    knots = np.array(KNOTS)
    values = sigmoid(max(weights[0], 0.0) * logit(knots) + weights[1])  # a table that falls would turn the order of claims around
    return tuple((float(knot), round(float(value), 4)) for knot, value in zip(knots, values, strict=True))


def sigmoid(odds: Floats) -> Floats:
    """Give probabilities of natural-log odds."""
    found: Floats = np.exp(-np.logaddexp(0, -odds))
    return found


def logit(confidence: Floats) -> Floats:
    """Give natural-log odds; the ends are moved in by half of the last digit."""
    inner = np.clip(confidence, LEAST, 1 - LEAST)
    odds: Floats = np.log(inner / (1 - inner))
    return odds


def apply(table: Curve, confidence: Floats) -> Floats:
    """Read confidences off a table."""
    known, calibrated = zip(*table, strict=True)
    found: Floats = np.interp(confidence, known, calibrated)
    return found


WAYS: dict[str, Callable[[Judged], Curve]] = {"logistic": fit_logistic, "isotonic": fit_isotonic}  # the simpler first


def cross_validated(judged: Judged, fit: Callable[[Judged], Curve]) -> Judged:
    """Give each claim the confidence of a table fitted on other reports."""
    parts = []
    for fold in range(N_FOLDS):
        inside = judged.report % N_FOLDS == fold
        if inside.any() and not inside.all():
            parts.append(judged.take(inside).recalibrated(fit(judged.take(~inside))))
    return joined(parts) if parts else judged


def summary(judged: Judged) -> dict[str, float | int | None]:
    """Give the figures of one set of claims."""
    n = len(judged.right)
    means = (float(judged.confidence.mean()), float(judged.right.mean())) if n else (None, None)
    return {"claims": n, "confidence": means[0], "right": means[1], "ECE": calibration_error(judged), "Brier": brier(judged)}


def compare(fitted_on: Mapping[str, Judged], measured_on: Judged) -> dict[str, Any]:
    """Fit both ways, measure all, and propose the better one by its Brier score in cross-validation, to three digits; at a draw the simpler one.

    fitted_on     claims by name of their data
    measured_on   claims that take no part in fitting
    """
    together = joined(list(fitted_on.values()))
    crossed = {way: cross_validated(together, fit) for way, fit in WAYS.items()}
    proposed = min(WAYS, key=lambda way: round(brier(crossed[way]) or 0.0, 3))
    tables = {way: fit(together) for way, fit in WAYS.items()}
    rows = {f"{name}, as it is": summary(judged) for name, judged in fitted_on.items()}
    rows |= {f"{way}, cross-validated": summary(judged) for way, judged in crossed.items()}
    rows["measured, as it is"] = summary(measured_on)
    rows |= {f"measured, {way}": summary(measured_on.recalibrated(table)) for way, table in tables.items()}
    return {
        "figures": rows,
        "proposed": proposed,
        "calibration": tables[proposed],
        "bins": {"as it is": bins(measured_on), proposed: bins(measured_on.recalibrated(tables[proposed]))},
    }


def show(found: Mapping[str, Any], title: str) -> None:
    """Print the figures, the bins and the table."""
    console = Console()
    figures = new_table(title, "claims", "n", "mean confidence", "right", "ECE", "Brier")
    for name, row in found["figures"].items():
        figures.add_row(name, *("–" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value) for value in row.values()))
    console.print(figures)
    for name, rows in found["bins"].items():
        table = new_table(f"measured, {name}: bins of equal size", "confidence from – to", "claims", "mean confidence", "right")
        for b in rows:
            table.add_row(f"{b.low:.3f} – {b.high:.3f}", str(b.n), f"{b.confidence:.3f}", f"{b.right:.3f}")
        console.print(table)
    print(f'proposed ({found["proposed"]}), for manifest.json:\n "calibration": {json.dumps(found["calibration"])}')


def new_table(title: str, first: str, *columns: str) -> Table:
    """Make a table whose later columns are figures."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_reader_options(parser)
    parser.add_argument("--gold", type=Path, default=SHARED / "corpus" / "dev", help="folder of gold reports to measure on")
    parser.add_argument("--right", choices=("matched", "typed"), default="matched", help="what makes a claim right")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--write-manifest", action="store_true", help="put the table into manifest.json of the model, which must not have one yet")
    args = parser.parse_args()
    model = args.model or bundled_model()
    if args.write_manifest and (args.checkpoint or describe_model(model).calibration):
        parser.error(f"{args.checkpoint or model} is no exported model without calibration; export it anew and choose its thresholds first")
    reader = chosen_reader(args)

    def judged(gold: Mapping[str, Reading]) -> Judged:
        return judge(gold, {key: reader.read(reading.report) for key, reading in gold.items()}, typed=args.right == "typed")

    fitted_on = {"held out of training": judged(load_gold(None) | held_out_elsewhere())}
    found = compare(fitted_on, judged(load_readings(args.gold)))
    if args.write_manifest:
        path = model / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8")) | {"calibration": found["calibration"]}
        path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    title = f"{reader.info.name} {reader.info.version}: right is {args.right}, measured on {args.gold.parent.name}/{args.gold.name}"
    if args.json:
        plain = found | {"bins": {name: [[b.low, b.high, b.n, b.confidence, b.right] for b in rows] for name, rows in found["bins"].items()}}
        print(json.dumps({"reader": title} | plain))
    else:
        show(found, title)


if __name__ == "__main__":
    main()
