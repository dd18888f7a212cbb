"""Which outlets are one house, and which names are agencies: a small table, `tables/outlets.tsv`, that a user may extend."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from whence.errors import OutletsError
from whence.text import fold

_COLUMNS = ("key", "kind", "name", "other names", "hosts")
_KINDS = ("agency", "family")
_LONGEST_ACRONYM = 5
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}")


@dataclass(frozen=True, slots=True)
class House:
    """An agency, or a family of outlets.

    is_agency   its texts are carried by others
    in_table    False: known by a credit alone
    """

    key: str
    name: str
    is_agency: bool
    in_table: bool = True


@dataclass(frozen=True)
class Outlets:
    """The table of outlets, by name and by host."""

    by_name: dict[str, House] = field(default_factory=dict)
    by_host: dict[str, House] = field(default_factory=dict)
    _families: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def house_of(self, name: str) -> House | None:
        """Give the house that a name or a host stands for; None where the table lacks it."""
        plain = " ".join(name.split()).strip(" .,;:")
        if (house := self.by_name.get(plain)) is not None:
            return house
        if len(plain) > _LONGEST_ACRONYM and (house := self.by_name.get(_folded(plain))) is not None:
            return house
        labels = _host(name).split(".")
        return next((house for n in range(len(labels) - 1) if (house := self.by_host.get(".".join(labels[n:]))) is not None), None)

    def agencies_in(self, words: str) -> list[House]:
        """Give the agencies named in words, in the order of their keys."""
        found = {house.key: house for name, house in self.by_name.items() if house.is_agency and name in words and _stands_alone(name, words)}
        return [found[key] for key in sorted(found)]

    def family_of(self, outlet: str | None) -> str | None:
        """Give the key of the house that an outlet belongs to: by the table, else its domain, else its folded name; None without an outlet."""
        if outlet is None or not outlet.strip():
            return None
        if outlet not in self._families:
            house, host = self.house_of(outlet), _host(outlet)
            self._families[outlet] = house.key if house is not None else _domain(host) if host else _folded(outlet)
        return self._families[outlet]


def load_outlets(path: Path | None = None) -> Outlets:
    """Load the table of outlets; the rows of a user's file come on top, and one with the same key stands instead.

    Raises OutletsError where a file cannot be read or has a wrong row.
    """
    if path is None:
        return _default()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise OutletsError(f"The table of outlets {path} cannot be read: {err}") from err
    return _index((_built_in() | _rows(text, str(path))).values())


Row = tuple[House, tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=1)
def _built_in() -> dict[str, Row]:
    return _rows(files("whence.link.copies").joinpath("tables/outlets.tsv").read_text(encoding="utf-8"), "outlets.tsv")


@lru_cache(maxsize=1)
def _default() -> Outlets:
    return _index(_built_in().values())


def _rows(text: str, where: str) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not 3 <= len(cells) <= len(_COLUMNS) or cells[1] not in _KINDS or not cells[0] or not cells[2]:
            raise OutletsError(
                f"{where}, line {number}: not a row of outlets: {line!r}. Wanted, parted by tabs: {', '.join(_COLUMNS)}; kind is agency or family."
            )
        key, kind, name, others, hosts = (*cells, "", "")[: len(_COLUMNS)]
        house = House(key, name, kind == "agency")
        rows[key] = (house, (name, *_split(others)), tuple(host.lower() for host in _split(hosts)))
    return rows


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _index(rows: Iterable[Row]) -> Outlets:
    outlets = Outlets()
    for house, names, hosts in rows:
        for name in names:
            outlets.by_name[name] = house
            if len(name) > _LONGEST_ACRONYM:
                outlets.by_name[_folded(name)] = house
        for host in hosts:
            outlets.by_host[host] = house
    return outlets


def _folded(name: str) -> str:
    return fold(name).removeprefix("the ").strip(" .")


def _host(name: str) -> str:
    """Find the host in a name or an address, without "www."; empty where there is none."""
    plain = re.sub(r"^https?://", "", name.strip().lower()).split("/")[0].removeprefix("www.")
    return plain if _HOST.fullmatch(plain) else ""


def _domain(host: str) -> str:
    """Take the subdomains off a host: "edition.news.example" and "news.example" are one."""
    labels = host.split(".")
    n_end = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-n_end:])


def _stands_alone(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w|-\w)", words) is not None
