"""Scores of the network to claims and attributions: which words trigger a happening, which stand in each of its roles, who says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from whence.read.accounts import (
    DENY,
    REJECTED_TELLING,
    Telling,
    Voices,
    account_of,
    find_voices,
    is_rumours,
    is_told_false,
    list_attributions,
    with_denier,
)
from whence.read.found import Floats, Found, Ints, Network, Thresholds, ask, softmax, stretches
from whence.read.modes import is_of_goods, is_of_place, settle_mode, untold_modes
from whence.read.quotations import begins_quoted
from whence.read.roles import ROLES, STATUSES, TOLLS, TYPES
from whence.read.spans import role_spans, to_span
from whence.read.status import settle_status
from whence.read.tolls import figure_of, find_tolls, without_others
from whence.read.windows import Window, Words, cut_windows, encode_window
from whence.read.wordpiece import WordPiece
from whence.terms import Account, Attribution, Claim, Count, EventType, Party, Report, Span, Status, claim_id
from whence.text import begins_item

__all__ = ["Floats", "Found", "Ints", "Network", "Thresholds", "ask", "read_words", "softmax"]


def read_words(report: Report, words: Words, wordpiece: WordPiece, network: Network, thresholds: Thresholds) -> tuple[list[Claim], list[Attribution]]:
    """Read one report: its claims and its attributions, each in order of the text."""
    happenings, tellings = _find(report.text, words, wordpiece, network, thresholds)
    untold = untold_modes(report.text)
    voices = find_voices(report, words, tellings, thresholds)
    _keep_to_items(report.text, words, happenings)
    happenings = _merge_further_words(happenings, words, thresholds)
    claims = [claim for h in happenings if (claim := _claim(report, words, h, voices, untold, thresholds)) is not None]
    return without_others(report.text, claims), list_attributions(report, words, tellings, voices.turns, thresholds)


def _find(text: str, words: Words, wordpiece: WordPiece, network: Network, thresholds: Thresholds) -> tuple[list[Found], list[Telling]]:
    """Ask the network for the happenings and the tellings of a report, each in order of the text.

    A telling is asked again in a later window that begins with a quotation, or within one: of 1,186 in 300 articles, none went on in another.
    """
    happenings: list[Found] = []
    tellings: list[Telling] = []
    for window in cut_windows(words):
        states, event_logits, cue_logits = network.find(*encode_window(words, window, wordpiece))
        core = window.core - window.first
        new = list(_triggers(softmax(event_logits), core, thresholds.event, 1.0))
        new_tellings = list(_triggers(softmax(cue_logits), core, thresholds.cue_for_account, thresholds.edge))
        seen = _in_context(tellings, window) if begins_quoted(text, words.spans[window.core][0]) else []
        again = [Found((t.found.trigger[0] - window.first, t.found.trigger[1] - window.first), t.found.score, t.found.type) for t in seen]
        ask(network, states, new, say=False)
        ask(network, states, [*new_tellings, *again], say=True)
        for found in (*new, *new_tellings, *again):
            found.trigger = (found.trigger[0] + window.first, found.trigger[1] + window.first)
            found.first += window.first
        happenings += new
        for telling, found in zip(seen, again, strict=True):
            telling.later.append(found)
        tellings += [Telling(found) for found in new_tellings]
    return happenings, tellings


def _in_context(tellings: list[Telling], window: Window) -> list[Telling]:
    """Find the tellings of earlier windows whose cue stands in this window's context."""
    found: list[Telling] = []
    for telling in reversed(tellings):
        if telling.found.trigger[0] < window.first:
            break
        if telling.found.trigger[1] <= window.core:
            found.append(telling)
    return found


