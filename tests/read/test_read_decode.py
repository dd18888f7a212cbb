import pytest
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


def test_one_who_says_a_thing_in_two_ways_is_one_link():
    text = "A spokesman said seven men died and denied that rebels shelled the port."
    tellings = {
        "said": {"source": ["A spokesman"], "content": ["seven men died and denied that rebels shelled the port"]},
        "denied": {"source": ["A spokesman"], "content": ["rebels shelled the port"]},
    }
    (claim,), _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["said", "denied"]})}, tellings)
    assert [(link.source.words, link.cue.words) for link in claim.account.links] == [("A spokesman", "denied")]
    assert claim.status is Status.DID_NOT_OCCUR


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
    text = "A strike at dawn hit the convoy."
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


@pytest.mark.parametrize(
    ("text", "tagged", "span"),
    [
        ("The River Front (RF) struck a post.", "The River Front (RF", "The River Front (RF)"),
        ("The River Front (RF) struck a post.", "The River Front (RF)", "The River Front (RF)"),
        ("The River Front (RF) struck a post.", "The River Front (", "The River Front"),
        ("The River Front (RF) struck a post.", "(RF)", "RF"),
        ("The River Front (“RF”) struck a post.", "The River Front (“RF", "The River Front (“RF”)"),
        ("The Front [sic] struck a post.", "The Front [sic", "The Front [sic]"),
        ('The "River Front" struck a post.', 'The "River Front', 'The "River Front"'),
        ("The so-called “River Front” struck a post.", "The so-called “River Front", "The so-called “River Front”"),
        ('The Front, said to be "free", struck a post.', "The Front", "The Front"),
        ('"The Front" struck a post.', '"The Front"', "The Front"),
        ('"The Front struck a post," he said.', '"The Front', "The Front"),
        ("The Front (once the RF (1999)) struck a post.", "The Front (once the RF (1999", "The Front (once the RF (1999))"),
        ("The Front (RF, say some) struck a post.", "The Front (RF", "The Front (RF"),
        ("The Front (or so) struck a post.", "The Front", "The Front"),
    ],
)
def test_a_bracket_that_closes_one_in_the_span_is_of_it(text, tagged, span):
    (claim,), _ = read_scripted(text, {"struck": ("ASSAULT", "occurred", "none", {"actor": [tagged]})})
    assert [p.span.words for p in claim.actor] == [span]


def test_spans_at_marks_emoji_and_right_to_left_words_slice_the_text():
    text = "Cafe\u0301 owners 👩‍👩‍👧 struck in שָׁלוֹם."
    roles = {"actor": ["Cafe\u0301 owners 👩‍👩‍👧"], "place": ["שָׁלוֹם"]}
    (claim,), _ = read_scripted(text, {"struck": ("PROTEST", "occurred", "none", roles)})
    assert claim.actor[0].span.words == "Cafe\u0301 owners"
    assert claim.place[0].words == "שָׁלוֹם"
    for span in (claim.actor[0].span, claim.place[0], *claim.what):
        assert text[span.start : span.end] == span.words


def test_an_empty_finding_is_no_claim_and_no_telling():
    assert read_scripted("Sunny spells are expected in Lagos.", {}) == ([], [])
    assert read_scripted("The mayor said nothing.", {}, {"said": {"source": ["The mayor"]}}) == ([], [])


def test_the_count_of_a_series_is_a_figure():
    text = "The group carried out more than 200 operations."
    (claim,), _ = read_scripted(text, {"operations": ("ASSAULT", "occurred", "none", {"count": ["more than 200"]})})
    assert (claim.count.low, claim.count.high) == (201, None)


FILLER = "The road to the coast was dry and the shops were shut again that week. "
LONG = f"{FILLER * 9}The envoy said “the army shelled the port. {FILLER * 3}Then it burned the market”. {FILLER * 9}Later police held a man."


def test_a_text_of_several_windows_is_read_once_and_in_place():
    happenings = {
        "shelled": ("ASSAULT", "occurred", "none", {"actor": ["the army"], "recipient": ["the port"]}),
        "burned": ("ASSAULT", "occurred", "none", {"recipient": ["the market"]}),
        "held": ("COERCE", "occurred", "none", {"actor": ["police"], "recipient": ["a man"]}),
    }
    claims, _ = read_scripted(LONG, happenings)
    assert [c.what[0].words for c in claims] == ["shelled", "burned", "held"]
    assert [[p.span.words for p in c.recipient] for c in claims] == [["the port"], ["the market"], ["a man"]]
    assert claims[2].sentence.words == "Later police held a man."


