"""Writes the small models beside this file. Needs numpy and onnx: python make-models.py"""

import os

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

FOLDER = os.path.dirname(os.path.abspath(__file__))
FLOAT, FLOAT16, UINT8 = TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.UINT8


def write(name, nodes, inputs, outputs, weights=(), valid=True):
    graph = helper.make_graph(nodes, name, inputs, outputs, [numpy_helper.from_array(v, k) for k, v in weights])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    model.producer_name = "vision-gate test"
    if valid:
        checker.check_model(model)
    save(model, os.path.join(FOLDER, f"{name}.onnx"))


def value(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def channel_means(batch="batch", side=("height", "width")):
    return value("image", FLOAT, [batch, 3, *side])


MEANS = [helper.make_node("ReduceMean", ["image"], ["scores"], axes=[2, 3], keepdims=0)]
SCORES = [value("scores", FLOAT, ["batch", 3])]

# Logits are the mean red, green and blue of the image.
write("means", MEANS, [channel_means()], SCORES)
write("means-4x4", MEANS, [channel_means(side=(4, 4))], SCORES)
write("means-batch-2", MEANS, [channel_means(batch=2)], [value("scores", FLOAT, [2, 3])])
write("softmax", [
      helper.make_node("ReduceMean", ["image"], ["means"], axes=[2, 3], keepdims=0),
      helper.make_node("Softmax", ["means"], ["scores"], axis=1)], [channel_means()], SCORES)
write("sigmoid", [
      helper.make_node("ReduceMean", ["image"], ["mean"], axes=[1, 2, 3], keepdims=0),
      helper.make_node("Sigmoid", ["mean"], ["flat"]),
      helper.make_node("Unsqueeze", ["flat", "one"], ["scores"])],
      [channel_means()], [value("scores", FLOAT, ["batch", 1])], [("one", np.array([1], np.int64))])
write("not-finite", [
      helper.make_node("ReduceMean", ["image"], ["means"], axes=[2, 3], keepdims=0),
      helper.make_node("Log", ["means"], ["scores"])], [channel_means()], SCORES)
write("half", [
      helper.make_node("ReduceMean", ["image"], ["scores"], axes=[2, 3], keepdims=0)],
      [value("image", FLOAT16, ["batch", 3, "height", "width"])], [value("scores", FLOAT16, ["batch", 3])])
write("bytes-nhwc", [
      helper.make_node("Cast", ["image"], ["values"], to=FLOAT),
      helper.make_node("ReduceMean", ["values"], ["scores"], axes=[1, 2], keepdims=0)],
      [value("image", UINT8, ["batch", "height", "width", 3])], SCORES)
write("map", [helper.make_node("Identity", ["image"], ["scores"])],
      [channel_means()], [value("scores", FLOAT, ["batch", 3, "height", "width"])])

# A detector as Ultralytics exports one: a picture of 32 × 32 has sixteen anchors, each a cell of 8 × 8 pixels whose score is its brightness.
CELLS = np.array([[8 * column + 4, 8 * row + 4, 8, 8] for row in range(4) for column in range(4)], np.float32).T
write("cells", [
      helper.make_node("AveragePool", ["image"], ["pooled"], kernel_shape=[8, 8], strides=[8, 8]),
      helper.make_node("ReduceMean", ["pooled"], ["grey"], axes=[1], keepdims=1),
      helper.make_node("Reshape", ["grey", "flat"], ["brightness"]),
      helper.make_node("Concat", ["boxes", "brightness"], ["output0"], axis=1)],
      [value("image", FLOAT, [1, 3, 32, 32])], [value("output0", FLOAT, [1, 5, 16])],
      [("flat", np.array([1, 1, 16], np.int64)), ("boxes", CELLS[None])])

# An initializer that nothing uses: the runtime warns of it by its name.
write("hostile", MEANS, [channel_means()], SCORES,
      [("weight\n::error file=x.js,line=1::PWNED\n##[error]PWNED", np.ones(1, np.float32))])

# An operator that no runtime has: the error names it.
write("hostile-operator", [helper.make_node("Evil\n::error file=x.js,line=1::PWNED\n##[error]PWNED", ["image"], ["scores"])],
      [channel_means()], SCORES, valid=False)

# Goes round as many times as the input's sum says, each time over 256 × 256 values: a bright image never comes back.
body = helper.make_graph(
    [helper.make_node("MatMul", ["carried", "carried"], ["product"]),
     helper.make_node("Tanh", ["product"], ["next"]),
     helper.make_node("Identity", ["go"], ["go_on"])],
    "body",
    [value("i", TensorProto.INT64, []), value("go", TensorProto.BOOL, []), value("carried", FLOAT, [256, 256])],
    [value("go_on", TensorProto.BOOL, []), value("next", FLOAT, [256, 256])])
write("endless", [
      helper.make_node("ReduceMean", ["image"], ["means"], axes=[2, 3], keepdims=0),
      helper.make_node("ReduceSum", ["image"], ["sum"], keepdims=0),
      helper.make_node("Mul", ["sum", "many"], ["product_of_sum"]),
      helper.make_node("Cast", ["product_of_sum"], ["trips"], to=TensorProto.INT64),
      helper.make_node("ConstantOfShape", ["square"], ["start"]),
      helper.make_node("Loop", ["trips", "", "start"], ["end"], body=body),
      helper.make_node("ReduceMean", ["end"], ["zero"], keepdims=0),
      helper.make_node("Add", ["means", "zero"], ["scores"])],
      [channel_means()], SCORES,
      [("many", np.array(1e6, np.float32)), ("square", np.array([256, 256], np.int64))])


def spacious(name, shape):
    """Makes a tensor of the given shape at run time, so that the file stays small."""
    write(name, [
          helper.make_node("ReduceMean", ["image"], ["means"], axes=[2, 3], keepdims=0),
          helper.make_node("ReduceMax", ["image"], ["highest"], keepdims=0),
          helper.make_node("Expand", ["highest", "shape"], ["copies"]),
          helper.make_node("Sin", ["copies"], ["waves"]),
          helper.make_node("ReduceMean", ["waves"], ["mean"], keepdims=0),
          helper.make_node("Add", ["means", "mean"], ["scores"])],
          [channel_means()], SCORES, [("shape", np.array(shape, np.int64))])


spacious("four-gigabytes", [1024, 1024, 1024])
spacious("sixteen-megabytes", [4, 1024, 1024])

# The least 32-bit integer divided by minus one, one value alone: the processor ends the process (SIGFPE on x86).
LEAST = np.array(-2**31, np.int32)
write("crash", [
      helper.make_node("ReduceMean", ["image"], ["means"], axes=[2, 3], keepdims=0),
      helper.make_node("ReduceMean", ["image"], ["mean"], keepdims=0),
      helper.make_node("Cast", ["mean"], ["whole"], to=TensorProto.INT32),
      helper.make_node("Sub", ["whole", "whole"], ["nothing"]),
      helper.make_node("Add", ["nothing", "least"], ["dividend"]),
      helper.make_node("Add", ["nothing", "minus_one"], ["divisor"]),
      helper.make_node("Div", ["dividend", "divisor"], ["quotient"]),
      helper.make_node("Cast", ["quotient"], ["value"], to=FLOAT),
      helper.make_node("Add", ["means", "value"], ["scores"])],
      [channel_means()], SCORES, [("least", LEAST), ("minus_one", np.array(-1, np.int32))])
