"""Export a checkpoint to the package: ONNX, int8, with manifest.

    python training/export.py training/runs/a/checkpoint.pt --to src/whence/read/model

The encoder goes to whole numbers by quantise.py, the role head by onnxruntime's dynamic quantisation, both with weights of 7 of 8 bits: products
of pairs then cannot overflow without VNNI, and one file gives the same integers on all CPUs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import warnings
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from network import TorchNetwork
from quantise import quantise
from train import PRETRAINED
from whence.read.roles import N_DISTANCES
from whence.read.session import FORMAT
from whence.read.windows import Letters


def export(
    network: nn.Module,
    inputs: dict[str, torch.Tensor],
    outputs: list[str],
    dynamic: dict[str, dict[int, str]],
    path: Path,
    *,
    to_int8: Callable[[Path, Path], None] | None,
) -> None:
    """Write one network to `path`, quantised by `to_int8` unless that is None."""
    with tempfile.TemporaryDirectory() as folder:
        raw, clean = Path(folder) / "raw.onnx", Path(folder) / "clean.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the tracing exporter is deprecated; the other one writes graphs that quantise worse
            torch.onnx.export(
                network,
                tuple(inputs.values()),
                str(raw),
                input_names=list(inputs),
                output_names=outputs,
                dynamic_axes=dynamic,
                opset_version=17,
                dynamo=False,
            )
        quant_pre_process(str(raw), str(clean), skip_symbolic_shape=True)
        (to_int8 or shutil.copy)(clean, path)
    model = onnx.load(path)
    model.doc_string = ""
    for node in model.graph.node:  # names of modules in the exporter's trace are of no use to a reader
        node.doc_string = ""
    onnx.save(model, path)


def by_words(clean: Path, path: Path) -> None:
    """Quantise the encoder, each word by itself."""
    model = onnx.load(clean)
    quantise(model)
    onnx.save(model, path)


def by_calls(clean: Path, path: Path) -> None:
    """Quantise the role head, all words of a call alike."""
    quantize_dynamic(str(clean), str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


class _Finder(nn.Module):
    def __init__(self, finder: nn.Module) -> None:
        super().__init__()
        self.finder = finder

    def forward(self, ids: torch.Tensor, letters: torch.Tensor, heads: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.finder(ids, letters, None, heads)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--mean", action="store_true", help="the running mean of the weights in place of the last")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--data", nargs="*", default=[], help="names of what it was trained on, for the manifest")
    parser.add_argument("--fp32", action="store_true", help="do not quantise: for comparing")
    args = parser.parse_args()
    network = TorchNetwork.load(args.checkpoint, PRETRAINED, mean=args.mean)
    args.to.mkdir(parents=True, exist_ok=True)
    finder, asker = network.model["finder"], network.model["asker"]
    ids = torch.randint(1000, 20000, (1, 60))
    letters = torch.randint(0, len(Letters), (1, 60))
    heads = torch.arange(1, 41).unsqueeze(0)
    export(
        _Finder(finder),
        {"ids": ids, "letters": letters, "heads": heads},
        ["states", "events", "says"],
        {
            "ids": {1: "n_pieces"},
            "letters": {1: "n_pieces"},
            "heads": {1: "n_words"},
            "states": {1: "n_words"},
            "events": {1: "n_words"},
            "says": {1: "n_words"},
        },
        args.to / "finder.onnx",
        to_int8=None if args.fp32 else by_words,
    )
    d_role = finder.project.out_features
    export(
        asker,
        {
            "states": torch.randn(3, 40, d_role),
            "trigger": torch.randn(3, d_role),
            "kind": torch.tensor([0, 1, 0]),
            "distance": torch.from_numpy(np.random.default_rng(1).integers(0, N_DISTANCES, (3, 40))),
        },
        ["roles", "labels"],
        {
            "states": {0: "n", 1: "n_words"},
            "trigger": {0: "n"},
            "kind": {0: "n"},
            "distance": {0: "n", 1: "n_words"},
            "roles": {0: "n", 1: "n_words"},
            "labels": {0: "n"},
        },
        args.to / "asker.onnx",
        to_int8=None if args.fp32 else by_calls,
    )
    shutil.copy(PRETRAINED / "vocab.txt", args.to / "vocab.txt")
    files = {name: blake2b((args.to / name).read_bytes(), digest_size=16).hexdigest() for name in ("asker.onnx", "finder.onnx", "vocab.txt")}
    manifest = {
        "name": "whence-reader",
        "version": args.version,
        "format": FORMAT,
        "files": files,
        "licence": "Apache-2.0",
        "thresholds": {},
        "data": args.data,
        "figures": {},
    }
    (args.to / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    for name in files:
        print(f"{name}  {(args.to / name).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
