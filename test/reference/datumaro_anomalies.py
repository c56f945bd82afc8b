"""Anomalies that datumaro's detection validator finds in random datasets → datumaro_anomalies.json.

Needs datumaro alone (pip install datumaro==1.13.12); it pins older packages than the other scripts.
"""

import json
import pathlib
from collections import Counter

import numpy as np
from datumaro.components.annotation import AnnotationType, Bbox, LabelCategories
from datumaro.components.dataset import Dataset
from datumaro.components.dataset_base import DatasetItem
from datumaro.plugins.validators import DetectionValidator

random = np.random.default_rng(4)
CLASSES = ["car", "person", "sign"]
LIGHT = ["day", "night"]


def boxes(n, tail, broken):
    """Sample, class, left, top, width, height and light of each box; sizes with a heavy tail, a few without extent."""
    for i in range(n):
        width, height = np.round(np.exp(3.5 + tail * random.standard_t(3, size=2)).clip(1, 5000), 2)
        if random.random() < broken:
            width = [0, 0.5, -3][random.integers(3)]
        light = LIGHT[int(random.random() < 0.2)]
        yield [int(random.integers(40)), int(random.choice(3, p=[0.7, 0.2, 0.1])), 5.0, 7.0, float(width), float(height), light]


def anomalies(rows):
    categories = LabelCategories()
    for name in CLASSES:
        categories.add(name, attributes={"light"})
    of_item = {}
    for i, (sample, label, x, y, w, h, light) in enumerate(rows):
        box = Bbox(x, y, w, h, id=i, label=label, attributes={"light": light})
        of_item.setdefault(sample, []).append(box)
    items = [DatasetItem(str(sample), annotations=found) for sample, found in of_item.items()]
    dataset = Dataset.from_iterable(items, categories={AnnotationType.label: categories})
    validator = DetectionValidator(
        few_samples_thr=1, imbalance_ratio_thr=50, far_from_mean_thr=5, dominance_ratio_thr=0.8, topk_bins=0.1
    )
    reports = validator.generate_reports(validator.compute_statistics(dataset))
    negative = {(r.item_id, r.ann_id) for r in reports if type(r).__name__ == "NegativeLength"}
    counts = Counter(type(r).__name__ for r in reports)
    counts["NegativeLength"] = len(negative)
    names = ["FarFromLabelMean", "FarFromAttrMean", "ImbalancedDistInLabel", "ImbalancedDistInAttribute", "NegativeLength"]
    return {name: counts[name] for name in names}


def datasets():
    for n, tail, broken in ((60, 0.2, 0), (300, 0.4, 0.02), (800, 0.6, 0.05), (2000, 0.3, 0.01), (40, 1.0, 0.1)):
        rows = list(boxes(n, tail, broken))
        yield {"classes": CLASSES, "rows": rows, "anomalies": anomalies(rows)}


path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(list(datasets())) + "\n")
