import pytest

from whence.read.status import settle_status
from whence.terms import Account, AccountLink, EventType, Span, Status


def settled(text: str, what: str, status: Status = Status.OCCURRED, *, type_: EventType = EventType.ASSAULT, cue: str | None = None) -> Status:
    account = Account((AccountLink(None, Span(text.index(cue), text.index(cue) + len(cue), text)),)) if cue else Account()
    start = text.index(what)
    return settle_status(status, text, (start, start + len(what)), type_, account)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army did not shell the town.", Status.DID_NOT_OCCUR),
        ("They weren't shelled.", Status.DID_NOT_OCCUR),
        ("There was no shelling.", Status.DID_NOT_OCCUR),
        ("The unit failed to shell it.", Status.DID_NOT_OCCUR),
        ("The army may have shelled it.", Status.POSSIBLE),
        ("The army could shell it.", Status.POSSIBLE),
        ("The army is expected to shell it.", Status.POSSIBLE),
        ("The army would shell it if the talks failed.", Status.POSSIBLE),
        ("The army will shell it.", Status.PLANNED),
        ("The town is to be shelled.", Status.PLANNED),
        ("The rebels threatened to shell it.", Status.PLANNED),
        ("The mayor urged the army not to shell it.", Status.DEMANDED),
        ("Farmers want the wolves in the hills to be shelled.", Status.DEMANDED),
        ("The governor called for immediate shelling.", Status.DEMANDED),
        ("The town is now being shelled.", Status.ONGOING),
        ("They stay until the town is shelled.", Status.PLANNED),
        ("They left when the town was shelled.", Status.OCCURRED),
        ("They meet when the town is shelled.", Status.PLANNED),
        ("They flee when villages are shelled.", Status.OCCURRED),
        ("They flee when a village is shelled.", Status.OCCURRED),
        ("The army shelled it.", Status.OCCURRED),
        ("The Kano shelling began when the talks failed.", Status.OCCURRED),
        ("It did not rain, the army shelled it.", Status.OCCURRED),
        ("They asked for help. Later the army shelled it.", Status.OCCURRED),
    ],
)
def test_words_before_a_happening_settle_its_status(text, status):
    assert settled(text, "shell") is status


def test_what_is_going_on_until_then_is_not_planned():
    assert settled("Until then it is shelling the town.", "shelling") is Status.ONGOING


def test_a_denied_strike_is_not_an_occurrence():
    assert settled("The ministry denies that it bombed the market.", "bombed", cue="denies") is Status.DID_NOT_OCCUR


def test_who_says_so_otherwise_settles_nothing():
    assert settled("The ministry says that it bombed the market.", "bombed", cue="says") is Status.OCCURRED


def test_a_status_that_the_network_saw_stays_where_the_words_leave_a_doubt():
    assert settled("The army will shell it.", "shell", Status.DEMANDED) is Status.DEMANDED


def test_words_without_a_doubt_settle_a_status_that_the_network_saw():
    assert settled("The army may shell it.", "shell", Status.PLANNED) is Status.POSSIBLE


def test_one_who_is_held_is_so_now_and_one_whom_police_held_was():
    assert settled("Police held a man in Otsu.", "held", type_=EventType.COERCE) is Status.OCCURRED
    assert settled("Both are being questioned and are held in Otsu.", "held", type_=EventType.COERCE) is Status.ONGOING


def test_a_deed_in_the_progressive_goes_on_and_a_word_does_not():
    text = "The troops are shelling the port."
    assert settled(text, "shelling") is Status.ONGOING
    assert settled(text, "shelling", type_=EventType.ACCUSE) is Status.OCCURRED
    assert settled("The villages are shelled each spring.", "shelled") is Status.OCCURRED


def test_a_threat_has_been_made_whatever_it_threatens():
    text = "Whoever crosses will regret it."
    assert settled(text, "regret", Status.PLANNED, type_=EventType.THREATEN) is Status.OCCURRED
    assert settled(text, "regret", Status.PLANNED) is Status.PLANNED
    assert settled("Nobody threatened them.", "threatened", Status.DID_NOT_OCCUR, type_=EventType.THREATEN) is Status.DID_NOT_OCCUR


def test_what_is_denied_did_not_occur():
    assert settled("The army denied killing them.", "killing") is Status.DID_NOT_OCCUR
    assert settled("The army denied having shelled it.", "shelled") is Status.DID_NOT_OCCUR
    assert settled("The army denies any part in it.", "part") is Status.DID_NOT_OCCUR
    assert settled("The army denied the accusation.", "accusation", type_=EventType.ACCUSE) is Status.OCCURRED
    assert settled("The army denied them entry.", "denied", type_=EventType.COERCE) is Status.OCCURRED
    assert settled("The army denied it and shelled the port.", "shelled") is Status.OCCURRED


@pytest.mark.parametrize(
    ("text", "what", "type_"),
    [
        ("The court denied the appeal.", "appeal", EventType.REQUEST),
        ("The court denied a request for bail.", "request", EventType.REQUEST),
        ("The town is denied aid.", "aid", EventType.AID),
        ("No one denied the raid.", "raid", EventType.ASSAULT),
        ("Nobody has denied shelling it.", "shelling", EventType.ASSAULT),
    ],
)
def test_what_is_refused_or_denied_by_nobody_stays(text, what, type_):
    assert settled(text, what, type_=type_) is Status.OCCURRED


