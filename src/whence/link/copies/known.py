"""What is known of a report besides its text: its house, its day, whom it credits, and how near to an origin it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whence.edtf import days
from whence.link.copies.credits import CreditWords, Role
from whence.link.copies.outlets import House, Outlets
from whence.link.copies.sketches import Sketch
from whence.terms import ReportId
from whence.text import fold


@dataclass(frozen=True, slots=True)
class Known:
    """A report without its text.

    outlet    its outlet, as given
    house     key of its outlet's family; None: no outlet
    agency    its outlet, where that is an agency
    day       of publication, as a number; None: the day is not known
    period    first and last day between which it was published, as numbers; None: not known
    credit    whose the text is, where it says so and names another than its own house
    words     of that credit
    helped    agencies that contributed, each with the words
    """

    id: ReportId
    outlet: str | None
    house: str | None
    agency: House | None
    day: int | None
    period: tuple[int, int] | None
    credit: House | None
    words: CreditWords | None
    helped: tuple[tuple[House, CreditWords], ...]
    n_words: int

    @property
    def wire(self) -> House | None:
        """The agency or the outlet that the whole text comes from: the outlet itself where that is an agency, else the credit."""
        return self.agency or self.credit

    def credits(self, house: str | None) -> bool:
        """Tell whether the credit names a house, by key or by name."""
        return self.credit is not None and house is not None and is_house(self.credit, house)

    @property
    def rank(self) -> tuple[bool, int, bool, bool, int, str]:
        """Orders reports, nearest to an origin first.

        Who credits another outlet that is no agency comes last; then the earlier day (unknown: last), the agency itself, who credits an agency, the
        longer story, the id.
        """
        credits_outlet = self.credit is not None and not self.credit.is_agency
        return (credits_outlet, 10**8 if self.day is None else self.day, self.agency is None, self.credit is None, -self.n_words, self.id)


def know(sketch: Sketch, outlets: Outlets) -> Known:
    """Resolve what a sketch keeps of its report against the table of outlets."""
    own = None if sketch.outlet is None else outlets.house_of(sketch.outlet)
    house = outlets.family_of(sketch.outlet)
    credit, words = _credit(sketch, outlets, house)
    helped = tuple((agency, found) for found in sketch.credits if found.role is Role.PART for agency in outlets.agencies_in(found.name))
    agency = own if own is not None and own.is_agency else None
    period = _period(sketch.published)
    day = None if period is None or period[0] != period[1] else period[0]
    return Known(sketch.id, sketch.outlet, house, agency, day, period, credit, words, helped, sketch.n_words)


def days_apart(a: Known, b: Known) -> int:
    """Least number of days between the publication of two reports; 0 where it is not known."""
    if a.period is None or b.period is None:
        return 0
    return max(0, a.period[0] - b.period[1], b.period[0] - a.period[1])


def _period(published: str | None) -> tuple[int, int] | None:
    bounds = None if published is None else days(published)
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    return bounds[0].toordinal(), bounds[1].toordinal()


def _credit(sketch: Sketch, outlets: Outlets, house: str | None) -> tuple[House | None, CreditWords | None]:
    for role in (Role.WHOLE, Role.MARK):
        for found in sketch.credits:
            if found.role is not role:
                continue
            named = outlets.house_of(found.name)
            if named is None and role is Role.WHOLE and (key := outlets.family_of(found.name)) is not None:
                named = House(key, found.name, is_agency=False, in_table=False)
            if named is None or (role is Role.MARK and not named.is_agency):
                continue
            if house is None or not is_house(named, house):
                return named, found
    return None, None


def is_house(named: House, house: str) -> bool:
    """Tell whether who is named is a house, given by its key: "Lagos Courier", a name outside the table, is lagoscourier.example."""
    if named.in_table:
        return named.key == house
    plain = re.sub(r"\W|^the ", "", fold(named.name))
    label = re.sub(r"\W", "", house.split(".")[0])
    return named.key == house or (len(min(plain, label, key=len)) >= 4 and (plain.startswith(label) or label.startswith(plain)))
