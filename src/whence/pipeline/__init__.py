"""The order of the rooms: files → reports → readings → values → record → events. The only package that knows it."""

from whence.pipeline.checking import Check, doctor
from whence.pipeline.explaining import PairEvents, explain_pair, pair_events
from whence.pipeline.finding import ReportPlaces, ReportTimes, places_in, times_in
from whence.pipeline.linking import LinkRun, event_view, link_record, merge_events, split_event, undo_decision
from whence.pipeline.reading import LOOK_AHEAD, AlreadyThere, Item, Progress, Resolved, read, read_all, read_into, resolve_record
from whence.pipeline.sources import Source

__all__ = [
    "LOOK_AHEAD",
    "AlreadyThere",
    "Check",
    "Item",
    "LinkRun",
    "PairEvents",
    "Progress",
    "ReportPlaces",
    "ReportTimes",
    "Resolved",
    "Source",
    "doctor",
    "event_view",
    "explain_pair",
    "link_record",
    "merge_events",
    "pair_events",
    "places_in",
    "read",
    "read_all",
    "read_into",
    "resolve_record",
    "split_event",
    "times_in",
    "undo_decision",
]
