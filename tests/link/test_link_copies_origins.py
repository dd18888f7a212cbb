import pytest
from link_copies_told import OTHER, STORY, credited, day, report

from whence.link.copies import Origin, claim_origin, find_copies
from whence.terms import (
    Account,
    AccountLink,
    ActorKind,
    Claim,
    ClaimId,
    EventType,
    Identity,
    ReaderInfo,
    Reading,
    Report,
    SourceKind,
    Span,
    Status,
)


def claim(found: Report, words: str, *links: AccountLink) -> tuple[Reading, Claim]:
    """Make a claim of one word of a report, by the account given."""
    start = found.text.index(words)
    made = Claim(
        id=ClaimId("0" * 16),
        type=EventType.ASSAULT,
        status=Status.OCCURRED,
        what=(Span(start, start + len(words), found.text),),
        account=Account(links),
    )
    return Reading(report=found, claims=(made,), attributions=(), reader=ReaderInfo(name="hand", version="1")), made


def source(found: Report, words: str, **known: object) -> AccountLink:
    start = found.text.index(words)
    return AccountLink(source=Span(start, start + len(words), found.text), **known)  # type: ignore[arg-type]


def identity(id_: str | None, kind: ActorKind = ActorKind.STATE) -> Identity:
    return Identity(kind=kind, rule="listed", reason="It is in the table.", id=id_)


def test_copies_have_the_origin_of_their_root_and_others_their_own() -> None:
    reports = [
        report("a", STORY, published=day(3), outlet="courier.example"),
        report("b", STORY[:3], published=day(4)),
        report("c", STORY, published=day(5)),
        report("d", OTHER, published=day(3)),
    ]
    origins = find_copies(reports).origins
    assert {id_: (origin.key, origin.root) for id_, origin in origins.items()} == {"a": ("a", "a"), "b": ("a", "a"), "c": ("a", "a"), "d": ("d", "d")}
    assert origins["b"].name == "courier.example"
    assert origins["b"].why == "The first of 3 reports with this story."


def test_the_agency_that_any_copy_names_is_the_origin_of_all() -> None:
    reports = [
        report("a", STORY, published=day(3), outlet="courier.example"),
        credited("b", STORY, "AP", published=day(4)),
        report("c", OTHER, published=day(4), outlet="www.apnews.com"),
    ]
    origins = find_copies(reports).origins
    assert {origin.key for origin in origins.values()} == {"wire:associated-press"}
    assert origins["a"].name == "Associated Press"
    assert origins["a"].why == "1 of 2 reports with this story name Associated Press."
    assert origins["c"].why == "Its outlet is Associated Press."


def test_a_credit_is_read_from_the_words_of_a_report_too() -> None:
    for line in ("Copyright 2024 The Associated Press. All rights reserved.", "Source: AP", "(AP)"):
        found = report("a", [*STORY, line], outlet="courier.example")
        assert find_copies([found]).origins["a"].key == "wire:associated-press", line
    for line in ("Copyright 2024 Varna Courier. All rights reserved.", "The Associated Press contributed to this report.", "jm/dm (AFP, dpa)"):
        assert find_copies([report("a", [*STORY, line], outlet="varnacourier.example")]).origins["a"].key == "a", line


def test_the_outlet_that_a_copy_credits_is_its_origin_where_its_report_is_not_there() -> None:
    found = credited("b", STORY, "The Varna Courier")
    assert find_copies([found]).origins["b"].key == "wire:varna courier"


def test_two_reports_of_one_agency_are_of_one_origin_without_a_link() -> None:
    copies = find_copies([credited("a", STORY, "Reuters", published=day(3)), credited("b", OTHER, "Thomson Reuters", published=day(3))])
    assert copies.links == ()
    assert copies.share_origin("a", "b")


def test_a_claim_in_what_was_taken_over_has_that_origin_and_one_in_the_rest_its_own() -> None:
    copies = find_copies(
        [credited("a", STORY, "Reuters", published=day(3)), report("b", [*STORY, *OTHER], published=day(4), outlet="courier.example")]
    )
    found = report("b", [*STORY, *OTHER], published=day(4), outlet="courier.example")
    origin = copies.origins["b"]
    assert origin.key == "b"
    taken = claim_origin(*claim(found, "burned"), origin)
    assert (taken.key, taken.name) == ("wire:reuters", "Reuters")
    assert taken.why == "Its sentence stands in report a."
    assert claim_origin(*claim(found, "walked out"), origin).key == "b"


def test_the_innermost_named_source_is_the_origin_of_a_claim() -> None:
    found = report("b", ["Reuters said that the ministry of defence had told SANA that a bridge was burned.", *OTHER])
    own = Origin("b", "b", "", found.id)
    agency = source(found, "Reuters", name="Reuters", kind=SourceKind.MEDIA, identity=identity("reuters", ActorKind.MEDIA))
    ministry = source(found, "the ministry of defence", name="Syria's defence ministry", kind=SourceKind.OFFICIAL, identity=identity("SYR/military"))
    assert claim_origin(*claim(found, "burned", agency, ministry), own).key == "source:SYR/military"
    assert claim_origin(*claim(found, "burned", agency), own).key == "wire:reuters"
    assert claim_origin(*claim(found, "burned", source(found, "SANA", name="SANA")), own).key == "wire:sana"
    assert claim_origin(*claim(found, "burned", source(found, "the ministry of defence", name="Ivaylo Denchev")), own).key == "source:ivaylo denchev"


@pytest.mark.parametrize(
    "known",
    [
        {},
        {"name": "residents"},
        {"name": "a Western diplomat in Sofia", "kind": SourceKind.ANONYMOUS},
        {"name": "a hospital official in Varna", "kind": SourceKind.OFFICIAL, "identity": identity(None, ActorKind.UNKNOWN)},
        {"name": "Varna residents", "kind": SourceKind.WITNESS, "identity": identity("BGR/people")},
    ],
)
def test_witnesses_and_sources_without_a_name_are_nobody(known: dict[str, object]) -> None:
    found = report("b", ["Reuters quoted residents as saying that a bridge was burned.", *OTHER])
    own, link = Origin("b", "b", "", found.id), source(found, "residents", **known)
    assert claim_origin(*claim(found, "burned", link), own).key == "b"
    assert claim_origin(*claim(found, "burned", source(found, "Reuters", name="Reuters"), link), own).key == "wire:reuters"
