"""Type, parties, place and time of an event, and where accounts part over them."""

from __future__ import annotations

import pytest
from link_views_told import AMRA, ANA, ARMY, BRIGADE, FRONT, OLE, ORLAND, QASR_LIM, STATE, TEL_OR, Who, tell

from whence.link.views import EventView, Field, Kind, Told, view_event
from whence.terms import Certainty, EventType, Mode, Status


def kinds(view: EventView, field: Field) -> list[Kind]:
    return [parted.kind for parted in view.contested if parted.field is field]


def one(outlet: str, text: str = "Jets struck the depot.", **more: object) -> Told:
    return tell(text, "struck", outlet=outlet, **more)  # type: ignore[arg-type]


# Type, mode, status


def test_the_type_is_the_one_of_most_origins_not_of_most_reports() -> None:
    wire = one("Gulf Line", type=EventType.COERCE)
    copies = [one(outlet, type=EventType.COERCE, copy_of=wire) for outlet in ("Lake Post", "Hill Post", "Bay Post")]
    view = view_event([wire, *copies, one("Zab Courier"), one("Harbor Line")])
    assert view.type is EventType.ASSAULT
    assert [(held.value, len(held.backing.origins)) for held in view.types] == [(EventType.ASSAULT, 2), (EventType.COERCE, 1)]


def test_a_tie_of_types_goes_by_their_list() -> None:
    assert view_event([one("Zab Courier"), one("Harbor Line", type=EventType.COERCE)]).type is EventType.COERCE


def test_the_mode_is_told_by_those_who_tell_one() -> None:
    view = view_event([one("Zab Courier"), one("Harbor Line"), one("Gulf Line", mode=Mode.DRONE)])
    assert view.mode is Mode.DRONE
    assert view_event([one("Zab Courier")]).mode is None


def test_told_and_denied_is_a_contradiction_of_status() -> None:
    denied = one("State Bureau", "The army denied that jets struck the depot.", status=Status.DID_NOT_OCCUR, source=("The army", ARMY))
    (parted,) = (p for p in view_event([one("Zab Courier"), denied]).contested if p.field is Field.STATUS)
    assert parted.kind is Kind.CONTRADICTION
    assert {side.values for side in parted.sides} == {("occurred",), ("did_not_occur",)}


def test_ongoing_and_occurred_differ_by_the_day() -> None:
    assert kinds(view_event([one("Zab Courier"), one("Harbor Line", status=Status.ONGOING)]), Field.STATUS) == [Kind.AS_OF]


# Parties

PARTIES = "The army, the government, the Lim Front, the Dune Brigade, gunmen, rebels, soldiers, jets or raiders struck the depot."


def by(who: Who, outlet: str) -> Told:
    return one(outlet, PARTIES, actor=[who])


def test_wordings_of_one_identity_are_one_party() -> None:
    text = "The army struck the depot. Its troops struck again."
    later = one("Harbor Line", text, actor=[("Its troops", ARMY)], published="2031-05-07")
    view = view_event([later, one("Zab Courier", text, actor=[("The army", ARMY)])])
    (party,) = view.actors
    assert party.name == "Army of Amra"
    assert party.words == ("The army", "Its troops")
    assert len(party.backing.origins) == 2
    assert kinds(view, Field.ACTOR) == []


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (("The army", ARMY), ("the Lim Front", FRONT), Kind.CONTRADICTION),
        (("the Lim Front", FRONT), ("the Dune Brigade", BRIGADE), Kind.CONTRADICTION),
        (("The army", ARMY), ("the government", STATE), Kind.GRANULARITY),
        (("the Lim Front", FRONT), "gunmen", Kind.GRANULARITY),
        (("The army", ARMY), "rebels", Kind.CONTRADICTION),
        ("soldiers", "rebels", Kind.CONTRADICTION),
        ("gunmen", "raiders", Kind.WORDING),
    ],
)
def test_two_actors_differ_by_who_they_are(a: Who, b: Who, kind: Kind) -> None:
    assert kinds(view_event([by(a, "Zab Courier"), by(b, "Harbor Line")]), Field.ACTOR) == [kind]


