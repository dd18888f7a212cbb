"""A user's own table of actors: a TOML file of `[[actor]]` entries that adds to the bundled table or completes its entries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from whence.errors import ActorsError
from whence.resolve.actors.names import name_key
from whence.resolve.actors.rows import actor_id, parse_kind, parse_sectors, parse_terms, parse_years
from whence.resolve.actors.values import Actor, ActorId
from whence.terms import ActorKind

_TEXTS = ("name", "kind", "country", "sector", "parent", "years", "organ", "sex", "speaks_for", "source")
_LISTS = ("aliases", "shared", "adjectives", "people", "seats", "terms")
_KEYS: Mapping[str, type] = {**dict.fromkeys(_TEXTS, str), **dict.fromkeys(_LISTS, list)}
# Keys that are more than a text or a list: the fields of an entry that each gives, and how it is read.
_PARSED: tuple[tuple[str, tuple[str, ...], Callable[[Any, str], Any]], ...] = (
    ("kind", ("kind",), parse_kind),
    ("sector", ("sectors", "secondary"), parse_sectors),
    ("years", ("start", "end"), parse_years),
    ("terms", ("terms",), parse_terms),
)
_EXAMPLE = '[[actor]]\nname = "Blue River Front"\nkind = "armed"\ncountry = "KEN"\nsector = "REB"\naliases = ["BRF"]'
_ENTRY = re.compile(r"\s*\[\[\s*actor\s*\]\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*=")


@dataclass(slots=True)
class UserTable:
    """What a user's file holds.

    actors     its entries, as far as they can be read
    shared     folded aliases that they list as shared with other actors
    problems   sentences on what cannot be read, each with file, line and entry
    lines      file and line of each key of an entry
    spellings  ids of other entries that it names, to the name as it stands in the file
    """

    actors: dict[ActorId, Actor] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    lines: dict[tuple[ActorId, str], str] = field(default_factory=dict)
    spellings: dict[ActorId, str] = field(default_factory=dict)


def read_user_table(path: Path, known: Mapping[ActorId, Actor]) -> UserTable:
    """Read a user's table. An entry whose name is in `known` completes that entry: aliases are added, other keys replace what stood there.

    Unknown keys, wrong values and missing names are told as problems, all of them.
    Raises ActorsError, naming the file, for one that cannot be read, is no TOML or has something else than a list of entries as "actor".
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        tables = tomllib.loads(text)
    except OSError as err:
        raise ActorsError(f"Could not read the table of actors {path}: {err.strerror or err}.") from err
    except UnicodeDecodeError as err:
        raise ActorsError(f"The table of actors {path} is not UTF-8 text (byte {err.start}). Save it as UTF-8.") from err
    except tomllib.TOMLDecodeError as err:
        raise ActorsError(f"The table of actors {path} is no TOML: {err}.") from err
    entries = tables.get("actor", [])
    possible = f"Possible: [[actor]] entries alone, such as\n{_EXAMPLE}"
    if not isinstance(entries, list) or any(not isinstance(entry, dict) for entry in entries):
        raise ActorsError(f'The table of actors {path} has "actor" that is no list of entries. {possible}')
    table = UserTable(problems=[f'The table of actors {path} has "{key}". {possible}' for key in tables if key != "actor"])
    places = _places(text, path.name)
    for i, entry in enumerate(entries):
        here = places[i] if i < len(places) else {"": f"{path.name}, entry {i + 1}"}
        _read_entry(entry, here, known, table)
    return table


def _places(text: str, file: str) -> list[dict[str, str]]:
    """Find where each entry ("") and each of its keys stands: file and line."""
    found: list[dict[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if _ENTRY.match(line):
            found.append({"": f"{file}, line {number}"})
        elif found and (key := _KEY.match(line)):
            found[-1].setdefault(key[1], f"{file}, line {number}")
    return found


def _read_entry(entry: Mapping[str, Any], places: Mapping[str, str], known: Mapping[ActorId, Actor], table: UserTable) -> None:
    """Read one entry into the table, what is wrong with it into its problems."""
    line, problems = places[""], table.problems
    name = entry.get("name")
    named = isinstance(name, str) and bool(name.strip())
    if not named:
        problems.append(f'{line}: an entry without a name. Every [[actor]] needs one, such as name = "Blue River Front".')
    whose = f'"{name}"' if named else "an entry"
    told: dict[str, Any] = {}
    for key, value in entry.items():
        kind, here = _KEYS.get(key), places.get(key, line)
        if kind is None:
            problems.append(f'{here}: {whose} has the key "{key}". Possible: {", ".join(_KEYS)}.')
        elif not isinstance(value, kind) or (isinstance(value, list) and any(not isinstance(item, str) for item in value)):
            if key != "name":
                problems.append(f'{here}: "{key}" of {whose} is {value!r}. Possible: {"a list of texts" if kind is list else "a text"}.')
        else:
            told[key] = value
    changed: dict[str, Any] = {"line": line}
    for key, fields, parse in _PARSED:
        if key in told:
            try:
                value = parse(told[key], places.get(key, line))
            except ActorsError as err:
                problems.append(str(err))
            else:
                changed.update(zip(fields, value if len(fields) > 1 else (value,), strict=True))
    if not named:
        return
    identity = actor_id(told["name"])
    base = known.get(identity) or Actor(id=identity, name=told["name"].strip(), kind=ActorKind.UNKNOWN, source="user")
    if base.kind is ActorKind.UNKNOWN and "kind" not in entry:
        problems.append(
            f'{line}: {whose} is new and has no kind. Possible: kind = "armed", "party", "person", "body", "media" and others (docs/actors.md).'
        )
    if identity in table.actors:
        problems.append(f"{line}: {whose} is in this file already ({table.actors[identity].line}).")
        return
    for key in ("parent", "speaks_for"):
        if key in told:
            changed[key] = actor_id(told[key])
            table.spellings[changed[key]] = told[key]
    for key in ("country", "organ", "sex", "source"):
        if key in told:
            changed[key] = told[key]
    for key in ("aliases", "adjectives", "people", "seats"):
        if key in told:
            changed[key] = (*getattr(base, key), *told[key])
    if "shared" in told:
        changed["aliases"] = (*changed.get("aliases", base.aliases), *told["shared"])
    table.actors[identity] = replace(base, **changed)
    table.shared.update(name_key(alias) for alias in told.get("shared", ()))
    table.lines.update(((identity, key), place) for key, place in places.items())
