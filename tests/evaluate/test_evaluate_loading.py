"""Readings from files of several forms, and from files that are none."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from whence.errors import EvaluateError, FormError
from whence.evaluate import AttributionsOnly, Scores, load_readings, score
from whence.terms import EventType, Status

DOCS = Path(__file__).resolve().parents[2] / "docs" / "evaluate.md"


def form(id: str = "one", text: str = "Rebels shelled Kufra.", **more: Any) -> dict[str, Any]:
    claim = {"type": "ASSAULT", "status": "occurred", "what": [[7, 14]], "actor": [[0, 6]]}
    return {"id": id, "text": text, "claims": [claim]} | more


def write(path: Path, *objects: Any) -> Path:
    path.write_text("".join(json.dumps(obj, ensure_ascii=False) + "\n" for obj in objects), encoding="utf-8")
    return path


def test_json_lines_give_one_reading_a_line(tmp_path: Path) -> None:
    readings = load_readings(write(tmp_path / "out.jsonl", form("one"), form("two")))
    assert list(readings) == ["one", "two"]
    assert readings["two"].claims[0].actor[0].span.words == "Rebels"


def test_a_file_may_be_named_by_text(tmp_path: Path) -> None:
    assert list(load_readings(str(write(tmp_path / "out.jsonl", form("one"))))) == ["one"]


def test_json_lines_are_told_by_what_they_hold_not_by_the_file_name(tmp_path: Path) -> None:
    assert list(load_readings(write(tmp_path / "out.json", form("one"), form("two")))) == ["one", "two"]


def test_a_json_file_holds_one_object_or_a_list(tmp_path: Path) -> None:
    one = tmp_path / "one.json"
    one.write_text(json.dumps(form("one"), indent=1), encoding="utf-8")
    several = tmp_path / "several.json"
    several.write_text(json.dumps([form("one"), form("two")], indent=1), encoding="utf-8")
    assert list(load_readings(one)) == ["one"]
    assert list(load_readings(several)) == ["one", "two"]


def test_a_folder_gives_the_readings_of_its_json_files_by_name(tmp_path: Path) -> None:
    write(tmp_path / "b.json", form("bee"))
    write(tmp_path / "a.jsonl", form("ant"), form("ape"))
    (tmp_path / "README.md").write_text("notes", encoding="utf-8")
    assert list(load_readings(tmp_path)) == ["ant", "ape", "bee"]


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_are_skipped(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(form("one")).encode() + b"\r\n\r\n" + json.dumps(form("two")).encode() + b"\r\n")
    assert list(load_readings(file)) == ["one", "two"]


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    text = "Rebels shelled Kufra.\u2028\u0085A second line."
    readings = load_readings(write(tmp_path / "out.jsonl", form("one", text), form("two")))
    assert readings["one"].report.text == text


def test_a_report_that_could_not_be_read_gives_no_reading(tmp_path: Path) -> None:
    problem = {"kind": "empty", "where": "a.txt", "reason": "The file is empty.", "remedy": None}
    assert list(load_readings(write(tmp_path / "out.jsonl", {"problem": problem}, form("one")))) == ["one"]


def test_the_same_reading_twice_is_taken_once(tmp_path: Path) -> None:
    readings = load_readings(write(tmp_path / "out.jsonl", form(path="a.txt"), form(path="b.txt")))
    assert [reading.report.path for reading in readings.values()] == ["a.txt"]


def test_two_different_readings_of_one_id_are_refused_with_both_places(tmp_path: Path) -> None:
    file = write(tmp_path / "out.jsonl", form(), form("two"), form(claims=[]))
    with pytest.raises(EvaluateError, match=r"'one' stands twice, in .*out\.jsonl, line 1 and in .*out\.jsonl, line 3"):
        load_readings(file)


def test_an_object_with_attributions_and_no_claims_is_a_reading_of_attributions_alone(tmp_path: Path) -> None:
    obj = {"id": "one", "text": "Rebels said no.", "attributions": [{"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 14]]}]}
    reading = load_readings(write(tmp_path / "gold.jsonl", obj))["one"]
    assert isinstance(reading, AttributionsOnly)
    assert reading.attributions[0].content[0].words == "no"


def test_a_telling_without_content_is_left_out_where_attributions_alone_are_marked(tmp_path: Path) -> None:
    empty = {"source": [[0, 6]], "cue": [[7, 11]], "content": []}
    obj = {"id": "one", "text": "Rebels said no.", "attributions": [empty, empty | {"content": [[12, 14]]}]}
    assert len(load_readings(write(tmp_path / "gold.jsonl", obj))["one"].attributions) == 1


def test_gzipped_lines_are_read_whatever_the_file_is_called(tmp_path: Path) -> None:
    for name in ("out.jsonl.gz", "out.jsonl"):
        (tmp_path / name).write_bytes(gzip.compress(json.dumps(form("one")).encode() + b"\n" + json.dumps(form("two")).encode()))
        assert list(load_readings(tmp_path / name)) == ["one", "two"]


def test_gzipped_files_of_a_folder_are_taken(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(json.dumps(form("ant")).encode()))
    write(tmp_path / "b.json", form("bee"))
    assert list(load_readings(tmp_path)) == ["ant", "bee"]


@pytest.mark.parametrize("damage", [lambda packed: packed[:-9], lambda packed: packed[:20] + b"\xff" * 9 + packed[29:], lambda packed: packed[:4]])
def test_a_damaged_gzip_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "out.jsonl.gz"
    file.write_bytes(damage(gzip.compress(json.dumps(form("one")).encode())))
    with pytest.raises(EvaluateError, match=r"out\.jsonl\.gz is gzipped and damaged"):
        load_readings(file)


def test_a_broken_line_is_named_with_its_column(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text(json.dumps(form("one")) + '\n{"id": "two", "te\n' + json.dumps(form("three")) + "\n", encoding="utf-8")
    with pytest.raises(EvaluateError, match=r"out\.jsonl, line 2, column 15: not JSON"):
        load_readings(file)


def test_a_broken_json_file_is_named_with_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "gold.json"
    file.write_text('{\n "id": "one",\n "text" "Rebels"\n}', encoding="utf-8")
    with pytest.raises(EvaluateError, match=r"gold\.json, line 3, column 9: not JSON"):
        load_readings(file)


def test_a_line_that_is_no_reading_is_named_with_what_is_wrong(tmp_path: Path) -> None:
    file = write(tmp_path / "out.jsonl", form("one"), form("two", "Short"))
    with pytest.raises(FormError, match=r"out\.jsonl, line 2: In report two, claim 0: `what`: Span 7:14 does not slice"):
        load_readings(file)


def test_an_item_of_a_list_that_is_no_reading_is_named(tmp_path: Path) -> None:
    file = tmp_path / "gold.json"
    file.write_text(json.dumps([form("one"), 7]), encoding="utf-8")
    with pytest.raises(FormError, match=r"gold\.json, item 2: A report is a JSON object; this is a number"):
        load_readings(file)


@pytest.mark.parametrize("content", ["", "\n \n", "[]"])
def test_a_file_without_readings_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluateError, match="holds no reading"):
        load_readings(file)


def test_a_report_that_was_not_read_yet_is_told_with_what_to_type(tmp_path: Path) -> None:
    file = write(tmp_path / "reports.jsonl", {"text": "Rebels shelled Kufra.", "outlet": "Sahel Post"})
    with pytest.raises(EvaluateError, match=rf"not read yet\. .*whence read {file} --json"):
        load_readings(file)


def test_a_folder_without_json_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("Rebels shelled Kufra.", encoding="utf-8")
    with pytest.raises(EvaluateError, match=r"holds no file that ends in \.json or \.jsonl"):
        load_readings(tmp_path)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluateError, match="No file or folder at"):
        load_readings(tmp_path / "gold")


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text(json.dumps(form()), encoding="utf-16")
    with pytest.raises(EvaluateError, match=r"is not UTF-8 \(byte 0\)"):
        load_readings(file)


@pytest.mark.parametrize("content", ["[" * 200_000, '{"id": "one", "n": ' + "9" * 10_000 + "}"])
def test_json_beyond_all_measure_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "out.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluateError, match="JSON that cannot be read"):
        load_readings(file)


def test_scores_turn_into_plain_json(tmp_path: Path) -> None:
    gold = load_readings(write(tmp_path / "gold.jsonl", form()))
    figures = json.loads(json.dumps(score(gold, {}).to_json()))
    assert figures["claim"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "n_right": 0, "n_predicted": 0, "n_gold": 1}
    assert figures["attribution"]["f1"] is None
    assert figures["status"] == {"share": None, "n_right": 0, "n": 0}
    assert figures["missing"] == ["one"]
    assert set(figures["by_type"]) == set(EventType) and set(figures["by_status"]) == set(Status)


def test_the_docs_name_every_key() -> None:
    docs = DOCS.read_text(encoding="utf-8")
    keys = [*Scores().to_json(), *Scores().claim.to_json(), *Scores().status.to_json()]
    assert [key for key in keys if f"`{key}`" not in docs] == []


@pytest.mark.parametrize("text", ["Gunmen kill nine in Kaduna\n\nGunmen killed nine people.", "12 people were killed.", "text,title\na,b\n"])
def test_a_report_is_no_reading_and_what_makes_one_is_told(text: str, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluateError, match=r"report\.txt is no JSON: it begins with .*\n.*whence read \S*report\.txt --json > out\.jsonl"):
        load_readings(file)


def test_a_record_is_no_file_of_readings_and_what_makes_one_is_told(tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    file.write_bytes(b"SQLite format 3\0\xff\xfe")
    with pytest.raises(EvaluateError, match=r"record\.db is a record.* whence show \S*record\.db --json > out\.jsonl"):
        load_readings(file)
