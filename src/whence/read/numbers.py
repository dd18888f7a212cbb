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
_SMALL = _UNITS | _TENS
_PARTS = re.compile(r"\b(?P<part>half|quarter)(?: of)? an? (?P<scale>hundred|thousand|million|billion)\b", re.I)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ORDINALS = {
    word: number
    for number, word in enumerate("second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(), start=2)
}
_GROUPS = {
    "once": 1,
    "twice": 2,
    "both": 2,
    "couple": 2,
    "pair": 2,
    "trio": 3,
    "half-dozen": 6,
    "half a dozen": 6,
    "dozen": 12,
    "score": 20,
    "twins": 2,
}
# Least numbers that words for many stand for (reading rules: several 3+, dozens 24+, scores 40+, hundreds 200+, thousands 2000+).
_MANY = {"several": 3, "tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000}
_TIMES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "thousands": 1_000, "million": 1_000_000, "millions": 1_000_000}
_NONE = {"no", "none", "nobody", "no-one", "neither", "anyone", "anybody"}
_ONE = {"he", "she", "him", "her", "his", "himself", "herself", "who", "i", "me", "one", "someone", "somebody"}
_NO_FIGURE = {
    *"many numerous multiple various some few they them their theirs we us our these those others people civilians persons casualties".split(),
    *"victims which that it its all any most more others women men children troops forces police personnel number group crowd raft handful".split(),
    *"only just even also still already again not reportedly allegedly".split(),
    *"fewer less least toll tally count figure death dead injury wounded injured family life blood score losses".split(),
}
_BEFORE_NOUNS = {"police", "family", "their", "its", "our", "my"}  # "police sergeant", "their driver": the noun tells how many
_PLURAL_WITHOUT_S = {"people", "men", "women", "children", "police", "policemen", "policewomen", "troops", "taliban", "youth", "clergy"}

_ORDINAL = re.compile(rf"\b(?:(?P<digits>[0-9]{{1,4}})(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})\b", re.I)
_IS_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.I)  # "34th Street"
_COUNTED = re.compile(  # behind an ordinal that counts: "third time", "fourth mayor to be shot", not "34th regiment", "a third"
    r" (?:such\b|(?:[\w-]+ ){0,2}?(?:time|day|night|attack|raid|(?:air ?)?strike|bomb(?:ing)?|blast|explosion|shooting|ambush|incident|arrest|killing"
    r"|murder|assault|coup|clash|protest|march|test|launch|round)\b|(?:[\w-]+ ){1,2}?to\b)",
    re.I,
)
_COMPOUND = re.compile(rf"\b(?:{'|'.join(_TENS)})-(?:{'|'.join(list(_UNITS)[1:10])})\b", re.I)  # "twenty-one"
_LONGEST = 16  # characters, more than any of these
_MOST_DIGITS = 12  # longer ones are numbers of something else
_GROUPED = r"[0-9]{1,3}(?:[,\u00a0\u202f ][0-9]{3})+(?![0-9])"
_TOKEN = re.compile(rf"half a dozen|{_GROUPED}|[0-9]+(?:\.[0-9]+)?|[^\W\d_]+(?:[-'’](?!(?:odd|plus)\b)[^\W\d_]+)*", re.I)
_BOUND = re.compile(
    r"\b(?:(?P<from>at least|(?:no|not) (?:fewer|less) than|a minimum of)"
    r"|(?P<above>more than|over|above|exceed(?:s|ed|ing)|in excess of|upwards? of|(?:sur)?passe[sd]|topped|tops)"
    r"|(?P<upto>up to|as many as|at most|(?:no|not) more than|a maximum of)"
    r"|(?P<below>fewer than|less than|under|below))\W*$",
    re.I,
)
_HANDED_OVER = re.compile(r"\b(?:hand|turn|tak|took|g[ia]v|r[au]n|dr[io]v)\w* over\W*$", re.I)
_OR_MORE = re.compile(r"^\W*(?:or more|and counting|plus\b|\+)|^,?\s+at (?:the )?least(?=\s*$|[,.;])", re.I)
_RANGE = re.compile(
    rf"(?P<low>{_GROUPED}|(?<!\w)\w++)(?P<joint>\s*[-–—]\s*|\s+(?:to|or|and)\s+)(?P<high>{_GROUPED}|\w+)"
    r"(?:\s+(?P<scale>dozen|hundred|thousand|million)\b)?",
    re.I,
)
_AGE = re.compile(r"^\W*(?:-?\s*(?:year|month|week|day)s?-?\s*old|-(?:member|man|strong))\b", re.I)
_PARENT = "m[uo]m|mother|dad|father"
_YOUNG = r"boy|girl|child|kid|baby|infant|toddler|lad|youth|teenager|man|pupil|(?:grand)?(?:son|daughter)|brother|sister|nephew|niece|cousin"
_AGE_OF = re.compile(  # "a boy of nine", "mother of three", not "a cell of four"
    rf"^(?:(?:an?|the|her|his) (?:(?:\w+ )?\w*(?:{_YOUNG})|{_PARENT})|{_PARENT}) of (?:about |around |only )?(?P<age>[\w-]+)$",
    re.I,
)
_STRONG = re.compile(r"^(?:(?:an?|the|his|her|its|their) )?(?P<size>\w+)-(?:member|man|strong|person)\b", re.I)  # "a six-man patrol"
_WITH_OTHERS = re.compile(
    r"^(?:an?|the) [^\W\d]+,? and (?P<others>(?:(?:his|her|their|an?|the) )?[^\W\d]+ [^\W\d]+)$", re.I
)  # "a woman and two boys"
_PAIR = re.compile(r"(?:mother|father|parent|brother|husband|son) and (?:child|baby|daughter|son|sister|wife|mother|father)", re.I)
_NOT_BUT = re.compile(r"^not (?:just |only )?[\w-]+ but ", re.I)  # "not one but two"
_NOT_ONE = re.compile(r"not (?:an?|one|any|even one)\b", re.I)
_WITHOUT = re.compile(r"\bwithout(?: \w+ing)?(?: any| causing)? (?:casualties|injur\w+|victims|deaths|loss of life|anyone|anybody)$", re.I)
_AUXILIARIES = frozenset("have has had is are was were be been will would could".split())
_PREDICATE = _AUXILIARIES | frozenset("so far died killed shot survived".split())
_NAME_AND_AGE = re.compile(r"^(?:[^\W\d_a-z]|(?:an?|his|her) )[^\d,(]*[,(]\s*(?:aged\s+)?\d{1,3}\)?\W*$")


