"""Turn a bundled model back into a checkpoint of train.py, its int8 weights as floats, so that a run can go on from what is shipped.

python training/reopen.py src/whence/read/model --to training/runs/bundled.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from train import new_model


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """Read the weights of one exported network by the names that they have in torch.

    A matrix loses its name in the export; the node that multiplies by it keeps the module's path.
    """
    model = onnx.load(path)
    values = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}

    def floats(name: str) -> np.ndarray:
        stem = name.removesuffix("_quantized")
        return (values[name].astype(np.float32) - values.get(stem + "_zero_point", np.zeros(1)).astype(np.float32)) * values[stem + "_scale"]

    weights = {name: value for name, value in values.items() if name.endswith((".weight", ".bias"))}
    for name in values:
        if name.endswith(".weight_quantized"):
            weights[name.removesuffix("_quantized")] = floats(name)
    for node in model.graph.node:
        matrix = next((name for name in node.input if name.endswith("_quantized") and name in values), None)
        if node.op_type == "MatMulInteger" and matrix:
            module = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".")
            weights[module + ".weight"] = floats(matrix).T
    return weights


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    args = parser.parse_args()
    finder, asker = (read_weights(args.model / name) for name in ("finder.onnx", "asker.onnx"))
    d_role = len(asker["roles.weight"][0])
    layers = 1 + max(int(name.split(".")[1]) for name in asker if name.startswith("layers."))
    model = new_model(d_role, layers)
    weights = {k.replace("finder.", "", 1): v for k, v in finder.items()}
    for network, found in (("finder", weights), ("asker", asker)):
        wanted = model[network].state_dict()
        missing = sorted(set(wanted) - set(found) - {"encoder.embeddings.position_ids", "encoder.embeddings.token_type_ids"})
        if missing:
            raise SystemExit(f"{args.model / network}.onnx has no {', '.join(missing)}; it has {', '.join(sorted(found))}")
        model[network].load_state_dict({k: torch.tensor(found[k]) for k in wanted if k in found}, strict=False)
    args.to.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": model.state_dict(), "args": {"d_role": d_role, "layers": layers, "held_out": []}}, args.to)


if __name__ == "__main__":
    main()
