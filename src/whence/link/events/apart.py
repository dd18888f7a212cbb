"""Cannot-links: pairs that cannot be one happening, whatever else speaks for it.

- Two days: both dates stand on time words of their own, neither interval is longer than a week, and two full days or more lie between them (one
  within a report, whose dates were counted from one day): an anniversary, the second attack.
- Two towns: all their places are points, and each lies beyond the others' reach by more than `SLACK_KM`: two strikes of one day.
- One sentence: two claims of one sentence whose words for the happening are of different kinds: it tells of two acts ("assaulted and robbed").
- Turned round: by identity, who acted in one was acted on in the other and the reverse, in acts of conflict: a strike and its retaliation.

What the rules cannot see for sure (other words, other parties) has bits against it, but is not forbidden.
"""

from __future__ import annotations

import numpy as np

from whence.link.events.columns import NONE, OPEN_END, OPEN_START
from whence.link.events.compare import SIDE_OF_TYPE, Bins, Pairs, pick
from whence.link.events.compare_parties import turned_round
from whence.link.events.compare_where_when import days_apart, points_apart, told_in_words
from whence.link.events.compare_words import words_differ

REASONS = {
    "none": "nothing forbids it",
    "days": "days told on both sides that cannot be one",
    "points": "points too far apart to be one",
    "turned_round": "who acted in one was acted on in the other",
    "one_sentence": "one sentence tells of both, in words of different kinds",
}
LONGEST_DAYS, LEAST_GAP = 7, 3
_CONFLICT = 2  # sides from here on


def kept_apart(pairs: Pairs) -> Bins:
    """Tell which cannot-link holds for each pair, as the number of one of REASONS; 0: none."""
    firm = np.logical_and(*told_in_words(pairs))
    (first_a, first_b), (last_a, last_b) = pairs.scalar("first"), pairs.scalar("last")
    short = (last_a - first_a < LONGEST_DAYS) & (last_b - first_b < LONGEST_DAYS)
    known = (last_a != NONE) & (last_b != NONE) & (first_a > OPEN_START) & (first_b > OPEN_START) & (last_a < OPEN_END) & (last_b < OPEN_END)
    least = np.where(pairs.one_report, LEAST_GAP - 1, LEAST_GAP)
    days = firm & short & known & (days_apart(pairs) >= least)
    type_a, type_b = pairs.scalar("type")
    conflict = (SIDE_OF_TYPE[type_a] >= _CONFLICT) & (SIDE_OF_TYPE[type_b] >= _CONFLICT)
    at_a, at_b = pairs.scalar("at")
    one_sentence = pairs.one_report & (at_a == at_b)
    return pick(len(pairs), (days, 1), (points_apart(pairs), 2), (conflict & turned_round(pairs), 3), (one_sentence & words_differ(pairs), 4))
