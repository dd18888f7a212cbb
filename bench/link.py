"""Measure linking: time and memory on tellings made at random, and event coreference on the gold mentions of ECB+.

    python bench/link.py --scale 10000 100000      # each size in a process of its own
    python bench/link.py --scale 1000000           # 10 to 15 minutes
    python bench/link.py --ecb                     # a minute; needs the training group, for the encoder's word vectors
    python bench/link.py --scale 10000 --json

scale: tellings of bench/synthetic.py, made and linked one after the other on one core. "link" is CPU time from the first telling to the state, making the
tellings left out; "pairs" the different pairs that were compared; "memory" the peak of the process; "add" loads the state from its bytes and links
1,000 more tellings into it.

ECB+: mentions of ../shared/bench/linking (CC BY 3.0), gold spans and tags, no sentences. See bench/sets/ecb.py.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from sets import ecb
from synthetic import tellings
from whence.link.events import Telling, link_more, start, state_from_bytes
from whence.link.events.weights import bundled_weights

ADDED = 1000
Row = dict[str, float]


class Timed:
    """Passes tellings on and takes the CPU time that making them costs."""

    def __init__(self, given: Iterator[Telling]) -> None:
        self.given = given
        self.spent = 0.0

    def __iter__(self) -> Iterator[Telling]:
        while True:
            began = time.process_time()
            telling = next(self.given, None)
            self.spent += time.process_time() - began
            if telling is None:
                return
            yield telling


def measure(n: int) -> Row:
    """Link n tellings, then add some to them."""
    given = tellings(n + ADDED)
    making = Timed(islice(given, n))
    began, began_wall = time.process_time(), time.perf_counter()
    state = link_more(start(), making)
    took, took_wall = time.process_time() - began - making.spent, time.perf_counter() - began_wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    sizes = np.bincount(state.group[state.group >= 0])
    began = time.process_time()
    data = state.to_bytes()
    wrote = time.process_time() - began
    row: Row = {
        "claims": n,
        "link, CPU s": took,
        "with making, wall s": took_wall,
        "memory, GB": peak,
        "proposed": int(state.n_proposed.sum()),
        "kept": len(state.edges),
        "blocks not compared in full": len(state.oversize.key),
        "events": int((sizes > 0).sum()),
        "of several claims": int((sizes > 1).sum()),
        "largest": int(sizes.max()),
        "state, MB": len(data) / 1e6,
        "write state, CPU s": wrote,
    }
    del state
    more = list(given)
    began, began_wall = time.process_time(), time.perf_counter()
    loaded = state_from_bytes(data, weights=bundled_weights())
    row["load state, CPU s"] = time.process_time() - began
    added = link_more(loaded, more)
    row[f"load and add {ADDED}, CPU s"] = time.process_time() - began
    row[f"load and add {ADDED}, wall s"] = time.perf_counter() - began_wall
    assert len(added) == n + len(more)
    return row


def measured_apart(n: int) -> Row:
    """Measure one size in a fresh process, so that its peak of memory is its own."""
    done = subprocess.run([sys.executable, str(Path(__file__).resolve()), "--one", str(n)], capture_output=True, text=True, check=True)
    found: Row = json.loads(done.stdout)
    return found


def show(rows: dict[str, Row], title: str) -> None:
    """Print rows of figures, one figure a line."""
    table = Table(title=title, box=None, padding=(0, 2, 0, 0), title_justify="left")
    table.add_column("")
    for name in rows:
        table.add_column(name, justify="right")
    for figure in next(iter(rows.values())):
        cells = (row[figure] for row in rows.values())
        table.add_row(figure, *(f"{cell:,.0f}" if float(cell).is_integer() else f"{cell:,.3f}" for cell in cells))
    Console(width=150).print(table)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=int, nargs="+", metavar="N", help="numbers of claims")
    parser.add_argument("--ecb", action="store_true", help="event coreference on ECB+")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.one)))
        return
    scale = {f"{n:,}": measured_apart(n) for n in args.scale or ()}
    coreference = ecb.measure() if args.ecb else {}
    if args.json:
        print(json.dumps({"scale": scale, "ecb": coreference}))
        return
    if scale:
        show(scale, "scale")
    if coreference:
        figures = next(iter(coreference.values()))
        show({figure: {name: row[figure] for name, row in coreference.items()} for figure in figures}, "ECB+, gold mentions, dev where not said")


if __name__ == "__main__":
    main()
