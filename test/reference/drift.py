"""Distances of two samples, and the association of two categories, by SciPy."""

import json
import pathlib

import numpy as np
from scipy import special, stats

random = np.random.default_rng(5)


def stability_index(reference, sample):
    """Population stability index over tenths of the reference, shares floored at 1e-4."""
    edges = np.unique(np.quantile(reference, np.arange(1, 10) / 10))
    shares = [np.bincount(np.searchsorted(edges, x, side="left"), minlength=len(edges) + 1) / len(x) for x in (reference, sample)]
    p, q = (np.maximum(x, 1e-4) for x in shares)
    return float(np.sum((q - p) * np.log(q / p)))


def samples():
    yield [0.5], [0.5]
    yield [0.0, 1.0], [2.0]
    yield random.normal(size=60), random.normal(0.4, 1.3, size=200)
    yield random.normal(size=500), random.normal(size=500)
    yield random.integers(0, 6, size=90).astype(float), random.integers(1, 9, size=70).astype(float)
    yield random.uniform(size=33), np.full(50, 0.25)
    yield random.beta(2, 5, size=1000), random.beta(2, 4, size=150)


def drift_rows():
    for a, b in samples():
        a, b = np.sort(np.round(a, 4)), np.sort(np.round(b, 4))
        yield {
            "a": a.tolist(),
            "b": b.tolist(),
            "statistic": float(stats.ks_2samp(a, b).statistic),
            "wasserstein": float(stats.wasserstein_distance(a, b)),
            "stability": stability_index(a, b),
        }


def cramers_v(table):
    """Bergsma's correction, as deepchecks and others compute it."""
    n = table.sum()
    r, c = table.shape
    phi2 = stats.chi2_contingency(table, correction=False).statistic / n
    phi2 = max(0, phi2 - (r - 1) * (c - 1) / (n - 1))
    r, c = r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)
    return min(1.0, float(np.sqrt(phi2 / min(r - 1, c - 1))))


def association_rows():
    tables = [[[10, 0], [0, 10]], [[5, 5], [5, 5]], [[30, 10, 5], [12, 33, 9]], [[1, 2], [3, 4], [50, 60]]]
    tables += [random.integers(1, high, size=shape) for high, shape in ((20, (2, 5)), (300, (4, 3)), (9, (10, 2)))]
    for table in map(np.asarray, tables):
        test = stats.chi2_contingency(table, correction=False)
        r, c = table.shape
        for tolerance in (0, 0.15, 0.4):
            noncentrality = table.sum() * tolerance**2 * (min(r, c) - 1)
            p = stats.ncx2.sf(test.statistic, test.dof, noncentrality) if tolerance else test.pvalue
            yield {
                "table": table.tolist(),
                "tolerance": tolerance,
                "chiSquared": float(test.statistic),
                "df": int(test.dof),
                "v": cramers_v(table),
                "p": float(p),
            }


result = {
    "drift": list(drift_rows()),
    "kolmogorov": [[x, float(special.kolmogorov(x))] for x in (-1, 0, 0.05, 0.2, 0.5, 0.83, 0.99, 1, 1.01, 1.36, 2, 3.5, 8)],
    "noncentral": [
        [x, df, nc, float(stats.ncx2.sf(x, df, nc))]
        for df in (1, 3, 40)
        for nc in (0.1, 2, 75, 1200)
        for x in (0.01, 1, 20, 90, 1000, 1500)
    ],
    "association": list(association_rows()),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result) + "\n")
