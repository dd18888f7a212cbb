"""A person's word on events: it is respected whatever the evidence says, for claims that come later too, and undone by leaving it out."""

from link_events_made import KUFRA, LIBYA, SEBHA, telling

from whence.link.events import Linking, Merge, Split, Telling, link, link_more, start, state_from_bytes
from whence.link.events.weights import bundled_weights
from whence.terms import ClaimId, Status


def claims(linking: Linking) -> set[frozenset[str]]:
    return {frozenset(event.claims) for event in linking.events}


def in_sebha(claim: str) -> Telling:
    return telling(claim, places=(SEBHA,), place_words=("sebha",))


A, B, C = (ClaimId(name) for name in "abc")
ALIKE = [telling("a"), telling("b"), telling("c")]
APART = [telling("a"), telling("b"), in_sebha("c")]


def test_a_merge_joins_what_the_evidence_forbids() -> None:
    assert claims(link(APART)) == {frozenset("ab"), frozenset("c")}
    assert claims(link(APART, decisions=[Merge(A, C)])) == {frozenset("abc")}


def test_a_split_takes_a_claim_out_of_the_event_that_it_is_told_apart_from() -> None:
    assert claims(link(ALIKE)) == {frozenset("abc")}
    assert claims(link(ALIKE, decisions=[Split(C, (A, B))])) == {frozenset("ab"), frozenset("c")}


def test_a_decision_holds_for_claims_that_come_after_it() -> None:
    first = link_more(start(), ALIKE[:1], decisions=[Split(C, (A, B))])
    restarted = state_from_bytes(first.to_bytes(), weights=bundled_weights())
    assert claims(Linking(link_more(restarted, ALIKE[1:]))) == {frozenset("ab"), frozenset("c")}


def test_claims_that_come_later_join_what_a_person_merged_and_not_what_a_person_split() -> None:
    merged = link_more(link_more(start(), APART, decisions=[Merge(A, C)]), [telling("d")])
    assert claims(Linking(merged)) == {frozenset("abcd")}
    split = Linking(link_more(link_more(start(), ALIKE, decisions=[Split(C, (A, B))]), [telling("d")]))
    assert split.event_of(A) == split.event_of(B) != split.event_of(C)


def test_the_newer_of_two_decisions_that_contradict_each_other_counts_and_the_older_is_named() -> None:
    merges, split = [Merge(A, C), Merge(A, B)], Split(C, (A, B))
    undone = link(ALIKE, decisions=[split, *merges])
    assert claims(undone) == {frozenset("abc")}
    assert undone.refused == (split,)
    again = link(ALIKE, decisions=[*merges, split])
    assert claims(again) == {frozenset("ab"), frozenset("c")}
    assert again.refused == (merges[0],)


def test_without_its_decisions_a_record_has_the_events_that_the_evidence_gives() -> None:
    decided = link(APART, decisions=[Merge(A, C)])
    assert link(APART).to_bytes() != decided.to_bytes()
    assert link(APART, decisions=[]).to_bytes() == link(APART).to_bytes()


def test_a_planned_claim_is_attached_to_the_event_that_a_person_names_and_no_more_to_one_that_is_ruled_out() -> None:
    plan = telling("p", on="2024-03-05", published="2024-03-04", status=Status.PLANNED)
    other = telling("o", on=None, published="2023-01-09", places=(LIBYA,), what=("visit",), words=("visit",), story=("visit",))
    found = link([*ALIKE, other, plan])
    assert found.event_of(plan.claim) == found.event_of(A)
    ruled_out = link([*ALIKE, other, plan], decisions=[Split(plan.claim, (A, B, C))])
    assert ruled_out.event_of(plan.claim) is None
    named = link([*ALIKE, other, plan], decisions=[Merge(plan.claim, other.claim)])
    assert named.event_of(plan.claim) == named.event_of(other.claim) != named.event_of(A)


def test_a_decision_on_one_town_leaves_the_events_of_another_as_they_were() -> None:
    elsewhere = [in_sebha("x"), in_sebha("y")]
    assert claims(link([*ALIKE, *elsewhere], decisions=[Split(C, (A, B))])) == {frozenset("ab"), frozenset("c"), frozenset("xy")}
    assert KUFRA in ALIKE[0].places
