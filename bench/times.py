"""Measure times: expressions against TIMEX marks, dates of claims and publication dates against gold.

    python bench/times.py                        # all figures; what was tuned on and what was held out apart
    python bench/times.py --json
    python bench/times.py --errors wikiwars-odd  # what differs in one set, one line each; "claims" for the dates of train claims

Data: ../shared/bench/times (WikiWars, TIMEX2; odd-numbered texts were tuned on, even ones held out), corpus/times (own reports, TIMEX3; odd tuned
on), bench/data/times_news.json (TIMEX3 marks for 20 reports of ../shared/corpus, offsets and values alone; those of train tuned on, of dev held
out), and ../shared/corpus for claims and publication dates (train tuned on). A set whose data is absent is left out and named.

Span F1: strict, both ends equal; relaxed, the two overlap, one to one. Value F1: relaxed and of equal value, over all marked and all found. TIMEX2
is brought to TIMEX3 where it only writes otherwise (a decade P1DE is P10Y; SET XXXX-XX-XX is P1D). WikiWars marks 3 % of its expressions with an
empty value: those are left out of value F1 on both sides.

Dates of claims: gold claims go in, with their time words and without their dates; of those with a gold date the share whose date is equal (strict)
or shares a day (lenient). "read": the same for what the bundled reader finds and matches gold claims, in reports whose date is known.
Publication dates: the text alone goes in; of the reports whose day is known, how many are given right, given wrong, not given.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from whence.evaluate.dates import parse_date
from whence.evaluate.matching import match_claims
from whence.json_form import reading_from_json
from whence.read import load_reader
from whence.resolve.times import date_claims, find_publication_date, find_times
from whence.terms import Reading

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
_SET_VALUES = {"XXXX-XX-XX": "P1D", "XXXX-WXX": "P1W", "XXXX-XX": "P1M", "XXXX": "P1Y"}


@dataclass(frozen=True)
class Mark:
    """One expression: where it stands, its TIMEX type and value."""

    start: int
    end: int
    type: str
    value: str

    @property
    def plain_value(self) -> str:
        """The value, written one way."""
        value = _SET_VALUES.get(self.value, self.value) if self.type == "SET" else self.value
        for unit, factor in (("DE", 10), ("CE", 100)):
            if value.startswith("P") and value.endswith(unit) and value[1:-2].replace(".", "").isdigit():
                return f"P{float(value[1:-2]) * factor:g}Y"
        return value


@dataclass(frozen=True)
class Marked:
    """A text with its marks."""

    id: str
    text: str
    published: str | None
    marks: tuple[Mark, ...]


@dataclass
class Tally:
    """Counts over texts."""

    n_gold: int = 0
    n_found: int = 0
    n_strict: int = 0
    n_relaxed: int = 0
    n_valued_gold: int = 0
    n_valued_found: int = 0
    n_value: int = 0
    errors: list[str] = field(default_factory=list)

    def f1(self, right: int, gold: int, found: int) -> float:
        """F1 from counts; 0 where there is nothing."""
        return 2 * right / (gold + found) if gold + found else 0.0

    def figures(self) -> dict[str, float]:
        """Name the figures."""
        return {
            "n": self.n_gold,
            "strict F1": self.f1(self.n_strict, self.n_gold, self.n_found),
            "relaxed F1": self.f1(self.n_relaxed, self.n_gold, self.n_found),
            "relaxed P": self.n_relaxed / max(self.n_found, 1),
            "relaxed R": self.n_relaxed / max(self.n_gold, 1),
            "value F1": self.f1(self.n_value, self.n_valued_gold, self.n_valued_found),
        }


def wikiwars(parity: int) -> Iterator[Marked]:
    """Load the WikiWars texts of odd (1) or even (0) number."""
    with gzip.open(SHARED / "bench/times/wikiwars.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            obj = json.loads(line)
            if int(obj["id"][:2]) % 2 == parity:
                yield Marked(obj["id"], obj["text"], obj["dct"], tuple(Mark(t["start"], t["end"], t["type"], t["value"]) for t in obj["timexes"]))


def own(parity: int) -> Iterator[Marked]:
    """Load the project's own reports of odd or even number."""
    for path in sorted((ROOT / "corpus/times").glob("times-*.json")):
        obj = json.loads(path.read_text(encoding="utf-8"))
        if int(obj["id"][-2:]) % 2 == parity:
            yield Marked(obj["id"], obj["text"], obj["published"], tuple(Mark(t["start"], t["end"], t["type"], t["value"]) for t in obj["times"]))


def news(part: str) -> Iterator[Marked]:
    """Load the marks on reports of ../shared/corpus, from one of its parts."""
    for id_, marked in json.loads((ROOT / "bench/data/times_news.json").read_text(encoding="utf-8")).items():
        if marked["part"] == part:
            obj = json.loads((SHARED / "corpus" / part / f"{id_}.json").read_text(encoding="utf-8"))
            yield Marked(id_, obj["text"], obj["published"], tuple(Mark(*mark) for mark in marked["times"]))


