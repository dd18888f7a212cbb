import pytest
from places_fixtures import default_gazetteer

from whence.resolve.places import ClaimPlace, resolve_claim_places
from whence.resolve.places.tables import great_circle_km
from whence.terms import Claim, ClaimId, EventType, Feature, Relation, Report, ReportId, Span, Status


def resolve(text: str, *words: str) -> tuple[ClaimPlace, ...]:
    """Resolve the last standing of each of the words as the places of one claim."""
    spans = tuple(Span(start := text.rindex(part), start + len(part), text) for part in words)
    claim = Claim(id=ClaimId("c"), type=EventType.ASSAULT, status=Status.OCCURRED, what=(Span(0, 1, text),), place=spans)
    return resolve_claim_places(Report(id=ReportId("r"), text=text), claim, gazetteer=default_gazetteer())


def one(text: str, words: str) -> ClaimPlace:
    (found,) = resolve(text, words)
    return found


def point(name: str, feature: Feature = Feature.SETTLEMENT) -> tuple[float, float]:
    place = next(hit.place for hit in default_gazetteer().find(name) if hit.place.feature is feature)
    return place.lat, place.lon


def km(found: ClaimPlace, name: str) -> float:
    assert found.place is not None, found.reason
    return great_circle_km(found.place.lat, found.place.lon, *point(name))


def test_a_claim_without_place_words_has_no_places() -> None:
    assert resolve("Troops fired in Mosul.") == ()


def test_each_span_keeps_its_row() -> None:
    found = resolve("Rockets hit Mosul and a depot.", "Mosul", "a depot")
    assert [(f.span.words, f.place is None) for f in found] == [("Mosul", False), ("a depot", True)]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Drones struck Haditha in Anbar, Iraq.", "Haditha in Anbar, Iraq", "Ḩadīthah"),
        ("Shells fell on the Iraqi city of Mosul.", "the Iraqi city of Mosul", "Mosul"),
        ("A blast hit U.S. bases in Erbil.", "U.S. bases in Erbil", "Erbil"),
        ("People gathered outside the parliament in Tbilisi.", "outside the parliament in Tbilisi", "Tbilisi"),
        ("Jets bombed Mosul University.", "Mosul University", "Mosul"),
    ],
)
def test_the_innermost_place_of_a_span_counts(text: str, words: str, name: str) -> None:
    found = one(text, words)
    assert found.place is not None and found.place.name == name
    assert found.relation is Relation.AT


def test_near_widens_the_uncertainty() -> None:
    at, near = one("Shells fell on Mosul.", "Mosul"), one("Shells fell near Mosul.", "near Mosul")
    assert at.place is not None and near.place is not None
    assert near.relation is Relation.NEAR
    assert (near.place.lat, near.place.lon) == (at.place.lat, at.place.lon)
    assert near.place.uncertainty_km > at.place.uncertainty_km


def test_near_counts_where_it_stands_before_the_span() -> None:
    assert one("Shells fell near Mosul.", "Mosul").relation is Relation.NEAR


@pytest.mark.parametrize(
    ("words", "distance"),
    [
        ("30 km north of Mosul", 30),
        ("some 20 miles south of Mosul", 32.2),
        ("10 kilometres (6 miles) east of Mosul", 10),
        ("five kilometers west of Mosul", 5),
    ],
)
def test_a_distance_and_a_direction_move_the_point(words: str, distance: float) -> None:
    found = one(f"A convoy was hit {words}.", words)
    assert found.relation is Relation.OFFSET
    assert km(found, "Mosul") == pytest.approx(distance, rel=0.03)
    assert found.place is not None and found.place.uncertainty_km > 0.2 * distance


def test_the_direction_moves_the_right_way() -> None:
    found = one("A convoy was hit 30 km north of Mosul.", "30 km north of Mosul")
    assert found.place is not None and found.place.lat > point("Mosul")[0]


def test_a_distance_without_a_direction_widens() -> None:
    found = one("A convoy was hit 30 km from Mosul.", "30 km from Mosul")
    assert found.relation is Relation.NEAR
    assert km(found, "Mosul") == 0
    assert found.place is not None and found.place.uncertainty_km > 30