def test_a_quotation_over_the_seam_of_two_windows_keeps_its_speaker():
    start = LONG.index("“")
    quotation = LONG[start : LONG.index("”") + 1]
    tellings = {"said": {"source": ["The envoy"], "content": [quotation]}}
    happening = ("ASSAULT", "occurred", "none", {})
    claims, (attribution,) = read_scripted(LONG, {"shelled": happening, "burned": happening, "held": ("COERCE", "occurred", "none", {})}, tellings)
    assert [[link.source.words for link in c.account.links] for c in claims] == [["The envoy"], ["The envoy"], []]
    assert words(attribution.content) == [quotation]


def test_the_outer_speaker_stands_first_also_where_its_cue_stands_last():
    text = "Rebels shelled the port, the army claims, state television said."
    tellings = {
        "claims": {"source": ["the army"], "content": ["Rebels shelled the port"]},
        "said": {"source": ["state television"], "content": ["Rebels shelled the port, the army claims"]},
    }
    (claim,), _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["said", "claims"]})}, tellings)
    assert [link.source.words for link in claim.account.links] == ["state television", "the army"]


def test_a_telling_that_is_not_sure_gives_an_account_but_is_not_listed():
    text = "The ministry said rebels shelled the port."
    tellings = {"said": {"source": ["The ministry"], "content": ["rebels shelled the port"]}}
    (claim,), attributions = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["said"]})}, tellings, weak={"said"})
    assert [link.source.words for link in claim.account.links] == ["The ministry"]
    assert attributions == []


def test_an_account_has_at_most_three_links():
    text = "A said B said C said D said rebels shelled the port."
    cues = ["said", "said#2", "said#3", "said#4"]
    tellings = {cue: {"source": [who], "content": ["rebels shelled the port"]} for cue, who in zip(cues, "ABCD", strict=True)}
    (claim,), _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": cues})}, tellings)
    assert len(claim.account.links) == 3


def test_a_statement_after_a_colon_keeps_its_speaker_to_its_end():
    statement = f"Rebels shelled the port. {FILLER * 8}\n\nWe ask: why? They burned the market."
    tellings = {"said": {"source": ["The ministry"], "content": ["Rebels shelled the port. The road to the coast was dry"]}}
    happening = ("ASSAULT", "occurred", "none", {})
    for end in ("ENDS", "Notes to editors", "What the mayor wrote:"):
        text = f"The ministry said in a statement:\n\n{statement}\n\n{end}\n\nLater police held a man."
        claims, _ = read_scripted(text, {"shelled": happening, "burned": happening, "held": ("COERCE", "occurred", "none", {})}, tellings)
        assert [[link.source.words for link in c.account.links] for c in claims] == [["The ministry"], ["The ministry"], []], end


def test_a_quoted_statement_after_a_colon_ends_with_its_quotation():
    quoted = "“Rebels shelled the port. The road to the coast was dry.\n\n“Then they burned the market.”"
    text = f"The ministry said:\n\n{quoted}\n\nLater police held a man."
    tellings = {"said": {"source": ["The ministry"], "content": ["“Rebels shelled the port. The road to the coast was dry."]}}
    happening = ("ASSAULT", "occurred", "none", {})
    claims, _ = read_scripted(text, {"shelled": happening, "burned": happening, "held": ("COERCE", "occurred", "none", {})}, tellings)
    assert [[link.source.words for link in c.account.links] for c in claims] == [["The ministry"], ["The ministry"], []]


SHELLED = ("ASSAULT", "occurred", "none", {})


def accounts(text: str, happenings: dict, tellings: dict) -> list[list[tuple[str | None, str | None]]]:
    """Read a text: of each happening, the sources and cues of its account."""
    claims, _ = read_scripted(text, happenings, tellings)
    return [[(link.source and link.source.words, link.cue and link.cue.words) for link in claim.account.links] for claim in claims]


