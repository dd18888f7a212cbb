r"""Learn the weights of evidence between claims from labelled stories, and count the common words that rarity is told by.

    python training/link_weights.py --kept readings.jsonl                 # writes src/whence/link/events/weights.toml
    python training/link_weights.py --kept readings.jsonl --check         # cross-validated figures only
    python training/link_weights.py --words                                    # writes src/whence/link/events/tables/common.tsv

Data: bench/data/events_clusters_*.json over the reports of ../shared/clusters, read with the bundled model, but for the stories that are held out
(bench/sets/clusters.py). Pairs: all claims of one story that match a label, two by two, right where their labels are one event; and, as wrong, the pairs
that the blocking rules propose between reports of different stories, but for stories that have happenings in common.

Model: logistic regression on one bin a field, by Newton's method, numpy alone. A weight for claims of one report is the one for claims of two, and a
difference that costs more. Weights are drawn to PRIORS, set by hand before any label was there, so that a bin that the labels hardly show keeps a sane
weight. A pair of two events of n and m mentions counts 1/√(nm), so that the largest events do not decide alone.

--kept keeps the readings between runs: reading takes minutes, fitting seconds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench"))

from sets.clusters import Story, load_readings, load_reports, load_stories, match  # noqa: E402  (bench is no package)
from whence.link.events.blocks import Limits, empty_indexes, groups_of, propose  # noqa: E402
from whence.link.events.columns import no_columns, with_tellings  # noqa: E402
from whence.link.events.compare import Bins, pairs_of  # noqa: E402
from whence.link.events.fields import FIELDS, compare  # noqa: E402
from whence.link.events.keys import RULES  # noqa: E402
from whence.link.events.telling import tellings_of  # noqa: E402
from whence.link.events.words import content_words  # noqa: E402
from whence.terms import Reading, ReportId  # noqa: E402

PACKAGE = ROOT / "src" / "whence" / "link" / "events"
Floats = NDArray[np.float64]
L2, L2_WITHIN = 20.0, 40.0  # swept 1-16 by cross-validation over stories; 8 best, 3 and 16 within .005 of it
WEIGHT_OF_OTHERS = 0.2  # of a pair of two stories: there are many, and most are easy
SHARES_OF_COMMON = (0.1, 0.03, 0.01)  # of reports in which a stem of rarity 0, 1, 2 stands at least
ALIKE = (
    frozenset(("north_Korea_hokkaido_missile", "north_Korea_Launches_satellite", "north_korea_received_oil_from_russia_in_violation_of_un_sanctions_report",
               "kim_jong_un_offers_rare_olive_branch_to_south_korea")),
    frozenset(("NewYearsEveSexualAssaultsGermany", "berlin_sets_up_new_years_eve_safe_zone_for_women_amid_sexual_assault_concerns")),
    frozenset(("israel_approves_transfer_of_11_million_in_funding_for_west_bank_settlements", "israel_indicts_palestinian_teenage_girl_who_punched_soldier_army")),
)  # fmt: skip
"""Stories that have happenings in common."""

PRIOR = (-6.0, -4.0)  # bits before any evidence: across, within
PRIORS: Mapping[str, Mapping[str, float | tuple[float, float]]] = {
    "type": {"same_common": 1.0, "same": 1.2, "near": -0.5, "far": -2.0},
    "mode": {"same": 0.5, "other": -0.5},
    "status": {"one_denied": -1.0, "both_denied": 0.5},
    "what": {"same_several": 3.0, "same_rarest": 3.0, "same_rare": 2.0, "same_common": 1.2, "same_commonest": 0.6, "family_and_sentence": 0.0,
             "family": 0.5, "general": -0.5, "general_and_sentence": -1.0, "sentence": -2.0, "other": -2.0},
    "when": {"same_day_told": 1.5, "same_day_half_told": 1.2, "same_day_inferred": 0.8, "overlap": 0.5, "gap_1": 0.3, "gap_3": -0.3, "gap_7": -0.6,
             "gap_30": -1.5, "gap_long": -2.5, "gap_1_told": 0.0, "gap_3_told": -1.5, "gap_7_told": -2.5, "gap_30_told": -3.5, "gap_long_told": -4.0},
    "where": {"same_point": 2.0, "next_point": 0.0, "same_region": 0.5, "inside": 0.3, "same_country": -0.8, "elsewhere": -2.5},
    "where_words": {"shared": 0.7, "other": -0.4},
    "actor": {"same_person": 1.2, "same_named": 1.2, "same_state_and_words": 0.5, "same_state": 0.3, "same_words": 1.2, "same_country_other_name": -0.6,
              "other_name": -1.5, "same_country": 0.1, "other": -0.9},
    "recipient": {"same_person": 1.2, "same_named": 1.2, "same_state_and_words": 0.5, "same_state": 0.3, "same_words": 1.5,
                  "same_country_other_name": -0.6, "other_name": -1.2, "same_country": 0.0, "other": -0.6},
    "crosswise": {"turned_round": -2.5, "one_across": -0.3},
    "toll": {"same_large": 2.5, "same_small": 1.0, "overlap": 0.5, "close": -0.3, "other_killed": -0.8, "other_harmed": -1.2},
    "means": {"shared": 0.6, "other": -0.2},
    "sentence": {"none": -1.0, "to_8": -0.7, "to_16": -0.4, "to_35": 0.3, "to_50": 0.7, "to_75": 1.2, "most": 2.5},
    "rare_words": {"none": -0.1, "two": 0.3, "three": 0.7, "more": 1.0},
    "story": {"none": -3.0, "one": -1.2, "two": -0.2, "three": 0.4, "four": 0.8, "six": 1.2, "eight": 1.5},
    "report": {"one_sentence": -1.5, "headline": 0.5, "near": 0.3, "same_day": 0.6, "next_day": 0.4, "days_3": 0.2, "month": -0.5, "year": -2.0, "years": -3.0},
    "lead": {"headlines": 0.5, "headline_lead": 0.4, "leads": 0.3, "bodies": -0.1},
    "vector": {"apart": -1.0, "to_10": -0.8, "to_20": -0.5, "to_30": -0.2, "to_50": 0.3, "to_65": 0.6, "to_85": 0.9, "alike": 1.2},
}  # fmt: skip
LIMITS = {"join": 1.5, "surplus": 1.0, "near": -1.5, "floor": -4.0, "cap": 6.0, "attach": 0.5, "strong": 2.0}
MEANS = {
    "join": "least evidence that joins two groups: the mean over their pairs, and the surplus",
    "surplus": "for every doubling of the pairs between two groups, up to 16 pairs: a mean over many is surer",
    "near": "least evidence of a pair that puts two claims into one component; only claims of one component are ever joined",
    "floor": "the least that a pair counts for, and what a pair counts for that was not compared",
    "cap": "the most that a pair counts for",
    "attach": "least mean evidence between a claim that foretells and the event that it is attached to",
    "strong": "least bits of words (what, sentence, rare_words) that link a claim without date, place and parties",
}


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs of one story, or of two: bins [n, n_fields], of one report or of two, right or wrong, weight of each."""

    name: str
    bins: Bins
    within: NDArray[np.bool_]
    right: NDArray[np.bool_]
    weight: Floats


