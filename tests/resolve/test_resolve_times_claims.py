from dataclasses import replace

import pytest

from whence.resolve.times import ClaimTime, date_claims, find_times, resolve_claim_time, resolve_claim_times
from whence.terms import Account, AccountLink, Certainty, Claim, ClaimId, Count, EventType, KnownFrom, Party, Reading, Report, ReportId, Span, Status


def report_of(text: str, *, published: str | None = "2024-02-09") -> Report:
    return Report(id=ReportId("r"), text=text, published=published)


def span(report: Report, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = report.text.index(words, start + 1)
    return Span(start, start + len(words), report.text)


def claim_of(
    report: Report,
    what: str,
    time: str | None = None,
    *,
    nth: int = 0,
    type_: EventType = EventType.ASSAULT,
    status: Status = Status.OCCURRED,
    recipient: str | None = None,
    source: str | None = None,
) -> Claim:
    what_span = span(report, what, nth)
    return Claim(
        id=ClaimId(f"{what}{nth}"),
        type=type_,
        status=status,
        what=(what_span,),
        time=() if time is None else (span(report, time),),
        recipient=() if recipient is None else (Party(span(report, recipient)),),
        account=Account() if source is None else Account((AccountLink(source=span(report, source)),)),
    )


def date(report: Report, claim: Claim, *others: Claim) -> ClaimTime:
    return resolve_claim_time(report, claim, find_times(report.text, published=report.published), others=others)


def test_own_words_date_a_claim_with_their_rule_and_words() -> None:
    report = report_of("Militants shelled the dam on Wednesday night.")
    found = date(report, claim_of(report, "shelled", "on Wednesday night"))
    assert (found.date, found.certainty, found.rule) == ("2024-02-07", Certainty.EXACT, "part of a day")
    assert [words.words for words in found.source] == ["Wednesday night"]


@pytest.mark.parametrize(
    ("text", "what", "time", "expected"),
    [
        ("It shelled the dam on the intervening night of 8 and 9 February.", "shelled", "night of 8 and 9 February", "2024-02-08/2024-02-09"),
        ("It shelled the dam in the night between Thursday and Friday.", "shelled", "night between Thursday and Friday", "2024-02-08/2024-02-09"),
        ("It shelled the dam from Saturday until Monday.", "shelled", "from Saturday until Monday", "2024-02-03/2024-02-05"),
        ("It shelled the dam between Saturday and Monday.", "shelled", "between Saturday and Monday", "2024-02-03/2024-02-05"),
        ("It shelled the dam from Thursday to Saturday.", "shelled", "from Thursday to Saturday", "2024-02-08/2024-02-10"),
        ("It shelled the dam on 6, 7 and 8 February.", "shelled", "on 6, 7 and 8 February", "2024-02-06/2024-02-08"),
        ("It shelled the dam on February 5, 6, 7 and 8.", "shelled", "on February 5, 6, 7 and 8", "2024-02-05/2024-02-08"),
        ("It shelled the dam on 2024/02/07.", "shelled", "on 2024/02/07", "2024-02-07"),
        ("It has shelled the dam since October.", "shelled", "since October", "2023-10/.."),
        ("It shelled the dam between 2009 and 2011.", "shelled", "between 2009 and 2011", "2009/2011"),
        ("It shelled the dam in August and September.", "shelled", "in August and September", "2023-08/2023-09"),
        ("It shelled the dam last week.", "shelled", "last week", "2024-01-29/2024-02-04"),
        ("It shelled the dam this week.", "shelled", "this week", "2024-02-05/2024-02-09"),
        ("It shelled the dam in the 1990s.", "shelled", "in the 1990s", "1990/1999"),
        ("It shelled the dam over the summer.", "shelled", "over the summer", "2023-06/2023-08"),
        ("It shelled the dam two weeks ago.", "shelled", "two weeks ago", "2024-01-26~"),
        ("Since the army raided the port in March, crews struck daily.", "struck", "Since the army raided the port in March", "2023-03/.."),
        ("Since the army raided the port in March, crews struck daily.", "raided", "Since the army raided the port in March", "2023-03"),
        ("After the raid of 7 October crews struck daily.", "struck", "After the raid of 7 October", "2023-10-07/.."),
        ("They struck on Friday at 5:30 p.m.", "struck", "on Friday at 5:30 p.m.", "2024-02-09"),
    ],
)
def test_words_of_time_give_the_date_that_they_fix(text: str, what: str, time: str, expected: str) -> None:
    report = report_of(text)
    assert date(report, claim_of(report, what, time)).date == expected


def test_a_planned_act_lies_after_the_report() -> None:
    report = report_of("The council meets Tuesday.")
    assert date(report, claim_of(report, "meets", "Tuesday", type_=EventType.CONSULT, status=Status.PLANNED)).date == "2024-02-13"


def test_an_act_that_occurred_lies_before_the_report_whatever_the_tense_around_it() -> None:
    report = report_of("The crew that will stand trial burned the port in November.")
    assert date(report, claim_of(report, "burned", "in November")).date == "2023-11"


def test_what_has_not_happened_for_a_length_is_counted_back_from_the_report() -> None:
    report = report_of("The group has not fired a rocket for 60 days.")
    found = date(report, claim_of(report, "fired", "for 60 days", status=Status.DID_NOT_OCCUR))
    assert (found.date, found.certainty) == ("2023-12-11/2024-02-09", Certainty.APPROXIMATE)


def test_what_goes_on_now_is_dated_as_of_the_report() -> None:
    report = report_of("Guards currently hold the bridge.")
    assert date(report, claim_of(report, "hold", "currently", status=Status.ONGOING, type_=EventType.COERCE)).date == "2024-02-09"


def test_a_claim_without_time_words_takes_the_date_of_the_same_told_elsewhere_and_says_so() -> None:
    report = report_of("Shelling hits dam\n\nMilitants shelled the dam on Wednesday. The shelling wounded four guards.")
    first = claim_of(report, "shelled", "on Wednesday", recipient="the dam")
    again = claim_of(report, "shelling", recipient="four guards")
    found = date(report, again, first)
    assert (found.date, found.certainty, found.rule) == ("2024-02-07", Certainty.INFERRED, "from the story")
    assert [words.words for words in found.source] == ["Wednesday"]


def test_what_nothing_dates_has_occurred_up_to_the_report() -> None:
    report = report_of("Militants shelled the dam.")
    found = date(report, claim_of(report, "shelled"))
    assert (found.date, found.certainty, found.rule) == ("../2024-02-09", Certainty.INFERRED, "up to the report")


def test_what_is_planned_and_undated_lies_from_the_report_on() -> None:
    report = report_of("Militants vowed to shell the dam.")
    assert date(report, claim_of(report, "shell", status=Status.PLANNED)).date == "2024-02-09/.."


@pytest.mark.parametrize("status", [Status.POSSIBLE, Status.DEMANDED])
def test_what_is_only_possible_or_demanded_stays_undated(status: Status) -> None:
    report = report_of("Militants may shell the dam.")
    found = date(report, claim_of(report, "shell", status=status))
    assert (found.date, found.certainty) == (None, Certainty.UNRESOLVED)


def test_nothing_dates_a_claim_of_an_undated_report() -> None:
    report = report_of("Militants shelled the dam.", published=None)
    found = date(report, claim_of(report, "shelled"))
    assert found.date is None
    assert "report's date is not known" in found.reason


def test_a_full_date_dates_a_claim_of_an_undated_report() -> None:
    report = report_of("Militants shelled the dam on 4 May 2019.", published=None)
    assert date(report, claim_of(report, "shelled", "on 4 May 2019")).date == "2019-05-04"


def test_a_clock_alone_takes_the_day_of_the_story() -> None:
    report = report_of("Militants shelled the dam on Wednesday.\n\nThe shelling began at 6 a.m. local time.")
    first = claim_of(report, "shelled", "on Wednesday", recipient="the dam")
    again = claim_of(report, "shelling", "at 6 a.m. local time")
    assert date(report, again, first).date == "2024-02-07"


@pytest.mark.parametrize(
    ("text", "time", "expected"),
    [
        ("Men shelled the dam during the night.", "during the night", "2024-02-08"),
        ("Men shelled the dam at 9 p.m. local time.", "at 9 p.m. local time", "2024-02-08"),
        ("Men shelled the dam in the morning.", "in the morning", "2024-02-09"),
        ("Men will be shelling the dam at 9 p.m. local time.", "at 9 p.m. local time", "2024-02-09"),
    ],
)
def test_a_late_hour_told_of_as_past_was_that_of_the_day_before(text: str, time: str, expected: str) -> None:
    report = report_of(text)
    assert date(report, claim_of(report, "shell", time)).date == expected


@pytest.mark.parametrize(
    ("text", "what", "time", "expected"),
    [
        ("Joint patrols begun in March have found nothing.", "patrols", "in March", "2023-03/.."),
        ("The siege that began on Monday goes on.", "siege", "on Monday", "2024-02-05/.."),
        ("He was in custody on Thursday.", "in custody", "on Thursday", "2024-02-08"),
        ("Pupils occupy the school for a fourth day.", "occupy", "for a fourth day", "2024-02-06/2024-02-09"),
        ("On 5 February he was sentenced. Since then crowds have camped there.", "camped", "Since then", "2024-02-05/.."),
        ("The road has been cut for three months.", "cut", "for three months", "2023-11/.."),
    ],
)
def test_what_goes_on_began_where_its_words_say(text: str, what: str, time: str, expected: str) -> None:
    report = report_of(text)
    assert date(report, claim_of(report, what, time, status=Status.ONGOING)).date == expected


@pytest.mark.parametrize(
    ("text", "time", "status", "expected"),
    [
        ("The road will be closed from Monday.", "from Monday", Status.PLANNED, "2024-02-12/.."),
        ("The road will be closed from Monday to Wednesday.", "from Monday to Wednesday", Status.PLANNED, "2024-02-12/2024-02-14"),
        ("The road will be closed until May.", "until May", Status.PLANNED, "2024-02-09/2024-05"),
        ("The road must be closed by Tuesday.", "by Tuesday", Status.DEMANDED, "2024-02-09/2024-02-13"),
        ("The road may be closed before April 3.", "before April 3", Status.POSSIBLE, "2024-02-09/2024-04-03"),
        ("The road must be closed within ten days.", "within ten days", Status.DEMANDED, "2024-02-09/2024-02-19"),
        ("The road may be closed in November.", "in November", Status.POSSIBLE, "2024-11"),
        ("The road was closed by Tuesday.", "by Tuesday", Status.OCCURRED, "2024-02-06"),
        ("The road was closed overnight.", "overnight", Status.OCCURRED, "2024-02-08/2024-02-09"),
    ],
)
def test_what_is_to_come_lies_within_the_limits_that_its_words_set(text: str, time: str, status: Status, expected: str) -> None:
    report = report_of(text)
    assert date(report, claim_of(report, "closed", time, status=status)).date == expected


def test_what_may_happen_as_early_as_a_day_may_happen_later() -> None:
    report = report_of("A strike could begin as early as February 22.")
    assert date(report, claim_of(report, "strike", "as early as February 22", status=Status.POSSIBLE)).date == "2024-02-22/.."


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("Since the raid", "2024-02-05/.."),
        ("During the raid", "2024-02-05"),
        ("three days before the raid", "2024-02-02"),
        ("a month after the raid", "2024-03"),
    ],
)
def test_time_words_that_name_another_claim_lean_on_its_date(time: str, expected: str) -> None:
    report = report_of(f"The army raided the port on Monday. Men struck {time}.")
    raided = claim_of(report, "raided", "on Monday")
    raid = claim_of(report, "raid", nth=1)
    found = date(report, claim_of(report, "struck", time, type_=EventType.PROTEST), raided, raid)
    assert (found.date, found.certainty, found.rule) == (expected, Certainty.INFERRED, "beside an event")
    assert found.source[0].words == "raid"


