import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from link_copies_told import OTHER, STORY, collection, credited, day, report, sentence

from whence.link.copies import Copies, CopyIndex, CopyKind, CopyLink, Sketch, SkipReason, find_copies, sketch
from whence.terms import Credit, Report, ReportId

REWRITTEN = [
    "Fire destroyed two warehouses in Varna's port during Tuesday night, according to the city's fire brigade.",
    "It took some 90 firemen until dawn to put the blaze out; three of them went to hospital with poisoning from smoke.",
    "Harbour master Ivaylo Denchev said 1,400 tonnes of sunflower oil were lost.",
    "On Thursday, when the customs office opens again, insurers are to come from Sofia for an inspection of the quay.",
    "In 2011 a grain silo in this basin was destroyed by a similar fire, for which nobody was ever charged.",
    "The regional court announced that prosecutors opened an inquiry against unknown persons.",
]


def only(copies: Copies) -> CopyLink:
    (link,) = copies.links
    return link


RAID = [
    "Soldiers killed nine villagers in the town of Kalma during a raid on the market, an officer said.",
    "The raid began before dawn and lasted until noon, survivors told the paper.",
    "Several houses were burned and livestock was taken away by the soldiers.",
]
RAID_REWRITTEN = [
    "An officer said nine villagers had been killed by soldiers during a raid on the market of the town of Kalma.",
    "Survivors told the paper that the raid lasted until noon and began before dawn.",
    "The soldiers burned several houses and took livestock away.",
]


def test_less_than_three_sentences_told_anew_are_no_copy() -> None:
    for n, kinds in ((1, []), (2, []), (3, [CopyKind.REWRITTEN])):
        links = find_copies([report("a", RAID[:n], published=day(3)), report("b", RAID_REWRITTEN[:n], published=day(4))]).links
        assert [link.kind for link in links] == kinds, n


def test_a_story_told_anew_with_other_figures_is_no_copy() -> None:
    others = [line.replace("nine", "14") for line in RAID_REWRITTEN]
    assert find_copies([report("a", RAID, published=day(3)), report("b", others, published=day(4))]).links == ()


MARKET = [
    "Gunmen opened fire on a crowded market in the centre of Mubi, killing 12 people and wounding 20 others before they fled.",
    "The army said its soldiers arrived at the market within an hour of the first shots.",
    "The governor visited the wounded in the hospital of the town and spoke with the doctors.",
    "A bridge about 40 km from the town was closed to all traffic for the rest of the day.",
]


@pytest.mark.parametrize(
    ("at", "words", "other"),
    [
        (1, "said its", "denied its"),
        (0, "Gunmen opened", "No gunmen opened"),
        (2, "visited", "did not visit"),
        (0, "killing 12", "killing 35"),
        (0, "killing 12 people", "killing at least nineteen people"),
        (0, "killing 12 people and wounding 20 others", "killing 20 people and wounding 12 others"),
        (1, "arrived at the market", "no longer arrived at the market"),
        (2, "visited", "didn't visit"),
    ],
)
def test_a_sentence_that_is_denied_or_told_with_another_figure_is_not_copied(at: int, words: str, other: str) -> None:
    changed = [line.replace(words, other) for line in MARKET]
    reports = [report("a", MARKET, published=day(3)), report("b", changed, published=day(4)), report("c", changed, published=day(5))]
    copies = find_copies(reports)
    of_a = next(link for link in copies.links if (link.copy, link.of) == ("b", "a"))
    assert of_a.kind in (CopyKind.EXTENDED, CopyKind.SAME_WIRE)
    assert [reports[1].text[start:end] for start, end in of_a.sentences] == [line for line in changed if line in MARKET]
    assert [(link.of, link.kind) for link in copies.links if link.copy == "c" and link.kind is CopyKind.REPRINT] == [("b", CopyKind.REPRINT)]
    assert [copies.origins[id_].key for id_ in "abc"] == ["a", "b", "b"]


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("killing 12", "killing no fewer than 12"),
        ("killing 12", "killing twelve"),
        ("40 km", "25 miles"),
        (" and wounding 20 others", ""),
        (" before they fled", ", though nobody in the town knew why"),
        ("soldiers arrived", "T-72 tanks arrived"),
        ("a crowded market", "the No. 5 market"),
        ("within an hour", "no longer than an hour"),
        ("killing 12 people and wounding 20 others", "wounding 20 others and killing 12 people"),
    ],
)
def test_small_edits_that_change_no_fact_leave_a_reprint(words: str, other: str) -> None:
    edited = [line.replace(words, other) for line in MARKET]
    assert edited != MARKET
    assert only(find_copies([report("a", MARKET, published=day(3)), report("b", edited, published=day(4))])).kind is CopyKind.REPRINT


