"""One claim for people: its sentence with the words of each field marked, then each field with its offsets, then by whose account and reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from whence.cli.table import STATUS, figure, header, place_of, plain
from whence.terms import Claim, Identity, Location, Reading, Relation, SourceKind, Span

STYLES = {
    "what": "bold",
    "actor": "cyan",
    "recipient": "yellow",
    "place": "green",
    "time": "magenta",
    "means": "blue",
    "toll": "red",
    "count": "red",
    "source": "bright_cyan",
    "cue": "bright_magenta",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of one field of a claim.

    label   of the field, numbered where the account has several links
    field   its name, by which it is coloured
    value   what the words stand for, "" where that is the words themselves
    reason  why they stand for that, or for nothing that can be told; "" where no rule was asked
    """

    label: str
    field: str
    span: Span
    value: str = ""
    reason: str = ""


def marks_of(claim: Claim) -> list[Mark]:
    """List the words of every field of a claim, in the order in which fields are told."""
    marks = [Mark("what", "what", span) for span in claim.what]
    marks += [
        Mark(field, field, party.span, who(party.name, party.identity, party.span.words), reason_of(party.identity))
        for field in ("actor", "recipient")
        for party in getattr(claim, field)
    ]
    places = claim.locations or (None,) * len(claim.place)
    marks += [Mark("place", "place", span, where(location), reason_of(location)) for span, location in zip(claim.place, places, strict=True)]
    marks += [Mark(field, field, span) for field in ("time", "means") for span in getattr(claim, field)]
    marks += [Mark("toll", "toll", toll.span, f"{toll.harm.value} {figure(toll.low, toll.high)}") for toll in claim.toll]
    if claim.count is not None:
        marks.append(Mark("count", "count", claim.count.span, f"{figure(claim.count.low, claim.count.high)} times"))
    links = claim.account.links
    for number, link in enumerate(links, start=1):
        numbered = f" {number}" if len(links) > 1 else ""
        if link.source is not None:
            kind = "" if link.kind in (None, SourceKind.UNKNOWN) else link.kind.value
            value = "; ".join(filter(None, (who(link.name, link.identity, link.source.words), kind)))
            marks.append(Mark(f"source{numbered}", "source", link.source, value, reason_of(link.identity)))
        if link.cue is not None:
            marks.append(Mark(f"cue{numbered}", "cue", link.cue))
    return marks


def who(name: str | None, identity: Identity | None, words: str) -> str:
    """Write whom words stand for, with country and sector: "Turkish National Police, TUR COP"; the words themselves are not said again."""
    codes = " ".join(filter(None, (identity.country, identity.sector, identity.secondary))) if identity is not None else ""
    return ", ".join(filter(None, (name if name != words else None, codes)))


def where(location: Location | None) -> str:
    """Write where words lie: "Goma, North Kivu, CD; -1.6792, 29.2285 ±10 km"; a place that is not told gives nothing."""
    if location is None or location.name is None or location.lat is None or location.lon is None:
        return ""
    relation = "" if location.relation is Relation.AT else f"{location.relation.value} "
    within = "" if location.uncertainty_km is None else f" ±{location.uncertainty_km:,.0f} km"
    return f"{relation}{place_of(location)}; {location.lat:.4f}, {location.lon:.4f}{within}"


def reason_of(value: Identity | Location | None) -> str:
    """Write which rule gave a value, and why; nothing of one that a person gave."""
    return "" if value is None else " ".join(filter(None, (value.reason, value.rule and f"({value.rule})")))


def print_claim(console: Console, reading: Reading, claim: Claim) -> None:
    """Print one claim of a reading with its words and everything that is known of it."""
    console.print(header(reading.report, width=console.width, ids=True))
    word, style = STATUS[claim.status]
    mode = f" {claim.mode.value}" if claim.mode else ""
    console.print(Text.assemble((claim.type.value, "bold"), mode, ", ", (word, style), (f"   claim {claim.id}", "dim")))
    marks = marks_of(claim)
    console.print(Padding(passage(reading.report.text, marks, also=(claim.sentence,) if claim.sentence else ()), (1, 2)))
    console.print(Padding(_fields_table(claim, marks), (0, 0, 1, 0)))
    width = max(12, max(len(mark.label) for mark in marks) + 2)
    for name, value in _known(claim, reading):
        console.print(Text.assemble((f"{name:<{width}}", "dim"), value))


