"""Whom a figure counts, and on which side a party stands, by the words of the account.

The words are the account's: who is called a terrorist in one report and a fisherman in another stands here as each of them says. Nothing is decided.
"""

from __future__ import annotations

import re
from collections.abc import Set
from enum import StrEnum
from functools import lru_cache

from whence.terms import Identity, Sector
from whence.text import fold


class People(StrEnum):
    """Whom a figure counts."""

    CIVILIANS = "civilians"
    FORCES = "forces"  # members of armed forces, police or armed groups
    BOTH = "civilians and forces"
    NOT_TOLD = "people not told apart"


class Camp(StrEnum):
    """On which side of a conflict between a state and others a party stands."""

    STATE = "a state"
    OTHERS = "an armed group or other non-state party"


def _forms(words: str) -> frozenset[str]:
    """Give singular and plural of each word."""
    forms: set[str] = set()
    for word in words.split():
        forms |= {word, f"{word}es" if word.endswith(("s", "ch", "sh")) else f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"}
    return frozenset(forms)


_CIVILIANS = _forms(
    "civilian noncombatant child infant baby toddler boy girl woman mother father son daughter sister brother wife husband grandmother "
    "grandfather family pensioner villager resident inhabitant townspeople farmer peasant herder shepherd fisherman trader shopkeeper vendor "
    "shopper worshipper pilgrim patient passenger commuter driver pupil student teacher professor doctor nurse medic paramedic journalist "
    "reporter cameraman photographer activist lawyer worker labourer laborer miner priest imam nun mourner guest tourist refugee migrant "
    "bystander pedestrian protester demonstrator"
) | frozenset(
    "children women fishermen townspeople schoolchildren schoolgirls schoolboys tradespeople businessmen cameramen displaced elderly".split()
)
_FORCES = _forms(
    "soldier trooper fighter combatant militant terrorist insurgent rebel guerrilla guerilla jihadist gunman militiaman serviceman officer commander "
    "conscript recruit pilot sniper marine paratrooper mercenary bomber attacker assailant separatist paramilitary extremist commando guardsman "
    "infantryman gendarme legionnaire warlord"
) | frozenset("troops police policemen policewomen gunmen militiamen servicemen personnel guardsmen infantrymen airmen crewmen".split())
_GENERIC = frozenset(
    (
        "people person persons dead killed wounded injured victim victims casualty casualties body bodies others other man men individual "
        "individuals fatality fatalities death deaths corpse corpses life lives survivor survivors member members them those human beings injuries "
        "souls"
    ).split()
)
_CIVIL_OBJECTS = _forms(
    "market bazaar shop stall school university kindergarten hospital clinic ambulance home house apartment village town mosque church temple "
    "shrine bakery wedding funeral bus ferry farm orphanage shelter"
)
_MILITARY_OBJECTS = _forms("base barracks garrison checkpoint outpost trench bunker arsenal tank artillery frigate warship")

_STATE_WORDS = frozenset(
    "army navy police troops soldiers government regime gendarmes authorities warplane warplanes warship warships minister ministry".split()
)
_OTHER_WORDS = _forms("rebel militant insurgent guerrilla guerilla jihadist terrorist separatist extremist gang bandit militia")

_FORCE_SECTORS = frozenset((Sector.MIL, Sector.REB, Sector.PRM, Sector.UAF, Sector.COP, Sector.SPY))
_STATE_SECTORS = frozenset((Sector.GOV, Sector.MIL, Sector.COP, Sector.SPY))
_OTHER_SECTORS = frozenset((Sector.REB, Sector.CRM, Sector.UAF))

_NONCOMBATANT = re.compile(r"\bnon-? ?combatant")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

NUMBER_WORDS = frozenset(
    (
        "no none zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        "twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions dozen dozens score scores tens "
        "couple pair several few many nobody half"
    ).split()
)
_AROUND_NUMBERS = frozenset(
    (
        "a an the this that these those its their his her our my some any at least more than most over under about around nearly almost up to as "
        "many little of roughly approximately between and or not fewer less all another further additional exactly only just"
    ).split()
)


@lru_cache(maxsize=4096)
def tokens(words: str) -> tuple[str, ...]:
    """Fold words and give those of letters, in order; the same few phrases come again and again in one event."""
    return tuple(_TOKEN.findall(_NONCOMBATANT.sub("noncombatant", fold(words))))


def is_counting(token: str) -> bool:
    """Tell whether a word says how many, or only stands with such a word."""
    return token in NUMBER_WORDS or token in _AROUND_NUMBERS


def nouns(words: str) -> list[str]:
    """Give the words that tell who is counted: without numbers, articles and what goes with them, and without "people" and the like."""
    return [token for token in tokens(words) if not is_counting(token) and token not in _GENERIC]


def is_people_only(words: str) -> bool:
    """Tell whether words name nobody but people in general: "at least 12 people", "the dead", "more than 20"."""
    return not nouns(words)


def people_in(words: str, identity: Identity | None = None) -> People:
    """Tell whom words count: by the nouns in them, else as members of forces where they stand for some ("seven of the Front").

    Whoever is not called civilian, or by a word for one (child, farmer), is not taken for one: "twelve people" are people not told apart.
    """
    found = _people_of(set(tokens(words)), _CIVILIANS, _FORCES)
    if found is People.NOT_TOLD and identity is not None and identity.sector in _FORCE_SECTORS and not is_people_only(words):
        return People.FORCES
    return found


def people_at(words: str, identity: Identity | None = None) -> People:
    """Tell which people a target stands for: as `people_in`, and by buildings and vehicles ("a market", "a base")."""
    found = _people_of(set(tokens(words)), _CIVILIANS | _CIVIL_OBJECTS, _FORCES | _MILITARY_OBJECTS)
    return people_in(words, identity) if found is People.NOT_TOLD else found


def _people_of(found: Set[str], civil: Set[str], forces: Set[str]) -> People:
    if found & civil:
        return People.BOTH if found & forces else People.CIVILIANS
    return People.FORCES if found & forces else People.NOT_TOLD


def camp_of(words: str, identity: Identity | None) -> Camp | None:
    """Tell on which side a party stands; None: not told."""
    if identity is not None and identity.sector in _STATE_SECTORS | _OTHER_SECTORS:
        return Camp.STATE if identity.sector in _STATE_SECTORS else Camp.OTHERS
    found = set(tokens(words))
    state, others = bool(found & _STATE_WORDS), bool(found & _OTHER_WORDS)
    return None if state == others else Camp.STATE if state else Camp.OTHERS


def of_one_state(a: Identity | None, b: Identity | None) -> bool:
    """Tell whether two parties are organs of one state, or one of them the state itself."""
    if a is None or b is None or a.country is None or a.country != b.country:
        return False
    return a.sector in _STATE_SECTORS and b.sector in _STATE_SECTORS
