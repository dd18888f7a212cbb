from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_network import WORDPIECE, at

from whence.read.phrases import PHRASES, whole_phrases
from whence.read.windows import find_words

TEXT = "Doctors of a relief group in Selby, the port of Nara, met Aram Selim and 2 aides at dawn on Friday — near the old mill in Otsu — by the sea."


def phrases(text: str, role: str, *parts: str) -> list[str]:
    words = find_words(text, WORDPIECE)
    whole = whole_phrases(text, words, role, [at(text, words, part) for part in parts])
    return [text[words.spans[first][0] : words.spans[last - 1][1]] for first, last in whole]


@pytest.mark.parametrize(
    ("role", "text", "parts", "whole"),
    [
        ("actor", "Doctors of a relief group fled.", ["Doctors", "relief group"], ["Doctors of a relief group"]),
        ("recipient", "They met philanthropist Aram Selim.", ["philanthropist", "Aram Selim"], ["philanthropist Aram Selim"]),
        ("actor", "A local commander, Aram Selim, fled.", ["A local commander", "Aram Selim"], ["A local commander, Aram Selim"]),
        ("place", "It fell on a barracks in the town of Selby.", ["a barracks", "town", "Selby"], ["a barracks in the town of Selby"]),
        ("time", "It fell at dawn on Friday.", ["at dawn", "on Friday"], ["at dawn on Friday"]),
        ("time", "Mon., 10:20 p.m. Shots heard.", ["Mon", "10:20 p.m"], ["Mon., 10:20 p.m."]),
        ("time", "It fell at 10:57 a.m. Sunday in Otsu.", ["at 10"], ["at 10:57 a.m. Sunday"]),
        ("time", "It fell shortly before 11:48 p.m. Tuesday.", ["shortly", "m. Tuesday"], ["shortly before 11:48 p.m. Tuesday"]),
        ("time", "It fell Sunday at about 6.15pm local time.", ["local time"], ["Sunday at about 6.15pm local time"]),
        ("time", "It fell at two o'clock on Friday, May 3.", ["two"], ["at two o'clock on Friday, May 3"]),
    ],
)
def test_a_phrase_that_was_cut_is_made_whole(role, text, parts, whole):
    assert phrases(text, role, *parts) == whole


@pytest.mark.parametrize(
    ("role", "text", "parts"),
    [
        ("actor", "Norland and Ostia signed.", ["Norland", "Ostia"]),
        ("actor", "Talks between Norland Ostia went on.", ["Norland", "Ostia"]),
        ("recipient", "They gave the captives to the envoy.", ["the captives", "the envoy"]),
        ("actor", "Farmers, Aram Selim and Ivo Brandt signed.", ["Farmers", "Aram Selim", "Ivo Brandt"]),
        ("place", "It fell in Selby near Otsu.", ["Selby", "Otsu"]),
        ("time", "From May the town was quiet, in June it burned.", ["From May", "in June"]),
        ("time", "It fell at 7 p.m. in Otsu and at 9:30 p.m. Sunday in Nara.", ["at 7 p.m.", "at 9:30 p.m. Sunday"]),
        ("time", "On Sunday he met 12 men; at 10:57 they left.", ["On Sunday"]),
        ("time", "It fell on May 3, and 10 a.m. is the hour of prayer.", ["on May 3"]),
        ("actor", "The 7:30 Group met.", ["30 Group"]),
        ("actor", "It fell.\n\nRebels\n\nArmy men", ["Rebels", "Army men"]),
    ],
)
def test_phrases_that_are_two_stay_two(role, text, parts):
    assert phrases(text, role, *parts) == parts


def test_a_place_within_a_place_is_one_of_its_own():
    assert phrases("It fell on the Regional Jail in the Otsu district.", "place", "the Regional Jail in the Otsu district") == [
        "the Regional Jail",
        "the Otsu district",
    ]
    assert phrases("It fell in Zaitra, Selby Province.", "place", "Zaitra, Selby Province") == ["Zaitra", "Selby Province"]
    assert phrases("It fell in Zaitra, Va.", "place", "Zaitra, Va") == ["Zaitra, Va"]


def test_who_the_party_is_is_no_second_party():
    assert phrases("Several states — Norland, Ostia — refused.", "actor", "Several states", "Norland, Ostia") == ["Several states"]
    assert phrases("Aram Selim, a lawyer, refused.", "actor", "Aram Selim", "a lawyer") == ["Aram Selim"]


@given(st.sampled_from(sorted(PHRASES)), st.lists(st.integers(0, 33), max_size=10, unique=True))
def test_phrases_keep_their_order_and_reach_past_what_they_are_made_of_by_a_time_of_day_alone(role, cuts):
    words = find_words(TEXT, WORDPIECE)
    cuts = sorted(cuts)
    stretches = list(zip(cuts[::2], cuts[1::2], strict=False))
    whole = whole_phrases(TEXT, words, role, stretches)
    assert all(first < last for first, last in whole)
    assert all(one[1] <= other[0] for one, other in pairwise(whole))
    assert not whole or (whole[0][0] >= stretches[0][0] and whole[-1][1] <= stretches[-1][1])
