"""Calibration of top-1 confidences: torchmetrics, scikit-learn's reliability curve, uncertainty-calibration.

Bins are (low, high], as in Guo et al. 2017 and scikit-learn; torchmetrics takes [low, high) by itself, so it is given
edges one step above.
"""

import json
import pathlib

import calibration
import numpy as np
import torch
from sklearn.calibration import calibration_curve
from torchmetrics.functional.classification.calibration_error import _ce_compute

random = np.random.default_rng(20261128)


def case(name, confidence, correct, bins, classes=3):
    """Rows hold the confidence and share the rest, which must be less, among the other classes."""
    confidence, correct = np.asarray(confidence, float), np.asarray(correct, int)
    scores = np.repeat((1 - confidence)[:, None] / (classes - 1), classes, axis=1)
    top = np.arange(len(confidence)) % classes
    scores[np.arange(len(top)), top] = confidence
    assert (scores.argmax(axis=1) == top).all()
    truth = np.where(correct == 1, top, (top + 1) % classes)
    edges = torch.tensor(np.nextafter(np.linspace(0, 1, bins + 1), 2))
    tensors = torch.tensor(confidence), torch.tensor(correct)
    accuracy, mean = calibration_curve(correct, confidence, n_bins=bins)
    count = np.bincount(np.ceil(confidence * bins).astype(int) - 1, minlength=bins)
    return {
        "name": name,
        "bins": bins,
        "classes": classes,
        "truth": truth.tolist(),
        "scores": scores.ravel().tolist(),
        "expected": {
            "ece": _ce_compute(*tensors, edges, norm="l1").item(),
            "mce": _ce_compute(*tensors, edges, norm="max").item(),
            "adaptive": float(calibration.get_ece_em(scores, truth, num_bins=bins)),
            "count": count.tolist(),
            "accuracy": accuracy.tolist(),
            "confidence": mean.tolist(),
        },
    }


def drawn(n, low=0.4, high=1.0, sharpness=1.0):
    confidence = np.rint((low + (high - low) * random.random(n)) * 2**20) / 2**20
    return confidence, random.random(n) < confidence**sharpness


eighths = np.repeat([0.5, 0.625, 0.75, 0.875, 1.0], 6)
cases = [
    case("calibrated", *drawn(400), 15),
    case("too sure", *drawn(400, sharpness=3), 15),
    case("ten bins", *drawn(150, sharpness=2), 10),
    case("two classes", *drawn(90, low=0.51), 15, classes=2),
    case("confidences on the edges", eighths, random.random(30) < 0.6, 8),
    case("certain, and nearly", [1, 1, 1, 0.99, 0.96, 0.95], [1, 0, 1, 1, 0, 1], 15),
    case("all certain, all right", [1] * 5, [1] * 5, 15),
    case("all certain, all wrong", [1] * 5, [0] * 5, 15),
    case("equal confidences", [0.7] * 9, [1, 0, 1, 1, 0, 1, 1, 1, 0], 15),
    case("fewer images than bins", *drawn(7), 15),
    case("one image", [0.8], [0], 15),
    case("one bin", *drawn(20), 1),
]

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
