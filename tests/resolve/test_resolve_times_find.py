from datetime import date, timedelta

import pytest

from whence.errors import WhenceError
from whence.resolve.times import Granularity, TimeExpression, TimeType, find_times
from whence.terms import Certainty

FRIDAY = "2024-02-09"


def only(text: str, *, published: str | None = FRIDAY) -> TimeExpression:
    found = find_times(text, published=published)
    assert len(found) == 1, [(expression.span.words, expression.value) for expression in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The depot burned on Wednesday night.", "Wednesday night", "2024-02-07TNI"),
        ("The council met on the Friday before last.", "the Friday before last", "2024-01-26"),
        ("The council met on the Monday before last.", "the Monday before last", "2024-01-29"),
        ("The council met on 2024/02/07.", "2024/02/07", "2024-02-07"),
        ("The council will meet on Tuesday.", "Tuesday", "2024-02-13"),
        ("The council met on Tuesday.", "Tuesday", "2024-02-06"),
        ("The council met on Friday.", "Friday", "2024-02-09"),
        ("Envoys arrive next Tuesday.", "next Tuesday", "2024-02-13"),
        ("Envoys left last Thursday.", "last Thursday", "2024-02-08"),
        ("The road was cut in late January.", "late January", "2024-01"),
        ("The road was cut in early 2015.", "early 2015", "2015"),
        ("The road was cut in mid-March.", "mid-March", "2023-03"),
        ("Shelling went on over the past two weeks.", "the past two weeks", "P2W"),
        ("Strikes have gone on since 7 October.", "7 October", "2023-10-07"),
        ("The mayor resigned three days ago.", "three days ago", "2024-02-06"),
        ("The mayor resigned two years ago.", "two years ago", "2022"),
        ("The dam was hit in the summer of 2015.", "the summer of 2015", "2015-SU"),
        ("Exports fell in the third quarter of 2023.", "the third quarter of 2023", "2023-Q3"),
        ("The budget for fiscal 2023 passed.", "fiscal 2023", "FY2023"),
        ("The town grew in the 1990s.", "the 1990s", "199"),
        ("A fort of the fourth century BC was shelled.", "the fourth century BC", "BC03"),
        ("It fell in 490 BC.", "490 BC", "BC0490"),
        ("Guards were doubled every Friday.", "every Friday", "XXXX-WXX-5"),
        ("Guards were changed twice a week.", "twice a week", "P1W"),
        ("The market is shelled daily.", "daily", "P1D"),
        ("A three-day truce was announced.", "three-day", "P3D"),
        ("The siege lasted more than a year.", "more than a year", "P1Y"),
        ("Sirens sounded at 5:30 p.m. on Tuesday.", "5:30 p.m. on Tuesday", "2024-02-06T17:30"),
        ("Sirens sounded at 2024-01-15T08:30:00Z.", "2024-01-15T08:30:00Z", "2024-01-15T08:30:00Z"),
        ("The order is dated 31.03.2022.", "31.03.2022", "2022-03-31"),
        ("The order is dated 22 Bahman 1402.", "22 Bahman 1402", "2024-02-11"),
        ("The order is dated 04 FEB 90.", "04 FEB 90", "1990-02-04"),
        ("The camp is now empty.", "now", "PRESENT_REF"),
        ("The camp was recently emptied.", "recently", "PAST_REF"),
        ("Hostages spoke on New Year's Eve.", "New Year's Eve", "2023-12-31"),
        ("A truce was broken at Easter 1990.", "Easter 1990", "1990-04-15"),
        ("The siege began five years ago today.", "five years ago today", "2019-02-09"),
        ("Talks resume in the first half of next year.", "the first half of next year", "2025-H1"),
        ("A convoy left in the early hours of Sunday.", "the early hours of Sunday", "2024-02-04TMO"),
        ("A curfew runs from 1800.", "1800", "2024-02-09T18:00"),
        ("A curfew runs until 0600.", "0600", "2024-02-09T06:00"),
        ("Shops shut from 2030 local.", "2030", "2024-02-09T20:30"),
        ("It will be shut from 1900 on Sunday.", "1900 on Sunday", "2024-02-11T19:00"),
        ("Shots were heard at 1430 on Tuesday.", "1430 on Tuesday", "2024-02-06T14:30"),
        ("It fell at half past three.", "half past three", "2024-02-09T03:30"),
        ("It fell at quarter to one p.m. on Tuesday.", "quarter to one p.m. on Tuesday", "2024-02-06T12:45"),
        ("It fell at half past three in the afternoon.", "half past three in the afternoon", "2024-02-09T15:30"),
        ("It has been so since 1948.", "1948", "1948"),
        ("A law from 2019 forbids it.", "2019", "2019"),
        ("A building from 1800 burned.", "1800", "1800"),
        ("The curfew law from 1945 lapsed.", "1945", "1945"),
    ],
)
def test_words_get_their_span_and_value(text: str, words: str, value: str) -> None:
    found = only(text)
    assert (found.span.words, found.value) == (words, value)


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        ("It has gone on since April 15.", "2024-04-10", ["2023-04-15"]),
        ("The war began on October 7, 2022. Since October 7 forty have died.", "2024-10-16", ["2022-10-07", "2022-10-07"]),
        ("The war began on October 7, 2022. Guards met on October 7.", "2024-10-16", ["2022-10-07", "2024-10-07"]),
        ("The truce will last 60 days.", FRIDAY, ["P60D"]),
        ("It could last two weeks, as the last two weeks did.", FRIDAY, ["P2W", "P2W"]),
        ("They came at 11 p.m. on Sunday. Nobody came until morning.", "2023-05-09", ["2023-05-07T23:00", "2023-05-08TMO"]),
        ("They came at 7 p.m. on Sunday. Nobody came in the morning.", "2023-05-09", ["2023-05-07T19:00", "2023-05-07TMO"]),
    ],
)
def test_times_follow_from_what_the_text_told(text: str, published: str, values: list[str]) -> None:
    assert [expression.value for expression in find_times(text, published=published)] == values


