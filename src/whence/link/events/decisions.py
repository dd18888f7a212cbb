"""A person's word on claims: these two tell of one happening, this one does not belong with those. Respected whatever the evidence says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whence.terms import ClaimId


@dataclass(frozen=True, slots=True)
class Merge:
    """Two claims tell of one happening."""

    a: ClaimId
    b: ClaimId


@dataclass(frozen=True, slots=True)
class Split:
    """A claim tells of another happening than each of some other claims, as a rule those of the event that it stood in."""

    claim: ClaimId
    others: tuple[ClaimId, ...]


Decision = Merge | Split


@dataclass(frozen=True, slots=True)
class Links:
    """What decisions come to, as numbers of rows.

    must     pairs that stand together; cannot: pairs that stand apart
    refused  numbers of decisions that later ones overrule, in part or altogether
    """

    must: tuple[tuple[int, int], ...]
    cannot: tuple[tuple[int, int], ...]
    refused: tuple[int, ...]


def resolve_decisions(decisions: Sequence[Decision], row_of: dict[str, int]) -> Links:
    """Turn decisions, oldest first, into links that do not contradict each other.

    The newest decision is taken first; an older one is refused as far as it contradicts what was taken. Claims that are not there yet are passed
    over.
    """
    parent: dict[int, int] = {}
    apart: dict[int, set[int]] = {}
    must: list[tuple[int, int]] = []
    cannot: list[tuple[int, int]] = []
    refused: set[int] = set()

    def root(row: int) -> int:
        while parent.get(row, row) != row:
            row = parent[row]
        return row

    for number in range(len(decisions) - 1, -1, -1):
        decision = decisions[number]
        for kind, a, b in _pairs(decision, row_of):
            one, other = root(a), root(b)
            if kind is Merge:
                if other in apart.get(one, ()):
                    refused.add(number)
                    continue
                must.append((a, b))
                if one != other:
                    low, high = min(one, other), max(one, other)
                    parent[high] = low
                    moved = apart.pop(high, set())
                    apart.setdefault(low, set()).update(moved)
                    for third in moved:
                        apart[third].discard(high)
                        apart[third].add(low)
            elif one == other:
                refused.add(number)
            else:
                cannot.append((a, b))
                apart.setdefault(one, set()).add(other)
                apart.setdefault(other, set()).add(one)
    return Links(tuple(sorted(must)), tuple(sorted(cannot)), tuple(sorted(refused)))


def _pairs(decision: Decision, row_of: dict[str, int]) -> Iterable[tuple[type[Merge] | type[Split], int, int]]:
    kind: type[Merge] | type[Split] = Merge if isinstance(decision, Merge) else Split
    pairs = [(decision.a, decision.b)] if isinstance(decision, Merge) else [(decision.claim, other) for other in decision.others]
    for a, b in pairs:
        if a in row_of and b in row_of and a != b:
            yield kind, row_of[a], row_of[b]


def claims_in(decisions: Iterable[Decision]) -> set[str]:
    """Name the claims that decisions are about."""
    found: set[str] = set()
    for decision in decisions:
        found.update((decision.a, decision.b) if isinstance(decision, Merge) else (decision.claim, *decision.others))
    return found


def rows_of(claims: Sequence[str], wanted: set[str]) -> dict[str, int]:
    """Find the rows of some claims in a column of claims."""
    return {claim: row for row, claim in enumerate(claims) if claim in wanted} if wanted else {}


def decided_links(decisions: Sequence[Decision], claims: Sequence[str]) -> Links:
    """Turn decisions, oldest first, into links between the rows of a column of claims (see `resolve_decisions`)."""
    return resolve_decisions(decisions, rows_of(claims, claims_in(decisions)))
