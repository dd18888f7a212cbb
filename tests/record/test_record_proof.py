import sqlite3
from pathlib import Path

import pytest
from record_examples import NEWER, problem, reading, report

from whence.errors import RecordError
from whence.record import Finding, Record, Verification
from whence.record.schema import PROJECTION, TRIGGERS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        for n in range(3):
            record.add_reading(reading(n))
        record.add_problem(problem())
        record.add_reading(reading(1, reader=NEWER, problems=(problem("sentence 2"),)))
    return path


def tamper(path: Path, statement: str, *values: object, keep_triggers: bool = False) -> None:
    """Change the file behind the record's back: its triggers taken off, and put on again so that they do not tell."""
    raw = sqlite3.connect(path, isolation_level=None)
    if not keep_triggers:
        for name in TRIGGERS:
            raw.execute(f"DROP TRIGGER {name}")
    assert raw.execute(statement, values).rowcount, "the tampering changed nothing"
    if not keep_triggers:
        for sql in TRIGGERS.values():
            raw.execute(sql)
    raw.close()


def verify(path: Path) -> Verification:
    with Record.open(path, read_only=True) as record:
        return record.verify()


def places(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.where for finding in findings}


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    raw = sqlite3.connect(path)
    tables = {table.name: raw.execute(f"SELECT * FROM {table.name} ORDER BY 1, 2, 3, 4").fetchall() for table in PROJECTION}
    tables["search"] = raw.execute("SELECT rowid FROM report_words WHERE report_words MATCH 'kirkuk' ORDER BY rowid").fetchall()
    raw.close()
    return tables


def test_one_row_that_differs_is_told_as_one(path: Path) -> None:
    tamper(path, "UPDATE claims SET status = 'planned' WHERE reading = 3 AND claim = 0")
    (finding,) = verify(path).findings
    assert finding.reason.startswith("1 row differs from text and ledger")


def test_a_record_as_it_was_written_is_sound(path: Path) -> None:
    proof = verify(path)
    assert proof.findings == ()
    assert proof.sound
    assert (proof.n_entries, proof.n_reports, proof.n_readings, proof.n_claims) == (9, 3, 4, 12)
    assert proof.n_spans == sum(len(rows) for name, rows in dump(path).items() if name in ("fields", "attributions"))


def test_an_empty_record_is_sound(tmp_path: Path) -> None:
    with Record.open(tmp_path / "new.db", create=True) as record:
        proof = record.verify()
    assert (proof.findings, proof.n_entries, proof.head) == ((), 0, "")


def test_the_head_changes_with_every_entry(path: Path) -> None:
    before = verify(path).head
    with Record.open(path) as record:
        record.add_reading(reading(7))
    assert len(before) == 64
    assert verify(path).head != before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET text = 'x' WHERE kind = 'report'",
        "DELETE FROM ledger WHERE seq = 4",
        "REPLACE INTO ledger SELECT seq, id, kind, parent, '{}', text, prev_sha, sha, run_id, actor, at FROM ledger WHERE seq = 4",
        "INSERT OR REPLACE INTO ledger SELECT 99, id, kind, parent, '{}', text, prev_sha, sha, run_id, actor, at FROM ledger WHERE seq = 4",
        "INSERT OR IGNORE INTO ledger SELECT * FROM ledger WHERE seq = 4",
        "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 4 ON CONFLICT DO UPDATE SET payload = '{}'",
        "UPDATE OR REPLACE ledger SET id = 'other' WHERE seq = 4",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_the_ledger_refuses_every_statement_that_would_change_an_entry(path: Path, statement: str, recursive: str) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(statement)
    raw.close()
    assert verify(path).sound


def test_a_changed_letter_of_a_text_is_found(path: Path) -> None:
    tamper(path, "UPDATE ledger SET text = replace(text, 'Kirkuk', 'Mosul!') WHERE id = ?", report(2).id)
    found = verify(path).findings
    assert f"report {report(2).id}" in places(found)
    assert any("was changed after it was written" in finding.reason for finding in found)
    assert any(f.where.startswith("table fields") and "words is 'near Kirkuk', must be 'near Mosul!'" in f.reason for f in found)


