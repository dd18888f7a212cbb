"""Events for people: one event with its figures, differences and who-says-what table; a list of events; evidence as a waterfall.

Legible from 80 columns on and without colour; no word of an account is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from whence.cli.breaking import breaking
from whence.cli.table import LONGEST_DATE, STATUS, WIDE, WIDEST, count_of, figure, lines, plain, short_id
from whence.cli.terminal import many
from whence.link.views import (
    AccountRow,
    Backing,
    Carrier,
    Dated,
    Disagreement,
    EventView,
    Figure,
    Kind,
    Named,
    PartyView,
    People,
    Range,
    Role,
    Scope,
    Side,
    Total,
    account_rows,
    foretelling_rows,
)
from whence.terms import SourceKind

KIND: dict[Kind, tuple[str, str]] = {  # sign and word, style
    Kind.CONTRADICTION: ("≠ contradiction", "bold red"),
    Kind.AS_OF: ("↑ as-of date", "bold yellow"),
    Kind.GRANULARITY: ("⊂ granularity", "cyan"),
    Kind.WORDING: ("≈ wording", "dim"),
}

LEGEND = (
    "[2]  origin: rows with one number share it    (3)  told by 3 independent origins",
    "A → B  who → whom    “…”  words of the happening    A › B  A says that B says",
    "× denied  » planned  ? possible  ! demanded  24+  24 or more  ~  date inferred",
    "≠ both cannot be true   ↑ each true on its day   ⊂ one tells more closely",
    "≈ other words, which exclude nothing   order: by counting, not by trust",
)
LIST_LEGEND = (
    "A → B  who → whom    ~  date inferred    ../DAY  by that day    DAY/..  from it",
    "≠ both cannot be true   ↑ each true on its day   ⊂ one tells more closely",
    "≈ other words, which exclude nothing    24+  24 or more",
)
MOST_NAMED = 6  # voices and values in one list; beyond, it says how many more there are: each of them has a row in the table of accounts
MOST_REASONS = 3
OF_THEM = "of them"

Evidence = tuple[str, int, str]


def print_event(console: Console, view: EventView, *, id: str | None = None) -> None:
    """Print one event: what it is, its toll, where its accounts part, and who says what.

    id   of the event, by which `whence show` finds it
    """
    width = min(console.width, WIDEST)
    console.print(Text(heading(view), style="bold"))
    console.print(Text(_reach(view) + (f" · event {short_id(id)}" if id else ""), style="dim"))
    console.print(Padding(_summary(view), (1, 0)))
    console.print(Text("Toll", style="bold"))
    if view.totals:
        console.print(Padding(_toll_table(view), (0, 0, 1, 0)))
    if view.figures:
        console.print(Padding(_derived_table(view), (0, 0, 1, 0)))
    else:
        console.print(Text("No account gives a figure.\n", style="dim"))
    console.print(Text("Where the accounts part", style="bold"))
    if view.contested:
        console.print(Padding(_parting_table(view, width=width), (0, 0, 1, 0)))
    else:
        console.print(Text("Nowhere.\n", style="dim"))
    rows, foretelling = account_rows(view), foretelling_rows(view)
    numbers = {origin: n for n, origin in enumerate(dict.fromkeys(row.counts_as for row in (*rows, *foretelling)), start=1)}
    console.print(Text(f"Who says what: {many(len(rows), 'account')}", style="bold"))
    console.print(Padding(accounts_table(rows, numbers, width=width), (0, 0, 1, 0)))
    if foretelling:
        console.print(Text(f"Foretold: {many(len(foretelling), 'account')}", style="bold"))
        console.print(Padding(accounts_table(foretelling, numbers, width=width), (0, 0, 1, 0)))


def print_event_legend(console: Console) -> None:
    """Print what the signs of an event mean."""
    for line in LEGEND:
        console.print(Text(line, style="dim"))


def print_events(console: Console, views: Sequence[EventView], *, ids: Sequence[str] | None = None) -> None:
    """Print a list of events in the order given.

    ids   of the events, in the order of the views
    """
    table = _table(min(console.width, WIDEST))
    for name, ratio in (("event", 30), ("told by", 15), ("toll", 15), ("grade; where accounts part", 22)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for view, id_ in zip(views, ids or ("",) * len(views), strict=True):
        table.add_row(_event_cell(view, id_), Text(_reach(view).replace(" · ", "\n")), _range_cell(view), _parts_cell(view))
    console.print(table)
    console.print()
    for line in LIST_LEGEND:
        console.print(Text(line, style="dim"))


def print_evidence(console: Console, evidence: Iterable[Evidence]) -> None:
    """Print bits for and against as a waterfall: each bar starts where the one before it ended.

    evidence   (field, centibits, words), in the order in which it adds up; above 0 it speaks for one event, below 0 against
    """
    rows = list(evidence)
    width = min(console.width, WIDEST)
    bar = max(16, min(48, width // 3))
    ends = [0]
    for _, centibits, _ in rows:
        ends.append(ends[-1] + centibits)
    low, high = min(ends), max(ends)

    def at(value: int) -> int:
        return round((value - low) * (bar - 1) / (high - low)) if high > low else 0

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), border_style="dim", header_style="dim")
    table.add_column("field", no_wrap=True)
    table.add_column("bits", justify="right", no_wrap=True)
    table.add_column("against ← → for", width=bar, no_wrap=True)
    table.add_column("because", overflow="fold")
    for (field, centibits, words), start in zip(rows, ends, strict=False):
        table.add_row(plain(field), _bits(centibits), _bar(at(start), at(start + centibits), at(0), bar, centibits), plain(words))
    total = ends[-1]
    table.add_section()
    table.add_row(Text("sum", style="bold"), Text(_bits(total), style="bold"), _bar(at(0), at(total), at(0), bar, total), _verdict(total))
    console.print(table)
    console.print(Text("█ for  ░ against  · neither  │ even odds\nEach bit doubles or halves the odds that both tell of one event.", style="dim"))


def heading(view: EventView) -> str:
    """Name an event for people: "ASSAULT aerial, Kalemie, CD, 2024-06-04"."""
    kind = view.type.value if view.mode is None else f"{view.type.value} {view.mode.value}"
    place = plain(view.place.name) if view.place else next((plain(place.name) for place in view.places), "place not told")
    return f"{kind} · {place} · {_date_of(view)}"


def accounts_table(rows: Sequence[AccountRow], numbers: Mapping[str, int], *, width: int) -> Table:
    """Draw accounts, one a row; long phrases wrap.

    numbers   of the origins
    """
    wide = width >= WIDE
    table = _table(width)
    names = (
        {"account, carried by": 26, "status, words": 18, "who → whom": 26, "where": 16, "when": 16, "toll": 16}
        if wide
        else {"account, carried by": 22, "status, words": 16, "who → whom": 22, "where, when, toll": 20}
    )
    for name, ratio in names.items():
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        place, time, toll = Text("\n".join(map(_named, row.places))), _dates_cell(row.dates), _toll_cell(row)
        between = [place, time, toll] if wide else [lines([("@", place), ("", time), ("", toll)])]
        table.add_row(*map(breaking, (_account_cell(row, numbers[row.counts_as]), _status_cell(row), _who_whom(row), *between)))
    return table


def _table(width: int) -> Table:
    return Table(
        box=box.HORIZONTALS,
        show_lines=True,
        show_edge=False,
        border_style="dim",
        header_style="dim",
        pad_edge=False,
        padding=(0, 1, 0, 0),
        width=width,
    )


def _grid() -> Table:
    return Table.grid(padding=(0, 2, 0, 0))


def _reach(view: EventView) -> str:
    outlets = many(view.n_outlets, "outlet")
    if view.n_unnamed:
        outlets += f" and {view.n_unnamed} unnamed" if view.n_outlets else f" known, {view.n_unnamed} unnamed"
    return f"{many(view.n_reports, 'report')} · {outlets} · {many(view.n_origins, 'independent origin')}"


def _date_of(view: EventView) -> str:
    value = view.when.day or view.when.best or "date not told"
    return f"~{value}" if view.when.inferred and view.when.best else value


def _summary(view: EventView) -> Table:
    grid = _grid()
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    grade = Text.assemble((view.grade.grade.value, "bold"), f": {view.grade.rule.value}. {plain(view.grade.why)}")
    grid.add_row("grade", grade)
    if len(view.types) > 1:
        grid.add_row("type", " · ".join(f"{held.value.value} {_n_origins(held.backing)}" for held in view.types))
    grid.add_row("status", Text(" · ").join(Text.assemble(STATUS[held.value], f" {_n_origins(held.backing)}") for held in view.statuses))
    for name, parties in (("actor", view.actors), ("recipient", view.recipients)):
        grid.add_row(name, _inline([_party(party) for party in parties]) if parties else Text("not told", style="dim"))
    grid.add_row("place", _place_line(view))
    interval = "" if view.when.interval in (None, view.when.best) else f"{view.when.interval}, best "
    grid.add_row("when", Text.assemble(f"{interval}{_date_of(view)}. ", (view.when.why, "dim")))
    return grid


def _party(party: PartyView) -> Text:
    denied = len(party.denied.origins)
    told = f" {_n_origins(party.told)}" if party.told.claims else ""
    return Text.assemble(plain(party.name), (told, "dim"), (f"{',' if told else ''} × named in a denial by {denied}" if denied else "", "dim"))


def _place_line(view: EventView) -> Text:
    if view.place is None:
        words = "; ".join(plain(place.name) for place in view.places)
        return Text(f"{words} (not on the map)") if words else Text("not told", style="dim")
    point = view.place.location
    where = f"{plain(view.place.name)} ({point.lat:.2f}, {point.lon:.2f}) ±{point.uncertainty_km:g} km. "
    return Text.assemble(where, (view.place.why, "dim"))


def _toll_table(view: EventView) -> Table:
    """Draw what each origin gives in the end, harm by harm, highest first within a day; figures that were replaced since say so."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), border_style="dim", header_style="dim")
    for name in ("harm", "figure", "counts", "as of", "by"):
        table.add_column(name, overflow="fold", no_wrap=name != "by" and name != "counts")
    before = ""
    for same in _same_totals(view.totals):
        first = same[0]
        harm = first.harm.value
        counts = [first.people.value] if first.people is not People.NOT_TOLD else []
        counts += [_SCOPE[first.scope]] if first.scope in _SCOPE else []
        counts += ["replaced since"] if not any(total.last for total in same) else []
        by = "; ".join(dict.fromkeys(plain(total.voice_name) for total in same))
        shown = Text(figure(first.low, first.high), style="bold" if any(total.last for total in same) else "dim")
        table.add_row("" if harm == before else harm, shown, ", ".join(counts), first.as_of or "not known", by)
        before = harm
    return table


