r"""Keep what the training model reads, in fp32, for the parity test of the exported one.

    python training/parity.py training/runs/a/checkpoint.pt --model src/whence/read/model --out tests/quality/fp32_readings.json \
        --reports corpus/dev ../shared/corpus/dev

Kept are spans and values alone, no text: by folder and report id. Prints how far the exported model agrees.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from choose import read_all
from network import TorchNetwork
from train import PRETRAINED
from whence.evaluate import load_readings, score
from whence.json_form import claim_to_json
from whence.read.decode import Thresholds
from whence.read.session import OnnxNetwork, describe_model
from whence.read.wordpiece import WordPiece


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--mean", action="store_true", help="the running mean of the weights, as in export.py")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--reports", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    description = describe_model(args.model)
    thresholds = Thresholds(**description.thresholds)
    wordpiece = WordPiece.load(args.model / "vocab.txt")
    networks = (TorchNetwork.load(args.checkpoint, PRETRAINED, mean=args.mean), OnnxNetwork(args.model))
    kept: dict[str, dict[str, list[dict]]] = {}
    for folder in args.reports:
        gold = load_readings(folder)
        both = [read_all(gold, wordpiece, network, thresholds) for network in networks]
        kept[str(folder)] = {key: [bare(claim_to_json(claim)) for claim in reading.claims] for key, reading in both[0].items()}
        scores = score(*both)
        print(folder, {name: getattr(scores, name).f1 for name in ("claim", "typed", "actor", "recipient", "tuple")}, scores.account.value)
    args.out.write_text(json.dumps({"model": description.hash, "folders": kept}, separators=(",", ":")) + "\n", encoding="utf-8")


def bare(claim: dict) -> dict:
    """Leave out what is empty."""
    return {key: value for key, value in claim.items() if value not in (None, [], {}) and key not in ("sentence", "confidence", "id")}


if __name__ == "__main__":
    main()
