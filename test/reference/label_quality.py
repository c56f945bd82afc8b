"""cleanlab's label issues by every filter, and its label quality scores → label_quality.json."""

import json
import pathlib
import warnings

import numpy as np
from cleanlab.count import compute_confident_joint, get_confident_thresholds
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores

warnings.simplefilter("ignore")
random = np.random.default_rng(21)
FILTERS = [
    "prune_by_noise_rate",
    "prune_by_class",
    "both",
    "confident_learning",
    "predicted_neq_given",
    "low_normalized_margin",
    "low_self_confidence",
]
RANKS = ["self_confidence", "normalized_margin", "confidence_weighted_entropy"]


def noisy(n, k, noise, sharpness, shares=None):
    """Labels of which a share was redrawn, and answers of a model that mostly knows better."""
    truth = np.concatenate([np.arange(k), random.choice(k, size=n - k, p=shares)])
    labels = np.where(random.random(n) < noise, random.integers(0, k, n), truth)
    labels[:k] = np.arange(k)
    logits = random.normal(size=(n, k))
    logits[np.arange(n), truth] += sharpness
    odds = np.exp(logits)
    return labels, odds / odds.sum(axis=1, keepdims=True)


def cases():
    yield np.array([0, 0, 0, 1, 1, 1]), np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.7, 0.3], [0.05, 0.95]])
    yield np.array([0, 1, 2, 0, 1, 2, 0]), np.array(
        [[0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.2, 0.21, 0.59], [0.05, 0.9, 0.05], [0.3, 0.3001, 0.3999], [1, 0, 0], [0.4, 0.35, 0.25]]
    )
    yield noisy(60, 3, 0.2, 2)
    yield noisy(300, 2, 0.1, 1)
    yield noisy(300, 5, 0.0, 4)
    yield noisy(400, 10, 0.3, 2.5)
    yield noisy(500, 4, 0.15, 3, [0.9, 0.06, 0.03, 0.01])
    yield noisy(120, 25, 0.25, 3)
    labels, p = noisy(200, 6, 0.2, 2)
    labels[labels == 4] = 0
    yield labels, p
    labels, p = noisy(80, 4, 0.1, 0)
    yield labels, p


def report(labels, p):
    p = np.round(p, 5)
    return {
        "classes": p.shape[1],
        "labels": labels.tolist(),
        "probabilities": p.ravel().tolist(),
        "thresholds": get_confident_thresholds(labels, p).tolist(),
        "joint": compute_confident_joint(labels, p).tolist(),
        "issues": {name: np.flatnonzero(find_label_issues(labels, p, filter_by=name, n_jobs=1)).tolist() for name in FILTERS},
        "quality": {name: get_label_quality_scores(labels, p, method=name).tolist() for name in RANKS},
    }


path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps([report(*case) for case in cases()]) + "\n")
