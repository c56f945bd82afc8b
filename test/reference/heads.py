"""Raw outputs of real networks, and what their own packages make of them → heads.json.

Random weights do: a layout is one of numbers, not of knowledge. Networks are small, their input is 64 × 64 (128 × 96 pictures
laid into it), and they answer with three classes.
"""

import base64
import json
import os
import pathlib
import tempfile
import types

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as functional
import torchvision
import yaml
from transformers import (
    DetrConfig,
    DetrForObjectDetection,
    RTDetrConfig,
    RTDetrForObjectDetection,
    RTDetrImageProcessor,
)
from transformers.models.detr.image_processing_detr import DetrImageProcessor
from ultralytics import RTDETR, YOLO
from ultralytics.models.rtdetr.val import RTDETRValidator
from ultralytics.utils import ops
from ultralytics.utils.nms import non_max_suppression

torch.manual_seed(3)
CLASSES, SIDE, WIDTH, HEIGHT = 3, 64, 128, 96
THRESHOLDS = {"score": 0.001, "overlap": 0.7, "most": 100}
LETTERBOX = {"mode": "letterbox", "width": SIDE, "height": SIDE, "fill": 114}
STRETCH = {"mode": "stretch", "width": SIDE, "height": SIDE}


def floats(values):
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f4").tobytes()).decode()


def outputs_of(named):
    return [
        {
            "name": name,
            "dims": list(values.shape),
            "isInteger": bool(np.issubdtype(values.dtype, np.integer)),
            "data": floats(values),
        }
        for name, values in named.items()
    ]


def objects(boxes, scores, categories, masks=None):
    """Boxes as corners in the picture, sorted by score; masks as bits, rows from the top."""
    boxes, scores, categories = (np.asarray(v, dtype=np.float64) for v in (boxes, scores, categories))
    boxes = boxes.reshape(-1, 4)
    boxes[:, [0, 2]] = boxes[:, [0, 2]].clip(0, WIDTH)
    boxes[:, [1, 3]] = boxes[:, [1, 3]].clip(0, HEIGHT)
    kept = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    order = np.argsort(-scores[kept], kind="stable")
    answer = {
        "boxes": floats(boxes[kept][order]),
        "scores": floats(scores[kept][order]),
        "categories": [int(c) for c in categories[kept][order]],
    }
    if masks is not None:
        bits = np.asarray(masks)[kept][order].astype(np.uint8)
        answer["masks"] = base64.b64encode(np.packbits(bits.reshape(len(bits), -1), axis=1).tobytes()).decode()
    return answer


def image():
    return torch.rand(1, 3, SIDE, SIDE)


def sharpened(model):
    """Class scores over the whole range, not all at the prior that a fresh network begins with."""
    for name, bias in model.named_parameters():
        if name.endswith("bias") and bias.ndim == 1 and len(bias) == CLASSES:
            bias.data.uniform_(-4, 1)


def yolo(config, head, task="detection"):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        plan = dict(YOLO(config, verbose=False).model.yaml, nc=CLASSES)
        pathlib.Path(config).write_text(yaml.safe_dump(plan))
        network = YOLO(os.path.join(folder, config), verbose=False)
        sharpened(network.model)
        network.model.eval()
        finished = {"nms": True, "conf": THRESHOLDS["score"], "iou": THRESHOLDS["overlap"], "max_det": 40}
        path = network.export(
            format="onnx", imgsz=SIDE, simplify=False, verbose=False, **(finished if head == "yolov10" else {})
        )
        session = onnxruntime.InferenceSession(path)
        names = [output.name for output in session.get_outputs()]
        raw = session.run(names, {session.get_inputs()[0].name: image().numpy()})
    named = dict(zip(names, raw))
    predictions = torch.from_numpy(raw[0])
    if head == "yolov10":
        found = predictions[0][predictions[0][:, 4] >= THRESHOLDS["score"]]
    else:
        found = non_max_suppression(
            predictions,
            conf_thres=THRESHOLDS["score"],
            iou_thres=THRESHOLDS["overlap"],
            multi_label=True,
            max_det=THRESHOLDS["most"],
            max_nms=30000,
            nc=CLASSES,
        )[0]
    boxes = ops.scale_boxes((SIDE, SIDE), found[:, :4].clone(), (HEIGHT, WIDTH))
    masks = None
    if task == "instance-segmentation":
        masks = ops.process_mask_native(torch.from_numpy(raw[1])[0], found[:, 6:], boxes.clone(), (HEIGHT, WIDTH))
    found = found[: THRESHOLDS["most"]]
    return {
        "name": config.removesuffix(".yaml") + (" without duplicates" if head == "yolov10" else ""),
        "task": task,
        "head": head,
        "resize": LETTERBOX,
        "outputs": outputs_of(named),
        "objects": objects(boxes, found[:, 4], found[:, 5], masks),
    }