def story_examples(stories: Sequence[Story], readings: Mapping[ReportId, Reading]) -> list[Examples]:
    """Compare the labelled claims of each story two by two; a story that several annotators marked counts once in all."""
    times = Counter(story.name for story in stories)
    found = []
    for story in stories:
        event_of = {claim: mention.event for claim, mention in zip(match(story, readings), story.mentions, strict=True) if claim is not None}
        tellings = [telling for report in story.reports for telling in tellings_of(readings[report]) if telling.claim in event_of]
        columns = with_tellings(no_columns(), tellings)
        events = [event_of[telling.claim] for telling in tellings]
        size = Counter(events)
        pairs = list(combinations(range(len(tellings)), 2))
        a, b = np.array([j for _, j in pairs]), np.array([i for i, _ in pairs])
        weight = np.array([1 / np.sqrt(size[events[i]] * size[events[j]]) for i, j in pairs]) / times[story.name]
        right = np.array([events[i] == events[j] for i, j in pairs])
        found.append(Examples(story.name, compare(pairs_of(columns, a, b)), columns.report[a] == columns.report[b], right, weight))
    return found


def other_examples(readings: Mapping[ReportId, Reading], cluster_of: Mapping[ReportId, str], left_out: frozenset[str]) -> Examples:
    """Compare the pairs that the blocking rules propose between reports of stories that have nothing in common: all of them wrong."""
    kept = [reading for id_, reading in readings.items() if cluster_of[id_] not in left_out]
    columns = with_tellings(no_columns(), [telling for reading in kept for telling in tellings_of(reading)])
    group = {name: i for i, names in enumerate(ALIKE) for name in names}
    number = {name: group.get(name, len(ALIKE) + i) for i, name in enumerate(sorted(set(cluster_of.values())))}
    story = np.array([number[cluster_of[ReportId(columns.names[report])]] for report in columns.report])
    rows = np.arange(len(columns))
    groups = [groups_of(columns, index.with_rows(*rule.keys(columns, rows)), Limits()) for rule, index in zip(RULES, empty_indexes(), strict=True)]
    bins = []
    for proposed in propose(columns, groups, 0):
        apart = story[proposed.a] != story[proposed.b]
        bins.append(compare(pairs_of(columns, proposed.a[apart], proposed.b[apart])))
    all_bins = np.concatenate(bins)
    n = len(all_bins)
    return Examples("others", all_bins, np.zeros(n, np.bool_), np.zeros(n, np.bool_), np.full(n, WEIGHT_OF_OTHERS))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parameters stand: the two priors first, then the bins of each field, then the differences for claims of one report."""

    starts: tuple[int, ...]
    n_bins: int

    @property
    def n(self) -> int:
        """Count the parameters."""
        return 2 + 2 * self.n_bins

    def features(self, examples: Examples) -> NDArray[np.int64]:
        """Give the parameters that are on for each pair; a last one, always on, stands in where none is."""
        across = 2 + np.array(self.starts) + examples.bins
        within = np.where(examples.within[:, None], across + self.n_bins, self.n)
        prior = np.where(examples.within, 1, 0)[:, None]
        return np.concatenate([prior, across, within], axis=1)


def layout() -> Layout:
    """Lay the parameters out."""
    sizes = [len(field.bins) for field in FIELDS]
    return Layout(tuple(np.cumsum([0, *sizes[:-1]]).tolist()), sum(sizes))


def prior_mean(of: Layout) -> Floats:
    """Write PRIOR and PRIORS as parameters, in nats."""
    found = np.zeros(of.n)
    found[:2] = PRIOR
    at = 2
    for field in FIELDS:
        for name in field.bins:
            value = PRIORS.get(field.name, {}).get(name, 0.0)
            across, within = value if isinstance(value, tuple) else (value, value)
            found[at], found[at + of.n_bins] = across, within - across
            at += 1
    return found * np.log(2)


def fit(examples: Sequence[Examples], *, rounds: int = 30) -> Floats:
    """Fit the parameters, in nats: Newton's method on equal rows counted once."""
    of = layout()
    rows = np.concatenate([of.features(one) for one in examples])
    right = np.concatenate([one.right for one in examples])
    weight = np.concatenate([one.weight for one in examples])
    distinct, inverse = np.unique(rows, axis=0, return_inverse=True)
    n_right = np.bincount(inverse.ravel(), weight * right, len(distinct))
    n = np.bincount(inverse.ravel(), weight, len(distinct))
    on = np.zeros((len(distinct), of.n + 1), np.float32)
    for column in range(distinct.shape[1]):
        on[np.arange(len(distinct)), distinct[:, column]] = 1
    on = on[:, : of.n]
    mean = prior_mean(of)
    pull = np.full(of.n, L2)
    pull[2 + of.n_bins :] = L2_WITHIN
    pull[:2] = 0.1
    found = mean.copy()
    for _ in range(rounds):
        share = 1 / (1 + np.exp(-(on @ found)))
        slope = on.T @ (n_right - n * share) - pull * (found - mean)
        curve = (on * (n * share * (1 - share))[:, None]).T @ on + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        found = found + step * min(1.0, 2.0 / np.abs(step).max())
        if np.abs(step).max() < 1e-4:
            break
    return found


