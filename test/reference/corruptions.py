"""Pictures corrupted by the code of ImageNet-C as `imagecorruptions` publishes it (noise apart, which is random).

The functions of `imagecorruptions` 1.1.2 are written out: the package no longer imports beside SciPy 1.17 and
scikit-image 0.26, which renamed `multichannel` to `channel_axis`.
"""

import json
from io import BytesIO
from pathlib import Path

import numpy as np
import skimage
from PIL import Image
from skimage.filters import gaussian

SIDE = 48


def gaussian_blur(x, c):
    return np.clip(gaussian(np.array(x) / 255.0, sigma=c, channel_axis=2), 0, 1) * 255


def contrast(x, c):
    x = np.array(x) / 255.0
    means = np.mean(x, axis=(0, 1), keepdims=True)
    return np.clip((x - means) * c + means, 0, 1) * 255


def brightness(x, c):
    x = skimage.color.rgb2hsv(np.array(x) / 255.0)
    x[:, :, 2] = np.clip(x[:, :, 2] + c, 0, 1)
    return np.clip(skimage.color.hsv2rgb(x), 0, 1) * 255


def jpeg_compression(x, c):
    output = BytesIO()
    x.save(output, "JPEG", quality=c)
    return np.array(Image.open(output))


published = {
    "gaussian blur": (gaussian_blur, [1, 2, 3, 4, 6]),
    "contrast": (contrast, [0.4, 0.3, 0.2, 0.1, 0.05]),
    "brightness": (brightness, [0.1, 0.2, 0.3, 0.4, 0.5]),
    "JPEG compression": (jpeg_compression, [25, 18, 15, 10, 7]),
}

photograph = Image.open("test/vision/photographs/astronaut.jpg").convert("RGB")
picture = photograph.crop((160, 60, 160 + 4 * SIDE, 60 + 4 * SIDE)).resize((SIDE, SIDE), Image.Resampling.BOX)


def written(values) -> str:
    return np.uint8(values).tobytes().hex()


cases = [
    {"name": name, "severity": severity, "pixels": written(corrupt(picture, constants[severity - 1]))}
    for name, (corrupt, constants) in published.items()
    for severity in [1, 3, 5]
]
Path(__file__).with_suffix(".json").write_text(
    json.dumps({"side": SIDE, "picture": written(np.array(picture)), "cases": cases}, indent=1) + "\n"
)
