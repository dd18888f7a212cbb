"""Figures in words: how many people, or how many happenings, a noun phrase tells of.

Follows the reading rules: "at least 12" is 12 and no upper end, "more than 200" is 201 and none, "dozens" 24 and none, "between 5 and 7" is 5 to 7,
"about 40" is 40, "nearly 8,000" is 8,000, "no casualties" is 0, a named or single person is 1. A plural without a figure ("many soldiers") has none.
"""

from __future__ import annotations

import re

_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
# Least numbers that words for many stand for (READING.md: several 3+, dozens 24+, scores 40+, hundreds 200+, thousands 2000+).
_MANY = {"several": 3, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000}
_DIGITS = "0123456789"
_SEPARATORS = ",\u00a0\u202f "
_SMALL = _UNITS | _TENS
_GROUPS = {"once": 1, "twice": 2, "both": 2, "couple": 2, "pair": 2, "trio": 3, "half-dozen": 6, "half a dozen": 6, "dozen": 12, "score": 20}
_NONE = {"no", "none", "nobody", "neither"}
_ONE = {"he", "she", "him", "her", "his", "himself", "herself", "who", "i", "me", "one", "someone", "somebody"}
_NO_FIGURE = {
    *"many numerous multiple various some few they them their theirs we us our these those others people civilians persons casualties".split(),
    *"victims which that it its all any most more others women men children troops forces police personnel number group crowd raft".split(),
}
_NUMBER = re.compile(r"[0-9]{1,3}(?:[,   ][0-9]{3})+|[0-9]+")
_TOKEN = re.compile(r"half a dozen|[0-9][0-9,  ]*(?:\.[0-9]+)?|[^\W\d_]+(?:[-'’][^\W\d_]+)*", re.I)
_AT_LEAST = re.compile(
    r"\b(?:at least|no fewer than|no less than|not less than|a minimum of|upwards? of|as many as [^ ]+ or more)\W*$|^\W*at least\b", re.I
)
_MORE = re.compile(r"\b(?:more than|over|above|exceeding|in excess of|upwards of)\W*$", re.I)
_LESS = re.compile(r"\b(?:fewer than|less than|under|below)\W*$", re.I)
_UP_TO = re.compile(r"\b(?:up to|as many as|at most|no more than|not more than|a maximum of)\W*$", re.I)
_OR_MORE = re.compile(r"^\W*(?:or more|and counting|plus\b|\+)", re.I)
_RANGE = re.compile(r"(?:\bbetween\s+)?(?P<low>[\w,]+)\s*(?:-|–|—|\bto\b|\bor\b|\band\b)\s*(?P<high>[\w,]+)", re.I)


def parse_figure(words: str, *, before: str = "", after: str = "", people: bool = True) -> tuple[int, int | None] | None:
    """Tell how many a phrase stands for: (low, high), high None where it has no upper end; None where it gives no figure.

    words    the phrase itself ("at least 12 civilians")
    before   up to some 30 characters before it in the same sentence, where a bound may stand ("more than ")
    after    some 20 characters after it ("or more", "people")
    people   True: a phrase without a number may be one person, by name or as "a man"; False: it gives no figure
    """
    bounded = _range(words, before)
    if bounded is not None:
        return bounded
    found = _number(words)
    if found is None:
        return _without_number(words) if people else None
    value, many, start, end = found
    lead = before + " " + words[:start]
    tail = words[end:] + " " + after
    if many:
        return value, None
    if value == 0:
        return 0, 0
    if _UP_TO.search(lead):
        return 0, value
    if _MORE.search(lead):
        return value + 1, None
    if _LESS.search(lead):
        return 0, value - 1
    if _AT_LEAST.search(lead) or _OR_MORE.match(tail):
        return value, None
    return value, value


