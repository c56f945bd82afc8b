"""pycocotools' COCOeval on whole datasets: regions of several objects (`iscrowd`), Pascal VOC's `difficult` objects as
COCOeval's `ignore`, and a single class → dataset_scores.json. All numbers are short binary fractions, so that a 32-bit float holds them.
"""

import contextlib
import io
import json
import pathlib

import numpy as np
from pycocotools import mask as masks
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

random = np.random.default_rng(61)
WIDTH, HEIGHT, IMAGES = 160, 120, 10
NAMES = ["map", "map_50", "map_75", "map_small", "map_medium", "map_large"]
NAMES += ["mar_1", "mar_10", "mar_100", "mar_small", "mar_medium", "mar_large"]


class KeepsIgnore(COCOeval):
    """COCOeval overwrites `ignore` by `iscrowd` (cocodataset/cocoapi issue 123)."""

    def _prepare(self):
        super()._prepare()
        for objects in self._gts.values():
            for own in objects:
                own["ignore"] = own["marked"] or own["iscrowd"]


def box(least, most):
    width, height = (int(v) for v in random.integers(least, most, 2))
    return [int(random.integers(0, WIDTH - width)), int(random.integers(0, HEIGHT - height)), width, height]


def moved(own):
    left, top, width, height = own
    by = random.integers(-4, 5, 2)
    left, top = max(0, left + int(by[0])), max(0, top + int(by[1]))
    return [left, top, min(width, WIDTH - left), min(height, HEIGHT - top)]


def runs_of(own):
    left, top, width, height = own
    bits = np.zeros((HEIGHT, WIDTH), np.uint8)
    bits[top : top + height, left : left + width] = 1
    flat = bits.T.ravel()
    turns = np.flatnonzero(np.diff(np.concatenate([[0], flat, [2]])))
    return {"size": [HEIGHT, WIDTH], "counts": np.diff(np.concatenate([[0], turns])).tolist()}


def polygon_of(own):
    left, top, width, height = own
    return [[left, top, left + width, top, left + width, top + height, left, top + height]]


def encoded(segmentation):
    if isinstance(segmentation, list):
        return masks.merge(masks.frPyObjects(segmentation, HEIGHT, WIDTH))
    return masks.frPyObjects(segmentation, HEIGHT, WIDTH)


def dataset(classes, crowds, marks, with_masks):
    truth, detected = [], []
    for image in range(IMAGES):
        own = []
        for _ in range(int(random.integers(1, 5))):
            own.append({"bbox": box(6, 50), "category_id": int(random.integers(classes)), "iscrowd": 0, "marked": int(marks and random.random() < 0.4)})
        if crowds and random.random() < 0.7:
            own.append({"bbox": box(50, 100), "category_id": int(random.integers(classes)), "iscrowd": 1, "marked": 0})
        for one in own:
            crowd = one["iscrowd"]
            one["segmentation"] = runs_of(one["bbox"]) if crowd else polygon_of(one["bbox"])
            truth.append({"id": len(truth) + 1, "image_id": image, "area": one["bbox"][2] * one["bbox"][3], **one})
            # Some are found twice, some not at all, and a crowd's several objects are each found.
            for _ in range(3 if crowd else int(random.choice([0, 1, 1, 2]))):
                found = moved(one["bbox"])
                if crowd:
                    found = [found[0] + 5, found[1] + 5, found[2] // 3, found[3] // 3]
                detected.append({"image_id": image, "bbox": found, "category_id": one["category_id"], "score": int(random.integers(1, 1024)) / 1024})
        if random.random() < 0.5:
            detected.append({"image_id": image, "bbox": box(6, 40), "category_id": int(random.integers(classes)), "score": int(random.integers(1, 1024)) / 1024})
    for one in detected:
        if with_masks:
            one["segmentation"] = runs_of(one["bbox"])
    return truth, detected


def evaluate(classes, truth, detected, kind):
    coco = COCO()
    coco.dataset = {
        "images": [{"id": i, "width": WIDTH, "height": HEIGHT} for i in range(IMAGES)],
        "categories": [{"id": k, "name": str(k)} for k in range(classes)],
        "annotations": [{**own, "segmentation": encoded(own["segmentation"])} for own in truth],
    }
    with contextlib.redirect_stdout(io.StringIO()):
        coco.createIndex()
        results = coco.loadRes([{**own, **({"segmentation": encoded(own["segmentation"])} if kind == "segm" else {})} for own in detected])
        run = KeepsIgnore(coco, results, kind)
        run.evaluate()
        run.accumulate()
        run.summarize()
    defined = lambda value: None if value == -1 else float(value)
    precision = run.eval["precision"]
    return {
        "values": {name: defined(value) for name, value in zip(NAMES, run.stats)},
        "ap": [defined(precision[:, :, k, 0, 2].mean()) for k in range(classes)],
    }


cases = []
for name, task, classes, crowds, marks in [
    ("coco with crowds", "detection", 2, True, False),
    ("coco with crowds", "instance-segmentation", 2, True, False),
    ("coco of one class", "detection", 1, False, False),
    ("voc with difficult objects", "detection", 2, False, True),
    ("voc of one class", "detection", 1, False, False),
    ("yolo of one class", "detection", 1, False, False),
]:
    kind = "segm" if task == "instance-segmentation" else "bbox"
    truth, detected = dataset(classes, crowds, marks, kind == "segm")
    expected = evaluate(classes, truth, detected, kind)
    # What is left out would show.
    if crowds or marks:
        assert evaluate(classes, [{**own, "marked": 0, "iscrowd": 0} for own in truth], detected, kind) != expected
    cases.append({"name": name, "task": task, "classes": classes, "images": IMAGES, "width": WIDTH, "height": HEIGHT, "truth": truth, "detected": detected, "expected": expected})
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
