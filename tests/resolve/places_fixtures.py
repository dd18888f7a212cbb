"""Gazetteers for the tests: a small one made by hand, and the default one, compiled once for all tests of a run."""

import sqlite3
from functools import lru_cache
from pathlib import Path

from whence.resolve.places.gazetteer import Gazetteer, open_gazetteer
from whence.resolve.places.layer import Layer, NameKind, weight_of, write_layer
from whence.resolve.places.names import fold_name, loosen
from whence.terms import Feature

Row = tuple[int, str, Feature, str, str, float, float, int, tuple[str, ...]]

# number, name, feature, country, code of its region, point, people, other names
ROWS: tuple[Row, ...] = (
    (1, "Arda", Feature.COUNTRY, "AA", "", 10.0, 10.0, 5_000_000, ("Republic of Arda",)),
    (2, "Belor", Feature.COUNTRY, "BB", "", 40.0, 40.0, 9_000_000, ()),
    (3, "Northmark", Feature.REGION, "AA", "01", 11.0, 10.0, 900_000, ()),
    (4, "Westmark", Feature.REGION, "BB", "02", 40.0, 38.0, 800_000, ()),
    (5, "Kelm", Feature.SETTLEMENT, "AA", "01", 11.1, 10.1, 60_000, ()),
    (6, "Kelm", Feature.SETTLEMENT, "BB", "02", 40.1, 38.1, 70_000, ()),
    (7, "Tarn", Feature.SETTLEMENT, "AA", "01", 11.2, 10.2, 20_000, ()),
    (8, "Osk", Feature.SETTLEMENT, "BB", "02", 40.2, 38.2, 30_000, ()),
    (9, "Dayr az Zawr", Feature.SETTLEMENT, "AA", "01", 11.3, 10.3, 10_000, ()),
    (10, "Westmark", Feature.SETTLEMENT, "BB", "02", 40.0, 38.05, 300_000, ()),
)
DEMONYMS = (("Ardan", 1), ("Ardans", 1), ("Belori", 2))


def make_layer(rows: tuple[Row, ...] = ROWS, *, source: str = "default") -> Layer:
    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    places, names = [], []
    for id_, name, feature, country, admin1, lat, lon, people, others in rows:
        places.append((id_, None, name, feature.value, "PCLI" if feature is Feature.COUNTRY else "", country, admin1, "", lat, lon, 5.0, people))
        for kind, other in ((NameKind.NAME, name), *((NameKind.ALIAS, other) for other in others)):
            names.append((fold_name(other), weight_of(feature, people), id_, kind))
            names.append(("~" + loosen(fold_name(other)), weight_of(feature, people), id_, NameKind.LOOSE))
    names.extend((fold_name(word), 5, id_, NameKind.DEMONYM) for word, id_ in DEMONYMS)
    admins = [("AA.01", "Northmark"), ("BB.02", "Westmark")]
    write_layer(db, source=source, places=places, admins=admins, names=names)
    return Layer(db, where="made by hand")


def small_gazetteer() -> Gazetteer:
    return Gazetteer([make_layer()])


@lru_cache(maxsize=1)
def default_gazetteer() -> Gazetteer:
    """Open the gazetteer that comes along, kept compiled beside pytest's own cache."""
    return open_gazetteer(added=False, cache=Path(__file__).parents[2] / ".pytest_cache" / "gazetteer")
