"""The rows of a toll: figures of people, each with the harm that it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from whence.read.found import Found, Thresholds, role_stretches
from whence.read.numbers import parse_figure, whole_number
from whence.read.roles import TOLLS
from whence.read.spans import to_span, trimmed
from whence.read.windows import Words
from whence.terms import Claim, EventType, Harm, Report, Span, Toll

SURER = 0.6  # one figure stands for killed and injured only where the weaker one has this share of the other's probability
_BOTH = frozenset(("toll_killed", "toll_injured"))  # the harms that share a figure, in 80 cases of 83
# Those who were shot have one harm: so do all of 81 figures in the training corpora.
_SHOT = re.compile(r"(?: (?!(?:and|or|but|who|that)\b)[\w'’-]+){0,2}? (?:(?:was|were|(?:has|have|had) been) )?(?:shot|stabbed)\b(?! at\b)", re.I)

_KILLED = "killed|killing|dead|died|dies?|dying|martyred|slain|slaying|deaths?|fatalities|perished|executed|murdered|lost their lives"
_INJURED = "injured|injuring|wounded|wounding|hurt|hurting|maimed|maiming|injuries|wounds"
_HARM = rf"\b(?:(?P<killed>{_KILLED})|(?P<injured>{_INJURED}))\b(?:(?: or | and |/)(?P<other>{_KILLED}|{_INJURED})\b)?"
_AFTER = re.compile(rf"(?<!of the )(?<!of those ){_HARM}", re.I)  # not "two of the injured"
_DIED = re.compile(r"\b(?:died|dies|succumbed)\b", re.I)
_WITHIN = re.compile(rf"^[\w,.]+ {_HARM}$", re.I)  # "19 wounded"
_ABOUT = r"(?: (?:another|at least|no (?:fewer|less) than|some|about|around|nearly|almost|more than|over|up to|a further|an estimated|as many as))? $"
_BEFORE = re.compile(rf"(?:{_HARM}|\b(?:(?P<kills>kills?)|injures?|wounds?)){_ABOUT}", re.I)
_HELD_BEFORE = re.compile(rf"\b(?:arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?|(?:round(?:s|ed|ing)? up)){_ABOUT}", re.I)
_TAKEN = (
    r"(?P<abducted>abduct(?:s|ed|ing)?|kidnap(?:s|ped|ping|ed|ing)?|tak(?:es|en|ing) hostage)"
    r"|(?:captur(?:es|ed|ing)|tak(?:es|en|ing) (?:prisoner|captive|alive(?! (?:from|out|to)\b)))"
)
_TAKEN_BEFORE = re.compile(rf"\b(?:{_TAKEN}){_ABOUT}", re.I)
_TAKEN_AFTER = re.compile(rf"(?: [\w-]+){{0,2}}? (?:was |were |had been )?(?<!not )(?:{_TAKEN})\b", re.I)
_AUXILIARY = r" (?:is|are|was|were|went|remain(?:s|ed)?|(?:has|have|had)(?: gone| been)?)"


def _told_of(harm: str) -> re.Pattern[str]:
    """Match a predicate behind a figure: with an auxiliary, or at the end of its clause ("one missing"), not "three men detained in May"."""
    people = r"(?: of (?!(?:the|those|them)\b)[\w-]+)?(?: (?!(?:and|or|but|who|of)\b)[\w-]+){0,2}?"
    still = r"(?: (?:still|also|reported|listed as))?"
    return re.compile(rf"{people}(?:{_AUXILIARY}{still} (?:{harm})|{still} (?:{harm})(?= ?$))", re.I)


_MISSING, _DISPLACED = r"(?:missing|unaccounted for)\b", r"(?:displaced|homeless|uprooted)\b"
_LOST = tuple(
    (harm, _told_of(words), re.compile(rf"[\w,.]+ {words}", re.I)) for harm, words in ((Harm.MISSING, _MISSING), (Harm.DISPLACED, _DISPLACED))
)
_NO_SUBJECT = "and|or|but|who|whose|whom|that|which|where|while|though|although|as|when|after|before|because"
_UNHURT = re.compile(
    rf"(?: (?!(?:{_NO_SUBJECT})\b)[\w-]+){{0,4}}?(?: and)?"
    r" (?:(?:was|were|escaped|remained) un(?:hurt|harmed|injured|scathed)"
    r"|(?:(?:was|were|has been|have been) not|(?:was|were)n['’]t) (?:\w+ly )?(?:hurt|harmed|injured|wounded))\b",
    re.I,
)
_ALIVE = r"(?:found|(?:pulled|brought|dug|taken|came|got)(?: out)?|recovered|rescued|escaped|emerged|remain(?:ed|s)?|still|was|were|are|is) alive"
_SPARED_AFTER = re.compile(
    rf"(?: (?!(?:{_NO_SUBJECT}|not|never)\b)[\w'’-]+){{0,4}}?"
    rf" (?:survived(?! by\b)|{_ALIVE}|(?:was|were|(?:has|have|had) been) (?:\w+ly )?(?:rescued|saved|evacuated|pulled out))\b",
    re.I,
)
_HARMED = re.compile(rf"{_HARM}|\b(?:body|bodies|corpses?|remains)\b", re.I)  # "Two wounded soldiers", "Four bodies"
_SPARED_BEFORE = re.compile(rf"\b(?:rescu(?:es|ed|ing)|sav(?:es|ed|ing)|evacuat(?:es|ed|ing)){_ABOUT}", re.I)
_SURVIVORS = re.compile(r"\bsurvivors?$", re.I)
_SURVIVORS_BEHIND = re.compile(r"(?: [\w-]+)?? survivors?\b", re.I)
# "19 others did not survive", or without that verb where another is told to have survived.
_NOT_SURVIVED = re.compile(r"(?: [\w'’-]+){0,2}? (?:did not|didn['’]t)(?:(?P<told> survive| make it)\b| ?$)", re.I)
_SURVIVED = re.compile(r"\bsurviv(?:ed|ors?)\b", re.I)
_NONE = re.compile(r"\b(?:none|neither|not one|no one|nobody) of (?:the |those |these )?$", re.I)
_MISTREATED = re.compile(rf"\b(?:tortur(?:es|ed|ing)|rap(?:es|ed|ing)|beat(?:s|en|ing)?|flog(?:s|ged|ging)){_ABOUT}", re.I)
# "12 people who were tortured", not "12 were tortured and shot"; at the head of a sentence "A man and two women were tortured" too.
_MISTREATED_AFTER = re.compile(
    rf"(?: (?!(?:{_NO_SUBJECT}|not|never)\b)[\w'’-]+){{0,3}}?(?P<joined> and(?: (?!(?:{_NO_SUBJECT}|not|never)\b)[\w'’-]+){{1,3}}?)?(?: who)?"
    r"(?: (?:was|were|been|being|has|have|had|\w+ly))* (?:tortured|raped|beaten|flogged)\b(?!,? (?:and|or|then|before|until)\b|, \w+ed\b)",
    re.I,
)
_DEAD = re.compile(rf"\b(?:{_KILLED}|succumbed)\b", re.I)
_BODIES_OF = re.compile(rf"\b(?:bod(?:y|ies)|corpses?|remains|deaths?|murders?|killings?) of{_ABOUT}", re.I)
_HEAD = re.compile(r"(?:^|[.:;!?\n]\W*)$")
_TO_DEATH = re.compile(r"[^,.;:!?\n]*\b(?:to death|dead|died|dies)\b|[^.;:!?\n]*\bkilling (?:them|him|her|both|all)\b", re.I)
_HELD_AFTER = _told_of(r"(?:arrested|detained|jailed|imprisoned|rounded up)\b")
# From those who were taken to what was then done to them: "abducted by soldiers and later", "captured on Friday were".
_AND_THEN = re.compile(
    r"(?: (?!(?:and|or|but|while|as|who|were|was)\b)[\w'’-]+){0,8}?(?:,? (?:and|but|then|before|only to))?"
    r"(?: (?:were|was|are|is|had|have|has|been|being|be|then|later|subsequently|also|found|\w+ly))* ",
    re.I,
)
# From those whom a verb before has taken: "two men later", "two men who were".
_THEN = re.compile(
    r"(?: (?!(?:and|or|but|while|as|that|which|whose|when|where)\b)[\w'’-]+){0,8}?,?"
    r"(?: who (?:was|were|(?:has|have|had) been)| (?:then|later|subsequently|afterwards|eventually))(?: (?:been|found|\w+ly|then|later))* ",
    re.I,
)
_THEM = re.compile(r" (?:them|him|her|both|all)\b", re.I)
_PART = re.compile(r"\b(?:including|among (?:them|whom))(?: [\w'’-]+,?){0,6} $", re.I)  # before "seven" in "including a guard and seven pupils"
_OBJECT = re.compile(_ABOUT.removesuffix("$"), re.I)
_SUBJECT = re.compile(r"(?: (?!(?:and|or|but|who|then|to)\b)[\w-]+){0,2}? (?:(?:was|were|(?:has|have|had) been) )?", re.I)
_CLAUSE_END = re.compile(r"[.,;:!?\n]|\b(?:and|but|while|as|when|who|after)\b", re.I)
_REACH = 60  # characters
_SENTENCE = 160  # characters; those of a sentence that are looked at for the number of which a figure is a part
LIVESTOCK = (
    r"goats?|sheep|lambs?|cattle|livestock|cows?|(?-i:bulls?)|oxen|cal(?:f|ves)|buffalo(?:es)?|dogs?|horses?|camels?|donkeys?|mules?|pigs?|llamas?|herds?"
    r"|animals?|chickens?|poultry|birds?|rhinoceros(?:es)?|elephants?"
)
GOODS = (
    r"vehicles?|lorry|lorries|trucks?|cars?|bus|buses|ambulances?|wagons?|boats?|motor(?:cycles?|bikes?)|bicycles?|tractors?|excavators?|bulldozers?"
    r"|weapons?|guns?|rifles?|ammunition|bullets?|money|cash|food|grain|phones?|goods|supplies|valuables"
)
_STRUCTURES = (
    r"houses?|homes?|huts?|tents?|shelters?|apartments?|flats?|buildings?|shops?|stalls?|schools?|classrooms?|clinics?|hospitals?|church(?:es)?|mosques?"
    r"|temples?|shrines?|barns?|granar(?:y|ies)|farms?|factor(?:y|ies)|warehouses?|depots?|bridges?|towers?|pipelines?|bunkers?|trench(?:es)?"
    r"|villages?|settlements?|camps?|bases?|(?:out)?posts?|checkpoints?|hectares?|acres?|fields?|crops?|trees?"
)
_THING = (
    rf"\b(?:{LIVESTOCK}|{GOODS}|{_STRUCTURES}|tanks?|locomotives?|ships?|aircraft|jets?|planes?|helicopters?|drones?|shells?|rockets?|missiles?|mines?"
    r"|bombs?|shots)"
)
_THINGS = re.compile(rf"{_THING}[)\]]?$", re.I)
_WHERE_WORDS = "in|inside|at|near|on|from|by|under|with|when|as|after"
_ELSEWHERE = (
    "aboard|across|against|along|alongside|amid|among|behind|before|beside|between|for|into|outside|through|throughout|towards?|via|where|while|who"
    "|defending|driving|guarding|herding|riding|stealing|tending|using"
)
# Those who are "in their homes" are people; "as many as 40 goats" are goats.
_WHERE = re.compile(rf" (?:(?!as\b)(?:{_WHERE_WORDS}|{_ELSEWHERE})|around(?! \d)|(?<!many )(?<!much )(?<!few )as) ", re.I)
_BARE = re.compile(
    r"(?:\d|\b(?:\w+teen|\w+ty|hundreds?|thousands?|dozens?|scores|several|some|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))$",
    re.I,
)
_MANY = re.compile(r"\b(?:head|number|total|couple|tens|millions)$", re.I)  # before "of goats", as figures are
_NO_ADJECTIVE = (
    rf"{_WHERE_WORDS}|{_ELSEWHERE}|[\w'’-]*ing|about|above|and|around|atop|below|beneath|beyond|but|down|during|like|nor|of|off|onto|opposite|or|out|over"
    r"|past|per|round|since|than|then|though|to|until|up|upon|within|without|a|an|the|their|his|her|its|are|had|have|fled|left|lost"
)
_MONTH = (
    r"(?-i:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY_ALONE = re.compile(_DAY, re.I)
_TO_DAY = r"(?: and | or | to | ?[-–] ?)"
# Before a day: "Nov. 28 and", "on Nov."; behind it: "November", "and 29 November", not "May 3" of "killed 28 May 3".
_IN_DATE = re.compile(rf"(?:\b{_MONTH} {_DAY}{_TO_DAY}|\b(?:on|since|until|from|by|before|after|of) {_MONTH} )$", re.I)
_OF_MONTH = re.compile(rf"(?:{_TO_DAY}{_DAY})? (?:of )?{_MONTH}(?! \d{{1,2}}\b)", re.I)
_COUNTED_THEN = re.compile(r" (?:\w+s|people|men|women|children|were|others?|more|dead)\b", re.I)
_CORRECTED = re.compile(r"(?:,| and| but) not $")  # before a figure that the report sets right: "three, not five"
_THINGS_BEHIND = re.compile(
    rf"(?: of(?: the)?)?(?: (?!(?:{_NO_ADJECTIVE})\b)[a-z]+)? {_THING}"
    rf"(?=[.,;:)]|\s*$|(?:(?<=sheep)|(?<=cattle)|(?<=s)(?<!\bbus)) (?:and|or)\b| (?:of|were|was|{_WHERE_WORDS})\b)",
    re.I,
)


_PRONOUNS = frozenset("he she him her his me whose who".split())


def find_tolls(report: Report, words: Words, found: Found, type_: EventType, thresholds: Thresholds) -> Iterator[Toll]:
    """Find the rows of a happening's toll, each harm in order of the text.

    Those who are told to be arrested ("arrested 12 people", "12 were arrested") are no toll of what is no coercion: of 510 rows of detained in the
    training corpora, one.
    """
    stretches = ((role, stretch) for role in TOLLS for stretch in role_stretches(found, role, thresholds.toll, thresholds.edge))
    rows = [(role, stretch, found.of(role, stretch)) for role, stretch in stretches]
    trigger = to_span(report, words, found.trigger)
    kept: list[Toll] = []
    for role, stretch, p in rows:
        surer = 1 if _SHOT.match(report.text, words.spans[stretch[1] - 1][1]) else SURER
        others = ((q * (surer if {role, harm} <= _BOTH else 1), other) for harm, other, q in rows)
        if any(p < q and stretch[0] < other[1] and other[0] < stretch[1] for q, other in others):
            continue
        span = to_span(report, words, trimmed(report.text, words, stretch))
        if span is None:
            continue
        span = Span(*whole_number(report.text, span.start, span.end), report.text)
        before = report.text[max(0, span.start - _REACH) : span.start]
        left_out = _of_things(report.text, span) or _CORRECTED.search(before) or _is_of_date(report.text, span, before)
        figure = None if left_out else figure_of(report.text, span, people=True)
        if figure is None:
            continue
        harm = Harm(role.removeprefix("toll_"))
        is_then_harmed = trigger is not None and _is_then_harmed(report.text, span, trigger)
        is_held_after = not _BEFORE.search(before) and _HELD_AFTER.match(_clause_after(report.text, span))
        if not is_then_harmed and (_HELD_BEFORE.search(before) or is_held_after):
            if type_ is not EventType.COERCE:
                continue
            harm = Harm.DETAINED
        harm = _told_harm(report.text, span, harm, is_then_harmed=is_then_harmed)
        if _is_spared(report.text, span, harm):
            continue
        if harm in (Harm.KILLED, Harm.INJURED) and not _BEFORE.search(before) and _UNHURT.match(report.text, span.end):
            figure = (0, 0)
        toll = Toll(span, harm, *figure)
        if not any(other.harm is harm and (other.span.overlaps(span) or _is_told_again(report.text, other, toll)) for other in kept):
            kept.append(toll)
    yield from kept


def _is_told_again(text: str, one: Toll, other: Toll) -> bool:
    """Tell whether two rows of one person each, in order of the text, are of the same: by a pronoun, or in apposition ("a nurse, Ana Rivas,").

    Of 37 such pairs that were read in the training corpora, two are of two people in the labels.
    """
    if not one.low == one.high == other.low == other.high == 1:
        return False
    if other.span.words.lower() in _PRONOUNS:
        return True
    return text[one.span.end : other.span.start] in (" ", ", ") and _is_name(one.span) != _is_name(other.span)


def _is_name(span: Span) -> bool:
    return all(word[0].isupper() for word in span.words.split()[-2:])


def without_others(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Take from each claim the figures that another's verb governs, where that one has them too and this one governs a figure of its own.

    Of "killed six and abducted 30", six were not abducted. In the labels of the training corpora, no claim holds such a figure; those that share one
    have it alone ("kidnapped and killed 11", "two who had been kidnapped were found dead").
    """
    kept: list[Claim] = []
    for _, group in groupby(claims, key=lambda claim: claim.sentence):
        told = tuple(group)
        governed = [[toll.span for toll in claim.toll if _governs(text, claim, toll.span)] for claim in told]
        for claim, own in zip(told, governed, strict=True):
            others = [span for spans in governed if own and spans is not own for span in spans]
            toll = tuple(t for t in claim.toll if t.span in own or not any(t.span.overlaps(span) for span in others))
            kept.append(claim if len(toll) == len(claim.toll) else replace(claim, toll=toll))
    return kept


