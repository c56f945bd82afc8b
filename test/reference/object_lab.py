"""cleanlab's ObjectLab: qualities of boxes and images, and the issues of each kind → object_lab.json."""

import json
import pathlib
import warnings

import numpy as np
from cleanlab.internal.constants import ALPHA, HIGH_PROBABILITY_THRESHOLD, LOW_PROBABILITY_THRESHOLD
from cleanlab.object_detection import filter as object_filter
from cleanlab.object_detection import rank

warnings.simplefilter("ignore")
random = np.random.default_rng(7)


def scene(classes, count, spread):
    """Boxes of an image as they are, `[left, top, width, height]` rounded to quarters, and their classes."""
    corners = random.integers(0, 4 * spread, (count, 2)) / 4
    sizes = random.integers(16, 4 * 60, (count, 2)) / 4
    return np.hstack([corners, sizes]), random.integers(0, classes, count)


def spoiled(boxes, labels, classes):
    """What an annotator made of it: boxes left out, moved, of another class, marked twice."""
    keep = random.random(len(boxes)) > 0.15
    boxes, labels = boxes[keep].copy(), labels[keep].copy()
    moved = random.random(len(boxes)) < 0.2
    boxes[moved, :2] += random.integers(-80, 80, (moved.sum(), 2)) / 4
    swapped = random.random(len(labels)) < 0.2
    labels[swapped] = random.integers(0, classes, swapped.sum())
    twice = random.random(len(boxes)) < 0.1
    return np.vstack([boxes, boxes[twice]]), np.concatenate([labels, (labels[twice] + 1) % classes])


def detections(boxes, labels, classes):
    """What a model answered: most objects nearly right and sure, some guesses."""
    found = random.random(len(boxes)) > 0.1
    near = boxes[found] + random.normal(0, 1.5, (found.sum(), 4)).round(3)
    near[:, 2:] = np.maximum(near[:, 2:], 1)
    scores = 1 - random.random(found.sum()) ** 3 * 0.6
    guesses, kinds = scene(classes, random.integers(0, 4), 200)
    return (
        np.vstack([near, guesses]),
        np.concatenate([labels[found], kinds]),
        np.concatenate([scores, random.random(len(guesses)) * 0.7]).round(6),
    )


def corners(boxes):
    return np.hstack([boxes[:, :2], boxes[:, :2] + boxes[:, 2:]])


def case(images, classes, most, spread=200):
    truth, detected = [], []
    for _ in range(images):
        boxes, labels = scene(classes, random.integers(0, most + 1), spread)
        given = spoiled(boxes, labels, classes)
        order = np.argsort(given[1], kind="stable")
        truth.append((given[0][order], given[1][order]))
        answers = detections(boxes, labels, classes)
        order = np.argsort(answers[1], kind="stable")
        detected.append(tuple(column[order] for column in answers))
    given = [{"bboxes": corners(boxes), "labels": labels} for boxes, labels in truth]
    predictions = []
    for boxes, labels, scores in detected:
        rows = np.hstack([corners(boxes), scores[:, None]])
        image = np.empty(classes, dtype=object)
        for k in range(classes):
            image[k] = rows[labels == k].reshape(-1, 5)
        predictions.append(image)

    inputs = rank._get_valid_inputs_for_compute_scores(ALPHA, given, predictions)
    overlooked = rank.compute_overlooked_box_scores(
        alpha=ALPHA, high_probability_threshold=HIGH_PROBABILITY_THRESHOLD, auxiliary_inputs=inputs
    )
    located = rank.compute_badloc_box_scores(
        alpha=ALPHA, low_probability_threshold=LOW_PROBABILITY_THRESHOLD, auxiliary_inputs=inputs
    )
    swapped = rank.compute_swap_box_scores(
        alpha=ALPHA, high_probability_threshold=HIGH_PROBABILITY_THRESHOLD, auxiliary_inputs=inputs
    )
    precisions = object_filter._get_per_class_ap(given, predictions)
    is_issue = object_filter.find_label_issues(given, predictions)

    def flags(scores, labels, factor):
        thresholds = object_filter._process_class_list(labels, precisions)
        per_box = object_filter._find_label_issues_per_box([s.copy() for s in scores], thresholds, factor)
        return [int(flag) for own, score in zip(per_box, scores) for flag in own[: len(score)]]

    def numbers(lists):
        return [None if np.isnan(value) else float(value) for values in lists for value in values]

    marked = [labels for _, labels in truth]
    answered = [labels for _, labels, _ in detected]
    return {
        "classes": classes,
        "truth": {
            "counts": [len(labels) for labels in marked],
            "category": [int(k) for labels in marked for k in labels],
            "boxes": [float(v) for boxes, _ in truth for v in boxes.ravel()],
        },
        "detected": {
            "counts": [len(labels) for labels in answered],
            "category": [int(k) for labels in answered for k in labels],
            "boxes": [float(v) for boxes, _, _ in detected for v in boxes.ravel()],
            "score": [float(v) for _, _, scores in detected for v in scores],
        },
        "quality": {
            "overlooked": numbers(overlooked),
            "badlyLocated": numbers(located),
            "swapped": numbers(swapped),
            "image": [float(v) for v in rank.get_label_quality_scores(given, predictions, verbose=False)],
        },
        "issues": {
            "overlooked": flags(overlooked, answered, object_filter.OVERLOOKED_THRESHOLD_FACTOR),
            "badlyLocated": flags(located, marked, object_filter.BADLOC_THRESHOLD_FACTOR),
            "swapped": flags(swapped, marked, object_filter.SWAP_THRESHOLD_FACTOR),
            "image": [int(v) for v in is_issue],
        },
    }


if __name__ == "__main__":
    cases = [case(40, 3, 6), case(60, 5, 8, 120), case(12, 2, 2), case(25, 1, 5)]
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    for one in cases:
        print({kind: sum(flags) for kind, flags in one["issues"].items()}, len(one["truth"]["category"]))