def test_only_a_colon_and_its_first_words_make_what_follows_a_statement():
    follows = f"Rebels shelled the port. {FILLER * 2}They burned the market."
    shelled = {"shelled": SHELLED, "burned": SHELLED}
    spoke = {"spoke": {"source": ["The ministry"], "content": ["Rebels shelled the port. The road to the coast was dry"]}}
    assert accounts(f"The ministry spoke:\n\n{follows}", shelled, spoke) == [[("The ministry", "spoke")]] * 2
    assert accounts(f"The ministry spoke on Friday.\n\n{follows}", shelled, spoke) == [[("The ministry", "spoke")], []]
    named = {"named": {"source": ["The ministry"], "content": ["three towns"]}}
    assert accounts(f"The ministry named three towns:\n\n{follows}", shelled, named) == [[], []]


def test_what_the_network_ties_to_no_speaker_has_one_only_where_it_is_as_good_as_certain():
    said = {"said": {"source": ["The ministry"], "content": ["it was dry", "when rebels shelled the port~0.8"]}}
    assert accounts("The ministry said it was dry when rebels shelled the port.", {"shelled": SHELLED}, said) == [[]]


def test_a_word_of_saying_without_a_source_is_an_outer_link():
    text = "It is reported that the mayor says rebels shelled the port."
    tellings = {
        "reported": {"content": ["the mayor says rebels shelled the port"]},
        "says": {"source": ["the mayor"], "content": ["rebels shelled the port"]},
    }
    shelled = {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["reported", "says"]})}
    assert accounts(text, shelled, tellings) == [[(None, "reported"), ("the mayor", "says")]]


def test_items_of_a_list_tell_of_happenings_of_their_own():
    text = "Rebels:\n- shelled the port\n- struck the market with mortars\nPolice left."
    roles = {"actor": ["Rebels"], "what": ["struck"], "recipient": ["the port", "the market"], "means": ["mortars"]}
    struck = ("ASSAULT", "occurred", "none", {"recipient": ["the market"], "means": ["mortars"]})
    one, other = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", roles), "struck": struck})[0]
    assert words(one.what) == ["shelled"] and words(one.means) == []
    assert [[p.span.words for p in party] for party in (one.actor, one.recipient)] == [["Rebels"], ["the port"]]
    assert words(other.what) == ["struck"] and words(other.means) == ["mortars"]


def test_no_phrase_runs_on_from_the_line_of_its_sentence_into_the_next():
    text = "- rebels moved on the port\nPolice left."
    (claim,), _ = read_scripted(text, {"left": ("RETREAT", "occurred", "none", {"actor": ["the port\nPolice"]})})
    assert [p.span.words for p in claim.actor] == ["the port", "Police"]


def test_words_of_two_sentences_name_two_happenings():
    text = "Rebels shelled the port. They burned the market."
    claims, _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"what": ["burned"]}), "burned": SHELLED})
    assert [words(claim.what) for claim in claims] == [["shelled"], ["burned"]]


def test_a_list_after_a_colon_has_its_speaker_to_its_end_and_no_further():
    text = "The ministry said:\n- rebels shelled the port at dawn\n- they burned the market\nand shot a man\n\nPolice held a man."
    tellings = {"said": {"source": ["The ministry"], "content": ["- rebels shelled the port at dawn"]}}
    claims, _ = read_scripted(text, {"shelled": SHELLED, "burned": SHELLED, "shot": SHELLED, "held": SHELLED}, tellings)
    assert [[link.source.words for link in c.account.links] for c in claims] == [["The ministry"], ["The ministry"], ["The ministry"], []]


def test_a_quotation_that_runs_on_over_paragraphs_keeps_its_speaker_to_its_end():
    far = f"“{FILLER * 16}Rebels shelled the port.\n\n“{FILLER * 6}They burned the market.”"
    text = f"“Nobody slept,” the envoy said. “We hid.\n\n{far}\n\nPolice held a man."
    tellings = {"said": {"source": ["the envoy"], "content": ["“Nobody slept,”", "“We hid."]}}
    claims, _ = read_scripted(text, {"shelled": SHELLED, "burned": SHELLED, "held": SHELLED}, tellings)
    assert [[link.source.words for link in c.account.links] for c in claims] == [["the envoy"], ["the envoy"], []]


