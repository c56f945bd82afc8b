"""Verdicts on cards by huggingface_hub, and on Croissant metadata by mlcroissant."""

import json
import logging
import pathlib
import tempfile
import warnings

import mlcroissant
from huggingface_hub import ModelCard

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

INDEX = """model-index:
- name: m
  results:
  - task: {type: image-classification}
    dataset: {name: Hands, type: hands}
    metrics:
    - type: accuracy
      value: 0.91
    - type: f1
      name: F1
      value: 88.5
"""
CARDS = {
    "no front matter": "# A card\n\nText.\n",
    "front matter": "---\nlicense: mit\ntags: [a, b]\n---\n# A card\n",
    "windows lines and a byte order mark": "\ufeff---\r\nlicense: mit\r\n---\r\n# A card\r\n",
    "blank lines before": "\n\n---\nlicense: mit\n---\n# A card\n",
    "spaces behind the end": "---\nlicense: mit\n---  \nText\n",
    "a rule in the text": "# A card\n\n---\nlicense: mit\n---\n",
    "never closed": "---\nlicense: mit\n# A card\n",
    "a list": "---\n- license\n---\n",
    "broken YAML": "---\nlicense: [mit\n---\n",
    "results": f"---\nlicense: mit\n{INDEX}---\n# A card\n",
}


def card(text):
    try:
        with tempfile.NamedTemporaryFile("w", suffix=".md", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            data = ModelCard.load(file.name).data
    except Exception:
        return {"readable": False}
    results = [[one.metric_type, one.metric_value] for one in data.eval_results or []]
    return {"readable": True, "licence": data.license, "results": results}


CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "citeAs": "cr:citeAs",
    "includes": "cr:includes",
    "md5": "cr:md5",
}
FILE = {
    "@type": "cr:FileObject",
    "@id": "archive",
    "name": "archive",
    "contentUrl": "images.zip",
    "encodingFormat": "application/zip",
    "sha256": "0" * 64,
}
SET = {
    "@type": "cr:FileSet",
    "@id": "images",
    "name": "images",
    "containedIn": {"@id": "archive"},
    "encodingFormat": "image/png",
    "includes": "*.png",
}
WHOLE = {
    "@context": CONTEXT,
    "@type": "sc:Dataset",
    "conformsTo": "http://mlcommons.org/croissant/1.0",
    "name": "hands",
    "description": "Hands.",
    "license": "https://spdx.org/licenses/MIT",
    "url": "https://example.org/hands",
    "datePublished": "2026-01-01",
    "creator": {"@type": "sc:Person", "name": "Mira"},
    "citeAs": "Mira (2026)",
    "version": "1.0.0",
    "distribution": [FILE, SET],
}


def croissant_cases():
    yield "whole", WHOLE
    for key in WHOLE:
        if key not in ("@context", "conformsTo"):
            yield f"without {key}", {k: v for k, v in WHOLE.items() if k != key}
    for key in FILE:
        yield f"file without {key}", WHOLE | {"distribution": [{k: v for k, v in FILE.items() if k != key}]}
    for key in SET:
        yield f"set without {key}", WHOLE | {"distribution": [FILE, {k: v for k, v in SET.items() if k != key}]}
    yield "md5 instead", WHOLE | {"distribution": [{k: v for k, v in FILE.items() if k != "sha256"} | {"md5": "0" * 32}]}
    inner = {k: v for k, v in FILE.items() if k != "sha256"} | {"@id": "b", "name": "b", "containedIn": {"@id": "archive"}}
    yield "file in an archive", WHOLE | {"distribution": [FILE, inner]}


def croissant(data):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(data, file)
        file.flush()
        try:
            issues = mlcroissant.Dataset(file.name).metadata.ctx.issues
        except mlcroissant.ValidationError as error:
            return {"valid": False, "recommended": str(error).count("is recommended")}
        return {"valid": True, "recommended": len(issues.warnings)}


reference = {
    "cards": [{"name": name, "text": text, "expected": card(text)} for name, text in CARDS.items()],
    "croissant": [{"name": name, "data": data, "expected": croissant(data)} for name, data in croissant_cases()],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(reference, indent=1) + "\n")
