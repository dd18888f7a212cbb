import pytest
from made_readings import make_reading, span

from sets import satp

TEXT = "Three Kufra Brigade KB militants shot at a Police van killing two constables in Sarir on May 3"


def row(actor, recipient):
    return {"id": "s", "text": TEXT, "actor": [span(TEXT, w) for w in actor], "recipient": [span(TEXT, w) for w in recipient]}


ROW = row(["Kufra Brigade KB", "militants"], ["Police van", "van", "two constables"])
SHOT = {"type": "ASSAULT", "what": "shot", "actor": "Three Kufra Brigade KB militants", "recipient": "Police van"}
KILLED = {"type": "ASSAULT", "what": "killing", "actor": "Three Kufra Brigade KB militants", "recipient": ["two constables", "Sarir"]}


def figures(*claims, of=ROW):
    return {name: (figure.value, figure.of) for name, figure in satp.compare([of], [make_reading(TEXT, *claims)]).figures.items()}


def test_phrases_side_by_side_or_overlapping_are_one():
    assert [s.words for s in satp.join(make_reading(TEXT, SHOT).claims[0].what, TEXT)] == ["shot"]
    found = figures(SHOT, KILLED)
    assert found["actor F1"] == (1.0, 1)
    assert found["recipient recall"] == (1.0, 2)


def test_a_party_of_two_claims_counts_once_and_a_wrong_one_is_wrong():
    assert figures(SHOT, KILLED)["recipient precision"] == (pytest.approx(2 / 3), 3)


def test_a_shared_article_makes_no_party_right():
    of = row(["militants"], ["a Police"])
    assert figures({"type": "ASSAULT", "what": "shot", "actor": "at a"}, of=of)["actor precision"] == (0.0, 1)


def test_a_row_without_marks_makes_what_is_read_wrong():
    of = {"id": "s", "text": TEXT, "actor": None, "recipient": None}
    assert figures(SHOT, of=of)["actor precision"] == (0.0, 1)