def test_time_words_that_name_an_undated_claim_tell_nothing() -> None:
    report = report_of("Men struck since the raid.")
    found = date(report, claim_of(report, "struck", "since the raid", type_=EventType.PROTEST), claim_of(report, "raid"))
    assert found.rule == "up to the report"


def test_of_a_report_known_to_the_month_the_text_tells_the_day() -> None:
    text = "ADEN, Feb 9, 2024 (Gulf Line) - Men shelled the dam on Wednesday."
    report = replace(report_of(text), published="2024-02", published_from=KnownFrom.METADATA)
    dated = date_claims(Reading(report=report, claims=(claim_of(report, "shelled", "on Wednesday"),))).claims[0]
    assert dated.date == "2024-02-07"
    assert "anchor 2024-02-09 inferred from the text" in (dated.date_reason or "")


def test_all_claims_of_a_report_are_dated_in_the_order_given() -> None:
    report = report_of("Militants shelled the dam on Wednesday. The army raided a port on Thursday.")
    claims = [claim_of(report, "raided", "on Thursday"), claim_of(report, "shelled", "on Wednesday")]
    found = resolve_claim_times(report, claims, find_times(report.text, published=report.published))
    assert [one.date for one in found] == ["2024-02-08", "2024-02-07"]


def test_the_order_of_claims_changes_no_date() -> None:
    report = report_of("Militants shelled the dam on Wednesday. The shelling wounded four. The army raided a port on Thursday. Crews struck.")
    claims = [
        claim_of(report, "shelled", "on Wednesday"),
        claim_of(report, "shelling"),
        claim_of(report, "raided", "on Thursday"),
        claim_of(report, "struck", type_=EventType.PROTEST),
    ]
    times = find_times(report.text, published=report.published)
    forward = resolve_claim_times(report, claims, times)
    backward = resolve_claim_times(report, claims[::-1], times)
    assert forward == backward[::-1]