def _triggers(tags: Floats, core: int, floor: float, edge: float) -> Iterator[Found]:
    """Find triggers of one kind from tag probabilities [n_words, 1 + 2 * n_types]; those that start before `core` are left out.

    floor   least probability of one of a trigger's words; the others have at least `edge` of it

    Words side by side are one trigger, whatever the tags say of where a new one begins: two happenings told by neighbouring words are rare (72 of
    3,948 in the training corpus), and cutting there cost .024 claim F1 on held-out reports. So are two cues (3 of 19,831 in the articles).
    """
    scores = 1 - tags[:, 0]
    for first, last in stretches(scores, floor=floor, edge=floor * edge):
        if first >= core:
            types = (tags[first:last, 1::2] + tags[first:last, 2::2]).mean(0)
            yield Found((first, last), float(scores[first:last].max()), types)


# Words that name no happening by themselves: where the network found nothing else, 28 of 29 were wrong on reports not trained on.
_NO_HAPPENING = re.compile(
    r"(?:(?:a|an|the|his|her|its|their|our|my|your|of|in|on|at|by|to|for|from|with|as|and|or|but|too|there|very)(?:\W+|$))+", re.I
)
_OF_ITEM = [ROLES.index(role) for role in ("what", "actor", "recipient", "place", "means", "count", *TOLLS)]


def _keep_to_items(text: str, words: Words, happenings: list[Found]) -> None:
    """Take from a happening that an item of a list tells what stands in other items: of 179 spans and figures in the training corpora, none does."""
    items = [sentence for sentence in words.sentences if begins_item(text, words.spans[sentence[0]][0])]
    for found in happenings:
        own = words.sentence_of(found.trigger[0])
        at = bisect_left(items, own)
        if at == len(items) or items[at] != own:
            continue
        before, after = (items[i] for i in range(at - 1, -1, -1)), islice(items, at + 1, None)
        for other in (*takewhile(found.sees, before), *takewhile(found.sees, after)):
            found.inside[max(other[0] - found.first, 0) : other[1] - found.first, _OF_ITEM] = 0


_WITHHELD = r"(?:rights?|access|permi\w+|licen[cs]es?|status|visas?|benefits|space|facilities|materials?)"  # "denied grazing rights"
_DENIAL = re.compile(
    rf"(?P<cue>(?:(?:has|have|had) )?{DENY})\s+(?:(?:any|having|being) )*"
    rf"(?:(?<=\w )(?P<deed>(?:(?<=having )|(?<=being ))\w+|(?-i:[a-z]+ing)\b(?! {_WITHHELD}\b))|(?=\w))",
    re.I,
)
DENIED = 0.2  # least sum of an assault where a denied deed ("denies shelling") passes for a refusal: "denied wrongdoing" has .02
FURTHER_WORDS = 64  # words between two that name one happening; farther apart they are tellings of their own


def _merge_further_words(happenings: list[Found], words: Words, thresholds: Thresholds) -> list[Found]:
    """Drop a trigger that is a further word of another happening ("strike … killing"); of two that claim each other, the more claimed one.

    A happening is told in one sentence: so are 3,991 of the 4,003 in the training corpora that more words than one name.
    """
    dropped: set[int] = set()
    for i, one in enumerate(happenings):
        end = words.sentence_of(one.trigger[0])[1]
        for j in range(i + 1, len(happenings)):
            other = happenings[j]
            if other.trigger[0] >= end or other.trigger[0] - one.trigger[0] > FURTHER_WORDS:
                break
            if i in dropped or j in dropped:
                continue
            of_one, of_other = one.of("what", other.trigger), other.of("what", one.trigger)
            if max(of_one, of_other) >= thresholds.role:
                dropped.add(j if of_one >= of_other else i)
    return [h for i, h in enumerate(happenings) if i not in dropped]


