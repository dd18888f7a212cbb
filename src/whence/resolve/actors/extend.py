"""A user's own table of actors: a TOML file of `[[actor]]` entries that adds to the bundled table or completes its entries."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
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
_EXAMPLE = '[[actor]]\nname = "Blue River Front"\nkind = "armed"\ncountry = "KEN"\nsector = "REB"\naliases = ["BRF"]'


def read_user_table(path: Path, known: Mapping[ActorId, Actor]) -> tuple[list[Actor], frozenset[str]]:
    """Read a user's table. An entry whose name is in `known` completes that entry: aliases are added, other keys replace what stood there.

    Returns the entries, and the folded aliases that they list as shared with other actors.
    Raises ActorsError, naming the file, the line and the entry, for a file that is no TOML, an unknown key, a wrong value, a missing name.
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
    others = [key for key in tables if key != "actor"]
    entries = tables.get("actor", [])
    if others or not isinstance(entries, list) or any(not isinstance(entry, dict) for entry in entries):
        what = f'"{others[0]}"' if others else '"actor" that is no list of entries'
        raise ActorsError(f"The table of actors {path} has {what}. Possible: [[actor]] entries alone, such as\n{_EXAMPLE}")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*actor\s*\]\]", line)]
    found: dict[ActorId, Actor] = {}
    shared: set[str] = set()
    for i, entry in enumerate(entries):
        line = f"{path.name}, line {lines[i]}" if i < len(lines) else f"{path.name}, entry {i + 1}"
        actor = _entry(entry, line, known)
        if actor.id in found:
            raise ActorsError(f'{line}: "{actor.name}" is in this file already ({found[actor.id].line}).')
        found[actor.id] = actor
        shared.update(name_key(alias) for alias in entry.get("shared", ()))
    return list(found.values()), frozenset(shared)


def _entry(entry: Mapping[str, Any], line: str, known: Mapping[ActorId, Actor]) -> Actor:
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ActorsError(f"{line}: an entry without a name. Every [[actor]] needs one, such as\n{_EXAMPLE}")
    for key, value in entry.items():
        kind = _KEYS.get(key)
        if kind is None:
            raise ActorsError(f'{line}: "{name}" has the key "{key}". Possible: {", ".join(_KEYS)}.')
        if not isinstance(value, kind) or (isinstance(value, list) and any(not isinstance(item, str) for item in value)):
            raise ActorsError(f'{line}: "{key}" of "{name}" is {value!r}. Possible: {"a list of texts" if kind is list else "a text"}.')
    identity = actor_id(name)
    base = known.get(identity) or Actor(id=identity, name=name.strip(), kind=ActorKind.UNKNOWN, source="user")
    if base.kind is ActorKind.UNKNOWN and "kind" not in entry:
        raise ActorsError(
            f'{line}: "{name}" is new and has no kind. Possible: kind = "armed", "party", "person", "body", "media" and others (docs/actors.md).'
        )
    changed: dict[str, Any] = {"line": line}
    if "kind" in entry:
        changed["kind"] = parse_kind(entry["kind"], line)
    if "sector" in entry:
        changed["sectors"], changed["secondary"] = parse_sectors(entry["sector"], line)
    if "years" in entry:
        changed["start"], changed["end"] = parse_years(entry["years"], line)
    if "terms" in entry:
        changed["terms"] = parse_terms(entry["terms"], line)
    for key in ("parent", "speaks_for"):
        if key in entry:
            changed[key] = actor_id(entry[key])
    for key in ("country", "organ", "sex", "source"):
        if key in entry:
            changed[key] = entry[key]
    for key in ("aliases", "adjectives", "people", "seats"):
        if key in entry:
            changed[key] = (*getattr(base, key), *entry[key])
    if "shared" in entry:
        changed["aliases"] = (*changed.get("aliases", base.aliases), *entry["shared"])
    return replace(base, **changed)