def test_a_quotation_that_runs_on_is_of_the_speaker_named_behind_it():
    text = "“Rebels shelled the port.\n\n“They burned the market,” the envoy said. Police held a man."
    tellings = {"said": {"source": ["the envoy"], "content": ["“They burned the market,”"]}}
    claims, _ = read_scripted(text, {"shelled": SHELLED, "burned": SHELLED, "held": SHELLED}, tellings)
    assert [[link.source.words for link in c.account.links] for c in claims] == [["the envoy"], ["the envoy"], []]


def test_a_speaker_whom_a_headline_names_is_the_account_and_is_listed():
    text = "Otsu police: two rioters held\n\nA shop burned on Friday."
    happenings = {"held": ("COERCE", "occurred", "none", {}), "burned": ("ASSAULT", "occurred", "none", {})}
    claims, (attribution,) = read_scripted(text, happenings)
    assert [[(link.source.words, link.cue) for link in c.account.links] for c in claims] == [[("Otsu police", None)], []]
    assert words(attribution.source) == ["Otsu police"] and attribution.cue == () and words(attribution.content) == ["two rioters held"]


def test_the_speaker_of_a_headline_is_the_outer_link_where_another_speaks_in_it():
    held = {"held": ("COERCE", "occurred", "none", {"cue": ["says"]})}
    says = {"says": {"source": ["mayor"], "content": ["two rioters held"]}}
    assert accounts("Otsu police: mayor says two rioters held\n\nA shop burned.", held, says) == [[("Otsu police", None), ("mayor", "says")]]


def test_who_speaks_within_a_quotation_is_the_inner_link_though_its_speaker_is_named_last():
    text = "“The mayor claims rebels shelled the port.\n\n“They burned the market,” the envoy said. Police held a man."
    tellings = {
        "claims": {"source": ["The mayor"], "content": ["rebels shelled the port"]},
        "said": {"source": ["the envoy"], "content": ["“They burned the market,”"]},
    }
    shelled = {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["claims", "said"]})}
    assert accounts(text, shelled, tellings) == [[("the envoy", "said"), ("The mayor", "claims")]]


def test_a_pronoun_right_after_the_cue_is_no_second_link():
    text = "The mayor said that she hopes police hold the man."
    tellings = {
        "said": {"source": ["The mayor"], "content": ["she hopes police hold the man"]},
        "hopes": {"source": ["she"], "content": ["police hold the man"]},
    }
    (claim,), _ = read_scripted(text, {"hold": ("COERCE", "possible", "none", {"cue": ["said", "hopes"]})}, tellings)
    assert [link.source.words for link in claim.account.links] == ["The mayor"]


def test_a_pronoun_of_somebody_named_since_the_cue_is_a_second_link():
    text = "The mayor said the guard fled and he admits shooting the man."
    tellings = {
        "said": {"source": ["The mayor"], "content": ["the guard fled and he admits shooting the man"]},
        "admits": {"source": ["he#3"], "content": ["shooting the man"]},
    }
    shooting = {"shooting": ("ASSAULT", "occurred", "none", {"cue": ["said", "admits"]})}
    assert accounts(text, shooting, tellings) == [[("The mayor", "said"), ("he", "admits")]]


def test_a_cue_without_a_source_within_anothers_words_is_no_link():
    text = "The mayor said police are expected to hold the man."
    tellings = {
        "said": {"source": ["The mayor"], "content": ["police are expected to hold the man"]},
        "expected": {"content": ["to hold the man"]},
    }
    (claim,), _ = read_scripted(text, {"hold": ("COERCE", "possible", "none", {"cue": ["said", "expected"]})}, tellings)
    assert [link.source.words for link in claim.account.links] == ["The mayor"]


def test_all_who_say_a_thing_together_and_all_who_speak_in_turn_are_listed():
    text = "The army and the mayor said all was well.\n\n(HOST) Was it?\n\n(BRANDT) No.\n\n(HOST) Why?\n\n(BRANDT) Ask them."
    _, found = read_scripted(text, {}, {"said": {"source": ["The army", "the mayor"], "content": ["all was well"]}})
    assert [words(attribution.source) for attribution in found] == [["The army", "the mayor"], ["HOST"], ["BRANDT"], ["HOST"], ["BRANDT"]]


def test_a_second_party_or_place_is_taken_only_where_the_network_is_as_good_as_certain():
    roles = {"actor": ["Rebels", "police~0.8"], "place": ["the port", "the market~0.8"], "recipient": ["two men~0.8"]}
    (claim,), _ = read_scripted("Rebels in the port or the market struck two men, police said.", {"struck": ("ASSAULT", "occurred", "none", roles)})
    assert [p.span.words for p in claim.actor] == ["Rebels"]
    assert words(claim.place) == ["the port"]
    assert [p.span.words for p in claim.recipient] == ["two men"]