def parse_figure(words: str, *, before: str = "", after: str = "", people: bool = True) -> tuple[int, int | None] | None:
    """Tell how many a phrase stands for: (low, high), high None where it has no upper end; None where it gives no figure.

    words    the phrase itself ("at least 12 civilians")
    before   up to some 30 characters before it in the same sentence, where a bound may stand ("more than ")
    after    some 20 characters after it ("or more", "people")
    people   True: a phrase without a number may be one person, by name or as "a man"; False: it gives no figure, but "the third time" is three
    """
    words = _NOT_BUT.sub("", words + after if _NOT_ONE.fullmatch(words) and after.startswith(" but ") else words)
    if words.endswith(" but"):
        return None  # "not one but", cut off from the figure
    age = _AGE_OF.match(words)
    if people and (_NAME_AND_AGE.match(words) or (age and _number(age["age"]))):
        return 1, 1
    if people and (_WITHOUT.search(f"{before.rstrip()} {words}") or _NOT_ONE.match(words)):
        return 0, 0
    strong = _STRONG.match(words) if people else None
    size = None if strong is None else _whole(strong["size"])
    if size is not None:
        return size, size
    others = _WITH_OTHERS.match(words) if people else None
    added = None if others is None else _number(others["others"])
    if added is not None and not added[1]:
        return 1 + added[0], 1 + added[0]
    ends = _range(words, before)
    if ends is not None:
        return ends
    found = _number(words)
    ordinal = None if people else _ORDINAL.search(words)
    if ordinal is not None and _COUNTED.match(words[ordinal.end() :] + " " + after.lstrip()) and (found is None or ordinal.start() <= found[2]):
        number = int(ordinal["digits"]) if ordinal["digits"] else _ORDINALS[ordinal[0].lower()]
        return number, number  # "the third time", "the 12th such raid"
    if found is None:
        return _without_number(words) if people else None
    if found[0] >= 10**_MOST_DIGITS:
        return None
    value, many, start, end = found
    lead = before + " " + words[:start]
    bound = None if _HANDED_OVER.search(lead) else _BOUND.search(lead)
    if many:
        return value, None
    if bound is None:
        return value, None if value and _OR_MORE.match(words[end:] + " " + after) else value
    if bound["upto"]:
        return 0, value
    if bound["below"]:
        return 0, max(value - 1, 0)
    return value + 1 if bound["above"] else value, None


