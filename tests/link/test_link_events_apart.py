"""What cannot be one happening, whatever else agrees: two towns, two days, who hit whom turned round, one sentence that tells of two acts."""

import pytest
from link_events_made import ARMY, FRONT, KUFRA, LIBYA, SEBHA, telling

from whence.link.events import Telling, TollTold, explain, link, tellings_of
from whence.terms import Certainty, Claim, ClaimId, EventType, Feature, Harm, Location, Reading, Report, ReportId, Span, Status

STRIKE = telling("a")
ALIKE = telling("b")


def n_events(*tellings: Telling) -> int:
    return len(link(tellings).events)


def test_a_toll_in_the_billions_is_linked_as_others_are() -> None:
    toll = TollTold(Harm.DISPLACED, 3_000_000_000, None)
    assert n_events(telling("a", tolls=(toll,)), telling("b", tolls=(toll,))) == 1


def test_tellings_that_agree_in_everything_are_one_event() -> None:
    assert n_events(STRIKE, ALIKE) == 1
    assert explain(STRIKE, ALIKE).apart is None


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        pytest.param(telling("b", places=(SEBHA,), place_words=("sebha",)), "points too far apart to be one", id="two strikes of one day"),
        pytest.param(telling("b", on="2025-03-05", published="2025-03-06"), "days told on both sides that cannot be one", id="anniversary"),
        pytest.param(telling("b", on="2024-03-08", published="2024-03-08"), "days told on both sides that cannot be one", id="second attack"),
        pytest.param(
            telling("b", actors=(ARMY,), actor_words=("armi",), recipients=(FRONT,), recipient_words=("dune", "front")),
            "who acted in one was acted on in the other",
            id="retaliation",
        ),
        pytest.param(telling("b", "report of a", what=("abduct",)), "one sentence tells of both, in words of different kinds", id="one sentence"),
    ],
)
def test_a_pair_that_cannot_be_one_is_kept_apart_and_says_why(other: Telling, reason: str) -> None:
    assert n_events(STRIKE, other) == 2
    assert explain(STRIKE, other).apart == reason


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(telling("b", places=(LIBYA,), place_words=("libya",)), id="the country instead of the town"),
        pytest.param(telling("b", places=(SEBHA, KUFRA)), id="two towns, one of them the same"),
        pytest.param(telling("b", on="2024-03-06", published="2024-03-06"), id="the night after, a day later"),
        pytest.param(telling("b", on="2024-03-08", published="2024-03-08", certainty=Certainty.INFERRED), id="a date inferred from the report's"),
        pytest.param(
            telling("b", type=EventType.CONSULT, what=("meet",), actors=(ARMY,), recipients=(FRONT,)), id="a meeting told from the other side"
        ),
    ],
)
def test_what_may_be_one_is_not_forbidden(other: Telling) -> None:
    assert explain(STRIKE, other).apart is None


def test_a_third_that_is_like_both_does_not_join_what_is_kept_apart() -> None:
    other = telling("b", places=(SEBHA,), place_words=("sebha",))
    between = telling("c", places=(), place_words=())
    linking = link([STRIKE, other, between])
    assert linking.event_of(STRIKE.claim) != linking.event_of(other.claim)
    assert len(linking.events) == 2


TOWN_A, TOWN_B = (
    {"name": "Qasr Lim", "id": f"t:{country}", "feature": Feature.SETTLEMENT, "admin1": admin1, "countries": (country,), "lat": lat, "lon": lat}
    for country, admin1, lat in (("AM", "North Amra", 30.0), ("OR", "Low Orland", 50.0))
)
AMRA, ORLAND = (
    {"name": name, "id": f"t:{name}", "feature": Feature.COUNTRY, "countries": (country,), "lat": lat, "lon": lat, "uncertainty_km": 900.0}
    for name, country, lat in (("Amra", "AM", 31.0), ("Orland", "OR", 51.0))
)
NORTH = AMRA | {"name": "North Amra", "id": "t:north", "feature": Feature.REGION, "uncertainty_km": 500.0}


def told(text: str, *places: tuple[str, dict[str, object]]) -> Telling:
    """Take the telling of a text's "bombed", with places by their words."""

    def span(words: str) -> Span:
        return Span(start := text.index(words), start + len(words), text)

    locations = tuple(Location(span=span(words), rule="test", reason="", **{"uncertainty_km": 3.0, **place}) for words, place in places)
    spans = tuple(location.span for location in locations)
    claim = Claim(id=ClaimId(text), type=EventType.ASSAULT, status=Status.OCCURRED, what=(span("bombed"),), place=spans, locations=locations)
    return tellings_of(Reading(report=Report(id=ReportId(text), text=text), claims=(claim,)))[0]


@pytest.mark.parametrize(
    "one",
    [
        told("A market was bombed in Qasr Lim, Amra, on Monday.", ("Qasr Lim", TOWN_A), ("Amra", AMRA)),
        told("A market was bombed in Qasr Lim, North Amra, Amra.", ("Qasr Lim", TOWN_A), ("North Amra", NORTH), ("Amra.", AMRA)),
        told("A market was bombed in Qasr Lim, in the North Amra.", ("Qasr Lim", TOWN_A), ("North Amra", NORTH)),
        told("A market was bombed in Qasr Lim (Amra).", ("Qasr Lim", TOWN_A), ("Amra", AMRA)),
    ],
)
def test_towns_of_one_name_in_two_lands_are_kept_apart_where_the_land_is_named_too(one: Telling) -> None:
    other = told("A market was bombed in Qasr Lim, Orland, on Monday.", ("Qasr Lim", TOWN_B), ("Orland", ORLAND))
    assert [place.id for place in one.places] == ["t:AM"]
    assert explain(one, other).apart == "points too far apart to be one"


def test_a_land_that_is_struck_beside_its_town_stays_a_place() -> None:
    one = told("Towns were bombed in Qasr Lim and in Amra.", ("Qasr Lim", TOWN_A), ("Amra", AMRA))
    two = told("Towns were bombed in Qasr Lim, Orland.", ("Qasr Lim", TOWN_A), ("Orland", ORLAND))
    assert [len(telling.places) for telling in (one, two)] == [2, 2]
