"""Scores of small classification problems by scikit-learn, degenerate ones included."""

import json
import math
import pathlib
import warnings

import calibration
import numpy as np
from sklearn import metrics
from sklearn.calibration import calibration_curve

warnings.filterwarnings("ignore")
random = np.random.default_rng(20261124)


def probabilities(n, k, unit, sharpness=1.0):
    """Rows of multiples of 1/unit that sum to exactly 1; a small unit makes ties."""
    return np.array([random.multinomial(unit, random.dirichlet(np.full(k, sharpness))) for _ in range(n)])


def informed(truth, parts, unit):
    """Swaps each row's largest part to its true class in about half of the rows."""
    for i, c in enumerate(truth):
        if random.random() < 0.5:
            top = parts[i].argmax()
            parts[i, [c, top]] = parts[i, [top, c]]
    return parts


def case(name, truth, parts, unit, predicted=None, float32=False):
    truth = np.asarray(truth)
    k = parts.shape[1]
    scores = parts / unit
    predicted = scores.argmax(axis=1) if predicted is None else np.asarray(predicted)
    return {
        "name": name,
        "classes": k,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "parts": parts.ravel().tolist(),
        "unit": unit,
        "float32": float32,
        "expected": expected(truth, predicted, scores.astype(np.float32) if float32 else scores, k),
    }


def expected(truth, predicted, scores, k):
    labels = list(range(k))
    one_hot = np.eye(k)[truth]
    result = {
        "confusion": metrics.confusion_matrix(truth, predicted, labels=labels).ravel(),
        "accuracy": metrics.accuracy_score(truth, predicted),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, predicted),
        "mcc": metrics.matthews_corrcoef(truth, predicted),
        "kappa": metrics.cohen_kappa_score(truth, predicted),
        "log_loss": metrics.log_loss(truth, scores, labels=labels),
        "brier": metrics.brier_score_loss(truth, scores, labels=labels),
        "ece": calibration.get_ece(scores.astype(float), truth),
        "adaptive_ece": calibration.get_ece_em(scores.astype(float), truth),
        "mce": np.abs(np.subtract(*reliability(truth, scores))).max(),
        "macro_jaccard": metrics.jaccard_score(truth, predicted, average="macro", zero_division=0),
        "weighted_jaccard": metrics.jaccard_score(truth, predicted, average="weighted", zero_division=0),
    }
    for of in ("precision", "recall", "f1"):
        score = getattr(metrics, f"{of}_score")
        result[f"{of}_per_class"] = score(truth, predicted, labels=labels, average=None, zero_division=0)
        for average in ("macro", "weighted", "micro"):
            result[f"{average}_{of}"] = score(truth, predicted, average=average, zero_division=0)
    if k == 2:
        both = len(set(truth.tolist())) == 2
        result["roc_auc"] = metrics.roc_auc_score(truth, scores[:, 1]) if both else math.nan
        result["pr_auc"] = metrics.average_precision_score(truth, scores[:, 1])
        result["top_1"] = metrics.top_k_accuracy_score(truth, scores[:, 1], k=1, labels=labels)
    else:
        result["roc_auc"] = metrics.roc_auc_score(truth, scores, multi_class="ovr", labels=labels)
        result["pr_auc"] = metrics.average_precision_score(one_hot, scores)
        for top in (1, 2, 3, 5):
            result[f"top_{top}"] = metrics.top_k_accuracy_score(truth, scores, k=top, labels=labels)
    result["roc_auc_per_class"] = metrics.roc_auc_score(one_hot, scores, average=None)
    result["pr_auc_per_class"] = metrics.average_precision_score(one_hot, scores, average=None)
    return {key: plain(value) for key, value in result.items()}


def reliability(truth, scores):
    """Accuracy and mean confidence of each of 15 bins of equal width that is not empty."""
    return calibration_curve(scores.argmax(axis=1) == truth, scores.max(axis=1).astype(float), n_bins=15)


def plain(value):
    if isinstance(value, np.ndarray):
        return [plain(v) for v in value]
    return None if math.isnan(value) else float(value)


def random_case(name, n, k, unit, **options):
    truth = np.arange(n) % k if n >= k else random.integers(k, size=n)
    return case(name, truth, informed(truth, probabilities(n, k, unit), unit), unit, **options)


few = probabilities(6, 4, 64)
constant = np.tile([16, 16, 16, 16], (6, 1))
sure = np.array([[64, 0, 0], [0, 64, 0], [0, 0, 64], [0, 64, 0], [64, 0, 0]])
cases = [
    random_case("three classes", 90, 3, 2**20),
    random_case("ten classes", 200, 10, 2**20),
    random_case("two classes", 80, 2, 2**20),
    random_case("forty classes, few images each", 120, 40, 2**16),
    random_case("many ties", 100, 4, 4),
    random_case("two classes with ties", 60, 2, 4),
    random_case("single precision", 60, 3, 2**16, float32=True),
    case("imbalanced", np.repeat([0, 1, 2], [95, 4, 1]), probabilities(100, 3, 2**16), 2**16),
    case("class absent from the truth", [0, 1, 2, 0, 1, 2], few, 64, predicted=[0, 1, 3, 0, 2, 2]),
    case("class absent from the predictions", [0, 1, 2, 3, 1, 2], few, 64, predicted=[0, 1, 2, 0, 1, 0]),
    case("class absent from both", [0, 1, 2, 0, 1, 2], few, 64, predicted=[0, 1, 2, 1, 1, 0]),
    case("one class only, always right", [1] * 6, few, 64, predicted=[1] * 6),
    case("one class only, always wrong", [1] * 6, few, 64, predicted=[2] * 6),
    case("one class predicted", [0, 1, 2, 3, 3, 3], few, 64, predicted=[3] * 6),
    case("nothing right", [0, 1, 2, 3, 0, 1], few, 64, predicted=[1, 2, 3, 0, 1, 2]),
    case("equal scores everywhere", [0, 1, 2, 3, 0, 1], constant, 64),
    case("certain, sometimes of the wrong class", [0, 1, 2, 0, 1], sure, 64),
    case("one image", [2], probabilities(1, 4, 64), 64),
    case("two classes, one present", [1, 1, 1], probabilities(3, 2, 64), 64),
]

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
