"""Readings as tables for people: claims with who → whom, where, when, toll and account, legible from 80 columns on and without colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from whence.cli.breaking import breaking
from whence.terms import (
    ID_SHOWN,
    Account,
    Certainty,
    Claim,
    Count,
    Feature,
    KnownFrom,
    Location,
    Party,
    Problem,
    Reading,
    Report,
    Span,
    Status,
    Toll,
)

if TYPE_CHECKING:
    from whence.record import ReportRow
    from whence.resolve.places import Place

WIDE = 112  # columns from which where, when and toll get columns of their own; below, phrases of median length (14 letters) would break
NARROW = 72  # columns below which all but status and type stands in one column, since words of 12 letters and more would break in three
WIDEST = 150  # beyond, the eye loses its row

STATUS: dict[Status, tuple[str, str]] = {  # sign and word, style: what is not told as a fact shows it by its sign, colour or not
    Status.OCCURRED: ("occurred", "green"),
    Status.ONGOING: ("ongoing", "green"),
    Status.DID_NOT_OCCUR: ("× did not occur", "bold red"),
    Status.PLANNED: ("» planned", "bold yellow"),
    Status.POSSIBLE: ("? possible", "bold magenta"),
    Status.DEMANDED: ("! demanded", "bold blue"),
}

LEGEND = (
    "A → B  who → whom    “…”  words of the happening    A › B  A says that B says",
    "× denied  » planned  ? possible  ! demanded   –  account: the report’s own voice",
)
LONGEST_DATE = 16  # characters that stay on one line in the narrowest column of time; a longer one is an interval of days

INFERRED = "~2024-02-07  date inferred: the claim has no words for its day"

# Characters that would act on the terminal instead of standing in it: controls, lone surrogates, marks that turn the direction of what follows.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")

_PIPED = re.compile(r"-(?=$|[:\[])")
_OWN_ID = re.compile(r"[0-9a-f]{16}|[0-9a-f]{32}")  # of a claim, of a report (whence.terms)


def plain(words: str) -> str:
    """Make words of a report fit to stand in a terminal line: white space single, acting characters replaced by �."""
    return " ".join(_UNSAFE.sub("\ufffd", " ".join(words.split())).split())


def shorten(words: str, n_characters: int) -> str:
    """Cut words to at most n_characters, at a word where there is one, ending in …"""
    words = plain(words)
    if len(words) <= n_characters:
        return words
    head = words[: n_characters - 1]
    return (head[: head.rfind(" ")] if " " in head[n_characters // 2 :] else head).rstrip(" ,;:") + "…"


def short_id(id_: str, n_letters: int = ID_SHOWN) -> str:
    """Shorten an id made by whence to letters enough to find it by; one from elsewhere stands in full."""
    return id_[:n_letters] if _OWN_ID.fullmatch(id_) else plain(id_)


def title_of(report: Report | ReportRow) -> str:
    """Name a report for people: its title, else how its text begins."""
    begins = report.text.strip().partition("\n")[0] if isinstance(report, Report) else report.begins
    return plain(report.title) if report.title else shorten(begins, 100)


def outlet_of(report: Report) -> str:
    """Say who published a report and whose text it is: "Gulf Wire", "The Herald, credited to Gulf Wire"."""
    outlet = plain(report.outlet) if report.outlet else "outlet unknown"
    if report.origin is None or (report.outlet and report.origin.name.casefold() == report.outlet.casefold()):
        return outlet
    return f"{outlet}, credited to {plain(report.origin.name)}"


def published_of(report: Report) -> str:
    """Say when a report was published and how that is known: "2024-02-12 (metadata)"."""
    if report.published is None:
        return "date unknown"
    known = "" if report.published_from is KnownFrom.UNKNOWN else f" ({report.published_from.value})"
    return f"{plain(report.published)}{known}"


def path_of(path: str) -> str:
    """Shorten a path that starts at the root to its last folder and its name; one that starts where the command was typed stands in full.

    What was piped in has the path "-", its rows "-:1": that is said in words.
    """
    if _PIPED.match(path):
        return plain(f"standard input{path[1:]}")
    parts = PurePath(path).parts
    return plain(path) if len(parts) < 4 or not PurePath(path).is_absolute() else plain(f"…/{parts[-2]}/{parts[-1]}")


def figure(low: int, high: int | None) -> str:
    """Write a figure or a range: 3, 24+, 5–7."""
    return f"{low}+" if high is None else f"{low}" if high == low else f"{low}–{high}"


def toll_of(tolls: Iterable[Toll]) -> list[str]:
    """Write a toll, one entry a harm, in order of the text: "killed 3", "injured 24+", "killed 5–7", "killed 1, 2+" for figures told apart.

    A figure that is told twice stands once: these are figures of an account, not parts of a sum.
    """
    figures: dict[str, dict[str, None]] = {}
    for toll in tolls:
        figures.setdefault(toll.harm.value, {})[figure(toll.low, toll.high)] = None
    return [f"{harm} {', '.join(values)}" for harm, values in figures.items()]


def count_of(count: Count) -> str:
    """Write for how many happenings a claim stands: "201+ times"."""
    return f"{figure(count.low, count.high)} times"


def account_of(account: Account) -> str:
    """Write a chain of sources, outermost first: "state television › a ministry spokesman"; where nobody is named, the cue in quotation marks."""
    return " › ".join(
        plain(link.source.words) if link.source is not None else f"“{plain(link.cue.words)}”" if link.cue is not None else "unnamed"
        for link in account.links
    )


def print_reading(console: Console, reading: Reading, *, ids: bool = False) -> None:
    """Print one reading: a line on the report, then its claims, then what could not be read in it.

    ids   with the ids by which `whence show` finds the report and each claim
    """
    console.print(header(reading.report, width=console.width, ids=ids), highlight=False)
    if reading.claims:
        console.print(Padding(claims_table(reading.claims, width=console.width, ids=ids), (0, 0, 1, 0)))
    else:
        console.print(Text("No claims found.\n", style="dim"))
    if reading.problems:
        console.print(Padding(problems_table(reading.problems), (0, 0, 1, 2)))


def print_legend(console: Console, *, inferred: bool = False) -> None:
    """Print what the signs of the tables mean.

    inferred   with the sign of inferred dates, where one was shown
    """
    for line in (*LEGEND, INFERRED) if inferred else LEGEND:
        console.print(Text(line, style="dim"))


def header(report: Report, *, width: int, ids: bool = False) -> RenderableType:
    """Draw what is known of a report: its title, then outlet, credit, date and path, parted between lines only where one ends."""
    known = [outlet_of(report), published_of(report)]
    if report.path:
        known.append(path_of(report.path))
    if ids:
        known.append(f"report {short_id(report.id)}")
    lines = [known[0]]
    for part in known[1:]:
        longer = f"{lines[-1]} · {part}"
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return Group(Text(title_of(report), style="bold"), Text("\n".join(lines), style="dim"), "")


def claims_table(claims: Sequence[Claim], *, width: int, ids: bool = False) -> Table:
    """Draw claims, one a row; nothing is cut: long phrases wrap, and a word longer than its column breaks with a hyphen."""
    wide, narrow = width >= WIDE, width < NARROW
    table = Table(
        box=box.HORIZONTALS,
        show_lines=True,
        show_edge=False,
        border_style="dim",
        header_style="dim",
        pad_edge=False,
        padding=(0, 1, 0, 0),
        width=min(width, WIDEST),
    )
    table.add_column("status, type", width=16, overflow="fold")
    names = {"who → whom": 24, "where, when, toll": 19, "by whose account": 17}
    if wide:
        names = {"who → whom": 30, "where": 18, "when": 16, "toll": 14, "by whose account": 20}
    elif narrow:
        names = {"who → whom, where, when, toll, by whose account": 1}
    for name, ratio in names.items():
        table.add_column(name, ratio=ratio, overflow="fold")
    for claim in claims:
        toll = Text("\n".join([*toll_of(claim.toll), *([count_of(claim.count)] if claim.count else [])]), style="bold")
        place, time = _where(claim), _when(claim)
        if narrow:
            told = [("", _parties(claim.actor)), ("→", _parties(claim.recipient)), ("@", place), ("", time), ("", toll), ("by", _account(claim))]
            table.add_row(breaking(_happening(claim, ids=ids)), lines(told))
            continue
        between = [place, time, toll] if wide else [lines([("@", place), ("", time), ("", toll)])]
        table.add_row(*map(breaking, (_happening(claim, ids=ids), _who_whom(claim), *between, _account(claim))))
    return table


def problems_table(problems: Sequence[Problem]) -> Table:
    """Draw problems, one a row: where, why, what to do."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(overflow="fold", ratio=2)
    table.add_column(overflow="fold", ratio=3)
    for problem in problems:
        reason = Text.assemble((problem.kind.value, "bold" if problem.kind.is_note else "bold red"), ": ", plain(problem.reason))
        if problem.remedy:
            reason.append(f" {plain(problem.remedy)}", style="dim")
        table.add_row(Text(path_of(problem.where) if _PIPED.match(problem.where) else plain(problem.where)), reason)
    return table


