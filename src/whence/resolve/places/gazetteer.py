"""The gazetteer that resolving asks: the default one and whatever a user has added, looked up as one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from threading import Lock

from whence.errors import GazetteerError
from whence.resolve.places.default import SHORTEST_LOOSE, cache_folder, data_folder, open_default
from whence.resolve.places.layer import Hit, Layer, NameKind, PlaceRow, place_from_row
from whence.resolve.places.names import fold_name, loosen
from whence.resolve.places.place import Place, PlaceId
from whence.resolve.places.tables import AbbreviationRow, read_abbreviations, read_countries
from whence.terms import Feature

MOST_HITS = 300  # namesakes looked at, weightiest first; of the names in GeoNames fewer than one in 100,000 has more
REMEMBERED = 50_000  # keys with their places; then forgotten all at once
_OWN_FIRST = frozenset((Feature.COUNTRY, Feature.REGION))  # whose extent and point in the default gazetteer are better than a dump's


class Gazetteer:
    """Places by name and by id, over several layers. Safe to use from several threads.

    layers   the default gazetteer first, then what a user added, newest first
    """

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = tuple(layers)
        if not self.layers:
            raise GazetteerError("A gazetteer without layers finds nothing. Open one: whence.resolve.places.open_gazetteer()")
        self._admin_name = lru_cache(maxsize=20_000)(self._ask_admin_name)
        self._found: dict[str, tuple[Hit, ...]] = {}
        self._countries = {row.iso2: row for row in read_countries()}
        self._abbreviations = {row.short: row for row in read_abbreviations()}

    def find(self, name: str, *, loosely: bool = True) -> tuple[Hit, ...]:
        """Find every place of this name, weightiest first.

        loosely   where no place has just this name, go without the article "the", then take those that differ in what transliterations differ in
        """
        key = fold_name(name)
        if not key:
            return ()
        hits = self._find(key)
        if loosely and not hits and key.startswith("the "):
            hits = self._find(key := key.removeprefix("the "))
        if hits or not loosely or (" " not in key and len(key) <= SHORTEST_LOOSE):
            return hits
        loose = loosen(key)
        return self._find("~" + loose) if len(loose) >= SHORTEST_LOOSE else ()

    def place(self, id_: PlaceId | str) -> Place | None:
        """Get a place by its id; None where no layer has it."""
        source, _, number = id_.partition(":")
        for layer in self.layers:
            row = layer.place_row(int(number)) if source == "geonames" and number.isdigit() else layer.place_row_of(id_)
            if row is not None:
                return place_from_row(row, self._admin_name)
        return None

    def country(self, iso2: str) -> Place | None:
        """Get a country by its ISO 3166-1 alpha-2 code."""
        row = self._countries.get(iso2)
        return (
            None
            if row is None
            else next((h.place for h in self.find(row.name) if h.place.feature is Feature.COUNTRY and iso2 in h.place.countries), None)
        )

    def capital(self, iso2: str) -> Place | None:
        """Get the capital of a country."""
        row = self._countries.get(iso2)
        if row is None or not row.capital:
            return None
        return next((h.place for h in self.find(row.capital) if h.place.code == "PPLC" and h.place.country == iso2), None)

    def region(self, code: str) -> Place | None:
        """Get a first-level division by its GeoNames code ("IQ.01")."""
        country, _, admin1 = code.partition(".")
        name = self._admin_name(code)
        if name is None:
            return None
        hits = (h.place for h in self.find(name) if h.place.feature is Feature.REGION and h.place.country == country)
        return next((place for place in hits if self.region_code(place) == code), None) if admin1 else None

    def region_code(self, place: Place) -> str | None:
        """Get the GeoNames code of a first-level division; None for other places."""
        if place.feature is not Feature.REGION:
            return None
        source, _, number = place.id.partition(":")
        for layer in self.layers:
            row = layer.place_row(int(number)) if source == "geonames" else layer.place_row_of(place.id)
            if row is not None:
                return f"{row[5][:2]}.{row[6]}" if row[6] else None
        return None

    def abbreviation(self, short: str) -> tuple[Place, AbbreviationRow] | None:
        """Find what a short form in print stands for ("Ky.", "KY"), and where it may."""
        row = self._abbreviations.get(short)
        if row is None:
            return None
        place = self.place(row.place) if ":" in row.place else self.region(row.place)
        return None if place is None else (place, row)

    def close(self) -> None:
        """Close every layer."""
        for layer in self.layers:
            layer.close()

    def look_ahead(self, names: Iterable[str]) -> None:
        """Ask for many names at once, so that `find` need not ask for each of those that no place has: most runs of capitals."""
        keys = {key for name in names if (key := fold_name(name)) not in self._found}
        known = {key for layer in self.layers for key in layer.has(keys)}
        for key in keys - known:
            self._remember(key, ())

    def _find(self, key: str) -> tuple[Hit, ...]:
        hits = self._found.get(key)
        return self._remember(key, self._find_key(key)) if hits is None else hits

    def _remember(self, key: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        if len(self._found) >= REMEMBERED:
            self._found.clear()
        self._found[key] = hits
        return hits

    def _find_key(self, key: str) -> tuple[Hit, ...]:
        found: dict[str, Hit] = {}
        for layer in self.layers:
            for number, kind, row in layer.find(key, MOST_HITS):
                if row is None and (row := self._row_elsewhere(number, layer)) is None:
                    continue
                id_ = row[1] or f"geonames:{row[0]}"
                known = found.get(id_)
                if known is None:
                    found[id_] = Hit(place_from_row(row, self._admin_name), kind)
                elif layer is not self.layers[0] and known.place.feature not in _OWN_FIRST:
                    found[id_] = Hit(place_from_row(row, self._admin_name), min(kind, known.kind))
                elif kind < known.kind:
                    found[id_] = Hit(known.place, kind)
        return tuple(found.values())

    def _row_elsewhere(self, number: int, layer: Layer) -> PlaceRow | None:
        if number < 0:
            return None
        return next((row for other in self.layers if other is not layer and (row := other.place_row(number)) is not None), None)

    def _ask_admin_name(self, code: str) -> str | None:
        return next((name for layer in self.layers if (name := layer.admin_name(code)) is not None), None)


_opened: dict[tuple[str, ...], Gazetteer] = {}
_opening = Lock()


def open_gazetteer(*, added: bool = True, cache: Path | None = None, data: Path | None = None) -> Gazetteer:
    """Open the default gazetteer with all that was added to it; opened once in each process, and again after something was added or removed.

    added   False: the default gazetteer alone, the same on every machine
    cache   folder of the compiled default gazetteer; None: `cache_folder()`
    data    folder of added gazetteers; None: `data_folder()`

    The very first use compiles the default gazetteer, which takes some seconds.
    Raises GazetteerError where an added gazetteer is damaged or of another version.
    """
    cache = cache or cache_folder()
    files = sorted(((data or data_folder()) / "gazetteer").glob("*.db"), key=lambda f: (f.stat().st_mtime_ns, f.name), reverse=True) if added else []
    key = (str(cache), *(f"{file}@{file.stat().st_mtime_ns}" for file in files))
    with _opening:
        if key not in _opened:
            _opened[key] = Gazetteer([open_default(cache), *(Layer.open(file) for file in files)])
        return _opened[key]


__all__ = ["Gazetteer", "Hit", "NameKind", "open_gazetteer"]
