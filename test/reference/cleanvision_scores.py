"""cleanvision's scores and imagehash's phash of the photographs in test/vision/photographs → cleanvision_scores.json,
with what Pillow reads in their headers and NumPy's means of their pixels.

Palette pictures are scored as RGB: cleanvision would score their palette indices, which are no brightnesses.
With a folder as argument the originals' scores are written beside them instead: python cleanvision_scores.py FOLDER
"""

import io
import json
import os
import sys

import imagehash
import numpy as np
import pandas as pd
from cleanvision.issue_managers.image_property import BlurrinessProperty, BrightnessProperty, EntropyProperty
from PIL import Image, ImageCms

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "vision", "photographs")
TARGET = os.path.join(FOLDER if len(sys.argv) > 1 else HERE, "cleanvision_scores.json")


def score(prop, issue, image, **options):
    raw = pd.DataFrame([prop.calculate(image)])
    return float(prop.get_scores(raw, issue, **options)[f"{issue}_score"].iloc[0])


MODES = {"L": "grey", "RGB": "rgb", "P": "palette"}
# ITU-T T.81, table K.1, row by row: Pillow gives tables in that order.
LUMINANCE = np.array(
    [16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51]
    + [87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120]
    + [101, 72, 92, 95, 98, 112, 100, 103, 99]
)


def quality(image):
    """The quality whose IJG luminance table is nearest; None for what is no JPEG."""
    tables = getattr(image, "quantization", None)
    if not tables:
        return None

    def distance(q):
        scale = 5000 // q if q < 50 else 200 - 2 * q
        return int(np.abs(np.clip((LUMINANCE * scale + 50) // 100, 1, 255) - np.array(tables[0])).sum())

    return min(range(100, 0, -1), key=distance)


def header(image):
    profile = image.info.get("icc_profile")
    return {
        "mode": MODES[image.mode],
        "depth": 8,
        "icc": ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip() if profile else "",
        "frames": getattr(image, "n_frames", 1),
        "progressive": bool(image.info.get("progressive") or image.info.get("interlace")),
        "quality": quality(image),
    }


def tones(image):
    pixels = np.asarray(image.convert("RGB")).reshape(-1, 3).astype(float)
    luma = np.asarray(image.convert("L")) / 255
    red, green, blue = pixels.mean(axis=0) / pixels.mean(axis=0).sum()
    colourless = bool((pixels == pixels[:, :1]).all())
    return {
        "grey": colourless,
        "brightness": float(luma.mean()),
        "contrast": float(luma.std()),
        "red": float(red),
        "green": float(green),
        "blue": float(blue),
    }


def scores(path):
    image = Image.open(path)
    stored = header(image)
    if image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    return {
        "width": image.width,
        "height": image.height,
        "orientation": image.getexif().get(0x0112, 1),
        "location": 2 in image.getexif().get_ifd(0x8825),
        "dark": score(BrightnessProperty("dark"), "dark", image),
        "bright": score(BrightnessProperty("light"), "light", image),
        "blurry": score(BlurrinessProperty(), "blurry", image, normalizing_factor=0.01, color_threshold=0.18),
        "lowInformation": score(EntropyProperty(), "low_information", image, normalizing_factor=0.1),
        "phash": str(imagehash.phash(image)),
        **stored,
        **tones(image),
    }


names = sorted(n for n in os.listdir(FOLDER) if n.endswith((".jpg", ".png", ".webp")))
with open(TARGET, "w") as file:
    json.dump({name: scores(os.path.join(FOLDER, name)) for name in names}, file, indent=1)
    file.write("\n")
