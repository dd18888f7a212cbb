"""The order of the rooms: files → reports → readings → values → record → events. The only package that knows it."""

from whence.pipeline.checking import Check, doctor
from whence.pipeline.finding import ReportPlaces, ReportTimes, places_in, times_in
from whence.pipeline.reading import LOOK_AHEAD, AlreadyThere, Item, Progress, Resolved, read, read_all, read_into, resolve_record
from whence.pipeline.sources import Source

__all__ = [
    "LOOK_AHEAD",
    "AlreadyThere",
    "Check",
    "Item",
    "Progress",
    "ReportPlaces",
    "ReportTimes",
    "Resolved",
    "Source",
    "doctor",
    "places_in",
    "read",
    "read_all",
    "read_into",
    "resolve_record",
    "times_in",
]