@pytest.mark.parametrize("words", ["neither confirmed nor denied", "did not deny", "didn't deny", "has never denied"])
def test_what_is_not_denied_is_possible(words):
    assert settled(f"The army {words} shelling it.", "shelling", Status.DID_NOT_OCCUR) is Status.POSSIBLE
    assert settled(f"The army {words} that it shelled the port.", "shelled", cue=words) is Status.POSSIBLE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army would have shelled it.", Status.DID_NOT_OCCUR),
        ("The port should have been shelled.", Status.DID_NOT_OCCUR),
        ("Mines could have shelled it.", Status.POSSIBLE),
        ("If the rebels had shelled it, the port would be shut.", Status.DID_NOT_OCCUR),
        ("The port would be shut if the rebels had shelled it.", Status.DID_NOT_OCCUR),
        ("Had the rebels shelled it, the port would be shut.", Status.DID_NOT_OCCUR),
        ("Had the rebels shelled it before?", Status.OCCURRED),
        ("Had the shelling gone on, the port would be shut.", Status.OCCURRED),
        ("He asked if the men who had shelled it would talk.", Status.OCCURRED),
        ("He asked officers if the army had shelled it, and they would not say.", Status.OCCURRED),
        ("The port looked as if the army had shelled it and could not be used.", Status.OCCURRED),
    ],
)
def test_what_would_have_been_was_not(text, status):
    assert settled(text, "shell") is status


@pytest.mark.parametrize("status", [Status.OCCURRED, Status.DID_NOT_OCCUR])
def test_without_what_something_would_have_been_has_occurred(status):
    assert settled("If guards had not shot him, he would have fled.", "shot", status) is Status.OCCURRED
    assert settled("Had guards not shot him, he would have fled.", "shot", status) is Status.OCCURRED
    assert settled("He asked if guards had not shot him and who would say so.", "shot", status) is Status.DID_NOT_OCCUR


def test_what_could_have_been_is_left_to_the_network():
    assert settled("Rebels could have shelled it.", "shelled", Status.POSSIBLE) is Status.POSSIBLE


def test_what_could_have_been_was_not_but_for_assaults():
    assert settled("The court could have banned it.", "banned", type_=EventType.COERCE) is Status.DID_NOT_OCCUR
    assert settled("He could have been killed by a sniper.", "killed") is Status.POSSIBLE
    assert settled("He could have been killed by a sniper.", "killed", Status.DID_NOT_OCCUR) is Status.POSSIBLE


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("It is not true that the army shelled it.", Status.DID_NOT_OCCUR),
        ("It isn't true that the army shelled it.", Status.DID_NOT_OCCUR),
        ("It is not true, the mayor said, that the army shelled it.", Status.DID_NOT_OCCUR),
        ("The army said that reports that it shelled it were false.", Status.OCCURRED),
        ("There is no truth in a report that the army shelled it.", Status.DID_NOT_OCCUR),
        ("Reports that the army shelled it were false.", Status.DID_NOT_OCCUR),
        ("News of shelling in the port proved to be unfounded.", Status.DID_NOT_OCCUR),
        ("It is true that the army shelled it.", Status.OCCURRED),
        ("It is not true that they left after the army shelled it.", Status.OCCURRED),
        ("It is not true that the army only shelled it.", Status.OCCURRED),
        ("It is not true that they slept, the army shelled it.", Status.OCCURRED),
        ("Reports that the army shelled it were right. Others were false.", Status.OCCURRED),
        ("The army shelled it and its reports were false.", Status.OCCURRED),
        ("News that the army shelled it came as reports of a raid were false.", Status.OCCURRED),
        ("News that the army shelled it spread, and the mayor was wrong.", Status.OCCURRED),
        ("A story about the army that shelled it was wrong in its details.", Status.OCCURRED),
        ("The story of the men who shelled it was false.", Status.OCCURRED),
    ],
)
def test_what_is_told_to_be_untrue_did_not_occur(text, status):
    assert settled(text, "shell") is status


def test_an_accusation_that_is_false_has_been_made():
    text = "Reports of an accusation against him were false."
    assert settled(text, "accusation", type_=EventType.ACCUSE) is Status.OCCURRED


@pytest.mark.parametrize(
    "text",
    [
        "Had the army not shelled it, the port would be shut.",
        "If they had never shelled it, the port would be shut.",
        "If the talks had gone on, the army would not have shelled it.",
        "The port should never have been shelled.",
    ],
)
def test_what_was_not_averted_occurred(text):
    assert settled(text, "shell", Status.DID_NOT_OCCUR) is Status.OCCURRED


def test_what_would_not_have_happened_did():
    text = "The shelling of Otsu would not have happened if the talks had gone on."
    assert settled(text, "shelling", Status.DID_NOT_OCCUR) is Status.OCCURRED


def test_what_would_not_have_been_needs_a_supposition():
    assert settled("The army would not have shelled it, he said.", "shelled", Status.DID_NOT_OCCUR) is Status.DID_NOT_OCCUR
