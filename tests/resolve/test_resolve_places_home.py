"""Where an outlet is at home, and what that tells of a name that many towns bear."""

import gzip
import json
import random
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from places_fixtures import default_gazetteer

from whence.resolve.places import Home, Homes, PlaceMention, find_places, resolve_place
from whence.resolve.places.tables import great_circle_km
from whence.terms import ReportId, Span

SHARED = Path(__file__).parents[3] / "shared" / "bench" / "places"
VAGUE = "A Springfield man was arrested on Monday after a fight outside a bar."
OZARKS = (
    "Voters in Springfield, Missouri, and in Nixa turned the levy down.",
    "A fire closed the mill in Ozark, Missouri, on Friday. Firemen came from Nixa.",
    "The bridge between Nixa, Missouri, and Ozark reopens in May.",
    "Republic, Missouri, and Springfield, Missouri, share a water works.",
)


def places(text: str, home: Home | None = None) -> list[PlaceMention]:
    return find_places(text, gazetteer=default_gazetteer(), home=home)


def homes_of(texts: tuple[str, ...], outlet: str = "The Ozark Ledger") -> Homes:
    homes = Homes()
    for n, text in enumerate(texts):
        homes.add(outlet, ReportId(str(n)), places(text))
    return homes


def test_a_home_that_is_known_places_a_name_that_many_towns_bear() -> None:
    home, _ = resolve_place("Springfield, Missouri", gazetteer=default_gazetteer())
    assert home is not None
    (mention,) = places(VAGUE, Home(home))
    assert mention.place is not None
    assert (mention.place.name, mention.place.admin1) == ("Springfield", "Missouri")
    assert mention.reason.rule == "home"
    assert mention.reason.why.endswith("with Springfield (Missouri, US), where the outlet is at home.")
    assert [m.place and m.place.admin1 for m in places(VAGUE)] != ["Missouri"]


def test_a_home_does_not_overrule_what_stands_behind_the_name() -> None:
    home, _ = resolve_place("Springfield, Missouri", gazetteer=default_gazetteer())
    assert home is not None
    mention = places("A man from Springfield, Illinois, was arrested on Monday.", Home(home))[0]
    assert mention.place is not None
    assert (mention.place.admin1, mention.reason.rule) == ("Illinois", "contained")


def test_what_is_far_from_home_keeps_its_own_reason() -> None:
    home, _ = resolve_place("Springfield, Missouri", gazetteer=default_gazetteer())
    assert home is not None
    by_words = {m.span.words: m for m in places("Clashes went on in Aleppo and Homs, the Syrian army said.", Home(home))}
    assert {m.place and m.place.country for m in by_words.values()} == {"SY"}
    assert all(m.reason.rule != "home" for m in by_words.values())


def test_an_outlet_is_at_home_where_its_other_reports_say() -> None:
    homes = homes_of((*OZARKS, VAGUE))
    home = homes.of("the ozark ledger", leave_out=ReportId("4"))
    assert home is not None
    assert home.place.admin1 == "Missouri"
    assert home.why == "100% of what 4 other reports by the ozark ledger name lies near it"
    (mention,) = places(VAGUE, home)
    assert mention.place is not None
    assert mention.place.admin1 == "Missouri"


@pytest.mark.parametrize("outlet", [None, "The Daily Other"])
def test_an_outlet_without_reports_has_no_home(outlet: str | None) -> None:
    assert homes_of(OZARKS).of(outlet, leave_out=ReportId("9")) is None


def test_few_reports_tell_no_home_and_the_report_itself_does_not_count() -> None:
    assert homes_of(OZARKS[:3]).of("The Ozark Ledger", leave_out=ReportId("2")) is None
    assert homes_of(OZARKS[:3]).of("The Ozark Ledger", leave_out=ReportId("9")) is not None


def test_an_outlet_that_tells_of_all_the_world_has_no_home() -> None:
    world = tuple(f"Police in {town} met on Monday." for town in ("Kabul", "Lima", "Mosul", "Oslo", "Nairobi", "Manila", "Tbilisi"))
    assert homes_of(world).of("The Ozark Ledger", leave_out=ReportId("9")) is None


def test_reports_without_places_count_as_reports_that_do_not_agree() -> None:
    silent = tuple(f"Nothing was told on day {n}." for n in range(9))
    assert homes_of(silent).of("The Ozark Ledger", leave_out=ReportId("0")) is None
    assert homes_of((*OZARKS, *silent)).of("The Ozark Ledger", leave_out=ReportId("12")) is None


def test_a_home_does_not_depend_on_the_order_of_the_reports() -> None:
    told = [(ReportId(str(n)), places(text)) for n, text in enumerate(OZARKS)]
    found = set()
    for seed in range(6):
        random.Random(seed).shuffle(told)
        homes = Homes()
        for report, mentions in told:
            homes.add("The Ozark Ledger", report, mentions)
        found.add(homes.of("The Ozark Ledger", leave_out=ReportId("1")))
    assert len(found) == 1


def test_a_report_that_is_added_twice_counts_once() -> None:
    homes = homes_of(OZARKS[:2])
    homes.add("The Ozark Ledger", ReportId("1"), places(OZARKS[1]))
    homes.add("The Ozark Ledger", ReportId("1"), places(OZARKS[1]))
    assert homes.of("The Ozark Ledger", leave_out=ReportId("9")) is None


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the public test sets in ../shared/bench/places")
def test_local_news_is_placed_by_the_homes_of_its_outlets() -> None:
    """Floor: .95 of the names that the gazetteer can place, documents held out of fitting; homes are learnt from texts and addresses alone."""
    gazetteer = default_gazetteer()
    rows = [json.loads(line) for line in gzip.decompress((SHARED / "lgl.jsonl.gz").read_bytes()).decode().split("\n") if line]
    outlets = {row["id"]: urlsplit(row["url"] or "").hostname for row in rows}
    homes = Homes()
    for row in rows:
        if outlet := outlets[row["id"]]:
            homes.add(outlet, row["id"], places(row["text"]))
    right = possible = 0
    for row in rows[1::2]:
        known = sorted((t for t in row["toponyms"] if t["lat"] is not None), key=lambda t: t["start"])
        spans = [Span(t["start"], t["end"], row["text"]) for t in known]
        home = homes.of(outlets[row["id"]], leave_out=row["id"])
        for mention, t in zip(find_places(row["text"], gazetteer=gazetteer, home=home, spans=spans), known, strict=True):
            abbreviation = gazetteer.abbreviation(t["name"])
            could = [abbreviation[0]] if abbreviation is not None else [hit.place for hit in gazetteer.find(t["name"])]
            possible += any(great_circle_km(p.lat, p.lon, t["lat"], t["lon"]) <= 161 for p in could)
            right += mention.place is not None and great_circle_km(mention.place.lat, mention.place.lon, t["lat"], t["lon"]) <= 161
    assert right >= 0.95 * possible
