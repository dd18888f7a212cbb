import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.read.numbers import parse_figure


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("12", (12, 12)),
        ("8,000 families", (8000, 8000)),
        ("three soldiers", (3, 3)),
        ("twenty-three fishermen", (23, 23)),
        ("two hundred and ten thousand people", (210_000, 210_000)),
        ("two of three guards", (2, 2)),
        ("tens of thousands", (20_000, None)),
        ("several dozen miners", (36, None)),
        ("3 billion", (3_000_000_000, 3_000_000_000)),
        ("no fewer than 10", (10, None)),
        ("no less than twelve", (12, None)),
        ("no more than 5", (0, 5)),
        ("John Marsh, 33", (1, 1)),
        ("Sgt. Odile Roux (21)", (1, 1)),
        ("Ahmed and Karim", (2, 2)),
        ("a man and a woman", (2, 2)),
        ("Will Farrow", (1, 1)),
        ("killed journalist Odile Roux", (1, 1)),
        ("a hundred villagers", (100, 100)),
        ("3.5 million people", (3_500_000, 3_500_000)),
        ("half a dozen men", (6, 6)),
        ("a dozen", (12, 12)),
        ("both brothers", (2, 2)),
        ("at least 12", (12, None)),
        ("At least a dozen", (12, None)),
        ("more than 200 operations", (201, None)),
        ("over 40", (41, None)),
        ("fewer than ten", (0, 9)),
        ("up to 30 people", (0, 30)),
        ("20 or more", (20, None)),
        ("between 5 and 7", (5, 7)),
        ("between five and seven civilians", (5, 7)),
        ("5-7 soldiers", (5, 7)),
        ("10 to 15", (10, 15)),
        ("about 40", (40, 40)),
        ("nearly 8,000", (8000, 8000)),
        ("several officers", (3, None)),
        ("dozens", (24, None)),
        ("scores of shoppers", (40, None)),
        ("hundreds", (200, None)),
        ("hundreds of thousands", (200_000, None)),
        ("thousands of residents", (2000, None)),
        ("no casualties", (0, 0)),
        ("nobody", (0, 0)),
        ("Ilse Marrow", (1, 1)),
        ("Karim Brooks", (1, 1)),
        ("a 17-year-old boy", (1, 1)),
        ("his mother", (1, 1)),
        ("she", (1, 1)),
        ("a boy of nine", (1, 1)),
        ("a woman and two children", (3, 3)),
        ("a father and his son", (2, 2)),
        ("half a million people", (500_000, 500_000)),
        ("a quarter of a million people", (250_000, 250_000)),
        ("without casualties", (0, 0)),
        ("a family of five", (5, 5)),
        ("a group of about 20", (20, 20)),
        ("a minimum of six", (6, None)),
        ("a six-man patrol", (6, 6)),
        ("a member of a six-man patrol", (1, 1)),
        ("mum of three", (1, 1)),
        ("a boy, 9", (1, 1)),
        ("a few dozen protesters", (36, None)),
        ("a couple of dozen", (24, 24)),
        ("two to three dozen", (24, 36)),
        ("30 to 40 thousand", (30_000, 40_000)),
        ("twenty-odd students", (20, 20)),
        ("five-plus", (5, None)),
        ("six at least", (6, None)),
        ("not a single soldier", (0, 0)),
        ("no-one", (0, 0)),
        ("mother and child", (2, 2)),
        ("twins", (2, 2)),
        ("their driver", (1, 1)),
        ("police sergeant", (1, 1)),
        ("an opposition figure", (1, 1)),
        ("a youth", (1, 1)),
        ("a clerk on 34th Street", (1, 1)),
        ("a soldier of the 34th regiment", (1, 1)),
        ("a delegation of five", (5, 5)),
        ("a cell of four", (4, 4)),
        ("a convoy of 12", (12, 12)),
        ("an army of 300", (300, 300)),
        ("a schoolboy of nine", (1, 1)),
        ("a father of four", (1, 1)),
        ("not one but two soldiers", (2, 2)),
    ],
)
def test_a_figure_in_words_is_read_by_the_rules(words, figure):
    assert parse_figure(words) == figure


