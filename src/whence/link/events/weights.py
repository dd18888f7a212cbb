"""Weights of evidence: bits for each bin of each field, read from weights.toml, which says what each means.

Bits are kept as whole hundredths (centibits), so that sums are exact. Each bin has two weights: for claims of two reports (`across`), and for claims
of one (`within`), where the same word means more and the same day less.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from whence.errors import WeightsError
from whence.link.events.columns import I32
from whence.link.events.fields import FIELDS
from whence.terms import content_hash

ACROSS, WITHIN = 0, 1
SETS = ("across", "within")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights and thresholds, all in centibits.

    table    [2 sets, n_fields, most bins]
    prior    [2] bits before any evidence
    join     least evidence that joins two groups: the mean over their pairs, and the surplus
    surplus  for every doubling of the pairs between two groups, up to 16 pairs: a mean over many is surer
    near     least evidence of a pair that puts two claims into one component; only claims of one component are ever joined
    floor    what a pair that is not compared counts for, and the least that any pair does
    cap      the most that any pair counts for
    attach   least mean evidence between a claim that foretells and the claims of the event that it is attached to
    strong   least bits of words (what, sentence, rare words) that link a claim without date, place or parties
    hash     of all these
    """

    table: I32
    prior: I32
    join: int
    surplus: int
    near: int
    floor: int
    cap: int
    attach: int
    strong: int
    hash: str


@cache
def bundled_weights() -> Weights:
    """Load the weights that come along."""
    return _weights((files("whence.link.events") / "weights.toml").read_text(encoding="utf-8"), "weights.toml")


def load_weights(path: Path) -> Weights:
    """Load weights from a file of the form of the bundled one. Raises WeightsError for one that cannot be read or does not fit."""
    try:
        return _weights(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as err:
        raise WeightsError(f"No weights can be read from {path}: {err}.") from err


def _weights(text: str, where: str) -> Weights:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        raise WeightsError(f"{where} is no TOML: {err}.") from err
    table = np.zeros((2, len(FIELDS), max(len(field.bins) for field in FIELDS)), np.int32)
    for i, field in enumerate(FIELDS):
        rows = _part(found, field.name, set(field.bins), where)
        for j, name in enumerate(field.bins):
            pair = _part(rows, name, set(SETS), f"{where}: {field.name}")
            table[:, i, j] = [_centibits(pair, one, f"{where}: {field.name}.{name}") for one in SETS]
    prior = _part(found, "prior", set(SETS), where)
    limits = ("join", "surplus", "near", "floor", "cap", "attach", "strong")
    bounds = {name: _centibits(_part(found, "limits", set(limits), where), name, f"{where}: limits") for name in limits}
    before = np.array([_centibits(prior, one, f"{where}: prior") for one in SETS], np.int32)
    return Weights(
        table=table,
        prior=before,
        hash=content_hash(table.tobytes().hex(), before.tobytes().hex(), repr(sorted(bounds.items()))),
        **bounds,
    )


def _part(of: dict[str, Any], name: str, keys: set[str], where: str) -> dict[str, Any]:
    found = of.get(name)
    if not isinstance(found, dict) or set(found) != keys:
        held = sorted(found) if isinstance(found, dict) else found
        raise WeightsError(f"{where}: [{name}] has {held}. It needs {', '.join(sorted(keys))}.")
    return found


def _centibits(of: dict[str, Any], name: str, where: str) -> int:
    value = of[name]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -300 <= value <= 300:
        raise WeightsError(f"{where}.{name} is {value!r}. Possible: bits from -300 to 300.")
    return round(value * 100)
