"""Who tells an event: one claim with its report and origin, and how tellings are put in order and counted.

Everything in this package counts independent origins by the one rule of `independent_origins`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from whence import edtf
from whence.link.views.keys import folded, is_force_beside, is_named, is_part_of, is_state_of, speaker_key, speaker_name, speaker_of
from whence.terms import Claim, ClaimId, Report, ReportId, SourceKind, Status

T = TypeVar("T")


class Standing(StrEnum):
    """How an account stands to the happening."""

    TOLD = "told"  # as a fact: occurred, ongoing
    DENIED = "denied"  # did_not_occur
    AHEAD = "not told as a fact"  # planned, possible, demanded


_STANDING = {Status.OCCURRED: Standing.TOLD, Status.ONGOING: Standing.TOLD, Status.DID_NOT_OCCUR: Standing.DENIED}


_TELLING_NOTHING = frozenset((None, SourceKind.UNKNOWN, SourceKind.ANONYMOUS))


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of an event.

    origin        key of who the claim comes from in the end: two tellings with equal keys are not independent
    origin_name   the same for people
    copy_of       the report of which this report is a copy; None: of none that is known
    first         the telling with whose voice it speaks; echo_of: the origin of the source that it only echoes. Both are found by `settled`
    """

    claim: Claim
    report: Report
    origin: str
    origin_name: str
    copy_of: ReportId | None = None
    first: Told | None = None
    echo_of: str | None = None

    @property
    def root(self) -> ReportId:
        """Name the report from which the text comes."""
        return self.copy_of or self.report.id

    @property
    def standing(self) -> Standing:
        """Tell how this account stands to the happening."""
        return _STANDING.get(self.claim.status, Standing.AHEAD)

    @property
    def own_voice(self) -> bool:
        """Tell whether the report says it without naming a source."""
        return not self.claim.account

    @property
    def in_headline(self) -> bool:
        """Tell whether it stands in the title above the report's text."""
        title, text = self.report.title, self.report.text
        return title is not None and text.startswith(title) and self.claim.what[0].start < len(title) < len(text)

    def echoes(self, other: Told) -> bool:
        """Tell whether this telling has it from a source that another telling of the same text names.

        A report's own voice has it from any source. A headline has it from a source below it whose words hold, or are held by, its own ("UN says",
        "the UN Human Rights Office said"), whose state its own is, or that is of the same state's armed forces; one whose source is only described
        ("Rights group says …") from one known by name, unless the two are of different kinds and not of one wording ("hospital", "hospital director
        Ana Holm").
        """
        if self.own_voice or other.own_voice:
            return not other.own_voice
        mine, named = speaker_of(self.claim), speaker_of(other.claim)
        assert mine is not None and named is not None
        if not self.in_headline or other.in_headline:
            return False
        if is_named(mine):
            return is_part_of(mine, named) or is_part_of(named, mine) or is_state_of(mine, named) or is_force_beside(mine, named)
        if not is_named(named):
            return False
        kinds = {mine.kind, named.kind} - _TELLING_NOTHING
        return len(kinds) < 2 or is_part_of(mine, named)

    @property
    def voice(self) -> tuple[str, str]:
        """Give the key of who says it in the end: the origin, and the innermost source that the report names for it.

        A report has one origin for all the sources that nobody can be found for; they are voices of their own all the same.
        """
        return (self.origin, speaker_key(self.claim)) if self.first is None else self.first.voice

    @property
    def counts_as(self) -> str:
        """Give the key of the origin as which it counts: an echo is no origin of its own."""
        return self.echo_of or self.origin

    @property
    def voice_name(self) -> str:
        """Name who says it in the end for people: "residents (Meridian News)"."""
        if self.first is not None:
            return self.first.voice_name
        name = speaker_name(self.claim)
        return self.origin_name if name is None or folded(name) == folded(self.origin_name) else f"{name} ({self.origin_name})"


@dataclass(frozen=True, slots=True)
class Backing:
    """Who stands behind one value.

    claims    that tell it, by time of publication
    origins   independent ones, in order of their keys
    voices    who says so in the end, for people, by time of publication
    reports   that carry it, by time of publication
    first     EDTF date of the first of these reports; None: no date is known
    """

    claims: tuple[ClaimId, ...]
    origins: tuple[str, ...]
    voices: tuple[str, ...]
    reports: tuple[ReportId, ...]
    first: str | None


@dataclass(frozen=True, slots=True)
class Supported(Generic[T]):
    """A value with who stands behind it."""

    value: T
    backing: Backing


def in_order(tellings: Iterable[Told]) -> tuple[Told, ...]:
    """Sort tellings by publication (unknown dates last), report, place in the text and claim id; a claim that comes twice is kept once."""
    kept: dict[ClaimId, Told] = {}
    for told in sorted(tellings, key=_place_in_order):
        kept.setdefault(told.claim.id, told)
    return tuple(kept.values())


@lru_cache(maxsize=4096)
def first_day(published: str | None) -> date | None:
    """Give the first day that an EDTF date covers; None where there is none."""
    days = edtf.days(published) if published else None
    return days[0] if days else None


def independent_origins(tellings: Iterable[Told]) -> tuple[str, ...]:
    """List the independent origins of tellings, in order of their keys; what only echoes a source counts as that source's."""
    return tuple(sorted({told.counts_as for told in tellings}))


def backing(tellings: Sequence[Told]) -> Backing:
    """Gather who stands behind a value; the tellings come in the order of `in_order`."""
    return Backing(
        claims=tuple(told.claim.id for told in tellings),
        origins=independent_origins(tellings),
        voices=tuple(dict.fromkeys(told.voice_name for told in tellings)),
        reports=tuple(dict.fromkeys(told.report.id for told in tellings)),
        first=next((told.report.published for told in tellings if first_day(told.report.published)), None),
    )


def weight(held: Backing) -> tuple[int, date, str]:
    """Give the key by which sides and accounts are put in order: most independent origins, then first published, then least claim id."""
    return (-len(held.origins), _day(held.first), min(held.claims, default=""))


def _place_in_order(told: Told) -> tuple[date, str, int, str, str, str]:
    return (_day(told.report.published), told.report.id, told.claim.what[0].start, told.claim.id, told.origin, told.copy_of or "")


def _day(published: str | None) -> date:
    return first_day(published) or date.max
