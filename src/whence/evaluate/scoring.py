"""From readings to figures: reports paired, claims matched, fields counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from whence.errors import EvaluateError
from whence.evaluate.dates import parse_date
from whence.evaluate.figures import Prf, Scores, Share, sum_scores
from whence.evaluate.loading import AttributionsOnly
from whence.evaluate.matching import PARTY_FIELDS, Words, n_right_links, n_right_spans, pair_attributions, pair_claims, same_chain, spans_of
from whence.terms import Attribution, Claim, EventType, Reading, Report, Span, Status
from whence.text import fold

Pairs = Sequence[tuple[Claim, Claim]]

_CONTEXT = 30  # characters shown on each side of the first difference


def score(gold: Mapping[str, Reading], predicted: Mapping[str, Reading]) -> Scores:
    """Score all reports together: the counts of all reports added, then the rates (docs/evaluate.md has the rules).

    gold, predicted   readings by report id, as `load_readings` gives them

    Reports are paired by id, else by identical text. A gold report without a prediction counts as all missed and stands in `missing`; a predicted
    report without gold counts nowhere and stands in `left_out`.
    Raises EvaluateError for two texts that should be one: of the same id, or of the same words with other spaces, quotes or accents.
    """
    paired, left_out = _pair_reports(gold, predicted)
    total = sum_scores(_score_report(id_, gold[id_], reading) for id_, reading in paired.items())
    return replace(total, left_out=left_out)


def score_per_report(gold: Mapping[str, Reading], predicted: Mapping[str, Reading]) -> dict[str, Scores]:
    """Score each gold report by itself, by gold id in the order of gold. Pairs and raises as `score` does."""
    paired, _ = _pair_reports(gold, predicted)
    return {id_: _score_report(id_, gold[id_], reading) for id_, reading in paired.items()}


def _pair_reports(gold: Mapping[str, Reading], predicted: Mapping[str, Reading]) -> tuple[dict[str, Reading | None], tuple[str, ...]]:
    paired: dict[str, Reading | None] = dict.fromkeys(gold)
    free = dict(predicted)
    for id_, reading in gold.items():
        if id_ in free:
            paired[id_] = same = free.pop(id_)
            if same.report.text != reading.report.text:
                raise _texts_differ(f"Report {id_!r}: gold and prediction have the same id", reading.report, same.report)
    ids_of_text = defaultdict(list)
    for id_, reading in free.items():
        ids_of_text[reading.report.text].append(id_)
    for id_, reading in gold.items():
        if paired[id_] is None and (ids := ids_of_text.get(reading.report.text)):
            paired[id_] = free.pop(ids.pop(0))
    if free:
        _refuse_near_copies([gold[id_] for id_ in gold if paired[id_] is None], list(free.values()))
    return paired, tuple(free)


def _refuse_near_copies(gold: Sequence[Reading], predicted: Sequence[Reading]) -> None:
    """Raise EvaluateError where a gold report has no prediction but a predicted one has the same words: left alone it would count as missed."""
    by_words = {_only_words(reading.report.text): reading.report for reading in predicted}
    for reading in gold:
        near = by_words.get(_only_words(reading.report.text))
        if near is not None:
            raise _texts_differ(f"Report {reading.report.id!r}: the prediction {near.id!r} has the same words", reading.report, near)


def _only_words(text: str) -> str:
    return "".join(fold(text).split())


def _texts_differ(what: str, gold: Report, predicted: Report) -> EvaluateError:
    at = next(i for i, (one, other) in enumerate(zip_longest(gold.text, predicted.text)) if one != other)
    shown = (
        f"  {name:<12}{text[max(0, at - _CONTEXT) : at]!r} then {text[at : at + _CONTEXT]!r}"
        for name, text in (("gold", gold.text), ("prediction", predicted.text))
    )
    return EvaluateError(
        "\n".join((f"{what} but different texts, first at offset {at}:", *shown))
        + "\nSpans count into their own text, so these two cannot be compared. Read the `text` of the gold file again, unchanged:"
        " whence read GOLD --json > out.jsonl"
    )


def _score_report(id_: str, gold: Reading, predicted: Reading | None) -> Scores:
    """Score one report; without a prediction all that gold holds is missed."""
    known = Words(gold.report.text)
    gold_claims: Sequence[Claim] = gold.claims
    predicted_claims: Sequence[Claim] = () if predicted is None or isinstance(gold, AttributionsOnly) else predicted.claims
    pairs = pair_claims(gold_claims, predicted_claims, known)
    same_type = [(g, p) for g, p in pairs if g.type is p.type]
    dated = [(g, p) for g, p in pairs if g.date is not None]
    told = [(g, p) for g, p in pairs if g.account]
    n_predicted, n_gold = len(predicted_claims), len(gold_claims)

    def score_spans(name: str) -> Prf:
        n_right = sum(n_right_spans(spans_of(g, name), spans_of(p, name), known) for g, p in pairs)
        n_predicted, n_gold = (sum(len(getattr(claim, name)) for claim in claims) for claims in (predicted_claims, gold_claims))
        return Prf(n_right, n_predicted, n_gold)

    return Scores(
        n_reports=1,
        claim=Prf(len(pairs), n_predicted, n_gold),
        typed=Prf(len(same_type), n_predicted, n_gold),
        actor=score_spans("actor"),
        recipient=score_spans("recipient"),
        place=score_spans("place"),
        time=score_spans("time"),
        means=score_spans("means"),
        toll=Prf(
            sum((_tolls(g) & _tolls(p)).total() for g, p in pairs),
            sum(len(claim.toll) for claim in predicted_claims),
            sum(len(claim.toll) for claim in gold_claims),
        ),
        count=Prf(
            sum(_count(g) is not None and _count(g) == _count(p) for g, p in pairs),
            sum(claim.count is not None for claim in predicted_claims),
            sum(claim.count is not None for claim in gold_claims),
        ),
        date_strict=Share(sum(_same_date(g, p) for g, p in dated), len(dated)),
        date_lenient=Share(sum(_dates_overlap(g, p) for g, p in dated), len(dated)),
        status=Share(sum(g.status is p.status for g, p in pairs), len(pairs)),
        account=Share(sum(same_chain(g.account, p.account, known) for g, p in pairs), len(pairs)),
        account_where_any=Share(sum(same_chain(g.account, p.account, known) for g, p in told), len(told)),
        account_links=Prf(
            sum(n_right_links(g.account, p.account, known) for g, p in pairs),
            sum(len(claim.account.links) for claim in predicted_claims),
            sum(len(claim.account.links) for claim in gold_claims),
        ),
        attribution=_score_attributions(gold.attributions, () if predicted is None else predicted.attributions, known),
        tuple=Prf(sum(_same_tuple(g, p, known) for g, p in pairs), n_predicted, n_gold),
        by_type=_by_type(gold_claims, predicted_claims, same_type),
        by_status=_by_status(pairs),
        missing=(id_,) if predicted is None else (),
        unreadable_dates=tuple(_unreadable_dates(id_, "gold", gold_claims) + _unreadable_dates(id_, "prediction", predicted_claims)),
    )


def _score_attributions(gold: Sequence[Attribution], predicted: Sequence[Attribution], known: Words) -> Prf:
    """Score attributions where gold marks any; where it marks none, they were not annotated and what is predicted counts nowhere."""
    return Prf(len(pair_attributions(gold, predicted, known)), len(predicted), len(gold)) if gold else Prf()


def _tolls(claim: Claim) -> Counter[tuple[str, int, int | None]]:
    return Counter((toll.harm.value, toll.low, toll.high) for toll in claim.toll)


def _count(claim: Claim) -> tuple[int, int | None] | None:
    return None if claim.count is None else (claim.count.low, claim.count.high)


def _same_date(gold: Claim, predicted: Claim) -> bool:
    return gold.date == predicted.date and gold.date is not None and parse_date(gold.date) is not None


def _dates_overlap(gold: Claim, predicted: Claim) -> bool:
    if gold.date is None or predicted.date is None:
        return False
    one, other = parse_date(gold.date), parse_date(predicted.date)
    return one is not None and other is not None and one.overlaps(other)


def _unreadable_dates(id_: str, side: str, claims: Sequence[Claim]) -> list[str]:
    return [
        f"report {id_!r}, {side}, claim {claim.what[0].words!r} at {claim.what[0].start}: {claim.date!r}"
        for claim in claims
        if claim.date is not None and parse_date(claim.date) is None
    ]


def _same_tuple(gold: Claim, predicted: Claim, known: Words) -> bool:
    return (
        gold.type is predicted.type
        and all(_all_right(spans_of(gold, name), spans_of(predicted, name), known) for name in PARTY_FIELDS)
        and same_chain(gold.account, predicted.account, known)
    )


def _all_right(gold: Sequence[Span], predicted: Sequence[Span], known: Words) -> bool:
    return len(gold) == len(predicted) == n_right_spans(gold, predicted, known)


def _by_type(gold: Sequence[Claim], predicted: Sequence[Claim], same_type: Pairs) -> dict[EventType, Prf]:
    right, found, wanted = (Counter(claim.type for claim in claims) for claims in ([g for g, _ in same_type], predicted, gold))
    return {type_: Prf(right[type_], found[type_], wanted[type_]) for type_ in EventType}


def _by_status(pairs: Pairs) -> dict[Status, Prf]:
    right = Counter(g.status for g, p in pairs if g.status is p.status)
    found, wanted = Counter(p.status for _, p in pairs), Counter(g.status for g, _ in pairs)
    return {status: Prf(right[status], found[status], wanted[status]) for status in Status}
