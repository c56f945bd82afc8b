"""Writes test/gather/models/networks/: published networks without their weights, and what to count in them.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install onnx==1.23.2
    /tmp/reference/bin/python test/reference/onnx_counts.py

The networks are those of the ONNX project's backend tests (onnx/backend/test/data/light, Apache-2.0), which make their
weights with ConstantOfShape. Here each such weight becomes an initializer with its shape and no bytes. Shapes are those of
onnx.shape_inference; multiply-accumulates and parameters are counted from them, apart from the code under test.
"""

import json
import math
from pathlib import Path

import onnx
from onnx import numpy_helper, shape_inference

SOURCE = Path(onnx.__file__).parent / "backend/test/data/light"
TARGET = Path(__file__).parents[1] / "gather/models/networks"
NAMES = ["bvlc_alexnet", "densenet121", "inception_v1", "resnet50", "shufflenet", "squeezenet", "vgg19"]


def hollow(model):
    """Replaces weights made by ConstantOfShape by initializers that have a shape and no bytes."""
    sizes = {tensor.name: numpy_helper.to_array(tensor).tolist() for tensor in model.graph.initializer}
    kept, weights = [], []
    for node in model.graph.node:
        if node.op_type == "ConstantOfShape" and node.input[0] in sizes:
            weights.append(onnx.TensorProto(name=node.output[0], data_type=1, dims=sizes[node.input[0]]))
        else:
            kept.append(node)
    used = {name for node in kept for name in node.input}
    others = [tensor for tensor in model.graph.initializer if tensor.name in used]
    given = {tensor.name for tensor in others + weights}
    inputs = [value for value in model.graph.input if value.name in used - given]
    model.ir_version = 4  # the first that does not list initializers as inputs
    for field, values in (("node", kept), ("initializer", others + weights), ("input", inputs)):
        del getattr(model.graph, field)[:]
        getattr(model.graph, field).extend(values)
    del model.graph.value_info[:]
    return model


def shapes_of(model):
    graph = shape_inference.infer_shapes(model, data_prop=True).graph
    values = [*graph.input, *graph.value_info, *graph.output]
    shapes = {value.name: [d.dim_value for d in value.type.tensor_type.shape.dim] for value in values}
    return shapes | {tensor.name: list(tensor.dims) for tensor in graph.initializer}


def macs(model, shapes):
    total = 0
    for node in model.graph.node:
        output = math.prod(shapes[node.output[0]])
        if node.op_type == "Conv":
            total += output * math.prod(shapes[node.input[1]][1:])
        elif node.op_type == "Gemm":
            transposed = any(a.name == "transA" and a.i for a in node.attribute)
            total += output * shapes[node.input[0]][0 if transposed else 1]
        elif node.op_type == "MatMul":
            total += output * shapes[node.input[0]][-1]
    return total


def parameters(model):
    statistics = {name for node in model.graph.node if node.op_type == "BatchNormalization" for name in node.input[3:5]}
    return sum(
        math.prod(tensor.dims)
        for tensor in model.graph.initializer
        if tensor.data_type == 1 and tensor.dims and tensor.name not in statistics
    )


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name in NAMES:
        model = hollow(onnx.load(SOURCE / f"light_{name}.onnx"))
        shapes = shapes_of(model)
        (TARGET / f"{name}.onnx").write_bytes(model.SerializeToString())
        counts[name] = {"macs": macs(model, shapes), "parameters": parameters(model), "nodes": len(model.graph.node)}
    text = json.dumps({"source": f"onnx {onnx.__version__}, backend/test/data/light, Apache-2.0", "counts": counts}, indent=2)
    (TARGET / "counts.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
