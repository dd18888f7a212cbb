"""By what parties and accounts are gathered: the same party under several wordings, the same voice in several reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from whence.link.views.people import is_counting, of_one_state
from whence.terms import AccountLink, ActorKind, Claim, Party, Sector, SourceKind
from whence.text import fold

_PRONOUNS = frozenset(
    (
        "i we you he she it they who which that this these those him her us them me his hers its their theirs our ours my mine itself himself "
        "herself themselves"
    ).split()
)
_PREPOSITIONS = frozenset("of at in on for from with near to by who that which".split())
_POSSESSIVES = frozenset("my our his her its their your".split())
_KINSFOLK = frozenset("family families relative relatives kin".split())
_KIN = frozenset(
    (
        "parent parents mother father wife husband widow son sons daughter daughters child children brother brothers sister sisters uncle aunt "
        "cousin cousins nephew niece grandmother grandfather household"
    ).split()
)
_ARTICLES = frozenset("the a an".split())
_MANY = frozenset((None, SourceKind.WITNESS, SourceKind.ANONYMOUS, SourceKind.UNKNOWN))  # of whom two are hardly the same
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def party_key(party: Party, ids: Mapping[str, str] | None = None) -> str | None:
    """Give the key by which a party is gathered with others; None: a pronoun that nobody was found for, or a bare figure.

    ids   identities by folded name, so that a name without an identity joins the one that has it
    """
    if party.identity is not None and party.identity.id is not None:
        return f"id:{party.identity.id}"
    if party.name is not None and any(not is_counting(fold(word)) for word in _WORD.findall(party.name)):
        name = folded(party.name)
        return f"id:{ids[name]}" if ids and name in ids else f"name:{name}"
    words = described(party)
    return None if words is None else f"words:{folded(words)}"


def described(party: Party) -> str | None:
    """Give the words of a party without the numbers and articles before them: "At least 12 people" -> "people"; None where nothing is left."""
    return _described(party.span.words)


@lru_cache(maxsize=4096)
def _described(words: str) -> str | None:
    start = next((m.start() for m in _WORD.finditer(words) if not (is_counting(fold(m[0])) or m[0].isdigit())), None)
    if start is None:
        return None
    left = " ".join(words[start:].split())
    return None if fold(left) in _PRONOUNS else left


@lru_cache(maxsize=4096)
def folded(words: str) -> str:
    """Fold words for comparing; the same few phrases come again and again in one event."""
    return fold(words)


def chain_key(claim: Claim) -> tuple[str, ...]:
    """Give the key of a claim's chain of sources, outermost first; empty: the report's own voice."""
    return tuple(map(_link_key, claim.account.links))


def speaker_of(claim: Claim) -> AccountLink | None:
    """Give the innermost source of a claim that stands for somebody known, else the innermost; None: the report's own voice."""
    links = claim.account.links
    return next((link for link in reversed(links) if is_named(link)), links[-1] if links else None)


def is_named(link: AccountLink) -> bool:
    """Tell whether a source is known by name, and not only described."""
    return link.name is not None or (link.identity is not None and link.identity.id is not None)


def refers_to(a: AccountLink, b: AccountLink) -> bool:
    """Tell whether a described source can be one that was named before: "the office" behind "the UN Human Rights Office"; witnesses never are."""
    if is_named(a) or not is_named(b) or a.source is None or a.kind in (SourceKind.WITNESS, SourceKind.ANONYMOUS):
        return False
    phrase = _noun_phrase(a.source.words)
    names = (_noun_phrase(words) for words in (b.name, None if b.source is None else b.source.words) if words is not None)
    return folded(a.source.words).startswith("the ") and any(phrase[-1:] == name[-1:] and set(phrase) < set(name) for name in names)


def is_part_of(a: AccountLink, b: AccountLink) -> bool:
    """Tell whether the words or the name of one source are among those of another: "UN" and "the UN Human Rights Office"."""
    return any(mine and mine <= other for mine in _wordings(a) for other in _wordings(b))


