"""Measure reading: every figure of one model, on all data at hand.

    python bench/read.py                                    # the bundled model, all sets
    python bench/read.py --sets corpus own                  # some of them
    python bench/read.py --brief                            # the main table alone
    python bench/read.py --model FOLDER                     # another exported model
    python bench/read.py --checkpoint training/runs/a/checkpoint.pt   # before export; needs the training group
    python bench/read.py --json > figures.json
    python bench/read.py --write-manifest                   # the figures into the model's manifest.json

set            data                                     what is measured
corpus         ../shared/corpus/dev                     every figure of docs/evaluate.md, by field, type, status, genre and length
own            corpus/dev                               the same on the project's own corpus
attribution    ../shared/bench/attribution/dev          attributions, linked and span by span
plv            ../shared/bench/events_plv/dev           type, and tuple of type, actor and recipient
satp           ../shared/bench/satp_args/dev            actors and recipients
muc4           ../shared/bench/muc4/dev                 role fillers
uw, uds        ../shared/bench/factuality/*_dev         status against bands of factuality

The module of each set in bench/sets says what exactly its figures count. A set whose data are absent is left out and named. All of them take some
minutes; reports are read one after another on one thread.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from readers import ROOT, SHARED, add_reader_options, chosen_reader
from sets import attribution, corpus, factuality, muc4, plv, satp
from sets.outcome import Cell, Outcome, Part
from whence.read import Reader, bundled_model

MAX_COLUMNS = 8  # with more, rates are shown with two digits, so that a table keeps to 100 columns


@dataclass(frozen=True)
class DataSet:
    """A set to measure on: where its data are, and what reads and compares them."""

    path: Path
    measure: Callable[[Reader, Path], Outcome]


def data_sets(corpus_path: Path, attribution_path: Path) -> dict[str, DataSet]:
    """Name all sets, in the order in which they are shown."""
    bench = SHARED / "bench"
    return {
        "corpus": DataSet(corpus_path, corpus.measure),
        "own": DataSet(ROOT / "corpus" / "dev", corpus.measure),
        "attribution": DataSet(attribution_path, attribution.measure),
        "plv": DataSet(bench / "events_plv" / "dev.jsonl.gz", plv.measure),
        "satp": DataSet(bench / "satp_args" / "dev.jsonl.gz", satp.measure),
        "muc4": DataSet(bench / "muc4" / "dev.jsonl.gz", muc4.measure),
        "uw": DataSet(bench / "factuality" / "uw_dev.jsonl.gz", factuality.measure),
        "uds": DataSet(bench / "factuality" / "uds_ih2_dev.jsonl.gz", factuality.measure),
    }


def measure_all(reader: Reader, sets: dict[str, DataSet], *, say: Callable[[str], None]) -> tuple[dict[str, Outcome], dict[str, float]]:
    """Measure each set whose data are there; returns the outcomes and the seconds that each took."""
    outcomes: dict[str, Outcome] = {}
    seconds: dict[str, float] = {}
    for name, chosen in sets.items():
        if not chosen.path.exists():
            say(f"{name}: left out, no data at {chosen.path}")
            continue
        started = time.perf_counter()
        outcomes[name] = chosen.measure(reader, chosen.path)
        seconds[name] = time.perf_counter() - started
        say(f"{name}: {outcomes[name].n_read} texts, {seconds[name]:.1f} s")
    return outcomes, seconds


def flat_figures(outcomes: dict[str, Outcome]) -> dict[str, float | None]:
    """Name the figures of all sets in one list: those of the first corpus and of the attributions by their own names, the others with their set."""
    found: dict[str, float | None] = {}
    for set_, outcome in outcomes.items():
        for name, figure in outcome.figures.items():
            if set_ == "corpus" and name.startswith("attribution"):
                continue  # the articles tell more
            found[name if set_ in ("corpus", "attribution") else f"{set_}: {name}"] = figure.value
    return found


def write_manifest(model: Path, figures: dict[str, float | None]) -> None:
    """Put figures into a model's manifest; those of sets that were not measured now stay."""
    path = model / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["figures"] = manifest.get("figures", {}) | {name: round(value, 4) for name, value in figures.items() if value is not None}
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def show(outcomes: dict[str, Outcome], seconds: dict[str, float], title: str, *, brief: bool) -> None:
    """Print the main table, then the parts of each set."""
    console = Console()
    if not console.is_terminal:
        console.width = 100  # a file or a pipe has no width of its own
    table = new_table(title, "set", "figure", "value", "of")
    for set_, outcome in outcomes.items():
        left_out = "".join(f", {number} {name}" for name, number in outcome.counts.items())
        for i, (name, figure) in enumerate(outcome.figures.items()):
            table.add_row(set_ if i == 0 else "", name, shown(figure.value), str(figure.of))
        table.add_row("", f"[dim]{outcome.n_read} texts, {seconds[set_]:.1f} s{left_out}[/dim]", "", "", end_section=True)
    console.print(table)
    if not brief:
        for set_, outcome in outcomes.items():
            for part in outcome.parts:
                console.print(part_table(set_, part))


