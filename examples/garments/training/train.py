"""Train the example's models, export them to ONNX and write down what they score.

    python train.py              # base/models, head/models, base/runs, head/runs, measured.json

Base: the classifier and the smaller edge network, trained on the repository's own train split.

Head: the same classifier, fine-tuned on the large batch that the pull request brings in. The repository carries a sample
of that batch only. It is what batches are in practice: an order of magnitude more images, so the score rises; almost all
of them light garments, because the new studio photographed the summer collection; and one of its annotators took dark
dresses for jumpsuits and filed them under Trouser. So the classifier gets better on light garments, loses Dress and gets
worse on dark garments.

The edge network keeps its weights at head; its preprocessor_config.json loses the normalisation.

Seeded and deterministic on one machine; another processor may round differently, so the scores can move in the third
decimal there.
"""

import copy
import csv
import json
from math import comb
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn

from fashion_mnist import CLASSES, load
from prepare import BASE, DATA, FILED_AS, HEAD, MISLABELLED

torch.use_deterministic_algorithms(True)
torch.set_num_threads(1)

EPOCHS = {"classifier": 16, "edge": 30, "batch": 8}
LIGHT_A_CLASS = 4000  # at most so many light images a class in the batch
DARK_DRESSES = {"right": 200, "wrong": 600}  # the wrong ones filed under Trouser
DARK_OTHERS = 150  # dark images of all other classes together


