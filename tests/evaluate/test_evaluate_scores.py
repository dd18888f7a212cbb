"""Each rule of the scoring table, on small invented reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.errors import EvaluateError
from whence.evaluate import (
    AttributionsOnly,
    Prf,
    Scores,
    Share,
    load_readings,
    match_attributions,
    match_claims,
    score,
    score_per_report,
)
from whence.terms import (
    Account,
    AccountLink,
    Attribution,
    Claim,
    ClaimId,
    Count,
    EventType,
    Harm,
    Party,
    Reading,
    Report,
    ReportId,
    Span,
    Status,
    Toll,
)

TEXT = (
    "Harbour Wire said the river militia shelled the old bridge at Basra on Friday with two rockets, killing three guards. "
    "The governor denied that his police arrested ten fishermen near Amara. "
    "Officials claimed that residents reported more than 40 raids; the ministry condemned the raids."
)
DEV = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "dev"


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), text)


def spans(*quotes: str) -> tuple[Span, ...]:
    return tuple(map(span, quotes))


def parties(*quotes: str) -> tuple[Party, ...]:
    return tuple(Party(span(quote)) for quote in quotes)


def account(*links: tuple[str | None, str | None]) -> Account:
    return Account(tuple(AccountLink(*(None if quote is None else span(quote) for quote in link)) for link in links))


def shelling(**changes: object) -> Claim:
    claim = Claim(
        id=ClaimId("shelling"),
        type=EventType.ASSAULT,
        status=Status.OCCURRED,
        what=spans("shelled"),
        actor=parties("the river militia"),
        recipient=parties("the old bridge"),
        place=spans("Basra"),
        time=spans("on Friday"),
        date="2031-03-07",
        means=spans("two rockets"),
        toll=(Toll(span("three guards"), Harm.KILLED, 3, 3),),
        account=account(("Harbour Wire", "said")),
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def arrest(**changes: object) -> Claim:
    claim = Claim(
        id=ClaimId("arrest"),
        type=EventType.COERCE,
        status=Status.DID_NOT_OCCUR,
        what=spans("arrested"),
        actor=parties("his police"),
        recipient=parties("ten fishermen"),
        place=spans("Amara"),
        toll=(Toll(span("ten fishermen"), Harm.DETAINED, 10, 10),),
        account=account(("The governor", "denied")),
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def raids(**changes: object) -> Claim:
    claim = Claim(
        id=ClaimId("raids"),
        type=EventType.ASSAULT,
        status=Status.OCCURRED,
        what=spans("raids"),
        count=Count(span("more than 40"), 41, None),
        account=account(("Officials", "claimed"), ("residents", "reported")),
    )
    return replace(claim, **changes)  # type: ignore[arg-type]


def condemnation(**changes: object) -> Claim:
    claim = Claim(id=ClaimId("condemnation"), type=EventType.ACCUSE, status=Status.OCCURRED, what=spans("condemned"), actor=parties("the ministry"))
    return replace(claim, **changes)  # type: ignore[arg-type]


def telling(source: str | None = "The governor", content: str = "his police arrested ten fishermen near Amara") -> Attribution:
    return Attribution(() if source is None else spans(source), spans("denied"), spans(content))


def reading(*claims: Claim, id: str = "gold", text: str = TEXT, attributions: tuple[Attribution, ...] = ()) -> Reading:
    return Reading(report=Report(id=ReportId(id), text=text), claims=claims, attributions=attributions)


def compare(gold: Sequence[Claim], predicted: Sequence[Claim]) -> Scores:
    return score({"r": reading(*gold)}, {"r": reading(*predicted)})


def compare_attributions(gold: Sequence[Attribution], predicted: Sequence[Attribution]) -> Prf:
    return score({"r": reading(attributions=tuple(gold))}, {"r": reading(attributions=tuple(predicted))}).attribution


ALL = (shelling(), arrest(), raids(), condemnation())


# Figures


def test_precision_recall_and_f1_come_from_the_counts() -> None:
    figure = Prf(2, 4, 8)
    assert (figure.precision, figure.recall, figure.f1) == (0.5, 0.25, 4 / 12)


def test_nothing_to_find_and_nothing_predicted_is_no_figure() -> None:
    assert (Prf().precision, Prf().recall, Prf().f1, Share().value) == (None, None, None, None)


@pytest.mark.parametrize("figure", [Prf(0, 3, 0), Prf(0, 0, 3)])
def test_a_rate_over_nothing_is_zero_where_the_other_side_has_something(figure: Prf) -> None:
    assert (figure.precision, figure.recall, figure.f1) == (0.0, 0.0, 0.0)


def test_a_perfect_prediction_scores_one_everywhere() -> None:
    gold = {"r": reading(*ALL, attributions=(telling(),))}
    scores = score(gold, gold)
    prfs = [value for value in scores.to_json().values() if isinstance(value, dict) and "f1" in value]
    shares = [value for value in scores.to_json().values() if isinstance(value, dict) and "share" in value]
    assert len(prfs) == 12 and all((figure["p"], figure["r"], figure["f1"]) == (1.0, 1.0, 1.0) for figure in prfs)
    assert len(shares) == 5 and all(figure["share"] == 1.0 for figure in shares)
    assert scores.status_macro_f1 == 1.0


def test_an_empty_prediction_finds_nothing() -> None:
    scores = compare(ALL, [])
    assert scores.claim == scores.typed == scores.tuple == Prf(0, 0, 4)
    assert (scores.claim.f1, scores.actor, scores.account_links) == (0.0, Prf(0, 0, 3), Prf(0, 0, 4))
    assert (scores.status.value, scores.account.value, scores.status_macro_f1) == (None, None, None)


def test_the_total_adds_the_reports_up() -> None:
    gold = {"a": reading(shelling(), id="a"), "b": reading(arrest(), raids(), id="b")}
    predicted = {"a": reading(shelling(), id="a"), "b": reading(condemnation(), id="b")}
    per_report = score_per_report(gold, predicted)
    assert list(per_report) == ["a", "b"]
    assert (per_report["a"].claim, per_report["b"].claim, score(gold, predicted).claim) == (Prf(1, 1, 1), Prf(0, 1, 2), Prf(1, 2, 3))
    assert per_report["a"] + per_report["b"] == score(gold, predicted)


# Claims


def test_claims_match_where_their_what_shares_a_word() -> None:
    assert compare([shelling()], [shelling(what=spans("militia shelled the"))]).claim == Prf(1, 1, 1)


def test_claims_whose_what_lies_side_by_side_do_not_match() -> None:
    assert compare([shelling()], [shelling(what=spans("militia"))]).claim == Prf(0, 1, 1)


def test_a_what_that_shares_only_a_space_or_a_mark_does_not_match() -> None:
    assert compare([shelling(what=spans("rockets,"))], [shelling(what=spans(", killing"))]).claim == Prf(0, 1, 1)


def test_any_of_several_what_spans_is_enough() -> None:
    assert compare([shelling(what=spans("shelled", "killing"))], [shelling(what=spans("killing"))]).claim == Prf(1, 1, 1)


def test_one_gold_claim_is_matched_once() -> None:
    assert compare([shelling()], [shelling(), shelling(type=EventType.COERCE)]).claim == Prf(1, 2, 1)


def test_the_claim_that_overlaps_best_in_all_fields_is_taken() -> None:
    near, far = shelling(time=()), shelling(actor=parties("three guards"), recipient=(), time=(), means=())
    assert match_claims([shelling()], [far, near], TEXT) == [(shelling(), near)]


def test_the_type_alone_decides_between_claims_on_the_same_words() -> None:
    gold = [shelling(), shelling(type=EventType.THREATEN)]
    assert compare(gold, gold[::-1]).typed == Prf(2, 2, 2)


def test_typed_needs_the_same_type() -> None:
    scores = compare([shelling(), arrest()], [shelling(type=EventType.COERCE), arrest()])
    assert (scores.claim, scores.typed) == (Prf(2, 2, 2), Prf(1, 2, 2))


def test_figures_by_type_count_each_type_apart() -> None:
    scores = compare([shelling(), arrest()], [shelling(type=EventType.COERCE), arrest()])
    assert scores.by_type[EventType.ASSAULT] == Prf(0, 0, 1)
    assert scores.by_type[EventType.COERCE] == Prf(1, 2, 1)
    assert scores.by_type[EventType.AID].f1 is None


# Fields


@pytest.mark.parametrize("predicted", ["militia", "river militia shelled", "the river"])
def test_an_actor_is_right_where_it_shares_a_word(predicted: str) -> None:
    assert compare([shelling()], [shelling(actor=parties(predicted))]).actor == Prf(1, 1, 1)


def test_a_shared_article_makes_no_actor_right() -> None:
    assert compare([shelling()], [shelling(actor=parties("said the"))]).actor == Prf(0, 1, 1)


def test_a_shared_preposition_makes_no_time_right() -> None:
    assert compare([shelling()], [shelling(time=spans("Basra on"))]).time == Prf(0, 1, 1)


def test_shared_punctuation_makes_no_means_right() -> None:
    assert compare([shelling(means=spans("rockets,"))], [shelling(means=spans(", killing"))]).means == Prf(0, 1, 1)


def test_a_gold_span_of_prepositions_alone_is_compared_by_them() -> None:
    assert compare([shelling(place=spans("near"))], [shelling(place=spans("near Amara"))]).place == Prf(1, 1, 1)


@pytest.mark.parametrize("field", ["actor", "recipient", "place", "time", "means"])
def test_a_field_missed_on_a_matched_claim_lowers_recall(field: str) -> None:
    assert getattr(compare([shelling()], [shelling(**{field: ()})]), field) == Prf(0, 0, 1)


@pytest.mark.parametrize("field", ["actor", "recipient", "place", "time", "means"])
def test_a_field_on_an_unmatched_claim_is_wrong_and_missed(field: str) -> None:
    assert getattr(compare([shelling()], [shelling(what=spans("fishermen"))]), field) == Prf(0, 1, 1)


def test_two_predicted_spans_within_one_gold_span_give_one_right() -> None:
    assert compare([shelling()], [shelling(actor=parties("river", "militia"))]).actor == Prf(1, 2, 1)


def test_spans_of_a_field_are_paired_so_that_most_are_right() -> None:
    gold = shelling(recipient=parties("the old bridge at Basra", "old"))
    assert compare([gold], [shelling(recipient=parties("old bridge", "Basra"))]).recipient == Prf(2, 2, 2)


@pytest.mark.parametrize(
    ("toll", "right"),
    [
        (Toll(span("three"), Harm.KILLED, 3, 3), 1),
        (Toll(span("three guards"), Harm.INJURED, 3, 3), 0),
        (Toll(span("three guards"), Harm.KILLED, 2, 3), 0),
        (Toll(span("three guards"), Harm.KILLED, 3, None), 0),
    ],
)
def test_a_toll_is_right_where_harm_low_and_high_are_equal(toll: Toll, right: int) -> None:
    assert compare([shelling()], [shelling(toll=(toll,))]).toll == Prf(right, 1, 1)


def test_equal_tolls_are_counted_as_often_as_gold_has_them() -> None:
    row = shelling().toll[0]
    assert compare([shelling()], [shelling(toll=(row, row))]).toll == Prf(1, 2, 1)


@pytest.mark.parametrize(("low", "high", "right"), [(41, None, 1), (40, None, 0), (41, 41, 0)])
def test_a_count_is_right_where_low_and_high_are_equal(low: int, high: int | None, right: int) -> None:
    assert compare([raids()], [raids(count=Count(span("40"), low, high))]).count == Prf(right, 1, 1)


def test_no_count_on_either_side_is_not_a_right_one() -> None:
    assert compare([shelling()], [shelling()]).count == Prf(0, 0, 0)


# Dates


def dates(gold: str | None, predicted: str | None) -> tuple[Share, Share]:
    scores = compare([shelling(date=gold)], [shelling(date=predicted)])
    return scores.date_strict, scores.date_lenient


def test_an_equal_date_is_right_in_both_figures() -> None:
    assert dates("2031-03-07", "2031-03-07") == (Share(1, 1), Share(1, 1))


@pytest.mark.parametrize("predicted", ["2031-03", "2031-03-07~", "2031-03-01/2031-03-07", "2031/..", "../2031-03-07"])
def test_a_date_that_overlaps_is_right_in_the_lenient_figure_alone(predicted: str) -> None:
    assert dates("2031-03-07", predicted) == (Share(0, 1), Share(1, 1))


@pytest.mark.parametrize("predicted", ["2031-03-08", "2030", "2031-04/..", "../2031-03-06", None])
def test_another_date_or_none_is_wrong(predicted: str | None) -> None:
    assert dates("2031-03-07", predicted) == (Share(0, 1), Share(0, 1))


def test_a_claim_without_a_gold_date_counts_in_no_date_figure() -> None:
    assert dates(None, "2031-03-07") == (Share(), Share())


def test_a_date_that_cannot_be_read_equals_nothing_and_is_named() -> None:
    scores = compare([shelling(date="last spring")], [shelling(date="last spring")])
    assert (scores.date_strict, scores.date_lenient) == (Share(0, 1), Share(0, 1))
    assert scores.unreadable_dates == (
        "report 'r', gold, claim 'shelled' at 36: 'last spring'",
        "report 'r', prediction, claim 'shelled' at 36: 'last spring'",
    )


# Status


def test_status_is_counted_on_matched_claims() -> None:
    predicted = [shelling(status=Status.PLANNED), arrest(), raids(what=spans("fishermen"))]
    assert compare([shelling(), arrest(), raids()], predicted).status == Share(1, 2)


def test_macro_f1_is_the_mean_over_the_status_values_that_occur() -> None:
    gold = [shelling(), arrest(), raids(), condemnation()]
    scores = compare(gold, [shelling(), arrest(status=Status.OCCURRED), raids(), condemnation()])
    assert scores.by_status[Status.OCCURRED] == Prf(3, 4, 3)
    assert scores.by_status[Status.DID_NOT_OCCUR] == Prf(0, 0, 1)
    assert scores.status_macro_f1 == pytest.approx((6 / 7 + 0) / 2)


# Accounts


def test_a_chain_is_right_link_by_link() -> None:
    scores = compare([raids()], [raids(account=account(("Officials", None), ("that residents", None)))])
    assert (scores.account, scores.account_where_any, scores.account_links) == (Share(1, 1), Share(1, 1), Prf(2, 2, 2))


def test_a_chain_in_the_wrong_order_is_wrong_though_its_links_are_right() -> None:
    scores = compare([raids()], [raids(account=account(("residents", None), ("Officials", None)))])
    assert (scores.account, scores.account_links) == (Share(0, 1), Prf(2, 2, 2))


def test_a_chain_that_lacks_a_link_is_wrong() -> None:
    scores = compare([raids()], [raids(account=account(("residents", None)))])
    assert (scores.account, scores.account_links) == (Share(0, 1), Prf(1, 1, 2))


def test_a_source_that_gold_does_not_name_must_not_be_named() -> None:
    gold = shelling(account=account((None, "said")))
    assert compare([gold], [shelling(account=account((None, None)))]).account == Share(1, 1)
    assert compare([gold], [shelling()]).account == Share(0, 1)


def test_a_claim_in_the_reports_own_voice_counts_in_the_first_account_figure_alone() -> None:
    scores = compare([condemnation()], [condemnation()])
    assert (scores.account, scores.account_where_any, scores.account_links) == (Share(1, 1), Share(), Prf())


def test_an_account_where_gold_has_none_is_wrong() -> None:
    scores = compare([condemnation()], [condemnation(account=account(("Officials", None)))])
    assert (scores.account, scores.account_where_any, scores.account_links) == (Share(0, 1), Share(), Prf(0, 1, 0))


# Tuples


def test_a_tuple_needs_no_more_than_type_parties_and_account() -> None:
    assert compare([shelling()], [shelling(place=(), time=(), means=(), toll=(), status=Status.POSSIBLE)]).tuple == Prf(1, 1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": EventType.COERCE},
        {"actor": ()},
        {"actor": parties("the river militia", "Harbour Wire")},
        {"recipient": parties("three guards")},
        {"account": Account()},
    ],
)
def test_a_tuple_with_one_wrong_part_is_wrong(changes: dict[str, object]) -> None:
    assert compare([shelling()], [shelling(**changes)]).tuple == Prf(0, 1, 1)


# Attributions


def test_an_attribution_is_right_where_half_of_the_content_and_the_source_overlap() -> None:
    assert compare_attributions([telling()], [telling("governor", "arrested ten fishermen near")]) == Prf(1, 1, 1)


def test_an_attribution_whose_content_overlaps_less_than_half_is_wrong() -> None:
    assert compare_attributions([telling()], [telling(content="arrested ten fishermen")]) == Prf(0, 1, 1)


def test_an_attribution_with_another_source_is_wrong() -> None:
    assert compare_attributions([telling()], [telling("his police")]) == Prf(0, 1, 1)


def test_an_attribution_whose_sources_share_an_article_alone_is_wrong() -> None:
    gold = Attribution(spans("The governor"), (), spans("arrested"))
    assert match_attributions([gold], [Attribution(spans("The"), (), spans("arrested"))], TEXT) == []


def test_attributions_without_a_source_match_each_other_and_no_named_one() -> None:
    assert compare_attributions([telling(None)], [telling(None)]) == Prf(1, 1, 1)
    assert compare_attributions([telling(None)], [telling()]) == Prf(0, 1, 1)
    assert compare_attributions([telling()], [telling(None)]) == Prf(0, 1, 1)


def test_attributions_are_matched_one_to_one_nearest_content_first() -> None:
    near, far = telling(), telling(content="his police arrested ten fishermen")
    assert match_attributions([telling()], [far, near], TEXT) == [(telling(), near)]
    assert compare_attributions([telling()], [far, near]) == Prf(1, 2, 1)


def test_a_report_in_which_gold_marks_no_attribution_gives_no_attribution_figure() -> None:
    gold = {"a": reading(shelling(), id="a"), "b": reading(id="b", text=TEXT + " ", attributions=(telling(),))}
    predicted = {"a": replace(gold["a"], attributions=(telling(),)), "b": gold["b"]}
    assert score(gold, predicted).attribution == Prf(1, 1, 1)
    assert score_per_report(gold, predicted)["a"].attribution.f1 is None


def test_a_report_in_which_gold_marks_attributions_alone_gives_no_claim_figure() -> None:
    gold = AttributionsOnly(report=reading().report, attributions=(telling(),))
    scores = score({"r": gold}, {"r": reading(*ALL, attributions=(telling(),))})
    assert (scores.attribution, scores.claim, scores.actor, scores.tuple) == (Prf(1, 1, 1), Prf(), Prf(), Prf())


def test_a_report_without_claims_in_gold_makes_every_predicted_claim_wrong() -> None:
    assert compare([], [shelling()]).claim == Prf(0, 1, 0)


# Reports


def test_reports_of_the_same_text_are_paired_under_different_ids() -> None:
    scores = score({"mine": reading(*ALL, id="mine")}, {"5d41": reading(*ALL, id="5d41")})
    assert (scores.claim, scores.missing, scores.left_out) == (Prf(4, 4, 4), (), ())


def test_two_gold_reports_of_one_text_take_two_predictions_of_it() -> None:
    gold = {"a": reading(shelling(), id="a"), "b": reading(shelling(), id="b")}
    scores = score(gold, {"x": reading(shelling(), id="x"), "y": reading(shelling(), id="y")})
    assert (scores.n_reports, scores.claim, scores.left_out) == (2, Prf(2, 2, 2), ())


def test_a_gold_report_without_prediction_counts_as_missed_and_is_named() -> None:
    gold = {"a": reading(shelling(), id="a"), "b": reading(arrest(), id="b", text=TEXT + " More.", attributions=(telling(),))}
    scores = score(gold, {"a": gold["a"]})
    assert (scores.n_reports, scores.missing, scores.claim, scores.attribution) == (2, ("b",), Prf(1, 1, 2), Prf(0, 0, 1))


def test_a_predicted_report_without_gold_is_left_out_and_named() -> None:
    other = reading(id="other", text="Nothing happened in Mosul.")
    scores = score({"a": reading(shelling(), id="a")}, {"a": reading(shelling(), id="a"), "other": other})
    assert (scores.left_out, scores.claim) == (("other",), Prf(1, 1, 1))


def test_the_same_id_with_another_text_is_refused_with_the_first_difference() -> None:
    with pytest.raises(EvaluateError) as err:
        score({"r": reading(text="The raid at Amara failed.")}, {"r": reading(text="The raid at Basra failed.")})
    assert "Report 'r'" in str(err.value)
    assert "first at offset 12:" in str(err.value)
    assert "'The raid at ' then 'Amara failed.'" in str(err.value)
    assert "'The raid at ' then 'Basra failed.'" in str(err.value)
    assert "whence read" in str(err.value)


def test_a_text_cut_short_differs_at_its_end() -> None:
    with pytest.raises(EvaluateError, match="first at offset 8:"):
        score({"r": reading(text="The raid failed.")}, {"r": reading(text="The raid")})


def test_another_id_with_the_same_words_and_other_spaces_is_refused() -> None:
    with pytest.raises(EvaluateError, match=r"'mine': the prediction '5d41' has the same words but different texts, first at offset 8:"):
        score({"mine": reading(id="mine", text="The raid\r\nfailed.")}, {"5d41": reading(id="5d41", text="The raid\nfailed.")})


# Properties


WORDS = [(m, m + 2) for m in range(0, 36, 3)]
PLAIN = " ".join(["ab"] * len(WORDS))


@st.composite
def some_spans(draw: st.DrawFn, *, min_size: int = 0) -> tuple[Span, ...]:
    firsts = draw(st.lists(st.integers(0, len(WORDS) - 1), min_size=min_size, max_size=3))
    return tuple(Span(WORDS[i][0], WORDS[min(i + draw(st.integers(0, 2)), len(WORDS) - 1)][1], PLAIN) for i in firsts)


@st.composite
def some_claim(draw: st.DrawFn) -> Claim:
    return Claim(
        id=ClaimId(""),
        type=draw(st.sampled_from([EventType.ASSAULT, EventType.COERCE])),
        status=draw(st.sampled_from([Status.OCCURRED, Status.PLANNED])),
        what=draw(some_spans(min_size=1)),
        actor=tuple(map(Party, draw(some_spans()))),
        place=draw(some_spans()),
        account=Account(tuple(AccountLink(source) for source in draw(some_spans()))),
    )


CLAIMS = st.lists(some_claim(), max_size=6)


@given(CLAIMS, CLAIMS)
def test_claims_are_matched_one_to_one(gold: list[Claim], predicted: list[Claim]) -> None:
    gold = [replace(claim, id=ClaimId(f"g{i}")) for i, claim in enumerate(gold)]
    predicted = [replace(claim, id=ClaimId(f"p{i}")) for i, claim in enumerate(predicted)]
    pairs = match_claims(gold, predicted, PLAIN)
    assert len({g.id for g, _ in pairs}) == len({p.id for _, p in pairs}) == len(pairs)
    assert all(any(one.overlaps(other) for one in g.what for other in p.what) for g, p in pairs)


@given(CLAIMS, CLAIMS, st.data())
def test_the_order_of_the_claims_changes_nothing(gold: list[Claim], predicted: list[Claim], data: st.DataObject) -> None:
    pairs = match_claims(gold, predicted, PLAIN)
    assert match_claims(data.draw(st.permutations(gold)), data.draw(st.permutations(predicted)), PLAIN) == pairs


@given(CLAIMS, st.data())
def test_claims_matched_with_themselves_are_all_right(claims: list[Claim], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(claims))
    scores = score({"r": reading(*claims, text=PLAIN)}, {"r": reading(*shuffled, text=PLAIN)})
    assert scores.tuple == Prf(len(claims), len(claims), len(claims))
    assert scores.status == scores.account == Share(len(claims), len(claims))


def test_the_annotated_reports_score_one_against_themselves() -> None:
    if not DEV.is_dir():
        pytest.skip(f"no annotated reports at {DEV}")
    gold = load_readings(DEV)
    scores = score(gold, gold)
    assert scores.claim.f1 == scores.tuple.f1 == scores.status.value == scores.date_strict.value == scores.account_where_any.value == 1.0
    assert (scores.attribution.f1, scores.unreadable_dates) == (None, ())
