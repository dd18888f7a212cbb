"""Parties and tolls of pairs: who acted and who was acted on, by identity and by words, as told or the other way round; figures as intervals."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np

from whence.link.events.columns import HARMS, I32, PERSON, STATE
from whence.link.events.compare import Bins, Field, Pairs, pick, share, standing_in
from whence.link.events.table import Bools, sort_of
from whence.terms import Harm

_KILLED = HARMS.index(Harm.KILLED)
_OPEN = np.int64(1) << 40


class _Agreement(NamedTuple):
    """Whom the parties of two sides have in common, [n] each: a state, a person, another body or group."""

    state: Bools
    person: Bools
    other: Bools

    @property
    def any(self) -> Bools:
        """Tell where they have anyone in common."""
        return self.state | self.person | self.other


def _agreement(left: I32, right: I32) -> _Agreement:
    found = _Agreement(*(np.zeros(left.shape[1], np.bool_) for _ in range(3)))
    for one in left:
        same = standing_in(one, right)
        sort = sort_of(one)
        found.state[same & (sort == STATE)] = True
        found.person[same & (sort == PERSON)] = True
        found.other[same & (sort != STATE) & (sort != PERSON)] = True
    return found


def _compare_role(pairs: Pairs, codes: tuple[I32, I32], countries: tuple[I32, I32], words: tuple[I32, I32], there: tuple[Bools, Bools]) -> Bins:
    found = _agreement(*codes)
    has_a, has_b = there
    shared, country = share(*words), share(*countries)
    named_both: Bools = np.logical_and(*(np.logical_or.reduce(side >= 0, axis=0) for side in codes))
    return pick(
        len(pairs),
        (~has_a & ~has_b, 1),
        (~has_a | ~has_b, 0),
        (found.person, 2),
        (found.other, 3),
        (found.state & shared, 4),
        (found.state, 5),
        (shared, 6),
        (named_both & country, 7),
        (named_both, 8),
        (country, 9),
        (has_a & has_b, 10),
    )


def compare_actors(pairs: Pairs) -> Bins:
    """Who acted: the same person, body or state, the same words, the same country, or others."""
    return _compare_role(pairs, *pairs.actors, pairs.actor_words, pairs.have(pairs.table.has_actor))


def compare_recipients(pairs: Pairs) -> Bins:
    """Who was acted on, as who acted."""
    return _compare_role(pairs, *pairs.recipients, pairs.recipient_words, pairs.have(pairs.table.has_recipient))


def _across(pairs: Pairs) -> tuple[_Agreement, _Agreement]:
    (actors, _), (recipients, _) = pairs.actors, pairs.recipients
    return _agreement(actors[0], recipients[1]), _agreement(recipients[0], actors[1])


def turned_round(pairs: Pairs) -> Bools:
    """Tell which pairs have the parties of one act the other way round, by identity, and not the same way: a strike and its retaliation."""
    (actors, _), (recipients, _) = pairs.actors, pairs.recipients
    across, back = _across(pairs)
    return across.any & back.any & ~(_agreement(*actors).any | _agreement(*recipients).any)


def compare_crosswise(pairs: Pairs) -> Bins:
    """Parties in the other role: both turned round, or one of them, as mutual acts and loose wording have it."""
    across, back = _across(pairs)
    actor_words, recipient_words = pairs.actor_words, pairs.recipient_words
    words = share(actor_words[0], recipient_words[1]) | share(recipient_words[0], actor_words[1])
    return pick(len(pairs), (turned_round(pairs), 1), (across.other | across.person | back.other | back.person | words, 2))


def compare_tolls(pairs: Pairs) -> Bins:
    """Figures for one harm as intervals: the same figure, large or small; overlapping; apart by less than double, or by more."""
    some = np.flatnonzero(np.logical_and(*pairs.have(pairs.table.has("tolls"))))
    a, b = pairs.a[some], pairs.b[some]
    harm, low, high = pairs.table.toll
    large, small, overlap, close, killed, other = (np.zeros(len(some), np.bool_) for _ in range(6))
    for i, j in product(range(len(harm)), repeat=2):
        comparable = (harm[i, a] == harm[j, b]) & (harm[i, a] >= 0)
        low_a, low_b = low[i, a].astype(np.int64), low[j, b].astype(np.int64)
        high_a, high_b = (np.where(end < 0, _OPEN, end) for end in (high[i, a], high[j, b]))
        same = comparable & (low_a == low_b) & (high_a == high_b)
        large |= same & (low_a > 3)
        small |= same
        overlap |= comparable & (low_a <= high_b) & (low_b <= high_a)
        close |= comparable & (np.maximum(low_a, low_b) <= 2 * np.minimum(low_a, low_b))
        killed |= comparable & (harm[i, a] == _KILLED)
        other |= comparable
    found = np.zeros(len(pairs), np.uint8)
    found[some] = pick(len(some), (large, 1), (small, 2), (overlap, 3), (close, 4), (killed, 5), (other, 6))
    return found


def _role(who: str) -> dict[str, str]:
    return {
        "one_missing": f"{who} told by one side alone",
        "both_missing": f"{who} told by neither",
        "same_person": f"{who}: the same person",
        "same_named": f"{who}: the same body or group",
        "same_state_and_words": f"{who}: the same state, in words they share",
        "same_state": f"{who}: the same state",
        "same_words": f"{who}: a word in common",
        "same_country_other_name": f"{who}: different names of one country",
        "other_name": f"{who}: different names",
        "same_country": f"{who}: unnamed, of one country",
        "other": f"{who}: nothing in common",
    }


ACTOR = Field("actor", _role("who acted"), compare_actors)
RECIPIENT = Field("recipient", _role("who was acted on"), compare_recipients)
CROSSWISE = Field(
    "crosswise",
    {"none": "no party in the other role", "turned_round": "the same two parties, the other way round", "one_across": "a party in the other role"},
    compare_crosswise,
)
TOLL = Field(
    "toll",
    {
        "unknown": "no harm that both count",
        "same_large": "the same figure, above three",
        "same_small": "the same figure, up to three",
        "overlap": "figures that may be one",
        "close": "figures apart by no more than double",
        "other_killed": "figures of killed that are farther apart",
        "other_harmed": "figures of others harmed that are farther apart",
    },
    compare_tolls,
)
