import io
from dataclasses import replace

from rich.console import Console

from whence.cli.passage import Mark, marks_of, passage, print_claim
from whence.terms import (
    Account,
    AccountLink,
    ActorKind,
    Certainty,
    Claim,
    ClaimId,
    EventType,
    Identity,
    Location,
    Party,
    ReaderInfo,
    Reading,
    Relation,
    Report,
    ReportId,
    ResolverInfo,
    Sector,
    SourceKind,
    Span,
    Status,
)

TEXT = (
    "Army shells Tal Abyad\n\nThe army shelled the market of Tal Abyad on Monday. Residents fled. Nobody knows how many. "
    "It was revenge, a spokesman said."
)


def span(words: str, *, after: str = "") -> Span:
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start, start + len(words), TEXT)


def mark(field: str, words: str, *, after: str = "\n") -> Mark:
    return Mark(field, field, span(words, after=after))


def test_each_field_is_marked_with_its_name() -> None:
    shown = passage(TEXT, [mark("actor", "The army"), mark("what", "shelled"), mark("time", "Monday")]).plain
    assert shown == "[actor: The army] [what: shelled] the market of Tal Abyad on [time: Monday]."


def test_a_field_inside_another_is_marked_inside_it() -> None:
    shown = passage(TEXT, [mark("recipient", "the market of Tal Abyad"), mark("place", "Tal Abyad")]).plain
    assert "[recipient: the market of [place: Tal Abyad]]" in shown


def test_fields_on_the_same_words_share_their_brackets() -> None:
    assert "[recipient, place: Tal Abyad]" in passage(TEXT, [mark("recipient", "Tal Abyad"), mark("place", "Tal Abyad")]).plain


def test_fields_that_cross_are_cut_where_they_do() -> None:
    shown = passage(TEXT, [mark("recipient", "the market of Tal"), mark("place", "Tal Abyad")]).plain
    assert "[recipient: the market of [place: Tal]][place:  Abyad]" in shown


def test_a_field_in_another_sentence_brings_that_sentence() -> None:
    shown = passage(TEXT, [mark("what", "shelled"), mark("actor", "Residents")]).plain
    assert shown.endswith("on Monday. [actor: Residents] fled.")


def test_sentences_that_hold_no_field_are_left_out_visibly() -> None:
    shown = passage(TEXT, [mark("what", "shelled"), mark("source", "a spokesman")]).plain
    assert "on Monday. […] It was revenge, [source: a spokesman] said." in shown


def test_all_words_of_the_shown_sentences_are_there() -> None:
    shown = passage(TEXT, [mark("what", "shelled")]).plain.replace("[what: ", "").replace("]", "")
    assert shown == "The army shelled the market of Tal Abyad on Monday."


def test_a_claim_in_a_text_without_sentence_end_is_shown() -> None:
    text = "army shells market"
    assert passage(text, [Mark("what", "what", Span(5, 11, text))]).plain == "army [what: shells] market"


def claim() -> Claim:
    return Claim(
        id=ClaimId("0123456789abcdef"),
        type=EventType.ASSAULT,
        status=Status.OCCURRED,
        what=(span("shelled"),),
        actor=(Party(span("The army"), "Syrian Army"),),
        account=Account((AccountLink(span("Residents"), None), AccountLink(span("a spokesman"), span("said")))),
        confidence=0.91,
    )


def printed(reading: Reading) -> str:
    console = Console(file=io.StringIO(), width=80)
    print_claim(console, reading, reading.claims[0])
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


READER = ReaderInfo(name="small", version="1+abc", model="f" * 32, runtime="onnxruntime 1.2", cpu="avx2", settings=(("floor", 0.5),))


def test_the_links_of_an_account_are_numbered_from_the_outermost() -> None:
    assert [m.label for m in marks_of(claim())] == ["what", "actor", "source 1", "source 2", "cue 2"]