def _governs(text: str, claim: Claim, figure: Span) -> bool:
    """Tell whether a word of a claim stands right before a figure ("killing at least six"), or behind it in a passive ("six were killed")."""
    return any(
        _OBJECT.fullmatch(text, what.end, figure.start) if what.end <= figure.start else _SUBJECT.fullmatch(text, figure.end, what.start)
        for what in claim.what
    )


def _of_things(text: str, span: Span) -> bool:
    """Tell whether a figure counts things: "34 drones", "27 of 34 drones", "14" in "14 mud huts"."""
    whole = re.match(r" of(?: the)? \d+ \w+", text[span.end : span.end + _REACH])
    if _names_things(_WHERE.split(span.words)[0]) or (whole is not None and _THINGS.search(whole[0])):
        return True
    return _BARE.search(span.words) is not None and _THINGS_BEHIND.match(text[span.end : span.end + _REACH]) is not None


def _is_of_date(text: str, span: Span, before: str) -> bool:
    """Tell whether a figure is a day: "29" in "on Nov. 28 and 29", not in "on Nov. 28 and 29 people were killed"."""
    if not _DAY_ALONE.fullmatch(span.words):
        return False
    return _OF_MONTH.match(text, span.end) is not None or (_IN_DATE.search(before) is not None and not _COUNTED_THEN.match(text, span.end))


