"""Train the three classifiers of the example, and write what each scores by skin tone to measured.json.

    python train.py             # about a minute on one core; the same files every time on one machine

They differ in nothing but the images they see: `base` no dark tones, `widen` the lightest alone, `mend` all of them alike.
"""

import csv
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn

EXAMPLE = Path(__file__).resolve().parent.parent
DATA = EXAMPLE / "base" / "data"
CLASSES = ["hand", "role", "sport"]
TONES = ["light", "medium-light", "medium", "medium-dark", "dark"]
SIDE = 32
#: Share of the training images of each tone that a model sees.
SEEN = {
    "base": [1, 1, 1, 0, 0],
    "widen": [1, 0, 0, 0, 0],
    "mend": [1, 1, 1, 1, 1],
}
FOLDERS = {
    "base": EXAMPLE / "base",
    "widen": EXAMPLE / "pull-requests" / "widen",
    "mend": EXAMPLE / "pull-requests" / "mend",
}


def load(split):
    with (DATA / "attributes.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["file_name"].startswith(f"{split}/")]
    pixels = np.stack([np.asarray(Image.open(DATA / row["file_name"]).convert("RGB")) for row in rows])
    labels = np.array([CLASSES.index(row["file_name"].split("/")[1]) for row in rows])
    tones = np.array([TONES.index(row["skin_tone"]) for row in rows])
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    return (images - 0.5) / 0.5, torch.from_numpy(labels), tones, [row["emoji"] for row in rows]


def network():
    def block(before, after):
        return [nn.Conv2d(before, after, 3, padding=1), nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)]

    return nn.Sequential(
        *block(3, 16), *block(16, 24), *block(24, 32), nn.Flatten(), nn.Dropout(0.3), nn.Linear(32 * 16, len(CLASSES))
    )


def fit(images, labels, epochs=40, seed=7):
    torch.manual_seed(seed)
    model = network()
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs)
    for _ in range(epochs):
        model.train()
        for batch in torch.randperm(len(labels)).split(32):
            own = images[batch]
            own = torch.where(torch.rand(len(batch), 1, 1, 1) < 0.5, own.flip(3), own)
            shift = torch.randint(-2, 3, (2,))
            own = torch.roll(own, tuple(shift.tolist()), (2, 3))
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(own), labels[batch], label_smoothing=0.05).backward()
            optimiser.step()
        schedule.step()
    return model.eval()


def seen(tones, emoji, shares):
    """The emoji in the order of their names: of a tone that is seen in part, the first of every class are seen."""
    names = sorted(set(emoji))
    place = {name: i / len(names) for i, name in enumerate(np.random.default_rng(3).permutation(names))}
    return np.array([place[name] < shares[tone] for name, tone in zip(emoji, tones)])


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    images, labels, tones, emoji = load("train")
    test, truth, test_tones, _ = load("test")
    measured = {}
    for name, folder in FOLDERS.items():
        rows = seen(tones, emoji, SEEN[name])
        model = fit(images[rows], labels[rows])
        with torch.no_grad():
            right = (model(test).argmax(1) == truth).numpy()
        measured[name] = {
            "training_images": int(rows.sum()),
            "accuracy": round(float(right.mean()), 4),
            "by_skin_tone": {tone: round(float(right[test_tones == i].mean()), 4) for i, tone in enumerate(TONES)},
        }
        print(name, measured[name])
        (folder / "models").mkdir(parents=True, exist_ok=True)
        torch.onnx.export(
            model,
            torch.zeros(1, 3, SIDE, SIDE),
            folder / "models/classifier.onnx",
            input_names=["pixel_values"],
            output_names=["logits"],
            dynamic_axes={"pixel_values": {0: "batch"}, "logits": {0: "batch"}},
            opset_version=17,
            dynamo=False,
        )
    (EXAMPLE / "base/models/labels.txt").write_text("\n".join(CLASSES) + "\n")
    config = {
        "do_resize": False,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [0.5] * 3,
        "image_std": [0.5] * 3,
    }
    (EXAMPLE / "base/models/preprocessor_config.json").write_text(json.dumps(config, indent=2) + "\n")
    (Path(__file__).parent / "measured.json").write_text(json.dumps(measured, indent=2) + "\n")


main()