def test_a_report_dated_by_an_interval_bounds_nothing() -> None:
    report = replace(report_of("Militants shelled the dam."), published="2024-02/2024-03")
    assert date(report, claim_of(report, "shelled")).date is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was attacked on Monday. The attack came a week after troops shelled a camp.", "2024-01-29~"),
        ("It was attacked on Monday. The attack came three days after rebels shelled a camp.", "2024-02-02"),
        ("It was attacked on Monday, two days before rebels shelled a camp.", "2024-02-07"),
    ],
)
@pytest.mark.parametrize("has_time_words", [False, True])
def test_what_a_sentence_counts_its_own_happening_from_lies_that_far_from_it(text: str, expected: str, has_time_words: bool) -> None:
    report = report_of(text)
    length = next(words for words in ("a week", "three days", "two days") if words in text)
    attacked = claim_of(report, "attacked", "on Monday")
    found = date(report, claim_of(report, "shelled", length if has_time_words else None), attacked)
    assert (found.date, found.certainty, found.rule) == (expected, Certainty.INFERRED, "beside an event")


@pytest.mark.parametrize("event", ["the raid", "troops raided a camp"])
def test_what_has_a_date_of_its_own_elsewhere_keeps_it(event: str) -> None:
    report = report_of(f"The army raided the port on Monday. Men struck three days after {event}.")
    raided = claim_of(report, "raided", "on Monday")
    again = claim_of(report, "raid", nth=1)
    struck = claim_of(report, "struck", type_=EventType.PROTEST)
    assert date(report, again, raided, struck).date == "2024-02-05"