def _names_things(words: str) -> bool:
    """Tell whether words are of things: "two houses of worship", "dozens of goats"; "15 drivers of trucks" are people."""
    head, *rest = words.split(" of ")
    while rest and (_BARE.search(head) or _MANY.search(head)):
        head, *rest = rest
    return _THINGS.search(head) is not None


def _is_then_harmed(text: str, span: Span, trigger: Span) -> bool:
    """Tell whether a happening was done to those who were taken before: "six men were abducted and shot dead", "captured two and killed them".

    So it is in "kidnapped two men later killed".
    """
    taken = _TAKEN_AFTER.match(text, span.end, trigger.start) or _HELD_AFTER.match(text, span.end, trigger.start)
    if taken is not None:
        return _AND_THEN.fullmatch(text, taken.end(), trigger.start) is not None
    if _TAKEN_BEFORE.search(text, max(0, span.start - _REACH), span.start) and _THEN.fullmatch(text, span.end, trigger.start):
        return True
    return _THEM.match(text, trigger.end) is not None and _AND_THEN.fullmatch(text, span.end, trigger.start) is not None


def _told_harm(text: str, span: Span, harm: Harm, *, is_then_harmed: bool) -> Harm:
    """Give the harm that the words beside a figure tell, where the network says killed or injured: 626 of 631 such figures in the training corpora.

    "five others were wounded", "19 wounded", "killing at least 12"; where they tell of both ("killed or wounded"), or of neither, it stays. The
    wounded who "have died" are killed. Those who were taken ("abducting no fewer than 30 women", "and two captured") are not among the killed: 89 of
    94 figures beside such words, unless the happening was done to them thereafter; nor are the missing and the displaced. A part has the harm of the
    number before ("killing 11, including seven pupils, and wounding 24").
    """
    if harm not in (Harm.KILLED, Harm.INJURED):
        return harm
    before = text[max(0, span.start - _REACH) : span.start]
    after = _clause_after(text, span)
    taken = None if is_then_harmed or _NONE.search(before) else _TAKEN_BEFORE.search(before) or _TAKEN_AFTER.match(after)
    if taken is not None:
        return Harm.ABDUCTED if taken["abducted"] else Harm.DETAINED
    told = _WITHIN.search(span.words) or _AFTER.search(after)
    governed = _BEFORE.search(before)
    if told is None and governed is None:
        lost = next((harm for harm, behind, within in _LOST if within.fullmatch(span.words) or behind.match(after)), None)
        if lost is not None:
            return lost
        if _has_not_survived(text, span, after):
            return Harm.KILLED
    told = told or governed or _told_of_whole(text[max(0, span.start - _SENTENCE) : span.start])
    if told is None or told["other"]:
        return harm
    return Harm.KILLED if told["killed"] or told.groupdict().get("kills") or _DIED.search(after) else Harm.INJURED


