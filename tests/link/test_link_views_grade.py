"""The grade of an event: which rule fires, and on which claims."""

from __future__ import annotations

import pytest
from link_views_told import ARMY, BRIGADE, FRONT, STATE, tell

from whence.link.views import Grade, Rule, Told, view_event
from whence.terms import SourceKind, Status

TEXT = "The army struck a market, residents, nurses, sources and the Lim Front said. The government and the Dune Brigade were asked about two rebels."


def residents(outlet: str = "Zab Courier", **more: object) -> Told:
    return _tell("residents", SourceKind.WITNESS, outlet, **more)


def nurses(outlet: str = "Harbor Line", **more: object) -> Told:
    return _tell("nurses", SourceKind.MEDICAL, outlet, **more)


def sources(outlet: str = "Gulf Line", **more: object) -> Told:
    return _tell("sources", SourceKind.ANONYMOUS, outlet, **more)


def army(**more: object) -> Told:
    return _tell(("The army", ARMY), SourceKind.OFFICIAL, "State Bureau", **more)


def _tell(source: object, kind: SourceKind, outlet: str, **more: object) -> Told:
    fields = {"actor": [("The army", ARMY)], "recipient": ["a market"], **more}
    return tell(TEXT, "struck", source=source, kind=kind, outlet=outlet, **fields)  # type: ignore[arg-type]


DENIED = {"status": Status.DID_NOT_OCCUR}


@pytest.mark.parametrize(
    ("members", "grade", "rule"),
    [
        ([army(**DENIED)], Grade.DISCOUNTED, Rule.ALL_DENY),
        ([residents(origin="r"), residents(origin="r", published="2031-05-09", **DENIED)], Grade.DISCOUNTED, Rule.WITHDRAWN),
        ([residents(status=Status.POSSIBLE)], Grade.WEAK, Rule.NOT_A_FACT),
        ([residents(), nurses(), army(**DENIED)], Grade.CONTESTED, Rule.ACCUSED_DENIES),
        ([residents(actor=["The army"]), army(actor=[], **DENIED)], Grade.CONTESTED, Rule.OTHERS_DENY),
        ([residents(), nurses(**DENIED)], Grade.CONTESTED, Rule.OTHERS_DENY),
        ([residents(), nurses(actor=[("the Dune Brigade", BRIGADE)])], Grade.CONTESTED, Rule.SEVERAL_ACCUSED),
        ([residents(), army(recipient=["two rebels"])], Grade.CONTESTED, Rule.OTHER_TARGET),
        ([residents(), army()], Grade.CONFIRMED, Rule.ACCEPTED),
        ([residents(), nurses()], Grade.FAIR, Rule.INDEPENDENT),
        ([residents()], Grade.WEAK, Rule.ONE_ORIGIN),
        ([army()], Grade.WEAK, Rule.ONE_ORIGIN),  # its own word alone is no acceptance: nobody else tells it
        ([residents(), sources()], Grade.WEAK, Rule.NO_OUTSIDER),
        ([sources(), sources("Hill Post")], Grade.WEAK, Rule.NO_OUTSIDER),
    ],
)
def test_the_first_rule_that_fits_fires(members: list[Told], grade: Grade, rule: Rule) -> None:
    graded = view_event(members).grade
    assert (graded.grade, graded.rule) == (grade, rule)
    assert graded.why
    assert graded.backing.claims


def test_the_state_speaks_for_its_army() -> None:
    denied = _tell(("The government", STATE), SourceKind.OFFICIAL, "State Bureau", actor=[], **DENIED)
    assert view_event([residents(), denied]).grade.rule is Rule.ACCUSED_DENIES


def test_whoever_denies_its_own_deed_is_the_accused_though_no_other_account_names_it() -> None:
    assert view_event([residents(actor=[]), army(**DENIED)]).grade.rule is Rule.ACCUSED_DENIES


def test_an_announcement_that_an_outlet_repeats_is_accepted_by_nobody_else() -> None:
    own_voice = tell(TEXT, "struck", actor=[("The army", ARMY)], outlet="State Bureau")
    assert view_event([army(), own_voice]).grade.rule is Rule.ONE_ORIGIN


def test_the_other_side_of_a_fight_is_no_outsider() -> None:
    front = _tell(("the Lim Front", FRONT), SourceKind.ARMED_GROUP, "Free Dunes Radio", actor=["The army"], recipient=[("the Lim Front", FRONT)])
    other = sources(actor=["The army"], recipient=[("the Lim Front", FRONT)])
    assert view_event([front, other]).grade.rule is Rule.NO_OUTSIDER


def test_a_reprint_makes_no_weak_telling_fair() -> None:
    first = residents()
    copies = [residents(outlet, copy_of=first) for outlet in ("Lake Post", "Hill Post")]
    assert view_event([first, *copies]).grade.grade is Grade.WEAK


def test_a_late_reprint_of_what_was_denied_since_is_withdrawn_all_the_same() -> None:
    first = residents(origin="r")
    denied = residents(origin="r", published="2031-05-09", **DENIED)
    reprint = residents("Lake Post", origin="r", published="2031-05-20", copy_of=first)
    assert view_event([first, denied, reprint]).grade.rule is Rule.WITHDRAWN


def test_the_reason_names_who_made_the_rule_fire() -> None:
    denied = army(**DENIED)
    graded = view_event([residents(), denied]).grade
    assert graded.why == "According to Army of Amra it did not happen, or not so."
    assert graded.backing.claims == (denied.claim.id,)


@pytest.mark.parametrize(
    ("members", "why"),
    [
        ([residents(), nurses(**DENIED)], "According to nurses (Harbor Line) it did not happen, or not so."),
        ([residents(**DENIED)], "It is denied by residents (Zab Courier); no account tells it as a fact."),
        ([residents(**DENIED), nurses(**DENIED)], "It is denied by residents (Zab Courier) and nurses (Harbor Line); no account tells it as a fact."),
        ([nurses(), residents(actor=["residents"])], "Accepted by residents (Zab Courier); told by 1 origin beside it."),
    ],
)
def test_no_verb_of_a_reason_agrees_with_one_when_its_speakers_are_many(members: list[Told], why: str) -> None:
    assert view_event(members).grade.why == why


@pytest.mark.parametrize(
    ("source", "named"),
    [("An army spokesman", "an army spokesman"), ("The UN envoy", "the UN envoy"), ("The Hague Post", "The Hague Post"), ("A Haber", "A Haber")],
)
def test_a_voice_within_a_sentence_has_a_small_article_where_it_is_described(source: str, named: str) -> None:
    text = f"{source} said the army struck a market."
    told = [tell(text, "struck", source=source, kind=SourceKind.OFFICIAL, outlet="Harbor Line", status=Status.DID_NOT_OCCUR), residents()]
    assert view_event(told).grade.why == f"According to {named} (Harbor Line) it did not happen, or not so."


@pytest.mark.parametrize(
    ("source", "rule"), [("His family", Rule.NO_OUTSIDER), ("the clerk's mother", Rule.NO_OUTSIDER), ("a mother", Rule.INDEPENDENT)]
)
def test_the_family_of_somebody_is_no_outsider(source: str, rule: Rule) -> None:
    kin = tell(f"The army struck a clerk. {source} said that he was struck.", "was struck", recipient=["a clerk"], source=source)
    front = tell(TEXT, "struck", recipient=[("the Lim Front", FRONT)], source=("the Lim Front", FRONT), kind=SourceKind.ARMED_GROUP)
    assert view_event([kin, front]).grade.rule is rule