def test_another_happening_told_later_in_the_same_words_changes_nothing() -> None:
    report = report_of("It was attacked on Monday. The attack came a week after troops shelled a camp. Rebels shelled a dam on Tuesday.")
    attacked, later = claim_of(report, "attacked", "on Monday"), claim_of(report, "shelled", "on Tuesday", nth=1)
    assert date(report, claim_of(report, "shelled"), attacked, later).date == "2024-01-29~"


def test_what_is_denied_takes_no_date_of_an_aside() -> None:
    report = report_of("The envoy, expelled on Monday, denied that his country had supplied drones.")
    expelled = claim_of(report, "expelled", "on Monday", type_=EventType.SANCTION)
    supplied = claim_of(report, "supplied", type_=EventType.AID, status=Status.DID_NOT_OCCUR)
    assert date(report, supplied, expelled).date == "../2024-02-09"


def test_what_is_denied_takes_the_date_that_a_like_claim_has() -> None:
    report = report_of("Kyiv said that drones were supplied on Monday. The envoy denied that his country supplied any.")
    said = claim_of(report, "supplied", "on Monday", type_=EventType.AID)
    denied = claim_of(report, "supplied", nth=1, type_=EventType.AID, status=Status.DID_NOT_OCCUR)
    assert date(report, denied, said).date == "2024-02-05"


