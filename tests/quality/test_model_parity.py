"""The bundled int8 model reads what the model that was trained reads, in fp32: written by training/parity.py, spans and values alone."""

import json
from functools import cache
from pathlib import Path

import pytest

from whence.evaluate import load_readings, score
from whence.json_form import reading_from_json, reading_to_json
from whence.read import describe_model, load_reader

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = json.loads((Path(__file__).parent / "fp32_readings.json").read_text(encoding="utf-8"))
# Least agreement (F1 with the fp32 reading as gold): int8 moves probabilities by some hundredths, so that claims at the threshold come and go.
TOLERANCE = {"claim": 0.97, "typed": 0.955, "actor": 0.95, "recipient": 0.95}


@cache
def agreement(folder: str):
    gold = load_readings(ROOT / folder)
    reader = load_reader()
    trained = {
        key: reading_from_json(reading_to_json(reading) | {"claims": REFERENCE["folders"][folder][key], "attributions": []})
        for key, reading in gold.items()
    }
    return score(trained, {key: reader.read(reading.report) for key, reading in gold.items()})


def test_the_reference_was_made_for_the_bundled_model():
    assert REFERENCE["model"] == describe_model().hash


@pytest.mark.parametrize("figure", TOLERANCE)
@pytest.mark.parametrize("folder", REFERENCE["folders"])
def test_the_exported_model_reads_what_the_trained_one_reads(folder, figure):
    if not (ROOT / folder).exists():
        pytest.skip(f"needs {folder}, which is not part of the project")
    assert getattr(agreement(folder), figure).f1 >= TOLERANCE[figure]
