"""One noun phrase taken apart: its determiner, its head noun, the names in it and what they are to the head."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile

from whence.resolve.actors.figures import Cast, Mention
from whence.resolve.actors.lexicon import Lexicon, Noun
from whence.resolve.actors.names import Token
from whence.resolve.actors.table import Form
from whence.resolve.actors.words import BACKING, DETERMINERS, NUMBERS, POSSESSIVES, PREPOSITIONS, PRONOUNS, VAGUE
from whence.terms import Span


class Opening(StrEnum):
    """How a phrase begins."""

    DEFINITE = "definite"  # the, this, those
    INDEFINITE = "indefinite"  # a, some, five
    POSSESSIVE = "possessive"  # his, its
    BARE = "bare"


@dataclass(slots=True)
class Phrase:
    """A phrase, taken apart.

    pronoun     its class ("he", "they"), where the phrase is a pronoun alone
    vague       a number or an indefinite word alone ("those", "two")
    noun        head noun in the lexicon; None: not in it, or the head is a name
    head        mention that is the head of the phrase
    owners      mentions before the head, as adjective, noun or possessive, nearest to the head first
    of          mentions behind "of"
    inside      mentions behind another preposition or a comma, and backers
    backers     mentions of those who back or made what the head is, and are not it: "Russian-backed"
    possessor   pronoun class of the possessive that opens the phrase ("his")
    plural      the head is plural, as far as told
    keys        folded words of the phrase up to its head
    attached    words behind the head say what it is of: "for the group", "at the hospital"
    """

    span: Span
    tokens: list[Token]
    opening: Opening
    pronoun: str | None
    vague: bool
    noun: Noun | None
    head: Mention | None
    owners: tuple[Mention, ...]
    of: tuple[Mention, ...]
    inside: tuple[Mention, ...]
    possessor: str | None
    plural: bool
    keys: tuple[str, ...]
    attached: bool = False
    backers: tuple[Mention, ...] = ()

    def keys_behind(self) -> tuple[str, ...]:
        """Give the folded words behind "of" or "for", up to the next preposition: of what or for whom the head is."""
        keys = iter(token.key for token in self.tokens)
        found = any(key in ("of", "for") for key in keys)
        return tuple(takewhile(lambda key: key not in PREPOSITIONS, keys)) if found else ()

    def places(self, mention: Mention) -> bool:
        """Tell whether a name in the phrase says where its head is: "two villages near Masisi"."""
        return _word_before(mention, self.tokens) in PLACING


_NUMBER = re.compile(r"[\d.,]+")
_SHORTENED = re.compile(r"[A-Z][a-z]+\.")
_PARTING = re.compile(r"[,;:(]| [-–—] ")
_COMPOUND = frozenset("led backed held controlled based linked affiliated allied aligned loyal occupied".split())
_HOLDING = frozenset("backed controlled held led occupied ruled run".split())
_OF_MANY = frozenset(
    (
        "batch bunch clique column contingent couple crowd crowds group majority member members mob number pair part parts portion range "
        "remainder rest series swathe total"
    ).split()
)
_ATTACHING = ("at", "for", "from", "of", "with")
PLACING = frozenset("across around at in inside near outside".split())


def read_phrase(span: Span, cast: Cast, lexicon: Lexicon) -> Phrase:
    """Take a phrase apart."""
    words = cast.tokens_of(span)
    keys = [token.key for token in words]
    mentions = cast.within(span.start, span.end)
    if len(words) == 1 and not mentions:
        key = keys[0]
        if key in PRONOUNS and not (words[0].word in ("US", "IT") and not cast.upper):
            return _empty(span, words, pronoun=PRONOUNS[key], vague=False, plural=PRONOUNS[key] in ("they", "we"))
    if (
        words
        and not any(key in lexicon.nouns for key in keys if key not in VAGUE)
        and all(key in VAGUE or key in DETERMINERS for key in keys)
        and not mentions
    ):
        return _empty(span, words, pronoun=None, vague=True, plural=True)
    opening, begin, possessor = _opening(keys)
    if 0 < begin < len(keys) and keys[begin] in PLACING and all(key in NUMBERS or key in VAGUE or _NUMBER.fullmatch(key) for key in keys[:begin]):
        return replace(_empty(span, words, pronoun=None, vague=True, plural=True), inside=tuple(mentions))  # "two in Marib"
    cut = _cut(span, words, begin, mentions)
    head_keys = keys[begin:cut]
    last_word = words[cut - 1] if 0 < cut <= len(words) else None
    found = lexicon.head(head_keys, capital=last_word is not None and last_word.capital) if head_keys else None
    noun = found[0] if found else None
    head = None
    owners: list[Mention] = []
    of: list[Mention] = []
    inside: list[Mention] = []
    backers: list[Mention] = []
    for mention in mentions:
        if last_word is not None and mention.start <= last_word.start < mention.end:
            head = mention
        elif last_word is not None and mention.end <= last_word.start:
            after = next((token.key for token in words if token.start >= mention.end), "")
            backs = after in BACKING
            (inside if backs else owners).insert(0, mention)
            if backs:
                backers.append(mention)
        else:
            after = _word_before(mention, words)
            if next((token.key for token in words if token.start >= mention.end), "") in _HOLDING:  # "residents of the Houthi-held city"
                backers.append(mention)
                inside.append(mention)
                continue
            (of if after == "of" or (of and after == "the") or _is_of(mention, words) else inside).append(mention)
    # "the IS group", "Gardai officers": a name in front of a noun; "North Korean", "Trump's" alone: the owner is all there is
    if head is not None and noun is not None and head.form is not Form.ADJECTIVE and head.end - head.start < 4 and head.figure.actor is None:
        head = None
    if (head is not None and head.form is Form.ADJECTIVE) or head is not None:
        noun = None
    plural = noun.plural if noun is not None else any(key in NUMBERS and key not in ("one", "first") for key in keys[:begin])
    attached = cut + 1 < len(keys) and keys[cut] in _ATTACHING
    return Phrase(
        span,
        words,
        opening,
        None,
        False,
        noun,
        head,
        tuple(owners),
        tuple(of),
        tuple(inside),
        possessor,
        plural,
        tuple(head_keys),
        attached,
        tuple(backers),
    )


def _empty(span: Span, words: list[Token], *, pronoun: str | None, vague: bool, plural: bool) -> Phrase:
    return Phrase(span, words, Opening.BARE, pronoun, vague, None, None, (), (), (), None, plural, tuple(token.key for token in words))


def _opening(keys: list[str]) -> tuple[Opening, int, str | None]:
    opening, possessor, begin = Opening.BARE, None, 0
    while begin < len(keys):
        key = keys[begin]
        if key in POSSESSIVES:
            opening, possessor = Opening.POSSESSIVE, PRONOUNS[key]
        elif key in ("the", "this", "that", "these", "those"):
            opening = Opening.DEFINITE
        elif key in _OF_MANY and keys[begin + 1 : begin + 2] != ["of"]:
            break  # "the group", not "a group of men"
        elif key == "at" and keys[begin + 1 : begin + 2] not in (["least"], ["most"]):
            break  # "those at Garissa"
        elif key in ("a", "an") or key in DETERMINERS or key in NUMBERS or _NUMBER.fullmatch(key):
            if key == "of":
                break
            if opening is Opening.BARE or key not in NUMBERS:
                opening = Opening.INDEFINITE if opening is not Opening.DEFINITE else opening
        elif key == "of" and begin > 0 and keys[begin - 1] in NUMBERS | VAGUE | DETERMINERS:
            pass
        else:
            break
        begin += 1
    return opening, begin, possessor


def _cut(span: Span, words: list[Token], begin: int, mentions: list[Mention]) -> int:
    """Find where the words before the first preposition, bracket or comma end."""
    for i in range(begin, len(words)):
        token = words[i]
        if mentions and any(m.start < token.start < m.end for m in mentions):
            continue
        if i > begin and token.key in PREPOSITIONS and (token.word[0].islower() or token.word.isupper()):
            if (
                token.key in _COMPOUND
                and i + 1 < len(words)
                and words[i + 1].key not in PREPOSITIONS
                and any(m.end <= token.start <= m.end + 1 for m in mentions)
            ):
                continue
            return i
        if i + 1 < len(words):
            gap = span.words[token.end - span.start : words[i + 1].start - span.start]
            if gap[:1] == "," and not gap[1:].strip() and _SHORTENED.match(span.words[words[i + 1].start - span.start :]):
                continue  # "a Severn, Md. man"
            if gap != " " and _PARTING.search(gap) and not any(m.start < token.end < m.end for m in mentions):
                rest = [m for m in mentions if m.start >= token.end]
                if "," in gap and any(words[k].key == "and" for k in range(i + 1, min(i + 5, len(words)))) and not rest:
                    continue
                return i + 1
    return len(words)


def _is_of(mention: Mention, words: list[Token]) -> bool:
    """Tell whether a name closes words behind "of the", with at most two small words between: "a convoy of the terrorist Dagalo militia"."""
    before = [token for token in words if token.end <= mention.start]
    behind = next((token.key for token in words if token.start >= mention.end), "of")
    at = next((i for i in range(len(before) - 1, max(-1, len(before) - 5), -1) if before[i].key in PREPOSITIONS), None)
    if at is None or before[at].key != "of" or behind not in PREPOSITIONS:
        return False
    small = before[at + 1 :]
    return bool(small) and small[0].key == "the" and not any(token.capital for token in small)


def _word_before(mention: Mention, words: list[Token]) -> str:
    before = ""
    for token in words:
        if token.start >= mention.start:
            break
        if token.key not in ("the", "a", "an", "former", "late"):
            before = token.key
    return before
