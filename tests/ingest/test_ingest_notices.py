import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_samples import BODY, FIRST, HEADLINE, SECOND, STORY, THIRD

from whence.ingest.agencies import is_same_outlet
from whence.ingest.notices import find_withdrawal, read_notices
from whence.terms import Span


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("BAGHDAD (Reuters) — ", "BAGHDAD (Reuters)"),
        ("BAGHDAD, Feb 7 (Reuters) - ", "BAGHDAD, Feb 7 (Reuters)"),
        ("KABUL, Afghanistan (AP) — ", "KABUL, Afghanistan (AP)"),
        ("ST. PETERSBURG (AP) - ", "ST. PETERSBURG (AP)"),
        ("TEHRAN- ", "TEHRAN"),
        ("WASHINGTON — ", "WASHINGTON"),
        ("NEW DELHI — ", "NEW DELHI"),
        ("KEY WEST - ", "KEY WEST"),
        ("DEIR EL-ZOUR, Syria — ", "DEIR EL-ZOUR, Syria"),
        ("MOSCOW, May 3. /TASS/. ", "MOSCOW, May 3. /TASS/"),
        ("Kabul, 3 May 2021 (Wakhan Wire) — ", "Kabul, 3 May 2021 (Wakhan Wire)"),
        ("Damascus, SANA- ", "Damascus, SANA"),
        ("(Beirut, May 3, 2021) – ", "(Beirut, May 3, 2021)"),
        ("GENEVA (3 May 2021) – ", "GENEVA (3 May 2021)"),
        ("JEDDAH: ", "JEDDAH"),
        ("GAZA CITY, Palestinian Territories: ", "GAZA CITY, Palestinian Territories"),
        ("KADUNA, Nigeria, March 3: ", "KADUNA, Nigeria, March 3"),
        ("Buenos Aires, 3 March 2025: ", "Buenos Aires, 3 March 2025"),
        ("GENERAL SANTOS, Philippines - ", "GENERAL SANTOS, Philippines"),
        ("MALÉ (Atoll State Bulletin) - ", "MALÉ (Atoll State Bulletin)"),
        ("SALISBURY, Wednesday (Jacaranda Press) - ", "SALISBURY, Wednesday (Jacaranda Press)"),
        ("General Santos, Philippines, March 3: ", "General Santos, Philippines, March 3"),
        ("KADUNA, March 3, 2025 (Harrow Wire): ", "KADUNA, March 3, 2025 (Harrow Wire)"),
        ("Kaduna, Nigeria, 3 March 2025: ", "Kaduna, Nigeria, 3 March 2025"),
        ("(CNN) — ", "(CNN)"),
    ],
)
def test_a_dateline_is_found_without_its_dash(opening: str, words: str) -> None:
    text = f"{HEADLINE}\n\n{opening}{BODY}"
    dateline = read_notices(text, title=HEADLINE).dateline
    assert dateline is not None
    assert dateline == Span(text.index(words), text.index(words) + len(words), text)


@pytest.mark.parametrize(
    "label",
    [
        "EDITOR'S NOTE:",
        "EDITORS’ NOTE -",
        "TRIGGER WARNING:",
        "CONTENT WARNING —",
        "CORRECTS:",
        "EDS: UPDATES",
        "GRAPHIC CONTENT:",
    ],
)
def test_a_label_above_the_dateline_hides_neither_it_nor_its_agency(label: str) -> None:
    text = f"{HEADLINE}\n\n{label} This story tells of harm done to people at the market.\n\nBAMAKO (AP) - {BODY}"
    found = read_notices(text, title=HEADLINE)
    assert found.dateline is not None and found.dateline.words == "BAMAKO (AP)"
    assert found.origin is not None and found.origin.name == "Associated Press"


