"""Show a reader's costliest mistakes, with their sentences, by kind.

    python bench/errors.py                              # the bundled model, on what training holds out of ../shared/corpus/train
    python bench/errors.py --kind "lost account" --n 20
    python bench/errors.py --gold corpus/dev            # all reports of a folder
    python bench/errors.py --gold corpus/dev --predicted out.jsonl    # readings made before: whence read --json
    python bench/errors.py --json > errors.json

Without --gold it reads the tenth of ../shared/corpus/train that training leaves out (training/held_out.py): dev data are for reporting, and a table
of their errors, looked at often, would be learnt by heart.

Kinds, and what one mistake costs: about what a person has to put right, times how sure the reader was. A claim's marks are the spans of its parties,
place, time and means, its toll rows, its count and the links of its account.

missed happening   a gold claim without a match: 1, and 1 for each mark that it holds
false happening    a claim that no gold claim matches: confidence x (1, and 1 for each mark that it holds)
wrong type         confidence x (1, +1 where words and deeds are confused, +1 where cooperation and conflict are: the quad classes of PLOVER)
wrong party        confidence x actors and recipients that are missing or wrong
lost account       confidence x links that are missing or wrong, +1 where one side has none at all
wrong status       confidence x (2 where one says that it happened and the other not, else 1)

Claims are matched as docs/evaluate.md says. A matched pair may stand under several kinds. The list takes the costliest of each kind in turn.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from readers import SHARED, add_reader_options, chosen_reader, held_out_step
from sets.rows import sureness
from whence.evaluate import load_readings, match_claims
from whence.evaluate.matching import PARTY_FIELDS, SPAN_FIELDS, Words, n_right_links, n_right_spans, same_chain, spans_of
from whence.json_form import claim_to_json
from whence.terms import Claim, EventType, Reading, Span, Status
from whence.text import sentences

KINDS = ("missed happening", "false happening", "wrong type", "wrong party", "lost account", "wrong status")
VERBAL = frozenset("AGREE CONSULT SUPPORT CONCEDE REQUEST ACCUSE REJECT THREATEN".split())
COOPERATION = frozenset("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT".split())
HAPPENED = {Status.OCCURRED, Status.ONGOING}
CONFUSED = {"wrong type": "type", "wrong status": "status"}
N_CONFUSIONS = 10
WIDTH = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake.

    cost       see above
    report     id of the report
    sentence   the sentence of the claim, its `what` in [brackets]
    gold       None: no such claim in gold
    read       None: no such claim was read
    """

    kind: str
    cost: float
    report: str
    sentence: str
    gold: Claim | None
    read: Claim | None

    def to_json(self) -> dict[str, Any]:
        """Turn into plain values."""
        claims = {side: None if claim is None else claim_to_json(claim) for side, claim in (("gold", self.gold), ("read", self.read))}
        return {"kind": self.kind, "cost": round(self.cost, 2), "report": self.report, "sentence": self.sentence} | claims


def find_mistakes(gold: Reading, predicted: Reading) -> Iterator[Mistake]:
    """Find all mistakes of one reading."""
    text = gold.report.text
    known = Words(text)
    pairs = match_claims(gold.claims, predicted.claims, text)
    matched = {id(claim) for pair in pairs for claim in pair}
    found: list[tuple[str, float, Claim | None, Claim | None]] = []
    found += [("missed happening", 1.0 + n_marks(claim), claim, None) for claim in gold.claims if id(claim) not in matched]
    found += [("false happening", sureness(claim) * (1 + n_marks(claim)), None, claim) for claim in predicted.claims if id(claim) not in matched]
    for one, other in pairs:
        found += [(kind, sureness(other) * cost, one, other) for kind, cost in pair_costs(one, other, known).items() if cost]
    for kind, cost, one_, other_ in found:
        shown = one_ or other_
        assert shown is not None
        yield Mistake(kind=kind, cost=cost, report=gold.report.id, sentence=marked_sentence(text, shown.what), gold=one_, read=other_)


