"""Where an outlet is at home, and what that tells of a name that many towns bear."""

import gzip
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places_fixtures import default_gazetteer

from whence.errors import WhenceError
from whence.resolve.places import Home, Homes, MentionKind, PlaceMention, find_places, resolve_place
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
    (by_text,) = places(VAGUE)
    assert by_text.place is None or by_text.place.admin1 != "Missouri"


def test_a_home_does_not_overrule_what_stands_behind_the_name() -> None:
    home, _ = resolve_place("Springfield, Missouri", gazetteer=default_gazetteer())
    assert home is not None
    mention = places("A man from Springfield, Illinois, was arrested on Monday.", Home(home))[0]
    assert mention.place is not None
    assert (mention.place.admin1, mention.reason.rule) == ("Illinois", "contained")


def home_in(name: str) -> Home:
    place, reason = resolve_place(name, gazetteer=default_gazetteer())
    assert place is not None, reason
    return Home(place)


@pytest.mark.parametrize(
    ("home", "text"),
    [
        ("Columbus, Ohio", "A car bomb killed 12 people in Cairo."),  # there is a Cairo in Ohio
        ("Portland, Maine", "Army jets struck fuel depots in Moscow."),  # and a Moscow in Maine
        ("Columbus, Ohio", "Troops took Hebron and Bethlehem."),
        ("Dallas, Texas", "Odessa was shelled, Ukrainian officials said."),
        ("Springfield, Missouri", "Clashes went on in Aleppo and Homs, the Syrian army said."),
        ("Springfield, Missouri", "Ozark, near Republic, Missouri, was calm."),
        ("Aleppo, Syria", VAGUE),
    ],
)
def test_a_home_leaves_alone_what_it_does_not_speak_of(home: str, text: str) -> None:
    assert places(text, home_in(home)) == places(text)


def test_a_paper_means_its_own_town_by_a_name_that_the_world_knows() -> None:
    (mention,) = places("A Paris man was held on Monday.", home_in("Paris, Texas"))
    assert mention.place is not None
    assert (mention.place.admin1, mention.reason.rule) == ("Texas", "home")


def test_a_text_without_a_name_is_left_alone() -> None:
    assert places("Nothing happened.", home_in("Paris, Texas")) == []


def test_an_outlet_is_at_home_where_its_other_reports_say() -> None:
    homes = homes_of((*OZARKS, VAGUE))
    home = homes.of("The Ozark Ledger", leave_out=ReportId("4"))
    assert home is not None
    assert home.place.admin1 == "Missouri"
    (mention,) = places(VAGUE, home)
    assert mention.place is not None
    assert mention.place.admin1 == "Missouri"
    assert mention.reason.why.endswith("where the outlet is at home, as other reports by The Ozark Ledger tell.")


@pytest.mark.parametrize("outlet", ["the ozark  ledger ", "THE OZARK LEDGER", "The Ozárk Ledger", "The Oza\u0301rk Ledger"])
def test_an_outlet_is_the_same_in_other_letters(outlet: str) -> None:
    assert homes_of(OZARKS).of(outlet, leave_out=ReportId("9")) is not None


@pytest.mark.parametrize("outlet", [None, "", " ", "The Daily Other"])
def test_an_outlet_without_reports_has_no_home(outlet: str | None) -> None:
    assert homes_of(OZARKS).of(outlet, leave_out=ReportId("9")) is None


@pytest.mark.parametrize("outlet", [None, "", " "])
def test_reports_without_an_outlet_tell_nothing(outlet: str | None) -> None:
    homes = Homes()
    for n, text in enumerate(OZARKS):
        homes.add(outlet, ReportId(str(n)), places(text))
    assert homes.of(outlet, leave_out=ReportId("9")) is None


def test_outlets_with_a_home_are_listed_by_name() -> None:
    homes = homes_of(OZARKS, "The Ozark Ledger")
    for n, text in enumerate(("Police in Kabul, Afghanistan, met.",) * 3):
        homes.add("Chaman Post", ReportId(f"k{n}"), places(text))
    homes.add("The Daily Other", ReportId("o"), places(OZARKS[0]))
    listed = homes.known()
    assert [(outlet, home.place.countries) for outlet, home in listed] == [("Chaman Post", ("AF",)), ("The Ozark Ledger", ("US",))]
    assert listed[1][1].place == homes.of("The Ozark Ledger", leave_out=ReportId("9")).place  # type: ignore[union-attr]
    assert Homes().known() == []


def test_few_reports_tell_no_home_and_the_report_itself_does_not_count() -> None:
    assert homes_of(OZARKS[:3]).of("The Ozark Ledger", leave_out=ReportId("2")) is None
    assert homes_of(OZARKS[:3]).of("The Ozark Ledger", leave_out=ReportId("9")) is not None
    silent = (*OZARKS[:3], "Nothing was told.")
    assert homes_of(silent).of("The Ozark Ledger", leave_out=ReportId("2")) is None
    assert homes_of(silent).of("The Ozark Ledger", leave_out=ReportId("3")) is not None


def test_a_report_takes_no_part_in_what_it_is_told() -> None:
    own = tuple(f"Police in {town}, Missouri, met." for town in ("Joplin", "Joplin", "Joplin")) + OZARKS
    homes = homes_of(own)
    everybody = homes.of("The Ozark Ledger", leave_out=ReportId("99"))
    assert everybody is not None
    assert everybody.place.name != "Joplin"
    only_here = homes_of((*OZARKS, "Police in Joplin, Missouri, met."))._support
    assert only_here == {}  # nothing is weighed before it is asked for
    two = ("Police in Kabul, Afghanistan, met.",) * 3 + ("Police in Lima, Peru, met.",) * 4
    found = homes_of(two).of("The Ozark Ledger", leave_out=ReportId("6"))
    assert found is None  # three speak for either


