"""pycocotools' masks of polygons, and of objects of several → polygon_masks.json."""

import json
import pathlib

import numpy as np
from pycocotools import mask

random = np.random.default_rng(5)


def counts_of(encoded):
    """Uncompressed run lengths of a compressed mask."""
    bits = mask.decode(encoded).flatten(order="F")
    turns = np.flatnonzero(np.diff(np.concatenate([[0], bits, [2]])))
    return np.diff(np.concatenate([[0], turns])).tolist()


def polygon(width, height, digits=2):
    points = random.integers(3, 9)
    spread = random.choice([0.2, 1.0, 1.3])
    centre = random.random(2) * [width, height]
    return [round(float(v), digits) for v in (centre + (random.random((points, 2)) - 0.5) * spread * [width, height]).ravel()]


cases = []
for _ in range(60):
    width, height = (int(v) for v in random.integers(4, 60, 2))
    polygons = [polygon(width, height) for _ in range(random.integers(1, 4))]
    encoded = mask.merge(mask.frPyObjects(polygons, height, width))
    cases.append({"width": width, "height": height, "polygons": polygons, "counts": counts_of(encoded)})
square = [10, 10, 30, 10, 30, 30, 10, 30]
cases.append({"width": 100, "height": 80, "polygons": [square], "counts": counts_of(mask.merge(mask.frPyObjects([square], 80, 100)))})
twice = [2, 2, 2, 2, 9, 2, 9, 9]
cases.append({"width": 12, "height": 12, "polygons": [twice], "counts": counts_of(mask.merge(mask.frPyObjects([twice], 12, 12)))})
# YOLO's polygons, in fractions of their images.
for _ in range(30):
    width, height = (int(v) for v in random.integers(4, 60, 2))
    fractions = polygon(1, 1, 6)
    polygons = [[value * (height if i % 2 else width) for i, value in enumerate(fractions)]]
    encoded = mask.merge(mask.frPyObjects(polygons, height, width))
    cases.append({"width": width, "height": height, "fractions": fractions, "polygons": polygons, "counts": counts_of(encoded)})
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
