import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from places_fixtures import make_layer

import whence.resolve.places.geonames as geonames
from whence.errors import GazetteerError
from whence.resolve.places import LoadProgress, add_geonames, add_overlay, find_places, list_sources, open_gazetteer, remove_source
from whence.resolve.places.gazetteer import Gazetteer
from whence.resolve.places.layer import Layer
from whence.terms import Feature


def place_line(number: int, name: str, others: str = "", *, code: str = "PPL", class_: str = "P", country: str = "IQ", people: str = "1200") -> str:
    columns = [
        str(number),
        name,
        name,
        others,
        "33.5",
        "44.25",
        class_,
        code,
        country,
        "",
        "07",
        "",
        "",
        "",
        people,
        "",
        "34",
        "Asia/Baghdad",
        "2020-01-01",
    ]
    return "\t".join(columns) + "\n"


def write_dump(path: Path, n: int = 40) -> Path:
    path.write_text("".join(place_line(1000 + i, f"Tell Abu {chr(65 + i % 26)}{i}", f"Tall Abu {i},تل") for i in range(n)), encoding="utf-8")
    return path


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as db:
        rows = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in ("place", "name", "admin")}
    db.close()
    return rows


def test_a_dump_is_looked_up_once_it_is_added(tmp_path: Path) -> None:
    source = add_geonames(write_dump(tmp_path / "IQ.txt"), data=tmp_path)
    assert (source.name, source.kind, source.n_places) == ("IQ", "places", 40)
    both = Gazetteer([make_layer(), Layer.open(tmp_path / "gazetteer" / "IQ.db")])
    assert [hit.place.id for hit in both.find("Tell Abu B1")] == ["geonames:1001"]
    assert both.find("Tall Abu 3")[0].place.name == "Tell Abu D3"


def test_other_scripts_are_left_out(tmp_path: Path) -> None:
    add_geonames(write_dump(tmp_path / "IQ.txt"), data=tmp_path)
    keys = {row[0] for row in rows_of(tmp_path / "gazetteer" / "IQ.db")["name"]}
    assert all(str(key).isascii() for key in keys)


KINDS = {
    **{("P", "PPLC"): Feature.SETTLEMENT, ("P", "PPLX"): Feature.QUARTER, ("A", "ADM1"): Feature.REGION, ("A", "ADM3"): Feature.DISTRICT},
    **{("A", "PCLI"): Feature.COUNTRY, ("S", "AIRB"): Feature.BASE, ("S", "DAM"): Feature.DAM, ("H", "STM"): Feature.WATER},
    **{("T", "MTS"): Feature.MOUNTAIN, ("L", "OILF"): Feature.ENERGY, ("S", "CMPRF"): Feature.CAMP, ("T", "ISL"): Feature.ISLAND},
    **{("S", "XYZ"): Feature.SITE, ("", ""): Feature.AREA},
}


@pytest.mark.parametrize(("class_", "code", "feature"), [(*codes, feature) for codes, feature in KINDS.items()])
def test_feature_codes_tell_the_kind_of_place(tmp_path: Path, class_: str, code: str, feature: Feature) -> None:
    path = tmp_path / "x.txt"
    path.write_text(place_line(5, "Somewhere", class_=class_, code=code, people=""), encoding="utf-8")
    add_geonames(path, data=tmp_path)
    hits = Gazetteer([Layer.open(tmp_path / "gazetteer" / "x.db")]).find("Somewhere")
    assert [hit.place.feature for hit in hits] == [feature]


def test_only_the_classes_asked_for_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(place_line(5, "Town") + place_line(6, "Hill", class_="T", code="HLL"), encoding="utf-8")
    assert add_geonames(path, classes=("P",), data=tmp_path).n_places == 1


def test_an_unknown_class_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no feature class Q"):
        add_geonames(write_dump(tmp_path / "x.txt"), classes=("Q",), data=tmp_path)


