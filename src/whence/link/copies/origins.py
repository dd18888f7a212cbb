"""Where reports and claims come from in the end: groups of copies with a root, a key for each report, and one for each claim."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from whence.link.copies.kinds import CopyKind, CopyLink
from whence.link.copies.known import Known, is_house
from whence.link.copies.outlets import House, Outlets, load_outlets
from whence.terms import AccountLink, ActorKind, Claim, Reading, ReportId, SourceKind
from whence.text import fold

_SAME_STORY = frozenset({CopyKind.REPRINT, CopyKind.ABRIDGED, CopyKind.REWRITTEN})
_WHERE = re.compile(r"\b(?:in|near|outside)\b")
_NOBODY = frozenset({SourceKind.WITNESS, SourceKind.ANONYMOUS})


@dataclass(frozen=True, slots=True)
class TakenPart:
    """A sentence of a report that comes from another report: (start, end) in code points, whose it is, and the origin of that one."""

    start: int
    end: int
    of: ReportId
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report's text comes from.

    key     "wire:KEY" of the agency or the outlet that it, or its group of copies, credits; else the id of the group's root; a report without copies
            is its own root
    name    for people: the agency, or the root's outlet or id
    why     one sentence
    root    the report of its group that is nearest to the origin
    parts   sentences that come from a report of another origin, in order
    """

    key: str
    name: str
    why: str
    root: ReportId
    parts: tuple[TakenPart, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimOrigin:
    """Where a claim comes from in the end. Claims of one key are not independent tellings."""

    key: str
    name: str
    why: str


def group(known: Mapping[ReportId, Known], links: Sequence[CopyLink]) -> dict[ReportId, list[ReportId]]:
    """Group reports that are copies of one story: root to members, root first, then by rank.

    Every report follows one link at most, to the report of which it holds most: so a report put together from two stays one with none of them, and
    the two do not become one through it.
    """
    best: dict[ReportId, CopyLink] = {}
    for link in links:
        if link.kind in _SAME_STORY:
            best[link.copy] = min(best.get(link.copy, link), link, key=lambda one: (_weakness(one), known[one.of].rank))
    parent = {id_: id_ for id_ in known}

    def top(id_: ReportId) -> ReportId:
        while parent[id_] != id_:
            parent[id_] = parent[parent[id_]]
            id_ = parent[id_]
        return id_

    for id_ in sorted(best):
        one, other = sorted((top(best[id_].copy), top(best[id_].of)), key=lambda n: known[n].rank)
        parent[other] = one
    groups: dict[ReportId, list[ReportId]] = defaultdict(list)
    for id_ in sorted(known, key=lambda n: known[n].rank):
        groups[top(id_)].append(id_)
    return {members[0]: members for members in groups.values()}


def _weakness(link: CopyLink) -> tuple[bool, int, int]:
    return (link.kind is CopyKind.REWRITTEN, -link.shares[0] - link.shares[1], -link.n_copied[0])


def find_origins(known: Mapping[ReportId, Known], links: Sequence[CopyLink], outlets: Outlets) -> dict[ReportId, Origin]:
    """Give the origin of each report, by id."""
    origins: dict[ReportId, Origin] = {}
    for root, members in group(known, links).items():
        key, name, why = _named(known[root], [known[id_] for id_ in members], outlets)
        origins.update((id_, Origin(key, name, why, root)) for id_ in members)
    taken: dict[ReportId, dict[tuple[int, int], ReportId]] = defaultdict(dict)
    for link in sorted(links, key=lambda link: known[link.of].rank):
        if origins[link.of].key != origins[link.copy].key:
            for sentence in link.sentences:
                taken[link.copy].setdefault(sentence, link.of)
    for id_, parts in taken.items():
        found = (TakenPart(start, end, of, origins[of].key, origins[of].name) for (start, end), of in sorted(parts.items()))
        origins[id_] = replace(origins[id_], parts=tuple(found))
    return {id_: origins[id_] for id_ in sorted(origins)}


def _named(root: Known, members: Sequence[Known], outlets: Outlets) -> tuple[str, str, str]:
    """Name the origin of a group: its key, its name and why."""
    credited: Counter[str] = Counter()
    houses: dict[str, House] = {}
    for member in members:
        if (house := member.wire) is not None:
            credited[house.key] += 1
            houses[house.key] = house
    if credited:
        key = min(credited, key=lambda k: (-credited[k], k))
        by_root = root.house is not None and not houses[key].is_agency and is_house(houses[key], root.house)
        if not by_root:
            return f"wire:{key}", houses[key].name, _why_wire(houses[key], root, len(members), credited[key])
    house = None if root.house is None else outlets.house_of(root.house)
    name = house.name if house is not None else root.outlet or root.id
    why = "It has no copies and credits nobody." if len(members) == 1 else f"The first of {len(members)} reports with this story."
    return root.id, name, why


def _why_wire(house: House, root: Known, n_members: int, n_crediting: int) -> str:
    if n_members == 1:
        return f"Its outlet is {house.name}." if root.agency is not None else f"It credits {house.name}."
    return f"{n_crediting} of {n_members} reports with this story name {house.name}."


def claim_origin(reading: Reading, claim: Claim, report_origin: Origin, *, outlets: Outlets | None = None) -> ClaimOrigin:
    """Tell where a claim comes from in the end.

    The innermost source of its account that is known by name: an agency's key as a report's ("wire:sana"), else "source:" with the id of its identity
    or its folded name. Witnesses and sources without a name are nobody, and the next link outward is asked. Without any: the origin of the sentence
    that the claim stands in, where that was taken from another report; else the report's own.
    """
    table = load_outlets() if outlets is None else outlets
    for link in reversed(claim.account.links):
        if (found := _source(link, table)) is not None:
            return ClaimOrigin(*found, "The innermost source that its account names.")
    for part in report_origin.parts:
        if part.start <= claim.what[0].start < part.end:
            return ClaimOrigin(part.key, part.name, f"Its sentence stands in report {part.of}.")
    own = "the report's outlet" if reading.report.outlet else "the report"
    why = f"No source is named; {own} tells it." if report_origin.key == reading.report.id else f"No source is named. {report_origin.why}"
    return ClaimOrigin(report_origin.key, report_origin.name, why)


def _source(link: AccountLink, outlets: Outlets) -> tuple[str, str] | None:
    """Key and name of a source; None where it is nobody in particular."""
    name = link.name or (link.source.words if link.source is not None and link.identity is not None else None)
    if name is None or link.kind in _NOBODY:
        return None
    is_medium = link.kind is SourceKind.MEDIA or (link.identity is not None and link.identity.kind is ActorKind.MEDIA)
    if link.kind is None or is_medium:
        words = (name, *(() if link.source is None else (link.source.words,)))
        house = next((house for word in words if (house := outlets.house_of(word)) is not None), None)
        if house is not None:
            return f"wire:{house.key}", house.name
    if link.identity is not None and link.identity.id is not None:
        return f"source:{link.identity.id}", name
    return (f"source:{fold(name)}", name) if _holds_name(name) else None


def _holds_name(words: str) -> bool:
    """Tell whether words for a source hold a name; where somebody is found does not name them: "a hospital official in Kidal"."""
    who = _WHERE.split(words, maxsplit=1)[0]
    return who != who.lower()
