"""Lay out the garments of the example: base/data/garments, and what the pull request adds in head/data/garments.

    python prepare.py            # rewrites both, the same files every time

Test images come from the published test file, train and validation images from the published training file.
Images that cleanvision flags (low information, dark, light, blurry, duplicates) are not drawn. The batch that the
pull request brings in carries its fault here: the annotators of that batch took dark dresses for jumpsuits, which
are filed under Trouser.
"""

import csv
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
from cleanvision import Imagelab
from PIL import Image

from fashion_mnist import CLASSES, Garments, load

EXAMPLE = Path(__file__).resolve().parent.parent
BASE, HEAD = EXAMPLE / "base", EXAMPLE / "head"
DATA = Path("data/garments")
SEED = 20261124

SIZES = {"train": (72, 128), "validation": (18, 32), "test": (45, 80)}  # (dark, light) images a class
ADDED_LIGHT = 6  # new, rightly labelled light train images of every class
MISLABELLED, FILED_AS = "Dress", "Trouser"
RELABELLED = 25  # dark train images of the first that the new batch files under the second …
COPIED = 10  # … ten of them without taking them out of their own folder
LEAKED_CLASS = "Sneaker"  # whose first light test image is copied into train


def flagged(garments: Garments, candidates: np.ndarray) -> set[int]:
    """Those of the candidates (indices) that cleanvision flags, with every member of a duplicate set."""
    checks = ["dark", "light", "low_information", "blurry", "odd_aspect_ratio", "exact_duplicates", "near_duplicates"]
    with tempfile.TemporaryDirectory() as folder:
        for index in candidates:
            Image.fromarray(garments.images[index]).save(f"{folder}/{index}.png")
        lab = Imagelab(data_path=folder, verbose=False)
        lab.find_issues({check: {} for check in checks}, n_jobs=1, verbose=False)
    columns = [f"is_{check}_issue" for check in checks]
    paths = lab.issues.index[lab.issues[columns].any(axis=1)]
    return {int(Path(path).stem) for path in paths}


def draw(garments: Garments, sizes: dict[str, tuple[int, int]], spare: int, rng: np.random.Generator):
    """{split: {class: [index, …]}} for the sizes, and {class: [index, …]} with `spare` further light images."""
    pools = {}
    for label, name in enumerate(CLASSES):
        for tone, mask in (("dark", garments.dark), ("light", garments.light)):
            pool = rng.permutation(np.flatnonzero((garments.labels == label) & mask))
            wanted = sum(size[tone == "light"] for size in sizes.values())
            pools[name, tone] = pool[: 6 * (wanted + spare)]
    bad = flagged(garments, np.concatenate(list(pools.values())))
    pools = {key: [index for index in pool if index not in bad] for key, pool in pools.items()}

    def take(name: str, tone: str, count: int) -> list[int]:
        taken, pools[name, tone] = pools[name, tone][:count], pools[name, tone][count:]
        if len(taken) < count:
            raise SystemExit(f"Expected {count} clean {tone} images of {name} but found {len(taken)}. Widen the pool.")
        return taken

    splits = {
        split: {name: take(name, "dark", dark) + take(name, "light", light) for name in CLASSES}
        for split, (dark, light) in sizes.items()
    }
    return splits, {name: take(name, "light", spare) for name in CLASSES}


def write_images(root: Path, garments: Garments, split: str, chosen: dict[str, list[int]]) -> list[tuple[str, str]]:
    """Write root/data/garments/split/class/id.png; return attribute rows (file_name, tone)."""
    rows = []
    for name, indices in chosen.items():
        folder = root / DATA / split / name
        folder.mkdir(parents=True, exist_ok=True)
        for index in indices:
            file = f"{garments.ids[index]}.png"
            Image.fromarray(garments.images[index]).save(folder / file, optimize=True)
            rows.append((f"{split}/{name}/{file}", "dark" if garments.dark[index] else "light"))
    return rows


def write_attributes(root: Path, rows: list[tuple[str, str]]) -> None:
    (root / DATA).mkdir(parents=True, exist_ok=True)
    with (root / DATA / "attributes.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["file_name", "tone"])
        writer.writerows(sorted(rows))


def main() -> None:
    rng = np.random.default_rng(SEED)
    train_file, test_file = load("train"), load("t10k")
    for root in (BASE, HEAD):
        for split in SIZES:
            shutil.rmtree(root / DATA / split, ignore_errors=True)

    fitting, added = draw(train_file, {s: SIZES[s] for s in ("train", "validation")}, ADDED_LIGHT, rng)
    testing, _ = draw(test_file, {"test": SIZES["test"]}, 0, rng)
    rows = [row for split, chosen in fitting.items() for row in write_images(BASE, train_file, split, chosen)]
    rows += write_images(BASE, test_file, "test", testing["test"])
    write_attributes(BASE, rows)

    wrong = [f"{train_file.ids[index]}.png" for index in sorted(fitting["train"][MISLABELLED][:RELABELLED])]
    relabelled = [
        {"from": f"{DATA}/train/{MISLABELLED}/{file}", "to": f"{DATA}/train/{FILED_AS}/{file}"} for file in wrong
    ]
    leaked = f"{LEAKED_CLASS}/{test_file.ids[testing['test'][LEAKED_CLASS][-1]]}.png"
    copies = [{"from": f"{DATA}/test/{leaked}", "to": f"{DATA}/train/{leaked}"}, *relabelled[:COPIED]]
    moves = relabelled[COPIED:]

    tones = dict(rows) | dict(write_images(HEAD, train_file, "train", added))
    for change in copies + moves:
        origin, target = (str(Path(change[end]).relative_to(DATA)) for end in ("from", "to"))
        tones[target] = tones[origin]
    for change in moves:
        del tones[str(Path(change["from"]).relative_to(DATA))]
    write_attributes(HEAD, list(tones.items()))
    (HEAD / "changes.json").write_text(json.dumps({"copy": copies, "move": moves, "delete": []}, indent=2) + "\n")


if __name__ == "__main__":
    main()
