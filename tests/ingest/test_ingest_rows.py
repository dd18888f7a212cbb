import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_samples import BODY, FIRST, HEADLINE, SECOND, STORY, THIRD, read_all, read_one, refused

from whence.ingest import Columns, IngestOptions
from whence.ingest.rows import read_csv
from whence.json_form import report_to_json
from whence.terms import KnownFrom, Problem, ProblemKind, Report


def write_lines(folder: Path, *rows: object, name: str = "reports.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_each_json_line_is_a_report_with_its_fields(tmp_path: Path) -> None:
    row = {
        "headline": HEADLINE,
        "body": BODY,
        "publisher": {"name": "Aden Post"},
        "authors": ["Hana Saleh", "Ali Omar"],
        "link": "https://x.example/a",
    }
    report = read_one(write_lines(tmp_path, row | {"publishedAt": "2024-02-07T10:00:00Z"}))
    assert report.text == STORY
    assert (report.title, report.outlet, report.author, report.url) == (HEADLINE, "Aden Post", "Hana Saleh, Ali Omar", "https://x.example/a")
    assert (report.published, report.published_from) == ("2024-02-07", KnownFrom.METADATA)
    assert report.path == f"{tmp_path}/reports.jsonl:1"


def test_a_broken_row_in_the_middle_is_told_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write_lines(tmp_path, {"text": FIRST}, '{"text": "The', {"text": SECOND})
    first, problem, second = read_all(path)
    assert isinstance(first, Report) and isinstance(second, Report) and isinstance(problem, Problem)
    assert (first.text, second.text) == (FIRST, SECOND)
    assert problem.kind is ProblemKind.BROKEN_ROW
    assert problem.where == f"{path}:2"


@pytest.mark.parametrize("row", ["[1, 2]", "3", '"text"', "null", "[" * 100_000, '{"n": 1' + "0" * 5000 + "}"])
def test_a_row_that_is_no_object_is_broken(row: str, tmp_path: Path) -> None:
    problem = read_all(write_lines(tmp_path, row, {"text": FIRST}))[0]
    assert isinstance(problem, Problem) and problem.kind is ProblemKind.BROKEN_ROW


def test_a_row_that_cannot_be_decoded_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(json.dumps({"text": FIRST}).encode() + b'\n{"text": "\xe2\x28\xa1 \xd0\xff\xfe"}\n' + json.dumps({"text": SECOND}).encode())
    first, problem, second = read_all(path)
    assert isinstance(first, Report) and isinstance(second, Report)
    assert isinstance(problem, Problem) and problem.kind is ProblemKind.ENCODING


def test_a_broken_row_is_told_with_what_is_wrong_where(tmp_path: Path) -> None:
    problem = read_all(write_lines(tmp_path, {"text": FIRST}, '{"text": "The'))[1]
    assert isinstance(problem, Problem) and problem.reason == "The line is no JSON: Unterminated string at character 10."


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    assert len(read_all(write_lines(tmp_path, "", {"text": FIRST}, "  ", {"text": SECOND}))) == 2


def test_a_row_with_an_empty_text_is_empty(tmp_path: Path) -> None:
    problem = refused(write_lines(tmp_path, {"text": " "}))
    assert (problem.kind, problem.where) == (ProblemKind.EMPTY, f"{tmp_path}/reports.jsonl:1")


def test_rows_without_a_text_are_told_together_with_what_to_type(tmp_path: Path) -> None:
    path = write_lines(tmp_path, *({"words": FIRST, "n": n} for n in range(12)))
    problem = refused(path)
    assert (problem.kind, problem.where) == (ProblemKind.NO_TEXT_COLUMN, str(path))
    assert "12 rows" in problem.reason and "words, n" in problem.reason and "2 more" in problem.reason
    assert problem.remedy is not None and "--text-column" in problem.remedy


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = write_lines(tmp_path, {"text": "not this", "words": FIRST, "h": HEADLINE, "when": "2024-02-07", "Who": "Aden Post"})
    report, note = read_all(path, columns=Columns(text="words", title="h", published="when", outlet="who"))
    assert isinstance(report, Report) and isinstance(note, Problem)
    assert note.reason.startswith("No report took anything from text.")
    assert (report.text, report.published, report.outlet) == (f"{HEADLINE}\n\n{FIRST}", "2024-02-07", "Aden Post")


def test_a_named_key_that_no_row_has_is_told_and_the_rows_are_read(tmp_path: Path) -> None:
    path = write_lines(tmp_path, {"text": FIRST, "Day": "2024-02-07"}, {"text": SECOND})
    first, second, problem = read_all(path, columns=Columns(title="kicker", published="day"))
    assert isinstance(first, Report) and isinstance(second, Report)
    assert isinstance(problem, Problem) and (problem.kind, problem.reason) == (ProblemKind.READ_WITHOUT, "No row has 'kicker'.")


def test_columns_that_gave_nothing_are_told_once_with_the_names_that_are_understood(tmp_path: Path) -> None:
    header = ["headline", "article", "reporter", "day", "empty", "newspaper"]
    row = [HEADLINE, FIRST, "Hana Saleh", "2024-02-07", "", "The Aden Post"]
    *reports, note = read_all(write_table(tmp_path, header, row, [HEADLINE, SECOND, *row[2:]]))
    assert len(reports) == 2
    assert isinstance(note, Problem) and note.kind is ProblemKind.UNUSED_COLUMNS and note.kind.is_note
    assert note.reason.startswith(
        "No report took anything from reporter, day. Names understood for the author: author, authors, byline, creator, writer; "
    )
    assert note.remedy == "Where one of them holds it: --author-column NAME, --url-column NAME, --published-column NAME"


def test_lines_tell_their_unused_keys_once_and_of_no_field_that_is_given(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path, {"text": FIRST, "Desk": "Marib", "id": 7, "title": HEADLINE}, {"text": SECOND, "desk": "Aden", "n": 2, "url": "https://a.org/1"}
    )
    *_, note = read_all(path, published="2024-02-07", columns=Columns(author="n"))
    assert isinstance(note, Problem) and note.kind is ProblemKind.UNUSED_COLUMNS
    assert "from Desk, desk, n." in note.reason and "the outlet: outlet, source," in note.reason
    assert note.remedy == "Where one of them holds it: --outlet-column NAME"


def test_a_long_or_broken_name_of_an_unused_column_is_told_in_part(tmp_path: Path) -> None:
    *_, note = read_all(write_lines(tmp_path, {"text": FIRST, "d" * 5_000: 1, "two\nlines": 2}))
    assert isinstance(note, Problem) and f"from {'d' * 60}, two lines." in note.reason


def test_a_column_that_some_row_used_is_not_told_and_neither_are_the_keys_of_a_single_object(tmp_path: Path) -> None:
    two_names = write_table(tmp_path, ["text", "outlet", "source"], [FIRST, "The Aden Post", "AFP"], [SECOND, "", "Gulf Wire"])
    assert all(isinstance(found, Report) for found in read_all(two_names))
    (tmp_path / "one.json").write_text(json.dumps({"text": FIRST, "desk": "Marib"}))
    assert isinstance(read_one(tmp_path / "one.json"), Report)


def test_lines_that_are_all_blank_are_empty(tmp_path: Path) -> None:
    assert refused(write_lines(tmp_path, "", "  ")).kind is ProblemKind.EMPTY


def test_a_row_over_the_limit_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    path = write_lines(tmp_path, {"text": FIRST}, {"text": "The army said. " * 100}, {"text": SECOND})
    first, problem, second = read_all(path, max_bytes=400)
    assert isinstance(first, Report) and isinstance(second, Report)
    assert isinstance(problem, Problem) and problem.kind is ProblemKind.TOO_LARGE
    assert problem.where == f"{path}:2" and "400 bytes" in problem.reason


def test_a_file_of_rows_may_be_larger_than_the_limit_of_one(tmp_path: Path) -> None:
    path = write_lines(tmp_path, *({"text": f"{FIRST} {n}"} for n in range(50)))
    assert path.stat().st_size > 1000
    assert len(read_all(path, max_bytes=1000)) == 50


@pytest.mark.parametrize("published", ["03/04/2024", "2024-02-31", "soon", None, 12, True])
def test_a_date_that_does_not_tell_the_day_stays_unknown(published: object, tmp_path: Path) -> None:
    report = read_all(write_lines(tmp_path, {"text": FIRST, "date": published}))[0]
    assert isinstance(report, Report)
    assert (report.published, report.published_from) == (None, KnownFrom.UNKNOWN)


def test_dates_that_are_refused_are_told_once_with_their_rows_and_values(tmp_path: Path) -> None:
    rows = [["text", "pubdate"], [FIRST, "13/14/2024"], [SECOND, "2024-02-07"], [f"{FIRST} Again.", ""], [f"{SECOND} Again.", "2024-02-31"]]
    *reports, problem = read_all(write_table(tmp_path, *rows))
    assert [report.published for report in reports if isinstance(report, Report)] == [None, "2024-02-07", None, None]
    assert isinstance(problem, Problem) and problem.kind is ProblemKind.READ_WITHOUT
    assert "'13/14/2024' in row 2, '2024-02-31' in row 5:" in problem.reason
    assert problem.remedy is not None and "--published" in problem.remedy


def test_of_many_refused_dates_ten_are_named(tmp_path: Path) -> None:
    problem = read_all(write_lines(tmp_path, *({"text": f"{FIRST} {n}", "date": "soon"} for n in range(12))))[-1]
    assert isinstance(problem, Problem) and problem.reason.count("'soon'") == 10 and "and 2 more" in problem.reason


def test_a_refused_date_is_not_told_where_another_dates_the_report(tmp_path: Path) -> None:
    row = {"text": FIRST, "date": "03/04/2024", "url": "https://www.adenpost.example/2024/03/04/shell"}
    assert read_one(write_lines(tmp_path, row)).published == "2024-03-04"


def test_seconds_since_1970_are_a_date(tmp_path: Path) -> None:
    assert read_one(write_lines(tmp_path, {"text": FIRST, "timestamp": 1707300000})).published == "2024-02-07"


def test_the_date_in_the_address_is_used_where_the_row_has_none(tmp_path: Path) -> None:
    report = read_one(write_lines(tmp_path, {"text": FIRST, "url": "https://www.adenpost.example/2024/02/07/shell"}))
    assert (report.published, report.published_from, report.outlet) == ("2024-02-07", KnownFrom.METADATA, "adenpost.example")


def test_the_date_in_the_name_of_a_file_of_rows_is_not_that_of_each(tmp_path: Path) -> None:
    assert read_one(write_lines(tmp_path, {"text": FIRST}, name="2024-02-07.jsonl")).published is None


def test_a_reading_of_our_own_keeps_its_text_to_the_letter(tmp_path: Path) -> None:
    text = f"{HEADLINE}\r\n\r\n\n top-news \n\n{BODY} \n"
    path = write_lines(tmp_path, {"id": "gold-1", "published": "2024-02-07", "text": text, "claims": []}, name="gold.json")
    report = read_one(path)
    assert report.text == text
    assert report.published == "2024-02-07"


def test_a_report_comes_back_from_its_own_json(tmp_path: Path) -> None:
    source = tmp_path / "2024-02-07.txt"
    source.write_text(f"{HEADLINE}\n\nMARIB (AP) — {BODY}", encoding="utf-8")
    report = read_one(source)
    again = read_one(write_lines(tmp_path, report_to_json(report)))
    assert (again.id, again.published_from, again.dateline, again.origin) == (report.id, KnownFrom.FILE_NAME, report.dateline, report.origin)


def test_a_reading_of_our_own_with_a_span_off_its_text_is_broken(tmp_path: Path) -> None:
    problem = refused(write_lines(tmp_path, {"text": FIRST, "claims": [], "dateline": [0, 9999]}))
    assert problem.kind is ProblemKind.BROKEN_ROW


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_file_may_hold_one_report(indent: int | None, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"text": FIRST}, indent=indent) + "\n", encoding="utf-8")
    report = read_one(path)
    assert (report.text, report.path) == (FIRST, str(path))