def _happening(claim: Claim, *, ids: bool) -> Text:
    word, style = STATUS[claim.status]
    cell = Text.assemble((word, style), "\n", (claim.type.value, "bold"))
    if claim.mode is not None:
        cell.append(f" {claim.mode.value}")
    cell.append(f"\n“{' … '.join(plain(span.words) for span in claim.what)}”", style="italic")
    if ids:
        cell.append(f"\n{short_id(claim.id)}", style="dim")
    return cell


def shows_inferred(claim: Claim) -> bool:
    """Tell whether a claim's date stands in the table as inferred; a mere bound ("not after the report") does not stand there at all."""
    return claim.date is not None and _is_inferred(claim) and ".." not in claim.date


def _is_inferred(claim: Claim) -> bool:
    return not claim.time or claim.date_certainty is Certainty.INFERRED


def _when(claim: Claim) -> Text:
    """Write the words of time, then the date that they stand for: "Wednesday night (2024-02-07)"; one that no words tell: "~2024-02-07"."""
    words, date = _spans(claim.time), plain(claim.date or "")
    if not date or date in words or (_is_inferred(claim) and not shows_inferred(claim)):
        return Text(words)
    if len(date) > LONGEST_DATE:
        date = date.replace("/", "/ ")  # breaks there, where it breaks
    shown = f"~{date}" if _is_inferred(claim) else date
    return Text.assemble(words, " " if words else "", (f"({shown})" if words else shown, "dim"))