@pytest.mark.parametrize(
    "words",
    [
        *("not", "LOSSES", "reportedly"),
        *("many soldiers", "the Taliban", "Israelis", "women and children", "an unknown number of civilians", "the villagers", "them", "—"),
        *("many staff", "the youth of Otsu", "Teachers and pupils"),
        *("only", "even", "a handful of men", "two thirds", "his parents", "their children", "a few people"),
        *("toll", "the death toll", "dead", "the number", "a family", "the residents of Kankara", "pupils from Government College"),
        *("have died", "would have survived", "so far", "killed"),
    ],
)
def test_many_without_a_figure_has_none(words):
    assert parse_figure(words) is None


def test_a_bound_may_stand_before_the_phrase():
    assert parse_figure("200 people", before="killed more than ") == (201, None)
    assert parse_figure("12", before="left at least ") == (12, None)
    assert parse_figure("5 and 7", before="killed between ") == (5, 7)
    assert parse_figure("12 men", before="On Friday in Hanover, ") == (12, 12)
    assert parse_figure("12", before="no fewer than ") == (12, None)


def test_a_bound_may_stand_after_the_phrase():
    assert parse_figure("30", after=" or more were hurt") == (30, None)
    assert parse_figure("30", after=" at least, he said") == (30, None)
    assert parse_figure("not one", after=" but two soldiers of") == (2, 2)
    assert parse_figure("not one but", after=" two soldiers of") is None
    assert parse_figure("not one", after=" of them") == (0, 0)
    assert parse_figure("30", after="\n\nAt least 30 died") == (30, 30)


def test_those_handed_over_are_no_more_than_told():
    assert parse_figure("86 men", before="agreed to hand over ") == parse_figure("86 men", before="a lorry ran over ") == (86, 86)
    assert parse_figure("86 men", before="the toll passed ") == (87, None)


def test_an_ordinal_counts_happenings_up_to_its_own():
    assert parse_figure("for the third time", people=False) == (3, 3)
    assert parse_figure("the 12th such raid in two weeks", people=False) == (12, 12)
    assert parse_figure("the two raids of the third day", people=False) == (2, 2)
    assert parse_figure("fourth", after=" mayor to be shot", people=False) == (4, 4)
    assert parse_figure("a third") == parse_figure("the third bombing victim") == (1, 1)


@pytest.mark.parametrize("words", ["the 101st Airborne Division", "the 34th Regiment", "third-party", "over a third", "the second man"])
def test_an_ordinal_of_no_happening_is_no_count(words):
    assert parse_figure(words, after=" was told", people=False) is None


def test_two_figures_that_are_no_range_are_not_joined():
    assert parse_figure("three men and two women") == (3, 3)


def test_numbers_side_by_side_are_not_one_number():
    assert parse_figure("12 13") == (12, 12)
    assert parse_figure("5, 12") == (5, 5)
    assert parse_figure("two guards, five drivers") == (2, 2)


def test_a_single_thing_is_no_count():
    assert parse_figure("the raid", people=False) is None
    assert parse_figure("a six-man raid", people=False) is None
    assert parse_figure("two raids", people=False) == (2, 2)
    assert parse_figure("a series of raids (12)", people=False) == (12, 12)


@pytest.mark.parametrize("words", ["9" * 400, f"{'9' * 400} men", "999,999,999,999 billion people", "dozen " * 50])
def test_a_number_beyond_all_people_is_no_figure(words):
    assert parse_figure(words) is None


def test_a_range_whose_end_is_beyond_all_numbers_is_no_range():
    assert parse_figure(f"5-{'9' * 5000} men") == (5, 5)


@given(st.text(max_size=60))
def test_no_phrase_breaks_it_and_bounds_are_in_order(words):
    figure = parse_figure(words)
    assert figure is None or (figure[0] >= 0 and (figure[1] is None or figure[1] >= figure[0]))


@given(st.integers(0, 10**9))
def test_every_number_in_digits_is_itself(number):
    assert parse_figure(f"{number:,} people") == (number, number)


def test_anyone_is_nobody_where_a_toll_is_asked():
    assert parse_figure("anyone") == parse_figure("anybody") == (0, 0)  # "did not kill anyone"