def test_between_two_places_is_their_middle() -> None:
    found = one("A bus was hit between Homs and Hama.", "between Homs and Hama")
    assert found.relation is Relation.BETWEEN
    assert km(found, "Homs") == pytest.approx(km(found, "Hama"), rel=0.05)


def test_a_part_of_a_country_is_no_centre_of_it() -> None:
    whole, west = one("Drones fell in Iraq.", "Iraq"), one("Drones fell in western Iraq.", "western Iraq")
    assert whole.place is not None and west.place is not None
    assert west.relation is Relation.PART
    assert west.place.lon < whole.place.lon and west.place.uncertainty_km < whole.place.uncertainty_km


def test_a_part_that_the_gazetteer_knows_is_taken() -> None:
    found = one("Strikes hit southern Lebanon.", "southern Lebanon")
    assert found.place is not None and found.place.id == "whence:southern-lebanon"


def test_a_country_stands_with_its_extent() -> None:
    found = one("Militants fought in Syria.", "Syria")
    assert found.place is not None
    assert found.place.feature is Feature.COUNTRY and found.place.uncertainty_km > 300


def test_both_countries_make_the_border() -> None:
    found = one("Smugglers were caught on the Syrian-Iraqi border.", "the Syrian-Iraqi border")
    assert found.place is not None and found.place.id == "whence:syria-iraq-border"


def test_the_report_tells_the_other_side_of_a_border() -> None:
    text = "In Deir ez-Zor, Syria, a drone hit a truck. It stood near the Iraqi border."
    found = one(text, "near the Iraqi border")
    assert found.relation is Relation.BORDER
    assert found.place is not None and set(found.place.countries) == {"IQ", "SY"}


def test_a_border_told_from_one_side_alone_is_the_whole_country() -> None:
    found = one("Guards fired near the Bhutanese border.", "near the Bhutanese border")
    assert found.place is not None and found.place.feature is Feature.COUNTRY
    assert "one side" in found.reason.why


def test_the_capital_is_looked_up() -> None:
    found = one("A bomb went off in the Syrian capital.", "the Syrian capital")
    assert found.place is not None and (found.place.name, found.reason.rule) == ("Damascus", "capital")


def test_the_city_points_back() -> None:
    found = one("Rebels entered Aleppo on Friday. They shelled the city all night.", "the city")
    assert found.place is not None and (found.place.name, found.reason.rule) == ("Aleppo", "points back")


def test_a_place_that_points_back_to_nothing_is_none() -> None:
    found = one("They shelled the city all night.", "the city")
    assert (found.place, found.reason.rule) == (None, "names no place")


def test_the_village_points_back_to_a_name_that_no_gazetteer_has() -> None:
    found = one("The mayor of Rutshuru wept. Gunmen came by night in Kabirisa. They burned the village.", "the village")
    assert (found.place, found.reason.rule) == (None, "points back")
    assert "Kabirisa" in found.reason.why


@pytest.mark.parametrize(
    "text",
    [
        "Moscow said the region had been cleared. Residents left the village.",
        "Kyiv said a drone had hit the village.",
        "A shell hit Kyiv on Monday. Two died in the village.",
    ],
)
def test_the_village_is_no_capital(text: str) -> None:
    found = one(text, "the village")
    assert (found.place, found.reason.rule) == (None, "names no place")


@pytest.mark.parametrize("named", ["the village of Kabirisa", "Kabirisa village"])
def test_the_village_named_before_a_capital_that_speaks_is_the_one_that_counts(named: str) -> None:
    found = one(f"Troops entered {named} on Monday. Kyiv denied it. They burned the village.", "the village")
    assert (found.place, found.reason.rule) == (None, "points back") and "Kabirisa" in found.reason.why


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Gunmen killed three people in Oudalan province on Monday.", "Oudalan province", "Oudalan"),
        ("Troops shelled Kyaukphyu on Monday.", "Kyaukphyu", "Kyaukphyu"),
        ("Troops shelled northern Oudalan on Monday.", "northern Oudalan", "Oudalan"),
    ],
)
def test_a_name_that_no_gazetteer_has_is_told_so(text: str, words: str, name: str) -> None:
    found = one(text, words)
    assert (found.place, found.reason.rule) == (None, "not in gazetteer")
    assert found.reason.why == f"No gazetteer at hand has a place called {name!r}."