def part_table(set_: str, part: Part) -> Table:
    """Make the table of one part."""
    table = new_table(f"{set_}, {part.title}", "", *part.columns)
    digits = 3 if len(part.columns) <= MAX_COLUMNS else 2
    for name, cells in part.rows.items():
        table.add_row(name, *(shown(cell, digits=digits) for cell in cells))
    return table


def new_table(title: str, first: str, *columns: str) -> Table:
    """Make a table whose later columns are figures."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="left" if column == "figure" else "right", no_wrap=True)
    return table


def shown(value: Cell, *, digits: int = 3) -> str:
    """Write a rate, a count as it is, nothing to measure as a dash."""
    return "–" if value is None else f"{value:.{digits}f}" if isinstance(value, float) else str(value)


def to_json(reader: Reader, outcomes: dict[str, Outcome], seconds: dict[str, float]) -> dict[str, Any]:
    """Turn all into one JSON object: the figures of `flat_figures`, and under `sets` all that each set gave."""
    sets = {name: outcome.to_json() | {"seconds": round(seconds[name], 1)} for name, outcome in outcomes.items()}
    return {"model": reader.info.name, "version": reader.info.version, **flat_figures(outcomes), "sets": sets}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_reader_options(parser)
    parser.add_argument("--sets", nargs="+", metavar="SET", help="which sets to measure on; without it all")
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpus" / "dev", help="another folder of gold reports for the set `corpus`")
    parser.add_argument("--attributions", type=Path, default=SHARED / "bench" / "attribution" / "dev.jsonl.gz")
    parser.add_argument("--no-attributions", action="store_true", help="leave the set `attribution` out")
    parser.add_argument("--by-type", action="store_true", help=argparse.SUPPRESS)  # types are shown unless --brief; earlier calls go on working
    parser.add_argument("--brief", action="store_true", help="the main table alone, without parts")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--write-manifest", action="store_true", help="put the figures into manifest.json of the model")
    args = parser.parse_args()
    sets = data_sets(args.corpus, args.attributions)
    unknown = set(args.sets or ()) - sets.keys()
    if unknown:
        parser.error(f"no set is called {', '.join(sorted(unknown))}; possible: {', '.join(sets)}")
    if args.write_manifest and args.checkpoint:
        parser.error("--write-manifest writes into an exported model; a checkpoint has no manifest")
    chosen = {name: of for name, of in sets.items() if (not args.sets or name in args.sets) and not (args.no_attributions and name == "attribution")}
    reader = chosen_reader(args)
    outcomes, seconds = measure_all(reader, chosen, say=lambda words: print(words, file=sys.stderr, flush=True))
    if args.write_manifest:
        write_manifest(args.model or bundled_model(), flat_figures(outcomes))
    if args.json:
        print(json.dumps(to_json(reader, outcomes, seconds)))
    else:
        show(outcomes, seconds, f"{reader.info.name} {reader.info.version}", brief=args.brief)


if __name__ == "__main__":
    main()
