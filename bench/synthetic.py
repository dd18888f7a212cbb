"""Tellings made at random with the skew of real coverage: a few stories that hundreds of reports tell, many that one does; few places and parties
that are in everything, thousands that are in one report; most claims without a place, half without a party, dates inferred.

Shares are those of what the bundled reader gives on the reports of ../shared/clusters: claims a report, claims with places and parties, dates with time
words of their own, words a sentence.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from whence.link.events import PartyTold, PlaceTold, Telling, TollTold
from whence.link.events.words import families, table_rows
from whence.terms import Certainty, ClaimId, EventType, Harm, ReportId, Status, content_hash

FIRST_DAY = date(2023, 1, 1).toordinal()
CLAIMS_A_DAY = 2500
CLAIMS_A_REPORT = 25
N_PLACES, N_PARTIES, N_RARE = 4_000, 20_000, 300_000
SHARE_TYPES = {
    EventType.ASSAULT: 24, EventType.MOBILIZE: 11, EventType.COERCE: 11, EventType.ACCUSE: 14, EventType.REQUEST: 7, EventType.REJECT: 5,
    EventType.THREATEN: 4, EventType.AGREE: 4, EventType.CONSULT: 5, EventType.SUPPORT: 4, EventType.SANCTION: 4, EventType.AID: 3, EventType.RETREAT: 2,
    EventType.PROTEST: 1, EventType.COOPERATE: 1,
}  # fmt: skip
SHARE_STATUSES = {Status.OCCURRED: 76, Status.ONGOING: 5, Status.DID_NOT_OCCUR: 3, Status.PLANNED: 8, Status.POSSIBLE: 6, Status.DEMANDED: 2}
PLACE, ACTOR, RECIPIENT, OWN_DATE, TOLL = 0.18, 0.55, 0.45, 0.16, 0.08
OF_EVENT, OF_STORY = 0.65, 0.2  # of the claims of a report: of an event of its story, of the story's matter alone; the rest is of anything


@dataclass(frozen=True, slots=True)
class Happening:
    """What its tellings have in common."""

    type: EventType
    what: tuple[str, ...]
    day: int
    place: PlaceTold
    actor: PartyTold
    recipient: PartyTold
    words: tuple[str, ...]
    toll: int


@dataclass(frozen=True, slots=True)
class Matter:
    """A story: the events that its reports tell, the words that they share, the number of its reports."""

    happenings: tuple[Happening, ...]
    words: tuple[str, ...]
    n_reports: int


class World:
    """Places, parties and words, with their skew."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.common = [row[0] for row in table_rows("common.tsv")]
        self.what = [word for word in self.common if families([word])]
        self.places = [self._place(i) for i in range(N_PLACES)]
        self.parties = [self._party(i) for i in range(N_PARTIES)]
        self.types, self.type_shares = list(SHARE_TYPES), list(SHARE_TYPES.values())
        self.statuses, self.status_shares = list(SHARE_STATUSES), list(SHARE_STATUSES.values())

    def _place(self, i: int) -> PlaceTold:
        lat, lon = self.random.uniform(-40, 60), self.random.uniform(-120, 140)
        return PlaceTold(id=f"place {i}", lat=lat, lon=lon, uncertainty_km=300 if i % 7 == 0 else 8, countries=(f"C{i % 90}",))

    def _party(self, i: int) -> PartyTold:
        sort = i % 4
        id_ = f"party-{i}" if sort < 2 else None
        return PartyTold(id=id_, name=f"party {i}" if sort < 3 else None, country=f"C{i % 90}", state=i < 90, person=sort == 1)

    def skewed(self, n: int) -> int:
        """Draw a number below n, low ones far more often: about one in each doubling."""
        return min(n - 1, int(n ** self.random.random()) - 1)

    def rare(self) -> str:
        """Draw a rare word; some of them often."""
        return f"w{self.skewed(N_RARE) if self.random.random() < 0.5 else self.random.randrange(N_RARE)}"

    def happening(self, day: int, place: PlaceTold, parties: list[PartyTold]) -> Happening:
        """Make one event of a story."""
        r = self.random
        return Happening(
            type=r.choices(self.types, self.type_shares)[0],
            what=(r.choice(self.what),),
            day=day - min(int(r.expovariate(0.5)), 30),
            place=place if r.random() < 0.7 else self.places[self.skewed(N_PLACES)],
            actor=r.choice(parties),
            recipient=r.choice(parties),
            words=tuple(self.rare() for _ in range(4)),
            toll=1 + self.skewed(200),
        )

    def matter(self, day: int) -> Matter:
        """Make a story that begins on a day."""
        r = self.random
        place = self.places[self.skewed(N_PLACES)]
        parties = [self.parties[self.skewed(N_PARTIES)] for _ in range(r.randint(2, 5))]
        n_reports = max(1, int(0.8 / (r.random() + 0.0015)))  # one in 100 has 70 reports or more, the largest some 500
        n_events = 3 + min(20, int(n_reports**0.5))
        happenings = tuple(self.happening(day, place, parties) for _ in range(n_events))
        return Matter(happenings, tuple(self.rare() for _ in range(10)), n_reports)

    def telling(self, story: Matter, report: str, published: int, number: int, story_words: tuple[str, ...]) -> Telling:
        """Make one claim of a report."""
        r = self.random
        kind = r.random()
        if kind < OF_EVENT:
            event = story.happenings[self.skewed(len(story.happenings))]
        else:
            parties = [self.parties[self.skewed(N_PARTIES)] for _ in range(2)] if kind > OF_EVENT + OF_STORY else [story.happenings[0].actor]
            event = self.happening(published, self.places[self.skewed(N_PLACES)], parties)
        what = event.what if r.random() < 0.6 else (r.choice(self.what),)
        own = r.random() < OWN_DATE
        first = event.day if own or r.random() < 0.5 else published
        placed, acting, acted = r.random() < PLACE, r.random() < ACTOR, r.random() < RECIPIENT
        words = (*r.sample(event.words, 2), r.choice(story.words), self.rare(), *(r.choice(self.common) for _ in range(9)), *what)
        return Telling(
            claim=ClaimId(content_hash(report, str(number), n_bytes=8)),
            report=ReportId(report),
            origin=report,
            type=event.type if r.random() < 0.85 else r.choices(self.types, self.type_shares)[0],
            status=r.choices(self.statuses, self.status_shares)[0],
            published=published,
            first=first,
            last=first,
            certainty=Certainty.EXACT if own else Certainty.INFERRED,
            places=(event.place,) if placed else (),
            place_words=(event.place.id.replace(" ", ""),) if placed else (),
            actors=(event.actor,) if acting else (),
            actor_words=(f"p{event.actor.country}", event.words[0]) if acting else (),
            recipients=(event.recipient,) if acted else (),
            recipient_words=(f"p{event.recipient.country}", event.words[1]) if acted else (),
            tolls=(TollTold(Harm.KILLED, event.toll, event.toll),) if r.random() < TOLL else (),
            what=what,
            families=families(what),
            words=words,
            story=story_words,
            at=number * 150,
        )


def tellings(n: int, seed: int = 5) -> Iterator[Telling]:
    """Make n tellings, report by report, in order of days; the first of a larger number are the same."""
    world = World(seed)
    r = world.random
    n_made = n_stories = 0
    day = FIRST_DAY
    while True:
        n_today = 0
        while n_today < CLAIMS_A_DAY:
            story = world.matter(day)
            n_stories += 1
            n_today += story.n_reports * CLAIMS_A_REPORT
            for number in range(story.n_reports):
                published = day + min(int(r.expovariate(0.8)), 20)
                report = content_hash(str(n_stories), str(number))
                story_words = (*story.words[: r.randint(5, 10)], *(world.rare() for _ in range(2)))
                for claim in range(max(1, int(r.gauss(CLAIMS_A_REPORT, 12)))):
                    yield world.telling(story, report, published, claim, story_words)
                    n_made += 1
                    if n_made == n:
                        return
        day += 1
