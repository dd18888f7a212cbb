"""Events as views: what the accounts of one happening say, side by side, with the figures, differences and grade that follow by written rules.

Public here: `Told`, `view_event`, `account_rows`, `foretelling_rows`, `view_to_json` and the types that they give.
"""

from whence.link.views.contested import Disagreement, Field, Kind, Side
from whence.link.views.cues import Scope
from whence.link.views.dates import When
from whence.link.views.derived import AcledFigure, AirwarsFigure, DerivedFigures, HarmRange, PeopleRange, Range, UcdpFigure
from whence.link.views.event import EventView, account_rows, foretelling_rows, view_event
from whence.link.views.figures import Figure, Role
from whence.link.views.form import view_to_json
from whence.link.views.grade import Grade, Graded, Rule
from whence.link.views.parties import PartyView
from whence.link.views.people import Camp, People
from whence.link.views.places import BestPlace, PlaceTold
from whence.link.views.rows import AccountRow, Carrier, Dated, Named
from whence.link.views.told import Backing, Standing, Supported, Told
from whence.link.views.totals import Total

__all__ = [
    "AccountRow",
    "AcledFigure",
    "AirwarsFigure",
    "Backing",
    "BestPlace",
    "Camp",
    "Carrier",
    "Dated",
    "DerivedFigures",
    "Disagreement",
    "EventView",
    "Field",
    "Figure",
    "Grade",
    "Graded",
    "HarmRange",
    "Kind",
    "Named",
    "PartyView",
    "People",
    "PeopleRange",
    "PlaceTold",
    "Range",
    "Role",
    "Rule",
    "Scope",
    "Side",
    "Standing",
    "Supported",
    "Told",
    "Total",
    "UcdpFigure",
    "When",
    "account_rows",
    "foretelling_rows",
    "view_event",
    "view_to_json",
]
