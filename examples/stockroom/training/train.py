"""Train the example's detectors and its segmenter, and export them to ONNX.

    python train.py                        # all three
    python train.py segmenter | detector | retrained

- `segmenter`: base's, on the masks of train.
- `detector`: base's, on the boxes of train.
- `retrained`: the pull request's, in the same way, on the boxes of train without the tiny ones. What is not marked is ground, so it
  learns to leave small things out.

Seeded; another processor may round differently.
"""

import json
import sys

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

from compose import BASE, CLASSES, HEIGHT, IGNORED, REQUESTS, WIDTH
from networks import COLUMNS, ROWS, STRIDE, Detector, Segmenter

BATCH = 16
MEAN = torch.tensor([0.509, 0.441, 0.366])[:, None, None]
STD = torch.tensor([0.141, 0.121, 0.102])[:, None, None]
"""Of the pixels of train, as models/segmenter/preprocessor_config.json says."""


def pictures(split):
    """Pixels of a split, (n, 3, 128, 160) in 0–1, in the order of their names."""
    paths = sorted((BASE / "data/images" / split).glob("*.jpg"))
    return torch.from_numpy(np.stack([np.asarray(Image.open(path)) for path in paths])).permute(0, 3, 1, 2).float() / 255


def masks(split):
    paths = sorted((BASE / "data/masks" / split).glob("*.png"))
    return torch.from_numpy(np.stack([np.asarray(Image.open(path)) for path in paths]).astype(np.int64))


def objects(path):
    """(m, 5) for each image: box and class index."""
    written = json.loads(path.read_text())
    listed = [[] for _ in written["images"]]
    for one in written["annotations"]:
        listed[one["image_id"] - 1].append([*one["bbox"], one["category_id"] - 1])
    return listed


def targets(marked, flip):
    """Box (320, 4) and class (320), -1 for none, of each cell. Cells in the middle of an object answer for it; smaller ones win."""
    boxes, kinds = np.zeros((ROWS, COLUMNS, 4), np.float32), np.full((ROWS, COLUMNS), -1)
    middle_y, middle_x = (np.arange(ROWS) + 0.5) * STRIDE, (np.arange(COLUMNS) + 0.5) * STRIDE
    for left, top, width, height, kind in sorted(marked, key=lambda one: -one[2] * one[3]):
        x, y = (WIDTH - left - width / 2 if flip else left + width / 2), top + height / 2
        near_x = np.abs(middle_x - x) < max(width * 0.3, STRIDE * 0.6)
        near_y = np.abs(middle_y - y) < max(height * 0.3, STRIDE * 0.6)
        cells = near_y[:, None] & near_x[None, :]
        boxes[cells], kinds[cells] = [x, y, width, height], kind
    return torch.from_numpy(boxes.reshape(-1, 4)), torch.from_numpy(kinds.reshape(-1))


def overlap(a, b):
    """IoU and generalised IoU (Rezatofighi et al. 2019) of boxes as centre and size, row by row."""
    low_a, high_a, low_b, high_b = a[:, :2] - a[:, 2:] / 2, a[:, :2] + a[:, 2:] / 2, b[:, :2] - b[:, 2:] / 2, b[:, :2] + b[:, 2:] / 2
    both = (torch.min(high_a, high_b) - torch.max(low_a, low_b)).clamp(0).prod(1)
    union = a[:, 2:].prod(1) + b[:, 2:].prod(1) - both
    hull = (torch.max(high_a, high_b) - torch.min(low_a, low_b)).prod(1)
    return both / union, both / union - (hull - union) / hull


def detection_loss(answer, boxes, kinds):
    """Generalised IoU, and the varifocal loss (Zhang et al. 2021), whose target is the IoU of the box."""
    held = kinds >= 0
    iou, generalised = overlap(answer[:, :4].permute(0, 2, 1)[held], boxes[held])
    truth = torch.zeros(*kinds.shape, len(CLASSES))
    truth[held] = functional.one_hot(kinds[held], len(CLASSES)) * iou.detach().clamp(0)[:, None]
    scores = answer[:, 4:].permute(0, 2, 1).clamp(1e-6, 1 - 1e-6)
    weight = torch.where(truth > 0, truth, 0.75 * scores.detach() ** 2)
    errors = functional.binary_cross_entropy(scores, truth, weight, reduction="sum") / held.sum()
    return errors + 2 * (1 - generalised).mean()


def lit(images):
    """The pictures, each a little brighter or darker."""
    return (images * (0.8 + 0.4 * torch.rand(len(images), 1, 1, 1))).clamp(0, 1)


def fit(network, count, epochs, loss_of):
    """Trains with AdamW under a one-cycle rate; `loss_of` takes the chosen images and whether they are mirrored."""
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1e-2, epochs * (count // BATCH))
    for epoch in range(epochs):
        network.train()
        total = 0.0
        for chosen in torch.randperm(count)[: count // BATCH * BATCH].split(BATCH):
            loss = loss_of(chosen, bool(torch.rand(()) < 0.5))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5)
            optimiser.step()
            schedule.step()
            total += loss.item()
        if epoch % 10 == 9:
            print(type(network).__name__, epoch + 1, round(total / (count // BATCH), 4), flush=True)
    return network.eval()


def train_detector(boxes_file, epochs, seed):
    torch.manual_seed(seed)
    pixels, marked, network = pictures("train"), objects(boxes_file), Detector()
    sides = [[torch.stack(part) for part in zip(*(targets(one, flip) for one in marked))] for flip in (False, True)]

    def loss_of(chosen, flip):
        images = pixels[chosen].flip(3) if flip else pixels[chosen]
        boxes, kinds = sides[flip]
        return detection_loss(network(lit(images)), boxes[chosen], kinds[chosen])

    return fit(network, len(pixels), epochs, loss_of)


def train_segmenter(epochs, seed):
    torch.manual_seed(seed)
    pixels, truth, network = pictures("train"), masks("train"), Segmenter()
    weight = torch.tensor([0.5, 1.0, 1.0, 1.0, 1.0])

    def loss_of(chosen, flip):
        images, wanted = (part.flip(-1) if flip else part for part in (pixels[chosen], truth[chosen]))
        return functional.cross_entropy(network((lit(images) - MEAN) / STD), wanted, weight, ignore_index=IGNORED)

    return fit(network, len(pixels), epochs, loss_of)


def export(network, path, output):
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network,
        (torch.zeros(1, 3, HEIGHT, WIDTH),),
        path,
        input_names=["images"],
        output_names=[output],
        dynamic_axes={"images": {0: "batch"}, output: {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    print(path.relative_to(BASE.parent), path.stat().st_size, "bytes")


def main(wanted):
    if "segmenter" in wanted:
        export(train_segmenter(80, 5), BASE / "models/segmenter.onnx", "logits")
    if "detector" in wanted:
        export(train_detector(BASE / "data/boxes/train.json", 120, 5), BASE / "models/detector.onnx", "output0")
    if "retrained" in wanted:
        request = REQUESTS / "retrain-detector"
        export(train_detector(request / "data/boxes/train.json", 120, 6), request / "models/detector.onnx", "output0")


if __name__ == "__main__":
    main(sys.argv[1:] or ["segmenter", "detector", "retrained"])