def test_a_zip_of_a_dump_is_taken(tmp_path: Path) -> None:
    write_dump(tmp_path / "IQ.txt")
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about")
        archive.write(tmp_path / "IQ.txt", "IQ.txt")
    assert add_geonames(tmp_path / "IQ.zip", data=tmp_path).n_places == 40


class KilledError(Exception):
    pass


@pytest.mark.parametrize("zipped", [False, True])
def test_a_load_that_was_killed_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zipped: bool) -> None:
    monkeypatch.setattr(geonames, "BATCH", 7)
    path = write_dump(tmp_path / "IQ.txt")
    if zipped:
        with zipfile.ZipFile(tmp_path / "IQ.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(path, "IQ.txt")
        path = tmp_path / "IQ.zip"
    steps: list[LoadProgress] = []

    def stop(progress: LoadProgress) -> None:
        steps.append(progress)
        if len(steps) in (2, 4):
            raise KilledError

    for _ in range(2):
        with pytest.raises(KilledError):
            add_geonames(path, data=tmp_path / "killed", progress=stop)
        assert [source.added for source in list_sources(data=tmp_path / "killed")] == [None]
    add_geonames(path, data=tmp_path / "killed", progress=stop)
    add_geonames(path, data=tmp_path / "whole")
    assert [step.n_rows for step in steps if step.step == "reading"] == [7, 14, 21, 28, 35, 40]
    assert rows_of(tmp_path / "killed/gazetteer/IQ.db") == rows_of(tmp_path / "whole/gazetteer/IQ.db")
    assert [path.suffix for path in (tmp_path / "killed/gazetteer").iterdir()] == [".db"]


@pytest.mark.parametrize("cut_off", [False, True])
def test_of_a_file_that_is_refused_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_off: bool) -> None:
    monkeypatch.setattr(geonames, "BATCH", 7)
    path = write_dump(tmp_path / "IQ.txt")
    with path.open("a", encoding="utf-8") as file:
        file.write("2\tTell" if cut_off else place_line(2, "Tell").replace("33.5", "933.5"))
    steps: list[LoadProgress] = []
    with pytest.raises(GazetteerError, match="line 41"):
        add_geonames(path, data=tmp_path, progress=steps.append)
    assert len(steps) == 5
    assert list((tmp_path / "gazetteer").iterdir()) == []
    assert list_sources(data=tmp_path) == []


def test_another_file_of_the_same_name_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geonames, "BATCH", 7)

    def stop(progress: LoadProgress) -> None:
        raise KilledError

    with pytest.raises(KilledError):
        add_geonames(write_dump(tmp_path / "IQ.txt"), data=tmp_path, progress=stop)
    (tmp_path / "IQ.txt").write_text(place_line(9, "Other"), encoding="utf-8")
    assert add_geonames(tmp_path / "IQ.txt", data=tmp_path).n_places == 1


def test_a_newer_file_replaces_the_source(tmp_path: Path) -> None:
    add_geonames(write_dump(tmp_path / "IQ.txt"), data=tmp_path)
    (tmp_path / "IQ.txt").write_text(place_line(9, "Other"), encoding="utf-8")
    add_geonames(tmp_path / "IQ.txt", data=tmp_path)
    assert [(source.name, source.n_places) for source in list_sources(data=tmp_path)] == [("IQ", 1)]


def test_what_was_added_is_opened_with_the_default(tmp_path: Path) -> None:
    (tmp_path / "IQ.txt").write_text(place_line(7_000_001, "Qurnat Zarzur"), encoding="utf-8")
    cache = Path(__file__).parents[2] / ".pytest_cache" / "gazetteer"
    assert open_gazetteer(cache=cache, data=tmp_path).find("Qurnat Zarzur") == ()
    add_geonames(tmp_path / "IQ.txt", data=tmp_path)
    assert open_gazetteer(cache=cache, data=tmp_path).find("Qurnat Zarzur")[0].place.admin1 == "Baghdad"
    remove_source("IQ", data=tmp_path)
    assert open_gazetteer(cache=cache, data=tmp_path).find("Qurnat Zarzur") == ()


