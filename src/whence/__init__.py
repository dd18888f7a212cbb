"""whence reads news reports and keeps claims: who is said to have done what to whom, where, when, with what toll, by whose account.

    import whence

    reading = whence.read("report.txt")              # a path, a text or a Report
    for claim in reading.claims:
        print(claim.type, claim.status, [span.words for span in claim.what])

Every public name is loaded when it is first used, so that `import whence` is light.
"""

import os
import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# onnxruntime 1.32, when it is imported, writes a device id below ~/.cache/Microsoft and makes ready to send usage data to its maker. This stops both,
# if it is set before; `onnxruntime.disable_telemetry_events()` comes too late. No command of whence reaches for the network.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

_HOME = {
    "whence.terms": (
        *(
            "Account",
            "AccountLink",
            "ActorKind",
            "Attribution",
            "Certainty",
            "Claim",
            "Count",
            "Credit",
            "Decision",
            "EventType",
            "Feature",
            "Harm",
            "Identity",
        ),
        *("KnownFrom", "Location", "Mode", "Party", "Problem", "ProblemKind", "ReaderInfo", "Reading", "Relation", "Report", "ResolverInfo"),
        *("Sector", "SourceKind", "Span", "Status", "Toll", "Verb"),
    ),
    "whence.errors": (
        "ActorsError",
        "EvaluateError",
        "FormError",
        "GazetteerError",
        "IngestError",
        "ModelError",
        "OutletsError",
        "ReadError",
        "RecordError",
        "RefusalError",
        "SpanError",
        "StateError",
        "WeightsError",
        "WhenceError",
    ),
    "whence.json_form": ("reading_from_json", "reading_to_json"),
    "whence.ingest": ("Columns", "IngestOptions", "read_text"),
    "whence.read": ("Reader", "load_reader"),
    "whence.resolve": ("Resolver", "load_resolver"),
    "whence.resolve.places": ("Home", "find_places", "resolve_place"),
    "whence.resolve.times": ("find_times",),
    "whence.record": ("Record",),
    "whence.evaluate": ("Scores", "load_readings", "score", "score_per_report"),
    "whence.pipeline": ("AlreadyThere", "Check", "Progress", "Resolved", "doctor", "read_all", "read_into", "resolve_record"),
    "whence.pipeline.explaining": ("PairEvents", "explain_pair", "pair_events"),
    "whence.pipeline.linking": ("LinkRun", "event_view", "link_record", "merge_events", "split_event", "undo_decision"),
}
_ROOMS = ("resolve.places", "resolve.times", "resolve.actors", "link.events", "link.copies", "link.views", "ingest", "read")
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = ["__version__", "read", *_MODULE_OF]