def test_a_night_between_two_days_dates_a_claim_by_both() -> None:
    report = report_of("Men shelled the dam in the night of 7/8 January.")
    assert date(report, claim_of(report, "shelled", "in the night of 7/8 January")).date == "2024-01-07/2024-01-08"


def test_hours_alone_are_no_date_of_a_claim() -> None:
    report = report_of("Men shelled the dam on Wednesday. They kept a curfew from 1800 to 0600.")
    shelled = claim_of(report, "shelled", "on Wednesday")
    kept = claim_of(report, "curfew", "from 1800 to 0600")
    assert date(report, kept, shelled).date == "2024-02-07"


@pytest.mark.parametrize(("published", "expected"), [("2025-03-04", "../2025-03-04"), (None, None)])
def test_what_occurred_takes_no_date_of_what_is_to_come(published: str | None, expected: str | None) -> None:
    report = report_of("Rebels freed nine hostages in Goma. Envoys will meet on 2 April 2025.", published=published)
    meeting = claim_of(report, "meet", "on 2 April 2025", type_=EventType.CONSULT, status=Status.PLANNED)
    assert date(report, claim_of(report, "freed", type_=EventType.RETREAT), meeting).date == expected


def test_what_occurred_may_have_the_next_day_where_an_act_that_occurred_has_it() -> None:
    report = report_of("Crews fired a missile over the strait early on Saturday. The launch drew protests.")
    fired = claim_of(report, "fired", "early on Saturday", type_=EventType.MOBILIZE)
    assert date(report, claim_of(report, "launch", type_=EventType.MOBILIZE), fired).date == "2024-02-10"


def test_a_running_toll_dates_no_single_happening_beside_it() -> None:
    report = report_of("Gunmen killed two guards. Since 7 October, 40 people have been killed. Gunmen carried out 30 raids.")
    toll = claim_of(report, "killed", "Since 7 October", nth=1)
    one, many = claim_of(report, "killed"), replace(claim_of(report, "raids"), count=Count(span(report, "30"), 30, 30))
    assert [date(report, claim, toll).date for claim in (one, many)] == ["../2024-02-09", "2023-10-07/.."]


@pytest.mark.parametrize(("again", "expected"), [("The strikes", "2024-01/.."), ("A strike", "2024-02-04")])
def test_a_series_told_again_goes_on_since_it_began(again: str, expected: str) -> None:
    report = report_of(f"Rebels have struck villages since January. {again} hurt many. They burned a school on Sunday.")
    series, burned = claim_of(report, "struck", "since January"), claim_of(report, "burned", "on Sunday")
    assert date(report, claim_of(report, again.split()[1]), series, burned).date == expected


@pytest.mark.parametrize(
    "text",
    [
        "4 March 2025\n\nGunmen kill six\n\nMen shot a guard.",
        "Gunmen kill six\nPosted by Ali Musa on 4 March 2025, 10:15\nMen shot a guard.",
        "Gunmen kill six\n\nAden, 4 March 2025\n\nMen shot a guard.",
    ],
)
def test_a_date_line_is_the_reports_own_date_and_no_time_of_a_claim(text: str) -> None:
    reading = Reading(report=report_of(text, published=None), claims=())
    told = (claim_of(reading.report, "kill", "4 March 2025"), claim_of(reading.report, "shot"))
    dated = date_claims(replace(reading, claims=told)).claims
    assert [claim.date for claim in dated] == ["../2025-03-04", "../2025-03-04"]
    assert "'4 March 2025" in (dated[0].date_reason or "")
    given = date_claims(replace(reading, report=replace(reading.report, published="2025-03-05"), claims=told)).claims
    assert [claim.date for claim in given] == ["../2025-03-05", "../2025-03-05"]


