"""cleanvision's scores and imagehash's phash of the photographs in test/vision/photographs → cleanvision_scores.json.

Palette pictures are scored as RGB: cleanvision would score their palette indices, which are no brightnesses.
With a folder as argument the originals' scores are written beside them instead: python cleanvision_scores.py FOLDER
"""

import json
import os
import sys

import imagehash
import pandas as pd
from cleanvision.issue_managers.image_property import BlurrinessProperty, BrightnessProperty, EntropyProperty
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "vision", "photographs")
TARGET = os.path.join(FOLDER if len(sys.argv) > 1 else HERE, "cleanvision_scores.json")


def score(prop, issue, image, **options):
    raw = pd.DataFrame([prop.calculate(image)])
    return float(prop.get_scores(raw, issue, **options)[f"{issue}_score"].iloc[0])


def scores(path):
    image = Image.open(path)
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
    }


names = sorted(n for n in os.listdir(FOLDER) if n.endswith((".jpg", ".png", ".webp")))
with open(TARGET, "w") as file:
    json.dump({name: scores(os.path.join(FOLDER, name)) for name in names}, file, indent=1)
    file.write("\n")