def test_alternate_names_and_codes_belong_to_the_places_of_other_sources(tmp_path: Path) -> None:
    add_geonames(write_dump(tmp_path / "IQ.txt"), data=tmp_path)
    names = [
        ("1", "1005", "en", "Hill of the Father", "1"),
        ("2", "1005", "ar", "تل", ""),
        ("3", "1005", "link", "https://example.org/x", ""),
        ("4", "1005", "fr", "Colline du Père", ""),
    ]
    text = "".join("\t".join((*row, "", "", "", "", "")) + "\n" for row in names)
    (tmp_path / "alternateNamesV2.txt").write_text(text, encoding="utf-8")
    (tmp_path / "admin1CodesASCII.txt").write_text("IQ.07\tMuḩāfaz̧at Baghdād\tMuhafazat Baghdad\t98184\n", encoding="utf-8")
    assert add_geonames(tmp_path / "alternateNamesV2.txt", data=tmp_path).kind == "names"
    assert add_geonames(tmp_path / "admin1CodesASCII.txt", data=tmp_path).kind == "divisions"
    layers = [Layer.open(path) for path in sorted((tmp_path / "gazetteer").glob("*.db"))]
    both = Gazetteer(layers)
    assert both.find("Hill of the Father")[0].place.admin1 == "Muḩāfaz̧at Baghdād"
    assert both.find("Colline du Pere")[0].place.id == "geonames:1005"
    assert both.find("https example org x") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: 1 columns"),
        ("no dump at all\n", "line 1: 1 columns, beginning 'no dump at all': no file of GeoNames that is known"),
        (place_line(1, "A") + "2\tB\tB\n", "line 2: 3 columns, 19 are needed. It is the last line: the file was cut off"),
        (place_line(1, "A") + "2\tB\tB\n" + place_line(3, "C"), "line 2: 3 columns, 19 are needed."),
        (place_line(1, "A").replace("33.5", "933.5"), "line 1: 933.5, 44.25 is no point on Earth"),
        (place_line(1, "A") + place_line(2, "B").replace("44.25", "east"), "line 2: number '2', point '33.5', 'east'"),
        ("IQ.07\tBaghdad\tBaghdad\t98184\nIQ.08\tDohuk\n", "line 2: 2 columns, 4 are needed"),
        ("1\t1005\ten\tHill\t\t\t\t\t\t\n2\tx\ten\tHill\t\t\t\t\t\t\n", "line 2: the number of the place is 'x'"),
    ],
)
def test_a_wrong_dump_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "dump.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError) as error:
        add_geonames(path, data=tmp_path)
    assert says in str(error.value)
    assert not (tmp_path / "gazetteer" / "dump.db").exists()


def test_a_dump_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    path.write_bytes(place_line(1, "A").encode() + place_line(2, "B\xe9").encode("latin-1"))
    with pytest.raises(GazetteerError, match="line 2: not UTF-8"):
        add_geonames(path, data=tmp_path)


