"""Lay out the emoji of the example: base/data, and the attributes of each image.

    python prepare.py NOTO TWEMOJI      # the folders of the two unpacked packages, see README.md

Every emoji is there in five skin tones, drawn by two hands. All drawings and tones of one emoji stay in one split.
"""

import csv
import json
import random
import shutil
import sys
from pathlib import Path

from PIL import Image

EXAMPLE = Path(__file__).resolve().parent.parent
DATA = EXAMPLE / "base" / "data"
TONES = {"1F3FB": "light", "1F3FC": "medium-light", "1F3FD": "medium", "1F3FE": "medium-dark", "1F3FF": "dark"}
CLASSES = {"hand": ("hand", "hands"), "role": ("person-role",), "sport": ("person-sport", "person-activity")}
SPLITS = {"train": 18, "test": 13}  # emoji a class
SIDE = 32  # pixels
SEED = 20261125


def class_of(emoji):
    subcategory = emoji["subcategory"]
    for name, prefixes in CLASSES.items():
        if any(subcategory == prefix or (prefix == "hand" and subcategory.startswith("hand-")) for prefix in prefixes):
            return name
    return None


def main(noto, twemoji):
    vendors = {"noto": (Path(noto), "google"), "twemoji": (Path(twemoji), "twitter")}
    listed = json.loads((Path(noto) / "emoji.json").read_text())
    shutil.rmtree(DATA, ignore_errors=True)
    rows = []
    for name in CLASSES:
        emoji = [one for one in listed if class_of(one) == name and set(TONES) <= set(one.get("skin_variations", {}))]
        emoji = [one for one in emoji if one["has_img_google"] and one["has_img_twitter"]]
        random.Random(f"{SEED} {name}").shuffle(emoji)
        start = 0
        for split, count in SPLITS.items():
            for one in emoji[start : start + count]:
                rows += draw(one, name, split, vendors)
            start += count
    with (DATA / "attributes.csv").open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["file_name", "skin_tone", "emoji", "artist"])
        table.writerows(sorted(rows))


def draw(emoji, name, split, vendors):
    for code, tone in TONES.items():
        for artist, (package, folder) in vendors.items():
            source = package / "img" / folder / "64" / emoji["skin_variations"][code]["image"]
            target = Path(split) / name / f"{emoji['short_name']}.{tone}.{artist}.png"
            picture = Image.open(source).convert("RGBA")
            paper = Image.new("RGBA", picture.size, "white")
            paper.alpha_composite(picture)
            small = paper.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX)
            (DATA / target).parent.mkdir(parents=True, exist_ok=True)
            small.save(DATA / target, optimize=True)
            yield [target.as_posix(), tone, emoji["short_name"], artist]


main(*sys.argv[1:3])
