"""`whence doctor`: what is installed, what is missing, and what to type."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from whence import pipeline
from whence.cli.terminal import DONE, FAILED, data, many, say, write_json

EXAMPLE = """\b
Example:
  whence doctor"""


def doctor(json: Annotated[bool, typer.Option("--json", help="One JSON object a thing looked at, on a line.")] = False) -> None:
    """Look over this installation.

    It says what is there, what is missing, and what to type. The model's hash is computed again, and one sentence is read from end to end. The
    exit code is 1 where something needed is missing.
    """
    checks = pipeline.doctor()
    bad = [check for check in checks if not check.ok]
    if json:
        for check in checks:
            write_json(asdict(check))
    else:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for check in checks:
            mark = Text("ok", style="green") if check.ok else Text("× no", style="bold red")
            found = Text(check.found)
            if check.remedy:
                found.append(f"\n{check.remedy}", style="bold")
            table.add_row(mark, Text(check.name, style="bold"), found)
        data().print(table)
    if bad:
        say(f"{many(len(bad), 'thing')} to mend, marked × above.", style="bold red")
    raise typer.Exit(FAILED if bad else DONE)
