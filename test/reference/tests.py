"""Tests, intervals and corrections by statsmodels and SciPy."""

import json
import math
import pathlib

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

random = np.random.default_rng(11)


def mcnemar_rows():
    for worse, better in [(0, 0), (1, 0), (0, 5), (8, 0), (7, 1), (10, 10), (25, 12), (12, 25), (240, 200)]:
        exact = mcnemar([[50, worse], [better, 20]], exact=True).pvalue
        yield {"worse": worse, "better": better, "twoSided": float(exact)}


def tango_statistic(worse, better, n, margin):
    """Score statistic with the constrained maximum likelihood found numerically, not by Tango's quadratic."""
    rest = n - worse - better

    def loss(gained):
        total = 0.0
        for count, share in ((worse, gained + margin), (better, gained), (rest, 1 - 2 * gained - margin)):
            total -= 0 if count == 0 else count * math.log(max(share, 1e-300))
        return total

    low, high = max(0.0, -margin), (1 - margin) / 2
    best = optimize.minimize_scalar(loss, bounds=(low, high), method="bounded", options={"xatol": 1e-14})
    candidates = [(loss(x), x) for x in (best.x, low, high)]
    gained = min(candidates)[1]
    variance = n * (2 * gained + margin * (1 - margin))
    return (worse - better - n * margin) / math.sqrt(variance)


def tango_rows():
    tables = [(7, 1, 21), (16, 6, 161), (1, 0, 44), (10, 0, 50), (30, 12, 400), (3, 9, 60), (150, 90, 5000)]
    for worse, better, n in tables:
        for margin in (-0.2, -0.01, 0.005, 0.02, 0.1, 0.4):
            yield [worse, better, n, margin, tango_statistic(worse, better, n, margin)]


def multiplicity_rows():
    lists = [[], [0.03], [0.01, 0.01, 0.5], [0.2, 0.0, 1.0, 0.04], [0.001, 0.02, 0.021, 0.022, 0.9]]
    lists += [np.round(random.random(n) ** 3, 4).tolist() for n in (7, 40)]
    for p in lists:
        adjust = lambda method: multipletests(p, alpha=0.05, method=method) if p else ([], [])
        holm, bh = adjust("holm"), adjust("fdr_bh")
        yield {
            "p": p,
            "holm": [float(v) for v in holm[1]],
            "holmRejected": [bool(v) for v in holm[0]],
            "benjaminiHochberg": [float(v) for v in bh[1]],
            "benjaminiHochbergRejected": [bool(v) for v in bh[0]],
        }


def proportion_rows():
    for successes, n in [(0, 10), (10, 10), (3, 10), (1, 400), (399, 400), (120, 3000)]:
        for confidence in (0.9, 0.95, 0.999):
            wilson = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
            exact = proportion_confint(successes, n, alpha=1 - confidence, method="beta")
            yield [successes, n, confidence, [float(v) for v in wilson], [float(v) for v in exact]]


def duration_rows():
    for seed, pairs, runs, tolerance in [(1, 6, 9, 0.0), (2, 8, 10, 0.01), (3, 3, 5, 0.02)]:
        random = np.random.default_rng(seed)
        base = np.round(random.gamma(40, 0.1, size=(pairs, runs)), 3)
        head = np.round(base * 1.02 * random.lognormal(0, 0.02, size=base.shape), 3)
        ratios = np.median(np.log(head / base), axis=1)
        low, high = stats.t.interval(0.95, pairs - 1, loc=ratios.mean(), scale=stats.sem(ratios))
        test = stats.ttest_1samp(ratios, math.log1p(tolerance), alternative="greater")
        yield {
            "pairs": [{"base": b.tolist(), "head": h.tolist()} for b, h in zip(base, head)],
            "tolerance": tolerance,
            "effect": math.expm1(ratios.mean()),
            "interval": [math.expm1(low), math.expm1(high)],
            "p": float(test.pvalue),
        }


results = {
    "mcnemar": list(mcnemar_rows()),
    "tango": list(tango_rows()),
    "multiplicity": list(multiplicity_rows()),
    "proportions": list(proportion_rows()),
    "durations": list(duration_rows()),
}

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(results, separators=(",", ":")).replace('],"', '],\n"') + "\n")