def test_a_thousand_with_a_comma_is_one_without_and_a_day_beside_a_figure_is_no_part_of_it() -> None:
    told = [*MARKET[:3], "Some 1,200 people fled by boat, and on May 12, 20 were hurt by a mine on the bank."]
    for words, other, is_reprint in (("1,200", "1200", True), ("May 12, 20", "May 12, 35", False)):
        edited = [line.replace(words, other) for line in told]
        link = only(find_copies([report("a", told, published=day(3)), report("b", edited, published=day(4))]))
        assert (link.kind is CopyKind.REPRINT) is is_reprint, other


def test_who_changes_a_sentence_and_keeps_three_quarters_of_a_story_extends_it() -> None:
    short_changed = [MARKET[0], MARKET[1].replace("said its", "denied its"), *MARKET[2:], *OTHER]
    long_changed = [MARKET[0].replace("killing 12", "killing 35"), *MARKET[1:]]
    for copy, kind in ((short_changed, CopyKind.EXTENDED), (long_changed, CopyKind.SAME_WIRE)):
        assert only(find_copies([report("a", MARKET, published=day(3)), report("b", copy, published=day(4))])).kind is kind


def test_a_long_text_without_full_stops_is_compared_in_little_time() -> None:
    words = [f"word{n * n % 41}" for n in range(8000)]
    edited = [word if n % 9 else f"other{n}" for n, word in enumerate(words)]
    began = time.process_time()
    find_copies([report("a", [" ".join(words)], published=day(3)), report("b", [" ".join(edited)], published=day(4))])
    assert time.process_time() - began < 5


def test_an_outlet_or_agency_that_corrects_its_own_figure_reprints_itself() -> None:
    risen = [line.replace("killing 12", "killing 13") for line in MARKET]
    for known in ({"outlet": "courier.example"}, {"origin": Credit("Reuters")}):
        link = only(find_copies([report("a", MARKET, published=day(3), **known), report("b", risen, published=day(4), **known)]))
        assert (link.kind, len(link.sentences)) == (CopyKind.REPRINT, len(MARKET))


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        (STORY, CopyKind.REPRINT),
        ([line.replace("Tuesday", "Tues").replace("said", "told us") for line in STORY], CopyKind.REPRINT),
        (STORY[:3], CopyKind.ABRIDGED),
        ([line for line in STORY if '"' not in line][:5], CopyKind.ABRIDGED),
        ([*STORY, *OTHER], CopyKind.EXTENDED),
        ([*STORY[:4], *OTHER[:4]], CopyKind.SAME_WIRE),
        (REWRITTEN, CopyKind.REWRITTEN),
    ],
)
def test_each_kind_of_copy_is_named(copy: list[str], kind: CopyKind) -> None:
    link = only(find_copies([report("a", STORY, published=day(3)), report("b", copy, published=day(4))]))
    assert (link.copy, link.of, link.kind, link.directed) == ("b", "a", kind, True)


def test_a_link_says_what_shows_it() -> None:
    original = report("a", [*STORY, *OTHER], published=day(3))
    copy = credited("b", ["By Rosa Lindqvist", *STORY[2:4]], "site-a.example", published=day(3))
    link = only(find_copies([copy, Report(**{**vars_of(original), "outlet": "site-a.example"})]))
    assert link.kind is CopyKind.ABRIDGED
    assert link.why == "The copy credits the other's outlet."
    assert link.shares[0] == 100
    assert 10 <= link.shares[1] <= 25
    assert [copy.text[start:end] for start, end in link.sentences] == STORY[2:4]
    assert link.longest is not None
    in_copy, in_original = link.longest
    assert "sunflower oil" in in_copy.words
    assert in_copy.words == in_original.words == original.text[in_original.start : in_original.end]
    assert [(shown.report, shown.name) for shown in link.credits] == [("b", "site-a.example")]


