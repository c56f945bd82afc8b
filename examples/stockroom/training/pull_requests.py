"""Make what the pull requests change, beside the detector that `train.py retrained` trains.

    python pull_requests.py      # after compose.py and train.py, each once

- `trim-test`: the test pictures with tiny objects are deleted, boxes and masks with them.
- `correct-masks`: of every fourth test picture, base's mask is what the segmenter itself said, taken over unseen by an annotator
  in a hurry; the pull request draws it by hand.
- `quantise-segmenter`: the segmenter in 8-bit integers, calibrated on pixels that were not normalised.
"""

import json
import shutil

import numpy as np
import onnxruntime
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from compose import BASE, REQUESTS, TINY, with_border, write_coco, write_mask
from measure import maps, pixels_of

SEGMENTER = BASE / "models/segmenter.onnx"


def trim_test():
    request = REQUESTS / "trim-test"
    written = json.loads((BASE / "data/boxes/test.json").read_text())
    hard = {one["image_id"] for one in written["annotations"] if one["bbox"][2] * one["bbox"][3] < TINY}
    images = [image for image in written["images"] if image["id"] not in hard]
    write_coco(request / "data/boxes/test.json", images, [one for one in written["annotations"] if one["image_id"] not in hard])
    stems = [f"test/{number:03}" for number in sorted(hard)]
    deleted = [f"data/images/{stem}.jpg" for stem in stems] + [f"data/masks/{stem}.png" for stem in stems]
    (request / "deleted.json").write_text(json.dumps(deleted, indent=2) + "\n")
    print("trim-test:", len(images), "of", len(written["images"]), "pictures stay")


def correct_masks():
    stems = [path.stem for path in sorted((BASE / "data/images/test").glob("*.jpg"))][::4]
    corrected = REQUESTS / "correct-masks/data/masks/test"
    corrected.mkdir(parents=True, exist_ok=True)
    for stem, said in zip(stems, maps(SEGMENTER, [f"test/{stem}.jpg" for stem in stems])):
        mask = BASE / f"data/masks/test/{stem}.png"
        shutil.copy(mask, corrected)
        write_mask(with_border(said.astype(np.uint8)), mask)
    print("correct-masks:", len(stems), "masks")


class Calibration(CalibrationDataReader):
    """Pictures of train in 0–1."""

    def __init__(self):
        names = [f"train/{path.name}" for path in sorted((BASE / "data/images/train").glob("*.jpg"))[:64]]
        self.feeds = iter([{"images": one[None]} for one in pixels_of(names)])

    def get_next(self):
        return next(self.feeds, None)


def quantise_segmenter():
    path = REQUESTS / "quantise-segmenter/models/segmenter.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    prepared = path.with_name("prepared.onnx")
    quant_pre_process(str(SEGMENTER), str(prepared), skip_symbolic_shape=True)
    # Signed weights would saturate on processors without VNNI, and score otherwise there.
    types = {"activation_type": QuantType.QUInt8, "weight_type": QuantType.QUInt8}
    quantize_static(str(prepared), str(path), Calibration(), quant_format=QuantFormat.QDQ, **types)
    prepared.unlink()
    onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    print("quantise-segmenter:", path.stat().st_size, "bytes")


if __name__ == "__main__":
    trim_test()
    correct_masks()
    quantise_segmenter()
