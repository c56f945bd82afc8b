"""What torchvision's pipelines make of two photographs → test/gather/serving/tensors/<pipeline>/<photograph>.npy.

Each pipeline but `declared` makes one of the usual mistakes against it.
"""

import os

import numpy as np
from PIL import Image
from torchvision.transforms import InterpolationMode, v2
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "vision", "photographs")
OUT = os.path.join(HERE, "..", "gather", "serving", "tensors")
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
to_float = [v2.ToImage(), v2.ToDtype(torch.float32, scale=True)]
normalise = [v2.Normalize(MEAN, STD)]
stretch = v2.Resize((24, 32), InterpolationMode.BILINEAR)

PIPELINES = {
    "declared": v2.Compose([stretch, *to_float, *normalise]),
    "plain": v2.Compose([v2.ToImage(), v2.Resize((24, 32), InterpolationMode.BILINEAR, antialias=False),
                         v2.ToDtype(torch.float32, scale=True), *normalise]),
    "unscaled": v2.Compose([stretch, v2.ToImage(), v2.ToDtype(torch.float32)]),
    "reversed": v2.Compose([stretch, *to_float, v2.Lambda(lambda tensor: tensor.flip(0)), *normalise]),
    "last": v2.Compose([stretch, *to_float, *normalise, v2.Lambda(lambda tensor: tensor.permute(1, 2, 0))]),
    "inverted": v2.Compose([stretch, *to_float, v2.Lambda(lambda tensor: 1 - tensor), *normalise]),
}
for name, pipeline in PIPELINES.items():
    os.makedirs(os.path.join(OUT, name), exist_ok=True)
    for picture in ["coffee", "rocket"]:
        image = Image.open(os.path.join(FOLDER, f"{picture}.jpg")).convert("RGB")
        made = pipeline(image).numpy()[None] if name != "plain" else np.asfortranarray(pipeline(image).numpy())
        np.save(os.path.join(OUT, name, f"{picture}.npy"), made.astype("<f4"))
