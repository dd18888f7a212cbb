"""What every command shares: data on stdout, words and progress on stderr, and an end in one sentence whatever happens."""

from __future__ import annotations

import io
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text
from typer.core import TyperCommand

from whence.cli.table import problems_table
from whence.errors import ModelError, WhenceError
from whence.json_form import Json, dump_line, problem_to_json
from whence.pipeline import Progress as Step
from whence.terms import Problem, ProblemKind

DONE, FAILED, WRONG_USE = 0, 1, 2
STOPPED, OUTPUT_CLOSED = 130, 141  # as the shell tells it of a program ended by SIGINT and by SIGPIPE

READ_ALL_THE_SAME = frozenset((ProblemKind.READ_WITHOUT, ProblemKind.RESOLVER))

TRACEBACK = "WHENCE_TRACEBACK"

_WrongUse: Any = typer.BadParameter.__base__  # click's UsageError, or that of the copy of click in newer typer

_TRAILING = re.compile(r" +$", re.MULTILINE)


class Command(TyperCommand):
    """A command whose usage names what it needs as its help and the docs do: RECORD, not {RECORD}."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Give the words behind the command's name in the line of usage."""
        return [re.sub(r"[{}]", "", piece) for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse what was typed; where an option lacks some of its values, say which it takes and what for."""
        try:
            return super().parse_args(ctx, args)
        except _WrongUse as err:
            named = getattr(err, "option_name", None)
            for option in self.params:
                if named in option.opts and option.nargs > 1:
                    err.message = f"{named} takes {option.nargs} values: {named} {option.metavar}. {getattr(option, 'help', '')}"
            raise


class _Tables(Console):
    """A console whose tables end each line with its last word where it is no terminal: rich fills cells with blanks."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print as rich does."""
        if self.is_terminal:
            super().print(*objects, **options)
            return
        with self.capture() as captured:
            super().print(*objects, **options)
        self.file.write(_TRAILING.sub("", captured.get()))
        self.file.flush()

    def on_broken_pipe(self) -> None:
        """Leave it to `ending_cleanly` to tell; rich would end the process here without a word."""
        raise BrokenPipeError


def data() -> Console:
    """Give the console for data: stdout, plain where it is no terminal."""
    return _Tables(highlight=False, markup=False)


def words() -> Console:
    """Give the console for words: stderr."""
    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def say(sentence: str, *, style: str = "") -> None:
    """Say one sentence on stderr."""
    words().print(Text(sentence, style=style))


def write_json(obj: Json) -> None:
    """Write one JSON object as a line on stdout, in UTF-8, at once: whoever reads the pipe need not wait for the end."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(dump_line(obj) + "\n")
    sys.stdout.flush()


def write_problem(problem: Problem) -> None:
    """Write a problem as a line of JSON lines on stdout; a note, which is no failure, has none."""
    if not problem.kind.is_note:
        write_json({"problem": problem_to_json(problem)})


def tell_problems(problems: Sequence[Problem], *, doing: str = "read") -> None:
    """List on stderr what could not be read, or whatever else was to be done, each with its reason; apart, what lacks something, and notes."""
    failed = [problem for problem in problems if not (problem.kind.is_note or (problem.kind in READ_ALL_THE_SAME and doing == "read"))]
    notes = [problem for problem in problems if problem.kind.is_note]
    lacking = [problem for problem in problems if problem not in failed and problem not in notes]
    console = _Tables(stderr=True, highlight=False, markup=False)
    groups = (
        (f"Could not {doing}", "bold red", failed),
        ("Read, but not in full,", "bold yellow", lacking),
        ("Notes,", "bold", notes),
    )
    for heading, style, listed in groups:
        if listed:
            say(f"{heading} {len(listed):,}:", style=style)
            console.print(Padding(problems_table(listed), (0, 0, 0, 2)))


def counted(problems: Sequence[Problem]) -> list[str]:
    """Count problems, and notes apart: "1 problem", "2 notes"; nothing where there are none."""
    n_notes = sum(problem.kind.is_note for problem in problems)
    return [many(n, noun) for n, noun in ((len(problems) - n_notes, "problem"), (n_notes, "note")) if n]


def exit_code(problems: Sequence[Problem]) -> int:
    """Give the exit code of a batch: notes alone are no failure."""
    return DONE if all(problem.kind.is_note for problem in problems) else FAILED


def many(n: int, noun: str, plural: str | None = None) -> str:
    """Write a number with its noun: "1 report", "1,200 reports"."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def size(n_bytes: int) -> str:
    """Write a size on the disk: "620 bytes", "41 kB", "1.5 GB"."""
    if n_bytes < 1000:
        return many(n_bytes, "byte")
    amount = n_bytes / 1000
    for unit in ("kB", "MB"):
        if amount < 999.5:
            return f"{amount:.3g} {unit}"
        amount /= 1000
    return f"{amount:,.1f} GB"


@contextmanager
def ending_cleanly() -> Iterator[None]:
    """End a command in one sentence and with the right exit code, whatever happens in it."""
    if os.environ.get(TRACEBACK):
        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(name)s: %(message)s")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what the terminal's encoding lacks is written as its number
            stream.reconfigure(errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, KeyboardInterrupt, WhenceError, OSError) as err:
        code = _foreseen(err)
        raise typer.Exit(code) from None
    except Exception as err:
        if type(err).__module__.startswith(("typer", "click")):
            raise  # wrong use, told by typer itself
        _show_traceback()
        say(f"whence failed where it should not: {type(err).__name__}: {err}", style="red")
        if not os.environ.get(TRACEBACK):
            say(f"To see where: set {TRACEBACK}=1 and run the same command again.")
        raise typer.Exit(FAILED) from None


def _foreseen(err: BaseException) -> int:
    if isinstance(err, KeyboardInterrupt):
        say("Stopped by Ctrl-C.")
        return STOPPED
    if isinstance(err, BrokenPipeError):
        _drop_stdout()
        say("Stopped: the program that read this output closed it.")
        return OUTPUT_CLOSED
    _show_traceback()
    if isinstance(err, OSError) and not isinstance(err, WhenceError):
        _drop_stdout()
        say(f"{err.strerror or err}{f': {err.filename}' if err.filename else ''}.", style="red")
        return FAILED
    say(str(err), style="red")
    return FAILED if isinstance(err, ModelError) else WRONG_USE


def _show_traceback() -> None:
    if os.environ.get(TRACEBACK):
        traceback.print_exc(file=sys.stderr)


def _drop_stdout() -> None:
    """Send what is still buffered for stdout to nowhere, so that the interpreter does not fail on it when it ends."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # stdout is no file (a test's buffer): nothing is flushed at the end either
        return


class Ticker:
    """Progress on stderr: count, rate and remaining time; nothing at all where stderr is no terminal.

    Used as a context manager; `aside` clears the line while data goes to the same terminal.
    """

    def __init__(self, doing: str) -> None:
        console = Console(stderr=True)
        self._shares_terminal = sys.stdout.isatty()
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True),
            console=console,
            transient=True,
            refresh_per_second=4,
            disable=not console.is_terminal,
            redirect_stdout=False,  # else rich would send the data to stderr
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(doing, total=None, rate="")
        self._doing = doing

    def __enter__(self) -> Ticker:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, where: TracebackType | None) -> None:
        self._progress.stop()

    def update(self, step: Step) -> None:
        """Show how far a batch has come."""
        elapsed = self._progress.tasks[0].elapsed
        rate = f"{step.n_items / elapsed:,.1f}/s" if elapsed else ""
        total = step.n_bytes_total or None
        self._progress.update(self._task, description=f"{self._doing} {step.n_items:,}", completed=step.n_bytes, total=total, rate=rate)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Clear the line while data is written, where stdout is a terminal too."""
        if not self._shares_terminal:
            yield
            return
        self._progress.stop()
        yield
        self._progress.start()
