"""faster-coco-eval and pycocotools on the files that bench/coco-evaluation.ts wrote; prints their times and scores as JSON."""

import contextlib
import io
import json
import pathlib
import sys
import time

from faster_coco_eval import COCO as FasterCOCO
from faster_coco_eval import COCOeval_faster
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

folder = pathlib.Path(sys.argv[1])


def run(name, coco_of, evaluation_of, rounds):
    with contextlib.redirect_stdout(io.StringIO()):
        start = time.perf_counter()
        truth = coco_of(str(folder / "truth.json"))
        detected = truth.loadRes(str(folder / "detected.json"))
        loading = time.perf_counter() - start
        times = []
        for _ in range(rounds):
            evaluation = evaluation_of(truth, detected)
            start = time.perf_counter()
            evaluation.evaluate()
            evaluation.accumulate()
            times.append(time.perf_counter() - start)
        evaluation.summarize()
    stats = [float(value) for value in evaluation.stats[:12]]
    return {"name": name, "loading": loading, "evaluating": sorted(times)[rounds // 2], "stats": stats}


print(
    json.dumps(
        [
            run("faster-coco-eval", FasterCOCO, lambda g, d: COCOeval_faster(g, d, "bbox", print_function=lambda *_: None), 3),
            run("pycocotools", COCO, lambda g, d: COCOeval(g, d, "bbox"), 3),
        ]
    )
)
