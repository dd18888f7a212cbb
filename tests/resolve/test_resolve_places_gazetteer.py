import os
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from places_fixtures import ROWS, Row, default_gazetteer, make_layer, small_gazetteer

from whence.errors import GazetteerError
from whence.resolve.places import default
from whence.resolve.places.default import cache_folder, data_folder
from whence.resolve.places.gazetteer import Gazetteer
from whence.resolve.places.layer import Layer, NameKind, write_layer
from whence.resolve.places.place import Place
from whence.terms import Feature


def test_namesakes_are_found_weightiest_first() -> None:
    hits = small_gazetteer().find("Kelm")
    assert {hit.place.country for hit in hits} == {"AA", "BB"}
    assert all(hit.kind is NameKind.NAME for hit in hits)


@pytest.mark.parametrize(("name", "country"), [("Cambridge", "GB"), ("Karachi", "PK")])
def test_a_district_is_no_better_known_for_a_town_of_another_name(name, country) -> None:
    """Perth, with two million people, lies in a district called Cambridge."""
    assert default_gazetteer().find(name)[0].place.country == country
    assert all(hit.place.population >= 0 for hit in default_gazetteer().find(name))


def test_a_spelling_that_nobody_has_is_found_loosely() -> None:
    (hit,) = small_gazetteer().find("Deir al-Zour")
    assert (hit.place.name, hit.kind) == ("Dayr az Zawr", NameKind.LOOSE)


def test_the_loose_key_is_asked_only_where_the_name_is_not_found() -> None:
    assert all(hit.kind is not NameKind.LOOSE for hit in small_gazetteer().find("Dayr az Zawr"))
    assert small_gazetteer().find("Deir al-Zour", loosely=False) == ()


def test_a_place_brings_the_name_of_its_region() -> None:
    (hit,) = small_gazetteer().find("Tarn")
    assert (hit.place.admin1, hit.place.country) == ("Northmark", "AA")


def test_an_added_layer_gives_the_newer_town_and_leaves_countries_alone() -> None:
    newer: tuple[Row, ...] = (
        (7, "Tarn", Feature.SETTLEMENT, "AA", "01", 11.25, 10.25, 25_000, ("Tarnovo",)),
        (1, "Arda", Feature.COUNTRY, "AA", "", 0.0, 0.0, 1, ()),
        (11, "Zell", Feature.SETTLEMENT, "AA", "01", 11.4, 10.4, 500, ()),
    )
    both = Gazetteer([make_layer(), make_layer(newer, source="newer")])
    assert [hit.place.population for hit in both.find("Tarn")] == [25_000]
    assert both.find("Arda")[0].place.lat == 10.0
    assert both.find("Zell")[0].place.admin1 == "Northmark"
    assert [hit.place.name for hit in both.find("Tarnovo")] == ["Tarn"]


def test_a_layer_of_names_finds_the_places_of_another() -> None:
    names = make_layer((), source="names")
    names._db.execute("INSERT INTO name VALUES('osque', 1, 8, 1)")
    both = Gazetteer([make_layer(), names])
    assert [hit.place.name for hit in both.find("Osque")] == ["Osk"]


def test_a_name_of_a_place_that_no_layer_has_is_passed_over() -> None:
    names = make_layer((), source="names")
    names._db.execute("INSERT INTO name VALUES('nothere', 1, 999, 1)")
    assert Gazetteer([make_layer(), names]).find("nothere") == ()


def test_looking_ahead_changes_nothing_that_is_found() -> None:
    asked = ["Kelm", "the Kelm", "KELM", "Nowhere", "Ardan", "", "Deir ez-Zawr"]
    ahead, plain = (Gazetteer([make_layer(), make_layer(((11, "Nowhere", Feature.SETTLEMENT, "AA", "01", 11.0, 10.0, 50, ()),))]) for _ in range(2))
    ahead.look_ahead(asked)
    assert [ahead.find(name) for name in asked] == [plain.find(name) for name in asked]
    assert ahead.find("Nowhere")


def test_a_gazetteer_needs_a_layer() -> None:
    with pytest.raises(GazetteerError, match="without layers"):
        Gazetteer([])


def test_unknown_ids_and_codes_give_none() -> None:
    gazetteer = small_gazetteer()
    assert gazetteer.place("geonames:123456") is None
    assert gazetteer.place("nonsense") is None
    assert gazetteer.country("ZZ") is None
    assert gazetteer.capital("ZZ") is None
    assert gazetteer.region("ZZ.99") is None


def test_a_place_is_found_again_by_its_id() -> None:
    gazetteer = default_gazetteer()
    for name in ("Mosul", "Ain al-Asad", "Anbar", "Strait of Hormuz", "Baghdad International Airport", "Syria"):
        place = gazetteer.find(name)[0].place
        assert gazetteer.place(place.id) == place


