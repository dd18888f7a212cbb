"""Measure the loading of a made-up file in the format and size of GeoNames' allCountries.txt, and looking up with it.

    python bench/gazetteer.py                      # 13 million rows: about 13 minutes of processor time, 6 GB of disk while it runs
    python bench/gazetteer.py --rows 300000        # the same, smaller
    python bench/gazetteer.py --folder FOLDER      # keep file and gazetteer there; a file of as many rows that lies there is used

The file is made, loaded by a process that is killed at 40 % of it, and loaded on by another to the end; then names are looked up. Times are processor
seconds and seconds of the clock; memory is the most that the loading process held.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whence.resolve.places import LoadProgress, add_geonames, open_gazetteer
from whence.resolve.places.gazetteer import Gazetteer
from whence.resolve.places.tables import DATA

ALL_ROWS = 13_000_000  # of allCountries.txt in 2025, rounded down
KILLED_AT = 0.4
N_NAMES = 20_000  # looked up
SHARE_TOWNS = 0.4  # of the made-up rows that bear a town's name
Json = dict[str, Any]


def towns() -> list[list[str]]:
    """Read the towns that come along: number, name, country, admin1, district, lat, lon, people, keys of other names."""
    return [line.split("\t") for line in lzma.decompress((DATA / "towns.tsv.xz").read_bytes()).decode().split("\n") if line]


def made_up_rows(n_rows: int) -> Iterator[str]:
    """Make lines in GeoNames' format: names of towns that come along, or one word each of two of them; other names and scripts besides.

    At 13 million rows a town's name then belongs to about 45 places, other names included. That is an assumption, no count of the real file.
    """
    rows = towns()
    others_of = [[key.title() for key in row[8].split("|")[1:] if key[0] != "~"] for row in rows]
    draw = random.Random(0)
    codes = [("P", "PPL")] * 5 + [("H", "STM")] * 3 + [("S", "FRM")] * 2 + [("T", "HLL")] * 2 + [("L", "LCTY"), ("A", "ADM4")]
    for i in range(n_rows):
        k = int(draw.random() * len(rows))
        town = rows[k]
        if draw.random() < SHARE_TOWNS:
            name, others = town[1], others_of[k]
        else:
            name, others = f"{town[1].split()[0]} {rows[int(draw.random() * len(rows))][1].split()[-1]}", []
        others = draw.sample(others, min(len(others), draw.choice((0, 0, 1, 1, 2, 3)))) + draw.choice(([], [], ["Владимир"], ["بغداد", "北京"]))
        class_, code = draw.choice(codes)
        people = town[7] if class_ == "P" else "0"
        plain = name.encode("ascii", "ignore").decode()
        point = f"{town[5]}\t{town[6]}"
        yield (
            f"{10_000_000 + i * 7919 % 13_000_003}\t{name}\t{plain}\t{','.join(others)}\t{point}\t{class_}\t{code}\t{town[2]}\t\t{town[3]}"
            f"\t\t\t\t{people}\t\t10\tAsia/X\t2020-01-01"
        )


def write_file(path: Path, n_rows: int) -> None:
    """Write the made-up file, unless one of as many rows lies there."""
    mark = path.with_suffix(".rows")
    if not (mark.exists() and mark.read_text() == str(n_rows)):
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in made_up_rows(n_rows))
        mark.write_text(str(n_rows))


def load_part(path: Path, data: Path, kill_at: float) -> None:
    """Load in this process; a share below 1 kills it there, as a power cut would."""

    def progress(step: LoadProgress) -> None:
        if step.step == "reading" and step.n_bytes >= kill_at * step.n_bytes_total:
            os.kill(os.getpid(), signal.SIGKILL)

    began = time.perf_counter()
    state: Json = {}

    def watch(step: LoadProgress) -> None:
        state.setdefault("first row", step.n_rows)
        if step.step == "sorting":
            state["reading, CPU s"] = time.process_time()
        progress(step)

    source = add_geonames(path, data=data, progress=watch)
    state |= {
        "CPU s": time.process_time(),
        "wall s": time.perf_counter() - began,
        "MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "names": source.n_names,
        "places": source.n_places,
        "GB on disk": source.n_bytes / 1e9,
    }
    print(json.dumps(state))


def run_part(path: Path, data: Path, kill_at: float) -> tuple[Json, float]:
    """Load in a process of its own; what it tells (nothing where it was killed) and its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, __file__, "--part", str(path), "--folder", str(data), "--kill-at", str(kill_at)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, -signal.SIGKILL):
        sys.exit(f"The load ended with {done.returncode}.")
    return json.loads(done.stdout or "{}"), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def look_up(data: Path) -> Json:
    """Time names that the file has and names that it has not, each looked up for the first time in this process."""
    names = [row[1] for row in towns()]
    draw = random.Random(1)
    known = draw.sample(names, N_NAMES)
    unknown = [name[::-1] for name in known]
    figures: Json = {}
    for shown, added in (("default alone", False), ("with the file", True)):
        gazetteer = open_gazetteer(added=added, data=data)
        for kind, asked in (("known", known), ("unknown", unknown)):
            fresh = Gazetteer(gazetteer.layers)
            started = time.process_time()
            n_hits = sum(len(fresh.find(name)) for name in asked)
            figures[f"ms a name, {kind}, {shown}"] = (time.process_time() - started) / N_NAMES * 1000
            figures[f"places a name, {kind}, {shown}"] = n_hits / N_NAMES
    return figures


def measure(folder: Path, n_rows: int) -> Json:
    """Make the file, load it in two parts, look up."""
    path = folder / "made_up.txt"
    began = time.process_time()
    write_file(path, n_rows)
    figures: Json = {"rows": n_rows, "file, GB": path.stat().st_size / 1e9, "making it, CPU s": time.process_time() - began}
    wall = time.perf_counter()
    _, killed = run_part(path, folder, KILLED_AT)
    state, went_on = run_part(path, folder, 1.1)
    figures |= {"killed part, CPU s": killed, "second part, CPU s": went_on, "both, CPU min": (killed + went_on) / 60}
    figures |= {"both, wall min": (time.perf_counter() - wall) / 60} | {f"second part: {name}": value for name, value in state.items()}
    return figures | look_up(folder)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ALL_ROWS)
    parser.add_argument("--folder", type=Path, help="keeps the file and what is made of it; without it a folder that is removed")
    parser.add_argument("--part", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--kill-at", type=float, default=1.1, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part is not None:
        load_part(args.part, args.folder, args.kill_at)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print("\n".join(f"{name:45}{value:>14,.3f}" for name, value in measure(folder, args.rows).items()))


if __name__ == "__main__":
    main()