def _same_totals(totals: Sequence[Total]) -> list[list[Total]]:
    """Gather totals that say the same on the same day."""
    held: dict[tuple[object, ...], list[Total]] = {}
    for total in totals:
        held.setdefault((total.harm, total.low, total.high, total.people, total.as_of, total.scope, total.last), []).append(total)
    return list(held.values())


def _derived_table(view: EventView) -> RenderableType:
    derived = view.derived
    grid = _grid()
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    ucdp = "no figure"
    if derived.ucdp.low is not None and derived.ucdp.high is not None:
        ucdp = f"low {derived.ucdp.low}, best {derived.ucdp.best}, high {derived.ucdp.high}{'+' if derived.ucdp.high_open else ''}"
    airwars = " · ".join(
        f"{harm} {_range(held)}" for harm, held in (("killed", derived.airwars.killed), ("injured", derived.airwars.injured)) if held is not None
    )
    for rule, value, why in (
        ("ACLED", f"fatalities {derived.acled.fatalities}", derived.acled.why),
        ("UCDP", ucdp, derived.ucdp.why),
        ("Airwars", airwars or "no figure", derived.airwars.why),
    ):
        grid.add_row(f"by {rule}’s rule", Text.assemble((f"{value}. ", "bold"), (plain(why), "dim")))
    for one in derived.by_people:
        grid.add_row("", f"{one.people.value} {one.harm.value} {_range(one.range)}, counted alone by {many(len(one.origins), 'origin')}")
    if derived.note:
        grid.add_row("note", plain(derived.note))
    return grid


