"""Which reader is measured: the bundled model, another exported one, or a training checkpoint."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from whence.read import ModelReader, Reader, load_reader
from whence.read.decode import Thresholds
from whence.read.wordpiece import WordPiece
from whence.terms import ReaderInfo, Reading

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def add_reader_options(parser: argparse.ArgumentParser) -> None:
    """Give a command the options that choose a reader."""
    parser.add_argument("--model", type=Path, help="folder of an exported model; without it the bundled one")
    parser.add_argument("--checkpoint", type=Path, help="checkpoint of training/train.py, read in fp32; needs the training group")
    parser.add_argument("--thresholds", type=Path, help="JSON file with the thresholds of the checkpoint; without it the defaults")


def chosen_reader(args: argparse.Namespace) -> Reader:
    """Load the reader that the options name."""
    return checkpoint_reader(args.checkpoint, args.thresholds) if args.checkpoint else load_reader(model=args.model)


def checkpoint_reader(checkpoint: Path, thresholds: Path | None) -> Reader:
    """Load a training checkpoint as a reader, fp32."""
    sys.path.insert(0, str(ROOT / "training"))
    from network import TorchNetwork
    from train import PRETRAINED

    chosen = Thresholds(**json.loads(thresholds.read_text(encoding="utf-8"))) if thresholds else Thresholds()
    network = TorchNetwork.load(checkpoint, PRETRAINED)
    return ModelReader(WordPiece.load(PRETRAINED / "vocab.txt"), network, chosen, ReaderInfo(name=str(checkpoint), version="checkpoint"))


def held_out_elsewhere() -> dict[str, Reading]:
    """Load the labels of corpus/standoff that took no part in training, with their texts."""
    sys.path.insert(0, str(ROOT / "training"))
    from standoff import load_standoff_readings

    found: dict[str, Reading] = load_standoff_readings(ROOT / "corpus" / "standoff" / "held_out.jsonl")
    return found


def held_out_step() -> int:
    """Say which reports training leaves out: every n-th of the first folder, see training/held_out.py."""
    sys.path.insert(0, str(ROOT / "training"))
    from held_out import HELD_OUT

    step: int = HELD_OUT
    return step
