"""Names compared: tokens of a text with their offsets, and the folded key under which spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from whence.resolve.actors.words import WEAPONS

# A run of letters, which most words are and which is quickly told; an abbreviation with its dots ("U.S."), a number, or a run of letters and digits
# with apostrophes inside ("Sana'a", "Russia's").
_WORD = r"[A-Za-z]{2,}+(?![^\W_]|['’ʼ`])|(?:[A-Za-z]\.){2,}|[A-Za-z]\.[A-Za-z](?![A-Za-z])|\d+(?:[.,]\d+)*|[^\W_]+(?:['’ʼ`][^\W_]+)*"
_TOKEN = re.compile(rf"[\W_]*+({_WORD})")  # with what stands before it: no word is tried at a space
_DROPPED = str.maketrans("", "", "'’ʼ`.")
# Without New York and Washington, which are cities too.
AMERICAN_STATES = frozenset(
    (
        "alabama;alaska;arizona;arkansas;california;colorado;connecticut;delaware;florida;georgia;hawaii;idaho;illinois;indiana;iowa;kansas;"
        "kentucky;louisiana;maine;maryland;massachusetts;michigan;minnesota;mississippi;missouri;montana;nebraska;nevada;new hampshire;"
        "new jersey;new mexico;north carolina;north dakota;ohio;oklahoma;oregon;pennsylvania;rhode island;south carolina;south dakota;"
        "tennessee;texas;utah;vermont;virginia;west virginia;wisconsin;wyoming"
    ).split(";")
)
_ARTICLES = ("the", "a", "an")
_NAME_BEFORE = re.compile(r"\b[A-Z][\w.'’-]*(,?) $")
_NAME_BEHIND = re.compile(r" [A-Z]")


class Token(NamedTuple):
    """A word of a text: offsets, the word as it stands, its folded key; `possessive` where it ends in 's, `capital` where it begins with one."""

    start: int
    end: int
    word: str
    key: str
    possessive: bool
    capital: bool


def fold_word(word: str) -> tuple[str, bool]:
    """Fold one word: case, accents, dots, apostrophes and a possessive 's away. Returns the key and whether it was possessive."""
    if word.isascii() and word.isalnum():
        return word.lower(), False
    possessive = len(word) > 2 and word[-1] in "sS" and word[-2] in "'’ʼ`"
    if possessive:
        word = word[:-2]
    plain = word if word.isascii() else "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return plain.translate(_DROPPED).casefold(), possessive


def tokens(text: str) -> list[Token]:
    """Find the words of a text, in order; hyphens and slashes part words ("al-Qaeda" is two)."""
    found = []
    for match in _TOKEN.finditer(text):
        read = _read_word(match[1])
        if read[1]:
            found.append(tuple.__new__(Token, (match.start(1), match.end(), *read)))  # Token(…) itself takes twice as long
    return found


@lru_cache(maxsize=50_000)  # texts repeat their words
def _read_word(word: str) -> tuple[str, str, bool, bool]:
    return (word, *fold_word(word), word[0].isupper())


def is_make(text: str, words: Sequence[Token], last: int) -> bool:
    """Tell whether the name that ends with a token may be that of a weapon: "FPV drone", "a MiG-29"."""
    if words[last].possessive or last + 1 >= len(words):
        return False
    after, gap = words[last + 1], text[words[last].end : words[last + 1].start]
    return (gap in (" ", "-") and after.key in WEAPONS) or (gap == "-" and after.key.isdigit())


def is_shortened(text: str, word: Token) -> bool:
    """Tell whether a word stands as an abbreviation of a place's name: with its dot, or behind a comma after a name ("Kelso, Wash"); not "La Paz"."""
    before = _NAME_BEFORE.search(text, max(0, word.start - 40), word.start)
    if "." in word.word:
        return True
    if before is not None and not before[1]:
        return False  # "in Thabyay Kan."
    return text.startswith(".", word.end) or (before is not None and _NAME_BEHIND.match(text, word.end) is None)


@lru_cache(maxsize=50_000)  # the names of a report are compared with each other
def name_key(name: str) -> str:
    """Fold a name for comparing: the keys of its words, single spaces, no leading article. "The U.S." and "us" meet."""
    if name.isascii() and name.replace(" ", "").isalpha():  # most of them, and fast
        keys = name.lower().split()
    else:
        keys = [key for word in _TOKEN.findall(name) if (key := fold_word(word)[0])]
    if len(keys) > 1 and keys[0] in _ARTICLES:
        keys = keys[1:]
    return " ".join(keys)


def police_name(place: str, country: str | None, *, sheriff: bool = False) -> str:
    """Make the plain name of the police of a place, or of its sheriff's office. A place in capitals, as in a dateline, loses them."""
    place = place.title() if place.isupper() and len(place) > 3 else place
    if sheriff:
        return f"{place} Sheriff's Office"
    of_state = name_key(place).endswith(" state")  # "Ohio State Police"
    return f"{place} Police Department" if country == "USA" and not of_state else f"{place} Police"
