"""The text files of the table: tab-separated rows under a head row, with `# source:` and `# state:` lines that hold for the rows below them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from whence.errors import ActorsError
from whence.resolve.actors.names import name_key
from whence.resolve.actors.values import Actor, ActorId, Term
from whence.terms import ActorKind, Sector

_KINDS = {
    "igo": ActorKind.ORGANISATION,
    "ngo": ActorKind.ORGANISATION,
    "union": ActorKind.ORGANISATION,
    "religious": ActorKind.ORGANISATION,
    "states": ActorKind.STATES,
    "body": ActorKind.BODY,
    "rights": ActorKind.RIGHTS,
    "media": ActorKind.MEDIA,
    "company": ActorKind.COMPANY,
    "military company": ActorKind.ARMED_GROUP,
    "armed": ActorKind.ARMED_GROUP,
    "militia": ActorKind.ARMED_GROUP,
    "alliance": ActorKind.ARMED_GROUP,
    "party": ActorKind.PARTY,
    "movement": ActorKind.MOVEMENT,
    "gang": ActorKind.GANG,
    "people": ActorKind.PEOPLE,
    "place": ActorKind.PLACE,
    "person": ActorKind.PERSON,
    "state": ActorKind.STATE,
}
_TERM = re.compile(r"(?P<office>.+?)(?: of (?:the )?(?P<of>.+?))? (?P<start>\d{4}(?:-\d\d){0,2})?/(?P<end>\d{4}(?:-\d\d){0,2})?")
_PLACE_OFFICES = ("mayor", "governor", "premier", "administrator", "chief minister", "health minister", "regional head")
_OFFICE_SECTORS = {
    **dict.fromkeys(("legislator", "senator", "speaker of parliament", "senate president", "deputy senate president"), Sector.LEG),
    **dict.fromkeys(("judge", "chief justice", "prosecutor", "head of the judiciary"), Sector.JUD),
    **dict.fromkeys(("general", "military chief", "army chief", "military spokesperson", "military officer"), Sector.MIL),
    **dict.fromkeys(("police chief", "police officer"), Sector.COP),
    **dict.fromkeys(("candidate", "opposition leader", "opposition politician"), Sector.PTY),
    **dict.fromkeys(("journalist", "media owner"), Sector.JRN),
    **dict.fromkeys(("relative of the leader", "first lady"), Sector.ELI),
    "head of intelligence": Sector.SPY,
    "activist": Sector.CVL,
    "religious leader": Sector.REL,
    "gunman": Sector.CRM,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: cells by column, the source that holds for it, the state it stands under, file and line."""

    cells: Mapping[str, str]
    source: str
    state: str | None
    line: str

    def list(self, column: str) -> tuple[str, ...]:
        """Split a cell that holds several values ("; " between them); empty where the table lacks the column."""
        cell = self.cells.get(column, "")
        return tuple(part for part in cell.split("; ") if part) if cell else ()


def read_rows(text: str, file: str) -> list[Row]:
    """Read one table. Raises ActorsError, naming the line, for a row with another number of cells than the head."""
    head: list[str] | None = None
    source, state = "", None
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            if line.startswith("# source:"):
                source = line[9:].strip()
            elif line.startswith("# state:"):
                state = line[8:].strip()
        elif line:
            cells = line.split("\t")
            if head is None:
                head = cells
            elif len(cells) != len(head):
                raise ActorsError(f"{file}, line {number}: {len(cells)} cells, but the head has {len(head)}: {', '.join(head)}.")
            else:
                rows.append(Row(dict(zip(head, cells, strict=True)), source, state, f"{file}, line {number}"))
    return rows


def parse_actors(tables: Mapping[str, Sequence[Row]]) -> list[Actor]:
    """Turn the rows of the six tables into entries, names of parents and groups into ids. Raises ActorsError, naming the line, for a bad cell."""
    return [_person(row) if table == "people" else _actor(table, row) for table, rows in tables.items() for row in rows]


def actor_id(name: str) -> ActorId:
    """Make the id of a name: lower case, words joined by hyphens."""
    return ActorId(name_key(name).replace(" ", "-"))


