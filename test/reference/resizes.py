"""What Pillow, torchvision and OpenCV make of photographs at random sizes → resizes.json.

For each picture, size and kernel, a sample of the resized values: every `step`-th one of the RGB bytes in row order, as
base64. `antialias` is the library's own; OpenCV never antialiases with these flags. Pillow 13 differs from 12 by a few levels
where a picture loses more than twice as many rows as columns; such sizes are not asked of Pillow.
"""

import base64
import json
import os

import cv2
import numpy as np
import torch
from PIL import Image
from torchvision.transforms.v2 import functional
from torchvision.transforms import InterpolationMode

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "vision", "photographs")
PICTURES = ["astronaut.jpg", "coffee.jpg", "chelsea.webp", "rocket.jpg"]
PILLOW = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}
TORCHVISION = [
    ("bilinear", True, InterpolationMode.BILINEAR), ("bilinear", False, InterpolationMode.BILINEAR),
    ("bicubic", True, InterpolationMode.BICUBIC), ("bicubic", False, InterpolationMode.BICUBIC),
    ("nearest", True, InterpolationMode.NEAREST_EXACT),
]
OPENCV = [("bilinear", cv2.INTER_LINEAR), ("bicubic", cv2.INTER_CUBIC)]
SAMPLE = 600

random = np.random.default_rng(7)


def sizes(picture):
    """Two that shrink, one that grows, one that does both, and one that shrinks a little."""
    height, width = picture.shape[:2]
    shrunk = lambda low, high: int(random.integers(low, high))
    side = shrunk(40, 230)
    return [(side, max(1, round(side * height / width))), (shrunk(150, 300), shrunk(150, 300)),
            (width + shrunk(20, 300), height + shrunk(20, 300)), (width // 2 + shrunk(0, 40), height + shrunk(1, 90)),
            (width - shrunk(3, 60), height - shrunk(3, 60))]


def sampled(values):
    flat = np.ascontiguousarray(values).reshape(-1)
    step = max(1, len(flat) // SAMPLE)
    return {"step": step, "values": base64.b64encode(flat[::step].tobytes()).decode()}


cases = []
for name in PICTURES:
    image = Image.open(os.path.join(FOLDER, name)).convert("RGB")
    array = np.asarray(image)
    tensor = torch.from_numpy(array.copy()).permute(2, 0, 1)
    for width, height in sizes(array):
        def add(library, kernel, antialias, values):
            cases.append({"library": library, "picture": name, "width": width, "height": height, "kernel": kernel,
                          "antialias": antialias, **sampled(values)})
        if array.shape[0] / height <= 2 * array.shape[1] / width:
            for kernel, code in PILLOW.items():
                add("Pillow", kernel, True, np.asarray(image.resize((width, height), code)))
        for kernel, antialias, mode in TORCHVISION:
            resized = functional.resize(tensor, [height, width], mode, antialias=antialias)
            add("torchvision", kernel, antialias, resized.permute(1, 2, 0).numpy())
        for kernel, flag in OPENCV:
            add("OpenCV", kernel, False, cv2.resize(array, (width, height), interpolation=flag))
with open(os.path.join(HERE, "resizes.json"), "w") as file:
    json.dump(cases, file, indent=1)
    file.write("\n")
