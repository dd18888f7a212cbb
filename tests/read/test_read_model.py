"""The bundled model: proved by its hashes, the same bytes on every run, in any order, on any number of threads."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest

from whence.errors import ModelError
from whence.examples import example_paths
from whence.ingest import read_file
from whence.json_form import dump_line, reading_to_json
from whence.read import bundled_model, describe_model, load_reader
from whence.terms import Report, report_id


@cache
def reader():
    return load_reader()


def report(text: str) -> Report:
    return Report(id=report_id(text), text=text)


@cache
def examples() -> tuple[Report, ...]:
    return tuple(item for path in example_paths() for item in read_file(path) if isinstance(item, Report))


def written(item: Report) -> str:
    return dump_line(reading_to_json(reader().read(item)))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundled_model(), tmp_path / "model"))


def change(model: Path, **changes: object) -> None:
    path = model / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | changes), encoding="utf-8")


def test_readings_are_the_same_bytes_in_any_order_and_on_threads():
    once = [written(item) for item in examples()]
    assert [written(item) for item in reversed(examples())] == once[::-1]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(written, examples())) == once


def test_every_span_of_a_reading_slices_its_text():
    n_spans = 0
    for item in examples():
        for claim in reader().read(item).claims:
            for span in (*claim.what, *claim.place, *claim.time, *(p.span for p in (*claim.actor, *claim.recipient))):
                assert item.text[span.start : span.end] == span.words
                n_spans += 1
    assert n_spans > 100


def test_a_reading_names_what_made_it():
    info = reader().read(report("Rebels shelled the port.")).reader
    assert info.model == describe_model().hash
    assert info.runtime.startswith("onnxruntime ") and info.cpu
    assert dict(info.settings)["max_pieces"] == 254


@pytest.mark.parametrize("text", [".", "—", "_" * 2000, "a" * 100_000, "\u0301\u0301", "👩‍👩‍👧", "مرحبا"])
def test_odd_texts_are_read_without_a_fault(text):
    reading = reader().read(report(text))
    assert len(reading.claims) < 5


def test_a_text_with_no_sentence_end_is_read():
    text = "rebels shelled the port of Maruni and the army said it shot two men " * 60
    assert len(reader().read(report(text)).claims) > 10


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match=r"No model at .* Reinstall whence"):
        load_reader(model=tmp_path / "nowhere")


def test_a_damaged_model_is_refused(model):
    data = bytearray((model / "asker.onnx").read_bytes())
    data[1000] ^= 1
    (model / "asker.onnx").write_bytes(data)
    with pytest.raises(ModelError, match=r"asker\.onnx is damaged: its hash is"):
        load_reader(model=model)


def test_a_model_that_lacks_a_file_is_refused(model):
    (model / "vocab.txt").unlink()
    with pytest.raises(ModelError, match=r"lacks vocab\.txt"):
        describe_model(model)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 99}, "has format 99; this whence reads format 2"),
        ({"files": []}, "`files` is missing or of the wrong kind"),
        ({"files": {}}, "gives no hash for asker.onnx, finder.onnx, vocab.txt"),
        ({"thresholds": None}, "`thresholds` is missing or of the wrong kind"),
        ({"thresholds": {"evnt": 0.5}}, "threshold `evnt` is 0.5. Possible: account"),
        ({"thresholds": {"event": "high"}}, "threshold `event` is 'high'"),
        ({"calibration": [[0.1, 0.9], [0.5, 0.2]]}, "does not rise"),
        ({"calibration": ["high"]}, "no list of pairs"),
    ],
)
def test_a_manifest_that_is_not_one_is_refused(model, changes, message):
    change(model, **changes)
    with pytest.raises(ModelError, match=message):
        describe_model(model)


def test_confidence_is_shown_as_calibrated_and_changes_no_claim(model):
    text = "Rebels shelled the port of Maruni, the ministry said."
    change(model, calibration=[])
    plain = load_reader(model=model).read(report(text)).claims
    change(model, calibration=[[0.0, 0.25], [1.0, 0.25]])
    calibrated = load_reader(model=model).read(report(text)).claims
    assert plain and {claim.confidence for claim in calibrated} == {0.25}
    assert [claim.what for claim in calibrated] == [claim.what for claim in plain]


def test_a_manifest_that_is_not_json_is_refused(model):
    (model / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="is not JSON"):
        describe_model(model)


def test_a_file_that_onnxruntime_cannot_load_is_refused(model):
    (model / "finder.onnx").write_bytes(b"nonsense")
    files = json.loads((model / "manifest.json").read_text(encoding="utf-8"))["files"]
    from hashlib import blake2b

    change(model, files=files | {"finder.onnx": blake2b(b"nonsense", digest_size=16).hexdigest()})
    with pytest.raises(ModelError, match="cannot load the model"):
        load_reader(model=model)


def test_the_runtime_leaves_nothing_in_the_home_folder(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"} | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import whence; whence.load_reader()"], env=environment, check=True, timeout=120)
    assert list(tmp_path.rglob("*")) == []
