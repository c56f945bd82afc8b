"""pycocotools' COCOeval on random and hand-made detections → coco_evaluation.json.

`expected`: pycocotools as it is. `corrected`: with `ignore` kept where an annotation has it, and no object with id 0.
"""

import contextlib
import copy
import io
import json
import pathlib

import numpy as np
from pycocotools import mask as masks
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

random = np.random.default_rng(34)
NAMES = ["map", "map_50", "map_75", "map_small", "map_medium", "map_large"]
NAMES += ["mar_1", "mar_10", "mar_100", "mar_small", "mar_medium", "mar_large"]


class KeepsIgnore(COCOeval):
    def _prepare(self):
        super()._prepare()
        for objects in self._gts.values():
            for own in objects:
                own["ignore"] = own.get("marked", 0) or own["iscrowd"]


def defined(value):
    return None if value == -1 else float(value)


def runs_of(mask):
    flat = mask.T.ravel()
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flat]))).tolist() + [flat.size]
    return np.diff(np.concatenate([[0], edges])).tolist()


def evaluate(case, kind=COCOeval, first_id=None):
    kind_of = "segm" if case["overlap"] == "mask" else "bbox"
    truth = copy.deepcopy(case["truth"])
    for number, own in enumerate(truth):
        own["id"] = own["id"] if first_id is None else first_id + number
    coco = COCO()
    images = [{"id": i, "width": 64, "height": 48} for i in range(case["images"])]
    categories = [{"id": k, "name": str(k)} for k in range(case["classes"])]
    coco.dataset = {"images": images, "categories": categories, "annotations": truth}
    with contextlib.redirect_stdout(io.StringIO()):
        coco.createIndex()
        detected = copy.deepcopy(case["detected"])
        results = coco.loadRes(detected) if detected else COCO()
        if not detected:
            results.dataset = {"images": images, "categories": categories, "annotations": []}
            results.createIndex()
        run = kind(coco, results, kind_of)
        run.evaluate()
        run.accumulate()
        run.summarize()
    return run


def report(run):
    precision, recall = run.eval["precision"], run.eval["recall"]
    classes = []
    for k in range(precision.shape[2]):
        classes.append(
            {
                "ap": defined(precision[:, :, k, 0, 2].mean()),
                "ap_50": defined(precision[0, :, k, 0, 2].mean()),
                "ar": defined(recall[:, k, 0, 2].mean()),
            }
        )
    return {"summary": {name: defined(value) for name, value in zip(NAMES, run.stats)}, "classes": classes}


def partners(run, count):
    """Row of the true object that each detection meets at 0.5, −1: none, −2: beyond the limit."""
    rows = [-2] * count
    every = {own["id"]: number for number, own in enumerate(run.cocoGt.dataset["annotations"])}
    for entry in run.evalImgs:
        if entry is None or entry["aRng"] != run.params.areaRng[0]:
            continue
        for detection, match in zip(entry["dtIds"], entry["dtMatches"][0]):
            rows[detection - 1] = every[int(match)] if match > 0 else -1
    return rows


def box(size, spread=60):
    side = random.uniform(*size, 2)
    return [*np.round(random.uniform(0, spread, 2), 2).tolist(), *np.round(side, 2).tolist()]


def shaken(box, by):
    return np.round(np.array(box) * (1 + random.normal(0, by, 4)), 2).tolist()


def boxes_case(name, images, classes, size=(8, 150), objects=5, extra=6, decimals=2, crowd=0.1, marked=0.0, shake=0.1, repeats=None):
    truth, detected = [], []
    for i in range(images):
        for _ in range(random.integers(0, objects + 1)):
            own = box(size)
            area = round(own[2] * own[3] * random.uniform(0.5, 1), 2)
            k = int(random.integers(0, classes - 1))
            truth.append(dict(image_id=i, category_id=k, bbox=own, area=area, iscrowd=int(random.random() < crowd), marked=int(random.random() < marked)))
            for _ in range(random.integers(0, 4)):
                named = k if random.random() < 0.85 else int(random.integers(0, classes))
                detected.append(dict(image_id=i, category_id=named, bbox=shaken(own, shake), score=round(float(random.random()), decimals)))
        for _ in range(random.integers(0, extra + 1)):
            detected.append(dict(image_id=i, category_id=int(random.integers(0, classes)), bbox=box(size), score=round(float(random.random()), decimals)))
    return finish(dict(name=name, images=images, classes=classes, overlap="box", truth=truth, detected=detected))


def finish(case):
    for number, own in enumerate(case["truth"]):
        own.setdefault("id", number + 1)
        own.setdefault("marked", 0)
        own["ignore"] = own["marked"]
    return case


