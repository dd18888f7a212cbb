import lzma
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from places_fixtures import default_gazetteer

from whence.errors import GazetteerError
from whence.resolve.places.names import fold_name
from whence.resolve.places.tables import (
    DATA,
    iso3_codes,
    read_abbreviations,
    read_countries,
    read_demonyms,
    read_divisions,
    read_overlay,
    read_weights,
)
from whence.terms import Feature

HEAD = "id\tname\taliases\tkind\tcountries\tadmin1\tlat\tlon\tuncertainty_km\tnote\n"
GOOD = "some-base\tSome Base\tBase Some\tbase\tIQ\t\t33.5\t44.2\t5\trunway, by eye\n"
SEA_DEGREES = 4.0  # how far islands, waters and rigs may lie outside the box around a country's towns
LAND_DEGREES = 1.5


def boxes() -> dict[str, tuple[float, float, float, float]]:
    """South, west, north and east of each country's towns; east may pass 180."""
    found = {}
    for line in lzma.decompress((DATA / "regions.tsv.xz").read_bytes()).decode().split("\n"):
        level, _, country, *rest = line.split("\t") if line else ("",) * 12
        if level == "0":
            south, west, north, east = map(float, rest[-1].split())
            found[country] = (south, west, north, east)
    return found


def test_the_overlay_has_at_least_400_places() -> None:
    assert len(read_overlay(DATA / "overlay.tsv")) >= 400


def test_every_overlay_place_tells_where_its_point_comes_from() -> None:
    assert [row.id for row in read_overlay(DATA / "overlay.tsv") if len(row.note) < 10] == []


def test_every_overlay_place_lies_in_or_near_its_countries() -> None:
    box = boxes()
    outside = []
    for row in read_overlay(DATA / "overlay.tsv"):
        known = [box[country] for country in row.countries if country in box]
        margin = SEA_DEGREES if row.feature in (Feature.WATER, Feature.ISLAND, Feature.ENERGY) else LAND_DEGREES
        inside = [
            s - margin <= row.lat <= n + margin and any(w - margin <= lon <= e + margin for lon in (row.lon, row.lon + 360)) for s, w, n, e in known
        ]
        if known and not any(inside):
            outside.append(row.id)
    assert outside == ["franz-josef-land", "lajes-field"]  # as far from their countries' towns as this


def test_no_name_stands_twice_for_one_country_and_kind_in_the_overlay() -> None:
    seen = Counter(
        (fold_name(name), country, row.feature)
        for row in read_overlay(DATA / "overlay.tsv")
        for name in (row.name, *row.aliases)
        for country in row.countries
    )
    assert [key for key, n in seen.items() if n > 1] == []


def test_overlay_codes_are_of_countries_that_exist() -> None:
    known = {row.iso2 for row in read_countries()}
    assert {country for row in read_overlay(DATA / "overlay.tsv") for country in row.countries} <= known


def test_disputed_lands_are_given_to_no_side_alone() -> None:
    rows = {row.id: row for row in read_overlay(DATA / "overlay.tsv")}
    for place in ("golan-heights", "kashmir", "abyei", "shebaa-farms", "senkaku-islands", "spratly-islands", "halaib-triangle", "al-aqsa-mosque"):
        assert len(rows[place].countries) != 1, place


def test_countries_are_all_there_once() -> None:
    rows = read_countries()
    assert len(rows) >= 245
    assert len({row.iso2 for row in rows}) == len({row.iso3 for row in rows}) == len(rows)
    assert iso3_codes()["SY"] == "SYR"


def test_every_country_is_found_with_an_extent_and_its_capital() -> None:
    gazetteer = default_gazetteer()
    for row in read_countries():
        country = gazetteer.country(row.iso2)
        assert country is not None and country.feature is Feature.COUNTRY, row.iso2
        assert country.uncertainty_km >= 5, row.iso2
        if row.capital:
            capital = gazetteer.capital(row.iso2)
            assert capital is not None and capital.country == row.iso2, (row.iso2, row.capital)


def test_divisions_and_abbreviations_lead_to_a_place() -> None:
    gazetteer = default_gazetteer()
    assert [row.code for row in read_divisions() if gazetteer.region(row.code) is None] == []
    assert [row.short for row in read_abbreviations() if gazetteer.abbreviation(row.short) is None] == []


def test_every_demonym_is_found() -> None:
    gazetteer = default_gazetteer()
    assert [row.word for row in read_demonyms() if not gazetteer.find(row.word, loosely=False)] == []