def test_place_and_time_need_more_than_a_party():
    roles = {"actor": ["Rebels~0.7"], "place": ["the port~0.7"], "time": ["on Friday~0.7"]}
    (claim,), _ = read_scripted("Rebels struck the port on Friday.", {"struck": ("ASSAULT", "occurred", "none", roles)})
    assert [p.span.words for p in claim.actor] == ["Rebels"]
    assert claim.place == () and claim.time == ()


def test_a_word_that_names_nothing_is_no_happening():
    text = "He was in and out of prison."
    claims, _ = read_scripted(text, {"and": ("COERCE", "occurred", "none", {}), "prison": ("COERCE", "occurred", "none", {})})
    assert [c.what[0].words for c in claims] == ["prison"]


def test_the_words_of_an_interrupted_cue_are_all_kept():
    text = "The union accused the firm of breaking the strike."
    tellings = {"accused": {"what": ["of"], "source": ["The union"], "content": ["breaking the strike"]}}
    _, (attribution,) = read_scripted(text, {}, tellings)
    assert words(attribution.cue) == ["accused", "of"]


def test_a_field_of_nothing_but_an_article_is_left_out():
    text = "Police raided the club."
    (claim,), _ = read_scripted(text, {"raided": ("COERCE", "occurred", "none", {"actor": ["Police"], "recipient": ["the"]})})
    assert claim.recipient == ()


def test_a_phrase_leaves_a_dangling_preposition_off():
    text = "Police in Nara and Otsu arrested two men."
    (claim,), _ = read_scripted(text, {"arrested": ("COERCE", "occurred", "none", {"actor": ["Police in"], "place": ["Nara", "and Otsu"]})})
    assert [p.span.words for p in claim.actor] == ["Police"]
    assert words(claim.place) == ["Nara", "Otsu"]


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("No group has claimed the blast.", "claimed", "No group"),
        ("None of the rebels took responsibility for the blast.", "responsibility", "None of the rebels"),
        ("Neither the army nor the rebels claimed responsibility for the blast.", "claimed responsibility", "the army nor the rebels"),
    ],
)
def test_who_claims_nothing_is_neither_account_nor_actor(text, cue, source):
    happening = ("ASSAULT", "occurred", "explosives", {"actor": [source], "cue": [cue]})
    (claim,), (attribution,) = read_scripted(text, {"blast": happening}, {cue: {"source": [source], "content": ["the blast"]}})
    assert not claim.account and claim.actor == ()
    assert words(attribution.source) == [source]


def test_the_lack_of_a_claim_is_no_account():
    text = "There was no immediate claim of responsibility for the blast. A claim of the rebels for the raid was found."
    tellings = {"claim of": {"content": ["responsibility for the blast"]}, "claim of#2": {"source": ["the rebels"], "content": ["the raid"]}}
    happenings = {"blast": ("ASSAULT", "occurred", "none", {"cue": ["claim of"]}), "raid": ("ASSAULT", "occurred", "none", {"cue": ["claim of#2"]})}
    claims, _ = read_scripted(text, happenings, tellings)
    assert [[link.source.words for link in c.account.links] for c in claims] == [[], ["the rebels"]]


def test_a_claim_and_the_lack_of_a_confirmation_are_accounts_of_nobody_named():
    text = "A claim of responsibility for the blast was found. There was no confirmation that rebels shelled the port."
    tellings = {"claim of": {"content": ["responsibility for the blast"]}, "confirmation": {"content": ["rebels shelled the port"]}}
    happenings = {
        "blast": ("ASSAULT", "occurred", "none", {"cue": ["claim of"]}),
        "shelled": ("ASSAULT", "possible", "none", {"cue": ["confirmation"]}),
    }
    assert accounts(text, happenings, tellings) == [[(None, "claim of")], [(None, "confirmation")]]


def test_northern_rebels_are_not_nobody():
    happening = {"blast": ("ASSAULT", "occurred", "explosives", {"cue": ["claimed"]})}
    claimed = {"claimed": {"source": ["Northern rebels"], "content": ["the blast"]}}
    assert accounts("Northern rebels claimed the blast.", happening, claimed) == [[("Northern rebels", "claimed")]]


