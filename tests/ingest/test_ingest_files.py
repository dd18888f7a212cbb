import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ingest_samples import BODY, FIRST, HEADLINE, SECOND, STORY, read_all, read_one, refused

from whence.errors import RefusalError
from whence.ingest import find_files, read_file
from whence.ingest.formats import Format, tell_format
from whence.terms import Problem, ProblemKind, Report

PAGE = f"<!doctype html><html><body><article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STORY, encoding="utf-8")


def test_a_folder_gives_its_files_in_order_and_leaves_hidden_ones_out(tmp_path: Path) -> None:
    touch(tmp_path, "b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt")
    files, problems = find_files([tmp_path])
    assert [str(file.relative_to(tmp_path)) for file in files] == ["a.txt", "b.txt", "sub/c.txt"]
    assert not problems


def test_what_a_browser_saves_beside_a_page_is_no_report(tmp_path: Path) -> None:
    touch(tmp_path, "page.html", "page_files/style.css", "other_files/a.txt")
    files, _ = find_files([tmp_path])
    assert [file.name for file in files] == ["page.html", "a.txt"]


def test_a_pattern_is_resolved(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "b.md", "sub/c.txt")
    files, problems = find_files([f"{tmp_path}/**/*.txt"])
    assert [file.name for file in files] == ["a.txt", "c.txt"]
    assert not problems


def test_a_file_whose_name_looks_like_a_pattern_is_found(tmp_path: Path) -> None:
    touch(tmp_path, "a[1].txt")
    assert find_files([tmp_path / "a[1].txt"])[0] == [tmp_path / "a[1].txt"]