@pytest.mark.parametrize(
    "text",
    [
        "May I march with you? She may march on.",
        "The sun sat low in the second row.",
        "Room 2010 held 1,500 men and 2000 troops.",
        "A 16-year-old girl, aged 16, stood there.",
        "Former guards then left for good.",
        "They fired at 300 metres from gate 12.",
    ],
)
def test_words_of_other_meaning_are_no_times(text: str) -> None:
    assert find_times(text, published=FRIDAY) == []


@pytest.mark.parametrize(
    ("text", "type_"),
    [("on 5 May 2019", TimeType.DATE), ("at noon", TimeType.TIME), ("for two hours", TimeType.DURATION), ("each day", TimeType.SET)],
)
def test_types_are_those_of_timex3(text: str, type_: TimeType) -> None:
    assert only(text).type == type_


def test_a_bare_weekday_of_the_day_after_publication_is_that_day() -> None:
    assert only("A missile was fired early on Saturday.").value == "2024-02-10"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Saturday", "2024-02-03"),
        ("Friday", "2024-02-09"),
        ("early Saturday", "2024-02-03"),
        ("Monday", "2024-02-05"),
        ("about Saturday", "2024-02-03"),
        ("at least Saturday", "2024-02-03"),
        ("around Saturday", "2024-02-03"),
    ],
)
def test_what_goes_on_since_a_weekday_began_no_later_than_the_report(words: str, day: str) -> None:
    assert only(f"Shells have fallen on the port since {words}.").edtf == day


def test_what_goes_on_since_a_weekday_began_before_the_day_told_where_only_the_month_of_the_report_is_known() -> None:
    for word, day in (("since", "2024-02-03"), ("on", "2024-02-10")):
        _, weekday = find_times(f"The port was shelled on 9 February 2024. Fire {word} Saturday killed ten.", published="2024-02")
        assert weekday.edtf == day, word


@pytest.mark.parametrize(
    "text", ["Since Saturday is a holiday, the courts will close.", "Since Saturday's vote will be monitored, crowds are expected."]
)
def test_since_that_means_because_sets_no_beginning(text: str) -> None:
    assert only(text).edtf == "2024-02-10"
    assert only("Fighting since Saturday has killed 20 people.").edtf == "2024-02-03"


