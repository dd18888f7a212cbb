"""The toll: what each figure counts, and the figures that follow by the rules of others."""

from __future__ import annotations

from typing import Any

import pytest
from link_views_told import FRONT, injured, killed, tell

from whence.link.views import Disagreement, EventView, Field, Kind, People, Range, Role, Scope, Told, view_event
from whence.terms import Harm, SourceKind, Status


def toll_kinds(view: EventView, harm: Harm = Harm.KILLED) -> list[Kind]:
    return [parted.kind for parted in tolls(view) if parted.about == harm.value]


def tolls(view: EventView) -> list[Disagreement]:
    return [parted for parted in view.contested if parted.field is Field.TOLL]


def ucdp(view: EventView) -> tuple[int | None, int | None, int | None, bool]:
    found = view.derived.ucdp
    return (found.low, found.best, found.high, found.high_open)


def by_council(text: str = "The strike killed 12 people, the council said.", *, n: int = 12, open: bool = False, **more: Any) -> Told:
    return tell(text, "killed", source="the council", toll=[killed(str(n), n, None if open else n)], **{"outlet": "Zab Courier", **more})


def by_medics(text: str = "Medics counted 17 killed in the strike.", **more: Any) -> Told:
    return tell(text, "killed", source="Medics", toll=[killed("17", 17, 17)], **{"outlet": "Harbor Line", **more})


# What a figure counts


@pytest.mark.parametrize(
    ("text", "words", "scope"),
    [
        ("The blast killed 12 people in Qasr Lim.", "12", Scope.HAPPENING),
        ("The blast has killed 12 people so far, police said.", "12", Scope.RUNNING),
        ("So far, 12 people have been killed.", "12", Scope.RUNNING),
        ("The death toll has risen to 12, the hospital said, after more were killed.", "12", Scope.RUNNING),
        ("Two more were killed, bringing the toll to 12.", "12", Scope.RUNNING),
        ("In all, 12 people were killed.", "12", Scope.RUNNING),
        ("At least 12 have been killed since the attack on the market.", "At least 12", Scope.RUNNING),
        ("The blast killed 12 people, who had lived there since they were born.", "12", Scope.HAPPENING),
        ("Shelling has killed 12 people since October.", "12", Scope.BEYOND),
        ("A raid this week killed 12 people.", "12", Scope.HAPPENING),
        ("Raids have killed 12 people this year.", "12", Scope.BEYOND),
        ("Raids have killed 12 people in the past two weeks.", "12", Scope.BEYOND),
        ("The hospital had earlier said that 12 were killed.", "12", Scope.EARLIER),
        ("Police lowered the number of killed from 12.", "12", Scope.HAPPENING),
        ("The number killed was revised from 12.", "12", Scope.EARLIER),
        ("Earlier this week a blast killed 12 people.", "12", Scope.HAPPENING),
    ],
)
def test_words_tell_what_a_figure_covers(text: str, words: str, scope: Scope) -> None:
    (figure,) = view_event([tell(text, "killed", toll=[killed(words, 12, 12)])]).figures
    assert figure.scope is scope
    assert figure.cumulative is (scope in (Scope.RUNNING, Scope.BEYOND))


def test_a_cue_between_two_figures_belongs_to_the_next() -> None:
    text = "The blast killed 5 and brought the toll since October to 300."
    told = tell(text, "killed", toll=[killed("5", 5, 5), killed("300", 300, 300)])
    assert {figure.low: figure.scope for figure in view_event([told]).figures} == {5: Scope.HAPPENING, 300: Scope.BEYOND}


def test_a_figure_for_many_happenings_makes_no_total_of_one() -> None:
    text = "More than 200 raids killed 300 people."
    view = view_event([tell(text, "killed", count=("More than 200", 201, None), toll=[killed("300", 300, 300)])])
    assert view.figures[0].scope is Scope.BEYOND
    assert view.totals == ()
    assert view.derived.acled.fatalities == 0


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("The strike killed 12 people, including two children.", "12", "two"),
        ("The strike killed 12 people, among them two nurses.", "12", "two"),
        ("The strike killed 12 people; two of them were children.", "12", "two"),
        ("The strike killed 12 people. Two of the dead were children.", "12", "Two"),
        ("The strike killed 12 people. Two children were among the dead.", "12", "Two"),
        ("The strike killed 12 people, two of whom were guards.", "12", "two"),
    ],
)
def test_a_subset_is_a_part_and_is_not_added(text: str, whole: str, part: str) -> None:
    view = view_event([tell(text, "killed", toll=[killed(whole, 12, 12), killed(part, 2, 2)])])
    assert {figure.low: figure.role for figure in view.figures} == {12: Role.TOTAL, 2: Role.PART}
    assert ucdp(view) == (12, 12, 12, False)
    assert view.derived.acled.fatalities == 12