@pytest.mark.parametrize(
    "opening",
    [
        "EDITOR'S NOTE: ",
        "TRIGGER WARNING — ",
        "CORRECTS: ",
        "KEY POINTS: ",
        "THE LATEST — ",
        "UPDATE - ",
        "BREAKING: ",
        "WARNING: ",
        "Chronology of Attacks, March 3: A shell.\n\nKaduna, March 4: ",
        "UPDATE, March 3: ",
        "Sunday, 3 March 2025: ",
        "Sunday, 3 March 2025 – ",
        "Ukraine Update, March 3: ",
        "Situation Report, 3 March 2025: ",
        "SITREP, March 3: ",
        "SITREP – ",
        "President Saleh, March 3: ",
        "PRESIDENT SALEH, March 3: ",
        "NATO (North Atlantic Treaty Organization) — ",
        "Hamas (Islamic Resistance Movement) — ",
        "President Saleh — ",
        "The army — which denies it — ",
        "F-16 jets - ",
        "By Hana Saleh - ",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(opening: str) -> None:
    assert read_notices(f"{HEADLINE}\n\n{opening}{BODY}", title=HEADLINE).dateline is None


def test_the_speakers_of_a_transcript_are_no_datelines() -> None:
    text = f"SALEH: {FIRST}\n\nNASSER: {SECOND}\n\nSALEH: {FIRST}"
    assert read_notices(text).dateline is None


def test_the_entries_of_a_chronicle_are_no_datelines() -> None:
    text = f"{HEADLINE}\n\nMarib, 3 March 2025: {FIRST}\n\nTaiz, 4 March 2025: {THIRD}"
    assert read_notices(text, title=HEADLINE).dateline is None


@pytest.mark.parametrize(
    "opening",
    [
        "KASSALA, MARCH 11, 2025 - ",
        "KASSALA, SUDAN, TUESDAY, 11 MARCH 2025 (WAKHAN WIRE) - ",
        "KASSALA (MARCH 11, 2025) - ",
        "KASSALA, March 11, 2025 - ",
    ],
)
def test_a_dateline_in_capitals_tells_the_date_of_publication(opening: str) -> None:
    assert read_notices(f"{HEADLINE.upper()}\n\n{opening}{BODY.upper()}", title=HEADLINE.upper()).published == "2025-03-11"


@pytest.mark.parametrize(
    ("opening", "name", "words"),
    [
        ("BAGHDAD (Reuters) — ", "Reuters", "Reuters"),
        ("KABUL (AP) - ", "Associated Press", "AP"),
        ("MOSCOW, May 3. /TASS/. ", "TASS", "TASS"),
        ("KYIV. June 5 (Interfax-Ukraine) - ", "Interfax-Ukraine", "Interfax-Ukraine"),
        ("Kabul, 3 May 2021 (Wakhan Wire) — ", "Wakhan Wire", "Wakhan Wire"),
        ("Shafaq News/ ", "Shafaq News", "Shafaq News"),
        ("Kyiv (dpa) - ", "Deutsche Presse-Agentur", "dpa"),
    ],
)
def test_the_agency_of_a_dateline_is_the_origin(opening: str, name: str, words: str) -> None:
    origin = read_notices(f"{HEADLINE}\n\n{opening}{BODY}", title=HEADLINE).origin
    assert origin is not None and origin.span is not None
    assert (origin.name, origin.span.words) == (name, words)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Culled from The Lagos Courier", "The Lagos Courier"),
        ("(Culled from Vanguard Post)", "Vanguard Post"),
        ("CULLED FROM: The Lagos Courier.", "The Lagos Courier"),
        ("Source: AFP", "Agence France-Presse"),
        ("SOURCE: The Aden Post.", "The Aden Post"),
        ("Source: AFP, 3 May 2021", "Agence France-Presse"),
        ("Source: https://adenpost.example/2024/x", "https://adenpost.example/2024/x"),
        ("First published by The Kano Herald on 3 May 2021.", "The Kano Herald"),
        ("This story originally appeared in The Daily Ledger and is republished here with permission.", "The Daily Ledger"),
        ("This article was first published on adenpost.example.", "adenpost.example"),
        ("Republished with permission from Mosul Weekly.", "Mosul Weekly"),
        ("The post Two killed appeared first on Premium Ledger.", "Premium Ledger"),
        ("— Reuters", "Reuters"),
        ("(AP)", "Associated Press"),
        ("Reuters", "Reuters"),
        ("He went home, he said. — Reuters", "Reuters"),
        ("He went home, he said. (Culled from The Aden Post)", "The Aden Post"),
    ],
)
def test_a_closing_credit_is_the_origin(line: str, name: str) -> None:
    origin = read_notices(f"{STORY}\n\n{line}", title=HEADLINE).origin
    assert origin is not None and origin.span is not None
    assert origin.name == name


def test_a_credit_counts_at_the_top_too() -> None:
    origin = read_notices(f"{HEADLINE}\n\nCulled from The Aden Post\n\n{BODY}", title=HEADLINE).origin
    assert origin is not None
    assert origin.name == "The Aden Post"


@pytest.mark.parametrize(
    "line",
    [
        "Source: officials",
        "Source: Officials",
        "Source: a senior aide told the paper of it",
        "Source: Senior Aide told the paper of it",
        "Sources: army and hospital",
        "With reporting by Reuters",
        "(With inputs from AFP)",
        "Reuters contributed to this report.",
        "— John Smith",
        "Photo source: AFP",
        "Image credit: Reuters",
        "The video was first published by Telegram channels.",
        "The document was originally published by the ministry in 2020.",
        "This article was first published in January.",
        "First published on 3 May 2021",
        "The figures were culled from a list of names.",
    ],
)
def test_what_credits_nobody_with_the_text_is_no_origin(line: str) -> None:
    assert read_notices(f"{STORY}\n\n{line}", title=HEADLINE).origin is None