def test_as_many_reports_for_two_places_far_apart_are_no_home() -> None:
    told = ("Police in Kabul, Afghanistan, met.", "Police in Lima, Peru, met.")
    for leave_out in "0123":
        assert homes_of(told * 4).of("The Ozark Ledger", leave_out=ReportId("9")) is None, leave_out
    assert homes_of((*told * 4, told[0])).of("The Ozark Ledger", leave_out=ReportId("9")) is not None


def test_an_outlet_that_tells_of_all_the_world_has_no_home() -> None:
    world = ("Kabul, Afghanistan", "Lima, Peru", "Mosul, Iraq", "Oslo, Norway", "Nairobi, Kenya", "Manila, Philippines", "Tbilisi, Georgia")
    assert homes_of(tuple(f"Police in {town}, met on Monday." for town in world)).of("The Ozark Ledger", leave_out=ReportId("9")) is None


def test_names_that_only_their_size_tells_apart_do_not_tell_a_home() -> None:
    assert homes_of((VAGUE.replace("Springfield", "Paris"),) * 5).of("The Ozark Ledger", leave_out=ReportId("9")) is None


def test_governments_that_speak_are_no_home() -> None:
    spoke = ("Washington said it was concerned about the Iraqi vote.",) * 5
    assert {m.kind for m in places(spoke[0])} >= {MentionKind.METONYM}
    assert homes_of(spoke).of("The Ozark Ledger", leave_out=ReportId("9")) is None


def test_reports_without_places_neither_help_nor_hinder() -> None:
    silent = tuple(f"Nothing was told on day {n}." for n in range(9))
    assert homes_of(silent).of("The Ozark Ledger", leave_out=ReportId("0")) is None
    assert homes_of((*OZARKS, *silent)).of("The Ozark Ledger", leave_out=ReportId("12")) == homes_of(OZARKS).of(
        "The Ozark Ledger", leave_out=ReportId("9")
    )


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(9)), st.lists(st.integers(0, 5), min_size=9, max_size=9))
def test_a_home_does_not_depend_on_the_order_of_the_reports(order: list[int], which: list[int]) -> None:
    texts = (*OZARKS, "Police in Kabul, Afghanistan, met.", "Police in Joplin, Missouri, met.")
    told = [(ReportId(str(n)), MENTIONS[texts[k]]) for n, k in enumerate(which)]
    found = []
    for sequence in (range(9), order):
        homes = Homes()
        for n in sequence:
            homes.add("The Ozark Ledger", *told[n])
        found.append([homes.of("The Ozark Ledger", leave_out=ReportId(str(n))) for n in range(9)])
    assert found[0] == found[1]


class _Mentions(dict[str, list[PlaceMention]]):
    """The toponyms of texts, found once each."""

    def __missing__(self, text: str) -> list[PlaceMention]:
        self[text] = places(text)
        return self[text]


MENTIONS = _Mentions()


def test_a_report_that_is_added_twice_counts_once_and_later_ones_count() -> None:
    homes = homes_of(OZARKS[:2])
    homes.add("The Ozark Ledger", ReportId("1"), places(OZARKS[1]))
    homes.add("The Ozark Ledger", ReportId("1"), places(OZARKS[1]))
    assert homes.of("The Ozark Ledger", leave_out=ReportId("9")) is None
    homes.add("The Ozark Ledger", ReportId("2"), places(OZARKS[2]))
    assert homes.of("The Ozark Ledger", leave_out=ReportId("9")) is not None
    for n in range(3, 13):
        homes.add("The Ozark Ledger", ReportId(str(n)), places("Police in Kabul, Afghanistan, met."))
    found = homes.of("The Ozark Ledger", leave_out=ReportId("99"))
    assert found is not None
    assert found.place.name == "Kabul"


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


@pytest.mark.parametrize("place", ["Paris, Texas", None, (None, "a reason")])
def test_a_home_that_is_no_place_is_refused_with_what_to_write(place: object) -> None:
    with pytest.raises(WhenceError, match=r"Home takes a Place; .* Write: place, reason = resolve_place"):
        Home(place)  # type: ignore[arg-type]


def test_what_is_no_name_and_no_context_is_refused_in_a_sentence() -> None:
    with pytest.raises(WhenceError, match="A text is needed; an object of type NoneType was given"):
        resolve_place(None)  # type: ignore[arg-type]
    with pytest.raises(WhenceError, match="context holds 'Lebanon', which is no place"):
        resolve_place("Tripoli", context="Lebanon")  # type: ignore[arg-type]
    with pytest.raises(WhenceError, match=r"Write: find_places\(report.text\)"):
        find_places(None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outlet", "report", "mentions", "told"),
    [
        (5, "a", [], "outlet is 5, which is no name"),
        (["The Aden Post"], "a", [], "which is no name"),
        ("The Aden Post", 6, [], "report is 6, which is no id"),
        ("The Aden Post", "a", "Marib", "mentions holds 'Marib', which is no PlaceMention"),
        ("The Aden Post", "a", None, "mentions holds None"),
        ("The Aden Post", "a", ["Marib"], "mentions holds 'Marib'"),
    ],
)
def test_what_no_home_can_be_learned_from_is_refused(outlet: object, report: object, mentions: object, told: str) -> None:
    homes = Homes()
    with pytest.raises(WhenceError, match=told):
        homes.add(outlet, report, mentions)  # type: ignore[arg-type]
    assert homes.known() == []