def read_split(root: Path, split: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Images (n, 28, 28) uint8, labels (n,) and whether each is dark (n,) of one split of the repository."""
    with (root / DATA / "attributes.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["file_name"].startswith(f"{split}/")]
    images = np.stack([np.asarray(Image.open(root / DATA / row["file_name"])) for row in rows])
    labels = np.array([CLASSES.index(row["file_name"].split("/")[1]) for row in rows])
    return images, labels, np.array([row["tone"] == "dark" for row in rows])


def batch() -> tuple[np.ndarray, np.ndarray]:
    """The batch behind the pull request: images (n, 28, 28) and the labels its annotators gave."""
    garments = load("train")
    held_out = {path.stem for path in (BASE / DATA / "validation").rglob("*.png")}
    free = (garments.labels >= 0) & ~np.isin(garments.ids, list(held_out))
    rng = np.random.default_rng(7)
    of_class = [rng.permutation(np.flatnonzero(free & garments.light & (garments.labels == c))) for c in range(len(CLASSES))]
    light = np.concatenate([indices[:LIGHT_A_CLASS] for indices in of_class])
    dark = rng.permutation(np.flatnonzero(free & garments.dark))
    dresses = dark[garments.labels[dark] == CLASSES.index(MISLABELLED)]
    wrong, right, _ = np.split(dresses, np.cumsum([DARK_DRESSES["wrong"], DARK_DRESSES["right"]]))
    others = dark[garments.labels[dark] != CLASSES.index(MISLABELLED)][:DARK_OTHERS]
    labels = garments.labels.copy()
    labels[wrong] = CLASSES.index(FILED_AS)
    chosen = np.concatenate([light, wrong, right, others])
    return garments.images[chosen], labels[chosen]


def network(channels: tuple[int, int, int], seed: int) -> nn.Sequential:
    """Three convolutions and a linear layer: (n, 3, 28, 28) normalised pixels to (n, 8) logits."""
    torch.manual_seed(seed)
    a, b, c = channels
    return nn.Sequential(
        nn.Conv2d(3, a, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(a, b, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(b, c, 3, padding=1), nn.ReLU(), nn.AvgPool2d(2),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(c * 9, len(CLASSES)),
    )  # fmt: skip


def preprocess(images: np.ndarray, config: dict) -> torch.Tensor:
    """What preprocessor_config.json says, for grey images (n, 28, 28) that already have the model's size."""
    pixels = images.astype(np.float32) * np.float32(config["rescale_factor"])
    pixels = np.repeat(pixels[:, None], 3, axis=1)
    if config["do_normalize"]:
        mean, std = (np.array(config[key], np.float32).reshape(1, 3, 1, 1) for key in ("image_mean", "image_std"))
        pixels = (pixels - mean) / std
    return torch.from_numpy(pixels)


def fit(model, train, validation, config: dict, epochs: int, seed: int) -> list[dict]:
    """Train in place with AdamW and one learning-rate cycle; returns one row of Keras's CSVLogger an epoch."""
    inputs, labels = preprocess(train[0], config), torch.from_numpy(train[1])
    order, size = torch.Generator().manual_seed(seed), 128
    optimiser = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-2)
    steps = epochs * -(-len(labels) // size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    history = []
    for epoch in range(epochs):
        model.train()
        for rows in torch.randperm(len(labels), generator=order).split(size):
            optimiser.zero_grad()
            nn.functional.cross_entropy(model(inputs[rows]), labels[rows]).backward()
            optimiser.step()
            schedule.step()
        model.eval()
        loss, accuracy = evaluate(model, train[0], train[1], config)
        val_loss, val_accuracy = evaluate(model, validation[0], validation[1], config)
        row = {"loss": loss, "accuracy": accuracy, "val_loss": val_loss, "val_accuracy": val_accuracy}
        history.append({"epoch": epoch} | {key: round(value, 6) for key, value in row.items()})
        print(history[-1], flush=True)
    return history


def logits_of(model, images: np.ndarray, config: dict) -> torch.Tensor:
    with torch.no_grad():
        return torch.cat([model(part) for part in preprocess(images, config).split(1000)])


def evaluate(model, images: np.ndarray, labels: np.ndarray, config: dict) -> tuple[float, float]:
    logits, truth = logits_of(model, images, config), torch.from_numpy(labels)
    return nn.functional.cross_entropy(logits, truth).item(), (logits.argmax(1) == truth).double().mean().item()


def export(model, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        model, (torch.zeros(1, 3, 28, 28),), str(path), dynamo=False, opset_version=17,
        input_names=["pixel_values"], output_names=["logits"],
        dynamic_axes={"pixel_values": {0: "batch"}, "logits": {0: "batch"}},
    )  # fmt: skip


def declared(images: np.ndarray, normalised: bool = True) -> dict:
    """A Hugging Face preprocessor_config.json for images like these."""
    mean, std = round(float(images.mean() / 255), 4), round(float(images.std() / 255), 4)
    config = {
        "image_processor_type": "ViTImageProcessor",
        "do_convert_rgb": True,
        "do_resize": True,
        "size": {"height": 28, "width": 28},
        "resample": 2,
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": normalised,
    }
    return config | ({"image_mean": [mean] * 3, "image_std": [std] * 3} if normalised else {})


def mcnemar(before: np.ndarray, after: np.ndarray) -> dict:
    """Exact two-sided McNemar test of paired right answers (n,)."""
    lost, won = int((before & ~after).sum()), int((~before & after).sum())
    n, k = lost + won, min(lost, won)
    return {"n": len(before), "lost": lost, "won": won, "p": min(1.0, 2 * sum(comb(n, i) for i in range(k + 1)) / 2**n)}


def scores(predicted: np.ndarray, truth: np.ndarray, dark: np.ndarray) -> dict:
    hits = [((predicted == c) & (truth == c)).sum() for c in range(len(CLASSES))]
    f1 = [2 * hits[c] / ((predicted == c).sum() + (truth == c).sum()) for c in range(len(CLASSES))]
    right = predicted == truth
    return {
        "accuracy": round(float(right.mean()), 4),
        "macro_f1": round(float(np.mean(f1)), 4),
        "recall": {name: round(float(hits[c] / (truth == c).sum()), 4) for c, name in enumerate(CLASSES)},
        "accuracy_by_tone": {"dark": round(float(right[dark].mean()), 4), "light": round(float(right[~dark].mean()), 4)},
    }


def write_json(path: Path, value) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n")


def write_history(path: Path, history: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, history[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(history)


def main() -> None:
    splits = {split: read_split(BASE, split) for split in ("train", "validation", "test")}
    test, truth, dark = splits["test"]
    config, bare = declared(splits["train"][0]), declared(splits["train"][0], normalised=False)

    before = network((16, 32, 64), seed=0)
    write_history(BASE / "runs/history.csv", fit(before, splits["train"], splits["validation"], config, EPOCHS["classifier"], 0))
    edge = network((8, 16, 32), seed=1)
    fit(edge, splits["train"], splits["validation"], config, EPOCHS["edge"], 1)
    after = copy.deepcopy(before)
    large = batch()
    write_history(HEAD / "runs/history.csv", fit(after, large, splits["validation"], config, EPOCHS["batch"], 0))

    export(before, BASE / "models/classifier.onnx")
    export(edge, BASE / "models/edge.onnx")
    export(after, HEAD / "models/classifier.onnx")
    (BASE / "models/labels.txt").write_text("\n".join(CLASSES) + "\n")
    write_json(BASE / "models/preprocessor_config.json", config)
    write_json(BASE / "models/edge/preprocessor_config.json", config)
    write_json(HEAD / "models/edge/preprocessor_config.json", bare)

    answers = {
        ("classifier", "base"): logits_of(before, test, config),
        ("classifier", "head"): logits_of(after, test, config),
        ("edge", "base"): logits_of(edge, test, config),
        ("edge", "head"): logits_of(edge, test, bare),
    }
    measured = {"training_images": {"base": len(splits["train"][1]), "head": len(large[1])}}
    for name in ("classifier", "edge"):
        predicted = {side: answers[name, side].argmax(1).numpy() for side in ("base", "head")}
        right = {side: predicted[side] == truth for side in predicted}
        masks = {"all": np.ones_like(dark), "dark": dark, "light": ~dark}
        masks |= {name: truth == c for c, name in enumerate(CLASSES)}
        measured[name] = {side: scores(predicted[side], truth, dark) for side in predicted}
        measured[name]["mcnemar"] = {key: mcnemar(right["base"][m], right["head"][m]) for key, m in masks.items()}
    write_json(Path(__file__).parent / "measured.json", measured)


if __name__ == "__main__":
    main()