def _is_spared(text: str, span: Span, harm: Harm) -> bool:
    """Tell whether a figure is of people who came to no harm that a toll counts.

    Those who survived or were rescued are neither killed nor injured where no word of harm stands beside or among them, and those who were tortured,
    raped or beaten ("torturing three", "three who were tortured") nothing but injured, unless to death. Of 43 such figures in the training corpora,
    one is labelled as killed, of whom the words say that he "died later"; of the figures before such words, none.
    """
    before = text[max(0, span.start - _REACH) : span.start]
    if harm is not Harm.INJURED and _MISTREATED.search(before) and span.words.lower() not in _PRONOUNS:
        return not _TO_DEATH.match(text[span.end : span.end + _REACH])
    if harm is Harm.KILLED and span.words.lower() not in _PRONOUNS and _is_mistreated(text, span, before):
        return True
    if harm not in (Harm.KILLED, Harm.INJURED) or _HARMED.search(span.words) or _BEFORE.search(before) or _AFTER.search(_clause_after(text, span)):
        return False
    is_bare = _BARE.search(span.words) is not None
    if _SPARED_BEFORE.search(before) or _SURVIVORS.search(span.words) or (is_bare and _SURVIVORS_BEHIND.match(text, span.end)):
        return True
    return _SPARED_AFTER.match(text, span.end) is not None and not _NONE.search(before) and not _DIED.search(text[span.end : span.end + _REACH])