OFFICE = "The attack killed 31 people, the office said. Fighters of the Front had killed at least four, it said."


@pytest.mark.parametrize(("killers", "low"), [("Fighters of the Front", 31), ("", 4)])
def test_a_lower_figure_of_a_voice_with_another_party_is_a_part_on_a_later_day_too(killers: str, low: int) -> None:
    def whole(published: str) -> Told:
        return tell(OFFICE, "killed", source="office", toll=[killed("31", 31, None)], recipient=["31 people"], published=published, origin="o")

    actor = [(killers, FRONT)] if killers else []
    some = tell(OFFICE, "had killed", source="office", actor=actor, toll=[killed("at least four", 4, None)], published="2031-05-09", origin="o")
    view = view_event([whole("2031-05-06"), whole("2031-05-09"), some])
    assert view.derived.acled.fatalities == low
    assert [figure.role for figure in view.figures if figure.low == 4] == [Role.PART if killers else Role.TOTAL]


def test_a_total_of_everybody_is_no_lower_than_one_of_civilians_by_the_same_voice() -> None:
    text = "The raid killed 31 villagers, the office said. The Front killed four people, it said."
    whole = tell(text, "killed", source="office", toll=[killed("31 villagers", 31, 31)])
    some = tell(text, "killed four", source="office", actor=[("The Front", FRONT)], toll=[killed("four people", 4, 4)])
    assert view_event([whole, some]).derived.acled.fatalities == 31


def test_a_list_of_subsets_goes_on() -> None:
    text = "The strike killed 12 people, including two women and three children."
    view = view_event([tell(text, "killed", toll=[killed("12", 12, 12), killed("two", 2, 2), killed("three", 3, 3)])])
    assert [figure.role for figure in view.figures] == [Role.TOTAL, Role.PART, Role.PART]


@pytest.mark.parametrize("more", [[killed("four", 4, 4)], []])
def test_those_who_died_of_their_wounds_are_a_part_of_the_total_that_they_raise(more: list[tuple[str, Harm, int, int | None]]) -> None:
    text = "The number of people killed has risen to 13 after four of the wounded died, the hospital said."
    risen, *died = view_event([tell(text, "killed", toll=[killed("13", 13, 13), *more], source="the hospital")]).figures
    assert (risen.role, risen.scope) == (Role.TOTAL, Scope.RUNNING)
    assert [(figure.role, figure.scope) for figure in died] == [(Role.PART, Scope.HAPPENING)] * len(more)


def test_relatives_of_a_witness_are_a_part() -> None:
    others = by_medics()
    kin = tell("I lost my two sons, a woman said.", "lost", recipient=["my two sons"], source="a woman", toll=[killed("two", 2, 2)])
    assert view_event([others, kin]).derived.acled.fatalities == 17


@pytest.mark.parametrize(
    ("people", "figures", "n"),
    [
        ("a girl and her grandmother", [("a girl", 1), ("her grandmother", 1)], 2),
        ("a girl and her grandmother", [("a girl and her grandmother", 2)], 2),
        ("a farmer and his two sons", [("a farmer", 1), ("his two sons", 2)], 3),
        ("a farmer and his two sons", [("a farmer", 1), ("two sons", 2)], 3),
        ("a farmer and his two sons", [("a farmer and his two sons", 3)], 3),
        ("12 people, including a farmer and his two sons", [("12 people", 12), ("a farmer", 1), ("his two sons", 2)], 12),
    ],
)
def test_kin_told_beside_their_owner_add_up(people: str, figures: list[tuple[str, int]], n: int) -> None:
    toll = [killed(words, low, low) for words, low in figures]
    for recipient in ([people], [words for words, _ in figures], []):
        view = view_event([tell(f"The strike killed {people}.", "killed", recipient=recipient, toll=toll)])
        assert ucdp(view) == (n, n, n, False)


def test_named_victims_are_counted_only_where_nobody_counts() -> None:
    text = "The strike killed Ana Holm and Ole Berg."
    named = tell(text, "killed", toll=[killed("Ana Holm", 1, 1), killed("Ole Berg", 1, 1)], outlet="Hill Post")
    assert ucdp(view_event([named])) == (2, 2, 2, False)
    assert ucdp(view_event([named, by_medics()])) == (17, 17, 17, False)


