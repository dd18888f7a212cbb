import pytest

from whence.read.status import settle_status
from whence.terms import Account, AccountLink, Span, Status


def settled(text: str, what: str, status: Status = Status.OCCURRED, *, cue: str | None = None) -> Status:
    start = text.index(cue) if cue else 0
    account = Account((AccountLink(None, Span(start, start + len(cue), text)),)) if cue else Account()
    return settle_status(status, text, text.index(what), account)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army did not shell the town.", Status.DID_NOT_OCCUR),
        ("They weren't shelled.", Status.DID_NOT_OCCUR),
        ("There was no shelling.", Status.DID_NOT_OCCUR),
        ("The unit failed to shell it.", Status.DID_NOT_OCCUR),
        ("The army may have shelled it.", Status.POSSIBLE),
        ("The army could shell it.", Status.POSSIBLE),
        ("The army will shell it.", Status.PLANNED),
        ("The town is to be shelled.", Status.PLANNED),
        ("The army shelled it.", Status.OCCURRED),
        ("It did not rain, the army shelled it.", Status.OCCURRED),
    ],
)
def test_words_before_a_happening_settle_its_status(text, status):
    assert settled(text, "shell") is status


def test_a_denied_strike_is_not_an_occurrence():
    assert settled("The ministry denies that it bombed the market.", "bombed", cue="denies") is Status.DID_NOT_OCCUR


def test_who_says_so_otherwise_settles_nothing():
    assert settled("The ministry says that it bombed the market.", "bombed", cue="says") is Status.OCCURRED


def test_a_status_that_the_network_saw_stays():
    assert settled("The army will shell it.", "shell", Status.DEMANDED) is Status.DEMANDED
