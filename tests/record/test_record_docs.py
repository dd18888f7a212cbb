import re
import sqlite3
from pathlib import Path

import pytest
from record_examples import reading

from whence import record as room
from whence.record import Record
from whence.record.schema import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```\n\n```text\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_page_has_queries() -> None:
    assert len(QUERIES) == PAGE.count("```sql") > 3


@pytest.mark.parametrize(("query", "output"), QUERIES)
def test_a_query_of_the_page_gives_the_rows_that_stand_below_it(tmp_path: Path, query: str, output: str) -> None:
    path = tmp_path / "record.db"
    with Record.open(path, create=True) as record:
        record.add_reading(reading(0))
        record.add_reading(reading(1))
    raw = sqlite3.connect(path)
    rows = raw.execute(query).fetchall()
    raw.close()
    assert [" | ".join("NULL" if cell is None else str(cell) for cell in row) for row in rows] == output.splitlines()


@pytest.mark.parametrize("table", metadata.tables.values(), ids=str)
def test_every_table_and_column_is_in_the_page(table: object) -> None:
    (section,) = re.findall(rf"\n### [^\n]*`{table}`.*?(?=\n##)", PAGE, flags=re.DOTALL)
    missing = [column.name for column in metadata.tables[str(table)].columns if f"`{column.name}`" not in section]
    assert missing == []


def test_every_public_name_is_in_the_page() -> None:
    methods = [name for name in vars(Record) if not name.startswith("_")]
    missing = [name for name in [*room.__all__, *methods] if f"`{name}" not in PAGE and f"`Record.{name}" not in PAGE]
    assert missing == []
