"""Words as evidence: content words, their stems, the families of happenings that they belong to, and how rare they are.

Everything here is fixed by tables in the package, never by the claims at hand: a word is as rare on the first day of a record as on the last, so that
claims added later change no score of claims linked before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from whence.text import fold

RARITIES = 4
"""Classes of rarity, 0 (in every tenth report) to 3 (in no table, so in fewer than one of 200)."""
GENERAL = "*"
"""The family of words that stand for happenings of any kind: "incident", "act", "case"."""
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_VOWEL = re.compile(r"[aeiouy]")
_STOP = frozenset(
    (
        "a about above across after afterwards again against ago all almost along already also although always am amid among an and "
        "another any anyone anything are around as at away back be became because become been before behind being below beneath beside "
        "besides between beyond both but by can cannot could did do does doing done down during each either else enough even ever every "
        "everyone everything few for from further get gets getting go goes going gone got had has have having he her here hers herself "
        "him himself his how however i if in indeed instead into is it its itself just last later least less let like likely made make "
        "makes making many may maybe me might mine more most much must my myself near nearly neither never next no nobody none nor not "
        "nothing now of off often on once one only onto or other others our ours out over own per perhaps put quite rather really s same "
        "she should since so some somebody someone something soon still such t than that the their theirs them themselves then there "
        "therefore these they thing things this those though through throughout thus to together too toward towards two under unless "
        "until up upon us very via was way we well were what whatever when where whether which while who whole whom whose why will with "
        "within without would yet you your yours re ve ll d m don didn doesn isn wasn weren aren won wouldn couldn hasn haven hadn said "
        "say says saying told tell tells added according reported reportedly mr mrs ms dr three four five six seven eight nine ten first "
        "second"
    ).split()
)
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "ate:eat beaten:beat became:become began:begin begun:begin bled:bleed blew:blow blown:blow born:bear bore:bear bought:buy "
        "broke:break broken:break brought:bring built:build burnt:burn came:come caught:catch chose:choose chosen:choose dealt:deal "
        "drew:draw drawn:draw drove:drive driven:drive dug:dig fallen:fall fed:feed fell:fall felt:feel fled:flee flew:fly flown:fly "
        "forbade:forbid forbidden:forbid fought:fight found:find froze:freeze frozen:freeze gave:give given:give grew:grow grown:grow "
        "heard:hear held:hold hid:hide hidden:hide hung:hang kept:keep knew:know known:know laid:lay led:lead left:leave lent:lend "
        "lit:light lost:lose meant:mean men:man met:meet mistook:mistake paid:pay people:person ran:run rode:ride rose:rise risen:rise "
        "sang:sing sank:sink sunk:sink sat:sit saw:see seen:see sent:send shook:shake shaken:shake shot:shoot slain:slay slew:slay "
        "slept:sleep sold:sell sought:seek spent:spend spoke:speak spoken:speak sprang:spring stood:stand stole:steal stolen:steal "
        "struck:strike stricken:strike stuck:stick swept:sweep swore:swear sworn:swear taken:take taught:teach thought:think threw:throw "
        "thrown:throw tore:tear torn:tear took:take understood:understand went:go withdrawn:withdraw withdrew:withdraw women:woman "
        "won:win wore:wear worn:wear wound:wound wrote:write written:write children:child lives:life knives:knife wives:wife "
        "thieves:thief died:die dying:die dies:die dead:dead lying:lie lied:lie ties:tie tied:tie"
    ).split()
)
_SUFFIXES = (
    ("ational", 4),
    ("ations", 4),
    ("ation", 4),
    ("ators", 4),
    ("ator", 4),
    ("ating", 4),
    ("ated", 4),
    ("ates", 4),
    ("ate", 4),
    ("itions", 4),
)
_ENDINGS = ("ition", "ments", "ment", "ings", "ions", "ion", "ing", "ers", "ors", "er", "or", "ed")


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Strip a folded word to what its inflections and commonest derivations share: "condemned", "condemnation" -> "condemn".

    Method: a table of irregular forms, then plural, one suffix, a doubled consonant, a final e or y. What words of one meaning do not share as
    letters ("death", "killed") the families join.
    """
    known = _IRREGULAR.get(word)
    if known is not None:
        word = known
    if not word.isalpha() or len(word) < 4:
        return word
    word = _singular(word)
    if word.endswith("eed") and len(word) > 4:
        word = word[:-1]
    for suffix, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            return word[: -len(suffix)]
    for ending in _ENDINGS:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= (4 if ending in ("er", "or", "ers", "ors") else 3) and _VOWEL.search(rest):
                word = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "lse" else rest
            break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def content_words(text: str) -> tuple[str, ...]:
    """Give the stems of a text's content words, in the order of the text, each once; numbers of two digits and more stay as they are."""
    return stems(_WORD.findall(fold(text)))


def stems(folded: Iterable[str]) -> tuple[str, ...]:
    """Give the stems of folded words, each once, those without content and single letters and digits left out."""
    return tuple(dict.fromkeys(stem(word) for word in folded if len(word) > 1 and word not in _STOP))


def as_written(stemmed: Iterable[str], text: str) -> tuple[str, ...]:
    """Give for each stem the first word of a text that has it, as it is written there; the stem itself where none has it."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        found.setdefault(stem(fold(word)), word)
    return tuple(found.get(one, one) for one in stemmed)


def rarity(stemmed: str) -> int:
    """Tell the class of rarity of a stem, 0 to RARITIES - 1: by the table of common words; numbers are 2, years 1, all else the rarest."""
    found = _common().get(stemmed)
    if found is not None:
        return found
    if stemmed.isdigit():
        return 1 if _YEAR.fullmatch(stemmed) else 2
    return RARITIES - 1


def families(stemmed: Iterable[str]) -> tuple[str, ...]:
    """Give the names of the families that stems belong to, in order of name; GENERAL stands for words that name a happening of any kind."""
    table = _families()
    return tuple(sorted({name for one in stemmed for name in table.get(one, ())}))


def table_rows(name: str) -> list[list[str]]:
    """Read a bundled table: tab-separated, lines that begin with # left out."""
    text = (files("whence.link.events") / "tables" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _common() -> dict[str, int]:
    return {word: int(number) for word, number in table_rows("common.tsv")}


@cache
def _families() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for name, members in table_rows("families.tsv"):
        for member in members.split():
            parts = content_words(member.replace("-", " "))
            if len(parts) == 1:
                found.setdefault(parts[0], set()).add(name)
    return {word: tuple(sorted(names)) for word, names in found.items()}