def test_those_who_deny_or_do_nothing_stay_actors():
    text = "The mayor said nobody shot the man."
    tellings = {"said": {"source": ["The mayor"], "content": ["nobody shot the man"]}}
    (claim,), _ = read_scripted(text, {"shot": ("ASSAULT", "did_not_occur", "firearms", {"actor": ["nobody"], "cue": ["said"]})}, tellings)
    assert [p.span.words for p in claim.actor] == ["nobody"] and len(claim.account.links) == 1


def test_an_attack_for_which_its_actor_claims_responsibility_is_told_by_that_actor():
    text = "The envoy condemned the blast, for which the rebels claimed responsibility."
    tellings = {"claimed responsibility": {"source": ["the rebels"], "content": ["for which"]}}
    happenings = {
        "condemned": ("ACCUSE", "occurred", "none", {"actor": ["The envoy"]}),
        "blast": ("ASSAULT", "occurred", "explosives", {"actor": ["the rebels"]}),
    }
    claims, _ = read_scripted(text, happenings, tellings)
    assert [[link.source.words for link in c.account.links] for c in claims] == [[], ["the rebels"]]


def test_an_actor_who_speaks_of_something_else_thereafter_is_no_account_of_the_act():
    text = "The port was shelled by night, and the rebels said more would come."
    shelled = {"shelled": ("ASSAULT", "occurred", "none", {"actor": ["the rebels"]})}
    assert accounts(text, shelled, {"said": {"source": ["the rebels"], "content": ["more would come"]}}) == [[]]


def test_who_denies_an_act_is_its_account():
    text = "The rebels denied shelling the port. They denied him a lawyer."
    happenings = {
        "denied shelling": ("ASSAULT", "occurred", "none", {"actor": ["The rebels"], "recipient": ["the port"]}),
        "denied#2": ("REJECT", "occurred", "none", {"actor": ["They"]}),
    }
    (shelling, refusal), _ = read_scripted(text, happenings)
    assert (words(shelling.what), shelling.status.value, [(link.source.words, link.cue.words) for link in shelling.account.links]) == (
        ["shelling"],
        "did_not_occur",
        [("The rebels", "denied")],
    )
    assert words(refusal.what) == ["denied"] and not refusal.account


@pytest.mark.parametrize(
    ("text", "trigger", "what"),
    [
        ("The rebels deny shelling the port.", "deny shelling", "shelling"),
        ("The rebels deny shelling the port.", "deny", "shelling"),
        ("The rebels denied having shot him.", "denied having shot", "shot"),
        ("The rebels denied any role in it.", "denied any role", "role"),
    ],
)
def test_a_denied_deed_is_told_by_its_own_words(text, trigger, what):
    ((claim,), _) = read_scripted(text, {trigger: ("ASSAULT", "occurred", "none", {"actor": ["The rebels"]})})
    assert (words(claim.what), claim.status.value, len(claim.account.links)) == ([what], "did_not_occur", 1)


def test_a_denied_deed_is_no_refusal_where_the_network_sees_a_deed_too():
    text = "The rebels deny shelling the port."
    ((claim,), _) = read_scripted(text, {"deny shelling": ("REJECT|ASSAULT", "occurred", "none", {"actor": ["The rebels"]})})
    assert (claim.type.value, words(claim.what), claim.status.value) == ("ASSAULT", ["shelling"], "did_not_occur")


@pytest.mark.parametrize(
    ("text", "trigger", "type_"),
    [
        ("The rebels denied wrongdoing.", "denied wrongdoing", "REJECT"),
        ("The rebels denied him entry.", "denied", "REJECT|COERCE"),
        ("The rebels denied wounded men water.", "denied", "COERCE"),
        ("The rebels rubbished allegations of murder.", "rubbished allegations", "ACCUSE"),
        ("The rebels denied housing to refugees.", "denied housing", "REJECT|AID"),
        ("The rebels denied Beijing access.", "denied", "ASSAULT"),
        ("The rebels denied grazing rights.", "denied", "ASSAULT"),
        ("The rebels denied detaining him a cell.", "denied", "COERCE"),
        ("The rebels denied\n\nfighting went on.", "denied", "ASSAULT"),
        ("The rebels denied accusations of murder.", "denied accusations", "ACCUSE"),
    ],
)
def test_a_refusal_is_no_denied_deed(text, trigger, type_):
    ((claim,), _) = read_scripted(text, {trigger: (type_, "occurred", "none", {"actor": ["The rebels"]})})
    assert claim.what[0].words.startswith(("denied", "rubbished")) and claim.status.value == "occurred" and not claim.account
    assert claim.type.value == (type_ if type_ in ("COERCE", "ASSAULT") else "REJECT")