def passage(text: str, marks: Sequence[Mark], *, also: Iterable[Span] = ()) -> Text:
    """Set the sentences in which the marks lie, each mark in brackets with its label: "[actor: the army] [what: shelled]".

    Sentences between them that hold no mark are left out: […]. Marks may lie in each other and cross; one that crosses is cut where it does.
    also   further spans whose sentences are shown
    """
    from whence.text import sentences

    wanted = [mark.span for mark in marks] + list(also)
    shown = Text()
    end_before: int | None = None
    for start, end in sentences(text):
        if not any(start < span.end and span.start < end for span in wanted):
            continue
        if end_before is not None:
            shown.append(" ")
            if text[end_before:start].strip():
                shown.append("[…] ", style="dim")
        shown.append_text(_marked(text, start, end, marks))
        end_before = end
    return shown


def _marked(text: str, start: int, end: int, marks: Sequence[Mark]) -> Text:
    labels: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        cut = (max(mark.span.start, start), min(mark.span.end, end))
        if cut[0] < cut[1]:
            labels.setdefault(cut, []).append(mark)
    shown = Text()
    open_: list[tuple[int, int]] = []

    def style() -> str:
        return STYLES[labels[open_[-1]][0].field] if open_ else ""

    def close(at: int) -> None:
        reopened: list[tuple[int, int]] = []
        while any(span[1] == at for span in open_):
            if open_[-1][1] != at:
                reopened.append(open_[-1])
            shown.append("]", style=f"dim {style()}")
            open_.pop()
        for span in reversed(reopened):
            begin(span)

    def begin(span: tuple[int, int]) -> None:
        open_.append(span)
        names = ", ".join(dict.fromkeys(mark.label for mark in labels[span]))
        shown.append(f"[{names}: ", style=f"dim {style()}")

    cuts = sorted({start, end, *(at for span in labels for at in span)})
    for at, following in zip(cuts, [*cuts[1:], end], strict=True):
        close(at)
        for span in sorted((span for span in labels if span[0] == at), key=lambda span: -span[1]):
            begin(span)
        words = text[at:following]
        lead = " " if words[:1].isspace() else ""
        tail = " " if words.strip() and words[-1:].isspace() else ""
        shown.append(f"{lead}{plain(words)}{tail}", style=style())
    return shown


def _fields_table(claim: Claim, marks: Sequence[Mark]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), border_style="dim", header_style="dim")
    table.add_column("field", no_wrap=True, min_width=10)
    table.add_column("words", overflow="fold")
    table.add_column("offsets", justify="right", no_wrap=True)
    table.add_column("stands for", overflow="fold")
    for mark in marks:
        at = f"{mark.span.start}:{mark.span.end}"
        value = Text("\n").join(filter(None, (Text(plain(mark.value)), Text(plain(mark.reason), style="dim"))))
        table.add_row(Text(mark.label, style=STYLES[mark.field]), plain(mark.span.words), at, value)
    return table


def _known(claim: Claim, reading: Reading) -> Iterator[tuple[str, str]]:
    if not claim.account:
        yield "account", "the report’s own voice"
    if claim.date is not None or claim.date_reason is not None:
        why = "; ".join(filter(None, (claim.date_reason and plain(claim.date_reason), claim.date_certainty)))
        yield "date", f"{plain(claim.date or 'not known')} {f'({why})' if why else ''}".rstrip()
    if claim.confidence is not None:
        yield "confidence", f"{claim.confidence:.2f}"
    if claim.note:
        yield "note", plain(claim.note)
    if (reader := reading.reader) is not None:
        yield "reader", f"{reader.name} {reader.version}"
        for name in ("model", "runtime", "cpu"):
            if value := getattr(reader, name):
                yield name, value
        if reader.settings:
            yield "settings", ", ".join(f"{name} {value}" for name, value in reader.settings)
    if (resolver := reading.resolver) is not None:
        yield "resolver", ", ".join(map(plain, (resolver.version, *resolver.gazetteer, *resolver.actors)))
