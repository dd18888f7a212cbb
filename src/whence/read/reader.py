"""What reads a report: the interface, and the reader that the package brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np

from whence.read.decode import Network, Thresholds, read_words
from whence.read.session import OnnxNetwork, cpu_features, describe_model
from whence.read.windows import MAX_CONTEXT, MAX_PIECES, find_words
from whence.read.wordpiece import WordPiece
from whence.terms import Claim, ReaderInfo, Reading, Report, content_hash

_MODULES = "accounts decode found modes numbers phrases quotations reader roles session speakers spans status tolls windows wordpiece".split()
SOURCES = ("text.py", *(f"read/{name}.py" for name in _MODULES))
"""Code that decides what is read; its hash is part of the reader's version, so that a changed reader reads a record's reports anew."""


class Reader(Protocol):
    """Anything that reads a report: claims and attributions whose spans slice its text."""

    @property
    def info(self) -> ReaderInfo:
        """What it takes to make its readings again."""

    def read(self, report: Report) -> Reading:
        """Read one report. Safe to call from several threads at once."""


class ModelReader:
    """Reads with the encoder and the role head of a model."""

    def __init__(
        self,
        wordpiece: WordPiece,
        network: Network,
        thresholds: Thresholds,
        info: ReaderInfo,
        *,
        calibration: Sequence[tuple[float, float]] = (),
    ) -> None:
        self._wordpiece = wordpiece
        self._network = network
        self._thresholds = thresholds
        self._info = info
        self._scores = [score for score, _ in calibration]
        self._confidences = [confidence for _, confidence in calibration]

    @property
    def info(self) -> ReaderInfo:
        """What it takes to make its readings again."""
        return self._info

    def read(self, report: Report) -> Reading:
        """Read one report."""
        words = find_words(report.text, self._wordpiece)
        claims, attributions = read_words(report, words, self._wordpiece, self._network, self._thresholds)
        return Reading(report=report, claims=tuple(map(self._calibrated, claims)), attributions=tuple(attributions), reader=self._info)

    def _calibrated(self, claim: Claim) -> Claim:
        """Give a claim the share of right claims among those that the network was as sure of, instead of the network's own probability."""
        if not self._scores or claim.confidence is None:
            return claim
        return replace(claim, confidence=round(float(np.interp(claim.confidence, self._scores, self._confidences)), 3))


def load_reader(*, model: Path | None = None) -> ModelReader:
    """Load the reader that the package brings, or one from another model folder.

    Raises ModelError if the model is missing, damaged or of another format.
    """
    description = describe_model(model)
    network = OnnxNetwork(description.path)
    thresholds = Thresholds(**description.thresholds)
    settings = {**asdict(thresholds), "max_pieces": MAX_PIECES, "max_context": MAX_CONTEXT, "sentencex": version("sentencex")}
    settings["calibration"] = content_hash(repr(description.calibration), n_bytes=4)
    code = content_hash(*((files("whence") / source).read_text(encoding="utf-8") for source in SOURCES))
    info = ReaderInfo(
        name=description.name,
        version=f"{description.version}+{content_hash(code, description.hash, repr(sorted(settings.items())), n_bytes=4)}",
        model=description.hash,
        runtime=network.runtime,
        cpu=cpu_features(),
        settings=tuple(sorted(settings.items())),
    )
    return ModelReader(WordPiece.load(description.path / "vocab.txt"), network, thresholds, info, calibration=description.calibration)
