"""Mix the weights of checkpoints of one lineage: a weighted mean of each.

python training/mix.py training/runs/j/checkpoint.pt=0.7 training/runs/h/checkpoint.pt=0.3 --to training/runs/mixed.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="+", help="CHECKPOINT=SHARE; :mean behind the checkpoint takes its running mean")
    parser.add_argument("--to", type=Path, required=True, help="the checkpoint to write")
    args = parser.parse_args()
    mixed: dict[str, torch.Tensor] = {}
    total = 0.0
    for part in args.parts:
        name, _, share = part.rpartition("=")
        path, _, mean = name.partition(":")
        state = torch.load(path, weights_only=False)
        total += float(share)
        for key, weight in state["average" if mean == "mean" else "model"].items():
            mixed[key] = mixed.get(key, 0) + float(share) * weight
    if abs(total - 1) > 1e-6:
        parser.error(f"The shares add up to {total:g}. They are to add up to 1.")
    mixed = {key: value.to(state["model"][key].dtype) for key, value in mixed.items()}
    torch.save({"model": mixed, "average": mixed, "args": state["args"]}, args.to)


if __name__ == "__main__":
    main()
