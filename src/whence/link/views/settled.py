"""Which tellings of an event are none of their own: a sentence that is printed again, a spokesman's, and an echo of a source that its text names."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from whence.link.views.keys import folded, is_named, is_spokesman, refers_to, says_name_of, speaker_of
from whence.link.views.told import Standing, Told, in_order
from whence.terms import AccountLink, ClaimId, ReportId
from whence.text import sentences

_LEAST_WORDS = 8  # by which a passage is known again; "They denied it." is said of much: such a sentence counts with those before it


def settled(tellings: Iterable[Told]) -> tuple[Told, ...]:
    """Put tellings in order (`in_order`) and mark those that are none of their own (`Told.first`, `Told.echo_of`).

    A sentence that one outlet, or a copy, prints again is said by whom it was said by before, whatever its pronouns were taken for in each report.
    "The office said" behind "the UN Human Rights Office said" is one voice. Who is called the spokesman of a party that speaks too speaks as it.
    "Market bombed" above "The market was bombed, the council said" is one telling. Telling and denying are two things.
    """
    held = in_order(tellings)
    held = _speaking_as(held, _printed_before(held))
    held = _speaking_as(held, _referred_to(held))
    held = _speaking_as(held, _spoken_for(held))
    return _with_echoes(held)


def _speaking_as(tellings: Sequence[Told], first: Mapping[ClaimId, Told]) -> tuple[Told, ...]:
    def marked(told: Told) -> Told:
        leader = first.get(told.claim.id)
        return told if leader is None else replace(told, origin=leader.origin, origin_name=leader.origin_name, first=leader)

    return tuple(map(marked, tellings))


def _referred_to(tellings: Sequence[Told]) -> dict[ClaimId, Told]:
    """Find whom "the office said" means: the one source known by name that the report names before in these words."""
    named: dict[ReportId, list[Told]] = {}
    found: dict[ClaimId, Told] = {}
    for told in tellings:
        speaker = speaker_of(told.claim)
        if speaker is None:
            continue
        if is_named(speaker):
            named.setdefault(told.report.id, []).append(told)
            continue
        before = [one for one in named.get(told.report.id, ()) if (of := speaker_of(one.claim)) is not None and refers_to(speaker, of)]
        if len({one.voice for one in before}) == 1:
            found[told.claim.id] = before[0]
    return found


def _spoken_for(tellings: Sequence[Told]) -> dict[ClaimId, Told]:
    """Find the party for which each spokesman speaks, where it is a source of its own; a spokesman is known by name once he was called one."""
    named: dict[tuple[str, str], tuple[Told, AccountLink]] = {}
    called: dict[tuple[str, str], AccountLink] = {}
    for told in tellings:
        speaker = speaker_of(told.claim)
        if speaker is not None and is_named(speaker):
            named.setdefault(told.voice, (told, speaker))
            if is_spokesman(speaker):
                called.setdefault(told.voice, speaker)
    speaks_for: dict[tuple[str, str], Told] = {}
    for voice, speaker in called.items():
        party = next((told for told, link in named.values() if told.origin != voice[0] and says_name_of(speaker, link)), None)
        if party is not None:
            speaks_for[voice] = party
    return {told.claim.id: speaks_for[told.voice] for told in tellings if told.voice in speaks_for}


def _printed_before(tellings: Sequence[Told]) -> dict[ClaimId, Told]:
    """Find the first telling of each sentence that is printed again; it speaks for the others."""
    alike: dict[tuple[str, Standing], list[Told]] = {}
    for told in tellings:
        alike.setdefault((folded(told.claim.what[0].words), told.standing), []).append(told)
    first: dict[ClaimId, Told] = {}
    for same in alike.values():
        if len({told.voice for told in same}) > 1 and len({told.report.id for told in same}) > 1:
            for group in _printed_again(same):
                leader = min(group, key=_by_name)
                first.update((told.claim.id, leader) for told in group if told.voice != leader.voice)
    return first


def _with_echoes(tellings: Sequence[Told]) -> tuple[Told, ...]:
    sourced: dict[tuple[ReportId, Standing], list[Told]] = {}
    for told in tellings:
        if not told.own_voice:
            sourced.setdefault((told.root, told.standing), []).append(told)

    sources = {key: [told for told in same if not any(map(told.echoes, same))] for key, same in sourced.items()}

    def marked(told: Told) -> Told:
        found = [other.origin for other in sources.get((told.root, told.standing), ()) if told.echoes(other)]
        return replace(told, echo_of=told.origin if told.origin in found else found[0]) if found else told

    return tuple(map(marked, tellings))


def _by_name(told: Told) -> int:
    """Rank tellings of one sentence: the source known by name, then one that is only described, then none."""
    speaker = speaker_of(told.claim)
    return 2 if speaker is None else 0 if is_named(speaker) else 1


def _printed_again(tellings: Sequence[Told]) -> list[list[Told]]:
    """Gather tellings by the same words of one passage in reports of one outlet, or in copies of one text."""
    import numpy as np  # here: views are used where nothing is linked, and both take .1 s to import

    from whence.link.events.cluster import components

    passages: dict[tuple[str, int], list[Told]] = {}
    for told in tellings:
        passages.setdefault(_passage(told), []).append(told)
    found: list[list[Told]] = []
    for same in passages.values():
        holders: dict[str, int] = {}
        joined = np.array([(holders.setdefault(house, i), i) for i, told in enumerate(same) for house in _houses(told)])
        groups: dict[int, list[Told]] = {}
        for told, group in zip(same, components(len(same), joined[:, 0], joined[:, 1]).tolist(), strict=True):
            groups.setdefault(group, []).append(told)
        found += (part for group_ in groups.values() for part in _by_source(group_))
    return found


def _by_source(group: Sequence[Told]) -> list[list[Told]]:
    """Part tellings of one passage by the words of their source where one report has several there: "the army and residents said"."""
    voices: dict[ReportId, set[tuple[str, str]]] = {}
    for told in group:
        voices.setdefault(told.report.id, set()).add(told.voice)
    if all(len(held) == 1 for held in voices.values()):
        return [list(group)]
    by_words: dict[str, list[Told]] = {}
    for told in group:
        speaker = speaker_of(told.claim)
        words = "" if speaker is None or speaker.source is None else folded(speaker.source.words)
        by_words.setdefault(words, []).append(told)
    return list(by_words.values())


def _houses(told: Told) -> set[str]:
    """Give the text and the outlet from which a telling comes."""
    return {f"text:{told.root}"} | ({f"outlet:{folded(told.report.outlet)}"} if told.report.outlet else set())


def _passage(told: Told) -> tuple[str, int]:
    """Give the folded passage around the happening's words, and how many words of it stand before them."""
    text, at = told.report.text, told.claim.what[0].start
    bounds = sentences(text)
    last = max(bisect_right(bounds, (at, len(text))) - 1, 0)
    start, end = bounds[last] if bounds else (0, len(text))
    while last > 0 and len(text[start:end].split()) < _LEAST_WORDS:
        last -= 1
        start = bounds[last][0]
    return folded(" ".join(text[start:end].split())), len(text[start:at].split())
