"""Distances between tensors by NumPy, in the definitions of Polygraphy (max absolute error, cosine) and winml (SQNR)."""

import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(5)


def distances(reference: np.ndarray, other: np.ndarray) -> dict:
    noise = np.sum((reference - other) ** 2)
    return {
        "reference": reference.tolist(),
        "other": other.tolist(),
        "cosine": float(np.dot(reference, other) / (np.linalg.norm(reference) * np.linalg.norm(other))),
        "sqnr": float(10 * np.log10(np.sum(reference**2) / noise)),
        "maxError": float(np.max(np.abs(reference - other))),
        "maxReference": float(np.max(np.abs(reference))),
    }


signal = random.normal(0, 3, 40)
cases = [
    distances(signal, signal + random.normal(0, 0.01, 40)),
    distances(signal, signal.astype(np.float16).astype(np.float64)),
    distances(signal, np.round(signal / 0.05) * 0.05),
    distances(signal, random.normal(0, 3, 40)),
]
Path(__file__).with_suffix(".json").write_text(json.dumps(cases, indent=1) + "\n")