def test_the_towns_were_made_with_the_keys_of_this_version() -> None:
    lines = lzma.decompress((DATA / "towns.tsv.xz").read_bytes()).decode().split("\n")
    for line in lines[:200_000:997]:
        columns = line.split("\t")
        assert columns[8].split("|")[0] == fold_name(columns[1])


def test_tables_of_signs_are_read() -> None:
    recognition, ranking = read_weights()
    assert recognition["locative before"] > 0 > recognition["common word"]
    assert ranking["follows"] > 0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("", "holds no table"),
        ("id\tname\n", "line 1: the columns are id, name"),
        (HEAD + GOOD + GOOD, "line 3: id 'some-base' stands in line 2 already"),
        (HEAD + GOOD.replace("\tbase\t", "\tfortress\t"), "kind 'fortress' is not known. Possible: country,"),
        (HEAD + GOOD.replace("33.5", "93.5"), "line 2: 93.5, 44.2 is no point on Earth"),
        (HEAD + GOOD.replace("33.5", "north"), "line 2: lat is 'north', a number is needed"),
        (HEAD + GOOD.replace("33.5", "nan"), "line 2: lat is 'nan'"),
        (HEAD + GOOD.replace("\t5\t", "\t0\t"), "uncertainty_km is 0"),
        (HEAD + GOOD.replace("runway, by eye", ""), "line 2: id, name and note"),
        (HEAD + GOOD.replace("\tIQ", ""), "line 2: 9 columns, 10 are needed"),
    ],
)
def test_a_wrong_overlay_is_told_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "overlay.tsv"
    path.write_text(row, encoding="utf-8")
    with pytest.raises(GazetteerError) as error:
        read_overlay(path)
    assert says in str(error.value)


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "overlay.tsv"
    path.write_bytes(HEAD.encode() + GOOD.replace("Base Some", "Bas\xe9").encode("latin-1"))
    with pytest.raises(GazetteerError, match="line 2: not UTF-8"):
        read_overlay(path)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        read_overlay(tmp_path / "none.tsv")


def test_comments_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "overlay.tsv"
    path.write_text("# ours\n\n" + HEAD + "# more\n" + GOOD, encoding="utf-8")
    (row,) = read_overlay(path)
    assert (row.line, row.aliases, row.countries) == (5, ("Base Some",), ("IQ",))


def test_common_words_are_sorted_and_stand_once() -> None:
    words = [line for line in (DATA / "common_words.txt").read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
    assert all(a < b for a, b in pairwise(words))


def test_no_name_of_the_overlay_hides_a_country() -> None:
    countries = {fold_name(name) for row in read_countries() for name in (row.name, *row.aliases)}
    names: dict[str, list[str]] = defaultdict(list)
    for row in read_overlay(DATA / "overlay.tsv"):
        for name in (row.name, *row.aliases):
            if fold_name(name) in countries:
                names[fold_name(name)].append(row.id)
    assert dict(names) == {}


def test_every_public_name_and_rule_is_in_the_docs() -> None:
    import re

    import whence.resolve.places as places

    docs = (Path(__file__).parents[2] / "docs" / "places.md").read_text(encoding="utf-8")
    package = Path(places.__file__).parent
    rules = {rule for file in package.glob("*.py") for rule in re.findall(r'rule="([a-z ]+)"', file.read_text(encoding="utf-8"))}
    assert [name for name in places.__all__ if not re.search(rf"\b{name}\b", docs)] == []
    assert [rule for rule in sorted(rules) if f"`{rule}`" not in docs] == []
    assert [kind for kind in Feature if kind.value not in docs] == []


def test_the_docs_show_what_is_found() -> None:
    from whence.resolve.places import find_places

    docs = (Path(__file__).parents[2] / "docs" / "places.md").read_text(encoding="utf-8")
    text = "\n".join(line.strip() for line in docs.split("For the text\n")[1].split("this is found:")[0].strip().split("\n"))
    shown = docs.split("this is found:\n")[1].split("A `Place` has")[0].strip().split("\n")
    for line, mention in zip(shown, find_places(text, gazetteer=default_gazetteer()), strict=True):
        place = mention.place
        told = (
            "-"
            if place is None
            else f"{place.name}, {place.feature}, {'/'.join(place.countries)} ({place.lat:.2f}, {place.lon:.2f}) ±{place.uncertainty_km:g} km"
        )
        assert line.split() == f"{mention.span.words} {mention.kind} {told} {mention.reason.rule}".split()