def parse_years(text: str, line: str) -> tuple[str | None, str | None]:
    """Read "1987/2005-08-01": from and to, either left out where open. Raises ActorsError for another form."""
    if not text:
        return None, None
    match = re.fullmatch(r"(\d{4}(?:-\d\d){0,2})?/(\d{4}(?:-\d\d){0,2})?", text)
    if match is None:
        raise ActorsError(f'{line}: "{text}" is no time. Possible: from/to in days, months or years, either left out, such as "1987/2005-08-01".')
    return match.group(1), match.group(2)


def parse_sectors(text: str, line: str) -> tuple[tuple[tuple[Sector | None, str], ...], Sector | None]:
    """Read "REB; GOV 2021-08-15" or "GOV+PRE" or "-". Returns sectors with the day they hold from, and the secondary one."""
    found: list[tuple[Sector | None, str]] = []
    secondary = None
    for part in text.split("; "):
        code, _, since = part.partition(" ")
        code, _, added = code.partition("+")
        try:
            found.append((None if code in ("", "-") else Sector(code), since))
            secondary = Sector(added) if added else secondary
        except ValueError as err:
            raise ActorsError(f'{line}: "{part}" is no sector. Possible: {", ".join(Sector)}, or - for none.') from err
    return tuple(found), secondary


def parse_kind(text: str, line: str) -> ActorKind:
    """Read a kind as the tables write it. Raises ActorsError for an unknown one."""
    try:
        return _KINDS[text]
    except KeyError as err:
        raise ActorsError(f'{line}: "{text}" is no kind of actor. Possible: {", ".join(_KINDS)}.') from err


def parse_terms(texts: Sequence[str], line: str) -> tuple[Term, ...]:
    """Read terms of office, "president 2013-04-09/2022-09-13" or "leader of Hamas 2017/". Raises ActorsError for another form."""
    terms = []
    for text in texts:
        match = _TERM.fullmatch(text)
        if match is None:
            raise ActorsError(f'{line}: "{text}" is no term of office. Possible: office from/to, such as "president 2013-04-09/2022-09-13".')
        office, of = match["office"], match["of"]
        if of is not None and ((of[0].islower() and of[0] != "u") or office in _PLACE_OFFICES):
            office, of = f"{office} of {of}", None
        sector = None if of is not None else _OFFICE_SECTORS.get(office, Sector.GOV)
        terms.append(Term(office, None if of is None else actor_id(of), sector, match["start"], match["end"]))
    return tuple(terms)


def _actor(table: str, row: Row) -> Actor:
    cells = row.cells
    if table == "states":
        country = cells["iso3"] or cells["of"] or None
        kind = ActorKind.STATE
    else:
        country = None if cells["country"] in ("", "-") else cells["country"]
        kind = ActorKind.BODY if table == "bodies" else parse_kind(cells["kind"], row.line)
    if cells.get("iso3") and cells["of"]:  # a territory: its people and things are coded with the state that it belongs to
        country = cells["of"]
    sectors, secondary = parse_sectors(cells.get("sector") or "JRN", row.line)
    start, end = parse_years(cells.get("years", ""), row.line)
    return Actor(
        id=actor_id(cells["name"]),
        name=cells["name"],
        kind=kind,
        country=country,
        sectors=sectors,
        secondary=secondary,
        aliases=row.list("aliases") if table != "states" else (*row.list("aliases"), *_government_names(cells["name"], row.list("adjectives"))),
        adjectives=row.list("adjectives"),
        people=row.list("people"),
        seats=(*row.list("capital"), *row.list("seats")),
        parent=actor_id(parent) if (parent := cells.get("parent")) else None,
        start=start,
        end=end,
        organ=cells.get("organ") or None,
        speaks_for=actor_id(voice) if (voice := cells.get("speaks for")) else None,
        source=row.source,
        line=row.line,
    )


def _government_names(state: str, adjectives: Sequence[str]) -> Iterator[str]:
    yield f"Government of {state}"
    for adjective in adjectives:
        yield f"{adjective} government"
        yield f"{adjective} regime"


def _person(row: Row) -> Actor:
    cells = row.cells
    terms = parse_terms(row.list("terms"), row.line)
    return Actor(
        id=actor_id(cells["name"]),
        name=cells["name"],
        kind=ActorKind.PERSON,
        country=row.state,
        aliases=row.list("aliases"),
        sex=cells["sex"] or "m",
        terms=terms,
        parent=next((term.of for term in reversed(terms) if term.of is not None), None),
        source=row.source,
        line=row.line,
    )