def test_a_json_file_may_hold_a_list_of_reports(tmp_path: Path) -> None:
    path = tmp_path / "reports.json"
    path.write_text(json.dumps([{"text": FIRST}, 7, {"text": SECOND}]), encoding="utf-8")
    first, problem, second = read_all(path)
    assert isinstance(first, Report) and isinstance(second, Report) and isinstance(problem, Problem)
    assert (first.path, problem.where, second.path) == (f"{path}[1]", f"{path}[2]", f"{path}[3]")


def test_a_list_inside_an_answer_of_a_service_is_found(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"status": "ok", "articles": [{"content": FIRST}]}), encoding="utf-8")
    assert read_one(path).text == FIRST


def test_json_lines_named_json_are_read_as_lines(tmp_path: Path) -> None:
    assert len(read_all(write_lines(tmp_path, {"text": FIRST}, {"text": SECOND}, name="reports.json"))) == 2


@pytest.mark.parametrize("source", ["{nope", "[" * 100_000, "", "[]"])
def test_a_json_file_that_holds_no_report_is_told(source: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(source, encoding="utf-8")
    assert refused(path).kind in (ProblemKind.BROKEN_ROW, ProblemKind.EMPTY)


def write_table(folder: Path, *rows: list[str], name: str = "reports.csv", encoding: str = "utf-8", delimiter: str = ",") -> Path:
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.mark.parametrize(
    ("name", "delimiter", "encoding"),
    [
        ("a.csv", ",", "utf-8"),
        ("a.csv", ";", "utf-8-sig"),
        ("a.tsv", "\t", "utf-8"),
        ("a.csv", "\t", "utf-16"),
        ("a.csv", ",", "cp1252"),
        ("a.csv", "|", "utf-8"),
    ],
)
def test_a_table_is_read_whatever_parts_its_cells(name: str, delimiter: str, encoding: str, tmp_path: Path) -> None:
    path = write_table(tmp_path, ["Headline", "Body", "Pub Date"], [HEADLINE, BODY, "Feb 7, 2024"], name=name, delimiter=delimiter, encoding=encoding)
    report = read_one(path)
    assert (report.text, report.published, report.path) == (STORY, "2024-02-07", f"{path}:2")


def test_a_table_without_a_text_column_is_one_problem_that_names_its_columns(tmp_path: Path) -> None:
    problem = refused(write_table(tmp_path, ["id", "words"], ["1", FIRST], ["2", SECOND]))
    assert problem.kind is ProblemKind.NO_TEXT_COLUMN
    assert "id, words" in problem.reason
    assert problem.remedy is not None and "--text-column" in problem.remedy


def test_the_text_column_of_a_table_can_be_named(tmp_path: Path) -> None:
    assert read_one(write_table(tmp_path, ["id", "Words"], ["1", FIRST]), columns=Columns(text="words")).text == FIRST


def test_a_named_text_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    problem = refused(write_table(tmp_path, ["id", "text"], ["1", FIRST]), columns=Columns(text="words"))
    assert problem.kind is ProblemKind.NO_TEXT_COLUMN and "'words'" in problem.reason


def test_another_named_column_that_is_not_there_is_told_and_the_rows_are_read(tmp_path: Path) -> None:
    problem, report = read_all(write_table(tmp_path, ["id", "text"], ["1", FIRST]), columns=Columns(title="kicker"))
    assert isinstance(problem, Problem) and "kicker" in problem.reason
    assert isinstance(report, Report)


def test_a_large_cell_of_many_lines_is_read(tmp_path: Path) -> None:
    text = "\n".join([FIRST] * 3000)
    assert len(read_one(write_table(tmp_path, ["text"], [text])).text) > 200_000


def test_a_row_with_too_many_cells_is_broken_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text(f"title,text\nA,b,c,d\n{HEADLINE},Two were killed at the market\n", encoding="utf-8")
    problem, report = read_all(path)
    assert isinstance(problem, Problem) and problem.kind is ProblemKind.BROKEN_ROW
    assert (problem.where, "4 cells" in problem.reason) == (f"{path}:2", True)
    assert isinstance(report, Report)


def test_an_open_quotation_mark_does_not_swallow_the_table(tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text('text\nThe first row is read\n"The second is left open\nThe third row is read\nThe fourth row is read\n', encoding="utf-8")
    found = read_all(path)
    assert [item.text for item in found if isinstance(item, Report)] == ["The first row is read", "The third row is read", "The fourth row is read"]
    assert [(item.kind, item.where) for item in found if isinstance(item, Problem)] == [(ProblemKind.BROKEN_ROW, f"{path}:3")]


def test_a_row_of_a_table_over_the_limit_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    found = read_all(write_table(tmp_path, ["text"], ["The army said. " * 100], [FIRST]), max_bytes=400)
    assert [type(item) for item in found] == [Problem, Report]
    assert isinstance(found[0], Problem) and found[0].kind is ProblemKind.TOO_LARGE


@pytest.mark.parametrize("source", ["", "\n\n", "title,text\n", "title,text\n\n,\n"])
def test_an_empty_table_is_empty(source: str, tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_text(source, encoding="utf-8")
    assert refused(path).kind is ProblemKind.EMPTY


def test_a_table_of_an_old_mac_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reports.csv"
    path.write_bytes(f"title,text\r{HEADLINE},Two were killed at the market\r".encode())
    assert read_one(path).title == HEADLINE


cell = st.text(
    alphabet=st.characters(exclude_characters="\0\r", exclude_categories=["Cs", "Cc"]) | st.just("\n") | st.sampled_from('",'), max_size=30
)


@given(st.lists(st.tuples(cell, cell), max_size=6))
def test_what_the_csv_module_writes_comes_back_row_by_row(rows: list[tuple[str, str]]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([("title", "text"), *rows])
    stream = io.BytesIO(file.getvalue().encode())
    bodies = [draft.body for _, draft in read_csv(stream, where="x", options=IngestOptions()) if not isinstance(draft, Exception)]
    assert bodies == [text if text.strip() else "" for title, text in rows if (title + text).strip()]


@given(st.lists(st.text(alphabet=st.sampled_from('a",\n ')), max_size=8))
def test_no_table_loses_a_line_in_silence(lines: list[str]) -> None:
    stream = io.BytesIO(("text,b\n" + "".join(f"{line}\n" for line in lines) + "last words,x\n").encode())
    found = list(read_csv(stream, where="x", options=IngestOptions()))
    told = " ".join(str(draft) if isinstance(draft, Exception) else f"{draft.body}" for _, draft in found)
    assert "last words" in told or "cells" in told or "cannot be read" in told


def test_a_table_without_a_row_of_names_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f'"{FIRST}",2021-05-03\n"{THIRD}",2021-05-04\n', encoding="utf-8")
    problem = refused(path)
    assert problem.kind is ProblemKind.NO_TEXT_COLUMN
    assert "names of the columns belong" in problem.reason and "text,published" in (problem.remedy or "")


def test_a_question_for_a_name_of_a_column_is_no_text(tmp_path: Path) -> None:
    questions = ["id", "How many people were hurt in the incident that you saw?", "narrative"]
    problem = refused(write_table(tmp_path, questions, ["1", "2", FIRST]))
    assert "--text-column" in (problem.remedy or "") and "narrative" in problem.reason
    problem = refused(write_table(tmp_path, [FIRST, "3 May 2021"], [SECOND, "4 May 2021"]), columns=Columns(text="narrative"))
    assert "'narrative'" in problem.reason
