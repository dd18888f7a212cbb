"""The cast of a report: every name in it, and which names are one and the same figure.

First the names of the table (longest first), then runs of capitalised words that the table lacks, then what both make with the words
beside them; then short forms, abbreviations and last names are joined to the full names that the report gives.
"""

from __future__ import annotations

from whence.resolve.actors.beside import BesideNames
from whence.resolve.actors.descriptions import Descriptions
from whence.resolve.actors.draft import Draft
from whence.resolve.actors.figures import Cast, Figure
from whence.resolve.actors.joins import Joins
from whence.resolve.actors.lexicon import Lexicon
from whence.resolve.actors.listed import ListedNames
from whence.resolve.actors.names import name_key
from whence.resolve.actors.table import ActorTable
from whence.resolve.actors.unlisted import UnlistedNames
from whence.resolve.actors.words import ORGANISATION_WORDS
from whence.terms import Report, Sector

_WEIGHT_OF_HOME = 2  # from which on the state that a report is about may be meant without being named; 1-4 alike on the training corpus


def read_cast(report: Report, table: ActorTable, lexicon: Lexicon) -> Cast:
    """Find the names of a report and who bears them. Linear in the length of the text but for the number of different names."""
    draft = Draft(report, table, lexicon)
    covered = ListedNames(draft).take()
    UnlistedNames(draft).take(covered)
    draft.sort()
    beside = BesideNames(draft)
    beside.take_organs()
    beside.take_contexts()
    joins = Joins(draft)
    joins.take_abbreviations()
    joins.take_short_forms()
    beside.take_militias()
    Descriptions(draft).take()
    joins.take_pairs()
    home = draft.home()
    if home is not None and draft.weights[home] >= _WEIGHT_OF_HOME and (state := table.state(home)) is not None:
        draft.figure_of(state)  # also where only its people and places are named
    for figure in draft.figures:
        figure.sector = _sector(figure, draft)
    return Cast(
        report=report,
        tokens=draft.tokens,
        sentences=draft.sentences,
        mentions=draft.mentions,
        figures=draft.figures,
        home=home,
        seat=draft.seat(),
        dated=draft.dated(),
        weights=draft.weights,
        upper=draft.upper,
        common=frozenset(draft.lower_words),
    )


def _sector(figure: Figure, draft: Draft) -> Sector | None:
    """Tell the sector of a body by its entry or by the words of its name; of a person only by an entry."""
    if figure.actor is not None:
        return draft.table.sector_on(figure.actor, draft.day)
    if figure.person or figure.members or figure.sector is not None:
        return figure.sector
    words = name_key(figure.name).split()
    found = draft.lexicon.head(words, capital=True)
    if found is not None and found[0].sector is not Sector.UNK:
        return found[0].sector
    nouns = (draft.lexicon.nouns.get(word) for word in words if word in ORGANISATION_WORDS)
    return next((noun.sector for noun in nouns if noun is not None and noun.sector is not Sector.UNK), None)
