"""PSNR and SSIM of small pictures by scikit-image, and their means over images."""

import json
import math
import pathlib
import warnings

import numpy as np
from scipy.ndimage import gaussian_filter
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

warnings.filterwarnings("ignore")
random = np.random.default_rng(20261127)


def case(name, first, second, data_range, unit=1):
    """Values are whole multiples of 1/unit, so that both sides read the same numbers."""
    own, other = np.asarray(first) / unit, np.asarray(second) / unit
    height, width, channels = own.shape
    shared = {"data_range": data_range, "channel_axis": 2}
    gaussian = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}
    fits = min(height, width)
    return {
        "name": name,
        "width": width,
        "height": height,
        "channels": channels,
        "unit": unit,
        "first": np.asarray(first).ravel().tolist(),
        "second": np.asarray(second).ravel().tolist(),
        "dataRange": data_range,
        "psnr": plain(peak_signal_noise_ratio(own, other, data_range=data_range)),
        "gaussian": structural_similarity(own, other, **shared, **gaussian) if fits >= 11 else None,
        "uniform": structural_similarity(own, other, **shared) if fits >= 7 else None,
    }


def plain(value):
    return "Infinity" if math.isinf(value) else float(value)


def picture(height, width, channels, top, smooth=1.5):
    noise = gaussian_filter(random.random((height, width, channels)), (smooth, smooth, 0))
    noise -= noise.min()
    return np.rint(noise / noise.max() * top).astype(int)


def noisy(image, top, amount=0.1):
    return np.clip(np.rint(image + amount * top * random.standard_normal(image.shape)), 0, top).astype(int)


rgb = picture(19, 23, 3, 255)
grey = picture(24, 17, 1, 255)
float_rgb = picture(16, 15, 3, 2**12)
signed = picture(14, 14, 1, 2**10) - 2**9
flat = np.full((12, 13, 1), 128)
cases = [
    case("colour", rgb, noisy(rgb, 255), 255),
    case("colour, hardly changed", rgb, noisy(rgb, 255, 0.004), 255),
    case("grey", grey, noisy(grey, 255), 255),
    case("floats from 0 to 1", float_rgb, noisy(float_rgb, 2**12), 1, 2**12),
    case("floats from -1 to 1", signed, noisy(signed + 2**9, 2**10) - 2**9, 2, 2**9),
    case("unrelated", rgb, picture(19, 23, 3, 255), 255),
    case("negative", grey, 255 - grey, 255),
    case("equal", rgb, rgb, 255),
    case("flat and flat", flat, flat + 9, 255),
    case("flat and noise", flat, noisy(flat, 255), 255),
    case("black and white", np.zeros((11, 12, 3), int), np.full((11, 12, 3), 255), 255),
    case("one Gaussian window", grey[:11, :11], noisy(grey[:11, :11], 255), 255),
    case("one uniform window", grey[:7, :7], noisy(grey[:7, :7], 255), 255),
    case("wide and low", picture(11, 60, 1, 255), picture(11, 60, 1, 255), 255),
    case("one pixel", [[[3, 4, 5]]], [[[3, 9, 5]]], 255),
]

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
