import json

import pytest
from made_readings import make_reading

import errors
from whence.evaluate.matching import Words
from whence.json_form import dump_line, reading_to_json
from whence.terms import EventType

TEXT = "Norland said rebels shelled Kufra.\n\nThe rebels deny that they bombed the town and will meet envoys in Tunis."
SHELLED = {"type": "ASSAULT", "what": "shelled", "actor": "rebels", "recipient": "Kufra", "by": "Norland"}
BOMBED = {"type": "ASSAULT", "what": "bombed", "actor": "they", "recipient": "the town", "status": "did_not_occur", "by": "The rebels"}
MEET = {"type": "CONSULT", "what": "meet", "actor": "The rebels", "recipient": "envoys", "place": "Tunis", "status": "planned"}


def mistakes(gold, read):
    return list(errors.find_mistakes(make_reading(TEXT, *gold), make_reading(TEXT, *read)))


def kinds(gold, read):
    return {mistake.kind: round(mistake.cost, 2) for mistake in mistakes([gold], [read])}


def test_a_right_reading_has_no_mistakes():
    assert mistakes([SHELLED, BOMBED, MEET], [SHELLED, BOMBED, MEET]) == []


def test_a_missed_happening_costs_all_that_it_holds():
    (mistake,) = mistakes([SHELLED, MEET], [SHELLED])
    assert (mistake.kind, mistake.cost, mistake.read) == ("missed happening", 4.0, None)


def test_a_false_happening_costs_by_how_sure_it_is():
    (mistake,) = mistakes([SHELLED], [SHELLED, MEET | {"confidence": 0.5}])
    assert (mistake.kind, mistake.cost, mistake.gold) == ("false happening", 2.0, None)


@pytest.mark.parametrize(
    ("gold", "read", "cost"), [("ASSAULT", "ASSAULT", 0), ("ASSAULT", "COERCE", 1), ("ACCUSE", "ASSAULT", 2), ("AID", "ACCUSE", 3)]
)
def test_a_wrong_type_costs_more_across_the_quad_classes(gold, read, cost):
    assert errors.type_cost(EventType(gold), EventType(read)) == cost


def test_the_quad_classes_are_made_of_types():
    assert set(EventType) >= errors.VERBAL | errors.COOPERATION


def test_each_party_missing_or_wrong_costs_one():
    assert kinds(SHELLED, SHELLED | {"actor": "Norland", "recipient": []}) == {"wrong party": 3.0}


def test_an_account_lost_altogether_costs_more_than_a_wrong_one():
    assert kinds(SHELLED, SHELLED | {"by": []}) == {"lost account": 2.0}
    assert kinds(SHELLED, SHELLED | {"by": ["Norland", "rebels"]}) == {"lost account": 1.0}


def test_links_in_the_wrong_order_cost_one():
    both = make_reading(TEXT, SHELLED | {"by": ["Norland", "rebels"]}, SHELLED | {"by": ["rebels", "Norland"]}).claims
    assert errors.account_cost(*both, Words(TEXT)) == 1


def test_a_denial_read_as_a_fact_costs_more_than_a_plan_read_as_a_denial():
    assert kinds(BOMBED, BOMBED | {"status": "occurred"}) == {"wrong status": 2.0}
    assert kinds(BOMBED, BOMBED | {"status": "planned"}) == {"wrong status": 1.0}


def test_the_sentence_is_shown_with_what_is_meant_in_brackets():
    (mistake,) = mistakes([BOMBED], [])
    assert mistake.sentence == "The rebels deny that they [bombed] the town and will meet envoys in Tunis."


def test_several_words_are_bracketed_each():
    what = make_reading(TEXT, {"type": "CONSULT", "what": ["meet", "deny"]}).claims[0].what
    assert errors.marked_sentence(TEXT, what) == "The rebels [deny] that they bombed the town and will [meet] envoys in Tunis."


def test_the_costliest_of_each_kind_are_taken_in_turn():
    found = mistakes([SHELLED, BOMBED, MEET], [SHELLED | {"by": []}, BOMBED | {"by": [], "status": "occurred"}])
    chosen = errors.costliest(found, 3)
    assert [mistake.kind for mistake in chosen] == ["missed happening", "lost account", "wrong status"]
    assert len(errors.costliest(found, 50)) == len(found) == 4


def test_totals_and_confusions_count_all_mistakes():
    found = mistakes([SHELLED, MEET], [SHELLED | {"type": "COERCE"}, MEET | {"type": "AGREE"}])
    assert errors.totals(found)["wrong type"] == (2, 2.0)
    assert errors.confusions(found, "wrong type", "type") == [("ASSAULT → COERCE", 1), ("CONSULT → AGREE", 1)]


def test_the_text_shows_both_sides():
    found = mistakes([SHELLED], [SHELLED | {"by": [], "confidence": 0.75}])
    shown = errors.shown_text(found, found, "made by hand")
    assert "LOST ACCOUNT" in shown
    assert "1. cost 1.5, confidence 0.75, r" in shown
    assert "gold: ASSAULT occurred | rebels → Kufra | by Norland (?)" in shown
    assert "read: ASSAULT occurred | rebels → Kufra | by the report itself" in shown


def test_readings_made_before_are_judged(tmp_path, monkeypatch, capsys):
    for name, reading in (("gold", make_reading(TEXT, SHELLED)), ("read", make_reading(TEXT, SHELLED | {"status": "possible"}, id="other"))):
        (tmp_path / f"{name}.json").write_text(dump_line(reading_to_json(reading)), encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["errors.py", "--gold", str(tmp_path / "gold.json"), "--predicted", str(tmp_path / "read.json"), "--json"])
    errors.main()
    found = json.loads(capsys.readouterr().out)
    assert found["totals"]["wrong status"] == {"n": 1, "cost": 2.0}
    assert found["confusions"]["wrong status"] == {"occurred → possible": 1}
    assert [mistake["read"]["status"] for mistake in found["mistakes"]] == ["possible"]
