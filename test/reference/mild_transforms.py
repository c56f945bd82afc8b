"""What Pillow and SciPy make of mild transforms of a photograph → mild_transforms.json: every 97th value as base64.

Brightness and contrast are Pillow's `ImageEnhance`; the blur and the turn by 5° are SciPy's `gaussian_filter` and
`affine_transform` (bilinear), edges repeated.
"""

import base64
import json
import os

import numpy as np
from PIL import Image, ImageEnhance
from scipy import ndimage

HERE = os.path.dirname(os.path.abspath(__file__))
image = Image.open(os.path.join(HERE, "..", "vision", "photographs", "coffee.jpg")).convert("RGB")
array = np.asarray(image).astype(float)
height, width = array.shape[:2]
sigma = max(0.6, min(width, height) / 150)
angle = np.deg2rad(5)
# Rows and columns of the source for those of the result.
matrix = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
middle = np.array([(height - 1) / 2, (width - 1) / 2])
turned = np.stack([ndimage.affine_transform(array[..., c], matrix, middle - matrix @ middle, order=1, mode="nearest")
                   for c in range(3)], -1)
blurred = np.stack([ndimage.gaussian_filter(array[..., c], sigma, mode="nearest", truncate=4) for c in range(3)], -1)
made = {
    "brighter": np.asarray(ImageEnhance.Brightness(image).enhance(1.25)),
    "darker": np.asarray(ImageEnhance.Brightness(image).enhance(0.8)),
    "less contrast": np.asarray(ImageEnhance.Contrast(image).enhance(0.75)),
    "blur": np.clip(np.rint(blurred), 0, 255).astype(np.uint8),
    "rotation": np.clip(np.rint(turned), 0, 255).astype(np.uint8),
    "mirror": np.asarray(image)[:, ::-1],
}
with open(os.path.join(HERE, "mild_transforms.json"), "w") as file:
    json.dump({name: base64.b64encode(np.ascontiguousarray(values).reshape(-1)[::97].tobytes()).decode()
               for name, values in made.items()}, file, indent=1)
    file.write("\n")