@pytest.mark.parametrize("words", ["the Parliament", "a Catholic church", "a hospital"])
def test_words_that_are_no_name_of_a_place_are_not_looked_for_in_gazetteers(words: str) -> None:
    assert one(f"Rebels entered Goma. They shelled {words}.", words).reason.rule == "names no place"


def test_the_same_town_is_not_the_dateline_where_an_unknown_town_stands_between() -> None:
    found = one("BAMAKO (Harbor Wire) — Drones hit a base near Tinzaouatene. Ten died in the same town.", "the same town")
    assert found.place is None


@pytest.mark.parametrize(
    "between",
    ["It was calm in January.", "He spoke in Arabic.", "They met in Parliament.", "A gun lay in Ahmed's car.", "Floods hit the Quirel River."],
)
def test_words_that_are_no_town_do_not_stand_between(between: str) -> None:
    found = one(f"Rebels entered Goma. {between} They shelled the city.", "the city")
    assert found.place is not None and found.place.name == "Goma"


def test_a_name_inside_the_name_of_a_group_is_no_place_of_a_claim() -> None:
    found = one("Troops stormed a lair of the Bangsamoro Islamic Freedom Fighters.", "a lair of the Bangsamoro Islamic Freedom Fighters")
    assert (found.place, found.reason.rule) == (None, "names no place")
    there = one("Troops hit a lair of the Tigray People's Liberation Front in Mekelle.", "a lair of the Tigray People's Liberation Front in Mekelle")
    assert there.place is not None and there.place.name == "Mek'ele"


@pytest.mark.parametrize("words", ["a hospital", "the scene", "orbit", "her own bedroom"])
def test_words_that_name_no_place_are_none_with_the_reason(words: str) -> None:
    found = one(f"It happened at {words} in the night.", words)
    assert found.place is None
    assert words in found.reason.why


def test_a_name_that_is_in_no_gazetteer_is_none_with_the_reason() -> None:
    found = one("Gunmen raided the village of Barsalogho.", "the village of Barsalogho")
    assert (found.place, found.reason.rule) == (None, "not in gazetteer")


def test_one_span_without_a_place_does_not_empty_the_rest() -> None:
    found = resolve("Gunmen raided the village of Barsalogho, Djibo and Ouagadougou.", "Barsalogho", "Djibo", "Ouagadougou")
    assert [f.place is not None for f in found] == [False, True, True]


@pytest.mark.parametrize("words", ["Tungar Kwano village", "the village of Tungar Kwano"])
def test_a_village_with_a_name_of_its_own_points_back_to_none(words: str) -> None:
    found = one(f"Troops left Shinkafi in Zamfara. On Tuesday gunmen burnt {words}.", words)
    assert (found.place, found.reason.rule) == (None, "not in gazetteer")
    assert "Tungar Kwano" in found.reason.why


def test_two_unknown_names_in_one_span_are_no_name() -> None:
    found = one("In Zamfara, gunmen shot a chief in Tungar in Kwanobe on Sunday.", "Tungar in Kwanobe")
    assert found.reason.rule == "names no place"


def test_an_unknown_village_lies_where_its_apposition_tells() -> None:
    found = one("In Zamfara, gunmen shot a chief in Dan Marke, a village in Gummi local government area, on Sunday.", "Dan Marke")
    assert found.place is not None and (found.place.name, found.place.uncertainty_km) == ("Gummi", 30.0)
    moved = one("Gunmen in Nigeria shot a chief in Kware Bala, a farming town 30 km north of Gusau.", "Kware Bala")
    assert moved.relation is Relation.OFFSET
    assert 25 < km(moved, "Gusau") < 35


def test_an_apposition_that_tells_of_other_things_places_nothing() -> None:
    found = one("Troops in Nigeria burnt Kware Bala, a town that fighters had held in Borno.", "Kware Bala")
    assert found.place is None


def test_a_local_government_area_that_stands_weakly_is_looked_up_with_its_width() -> None:
    found = one("Gunmen in Nigeria raided Maradun Local Government Area.", "Maradun Local Government Area")
    assert found.place is not None and (found.place.name, found.place.uncertainty_km) == ("Maradun", 30.0)


def test_a_village_that_is_new_points_back_to_none() -> None:
    (found,) = resolve("Troops left Aleppo on Monday. Later they shelled a village.", "a village")
    assert (found.place, found.reason.rule) == (None, "names no place")
