"""Score the example's models with ONNX Runtime, pycocotools and NumPy, and write down what they score.

    python measure.py      # measured.json

Detections below 0.001 are dropped, then those that overlap a better one of their class by more than 0.7; 100 a picture are kept.
AP, AR: pycocotools. Mean IoU: over all pixels that are not ignored, and over all five classes.
"""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from compose import BASE, CLASSES, HERE, IGNORED, REQUESTS

CONFIG = json.loads((BASE / "models/segmenter/preprocessor_config.json").read_text())
MEAN, STD = (np.array(CONFIG[key], dtype=np.float32)[:, None, None] for key in ("image_mean", "image_std"))
LEAST, OVERLAP, MOST = 0.001, 0.7, 100
NAMES = ["mAP", "AP50", "AP75", "AP small", "AP medium", "AP large"]


def run(model, pixels):
    """The model's first output, for one picture at a time."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return [session.run(None, {session.get_inputs()[0].name: one[None]})[0][0] for one in pixels]


def pixels_of(names):
    """(3, 128, 160) each, in 0–1."""
    return [np.asarray(Image.open(BASE / "data/images" / name), dtype=np.float32).transpose(2, 0, 1) / 255 for name in names]


def iou(one, others):
    """Of a box with others, as left, top, right and bottom."""
    low, high = np.maximum(one[:2], others[:, :2]), np.minimum(one[2:], others[:, 2:])
    both = np.clip(high - low, 0, None).prod(1)
    return both / ((one[2:] - one[:2]).prod() + (others[:, 2:] - others[:, :2]).prod(1) - both)


def found(answer, width, height):
    """Boxes (corners, clipped to the picture), scores and classes of what a detector found, the most certain first."""
    cells, kinds = np.nonzero(answer[4:].T >= LEAST)
    scores = answer[4 + kinds, cells]
    centre, size = answer[:2, cells].T, answer[2:4, cells].T
    boxes = np.concatenate([centre - size / 2, centre + size / 2], 1).clip(0, [width, height, width, height])
    kept = []
    for index in np.argsort(-scores, kind="stable"):
        same = [other for other in kept if kinds[other] == kinds[index]]
        if not same or iou(boxes[index], boxes[same]).max() <= OVERLAP:
            kept.append(index)
    return boxes[kept[:MOST]], scores[kept[:MOST]], kinds[kept[:MOST]]


def detections(model, images):
    results = []
    for image, answer in zip(images, run(model, pixels_of([image["file_name"] for image in images]))):
        for (left, top, right, bottom), score, kind in zip(*found(answer, image["width"], image["height"])):
            box = [float(left), float(top), float(right - left), float(bottom - top)]
            results.append({"image_id": image["id"], "category_id": int(kind) + 1, "bbox": box, "score": float(score)})
    return results


def average_precision(model, annotations):
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(str(annotations))
        evaluation = COCOeval(truth, truth.loadRes(detections(model, truth.dataset["images"])), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    precision = evaluation.eval["precision"][:, :, :, 0, 2]
    by_class = {name: float(precision[:, :, k].mean()) for k, name in enumerate(CLASSES)}
    return {**dict(zip(NAMES, map(float, evaluation.stats[:6]))), "by class": by_class}


def maps(model, names, normalise=True):
    """The class of each pixel as a segmenter says it."""
    pixels = pixels_of(names)
    return [answer.argmax(0) for answer in run(model, [(one - MEAN) / STD if normalise else one for one in pixels])]


def mean_iou(model, masks):
    """Of the test pictures under the masks of some folders, the first that has one."""
    names = [path.stem for path in sorted((BASE / "data/masks/test").glob("*.png"))]
    count = 1 + len(CLASSES)
    confusion = np.zeros((count, count), dtype=np.int64)
    for name, answer in zip(names, maps(model, [f"test/{name}.jpg" for name in names])):
        truth = np.asarray(Image.open(next(folder / f"{name}.png" for folder in masks if (folder / f"{name}.png").exists())))
        kept = truth != IGNORED
        confusion += np.bincount(truth[kept] * count + answer[kept], minlength=count * count).reshape(count, count)
    both = confusion.diagonal()
    each = both / (confusion.sum(0) + confusion.sum(1) - both)
    return {"mean IoU": float(each.mean()), "by class": dict(zip(["ground", *CLASSES], map(float, each)))}


def main():
    test, trimmed = BASE / "data/boxes/test.json", REQUESTS / "trim-test/data/boxes/test.json"
    detectors = {"base": BASE / "models/detector.onnx", "retrained": REQUESTS / "retrain-detector/models/detector.onnx"}
    segmenters = {"base": BASE / "models/segmenter.onnx", "quantised": REQUESTS / "quantise-segmenter/models/segmenter.onnx"}
    own, corrected = BASE / "data/masks/test", REQUESTS / "correct-masks/data/masks/test"
    measured = {
        "detector": {
            name: {"test": average_precision(model, test), "trimmed test": average_precision(model, trimmed)}
            for name, model in detectors.items()
        },
        "segmenter": {
            name: {"test": mean_iou(model, [own]), "corrected test": mean_iou(model, [corrected, own])}
            for name, model in segmenters.items()
        },
    }
    (HERE / "training/measured.json").write_text(json.dumps(measured, indent=2) + "\n")
    for kind in measured.values():
        for name, scores in kind.items():
            print(name, {on: next(iter(score.values())) for on, score in scores.items()})


if __name__ == "__main__":
    main()
