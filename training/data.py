"""Corpora to training examples: windows of words with what is to be learnt of each.

A row is one happening or one telling of a window: the words that trigger it and, for each role, which words are inside it. What a corpus does not
mark is masked, so that each corpus trains the part that it holds.
"""

from __future__ import annotations

import gzip
import json
import random
from calendar import day_abbr, day_name, month_abbr, month_name
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import ascii_lowercase

import numpy as np

from standoff import load_standoff
from whence.read.decode import Network, softmax
from whence.read.roles import EVENT_ROLES, MODES, ROLES, STATUSES, TYPES
from whence.read.windows import MAX_CONTEXT, Letters, Window, Words, cut_windows, encode_window, find_words, overlapping_words
from whence.read.wordpiece import WordPiece

ROLE = {name: i for i, name in enumerate(ROLES)}
MASKED = -100
SPEECH_ACTS = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"}


@dataclass
class Row:
    """One happening (say False) or telling (say True) in words of the report: trigger, spans of each role, masks."""

    say: bool
    trigger: tuple[int, int]
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    known: set[str] = field(default_factory=set)  # roles whose absence is marked too
    said: list[tuple[tuple[int, int], bool]] = field(default_factory=list)  # triggers of happenings known to lie in the content, or not to
    type: int = MASKED
    status: int = MASKED
    mode: int = MASKED


@dataclass
class Document:
    """One text ready for training."""

    id: str
    words: Words
    rows: list[Row]
    events: np.ndarray | None  # [n_words] event label, MASKED where not known
    says: np.ndarray | None  # [n_words] 0 none, 1 first word, 2 further word of a cue


def load_reports(path: Path, wordpiece: WordPiece) -> list[Document]:
    """Load whole reports annotated by READING.md: a folder of them, or a file of annotations that stand off from their texts."""
    if path.is_file():
        return [report_document(report, wordpiece, attributed=True) for report in load_standoff(path)]
    reports = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(path.glob("*.json"))]
    return [report_document(report, wordpiece, attributed=bool(report.get("attributions"))) for report in reports]


def report_document(report: dict, wordpiece: WordPiece, *, attributed: bool) -> Document:
    """Turn one annotated report into a document: claims with accounts, and its attributions where all of them are marked."""
    words = find_words(report["text"], wordpiece)
    n = len(words.spans)

    def at(span: list[int] | None) -> tuple[int, int] | None:
        return None if span is None else overlapping_words(words.spans, span[0], span[1])

    events = np.zeros(n, dtype=np.int64)
    says = np.full(n, MASKED, dtype=np.int64)
    rows: list[Row] = []
    tellings: dict[tuple[int, int], Row] = {}
    taken = np.zeros(n, dtype=bool)
    spoken: list[tuple[tuple[int, int], set[tuple[int, int]]]] = []
    for claim in report["claims"]:
        what = [w for span in claim["what"] if (w := at(span))]
        if not what:
            continue
        row = Row(say=False, trigger=what[0], type=TYPES.index(claim["type"]), status=STATUSES.index(claim["status"]), known=set(EVENT_ROLES))
        row.mode = MODES.index(claim["mode"] or "none") if claim["type"] == "ASSAULT" else MASKED
        row.spans["what"] = what[1:]
        for name in ("actor", "recipient", "place", "time", "means"):
            row.spans[name] = [w for span in claim[name] if (w := at(span))]
        for toll in claim["toll"]:
            row.spans["toll_" + toll["harm"]] += [w for w in [at(toll["span"])] if w]
        if claim["count"]:
            row.spans["count"] += [w for w in [at(claim["count"]["span"])] if w]
        keys = set()
        for link in claim["account"]:
            source, cue = at(link["source"]), at(link["cue"])
            key = cue or source
            if key is None:
                continue
            keys.add(key)
            row.spans["source"] += [source] if source else []
            row.spans["cue"] += [cue] if cue else []
            telling = tellings.setdefault(key, Row(say=True, trigger=key, known={"source"}))
            if source and source not in telling.spans["source"]:
                telling.spans["source"].append(source)
        spoken.append((what[0], keys))
        a, b = what[0]
        if not taken[a:b].any():
            events[a:b] = 2 + 2 * row.type
            events[a] = 1 + 2 * row.type
            taken[a:b] = True
            rows.append(row)
    for key, row in tellings.items():
        for trigger, keys in spoken:
            row.said.append((trigger, key in keys))
    if attributed:
        says[:] = 0
        for a in report["attributions"]:
            add_attribution(a, at, tellings)
    mark_cues(says, tellings)
    if not attributed:
        for row in rows:  # a killing is no cue; whether "condemned" is one, a report without marked attributions does not tell
            if TYPES[row.type] not in SPEECH_ACTS:
                a, b = row.trigger
                says[a:b] = np.where(says[a:b] == MASKED, 0, says[a:b])
    return Document(report["id"], words, rows + list(tellings.values()), events, says)