def blob(grow=0):
    """An ellipse in 64 × 48 pixels, its edge frayed."""
    y, x = np.mgrid[0:48, 0:64]
    cx, cy, rx, ry = random.uniform(0, 64), random.uniform(0, 48), random.uniform(3, 20), random.uniform(3, 18)
    return (((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 + random.normal(0, 0.1, x.shape) < 1).astype(np.uint8)


def masks_case(name, images, classes):
    truth, detected = [], []

    def detect(i, k, mask):
        code = masks.encode(np.asfortranarray(mask))
        code["counts"] = code["counts"].decode()
        detected.append(dict(image_id=i, category_id=k, segmentation=code, runs=runs_of(mask), score=round(float(random.random()), 2)))

    for i in range(images):
        for _ in range(random.integers(0, 4)):
            mask, k = blob(), int(random.integers(0, classes))
            crowd = int(random.random() < 0.2)
            segmentation = dict(size=[48, 64], counts=runs_of(mask))
            truth.append(dict(image_id=i, category_id=k, segmentation=segmentation, area=float(mask.sum()), iscrowd=crowd, bbox=[0, 0, 64, 48]))
            for _ in range(random.integers(0, 3)):
                shift = random.integers(-2, 3, 2)
                detect(i, k, np.roll(mask, shift, (0, 1)) & (random.random(mask.shape) < 0.97))
        for _ in range(random.integers(0, 2)):
            detect(i, int(random.integers(0, classes)), blob())
    full, none = np.ones((48, 64), np.uint8), np.zeros((48, 64), np.uint8)
    truth.append(dict(image_id=0, category_id=0, segmentation=dict(size=[48, 64], counts=runs_of(full)), area=3072.0, iscrowd=0, bbox=[0, 0, 64, 48]))
    detect(0, 0, full)
    detect(0, 0, none)
    return finish(dict(name=name, images=images, classes=classes, overlap="mask", truth=truth, detected=detected))


def by_hand():
    def case(name, truth, detected, images=1, classes=1):
        annotations = [dict(image_id=0, category_id=0, iscrowd=0, area=o["bbox"][2] * o["bbox"][3]) | o for o in truth]
        results = [dict(image_id=0, category_id=0) | o for o in detected]
        return finish(dict(name=name, images=images, classes=classes, overlap="box", truth=annotations, detected=results))

    def at(x, y, w, h, **more):
        return dict(bbox=[x, y, w, h], **more)

    square = at(0, 0, 10, 10)
    yield case("IoU of exactly each threshold", [at(100 * n, 0, 100, 100) for n in range(10)], [at(100 * n, 0, 50 + 5 * n, 100, score=0.9 - n / 100) for n in range(10)])
    yield case("areas on the ends of the ranges", [at(0, 0, 32, 32), at(200, 0, 96, 96), at(400, 0, 31, 33), at(600, 0, 1e3, 1e3)], [at(0, 0, 32, 32, score=0.9), at(200, 0, 96, 96, score=0.8), at(400, 0, 31, 33, score=0.7), at(600, 0, 1e3, 999, score=0.6), at(2000, 0, 32, 32, score=0.5), at(3000, 0, 96, 96, score=0.85)])
    yield case("two objects in one place", [square, square], [at(0, 0, 10, 9, score=0.9), at(0, 0, 10, 10, score=0.8), at(0, 0, 9, 10, score=0.7)])
    yield case("the later of two equal overlaps", [at(0, 0, 10, 10), at(0, 5, 10, 10)], [at(0, 2.5, 10, 10, score=0.9), at(0, 5, 10, 10, score=0.8)])
    yield case("a crowd takes many", [at(0, 0, 100, 100, iscrowd=1), at(0, 0, 10, 10)], [at(0, 0, 10, 10, score=0.9), at(50, 50, 10, 10, score=0.8), at(20, 20, 10, 10, score=0.95), at(95, 95, 10, 10, score=0.7)])
    yield case("only a crowd", [at(0, 0, 100, 100, iscrowd=1)], [at(0, 0, 10, 10, score=0.9)])
    yield case("nothing detected", [square, square], [])
    yield case("nothing there", [], [at(0, 0, 10, 10, score=0.9)], images=2)
    yield case("all scores equal", [at(0, 0, 10, 10, image_id=i) for i in range(4)], [at(x, 0, 10, 10, score=0.5, image_id=i) for i in (3, 0, 2, 1) for x in (100, 0)], images=4)
    yield case("boxes without an area", [at(0, 0, 0, 10), at(5, 5, 10, 0), square], [at(0, 0, 0, 0, score=0.9), at(0, 0, 10, 10, score=0.5)])
    yield case("negative and large scores", [square, at(50, 0, 10, 10)], [at(0, 0, 10, 10, score=-3), at(50, 0, 10, 10, score=-7.5), at(80, 0, 10, 10, score=-5), at(0, 0, 10, 6, score=12)])
    objects = [dict(o, id=n) for n, o in enumerate([square, at(50, 0, 10, 10), at(90, 0, 10, 10)])]
    yield case("an object with id 0", objects, [at(0, 0, 10, 10, score=0.9), at(50, 0, 10, 10, score=0.8), at(0, 0, 10, 9, score=0.6)])
    marks = [at(0, 0, 10, 10, marked=1), at(50, 0, 10, 10), at(90, 0, 10, 10, marked=1, iscrowd=1)]
    yield case("objects marked to be ignored", marks, [at(0, 0, 10, 10, score=0.9), at(0, 0, 10, 9, score=0.85), at(50, 0, 10, 10, score=0.8), at(90, 0, 5, 5, score=0.7)])


def cases():
    yield from by_hand()
    yield boxes_case("boxes", 14, 4)
    yield boxes_case("boxes, scores often equal", 12, 3, decimals=1, crowd=0.2)
    yield boxes_case("boxes, some ignored", 12, 3, crowd=0.1, marked=0.3)
    yield boxes_case("small boxes, close together", 10, 2, size=(20, 60), objects=9, extra=2, shake=0.05)
    crowded = boxes_case("more detections than count", 2, 2, objects=8, extra=0)
    for _ in range(150):
        crowded["detected"].append(dict(image_id=1, category_id=0, bbox=box((8, 100)), score=round(float(random.random()), 2)))
    for own in [o for o in crowded["truth"] if o["image_id"] == 1]:
        crowded["detected"].append(dict(image_id=1, category_id=own["category_id"], bbox=own["bbox"], score=0.3))
    yield crowded
    yield masks_case("masks", 8, 2)


def repeated(case):
    """Each image as often as drawn, copies next to each other."""
    times = random.multinomial(case["images"], np.ones(case["images"]) / case["images"])
    copies = dict(case, images=int(times.sum()), truth=[], detected=[])
    first = np.concatenate([[0], np.cumsum(times)])
    for i, count in enumerate(times):
        for copied in range(count):
            place = int(first[i]) + copied
            for column in ("truth", "detected"):
                copies[column] += [dict(o, image_id=place) for o in case[column] if o["image_id"] == i]
    return {"times": times.tolist(), "expected": report(evaluate(copies, first_id=1))}


def written(case):
    """Rows by image, columns."""
    for column in ("truth", "detected"):
        case[column].sort(key=lambda o: o["image_id"])
    run = evaluate(case)
    entry = {name: case[name] for name in ("name", "images", "classes", "overlap")}
    for column in ("truth", "detected"):
        rows = case[column]
        entry[column] = {"image": [o["image_id"] for o in rows], "category": [o["category_id"] for o in rows]}
        if case["overlap"] == "box":
            entry[column]["boxes"] = [side for o in rows for side in o["bbox"]]
        elif column == "truth":
            entry[column]["masks"] = [o["segmentation"]["counts"] for o in rows]
        else:
            entry[column]["masks"] = [o["runs"] for o in rows]
    entry["truth"] |= {"area": [o["area"] for o in case["truth"]], "crowd": [o["iscrowd"] for o in case["truth"]]}
    entry["truth"] |= {"ignore": [o["marked"] for o in case["truth"]], "ids": [o["id"] for o in case["truth"]]}
    entry["detected"]["score"] = [o["score"] for o in case["detected"]]
    entry["expected"] = report(run)
    entry["corrected"] = report(evaluate(case, KeepsIgnore, 1))
    entry["partners"] = partners(evaluate(case, KeepsIgnore, 1), len(case["detected"]))
    pair = next(((i, k) for i, k in run.ious if len(run.ious[i, k])), None)
    entry["overlaps"] = None if pair is None else {"image": int(pair[0]), "category": int(pair[1]), "values": np.array(run.ious[pair]).tolist()}
    return entry


def resampled():
    case = boxes_case("resampled", 12, 3, decimals=9, crowd=0.1)
    # Between images, but not within one, scores are often equal.
    for i in range(case["images"]):
        own = [o for o in case["detected"] if o["image_id"] == i]
        for o, score in zip(own, random.permutation(40)[: len(own)]):
            o["score"] = round(float(score) / 40, 3)
    return written(case) | {"resamples": [repeated(case) for _ in range(12)]}


path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": [written(case) for case in cases()], "resampled": resampled()}) + "\n")
