import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from record_examples import NEWER, problem, reading, report
from sqlalchemy import Engine, create_engine, event

from whence.errors import RecordError
from whence.record import Record, connection, schema

NOBODY = 65534  # a user who owns nothing; root may write everywhere


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def kept(path: Path) -> Path:
    with Record.open(path, create=True) as record:
        record.add_reading(reading())
    return path


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="whence-test-"))
    with Record.open(folder / "record.db", create=True) as record:
        record.add_reading(reading())
    (folder / "record.db").chmod(0o444)
    folder.chmod(0o555)
    as_root = os.geteuid() == 0
    if as_root:
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if as_root:
            os.seteuid(0)
        folder.chmod(0o755)
        shutil.rmtree(folder)


def change(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        raw.execute(statement)
    raw.close()


def test_a_record_is_one_file_when_it_is_closed(kept: Path) -> None:
    assert [p.name for p in kept.parent.iterdir()] == ["record.db"]


def test_reading_a_record_leaves_no_file_beside_it(kept: Path) -> None:
    before = kept.read_bytes()
    with Record.open(kept, read_only=True) as record:
        assert record.verify().sound
    assert [p.name for p in kept.parent.iterdir()] == ["record.db"]
    assert kept.read_bytes() == before


def test_a_record_opens_again_with_what_it_holds(kept: Path) -> None:
    with Record.open(kept) as record:
        assert list(record.readings()) == [reading()]


def test_a_record_is_made_in_a_folder_with_an_odd_name(tmp_path: Path) -> None:
    folder = tmp_path / "100% odd?#&'“ü” folder"
    folder.mkdir()
    with Record.open(folder / "re?cord#1.db", create=True) as record:
        assert record.add_reading(reading())
    assert [p.name for p in folder.iterdir()] == ["re?cord#1.db"]


@pytest.mark.parametrize("create", [True, False])
def test_no_record_to_read_is_told_with_what_to_type(path: Path, create: bool) -> None:
    with pytest.raises(RecordError, match=r"No record at .*whence read REPORTS --into"):
        Record.open(path, create=create, read_only=create)
    assert not path.exists()


def test_a_folder_that_is_not_there_is_told_with_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"No folder .*mkdir -p"):
        Record.open(tmp_path / "missing" / "record.db", create=True)


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"opening it: File name too long"):
        Record.open(tmp_path / ("r" * 300), create=True)


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"is a folder.*record\.db"):
        Record.open(tmp_path, create=True)


def test_a_device_is_no_record() -> None:
    with pytest.raises(RecordError, match="no ordinary file"):
        Record.open(Path("/dev/null"), create=True)