BESIDE_A_LIE = [
    ("Amnesty issued a report that it shelled the port, which the army called baseless.", "issued", "Amnesty"),
    ("Hamas repeated the claim that it shelled the hospital, which Israel says is a lie.", "repeated", "Hamas"),
    ("Witnesses backed the claim that it shelled the port and called the official version a lie.", "backed", "Witnesses"),
    ("The UN said reports that it shelled the port, which lies near the border, were credible.", "said", "The UN"),
    ("Police confirmed reports that it shelled a fake checkpoint in Lagos.", "confirmed", "Police"),
    ("Residents told reporters the claim that it shelled the port was true and not propaganda.", "told", "Residents"),
    ("The UN said reports that it shelled a town that lies near the border were credible.", "said", "The UN"),
    ("The army called the report that it shelled a fake checkpoint credible.", "called", "The army"),
]


@pytest.mark.parametrize(
    ("text", "cue", "source", "links", "status"),
    [
        (
            "The army dismissed claims that it shelled the port.",
            "dismissed claims",
            "The army",
            [(None, "claims")],
            "occurred",
        ),
        ("The army has rejected the reports that it shelled it.", "has rejected", "The army", [("The army", "has rejected")], "did_not_occur"),
        ("The army rejected reports that it shelled the port.", "reports", None, [(None, "reports")], "occurred"),
        ("The army rejected claims by rebels that it shelled it.", "rejected claims", "rebels", [("rebels", "claims")], "occurred"),
        ("The army repeated claims that it shelled the port.", "repeated claims", "The army", [("The army", "repeated claims")], "occurred"),
        ("The army called the reports that it shelled the port a lie.", "called", "The army", [(None, "reports")], "occurred"),
        ("The army said claims that it shelled the port were baseless.", "said claims", "The army", [(None, "claims")], "occurred"),
        ("The army described as false the report that it shelled the port.", "described", "The army", [(None, "report")], "occurred"),
        ("The army said reports that it shelled the port were true.", "said", "The army", [("The army", "said")], "occurred"),
        ("The army said in a report that it shelled the port over lies.", "said", "The army", [("The army", "said")], "occurred"),
        ("The army denied as false reports that it shelled the port.", "denied", "The army", [("The army", "denied")], "did_not_occur"),
        *((text, cue, source, [(source, cue)], "occurred") for text, cue, source in BESIDE_A_LIE),
    ],
)
def test_what_others_say_is_no_word_of_who_rejects_it(text, cue, source, links, status):
    telling = {"source": [source] if source else [], "content": [text[text.index("it shelled") : -1]]}
    (claim,), _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": [cue]})}, {cue: telling})
    assert [(link.source.words if link.source else None, link.cue.words) for link in claim.account.links] == links
    assert claim.status.value == status


def test_what_false_reports_tell_did_not_occur_by_who_calls_them_so():
    text = "Reports that rebels shelled the port were untrue, the governor said."
    tellings = {
        "said": {"source": ["the governor"], "content": ["Reports that rebels shelled the port were untrue"]},
        "Reports": {"source": ["Reports"], "content": ["rebels shelled the port"]},
    }
    (claim,), _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["said", "Reports"]})}, tellings)
    assert [link.source.words for link in claim.account.links] == ["the governor"]
    assert claim.status.value == "did_not_occur"


def test_an_agency_that_calls_reports_false_stays_who_says_so():
    text = "Reports that rebels shelled the port were untrue, Sky News said."
    tellings = {"said": {"source": ["Sky News"], "content": ["Reports that rebels shelled the port were untrue"]}}
    (claim,), _ = read_scripted(text, {"shelled": ("ASSAULT", "occurred", "none", {"cue": ["said"]})}, tellings)
    assert [link.source.words for link in claim.account.links] == ["Sky News"]
    assert claim.status.value == "did_not_occur"
