"""Writes what bench/overlap.ts reads: mobilenet.onnx and photographs/*.jpg, into the folder that is named.

The network has the layers of MobileNetV2 (Sandler et al. 2018, table 2) at 224 × 224 with random weights: 3.5 M
parameters, 0.30 G multiply-accumulates. The photographs are scikit-image's, cut to 500 × 375 as ImageNet's are on average.

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


def mobilenet(path):
    random = np.random.default_rng(2018)
    nodes, weights = [], []

    def conv(x, inside, outside, kernel, stride=1, groups=1, relu=True):
        name = f"conv{len(weights) // 2}"
        fan = inside // groups * kernel * kernel
        weight = random.normal(0, np.sqrt(2 / fan), (outside, inside // groups, kernel, kernel)).astype(np.float32)
        weights.append(numpy_helper.from_array(weight, f"{name}.weight"))
        weights.append(numpy_helper.from_array(np.zeros(outside, np.float32), f"{name}.bias"))
        nodes.append(helper.make_node("Conv", [x, f"{name}.weight", f"{name}.bias"], [name], strides=[stride] * 2,
                                      pads=[kernel // 2] * 4, group=groups, kernel_shape=[kernel] * 2))
        if not relu:
            return name
        nodes.append(helper.make_node("Clip", [name, "zero", "six"], [f"{name}.relu"]))
        return f"{name}.relu"

    x, width = conv("image", 3, 32, 3, stride=2), 32
    for expansion, outside, repeats, first_stride in BLOCKS:
        for i in range(repeats):
            stride = first_stride if i == 0 else 1
            wide = width * expansion
            y = conv(x, width, wide, 1) if expansion > 1 else x
            y = conv(y, wide, wide, 3, stride=stride, groups=wide)
            y = conv(y, wide, outside, 1, relu=False)
            if stride == 1 and width == outside:
                nodes.append(helper.make_node("Add", [x, y], [f"{y}.sum"]))
                y = f"{y}.sum"
            x, width = y, outside
    x = conv(x, width, 1280, 1)
    nodes.append(helper.make_node("GlobalAveragePool", [x], ["pooled"]))
    nodes.append(helper.make_node("Flatten", ["pooled"], ["features"]))
    head = random.normal(0, 0.03, (1280, 1000)).astype(np.float32)
    weights.append(numpy_helper.from_array(head, "head"))
    nodes.append(helper.make_node("MatMul", ["features", "head"], ["scores"]))
    weights.append(numpy_helper.from_array(np.array(0, np.float32), "zero"))
    weights.append(numpy_helper.from_array(np.array(6, np.float32), "six"))

    graph = helper.make_graph(
        nodes, "mobilenet",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, 224, 224])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", 1000])], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    save(model, path)


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
    photographs(os.path.join(sys.argv[1], "photographs"))