@pytest.mark.parametrize("content", [b"abc", b"Drone hits depot near Kirkuk\n" * 40, b"\xff\xd8\xff\xe0" * 500])
def test_a_file_of_another_kind_is_no_record_and_stays_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(RecordError, match="not an SQLite database"):
        Record.open(path, create=True)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_no_record_and_stays_as_it_is(path: Path) -> None:
    change(path, "CREATE TABLE bookmarks (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"another program \(tables: bookmarks\)"):
        Record.open(path, create=True)
    assert path.read_bytes() == before


def test_an_empty_file_is_made_a_record_only_where_that_is_asked_for(path: Path) -> None:
    path.touch()
    with pytest.raises(RecordError, match="empty file, no record yet"):
        Record.open(path)
    with Record.open(path, create=True) as record:
        assert record.add_reading(reading())


@pytest.mark.parametrize("read_only", [True, False])
def test_a_record_of_a_newer_whence_is_told_with_both_schemas_and_stays_as_it_is(kept: Path, read_only: bool) -> None:
    change(kept, "UPDATE alembic_version SET version_num = '0042'")
    before = kept.read_bytes()
    with pytest.raises(RecordError, match=r"newer whence \(schema 0042\).*up to schema 0003.*upgrade"):
        Record.open(kept, read_only=read_only)
    assert kept.read_bytes() == before


def test_a_record_of_an_older_whence_says_that_reading_it_needs_writing_first(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "REVISIONS", (*connection.REVISIONS, "0099"))
    with pytest.raises(RecordError, match=r"older whence \(schema 0003\).*reads schema 0099.*--into"):
        Record.open(kept, read_only=True)


def test_a_record_of_the_first_schema_is_brought_up_with_all_that_it_holds(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    with Record.open(kept) as record:
        for n in range(1, 5):
            record.add_reading(reading(n, problems=(problem(f"sentence {n}"),)))
            record.add_problem(problem(f"reports/broken-{n}.txt"))
        record.start_run({})
        record.add_reading(reading(2, reader=NEWER))
        odd = replace(reading().claims[0], date="2031-13-45/2031-99")
        record.add_reading(replace(reading(reader=None), claims=(odd,)))
    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, to: upgrade(config, "0001"))
    with Record.open(path, create=True):
        pass
    monkeypatch.undo()
    with Record.open(kept) as record:
        due = list(record.readings()), list(record.problems()), record.counts(), list(record.reports())
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("ATTACH ? AS kept", (str(kept),))
        old.execute("INSERT INTO ledger SELECT * FROM kept.ledger ORDER BY seq")
    with Record.open(path) as record:
        assert (list(record.readings()), list(record.problems()), record.counts(), list(record.reports())) == due
        assert record.search('"depot 3"')
        assert record.verify().sound


def test_a_record_without_its_schema_revision_is_refused(kept: Path) -> None:
    change(kept, "DROP TABLE alembic_version")
    with pytest.raises(RecordError, match="another program"):
        Record.open(kept)


def test_a_record_that_others_write_to_is_told_after_a_while(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MAX_WAIT_S", 0.05)
    with Record.open(kept) as record:
        other = sqlite3.connect(kept, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(RecordError, match=r"keeping report .*another program has been writing"):
                record.add_reading(reading(1))
            with pytest.raises(RecordError, match=r"opening it: another program has been writing"):
                Record.open(kept)
            assert list(record.readings()) == [reading()]
        finally:
            other.close()
        assert record.add_reading(reading(1))


def test_two_that_write_take_turns(path: Path) -> None:
    def write(first: int) -> None:
        with Record.open(path, create=True) as record:
            for n in range(first, first + 20):
                record.add_reading(reading(n))

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Record.open(path) as record:
        assert record.counts().readings == 30
        assert record.verify().sound


def test_a_full_disk_is_told_and_what_was_kept_stands(kept: Path) -> None:
    def shrink(raw: sqlite3.Connection, _: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0]}")

    event.listen(Engine, "connect", shrink)
    try:
        with Record.open(kept) as record:
            with pytest.raises(RecordError, match=r"keeping report .*the disk is full"):
                for n in range(1, 50):
                    record.add_reading(reading(n))
            n_readings = record.counts().readings
            assert record.verify().sound
    finally:
        event.remove(Engine, "connect", shrink)
    with Record.open(kept) as record:
        assert record.counts().readings == n_readings
        assert record.add_reading(reading(60))


def test_a_record_on_a_read_only_disk_can_be_read(locked_folder: Path) -> None:
    with Record.open(locked_folder / "record.db", read_only=True) as record:
        assert record.reading(report().id) == reading()
        assert record.verify().sound
        assert [row.id for row in record.search("kirkuk")] == [report().id]


def test_a_record_on_a_read_only_disk_is_told_when_opened_for_writing(locked_folder: Path) -> None:
    with pytest.raises(RecordError, match=r"record\.db, opening it: .*cannot be (written|opened)"):
        Record.open(locked_folder / "record.db")


def test_a_record_that_cannot_be_written_is_told_when_opened_for_writing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_mode", lambda *_, **__: "ro")  # as SQLite opens it where the disk is mounted read-only
    with pytest.raises(RecordError, match="opening it: the file or its folder cannot be written"):
        Record.open(kept)


def test_opening_a_record_for_writing_changes_nothing(kept: Path) -> None:
    before = kept.read_bytes()
    Record.open(kept, create=True).close()
    assert kept.read_bytes() == before


def test_a_record_cannot_be_made_on_a_read_only_disk(locked_folder: Path) -> None:
    with pytest.raises(RecordError, match=r"new\.db, opening it: the file or its folder cannot be opened"):
        Record.open(locked_folder / "new.db", create=True)


def test_opening_a_record_that_is_up_to_date_imports_no_migrations(kept: Path) -> None:
    code = f"import sys, pathlib, whence.record; whence.record.Record.open(pathlib.Path({str(kept)!r})).close(); print('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_importing_whence_imports_no_database() -> None:
    code = "import sys, whence, whence.terms, whence.json_form; print('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_the_migrations_make_the_tables_that_the_code_knows(kept: Path) -> None:
    def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
        return not (kind == "table" and str(name).startswith("report_words"))  # FTS5's own tables

    engine = create_engine(f"sqlite:///{kept}")
    try:
        with engine.connect() as open_record:
            context = MigrationContext.configure(open_record, opts={"include_object": ours, "compare_type": True})
            assert compare_metadata(context, schema.metadata) == []
    finally:
        engine.dispose()


def test_the_revisions_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(connection.MIGRATIONS))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(step.revision for step in steps)[::-1] == schema.REVISIONS
