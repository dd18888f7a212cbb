import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_samples import ARABIC, BODY, FIRST, HEADLINE, SECOND, STORY, THIRD, read_all, read_one, refused

from whence.errors import IngestError
from whence.ingest import pages
from whence.ingest.page_metadata import metadata_of
from whence.ingest.page_text import is_leftover, prose_of, wall_of
from whence.ingest.pages import PageWorker, without_code
from whence.terms import KnownFrom, Problem, ProblemKind, Report

PARAGRAPHS = "".join(f"<p>{words}</p>" for words in (FIRST, SECOND, THIRD))
NAVIGATION = "<header><nav><ul>" + "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(8)) + "</ul></nav></header>"
SIDEBAR = (
    '<aside class="sidebar"><h3>Latest</h3>'
    + "".join(
        f'<div class="card"><a href="/o{n}">Other story {n} of the day</a><time datetime="2026-02-0{n}">Feb {n}, 2026</time></div>'
        for n in range(1, 6)
    )
    + "</aside>"
)
FOOTER = "<footer><p>Copyright © 2026 The Aden Post. All rights reserved.</p></footer>"
LINKED_DATA = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "The Aden Post"},
{"@type": "NewsArticle", "headline": "Shell kills two at Marib market", "datePublished": "2024-02-07T09:10:00+03:00", "dateModified": "2024-02-09",
"author": [{"@type": "Person", "name": "Hana Saleh"}], "publisher": {"@type": "Organization", "name": "The Aden Post"},
"mainEntityOfPage": {"@id": "https://adenpost.example/marib"}}]}</script>"""
OPEN_GRAPH = """<meta property="og:title" content="Shell kills two at Marib market"><meta property="og:site_name" content="The Aden Post">
<meta property="article:published_time" content="2024-02-07T09:10:00Z"><meta name="author" content="Hana Saleh">
<link rel="canonical" href="https://adenpost.example/marib">"""


def page(head: str = "", main: str = f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE} | The Aden Post</title>{head}</head>'
        f"<body>{NAVIGATION}{main}{SIDEBAR}{FOOTER}</body></html>"
    )


def write(folder: Path, source: str, name: str = "page.html") -> Path:
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return path


@pytest.mark.parametrize("head", [LINKED_DATA, OPEN_GRAPH], ids=["JSON-LD", "OpenGraph"])
def test_a_page_gives_its_story_and_its_metadata(head: str, tmp_path: Path) -> None:
    report = read_one(write(tmp_path, page(head)))
    assert report.text == STORY
    assert (report.title, report.outlet, report.author, report.url) == (HEADLINE, "The Aden Post", "Hana Saleh", "https://adenpost.example/marib")
    assert (report.published, report.published_from) == ("2024-02-07", KnownFrom.METADATA)


def test_no_date_is_made_of_copyright_lines_and_sidebars(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, page()))
    assert (report.published, report.published_from) == (None, KnownFrom.UNKNOWN)


@pytest.mark.parametrize(
    "line",
    [
        '<time datetime="2024-02-07T10:00">7 Feb</time>',
        '<span class="post-date">Wednesday, February 7, 2024</span>',
        '<p class="date">Published: 7 February 2024</p>',
    ],
)
def test_a_date_beside_the_headline_is_the_pages(line: str, tmp_path: Path) -> None:
    report = read_one(write(tmp_path, page(main=f"<article><div><h1>{HEADLINE}</h1>{line}</div>{PARAGRAPHS}</article>")))
    assert (report.published, report.published_from) == ("2024-02-07", KnownFrom.METADATA)


def test_a_date_of_change_is_not_that_of_publication(tmp_path: Path) -> None:
    main = f'<article><h1>{HEADLINE}</h1><time class="updated" datetime="2024-02-09">9 Feb</time>{PARAGRAPHS}</article>'
    assert read_one(write(tmp_path, page(main=main))).published is None


def test_a_date_line_in_the_story_is_known_from_the_text(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, page(main=f"<article><h1>{HEADLINE}</h1><p><em>Published: February 7, 2024</em></p>{PARAGRAPHS}</article>")))
    assert (report.published, report.published_from) == ("2024-02-07", KnownFrom.TEXT)


def test_the_address_of_a_saved_page_is_found(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, page().replace("<html", "<!-- saved from url=(0040)https://adenpost.example/2024/02/07/marib -->\n<html")))
    assert report.url == "https://adenpost.example/2024/02/07/marib"
    assert report.published == "2024-02-07"


def test_the_headline_that_is_shown_counts_before_the_one_for_search_engines(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, page('<meta property="og:title" content="Marib: two dead as shell hits market">')))
    assert report.title == HEADLINE
    assert report.text == STORY


def test_the_name_of_the_site_is_no_headline(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, page(main=f"<article><h1>The Aden Post</h1><h2>{HEADLINE}</h2>{PARAGRAPHS}</article>")))
    assert (report.title, report.outlet) == (HEADLINE, "The Aden Post")
    assert report.text == STORY


def test_the_words_about_an_author_are_no_name(tmp_path: Path) -> None:
    about = "<div class='author-bio'><p>Hana Saleh is a reporter based in Aden.</p></div>"
    assert read_one(write(tmp_path, page(main=f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}{about}</article>"))).author is None


def test_leftovers_are_no_part_of_the_story_and_the_credit_stays(tmp_path: Path) -> None:
    leftovers = '<p>READ ALSO: <a href="/y">Minister visits port</a></p><p>Subscribe to our newsletter for daily news.</p><p>Share this article</p>'
    related = '<section class="related"><h2>Related stories</h2><ul><li><a href="/1">Fire in port</a></li></ul></section>'
    report = read_one(
        write(tmp_path, page(main=f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}{leftovers}<p>Culled from The Sana Herald</p></article>{related}"))
    )
    assert report.text == f"{STORY}\n\nCulled from The Sana Herald"
    assert report.origin is not None and report.origin.name == "The Sana Herald"


@pytest.mark.parametrize(
    "words",
    [
        "Advertisement",
        "READ ALSO: Fire in port",
        "Follow us on Telegram",
        "Share this:",
        "Related stories",
        "© 2026 The Aden Post",
        "12 comments",
        "* * *",
        "Sign up for our newsletter",
    ],
)
def test_a_leftover_is_told_by_its_words(words: str) -> None:
    assert is_leftover(words)


@pytest.mark.parametrize(
    "words",
    [
        "Related deaths rose to five.",
        "Watch towers were burned.",
        "By continuing its attacks, the army broke its word.",
        "Shares fell.",
        "The newsletter of the army denied it.",
        "Comments by the minister angered the crowd.",
        "Home guards fired.",
        "Subscribers fled.",
        "Print shops were raided.",
        "Follow-up attacks killed two.",
    ],
)
def test_a_sentence_that_begins_like_a_leftover_stays(words: str) -> None:
    assert not is_leftover(words)


def test_a_page_that_is_only_a_cookie_wall_has_no_main_text(tmp_path: Path) -> None:
    wall = """<html><body><div><h1>We value your privacy</h1><p>We and our 842 partners store and/or access information on a device,
    such as cookies, and process personal data for personalised ads and content.</p><p>With your consent we may use precise geolocation data.
    You can accept all cookies or manage your preferences at any time in our privacy policy.</p>
    <button>Accept all</button><button>Reject all</button></div></body></html>"""
    problem = refused(write(tmp_path, wall))
    assert problem.kind is ProblemKind.NO_MAIN_TEXT
    assert "cookies" in problem.reason


def test_a_cookie_banner_over_a_story_does_no_harm(tmp_path: Path) -> None:
    banner = (
        '<div class="cookie-banner"><p>We use cookies. By clicking accept you consent to our privacy policy.</p><button>Accept all</button></div>'
    )
    assert read_one(write(tmp_path, page(main=f"{banner}<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>"))).text == STORY


def test_a_story_about_cookies_is_no_wall() -> None:
    story = [
        "The parliament passed a law on cookies on Tuesday.",
        "Ministers from five countries praised it.",
        "Protesters burned a car outside.",
        "Two were arrested.",
    ]
    assert wall_of(story) is None


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div id='root'></div>",
        NAVIGATION + SIDEBAR + FOOTER,
        "<p>Please enable JavaScript and cookies to continue to the site.</p>",
        "".join(f"<a href='{n}'>Link {n}</a> " for n in range(200)),
    ],
)
def test_a_page_without_a_story_has_no_main_text(body: str, tmp_path: Path) -> None:
    assert refused(write(tmp_path, f"<html><head><title>Front</title></head><body>{body}</body></html>")).kind is ProblemKind.NO_MAIN_TEXT


def test_a_page_nested_ten_thousand_deep_gives_its_raw_text_and_no_crash(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, "<html><body>" + "<div>" * 10_000 + PARAGRAPHS + "</div>" * 10_000 + "</body></html>"))
    assert report.text == BODY


def test_a_page_nested_ten_thousand_deep_without_a_story_is_told(tmp_path: Path) -> None:
    assert refused(write(tmp_path, "<div>" * 10_000 + "x" + "</div>" * 10_000)).kind in (ProblemKind.NO_MAIN_TEXT, ProblemKind.BROKEN_HTML)


def test_broken_markup_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, f"<html><body><nav><ul><li><a href=x>Home<li><a href=y>News<div><h1>{HEADLINE}<p>{FIRST}<p>{SECOND}<p>{THIRD}"))
    assert report.text == STORY


def test_a_fragment_of_a_page_is_read(tmp_path: Path) -> None:
    assert read_one(write(tmp_path, f"<p>{FIRST}</p>")).text == FIRST


def test_a_file_named_html_without_any_tag_is_a_text(tmp_path: Path) -> None:
    assert read_one(write(tmp_path, STORY)).text == STORY


def test_a_page_laid_out_by_tables_keeps_its_paragraphs(tmp_path: Path) -> None:
    cell = f"<FONT>{HEADLINE}</FONT><P>{FIRST}<P>{SECOND} {SECOND} {SECOND}<BR><BR>{THIRD}"
    text = read_one(write(tmp_path, f"<HTML><BODY><TABLE><TR><TD><A HREF=a>Home</A></TD><TD>{cell}</TD></TR></TABLE></BODY></HTML>")).text
    assert FIRST in text.split("\n\n") and THIRD in text.split("\n\n")


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("cp1252", "iso-8859-1"), ("cp1252", "windows-1252"), ("utf-16", "utf-16"), ("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("cp1252", "")],
)
def test_a_page_is_decoded_as_its_bytes_are(encoding: str, charset: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    source = page(main=f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}<p>The café’s owner was killed, too — he was 50.</p></article>")
    path.write_bytes(source.replace('charset="utf-8"', f'charset="{charset}"').replace("©", "(c)").encode(encoding))
    assert read_one(path).text.endswith("The café’s owner was killed, too — he was 50.")


def test_a_page_in_arabic_is_named_as_such(tmp_path: Path) -> None:
    source = f"<html><body><article><h1>مقتل شخصين</h1><p>{ARABIC}</p><p>{ARABIC}</p></article></body></html>"
    assert refused(write(tmp_path, source)).kind is ProblemKind.NOT_ENGLISH


def test_scripts_do_not_count_towards_the_size_of_a_page(tmp_path: Path) -> None:
    assert read_one(write(tmp_path, page(head="<script>" + "var a = 1;" * 300_000 + "</script>"))).text == STORY


def test_a_page_that_is_too_large_is_told(tmp_path: Path) -> None:
    problem = refused(write(tmp_path, "<html><body>" + "<a href='/1'>Link</a> " * 100_000 + "</body></html>"))
    assert problem.kind is ProblemKind.TOO_LARGE
    assert "2,000,000" in problem.reason


def test_a_page_over_its_time_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    slow = write(tmp_path, "<html><body>" + "<a href='/1'>Link</a> " * 50_000 + "</body></html>", "slow.html")
    problem = refused(slow, html_timeout_s=0.05)
    assert problem.kind is ProblemKind.TIMED_OUT
    assert "0.05 s" in problem.reason
    assert read_one(write(tmp_path, page())).text == STORY


def test_one_worker_serves_all_pages(tmp_path: Path) -> None:
    path = write(tmp_path, page())
    read_one(path)
    first = pages._WORKER._process
    read_one(path)
    assert first is not None
    assert pages._WORKER._process is first


def test_a_worker_that_was_killed_is_replaced(tmp_path: Path) -> None:
    path = write(tmp_path, page())
    read_one(path)
    process = pages._WORKER._process
    assert process is not None
    process.kill()
    process.wait()
    assert read_one(path).text == STORY


def worker_that(does: str, monkeypatch: pytest.MonkeyPatch) -> PageWorker:
    code = f"import sys; print('{{}}', flush=True); sys.stdin.readline(); {does}"
    start = subprocess.Popen
    monkeypatch.setattr(pages, "_start", lambda: start([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE))
    return PageWorker()


def test_a_page_that_kills_the_parser_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(IngestError) as caught:
        worker_that("sys.exit(1)", monkeypatch).take_apart("<p>x</p>", timeout_s=20)
    assert caught.value.kind == ProblemKind.BROKEN_HTML


def test_a_page_that_the_parser_fails_on_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = worker_that("""print('{"error": "ValueError: odd"}', flush=True); sys.stdin.readline()""", monkeypatch)
    with pytest.raises(IngestError, match="ValueError: odd") as caught:
        worker.take_apart("<p>x</p>", timeout_s=20)
    worker.close()
    assert caught.value.kind == ProblemKind.BROKEN_HTML


def test_a_worker_that_cannot_start_is_told_with_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    start = subprocess.Popen
    monkeypatch.setattr(pages, "_start", lambda: start([sys.executable, "-c", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE))
    with pytest.raises(IngestError, match="whence doctor"):
        PageWorker().take_apart("<p>x</p>", timeout_s=20)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send")
def test_ctrl_c_leaves_no_worker_and_no_words_of_it(tmp_path: Path) -> None:
    path = write(tmp_path, "<html><body>" + "<a href='/1'>Link</a> " * 60_000 + "</body></html>")
    code = f"""