SETS = {
    "wikiwars-odd": lambda: wikiwars(1),
    "wikiwars-even": lambda: wikiwars(0),
    "own-odd": lambda: own(1),
    "own-even": lambda: own(0),
    "news-train": lambda: news("train"),
    "news-dev": lambda: news("dev"),
}
HELD_OUT = ("wikiwars-even", "own-even", "news-dev")


def found_in(marked: Marked) -> list[Mark]:
    """Run the finder on a text."""
    return [Mark(e.span.start, e.span.end, e.type.value, e.value) for e in find_times(marked.text, published=marked.published)]


def compare(marked: Marked, found: Sequence[Mark], tallies: dict[str, Tally]) -> None:
    """Add one text to the tallies: "all", and one for each type."""
    gold = list(marked.marks)
    taken: dict[int, int] = {}
    for exactly in (True, False):
        for n, mark in enumerate(gold):
            if n in taken:
                continue
            for k, other in enumerate(found):
                if k not in taken.values() and (mark.start, mark.end) == (other.start, other.end) if exactly else _overlap(mark, other, k, taken):
                    taken[n] = k
                    break
    matched_found = {k: n for n, k in taken.items()}
    for kind in ("all", "DATE", "TIME", "DURATION", "SET"):
        tally = tallies.setdefault(kind, Tally())
        golds = [n for n, mark in enumerate(gold) if kind in ("all", mark.type)]
        founds = [k for k, mark in enumerate(found) if kind in ("all", mark.type)]
        pairs = [(n, taken[n]) for n in golds if n in taken and kind in ("all", found[taken[n]].type)]
        tally.n_gold += len(golds)
        tally.n_found += len(founds)
        tally.n_relaxed += len(pairs)
        tally.n_strict += sum(1 for n, k in pairs if (gold[n].start, gold[n].end) == (found[k].start, found[k].end))
        tally.n_valued_gold += sum(1 for n in golds if gold[n].value)
        tally.n_valued_found += sum(1 for k in founds if k not in matched_found or gold[matched_found[k]].value)
        tally.n_value += sum(1 for n, k in pairs if gold[n].value and gold[n].plain_value == found[k].plain_value)
    tallies["all"].errors.extend(_differences(marked, found, taken))


def _differences(marked: Marked, found: Sequence[Mark], taken: dict[int, int]) -> Iterator[str]:
    """Write what differs in one text, one line each."""

    def shown(mark: Mark) -> str:
        around = marked.text[max(0, mark.start - 50) : mark.end + 30].replace("\n", " ")
        return f"{marked.id} {marked.text[mark.start : mark.end]!r} {mark.type} {mark.value} | {around}"

    for n, mark in enumerate(marked.marks):
        if n not in taken:
            yield f"MISSED {shown(mark)}"
            continue
        other = found[taken[n]]
        if (mark.start, mark.end) != (other.start, other.end):
            yield f"SPAN found {marked.text[other.start : other.end]!r} for {shown(mark)}"
        if mark.value and mark.plain_value != other.plain_value:
            yield f"VALUE found {other.plain_value} for {shown(mark)}"
    for k, other in enumerate(found):
        if k not in taken.values():
            yield f"EXTRA {shown(other)}"


def _overlap(mark: Mark, other: Mark, k: int, taken: dict[int, int]) -> bool:
    return k not in taken.values() and mark.start < other.end and other.start < mark.end


def measure(name: str) -> dict[str, Tally]:
    """Measure one set."""
    tallies: dict[str, Tally] = {}
    for marked in SETS[name]():
        compare(marked, found_in(marked), tallies)
    return tallies


def corpus(part: str) -> Iterator[Reading]:
    """Load the reports of ../shared/corpus, train or dev, with their gold claims."""
    for path in sorted((SHARED / "corpus" / part).glob("*.json")):
        yield reading_from_json(json.loads(path.read_text(encoding="utf-8")))


