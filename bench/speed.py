"""Measure the speed and memory of reading against the bare encoder, in one run.

    python bench/speed.py [--reports 200] [--cores 2] [--rounds 3]

The bare encoder is the finder's graph cut off at the encoder's last layer, run on the same windows by a thread a core; the pipeline is everything
from files on disk to JSON lines, with one thread more, as it reads by itself. Rounds alternate between the two, the ratio is taken of each
round, and the median is shown: machines are shared and noisy.
Needs `onnx` (training group), and texts: ../shared/bench/attribution/train.jsonl.gz or --texts FOLDER of .txt files.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort

from whence.ingest import IngestOptions
from whence.json_form import dump_line, reading_to_json
from whence.pipeline import read_all
from whence.read import bundled_model, cpu_features, load_reader
from whence.read.session import SLOWER_WITH
from whence.read.windows import cut_windows, encode_window, find_words
from whence.read.wordpiece import WordPiece
from whence.terms import Problem

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "bench" / "attribution" / "train.jsonl.gz"
WORDS_A_REPORT = 400


def texts_of(source: Path) -> Iterator[str]:
    """Yield texts of about WORDS_A_REPORT words, whole paragraphs, cut one after another from the source's texts."""
    if source.is_dir():
        long = [path.read_text(encoding="utf-8") for path in sorted(source.glob("*.txt"))]
    else:
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            long = [json.loads(line)["text"] for line in lines]
    for text in long:
        piece: list[str] = []
        for paragraph in text.split("\n\n"):
            piece.append(paragraph)
            if sum(len(p.split()) for p in piece) >= WORDS_A_REPORT:
                yield "\n\n".join(piece)
                piece = []


def bare_encoder(folder: Path, to: Path) -> ort.InferenceSession:
    """Cut the finder's graph off where the states of words' first pieces are gathered."""
    model = onnx.load(folder / "finder.onnx")
    gather = [node for node in model.graph.node if node.op_type == "GatherElements"][-1]
    onnx.utils.extract_model(str(folder / "finder.onnx"), str(to), ["ids", "letters"], [gather.input[0]])
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return ort.InferenceSession(str(to), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER_WITH)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=Path, default=DEFAULT)
    args = parser.parse_args()
    texts = [text for text, _ in zip(texts_of(args.texts), range(args.reports), strict=False)]
    wordpiece = WordPiece.load(bundled_model() / "vocab.txt")
    windows = []
    for text in texts:
        words = find_words(text, wordpiece)
        for window in cut_windows(words):
            ids, letters, _ = encode_window(words, window, wordpiece)
            windows.append({"ids": np.array([ids], np.int64), "letters": np.array([letters], np.int64)})
    n_words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} reports, {n_words} words, {len(windows)} windows, {args.cores} cores, {cpu_features()}, onnxruntime {ort.__version__}")
    reader = load_reader()
    rounds: list[tuple[float, float]] = []
    cpu_ratios: list[float] = []
    with tempfile.TemporaryDirectory() as folder_:
        folder = Path(folder_)
        for i, text in enumerate(texts):
            (folder / f"{i:04}.txt").write_text(text, encoding="utf-8")
        encoder = bare_encoder(bundled_model(), folder / "encoder.onnx")
        (folder / "encoder.onnx").unlink()
        for _ in range(args.rounds):
            started, cpu_started = time.perf_counter(), time.process_time()
            with ThreadPoolExecutor(args.cores) as pool:
                list(pool.map(lambda window: encoder.run(None, window), windows))
            bare, bare_cpu = time.perf_counter() - started, time.process_time() - cpu_started
            started, cpu_started = time.perf_counter(), time.process_time()
            out = io.StringIO()
            n_claims = 0
            for reading in read_all([folder], options=IngestOptions(), reader=reader, jobs=args.cores + 1):
                if isinstance(reading, Problem):
                    sys.exit(f"{reading.where}: {reading.reason}")
                n_claims += len(reading.claims)
                out.write(dump_line(reading_to_json(reading)))
            whole = time.perf_counter() - started
            cpu_ratios.append(bare_cpu / (time.process_time() - cpu_started))
            rounds.append((bare, whole))
            print(f"bare encoder {bare:.2f} s, whole pipeline {whole:.2f} s, ratio {bare / whole:.2f}; {n_claims} claims", flush=True)
    bare, whole = (statistics.median(r[i] for r in rounds) for i in (0, 1))
    each = whole / len(texts)
    print(f"median: encoder {len(windows) / bare:.0f} windows/s; pipeline {1 / each:.1f} reports/s, {1000 * each:.0f} ms a report")
    ratio = statistics.median(b / w for b, w in rounds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"ratio {ratio:.2f}, by processor time {statistics.median(cpu_ratios):.2f}; memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