def _parting_table(view: EventView, *, width: int) -> Table:
    table = _table(width)
    table.add_column("field", width=16)
    table.add_column("sides, and why they are taken to differ", ratio=1, overflow="fold")
    for parted in sorted(view.contested, key=lambda parted: list(Kind).index(parted.kind)):
        word, style = KIND[parted.kind]
        field = Text.assemble(_field(parted), "\n", (word, style))
        table.add_row(field, _sides(parted))
    return table


def _sides(parted: Disagreement) -> RenderableType:
    """Draw the sides of a difference: of a grave one each on its line with who says so, of a slight one in a row with how many origins do."""
    why = Text(" ".join(map(plain, parted.why[:MOST_REASONS])), style="dim")
    if len(parted.why) > MOST_REASONS:
        why.append(f" And {len(parted.why) - MOST_REASONS} more of the kind.")
    if parted.kind in (Kind.GRANULARITY, Kind.WORDING):
        return Group(_inline([Text.assemble(_values(side), (f" {_n_origins(side.backing)}", "dim")) for side in parted.sides]), why)
    grid = _grid()
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(ratio=1, overflow="fold", style="dim")
    for side in parted.sides:
        grid.add_row(Text.assemble(_values(side), (f" {_n_origins(side.backing)}", "dim")), _listed(side.backing.voices))
    return Group(grid, why)