def test_a_date_without_a_year_takes_the_year_that_its_weekday_agrees_with() -> None:
    assert only("The court met on Thursday, 7 December.", published="2024-01-20").value == "2023-12-07"


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("She faces 20 years when she is sentenced on Jan. 12, they said.", "2025-03-05", "2026-01-12"),
        ("She will be sentenced in Marib on Jan. 12.", "2025-03-05", "2026-01-12"),
        ("The vote will be held Feb. 3.", "2025-03-05", "2026-02-03"),
        ("The vote is to be held on Feb. 3.", "2025-02-05", "2025-02-03"),  # the report was dated late
        ("The next hearing is on Dec. 3.", "2025-01-12", "2025-12-03"),
        ("Her next court hearing is in Marib on Dec. 3.", "2025-01-12", "2025-12-03"),
        ("The next hearing is set for Dec. 3.", "2025-01-12", "2025-12-03"),
        ("The next hearing is planned for Dec. 3.", "2025-01-12", "2025-12-03"),
        ("The man next door is thought to have fled on Dec. 3.", "2025-01-12", "2024-12-03"),
        ("The next phase is under way, he said on Dec. 3.", "2025-01-12", "2024-12-03"),
        ("She is sentenced on Jan. 12.", "2024-12-05", "2025-01-12"),
        ("She is sentenced on Jan. 12.", "2025-03-05", "2025-01-12"),
        ("She was to be sentenced on Jan. 12.", "2025-03-05", "2025-01-12"),
        ("She will be tried for the raid on Jan. 12.", "2025-03-05", "2025-01-12"),
        ("The court will look into the Jan. 12 raid.", "2025-03-05", "2025-01-12"),
        ("The army will probe a strike on Marib on Jan. 12.", "2025-03-05", "2025-01-12"),
        ("The talks will take place in Marib on Jan. 12.", "2025-03-05", "2026-01-12"),
        ("She will be tried for killing six men on Jan. 12.", "2025-03-05", "2025-01-12"),
        ("The army will probe strikes on Jan. 12.", "2025-03-05", "2025-01-12"),
        ("Police will release video from Jan. 12.", "2025-03-05", "2025-01-12"),
        ("The court will decide if the strike on Jan. 12 was lawful.", "2025-03-05", "2025-01-12"),
        ("She is charged with raiding a market on Jan. 12.", "2025-10-05", "2025-01-12"),
    ],
)
def test_a_day_without_a_year_lies_on_the_side_that_the_tense_says_outright(text: str, published: str, value: str) -> None:
    assert [found.value for found in find_times(text, published=published) if found.type is TimeType.DATE] == [value]


def test_a_day_whose_weekday_agrees_in_no_year_about_the_report_says_less() -> None:
    near = only("The blast on Sunday, Feb. 3, killed two.", published="2025-02-05")
    assert (near.edtf, near.certainty, near.reason) == ("2025-02-03~", Certainty.APPROXIMATE, "2025-02-03 is no Sunday")
    far = only("The trial opened on Tuesday, Jan. 12.", published="2025-03-05")
    assert (far.edtf, far.certainty) == (None, Certainty.UNRESOLVED)
    assert far.reason == "2025-01-12 is no Tuesday, nor is the day in a year beside it"


def test_a_day_that_is_to_come_and_that_the_report_is_dated_after_is_not_exact() -> None:
    found = only("She will be sentenced on Jan. 5.", published="2021-01-12")
    assert (found.edtf, found.certainty) == ("2021-01-05", Certainty.APPROXIMATE)
    assert found.reason is not None and "may be later than the words" in found.reason
    assert only("She was sentenced on Jan. 5.", published="2021-01-12").certainty is Certainty.EXACT


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("He was shot on Wednesday, Jan. 12.", "2021-01-12", "2021-01-12~"),  # a Wednesday in 2022
        ("It killed six on Thursday, March 5.", "2021-03-06", "2021-03-05~"),  # a Thursday in 2020
        ("It killed six on Thursday, March 5.", "2019-03-06", "2019-03-05~"),  # off by two, but 2020 lies ahead
        ("She will be sentenced on Wednesday, Jan. 12.", "2021-01-10", "2021-01-12~"),
        ("She will be sentenced on Wednesday, Jan. 12.", "2021-01-18", "2022-01-12"),
        ("It killed six on Thursday, March 5.", "2021-01-20", "2020-03-05"),
        ("It killed six on Tuesday, March 5.", "2020-03-06", "2019-03-05"),
        ("It killed six on Thursday, March 5.", "2021-03", "2020-03-05"),
    ],
)
def test_a_weekday_off_by_one_beside_a_day_near_the_report_is_a_slip_and_no_other_year(text: str, published: str, expected: str) -> None:
    assert only(text, published=published).edtf == expected


@pytest.mark.parametrize("text", ["He is jailed on Jan. 12 to 20 years.", "Two fled on Jan. 12 and 20 people stayed."])
def test_a_number_that_counts_is_no_last_day(text: str) -> None:
    assert [found.value for found in find_times(text, published=FRIDAY) if found.type is TimeType.DATE] == ["2024-01-12"]


