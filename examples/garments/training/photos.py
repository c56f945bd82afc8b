"""Lay out the photographs of the example: base/data/photos, and what the pull request adds in head/data/photos.

    python photos.py SKIMAGE SKLEARN SCIPY LIBJXL      # four folders, see README.md; the same files every time

Every photograph carries a licence that permits redistribution. Those of the pull request get their faults here.
"""

import bz2
import csv
import io
import shutil
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from prepare import BASE, HEAD

PHOTOS = Path("data/photos")
CC0, BY, BSD, PD = "CC0-1.0", "CC-BY-2.0", "BSD-3-Clause", "public-domain"
FLICKR = "https://www.flickr.com/photos"
SCIKIT_IMAGE = "https://scikit-image.org/docs/stable/api/skimage.data.html"
TESTDATA = "https://github.com/libjxl/testdata"

# name, package, file in it, label, split, licence, credit, source
BASE_PHOTOS = [
    ("astronaut", "skimage", "astronaut.png", "living", "train", PD, "NASA", SCIKIT_IMAGE),
    ("cameraman", "skimage", "camera.png", "living", "train", CC0, "Lav Varshney", SCIKIT_IMAGE),
    ("cat", "skimage", "chelsea.png", "living", "test", CC0, "Stefan van der Walt", SCIKIT_IMAGE),
    ("grass", "skimage", "grass.png", "living", "train", CC0, "linolafett", SCIKIT_IMAGE),
    ("asters", "libjxl", "jxl/flower/flower.png", "living", "train", BSD, "The JPEG XL Project Authors", TESTDATA),
    ("espresso", "skimage", "coffee.png", "object", "train", CC0, "Rachel Michetti", SCIKIT_IMAGE),
    ("bricks", "skimage", "brick.png", "object", "train", CC0, "CC0Textures", SCIKIT_IMAGE),
    ("gravel", "skimage", "gravel.png", "object", "test", CC0, "CC0Textures", SCIKIT_IMAGE),
    ("room", "libjxl", "jxl/hdr_room.png", "place", "train", BSD, "The JPEG XL Project Authors", TESTDATA),
    ("pagoda", "sklearn", "china.jpg", "place", "train", BY, "danielbuechele", f"{FLICKR}/danielbuechele/6061409035/"),
    ("galaxies", "skimage", "hubble_deep_field.jpg", "place", "test", PD, "NASA", SCIKIT_IMAGE),
]  # fmt: skip
HEAD_PHOTOS = [
    ("retina", "skimage", "retina.jpg", "living", "train", CC0, "Mikael Häggström", SCIKIT_IMAGE),
    ("blossom", "libjxl", "external/wesaturate/500px/u76c0g_bliznaca_srgb8.png", "living", "train", CC0, "bliznaca", TESTDATA),
    ("lakeside", "libjxl", "external/wesaturate/500px/cvo9xd_keong_macan_srgb8.png", "place", "train", CC0, "keong_macan", TESTDATA),
    ("raccoon", "scipy", "face.dat", "living", "train", PD, "public-domain-image.com", "https://docs.scipy.org/doc/scipy/reference/generated/scipy.datasets.face.html"),
    ("tulips", "libjxl", "external/wesaturate/500px/tmshre_riaphotographs_srgb8.png", "living", "train", CC0, "riaphotographs", TESTDATA),
    ("dahlia", "sklearn", "flower.jpg", "living", "train", BY, "vultilion", f"{FLICKR}/vultilion/6056698931/"),
    ("rocket", "skimage", "rocket.jpg", "object", "train", PD, "SpaceX", SCIKIT_IMAGE),
]  # fmt: skip
LICENCE_TEXTS = {
    CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    BY: "https://creativecommons.org/licenses/by/2.0/",
    BSD: "https://opensource.org/license/bsd-3-clause",
    PD: "https://creativecommons.org/publicdomain/mark/1.0/",
}
COLUMNS = ["file_name", "label", "split", "licence", "credit", "source"]
LONGEST = 1500  # pixels

ORIENTATION, GPS = 0x0112, 0x8825
IN_MID_ATLANTIC = {1: "N", 2: (35.0, 12.0, 30.0), 3: "W", 4: (40.0, 45.0, 0.0)}  # invented: 35°12′30″ N, 40°45′ W


def read(folder: Path, file: str) -> Image.Image:
    if file == "face.dat":  # scipy keeps the raccoon as packed raw pixels
        pixels = np.frombuffer(bz2.decompress((folder / file).read_bytes()), np.uint8)
        return Image.fromarray(pixels.reshape(768, 1024, 3))
    return Image.open(folder / file)


def encode(photo: Image.Image, exif: Image.Exif | None = None) -> bytes:
    photo = photo if photo.mode == "L" else photo.convert("RGB")
    photo.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=90, optimize=True, exif=exif or Image.Exif())
    return out.getvalue()


def spoil(name: str, photo: Image.Image) -> bytes:
    """The photograph as the pull request brings it; retina and blossom come without a fault."""
    exif = Image.Exif()
    match name:
        case "lakeside":
            exif[GPS] = IN_MID_ATLANTIC
            return encode(photo, exif)
        case "raccoon":
            whole = encode(photo)
            return whole[: len(whole) * 3 // 5]
        case "tulips":
            exif[ORIENTATION] = 6  # shown right after a quarter turn clockwise
            return encode(photo.transpose(Image.Transpose.ROTATE_90), exif)
        case "dahlia":
            return encode(ImageEnhance.Brightness(photo.convert("RGB")).enhance(0.2))
        case "rocket":
            return encode(photo.convert("RGB").filter(ImageFilter.GaussianBlur(6)))
        case _:
            return encode(photo)


def write_list(target: Path, listed: list[tuple]) -> None:
    """photos.csv and LICENSES.md of the folder."""
    with (target / "photos.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([f"images/{name}.jpg", *about] for name, _, _, *about in listed)
    lines = ["# Licences of the photographs", "", "| file | licence | credit |", "|---|---|---|"]
    for name, _, _, _, _, licence, credit, source in listed:
        lines.append(f"| `{name}.jpg` | [{licence}]({LICENCE_TEXTS[licence]}) | [{credit}]({source}) |")
    lines += ["", "All were saved as JPEG, and scaled down where a side was longer than 1 500 pixels."]
    (target / "LICENSES.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folders: dict[str, Path]) -> None:
    for root, photos in ((BASE, BASE_PHOTOS), (HEAD, HEAD_PHOTOS)):
        target = root / PHOTOS
        shutil.rmtree(target / "images", ignore_errors=True)
        (target / "images").mkdir(parents=True)
        for name, package, file, *_ in photos:
            photo = read(folders[package], file)
            (target / f"images/{name}.jpg").write_bytes(spoil(name, photo) if root == HEAD else encode(photo))
        write_list(target, BASE_PHOTOS if root == BASE else BASE_PHOTOS + HEAD_PHOTOS)


if __name__ == "__main__":
    main(dict(zip(("skimage", "sklearn", "scipy", "libjxl"), map(Path, sys.argv[1:]), strict=True)))
