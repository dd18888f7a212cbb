import pytest
from scripted_network import WORDPIECE

from whence.read.speakers import find_turns
from whence.read.windows import find_words


def turns(text: str) -> list[tuple[str, str]]:
    words = find_words(text, WORDPIECE)
    found = find_turns(text, words)
    return [tuple(text[words.spans[a][0] : words.spans[b - 1][1]] for a, b in (turn.speaker, turn.said)) for turn in found]


@pytest.mark.parametrize(
    ("headline", "turn"),
    [
        ("Police: two men held", ("Police", "two men held")),
        ("Interior ministry: raid foiled", ("Interior ministry", "raid foiled")),
        ("Puppies stolen from farm: RCMP", ("RCMP", "Puppies stolen from farm")),
        ("Army never fired a shot – Commander", ("Commander", "Army never fired a shot")),
    ],
)
def test_a_headline_names_its_speaker_before_or_after_a_mark(headline, turn):
    assert turns(f"{headline}\n\nOTSU - Two men were held on Friday.") == [turn]


@pytest.mark.parametrize(
    "headline",
    [
        "Verdun: two men held",
        "Live: two men held",
        "Two men held - The Daily Otsu",
        "Bridge shut - police search the river",
        "Police: " + "long " * 60,
    ],
)
def test_a_headline_without_a_speaker_has_none(headline):
    assert turns(f"{headline}\n\nOTSU - Two men were held on Friday.") == []


def test_each_turn_of_an_interview_has_its_speaker_up_to_the_next():
    text = "Talk of the day\n\n(HOST) Will you go?\n\n(BRANDT) Yes. We told Holt: go.\n\n(HOST) And then?\n\n(BRANDT) We told Holt: stay."
    said = [("HOST", "Will you go?"), ("BRANDT", "Yes. We told Holt: go."), ("HOST", "And then?"), ("BRANDT", "We told Holt: stay.")]
    assert turns(text) == said


def test_a_turn_in_the_first_line_is_no_headline_beside():
    text = "Police: We held two.\nMayor Holt: We fled.\nPolice: We stay.\nMayor Holt: We ask."
    said = [("Police", "We held two."), ("Mayor Holt", "We fled."), ("Police", "We stay."), ("Mayor Holt", "We ask.")]
    assert turns(text) == turns(text.replace("\n", " ")) == said


def test_a_headline_above_an_interview_has_its_speaker_too():
    text = "Police: two men held\n\n(HOST) Who did it?\n\n(BRANDT) We ask.\n\n(HOST) And then?\n\n(BRANDT) We wait."
    assert turns(text)[:2] == [("Police", "two men held"), ("HOST", "Who did it?")]


def test_who_only_asks_says_nothing():
    text = "Q: Will you go?\nA: We shall go.\nQ: And then?\nA: Then we stay."
    assert turns(text) == [("A", "We shall go."), ("A", "Then we stay.")]


def test_single_words_with_a_colon_are_no_turns():
    assert turns("OTSU: Two men were held.\n\nSelby: A shop burned.\n\nNara: All quiet.") == []