def test_days_with_a_dash_between_are_both_days() -> None:
    assert [found.value for found in find_times("On Jan. 12-13 police shot six men.", published=FRIDAY)] == ["2024-01-12", "2024-01-13"]


def test_the_following_day_is_counted_from_the_day_told_before() -> None:
    found = find_times("On 2 February 2011 the gates were shut. The following day the guards left.", published=FRIDAY)
    assert [expression.value for expression in found] == ["2011-02-02", "2011-02-03"]
    assert found[1].anchor == "text 2011-02-02"


def test_hours_later_are_counted_from_the_clock_told_before() -> None:
    found = find_times("The blast came at 9:30 p.m. on Wednesday. Two hours later a second one followed.", published=FRIDAY)
    assert found[1].value == "2024-02-07T23:30"


def test_a_time_of_day_belongs_to_the_day_of_the_event_and_not_of_the_saying() -> None:
    found = find_times("A strike on Wednesday killed two, officials said on Friday. The car was hit at 21:30.", published=FRIDAY)
    assert found[2].value == "2024-02-07T21:30"


def test_both_ends_of_a_range_know_the_range() -> None:
    found = find_times("Schools shut from 3-5 May 2011.", published=FRIDAY)
    assert [expression.value for expression in found] == ["2011-05-03", "2011-05-05"]
    assert {expression.within for expression in found} == {"2011-05-03/2011-05-05"}


def test_between_two_years_is_a_range_and_two_years_alone_are_not() -> None:
    between = find_times("It changed hands between 2009 and 2011.", published=FRIDAY)
    apart = find_times("It changed hands in 2009 and 2011.", published=FRIDAY)
    assert between[0].within == "2009/2011"
    assert apart[0].within is None


def test_a_year_of_two_digits_after_a_dash_has_the_century_before_it() -> None:
    assert [expression.value for expression in find_times("the war of 1980-88")] == ["1980", "1988"]


def test_a_history_counts_bare_months_from_the_year_last_told() -> None:
    text = "In December 1941 the port fell. In January the army fled. In March 1942 it came back. In 1950 and 1951 it was rebuilt."
    assert [expression.value for expression in find_times(text, published="2009-12-19")][:3] == ["1941-12", "1942-01", "1942-03"]


def test_a_zone_is_kept_as_stated() -> None:
    assert only("at 1430 GMT").zone == "Z"
    assert only("at 5:30 p.m. local time").zone == "local"
    assert only("at 5:30 p.m. local time").value == "2024-02-09T17:30"


def test_a_weekday_without_a_publication_date_is_unresolved_with_the_reason() -> None:
    found = only("The depot burned on Wednesday.", published=None)
    assert (found.value, found.edtf, found.certainty) == ("XXXX-WXX-3", None, Certainty.UNRESOLVED)
    assert found.reason is not None
    assert "no publication date" in found.reason


def test_a_day_in_a_text_without_a_date_takes_the_year_told_before() -> None:
    found = find_times("In May 2006 the post was taken. It was lost on 10 June.")
    assert [expression.value for expression in found] == ["2006-05", "2006-06-10"]


def test_a_publication_month_resolves_days_to_that_month_and_says_so() -> None:
    found = only("The depot burned on Wednesday.", published="2024-02")
    assert (found.edtf, found.certainty) == ("2024-02", Certainty.APPROXIMATE)
    assert found.reason is not None


def test_day_and_month_that_could_be_either_leave_only_the_year() -> None:
    found = only("The order is dated 3/4/2018.")
    assert (found.edtf, found.earliest, found.latest) == ("2018", date(2018, 3, 4), date(2018, 4, 3))
    assert found.reason is not None


def test_a_day_that_no_month_has_is_unresolved_with_the_reason() -> None:
    found = only("The order is dated 29 February 2023.")
    assert found.edtf is None
    assert found.reason == "the month has no day 29"


def test_moon_bound_feasts_are_approximate() -> None:
    found = only("Guns fell silent on Eid al-Fitr 2024.")
    assert (found.edtf, found.certainty) == ("2024-04-10~", Certainty.APPROXIMATE)


def test_edges_narrow_the_days_and_keep_the_unit() -> None:
    found = only("The road was cut in late January.")
    assert (found.edtf, found.granularity) == ("2024-01", Granularity.MONTH)
    assert (found.earliest, found.latest) == (date(2024, 1, 21), date(2024, 1, 31))


