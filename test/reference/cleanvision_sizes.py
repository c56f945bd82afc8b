"""cleanvision's flags of odd sizes and aspect ratios on random datasets → cleanvision_sizes.json."""

import json
import pathlib

import numpy as np
import pandas as pd
from cleanvision.issue_managers.image_property import AspectRatioProperty, SizeProperty
from PIL import Image

random = np.random.default_rng(8)


def datasets():
    yield [(640, 480)] * 9 + [(641, 480)]
    yield [(640, 480), (480, 640), (500, 375), (100, 35), (100, 34), (34, 100)]
    for n, spread in ((30, 0.05), (200, 0.3), (400, 0.6), (60, 0.2)):
        sizes = np.exp(6 + spread * random.standard_t(2, size=(n, 2)).clip(-9, 4)).astype(int) + 1
        yield [(int(w), int(h)) for w, h in sizes]


def flags(prop, issue, sizes):
    raw = pd.DataFrame([prop.calculate(Image.new("1", size)) for size in sizes])
    scores = prop.get_scores(raw, issue)
    threshold = 0.35 if issue == "odd_aspect_ratio" else None
    marked = prop.mark_issue(scores, issue, threshold)
    return [int(i) for i in np.flatnonzero(marked[f"is_{issue}_issue"])]


path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(
    json.dumps(
        [
            {
                "sizes": sizes,
                "oddSize": flags(SizeProperty(), "odd_size", sizes),
                "oddAspectRatio": flags(AspectRatioProperty(), "odd_aspect_ratio", sizes),
            }
            for sizes in datasets()
        ]
    )
    + "\n"
)
