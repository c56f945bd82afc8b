"""What Pillow and Hugging Face's image processor make of the photographs in test/vision/photographs → preprocess.json.

`decoded`: SHA-256 of Pillow's `convert("RGB")` of each file, as it lies there.
`resized`: SHA-256 of Pillow's `resize` of some of them, for every kernel, smaller, larger and both.
`tensors`: shape, sum and a sample of the values of what `transformers` (its NumPy image processor) gives for some configurations.

Pillow up to 12 resizes the rows first and then the columns; 13 does not always, and gives other digests for some sizes.
"""

import hashlib
import json
import os

import numpy as np
from PIL import Image, ImageOps
from transformers.models.vit.image_processing_pil_vit import ViTImageProcessorPil
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "vision", "photographs")
KERNELS = {
    "nearest": Image.Resampling.NEAREST,
    "lanczos": Image.Resampling.LANCZOS,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "box": Image.Resampling.BOX,
    "hamming": Image.Resampling.HAMMING,
}
SIZES = [(224, 224), (100, 37), (700, 500), (64, 400), (1, 1)]

# Hugging Face's keys, and ours for the same.
CONFIGURATIONS = {
    "vit": (
        ViTImageProcessorPil(),
        {"resize": {"mode": "stretch", "width": 224, "height": 224}, "resample": "bilinear", "crop": None,
         "rescale": 1 / 255, "normalise": {"mean": [0.5] * 3, "std": [0.5] * 3}},
    ),
    "clip": (
        CLIPImageProcessorPil(),
        {"resize": {"mode": "shortest", "size": 224}, "resample": "bicubic", "crop": {"width": 224, "height": 224},
         "rescale": 1 / 255, "normalise": {"mean": [0.48145466, 0.4578275, 0.40821073],
                                           "std": [0.26862954, 0.26130258, 0.27577711]}},
    ),
    "odd crop of 0-255": (
        CLIPImageProcessorPil(size={"shortest_edge": 99}, crop_size={"height": 64, "width": 97}, resample=1,
                              do_rescale=False, do_normalize=False),
        {"resize": {"mode": "shortest", "size": 99}, "resample": "lanczos", "crop": {"width": 97, "height": 64},
         "rescale": 1, "normalise": None},
    ),
    "crop beyond the picture": (
        CLIPImageProcessorPil(size={"shortest_edge": 50}, crop_size={"height": 91, "width": 84}, resample=0,
                              image_mean=[0.1, 0.2, 0.3], image_std=[0.4, 0.5, 0.6]),
        {"resize": {"mode": "shortest", "size": 50}, "resample": "nearest", "crop": {"width": 84, "height": 91},
         "rescale": 1 / 255, "normalise": {"mean": [0.1, 0.2, 0.3], "std": [0.4, 0.5, 0.6]}},
    ),
}


def digest(image):
    return hashlib.sha256(np.asarray(image).tobytes()).hexdigest()


def sample(tensor):
    """Shape, sum, and every 997th value in memory order."""
    return {"shape": list(tensor.shape), "sum": float(tensor.sum(dtype=np.float64)),
            "values": [float(v) for v in tensor.reshape(-1)[::997]]}


names = sorted(n for n in os.listdir(FOLDER) if n.endswith((".jpg", ".png", ".webp")))
pictures = {name: Image.open(os.path.join(FOLDER, name)).convert("RGB") for name in names}
resized_names = ["astronaut.jpg", "camera.png", "tiny.png"]
reference = {
    "decoded": {name: digest(picture) for name, picture in pictures.items()},
    "upright": {name: digest(ImageOps.exif_transpose(Image.open(os.path.join(FOLDER, name))).convert("RGB"))
                for name in ["turned.jpg"]},
    "grey": {name: digest(pictures[name].convert("L")) for name in ["astronaut.jpg", "coffee.jpg"]},
    "resized": [
        {"picture": name, "kernel": kernel, "width": width, "height": height,
         "sha256": digest(pictures[name].resize((width, height), code))}
        for name in resized_names for kernel, code in KERNELS.items() for width, height in SIZES
    ],
    "tensors": [
        {"picture": name, "configuration": label, "preprocessing": ours,
         **sample(processor(pictures[name], return_tensors="np")["pixel_values"][0])}
        for name in ["astronaut.jpg", "rocket.jpg", "tiny.png"] for label, (processor, ours) in CONFIGURATIONS.items()
    ],
}
with open(os.path.join(HERE, "preprocess.json"), "w") as file:
    json.dump(reference, file, indent=1)
    file.write("\n")
