"""Scores of small multi-label problems by scikit-learn, degenerate ones included."""

import json
import math
import pathlib
import warnings

import numpy as np
from sklearn import metrics

warnings.filterwarnings("ignore")
random = np.random.default_rng(20261125)


def case(name, truth, parts, unit, threshold=0.5, float32=False):
    truth = np.asarray(truth)
    parts = np.asarray(parts)
    scores = parts / unit
    if float32:
        scores = scores.astype(np.float32)
    return {
        "name": name,
        "classes": truth.shape[1],
        "truth": truth.ravel().tolist(),
        "parts": parts.ravel().tolist(),
        "unit": unit,
        "threshold": threshold,
        "float32": float32,
        "expected": {key: plain(value) for key, value in expected(truth, scores, threshold).items()},
    }


def expected(truth, scores, threshold):
    predicted = (scores >= np.asarray(threshold, dtype=scores.dtype)).astype(int)
    k = truth.shape[1]
    both = all(len(set(truth[:, c])) == 2 for c in range(k))
    columns = range(k)
    result = {
        "macro_precision": metrics.precision_score(truth, predicted, average="macro", zero_division=0),
        "macro_recall": metrics.recall_score(truth, predicted, average="macro", zero_division=0),
        "subset_accuracy": metrics.accuracy_score(truth, predicted),
        "hamming_loss": metrics.hamming_loss(truth, predicted),
        "jaccard": metrics.jaccard_score(truth, predicted, average="samples", zero_division=0),
        "macro_pr_auc": metrics.average_precision_score(truth, scores, average="macro"),
        "micro_pr_auc": metrics.average_precision_score(truth, scores, average="micro"),
        "macro_roc_auc": metrics.roc_auc_score(truth, scores, average="macro") if both else math.nan,
        "log_loss": np.mean([metrics.log_loss(truth[:, c], scores[:, c], labels=[0, 1]) for c in columns]),
        "average_precision_per_label": np.array(
            [metrics.average_precision_score(truth[:, c], scores[:, c]) for c in columns]
        ),
    }
    for average in ("micro", "macro", "weighted", "samples"):
        result[f"{average}_f1"] = metrics.f1_score(truth, predicted, average=average, zero_division=0)
    for of in ("precision", "recall", "f1"):
        score = getattr(metrics, f"{of}_score")
        result[f"{of}_per_label"] = score(truth, predicted, average=None, zero_division=0)
    return result


def plain(value):
    if isinstance(value, np.ndarray):
        return [plain(v) for v in value]
    return None if math.isnan(value) else float(value)


def labels(n, k, share):
    return (random.random((n, k)) < share).astype(int)


def informed(truth, unit, noise=0.8):
    score = 0.3 + 0.4 * truth + noise * (random.random(truth.shape) - 0.5)
    return np.rint(np.clip(score, 0, 1) * unit).astype(int)


def random_case(name, n, k, unit, share=0.2, **options):
    truth = labels(n, k, share)
    return case(name, truth, informed(truth, unit), unit, **options)


absent = labels(30, 4, 0.4)
absent[:, 2] = 0
everywhere = labels(30, 4, 0.4)
everywhere[:, 1] = 1
sparse = labels(40, 5, 0.05)
cases = [
    random_case("five labels", 120, 5, 2**20, 0.3),
    random_case("twenty labels", 200, 20, 2**20),
    random_case("ties", 80, 6, 4),
    random_case("another threshold, met exactly", 80, 4, 10, threshold=0.3),
    random_case("single precision", 80, 5, 2**16, float32=True),
    random_case("single precision at a threshold that it rounds", 60, 3, 10, threshold=0.7, float32=True),
    case("a label that no image has", absent, informed(absent, 2**16), 2**16),
    case("a label that every image has", everywhere, informed(everywhere, 2**16), 2**16),
    case("many images without labels or answers", sparse, informed(sparse, 2**16, 0.6), 2**16),
    case("no label at all", np.zeros((6, 3), int), informed(np.zeros((6, 3), int), 2**16), 2**16),
    case("no label, none answered", np.zeros((4, 2), int), [[1, 2], [3, 4], [5, 6], [7, 0]], 64),
    case("every label everywhere", np.ones((5, 3), int), informed(np.ones((5, 3), int), 2**16), 2**16),
    case("nothing answered", labels(6, 3, 0.5), random.integers(0, 30, (6, 3)), 64),
    case("everything answered", labels(6, 3, 0.5), random.integers(32, 65, (6, 3)), 64),
    case("equal scores everywhere", labels(8, 3, 0.5), np.full((8, 3), 40), 64),
    case("certain, sometimes wrong", [[1, 0], [0, 1], [1, 1], [0, 0]], [[64, 0], [64, 0], [0, 64], [0, 64]], 64),
    case("one image", [[1, 0, 1]], [[50, 40, 3]], 64),
]

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
