"""The nouns by which parties are named without a name, with their sector and how the name behind them is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from whence.resolve.actors.names import name_key
from whence.resolve.actors.rows import read_rows
from whence.terms import Sector


class NounClass(StrEnum):
    """How the name behind a noun is found."""

    STATE = "state"
    OFFICIAL = "official"
    OFFICE = "office"
    FORCE = "force"
    POLICE = "police"
    COURT = "court"
    ARMED = "armed"
    PARTY = "party"
    PEOPLE = "people"
    CRIME = "crime"
    BODY = "body"
    LAND = "land"
    THING = "thing"


# Classes whose nouns make a capitalised phrase an office, a crowd or a thing, not a name ("the Foreign Secretary").
ROLES = frozenset(
    {
        NounClass.OFFICE,
        NounClass.OFFICIAL,
        NounClass.PEOPLE,
        NounClass.CRIME,
        NounClass.ARMED,
        NounClass.STATE,
        NounClass.LAND,
        NounClass.THING,
        NounClass.FORCE,
    }
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun (or several words) of the lexicon; `plural` as it was found."""

    words: str
    sector: Sector
    cls: NounClass
    plural: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The nouns, singular and plural, by their folded words.

    capitals   those that mean this only where they are written with a capital ("the House")
    longest    the most words that a noun ending in a word has
    """

    nouns: Mapping[str, Noun]
    capitals: Mapping[str, Noun]
    longest: Mapping[str, int]

    def head(self, keys: Sequence[str], *, capital: bool = False) -> tuple[Noun, int] | None:
        """Find the noun that a run of words ends in, the longest: (noun, number of its words); None where the last word is none.

        capital   the last word is written with one
        """
        most = self.longest.get(keys[-1], 0) if keys else 0
        for n in range(min(most, len(keys)), 0, -1):
            words = " ".join(keys[-n:])
            noun = (self.capitals.get(words) if capital else None) or self.nouns.get(words)
            if noun is not None:
                return noun, n
        return None


_IRREGULAR = {
    "child": "children",
    "person": "persons",
    "wife": "wives",
    "thief": "thieves",
    "secretary-general": "secretaries-general",
    "attorney general": "attorneys general",
    "chief of staff": "chiefs of staff",
    "head of state": "heads of state",
    "passer-by": "passers-by",
    "chief": "chiefs",
}
_ALWAYS_PLURAL = frozenset(
    (
        "people police authorities troops women men kids masses nationals dead wounded injured homeless displaced others those many some "
        "both militiamen herdsmen firemen fishermen businessmen mercenaries paramilitaries gunmen engineers executives employees workers "
        "exports reporters arsonists bandits burglars"
    ).split()
)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load the nouns (tables/nouns.tsv) with their plurals; those written with a capital there have none."""
    text = files("whence.resolve.actors").joinpath("tables", "nouns.tsv").read_text(encoding="utf-8")
    nouns: dict[str, Noun] = {}
    capitals: dict[str, Noun] = {}
    plurals: list[tuple[str, Noun]] = []
    for row in read_rows(text, "nouns.tsv"):
        sector, cls = Sector(row.cells["sector"]), NounClass(row.cells["class"])
        for words in row.list("nouns"):
            single = name_key(words)
            if words[0].isupper():
                capitals[single] = Noun(single, sector, cls, False)
                continue
            plural = words.rsplit(" ", 1)[-1] in _ALWAYS_PLURAL
            nouns.setdefault(single, Noun(single, sector, cls, plural))
            if not plural:
                plurals.append((name_key(_plural_of(words)), Noun(single, sector, cls, True)))
    for words, noun in plurals:
        nouns.setdefault(words, noun)
    longest: dict[str, int] = {}
    for key in (*nouns, *capitals):
        last = key.rpartition(" ")[2]
        longest[last] = max(longest.get(last, 0), key.count(" ") + 1)
    return Lexicon(MappingProxyType(nouns), MappingProxyType(capitals), MappingProxyType(longest))


def _plural_of(words: str) -> str:
    if words in _IRREGULAR:
        return _IRREGULAR[words]
    start, _, last = words.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("man"):
        last = last[:-3] + "men"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{start} {last}".strip()
