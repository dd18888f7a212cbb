"""Arrays and strings in one run of bytes: a line of JSON that says what follows, then the arrays as they lie in memory, read without copying.

Numbers are little-endian.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

ALIGNED = 64


def pack(meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Write plain values (anything JSON holds) and named arrays."""
    parts: list[bytes] = []
    table = []
    at = 0
    for name, array in arrays.items():
        little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        table.append([name, little.dtype.str, list(little.shape), at])
        data = little.tobytes()
        data += bytes(-len(data) % ALIGNED)
        parts.append(data)
        at += len(data)
    head = json.dumps({"meta": meta, "arrays": table}, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    head += b" " * (-(len(head) + 1) % ALIGNED) + b"\n"
    return b"".join([len(head).to_bytes(8, "little"), bytes(ALIGNED - 8), head, *parts])


def unpack(data: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read what `pack` wrote; the arrays look into `data` and cannot be written to. Raises ValueError for anything else."""
    try:
        size = int.from_bytes(data[:8], "little")
        head = json.loads(data[ALIGNED : ALIGNED + size].decode("utf-8", "surrogatepass"))
        arrays = {}
        for name, kind, shape, at in head["arrays"]:
            n = int(np.prod(shape, dtype=np.int64))
            arrays[name] = np.frombuffer(data, np.dtype(kind), n, ALIGNED + size + at).reshape(shape)
        return head["meta"], arrays
    except (KeyError, TypeError, UnicodeDecodeError) as err:
        raise ValueError(f"These bytes are no packed arrays: {err}.") from err


def pack_strings(values: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Write strings as their bytes, one after the other, and where each ends."""
    coded = [value.encode("utf-8", "surrogatepass") for value in values]
    ends = np.cumsum(np.array([len(one) for one in coded], np.int64), dtype=np.int64)
    return np.frombuffer(b"".join(coded), np.uint8), ends


def unpack_strings(data: NDArray[np.uint8], ends: NDArray[np.int64]) -> list[str]:
    """Read strings that `pack_strings` wrote."""
    whole = data.tobytes()
    edges = ends.tolist()
    starts = [0, *edges[:-1]] if edges else []
    if whole.isascii():
        text = whole.decode("ascii")
        return [text[start:end] for start, end in zip(starts, edges, strict=True)]
    return [whole[start:end].decode("utf-8", "surrogatepass") for start, end in zip(starts, edges, strict=True)]
