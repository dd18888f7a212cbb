"""Measure events end to end: raw text in, read, resolved, linked; the events that come out against labels of event identity.

    python bench/events.py                     # both halves of the stories: tuned on, held out
    python bench/events.py --kept readings.jsonl   # keeps readings between runs
    python bench/events.py --json

Data: ../shared/clusters (real coverage of one story by several outlets), labels bench/data/events_clusters_*.json; one annotator a story. Stories are
linked each by itself and also all together in one go: then happenings of other stories stand in the way.

B³ F1 over the labelled mentions: a mention's system group are the mentions whose claims lie in the same event as its own; a mention that was not read
stands alone. Claims that match no mention count for nothing. Over-merging: of the system events that hold a mention, the share that holds mentions of
two events; beside it the share of those that hold two mentions or more. Found: mentions with a claim. Agreement: the story that three annotators
marked, two by two, over mentions that overlap.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

from rich.console import Console
from rich.table import Table

from sets.clusters import Mention, Story, load_readings, load_reports, load_stories, match
from whence.link.events import link, tellings_of
from whence.terms import ClaimId, Reading, ReportId

Groups = Mapping[int, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures over some stories."""

    n_stories: int
    n_mentions: int
    found: float
    precision: float
    recall: float
    f1: float
    f1_found: float
    n_events: int
    over_merged: float
    n_grouped: int
    over_merged_of_grouped: float


def b_cubed(gold: Groups, system: Groups) -> tuple[float, float, float]:
    """B³ precision, recall and F1 (Bagga & Baldwin 1998) of two groupings of the same mentions."""
    by_gold, by_system = (_members(groups) for groups in (gold, system))
    precision = recall = 0.0
    for mention in gold:
        ours, theirs = by_system[system[mention]], by_gold[gold[mention]]
        shared = len(ours & theirs)
        precision += shared / len(ours)
        recall += shared / len(theirs)
    n = len(gold) or 1
    p, r = precision / n, recall / n
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _members(groups: Groups) -> dict[object, set[int]]:
    found: dict[object, set[int]] = defaultdict(set)
    for mention, group in groups.items():
        found[group].add(mention)
    return found


def measure(stories: Sequence[Story], readings: Mapping[ReportId, Reading], *, together: bool) -> Figures:
    """Link the reports of stories, each story by itself or all together, and compare the events with the labels."""
    everything = {report for story in stories for report in story.reports}
    linked = _events([readings[report] for report in sorted(everything)]) if together else {}
    gold: dict[int, object] = {}
    system: dict[int, object] = {}
    n_found = 0
    for story in stories:
        event_of = linked if together else _events([readings[report] for report in story.reports])
        for mention, claim in zip(story.mentions, match(story, readings), strict=True):
            number = len(gold)
            gold[number] = (story.name, mention.event)
            event = None if claim is None else event_of.get(claim)
            system[number] = ("alone", number) if event is None else ("event", event) if together else ("event", story.name, event)
            n_found += event is not None
    return _figures(len(stories), gold, system, n_found)


def _events(readings: Sequence[Reading]) -> dict[ClaimId, str]:
    found = link(telling for reading in readings for telling in tellings_of(reading))
    return {claim: event.id for event in found.events for claim in event.claims}


def _figures(n_stories: int, gold: Groups, system: Groups, n_found: int) -> Figures:
    precision, recall, f1 = b_cubed(gold, system)
    there = [mention for mention, group in system.items() if isinstance(group, tuple) and group[0] == "event"]
    _, _, f1_found = b_cubed({m: gold[m] for m in there}, {m: system[m] for m in there})
    events = list(_members({m: system[m] for m in there}).values())
    n_grouped = sum(len(members) > 1 for members in events)
    mixed = sum(len({gold[m] for m in members}) > 1 for members in events)
    return Figures(
        n_stories=n_stories,
        n_mentions=len(gold),
        found=n_found / (len(gold) or 1),
        precision=precision,
        recall=recall,
        f1=f1,
        f1_found=f1_found,
        n_events=len(events),
        over_merged=mixed / (len(events) or 1),
        n_grouped=n_grouped,
        over_merged_of_grouped=mixed / (n_grouped or 1),
    )


def agreement(stories: Sequence[Story]) -> dict[str, tuple[float, float]]:
    """Compare two annotators of one story: F1 of mentions that overlap, and B³ F1 over these."""
    found = {}
    for one, other in combinations(stories, 2):
        if one.name == other.name:
            pairs = _pairs(one.mentions, other.mentions)
            mentions = 2 * len(pairs) / (len(one.mentions) + len(other.mentions))
            gold = {n: a.event for n, (a, _) in enumerate(pairs)}
            found[f"{one.annotator}, {other.annotator}"] = (mentions, b_cubed(gold, {n: b.event for n, (_, b) in enumerate(pairs)})[2])
    return found


def _pairs(ours: Sequence[Mention], theirs: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    pairs, taken = [], set()
    for a in ours:
        for n, b in enumerate(theirs):
            if n not in taken and a.report == b.report and a.start < b.end and b.start < a.end:
                taken.add(n)
                pairs.append((a, b))
                break
    return pairs


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kept", type=Path, help="file that keeps the readings between runs")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    labelled = load_stories()
    names = Counter(story.name for story in labelled)
    stories = [story for story in labelled if names[story.name] == 1 or story.annotator == "a"]
    reports = {id_: report for id_, (_, report) in load_reports().items()}
    readings = load_readings([reports[id_] for id_ in sorted({report for story in stories for report in story.reports})], args.kept)
    halves = {"tuned on": [s for s in stories if not s.held_out], "held out": [s for s in stories if s.held_out]}
    rows = {
        f"{name}, {'all at once' if together else 'story by story'}": measure(half, readings, together=together)
        for name, half in halves.items()
        for together in (False, True)
    }
    agreed = agreement(labelled)
    if args.json:
        print(json.dumps({name: asdict(row) for name, row in rows.items()} | {"agreement": agreed}))
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    columns = ("stories", "mentions", "found", "B³ P", "R", "F1", "F1 of found", "events", "over-merged", "of 2+", "over-merged of these")
    for column in columns:
        table.add_column(column, justify="left" if column == "stories" else "right")
    for name, row in rows.items():
        shares = (f"{value:.3f}" for value in (row.found, row.precision, row.recall, row.f1, row.f1_found))
        table.add_row(
            f"{name} ({row.n_stories})",
            str(row.n_mentions),
            *shares,
            str(row.n_events),
            f"{row.over_merged:.3f}",
            str(row.n_grouped),
            f"{row.over_merged_of_grouped:.3f}",
        )
    console = Console(width=150)
    console.print(table)
    for pair, (mentions, f1) in agreed.items():
        console.print(f"annotators {pair}: mentions F1 {mentions:.3f}, B³ F1 {f1:.3f}")


if __name__ == "__main__":
    main()
