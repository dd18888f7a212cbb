"""Where doubtful words are times. Each function is asked with the words before and after an expression, up to 60 characters each."""

from __future__ import annotations

import re

_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|through|during|between|and|or|before|after|for|around|about|late|early|mid|last|next|this|every|each|on|[–-])"
    r"[\s-]*$",
    re.I,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|into|of|since|until|till|by|from|to|through|throughout|during|between|and|or|before|after|for|the|a|an|his|her|its|their|our|early|late|mid|"
    r"around|about|circa|as|back|on|copyright|year)|[(\[,;:–—/©\n-]|^)\s*$",
    re.I,
)
_MAKES_YEAR = re.compile(r"\b(?:in|since|until|by|during|throughout)\s*$", re.I)
_MAKES_NO_YEAR = re.compile(
    r"(?:[$€£#]|\b(?:no|nos|some|over|than|nearly|almost|approximately|least|route|highway|resolution|flight|room|case|law|rs|usd))\.?\s*$"
    r"|\bat\s+(?:about\s+|around\s+|approximately\s+)?$",
    re.I,
)
_COUNTED = re.compile(
    r"\s*(?:,\d|%|percent|per cent|(?:more|other|new|armed|young|killed|wounded|dead|civilian|foreign|american|british|french|german|soviet|russian|"
    r"iraqi|chinese|japanese|republican|federal|union|us|nato|regular|additional|local)?\s*"
    r"(?:men|people|troops|soldiers|women|children|prisoners|civilians|casualties|deaths|fighters|km|kilomet|metres|meters|miles|feet|tons|tonnes|"
    r"aircraft|tanks|guns|ships|vehicles|refugees|families|homes|houses|dollars|euros|pounds|members|personnel|workers|students|police|rounds|"
    r"volunteers|sailors|horsemen|cavalry|infantry|were killed|were wounded|others|hectares|acres|votes|voters|ballots|bombs|rockets|shells|missiles|"
    r"villages|inhabitants|residents|hp|mm|cm|kg|mw)\b)|\s*[-–]?(?:[a-z]+\s)?(?:strong|man|men|foot)\b",
    re.I,
)
_LENGTH = re.compile(r"[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?)\b", re.I)
_BEFORE_OLD_YEAR = re.compile(r"\b(?:in|of|since|until|by|from|between|and|early|late|around)\s*$|[–(-]\s*$", re.I)
_AFTER_OLD_YEAR = re.compile(r"\s*(?:[.,;:)–-]|$|(?:and|when|the|by|he|she|they|it|with|a|after|to)\b)")
_AFTER_UNITS = re.compile(r"\s*(?:of\b|before\b|after\b|since\b|in advance|ahead of|later\b|earlier\b)", re.I)
_BEFORE_UNITS = re.compile(r"\b(?:for|in|within|after|over|took|takes|take|last|lasted|lasting|not|by|many)\s+$|^\s*$", re.I)
_NUMBER_BEFORE = re.compile(r"(?:\d|\b(?:more|several|few|many|hundred|ten|five))\s*-?$")
_AGE_AFTER = re.compile(r"[\s-]*(?:olds?\b|of age\b)", re.I)
_AGE_BEFORE = re.compile(r"\bage[sd]?\s+(?:of\s+)?$", re.I)
_BEFORE_RATE = re.compile(r"\b(?:times|once|twice|hours|people|\d+|[a-z]+ed|[a-z]{3,}s)\s*$", re.I)
_CLAUSE_END = re.compile(r"\s*(?:[.,;:)\]!?\"”—–-]|$|\b(?:and|but|in|at|on)\b)", re.I)
_PREPOSITION = re.compile(r"\b(?:in|by|during|until|since|through|of|before|after|over|at)\s+(?:the\s+)?$", re.I)
_AT = re.compile(r"\bat\s*$", re.I)
_BEFORE_CLOCK = re.compile(r"\b(?:at|from|until|till|by|before|after|since|between|to|and|around|about)\s*$", re.I)
_OF_A_THING = re.compile(r"\s+(?!on|in|local|hours|and|to|until|till|when|as|if|or|every|each|daily|nightly|yesterday|today|tonight|tomorrow)[a-z]")
_KEEPS_HOURS = re.compile(r"\b(?:curfews?|lockdown|blackout|indoors|off the streets)\b(?!\s+of\b)[^.;:\n]*$", re.I)
_IS_HOURS = re.compile(
    r"\s*(?:(?:to|until|till|and|[-–—])\s*\d{4}\s*)?(?:local\b|hours\b|hrs\b|daily\b|nightly\b|tonight\b|this (?:morning|afternoon|evening)\b"
    r"|(?:each|every) (?:day|night|evening|morning)\b)",
    re.I,
)
_TO_NO_HOUR = re.compile(r"\s*(?:to|until|till|and|[-–—])\s*\d\d(?!00|30)\d\d\b")
_FROM_OR_TO = re.compile(r"\b(?:from|until|till|between|by|before|after|to|and)\s*$", re.I)
_BEFORE_VERB = re.compile(
    r"(?:\b(?:will|would|could|can|may|might|must|shall|should|to|not|did|does|do)|['’]ll|n['’]t)\s+(?:only\s+|at least\s+)?$", re.I
)
_BEFORE_DAY_OF_MONTH = re.compile(r"\b(?:on|from|to|until|till|by|since|between|and|before|after)\s*$", re.I)
_AFTER_DAY_OF_MONTH = re.compile(r"\s*(?:[.,;:)–-]|$|(?:and|to|a|the)\b)")