def test_the_past_two_weeks_is_an_interval_up_to_the_report() -> None:
    found = only("Shelling went on over the past two weeks.")
    assert (found.edtf, found.certainty) == ("2024-01-26/2024-02-09", Certainty.RANGE)


def test_years_before_the_year_one_have_edtf_and_no_days() -> None:
    found = only("It fell in 490 BC.")
    assert (found.edtf, found.earliest, found.latest) == ("-0489", None, None)


def test_september_11_is_a_day_of_2001_only_where_attacks_follow() -> None:
    assert only("since the September 11 attacks").value == "2001-09-11"
    assert only("since September 11").value == "2023-09-11"


def test_spans_count_code_points() -> None:
    text = "🚀 Am 7. — A strike on Monday."
    found = only(text)
    assert text[found.span.start : found.span.end] == "Monday"


def test_an_empty_text_has_no_times() -> None:
    assert find_times("") == []


@pytest.mark.parametrize("text", ["The curfew will last from 1800 to 0600.", "a curfew (1800-0600)", "Guards stood there from 1800 until 0600."])
def test_two_hours_of_four_digits_are_a_night(text: str) -> None:
    found = find_times(text, published="2024-02-09")
    assert [expression.type for expression in found] == [TimeType.TIME, TimeType.TIME]
    assert [expression.value[-6:] for expression in found] == ["T18:00", "T06:00"]
    assert (found[1].earliest or date.min) - (found[0].earliest or date.min) == timedelta(days=1)


def test_two_whole_hours_of_a_curfew_are_no_years() -> None:
    assert [e.value for e in find_times("A curfew from 1800 to 2000 will be kept.", published=FRIDAY)] == ["2024-02-09T18:00", "2024-02-09T20:00"]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("from 1990 to 1994", "1990/1994"),
        ("from 1800 to 1860", "1800/1860"),
        ("between 1800 and 2000", "1800/2000"),
        ("by curfew from 2000 to 2005", "2000/2005"),
    ],
)
def test_two_years_stay_years(text: str, within: str) -> None:
    assert {expression.within for expression in find_times(f"It ruled {text}.", published=FRIDAY)} == {within}


def test_numbers_of_four_digits_that_count_are_no_hours() -> None:
    assert find_times("It fell from 2300 troops to 0 and rose by 2200 men. Call 0800 numbers.", published=FRIDAY) == []


@pytest.mark.parametrize("night", ["overnight", "on Thursday night"])
def test_the_morning_after_a_night_is_the_next_days(night: str) -> None:
    found = find_times(f"The dam was shelled {night} and in the morning.", published=FRIDAY)
    assert [expression.value for expression in found] == ["2024-02-08TNI", "2024-02-09TMO"]


def test_a_small_hour_after_a_night_is_the_next_days() -> None:
    found = find_times("The dam was shelled on Wednesday night. The gate fell at 2 a.m.", published=FRIDAY)
    assert found[1].value == "2024-02-08T02:00"


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("the night of 7/8 June", ["2023-06-07TNI", "2023-06-08"]),
        ("the night of 7-8 June 2019", ["2019-06-07TNI", "2019-06-08"]),
        ("the night of June 7/8", ["2023-06-07TNI", "2023-06-08"]),
        ("the night of 31 December/1 January 2020", ["2019-12-31TNI", "2020-01-01"]),
        ("the night from Tuesday to Wednesday", ["2024-02-06TNI", "2024-02-07"]),
    ],
)
def test_a_night_between_two_days_has_both(words: str, values: list[str]) -> None:
    found = find_times(f"The dam fell in {words}.", published=FRIDAY)
    assert [expression.value for expression in found] == values
    assert found[0].span.start == len("The dam fell in ")
    assert found[0].within == f"{values[0][:10]}/{values[1]}"


def test_the_reason_of_a_weekday_is_true_where_the_text_tells_a_date_before() -> None:
    found = find_times("The port burned on 17 September 2022. Guards left on Friday.", published=None)
    assert found[1].reason == "no publication date, and it is not counted from the dates that the text tells before it"


@pytest.mark.parametrize("published", ["nonsense", "2025-02-30", "3 May 2021", "", 3])
def test_a_day_of_publication_that_is_none_is_refused(published: object) -> None:
    with pytest.raises(WhenceError, match=r"published is .*which is no date\. Possible: 2024-02-07"):
        find_times("x", published=published)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, b"On Monday", 5])
def test_what_is_no_text_has_no_times(text: object) -> None:
    with pytest.raises(WhenceError, match="A text is needed"):
        find_times(text)  # type: ignore[arg-type]
