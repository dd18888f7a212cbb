from whence.read.accounts import MAX_LINKS, with_denier
from whence.terms import Account, AccountLink, Span

TEXT = "The agency, the mayor and the guard said that rebels denied shelling the port."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), TEXT)


def test_who_denies_is_the_last_link_of_an_account_that_stays_short():
    sources = (("The agency", None), ("the mayor", span("said")), ("the guard", None))
    account = Account(tuple(AccountLink(span(words), cue) for words, cue in sources))
    links = with_denier(account, [span("rebels"), span("the port")], span("denied")).links
    assert len(links) == MAX_LINKS and links[:2] == account.links[:2]
    assert links[-1] == AccountLink(span("rebels"), span("denied"))


def test_a_denial_that_is_told_already_adds_nothing():
    account = Account((AccountLink(span("rebels"), span("denied")),))
    assert with_denier(account, [span("rebels")], span("denied")) is account
