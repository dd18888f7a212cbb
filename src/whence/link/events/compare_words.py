"""Words of pairs: what names the happening, with what means, in what sentence, of what story."""

from __future__ import annotations

import numpy as np

from whence.link.events.columns import I8, I32
from whence.link.events.compare import Bins, Field, Pairs, pick, share, standing_in, steps
from whence.link.events.table import WORD_WEIGHTS, Bools

_LEAST = int(WORD_WEIGHTS[-1])  # a sentence of less weight than one rare word tells nothing by its words


def compare_what(pairs: Pairs) -> Bins:
    """Words that name the happening: the same stem, rare or common; one family; or others that the other's sentence holds, or not.

    A word of one claim that stands elsewhere in the other's sentence speaks against, where the claims' own words differ: the sentence tells of both.
    """
    left, right = pairs.what
    rarity: I8 = np.take(pairs.table.what_rarity, pairs.a, axis=1)
    best = np.full(len(pairs), -1, np.int8)
    n_hits = np.zeros(len(pairs), np.uint8)
    for word, class_ in zip(left, rarity, strict=True):
        hit = standing_in(word, right)
        n_hits += hit
        best = np.where(hit, np.maximum(best, class_), best)
    family = share(*pairs.both(pairs.table.families))
    words_left, words_right = pairs.words
    crossed = share(left, words_right) | share(words_left, right)
    general_left, general_right = pairs.scalar("general")
    general = (general_left | general_right) > 0
    return pick(
        len(pairs),
        (n_hits > 1, 0),
        (best >= 3, 1),
        (best == 2, 2),
        (best == 1, 3),
        (best == 0, 4),
        (family & crossed, 5),
        (family, 6),
        (general & ~crossed, 7),
        (general, 8),
        (crossed, 9),
        (best < 0, 10),
    )


def words_differ(pairs: Pairs) -> Bools:
    """Tell which pairs name their happenings by words of different stems and families, none of them a word for any happening."""
    alike = share(*pairs.what) | share(*pairs.both(pairs.table.families))
    general_left, general_right = pairs.scalar("general")
    special: Bools = (general_left | general_right) == 0
    return ~alike & special


def compare_means(pairs: Pairs) -> Bins:
    """Words of the means."""
    has_a, has_b = pairs.have(pairs.table.has("means"))
    shared = share(*pairs.both(pairs.table.means))
    return pick(len(pairs), (~has_a | ~has_b, 0), (shared, 1), (~shared, 2))


def compare_sentences(pairs: Pairs) -> Bins:
    """Content words that the two sentences share, each by its rarity, as a share of the lesser sentence."""
    weights = np.take(pairs.table.word_weights, pairs.a, axis=1)
    shared: I32 = np.multiply(weights, pairs.shared_words).sum(axis=0, dtype=np.int32)
    least = np.minimum(*pairs.both(pairs.table.total_weight))
    found = 1 + steps(100 * shared // np.maximum(least, 1), (1, 8, 16, 25, 35, 50, 75))
    return np.where(least < _LEAST, 0, found)


def compare_rare_words(pairs: Pairs) -> Bins:
    """Rare words that the two sentences share, by number."""
    rare = np.take(pairs.table.word_weights == WORD_WEIGHTS[-1], pairs.a, axis=1)
    n_shared: Bins = np.logical_and(rare, pairs.shared_words).sum(axis=0, dtype=np.uint8)
    return np.minimum(n_shared, 4)


def compare_stories(pairs: Pairs) -> Bins:
    """Rare words that the two reports share, by number; of one report, none is counted."""
    left, right = pairs.both(pairs.table.story)
    shared = np.zeros(len(pairs), np.uint8)
    for word in left:
        shared += standing_in(word, right)
    has_a, has_b = pairs.have(pairs.table.has("story"))
    return np.where(pairs.one_report | ~has_a | ~has_b, 0, 1 + steps(shared, (1, 2, 3, 4, 6, 8)))


def compare_vectors(pairs: Pairs) -> Bins:
    """Angle between the vectors of the words that name the happening."""
    vectors = pairs.table.columns.vector
    if vectors.shape[1] == 0:
        return np.zeros(len(pairs), np.uint8)
    left, right = (vectors[pairs.table.rows[side]].astype(np.int64) for side in (pairs.a, pairs.b))
    dot, size_a, size_b = (left * right).sum(axis=1), (left**2).sum(axis=1), (right**2).sum(axis=1)
    # The square of the cosine, with its sign, in 1/10,000: compared as whole numbers.
    square = 10_000 * dot * np.abs(dot) // np.maximum(size_a * size_b, 1)
    return np.where((size_a == 0) | (size_b == 0), 0, 1 + steps(square, (0, 100, 400, 900, 1600, 2500, 4225, 7225)))


WHAT = Field(
    "what",
    {
        "same_several": "two words of the happening in common",
        "same_rarest": "the same word, a rare one",
        "same_rare": "the same word, of one report in a hundred",
        "same_common": "the same word, of 3 reports in a hundred",
        "same_commonest": "the same word, of every tenth report",
        "family_and_sentence": "words of one family, and one stands in the other's sentence",
        "family": "words of one family",
        "general": "a word for happenings of any kind",
        "general_and_sentence": "a word for happenings of any kind, and one stands in the other's sentence",
        "sentence": "another word, which stands in the other's sentence",
        "other": "other words",
    },
    compare_what,
)
MEANS = Field("means", {"unknown": "means not told", "shared": "a word of the means in common", "other": "other means"}, compare_means)
SENTENCE = Field(
    "sentence",
    {
        "unknown": "a sentence with hardly a word of weight",
        "none": "sentences without a word of weight in common",
        "to_8": "sentences share up to 8 % of the lesser one's weight",
        "to_16": "sentences share up to 16 %",
        "to_25": "sentences share up to 25 %",
        "to_35": "sentences share up to 35 %",
        "to_50": "sentences share up to 50 %",
        "to_75": "sentences share up to 75 %",
        "most": "sentences share most of their words",
    },
    compare_sentences,
)
RARE = Field(
    "rare_words",
    {
        "none": "no rare word in common",
        "one": "one rare word in common",
        "two": "two rare words",
        "three": "three rare words",
        "more": "four or more",
    },
    compare_rare_words,
)
STORY = Field(
    "story",
    {
        "unknown": "one report, or one without rare words",
        "none": "reports of different matters",
        "one": "one word of the reports' matter in common",
        "two": "two words",
        "three": "three words",
        "four": "four or five words",
        "six": "six or seven words",
        "eight": "eight words or more",
    },
    compare_stories,
)
VECTOR = Field(
    "vector",
    {
        "unknown": "no vectors",
        "apart": "vectors at right angles or more",
        "to_10": "cosine up to 0.1",
        "to_20": "cosine up to 0.2",
        "to_30": "cosine up to 0.3",
        "to_40": "cosine up to 0.4",
        "to_50": "cosine up to 0.5",
        "to_65": "cosine up to 0.65",
        "to_85": "cosine up to 0.85",
        "alike": "cosine above 0.85",
    },
    compare_vectors,
)
