"""The bundled model: its files proved by hash, run by onnxruntime on one thread, one window a call.

The encoder rounds each word by itself. The role head, int8 with dynamic scales, takes its scale from all that stands in one call; a call holds one
window of one report, no padding: so a reading depends on its own text alone, and is the same bytes on every run of one runtime on one kind of CPU.
Within a window the role head is asked for all happenings in one call, so that the fields of one can shift with which others were found there (2 of
100 claims when each was asked alone).
"""

from __future__ import annotations

import json
import platform
from dataclasses import dataclass, fields
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from whence.errors import ModelError
from whence.read.decode import Floats, Ints, Thresholds
from whence.terms import content_hash

FORMAT = 2
"""Version of the inputs and outputs that this code and a model agree on."""
REMEDY = "Reinstall whence to get the bundled model back: pip install --force-reinstall whence"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDescription:
    """What a model folder says of itself in manifest.json, and what was found there.

    hash         blake2b over the hashes of its files, in order of name
    n_bytes      of all its files
    thresholds   least probabilities chosen for it
    data         what it was trained on
    figures      measured by bench/read.py, name to value
    calibration  rising points (network's probability of a claim, confidence shown), by bench/calibration.py; none: shown as it is
    """

    name: str
    version: str
    hash: str
    n_bytes: int
    path: Path
    licence: str
    thresholds: dict[str, float]
    data: tuple[str, ...]
    figures: dict[str, float]
    calibration: tuple[tuple[float, float], ...] = ()


def bundled_model() -> Path:
    """Say where the model in the package is."""
    return Path(str(files("whence.read") / "model"))


def describe_model(model: Path | None = None) -> ModelDescription:
    """Read a model's manifest and prove its files by their hashes.

    model   a folder with manifest.json; None: the bundled one

    Raises ModelError if the folder, a file or a hash is not as the manifest says.
    """
    folder = bundled_model() if model is None else model
    manifest = _manifest(folder)
    hashes: list[str] = []
    n_bytes = 0
    for name, expected in sorted(manifest["files"].items()):
        try:
            data = (folder / name).read_bytes()
        except OSError as err:
            raise ModelError(f"The model at {folder} lacks {name}, which its manifest names ({err.strerror}). {REMEDY}") from err
        found = blake2b(data, digest_size=16).hexdigest()
        if found != expected:
            raise ModelError(f"{folder / name} is damaged: its hash is {found}, its manifest says {expected}. {REMEDY}")
        hashes.append(found)
        n_bytes += len(data)
    return ModelDescription(
        name=manifest["name"],
        version=manifest["version"],
        hash=content_hash(*hashes),
        n_bytes=n_bytes,
        path=folder,
        licence=manifest["licence"],
        thresholds=dict(manifest["thresholds"]),
        data=tuple(manifest["data"]),
        figures=dict(manifest["figures"]),
        calibration=_calibration(manifest.get("calibration", []), folder),
    )


def _calibration(points: object, folder: Path) -> tuple[tuple[float, float], ...]:
    try:
        table = np.array(points, dtype=np.float64).reshape(-1, 2)
    except (TypeError, ValueError) as err:
        raise ModelError(f"The manifest at {folder} has a `calibration` that is no list of pairs of numbers ({err}). {REMEDY}") from err
    if (np.diff(table, axis=0) < 0).any() or (table < 0).any() or (table > 1).any():
        raise ModelError(f"The manifest at {folder} has a `calibration` that does not rise from 0 to 1. {REMEDY}")
    return tuple((float(score), float(confidence)) for score, confidence in table)


FILES = ("asker.onnx", "finder.onnx", "vocab.txt")


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError as err:
        raise ModelError(f"No model at {folder}: {path.name} cannot be read ({err.strerror}). {REMEDY}") from err
    except ValueError as err:
        raise ModelError(f"{path} is not JSON ({err}). {REMEDY}") from err
    wanted = {"name": str, "version": str, "format": int, "files": dict, "licence": str, "thresholds": dict, "data": list, "figures": dict}
    for key, kind in wanted.items():
        if not isinstance(manifest, dict) or not isinstance(manifest.get(key), kind):
            raise ModelError(f"{path} is no model manifest: `{key}` is missing or of the wrong kind. It needs {', '.join(wanted)}. {REMEDY}")
    if missing := [name for name in FILES if name not in manifest["files"]]:
        raise ModelError(f"{path} gives no hash for {', '.join(missing)}, so that the model cannot be verified. {REMEDY}")
    known = {f.name for f in fields(Thresholds)}
    for name, value in manifest["thresholds"].items():
        if name not in known or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise ModelError(f"{path}: threshold `{name}` is {value!r}. Possible: {', '.join(sorted(known))}, from 0 to 1. {REMEDY}")
    if manifest["format"] != FORMAT:
        raise ModelError(f"The model at {folder} has format {manifest['format']}; this whence reads format {FORMAT}. {REMEDY}")
    return manifest


@lru_cache(maxsize=1)
def cpu_features() -> str:
    """Name the instruction sets that can change the results of int8 arithmetic, as the processor tells them ("x86_64 avx2 avx512_vnni")."""
    relevant = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm", "sve")
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    flags = next((line.split(":", 1)[1].split() for line in lines if line.startswith(("flags", "Features"))), [])
    return " ".join([platform.machine(), *(name for name in relevant if name in flags)])


SLOWER_WITH = ["SkipLayerNormFusion"]
"""Optimisations of onnxruntime that cost time: this one joins a sum and a normalisation into one step that takes six times as long as both."""


class OnnxNetwork:
    """The two networks of a model folder; safe to call from several threads at once. See whence.read.decode.Network."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.use_deterministic_compute = True
        options.enable_mem_pattern = False  # shapes change with every window: a kept plan for each costs memory and gains nothing
        options.log_severity_level = 3
        self.runtime = f"onnxruntime {ort.__version__}"
        how: dict[str, Any] = {"providers": ["CPUExecutionProvider"], "disabled_optimizers": SLOWER_WITH}
        try:
            self._finder = ort.InferenceSession(str(folder / "finder.onnx"), options, **how)
            self._asker = ort.InferenceSession(str(folder / "asker.onnx"), options, **how)
        except Exception as err:  # onnxruntime's errors share no base of their own
            raise ModelError(f"onnxruntime {ort.__version__} cannot load the model at {folder}: {err}. {REMEDY}") from err

    def find(self, ids: list[int], letters: list[int], heads: list[int]) -> tuple[Floats, Floats, Floats]:
        """Run the encoder on one window."""
        window = {"ids": ids, "letters": letters, "heads": heads}
        states, events, says = self._finder.run(None, {name: np.array([values], np.int64) for name, values in window.items()})
        return states[0], events[0], says[0]

    def ask(self, states: Floats, trigger: Floats, kind: Ints, distance: Ints) -> tuple[Floats, Floats]:
        """Run the role head on all triggers of one window."""
        roles, labels = self._asker.run(None, {"states": states, "trigger": trigger, "kind": kind, "distance": distance})
        return roles, labels
