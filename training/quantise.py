"""The encoder in whole numbers: 8 bits a weight, and of its inputs each word rounded by itself.

onnxruntime's own dynamic quantisation gives all words of a window one scale, so that a single word far from the others costs all of them their
precision. Here a word's vector is rounded to 127 steps on either side of 0, by its own greatest number; behind a GELU, which never falls below -0.17,
to the 223 steps above and 32 below. A matrix has 63 steps on either side of 0 for each output: products of pairs then cannot overflow without VNNI. An
embedding has 127 for each of its rows. Needs one window a call: [1, n, d].
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

WEIGHT_STEPS = 63
STEPS = 127
GELU_ZERO, GELU_STEPS = 32, 223
GELU_LEAST_MAX = 0.17 * GELU_STEPS / GELU_ZERO
"""The greatest number of a word behind a GELU counts as at least this: what lies below 0 then has steps enough."""
MANY_ROWS = 1000  # an embedding with fewer stays as it is


def quantise(model: onnx.ModelProto) -> None:
    """Put whole numbers into every multiplication by a matrix and into large embeddings, in place."""
    graph = model.graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    added: dict[str, NDArray[np.generic]] = {}
    replaced: set[str] = set()
    rounded: dict[str, tuple[str, str, str]] = {}  # input: as whole numbers, their scale, their zero
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        table = arrays.get(node.input[0]) if node.op_type == "Gather" else None
        matrix = arrays.get(node.input[1]) if node.op_type == "MatMul" else None
        if table is not None and table.ndim == 2 and len(table) >= MANY_ROWS:
            name = node.input[0]
            added[name + "_quantized"], added[name + "_scale"] = _whole(table, STEPS, axis=1)
            replaced.add(name)
            nodes += _embedding(node, name)
        elif matrix is not None:
            name = node.input[1]
            added[name + "_quantized"], scale = _whole(matrix, WEIGHT_STEPS, axis=0)
            added[name + "_scale"] = scale[0]
            replaced.add(name)
            if node.input[0] not in rounded:
                made, rounded[node.input[0]] = _round(node.input[0], added)
                nodes += made
            nodes += _multiplication(node, name, *rounded[node.input[0]])
        else:
            nodes.append(node)
    kept = [tensor for tensor in graph.initializer if tensor.name not in replaced]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    graph.initializer.extend([*kept, *(numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in added.items())])


def _whole(weights: NDArray[np.float32], steps: int, *, axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Round weights to whole numbers of at most `steps`, with one scale along an axis."""
    scale = np.maximum(np.abs(weights).max(axis, keepdims=True) / steps, 1e-12).astype(np.float32)
    return np.clip(np.round(weights / scale), -steps, steps).astype(np.int8), scale


def _embedding(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    out = node.output[0]
    return [
        helper.make_node("Gather", [name + "_quantized", node.input[1]], [out + "_whole"], name=node.name),
        helper.make_node("Gather", [name + "_scale", node.input[1]], [out + "_scale"]),
        helper.make_node("Cast", [out + "_whole"], [out + "_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [out + "_float", out + "_scale"], [out]),
    ]


def _round(x: str, added: dict[str, NDArray[np.generic]]) -> tuple[list[onnx.NodeProto], tuple[str, str, str]]:
    """Give nodes that round each word of an input by itself, and the names of the whole numbers, their scale and their zero."""
    gelu = "/intermediate_act_fn/" in x
    zero, steps, least = (GELU_ZERO, GELU_STEPS, GELU_LEAST_MAX) if gelu else (128, STEPS, 1e-9)
    kind = "gelu" if gelu else "any"
    added |= {
        f"zero_{kind}": np.array(zero, np.uint8),
        f"steps_{kind}": np.array([steps], np.float32),
        f"least_{kind}": np.array([least], np.float32),
    }
    added["flat"] = np.array([-1], np.int64)
    size = x if gelu else x + "_size"
    nodes = [] if gelu else [helper.make_node("Abs", [x], [size])]
    nodes += [
        helper.make_node("ReduceMax", [size], [x + "_max"], axes=[-1], keepdims=1),
        helper.make_node("Max", [x + "_max", f"least_{kind}"], [x + "_reach"]),
        helper.make_node("Div", [x + "_reach", f"steps_{kind}"], [x + "_scale"]),
        helper.make_node("Reshape", [x + "_scale", "flat"], [x + "_scales"]),
        helper.make_node("Shape", [x + "_scales"], [x + "_n"]),
        helper.make_node("Expand", [f"zero_{kind}", x + "_n"], [x + "_zeros"]),
        helper.make_node("QuantizeLinear", [x, x + "_scales", x + "_zeros"], [x + "_whole"], axis=1),
    ]
    return nodes, (x + "_whole", x + "_scale", f"zero_{kind}")


def _multiplication(node: onnx.NodeProto, matrix: str, whole: str, scale: str, zero: str) -> list[onnx.NodeProto]:
    out = node.output[0]
    return [
        helper.make_node("MatMulInteger", [whole, matrix + "_quantized", zero], [out + "_whole"], name=node.name),
        helper.make_node("Cast", [out + "_whole"], [out + "_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [out + "_float", matrix + "_scale"], [out + "_scaled"]),
        helper.make_node("Mul", [out + "_scaled", scale], [out]),
    ]
