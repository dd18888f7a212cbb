"""Measure copies: which reports come from one text, against labelled pairs, and how long a large collection takes.

    python bench/copies.py                   # F1 of pairs, accuracy of kinds and directions, tuning half and held-out half apart
    python bench/copies.py --json
    python bench/copies.py --errors          # every pair that is judged otherwise than labelled, and every link that no label covers
    python bench/copies.py --bands           # how many bands of sentences unrelated reports have in common, and rewritings
    python bench/copies.py --speed 50000     # so many made articles of 1.2 kB: seconds, and how they grow from a fifth of them

Data: bench/data/copies_pairs.json, 300 pairs, 145 of them copies, in two halves that share no text. 111 are of ../shared/clusters (real coverage,
named by id alone; left out and named where that is absent), labelled by reading both texts: every copy that is there, the pairs of one story that
share most words without being copies, and some that share only an outlet's notices. The others are made, from corpus/train and from texts written for
this (bench/data/copies_texts.json): cut, walled (new title, byline, walls, captions), edited, quotations taken out, merged from two, extended,
rewritten sentence by sentence by hand; and as negatives independent tellings of the same happening, like happenings, one form with other facts, and
two reports that a third one put together. What a recipe does is in `make`; its label follows from it.

All reports are searched at once: those of the pairs, corpus/train and dev, the examples of the package and ../shared/clusters. A pair counts as found
where `Copies.share_origin` says so. Kind: of the labelled copies with a link of their own, those of the labelled kind. Direction: of those whose copy
is known, those with the right one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from whence.ingest.notices import read_notices
from whence.link.copies import Copies, CopyIndex, CopyLink, find_copies, sketch
from whence.terms import Report, ReportId
from whence.text import sentences

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DATA = ROOT / "bench/data"
HALVES = ("tuning", "held out")
Pairs = list[dict[str, Any]]

_EDITS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"\bsaid that\b", "said"),
        (r"\bmore than (?=\d)", "over "),
        (r"\babout (?=\d)", "around "),
        (r"\bon (?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)", ""),
        (r"\bpercent\b", "per cent"),
        (r"\bkilometres\b", "km"),
        (r"\b(?:killed|dead)\b(?= in)", "left dead"),
        (r"\bhas been\b", "was"),
        (r"\bwill be\b", "is to be"),
        (r"\bbut\b", "yet"),
        (r"\bamong them\b", "including"),
        (r"\baccording to\b", "said"),
        (r"\bafter\b", "following"),
        (r"\bpeople\b", "persons"),
        (r"\bspokesman\b", "spokesperson"),
        (r"\bold\b", "aged"),
        (r"\btwo\b", "2"),
    )
)
_WALLS = (
    "Advertisement",
    "Sign up for our free newsletter and get the day's top stories in your inbox.",
    "Read more: What we know so far",
    "Share this on Facebook",
    "This article is available to subscribers only. Subscribe now for one crown a week.",
    "FILE - In this undated file photo, a street is seen in the morning. (Photo: R. Almgren/Pool)",
    "Follow us on Twitter",
    "Story continues below",
)
_BYLINES = ("By Rosa Lindqvist and Tomas Okoye", "By our correspondent", "By Marta Quill", "By Staff Reporter")


def report_of(id_: str, text: str, *, title: str | None = None, outlet: str | None = None, published: str | None = None) -> Report:
    """Build a report, with the notices that ingest would read from its text."""
    notices = read_notices(text, title=title, outlet=outlet)
    return Report(
        id=ReportId(id_),
        text=text,
        title=title,
        outlet=outlet,
        published=published,
        dateline=notices.dateline,
        origin=notices.origin,
        author=notices.author,
    )


def _paragraphs(report: Report) -> list[str]:
    """Split a report into paragraphs, headline first."""
    return [line for line in report.text.split("\n") if line.strip()]


def cut(paragraphs: list[str], share: int) -> list[str]:
    """Keep the leading paragraphs, and of the last one the leading sentences, up to a share of the words, in percent."""
    left = share * sum(len(paragraph.split()) for paragraph in paragraphs) // 100
    kept = []
    for paragraph in paragraphs:
        sentences_ = [paragraph[start:end] for start, end in sentences(paragraph)]
        taken = []
        for sentence in sentences_:
            if left <= 0:
                break
            taken.append(sentence)
            left -= len(sentence.split())
        if taken:
            kept.append(" ".join(taken))
    return kept


def edit(paragraphs: list[str]) -> list[str]:
    """Make small edits: other words for common ones."""
    for pattern, new in _EDITS:
        paragraphs = [pattern.sub(new, paragraph) for paragraph in paragraphs]
    return paragraphs


def unquote(paragraphs: list[str]) -> list[str]:
    """Take out every sentence with a quotation mark."""
    kept = [" ".join(p[start:end] for start, end in sentences(p) if not re.search('["“”]', p[start:end])) for p in paragraphs]
    return [paragraph for paragraph in kept if paragraph]


def wall(paragraphs: list[str], n: int) -> list[str]:
    """Put a byline and a time stamp before the paragraphs, and walls, captions and share lines between them."""
    out = [_BYLINES[n % len(_BYLINES)], f"Published {n % 27 + 1} March, {n % 12 + 8}:15"]
    for k, paragraph in enumerate(paragraphs):
        out += [paragraph, _WALLS[(n + k) % len(_WALLS)]]
    return out


def make(id_: str, how: dict[str, Any], sources: list[Report], own: Report | None) -> Report:
    """Make a variant of reports by its recipe.

    how   "how": cut, walled, edited, unquoted, merged, halves or extended; "share" of a cut in percent; "days" after the source, null: no date
    own   for "extended": the report whose paragraphs are added
    """
    n = int(re.sub(r"\D", "", id_) or 0)
    bodies = [_paragraphs(source)[1:] for source in sources]
    body = bodies[0]
    match how["how"]:
        case "cut":
            body = cut(body, how["share"])
        case "walled":
            body = wall(body, n)
        case "edited":
            body = edit(body)
        case "unquoted":
            body = unquote(body)
        case "merged":
            body = [*body, "In other news, there was this.", *bodies[1]]
        case "halves":
            body = [*cut(body, 50), *cut(bodies[1], 50)]
        case "extended" if own is not None:
            body = [*body[:2], *_paragraphs(own)[1:3], *body[2:], *_paragraphs(own)[3:]]
        case other:
            raise ValueError(f"No such way to make a variant: {other}")
    days = sorted(source.published for source in sources if source.published)
    published = None if how["days"] is None else (date.fromisoformat(days[-1]) + timedelta(days=how["days"])).isoformat()
    title = f"{how['outlet'].split('.')[0].capitalize()} brief {n}: {' '.join(bodies[0][-1].split()[:6])}"
    return report_of(id_, "\n\n".join([title, *body]), title=title, outlet=how["outlet"], published=published)


@cache
def load() -> tuple[dict[str, Report], Pairs]:
    """Load all reports by id, and the pairs of which both reports are there."""
    data = json.loads((DATA / "copies_pairs.json").read_text(encoding="utf-8"))
    reports: dict[str, Report] = {}
    for path in sorted((ROOT / "corpus").glob("train/*.json")) + sorted((ROOT / "corpus").glob("dev/*.json")):
        obj = json.loads(path.read_text(encoding="utf-8"))
        reports[obj["id"]] = report_of(obj["id"], obj["text"], published=obj["published"])
    for path in sorted((ROOT / "src/whence/examples").glob("[1-6]-*")):
        text = path.read_text(encoding="utf-8").strip()
        reports[f"example-{path.name[0]}"] = report_of(f"example-{path.name[0]}", text, title=text.split("\n")[0])
    for obj in json.loads((DATA / "copies_texts.json").read_text(encoding="utf-8")):
        reports[obj["id"]] = report_of(obj["id"], obj["text"], title=obj["title"], outlet=obj["outlet"], published=obj["published"])
    for id_, how in data["made"].items():
        reports[id_] = make(id_, how, [reports[source] for source in how["of"]], reports.get(how.get("own", "")))
    try:
        with gzip.open(SHARED / "clusters/reports.jsonl.gz", "rt", encoding="utf-8") as lines:
            for obj in map(json.loads, lines):
                reports[obj["id"]] = report_of(obj["id"], obj["text"], title=obj["title"], outlet=obj["outlet"], published=obj["published"])
    except FileNotFoundError as err:
        print(f"pairs of real reports left out: no {err.filename}", file=sys.stderr)
    return reports, [pair for pair in data["pairs"] if pair["a"] in reports and pair["b"] in reports]


@cache
def _recipes() -> dict[str, list[str]]:
    """Give what each made or written text comes from."""
    made = json.loads((DATA / "copies_pairs.json").read_text(encoding="utf-8"))["made"]
    of = {id_: [*how["of"], *([how["own"]] if "own" in how else [])] for id_, how in made.items()}
    return of | {obj["id"]: [obj["of"]] for obj in json.loads((DATA / "copies_texts.json").read_text(encoding="utf-8")) if obj["of"]}


def sources(id_: str) -> set[str]:
    """Give a report and all that it comes from."""
    return {id_}.union(*(sources(of) for of in _recipes().get(id_, ())))


@cache
def searched() -> tuple[Copies, dict[frozenset[str], CopyLink]]:
    """Search all reports, and index the links by their two reports."""
    copies = find_copies(load()[0].values())
    return copies, {frozenset((link.copy, link.of)): link for link in copies.links}


def measure(half: str) -> dict[str, float]:
    """Measure one half of the pairs."""
    copies, links = searched()
    tally: Counter[str] = Counter()
    for pair in load()[1]:
        if pair["half"] != half:
            continue
        found = copies.share_origin(pair["a"], pair["b"])
        tally.update(n=1, right=found and pair["joined"], found=found, labelled=pair["joined"])
        link = links.get(frozenset((pair["a"], pair["b"])))
        if pair["joined"] and link is not None:
            tally.update(linked=1, kind=link.kind == pair["kind"])
            if pair["copy"] is not None:
                tally.update(ordered=1, direction=link.copy == pair["copy"])
    return {
        "pairs": tally["n"],
        "copies": tally["labelled"],
        "precision": tally["right"] / max(tally["found"], 1),
        "recall": tally["right"] / max(tally["labelled"], 1),
        "F1": 2 * tally["right"] / max(tally["found"] + tally["labelled"], 1),
        "kind": tally["kind"] / max(tally["linked"], 1),
        "of links": tally["linked"],
        "direction": tally["direction"] / max(tally["ordered"], 1),
        "of ordered": tally["ordered"],
    }


def errors() -> Iterator[str]:
    """Name every pair judged otherwise than labelled, and every link between reports that neither a label nor a common source accounts for."""
    copies, links = searched()
    for pair in load()[1]:
        found = copies.share_origin(pair["a"], pair["b"])
        link = links.get(frozenset((pair["a"], pair["b"])))
        if found != pair["joined"]:
            yield f"{'FOUND' if found else 'MISSED'} {pair['half']}: {pair['a']} {pair['b']}, {pair['kind'] or pair['why']}"
        elif link is not None and link.kind != pair["kind"]:
            yield f"KIND {pair['half']}: {pair['a']} {pair['b']}, {pair['kind']}, found {link.kind} {link.shares}"
        elif link is not None and pair["copy"] not in (None, link.copy):
            yield f"DIRECTION {pair['half']}: {pair['a']} {pair['b']}, copy is {pair['copy']}; {link.why}"
    labelled = {frozenset((pair["a"], pair["b"])) for pair in load()[1]}
    for link in copies.links:
        if frozenset((link.copy, link.of)) not in labelled and not sources(link.copy) & sources(link.of):
            yield f"UNLABELLED: {link.copy} {link.kind} of {link.of} {link.shares}"


def bands() -> dict[str, dict[int, int]]:
    """Count the bands in which two reports have a sentence alike: over all pairs of corpus/train, and over the rewritings and their sources."""
    reports, pairs = load()
    tables = {id_: sketch(report).sentences[:, 1:] for id_, report in reports.items()}
    train = sorted(id_ for id_ in reports if (ROOT / f"corpus/train/{id_}.json").exists())
    sharing: Counter[tuple[str, str]] = Counter()
    for band in range(tables[train[0]].shape[1]):
        holders: dict[int, set[str]] = {}
        for id_ in train:
            for value in set(tables[id_][:, band].tolist()) - {0}:
                holders.setdefault(value, set()).add(id_)
        for ids in holders.values():
            if len(ids) <= 24:
                sharing.update(combinations(sorted(ids), 2))
    rewritten: Counter[int] = Counter()
    for pair in pairs:
        if pair["kind"] == "rewritten from":
            one, other = tables[pair["a"]], tables[pair["b"]]
            rewritten[sum(bool(set(one[:, band].tolist()) & set(other[:, band].tolist()) - {0}) for band in range(one.shape[1]))] += 1
    unrelated = Counter(sharing.values())
    unrelated[0] = len(train) * (len(train) - 1) // 2 - sum(unrelated.values())
    return {"unrelated": dict(sorted(unrelated.items())), "rewritten": dict(sorted(rewritten.items()))}


_N_WORDS, _N_SENTENCES = 16, 12  # of a made sentence, of a made article: some 1,200 characters without the notices


def articles(n: int) -> list[Report]:
    """Make articles: four in five new, others reprints, cuts and extensions of late ones, every hundredth one wire story; notices of 40 sites."""
    draw = random.Random(20260101)
    syllables = [a + b for a in "bcdfghklmnprstvwz" for b in ("a", "e", "i", "o", "u", "an", "er", "ol")]
    vocabulary = ["".join(draw.choices(syllables, k=draw.choice((1, 2, 2, 3)))) for _ in range(30_000)]
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]
    common = draw.choices(vocabulary, weights, k=n * _N_WORDS * _N_SENTENCES + 40 * 60)
    at = 0

    def sentence() -> str:
        nonlocal at
        at = (at + _N_WORDS) % (len(common) - _N_WORDS)
        words = common[at : at + _N_WORDS]
        return " ".join([words[0].capitalize(), *words[1:5], words[5].capitalize(), str(draw.randrange(2, 900)), *words[6:]]) + "."

    notices = [[sentence() for _ in range(2)] for _ in range(40)]
    made: list[list[str]] = [[sentence() for _ in range(_N_SENTENCES)]]
    out = []
    for k in range(n):
        chance = draw.random()
        body = [sentence() for _ in range(_N_SENTENCES)]
        if k % 100 == 0:
            body = made[0]
        elif chance < 0.2:
            source = draw.choice(made[-n // 100 :])
            body = source if chance < 0.08 else source[:4] if chance < 0.14 else [*body[:6], *source]
        made.append(body)
        site = draw.randrange(40)
        text = "\n\n".join([sentence().rstrip("."), *body, *notices[site]])
        day = date(2024, 1, 1) + timedelta(days=k * 365 // n)
        out.append(Report(id=ReportId(f"{k:08}"), text=text, outlet=f"site{site}.example", published=day.isoformat()))
    return out


def speed(n: int) -> dict[str, float]:
    """Sketch and search n articles, and a fifth of them."""
    figures: dict[str, float] = {}
    made = articles(n)
    for size in (n // 5, n):
        reports = {report.id: report for report in made[:size]}
        began, cpu = time.perf_counter(), time.process_time()
        sketches = [sketch(report) for report in reports.values()]
        half_way, cpu_half_way = time.perf_counter(), time.process_time()
        index = CopyIndex(reports.__getitem__)
        index.add(sketches)
        copies = index.find()
        figures |= {
            f"{size}: characters an article": sum(len(report.text) for report in reports.values()) / size,
            f"{size}: seconds to sketch": half_way - began,
            f"{size}: processor seconds to sketch": cpu_half_way - cpu,
            f"{size}: seconds to search": time.perf_counter() - half_way,
            f"{size}: processor seconds to search": time.process_time() - cpu_half_way,
            f"{size}: bytes a sketch": sum(len(one.to_bytes()) for one in sketches) / size,
            f"{size}: links": len(copies.links),
            f"{size}: rows of what was not compared": len(copies.skipped),
        }
    figures["peak memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def main() -> None:
    """Measure, and print tables or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list what differs")
    parser.add_argument("--bands", action="store_true", help="count shared bands of sentences")
    parser.add_argument("--speed", type=int, metavar="N", help="time N made articles")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    if options.errors:
        print("\n".join(errors()))
        return
    figures: dict[str, Any]
    if options.speed:
        figures = speed(options.speed)
    elif options.bands:
        figures = bands()
    else:
        figures = {half: measure(half) for half in HALVES}
    if options.json or options.speed or options.bands:
        print(json.dumps(figures, indent=1))
        return
    table = Table("half", *figures[HALVES[0]], title="Copies, pairs of reports")
    for half in HALVES:
        table.add_row(half, *(f"{value:.3f}" if isinstance(value, float) else str(value) for value in figures[half].values()))
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
