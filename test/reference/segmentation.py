"""Scores of small class maps: scikit-learn on all pixels, torchmetrics image by image, and DAVIS's boundary measure.

The benchmark's own code is on no package index: `boundary` follows its published definition (`db_eval_boundary`,
`_seg2bmap`), dilating by scikit-image's disk.
"""

import json
import math
import pathlib
import warnings

import numpy as np
import torch
from scipy.ndimage import binary_dilation, gaussian_filter
from skimage.morphology import disk
from sklearn import metrics
from torchmetrics.functional.segmentation.mean_iou import _mean_iou_update, mean_iou

warnings.filterwarnings("ignore")
random = np.random.default_rng(20261126)


def case(name, classes, images, ignore=None):
    images = [(np.asarray(truth), np.asarray(predicted)) for truth, predicted in images]
    return {
        "name": name,
        "classes": classes,
        "ignore": ignore,
        "images": [
            {"height": t.shape[0], "width": t.shape[1], "truth": runs(t), "predicted": runs(p)} for t, p in images
        ],
        "expected": plain(expected(classes, images, ignore)),
    }


def expected(k, images, ignore):
    counted = [np.ones(t.shape, bool) if ignore is None else t != ignore for t, _ in images]
    truth = np.concatenate([t[c] for (t, _), c in zip(images, counted)])
    predicted = np.concatenate([p[c] for (_, p), c in zip(images, counted)])
    per_image = [image_iou(k, t, p, c) for (t, p), c in zip(images, counted)]
    outlines = [[boundary((t == i) & c, (p == i) & c) for i in range(k)] for (t, p), c in zip(images, counted)]
    measures = [[f_measure(*counts) for counts in image] for image in outlines]
    by_class = [mean([image[i] for image in measures]) for i in range(k)]
    labels = list(range(k))
    some = len(truth) > 0
    result = {
        "confusions": [
            metrics.confusion_matrix(t[c], p[c], labels=labels).ravel() if c.any() else np.zeros(k * k)
            for (t, p), c in zip(images, counted)
        ],
        "outlines": outlines,
        "boundary_f_per_class": by_class,
        "boundary_f": mean(by_class),
        "mean_image_iou": mean(per_image),
        "mean_iou": metrics.jaccard_score(truth, predicted, average="macro") if some else math.nan,
        "frequency_weighted_iou": metrics.jaccard_score(truth, predicted, average="weighted") if some else math.nan,
        "mean_dice": metrics.f1_score(truth, predicted, average="macro") if some else math.nan,
        "pixel_accuracy": metrics.accuracy_score(truth, predicted) if some else math.nan,
        "mean_class_accuracy": metrics.balanced_accuracy_score(truth, predicted) if some else math.nan,
    }
    for of in ("jaccard", "f1"):
        score = getattr(metrics, f"{of}_score")
        values = score(truth, predicted, labels=labels, average=None, zero_division=0) if some else np.zeros(k)
        used = [bool((truth == i).any() or (predicted == i).any()) for i in labels]
        result["iou_per_class" if of == "jaccard" else "dice_per_class"] = np.where(used, values, math.nan)
    return result


def image_iou(k, truth, predicted, counted):
    """torchmetrics' counts; it divides them in single precision, here that is done in double and held against it."""
    one_hot = [torch.tensor(np.stack([(a == i) & counted for i in range(k)]))[None] for a in (predicted, truth)]
    intersection, union = _mean_iou_update(*one_hot, k, True, "one-hot")
    value = mean((intersection[union > 0].double() / union[union > 0]).tolist())
    torch.testing.assert_close(mean_iou(*one_hot, k).item(), value, rtol=1e-6, atol=0, equal_nan=True)
    return value


def outline(mask):
    padded = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), bool)
    padded[:-1, :-1] = mask
    right, below, beyond = padded[:-1, 1:], padded[1:, :-1], padded[1:, 1:]
    found = (mask != right) | (mask != below) | (mask != beyond)
    found[-1, :] = mask[-1, :] != right[-1, :]
    found[:, -1] = mask[:, -1] != below[:, -1]
    found[-1, -1] = False
    return found


def boundary(truth, predicted):
    """Predicted boundary pixels, matched ones, true boundary pixels, matched ones."""
    reach = disk(int(np.ceil(0.008 * np.linalg.norm(truth.shape)))).astype(bool)
    own, answered = outline(truth), outline(predicted)
    return [
        int(answered.sum()),
        int((answered & binary_dilation(own, reach)).sum()),
        int(own.sum()),
        int((own & binary_dilation(answered, reach)).sum()),
    ]


