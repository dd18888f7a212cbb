"""Places: every toponym of a text and every place of a claim to a point of the world, with its uncertainty and the reason.

    from whence.resolve.places import find_places, resolve_claim_places, resolve_place

    for mention in find_places(report.text):
        print(mention.span.words, mention.kind, mention.place, mention.reason.why)

Offline: a gazetteer comes along; `add_geonames` and `add_overlay` take more. Every public name but the nouns is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from whence.resolve.places.place import Alternative, ClaimPlace, MentionKind, Place, PlaceId, PlaceMention, PlaceReason
from whence.terms import Feature, Relation

if TYPE_CHECKING:
    from whence.resolve.places.claims import resolve_claim_places
    from whence.resolve.places.default import data_folder
    from whence.resolve.places.find import find_places, resolve_place
    from whence.resolve.places.gazetteer import Gazetteer, open_gazetteer
    from whence.resolve.places.geonames import LoadProgress, add_geonames
    from whence.resolve.places.home import LEAST_REPORTS, Home, Homes
    from whence.resolve.places.sources import Source, add_overlay, list_sources, remove_source

_HOME = {
    "claims": ("resolve_claim_places",),
    "default": ("data_folder",),
    "find": ("find_places", "resolve_place"),
    "gazetteer": ("Gazetteer", "open_gazetteer"),
    "geonames": ("LoadProgress", "add_geonames"),
    "home": ("LEAST_REPORTS", "Home", "Homes"),
    "sources": ("Source", "add_overlay", "list_sources", "remove_source"),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "LEAST_REPORTS",
    "Alternative",
    "ClaimPlace",
    "Feature",
    "Gazetteer",
    "Home",
    "Homes",
    "LoadProgress",
    "MentionKind",
    "Place",
    "PlaceId",
    "PlaceMention",
    "PlaceReason",
    "Relation",
    "Source",
    "add_geonames",
    "add_overlay",
    "data_folder",
    "find_places",
    "list_sources",
    "open_gazetteer",
    "remove_source",
    "resolve_claim_places",
    "resolve_place",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