def test_a_credit_in_the_middle_of_a_long_report_is_its_matter_not_its_origin() -> None:
    filler = "\n\n".join(f"{SECOND} ({n})" for n in range(30))
    assert read_notices(f"{STORY}\n\n{filler}\n\nSource: AFP\n\n{filler}", title=HEADLINE).origin is None


@pytest.mark.parametrize("outlet", ["Reuters", "reuters.com", "www.reuters.com", "REUTERS"])
def test_an_agency_is_not_the_origin_of_its_own_report(outlet: str) -> None:
    assert read_notices(f"BAGHDAD (Reuters) — {BODY}", outlet=outlet).origin is None


@pytest.mark.parametrize(
    ("line", "author", "origin"),
    [
        ("By Hana Saleh", "Hana Saleh", None),
        ("By Hana Saleh | May 3, 2021", "Hana Saleh", None),
        ("BY HANA SALEH Associated Press", "HANA SALEH", "Associated Press"),
        ("By Hana Saleh, Reuters", "Hana Saleh", "Reuters"),
        ("By Reuters", None, "Reuters"),
        ("By Hana Saleh and Ali al-Tamimi", "Hana Saleh and Ali al-Tamimi", None),
        ("By Tuesday the army had retaken the town", None, None),
        ("By then, the town had fallen", None, None),
    ],
)
def test_a_byline_names_the_author_and_the_agency(line: str, author: str | None, origin: str | None) -> None:
    notices = read_notices(f"{HEADLINE}\n\n{line}\n\n{BODY}", title=HEADLINE)
    assert notices.author == author
    assert (None if notices.origin is None else notices.origin.name) == origin


@pytest.mark.parametrize(
    ("lines", "outlet", "published"),
    [
        ("By Hana Saleh\nThe Aden Post, 3 May 2021", "The Aden Post", "2021-05-03"),
        ("By Hana Saleh / The Aden Post, 3 May 2021", "The Aden Post", "2021-05-03"),
        ("The Aden Post | May 3, 2021", "The Aden Post", "2021-05-03"),
        ("Monday, 3 May 2021 - Radio Marib News", "Radio Marib News", "2021-05-03"),
        ("By Hana Saleh\nThe Aden Post\n3 May 2021", "The Aden Post", "2021-05-03"),
        ("By the Editors, The Aden Banner", "The Aden Banner", None),
        ("By Hana Saleh\nAden, 3 May 2021", None, "2021-05-03"),
        ("By Hana Saleh, The Hague", None, None),
        ("Aden Port, 3 May 2021", None, None),
        ("Aden Post, an old town", None, None),
    ],
)
def test_the_line_of_the_outlet_and_the_date_is_read(lines: str, outlet: str | None, published: str | None) -> None:
    notices = read_notices(f"{HEADLINE}\n\n{lines}\n\n{BODY}", title=HEADLINE)
    assert (notices.outlet, notices.published, notices.origin) == (outlet, published, None)


def test_an_agency_beside_the_date_under_the_byline_is_the_origin() -> None:
    notices = read_notices(f"{HEADLINE}\n\nBy Hana Saleh\nReuters, 3 May 2021\n\n{BODY}", title=HEADLINE)
    assert notices.origin is not None and notices.origin.span is not None
    assert (notices.origin.name, notices.origin.span.words, notices.outlet, notices.published) == ("Reuters", "Reuters", None, "2021-05-03")


def test_a_wire_in_brackets_at_the_head_is_the_origin_and_a_place_is_not() -> None:
    origin = read_notices(f"{HEADLINE}\n\n(Harrow Wire) - {BODY}", title=HEADLINE).origin
    assert origin is not None and origin.span is not None
    assert (origin.name, origin.span.words) == ("Harrow Wire", "Harrow Wire")
    for words in ("Beirut", "New York", "Breaking News"):
        assert read_notices(f"{HEADLINE}\n\n({words}) - {BODY}", title=HEADLINE).origin is None


def test_a_wire_in_brackets_later_on_is_no_origin() -> None:
    assert read_notices(f"{STORY}\n\n(Harrow Wire) - {FIRST}", title=HEADLINE).origin is None


@pytest.mark.parametrize(
    "line",
    [
        "Published: May 3, 2021",
        "Published May 3, 2021 Updated May 4, 2021",
        "Posted on 3 May 2021 by admin",
        "Posted by Admin on May 3, 2021",
        "Date published: 3 May 2021",
        "Date: 2021-05-03",
        "Published 10:00 AM, Monday 3 May 2021",
        "May 3, 2021",
        "Monday, 3 May 2021, 10:00",
        "By Hana Saleh | May 3, 2021",
    ],
)
def test_a_line_that_states_the_date_of_publication_is_read(line: str) -> None:
    assert read_notices(f"{HEADLINE}\n\n{line}\n\n{BODY}", title=HEADLINE).published == "2021-05-03"