def add_attribution(attribution: dict, at, tellings: dict[tuple[int, int], Row]) -> None:
    """Add one fully marked telling to those of a report."""
    cue = [w for span in attribution["cue"] if (w := at(span))]
    source = [w for span in attribution["source"] if (w := at(span))]
    trigger = cue or source
    if not trigger:
        return
    row = tellings.setdefault(trigger[0], Row(say=True, trigger=trigger[0]))
    row.known |= {"source", "content", "what"}
    row.spans["what"] += [w for w in cue[1:] if w not in row.spans["what"]]
    row.spans["source"] += [w for w in source if w not in row.spans["source"]]
    row.spans["content"] += [w for span in attribution["content"] if (w := at(span))]


def mark_cues(says: np.ndarray, cues: Iterable[tuple[int, int]]) -> None:
    """Label the first and the further words of each cue."""
    for a, b in cues:
        says[a:b] = 2
        says[a] = 1


def load_attributions(path: Path, wordpiece: WordPiece) -> list[Document]:
    """Load articles in which every attribution is marked and nothing else is."""
    documents = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            words = find_words(article["text"], wordpiece)
            tellings: dict[tuple[int, int], Row] = {}
            for a in article["attributions"]:
                add_attribution(a, lambda span, spans=words.spans: overlapping_words(spans, span[0], span[1]), tellings)
            says = np.zeros(len(words.spans), dtype=np.int64)
            for a, b in article.get("discard", []):
                if w := overlapping_words(words.spans, a, b):
                    says[w[0] : w[1]] = MASKED
            mark_cues(says, tellings)
            documents.append(Document(article["id"], words, list(tellings.values()), None, says))
    return documents


PLAUSIBLE = 0.15  # of the word taken for the trigger: 631 of 869 sentences have such a word, and ten looked at were right


def never_triggers(documents: list[Document], wordpiece: WordPiece) -> set[tuple[int, ...]]:
    """Find the words that hardly ever name a happening: at least 20 times in reports, in one of 100 at most as a trigger."""
    seen: dict[tuple[int, ...], Counter[bool]] = defaultdict(Counter)
    for document in documents:
        if document.events is not None:
            for pieces, label in zip(document.words.pieces, document.events.tolist(), strict=True):
                seen[_bare(pieces, wordpiece)][label > 0] += 1
    return {pieces for pieces, n in seen.items() if n.total() >= 20 and n[True] * 100 <= n.total()}


def load_typed_sentences(path: Path, wordpiece: WordPiece, network: Network, never: set[tuple[int, ...]]) -> list[Document]:
    """Load sentences with one event's type and parties but no trigger: a trained network chooses the word that names it.

    Of the words that the network takes for the trigger of a happening of a type that the row allows, the likeliest is taken; where none reaches
    PLAUSIBLE the sentence is left out. Names and words of `never` trigger nothing. Others may trigger other happenings, so nothing is learnt of them.
    """
    documents = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row_ in map(json.loads, lines):
            if len(row_["events"]) != 1:
                continue
            event = row_["events"][0]
            words = find_words(row_["text"], wordpiece)
            whole = Window(0, 0, len(words.spans))
            encoded = encode_window(words, whole, wordpiece)
            if len(encoded[0]) > 250:
                continue
            tags = softmax(network.find(*encoded)[1])
            allowed = [TYPES.index(t) for t in event["type_alt"]]
            none = np.array([bool((i and words.letters[i]) or pieces in never) for i, pieces in enumerate(words.pieces)])
            likely = np.where(none[:, None], 0.0, tags[:, [1 + 2 * t for t in allowed]])
            at = int(likely.max(1).argmax())
            if likely[at].max() < PLAUSIBLE:
                continue
            row = Row(say=False, trigger=(at, at + 1), type=allowed[int(likely[at].argmax())], known={"actor", "recipient"})
            for role in ("actor", "recipient"):
                row.spans[role] = [w for span in event[role] or [] if (w := overlapping_words(words.spans, *span))]
                if not event[role]:
                    row.known.discard(role)
            events = np.where(none, 0, MASKED)
            events[at] = 1 + 2 * row.type
            documents.append(Document(row_["id"], words, [row], events, None))
    return documents