def is_state_of(a: AccountLink, b: AccountLink) -> bool:
    """Tell whether one source is the state of which another is an organ."""
    return a.identity is not None and a.identity.kind is ActorKind.STATE and of_one_state(a.identity, b.identity)


def is_force_beside(a: AccountLink, b: AccountLink) -> bool:
    """Tell whether two sources are of the armed forces of one state: "army" and "the Military Forces"."""
    return of_one_state(a.identity, b.identity) and all(one.identity is not None and one.identity.sector is Sector.MIL for one in (a, b))


def _wordings(link: AccountLink) -> list[set[str]]:
    words = (None if link.source is None else link.source.words, link.name)
    return [_words_of(one) for one in words if one is not None]


def _words_of(words: str) -> set[str]:
    return set(_WORD.findall(fold(words))) - _ARTICLES - _PREPOSITIONS - _PRONOUNS


def is_spokesman(link: AccountLink) -> bool:
    """Tell whether a source is called somebody's spokesman: "Lim Front spokesman Ana Holm"."""
    return link.source is not None and any(word.startswith("spokes") for word in _words_of(link.source.words))


def says_name_of(link: AccountLink, party: AccountLink) -> bool:
    """Tell whether all of a party's name is among the words of another source."""
    name = _words_of(party.name or "")
    return link.source is not None and bool(name) and name < _words_of(link.source.words)


def is_kin(link: AccountLink) -> bool:
    """Tell whether a source is the family of somebody: "his family", "the victim's mother", "relatives of the dead"."""
    if link.source is None or (link.name is not None and _words_of(link.name) == _words_of(link.source.words)):
        return False
    phrase = _noun_phrase(link.source.words) or ("",)
    return phrase[-1] in _KINSFOLK or (phrase[-1] in _KIN and (phrase[0] in _POSSESSIVES or any(word.endswith(("'s", "’s")) for word in phrase)))


def described_alike(a: AccountLink, b: AccountLink) -> bool:
    """Tell whether two described sources of one origin can be one: the same noun, and all words of the one among those of the other.

    "Hospital" and "the town's teaching hospital", but not "a doctor at the hospital". Witnesses never are: "residents" and "other residents".
    """
    if is_named(a) or is_named(b) or {a.kind, b.kind} & _MANY or a.kind is not b.kind:
        return False
    left, right = (None if link.source is None else _noun_phrase(link.source.words) for link in (a, b))
    return bool(left and right and left[-1] == right[-1] and (set(left) <= set(right) or set(right) <= set(left)))


@lru_cache(maxsize=4096)
def _noun_phrase(words: str) -> tuple[str, ...]:
    """Give the folded words of a phrase up to its first preposition, without articles."""
    found: list[str] = []
    for word in _WORD.findall(fold(words)):
        if word in _PREPOSITIONS:
            break
        if word not in _ARTICLES:
            found.append(word)
    return tuple(found)


def speaker_key(claim: Claim) -> str:
    """Give the key of the innermost source of a claim; "": the report's own voice."""
    speaker = speaker_of(claim)
    return "" if speaker is None else _link_key(speaker)


def speaker_name(claim: Claim) -> str | None:
    """Name the innermost source for people: by its plain name, else by its words, else by the words of saying; None: the report's own voice."""
    speaker = speaker_of(claim)
    if speaker is None:
        return None
    if speaker.name is not None:
        return speaker.name
    words = speaker.source or speaker.cue
    if words is None:
        return "unnamed"
    return " ".join(words.words.split()) if speaker.source is not None else f"“{' '.join(words.words.split())}”"


def _link_key(link: AccountLink) -> str:
    if link.source is None:
        return "unnamed" if link.cue is None else f"cue:{folded(link.cue.words)}"
    return party_key(Party(link.source, link.name, link.identity)) or f"words:{folded(link.source.words)}"
