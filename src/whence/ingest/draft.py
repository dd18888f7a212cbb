"""What a format hands over, before it is judged and becomes a Report; and what a refusal becomes, a Problem."""

from __future__ import annotations

from dataclasses import dataclass

from whence.errors import RefusalError
from whence.terms import Credit, KnownFrom, Problem, ProblemKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The fields of one report as its file has them.

    body             the text; with its title where `title` is None
    published        a date as it stands in the metadata, any form
    published_from   how that date is known
    file_name        name of a file that holds this report alone; None for rows, whose file name says nothing of a single one
    n_stories        how many stories a page has that became this one report
    verbatim         the body is kept to the letter, since offsets into it exist
    """

    body: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    published_from: KnownFrom = KnownFrom.METADATA
    dateline: Span | None = None
    origin: Credit | None = None
    file_name: str | None = None
    n_stories: int = 1
    verbatim: bool = False


def problem_of(refusal: RefusalError, where: str) -> Problem:
    """Turn a refusal into the row that a batch keeps of it."""
    return Problem(ProblemKind(refusal.kind), where, refusal.reason, refusal.remedy)


def too_large(n_bytes: int | None, limit: int, *, what: str = "The report") -> RefusalError:
    """Say that a report is over the limit. n_bytes None: its size is not known, only that it is larger."""
    size = "has more" if n_bytes is None else f"has {n_bytes:,} bytes, more"
    return RefusalError(
        ProblemKind.TOO_LARGE,
        f"{what} {size} than the limit of {limit:,} bytes a report.",
        f"To read it all the same: --max-bytes {limit * 10 if n_bytes is None else n_bytes}",
    )