def test_each_field_is_listed_with_offsets_that_slice_its_words() -> None:
    shown = printed(Reading(report=Report(id=ReportId("r"), text=TEXT), claims=(claim(),)))
    (row,) = (line for line in shown.splitlines() if line.startswith("actor"))
    start, _, end = row.split()[3].partition(":")
    assert TEXT[int(start) : int(end)] == "The army"
    assert row.rstrip().endswith("Syrian Army")


def test_reader_and_model_are_told() -> None:
    shown = printed(Reading(report=Report(id=ReportId("r"), text=TEXT), claims=(claim(),), reader=READER))
    assert [line.split() for line in shown.splitlines()[-5:]] == [
        ["reader", "small", "1+abc"],
        ["model", "f" * 32],
        ["runtime", "onnxruntime", "1.2"],
        ["cpu", "avx2"],
        ["settings", "floor", "0.5"],
    ]


def test_the_resolver_is_told_with_what_was_added_to_it() -> None:
    resolver = ResolverInfo(version="1+def", gazetteer=("IQ 2031-05-06",), actors=("mine.toml 1a2b",))
    shown = printed(Reading(report=Report(id=ReportId("r"), text=TEXT), claims=(claim(),), resolver=resolver))
    assert shown.splitlines()[-1].split(maxsplit=1) == ["resolver", "1+def, IQ 2031-05-06, mine.toml 1a2b"]


def test_every_value_stands_with_its_reason() -> None:
    near = Location(
        span=span("Tal Abyad"),
        rule="only one",
        reason="One place is called so.",
        relation=Relation.NEAR,
        name="Tall Abyaḑ",
        admin1="Raqqa",
        countries=("SY",),
        lat=36.69748,
        lon=38.95655,
        uncertainty_km=16.4,
    )
    army = Identity(kind=ActorKind.BODY, rule="organ", reason="The army of Syria.", country="SYR", sector=Sector.MIL)
    source = AccountLink(
        span("Residents"), None, None, SourceKind.WITNESS, Identity(kind=ActorKind.PEOPLE, rule="unnamed", reason="Nobody is named.")
    )
    told = replace(
        claim(), actor=(Party(span("The army"), "Syrian Army", army),), place=(span("Tal Abyad"),), locations=(near,), account=Account((source,))
    )
    by_field = {m.field: (m.value, m.reason) for m in marks_of(told)}
    assert by_field["actor"] == ("Syrian Army, SYR MIL", "The army of Syria. (organ)")
    assert by_field["place"] == ("near Tall Abyaḑ, Raqqa, SY; 36.6975, 38.9566 ±16 km", "One place is called so. (only one)")
    assert by_field["source"] == ("witness", "Nobody is named. (unnamed)")


def test_a_place_that_cannot_be_told_says_why() -> None:
    told = replace(
        claim(), place=(span("the market"),), locations=(Location(span=span("the market"), rule="names no place", reason="A market has no name."),)
    )
    (mark_,) = (m for m in marks_of(told) if m.field == "place")
    assert (mark_.value, mark_.reason) == ("", "A market has no name. (names no place)")


def test_what_a_person_named_has_no_reason() -> None:
    named = Identity(kind=ActorKind.BODY, rule="", reason="", country="SYR")
    (mark_,) = (m for m in marks_of(replace(claim(), actor=(Party(span("The army"), "Syrian Army", named),))) if m.field == "actor")
    assert (mark_.value, mark_.reason) == ("Syrian Army, SYR", "")


def test_the_date_is_told_with_its_reason() -> None:
    dated = replace(claim(), date="2024-02-05", date_reason="weekday; its own words", date_certainty=Certainty.EXACT)
    assert "2024-02-05 (weekday; its own words; exact)" in printed(Reading(report=Report(id=ReportId("r"), text=TEXT), claims=(dated,)))


def test_why_there_is_no_date_is_told() -> None:
    undated = replace(claim(), date_reason="no time words", date_certainty=Certainty.UNRESOLVED)
    assert "not known (no time words; unresolved)" in printed(Reading(report=Report(id=ReportId("r"), text=TEXT), claims=(undated,)))
