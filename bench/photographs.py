"""Cuts real photographs into the inputs of bench/images.ts and bench/near-duplicates.ts.

    apt-get download mate-backgrounds plasma-workspace-wallpapers opencv-doc
    for deb in *.deb; do dpkg-deb -x $deb PACKAGES; done
    pip install cleanvision==0.3.7 imagededup==0.3.3.post2 scikit-image==0.26.0 scikit-learn==1.9.1
    python bench/photographs.py PACKAGES OUT

OUT/small holds disjoint pieces of 500 × 333 to 640 × 480, at most 48 of one photograph; OUT/large holds 60 pictures of
6 megapixels. Both are JPEGs of qualities 85 to 95.
"""

import os
import random
import sys

import skimage
import sklearn.datasets
from PIL import Image

ROOT, OUT = sys.argv[1:]
LANDSCAPES = "mate-backgrounds/usr/share/backgrounds/mate/nature"
WALLPAPERS = "plasma-workspace-wallpapers/usr/share/wallpapers"
PLASMA = "summer_1am Path OneStandsOut Grey FallenLeaf EveningGlow DarkestHour ColdRipple BytheWater Autumn ColorfulCups Kite".split()
EXAMPLES = "opencv-doc/usr/share/doc/opencv-doc/examples"
OPENCV = (
    "data/aero1 data/aloeL data/apple data/baboon data/board data/building data/butterfly data/fruits data/home "
    "data/leuvenA data/messi5 data/orange data/squirrel_cls text/scenetext01 text/scenetext02 text/scenetext03 "
    "text/scenetext04 text/scenetext05 text/scenetext06"
).split()
SKIMAGE = "astronaut.png coffee.png chelsea.png rocket.jpg hubble_deep_field.jpg retina.jpg ihc.png motorcycle_left.png".split()
SIZES = [(500, 375), (375, 500), (500, 333)]
SIZE_OF_SMALL = (640, 480)
MOST_OF_ONE = 48
LARGE = (2685, 2185)


def found(folder, suffix=""):
    paths = [os.path.join(d, n) for d, _, names in os.walk(os.path.join(ROOT, folder)) for n in names]
    pictures = [p for p in paths if p.endswith((suffix + ".jpg", suffix + ".png"))]
    return sorted(pictures, key=os.path.getsize)


sources = found(LANDSCAPES)
for name in PLASMA:
    sources += found(f"{WALLPAPERS}/{name}/contents/images")[-1:]
sources += [os.path.join(ROOT, EXAMPLES, f"{name}.jpg") for name in OPENCV]
data = os.path.join(os.path.dirname(skimage.__file__), "data")
sources += [os.path.join(data, name) for name in SKIMAGE]
sources += [os.path.join(os.path.dirname(sklearn.datasets.__file__), "images", n) for n in ("china.jpg", "flower.jpg")]

draw = random.Random(7)
for folder in ("small", "large"):
    os.makedirs(os.path.join(OUT, folder), exist_ok=True)


def save(image, folder, number):
    image.save(os.path.join(OUT, folder, f"{number:04}.jpg"), quality=draw.choice([85, 90, 95]))


pieces = 0
large = []
for index, source in enumerate(sources):
    picture = Image.open(source).convert("RGB")
    if picture.width * picture.height >= 3_000_000:
        large.append(picture)
    width, height = SIZES[index % len(SIZES)] if picture.width > 1000 else SIZE_OF_SMALL
    if picture.width < width or picture.height < height:
        scale = max(width / picture.width, height / picture.height)
        picture = picture.resize((round(picture.width * scale) + 1, round(picture.height * scale) + 1), Image.LANCZOS)
    cells = [
        (left, top)
        for top in range(0, picture.height - height + 1, height)
        for left in range(0, picture.width - width + 1, width)
    ]
    for left, top in draw.sample(cells, min(len(cells), MOST_OF_ONE)):
        save(picture.crop((left, top, left + width, top + height)), "small", pieces)
        pieces += 1

for number in range(60):
    picture = large[number % len(large)]
    scale = max(LARGE[0] / picture.width, LARGE[1] / picture.height) * draw.uniform(1, 1.2)
    wide = picture.resize((round(picture.width * scale) + 1, round(picture.height * scale) + 1), Image.LANCZOS)
    left, top = draw.randint(0, wide.width - LARGE[0]), draw.randint(0, wide.height - LARGE[1])
    save(wide.crop((left, top, left + LARGE[0], top + LARGE[1])), "large", number)

print(f"{pieces} pieces and 60 large pictures of {len(sources)} photographs")
