"""`whence verify`: a record proved."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from whence.cli.table import plain
from whence.cli.terminal import DONE, FAILED, data, many, write_json

EXAMPLE = """\b
Example:
  whence verify record.db"""


def verify(
    record: Annotated[Path, typer.Argument(metavar="RECORD", hidden=True)],
    json: Annotated[bool, typer.Option("--json", help="One JSON object: what was looked at, and what was found.")] = False,
) -> None:
    """Prove a record, and every span against its text.

    Every entry is held against the one before it, every shown word against its report. What is not as it was written is listed, and the exit code
    is 1. Keep the last hash elsewhere: it proves later that nobody wrote all of it anew.
    """
    from whence.record import Record

    with Record.open(record, read_only=True) as opened:
        proof = opened.verify()
    if json:
        write_json(asdict(proof) | {"sound": proof.sound})
        raise typer.Exit(DONE if proof.sound else FAILED)
    console = data()
    counted = (
        many(proof.n_entries, "entry", "entries"),
        many(proof.n_reports, "report"),
        many(proof.n_readings, "reading"),
        many(proof.n_claims, "claim"),
        many(proof.n_spans, "span"),
    )
    verdict = ("sound", "bold green") if proof.sound else (many(len(proof.findings), "finding"), "bold red")
    console.print(Text.assemble(f"{plain(str(record))}: ", verdict))
    console.print(f"Looked at {', '.join(counted)}.")
    if proof.head:
        console.print(Text(f"last hash {proof.head}", style="dim"), soft_wrap=True)
    if proof.findings:
        table = Table.grid(padding=(0, 2, 0, 0))
        for finding in proof.findings:
            table.add_row(Text(plain(finding.where), style="bold red"), plain(finding.reason))
        console.print(table)
    raise typer.Exit(DONE if proof.sound else FAILED)
