"""The example's two networks: small convolutional ones, as run on a till."""

import torch
from torch import nn
from torch.nn import functional

from compose import CLASSES, HEIGHT, WIDTH

STRIDE = 8
COLUMNS, ROWS = WIDTH // STRIDE, HEIGHT // STRIDE


def full(inside, outside, stride=1):
    return nn.Sequential(nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU())


def separable(inside, outside, stride=1, dilation=1):
    """A depthwise convolution and a pointwise one, as MobileNet has."""
    depthwise = nn.Conv2d(inside, inside, 3, stride, dilation, dilation, groups=inside, bias=False)
    pointwise = nn.Conv2d(inside, outside, 1, bias=False)
    return nn.Sequential(depthwise, nn.BatchNorm2d(inside), pointwise, nn.BatchNorm2d(outside), nn.ReLU())


class Detector(nn.Module):
    """Pixels (n, 3, 128, 160) in 0–1 → (n, 4 + 4, 320): centre and size in pixels and a score a class, as YOLOv8 exports."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(full(3, 16, 2), full(16, 32, 2), full(32, 64, 2))
        self.body = nn.ModuleList([separable(64, 64, dilation=dilation) for dilation in (1, 2, 1, 3)])
        self.boxes, self.scores = nn.Conv2d(64, 4, 1), nn.Conv2d(64, len(CLASSES), 1)
        nn.init.constant_(self.scores.bias, -3.0)
        rows, columns = torch.meshgrid(torch.arange(ROWS), torch.arange(COLUMNS), indexing="ij")
        self.register_buffer("cells", torch.stack([columns, rows]).reshape(1, 2, -1) + 0.5)

    def forward(self, image):
        features = self.stem(image)
        for block in self.body:
            features = features + block(features)
        raw = self.boxes(features).flatten(2)
        centre = (self.cells + raw[:, :2].tanh() * 2) * STRIDE
        size = raw[:, 2:].clamp(-3, 2).exp() * 24
        return torch.cat([centre, size, self.scores(features).flatten(2).sigmoid()], 1)


class Segmenter(nn.Module):
    """Normalised pixels (n, 3, 128, 160) → (n, 5, 128, 160): logits of the ground and of each class. A small U-Net."""

    def __init__(self):
        super().__init__()
        self.to_half, self.to_quarter, self.to_eighth = full(3, 16, 2), full(16, 32, 2), separable(32, 64, 2)
        self.middle = nn.ModuleList([separable(64, 64, dilation=dilation) for dilation in (1, 2, 4)])
        self.back_to_quarter, self.back_to_half = separable(64 + 32, 32), separable(32 + 16, 24)
        self.head = nn.Conv2d(24, 1 + len(CLASSES), 1)

    def forward(self, image):
        half = self.to_half(image)
        quarter = self.to_quarter(half)
        features = self.to_eighth(quarter)
        for block in self.middle:
            features = features + block(features)
        features = self.back_to_quarter(torch.cat([double(features), quarter], 1))
        features = self.back_to_half(torch.cat([double(features), half], 1))
        return double(self.head(features))


def double(features):
    return functional.interpolate(features, scale_factor=2, mode="bilinear", align_corners=False)