def _who_whom(claim: Claim) -> RenderableType:
    if not (claim.actor or claim.recipient):
        return Text("–", style="dim")
    return lines([("", _parties(claim.actor)), ("→", _parties(claim.recipient))])


def _account(claim: Claim) -> Text:
    return Text(account_of(claim.account)) if claim.account else Text("–", style="dim")


def lines(entries: Iterable[tuple[str, Text]]) -> RenderableType:
    """Stack (label, words) entries; words after a label hang from it. Entries without words are left out."""
    parts: list[RenderableType] = []
    for label, words in entries:
        if not words:
            continue
        if not label:
            parts.append(breaking(words))
            continue
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=len(label), style="dim")
        grid.add_column(overflow="fold")
        grid.add_row(label, breaking(words))
        parts.append(grid)
    return Group(*parts)


def _where(claim: Claim) -> Text:
    """Write the words of place, each with the place that it stands for where the words do not say it, and its country: "the town = Goma (CD)"."""
    places = claim.locations or (None,) * len(claim.place)
    return Text("; ").join(_place(span, location) for span, location in zip(claim.place, places, strict=True))


def place_of(place: Place | Location) -> str:
    """Write a place with its region and country: "Goma, North Kivu, CD"."""
    return plain(", ".join(filter(None, (place.name, place.admin1, "/".join(place.countries)))))


def _place(span: Span, location: Location | None) -> Text:
    words = plain(span.words)
    if location is None or location.name is None:
        return Text(words)
    name = "" if location.name.casefold() in words.casefold() else f" = {plain(location.name)}"
    country = "" if location.feature is Feature.COUNTRY or not location.countries else f" ({'/'.join(location.countries)})"
    return Text.assemble(words, (f"{name}{country}", "dim"))


def _parties(parties: Iterable[Party]) -> Text:
    return Text("; ").join(_party(party) for party in parties)


def _party(party: Party) -> Text:
    words = plain(party.span.words)
    if party.name is None or party.name.casefold() in words.casefold():
        return Text(words)
    return Text.assemble(words, (f" = {plain(party.name)}", "dim"))


def _spans(spans: Iterable[Span]) -> str:
    return "; ".join(plain(span.words) for span in spans)