def test_two_actors_that_one_voice_names_together_exclude_nothing() -> None:
    both = one("Zab Courier", PARTIES, actor=[("the Lim Front", FRONT), ("the Dune Brigade", BRIGADE)])
    assert kinds(view_event([both, by(("the Lim Front", FRONT), "Harbor Line")]), Field.ACTOR) == []


def test_parties_to_one_meeting_exclude_nothing() -> None:
    text = "The army met the Lim Front."
    one_, other = (
        tell(text, "met", type=EventType.CONSULT, actor=[who], outlet=outlet)
        for who, outlet in ((("The army", ARMY), "Zab Courier"), (("the Lim Front", FRONT), "Hill Post"))
    )
    assert kinds(view_event([one_, other]), Field.ACTOR) == [Kind.GRANULARITY]


def test_two_victims_exclude_nothing_but_two_sides_do() -> None:
    def hit(who: Who, outlet: str) -> Told:
        return one(outlet, "Jets struck Ana Holm, Ole Berg, the Lim Front and the Dune Brigade.", recipient=[who])

    victims = [hit(("Ana Holm", ANA), "Zab Courier"), hit(("Ole Berg", OLE), "Harbor Line")]
    assert kinds(view_event(victims), Field.RECIPIENT) == [Kind.GRANULARITY]
    sides = [hit(("the Lim Front", FRONT), "Zab Courier"), hit(("the Dune Brigade", BRIGADE), "Harbor Line")]
    assert kinds(view_event(sides), Field.RECIPIENT) == [Kind.CONTRADICTION]


def test_sides_that_exclude_the_same_others_stand_together() -> None:
    text = "The strike hit a market, a bus, two soldiers."
    hit = [
        tell(text, "hit", recipient=[words], outlet=outlet)
        for words, outlet in (("a market", "Zab Courier"), ("a bus", "Harbor Line"), ("two soldiers", "State Bureau"))
    ]
    (parted,) = (p for p in view_event(hit).contested if p.field is Field.RECIPIENT and p.kind is Kind.CONTRADICTION)
    assert {frozenset(side.values) for side in parted.sides} == {frozenset({"market", "bus"}), frozenset({"soldiers"})}


def test_a_party_only_named_in_a_denial_is_no_side() -> None:
    text = "The army denied that it struck any civilians."
    denied = one("State Bureau", text, status=Status.DID_NOT_OCCUR, source=("The army", ARMY), recipient=["civilians"])
    told = tell("Jets struck two soldiers.", "struck", recipient=["two soldiers"])
    view = view_event([told, denied])
    assert kinds(view, Field.RECIPIENT) == []
    assert [(party.name, len(party.denied.origins)) for party in view.recipients if party.denied.claims] == [("civilians", 1)]


@pytest.mark.parametrize("words", ["it", "They", "At least 12", "more than 20"])
def test_pronouns_and_bare_figures_are_no_parties(words: str) -> None:
    assert view_event([tell(f"Jets struck and {words} fell.", "struck", recipient=[words])]).recipients == ()


# Place


def at(outlet: str, *known: dict[str, object] | None) -> Told:
    return one(outlet, "Jets struck Qasr, Tel or Amra.", place=list(zip(("Qasr", "Tel", "Amra"), known, strict=False)))


def test_a_town_and_its_country_differ_in_granularity_and_the_town_is_best() -> None:
    view = view_event([at("Zab Courier", AMRA), at("Harbor Line", AMRA), at("Gulf Line", QASR_LIM)])
    assert kinds(view, Field.PLACE) == [Kind.GRANULARITY]
    assert view.place is not None
    assert view.place.name == "Qasr Lim, AM"
    assert len(view.place.with_it.origins) == 3


def test_two_towns_far_apart_are_a_contradiction_and_most_origins_give_the_best() -> None:
    view = view_event([at("Zab Courier", QASR_LIM), at("Harbor Line", TEL_OR), at("Gulf Line", TEL_OR)])
    (parted,) = (p for p in view.contested if p.field is Field.PLACE)
    assert parted.kind is Kind.CONTRADICTION
    assert "111 km apart" in parted.why[0]
    assert view.place is not None
    assert (view.place.name, len(view.place.against.origins)) == ("Tel Or, AM", 1)


