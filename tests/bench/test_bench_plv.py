import gzip
import json

from made_readings import TableReader, make_reading, span
from scripted_network import read_scripted

from sets import plv
from whence.terms import Reading, Report, report_id

TEXT = "Norland and its allies accused the navy of Sudland of firing on boats off Kufra."


def event(type_="ACCUSE", actor="Norland and its allies", recipient="the navy of Sudland", **more):
    row = {"type": type_, "type_alt": [type_], "actor": [span(TEXT, actor)], "recipient": [span(TEXT, recipient)] if recipient else None}
    return row | more


def accuse(**more):
    return {"type": "ACCUSE", "what": "accused", "actor": ["Norland", "its allies"], "recipient": "navy of Sudland"} | more


FIRED = {"type": "ASSAULT", "what": "firing", "actor": "Sudland", "recipient": "boats", "confidence": 0.9}


def verdict(event_, *claims):
    return plv.judge(event_, make_reading(TEXT, *claims))


def test_articles_prepositions_and_the_cut_into_spans_do_not_count_in_a_strict_tuple():
    assert all(verdict(event(), accuse()).values())


def test_another_word_breaks_a_strict_tuple_and_not_the_lenient_one():
    found = verdict(event(), accuse(recipient="navy"))
    assert (found[plv.STRICT], found[plv.LENIENT]) == (False, True)


def test_a_tuple_needs_the_type_in_the_same_claim():
    found = verdict(event(), accuse(type="REJECT"), {"type": "ACCUSE", "what": "accused"})
    assert found[plv.ANY]
    assert not any(found[name] for name in (plv.STRICT, plv.LENIENT, plv.SHARED, plv.NEAREST))


def test_the_type_of_a_claim_about_others_is_not_the_rows():
    found = verdict(event("ASSAULT", actor="Norland", recipient="the navy"), FIRED)
    assert (found[plv.SHARED], found[plv.ANY]) == (False, True)


def test_the_nearest_claim_agrees_in_most_parties():
    far = accuse(type="SUPPORT", recipient="boats", confidence=1.0)
    assert verdict(event(), far, accuse(confidence=0.4))[plv.NEAREST]


def test_of_equally_near_claims_the_surest_is_taken():
    assert verdict(event(), accuse(type="REJECT", confidence=0.5), accuse(confidence=0.6))[plv.NEAREST]
    assert not verdict(event(), accuse(type="REJECT", confidence=0.7), accuse(confidence=0.6))[plv.NEAREST]


def test_either_of_two_allowed_types_is_right():
    row = event("YIELD", type_alt=["CONCEDE", "RETREAT"])
    assert verdict(row, accuse(type="RETREAT"))[plv.STRICT]


def test_a_row_without_recipient_asks_for_a_claim_without():
    assert verdict(event(recipient=None), accuse(recipient=[]))[plv.STRICT]
    assert not verdict(event(recipient=None), accuse())[plv.LENIENT]


def test_a_place_stands_for_a_recipient_in_the_lenient_tuple():
    found = verdict(event(recipient="Kufra"), accuse(recipient=[], place="Kufra"))
    assert (found[plv.STRICT], found[plv.LENIENT]) == (False, True)


def test_a_sentence_without_claims_is_wrong_and_counted():
    outcome = plv.compare([{"id": "a", "text": TEXT, "events": [event()]}], [make_reading(TEXT)])
    assert outcome.counts == {"rows without a claim": 1}
    assert [(figure.value, figure.of) for figure in outcome.figures.values()] == [(0.0, 1)] * 5


def test_what_the_decoder_makes_is_compared(tmp_path):
    roles = {"actor": ["Norland and its allies"], "recipient": ["navy of Sudland"]}
    claims, _ = read_scripted(TEXT, {"accused": ("ACCUSE", "occurred", "none", roles)})
    path = tmp_path / "dev.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "text": TEXT, "events": [event()]}).encode()))
    reading = Reading(report=Report(id=report_id(TEXT), text=TEXT), claims=tuple(claims))
    assert plv.measure(TableReader(reading), path).figures["strict tuple"].value == 1.0
