"""Reports and readings built by hand, for the tests of the record. Incidents and outlets are invented."""

from __future__ import annotations

from whence.terms import (
    Account,
    AccountLink,
    Attribution,
    Claim,
    Count,
    Credit,
    EventType,
    Harm,
    KnownFrom,
    Mode,
    Party,
    Problem,
    ProblemKind,
    ReaderInfo,
    Reading,
    Report,
    Span,
    Status,
    Toll,
    claim_id,
    report_id,
)

READER = ReaderInfo(
    name="hand", version="1", model="ab" * 16, runtime="none 1.0", cpu="avx2", settings=(("floor", 0.5), ("max_words", 200), ("mode", "plain"))
)
NEWER = ReaderInfo(name="hand", version="2")


def report(n: int = 0, *, outlet: str = "Tigris Courier", path: str | None = None, dateline: bool = True) -> Report:
    """Make report number n: the same n gives the same report."""
    text = (
        f"Drone hits depot {n} near Kirkuk\n\nKIRKUK (Zagros Wire) — Two drones hit fuel depot {n} near Kirkuk on Tuesday, killing at least "
        "three guards, the “Zab Council” said. The ministry denied that “any” depot was hit. Police said café owners had counted "
        "12 blasts 💥 since May."
    )
    return Report(
        id=report_id(text, outlet=outlet),
        text=text,
        title=text.split("\n")[0],
        outlet=outlet,
        language="en",
        published="2031-05-06",
        published_from=KnownFrom.METADATA,
        dateline=span(text, "KIRKUK (Zagros Wire)") if dateline else None,
        origin=Credit("Zagros Wire", span(text, "Zagros Wire")),
        path=path or f"reports/{n}.txt",
    )


def span(text: str, words: str, *, after: str = "") -> Span:
    """Find the first place of the words in the text, behind the words `after`."""
    start = text.index(words, text.index(after))
    return Span(start, start + len(words), text)


def claim(
    report: Report, what: str, *, type: EventType = EventType.ASSAULT, status: Status = Status.OCCURRED, after: str = "", **more: object
) -> Claim:
    """Make a claim with the words `what`; more fields as given."""
    spans = (span(report.text, what, after=after),)
    id = claim_id(report.id, type, status, what=spans, actor=(), recipient=(), place=(), time=(), account=Account())
    return Claim(id=id, type=type, status=status, what=spans, **more)  # type: ignore[arg-type]


def reading(
    n: int = 0, *, reader: ReaderInfo | None = READER, path: str | None = None, problems: tuple[Problem, ...] = (), dateline: bool = True
) -> Reading:
    """Make a reading of report n with three claims that fill every field between them, and one attribution."""
    of = report(n, path=path, dateline=dateline)
    text = of.text
    council, ministry = span(text, "the “Zab Council”"), span(text, "The ministry")
    struck = claim(
        of,
        "hit",
        after="Two drones",
        mode=Mode.DRONE,
        actor=(Party(span(text, "Two drones")),),
        recipient=(Party(span(text, f"fuel depot {n}"), "Tigris Oil"), Party(span(text, "three guards"))),
        place=(span(text, "near Kirkuk", after="fuel"),),
        time=(span(text, "on Tuesday"),),
        date="2031-05-06",
        means=(span(text, "Two drones"),),
        toll=(Toll(span(text, "at least three guards"), Harm.KILLED, 3, None),),
        account=Account((AccountLink(council, span(text, "said", after="Council")), AccountLink(None, None))),
        sentence=span(text, text[text.index("Two drones") : text.index(" The ministry")]),
        confidence=0.8125,
    )
    denied = claim(
        of,
        "was hit",
        status=Status.DID_NOT_OCCUR,
        account=Account((AccountLink(ministry, span(text, "denied")),)),
        note="denial",
    )
    counted = claim(
        of,
        "blasts 💥",
        count=Count(span(text, "12"), 12, 12),
        account=Account((AccountLink(span(text, "Police"), span(text, "said", after="Police")), AccountLink(span(text, "café owners")))),
    )
    told = Attribution((council,), (span(text, "said", after="Council"),), (span(text, text[text.index("Two drones") : text.index(", the “Zab")]),))
    return Reading(report=of, claims=(struck, denied, counted), attributions=(told,), problems=problems, reader=reader)


def problem(where: str = "reports/broken.txt", *, kind: ProblemKind = ProblemKind.ENCODING) -> Problem:
    """Make a problem with a file."""
    return Problem(kind, where, f"{where} is in no encoding that can be told.", "Name it: --encoding cp1256")