@dataclass
class Example:
    """A window ready for the model; word indices count from the window's first word."""

    ids: list[int]
    letters: list[int]
    heads: list[int]
    events: np.ndarray  # [n_words]
    says: np.ndarray  # [n_words]
    triggers: list[tuple[int, int, bool]]
    inside: np.ndarray  # [n_rows, n_words, n_roles] int8
    begins: np.ndarray  # the same
    mask: np.ndarray  # the same: 1 where `inside` is known
    labels: np.ndarray  # [n_rows, 3] type, status, mode


def window_example(document: Document, window: Window, wordpiece: WordPiece) -> Example:
    """Cut one window out of a document. Rows whose trigger is in the context are kept: they train too."""
    ids, letters, heads = encode_window(document.words, window, wordpiece)
    first, n = window.first, window.last - window.first
    rows = [row for row in document.rows if row.trigger[0] >= first and row.trigger[1] <= window.last]
    shape = (len(rows), n, len(ROLES))
    inside, begins, mask = (np.zeros(shape, dtype=np.int8) for _ in range(3))
    labels = np.full((len(rows), 3), MASKED, dtype=np.int64)
    for i, row in enumerate(rows):
        for name in row.known:
            mask[i, :, ROLE[name]] = 1
        for name, spans in row.spans.items():
            for a, b in spans:
                a, b = max(a - first, 0), min(b - first, n)
                if a < b:
                    inside[i, a:b, ROLE[name]] = 1
                    begins[i, a, ROLE[name]] = 1
        if "content" not in row.known:
            for (a, b), within in row.said:
                a, b = max(a - first, 0), min(b - first, n)
                if a < b:
                    mask[i, a:b, ROLE["content"]] = 1
                    inside[i, a:b, ROLE["content"]] |= within
        labels[i] = row.type, row.status, row.mode
    unknown = np.full(n, MASKED, dtype=np.int64)
    return Example(
        ids=ids,
        letters=letters,
        heads=heads,
        events=unknown if document.events is None else document.events[first : window.last],
        says=unknown if document.says is None else document.says[first : window.last],
        triggers=[(row.trigger[0] - first, row.trigger[1] - first, row.say) for row in rows],
        inside=inside,
        begins=begins,
        mask=mask,
        labels=labels,
    )


class Names:
    """The names of a collection, to be swapped for each other: words that are hardly ever written small there, but for days, months and "I"."""

    def __init__(self, documents: list[Document], wordpiece: WordPiece) -> None:
        written: dict[tuple[int, ...], Counter[bool]] = defaultdict(Counter)
        for document in documents:
            words = document.words
            for first, last in words.sentences:
                if any(words.letters[first:last]):  # in a sentence without capitals names are written small too
                    for i in range(first, last):
                        written[_bare(words.pieces[i], wordpiece)][words.letters[i] != Letters.SMALL] += 1
        others = {wordpiece.pieces(word) for word in (*day_name, *day_abbr, *month_name[1:], *month_abbr[1:], *ascii_lowercase)}
        self.known = {pieces for pieces, n in written.items() if n[True] > 20 * n[False]} - others
        self._pool = sorted(self.known)
        self._wordpiece = wordpiece

    def swapped(self, document: Document, share: float, rng: random.Random) -> Document:
        """Give the document with a share of its names swapped for others, each everywhere for the same."""
        words = document.words
        bare = [_bare(pieces, self._wordpiece) for pieces in words.pieces]
        others = {name: rng.choice(self._pool) for name in sorted(self.known.intersection(bare)) if rng.random() < share}
        pieces = [(*all_[: len(all_) - len(own)], *others.get(own, own)) for all_, own in zip(words.pieces, bare, strict=True)]
        return replace(document, words=replace(words, pieces=pieces))


def _bare(pieces: tuple[int, ...], wordpiece: WordPiece) -> tuple[int, ...]:
    """Take the paragraph mark off a word."""
    return pieces[1:] if pieces[0] == wordpiece.paragraph else pieces


SENTENCE = 48  # pieces: a window of this size holds one sentence, seldom two


def epoch_examples(documents: list[Document], wordpiece: WordPiece, rng: random.Random) -> list[Example]:
    """Cut all documents into windows of a random size, so that the model does not learn where they end; one in seven into single sentences."""
    return [
        window_example(document, window, wordpiece)
        for document in documents
        for size in (rng.choice((SENTENCE, 192, 192, 192, 254, 254, 254)),)
        for window in cut_windows(document.words, max_pieces=size, max_context=0 if size == SENTENCE else MAX_CONTEXT)
    ]