def _values(side: Side) -> str:
    return _listed(value.replace("did_not_occur", "× did not occur") for value in side.values)


def _listed(words: Iterable[str]) -> str:
    named = list(dict.fromkeys(map(plain, words)))
    more = len(named) - MOST_NAMED
    return "; ".join(named[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _inline(entries: Sequence[Text]) -> Text:
    more = len(entries) - MOST_NAMED
    shown = Text(" · ").join(entries[:MOST_NAMED])
    return shown.append(f" · and {more} more", style="dim") if more > 0 else shown


def _field(parted: Disagreement) -> str:
    return f"{parted.field.value}: {parted.about}" if parted.about else parted.field.value


def _n_origins(held: Backing) -> str:
    return f"({len(held.origins)})"


def _account_cell(row: AccountRow, number: int) -> Text:
    cell = Text.assemble((f"[{number}] ", "dim"), (" › ".join(map(_named, row.chain)) or "own voice", "bold" if row.chain else ""))
    notes = [row.kind.value] if row.kind is not None and row.kind is not SourceKind.UNKNOWN else []
    notes += ["echo, after the sources that it names"] if row.echo else []
    if notes:
        cell.append(f"\n({'; '.join(notes)})")
    for carrier in row.carriers:
        cell.append(f"\n{_carrier(carrier)}", style="dim")
    return cell


def _carrier(carrier: Carrier) -> str:
    outlet = plain(carrier.outlet) if carrier.outlet else f"report {short_id(carrier.report)}"
    date = carrier.published or "date unknown"
    return f"{'copied by' if carrier.copy_of else 'in'} {outlet}, {plain(date)}"


def _status_cell(row: AccountRow) -> Text:
    cell = Text("\n").join(Text(*STATUS[status]) for status in row.statuses)
    for words in row.words:
        cell.append(f"\n“{plain(words)}”", style="italic")
    return cell


def _who_whom(row: AccountRow) -> RenderableType:
    if not (row.actors or row.recipients):
        return Text("–", style="dim")
    return lines([("", Text("; ".join(map(_named, row.actors)))), ("→", Text("; ".join(map(_named, row.recipients))))])


def _named(one: Named) -> str:
    words = plain(", ".join(one.words))
    return words if one.name is None or one.name.casefold() in words.casefold() else f"{words} = {plain(one.name)}"


def _dates_cell(dates: Sequence[Dated]) -> Text:
    shown = []
    for dated in dates:
        date = plain(dated.edtf or "")
        if dated.inferred and ".." in date:
            continue  # a mere bound
        if len(date) > LONGEST_DATE:
            date = date.replace("/", "/ ")  # breaks there, where it breaks
        date = f"~{date}" if dated.inferred and date else date
        words = plain(dated.words)
        shown.append(f"{words} ({date})" if words and date and date not in words else words or date)
    return Text("\n".join(shown))


_SCOPE = {Scope.RUNNING: "running total", Scope.BEYOND: "more than this happening", Scope.EARLIER: "earlier figure"}
_ROLE = {Role.PART: "a part", Role.NAMED: "named", Role.LEFT_OUT: "not told as a fact"}


def _toll_cell(row: AccountRow) -> Text:
    return Text("\n".join([*_figures(row.figures), *map(count_of, row.counts)]), style="bold")


def _figures(figures: Sequence[Figure]) -> list[str]:
    """Write the figures of an account, one a line: rivals with "or", those whom a larger one counts too behind it with "of them"."""
    shown: list[str] = []
    for harm in dict.fromkeys(one.harm for one in figures):
        same = [one for one in figures if one.harm is harm and one.role is not Role.ADDEND]
        inner = [one for one in same if one.of_larger and any(other.role is Role.TOTAL and other.low >= one.low for other in same)]
        before: Figure | None = None
        for one in same:
            if one not in inner:
                is_rival = before is not None and one.role is before.role is Role.TOTAL and (one.people, one.scope) == (before.people, before.scope)
                shown.append(_figure(one, f"or {harm.value}" if is_rival else harm.value))
                before = one
        shown += [_figure(one, OF_THEM) for one in inner]
    return shown


def _figure(one: Figure, label: str) -> str:
    notes = [one.people.value] if one.people is not People.NOT_TOLD else []
    notes += [_SCOPE[one.scope]] if one.scope in _SCOPE else []
    notes += [_ROLE[one.role]] if one.role in _ROLE and label != OF_THEM else []
    notes += [plain(one.words)] if " + " in one.words else []
    return f"{label} {figure(one.low, one.high)}" + (f" ({'; '.join(notes)})" if notes else "")


def _range(held: Range) -> str:
    high = f"{held.high}{'+' if held.open else ''}"
    return high if held.low == held.high else f"{held.low}–{high}"


def _event_cell(view: EventView, id_: str) -> Text:
    cell = Text(heading(view).replace(" · ", "\n"), style="bold")
    who = [plain(parties[0].name) for parties in (view.actors, view.recipients) if parties]
    if who:
        arrow = "→ " if not view.actors else ""
        cell.append(f"\n{arrow}{' → '.join(who)}", style="not bold")
    if id_:
        cell.append(f"\n{short_id(id_)}", style="not bold dim")
    return cell


def _range_cell(view: EventView) -> Text:
    return Text("\n".join(f"{one.harm.value} {_range(one.range)}" for one in view.derived.ranges) or "–")


def _parts_cell(view: EventView) -> Text:
    cell = Text(view.grade.grade.value, style="bold")
    for kind in Kind:
        fields = [_field(parted) for parted in view.contested if parted.kind is kind]
        if fields:
            word, style = KIND[kind]
            cell.append(f"\n{word[:2]}", style=style)
            cell.append(", ".join(fields), style="not bold")
    return cell


def _bits(centibits: int) -> str:
    return f"{'−' if centibits < 0 else '+'}{abs(centibits) // 100}.{abs(centibits) % 100:02}"


def _bar(start: int, end: int, zero: int, width: int, centibits: int) -> Text:
    cells = ["│" if i == zero else " " for i in range(width)]
    for i in range(min(start, end), max(start, end) + 1):
        cells[i] = "█" if centibits > 0 else "░" if centibits < 0 else "·"
    return Text("".join(cells), style="green" if centibits > 0 else "red" if centibits < 0 else "dim")


def _verdict(total: int) -> str:
    if total == 0:
        return "even: nothing speaks for one event or for two"
    odds = 2 ** (abs(total) / 100)
    shown = f"{odds:.1f}" if odds < 10 else f"{odds:,.0f}" if odds < 1e6 else "more than a million"
    return f"{shown} to 1 {'for one event' if total > 0 else 'for two events'}"
