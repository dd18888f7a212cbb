"""Names of places as keys: the same name in its usual spellings gives the same key.

Two keys are made of a name. The plain key (`fold_name`) takes away case, accents, apostrophes and hyphens: spellings that any editor would call one.
The loose key (`loosen`) also takes away Arabic and Persian articles and what transliterations disagree on (kh, q, g, ou, w, final h): it finds
"Deir al-Zour" as "Dayr az Zawr", at the price of chance hits, and is asked only where the plain key finds nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FOLDING = 1  # counts up with every change to the keys: gazetteers compiled with other keys are not used

_DROPPED = dict.fromkeys(map(ord, "'’‘ʼ`´ʻʿʾ′\u00ad\u200b\u200c\u200d\u200e\u200f."))
# Letters that Unicode does not take apart, as the English press prints them.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "a", "ŋ": "n", "&": " and "}
)
_NOT_WORD = re.compile(r"[^\w]+|_+")
# For names in ASCII, which are most: what is dropped and what parts words, in one step.
_ASCII_MARKS = {ord(c): " " for c in map(chr, range(128)) if not c.isalnum()} | {c: None for c in _DROPPED if c < 128}
_SHORT_FORMS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}

_ARTICLES = frozenset("al el ul as es ash esh ad ed adh edh ar er an en at et ath az ez il le oz od ol os us ud ur".split())
# In order: what comes first is replaced first. Vowels fall into three classes, since scripts without short vowels leave the rest to the writer.
_SOUNDS = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("zh", "j"), ("dj", "j"), ("tch", "ch"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "k"),
    ("aw", "u"), ("au", "u"), ("ow", "u"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ie", "i"), ("iy", "i"), ("yi", "i"),
    ("ay", "A"), ("ai", "A"), ("ae", "A"), ("ey", "A"), ("ei", "A"), ("y", "i"), ("e", "i"), ("w", "u"), ("v", "u"), ("o", "u"), ("z", "s"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?:ah|ih|i)$")  # the feminine ending: "Basrah", "Basra", "Hasakeh"


def make_key(name: str) -> str:
    """Make the plain key of a name: lower case, no accents or apostrophes, single spaces; "Saint", "Mount", "Fort" in short."""
    key = name.casefold() if name.isascii() else _fold_letters(name)
    if key.isascii():
        if key.isalnum():
            return _SHORT_FORMS.get(key, key)
        words = key.translate(_ASCII_MARKS).split()
    else:
        words = _NOT_WORD.sub(" ", key.translate(_DROPPED)).split()
    if _SHORT_FORMS.keys().isdisjoint(words):
        return " ".join(words)
    return " ".join(_SHORT_FORMS.get(word, word) for word in words)


fold_name = lru_cache(maxsize=65536)(make_key)  # the same, remembered: a text names few places often


def _fold_letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)


def make_loose(key: str) -> str:
    """Make the loose key of a plain key: articles gone, sounds that transliterations mix written as one.

    Never empty for a non-empty key: a name made of articles alone keeps them.
    """
    words = key.split()
    kept = [word for i, word in enumerate(words) if word not in _ARTICLES or len(words) == 1] or words
    return " ".join(_loosen_word(word) for word in kept)


loosen = lru_cache(maxsize=65536)(make_loose)


def _loosen_word(word: str) -> str:
    for written, sound in _SOUNDS:
        if written in word:
            word = word.replace(written, sound)
    word = _DOUBLE.sub(r"\1", word)
    return _FINAL_H.sub("a", word)