def _range(words: str, before: str) -> tuple[int, int] | None:
    for match in _RANGE.finditer(words):
        low, high = _whole(match["low"]), _whole(match["high"])
        if low is None or high is None or low >= high:
            continue
        joined = words[match.end("low") : match.start("high")].strip().lower()
        if (
            joined == "and"
            and not re.search(r"\bbetween\s*$", (before + " " + words[: match.start("low")]).rstrip() + " ", re.I)
            and "between" not in match[0].lower()
        ):
            continue
        return low, high
    return None


def _whole(token: str) -> int | None:
    token = token.lower().strip(",")
    return int(re.sub(r"\D", "", token)) if _NUMBER.fullmatch(token) else _SMALL.get(token)


def _number(words: str) -> tuple[int, bool, int, int] | None:
    """Find the first number in digits or words: value, whether it is a word for many, start and end in the phrase."""
    tokens = [(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(words)]
    for i, (token, start, end) in enumerate(tokens):
        if token[0] in _DIGITS:
            value = float(re.sub(r"[,   ]", "", token.rstrip(_SEPARATORS)) or 0)
            end = start + len(token.rstrip(_SEPARATORS))
            for scale, _, scale_end in tokens[i + 1 : i + 2]:
                if scale in _SCALES:
                    value, end = value * _SCALES[scale], scale_end
            if (
                re.match(r"-?(?:year|yr|month|week|day|hour)s?\b|-(?:member|man|strong)", words[end:].lower().lstrip("-").lstrip())
                and "old" in words[end:].lower()
            ):
                continue  # an age is no figure
            return round(value), False, start, end
        if token in _NONE:
            return 0, False, start, end
        if token in _MANY:
            scale, scale_end = next(((t, e) for t, _, e in tokens[i + 1 : i + 3] if t != "of"), ("", end))
            times = _SCALES.get(scale.removesuffix("s"), 1)
            return _MANY[token] * times, True, start, scale_end if times > 1 else end
        parsed = _in_words(tokens[i:])
        if parsed is not None:
            return parsed[0], False, start, parsed[1]
    return None


def _in_words(tokens: list[tuple[str, int, int]]) -> tuple[int, int] | None:
    """Read a number written in words at the head of the tokens: value and where it ends ("two hundred and ten", "a dozen", "both")."""
    total, current, end = 0, 0, None
    for i, (token, _, token_end) in enumerate(tokens):
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        parts = token.split("-")
        if all(part in _SMALL for part in parts):
            current += sum(_SMALL[part] for part in parts)
        elif token in _GROUPS:
            current = max(current, 1) * _GROUPS[token]
        elif token == "hundred":
            current = max(current, 1) * 100
        elif token in _SCALES:
            total, current = total + max(current, 1) * _SCALES[token], 0
        elif (end is None and token in ("a", "an") and following in _SCALES | _GROUPS) or (
            end is not None and token == "and" and following in _SMALL
        ):
            continue
        else:
            break
        end = token_end
    return None if end is None else (total + current, end)


def _without_number(words: str) -> tuple[int, int] | None:
    tokens = [m.group() for m in _TOKEN.finditer(words)]
    lower = [token.lower() for token in tokens]
    if not tokens or lower[0] in _NO_FIGURE:
        return None
    head = _head(lower)
    if head in _NO_FIGURE:
        return None
    named = tokens[-1][0].isupper() and not re.search(r"(?:ans|is|ese|ites|ists|ers|men)$", lower[-1])
    return (1, 1) if lower[0] in (*_ONE, "a", "an", "another") or named or not _plural(head) else None


def _head(tokens: list[str]) -> str:
    """Guess the head noun: the last token before a preposition."""
    for i, token in enumerate(tokens):
        if i and token in ("of", "in", "from", "with", "at", "who", "on", "for", "near", "and"):
            return tokens[i - 1]
    return tokens[-1]


def _plural(noun: str) -> bool:
    regular = noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s", "’s"))
    return regular or noun in ("people", "men", "women", "children", "police", "policemen", "troops")
