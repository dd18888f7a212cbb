"""What is decided about a phrase before it becomes a value."""

from __future__ import annotations

from dataclasses import dataclass

from whence.resolve.actors.figures import Figure, Mention
from whence.resolve.actors.values import ActorId
from whence.terms import ActorKind, Sector


@dataclass(slots=True, kw_only=True)
class Outcome:
    """A figure, or a plain name, or nobody, and how it was reached.

    country, sector   where the words tell them beside or against the figure
    antecedent        the mention from which the identity was taken
    """

    rule: str
    reason: str
    figure: Figure | None = None
    name: str | None = None
    kind: ActorKind = ActorKind.UNKNOWN
    identity: ActorId | None = None
    country: str | None = None
    sector: Sector | None = None
    antecedent: Mention | None = None