def loss(parameters: Floats, examples: Examples) -> float:
    """Mean bits that the parameters are surprised by."""
    scores = np.append(parameters, 0.0)[layout().features(examples)].sum(axis=1)
    surprise = np.log1p(np.exp(-np.where(examples.right, scores, -scores)))
    return float((surprise * examples.weight).sum() / examples.weight.sum() / np.log(2))


def to_toml(parameters: Floats, limits: Mapping[str, float] = LIMITS) -> str:
    """Write parameters as the file of weights."""
    of = layout()
    bits = parameters / np.log(2)
    lines = [
        "# Bits of evidence that two claims tell of one happening: above 0 for, below 0 against. Learnt from labelled stories by training/link_weights.py;",
        "# docs/events.md says how they are used. across: claims of two reports; within: claims of one.",
        "",
        "[limits]",
        *(f"{name} = {value:.2f}  # {MEANS[name]}" for name, value in limits.items()),
        "",
        "[prior]  # before any evidence",
        f"across = {bits[0]:.2f}",
        f"within = {bits[1]:.2f}",
    ]
    at = 2
    for field in FIELDS:
        lines += ["", f"[{field.name}]"]
        for name, means in field.bins.items():
            lines.append(f"{name} = {{ across = {bits[at]:.2f}, within = {bits[at] + bits[at + of.n_bins]:.2f} }}  # {means}")
            at += 1
    return "\n".join(lines).replace("-0.00", "0.00") + "\n"


