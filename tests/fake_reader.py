"""A reader without a model, for tests of what stands around reading: each "struck" is an ASSAULT by what stands before it on what stands after it."""

import os
import re
import time

from whence.terms import Account, AccountLink, Attribution, Claim, EventType, Harm, Party, ReaderInfo, Reading, Report, Span, Status, Toll, claim_id

STRIKE = "Army jets struck a fuel depot in Kalemie on Tuesday, killing 3 of its guards. The dead were taken to the town hospital, the army said."
CLAUSE = re.compile(r"(?P<actor>\w+ \w+) (?:(?P<denied>never) )?(?P<what>struck) (?P<recipient>\w+ \w+)(?: in (?P<place>\w+))?")
KILLED = re.compile(r"killing (\d+)")


class FakeReader:
    """Finds strikes by a pattern; fails on a report that holds the word "unreadable". WHENCE_FAKE_SECONDS: how long each report takes."""

    def __init__(self, version: str = "fake-1") -> None:
        self.info = ReaderInfo(name="fake", version=version, model="0" * 32, runtime="none", cpu="any", settings=(("floor", 0.5),))
        self.read_ids: list[str] = []

    def read(self, report: Report) -> Reading:
        time.sleep(float(os.environ.get("WHENCE_FAKE_SECONDS", "0")))
        if "unreadable" in report.text:
            raise IndexError("the decoder met an empty window")
        self.read_ids.append(report.id)
        account = Account()
        attributions = []
        if said := re.search(r"(the army) (said)", report.text):
            source, cue = Span(*said.span(1), report.text), Span(*said.span(2), report.text)
            account = Account((AccountLink(source, cue),))
            attributions.append(Attribution((source,), (cue,), ()))
        claims = tuple(self._claim(report, match, account) for match in CLAUSE.finditer(report.text))
        return Reading(report=report, claims=claims, attributions=tuple(attributions), reader=self.info)

    def _claim(self, report: Report, match: re.Match[str], account: Account) -> Claim:
        def span(name: str) -> Span:
            return Span(*match.span(name), report.text)

        what, actor, recipient = (span("what"),), (Party(span("actor")),), (Party(span("recipient")),)
        place = (span("place"),) if match["place"] else ()
        status = Status.DID_NOT_OCCUR if match["denied"] else Status.OCCURRED
        killed = KILLED.search(report.text)
        return Claim(
            id=claim_id(report.id, EventType.ASSAULT, status, what=what, actor=actor, recipient=recipient, place=place, time=(), account=account),
            type=EventType.ASSAULT,
            status=status,
            what=what,
            actor=actor,
            recipient=recipient,
            place=place,
            toll=(Toll(Span(*killed.span(1), report.text), Harm.KILLED, int(killed[1]), int(killed[1])),) if killed else (),
            account=account,
            confidence=0.9,
        )