def yolov5():
    """The layout of YOLOv5's own exports: objectness before the classes. Its suppression is torchvision's, by class."""
    anchors = 252
    raw = torch.rand(1, anchors, 5 + CLASSES)
    raw[..., :2] *= SIDE
    raw[..., 2:4] *= 30
    scores = raw[0, :, 5:] * raw[0, :, 4:5]
    row, category = (scores >= THRESHOLDS["score"]).nonzero(as_tuple=True)
    boxes = ops.xywh2xyxy(raw[0, row, :4])
    kept = torchvision.ops.batched_nms(boxes, scores[row, category], category, THRESHOLDS["overlap"])[: THRESHOLDS["most"]]
    placed = ops.scale_boxes((SIDE, SIDE), boxes[kept].clone(), (HEIGHT, WIDTH))
    return {
        "name": "yolov5",
        "task": "detection",
        "head": "yolov5",
        "resize": LETTERBOX,
        "outputs": outputs_of({"output": raw.numpy()}),
        "objects": objects(placed, scores[row, category][kept], category[kept]),
    }


def transformer(name, model, processor, most):
    sharpened(model)
    with torch.no_grad():
        answer = model.eval()(image())
    (found,) = processor.post_process_object_detection(
        answer, threshold=THRESHOLDS["score"], target_sizes=[(HEIGHT, WIDTH)]
    )
    order = torch.argsort(found["scores"], descending=True, stable=True)[:most]
    return {
        "name": name,
        "task": "detection",
        "head": "detr",
        "resize": STRETCH,
        "outputs": outputs_of({"logits": answer.logits.numpy(), "pred_boxes": answer.pred_boxes.numpy()}),
        "objects": objects(found["boxes"][order], found["scores"][order], found["labels"][order]),
    }


def detr():
    config = DetrConfig(
        num_labels=CLASSES,
        num_queries=20,
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        use_timm_backbone=False,
        use_pretrained_backbone=False,
        backbone=None,
        backbone_config={"model_type": "resnet", "embedding_size": 8, "hidden_sizes": [8, 8, 8, 8], "depths": [1, 1, 1, 1], "out_features": ["stage4"]},
    )
    return transformer("detr", DetrForObjectDetection(config), DetrImageProcessor(), THRESHOLDS["most"])


def rtdetr():
    config = RTDetrConfig(
        num_labels=CLASSES,
        num_queries=30,
        d_model=32,
        encoder_hidden_dim=32,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        decoder_layers=1,
        decoder_attention_heads=2,
        encoder_attention_heads=2,
        num_denoising=0,
        encoder_in_channels=[16, 32, 64],
        decoder_in_channels=[32, 32, 32],
        backbone_config={"model_type": "rt_detr_resnet", "embedding_size": 8, "hidden_sizes": [8, 16, 32, 64], "depths": [1, 1, 1, 1], "layer_type": "basic", "out_features": ["stage2", "stage3", "stage4"]},
    )
    return transformer("rt-detr", RTDetrForObjectDetection(config), RTDetrImageProcessor(), 30)


def ultralytics_rtdetr():
    """The single table of Ultralytics' RT-DETR, read by its own validator. 300 queries need a larger picture than the others."""
    torch.manual_seed(8)
    side = 160
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        config = "rtdetr-l.yaml"
        plan = dict(RTDETR(config).model.yaml, nc=CLASSES)
        pathlib.Path(config).write_text(yaml.safe_dump(plan))
        network = RTDETR(os.path.join(folder, config))
        sharpened(network.model)
        network.model.eval()
        session = onnxruntime.InferenceSession(network.export(format="onnx", imgsz=side, simplify=False, verbose=False))
        names = [output.name for output in session.get_outputs()]
        raw = session.run(names, {session.get_inputs()[0].name: torch.rand(1, 3, side, side).numpy()})
    settings = types.SimpleNamespace(
        args=types.SimpleNamespace(imgsz=side, conf=THRESHOLDS["score"], classes=None, max_det=THRESHOLDS["most"])
    )
    (found,) = RTDETRValidator.postprocess(settings, torch.from_numpy(raw[0].copy()))
    most = THRESHOLDS["most"]
    boxes = found["bboxes"][:most] * torch.tensor([WIDTH, HEIGHT, WIDTH, HEIGHT]) / side
    return {
        "name": "Ultralytics' rt-detr",
        "task": "detection",
        "head": "rtdetr",
        "resize": {"mode": "stretch", "width": side, "height": side},
        "outputs": outputs_of(dict(zip(names, raw))),
        "objects": objects(boxes, found["conf"][:most], found["cls"][:most]),
    }