def test_the_full_date_of_a_dateline_is_the_date_of_publication() -> None:
    assert read_notices(f"KABUL, 3 May 2021 (Wakhan Wire) — {BODY}").published == "2021-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "Updated: May 4, 2021",
        "© 2021 The Aden Post",
        "Copyright May 3, 2021",
        "Published: 03/04/2021",
        "On May 3, 2021 the army left the town.",
        "KABUL, May 3 — They left.",
    ],
)
def test_a_line_that_does_not_fix_the_day_of_publication_gives_none(line: str) -> None:
    assert read_notices(f"{HEADLINE}\n\n{line}\n\n{BODY}", title=HEADLINE).published is None


def test_the_days_of_a_timeline_are_no_dates_of_publication() -> None:
    assert read_notices(f"{HEADLINE}\n\n3 May 2021\n\n{FIRST}\n\n4 May 2021\n\n{SECOND}", title=HEADLINE).published is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("AP", "apnews.com", True),
        ("The Aden Post", "adenpost.example", True),
        ("The Aden Post", "Aden Post", True),
        ("Reuters", "The Aden Post", False),
        ("Interfax", "Interfax-Ukraine", False),
        (None, None, False),
    ],
)
def test_two_names_of_one_outlet_are_told_as_one(a: str | None, b: str | None, same: bool) -> None:
    assert is_same_outlet(a, b) is same


@given(
    st.text(alphabet=st.sampled_from("AB c.,:—-()/\n“”é\u0301🕊\u200f١")),
    st.sampled_from(["", "KABUL (AP) — ", "Source: ", "By ", "Published: ", "Culled from "]),
)
def test_every_notice_slices_its_text_whatever_stands_there(text: str, opening: str) -> None:
    text = opening + text
    notices = read_notices(text)
    for span in (notices.dateline, notices.origin and notices.origin.span):
        assert span is None or text[span.start : span.end] == span.words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"MANDATORY KILL\n\n{STORY}", "MANDATORY KILL"),
        (f"KILLED\n\n{STORY}", "KILLED"),
        (f"Kill notice: {STORY}", "Kill notice"),
        (f"RETRACTED: {STORY}", "RETRACTED"),
        (f"{HEADLINE} [Withdrawn]\n\n{BODY}", "[Withdrawn]"),
        (f"[Withdrawn] {HEADLINE}\n\n{BODY}", "[Withdrawn]"),
        (f"(Retracted) {HEADLINE}\n\n{BODY}", "(Retracted)"),
        (f"Withdrawn: {HEADLINE}\n\n{BODY}", "Withdrawn"),
        (f"{STORY}\n\nNote to editors: this story is withdrawn", "Note to editors: this story is withdrawn"),
        (f"{HEADLINE}\n\nThis story has been withdrawn.\n\n{BODY}", "This story has been withdrawn"),
        (f"{STORY}\n\nEditor's note: This article was retracted by its author.", "Editor's note: This article was retracted"),
        (f"{STORY} The Aden Post has retracted this story.", "has retracted this story"),
        (f"{STORY}\n\nEditors: please kill the above story.", "please kill the above story"),
    ],
)
def test_a_report_that_says_that_it_was_withdrawn_is_told(text: str, words: str) -> None:
    found = find_withdrawal(text)
    assert found is not None and found.words == words


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        f"KILLED: rebel commander\n\n{BODY}",
        f"Retraction of troops begins\n\n{BODY}",
        f"Withdrawn from Marib, soldiers rest\n\n{BODY}",
        f"Withdrawn: 500 soldiers in Marib\n\n{BODY}",
        f"[Killed] soldiers of Marib\n\n{BODY}",
        f"{HEADLINE}\n\nThis report was withdrawn by the ministry a day later.",
        f"{HEADLINE}\n\nThe Gulf Wire has withdrawn its report on the market.",
        f"{STORY}\n\nAn earlier version of this story was withdrawn.",
        f"{HEADLINE}\n\nThe Gulf Wire should have withdrawn this report.",
        f"{HEADLINE}\n\nThe council has withdrawn this report on the market.",
        f"{HEADLINE}\n\n“Please kill this story,” he begged the editor.",
        f"Kill notice sent to four judges\n\n{BODY}",
        f"{HEADLINE}\n\nShells have killed this week ten people. The complaint was withdrawn.",
    ],
)
def test_what_else_was_withdrawn_or_killed_is_no_withdrawal_of_the_report(text: str) -> None:
    assert find_withdrawal(text) is None