def test_dates_that_head_the_entries_of_a_log_tell_when_these_happened() -> None:
    report = report_of("Incidents\n\n3 March 2025\n\nMen shot a guard.\n\n4 March 2025\n\nA bomb hit a bus.", published="2025-03-05")
    shot, hit = claim_of(report, "shot", "3 March 2025"), claim_of(report, "hit", "4 March 2025")
    assert [date(report, shot, hit).date, date(report, hit, shot).date] == ["2025-03-03", "2025-03-04"]


def test_a_headline_that_names_its_happening_keeps_the_date_beside_it() -> None:
    report = report_of("Aden Bombing, 4 March 2025\n\nMen shot a guard.", published="2025-03-05")
    assert date(report, claim_of(report, "Bombing", "4 March 2025")).date == "2025-03-04"


@pytest.mark.parametrize(
    ("text", "time", "expected"),
    [
        ("It took the port. Two days later it shelled the dam.", "Two days later", "../2024-02-09"),
        ("It took the port. The next day it shelled the dam.", "The next day", "../2024-02-09"),
        ("It took the port on 1 February. Two days later it shelled the dam.", "Two days later", "2024-02-03"),
    ],
)
def test_what_occurred_is_not_counted_on_from_the_report(text: str, time: str, expected: str) -> None:
    report = report_of(text)
    assert date(report, claim_of(report, "shelled", time)).date == expected


def test_what_is_planned_may_be_counted_on_from_the_report() -> None:
    report = report_of("Two days later it is to shell the dam.")
    assert date(report, claim_of(report, "shell", "Two days later", status=Status.PLANNED)).date == "2024-02-11"


def test_of_points_as_fine_that_in_its_own_sentence_dates_a_claim() -> None:
    report = report_of("On 1 February it took the port. Two days later it shelled the dam.")
    claim = claim_of(report, "shelled", "Two days later")
    claim = replace(claim, time=(span(report, "On 1 February"), *claim.time), sentence=span(report, "Two days later it shelled the dam."))
    assert date(report, claim).date == "2024-02-03"


def test_a_report_with_a_day_of_publication_that_is_none_is_dated_all_the_same() -> None:
    report = replace(report_of("Guards shelled the town on 3 May 2021."), published="May")
    assert date_claims(Reading(report=report, claims=(claim_of(report, "shelled", "on 3 May 2021"),))).claims[0].date == "2021-05-03"


@pytest.mark.parametrize(
    ("time", "expected"), [("at 3 a.m. on Tuesday", "2024-02-06"), ("Tuesday at noon", "2024-02-06"), ("at noon Tuesday", "2024-02-06")]
)
def test_a_time_of_day_with_its_day_takes_no_day_from_the_story(time: str, expected: str) -> None:
    report = report_of(f"On 1 February it took the port. It shelled the dam {time}.")
    claims = (claim_of(report, "took", "On 1 February"), claim_of(report, "shelled", time))
    assert date_claims(Reading(report=report, claims=claims)).claims[1].date == expected


@pytest.mark.parametrize(("time", "expected"), [("Feb. 29", "2020-02-29"), ("late February", "2021-02")])
def test_the_leap_day_is_not_moved_to_a_year_that_has_none(time: str, expected: str) -> None:
    report = report_of(f"A hearing was planned for {time}.", published="2020-12-29")
    assert date(report, claim_of(report, "hearing", time, status=Status.PLANNED)).date == expected


def test_a_day_whose_weekday_is_named_is_not_moved_to_another_year() -> None:
    report = report_of("The court sentences her on Tuesday, Jan. 12.", published="2020-11-05")
    assert date(report, claim_of(report, "sentences", "on Tuesday, Jan. 12")).date == "2021-01-12"


def test_a_day_told_as_past_whose_weekday_agrees_ahead_of_the_report_alone_is_not_that_day() -> None:
    report = report_of("He was shot on Tuesday, Jan. 12.", published="2020-11-05")
    assert date(report, claim_of(report, "shot", "on Tuesday, Jan. 12")).date == "../2020-11-05"
