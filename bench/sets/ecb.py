"""Event mentions of ECB+ (../shared/bench/linking, CC BY 3.0) as tellings: gold spans and tags, gold topics, no sentences.

The data give of each mention its words, its tag, the number of its sentence and its document, and nothing else of the text. So a mention becomes a
telling as far as it can: its words are `what`, with their families; the mentions of its sentence stand in for the sentence, those of its document for
the report's matter; the tag stands in for the type (TYPE_OF_TAG), a negated one for a denial. Dates, parties and tolls are not told. Vectors are those
of the bundled encoder for single word pieces: its states in a sentence cannot be had without the sentence. All mentions of a topic are given one place,
so that the blocking rules propose every pair of a topic.

Mentions are linked by `whence.link.events.link` as claims are, topic by topic, with weights of their own: the bundled ones are learnt on reports of
conflict, with full sentences. These are fitted on the train part by training/link_weights.py, drawn to the same values set by hand; LIMITS were
chosen there, by the figures of `cross_validated`.

Topics: those of the corpus ("within topic"); or each half of a topic, which is one happening and its reports ("within subtopic"), as published
baselines have it, who find the halves by clustering the full texts.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coreference import Clusters, conll

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "training"))

from link_weights import LIMITS as LIMITS_OF_CLAIMS  # noqa: E402  (training is no package)
from link_weights import Examples, fit, to_toml  # noqa: E402
from whence.link.events import Limits, PlaceTold, Telling, Weights, link, load_weights  # noqa: E402
from whence.link.events.columns import no_columns, with_tellings  # noqa: E402
from whence.link.events.compare import pairs_of  # noqa: E402
from whence.link.events.fields import compare  # noqa: E402
from whence.link.events.words import GENERAL, content_words, families, rarity  # noqa: E402
from whence.read.session import bundled_model  # noqa: E402
from whence.read.wordpiece import WordPiece  # noqa: E402
from whence.terms import ClaimId, EventType, ReportId, Status  # noqa: E402
from whence.text import fold, words  # noqa: E402

DATA = ROOT.parent / "shared" / "bench" / "linking"
TYPE_OF_TAG = {
    "OCCURRENCE": EventType.ASSAULT,
    "GENERIC": EventType.COERCE,
    "ASPECTUAL": EventType.RETREAT,
    "CAUSATIVE": EventType.COOPERATE,
    "STATE": EventType.AID,
    "REPORTING": EventType.CONSULT,
    "PERCEPTION": EventType.REQUEST,
}
"""Types that stand for the tags: the commonest tag one of the commonest types, like tags types of one quarter of the ontology."""
TOPIC = PlaceTold(id="topic", lat=0.0, lon=0.0, uncertainty_km=1.0)
SENTENCE = 150  # characters: sentences are counted, not measured, in the data
STORY_WORDS = 12
LIMITS = LIMITS_OF_CLAIMS | {"join": 0.0, "surplus": 0.5, "near": -2.0, "floor": -6.0, "cap": 5.0}
WHOLE = Limits(block=1000, component=1000)
"""More than a topic holds: every pair is compared."""
N_FOLDS = 5  # of topics, the halves of a topic in one

Topics = Mapping[str, "Sequence[Mention]"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold mention: its document, the number of its sentence, its words, its tag without ACTION_ and NEG_, negated or not, its gold cluster."""

    id: str
    document: str
    sentence: int
    words: str
    tag: str
    negated: bool
    cluster: str

    @property
    def stems(self) -> tuple[str, ...]:
        """Give the stems of its content words, or else its words as they are ("it")."""
        return content_words(self.words) or (fold(self.words),)


