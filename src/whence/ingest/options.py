"""What a user may say about the reports to be read."""

from __future__ import annotations

from dataclasses import dataclass

from whence.errors import IngestError
from whence.ingest.dates import parse_date
from whence.terms import ProblemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of the JSON keys or CSV columns that hold a report's fields; None: the usual names are tried (`whence.ingest.rows.USUAL_NAMES`)."""

    text: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None


USUAL_COLUMNS = Columns()


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """How reports are read.

    published        date of publication of every report read, EDTF `YYYY-MM-DD` or `YYYY-MM` (other plain dates are turned into it);
                     it wins over metadata, text and file name
    outlet           outlet of every report read; it wins over metadata
    columns          where rows keep their fields
    max_bytes        largest report read, in bytes; in JSON lines and CSV, the largest row: the file itself may be of any size
    html_timeout_s   longest time that one page may take, in seconds
    any_language     read texts that are not English all the same

    Raises IngestError for a date that is none or is ambiguous, and for limits that are not above 0.
    """

    published: str | None = None
    outlet: str | None = None
    columns: Columns = USUAL_COLUMNS
    max_bytes: int = 10_000_000
    html_timeout_s: float = 10.0
    any_language: bool = False

    def __post_init__(self) -> None:
        if self.published is not None:
            published = parse_date(str(self.published))  # a datetime.date too
            if published is None:
                raise IngestError(
                    f"{self.published!r} is no date of publication, or it can be read in two ways. Possible: 2024-02-07, or 2024-02 for a month.",
                    kind=ProblemKind.UNREADABLE,
                )
            object.__setattr__(self, "published", published)
        if not isinstance(self.outlet, str | None):
            raise IngestError(f"`outlet` is {self.outlet!r:.60}. Possible: the name of an outlet, or None.", kind=ProblemKind.UNREADABLE)
        for name in ("max_bytes", "html_timeout_s"):
            if not isinstance(getattr(self, name), int | float) or not getattr(self, name) > 0:
                raise IngestError(f"`{name}` is {getattr(self, name)!r}. Possible: any number above 0.", kind=ProblemKind.UNREADABLE)


DEFAULT_OPTIONS = IngestOptions()