def test_different_people_joined_in_one_claim_are_added_up() -> None:
    text = "The strike killed three soldiers and two children."
    view = view_event([tell(text, "killed", toll=[killed("three", 3, 3), killed("two", 2, 2)])])
    assert [(figure.role, figure.low, figure.people) for figure in view.figures] == [
        (Role.ADDEND, 3, People.FORCES),
        (Role.ADDEND, 2, People.CIVILIANS),
        (Role.TOTAL, 5, People.BOTH),
    ]
    assert view.derived.acled.fatalities == 5


def test_a_list_that_spells_a_total_out_is_not_added_to_it() -> None:
    text = "The strike killed 12 people, three women and nine men."
    view = view_event([tell(text, "killed", toll=[killed("12", 12, 12), killed("three", 3, 3), killed("nine", 9, 9)])])
    assert ucdp(view) == (12, 12, 12, False)


def test_figures_of_two_sentences_are_never_added_up() -> None:
    text = "The strike killed 12 people. Rescuers said that 5 people were killed."
    first = tell(text, "killed", toll=[killed("12", 12, 12)])
    second = tell(text, "were killed", toll=[killed("5", 5, 5)])
    assert ucdp(view_event([first, second])) == (12, 12, 12, False)


def test_another_five_wounded_behind_the_dead_is_the_whole_number_of_the_wounded() -> None:
    text = "The strike killed 12 people and another five were wounded."
    view = view_event([tell(text, "killed", toll=[killed("12", 12, 12), injured("five", 5, 5)])])
    assert [figure.role for figure in view.figures] == [Role.TOTAL, Role.TOTAL]


@pytest.mark.parametrize(
    ("noun", "people"),
    [
        ("civilians", People.CIVILIANS),
        ("schoolchildren", People.CIVILIANS),
        ("non-combatants", People.CIVILIANS),
        ("soldiers", People.FORCES),
        ("terrorists", People.FORCES),
        ("government troops", People.FORCES),
        ("people", People.NOT_TOLD),
        ("men", People.NOT_TOLD),
        ("bodies", People.NOT_TOLD),
    ],
)
def test_a_figure_counts_whom_its_words_name(noun: str, people: People) -> None:
    (figure,) = view_event([tell(f"The strike killed 12 {noun}.", "killed", toll=[killed("12", 12, 12)])]).figures
    assert figure.people is people


def test_a_denied_toll_is_no_figure_of_the_denier_but_none_is() -> None:
    text = "The army denied that 12 people were killed and spoke of no casualties."
    denied = tell(text, "were killed", status=Status.DID_NOT_OCCUR, source="The army", toll=[killed("12", 12, 12)])
    none = tell(text, "casualties", status=Status.DID_NOT_OCCUR, source="The army", toll=[killed("no", 0, 0)])
    assert [figure.role for figure in view_event([denied]).figures] == [Role.LEFT_OUT]
    assert ucdp(view_event([by_medics(), denied, none])) == (0, 0, 17, False)


# Derived figures


def test_two_tolls_give_the_lowest_to_acled_and_both_ends_to_the_others() -> None:
    view = view_event([by_council(), by_medics()])
    assert view.derived.acled.fatalities == 12
    assert ucdp(view) == (12, 12, 17, False)
    assert view.derived.airwars.killed == Range(12, 17, False)


def test_the_best_figure_is_the_one_of_most_independent_origins() -> None:
    again = tell("The mayor gave 17 as killed.", "killed", source="The mayor", toll=[killed("17", 17, 17)], outlet="Free Dunes Radio")
    assert ucdp(view_event([by_council(), by_medics(), again])) == (12, 17, 17, False)


def test_a_reprint_does_not_make_a_figure_better() -> None:
    first = by_council()
    copies = [by_council(outlet=outlet, copy_of=first) for outlet in ("Lake Post", "Hill Post", "Bay Post")]
    later = by_medics(published="2031-05-07")
    assert ucdp(view_event([first, *copies, later])) == (12, 17, 17, False)


def test_at_least_leaves_the_highest_open() -> None:
    view = view_event([by_council(open=True), by_medics()])
    assert ucdp(view) == (12, 12, 17, True)
    assert view.derived.airwars.killed == Range(12, 17, True)


@pytest.mark.parametrize(
    ("words", "low", "high", "fatalities"),
    [
        ("dozens", 24, None, 12),
        ("Dozens of people", 24, None, 12),
        ("hundreds", 200, None, 100),
        ("tens", 20, None, 10),
        ("several", 3, None, 3),
        ("two dozen", 24, 24, 24),
        ("hundreds of thousands", 200000, None, 200000),
        ("some 40", 40, 40, 40),
        ("scores", 40, None, 40),
    ],
)
def test_acled_reads_vague_words_low(words: str, low: int, high: int | None, fatalities: int) -> None:
    view = view_event([tell(f"In the strike {words} were killed.", "killed", toll=[killed(words, low, high)])])
    assert view.derived.acled.fatalities == fatalities
    assert view.derived.ucdp.low == low


