"""An event as a whole: who counts as an origin, the rows of the who-says-what table, the order of nothing, the JSON form."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_views_told import AMRA, ANA, ARMY, BRIGADE, FRONT, NAVY, OLE, QASR_LIM, STATE, TEL_OR, injured, killed, tell

from whence.link.views import Named, Rule, Standing, Told, account_rows, foretelling_rows, view_event, view_to_json
from whence.terms import Account, Certainty, Claim, EventType, Feature, Identity, Mode, SourceKind, Status

WIRE = tell(
    "Jets struck a market in Qasr Lim on Monday, killing at least 12 people, residents said.",
    "struck",
    mode=Mode.AERIAL,
    actor=["Jets"],
    recipient=["a market", "at least 12 people"],
    place=[("Qasr Lim", QASR_LIM)],
    time="on Monday",
    toll=[killed("at least 12", 12, None)],
    source="residents",
    kind=SourceKind.WITNESS,
    outlet="Gulf Line",
)
REPRINT = tell(
    "Jets struck a market in Qasr Lim on Monday, killing at least 12 people, residents said.",
    "struck",
    mode=Mode.AERIAL,
    actor=["Jets"],
    recipient=["a market", "at least 12 people"],
    place=[("Qasr Lim", QASR_LIM)],
    time="on Monday",
    toll=[killed("at least 12", 12, None)],
    source="residents",
    outlet="Lake Post",
    published="2031-05-07",
    copy_of=WIRE,
)
DENIAL = tell(
    "The army denied that it struck a market. It struck two boats of the Lim Front and killed seven fighters.",
    "struck",
    status=Status.DID_NOT_OCCUR,
    actor=[("it", ARMY)],
    recipient=["a market"],
    source=("The army", ARMY),
    kind=SourceKind.OFFICIAL,
    outlet="State Bureau",
    published="2031-05-07",
)
BOATS = tell(
    "The army denied that it struck a market. It struck two boats of the Lim Front and killed seven fighters.",
    "killed",
    actor=[("It", ARMY)],
    recipient=[("two boats of the Lim Front", FRONT), "seven fighters"],
    toll=[killed("seven", 7, 7)],
    source=("The army", ARMY),
    kind=SourceKind.OFFICIAL,
    outlet="State Bureau",
    published="2031-05-07",
)
RADIO = tell(
    "The army's jets bombed Tel Or and murdered more than 30 farmers, this station has learned; 20 to 25 were hurt.",
    "bombed",
    actor=[("The army's jets", ARMY)],
    recipient=["more than 30 farmers"],
    place=[("Tel Or", TEL_OR)],
    toll=[killed("more than 30", 31, None), injured("20 to 25", 20, 25)],
    date="2031-05-04",
    outlet="Free Dunes Radio",
    published="2031-05-08",
)
HEADLINE = tell("Market bombed. A market was struck in Amra, the Lim Front said.", "bombed", recipient=["Market"], outlet="Hill Post", date=None)
SAID = tell(
    "Market bombed. A market was struck in Amra, the Lim Front said.",
    "struck",
    recipient=["A market"],
    place=[("Amra", AMRA)],
    source=("the Lim Front", FRONT),
    kind=SourceKind.ARMED_GROUP,
    outlet="Hill Post",
    date="2031-05",
    certainty=Certainty.INFERRED,
    published=None,
)
MEMBERS = [WIRE, REPRINT, DENIAL, BOATS, RADIO, HEADLINE, SAID]
THREAT = tell("The army vowed to strike.", "strike", status=Status.PLANNED, source=("The army", ARMY), published="2031-05-01", date="2031-05-02/..")


# The order of members


@settings(deadline=None)
@given(st.permutations(MEMBERS), st.integers(0, len(MEMBERS)))
def test_the_order_of_members_never_changes_the_view(members: list[Told], n_again: int) -> None:
    view = view_event([*members, *members[:n_again]], foretold=[THREAT])
    assert view == view_event(MEMBERS, foretold=[THREAT])
    assert json.dumps(view_to_json(view)) == json.dumps(view_to_json(view_event(MEMBERS, foretold=[THREAT])))


@settings(deadline=None)
@given(st.lists(st.sampled_from(MEMBERS), min_size=1))
def test_any_claims_give_a_view_whose_figures_hold_together(members: list[Told]) -> None:
    view = view_event(members)
    ids = {told.claim.id for told in members}
    assert {claim for row in account_rows(view) for claim in row.claims} == ids
    assert {claim for parted in view.contested for side in parted.sides for claim in side.backing.claims} <= ids
    assert all(len(parted.sides) > 1 for parted in view.contested)
    assert 1 <= view.n_origins <= len({told.origin for told in members})
    low, best, high = view.derived.ucdp.low, view.derived.ucdp.best, view.derived.ucdp.high
    assert low is None or best is None or high is None or low <= best <= high
    airwars = view.derived.airwars.killed
    assert airwars is None or airwars.low <= airwars.high


def test_an_event_without_claims_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one claim"):
        view_event([])


# Origins


def test_reports_outlets_and_origins_are_counted_apart() -> None:
    view = view_event([WIRE, REPRINT, RADIO])
    assert (view.n_reports, view.n_outlets, view.n_origins) == (3, 3, 2)


def test_an_unnamed_outlet_is_counted_as_unnamed() -> None:
    view = view_event([WIRE, tell("Jets struck a market.", "struck", outlet=None)])
    assert (view.n_outlets, view.n_unnamed) == (1, 1)


def test_a_headline_above_its_source_is_no_origin_of_its_own() -> None:
    assert view_event([HEADLINE, SAID]).n_origins == 1
    assert view_event([HEADLINE]).n_origins == 1
    assert view_event([HEADLINE, SAID, RADIO]).n_origins == 2


def test_the_own_voice_of_a_report_that_only_names_a_denier_is_an_origin() -> None:
    own = tell("Jets struck a market. The army denied it struck.", "struck a market")
    denied = tell("Jets struck a market. The army denied it struck.", "it struck", status=Status.DID_NOT_OCCUR, source=("The army", ARMY))
    assert view_event([own, denied]).n_origins == 2


@pytest.mark.parametrize("published", ["2031-05-06", "2031-05-09"])
def test_a_sentence_that_an_outlet_prints_again_is_one_origin_whatever_its_pronoun_was_taken_for(published: str) -> None:
    passage = "It struck the depot at the river before dawn and took two boats, it said."
    lead, later = f"The Lim Front spoke up. {passage}", f"A second page of the day. {passage}"
    by_front = tell(lead, "struck", actor=[("It", FRONT)], source=("it", FRONT), kind=SourceKind.ARMED_GROUP, outlet="Hill Post", published=published)
    by_it = tell(later, "struck", actor=["It"], source="it", outlet="Hill Post", published="2031-05-07")
    own = tell(later, "struck", actor=[("It", BRIGADE)], outlet="Hill Post", published="2031-05-08")
    for again in (by_it, own):
        view = view_event([by_front, again])
        assert view.n_origins == 1
        assert view.grade.rule is Rule.ONE_ORIGIN
    assert [row.origin for row in account_rows(view_event([by_front, by_it]))] == ["lim-front"]


def test_a_sentence_whose_they_was_taken_for_two_parties_is_no_contradiction() -> None:
    passage = "They shelled the market of the old town from the hills all morning."
    views = [
        view_event(
            [
                tell(f"{before}. {passage}", "shelled", actor=[("They", who)], outlet=outlet)
                for before, who, outlet in (("One page", FRONT, "Hill Post"), ("Another page", ARMY, other))
            ]
        )
        for other in ("Hill Post", "Bay Post")
    ]
    assert [view.n_origins for view in views] == [1, 2]
    assert [view.grade.rule for view in views] == [Rule.ONE_ORIGIN, Rule.SEVERAL_ACCUSED]


def test_two_sources_of_one_sentence_stay_two_where_it_is_printed_again() -> None:
    passage = "Jets struck the old depot at the river, the army and the Lim Front said."
    sources = [("the army", ARMY), ("the Lim Front", FRONT)]
    tellings = [tell(f"{page} page. {passage}", "struck", source=source, outlet="Hill Post") for page in ("One", "Another") for source in sources]
    assert view_event(tellings).n_origins == 2


def test_a_short_sentence_alone_is_not_known_again() -> None:
    front = tell("The Lim Front was asked at noon. They did it.", "did", source=("They", FRONT), outlet="Hill Post")
    army = tell("Officers of the army were heard. They did it.", "did", source=("They", ARMY), outlet="Hill Post")
    assert view_event([front, army]).n_origins == 2


@pytest.mark.parametrize(
    ("above", "below", "n_origins"),
    [
        ("Watch", "the Lim Watch office", 1),
        ("Lim Watch office", "Watch", 1),
        ("Ministry of Health", "the Ministry of Defence", 2),
        ("Council", "Lim Watch", 2),
    ],
)
def test_a_headline_echoes_a_source_whose_words_hold_its_own(above: str, below: str, n_origins: int) -> None:
    text = f"{above} says market bombed. A market was struck on Monday, {below} said."
    headline = tell(text, "bombed", source=(above, ANA), outlet="Hill Post", origin="above")
    body = tell(text, "struck", source=(below, OLE), outlet="Hill Post", origin="below")
    renamed = [replace(told, claim=without_names(told.claim)) for told in (headline, body)]
    view = view_event(renamed)
    assert view.n_origins == n_origins
    assert [row.counts_as for row in account_rows(view)] == (["below", "below"] if n_origins == 1 else ["above", "below"])


def without_names(claim: Claim) -> Claim:
    """Call the source of a claim by its words alone."""
    (link,) = claim.account.links
    assert link.source is not None
    return replace(claim, account=Account((replace(link, name=link.source.words, identity=None),)))


@pytest.mark.parametrize(("above", "below", "n_origins"), [(STATE, ARMY, 1), (STATE, FRONT, 2), (NAVY, ARMY, 1), (NAVY, FRONT, 2)])
def test_a_headline_by_a_state_echoes_its_organ_below(above: Identity, below: Identity, n_origins: int) -> None:
    text = "Amra says market bombed. A market was struck on Monday, the general staff said."
    headline = tell(text, "bombed", source=("Amra", above))
    assert view_event([headline, tell(text, "struck", source=("the general staff", below))]).n_origins == n_origins


def test_counts_of_values_are_those_of_the_header() -> None:
    ongoing = tell("Market burning. A market was struck, the army said.", "burning", status=Status.ONGOING, outlet="Hill Post")
    said = tell("Market burning. A market was struck, the army said.", "struck", source=("the army", ARMY), outlet="Hill Post")
    view = view_event([ongoing, said, RADIO])
    assert view.n_origins == 2
    assert {held.value: held.backing.origins for held in view.statuses}[Status.ONGOING] == ("army-of-amra",)
    assert len({row.counts_as for row in account_rows(view)}) == view.n_origins


@pytest.mark.parametrize(("described", "n_origins"), [("the office", 1), ("an office", 2), ("the army", 2)])
def test_the_office_is_the_one_that_was_named_before(described: str, n_origins: int) -> None:
    text = f"A day of war. Jets struck a depot, the Dunes Rights Office said. Four were killed there, {described} said."
    named = tell(text, "struck", source=("the Dunes Rights Office", FRONT), kind=SourceKind.RIGHTS_BODY)
    assert view_event([named, tell(text, "killed", source=described, kind=SourceKind.RIGHTS_BODY)]).n_origins == n_origins


def test_the_office_is_nobody_where_two_were_named_before() -> None:
    text = "A day of war. Jets struck, the Dunes Office and the Rights Office said. They hit a depot, the office said."
    named = [tell(text, "struck", source=source) for source in (("the Dunes Office", FRONT), ("the Rights Office", ARMY))]
    assert view_event([*named, tell(text, "hit", source="the office")]).n_origins == 3


def test_a_spokesman_speaks_as_the_party_that_speaks_too() -> None:
    text = "Jets struck a depot, the Lim Front said. Lim Front spokesman Ana Holm said they struck. Boats were hit too, Holm said."
    front = tell(text, "struck a depot", source=("the Lim Front", FRONT), kind=SourceKind.ARMED_GROUP)
    spokesman = tell(text, "they struck", source=("Lim Front spokesman Ana Holm", ANA), kind=SourceKind.ARMED_GROUP)
    later = tell(text, "hit", source=("Holm", ANA))
    view = view_event([front, spokesman, later])
    assert (view.n_origins, view.grade.rule) == (1, Rule.ONE_ORIGIN)
    assert view_event([spokesman, later]).grade.backing.origins == ("ana-holm",)


def test_parties_stand_by_origins_then_by_claims_then_as_told() -> None:
    text = "Boats hit infants, a bus and people. People were hit again. A bus was hit."
    first = tell(text, "hit infants", recipient=["infants", "a bus", "people"])
    view = view_event([first, tell(text, "were hit", recipient=["People"])])
    assert [party.name.lower() for party in view.recipients] == ["people", "infants", "bus"]


# Rows


def test_a_reprint_stands_in_the_row_of_what_it_reprints() -> None:
    (row,) = account_rows(view_event([WIRE, REPRINT]))
    assert [(carrier.outlet, carrier.copy_of) for carrier in row.carriers] == [("Gulf Line", None), ("Lake Post", WIRE.report.id)]
    assert row.claims == (WIRE.claim.id, REPRINT.claim.id)
    assert (row.words, [figure.low for figure in row.figures]) == (("struck",), [12])


def test_an_account_that_tells_one_thing_and_denies_another_has_two_rows() -> None:
    rows = account_rows(view_event([DENIAL, BOATS]))
    assert [(row.origin_name, row.standing) for row in rows] == [("Army of Amra", Standing.TOLD), ("Army of Amra", Standing.DENIED)]


def test_one_account_under_two_names_is_one_row() -> None:
    text = "The army struck a depot, the general staff said. The depot was hit, it said."
    first = tell(text, "struck", source=("the general staff", ARMY))
    second = tell(text, "hit", source=("it", ARMY))
    (row,) = account_rows(view_event([first, second]))
    assert row.chain == (Named(("the general staff", "it"), "Army of Amra"),)
    assert row.words == ("struck", "hit")


def test_what_another_source_passes_on_is_a_row_of_its_own_and_the_same_origin() -> None:
    direct = tell("The army said it struck.", "struck", source=("The army", ARMY))
    text = "State television quoted the army as saying it struck."
    passed_on = tell(text, "struck", source=("the army", ARMY), outer="State television", outlet="Hill Post")
    view = view_event([direct, passed_on])
    assert [len(row.chain) for row in account_rows(view)] == [1, 2]
    assert view.n_origins == 1


def test_rows_stand_by_origins_of_their_standing_then_by_time_and_echoes_last() -> None:
    rows = account_rows(view_event(MEMBERS))
    assert [(row.standing, row.echo, row.carriers[0].outlet) for row in rows] == [
        (Standing.TOLD, False, "Gulf Line"),
        (Standing.TOLD, False, "State Bureau"),
        (Standing.TOLD, False, "Free Dunes Radio"),
        (Standing.TOLD, False, "Hill Post"),
        (Standing.TOLD, True, "Hill Post"),
        (Standing.DENIED, False, "State Bureau"),
    ]


def test_denials_stand_first_where_more_origins_deny() -> None:
    more = tell("No market was struck, nurses said.", "struck", status=Status.DID_NOT_OCCUR, source="nurses", outlet="Harbor Line")
    rows = account_rows(view_event([WIRE, DENIAL, more]))
    assert [row.standing for row in rows] == [Standing.DENIED, Standing.DENIED, Standing.TOLD]


def test_what_foretells_an_event_is_listed_and_counts_for_nothing() -> None:
    view = view_event([WIRE], foretold=[THREAT])
    assert [row.statuses for row in foretelling_rows(view)] == [(Status.PLANNED,)]
    alone = view_event([WIRE])
    assert (view.n_origins, view.grade, view.contested, view.when) == (alone.n_origins, alone.grade, alone.contested, alone.when)


def test_a_single_account_is_a_whole_view() -> None:
    view = view_event([WIRE])
    assert (view.type, view.mode, view.n_origins, view.contested, view.n_contradictions) == (EventType.ASSAULT, Mode.AERIAL, 1, (), 0)
    (row,) = account_rows(view)
    assert (row.kind, row.places, row.dates[0].edtf) == (SourceKind.WITNESS, (Named(("Qasr Lim",), "Qasr Lim, AM"),), "2031-05-05")


# JSON


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_of(inner)}
    return {key for inner in value for key in keys_of(inner)} if isinstance(value, list) else set()


def test_every_key_of_the_json_form_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "accounts.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"`(\w+)`", page))
    assert keys_of(view_to_json(view_event(MEMBERS, foretold=[THREAT]))) <= documented


def test_the_json_form_is_plain_json() -> None:
    form = view_to_json(view_event(MEMBERS, foretold=[THREAT]))
    assert json.loads(json.dumps(form)) == form
    assert form["toll"]["derived"]["acled"]["fatalities"] == 12


@pytest.mark.parametrize(
    ("kind", "n_origins", "totals"),
    [
        (SourceKind.RIGHTS_BODY, 1, ["Fourteen civilians"]),
        (SourceKind.UNKNOWN, 1, ["Fourteen civilians"]),
        (SourceKind.WITNESS, 2, ["Fourteen civilians", "14"]),
    ],
)
def test_a_headline_whose_source_is_only_described_echoes_the_one_named_below_it(kind: SourceKind, n_origins: int, totals: list[str]) -> None:
    text = "Group says 14 died in strike. Fourteen civilians were killed, Ana Holm of Lim Watch said."
    headline = tell(text, "died", source="Group", kind=kind, toll=[killed("14", 14, 14)], origin="source:group")
    body = tell(text, "were killed", source=("Ana Holm", ANA), kind=SourceKind.RIGHTS_BODY, toll=[killed("Fourteen civilians", 14, 14)])
    view = view_event([headline, body])
    assert view.n_origins == n_origins
    assert sorted(total.words for total in view.totals) == sorted(totals)
    assert [row.echo for row in account_rows(view)] == ([False, True] if n_origins == 1 else [False, False])


def test_a_headline_by_a_hospital_echoes_its_director_below() -> None:
    text = "Hospital says 14 died in strike. Fourteen people were killed, hospital director Ana Holm said."
    headline = tell(text, "died", source="Hospital", kind=SourceKind.MEDICAL, origin="source:hospital")
    body = tell(text, "were killed", source=("hospital director Ana Holm", ANA), kind=SourceKind.OFFICIAL)
    view = view_event([headline, body])
    assert view.n_origins == 1
    assert view.grade.why == "It is told by Ana Holm alone."


def test_voices_of_one_origin_are_told_to_count_as_one() -> None:
    text = "A market was bombed, residents said. A market was struck, a doctor said."
    view = view_event([tell(text, "bombed", source="residents"), tell(text, "struck", source="a doctor")])
    assert view.grade.why == "It is told by residents (Zab Courier) and a doctor (Zab Courier), which count as one."


def test_a_described_source_in_the_body_is_an_origin_of_its_own() -> None:
    text = "Strike on a market. A rights group said that 14 died. Fourteen were killed, Ana Holm said."
    group = tell(text, "died", source="A rights group", kind=SourceKind.RIGHTS_BODY, origin="group")
    assert view_event([group, tell(text, "were killed", source=("Ana Holm", ANA), kind=SourceKind.RIGHTS_BODY)]).n_origins == 2


def test_a_region_and_its_town_of_one_name_are_told_apart() -> None:
    region = QASR_LIM | {"id": "t:9", "feature": Feature.REGION, "uncertainty_km": 90.0}
    view = view_event(
        [tell("A raid hit Qasr Lim.", "raid", place=[("Qasr Lim", known)], outlet=outlet) for known, outlet in ((QASR_LIM, "A"), (region, "B"))]
    )
    assert {place.name for place in view.places} == {"Qasr Lim, AM", "Qasr Lim, AM (region)"}
    assert view.place is not None
    assert view.place.name == "Qasr Lim, AM"
