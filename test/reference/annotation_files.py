"""Random YOLO and Pascal VOC datasets, and what supervision reads of them → annotation_files.json.

`files` are the texts as they lie on disk. `objects` has, of each image, class and `[left, top, right, bottom]` in pixels of
each object, in the file's order. supervision takes 1 from VOC's `xmin` and `ymin`, which are put back here: as written.
"""

import json
import pathlib
import random
import tempfile

import numpy as np
import supervision as sv
import yaml
from PIL import Image

rng = random.Random(11)
CLASSES = ["cat", "Hund", "traffic light", "貓", "no", "7"]


def number(value):
    """The spellings that exporters use."""
    return rng.choice([f"{value:.6f}", f"{value:.4f}", repr(value), f"{value:e}"])


def box():
    width, height = rng.uniform(0.02, 0.5), rng.uniform(0.02, 0.5)
    return rng.uniform(width / 2, 1 - width / 2), rng.uniform(height / 2, 1 - height / 2), width, height


def yolo_row(polygons):
    if polygons:
        values = [rng.random() for _ in range(2 * rng.randint(3, 9))]
    else:
        values = box()
    return rng.choice([" ", "  ", "\t"]).join([str(rng.randrange(len(CLASSES))), *map(number, values)])


def yolo(polygons, folder):
    files = {"data.yaml": yaml.safe_dump({"path": ".", "train": "images", "val": "images", "names": CLASSES}, allow_unicode=True)}
    if polygons:
        names = {index: name for index, name in enumerate(CLASSES)}
        files["data.yaml"] = yaml.safe_dump({"train": "images", "val": "images", "nc": len(CLASSES), "names": names}, allow_unicode=True)
    sizes = {}
    for i in range(12):
        sizes[f"images/{i}.png"] = [rng.randint(20, 400), rng.randint(20, 400)]
        if i % 4 != 3:
            files[f"labels/{i}.txt"] = rng.choice(["\n", "\r\n"]).join(yolo_row(polygons) for _ in range(rng.randint(0, 5)))
    write(folder, files, sizes)
    read = sv.DetectionDataset.from_yolo(f"{folder}/images", f"{folder}/labels", f"{folder}/data.yaml")
    return {"files": files, "sizes": sizes, "objects": objects(read, folder)}


def voc_object(width, height):
    left, top = rng.randint(1, width - 2), rng.randint(1, height - 2)
    edges = {"xmin": left, "ymin": top, "xmax": rng.randint(left + 1, width), "ymax": rng.randint(top + 1, height)}
    order = rng.choice([["xmin", "ymin", "xmax", "ymax"], ["xmax", "xmin", "ymax", "ymin"]])
    bounds = "".join(f"\n\t\t\t<{edge}>{edges[edge]}</{edge}>" for edge in order)
    pose = rng.choice(["", "<pose>Left</pose>", "<!-- <bndbox/> --><difficult>1</difficult>"])
    return f"\t<object>\n\t\t<name>{rng.choice(CLASSES)}</name>{pose}\n\t\t<bndbox>{bounds}\n\t\t</bndbox>\n\t</object>\n"


def voc(folder):
    files, sizes = {}, {}
    for i in range(12):
        width, height = sizes[f"images/{i}.png"] = [rng.randint(20, 400), rng.randint(20, 400)]
        head = f"<filename>{i}.png</filename>\n<size><width>{width}</width><height>{height}</height><depth>3</depth></size>\n"
        body = "".join(voc_object(width, height) for _ in range(rng.randint(0, 5)))
        if i % 4 != 3:
            files[f"labels/{i}.xml"] = f"<annotation>\n{head}{body}</annotation>\n"
    write(folder, files, sizes)
    read = sv.DetectionDataset.from_pascal_voc(f"{folder}/images", f"{folder}/labels")
    return {"files": files, "sizes": sizes, "objects": objects(read, folder, [1, 1, 0, 0])}


def write(folder, files, sizes):
    for path, text in files.items():
        file = pathlib.Path(folder, path)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    for path, (width, height) in sizes.items():
        file = pathlib.Path(folder, path)
        file.parent.mkdir(exist_ok=True)
        Image.fromarray(np.zeros((height, width, 3), np.uint8)).save(file)


def objects(read, folder, offset=(0, 0, 0, 0)):
    found = {}
    for path, _, detections in read:
        name = str(pathlib.Path(path).relative_to(folder))
        boxes = (detections.xyxy.astype(float) + np.array(offset)).tolist()
        found[name] = [[read.classes[index], *edges] for index, edges in zip(detections.class_id.tolist(), boxes)]
    return dict(sorted(found.items()))


cases = {}
for name, make in (("yolo boxes", lambda folder: yolo(False, folder)), ("yolo polygons", lambda folder: yolo(True, folder)), ("voc", voc)):
    with tempfile.TemporaryDirectory() as folder:
        cases[name] = make(folder)

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n")
