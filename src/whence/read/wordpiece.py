"""WordPiece: words to the numbers that the encoder knows (Devlin et al. 2019; greedy longest match first)."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from whence.errors import ModelError

MAX_LETTERS = 100  # longer words are one unknown piece, as in the encoder's pretraining


class WordPiece:
    """The encoder's vocabulary, uncased: letters lower, accents off, then the longest pieces that stand in the vocabulary.

    Words come from `whence.text.words`. Same pieces as the reference tokenizer for words in Latin letters and digits, tested against it (Chinese
    characters are not cut apart here). Kept in 40 lines since the reference package brings a network client that an offline reader has no use for.
    """

    def __init__(self, vocabulary: list[str]) -> None:
        self.vocabulary = {piece: i for i, piece in enumerate(vocabulary)}
        self._cache: dict[str, tuple[int, ...]] = {}
        try:
            self.start, self.end, self.unknown, self.paragraph = (self.vocabulary[p] for p in ("[CLS]", "[SEP]", "[UNK]", "[unused1]"))
        except KeyError as err:
            raise ModelError(f"The vocabulary has no {err.args[0]}: it is not an uncased BERT vocabulary of {len(vocabulary)} pieces.") from err

    @classmethod
    def load(cls, path: Path) -> WordPiece:
        """Load a vocabulary, one piece a line. Raises ModelError if it cannot be read."""
        try:
            return cls(path.read_text(encoding="utf-8").split("\n"))
        except (OSError, UnicodeDecodeError) as err:
            raise ModelError(f"No vocabulary can be read at {path}: {err}. Reinstall whence to get the bundled model back.") from err

    def pieces(self, word: str) -> tuple[int, ...]:
        """Cut one word into at least one piece."""
        known = self._cache.get(word)
        if known is None:
            known = self._cut(word)
            if len(self._cache) < 200_000:  # bounded: a long run over odd text must not grow without end
                self._cache[word] = known
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        letters = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        if not letters or len(letters) > MAX_LETTERS:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(letters):
            for end in range(len(letters), start, -1):
                index = self.vocabulary.get(("##" if start else "") + letters[start:end])
                if index is not None:
                    found.append(index)
                    start = end
                    break
            else:
                return (self.unknown,)
        return tuple(found)
