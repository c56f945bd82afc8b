"""Areas and boxes of COCO's polygons and masks by pycocotools and Shapely; digests of numbers by mmh3."""

import json
import pathlib
import struct

import mmh3
import numpy as np
from pycocotools import mask as coco
from shapely.geometry import Polygon

random = np.random.default_rng(20240611)


def digest(*lists):
    data = b"".join(struct.pack(f"<{1 + len(numbers)}d", len(numbers), *numbers) for numbers in lists)
    return "".join(f"{mmh3.hash(data, seed, signed=False):08x}" for seed in (0, 1))


def polygon(points, height, width):
    """A star-shaped polygon: it may be hollow, and does not cross itself."""
    angles = np.sort(random.uniform(0, 2 * np.pi, points))
    radii = random.uniform(0.2, 1, points) * min(height, width) / 2.2
    x = width / 2 + radii * np.cos(angles)
    y = height / 2 + radii * np.sin(angles)
    return np.round(np.stack([x, y], 1), 2)


polygons = []
for points in (3, 4, 5, 9, 20, 60, 200):
    for height, width in ((40, 60), (480, 640), (3000, 2000)):
        corners = polygon(points, height, width)
        written = corners.ravel().tolist()
        exact = Polygon(corners)
        rle = coco.merge(coco.frPyObjects([written], height, width))
        polygons.append(
            {
                "points": written,
                "area": exact.area,
                "perimeter": exact.length,
                "bounds": list(exact.bounds),
                "rasterArea": int(coco.area(rle)),
                "rasterBox": coco.toBbox(rle).tolist(),
                "digest": digest(written),
            }
        )


def runs(mask):
    """Run lengths down the columns, the first of the outside."""
    flat = mask.ravel(order="F")
    changes = np.flatnonzero(np.diff(flat)) + 1
    lengths = np.diff([0, *changes, flat.size]).tolist()
    return [0, *lengths] if flat[0] else lengths


def blob(height, width):
    y, x = np.mgrid[:height, :width]
    cy, cx, ry, rx = random.uniform(0, 1, 4) * [height, width, height, width]
    return (((y - cy) / (ry + 1)) ** 2 + ((x - cx) / (rx + 1)) ** 2 < 0.6).astype(np.uint8)


masks = []
for height, width in ((1, 1), (1, 7), (7, 1), (5, 8), (33, 21), (120, 160), (480, 640)):
    kinds = [np.zeros((height, width), np.uint8), np.ones((height, width), np.uint8), blob(height, width), blob(height, width)]
    if height * width < 1000:
        kinds += [(random.uniform(size=(height, width)) < share).astype(np.uint8) for share in (0.1, 0.5, 0.9)]
    for mask in kinds:
        rle = coco.encode(np.asfortranarray(mask))
        counts = runs(mask)
        again = coco.frPyObjects({"counts": counts, "size": [height, width]}, height, width)
        assert again["counts"] == rle["counts"]
        masks.append(
            {
                "size": [height, width],
                "string": rle["counts"].decode(),
                "counts": counts,
                "area": int(coco.area(rle)),
                "box": coco.toBbox(rle).tolist(),
                "digest": digest(counts),
            }
        )

several = [[1.5, -2, 3e9], [], [0.1]]
table = {"polygons": polygons, "masks": masks, "several": {"lists": several, "digest": digest(*several)}}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(table, separators=(",", ":")).replace('},{', '},\n{') + "\n")