def test_no_toll_counts_as_none_for_acled_and_as_unknown_for_ucdp() -> None:
    view = view_event([tell("Jets struck a depot.", "struck")])
    assert view.derived.acled.fatalities == 0
    assert ucdp(view) == (None, None, None, False)
    assert view.derived.airwars.killed is None
    assert toll_kinds(view) == []


def test_forces_alone_never_make_the_lowest_total_nor_enter_the_airwars_range() -> None:
    army = tell("The army said 7 fighters were killed.", "killed", source="The army", toll=[killed("7", 7, 7)], outlet="State Bureau")
    view = view_event([by_council(), army])
    assert ucdp(view) == (12, 12, 12, False)
    assert view.derived.acled.fatalities == 12
    assert view.derived.airwars.killed == Range(12, 12, False)
    assert [(one.people, one.range) for one in view.derived.by_people] == [(People.FORCES, Range(7, 7, False))]
    assert view.derived.note is not None
    assert "forces alone" in view.derived.note


def test_civilians_alone_can_raise_the_highest() -> None:
    radio = tell("Radio said 31 farmers were killed.", "killed", source="Radio", toll=[killed("31", 31, 31)], outlet="Free Dunes Radio")
    assert ucdp(view_event([by_council(), radio])) == (12, 12, 31, False)


def test_civilians_of_one_account_and_forces_of_another_are_never_mixed_silently() -> None:
    radio = tell("Radio said 31 farmers were killed.", "killed", source="Radio", toll=[killed("31", 31, 31)], outlet="Free Dunes Radio")
    army = tell("The army said 7 fighters were killed.", "killed", source="The army", toll=[killed("7", 7, 7)], outlet="State Bureau")
    view = view_event([radio, army])
    assert view.derived.note is not None
    assert "none everybody" in view.derived.note
    assert {one.people: one.range.low for one in view.derived.by_people} == {People.CIVILIANS: 31, People.FORCES: 7}


def test_a_party_that_is_an_armed_group_makes_its_dead_forces() -> None:
    text = "The strike killed seven of the Lim Front."
    (figure,) = view_event([tell(text, "killed", recipient=[("seven of the Lim Front", FRONT)], toll=[killed("seven", 7, 7)])]).figures
    assert figure.people is People.FORCES


# Where tolls part


def test_two_exact_tolls_are_a_contradiction_even_on_two_days() -> None:
    assert toll_kinds(view_event([by_council(), by_medics()])) == [Kind.CONTRADICTION]
    assert toll_kinds(view_event([by_council(), by_medics(published="2031-05-08")])) == [Kind.CONTRADICTION]


def test_at_least_12_and_17_of_one_day_differ_in_wording() -> None:
    assert toll_kinds(view_event([by_council(open=True), by_medics()])) == [Kind.WORDING]


@pytest.mark.parametrize(
    "later",
    [
        by_medics("The toll has risen to 17 killed, Medics said.", published="2031-05-08"),  # by its words a running total
        by_council("The strike killed 17 people, the council said.", n=17, published="2031-05-08", origin="council"),  # by the same voice
    ],
)
def test_a_toll_that_grew_differs_by_the_day_on_which_it_was_told(later: Told) -> None:
    assert toll_kinds(view_event([by_council(origin="council"), later])) == [Kind.AS_OF]


@pytest.mark.parametrize(
    ("text", "published", "kind"),
    [
        ("The toll has risen to 17 killed, Medics said.", "2031-05-06", Kind.AS_OF),
        ("Two more were killed, bringing the toll to 17, Medics said.", "2031-05-06", Kind.AS_OF),
        ("The toll has risen to 17 killed, Medics said.", None, Kind.AS_OF),
        ("The toll has risen to 17 killed, Medics said.", "2031-05-05", Kind.CONTRADICTION),  # and the lower figure was told after it
        ("Taking the toll to 17, two more were killed, Medics said.", "2031-05-06", Kind.AS_OF),
        ("The toll stands at 17 killed, Medics said.", "2031-05-06", Kind.CONTRADICTION),
        ("The toll may rise to 17 killed, Medics said.", "2031-05-06", Kind.CONTRADICTION),
        ("The toll has not risen to 17 killed, Medics said.", "2031-05-06", Kind.CONTRADICTION),
        ("Taking the toll at 17 killed, Medics said so.", "2031-05-06", Kind.CONTRADICTION),
        ("In all, 17 people were killed, Medics said.", "2031-05-06", Kind.CONTRADICTION),
    ],
)
def test_a_toll_that_has_risen_by_its_words_is_no_contradiction_of_a_lower_one(text: str, published: str | None, kind: Kind) -> None:
    assert toll_kinds(view_event([by_council(), by_medics(text, published=published)])) == [kind]