def month_stands(before: str, after: str) -> bool:
    """Tell "in May" and "a March offensive" from "May I" and "a March"."""
    return bool(_BEFORE_MONTH.search(before)) or bool(re.search(r"\b(?:a|the|its|their)\s+$", before) and re.match(r"\s+[a-z]", after))


def year_stands(before: str, after: str) -> bool:
    """Tell a year from a count or a number of something: "2000 troops", "Room 2010", "at 1845"."""
    if _MAKES_NO_YEAR.search(before):
        return False
    return bool(_MAKES_YEAR.search(before)) or not _COUNTED.match(after)


def year_stands_alone(before: str, after: str) -> bool:
    """Ask more of a number without a month beside it: something before it must make it a year."""
    return bool(_BEFORE_YEAR.search(before)) and year_stands(before, after)


def old_year_stands(before: str, after: str) -> bool:
    """Tell "in 490," among years BC from a count."""
    return bool(_BEFORE_OLD_YEAR.search(before)) and bool(_AFTER_OLD_YEAR.match(after))


def units_stand(before: str, after: str) -> bool:
    """Tell "for days" and "weeks of fighting" from "days" in any other place."""
    if _NUMBER_BEFORE.search(before) or not is_length(before, after):
        return False
    return bool(_AFTER_UNITS.match(after)) or bool(_BEFORE_UNITS.search(before))


def is_length(before: str, after: str) -> bool:
    """Tell a length of time from an age ("a 16-year-old girl", "aged 40 years"), from "in as many months", and from "a week" in "a week-long"."""
    if _AGE_AFTER.match(after) or _AGE_BEFORE.search(before) or after.startswith("-long"):
        return False
    return not re.search(r"\bas\s+$", before, re.I)


def rate_stands(before: str, after: str) -> bool:
    """Tell "60 sorties a day" from "after a day"."""
    return bool(_BEFORE_RATE.search(before))


def ends_clause(before: str, after: str) -> bool:
    """Tell "two days before." from "two days before the vote"."""
    return bool(_CLAUSE_END.match(after))


def ends_phrase(before: str, after: str) -> bool:
    """Tell "in the past" from "the past presidents"."""
    return not re.match(r"\s+(?:[a-z]+s\b(?<!was)(?<!is)|of\b)", after)


def follows_preposition(before: str, after: str) -> bool:
    """Tell "at dawn" and "in the morning" from "the dawn of Europe" and "morning tea"."""
    return bool(_PREPOSITION.search(before)) and not re.match(r"\s+of\s+[A-Z]", after)


def follows_for(before: str, after: str) -> bool:
    """Tell "for a third day" from "the third day"."""
    return bool(re.search(r"\b(?:for|into)\s*$", before, re.I))


def follows_at(before: str, after: str) -> bool:
    """Tell "at night" from "the night"."""
    return bool(_AT.search(before))


def is_moment(before: str, after: str) -> bool:
    """Tell "at the moment" from "at the moment when"."""
    return bool(_AT.search(before)) and not re.match(r"\s+(?:of|when|that|where)\b", after)


def is_clock_after_at(before: str, after: str) -> bool:
    """Tell "at 2120" from "at 2120 metres"."""
    return bool(_AT.search(before)) and not re.match(r"\s+(?!on|in|local|hours|and|when|yesterday|today)[a-z]", after)


def is_clock_of_early_hour(before: str, after: str) -> bool:
    """Tell "until 0600" from "call 0600"; no year begins with a zero."""
    return bool(_BEFORE_CLOCK.search(before)) and not _OF_A_THING.match(after)


def is_clock_or_year(before: str, after: str) -> bool:
    """Tell the hour of "a curfew from 1800", "until 2000 daily" from the year of "from 1800", where both can be meant."""
    if is_clock_after_at(before, after):
        return True
    if not _FROM_OR_TO.search(before) or _COUNTED.match(after) or _TO_NO_HOUR.match(after):
        return False
    return bool(_KEEPS_HOURS.search(before) or _IS_HOURS.match(after))


def is_clock_before_day(before: str, after: str) -> bool:
    """Tell "from 1800 on Friday" from "of 1800 on Friday"."""
    return bool(re.search(r"\b(?:at|from|until|till)\s*$", before, re.I))


def last_day_stands(before: str, after: str) -> bool:
    """Tell "12 to 20" and "12-13" as days of a month from "is jailed on Jan. 12 to 20 years" and "on Jan. 12 and 20 people"."""
    return before.endswith(("-", "–", "—")) or not (_COUNTED.match(after) or _LENGTH.match(after))


def is_no_count(before: str, after: str) -> bool:
    """Tell "1800 to 0600" from a count of something."""
    return not _COUNTED.match(after) and not _MAKES_NO_YEAR.search(before)


def is_no_name(before: str, after: str) -> bool:
    """Tell seasons from names: "Arab Spring", "Spring Street", "Winter Olympics"."""
    return not re.search(r"[A-Z][\w.]*\s+$", before) and not re.match(r"\s+[A-Z][a-z]", after)


def attacks_follow(before: str, after: str) -> bool:
    """Tell the September 11 attacks from a day in September."""
    return bool(re.match(r",?\s+(?:terror|attack|hijack|atrocit)", after, re.I))


def last_is_no_verb(before: str, after: str) -> bool:
    """Tell "in last two weeks" from "will last two weeks"."""
    return not _BEFORE_VERB.search(before)


def day_of_month_stands(before: str, after: str) -> bool:
    """Tell "on the 6th," from "the 6th Fleet"."""
    return bool(_BEFORE_DAY_OF_MONTH.search(before)) and bool(_AFTER_DAY_OF_MONTH.match(after))