def measure_claims(part: str, errors: list[str] | None = None) -> dict[str, dict[str, float]]:
    """Measure dates of claims: with and without time words, report's date known and not."""
    counts: dict[str, Counter[str]] = {}
    for reading in corpus(part):
        report = reading.report
        undated = replace(reading, claims=tuple(replace(claim, date=None) for claim in reading.claims))
        for claim, found in zip(reading.claims, date_claims(undated).claims, strict=True):
            groups = ["all", "published known" if report.published else "published unknown"]
            groups += [f"{groups[1]}, {'time words' if claim.time else 'no time words'}"]
            gold, ours = (None if date is None else parse_date(date) for date in (claim.date, found.date))
            for group in groups:
                tally = counts.setdefault(group, Counter())
                if claim.date is None:
                    tally.update(undated=1, given=found.date is not None)
                else:
                    tally.update(n=1, strict=claim.date == found.date, lenient=bool(gold and ours and gold.overlaps(ours)))
            if errors is not None and claim.date is not None and claim.date != found.date:
                words, time_words = (" / ".join(span.words for span in spans) for spans in (claim.what, claim.time))
                errors.append(f"{report.id} ({report.published}) {words!r} {time_words!r}: gold {claim.date}, ours {found.date}, {found.date_reason}")
    return {
        group: {
            "n": tally["n"],
            "strict": tally["strict"] / max(tally["n"], 1),
            "lenient": tally["lenient"] / max(tally["n"], 1),
            "no gold date": tally["undated"],
            "of these given one": tally["given"],
        }
        for group, tally in sorted(counts.items())
    }


def measure_read(part: str) -> dict[str, float]:
    """Measure dates of the claims that the bundled reader finds and that match a gold claim with a date, in reports whose date is known."""
    reader, tally = load_reader(), Counter[str]()
    for gold in corpus(part):
        if gold.report.published is None:
            continue
        read = date_claims(reader.read(gold.report))
        for one, other in match_claims(gold.claims, read.claims, gold.report.text):
            if one.date is not None:
                days, ours = parse_date(one.date), None if other.date is None else parse_date(other.date)
                tally.update(n=1, strict=one.date == other.date, lenient=bool(days and ours and days.overlaps(ours)))
    return {"n": tally["n"], "strict": tally["strict"] / tally["n"], "lenient": tally["lenient"] / tally["n"]}


def measure_publication(part: str) -> dict[str, int]:
    """Measure publication dates told from the text alone."""
    tally: Counter[str] = Counter()
    for reading in corpus(part):
        published = reading.report.published
        if published is None or len(published) != len("2024-02-07"):
            continue
        found = find_publication_date(reading.report.text, dateline=reading.report.dateline).date
        tally["reports"] += 1
        tally["not given" if found is None else "right day" if found == published else "wrong"] += 1
    return dict(tally)


def speed() -> float:
    """Characters a second over the WikiWars texts, one process."""
    texts = [marked for parity in (0, 1) for marked in wikiwars(parity)]
    find_times("")
    began = time.process_time()
    for marked in texts:
        find_times(marked.text, published=marked.published)
    return sum(len(marked.text) for marked in texts) / (time.process_time() - began)


def main() -> None:
    """Measure, and print tables or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", choices=[*SETS, "claims"], help="list what differs in one set")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    if options.errors == "claims":
        errors: list[str] = []
        measure_claims("train", errors)
        print("\n".join(errors))
        return
    if options.errors:
        print("\n".join(sorted(measure(options.errors)["all"].errors)))
        return
    figures: dict[str, Any] = {}
    for name, run in _runs():
        try:
            figures[name] = run()
        except FileNotFoundError as err:
            print(f"{name} left out: no {err.filename}", file=sys.stderr)
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        _show(figures)


def _figures_of(name: str) -> dict[str, dict[str, float]]:
    return {kind: tally.figures() for kind, tally in measure(name).items()}


def _runs() -> Iterator[tuple[str, Callable[[], Any]]]:
    for name in SETS:
        yield name, partial(_figures_of, name)
    for part in ("train", "dev"):
        yield f"claims {part}", partial(measure_claims, part)
        yield f"publication {part}", partial(measure_publication, part)
    yield "read dev", partial(measure_read, "dev")
    yield "characters a second", speed


def _show(figures: dict[str, Any]) -> None:
    console = Console()
    table = Table("set", "type", "n", "strict", "relaxed", "P", "R", "value", title="Time expressions (F1)")
    for name in SETS:
        for kind, row in figures.get(name, {}).items():
            table.add_row(f"{name}*" if name in HELD_OUT else name, kind, str(int(row["n"])), *(f"{row[key]:.3f}" for key in list(row)[1:]))
    console.print(table)
    console.print("* held out")
    for part in ("train", "dev"):
        table = Table("claims", "n", "strict", "lenient", "no gold date", "of these given one", title=f"Dates of gold claims, {part}")
        for group, row in figures.get(f"claims {part}", {}).items():
            table.add_row(
                group, str(row["n"]), f"{row['strict']:.3f}", f"{row['lenient']:.3f}", str(row["no gold date"]), str(row["of these given one"])
            )
        console.print(table)
        console.print(f"publication dates, {part}: {figures.get(f'publication {part}')}")
    if "read dev" in figures:
        console.print(
            "matched claims of the bundled reader, dev: {n} dated, strict {strict:.3f}, lenient {lenient:.3f}".format(**figures["read dev"])
        )
    if "characters a second" in figures:
        console.print(f"{figures['characters a second']:,.0f} characters a second of one processor")


if __name__ == "__main__":
    main()
