"""Writes test/gather/model-safety/files/: small files of the libraries that pickle, and of those that do not.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install torch numpy joblib
    /tmp/reference/bin/python test/reference/pickles.py
"""

import pickle
from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch

TARGET = Path(__file__).parents[1] / "gather/model-safety/files"


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    state = OrderedDict(weight=torch.zeros(2))
    torch.save(state, TARGET / "checkpoint.pt")
    torch.save(state, TARGET / "legacy.pth", _use_new_zipfile_serialization=False)
    for protocol in range(6):
        (TARGET / f"protocol-{protocol}.pkl").write_bytes(pickle.dumps({"a": [1.5, None]}, protocol))
    np.save(TARGET / "numbers.npy", np.zeros((2, 2), np.float32))
    np.save(TARGET / "objects.npy", np.array([{}, None], dtype=object), allow_pickle=True)
    np.savez(TARGET / "numbers.npz", a=np.zeros(3), b=np.ones(2))
    np.savez_compressed(TARGET / "objects.npz", a=np.zeros(3), b=np.array([{}], dtype=object))
    try:
        import joblib

        joblib.dump([1, 2], TARGET / "compressed.joblib", compress=("zlib", 3))
    except ImportError:
        pass


if __name__ == "__main__":
    main()