def pair_costs(gold: Claim, read: Claim, known: Words) -> dict[str, int]:
    """Give what each kind of mistake costs on a matched pair, before confidence counts; 0: none."""
    return {
        "wrong type": type_cost(gold.type, read.type),
        "wrong party": sum(n_unlike(spans_of(gold, name), spans_of(read, name), known) for name in PARTY_FIELDS),
        "lost account": account_cost(gold, read, known),
        "wrong status": 0 if gold.status is read.status else 1 + ((gold.status in HAPPENED) != (read.status in HAPPENED)),
    }


def type_cost(gold: EventType, read: EventType) -> int:
    """Give what it costs to read one type for another."""
    return 0 if gold is read else 1 + ((gold in VERBAL) != (read in VERBAL)) + ((gold in COOPERATION) != (read in COOPERATION))


def account_cost(gold: Claim, read: Claim, known: Words) -> int:
    """Give what it costs to read one account for another."""
    if same_chain(gold.account, read.account, known):
        return 0
    n_right = n_right_links(gold.account, read.account, known)
    n_wrong = len(gold.account.links) + len(read.account.links) - 2 * n_right
    return max(n_wrong, 1) + (bool(gold.account) != bool(read.account))  # right links in the wrong order are one mistake


def n_unlike(gold: Sequence[Span], read: Sequence[Span], known: Words) -> int:
    """Count the spans of both sides that the other has not."""
    return len(gold) + len(read) - 2 * n_right_spans(gold, read, known)


def n_marks(claim: Claim) -> int:
    """Count what a claim marks beside the happening itself."""
    return sum(len(spans_of(claim, name)) for name in SPAN_FIELDS) + len(claim.toll) + (claim.count is not None) + len(claim.account.links)


def marked_sentence(text: str, what: Sequence[Span]) -> str:
    """Give the sentence of the first span, the spans in it in brackets, white space single."""
    start, end = next(((a, b) for a, b in sentences(text) if what[0].start < b), (0, len(text)))
    end = max(end, what[0].end)
    shown = ""
    at = start
    for span in sorted(what):
        if at <= span.start and span.end <= end:
            shown += f"{text[at : span.start]}[{span.words}]"
            at = span.end
    return " ".join((shown + text[at:end]).split())


def costliest(mistakes: Iterable[Mistake], n: int) -> list[Mistake]:
    """Choose n mistakes: the costliest of each kind in turn; ordered by kind, then cost."""
    of_kind: dict[str, list[Mistake]] = defaultdict(list)
    for mistake in sorted(mistakes, key=lambda m: (-m.cost, m.report, m.sentence)):
        of_kind[mistake.kind].append(mistake)
    turns = zip_longest(*(of_kind[kind] for kind in KINDS))
    chosen = [mistake for turn in turns for mistake in turn if mistake is not None][:n]
    return sorted(chosen, key=lambda m: (KINDS.index(m.kind), -m.cost))


def totals(mistakes: Sequence[Mistake]) -> dict[str, tuple[int, float]]:
    """Count the mistakes of each kind and add up their cost."""
    number = Counter(mistake.kind for mistake in mistakes)
    return {kind: (number[kind], sum(m.cost for m in mistakes if m.kind == kind)) for kind in KINDS}


def confusions(mistakes: Sequence[Mistake], kind: str, field: str) -> list[tuple[str, int]]:
    """Count what was read for what, the most frequent first: ("gold → read", number)."""
    pairs = ((m.gold, m.read) for m in mistakes if m.kind == kind)
    counted = Counter(f"{getattr(gold, field)} → {getattr(read, field)}" for gold, read in pairs)
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def described(claim: Claim | None) -> str:
    """Write a claim in one line."""
    if claim is None:
        return "nothing"
    parts = [f"{claim.type.value}{f'/{claim.mode.value}' if claim.mode else ''} {claim.status.value}"]
    parts.append(f"{listed(p.span for p in claim.actor) or '?'} → {listed(p.span for p in claim.recipient) or '?'}")
    parts += [f"{name} {listed(spans)}" for name in SPAN_FIELDS[2:] if (spans := spans_of(claim, name))]
    parts += [f"{toll.harm.value} {toll.low}{'+' if toll.high is None else '' if toll.high == toll.low else f'-{toll.high}'}" for toll in claim.toll]
    links = [f"{link.source.words if link.source else '?'} ({link.cue.words if link.cue else '?'})" for link in claim.account.links]
    parts.append(f"by {' > '.join(links)}" if links else "by the report itself")
    return " ".join(" | ".join(parts).split())


