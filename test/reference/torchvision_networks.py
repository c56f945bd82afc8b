"""Writes test/gather/models/networks/{resnet18,mobilenet_v2}.onnx, exported by PyTorch and without their weights, and
torchvision.json: what torchvision publishes of them, and the receptive field that their gradients show.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install torch torchvision onnx onnxscript
    /tmp/reference/bin/python test/reference/torchvision_networks.py

The receptive field is measured: all weights are made positive and max pooling an average, so that every pixel that a unit
of the last layer can see has a gradient.
"""

import io
import json
from pathlib import Path

import onnx
import torch
import torchvision
from torch import nn

TARGET = Path(__file__).parents[1] / "gather/models/networks"


def hollow(model):
    """Leaves the shapes of weights, and not their values."""
    for tensor in model.graph.initializer:
        if tensor.data_type == 1 and len(tensor.dims) > 0:
            tensor.ClearField("raw_data")
            tensor.ClearField("float_data")
    return model


def receptive_field(features, size):
    """Height, width and stride: each axis by an image that is long along it alone."""
    features = features.double().eval()
    with torch.no_grad():
        for parameter in features.parameters():
            parameter.copy_(torch.full_like(parameter, 1.0 / max(1, parameter[0].numel())))
    for module in list(features.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.MaxPool2d):
                setattr(module, name, nn.AvgPool2d(child.kernel_size, child.stride, child.padding))
            if isinstance(child, nn.ReLU6):
                setattr(module, name, nn.ReLU())
    seen = []
    for axis, shape in enumerate(((size, 32), (32, size))):
        image = torch.ones(1, 3, *shape, dtype=torch.double, requires_grad=True)
        output = features(image)
        places = output.shape[2 + axis]
        output.select(2 + axis, places // 2).sum().backward()
        along = (image.grad.abs().sum(dim=(0, 1, 3 - axis)) > 0).nonzero().flatten()
        seen.append(int(along.max() - along.min() + 1))
    return seen, size // places


def main():
    torch.manual_seed(0)
    found = {}
    for name, size in (("resnet18", 640), ("mobilenet_v2", 640)):
        network = getattr(torchvision.models, name)().eval()
        file = io.BytesIO()
        torch.onnx.export(
            network, (torch.zeros(1, 3, 224, 224),), file, opset_version=17, dynamo=False,
            input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}},
            do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE, keep_initializers_as_inputs=False,
        )
        (TARGET / f"{name}.onnx").write_bytes(hollow(onnx.load_model_from_string(file.getvalue())).SerializeToString())
        weights = torchvision.models.get_model_weights(name).IMAGENET1K_V1.meta
        features = nn.Sequential(*list(network.children())[:-2]) if name == "resnet18" else network.features
        field, stride = receptive_field(features, size)
        found[name] = {
            "gmacs": weights["_ops"],
            "field": field,
            "stride": stride,
        }
    text = json.dumps({"source": f"torchvision {torchvision.__version__}, torch {torch.__version__}", "networks": found}, indent=2)
    (TARGET / "torchvision.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
