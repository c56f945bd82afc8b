"""Histograms of oriented gradients of small grey pictures by scikit-image."""

import json
import pathlib

import numpy as np
from skimage.feature import hog

random = np.random.default_rng(20261128)
y, x = np.mgrid[0:64, 0:64]


def case(name, picture):
    grey = np.clip(np.asarray(picture), 0, 255).astype(np.uint8)
    values = hog(
        grey,
        orientations=9,
        pixels_per_cell=(16, 16),
        cells_per_block=(2, 2),
        block_norm="L2-Hys",
        transform_sqrt=False,
        feature_vector=True,
    )
    return {"name": name, "grey": grey.ravel().tolist(), "hog": values.tolist()}


cases = [
    case("noise", random.integers(0, 256, (64, 64))),
    case("rings", 128 + 100 * np.sin(np.hypot(x - 20, y - 40) / 3)),
    case("an edge across", np.where(x + y > 60, 220, 30)),
    case("an edge down, on one side flat", np.where(x > 31, 200, 50)),
    case("a ramp", 2 * x + y),
    case("faint noise", 120 + random.integers(0, 2, (64, 64))),
    case("flat", np.full((64, 64), 77)),
]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": cases}) + "\n")
