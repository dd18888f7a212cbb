"""The commands of whence, gathered."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from whence.cli import doctor, evaluate, link, places, read, resolve, show, times, verify
from whence.cli.gazetteer import gazetteer
from whence.cli.terminal import Command, ending_cleanly


class _Whence(TyperGroup):
    """The group of all commands, each of which ends cleanly."""

    def invoke(self, ctx: Any) -> Any:
        with ending_cleanly():
            return super().invoke(ctx)


app = typer.Typer(cls=_Whence, add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        from whence import __version__

        typer.echo(f"whence {__version__}")
        raise typer.Exit


@app.callback(
    epilog="""\b
Example:
  whence read --example
\b
Exit codes: 0 done; 1 something could not be read, or is not sound (listed);
2 wrong use. NO_COLOR=1 for no colour, WHENCE_TRACEBACK=1 to see where an
error comes from."""
)
def whence(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.", callback=_version, is_eager=True)] = False,
) -> None:
    """Read partisan news reports and keep claims: who is said to have done what to whom, where, when, with what toll, by whose account."""


for module in (read, link, show, resolve, times, places, verify, evaluate, doctor):
    app.command(cls=Command, epilog=module.EXAMPLE)(getattr(module, module.__name__.rpartition(".")[2]))
app.add_typer(gazetteer, name="gazetteer")