if TYPE_CHECKING:
    from whence.errors import ActorsError as ActorsError
    from whence.errors import EvaluateError as EvaluateError
    from whence.errors import FormError as FormError
    from whence.errors import GazetteerError as GazetteerError
    from whence.errors import IngestError as IngestError
    from whence.errors import ModelError as ModelError
    from whence.errors import OutletsError as OutletsError
    from whence.errors import ReadError as ReadError
    from whence.errors import RecordError as RecordError
    from whence.errors import RefusalError as RefusalError
    from whence.errors import SpanError as SpanError
    from whence.errors import StateError as StateError
    from whence.errors import WeightsError as WeightsError
    from whence.errors import WhenceError as WhenceError
    from whence.evaluate import Scores as Scores
    from whence.evaluate import load_readings as load_readings
    from whence.evaluate import score as score
    from whence.evaluate import score_per_report as score_per_report
    from whence.ingest import Columns as Columns
    from whence.ingest import IngestOptions as IngestOptions
    from whence.ingest import read_text as read_text
    from whence.json_form import reading_from_json as reading_from_json
    from whence.json_form import reading_to_json as reading_to_json
    from whence.pipeline import AlreadyThere as AlreadyThere
    from whence.pipeline import Check as Check
    from whence.pipeline import Progress as Progress
    from whence.pipeline import Resolved as Resolved
    from whence.pipeline import doctor as doctor
    from whence.pipeline import read as read
    from whence.pipeline import read_all as read_all
    from whence.pipeline import read_into as read_into
    from whence.pipeline import resolve_record as resolve_record
    from whence.pipeline.explaining import PairEvents as PairEvents
    from whence.pipeline.explaining import explain_pair as explain_pair
    from whence.pipeline.explaining import pair_events as pair_events
    from whence.pipeline.linking import LinkRun as LinkRun
    from whence.pipeline.linking import event_view as event_view
    from whence.pipeline.linking import link_record as link_record
    from whence.pipeline.linking import merge_events as merge_events
    from whence.pipeline.linking import split_event as split_event
    from whence.pipeline.linking import undo_decision as undo_decision
    from whence.read import Reader as Reader
    from whence.read import load_reader as load_reader
    from whence.record import Record as Record
    from whence.resolve import Resolver as Resolver
    from whence.resolve import load_resolver as load_resolver
    from whence.resolve.places import Home as Home
    from whence.resolve.places import find_places as find_places
    from whence.resolve.places import resolve_place as resolve_place
    from whence.resolve.times import find_times as find_times
    from whence.terms import Account as Account
    from whence.terms import AccountLink as AccountLink
    from whence.terms import ActorKind as ActorKind
    from whence.terms import Attribution as Attribution
    from whence.terms import Certainty as Certainty
    from whence.terms import Claim as Claim
    from whence.terms import Count as Count
    from whence.terms import Credit as Credit
    from whence.terms import Decision as Decision
    from whence.terms import EventType as EventType
    from whence.terms import Feature as Feature
    from whence.terms import Harm as Harm
    from whence.terms import Identity as Identity
    from whence.terms import KnownFrom as KnownFrom
    from whence.terms import Location as Location
    from whence.terms import Mode as Mode
    from whence.terms import Party as Party
    from whence.terms import Problem as Problem
    from whence.terms import ProblemKind as ProblemKind
    from whence.terms import ReaderInfo as ReaderInfo
    from whence.terms import Reading as Reading
    from whence.terms import Relation as Relation
    from whence.terms import Report as Report
    from whence.terms import ResolverInfo as ResolverInfo
    from whence.terms import Sector as Sector
    from whence.terms import SourceKind as SourceKind
    from whence.terms import Span as Span
    from whence.terms import Status as Status
    from whence.terms import Toll as Toll
    from whence.terms import Verb as Verb


class _Verb(ModuleType):
    """The room whence.read, which is a verb too: whence.read(source) is whence.pipeline.read(source)."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return import_module("whence.pipeline").read(*args, **options)


class _Whence(ModuleType):
    """The package itself. Python sets a room as its attribute when the room is first imported; there whence.read learns to be called."""

    def __setattr__(self, name: str, value: object) -> None:
        if name == "read" and isinstance(value, ModuleType):
            value.__class__ = _Verb
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name == "read":
        return import_module("whence.read")
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}{_where_else(name)}")
    value = getattr(import_module(_MODULE_OF[name]), name)
    setattr(sys.modules[__name__], name, value)
    return value


def _where_else(name: str) -> str:
    """Say from which room a name can be had, or which public name is like it; empty: neither is known. No room is loaded for it."""
    if name.startswith("_"):
        return ""
    from difflib import get_close_matches

    for room in _ROOMS:
        source = os.path.join(os.path.dirname(__file__), *room.split("."), "__init__.py")  # noqa: PTH118, PTH120  (pathlib is slow to load)
        with open(source, encoding="utf-8") as file:  # noqa: PTH123
            if f'"{name}"' in file.read():
                return f". Write: from whence.{room} import {name}"
    alike = get_close_matches(name, __all__, n=1)
    return f". Did you mean {alike[0]!r}?" if alike else ""


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


sys.modules[__name__].__class__ = _Whence
