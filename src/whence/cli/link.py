"""`whence link`: events of a record's claims; a person's word on them."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.status import Status as Spinner
from rich.table import Table

from whence import pipeline
from whence.cli.table import plain, short_id
from whence.cli.terminal import DONE, data, many, say, write_json
from whence.pipeline import LinkRun
from whence.terms import ClaimId, Decision, Verb

EXAMPLE = """\b
Examples:
  whence link record.db
  whence link record.db --dry-run
  whence link record.db --merge 5e6f 7a8b --because "the same strike"
  whence link record.db --decisions"""


MOST_CLAIMS = 3  # of one side of a decision that are listed one by one


def two_ids(given: tuple[str, str] | None) -> tuple[str, str] | None:
    """Refuse an option in place of the second of two ids: the option would swallow it without a word."""
    if given is not None and given[1].startswith("-"):
        raise typer.BadParameter(f"it takes two ids, A and B; after {given[0]} comes {given[1]}.")
    return given


def one_of(options: Mapping[str, object]) -> None:
    """Refuse options that do not go together. options: each with what was given for it; None: it was not."""
    given = [name for name, value in options.items() if value is not None]
    if len(given) > 1:
        raise typer.BadParameter(f"they do not go together. Give one of {', '.join(options)}.", param_hint=" and ".join(given))


def link(
    record: Annotated[Path, typer.Argument(metavar="RECORD", hidden=True)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count the pairs that would be compared, rule by rule; compare none.")] = False,
    merge: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", callback=two_ids, help="A and B, two events or claims, tell of one happening; give their ids."),
    ] = None,
    split: Annotated[list[str] | None, typer.Option(metavar="CLAIM", help="Takes a claim out of its event; given more than once, together.")] = None,
    undo: Annotated[str | None, typer.Option(metavar="ID", help="An earlier decision no longer counts.")] = None,
    because: Annotated[str | None, typer.Option(metavar="WORDS", help="Why you decide so; kept with the decision.")] = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; without it, the name of this computer's user.")] = None,
    decisions: Annotated[bool, typer.Option("--decisions", help="List all decisions, those undone too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="What was found as one JSON object; decisions one a line.")] = False,
) -> None:
    """Make events of a record's claims.

    Finds which reports are copies of one text, compares claims and joins those that tell of one happening; whence show then lists the events. Run it
    again after more was read. --merge, --split and --undo keep your decision in the record, for ever, and make the events anew.
    """
    one_of({"--dry-run": dry_run or None, "--merge": merge, "--split": split or None, "--undo": undo, "--decisions": decisions or None})
    if decisions:
        _list(record, json=json)
        raise typer.Exit(DONE)
    if merge is not None or split or undo is not None:
        if not because or not because.strip():
            raise typer.BadParameter('say why, for those who read it later: --because "…"', param_hint="--because")
        name = who or getpass.getuser()
        if merge is not None:
            made = pipeline.merge_events(record, *merge, because=because, who=name)
        elif split:
            made = pipeline.split_event(record, split, because=because, who=name)
        else:
            made = pipeline.undo_decision(record, undo or "", because=because, who=name)
        say(f"Decision {short_id(made.id)} is kept: {_told(made, _whole_events(record, made))}")
    with _Steps() as steps:
        run = pipeline.link_record(record, dry=dry_run, on_progress=steps.tell)
    if json:
        write_json(_to_json(run))
    elif dry_run:
        data().print(_rules_table(run))
    say(_summary(run))
    if not dry_run and not json:
        say(f"See them: whence show {record}", style="dim")


def _summary(run: LinkRun) -> str:
    told = f"{many(run.n_reports, 'report')}, {many(run.n_claims, 'claim')}"
    pairs = sum(run.rules.values())
    left = (
        f"; {many(run.n_uncompared, 'pair')} not compared, since too many claims share the same: look for happenings that stand in two events"
        if run.n_uncompared
        else ""
    )
    if run.dry:
        return f"{told}: {many(pairs, 'pair')} would be compared{left}."
    copies = f"{many(run.n_copies, 'link')} between copies"
    events = f"{many(run.n_events, 'event')}, {run.n_shared:,} told by more than one report"
    refused = f"; {many(run.refused, 'decision')} overruled by later ones" if run.refused else ""
    return f"{told}: {events}; {copies}; {many(pairs, 'pair')} proposed{left}{refused}."


def _rules_table(run: LinkRun) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), border_style="dim", header_style="dim")
    table.add_column("rule: claims that share", overflow="fold")
    table.add_column("pairs", justify="right", no_wrap=True)
    for rule, n in run.rules.items():
        table.add_row(plain(rule), f"{n:,}")
    return table


def _to_json(run: LinkRun) -> dict[str, object]:
    return {name: getattr(run, name) for name in run.__slots__} | {"rules": dict(run.rules)}


def _list(record: Path, *, json: bool) -> None:
    from whence.record import Record

    with Record.open(record, read_only=True) as opened:
        made = opened.decisions(undone=True)
    undone = {decision.undoes for decision in made}
    for decision in made:
        if json:
            write_json(
                {
                    "id": decision.id,
                    "verb": decision.verb.value,
                    "one": list(decision.one),
                    "other": list(decision.other),
                    "undoes": decision.undoes,
                    "undone": decision.id in undone,
                    "because": decision.because,
                    "who": decision.who,
                    "at": decision.at,
                }
            )
    if made and not json:
        data().print(_decisions_table(made, undone))
    elif not made:
        say("No decision.")


def _decisions_table(made: list[Decision], undone: set[str | None]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), border_style="dim", header_style="dim")
    table.add_column("decision", no_wrap=True)
    table.add_column("what", overflow="fold")
    table.add_column("because", overflow="fold")
    table.add_column("who, when", overflow="fold")
    for decision in made:
        state = " (undone)" if decision.id in undone else ""
        table.add_row(short_id(decision.id), f"{_told(decision)}{state}", plain(decision.because), f"{plain(decision.who)}, {decision.at[:10]}")
    return table


def _whole_events(record: Path, decision: Decision) -> dict[tuple[ClaimId, ...], str]:
    """Name the sides of a decision that are, before the events are made anew, all claims of an event, or all but those taken out of it."""
    from whence.record import Record

    named = {}
    with Record.open(record, read_only=True) as opened:
        for group in filter(None, (decision.one, decision.other)):
            rows = [row for row in opened.event_claims(group[0]) if row.role == "member"]
            left = {row.claim for row in rows} - set(group)
            if not left:
                named[group] = f"event {short_id(rows[0].event)} ({many(len(group), 'claim')})"
            elif left == set(decision.one):
                named[group] = f"the other {many(len(group), 'claim')} of event {short_id(rows[0].event)}"
    return named


def _told(decision: Decision, named: Mapping[tuple[ClaimId, ...], str] = MappingProxyType({})) -> str:
    """Say what was decided. named: sides that have a name of their own."""
    one, other = (named.get(group) or _claims(group) for group in (decision.one, decision.other))
    if decision.verb is Verb.UNDO:
        return f"{short_id(decision.undoes or '')} no longer counts"
    joined = "tell of one happening" if decision.verb is Verb.MERGE else "tell of different happenings"
    return f"{one} and {other} {joined}"


def _claims(group: tuple[ClaimId, ...]) -> str:
    if len(group) <= MOST_CLAIMS:
        return ", ".join(map(short_id, group))
    return f"{short_id(group[0])} with {many(len(group) - 1, 'more claim')}"


class _Steps:
    """The step that linking is at, on stderr; nothing where that is no terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._spinner = Spinner("Linking", console=console) if console.is_terminal else None

    def __enter__(self) -> _Steps:
        if self._spinner is not None:
            self._spinner.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._spinner is not None:
            self._spinner.stop()

    def tell(self, step: str) -> None:
        if self._spinner is not None:
            self._spinner.update(f"Linking: {step}")
