"""Distribution functions and quantiles by SciPy: [arguments …, value] rows."""

import itertools
import json
import pathlib

import numpy as np
from scipy import special, stats

z = [-38, -20, -8.3, -5, -3.1, -1.96, -0.7, -1e-3, 0, 1e-6, 0.3, 1, 2.5, 6]
p = [1e-300, 1e-40, 1e-12, 1e-6, 1e-3, 0.02, 0.07, 0.3, 0.5, 0.6, 0.925, 0.999, 1 - 1e-9]
t = [-60, -9, -2.2, -0.4, -1e-3, 0, 1e-5, 0.8, 3, 25]
df = [1, 2, 3.5, 5, 11, 40, 300, 1e5]
shapes = [(0.5, 0.5), (1, 1), (2, 5), (30, 4), (0.2, 7), (1000, 900), (3, 20000)]
middling = [1e-6, 1e-3, 0.02, 0.3, 0.5, 0.6, 0.925, 0.999]


def rows(function, *arguments):
    return [[*map(float, row), float(function(*row))] for row in arguments[0]]


binomials = [(k, n, q) for n in (1, 7, 60, 3000) for q in (0.001, 0.2, 0.5, 0.93) for k in {0, n // 7, n // 2, n - 1, n}]
table = {
    "normalCdf": rows(stats.norm.cdf, [(v,) for v in z]),
    "normalQuantile": rows(special.ndtri, [(v,) for v in p]),
    "studentCdf": rows(stats.t.cdf, itertools.product(t, df)),
    "studentQuantile": rows(stats.t.ppf, itertools.product(middling, df)),
    "betaCdf": rows(lambda x, a, b: stats.beta.cdf(x, a, b), [(x, *s) for x in (1e-5, 0.01, 0.2, 0.5, 0.53, 0.9) for s in shapes]),
    "betaQuantile": rows(lambda q, a, b: stats.beta.ppf(q, a, b), [(q, *s) for q in middling for s in shapes]),
    "chiSquaredCdf": rows(stats.chi2.cdf, itertools.product([0.01, 0.5, 3, 20, 110], [1, 2, 7, 100])),
    "chiSquaredTail": rows(stats.chi2.sf, itertools.product([0.01, 0.5, 3, 20, 110], [1, 2, 7, 100])),
    "binomialMass": rows(stats.binom.pmf, binomials),
    "binomialCdf": rows(stats.binom.cdf, binomials),
    "logGamma": rows(special.gammaln, [(v,) for v in (1e-6, 0.1, 0.5, 1.5, 3, 9.99, 14.9, 15.1, 60, 1e4, 1e9)]),
}

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(table, separators=(",", ":")).replace('],"', '],\n"') + "\n")
