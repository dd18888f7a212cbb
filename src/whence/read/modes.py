"""Words that settle the mode of an assault, where the network gives one that nothing tells of. Counts are of the labels of the training corpora."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from whence.read.found import Floats
from whence.read.roles import MODES
from whence.read.tolls import GOODS, LIVESTOCK
from whence.terms import Harm, Mode, Span, Toll

_DRONE = r"(?:drone|\buavs?\b|unmanned|shahed|geran|lancet|quadcopter|\bfpv\b|loitering)"
# Words without which a report tells of no assault of a mode: 95 of 96.
_TOLD = {
    Mode.SUICIDE_ATTACK: re.compile(r"suicid|kamikaze|martyrdom|human bomb|\b(?:bl[eo]w|kill)\w* (?:him|her|them)sel|explosive (?:vest|belt)", re.I),
    Mode.DRONE: re.compile(_DRONE, re.I),
}
# A phrase of drones alone: "two FPV drones", "drone strike", not "drone operators", "drones and artillery" or "a strike on a drone".
_BY_DRONE = re.compile(
    r"(?!.*\b(?:and|or|as well as|alongside|along with|together with)\b)"
    rf"(?!.*\b(?:on|against|at)(?: (?!by\b|with\b)[\w-]+){{0,3}} [\w-]*{_DRONE})"
    rf"(?:.* )?[\w-]*{_DRONE}[\w-]*(?: (?:aerial|aircraft|drones?|munitions?|vehicles?|strikes?|attacks?|raids?|assaults?))*"
    r"(?: (?:of|from|launched)\b.*)?",
    re.I,
)
_OF_THEM = r"(?: (?:from|belonging|of (?:an?|the|his|her|its|their|our|my))\b.*| of (?-i:[A-Z]).*)?"  # not "a bus of schoolchildren"
# What stands before them: "hundreds of stolen", "a herd of", not "the drivers of two" or "12 people of the".
_SO_MANY = (
    r"(?:(?:[^\s]+ )?(?:hundred|thousand|dozen|score|ten|number|herd|head|flock|convoy|load|lot|couple|pair|amount|bag|sack|tonne|ton)s? of )?"
    r"(?:(?!(?:of|from|with|in|on|by)\b)[^\s]+ )*"
)
_LIVESTOCK = re.compile(rf"{_SO_MANY}(?:{LIVESTOCK}){_OF_THEM}", re.I)
_GOODS = re.compile(rf"{_SO_MANY}(?:{LIVESTOCK}|{GOODS}){_OF_THEM}", re.I)
_TAKING = re.compile(r"(?:t(?:ook|ak\w+)|st(?:eal|ole)\w*|seiz\w+|rustl\w+|loot\w*|abduct\w*|kidnap\w*|carr\w+ (?:off|away)|ma[dk]\w+ off)\b", re.I)
_DRIVING = re.compile(r"(?:dr(?:ove|iv\w+)|herd\w*) (?:off|away)\b", re.I)
_BOMBER = re.compile(r"\bsuicide[- ](?:bomb|attack|blast|assault|mission|squad)", re.I)  # as an actor or a happening: 18 of 18


def untold_modes(text: str) -> frozenset[str]:
    """Find the modes of which no word of a report tells."""
    return frozenset(mode.value for mode, told in _TOLD.items() if not told.search(text))


def settle_mode(logits: Floats, untold: frozenset[str], told: Sequence[Span], means: Sequence[Span], *, of_place: bool) -> Mode | None:
    """Choose the mode of an assault.

    logits      [n_modes] of the network
    untold      see untold_modes
    told        the words of the happening and of its actors; means: those of its means
    of_place    whether it is places that were struck or taken, and nobody is told to have been abducted there
    """
    if any(_BOMBER.search(span.words) for span in told):
        return Mode.SUICIDE_ATTACK
    ruled_out = {*untold, Mode.ABDUCT.value} if of_place else untold
    mode = next(MODES[i] for i in np.argsort(-logits) if MODES[i] not in ruled_out)
    if mode != Mode.TARGETED and _is_by_drones(told, means):
        return Mode.DRONE
    return None if mode == "none" else Mode(mode)


def _is_by_drones(told: Sequence[Span], means: Sequence[Span]) -> bool:
    """Tell whether drones act, the act is named after them, or they are its only means: 24 of 26, others of which are targeted killings."""
    drones = [span for span in (*told, *means) if _TOLD[Mode.DRONE].search(span.words)]
    alone = all(_BY_DRONE.fullmatch(span.words) for span in drones)
    return alone and (any(span in told for span in drones) or (bool(means) and all(span in drones for span in means)))


def is_of_place(recipient: Sequence[Span], place: Sequence[Span], toll: Sequence[Toll]) -> bool:
    """Tell whether all recipients are places ("captured the town") and nobody was abducted: so in none of 363 abductions, in 941 other assaults."""
    places = bool(recipient) and all(any(at.start <= span.start < at.end for at in place) for span in recipient)
    return places and not any(row.harm is Harm.ABDUCTED for row in toll)


def is_of_goods(what: Span, recipient: Sequence[Span]) -> bool:
    """Tell whether a happening is the taking of cattle or goods and nobody: coercion in 20 of 20 in the labels, an assault in none.

    what   its first words
    """
    goods = _GOODS if _TAKING.match(what.words) else _LIVESTOCK if _DRIVING.match(what.words) else None
    taken = [part for span in recipient for part in re.split(r",? and |, ", span.words)]
    return goods is not None and bool(taken) and all(goods.fullmatch(part) for part in taken)
