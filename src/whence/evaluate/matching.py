"""Which predicted claim stands for which gold claim: spans compared by the words that they share, claims paired best first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product
from typing import TypeVar

from whence.terms import Account, AccountLink, Attribution, Claim, Span
from whence.text import words

MIN_CONTENT_JACCARD = 0.5  # of the rule for attributions (PolNeAR-style linking)

_ARTICLES = "a an the"
_PREPOSITIONS = (
    "about above across after against along alongside amid amidst among amongst around as at before behind below beneath beside besides between"
    " beyond by concerning despite down during except for from in inside into like near of off on onto opposite out outside over past per regarding"
    " since than through throughout till to toward towards under underneath until up upon via with within without"
)
FUNCTION_WORDS = frozenset(f"{_ARTICLES} {_PREPOSITIONS}".split())  # a predicted span that shares no other word with gold is not right

PARTY_FIELDS = ("actor", "recipient")
SPAN_FIELDS = (*PARTY_FIELDS, "place", "time", "means")

Item = TypeVar("Item")


class Words:
    """The words of one text. A word is known by its number in the text; a span holds each word that it touches."""

    def __init__(self, text: str) -> None:
        bounds = words(text)
        self._starts = [start for start, _ in bounds]
        self._ends = [end for _, end in bounds]
        forms = [text[start:end] for start, end in bounds]
        self._is_word = [any(map(str.isalnum, form)) for form in forms]
        self._is_content = [self._is_word[i] and form.casefold() not in FUNCTION_WORDS for i, form in enumerate(forms)]

    def tokens(self, spans: Iterable[Span]) -> frozenset[int]:
        """Give the words and marks of punctuation of the spans."""
        return frozenset(i for span in spans for i in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)))

    def words(self, spans: Iterable[Span]) -> frozenset[int]:
        """Give the words of the spans, without punctuation unless they have nothing else."""
        return self._chosen(self.tokens(spans), self._is_word)

    def content(self, spans: Iterable[Span]) -> frozenset[int]:
        """Give the words of the spans, without articles and prepositions unless they have nothing else."""
        return self._chosen(self.words(spans), self._is_content)

    @staticmethod
    def _chosen(found: frozenset[int], is_chosen: Sequence[bool]) -> frozenset[int]:
        return frozenset(i for i in found if is_chosen[i]) or found


def match_claims(gold: Sequence[Claim], predicted: Sequence[Claim], text: str) -> list[tuple[Claim, Claim]]:
    """Pair gold claims with predicted ones, one to one, in order of the gold claims' words.

    A pair needs a word that both `what` hold. Of all such pairs the one that overlaps most is taken first: twice what the two claims have in
    common, over all that they hold, counting each field's words, values and figures (Dice). Ties go by the words of the claims: the order given
    changes nothing.
    """
    return pair_claims(gold, predicted, Words(text))


def match_attributions(gold: Sequence[Attribution], predicted: Sequence[Attribution], text: str) -> list[tuple[Attribution, Attribution]]:
    """Pair gold attributions with predicted ones, one to one, in order of the gold content.

    A pair needs contents whose words and marks overlap with Jaccard >= .5, and sources that share a word other than an article, preposition or
    punctuation, or no source in both. The pair with the greatest Jaccard is taken first.
    """
    return pair_attributions(gold, predicted, Words(text))


def pair_claims(gold: Sequence[Claim], predicted: Sequence[Claim], known: Words) -> list[tuple[Claim, Claim]]:
    """Do what `match_claims` does, on the words of a text that is at hand already."""
    gold, predicted = (sorted(claims, key=_claim_order) for claims in (gold, predicted))
    gold_bags, predicted_bags = ([_bag(claim, known) for claim in claims] for claims in (gold, predicted))
    holders = defaultdict(list)
    for j, claim in enumerate(predicted):
        for word in known.words(claim.what):
            holders[word].append(j)
    near = {(i, j) for i, claim in enumerate(gold) for word in known.words(claim.what) for j in holders[word]}
    pairs = _best_first({(i, j): _dice(gold_bags[i], predicted_bags[j]) for i, j in near})
    return [(gold[i], predicted[j]) for i, j in pairs]


def pair_attributions(gold: Sequence[Attribution], predicted: Sequence[Attribution], known: Words) -> list[tuple[Attribution, Attribution]]:
    """Do what `match_attributions` does, on the words of a text that is at hand already."""
    gold, predicted = (sorted(attributions, key=_attribution_order) for attributions in (gold, predicted))
    gold_contents, predicted_contents = ([known.tokens(a.content) for a in attributions] for attributions in (gold, predicted))
    scored = {}
    for (i, one), (j, other) in product(enumerate(gold), enumerate(predicted)):
        jaccard = _jaccard(gold_contents[i], predicted_contents[j])
        if jaccard >= MIN_CONTENT_JACCARD and _same_sources(one, other, known):
            scored[i, j] = jaccard
    return [(gold[i], predicted[j]) for i, j in _best_first(scored)]


def spans_of(claim: Claim, name: str) -> tuple[Span, ...]:
    """Give the spans of one of the SPAN_FIELDS of a claim."""
    spans: tuple[Span, ...] = tuple(party.span for party in getattr(claim, name)) if name in PARTY_FIELDS else getattr(claim, name)
    return spans


def share_a_word(gold: Span, predicted: Span, known: Words) -> bool:
    """Tell whether a predicted span is right: it shares a word other than an article, preposition or punctuation with the gold span.

    A gold span that holds nothing else is compared by what it holds.
    """
    return not known.content([gold]).isdisjoint(known.tokens([predicted]))


def n_right_spans(gold: Sequence[Span], predicted: Sequence[Span], known: Words) -> int:
    """Count the predicted spans of one field that are right, each with a gold span of its own (the most that can be paired)."""
    return n_paired(gold, predicted, lambda one, other: share_a_word(one, other, known))


def n_right_links(gold: Account, predicted: Account, known: Words) -> int:
    """Count the predicted links of an account that are right, each with a gold link of its own, at whatever place of the chain."""
    return n_paired(gold.links, predicted.links, lambda one, other: same_source(one, other, known))


def same_source(gold: AccountLink, predicted: AccountLink, known: Words) -> bool:
    """Tell whether two links name the same source: spans that share a word, or none in both."""
    if gold.source is None or predicted.source is None:
        return gold.source is predicted.source
    return share_a_word(gold.source, predicted.source, known)


def same_chain(gold: Account, predicted: Account, known: Words) -> bool:
    """Tell whether two accounts name the same sources, link by link."""
    return len(gold.links) == len(predicted.links) and all(
        same_source(one, other, known) for one, other in zip(gold.links, predicted.links, strict=True)
    )


def _same_sources(gold: Attribution, predicted: Attribution, known: Words) -> bool:
    if not gold.source or not predicted.source:
        return not gold.source and not predicted.source
    return not known.content(gold.source).isdisjoint(known.tokens(predicted.source))


def n_paired(gold: Sequence[Item], predicted: Sequence[Item], is_right: Callable[[Item, Item], bool]) -> int:
    """Count the pairs of the largest one-to-one matching (augmenting paths, Kuhn 1955)."""
    rows = [[j for j, other in enumerate(predicted) if is_right(one, other)] for one in gold]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in rows[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(gold)))


def _best_first(scored: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Take pairs by falling score, each row and column once; ties by row, then column. Returns them in order of rows."""
    rows: dict[int, int] = {}
    columns: set[int] = set()
    for i, j in sorted(scored, key=lambda pair: (-scored[pair], pair)):
        if i not in rows and j not in columns:
            rows[i] = j
            columns.add(j)
    return sorted(rows.items())


def _bag(claim: Claim, known: Words) -> frozenset[Hashable]:
    """Give all that a claim holds as (field, word) and (field, value) pairs."""
    spans = {"what": claim.what} | {name: spans_of(claim, name) for name in SPAN_FIELDS}
    for i, link in enumerate(claim.account.links):
        spans |= {f"source {i}": (link.source,) if link.source else (), f"cue {i}": (link.cue,) if link.cue else ()}
    held: set[Hashable] = {(name, word) for name, of in spans.items() for word in known.words(of)}
    held |= {("type", claim.type), ("status", claim.status), ("mode", claim.mode), ("date", claim.date)}
    held |= {("toll", toll.harm, toll.low, toll.high) for toll in claim.toll}
    if claim.count is not None:
        held.add(("count", claim.count.low, claim.count.high))
    return frozenset(held)


def _claim_order(claim: Claim) -> tuple[Span, str]:
    return min(claim.what), repr(claim)


def _attribution_order(attribution: Attribution) -> tuple[tuple[Span, ...], str]:
    return tuple(sorted(attribution.content)), repr(attribution)


def _dice(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 0.0