def test_what_is_not_there_is_told_and_the_rest_is_found(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    files, problems = find_files([tmp_path / "no.txt", tmp_path / "a.txt", f"{tmp_path}/*.html", "x" * 5000])
    assert files == [tmp_path / "a.txt"]
    assert [problem.kind for problem in problems] == [ProblemKind.NOT_FOUND] * 3


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    assert [problem.kind for problem in find_files([tmp_path])[1]] == [ProblemKind.EMPTY]


def test_the_same_file_named_twice_comes_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    files, _ = find_files([tmp_path / "a.txt", tmp_path, f"{tmp_path}/sub/../a.txt"])
    assert files == [tmp_path / "a.txt"]


def test_a_link_that_leads_round_in_a_circle_does_not(tmp_path: Path) -> None:
    touch(tmp_path, "sub/a.txt")
    (tmp_path / "sub/up").symlink_to(tmp_path, target_is_directory=True)
    assert len(find_files([tmp_path])[0]) == 1


def test_a_link_to_a_folder_elsewhere_is_told_and_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "here/a.txt", "elsewhere/b.txt")
    (tmp_path / "here/linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    files, problems = find_files([tmp_path / "here"])
    assert files == [tmp_path / "here/a.txt"]
    assert [(problem.kind, problem.where) for problem in problems] == [(ProblemKind.UNREADABLE, str(tmp_path / "here/linked"))]


def test_a_pipe_in_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    files, problems = find_files([tmp_path])
    assert files == [tmp_path / "a.txt"]
    assert [(problem.kind, problem.where) for problem in problems] == [(ProblemKind.UNREADABLE, str(tmp_path / "pipe"))]


def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    assert [refused(file).kind for file in find_files([tmp_path])[0]] == [ProblemKind.NOT_FOUND]


def test_standard_input_keeps_its_sign() -> None:
    assert find_files(["-", "-"]) == ([Path("-")], [])


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (STORY.encode(), [STORY]),
        (STORY.encode("utf-16"), [STORY]),
        (PAGE.encode(), [f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}"]),
        ("\n".join(json.dumps({"text": text}) for text in (FIRST, SECOND)).encode(), [FIRST, SECOND]),
        (json.dumps([{"text": FIRST}], indent=2).encode(), [FIRST]),
        (f"[LIVE] {FIRST}".encode(), [f"[LIVE] {FIRST}"]),
        (f"{{sic}} {FIRST}".encode(), [f"{{sic}} {FIRST}"]),
    ],
)
def test_a_pipe_is_read_as_what_it_holds(data: bytes, texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [report.text for report in read_file(Path("-")) if isinstance(report, Report)] == texts


def test_an_empty_pipe_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    problem = refused(Path("-"))
    assert (problem.kind, problem.where) == (ProblemKind.EMPTY, "-")


def test_a_page_named_txt_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-8")
    assert read_one(path).text == f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("name", "data", "kind", "reason"),
    [
        ("photo.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200), ProblemKind.BINARY, "JPEG"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), ProblemKind.BINARY, "PNG"),
        ("film.txt", b"\x00\x00\x00\x18ftypmp42", ProblemKind.BINARY, "film"),
        ("a.pdf", b"%PDF-1.7\n", ProblemKind.UNSUPPORTED, "PDF"),
        ("a.txt", b"%PDF-1.7\n", ProblemKind.UNSUPPORTED, "PDF"),
        ("a.docx", b"PK\x03\x04" + bytes(50), ProblemKind.UNSUPPORTED, "office document"),
        ("a.txt.gz", b"\x1f\x8b\x08\x00", ProblemKind.UNSUPPORTED, "gzip"),
        ("a.rtf", rb"{\rtf1 text}", ProblemKind.UNSUPPORTED, "RTF"),
        ("record.db", b"SQLite format 3\x00" + bytes(50), ProblemKind.UNSUPPORTED, "SQLite"),
        ("feed.xml", b"<?xml version='1.0'?><rss/>", ProblemKind.UNSUPPORTED, "feed"),
        ("feed.txt", b"<?xml version='1.0'?>\n<?xml-stylesheet href='a.xsl'?><feed/>", ProblemKind.UNSUPPORTED, "feed"),
        ("map.xml", b"<?xml version='1.0'?><urlset/>", ProblemKind.UNSUPPORTED, "XML"),
        ("style.css", b"p { color: red }", ProblemKind.UNSUPPORTED, "source code"),
        ("page.mht", b"MIME-Version: 1.0\r\n", ProblemKind.UNSUPPORTED, "MHTML"),
        ("mail.eml", b"From: a@x.example\r\nSubject: a\r\n b\r\nMIME-Version: 1.0\r\n\r\nTwo men were k=\r\nilled.", ProblemKind.UNSUPPORTED, "mail"),
        ("mail.EML", b"From: a@x.example\nSubject: Marib\n\nTwo men were killed.", ProblemKind.UNSUPPORTED, "mail"),
        ("news.mbox", b"Two men were killed.", ProblemKind.UNSUPPORTED, "mailbox"),
        ("mail.txt", b"From: A <a@x.example>\nDate: Tue, 11 Mar 2025 10:20:30 +0300\n\nTwo men were killed.", ProblemKind.UNSUPPORTED, "mail"),
        (
            "mail.txt",
            b"Subject: Marib\r\nReceived: from x\r\n by y\r\nFrom: a@x.example\r\n\r\nTwo men were killed.",
            ProblemKind.UNSUPPORTED,
            "mail",
        ),
        ("mails", b"From a@x.example Tue Mar 11 10:20:30 2025\nSubject: Marib\n\nTwo men were killed.", ProblemKind.UNSUPPORTED, "mail"),
        ("mail.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), ProblemKind.UNSUPPORTED, "mail"),
    ],
)
def test_what_is_no_text_is_called_what_it_is(name: str, data: bytes, kind: ProblemKind, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    problem = refused(path)
    assert problem.kind is kind
    assert reason in problem.reason


def test_a_file_that_vanished_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone.txt").kind is ProblemKind.NOT_FOUND


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path).kind is ProblemKind.UNREADABLE


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    (tmp_path / "a.txt").chmod(0)
    assert refused(tmp_path / "a.txt").kind is ProblemKind.UNREADABLE


def test_a_broken_file_between_two_good_ones_stops_nothing(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "c.txt")
    (tmp_path / "b.txt").write_bytes(b"\xff\xd8\xff")
    files, _ = find_files([tmp_path])
    assert [type(item) for file in files for item in read_all(file)] == [Report, Problem, Report]


def test_a_pipe_with_a_name_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = subprocess.Popen([sys.executable, "-c", f"open({str(tmp_path / 'pipe')!r}, 'w').write({BODY!r})"])
    assert read_one(tmp_path / "pipe").text == BODY
    writer.wait()


def test_importing_the_room_is_light() -> None:
    code = "import sys, whence.ingest; print([name for name in ('trafilatura', 'lxml', 'py3langid', 'numpy', 'onnxruntime') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_reading_plain_english_needs_no_language_model(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt")
    path = str(tmp_path / "a.txt")
    code = f"import sys, pathlib, whence.ingest as w; print(next(w.read_file(pathlib.Path({path!r}))).language, 'py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "en False"


@pytest.mark.parametrize(
    "head",
    [
        "From: Hana Saleh\nSubject: Marib",
        "From: Hana Saleh <hana@x.example>\nSent: Tuesday, 11 March 2025 10:20\nTo: Desk\nSubject: Marib",
        "Title: Marib\nDate: Tue, 11 Mar 2025 10:20:30 +0300",
        "From Marib, Tue Mar 11",
    ],
)
def test_a_pasted_mail_and_labelled_lines_are_a_text(head: str, tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    path.write_text(f"{head}\n\n{BODY}", encoding="utf-8")
    assert read_one(path).text.endswith(BODY)


def test_many_comments_before_what_is_no_feed_cost_no_time() -> None:
    comments = "<!-- a -->\n" * 200
    assert tell_format(f"{comments}<p>text".encode(), "a.html") is Format.HTML
    assert tell_format(f"{comments}<html>".encode(), "-") is Format.HTML
    with pytest.raises(RefusalError, match="feed"):
        tell_format(f"{comments}<rss>".encode(), "a.html")