def load(part: str, *, halves: bool = False) -> dict[str, list[Mention]]:
    """Load the mentions of a part, "train" or "dev", by topic; halves: by each half of a topic."""
    found: dict[str, list[Mention]] = defaultdict(list)
    with gzip.open(DATA / f"ecbplus_event_mentions_{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            topic, _, document = row["doc"].partition("_")
            half = "+" if halves and document.endswith("plus") else ""
            tag = row["tag"].removeprefix("NEG_").removeprefix("ACTION_")
            found[topic + half].append(Mention(row["id"], row["doc"], row["sent"], row["text"], tag, row["tag"].startswith("NEG_"), row["cluster"]))
    return dict(found)


class Vectors:
    """Vectors of phrases: the mean of their word pieces' vectors in the bundled model, as int8. Needs the onnx package of the training group."""

    def __init__(self) -> None:
        import onnx

        model = bundled_model()
        self.pieces = WordPiece.load(model / "vocab.txt")
        n_pieces = len((model / "vocab.txt").read_text(encoding="utf-8").splitlines())
        tables = [one for one in onnx.load(model / "finder.onnx").graph.initializer if len(one.dims) == 2 and one.dims[0] == n_pieces]
        table = onnx.numpy_helper.to_array(tables[0]).astype(np.float32)
        table -= table.mean(axis=0)  # what all pieces have in common, the zero point of int8 among it, tells nothing
        self.table = table / np.linalg.norm(table, axis=1, keepdims=True)

    def of(self, phrase: str) -> bytes:
        """Give the vector of a phrase."""
        pieces = [piece for start, end in words(phrase) for piece in self.pieces.pieces(phrase[start:end])]
        mean = self.table[pieces].mean(axis=0)
        return np.round(127 * mean / np.abs(mean).max()).astype(np.int8).tobytes()


def tellings(mentions: Sequence[Mention], vectors: Vectors | None = None) -> list[Telling]:
    """Make tellings of the mentions of one topic."""
    in_sentence: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    in_document: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        in_sentence[mention.document, mention.sentence].update(mention.stems)
        in_document[mention.document].update(mention.stems)
    n_documents = Counter(stem for found in in_document.values() for stem in found)
    # Words of one document alone tell nothing of whether two tell one story; of the others the rarest of the topic tell most.
    story = {
        document: tuple(sorted((stem for stem in found if n_documents[stem] > 1), key=lambda stem: (n_documents[stem], stem))[:STORY_WORDS])
        for document, found in in_document.items()
    }
    return [
        _telling(
            mention,
            tuple(sorted(in_sentence[mention.document, mention.sentence], key=rarity, reverse=True)),
            story[mention.document],
            vectors.of(mention.words) if vectors else b"",
        )
        for mention in mentions
    ]


def _telling(mention: Mention, sentence: tuple[str, ...], story: tuple[str, ...], vector: bytes) -> Telling:
    kinds = families(mention.stems)
    return Telling(
        claim=ClaimId(mention.id),
        report=ReportId(mention.document),
        origin=mention.document,
        type=TYPE_OF_TAG[mention.tag],
        status=Status.DID_NOT_OCCUR if mention.negated else Status.OCCURRED,
        places=(TOPIC,),
        what=mention.stems,
        families=tuple(kind for kind in kinds if kind != GENERAL),
        general=GENERAL in kinds,
        words=sentence,
        story=story,
        at=SENTENCE * mention.sentence,
        vector=vector,
    )


def same_stem(mentions: Sequence[Mention]) -> Clusters:
    """Cluster the mentions of one topic by their stems alone."""
    return {mention.id: mention.stems for mention in mentions}


def linked(given: Sequence[Telling], weights: Weights) -> Clusters:
    """Cluster the mentions of one topic by linking."""
    linking = link(given, weights=weights, limits=WHOLE)
    return {claim: event.id for event in linking.events for claim in event.claims}


def examples(topic: str, mentions: Sequence[Mention], given: Sequence[Telling]) -> Examples:
    """Compare the mentions of one topic two by two."""
    columns = with_tellings(no_columns(), given)
    a, b = np.tril_indices(len(mentions), -1)
    cluster = np.unique([mention.cluster for mention in mentions], return_inverse=True)[1]
    return Examples(topic, compare(pairs_of(columns, a, b)), columns.report[a] == columns.report[b], cluster[a] == cluster[b], np.ones(len(a)))


def learn(given: Sequence[Examples]) -> Weights:
    """Fit weights on pairs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights.toml"
        path.write_text(to_toml(fit(given), LIMITS), encoding="utf-8")
        return load_weights(path)


def cross_validated(train: Topics, vectors: Vectors | None = None) -> dict[str, Clusters]:
    """Cluster the mentions of each topic with weights learnt on the other folds of topics."""
    given = {topic: tellings(mentions, vectors) for topic, mentions in train.items()}
    pairs = {topic: examples(topic, mentions, given[topic]) for topic, mentions in train.items()}
    names = sorted({topic.rstrip("+") for topic in train}, key=int)
    found: dict[str, Clusters] = {}
    for fold_of_topics in (set(names[first::N_FOLDS]) for first in range(N_FOLDS)):
        weights = learn([one for topic, one in pairs.items() if topic.rstrip("+") not in fold_of_topics])
        found |= {topic: linked(given[topic], weights) for topic in train if topic.rstrip("+") in fold_of_topics}
    return found


def score(topics: Topics, clusters: Mapping[str, Clusters]) -> dict[str, float]:
    """Score the clusters of some topics together."""
    gold = {mention.id: (topic, mention.cluster) for topic, mentions in topics.items() for mention in mentions}
    found = conll(gold, {mention: (topic, cluster) for topic, of in clusters.items() for mention, cluster in of.items()})
    return {"MUC F1": found.muc, "B³ F1": found.b_cubed, "CEAF-e F1": found.ceaf_e, "CoNLL F1": found.f1}


def measure() -> dict[str, dict[str, float]]:
    """Measure the same stem and linking: within topics and within their halves on dev, weights learnt on train; and cross-validated on train."""
    rows = {}
    encoder = Vectors()
    for name, halves in (("topic", False), ("subtopic", True)):
        train, dev = load("train", halves=halves), load("dev", halves=halves)
        rows[f"{name}: same stem"] = score(dev, {topic: same_stem(mentions) for topic, mentions in dev.items()})
        for how, vectors in (("linked", None), ("linked, vectors", encoder)):
            weights = learn([examples(topic, mentions, tellings(mentions, vectors)) for topic, mentions in train.items()])
            rows[f"{name}: {how}"] = score(dev, {topic: linked(tellings(mentions, vectors), weights) for topic, mentions in dev.items()})
    train = load("train")
    rows["train, topic: same stem"] = score(train, {topic: same_stem(mentions) for topic, mentions in train.items()})
    rows["train, topic: linked, vectors"] = score(train, cross_validated(train, encoder))
    return rows
