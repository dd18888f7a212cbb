"""Words of a text as recognition sees them: where they stand, how they are written, what joins them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whence.resolve.places.words import ARTICLES, FUNCTION_WORDS, STARTERS

_APOSTROPHES = "'’ʼ`‘"
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.[A-Z](?![\w.])|W\.Va"  # U.S., U.S, W.Va.
    rf"|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f]|[{_APOSTROPHES}](?!s\b|S\b)(?=[^\W\d_]))*"
    rf"|[{_APOSTROPHES}][sS]\b"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\w\s]|_"
)
_SHORT_WITH_DOT = frozenset(
    "st ste ft mt mts pt mr mrs ms dr gen lt col maj capt sgt cpl sen rep gov rev prof co no vs jr sr hon adm cmdr brig supt".split()
)
_HYPHENS = frozenset("-–‐‑")
_ENDS = frozenset(".!?:;\n")
MOSTLY_CAPITALS = 0.6  # share of capitals among letters from which on capitals tell nothing


@dataclass(slots=True)
class Token:
    """One word, number or mark.

    low       lower case, without dots
    capital   written with a capital that could mean a name
    caps      all in capitals, at least two letters
    glue      what joins it to the token before: "-" a hyphen, " " blank space, "" nothing, "|" a paragraph's end
    first     begins a sentence, a headline or a quotation
    loud      stands in a stretch of text that is all in capitals
    """

    start: int
    end: int
    text: str
    low: str
    capital: bool
    caps: bool
    glue: str
    first: bool
    loud: bool
    word: bool


def tokenize(text: str) -> list[Token]:
    """Cut a text into tokens. Hyphens between letters are not tokens but the glue of what follows. Linear in the length of the text."""
    loud_until = -1
    loud = False
    tokens: list[Token] = []
    before: Token | None = None
    previous_end = 0
    glue = "|"
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        words = match.group()
        if start >= loud_until:
            loud_until = text.find("\n", start)
            loud_until = len(text) if loud_until < 0 else loud_until
            loud = _mostly_capitals(text[start:loud_until])
        if start > previous_end:
            glue = "|" if text.count("\n", previous_end, start) > 1 else " "
        word = words[0].isalpha()
        if not word and before is not None:
            if glue == "" and words in _HYPHENS and before.word and end < len(text) and text[end].isalpha():
                glue, previous_end = "-", end
                continue
            if start < before.end:
                previous_end, glue = before.end, ""
                continue
        first = before is None or glue == "|" or before.text in _ENDS or (not before.word and before.first and not before.text[0].isdigit())
        low, capital, caps = words, False, False
        if word:
            low = words.lower()
            if "." in low:
                low = low.replace(".", "")
            if words[0].isupper():
                if low in _SHORT_WITH_DOT and text.startswith(".", end):
                    end += 1  # the dot comes as a token of its own and is dropped above
                    words = text[start:end]
                caps = len(low) > 1 and words.isupper()
                capital = (low not in FUNCTION_WORDS or (caps and not loud)) and not (first and low in STARTERS)
        before = Token(start, end, words, low, capital, caps, glue, first, loud, word)
        tokens.append(before)
        previous_end, glue = end, ""
    return tokens


def _mostly_capitals(line: str) -> bool:
    upper = sum(map(str.isupper, line))
    return upper > 8 and upper >= MOSTLY_CAPITALS * (upper + sum(map(str.islower, line)))


def joined(tokens: list[Token], i: int) -> bool:
    """Tell whether token i can go on a name that token i-1 is part of."""
    token, before = tokens[i], tokens[i - 1]
    return (
        token.glue in (" ", "-")
        and token.word
        and before.word
        and not (before.text[-1] == "." and before.low not in _SHORT_WITH_DOT and not before.caps)
    )


def begins_name(tokens: list[Token], i: int) -> bool:
    """Tell whether a name can begin at token i: a capital, or an Arabic article before one ("al-Qaim", "An Najaf")."""
    token = tokens[i]
    if token.capital:
        return True
    if not (token.word and token.low in ARTICLES and i + 1 < len(tokens) and tokens[i + 1].capital):
        return False
    if tokens[i + 1].glue == "-":
        return True
    plain_word = token.first and token.low in FUNCTION_WORDS  # "At Nasser Hospital"
    return tokens[i + 1].glue == " " and token.text[0].isupper() and not plain_word
