"""Arrays as `numpy.save` and its format module write them → npy.json: the file as base64, its shape and its values in C order."""

import base64
import io
import json
import os

import numpy as np
from numpy.lib import format as npy

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(3)
cases = []


def add(name, array, version=None):
    buffer = io.BytesIO()
    npy.write_array(buffer, array, version=version)
    cases.append({"name": name, "file": base64.b64encode(buffer.getvalue()).decode(), "shape": list(array.shape),
                  "values": [float(value) for value in array.reshape(-1, order="C")]})


values = random.normal(size=(2, 3, 4)) * 10
for dtype in ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8"]:
    add(f"{dtype} in C order", values.astype(dtype))
    add(f"{dtype} in Fortran order", np.asfortranarray(values.astype(dtype)))
for dtype in ["|u1", "|i1", "<u2", ">i2", "<i4", ">u4"]:
    low, high = (0, 200) if "u" in dtype else (-100, 100)
    add(dtype, random.integers(low, high, size=(3, 5)).astype(dtype))
for version in [(1, 0), (2, 0), (3, 0)]:
    add(f"version {version[0]}", values.astype("<f4"), version)
add("a single value", np.float32(1.5).reshape(()))
add("no values", np.zeros((0, 3), "<f4"))
with open(os.path.join(HERE, "npy.json"), "w") as file:
    json.dump(cases, file, indent=1)
    file.write("\n")