def test_a_zip_that_was_cut_off_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(write_dump(tmp_path / "IQ.txt", 2000), "IQ.txt")
    whole = (tmp_path / "IQ.zip").read_bytes()
    (tmp_path / "IQ.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GazetteerError, match="cut off while it was fetched"):
        add_geonames(tmp_path / "IQ.zip", data=tmp_path)


def test_a_zip_with_a_damaged_text_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "IQ.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(write_dump(tmp_path / "IQ.txt", 5000), "IQ.txt")
    whole = bytearray((tmp_path / "IQ.zip").read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 200] = b"\xaa" * 200
    (tmp_path / "IQ.zip").write_bytes(whole)
    with pytest.raises(GazetteerError, match=r"IQ\.zip, (after )?line \d+"):
        add_geonames(tmp_path / "IQ.zip", data=tmp_path)


def test_a_zip_of_several_texts_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.txt", "a")
        archive.writestr("b.txt", "b")
    with pytest.raises(GazetteerError, match="holds 2 texts"):
        add_geonames(tmp_path / "two.zip", data=tmp_path)


@pytest.mark.parametrize("name", ["none.txt", "none.zip"])
def test_a_missing_file_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(GazetteerError, match=rf"There is no file .*{name}"):
        add_geonames(tmp_path / name, data=tmp_path)


@pytest.mark.parametrize("add", [add_geonames, add_overlay])
def test_a_folder_in_place_of_a_file_is_told_with_what_to_give(tmp_path: Path, add: Callable[..., object]) -> None:
    with pytest.raises(GazetteerError, match=r"is a folder; one file is needed\. Give one of GeoNames' dumps"):
        add(tmp_path, data=tmp_path)


@pytest.mark.parametrize("name", ["default", "../up", "", "a b", "x" * 65])
def test_a_name_that_cannot_be_a_file_is_refused(tmp_path: Path, name: str) -> None:
    path = write_dump(tmp_path / "-.txt")
    with pytest.raises(GazetteerError, match="--name NAME"):
        add_geonames(path, name=name, data=tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(GazetteerError, match="WHENCE_DATA_DIR"):
        add_geonames(write_dump(tmp_path / "x.txt"), data=tmp_path / "file")


def test_two_loads_of_one_source_do_not_mix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geonames, "BATCH", 7)
    path = write_dump(tmp_path / "IQ.txt")
    refused: list[str] = []

    def again(progress: LoadProgress) -> None:
        if not refused:
            with pytest.raises(GazetteerError) as error:
                add_geonames(path, data=tmp_path)
            refused.append(str(error.value))

    assert add_geonames(path, data=tmp_path, progress=again).n_places == 40
    assert "Another process is adding 'IQ'" in refused[0]


def test_removing_what_is_not_there_tells_what_is(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="None was added"):
        remove_source("IQ", data=tmp_path)
    add_geonames(write_dump(tmp_path / "IQ.txt"), data=tmp_path)
    with pytest.raises(GazetteerError, match="Possible: IQ"):
        remove_source("SY", data=tmp_path)


def test_a_source_of_another_version_is_told_with_the_remedy(tmp_path: Path) -> None:
    add_geonames(write_dump(tmp_path / "IQ.txt"), data=tmp_path)
    path = tmp_path / "gazetteer" / "IQ.db"
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = '999' WHERE key = 'format'")
    db.close()
    with pytest.raises(GazetteerError, match="another version of whence"):
        Layer.open(path)


OVERLAY = (
    "id\tname\taliases\tkind\tcountries\tadmin1\tlat\tlon\tuncertainty_km\tnote\n"
    "hill-7\tHill Seven\tQal'at Sab'a|Tell Seven\tbase\tIQ\tIQ.07\t33.4\t44.1\t2\tour own survey of the hill\n"
)


def test_a_table_of_one_s_own_is_taken(tmp_path: Path) -> None:
    (tmp_path / "ours.tsv").write_text(OVERLAY, encoding="utf-8")
    source = add_overlay(tmp_path / "ours.tsv", data=tmp_path)
    assert (source.name, source.kind, source.n_places) == ("ours", "overlay", 1)
    gazetteer = open_gazetteer(cache=Path(__file__).parents[2] / ".pytest_cache" / "gazetteer", data=tmp_path)
    (mention,) = find_places("They shelled Hill Seven at dawn.", gazetteer=gazetteer)
    assert mention.place is not None
    assert (mention.place.id, mention.place.admin1) == ("ours:hill-7", "Baghdad")
    assert gazetteer.place("ours:hill-7") == mention.place
    assert gazetteer.find("Kal'at Sabaa")[0].place == mention.place


def test_a_wrong_table_of_one_s_own_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "ours.tsv").write_text(OVERLAY + OVERLAY.split("\n")[1] + "\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match="line 3: id 'hill-7' stands in line 2 already"):
        add_overlay(tmp_path / "ours.tsv", data=tmp_path)
    assert list_sources(data=tmp_path) == []