def test_a_changed_letter_that_no_span_holds_is_found(path: Path) -> None:
    tamper(path, "UPDATE ledger SET text = replace(text, 'May.', 'Mai.') WHERE id = ?", report(2).id)
    assert len(verify(path).findings) == 2


def test_a_changed_payload_is_found(path: Path) -> None:
    tamper(path, """UPDATE ledger SET payload = replace(payload, '"occurred"', '"planned"') WHERE seq = 3""")
    found = verify(path).findings
    assert "ledger entry 3" in places(found)
    assert any("status is 'occurred', must be 'planned'" in finding.reason for finding in found)


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "[]",
        "{",
        "null",
        '{"id": 3}',
        '{"claims": 1}',
        '{"claims": [{"what": [[0, 99999]]}]}',
        '{"claims": [[]]}',
        "[" * 9999,
        '{"n": ' + "9" * 5000 + "}",
    ],
)
def test_a_payload_that_is_no_reading_any_more_is_found(path: Path, payload: str) -> None:
    tamper(path, "UPDATE ledger SET payload = ? WHERE seq = 3", payload)
    assert any("cannot be read" in finding.reason for finding in verify(path).findings)


@pytest.mark.parametrize("column", ["id", "kind", "parent", "prev_sha", "sha", "run_id", "actor", "at"])
def test_every_changed_column_of_an_entry_is_found(path: Path, column: str) -> None:
    tamper(path, f"UPDATE ledger SET {column} = 'other' WHERE seq = 5")
    assert "ledger entry 5" in places(verify(path).findings)


@pytest.mark.parametrize("seq", [1, 2, 3, 8])
def test_a_deleted_entry_is_found(path: Path, seq: int) -> None:
    tamper(path, "DELETE FROM ledger WHERE seq = ?", seq)
    found = verify(path).findings
    assert f"ledger entry {seq + 1}" in places(found)
    assert any("1 entry is missing" in finding.reason for finding in found)


def test_a_deleted_last_entry_is_found_by_what_the_tables_hold(path: Path) -> None:
    tamper(path, "DELETE FROM ledger WHERE seq = 9")
    assert {"table readings", "table claims", "table fields"} <= places(verify(path).findings)


def test_a_moved_entry_is_found(path: Path) -> None:
    tamper(path, "UPDATE ledger SET seq = 99 WHERE seq = 5")
    assert "ledger entry 99" in places(verify(path).findings)


def test_an_entry_with_a_hash_of_its_own_that_does_not_follow_is_found(path: Path) -> None:
    columns = "9 + 1, 'new', kind, parent, payload, text, 'nothing', sha, run_id, actor, at"
    tamper(path, f"INSERT INTO ledger SELECT {columns} FROM ledger WHERE kind = 'run'", keep_triggers=True)
    assert any("It follows nothing" in finding.reason for finding in verify(path).findings)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fields SET start = start + 1 WHERE field = 'actor' AND reading = 3",
        'UPDATE fields SET "end" = "end" + 1, start = start + 1 WHERE field = \'actor\' AND reading = 3',
        "UPDATE fields SET words = 'Three drones' WHERE field = 'actor' AND reading = 3",
        "UPDATE fields SET low = 30 WHERE field = 'toll' AND reading = 3",
        "DELETE FROM fields WHERE field = 'source' AND reading = 3",
        "INSERT INTO fields (reading, claim, field, position, start, \"end\", words) VALUES (3, 0, 'actor', 9, 0, 5, 'Drone')",
    ],
)
def test_a_span_that_was_moved_in_the_tables_is_found(path: Path, statement: str) -> None:
    tamper(path, statement, keep_triggers=True)
    assert places(verify(path).findings) - {"table fields"} == {f"table fields, reading 3, report {report(0).id}"}


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE reports SET outlet = 'Zab Herald' WHERE seq = 2", "table reports, report"),
        ("UPDATE reports SET reading = 5 WHERE seq = 4", "table reports, report"),
        ("UPDATE claims SET type = 'AID' WHERE reading = 3", "table claims, reading 3"),
        ("UPDATE readings SET reader = '9' WHERE seq = 3", "table readings, reading 3"),
        ("UPDATE attributions SET words = 'x' WHERE reading = 3", "table attributions, reading 3"),
        ("UPDATE problems SET reason = 'none' WHERE seq = 8", "table problems, problem 8"),
        ("DELETE FROM problems WHERE seq = 9", "table problems, reading 9"),
        ("INSERT INTO problems SELECT 2, position, kind, 'x', reason, remedy, report, run_id FROM problems WHERE seq = 8", "table problems"),
        ("DELETE FROM reports WHERE seq = 2", "table readings"),
    ],
)
def test_a_row_that_is_not_the_ledgers_is_found(path: Path, statement: str, where: str) -> None:
    tamper(path, statement, keep_triggers=True)
    assert any(place.startswith(where) for place in places(verify(path).findings))