def _claim(report: Report, words: Words, found: Found, voices: Voices, untold: frozenset[str], thresholds: Thresholds) -> Claim | None:
    n_types, n_statuses = len(TYPES), len(STATUSES)
    trigger = to_span(report, words, found.trigger)
    if trigger is None or _NO_HAPPENING.fullmatch(trigger.words):
        return None
    type_, denial, trigger = _without_denial(report.text, trigger, found.type + softmax(found.labels[:n_types]))
    status = Status(STATUSES[int(found.labels[n_types : n_types + n_statuses].argmax())])
    what = [trigger, *(s for s in role_spans(report, words, found, "what", thresholds) if not s.overlaps(trigger))]
    actor, recipient, place, time, means = (
        role_spans(report, words, found, role, thresholds) for role in ("actor", "recipient", "place", "time", "means")
    )
    if type_ is EventType.ASSAULT and is_of_goods(trigger, recipient):
        type_ = EventType.COERCE
    actor = tuple(span for span in actor if not any(span.overlaps(nobody) for nobody in voices.nobody))
    toll = tuple(find_tolls(report, words, found, type_, thresholds))
    mode = None
    if type_ is EventType.ASSAULT:
        mode = settle_mode(found.labels[n_types + n_statuses :], untold, (*what, *actor), means, of_place=is_of_place(recipient, place, toll))
    account = account_of(report, words, found, voices, thresholds)
    if denial is not None:
        account = with_denier(account, actor, denial)
    if is_rumours(account) and is_told_false(report.text, (trigger.start, trigger.end)):
        account = Account(account.links[:-1])  # the word is that of who calls the reports false
    status = settle_status(status, report.text, (trigger.start, trigger.end), type_, account)
    sentence = words.sentence_of(found.trigger[0])
    id_ = claim_id(
        report.id,
        type_,
        status,
        what=tuple(what),
        actor=tuple(map(Party, actor)),
        recipient=tuple(map(Party, recipient)),
        place=place,
        time=time,
        account=account,
    )
    return Claim(
        id=id_,
        type=type_,
        mode=mode,
        status=status,
        what=tuple(what),
        actor=tuple(map(Party, actor)),
        recipient=tuple(map(Party, recipient)),
        place=place,
        time=time,
        means=means,
        toll=toll,
        count=_count(report, words, found, thresholds),
        account=account,
        sentence=to_span(report, words, sentence, trim=False),
        confidence=round(found.score, 3),
    )


def _without_denial(text: str, trigger: Span, types: Floats) -> tuple[EventType, Span | None, Span]:
    """Tell a denied deed ("denied", "shelling") from a refusal ("denied the charge", "denied him entry").

    types   [n_types] sums of what the two heads give, each 0 to 1

    Returns the type, the word of denial, which in the labels is the cue of the account of the deed, and the words of the deed; a refusal has no such
    cue. The deed of an assault may stand right behind the trigger, or pass for a refusal.
    """
    type_ = EventType(TYPES[int(types.argmax())])
    if type_ is EventType.ACCUSE and REJECTED_TELLING.match(trigger.words):
        return EventType.REJECT, None, trigger
    match = _DENIAL.match(text, trigger.start)
    if match is None:
        return type_, None, trigger
    start, end = match.span("deed") if match["deed"] else (match.end(), trigger.end)
    if start >= trigger.end and (match["deed"] is None or type_ is not EventType.ASSAULT):
        return type_, None, trigger
    if type_ is EventType.REJECT:
        other = max(range(len(TYPES)), key=lambda i: -1.0 if TYPES[i] == type_ else types[i])
        type_ = EventType(TYPES[other])
        if match["deed"] is None or type_ is not EventType.ASSAULT or types[other] < DENIED:
            return EventType.REJECT, None, trigger
    denial = Span(trigger.start, match.end("cue"), text)
    if type_ is EventType.ACCUSE and match["deed"] is None:
        return EventType.REJECT, None, denial  # "denied accusations": these were made
    return type_, denial, Span(start, max(trigger.end, end), text)


def _count(report: Report, words: Words, found: Found, thresholds: Thresholds) -> Count | None:
    for span in role_spans(report, words, found, "count", thresholds):
        figure = figure_of(report.text, span, people=False)
        if figure is not None:
            return Count(span, *figure)
    return None