def vars_of(found: Report) -> dict[str, object]:
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        # one statement quoted by both
        [STORY[3], "A night watchman heard the roof of a shed go at the docks, in the third such accident of this winter.", *OTHER[:2]],
        # one form with other facts
        [
            line.replace("Two", "Six").replace("Varna", "Burgas").replace("Tuesday", "Sunday").replace("90", "41").replace("three", "eleven")
            for line in STORY[:2]
        ]
        + ["The harbour master, Stoyan Kolev, put the loss of grain at 950 tonnes.", *OTHER[:1]],
    ],
)
def test_what_is_told_independently_is_not_linked(other: list[str]) -> None:
    copies = find_copies([report("a", STORY, published=day(3)), report("b", other, published=day(3))])
    assert copies.links == ()
    assert not copies.share_origin("a", "b")


def test_two_bulletins_of_one_form_are_not_copies() -> None:
    form = (
        "The index of the exchange in {0} closed {1} percent higher on {2} at {3} points, and {4} million shares changed hands. Shares of {5} gained "
        "most and added {6} percent, while those of {7} lost {8} percent and ended at {9}. Of {10} listed shares {11} rose and {12} fell."
    )
    one = form.format("Varna", "0.4", "Monday", "4182", "61", "Kestrel", "3.1", "Nordhavn", "2.2", "88", "74", "39", "28")
    other = form.format("Varna", "1.2", "Thursday", "4097", "73", "Beacon", "1.9", "Halden", "4.7", "52", "74", "21", "46")
    assert find_copies([report("a", [one], published=day(3)), report("b", [other], published=day(6))]).links == ()
    assert only(find_copies([report("a", [one], published=day(3)), report("b", [one], published=day(4))])).kind is CopyKind.REPRINT


def test_parts_used_again_after_months_make_no_copy_and_a_whole_story_does() -> None:
    old = report("a", STORY, published=day(3))
    assert find_copies([old, report("b", [*STORY[:4], *OTHER], published=day(200))]).links == ()
    assert only(find_copies([old, report("b", STORY, published=day(200))])).kind is CopyKind.REPRINT


def test_a_cut_of_three_sentences_is_found_in_a_story_of_ninety() -> None:
    draw = random.Random(5)
    long = [sentence(draw) for _ in range(90)]
    others = [report(f"o{k}", [sentence(draw) for _ in range(12)], published=day(k)) for k in range(20)]
    link = only(find_copies([report("a", long, published=day(3)), report("b", long[40:43], published=day(9)), *others]))
    assert (link.copy, link.of, link.kind) == ("b", "a", CopyKind.ABRIDGED)


def test_two_reports_that_a_third_one_put_together_do_not_become_one() -> None:
    a, b = report("a", STORY, published=day(3)), report("b", OTHER, published=day(3))
    copies = find_copies([a, b, report("c", [*STORY, *OTHER], published=day(4)), report("d", STORY, published=day(5))])
    assert copies.share_origin("a", "c")
    assert copies.share_origin("b", "c")
    assert copies.share_origin("d", "c")  # through its original
    assert not copies.share_origin("a", "b")


def test_the_direction_is_told_by_credit_day_agency_and_what_one_holds() -> None:
    def found(a: dict[str, object], b: dict[str, object], of_b: list[str] = STORY) -> tuple[str, bool]:
        make = credited if "agency" in b else report
        link = only(find_copies([report("a", STORY, **a), make("b", of_b, **b)]))
        return link.copy, link.directed

    early, late = {"published": day(3)}, {"published": day(5)}
    assert found(early, late) == ("b", True)
    assert found(late, early) == ("a", True)
    assert found({"outlet": "site-a.example", **late}, {"agency": "site-a.example", **early}) == ("b", True)  # a credit outweighs the day
    assert found(early, {"agency": "Reuters", **early}) == ("a", True)
    assert found(early, early, STORY[:3]) == ("b", False)
    assert found(early, early, [*OTHER, *STORY]) == ("b", False)  # takes it in after a beginning of its own


