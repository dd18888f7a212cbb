"""Reading must not get worse unseen: the figures of the bundled model on dev data against the floors in floors.json.

Each data set's floors stand beside the hash of the data that they were measured on; with other data the test says so instead of passing.
"""

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path

import pytest

from whence.evaluate import load_readings, score
from whence.read import load_reader

ROOT = Path(__file__).resolve().parents[2]
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


@cache
def reader():
    return load_reader()


def data_hash(path: Path) -> str:
    digest = blake2b(digest_size=16)
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def figure(scores, name: str) -> float:
    part, _, which = name.partition(".")
    value = getattr(scores, part)
    return getattr(value, which) if which else value


@cache
def scores_on(path: str):
    gold = load_readings(ROOT / path)
    return score(gold, {key: reader().read(reading.report) for key, reading in gold.items()})


@pytest.mark.parametrize(("path", "name", "floor"), [(path, name, f) for path, entry in FLOORS.items() for name, f in entry["floors"].items()])
def test_reading_stays_above_its_floor(path, name, floor):
    if not (ROOT / path).exists():
        pytest.skip(f"needs {path}, which is not part of the project")
    assert data_hash(ROOT / path) == FLOORS[path]["data"], f"{path} is not the data that the floors were measured on"
    assert figure(scores_on(path), name) >= floor