def listed(spans: Iterable[Span]) -> str:
    """Write the words of spans."""
    return "; ".join(span.words for span in spans)


def shown_text(mistakes: Sequence[Mistake], chosen: Sequence[Mistake], title: str) -> str:
    """Write the table of totals and the chosen mistakes as plain text."""
    lines = [title, ""]
    for kind, (n, cost) in totals(mistakes).items():
        lines.append(f"{kind:<18}{n:>6} mistakes, cost {cost:>7.1f}")
    for kind, field in CONFUSED.items():
        shown = ", ".join(f"{pair} {n}" for pair, n in confusions(mistakes, kind, field)[:N_CONFUSIONS])
        lines += ["", *textwrap.wrap(f"{kind}, gold → read: {shown or 'none'}", WIDTH, subsequent_indent="   ")]
    previous = ""
    for i, mistake in enumerate(chosen, start=1):
        if mistake.kind != previous:
            lines += ["", mistake.kind.upper()]
            previous = mistake.kind
        confidence = "" if mistake.read is None or mistake.read.confidence is None else f", confidence {mistake.read.confidence:.2f}"
        lines += ["", f"{i}. cost {mistake.cost:.1f}{confidence}, {mistake.report}"]
        lines += textwrap.wrap(mistake.sentence, WIDTH, initial_indent="   ", subsequent_indent="   ")
        for side, claim in (("gold", mistake.gold), ("read", mistake.read)):
            lines += textwrap.wrap(f"{side}: {described(claim)}", WIDTH, initial_indent="   ", subsequent_indent="         ")
    return "\n".join(lines)


def load_gold(folder: Path | None) -> dict[str, Reading]:
    """Load all reports of a folder; None: those of the training corpus that training holds out."""
    if folder is not None:
        return load_readings(folder)
    held_out = load_readings(SHARED / "corpus" / "train")
    return {key: held_out[key] for key in list(held_out)[:: held_out_step()]}


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_reader_options(parser)
    parser.add_argument("--gold", type=Path, help="folder of gold reports; without it the held-out tenth of ../shared/corpus/train")
    parser.add_argument("--predicted", type=Path, help="readings to judge, instead of reading now")
    parser.add_argument("--n", type=int, default=50, help="how many mistakes to show")
    parser.add_argument("--kind", choices=KINDS, help="one kind alone")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    args = parser.parse_args()
    gold = load_gold(args.gold)
    name, predicted = _predicted(args, gold)
    mistakes = [mistake for key, reading in gold.items() if key in predicted for mistake in find_mistakes(reading, predicted[key])]
    chosen = costliest((m for m in mistakes if args.kind in (None, m.kind)), args.n)
    if args.json:
        sums = {kind: {"n": n, "cost": round(cost, 1)} for kind, (n, cost) in totals(mistakes).items()}
        confused = {kind: dict(confusions(mistakes, kind, field)) for kind, field in CONFUSED.items()}
        found = {"reader": name, "reports": len(gold), "totals": sums, "confusions": confused, "mistakes": [m.to_json() for m in chosen]}
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(shown_text(mistakes, chosen, f"{name}: {len(gold)} reports, {sum(len(r.claims) for r in gold.values())} gold claims"))


def _predicted(args: argparse.Namespace, gold: Mapping[str, Reading]) -> tuple[str, dict[str, Reading]]:
    if args.predicted is None:
        reader = chosen_reader(args)
        return f"{reader.info.name} {reader.info.version}", {key: reader.read(reading.report) for key, reading in gold.items()}
    predicted = load_readings(args.predicted)
    of_text = {reading.report.text: reading for reading in predicted.values()}
    paired = {key: of_text[reading.report.text] for key, reading in gold.items() if reading.report.text in of_text}
    if len(paired) < len(gold):
        print(f"{len(gold) - len(paired)} gold reports have no reading of the same text in {args.predicted}: left out", file=sys.stderr)
    return str(args.predicted), paired


if __name__ == "__main__":
    main()
