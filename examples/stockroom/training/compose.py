"""Compose pictures of shelves from the garments of the other example, and write down what lies where.

    python compose.py      # base/data: images, boxes (COCO) and masks; pull-requests/retrain-detector/data/boxes/train.json

Each picture is 160 × 128 pixels: two to six garments on a board, seen from near or far, under uneven light. Dresses are larger
than shoes, so that shoes seen from far are the small objects. What lies where is known to the pixel. Seeded.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image
from scipy import ndimage

HERE = Path(__file__).resolve().parent.parent
BASE, REQUESTS = HERE / "base", HERE / "pull-requests"
GARMENTS = HERE.parent / "garments/base/data/garments"
CLASSES = ["Bag", "Dress", "Sneaker", "Trouser"]
SIDES = [(28, 42), (40, 56), (20, 38), (40, 54)]
"""Least and largest side in pixels of a garment of each class, before the distance shrinks it."""
WIDTH, HEIGHT = 160, 128
COUNTS = {"train": 250, "validation": 50, "test": 150}
TINY = 18 * 18
"""Boxes of fewer pixels were taken out of train by the pull request that retrains the detector."""
IGNORED = 255
PALETTE = [(60, 60, 60), (214, 39, 40), (31, 119, 180), (44, 160, 44), (255, 187, 120)] + [(0, 0, 0)] * 250 + [(224, 224, 224)]


def cut_out(path):
    """The garment's grey values and where it is solid, (28, 28) each: its white ground is left out, white inside it kept."""
    grey = np.asarray(Image.open(path).convert("L"))
    return grey, ndimage.binary_fill_holes(ndimage.binary_closing(np.pad(grey < 250, 2)))[2:-2, 2:-2]


def board(random):
    """The ground, (128, 160, 3) in 0–255: planks of one wood with a faint grain."""
    grain = ndimage.gaussian_filter(random.normal(0, 1, (HEIGHT, WIDTH)), (1.2, 14))
    planks = np.repeat(random.normal(0, 5, 5), 26)[:HEIGHT, None]
    wood = np.array([1.0, 0.86, 0.7]) * random.uniform(125, 215)
    return wood + (planks + grain * 40)[:, :, None]


def light(random):
    """How bright each column is."""
    return random.uniform(0.7, 1.05) * np.linspace(random.uniform(0.75, 1.1), random.uniform(0.75, 1.1), WIDTH)


def place(random, taken, solid):
    """Left and top where a garment covers little of the others, or None where there is no room."""
    height, width = solid.shape
    for _ in range(40):
        left, top = int(random.integers(0, WIDTH - width + 1)), int(random.integers(0, HEIGHT - height + 1))
        if taken[top : top + height, left : left + width][solid].mean() < 0.15:
            return left, top
    return None


def compose(random, stock):
    """One picture: RGB (128, 160, 3) uint8, and the class and visible pixels of each object in it."""
    picture, objects = board(random), []
    distance = random.uniform(0.5, 1.15)
    for _ in range(random.integers(2, 7)):
        kind = int(random.integers(len(CLASSES)))
        grey, solid = stock[kind][random.integers(len(stock[kind]))]
        side = round(distance * random.uniform(*SIDES[kind]))
        grey = np.asarray(Image.fromarray(grey).resize((side, side), Image.LANCZOS), dtype=float)
        solid = np.asarray(Image.fromarray(solid.astype(np.uint8) * 255).resize((side, side), Image.BILINEAR)) > 127
        taken = np.zeros((HEIGHT, WIDTH), dtype=bool)
        for _, pixels in objects:
            taken |= pixels
        at = place(random, taken, solid)
        if at is None:
            continue
        left, top = at
        colour = random.uniform(0.62, 1.0, 3)
        picture[top : top + side, left : left + side][solid] = grey[solid][:, None] * colour
        pixels = np.zeros((HEIGHT, WIDTH), dtype=bool)
        pixels[top : top + side, left : left + side] = solid
        objects = [(other, seen & ~pixels) for other, seen in objects] + [(kind, pixels)]
    picture = picture * light(random)[None, :, None] + random.normal(0, 2, (HEIGHT, WIDTH, 1))
    return np.clip(picture, 0, 255).astype(np.uint8), objects


def with_border(classes):
    """The map with the line between two classes ignored, as PASCAL VOC draws it: one pixel on the side of the object."""
    inner = ndimage.grey_erosion(classes, footprint=ndimage.generate_binary_structure(2, 1)) != classes
    return np.where(inner, IGNORED, classes).astype(np.uint8)


def write_mask(classes, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(classes, mode="P")
    image.putpalette([value for colour in PALETTE for value in colour])
    image.save(path, optimize=True)


def write_coco(path, images, annotations):
    """One entry a line, so that a change of it is a change of a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = lambda entries: ",\n".join(json.dumps(entry) for entry in entries)
    categories = [{"id": index + 1, "name": name} for index, name in enumerate(CLASSES)]
    path.write_text(
        f'{{"images": [\n{lines(images)}\n],\n"annotations": [\n{lines(annotations)}\n],\n"categories": [\n{lines(categories)}\n]}}\n'
    )


def box(pixels):
    """Left, top, width and height of what is set."""
    rows, columns = np.flatnonzero(pixels.any(1)), np.flatnonzero(pixels.any(0))
    return [int(columns[0]), int(rows[0]), int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1)]


def write_split(split, count):
    random = np.random.default_rng([31, *split.encode()])
    stock = [[cut_out(path) for path in sorted((GARMENTS / split / name).glob("*.png"))] for name in CLASSES]
    images, annotations = [], []
    for number in range(1, count + 1):
        picture, objects = compose(random, stock)
        name = f"{split}/{number:03}"
        path = BASE / f"data/images/{name}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(path, quality=72, optimize=True)
        images.append({"id": number, "file_name": f"{name}.jpg", "width": WIDTH, "height": HEIGHT})
        classes = np.zeros((HEIGHT, WIDTH), dtype=np.uint8)
        for kind, pixels in objects:
            if pixels.sum() < 12:
                continue
            classes[pixels] = kind + 1
            marked = {"image_id": number, "category_id": kind + 1, "bbox": box(pixels), "area": int(pixels.sum()), "iscrowd": 0}
            annotations.append({"id": len(annotations) + 1, **marked})
        write_mask(with_border(classes), BASE / f"data/masks/{name}.png")
    write_coco(BASE / f"data/boxes/{split}.json", images, annotations)
    print(split, len(images), "pictures,", len(annotations), "objects")
    return images, annotations


def main():
    for split, count in COUNTS.items():
        images, annotations = write_split(split, count)
        if split == "train":
            kept = [one for one in annotations if one["bbox"][2] * one["bbox"][3] >= TINY]
            print("without the tiny ones", len(kept))
            write_coco(REQUESTS / "retrain-detector/data/boxes/train.json", images, kept)


if __name__ == "__main__":
    main()