def test_a_text_missing_from_the_search_is_found(path: Path) -> None:
    tamper(path, "DELETE FROM report_words_docsize WHERE id = 2", keep_triggers=True)
    assert "search" in places(verify(path).findings)


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_dropped_trigger_is_found(path: Path, name: str) -> None:
    raw = sqlite3.connect(path)
    raw.execute(f"DROP TRIGGER {name}")
    raw.close()
    assert places(verify(path).findings) == {f"trigger {name}"}


def test_a_trigger_with_another_body_is_found(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("DROP TRIGGER ledger_no_update")
    raw.execute("CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger WHEN 0 BEGIN SELECT 1; END")
    raw.close()
    assert [finding.where for finding in verify(path).findings] == ["trigger ledger_no_update"]


def test_a_trigger_that_does_not_belong_there_is_found(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TRIGGER swallow AFTER INSERT ON ledger BEGIN DELETE FROM problems; END")
    raw.close()
    assert [finding.where for finding in verify(path).findings] == ["trigger swallow"]


def test_a_lost_table_is_found_and_the_rest_still_looked_at(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("DROP TABLE fields")
    raw.execute("DROP TRIGGER ledger_no_update")
    raw.close()
    found = verify(path).findings
    assert "trigger ledger_no_update" in places(found)
    assert any("no such table: fields" in finding.reason for finding in found)


def test_damaged_pages_are_found_or_refused(path: Path) -> None:
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        try:
            found = verify(path).findings
        except RecordError:
            continue
        assert found, f"page {page}"


def test_a_cut_off_file_is_found_or_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9000])
    try:
        found = verify(path).findings
    except RecordError:
        return
    assert found


def test_loading_what_was_damaged_says_how_to_look_at_it(path: Path) -> None:
    tamper(path, "UPDATE ledger SET payload = '{}' WHERE seq = 3")
    with Record.open(path) as record, pytest.raises(RecordError, match=r"is damaged.*whence verify"):
        record.reading(report(0).id)


def test_rebuilding_gives_the_same_tables(path: Path) -> None:
    before = dump(path)
    with Record.open(path) as record:
        record.rebuild()
    assert dump(path) == before
    assert verify(path).sound


def test_rebuilding_mends_the_tables(path: Path) -> None:
    before = dump(path)
    for statement in ("DELETE FROM fields", "UPDATE reports SET title = 'x'", "DELETE FROM problems", "DELETE FROM report_words_docsize"):
        tamper(path, statement, keep_triggers=True)
    assert not verify(path).sound
    with Record.open(path) as record:
        record.rebuild()
    assert dump(path) == before
    assert verify(path).sound


def test_rebuilding_does_not_touch_the_ledger(path: Path) -> None:
    with Record.open(path) as record:
        before = record.verify().head
        record.rebuild()
        assert record.verify().head == before


def test_rebuilding_from_a_ledger_that_cannot_be_read_changes_nothing(path: Path) -> None:
    before = dump(path)
    tamper(path, "UPDATE ledger SET payload = '{}' WHERE seq = 5")
    with Record.open(path) as record, pytest.raises(RecordError, match=r"Entry 5 of the ledger \(reading .*whence verify"):
        record.rebuild()
    assert dump(path) == before