def f_measure(predicted, predicted_matched, true, true_matched):
    if predicted == 0 and true == 0:
        return math.nan
    precision = 1 if predicted == 0 else predicted_matched / predicted
    recall = 1 if true == 0 else true_matched / true
    if predicted == 0:
        recall = 0
    if true == 0:
        precision = 0
    return 0 if precision + recall == 0 else 2 * precision * recall / (precision + recall)


def mean(values):
    values = [value for value in values if not math.isnan(value)]
    return sum(values) / len(values) if values else math.nan


def runs(labels):
    """[value, length, value, length, …] along the rows."""
    flat = labels.ravel()
    starts = np.flatnonzero(np.r_[True, flat[1:] != flat[:-1]])
    return np.stack([flat[starts], np.diff(np.r_[starts, flat.size])], axis=1).ravel().tolist()


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (int, np.integer)):
        return int(value)
    return None if math.isnan(value) else float(value)


def blobs(height, width, k, smooth, shift=0.0, of=None):
    """A map of smooth regions; with `of`, the same map redrawn a little differently."""
    fields = np.stack([gaussian_filter(random.standard_normal((height, width)), smooth) for _ in range(k)])
    fields /= fields.std()
    if of is None:
        return fields, fields.argmax(axis=0)
    mixed = of + shift * fields
    return mixed, mixed.argmax(axis=0)


def pair(height, width, k, smooth, shift=0.3):
    fields, truth = blobs(height, width, k, smooth)
    return truth, blobs(height, width, k, smooth, shift, fields)[1]


def with_void(image, value, share=0.15):
    truth, predicted = image
    void = gaussian_filter(random.standard_normal(truth.shape), 2)
    return np.where(void > np.quantile(void, 1 - share), value, truth), predicted


square = np.zeros((12, 12), int)
square[3:8, 3:8] = 1
moved = np.roll(square, 1, axis=1)
far = np.zeros((12, 12), int)
far[9:, 9:] = 1
corner = np.zeros((5, 4), int)
corner[-1, -1] = 1
line = np.array([[0, 0, 1, 1, 2, 2, 2]])
whole = np.ones((6, 6), int)
void = np.full((5, 5), 255)

cases = [
    case("several images, four classes", 4, [pair(24, 30, 4, 3) for _ in range(5)]),
    case("ignored pixels", 3, [with_void(pair(20, 26, 3, 3), 255) for _ in range(4)], 255),
    case("ignored pixels of class 0", 4, [with_void(pair(20, 26, 4, 3), 0) for _ in range(3)], 0),
    case("a tolerance of three pixels", 3, [pair(230, 190, 3, 14, 0.2)]),
    case("a tolerance of two pixels, ragged", 3, [pair(120, 130, 3, 5, 0.5)]),
    case("noise", 3, [(random.integers(0, 3, (14, 17)), random.integers(0, 3, (14, 17))) for _ in range(2)]),
    case("equal maps", 3, [(square, square), (whole, whole)]),
    case("moved by one pixel", 2, [(square, moved)]),
    case("nowhere near", 2, [(square, far)]),
    case("a class predicted nowhere", 2, [(square, np.zeros_like(square)), (square, moved)]),
    case("a class true nowhere", 3, [(square, np.where(square == 1, 2, 0)), (square, moved)]),
    case("classes in no image", 6, [(square, moved)]),
    case("one class only", 1, [(np.zeros((6, 5), int), np.zeros((6, 5), int))]),
    case("one class of two, everywhere", 2, [(whole, whole)]),
    case("nothing right", 2, [(whole, 1 - whole)]),
    case("a corner pixel", 2, [(corner, np.zeros_like(corner)), (np.flipud(corner), corner)]),
    case("one row and one column", 3, [(line, line[:, ::-1]), (line.T, np.roll(line, 1).T)]),
    case("one pixel", 2, [(np.array([[1]]), np.array([[0]]))]),
    case("an image that is ignored whole", 3, [(void, np.zeros((5, 5), int)), with_void(pair(15, 15, 3, 3), 255)], 255),
    case("all ignored", 3, [(void, np.zeros((5, 5), int))], 255),
    case("maps of several sizes", 3, [pair(9, 31, 3, 2), pair(31, 9, 3, 2), pair(3, 3, 3, 1), pair(2, 40, 3, 2)]),
]

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