@pytest.mark.parametrize(
    ("name", "feature", "country"),
    [
        ("Ain al-Asad", Feature.BASE, "IQ"),
        ("Al-Hol camp", Feature.CAMP, "SY"),
        ("Rafah crossing", Feature.CROSSING, None),
        ("Mosul Dam", Feature.DAM, "IQ"),
        ("Rumaila oil field", Feature.ENERGY, "IQ"),
        ("Strait of Hormuz", Feature.WATER, None),
        ("Donbas", Feature.AREA, "UA"),
        ("the Sahel", Feature.AREA, None),
        ("Rojava", Feature.AREA, "SY"),
        ("Kashmir", Feature.AREA, None),
        ("the West Bank", Feature.REGION, "PS"),
        ("Snake Island", Feature.ISLAND, "UA"),
        ("Line of Control", Feature.BORDER, None),
        ("Mount Sinjar", Feature.MOUNTAIN, "IQ"),
        ("Port of Hodeidah", Feature.PORT, "YE"),
        ("Anbar", Feature.REGION, "IQ"),
        ("Rapides Parish", Feature.DISTRICT, "US"),
        ("Erbil International Airport", Feature.AIRPORT, "IQ"),
        ("Bakhmut", Feature.SETTLEMENT, "UA"),
        ("Artyomovsk", Feature.SETTLEMENT, "UA"),
        ("Syria", Feature.COUNTRY, "SY"),
        ("Deir al-Zour", Feature.REGION, "SY"),
    ],
)
def test_what_conflict_reporting_names_is_in_the_default_gazetteer(name: str, feature: Feature, country: str | None) -> None:
    place = default_gazetteer().find(name)[0].place
    assert (place.feature, place.country) == (feature, country)


def test_a_country_is_never_a_point() -> None:
    for name in ("Syria", "Russia", "Lebanon", "Qatar"):
        place = default_gazetteer().find(name)[0].place
        assert place.uncertainty_km > 50


def test_a_country_of_one_code_has_a_three_letter_code() -> None:
    place = default_gazetteer().find("Mosul")[0].place
    assert (place.country, place.country3) == ("IQ", "IRQ")
    sahel = default_gazetteer().find("the Sahel")[0].place
    assert (sahel.country, sahel.country3) == (None, None)


def test_an_overlay_settlement_lends_its_names_to_the_town() -> None:
    hits = default_gazetteer().find("Bakhmut")
    assert [hit.place.id for hit in hits] == ["geonames:713174"]


def test_an_overlay_settlement_stands_by_itself_where_the_size_of_the_town_is_unknown() -> None:
    assert [hit.place.id for hit in default_gazetteer().find("Ras al-Ain")] == ["whence:ras-al-ain"]


@pytest.fixture
def n_compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let a few rows stand for all that is compiled, and count how often they are."""
    calls: list[int] = []

    def compile_few(db: sqlite3.Connection) -> None:
        calls.append(1)
        write_layer(db, source="default", places=[FEW], admins=[], names=[("few", 1, 1, 0)])

    monkeypatch.setattr(default, "_compile", compile_few)
    return calls


FEW = (1, None, "Few", "settlement", "PPL", "IQ", "", "", 33.0, 44.0, 1.0, 100)


def test_the_second_opening_takes_what_the_first_compiled(tmp_path: Path, n_compiled: list[int]) -> None:
    for _ in range(2):
        assert default.open_default(tmp_path).find("few", 1) != []
    assert (len(n_compiled), [path.suffix for path in tmp_path.iterdir()]) == (1, [".db"])


def test_what_an_old_version_compiled_is_removed_in_time(tmp_path: Path, n_compiled: list[int]) -> None:
    for name, days in (("places-0000.db", 40), ("places-1111.db", 2)):
        (tmp_path / name).write_bytes(b"old")
        os.utime(tmp_path / name, (time.time() - days * 86400,) * 2)
    default.open_default(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} >= {"places-1111.db"}
    assert not (tmp_path / "places-0000.db").exists()


def test_a_damaged_cache_is_compiled_again(tmp_path: Path, n_compiled: list[int]) -> None:
    default.open_default(tmp_path).close()
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    assert default.open_default(tmp_path).find("few", 1) != []
    assert len(n_compiled) == 2


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, n_compiled: list[int]) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    assert default.open_default(blocked / "cache").find("few", 1) != []


def test_without_a_cache_the_gazetteer_is_compiled_into_memory(n_compiled: list[int]) -> None:
    assert default.open_default(None).find("few", 1) != []


def test_first_uses_at_the_same_time_do_not_disturb_each_other(tmp_path: Path, n_compiled: list[int]) -> None:
    with ThreadPoolExecutor(8) as pool:
        layers = list(pool.map(default.open_default, [tmp_path] * 8))
    assert all(layer.find("few", 1) for layer in layers)
    assert [path.suffix for path in tmp_path.iterdir()] == [".db"]


def test_threads_look_up_side_by_side() -> None:
    gazetteer = Gazetteer(default_gazetteer().layers)
    names = ["Mosul", "Homs", "Kyiv", "Gaza", "Springfield", "Deir al-Zour"] * 50
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(gazetteer.find, names)) == [gazetteer.find(name) for name in names]


def test_folders_follow_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WHENCE_CACHE_DIR", str(tmp_path / "c"))
    monkeypatch.setenv("WHENCE_DATA_DIR", str(tmp_path / "d"))
    assert (cache_folder(), data_folder()) == (tmp_path / "c", tmp_path / "d")


@pytest.mark.skipif(os.name != "posix", reason="XDG folders are those of Unix")
def test_a_relative_xdg_folder_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WHENCE_CACHE_DIR", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder().is_absolute()


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(GazetteerError, match=r"other\.db"):
        Layer.open(path)


def test_importing_places_is_light() -> None:
    code = "import sys, whence.resolve.places; print([m for m in ('numpy', 'sqlite3', 'lzma', 'onnxruntime') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    import whence.resolve.places as places

    with pytest.raises(AttributeError, match="nonsense"):
        places.nonsense  # noqa: B018


def test_the_small_gazetteer_holds_what_the_tests_say() -> None:
    assert len(ROWS) == 10
    assert isinstance(small_gazetteer().find("Tarn")[0].place, Place)
