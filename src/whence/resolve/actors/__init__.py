"""Actors: whom the parties and sources of a report stand for, by a table of names, by grammar, by reference within the report, each with its reason.

Public here: `load_actors`, `resolve_actors`, `classify_sources` and the types that they give.
"""

from whence.resolve.actors.resolve import resolve_actors
from whence.resolve.actors.sources import classify_sources, source_kind
from whence.resolve.actors.table import ActorTable, load_actors
from whence.resolve.actors.values import Actor, ActorId, ActorValue, Term
from whence.terms import ActorKind, Sector, SourceKind

__all__ = [
    "Actor",
    "ActorId",
    "ActorKind",
    "ActorTable",
    "ActorValue",
    "Sector",
    "SourceKind",
    "Term",
    "classify_sources",
    "load_actors",
    "resolve_actors",
    "source_kind",
]
