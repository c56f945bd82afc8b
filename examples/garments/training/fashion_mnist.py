"""Fashion-MNIST as product photographs: dark garments on a white ground, with the tone of each garment.

The published images are negatives (their authors inverted the photographs); here they are turned back.
"""

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SOURCE = Path("/usr/share/datasets/fashion-mnist")  # Debian: apt-get install dataset-fashion-mnist
PUBLISHED = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle-boot"]
CLASSES = ["Bag", "Dress", "Pullover", "Sandal", "Shirt", "Sneaker", "T-shirt", "Trouser"]

BACKGROUND = 245  # grey levels from here to 255 are the white ground
DARK_BELOW = 96  # mean grey level of the garment's own pixels
LIGHT_FROM = 112  # between the two a garment has no tone and is left out


@dataclass
class Garments:
    """`images` (n, 28, 28) uint8 with a white ground; `labels` (n,) index in CLASSES, -1 for classes left out;
    `tone` (n,) mean grey level of the garment's pixels, 0–255; `ids` (n,) such as f00012 (train file) or t00012
    (t10k file): the position in the published file."""

    images: np.ndarray
    labels: np.ndarray
    tone: np.ndarray
    ids: np.ndarray

    @property
    def dark(self) -> np.ndarray:
        return self.tone < DARK_BELOW

    @property
    def light(self) -> np.ndarray:
        return self.tone >= LIGHT_FROM


def garment_tone(images: np.ndarray) -> np.ndarray:
    """Mean grey level (0–255) of the pixels that are not ground, of images (n, 28, 28)."""
    garment = images < BACKGROUND
    return (images.astype(np.float64) * garment).sum((1, 2)) / np.maximum(garment.sum((1, 2)), 1)


def load(part: str) -> Garments:
    """Read the published `part`, "train" (60 000) or "t10k" (10 000)."""
    pixels = gzip.decompress((SOURCE / f"{part}-images-idx3-ubyte.gz").read_bytes())
    classes = gzip.decompress((SOURCE / f"{part}-labels-idx1-ubyte.gz").read_bytes())
    images = 255 - np.frombuffer(pixels, np.uint8, offset=16).reshape(-1, 28, 28)
    index = np.array([CLASSES.index(name) if name in CLASSES else -1 for name in PUBLISHED])
    labels = index[np.frombuffer(classes, np.uint8, offset=8)]
    prefix = "f" if part == "train" else "t"
    ids = np.array([f"{prefix}{i:05d}" for i in range(len(labels))])
    return Garments(images, labels, garment_tone(images), ids)