def test_of_one_voice_the_last_word_counts() -> None:
    corrected = by_council("The strike killed 9 people, the council said.", n=9, published="2031-05-08", origin="council")
    view = view_event([by_council(origin="council"), corrected])
    assert [(total.low, total.last) for total in view.totals] == [(12, False), (9, True)]
    assert ucdp(view) == (9, 9, 9, False)
    assert toll_kinds(view) == [Kind.AS_OF]


def test_a_late_reprint_does_not_bring_an_old_figure_back() -> None:
    first = by_council(origin="council")
    grown = by_council("The strike killed 17 people, the council said.", n=17, published="2031-05-08", origin="council")
    reprint = by_council(outlet="Lake Post", published="2031-05-20", origin="council", copy_of=first)
    view = view_event([first, grown, reprint])
    assert [(total.low, total.as_of, total.last) for total in view.totals] == [(12, "2031-05-06", False), (17, "2031-05-08", True)]


def test_what_only_a_later_copy_tells_is_of_its_day() -> None:
    first = by_council(origin="council")
    grown = "The number of killed has risen to 17, the council said."
    update = by_council(grown, n=17, outlet="Lake Post", published="2031-05-08", origin="council", copy_of=first)
    assert [(total.low, total.as_of) for total in view_event([first, update]).totals] == [(12, "2031-05-06"), (17, "2031-05-08")]


@pytest.mark.parametrize(
    ("source", "kind", "low"),
    [
        ("the town's hospital", SourceKind.MEDICAL, [17]),
        ("a doctor at the hospital", SourceKind.MEDICAL, [12, 17]),
        ("the town's hospital", SourceKind.WITNESS, [12, 17]),
    ],
)
def test_sources_of_one_origin_that_are_described_alike_are_one_voice(source: str, kind: SourceKind, low: list[int]) -> None:
    first = tell(
        "The strike killed 12, a hospital said.", "killed", source="hospital", kind=SourceKind.MEDICAL, toll=[killed("12", 12, 12)], origin="wire"
    )
    text = f"The strike killed 17, {source} said."
    later = tell(text, "killed", source=source, kind=kind, toll=[killed("17", 17, 17)], origin="wire", published="2031-05-08")
    assert [total.low for total in view_event([first, later]).totals if total.last] == low


def test_figures_of_different_people_differ_in_granularity() -> None:
    army = tell("The army said 7 fighters were killed.", "killed", source="The army", toll=[killed("7", 7, 7)], outlet="State Bureau")
    assert toll_kinds(view_event([by_council(), army])) == [Kind.GRANULARITY]


def test_more_civilians_than_people_in_all_are_a_contradiction() -> None:
    radio = tell("Radio said 31 farmers were killed.", "killed", source="Radio", toll=[killed("31", 31, 31)], outlet="Free Dunes Radio")
    assert toll_kinds(view_event([by_council(), radio])) == [Kind.CONTRADICTION]


def test_a_headline_that_fits_the_figure_of_its_source_is_no_side_of_its_own() -> None:
    text = "Dozen dead in strike. At least 12 people were killed, the council said."
    headline = tell(text, "dead", toll=[killed("Dozen", 12, 12)])
    lead = tell(text, "were killed", source="the council", toll=[killed("At least 12", 12, None)])
    assert [total.words for total in view_event([headline, lead]).totals] == ["At least 12"]


def test_tolls_on_both_sides_name_their_claims() -> None:
    council, medics = by_council(), by_medics()
    (parted,) = tolls(view_event([council, medics]))
    assert {side.values: side.backing.claims for side in parted.sides} == {
        ("12 (as of 2031-05-06)",): (council.claim.id,),
        ("17 (as of 2031-05-06)",): (medics.claim.id,),
    }


def test_a_figure_of_unknown_date_is_kept_without_one() -> None:
    view = view_event([by_council(published=None), by_medics()])
    assert [(total.low, total.as_of) for total in view.totals] == [(12, None), (17, "2031-05-06")]
    assert toll_kinds(view) == [Kind.CONTRADICTION]
