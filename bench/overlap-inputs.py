"""Writes what bench/overlap.ts reads: mobilenet.onnx, resnet50.onnx and photographs/*.jpg, into the folder that is named.

The networks have the layers of MobileNetV2 (Sandler et al. 2018, table 2; 3.5 M parameters, 0.30 G multiply-accumulates) and of
ResNet-50 (He et al. 2016; 25.6 M, 4.1 G) at 224 × 224, with random weights. The photographs are scikit-image's, cut to 500 × 375 as ImageNet's are on average.

    pip install numpy onnx pillow scikit-image
    python bench/overlap-inputs.py FOLDER
"""

import os
import sys

import numpy as np
import skimage
from onnx import TensorProto, checker, helper, numpy_helper, save
from PIL import Image

BLOCKS = [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)]
PHOTOGRAPHS = ["astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "hubble_deep_field.jpg", "ihc.png",
               "motorcycle_left.png", "motorcycle_right.png", "retina.jpg", "brick.png", "grass.png", "gravel.png"]


class Network:
    """Convolutions with their rectifier, one after the other, then the mean and a linear layer."""

    def __init__(self, highest):
        self.random = np.random.default_rng(2018)
        self.nodes, self.weights, self.highest = [], [], highest

    def conv(self, x, inside, outside, kernel, stride=1, groups=1, relu=True):
        name = f"conv{len(self.weights) // 2}"
        fan = inside // groups * kernel * kernel
        weight = self.random.normal(0, np.sqrt(2 / fan), (outside, inside // groups, kernel, kernel)).astype(np.float32)
        self.weights.append(numpy_helper.from_array(weight, f"{name}.weight"))
        self.weights.append(numpy_helper.from_array(np.zeros(outside, np.float32), f"{name}.bias"))
        self.node("Conv", [x, f"{name}.weight", f"{name}.bias"], name, strides=[stride] * 2, pads=[kernel // 2] * 4, group=groups)
        return self.relu(name) if relu else name

    def relu(self, x):
        return self.node("Clip", [x, "zero", "six"], f"{x}.relu") if self.highest else self.node("Relu", [x], f"{x}.relu")

    def node(self, op, inputs, name, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [name], **attributes))
        return name

    def save(self, x, width, path):
        self.node("GlobalAveragePool", [x], "pooled")
        self.node("Flatten", ["pooled"], "features")
        self.node("MatMul", ["features", "head"], "scores")
        head = self.random.normal(0, 0.03, (width, 1000)).astype(np.float32)
        limits = [("zero", 0), ("six", self.highest)] if self.highest else []
        weights = [*self.weights, numpy_helper.from_array(head, "head")]
        weights += [numpy_helper.from_array(np.array(value, np.float32), name) for name, value in limits]
        graph = helper.make_graph(
            self.nodes, "network",
            [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, 224, 224])],
            [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", 1000])], weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        checker.check_model(model)
        save(model, path)


def mobilenet(path):
    net = Network(highest=6)
    x, width = net.conv("image", 3, 32, 3, stride=2), 32
    for expansion, outside, repeats, first_stride in BLOCKS:
        for i in range(repeats):
            stride = first_stride if i == 0 else 1
            wide = width * expansion
            y = net.conv(x, width, wide, 1) if expansion > 1 else x
            y = net.conv(y, wide, wide, 3, stride=stride, groups=wide)
            y = net.conv(y, wide, outside, 1, relu=False)
            if stride == 1 and width == outside:
                y = net.node("Add", [x, y], f"{y}.sum")
            x, width = y, outside
    net.save(net.conv(x, width, 1280, 1), 1280, path)


def resnet50(path):
    net = Network(highest=None)
    x = net.conv("image", 3, 64, 7, stride=2)
    x, width = net.node("MaxPool", [x], "stem", kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4), 64
    for inner, repeats, first_stride in [(64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)]:
        for i in range(repeats):
            stride = first_stride if i == 0 else 1
            y = net.conv(x, width, inner, 1)
            y = net.conv(y, inner, inner, 3, stride=stride)
            y = net.conv(y, inner, 4 * inner, 1, relu=False)
            short = net.conv(x, width, 4 * inner, 1, stride=stride, relu=False) if i == 0 else x
            x, width = net.relu(net.node("Add", [short, y], f"{y}.sum")), 4 * inner
    net.save(x, width, path)


def photographs(folder):
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(os.path.dirname(skimage.__file__), "data")
    for name in PHOTOGRAPHS:
        image = Image.open(os.path.join(source, name)).convert("RGB")
        scale = max(500 / image.width, 375 / image.height)
        image = image.resize((max(500, round(image.width * scale)), max(375, round(image.height * scale))))
        left, top = (image.width - 500) // 2, (image.height - 375) // 2
        cut = image.crop((left, top, left + 500, top + 375))
        cut.save(os.path.join(folder, os.path.splitext(name)[0] + ".jpg"), quality=92)


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    mobilenet(os.path.join(sys.argv[1], "mobilenet.onnx"))
    resnet50(os.path.join(sys.argv[1], "resnet50.onnx"))
    photographs(os.path.join(sys.argv[1], "photographs"))