def common_words(folders: Sequence[Path]) -> Iterator[tuple[str, int]]:
    """Count the reports in which each stem stands; gives stems with their class of rarity, the commonest class first."""
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for folder in folders for path in sorted(folder.glob("*.json"))]
    count = Counter(word for text in texts for word in set(content_words(text)) if not word.isdigit())
    for rarity, least in enumerate(SHARES_OF_COMMON):
        most = SHARES_OF_COMMON[rarity - 1] if rarity else 2.0
        yield from ((word, rarity) for word in sorted(count) if least <= count[word] / len(texts) < most)


def write_words(out: Path) -> None:
    """Write the table of common words, from the corpus of invented reports."""
    head = "# Stems common in news reports: a stem, its class of rarity (0: in every tenth report, 1: in 3 of 100, 2: in one of 100).\n"
    source = "# Counted in the invented reports of corpus/: python training/link_weights.py --words\n"
    rows = common_words([ROOT / "corpus" / "train", ROOT / "corpus" / "dev"])
    out.write_text(head + source + "".join(f"{word}\t{rarity}\n" for word, rarity in rows), encoding="utf-8")


def main() -> None:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", type=Path, help="file that keeps the readings between runs")
    parser.add_argument("--out", type=Path, default=PACKAGE / "weights.toml", help="file of weights to write")
    parser.add_argument("--check", action="store_true", help="leave each story out in turn, show its loss, write nothing")
    parser.add_argument("--words", action="store_true", help="write the table of common words instead")
    parser.add_argument("--priors", action="store_true", help="write the weights set by hand instead")
    args = parser.parse_args()
    if args.words:
        write_words(PACKAGE / "tables" / "common.tsv")
        return
    if args.priors:
        args.out.write_text(to_toml(prior_mean(layout())), encoding="utf-8")
        return
    reports = load_reports()
    readings = load_readings([report for _, report in reports.values()], args.kept)
    stories = [story for story in load_stories() if not story.held_out]
    held_out = frozenset(story.name for story in load_stories() if story.held_out)
    examples = story_examples(stories, readings)
    others = other_examples(readings, {id_: cluster for id_, (cluster, _) in reports.items()}, held_out)
    n_right = sum(int(one.right.sum()) for one in examples)
    print(
        f"{len(examples)} stories, {n_right} right pairs, {sum(len(one.right) for one in examples) - n_right} wrong, {len(others.right)} between stories"
    )
    if args.check:
        for name in sorted({story.name for story in stories}):
            parameters = fit([*(one for one in examples if one.name != name), others])
            print(f"{name[:40]:40} {np.mean([loss(parameters, one) for one in examples if one.name == name]):.3f} bits a pair")
        return
    args.out.write_text(to_toml(fit([*examples, others])), encoding="utf-8")


if __name__ == "__main__":
    main()