def _has_not_survived(text: str, span: Span, after: str) -> bool:
    told = _NOT_SURVIVED.match(after)
    return told is not None and (told["told"] is not None or _SURVIVED.search(text, max(0, span.start - _SENTENCE), span.start) is not None)


def _is_mistreated(text: str, span: Span, before: str) -> bool:
    """Tell whether those of a figure "were tortured", and no more than that."""
    told = _MISTREATED_AFTER.match(text, span.end)
    if told is None or (told["joined"] and not _HEAD.search(before)) or _BEFORE.search(before) or _BODIES_OF.search(before):
        return False
    rest = re.split(r"[.;:!?\n]", text[told.end() : told.end() + _REACH])[0]
    dead = _DEAD.search(rest)
    return dead is None or parse_figure(rest[: dead.start()], people=False) is not None  # others died: "of 12 who were tortured, four died"


def _told_of_whole(before: str) -> re.Match[str] | None:
    """Find the last word of harm before "including", or None where a figure is no part of the number before."""
    sentence = re.split(r"[.;!?\n]", before)[-1]
    part = _PART.search(sentence)
    return None if part is None else max(re.finditer(_HARM, sentence[: part.start()], re.I), key=lambda match: match.start(), default=None)


def _clause_after(text: str, span: Span) -> str:
    return _CLAUSE_END.split(text[span.end : span.end + _REACH])[0]


def figure_of(text: str, span: Span, *, people: bool) -> tuple[int, int | None] | None:
    """Tell how many a span stands for, see whence.read.numbers; with the words of its sentence beside it."""
    before = re.split(r"[.!?\n]", text[max(0, span.start - 30) : span.start])[-1]
    return parse_figure(span.words, before=before, after=text[span.end : span.end + 20], people=people)