import pathlib
from whence.ingest import pages, read_file
pages._WORKER.take_apart("<p>x</p>", timeout_s=60)
try:
    print(pages._WORKER._process.pid, flush=True)
    while True:
        list(read_file(pathlib.Path({str(path)!r})))
except KeyboardInterrupt:
    print("stopped", flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    worker = int(process.stdout.readline())
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (out, err) == ("stopped\n", "")
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_the_worker_imports_no_command_line() -> None:
    unwanted = ("whence.cli", "whence.pipeline", "typer", "rich")
    code = f"import sys, whence.ingest.page_worker; print([name for name in sys.modules if name.startswith({unwanted})])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_metadata_of_other_stories_is_not_the_pages() -> None:
    other = '{"@type": "NewsArticle", "headline": "Other", "datePublished": "2020-01-01"}'
    source = f'<script type="application/ld+json">{{"@type": "ItemList", "itemListElement": [{other}]}}</script>'
    assert metadata_of(source).published is None


@pytest.mark.parametrize(
    "block", ["{broken", "[" * 5000, "null", '{"@type": 3}', '{"@type": "NewsArticle", "headline": {"a": 1}, "author": 7, "url": []}']
)
def test_odd_metadata_is_left_out(block: str) -> None:
    stated = metadata_of(f'<script type="application/ld+json">{block}</script>')
    assert (stated.title, stated.author, stated.url) == (None, None, None)


def test_the_addresses_of_authors_are_no_names() -> None:
    assert metadata_of('<meta property="article:author" content="https://face.example/hana">').author is None


def test_code_is_taken_out_and_linked_data_stays() -> None:
    source = '<p>İa</p><SCRIPT>x</SCRIPT><style>y</style ><!-- z --><svg>w</svg><script type="application/ld+json">{}</script><script>open'
    assert without_code(source) == '<p>İa</p><script type="application/ld+json">{}</script><script>open'


def test_prose_is_found_without_its_menus() -> None:
    assert prose_of(f"{NAVIGATION}<p>{FIRST}</p><script>var x = 'A sentence that is long enough to be taken for prose, is it not?';</script>") == [
        FIRST
    ]


@given(st.text(alphabet=st.sampled_from("<>/!-abp \"'=&;\n")))
def test_no_markup_makes_the_search_for_prose_and_metadata_fail(source: str) -> None:
    assert isinstance(prose_of(source), list)
    assert metadata_of(source).published is None
    assert len(without_code(source)) <= len(source)


def test_headers_between_the_headline_and_the_story_of_a_page_are_metadata(tmp_path: Path) -> None:
    main = f"<article><h1>{HEADLINE}</h1><p>By Hana Saleh</p><p>Published: February 7, 2024</p><p>Source: SANA</p>{PARAGRAPHS}</article>"
    report = read_one(write(tmp_path, page(main=main)))
    assert (report.text, report.author, report.published) == (STORY, "Hana Saleh", "2024-02-07")
    assert report.origin is not None and report.origin.name == "SANA"


def test_the_date_of_an_address_counts_before_a_line_of_the_page(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://adenpost.example/2024/02/07/marib">'
    report = read_one(write(tmp_path, page(head, main=f"<article><h1>{HEADLINE}</h1><p>Published: February 9, 2024</p>{PARAGRAPHS}</article>")))
    assert (report.text, report.published, report.published_from) == (STORY, "2024-02-07", KnownFrom.METADATA)


def test_a_page_that_credits_itself_has_no_origin(tmp_path: Path) -> None:
    report = read_one(write(tmp_path, page(OPEN_GRAPH, main=f"<article><h1>{HEADLINE}</h1><p>Source: The Aden Post</p>{PARAGRAPHS}</article>")))
    assert report.origin is None


def test_the_paragraphs_of_a_short_story_stay_apart(tmp_path: Path) -> None:
    source = (
        f"<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1><p>By Hana Saleh</p><p>{FIRST}</p></article></body></html>"
    )
    report = read_one(write(tmp_path, source))
    assert (report.text, report.author) == (f"{HEADLINE}\n\n{FIRST}", "Hana Saleh")


def test_a_page_of_several_stories_is_read_and_says_so(tmp_path: Path) -> None:
    stories = "".join(f"<article><h2>Story {n}</h2><p>{words}</p></article>" for n, words in enumerate((FIRST, SECOND, THIRD), 1))
    report, problem = read_all(write(tmp_path, page(main=f"<main>{stories}</main>")))
    assert isinstance(report, Report) and isinstance(problem, Problem)
    assert all(words in report.text for words in (FIRST, SECOND, THIRD))
    assert problem.kind is ProblemKind.READ_WITHOUT and "holds 3 stories" in problem.reason


def test_stories_whose_paragraphs_hold_links_are_told_apart(tmp_path: Path) -> None:
    paragraphs = (f'<p>{words} It was (<a href="/x">told here</a>), and <b>denied</b>.</p>' for words in (FIRST, SECOND, THIRD))
    stories = "".join(f"<article><h2>Story {n}</h2>{words}</article>" for n, words in enumerate(paragraphs, 1))
    _, problem = read_all(write(tmp_path, page(main=f"<main>{stories}</main>")))
    assert "holds 3 stories" in problem.reason


def test_cards_of_other_stories_make_no_second_story(tmp_path: Path) -> None:
    cards = "".join(f'<article class="card"><a href="/{n}">Other story {n} of the day</a></article>' for n in range(4))
    assert (
        read_one(write(tmp_path, page(main=f"<main><article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article></main><aside>{cards}</aside>"))).text == STORY
    )
