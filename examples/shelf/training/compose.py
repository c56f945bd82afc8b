"""Compose the pictures of the example from the garments beside it, and write down what is in them.

    python compose.py              # base/data: images, COCO annotations, masks

Each picture is a shelf of 128 × 96 pixels with two to seven garments of four kinds, in several sizes and under uneven light.
What lies where is known to the pixel, so that boxes and masks are exact. Seeded.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

HERE = Path(__file__).resolve().parent.parent
GARMENTS = HERE.parent / "garments/base/data/garments"
CLASSES = ["Bag", "Dress", "Sneaker", "Trouser"]
WIDTH, HEIGHT = 128, 96
SPLITS = {"train": ("train", 320), "validation": ("validation", 40), "test": ("test", 160)}
PALETTE = [(60, 60, 60), (214, 39, 40), (31, 119, 180), (44, 160, 44), (255, 187, 120)]


def garments(split):
    """Grey pictures (28, 28) by class; 255 is what is not the garment."""
    return [[np.asarray(Image.open(p)) for p in sorted((GARMENTS / split / name).glob("*.png"))] for name in CLASSES]


def ground(random):
    """A board: coarse and fine noise, lighter to one side."""
    coarse = Image.fromarray(random.integers(0, 255, (6, 8), dtype=np.uint8)).resize((WIDTH, HEIGHT), Image.BICUBIC)
    fine = random.normal(0, 5, (HEIGHT, WIDTH))
    level = random.uniform(110, 200)
    return level + (np.asarray(coarse, dtype=float) - 127) * 0.18 + fine


def light(random):
    slope = np.linspace(random.uniform(0.75, 1.05), random.uniform(0.75, 1.05), WIDTH)
    return random.uniform(0.8, 1.05) * slope[None, :]


def compose(random, stock):
    """One picture: grey (96, 128) uint8, class index + 1 of each pixel, and its objects."""
    picture, classes = ground(random), np.zeros((HEIGHT, WIDTH), dtype=np.uint8)
    placed = []
    for _ in range(random.integers(2, 8)):
        kind = int(random.integers(len(CLASSES)))
        garment = stock[kind][random.integers(len(stock[kind]))]
        side = int(28 * (random.uniform(0.4, 0.65) if random.random() < 0.35 else random.uniform(0.8, 1.6)))
        small = np.asarray(Image.fromarray(garment).resize((side, side), Image.LANCZOS), dtype=float)
        solid = np.asarray(Image.fromarray(np.where(garment < 254, 255, 0).astype(np.uint8)).resize((side, side), Image.BILINEAR)) > 127
        if solid.sum() < 12:
            continue
        for _ in range(30):
            left, top = int(random.integers(0, WIDTH - side)), int(random.integers(0, HEIGHT - side))
            room = classes[top : top + side, left : left + side]
            if (room[solid] > 0).mean() < 0.12:
                break
        else:
            continue
        picture[top : top + side, left : left + side][solid] = small[solid] * 0.85
        for other in placed:
            other["mask"][top : top + side, left : left + side][solid] = False
        mask = np.zeros((HEIGHT, WIDTH), dtype=bool)
        mask[top : top + side, left : left + side] = solid
        classes[mask] = kind + 1
        placed.append({"kind": kind, "mask": mask})
    picture = np.clip(picture * light(random), 0, 255).astype(np.uint8)
    return picture, classes, [one for one in placed if one["mask"].sum() >= 10]


def runs(mask):
    """COCO's uncompressed run lengths: down the columns, background first."""
    bits = mask.flatten(order="F").astype(np.int8)
    turns = np.flatnonzero(np.diff(np.concatenate([[0], bits, [2]])))
    return np.diff(np.concatenate([[0], turns])).tolist()


def write_masks(classes, path):
    image = Image.fromarray(classes, mode="P")
    image.putpalette([v for colour in PALETTE for v in colour])
    image.save(path, optimize=True)


def main():
    for split, (source, count) in SPLITS.items():
        random = np.random.default_rng([17, len(split), count])
        stock = garments(source)
        images, masks = HERE / "base/data/images" / split, HERE / "base/data/masks" / split
        images.mkdir(parents=True, exist_ok=True)
        masks.mkdir(parents=True, exist_ok=True)
        listed, annotations = [], []
        for number in range(count):
            picture, classes, objects = compose(random, stock)
            name = f"{number:04}"
            Image.fromarray(picture).filter(ImageFilter.GaussianBlur(0.3)).save(images / f"{name}.jpg", quality=78, optimize=True)
            write_masks(classes, masks / f"{name}.png")
            listed.append({"id": number + 1, "file_name": f"{split}/{name}.jpg", "width": WIDTH, "height": HEIGHT})
            for one in objects:
                rows, columns = np.flatnonzero(one["mask"].any(1)), np.flatnonzero(one["mask"].any(0))
                box = [int(columns[0]), int(rows[0]), int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1)]
                annotations.append(
                    {
                        "id": len(annotations) + 1,
                        "image_id": number + 1,
                        "category_id": one["kind"] + 1,
                        "bbox": box,
                        "area": int(one["mask"].sum()),
                        "iscrowd": 0,
                    }
                )
        folder = HERE / "base/data/annotations"
        folder.mkdir(parents=True, exist_ok=True)
        write_coco(folder / f"{split}.json", listed, annotations)
        print(split, count, "pictures,", len(annotations), "objects")


def write_coco(path, images, annotations):
    """One entry a line, so that a change of it is a change of a line."""
    line = lambda entries: ",\n".join(json.dumps(entry) for entry in entries)
    categories = [{"id": i + 1, "name": name} for i, name in enumerate(CLASSES)]
    path.write_text(
        f'{{"images": [\n{line(images)}\n], "annotations": [\n{line(annotations)}\n], "categories": [\n{line(categories)}\n]}}\n'
    )


if __name__ == "__main__":
    main()
