"""Copies and origins: which reports tell one text, what shows it, and where a report or a claim comes from in the end (docs/copies.md)."""

from whence.errors import OutletsError
from whence.link.copies.found import Copies, Skipped, SkipReason
from whence.link.copies.index import CopyIndex, find_copies
from whence.link.copies.kinds import CopyKind, CopyLink, Shown
from whence.link.copies.origins import ClaimOrigin, Origin, TakenPart, claim_origin
from whence.link.copies.outlets import House, Outlets, load_outlets
from whence.link.copies.sketches import Sketch, sketch

__all__ = [
    "ClaimOrigin",
    "Copies",
    "CopyIndex",
    "CopyKind",
    "CopyLink",
    "House",
    "Origin",
    "Outlets",
    "OutletsError",
    "Shown",
    "Sketch",
    "SkipReason",
    "Skipped",
    "TakenPart",
    "claim_origin",
    "find_copies",
    "load_outlets",
    "sketch",
]
