"""The words of time: each word of a text with the classes that the grammar knows it by."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from whence.resolve.times.grammar import Classes

MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth"
).split()
_TENTHS = {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100}

# Units of time: word -> TIMEX3 letter. "second" in the singular is an ordinal in news, and stays one.
UNITS = {
    "seconds": "S",
    "minute": "MIN",
    "minutes": "MIN",
    "hour": "H",
    "hours": "H",
    "day": "D",
    "days": "D",
    "week": "W",
    "weeks": "W",
    "fortnight": "2W",
    "month": "M",
    "months": "M",
    "year": "Y",
    "years": "Y",
    "decade": "DE",
    "decades": "DE",
    "century": "CE",
    "centuries": "CE",
}
PARTS_OF_DAY = {
    "morning": "TMO",
    "mornings": "TMO",
    "afternoon": "TAF",
    "afternoons": "TAF",
    "evening": "TEV",
    "evenings": "TEV",
    "night": "TNI",
    "nights": "TNI",
    "nighttime": "TNI",
    "dawn": "TMO",
    "daybreak": "TMO",
    "sunrise": "TMO",
    "dusk": "TEV",
    "sunset": "TEV",
    "nightfall": "TEV",
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI", "fall": "FA"}
FREQUENCIES = {
    "hourly": "PT1H",
    "daily": "P1D",
    "everyday": "P1D",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
    "biannual": "P6M",
    "biennial": "P2Y",
}
ZONES = {
    "gmt": "Z",
    "utc": "Z",
    "z": "Z",
    "bst": "+01",
    "cet": "+01",
    "cest": "+02",
    "eet": "+02",
    "eest": "+03",
    "msk": "+03",
    "ist": "+05:30",
    "jst": "+09",
    "kst": "+09",
    "et": "ET",
    "pt": "PT",
    "est": "-05",
    "edt": "-04",
    "cst": "-06",
    "cdt": "-05",
    "mst": "-07",
    "pst": "-08",
    "pdt": "-07",
}
_ZONE_OFFSETS = {"moscow": "+03:00", "baghdad": "+03:00", "tehran": "+03:30", "kabul": "+04:30", "greenwich mean": "Z"}
# Spellings vary as transliterations do; folded by taking apostrophes and hyphens out.
HIJRI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "muharram",
            "safar",
            "rabial-awwal rabial-awal",
            "rabial-thani rabial-akhir",
            "jumadaal-awwal jumadaal-ula",
            "jumadaal-thani jumadaal-akhira",
            "rajab",
            "shaaban shaban sha'ban",
            "ramadan ramadhan ramazan",
            "shawwal",
            "dhual-qadah dhualqadah zulqada",
            "dhual-hijjah dhualhijjah zulhijja",
        ),
        1,
    )
    for name in names.split()
}
SOLAR_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "farvardin hamal",
            "ordibehesht",
            "khordad jawza",
            "tir saratan",
            "mordad asad",
            "shahrivar sunbula",
            "mehr mizan",
            "aban aqrab",
            "azar qaws",
            "dey jadi",
            "bahman dalw",
            "esfand hut",
        ),
        1,
    )
    for name in names.split()
}
_HOLIDAY_WORDS = frozenset("christmas easter ramadan ramadhan eid ashura arbaeen nowruz newroz thanksgiving halloween pentecost mawlid".split())


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month; `sure` is False for words that mean other things too ("may", "march"); `is_code` for "FEB" as in 04 FEB 90."""

    number: int
    sure: bool = True
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where each stands, and its classes; a word without classes has nothing to do with time.

    has_bc   one of them is "BC"
    """

    starts: list[int]
    ends: list[int]
    classes: list[Classes]
    has_bc: bool


_TOKEN = re.compile(
    # What most words are comes first, and each match takes the space behind it, so that none is tried at a space.
    r"""(?:
        (?P<small>(?!local\b|[ap]m\b|ca\.)[a-z]{2,}+(?![^\W\d_])|a(?=\ ))
      | (?P<capital>[A-Z][a-z]{2,}+(?![^\W_]|\.)(?!\ (?:[A-Z][a-z]+\ )?(?:(?:standard|daylight|summer)\ )?time\b))
      | (?P<stamp>(?:\d{4}-\d\d-|(?:19|20)\d\d/\d\d/)\d\d(?:[T\ ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-]))
      | (?P<named>9/11\b(?!/)|D-Day\b)
      | (?P<numeric>\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?!\d))
      | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:]))
      | (?P<decade>\d{3}0\ ?['’]?s\b|['’]\d0s\b)
      | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
      | (?P<short_year>['’‘]\d\d(?![\d\w]))
      | (?P<decimal>\d{1,3}\.\d{1,2}(?![\d.]\d|\d))
      | (?P<big>\d{1,3}(?:,\d{3})+(?!\d))
      | (?P<integer>\d+)
      | (?P<half_day>[AaPp]\.\ ?[Mm]\.?(?!\w)|[AaPp][Mm]\b)
      | (?P<era>B\.\ ?C\.(?:\ ?E\.)?|A\.\ ?D\.|BCE?\b|AD\b|CE\b)
      | (?P<named_zone>(?!(?:The|This|That|Some|Any|First|Last|Every|Each|Long|At|By|For|In|No|All|Same|What|Until|Of|On|Since|Next)\b)
          (?:local|[A-Z][a-z]+(?:\ [A-Z][a-z]+)?)\ (?:(?:standard|daylight|summer)\ )?time\b)
      | (?P<quarter>Q[1-4]\b)
      | (?P<short>(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|ca|c)\.)
      | (?P<oclock>o['’]clock\b)
      | (?P<word>[^\W\d_]+)
      | (?P<possessive>['’]s?\b|s['’](?=\s))
      | (?P<mark>[^\s\w])
      )\ ?""",
    re.VERBOSE,
)
_MARKS = dict.fromkeys("–—‐‑", "-") | {"’": "'"}
_NO_CLASSES: Classes = {}
_MONTH_NUMBERS = {name: number for names in MONTHS for number, name in enumerate(names.split(), 1)} | {"sept": 9}
_DOUBTFUL_MONTHS = frozenset(("may", "march", "mar"))


class Lexicon:
    """Words to classes. `literals` are the words that patterns name as they stand."""

    def __init__(self, literals: frozenset[str]) -> None:
        self._literals = literals
        self._words: dict[str, Classes] = {}
        for word in literals | _known_words():
            classes = _classes_of(word)
            if word in literals:
                classes[word] = word
            self._words[word] = classes
        self._small = {word: _in_this_case(word, classes) for word, classes in self._words.items() if word.islower()}

    def words_of(self, text: str) -> Words:
        """Find the words of a text with their classes; of a run of words without any only the first. Linear in the length of the text."""
        starts, ends, classes = list[int](), list[int](), list[Classes]()
        known, small, literals = self._words, self._small, self._literals
        is_known, has_bc = True, False
        for match in _TOKEN.finditer(text):
            kind = str(match.lastgroup)
            token = match[kind]
            if kind == "small":
                found = small.get(token)
            elif kind in ("capital", "word"):
                found = known.get(token.lower())
                found = found and _in_this_case(token, found)
            elif kind == "mark":
                mark = _MARKS.get(token, token)
                found = {mark: mark} if mark in literals else None
            else:
                found = self._of_kind(kind, token)
                has_bc = has_bc or "BC" in found
            if found or is_known:
                starts.append(match.start())
                ends.append(match.end(kind))
                classes.append(found or _NO_CLASSES)
                is_known = bool(found)
        return Words(starts, ends, classes, has_bc)

    def _of_kind(self, kind: str, token: str) -> Classes:
        if kind == "integer":
            return _integer_classes(token)
        if kind == "short":
            word = token.rstrip(".").lower()
            return {"CIRCA": True} if word in ("ca", "c") else _in_this_case(token, _classes_of(word))
        if kind == "ordinal":
            return {"ORDINAL": int(token[:-2]), "DAY_ORDINAL": int(token[:-2])} if 1 <= int(token[:-2]) <= 31 else {"ORDINAL": int(token[:-2])}
        if kind == "decimal":
            return {"DECIMAL": token, "CLOCK_DOT": token}
        if kind == "half_day":
            return {"HALF_DAY": token[0].lower()}
        if kind == "era":
            return {"BC": True} if token[0] == "B" else {"AD": True}
        if kind == "possessive":
            return {"'s": True}
        if kind == "oclock":
            return {"OCLOCK": True}
        if kind == "named_zone":
            name = token.removesuffix(" time").lower()
            return {"ZONE": "local" if name == "local" else _ZONE_OFFSETS.get(name, token.removesuffix(" time"))}
        if kind == "named":
            return {"NAMED_DAY": token}
        if kind == "big":
            return {"BIG_NUMBER": int(token.replace(",", ""))} if len(token) < 16 else _NO_CLASSES
        return {kind.upper(): token}


def _known_words() -> frozenset[str]:
    lists = (_MONTH_NUMBERS, WEEKDAYS, _WEEKDAY_SHORT, _ONES, _TEENS, _TENS, _ORDINALS, _TENTHS, UNITS, PARTS_OF_DAY, SEASONS, FREQUENCIES, ZONES)
    plurals = [f"{day}s" for day in WEEKDAYS]
    numbers = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties", "hundred", "dozen"]
    return frozenset(word for words in (*lists, plurals, numbers, HIJRI_MONTHS, SOLAR_MONTHS, _HOLIDAY_WORDS) for word in words)


def _classes_of(word: str) -> dict[str, Any]:
    """Give the classes of a word in lower case."""
    found: dict[str, Any] = {}
    if word in _MONTH_NUMBERS:
        found["MONTH_NAME"] = MonthName(_MONTH_NUMBERS[word], word not in _DOUBTFUL_MONTHS)
    if word in WEEKDAYS:
        found["WEEKDAY"] = WEEKDAYS.index(word)
    if word in _WEEKDAY_SHORT:
        found["WEEKDAY_SHORT"] = _WEEKDAY_SHORT[word]
    if word.endswith("days") and word[:-1] in WEEKDAYS:
        found["WEEKDAYS"] = WEEKDAYS.index(word[:-1])
    if word in _ONES:
        found["ONES"] = 1 + _ONES.index(word)
    if word in _TEENS:
        found["TEENS"] = 10 + _TEENS.index(word)
    if word in _TENS:
        found["TENS"] = 20 + 10 * _TENS.index(word)
    if word in _ORDINALS:
        found["ORDINAL"] = _ORDINALS.index(word) + 1
        found["DAY_WORD_ORDINAL"] = _ORDINALS.index(word) + 1
    if word in _TENTHS:
        found["ORDINAL"] = _TENTHS[word]
    if word in UNITS:
        found["UNIT"] = UNITS[word]
        found["UNITS" if word.endswith("s") else "ONE_UNIT"] = UNITS[word]
    if word in PARTS_OF_DAY:
        found["PARTS" if word.endswith("s") else "PART"] = PARTS_OF_DAY[word]
    if word in SEASONS:
        found["FALL" if word == "fall" else "SEASON"] = SEASONS[word]
    if word in FREQUENCIES:
        found["FREQUENCY"] = FREQUENCIES[word]
    if word in ZONES and word != "ist":
        found["ZONE"] = ZONES[word]
    if word in HIJRI_MONTHS:
        found["HIJRI_MONTH"] = HIJRI_MONTHS[word]
    if word in SOLAR_MONTHS:
        found["SOLAR_MONTH"] = SOLAR_MONTHS[word]
    if word.endswith("ties") and word[:-3] + "y" in _TENS:
        found["DECADE_WORD"] = 1920 + 10 * _TENS.index(word[:-3] + "y")
    return found


def _in_this_case(word: str, found: Classes) -> Classes:
    """Take out the classes that a word does not have when written small: "may" is no month, "sat" no Saturday, "est" no zone."""
    if not found:
        return found
    if len(word) == 3 and word.isupper() and "MONTH_NAME" in found:
        return {**found, "MONTH_NAME": replace(found["MONTH_NAME"], is_code=True)}
    if not word.islower():
        return found
    if "MONTH_NAME" in found and not found["MONTH_NAME"].sure:
        return {name: value for name, value in found.items() if name != "MONTH_NAME"}
    if "WEEKDAY_SHORT" in found or "ZONE" in found or "SOLAR_MONTH" in found:
        return {name: value for name, value in found.items() if name not in ("WEEKDAY_SHORT", "ZONE", "SOLAR_MONTH")}
    return found


def _integer_classes(token: str) -> Classes:
    value = int(token) if len(token) <= 6 else 0
    found: dict[str, Any] = {"INTEGER": value}
    if len(token) == 4 and 1000 <= value <= 2199:
        found["YEAR4"] = value
    if len(token) <= 3 and value >= 1:
        found["YEAR3"] = value
    if len(token) == 2:
        found["YEAR2"] = value
    if len(token) <= 2 and 1 <= value <= 31:
        found["DAY_NUMBER"] = value
    if len(token) <= 2 and value <= 24:
        found["HOUR"] = value
    if len(token) == 4 and value // 100 < 24 and value % 100 < 60:
        found["CLOCK4"] = token
    return found