def test_two_countries_are_a_contradiction_though_their_extents_overlap() -> None:
    assert kinds(view_event([at("Zab Courier", AMRA), at("Harbor Line", ORLAND)]), Field.PLACE) == [Kind.CONTRADICTION]


def test_a_town_of_another_country_contradicts_the_country() -> None:
    assert kinds(view_event([at("Zab Courier", QASR_LIM), at("Harbor Line", ORLAND)]), Field.PLACE) == [Kind.CONTRADICTION]


def test_two_places_of_one_claim_exclude_nothing() -> None:
    assert kinds(view_event([at("Zab Courier", QASR_LIM, TEL_OR), at("Harbor Line", TEL_OR)]), Field.PLACE) == []


def test_places_in_words_alone_are_told_but_give_no_point() -> None:
    view = view_event([at("Zab Courier", None)])
    assert view.place is None
    assert [place.name for place in view.places] == ["Qasr"]


# Time


def on(outlet: str, date: str | None, certainty: Certainty = Certainty.EXACT) -> Told:
    return one(outlet, date=date, certainty=certainty)


def test_a_month_that_holds_the_day_differs_in_granularity_and_widens_nothing() -> None:
    view = view_event([on("Zab Courier", "2031-05-05"), on("Harbor Line", "2031-05")])
    assert kinds(view, Field.DATE) == [Kind.GRANULARITY]
    assert (view.when.interval, view.when.day, len(view.when.backing.origins)) == ("2031-05-05", "2031-05-05", 2)


def test_two_days_are_a_contradiction_and_span_the_interval() -> None:
    view = view_event([on("Zab Courier", "2031-05-05"), on("Harbor Line", "2031-05-05"), on("Gulf Line", "2031-05-06")])
    (parted,) = (p for p in view.contested if p.field is Field.DATE)
    assert parted.kind is Kind.CONTRADICTION
    assert "a night or a time zone can part them" in parted.why[0]
    assert (view.when.interval, view.when.day) == ("2031-05-05/2031-05-06", "2031-05-05")


def test_an_approximate_day_leaves_room() -> None:
    view = view_event([on("Zab Courier", "2031-05-05"), on("Harbor Line", "2031-05-03~", Certainty.APPROXIMATE)])
    assert kinds(view, Field.DATE) == [Kind.GRANULARITY]


def test_inferred_dates_count_only_where_no_claim_has_its_own() -> None:
    own = view_event([on("Zab Courier", "2031-05-05"), on("Harbor Line", "2031-05-06", Certainty.INFERRED)])
    assert (own.when.day, own.when.inferred, kinds(own, Field.DATE)) == ("2031-05-05", False, [])
    inferred = view_event([on("Harbor Line", "2031-05-06", Certainty.INFERRED)])
    assert (inferred.when.day, inferred.when.inferred) == ("2031-05-06", True)


def test_a_longer_time_of_most_origins_is_better_than_a_day_of_one() -> None:
    view = view_event([on("Zab Courier", "2031-05-01/2031-05-03"), on("Harbor Line", "2031-05-01/2031-05-03"), on("Gulf Line", "2031-05-09")])
    assert (view.when.best, view.when.day, view.when.interval) == ("2031-05-01/2031-05-03", None, "2031-05-01/2031-05-09")


@pytest.mark.parametrize(("date", "interval"), [("2031-05-05/..", "2031-05-05/.."), ("../2031-05-05", "../2031-05-05")])
def test_an_open_date_stays_open(date: str, interval: str) -> None:
    assert view_event([on("Zab Courier", date, Certainty.RANGE)]).when.interval == interval


def test_no_date_is_said_to_be_none() -> None:
    view = view_event([on("Zab Courier", None)])
    assert (view.when.interval, view.when.day, view.when.why) == (None, None, "No account tells when.")