def placed(boxes):
    return boxes * torch.tensor([WIDTH / SIDE, HEIGHT / SIDE, WIDTH / SIDE, HEIGHT / SIDE])


def torchvision_lists(name, model, task="detection"):
    with torch.no_grad():
        (answer,) = model.eval()([image()[0]])
    masks = None
    if task == "instance-segmentation":
        masks = functional.interpolate(answer["masks"], size=(HEIGHT, WIDTH), mode="bilinear", align_corners=False)[:, 0] > 0.5
        box = placed(answer["boxes"])
        x, y = torch.arange(WIDTH), torch.arange(HEIGHT)
        masks &= ((x >= box[:, 0:1].floor()) & (x < box[:, 2:3].ceil()))[:, None, :]
        masks &= ((y >= box[:, 1:2].floor()) & (y < box[:, 3:4].ceil()))[:, :, None]
    named = {key: answer[key].numpy() for key in ("boxes", "labels", "scores", "masks") if key in answer}
    return {
        "name": name,
        "task": task,
        "head": "torchvision",
        "resize": STRETCH,
        "outputs": outputs_of(named),
        "objects": objects(placed(answer["boxes"]), answer["scores"], answer["labels"] - 1, masks),
    }


def detectors():
    options = {
        "weights": None,
        "weights_backbone": None,
        "num_classes": CLASSES + 1,
        "min_size": SIDE,
        "max_size": SIDE,
        "box_score_thresh": 0.0,
        "box_detections_per_img": 6,
    }
    return torchvision.models.detection, options


def semantic(name, model, key="out"):
    with torch.no_grad():
        answer = model.eval()(image())
    logits = answer[key] if isinstance(answer, dict) else answer
    whole = functional.interpolate(logits, size=(HEIGHT, WIDTH), mode="bilinear", align_corners=False)
    best = whole[0].topk(2, dim=0).values
    return {
        "name": name,
        "task": "segmentation",
        "head": "pixel-logits",
        "resize": STRETCH,
        "outputs": outputs_of({key: logits.numpy()}),
        "map": whole[0].argmax(0).flatten().tolist(),
        "close": int((best[0] - best[1] < 1e-5).sum()),
    }


if __name__ == "__main__":
    path = pathlib.Path(__file__).resolve().with_suffix(".json")
    library, options = detectors()
    cases = [
        yolo("yolov8n.yaml", "yolov8"),
        yolo("yolov5n.yaml", "yolov8"),
        yolo("yolo11n.yaml", "yolov8"),
        yolo("yolov10n.yaml", "yolov8"),
        yolo("yolov8s.yaml", "yolov10"),
        yolo("yolo11n-seg.yaml", "yolov8", "instance-segmentation"),
        yolov5(),
        detr(),
        rtdetr(),
        torchvision_lists("faster r-cnn", library.fasterrcnn_mobilenet_v3_large_320_fpn(**options)),
        torchvision_lists("mask r-cnn", library.maskrcnn_resnet50_fpn(**options), "instance-segmentation"),
        semantic("lraspp", torchvision.models.segmentation.lraspp_mobilenet_v3_large(weights=None, weights_backbone=None, num_classes=CLASSES)),
        semantic("small logits", torch.nn.Sequential(torch.nn.Conv2d(3, CLASSES, 5, stride=8, padding=2)), "logits"),
        ultralytics_rtdetr(),
    ]
    path.write_text(json.dumps({"classes": CLASSES, "picture": [WIDTH, HEIGHT], "thresholds": THRESHOLDS, "cases": cases}, separators=(",", ":")) + "\n")
    for case in cases:
        print(case["name"], [output["dims"] for output in case["outputs"]], len(case.get("objects", {}).get("categories", [])), case.get("close"))
    print(path.stat().st_size)