def whole_number(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch of characters that begins or ends inside a number in words, to take in all of it: "twenty" of "twenty-one"."""
    for match in _COMPOUND.finditer(text, max(0, start - _LONGEST), end + _LONGEST):
        if match.start() < end and start < match.end():
            start, end = min(start, match.start()), max(end, match.end())
    return start, end


def _range(words: str, before: str) -> tuple[int, int] | None:
    for match in _RANGE.finditer(words):
        low, high = _whole(match["low"]), _whole(match["high"])
        times = _TIMES.get((match["scale"] or "").lower(), 1)
        if low is None or high is None or low >= high:
            continue
        lead = before + " " + words[: match.start("low")]
        if match["joint"].strip().lower() != "and" or re.search(r"\bbetween\s*$", lead, re.I):
            return low * times, high * times
    return None


def _whole(token: str) -> int | None:
    digits = re.sub(r"[,\u00a0\u202f ]", "", token)
    if len(digits) > _MOST_DIGITS:
        return None
    return int(digits) if digits.isascii() and digits.isdigit() else _SMALL.get(token.lower())


def _number(words: str) -> tuple[int, bool, int, int] | None:
    """Find the first number in digits or words: value, whether it is a word for many, start and end in the phrase."""
    part = _PARTS.search(words)
    if part is not None:
        return _SCALES[part["scale"].lower()] // (2 if part["part"].lower() == "half" else 4), False, part.start(), part.end()
    tokens = [(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(words)]
    for i, (token, start, end) in enumerate(tokens):
        following, following_end = (tokens[i + 1][0], tokens[i + 1][2]) if i + 1 < len(tokens) else ("", end)
        if token[0].isascii() and token[0].isdigit():
            if _AGE.match(words[end:]) or _IS_ORDINAL.match(words, end):
                continue
            value = min(float(re.sub(r"[,\u00a0\u202f ]", "", token)), 10**_MOST_DIGITS)
            return (round(value * _SCALES[following]), False, start, following_end) if following in _SCALES else (round(value), False, start, end)
        if token == "few" and following in _TIMES:
            return _MANY["several"] * _TIMES[following], True, start, following_end
        if token in _NONE and following not in ("fewer", "less", "more"):
            return 0, False, start, end
        if token in _MANY:
            scale = next((t for t, *_ in tokens[i + 1 : i + 3] if t != "of"), "")
            return _MANY[token] * _TIMES.get(scale, 1), True, start, end
        spelled = _in_words(tokens[i:])
        if spelled is not None and following not in ("thirds", "quarters") and not _AGE.match(words[spelled[1] :]):
            return spelled[0], False, start, spelled[1]
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
        elif token == "of" and end is not None and following in ("dozen", "hundred", "thousand"):
            continue  # "a couple of dozen"
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
    if not tokens or (lower[0] in _NO_FIGURE and lower[0] not in _BEFORE_NOUNS):
        return None
    if tokens[0] in _AUXILIARIES or _PREDICATE.issuperset(tokens):
        return None  # "have died"
    both = re.fullmatch(r"(?:[Aa]n? )?\w+,? and (?:(?:an?|his|her|their) )?\w+", words)
    if both and (lower[0] in ("a", "an") or _PAIR.fullmatch(words) or (tokens[0][0].isupper() and tokens[-1][0].isupper())):
        return 2, 2  # "Ahmed and Karim", "a man and a woman"
    head = _head(lower)
    is_man = lower[0] in ("a", "an") and (head == "youth" or (head == "figure" and len(tokens) > 2))  # "an opposition figure"
    if (head in _NO_FIGURE or head in _PLURAL_WITHOUT_S) and not is_man:
        return None
    named = tokens[lower.index(head)][0].isupper() and not re.search(r"(?:ans|is|ese|ites|ists|ers|men)$", lower[-1])
    named = named and not ("and" in lower and tokens[-1].islower())  # "Teachers and pupils" at the head of a sentence
    plural = head.endswith("s") and not head.endswith(("ss", "us", "'s", "’s"))
    one = lower[0] in ("a", "an", "another") or (lower[0] in _ONE and not (len(tokens) > 1 and lower[0] in ("his", "her")))
    return (1, 1) if one or named or not plural else None


def _head(tokens: list[str]) -> str:
    """Guess the head noun: the last token before a preposition."""
    for i, token in enumerate(tokens):
        if i and token in ("of", "in", "from", "with", "at", "who", "on", "for", "near", "and"):
            return tokens[i - 1]
    return tokens[-1]