def test_a_wire_story_in_300_papers_is_compared_once_for_each() -> None:
    draw = random.Random(3)
    reports = [credited(f"{k:03}", [*STORY, sentence(draw)], "Reuters", published=day(3), outlet=f"paper{k}.example") for k in range(300)]
    index = CopyIndex({found.id: found for found in reports}.__getitem__)
    index.add(sketch(found) for found in reports)
    copies = index.find()
    assert len(copies.links) == 299
    assert {link.kind for link in copies.links} == {CopyKind.REPRINT}
    assert len(index._compared) == 299
    assert copies.skipped == ()


def test_notices_of_a_site_link_nothing_and_are_counted() -> None:
    draw = random.Random(4)
    notice = [sentence(draw, 30) for _ in range(4)]
    reports = [report(f"{k:03}", [sentence(draw), sentence(draw), *notice], published=day(k), outlet="site.example") for k in range(40)]
    copies = find_copies(reports)
    assert copies.links == ()
    rows = [row for row in copies.skipped if row.why is SkipReason.NOTICE]
    assert sorted(row.span.words for row in rows if row.span is not None) == sorted(notice)
    assert {(row.n_reports, row.n_pairs) for row in rows} == {(40, 780)}


def test_a_notice_in_many_undated_reports_links_nothing_and_is_counted() -> None:
    draw = random.Random(4)
    notice = [sentence(draw, 30) for _ in range(2)]
    reports = [report(f"{k:03}", [*(sentence(draw) for _ in range(5)), *notice], outlet=f"paper{k}.example") for k in range(60)]
    copies = find_copies(reports)
    assert copies.links == ()
    assert sorted(row.span.words for row in copies.skipped if row.span is not None) == sorted(notice)


def test_a_page_that_a_site_puts_out_anew_each_day_is_a_copy_and_no_notice() -> None:
    copies = find_copies([report(f"{k}", STORY, published=day(k), outlet="site.example") for k in range(6)])
    assert {(link.copy, link.of) for link in copies.links} == {(f"{k}", "0") for k in range(1, 6)}
    assert copies.skipped == ()


def test_a_report_with_hardly_a_story_is_a_row_of_its_own() -> None:
    copies = find_copies([report("a", STORY), report("b", ["More soon."])])
    assert [(row.why, row.report, row.span) for row in copies.skipped] == [(SkipReason.TOO_SHORT, "b", None)]
    assert copies.origins["b"].key == "b"


def test_no_reports_have_no_copies() -> None:
    assert find_copies([]) == Copies((), {}, ())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False), st.integers(1, 5))
def test_the_order_and_the_batches_of_reports_change_nothing(seed: int, order: random.Random, n_batches: int) -> None:
    reports = collection(seed)
    expected = find_copies(reports)
    order.shuffle(reports)
    index = CopyIndex({found.id: found for found in reports}.__getitem__)
    for k in range(n_batches):
        index.add(sketch(found) for found in reports[k::n_batches])
        found = index.find()
    assert found == expected
    assert repr(found) == repr(expected)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_every_offset_of_a_link_points_at_words(seed: int) -> None:
    reports = {found.id: found for found in collection(seed)}
    copies = find_copies(reports.values())
    assert set(copies.origins) == set(reports)
    for link in copies.links:
        text = reports[link.copy].text
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in link.sentences)
        assert all(copied <= words for copied, words in zip(link.n_copied, link.n_words, strict=True))
        assert link.longest is None or link.longest[0].words.split()[0].casefold() == link.longest[1].words.split()[0].casefold()
        for shown in link.credits:
            assert shown.span is None or shown.span.words == reports[shown.report].text[shown.span.start : shown.span.end]
    for id_, origin in copies.origins.items():
        assert copies.origins[origin.root].root == origin.root
        assert all(part.of in reports and part.key != origin.key for part in origin.parts)
        assert all(0 <= part.start < part.end <= len(reports[id_].text) for part in origin.parts)


PIECES = st.sampled_from(
    [*STORY, *OTHER[:2], "\n\n", "\n", " ", "“", "«", "'", ".", "42", "é\u0301", "By Rosa Lindqvist", "(AP)", "Copyright 2024 AP", "…"]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=12).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_no_text_breaks_the_search(texts: list[str]) -> None:
    reports = [Report(id=ReportId(f"{n}"), text=text) for n, text in enumerate(texts)]
    copies = find_copies(reports)
    assert list(copies.origins) == [found.id for found in reports]
    for found in reports:
        assert Sketch.from_bytes(sketch(found).to_bytes()) == sketch(found)
