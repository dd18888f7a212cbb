"""Tellings made by hand, and made at random for the promises that hold for all."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from whence.link.events import PartyTold, PlaceTold, Telling, TollTold
from whence.link.events.words import families
from whence.terms import Certainty, ClaimId, EventType, Harm, Mode, ReportId, Status

KUFRA = PlaceTold(id="kufra", lat=24.2, lon=23.3, uncertainty_km=5, countries=("LY",))
SEBHA = PlaceTold(id="sebha", lat=27.0, lon=14.4, uncertainty_km=5, countries=("LY",))
LIBYA = PlaceTold(id="libya", lat=25.0, lon=17.0, uncertainty_km=900, countries=("LY",))
FRONT = PartyTold(id="dune-front", name="dune front", country="LBY")
ARMY = PartyTold(id="LBY/army", name="libyan army", country="LBY")


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def telling(
    claim: str, report: str | None = None, *, on: str | None = "2024-03-05", published: str | None = "2024-03-06", **fields: object
) -> Telling:
    """Make a telling of the Dune Front's shelling of Kufra, told in full, with some fields otherwise."""
    what = fields.pop("what", ("shell",))
    given: dict[str, object] = {
        "type": EventType.ASSAULT,
        "status": Status.OCCURRED,
        "certainty": Certainty.EXACT if on else None,
        "places": (KUFRA,),
        "place_words": ("kufra",),
        "actors": (FRONT,),
        "actor_words": ("dune", "front"),
        "recipients": (ARMY,),
        "recipient_words": ("armi", "post"),
        "what": what,
        "families": families(what),  # type: ignore[arg-type]
        "words": ("kufra", "dune", "mortar", "front", "post", "armi", "shell"),
        "story": ("kufra", "dune", "mortar"),
        "at": 40,
    }
    return Telling(
        claim=ClaimId(claim),
        report=ReportId(report or f"report of {claim}"),
        origin=report or f"report of {claim}",
        published=None if published is None else day(published),
        first=None if on is None else day(on),
        last=None if on is None else day(on),
        **(given | fields),  # type: ignore[arg-type]
    )


def _few(values: list[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


@st.composite
def collections(draw: st.DrawFn, most: int = 24) -> list[Telling]:
    """Tellings that share much: few reports, days, places, parties and words, so that blocks outgrow small limits and chains of likeness arise."""
    found = []
    for number in range(draw(st.integers(0, most))):
        first = draw(st.none() | st.integers(738_000, 738_006))
        found.append(
            Telling(
                claim=ClaimId(f"claim {number}"),
                report=ReportId(f"report {draw(st.integers(0, 5))}"),
                origin="an agency",
                type=draw(st.sampled_from([EventType.ASSAULT, EventType.COERCE, EventType.AID])),
                status=draw(st.sampled_from([Status.OCCURRED, Status.OCCURRED, Status.DID_NOT_OCCUR, Status.PLANNED])),
                mode=draw(st.none() | st.sampled_from([Mode.AERIAL, Mode.FIREARMS])),
                published=draw(st.none() | st.integers(738_004, 738_008)),
                first=first,
                last=None if first is None else first + draw(st.integers(0, 3)),
                certainty=None if first is None else draw(st.sampled_from([Certainty.EXACT, Certainty.INFERRED])),
                places=draw(_few([KUFRA, SEBHA, LIBYA])),
                place_words=draw(_few(["kufra", "sebha"])),
                actors=draw(_few([FRONT, ARMY])),
                actor_words=draw(_few(["dune", "armi"])),
                recipients=draw(_few([FRONT, ARMY])),
                recipient_words=draw(_few(["dune", "armi"])),
                tolls=draw(_few([TollTold(Harm.KILLED, 12, 12), TollTold(Harm.KILLED, 14, None), TollTold(Harm.INJURED, 3, 5)])),
                means=draw(_few(["mortar", "drone"])),
                what=draw(_few(["shell", "strik", "mortar"])),
                families=draw(_few(["bomb", "strike"])),
                general=draw(st.booleans()),
                words=draw(_few(["mortar", "quarri", "kufra", "post", "dusk"], 5)),
                story=draw(_few(["mortar", "quarri", "dusk"], 3)),
                at=draw(st.sampled_from([0, 0, 120, 900])),
            )
        )
    return found
