"""Train the example's detector and segmenter, export them to ONNX and write down what they score.

    python train.py              # base/models, head/models, measured.json

Base: a detector and a segmenter, each trained on the repository's own train split.

Head: the detector is trained anew on the larger objects alone, because its author wanted fewer false alarms; so it misses the
small ones. The segmenter is the same.

Seeded; another processor may round differently.
"""

import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional

from compose import CLASSES, HEIGHT, HERE, WIDTH

torch.set_num_threads(2)
STRIDE = 8
COLUMNS, ROWS = WIDTH // STRIDE, HEIGHT // STRIDE
SMALL = 16 * 16  # area of the box below which an object is small here


def block(inside, outside, stride=1, dilation=1):
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, stride, dilation, dilation, bias=False), nn.BatchNorm2d(outside), nn.ReLU()
    )


class Detector(nn.Module):
    """(n, 3, 96, 128) in 0–1 → (n, 4 + k, 192): centre, size and class scores of each cell, as Ultralytics' YOLOv8 exports."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            block(3, 12, 2), block(12, 24, 2), block(24, 40, 2), block(40, 40, dilation=2), block(40, 40), block(40, 40, dilation=2)
        )
        self.boxes = nn.Conv2d(40, 4, 1)
        self.scores = nn.Conv2d(40, len(CLASSES), 1)
        nn.init.constant_(self.scores.bias, -3.0)
        y, x = torch.meshgrid(torch.arange(ROWS), torch.arange(COLUMNS), indexing="ij")
        self.register_buffer("centres", torch.stack([x, y]).reshape(2, -1).float() + 0.5)

    def forward(self, image):
        features = self.body(image)
        raw = self.boxes(features).flatten(2)
        centre = (self.centres + torch.tanh(raw[:, :2]) * 1.5) * STRIDE
        size = torch.exp(raw[:, 2:].clamp(-3, 2)) * 24
        return torch.cat([centre, size, self.scores(features).flatten(2).sigmoid()], 1)


class Segmenter(nn.Module):
    """(n, 3, 96, 128) in 0–1 → (n, 1 + k, 96, 128): logits of the ground and of each class."""

    def __init__(self):
        super().__init__()
        self.down1, self.down2, self.down3 = block(3, 12), block(12, 24, 2), block(24, 40, 2)
        self.middle = nn.Sequential(block(40, 40, dilation=2), block(40, 40, dilation=4), block(40, 40))
        self.up2, self.up1 = block(64, 24), block(36, 12)
        self.head = nn.Conv2d(12, 1 + len(CLASSES), 1)

    def forward(self, image):
        first = self.down1(image)
        second = self.down2(first)
        third = self.middle(self.down3(second))
        wide = lambda x: functional.interpolate(x, scale_factor=2, mode="nearest")
        second = self.up2(torch.cat([wide(third), second], 1))
        return self.head(self.up1(torch.cat([wide(second), first], 1)))


def read(split):
    written = json.loads((HERE / f"base/data/annotations/{split}.json").read_text())
    names = [image["file_name"] for image in written["images"]]
    grey = np.stack([np.asarray(Image.open(HERE / "base/data/images" / name)) for name in names])
    masks = np.stack([np.asarray(Image.open(HERE / "base/data/masks" / name.replace(".jpg", ".png"))) for name in names])
    objects = [[] for _ in names]
    for one in written["annotations"]:
        objects[one["image_id"] - 1].append([*one["bbox"], one["category_id"] - 1])
    pixels = torch.from_numpy(grey).float()[:, None].repeat(1, 3, 1, 1) / 255
    return pixels, objects, torch.from_numpy(masks.astype(np.int64))


def targets(objects, flip, least):
    """Cells whose centre lies in the middle of an object answer for it; the smallest object comes first."""
    box, kind = np.zeros((ROWS * COLUMNS, 4), np.float32), np.full(ROWS * COLUMNS, -1)
    for left, top, width, height, category in sorted(objects, key=lambda one: -one[2] * one[3]):
        if width * height < least:
            continue
        x, y = (WIDTH - left - width / 2) if flip else left + width / 2, top + height / 2
        reach_x, reach_y = max(width * 0.3, STRIDE * 0.55), max(height * 0.3, STRIDE * 0.55)
        for row in range(ROWS):
            for column in range(COLUMNS):
                if abs((column + 0.5) * STRIDE - x) < reach_x and abs((row + 0.5) * STRIDE - y) < reach_y:
                    box[row * COLUMNS + column], kind[row * COLUMNS + column] = [x, y, width, height], category
    return box, kind


def overlap(a, b):
    """Generalised IoU of boxes (centre, size)."""
    al, ar, at, ab = a[:, 0] - a[:, 2] / 2, a[:, 0] + a[:, 2] / 2, a[:, 1] - a[:, 3] / 2, a[:, 1] + a[:, 3] / 2
    bl, br, bt, bb = b[:, 0] - b[:, 2] / 2, b[:, 0] + b[:, 2] / 2, b[:, 1] - b[:, 3] / 2, b[:, 1] + b[:, 3] / 2
    both = (torch.min(ar, br) - torch.max(al, bl)).clamp(0) * (torch.min(ab, bb) - torch.max(at, bt)).clamp(0)
    union = a[:, 2] * a[:, 3] + b[:, 2] * b[:, 3] - both
    hull = (torch.max(ar, br) - torch.min(al, bl)) * (torch.max(ab, bb) - torch.min(at, bt))
    return both / union - (hull - union) / hull


def train_detector(pixels, objects, epochs, least, seed):
    torch.manual_seed(seed)
    network = Detector()
    sides = [[targets(one, flip, least) for one in objects] for flip in (False, True)]
    boxes = [torch.from_numpy(np.stack([box for box, _ in side])) for side in sides]
    kinds = [torch.from_numpy(np.stack([kind for _, kind in side])) for side in sides]
    optimiser = torch.optim.AdamW(network.parameters(), 3e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 6e-3, epochs * (len(pixels) // 16))
    for epoch in range(epochs):
        network.train()
        order = torch.randperm(len(pixels))
        for start in range(0, len(order) - 15, 16):
            chosen, flip = order[start : start + 16], int(torch.rand(()) < 0.5)
            image = pixels[chosen].flip(3) if flip else pixels[chosen]
            image = (image * (0.8 + 0.4 * torch.rand(len(chosen), 1, 1, 1))).clamp(0, 1)
            answer = network(image)
            kind, wanted = kinds[flip][chosen], boxes[flip][chosen]
            is_object = kind >= 0
            truth = functional.one_hot(kind.clamp(0), len(CLASSES)).permute(0, 2, 1).float() * is_object[:, None]
            scores = answer[:, 4:].clamp(1e-6, 1 - 1e-6)
            loss = functional.binary_cross_entropy(scores, truth, reduction="none")
            loss = (loss * (truth - scores).abs().detach() ** 1.5).sum() / is_object.sum().clamp(1)
            found = answer[:, :4].permute(0, 2, 1)[is_object]
            loss = loss + 1.5 * (1 - overlap(found, wanted[is_object])).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        if epoch % 20 == 0:
            print("detector", seed, epoch, round(loss.item(), 3), flush=True)
    return network.eval()


def train_segmenter(pixels, masks, epochs, seed):
    torch.manual_seed(seed)
    network = Segmenter()
    optimiser = torch.optim.AdamW(network.parameters(), 3e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 6e-3, epochs * (len(pixels) // 16))
    weight = torch.tensor([0.5, 1.0, 1.0, 1.0, 1.0])
    for epoch in range(epochs):
        network.train()
        order = torch.randperm(len(pixels))
        for start in range(0, len(order) - 15, 16):
            chosen, flip = order[start : start + 16], torch.rand(()) < 0.5
            image, mask = (pixels[chosen].flip(3), masks[chosen].flip(2)) if flip else (pixels[chosen], masks[chosen])
            image = (image * (0.8 + 0.4 * torch.rand(len(chosen), 1, 1, 1))).clamp(0, 1)
            loss = functional.cross_entropy(network(image), mask, weight)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        if epoch % 10 == 0:
            print("segmenter", epoch, round(loss.item(), 3), flush=True)
    return network.eval()


def export(network, path, output):
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        network,
        (torch.zeros(1, 3, HEIGHT, WIDTH),),
        path,
        input_names=["image"],
        output_names=[output],
        dynamic_axes={"image": {0: "batch"}, output: {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )
    print(path.name, path.stat().st_size)


if __name__ == "__main__":
    pixels, objects, masks = read("train")
    export(train_segmenter(pixels, masks, 50, 5), HERE / "base/models/segmenter.onnx", "logits")
    export(train_detector(pixels, objects, 120, 0, 5), HERE / "base/models/detector.onnx", "output0")
    export(train_detector(pixels, objects, 120, SMALL, 6), HERE / "head/models/detector.onnx", "output0")
