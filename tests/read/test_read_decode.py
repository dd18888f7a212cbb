from scripted_network import read_scripted

from whence.terms import EventType, Harm, Mode, Status


def words(spans):
    return [span.words for span in spans]


def test_a_happening_becomes_a_claim_with_its_fields():
    text = "Rebels shelled the port of Maruni on Friday with mortars, killing at least 12 dockers."
    roles = {
        "what": ["killing"],
        "actor": ["Rebels"],
        "recipient": ["the port of Maruni", "at least 12 dockers"],
        "place": ["the port of Maruni"],
        "time": ["on Friday"],
        "means": ["mortars"],
        "toll_killed": ["at least 12"],
    }
    (claim,), attributions = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "heavy-weapons", roles)})
    assert (claim.type, claim.status, claim.mode) == (EventType.ASSAULT, Status.OCCURRED, Mode.HEAVY_WEAPONS)
    assert words(claim.what) == ["shelled", "killing"]
    assert [p.span.words for p in claim.actor] == ["Rebels"]
    assert [p.span.words for p in claim.recipient] == ["the port of Maruni", "at least 12 dockers"]
    assert words(claim.place) == ["the port of Maruni"]
    assert words(claim.time) == ["on Friday"]
    assert words(claim.means) == ["mortars"]
    assert [(t.span.words, t.harm, t.low, t.high) for t in claim.toll] == [("at least 12", Harm.KILLED, 12, None)]
    assert claim.sentence.words == text
    assert not claim.account and attributions == []


def test_mode_belongs_to_assault_alone():
    (claim,), _ = read_scripted("Police banned the march.", {"banned": ("COERCE", "occurred", "beat", {})})
    assert claim.mode is None


def test_a_happening_inside_what_is_said_has_its_speaker():
    text = "The ministry said rebels shelled the port. Nobody was hurt."
    tellings = {"said": {"source": ["The ministry"], "content": ["rebels shelled the port"]}}
    happening = ("ASSAULT", "occurred", "none", {"source": ["The ministry"], "cue": ["said"]})
    (claim,), (attribution,) = read_scripted(text, {"shelled": happening}, tellings)
    assert [(link.source.words, link.cue.words) for link in claim.account.links] == [("The ministry", "said")]
    assert words(attribution.source) == ["The ministry"]
    assert words(attribution.content) == ["rebels shelled the port"]


def test_the_outer_speaker_stands_first_in_a_nested_account():
    text = "State television said the army claims rebels shelled the port."
    tellings = {
        "claims": {"source": ["the army"], "content": ["rebels shelled the port"]},
        "said": {"source": ["State television"], "content": ["the army claims rebels shelled the port"]},
    }
    (claim,), _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["said", "claims"]})}, tellings)
    assert [link.source.words for link in claim.account.links] == ["State television", "the army"]


def test_the_speakers_own_i_is_no_second_link():
    text = "The general said “I warn that we shelled the port”."
    tellings = {
        "said": {"source": ["The general"], "content": ["“I warn that we shelled the port”"]},
        "warn": {"source": ["I"], "content": ["we shelled the port"]},
    }
    (claim,), _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["said", "warn"]})}, tellings)
    assert [link.source.words for link in claim.account.links] == ["The general"]


def test_a_cue_that_is_the_act_itself_is_no_account_of_it():
    text = "The union condemned the raid."
    tellings = {"condemned": {"source": ["The union"], "content": ["condemned the raid"]}}
    (claim,), _ = read_scripted(text, {"condemned": ("ACCUSE", "occurred", "none", {"source": ["The union"], "cue": ["condemned"]})}, tellings)
    assert not claim.account


def test_a_source_without_a_word_of_saying_has_no_cue():
    text = "Police: two rioters held."
    tellings = {"Police": {"source": ["Police"], "content": ["two rioters held"]}}
    (claim,), (attribution,) = read_scripted(text, {"held": ("COERCE", "occurred", "none", {"source": ["Police"]})}, tellings)
    assert [(link.source.words, link.cue) for link in claim.account.links] == [("Police", None)]
    assert words(attribution.source) == ["Police"] and attribution.cue == ()


def test_a_word_for_the_same_act_is_not_a_second_claim():
    text = "A strike hit the convoy."
    happenings = {"strike": ("ASSAULT", "occurred", "none", {"what": ["hit"]}), "hit": ("ASSAULT", "occurred", "none", {})}
    (claim,), _ = read_scripted(text, happenings)
    assert words(claim.what) == ["strike", "hit"]


def test_a_toll_without_a_figure_makes_no_row():
    text = "The blast hurt many shoppers and two guards."
    roles = {"toll_injured": ["many shoppers", "two guards"]}
    (claim,), _ = read_scripted(text, {"blast": ("ASSAULT", "occurred", "explosives", roles)})
    assert [(t.span.words, t.low, t.high) for t in claim.toll] == [("two guards", 2, 2)]


def test_two_parties_side_by_side_stay_two():
    text = "Talks between Qatar Egypt and Oman went on."
    (claim,), _ = read_scripted(text, {"Talks": ("CONSULT", "ongoing", "none", {"actor": ["Qatar", "Egypt", "Oman"]})})
    assert [p.span.words for p in claim.actor] == ["Qatar", "Egypt", "Oman"]


def test_spans_leave_quotation_marks_and_commas_out_and_keep_the_dot_of_an_initialism():
    text = "Envoys of “the regime”, met the U.S. on Monday."
    roles = {"actor": ["“the regime”,"], "recipient": ["the U.S"]}
    (claim,), _ = read_scripted(text, {"met": ("CONSULT", "occurred", "none", roles)})
    assert [p.span.words for p in claim.actor] == ["the regime"]
    assert [p.span.words for p in claim.recipient] == ["the U.S."]


def test_spans_at_marks_emoji_and_right_to_left_words_slice_the_text():
    text = "Cafe\u0301 owners 👩‍👩‍👧 struck in שָׁלוֹם."
    roles = {"actor": ["Cafe\u0301 owners 👩‍👩‍👧"], "place": ["שָׁלוֹם"]}
    (claim,), _ = read_scripted(text, {"struck": ("PROTEST", "occurred", "none", roles)})
    assert claim.actor[0].span.words == "Cafe\u0301 owners"
    assert claim.place[0].words == "שָׁלוֹם"
    for span in (claim.actor[0].span, claim.place[0], *claim.what):
        assert text[span.start : span.end] == span.words


def test_an_empty_finding_is_no_claim():
    assert read_scripted("Sunny spells are expected in Lagos.", {}) == ([], [])


def test_the_count_of_a_series_is_a_figure():
    text = "The group carried out more than 200 operations."
    (claim,), _ = read_scripted(text, {"operations": ("ASSAULT", "occurred", "none", {"count": ["more than 200"]})})
    assert (claim.count.low, claim.count.high) == (201, None)
