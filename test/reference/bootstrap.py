"""Paired BCa intervals by scipy.stats.bootstrap, with enough resamples for three digits."""

import json
import pathlib
import warnings

import numpy as np
from scipy import stats
from sklearn.metrics import f1_score

warnings.filterwarnings("ignore")
random = np.random.default_rng(3)
RESAMPLES = 200_000


def macro_f1_loss(k):
    """Vectorised over resamples: macro-F1 of base less that of head."""

    def f1(truth, predicted):
        total = np.zeros(truth.shape[:-1])
        present = np.zeros(truth.shape[:-1])
        for c in range(k):
            hits = ((truth == c) & (predicted == c)).sum(axis=-1)
            size = (truth == c).sum(axis=-1) + (predicted == c).sum(axis=-1)
            total += np.where(size > 0, 2 * hits / np.maximum(size, 1), 0)
            present += size > 0
        return total / present

    def statistic(truth, base, head, axis=-1):
        return f1(truth, base) - f1(truth, head)

    return statistic


def interval(data, statistic, confidence):
    result = stats.bootstrap(
        data,
        statistic,
        paired=True,
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=2000,
        confidence_level=confidence,
        method="BCa",
        rng=np.random.default_rng(5),
    )
    bounds = result.confidence_interval
    return {"interval": [float(bounds.low), float(bounds.high)], "standardError": float(result.standard_error)}


def classes_case(n, k, wrong, churn):
    truth = np.sort(random.integers(k, size=n))
    base = np.where(random.random(n) < wrong, random.integers(k, size=n), truth)
    head = np.where(random.random(n) < churn, random.integers(k, size=n), base)
    statistic = macro_f1_loss(k)
    assert np.isclose(
        statistic(truth, base, head),
        f1_score(truth, base, average="macro", zero_division=0) - f1_score(truth, head, average="macro", zero_division=0),
    )
    return {
        "classes": k,
        "truth": truth.tolist(),
        "base": base.tolist(),
        "head": head.tolist(),
        "effect": float(statistic(truth, base, head)),
        "expected": {str(c): interval((truth, base, head), statistic, c) for c in (0.9, 0.99)},
    }


def skewed_case(n):
    base = np.round(random.exponential(1.0, size=n), 4)
    head = np.round(base + random.lognormal(-3, 1.2, size=n), 4)
    mean_loss = lambda b, h, axis=-1: (h - b).mean(axis=axis)
    return {
        "base": base.tolist(),
        "head": head.tolist(),
        "effect": float((head - base).mean()),
        "expected": {str(c): interval((base, head), mean_loss, c) for c in (0.9, 0.99)},
    }


results = {"macroF1": [classes_case(150, 3, 0.2, 0.15), classes_case(300, 5, 0.1, 0.1)], "mean": [skewed_case(80)]}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(results, separators=(",", ":")) + "\n")
