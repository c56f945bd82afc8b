"""Writes src/runtimes/tables.ts: which ONNX opsets and operators a runtime takes, from what its makers publish.

    python3 -m venv /tmp/tables && /tmp/tables/bin/pip install onnx==1.23.2 onnxruntime==1.32.0
    /tmp/tables/bin/python scripts/runtime-tables.py PAGES [RELEASES]

PAGES is a folder that keeps the pages; those that are not there are downloaded. RELEASES is a folder with releases of
onnxruntime that the published table of versions does not list, each installed with `pip install --no-deps --target
RELEASES/1.23.2 onnxruntime==1.23.2`; their newest opset is the newest of which they open a model.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import onnx
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as kernels

RAW = "https://raw.githubusercontent.com"
TRT = f"{RAW}/onnx/onnx-tensorrt"
PAGES = {
    "onnxruntime.md": f"{RAW}/microsoft/onnxruntime/109c0baa9367a6818c00eb42d160ae3719ffb609/docs/reference/compatibility.md",
    "mobile.md": f"{RAW}/microsoft/onnxruntime/93f3c4bb0e216a9a8c759418eb9705ec256b6a66/docs/reference/operators/mobile_package_op_type_support_1.17.md",
    "coreml.md": f"{RAW}/microsoft/onnxruntime/04f568d869ec533a48f29f67f9842ddf694d7ab1/tools/ci_build/github/apple/coreml_supported_mlprogram_ops.md",
    "openvino.md": f"{RAW}/openvinotoolkit/openvino/0ae60f0ffec990b581cf29cae47563090e5deca0/src/frontends/onnx/docs/supported_ops.md",
    "onnx2tf.md": f"{RAW}/PINTO0309/onnx2tf/2c0cb019b77bb7464828123eb3b708e05b4737a7/README.md",
    "tensorrt-8.6-GA.md": f"{TRT}/ee0b139bc68567a89618c1d84dcd461cc144aad4/docs/operators.md",
    "tensorrt-9.3.md": f"{TRT}/1def182e2a04e939130b1070151a048321c6719c/docs/operators.md",
    "tensorrt-10.1-GA.md": f"{TRT}/96e781103cfc4adf4a6bb557e94bac8e693f6f4c/docs/operators.md",
}
READ = "2026-11-25"
TARGET = Path(__file__).parents[1] / "src/runtimes/tables.ts"

OPEN = """
import sys, onnx
from onnx import helper as h
sys.path.insert(0, sys.argv[1])
import onnxruntime
x = h.make_tensor_value_info("x", 1, [1]); y = h.make_tensor_value_info("y", 1, [1])
graph = h.make_graph([h.make_node("Identity", ["x"], ["y"])], "g", [x], [y])
newest = 0
for opset in range(18, 40):
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", opset)], ir_version=8)
    try:
        onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        newest = opset
    except Exception:
        break
print(onnxruntime.__version__, newest)
"""


def page(folder, name):
    file = folder / name
    if not file.exists():
        file.write_bytes(urlopen(PAGES[name]).read())
    return file.read_text()


def standard():
    """Opset versions in which each of ONNX's own operators was defined; those that are gone are left out by their last."""
    versions = {}
    for schema in onnx.defs.get_all_schemas_with_history():
        if schema.domain == "":
            versions.setdefault(schema.name, set()).add(schema.since_version)
    return {name: sorted(found) for name, found in sorted(versions.items())}


def of_kernels(names):
    """What ONNX Runtime's CPU provider computes: by a kernel of its own, or because ONNX defines it by other operators."""
    found = {(k.domain, k.op_name) for k in kernels.get_all_opkernel_def() if k.provider == "CPUExecutionProvider"}
    schemas = onnx.defs.get_all_schemas()
    made = {s.name for s in schemas if s.domain == "" and (s.has_function or s.has_context_dependent_function)}
    own = {name for domain, name in found if domain == ""} | (made & set(names)) | {"Constant"}
    contributed = {f"{domain}:{name}" for domain, name in found if domain in ("com.microsoft", "com.microsoft.nchwc", "ai.onnx.ml")}
    made_ml = {f"ai.onnx.ml:{s.name}" for s in schemas if s.domain == "ai.onnx.ml" and s.has_function}
    return own | contributed | made_ml


def onnxruntime_releases(folder, releases):
    rows = re.findall(r"^\|\s*([\d.<br/>]+?)\s*\|[^|]*\|\s*(\d+)\s*\|\s*\d+\s*\|\s*(\d+)\s*\|", page(folder, "onnxruntime.md"), re.M)
    found = {}
    for version, opset, _ in rows:
        for part in version.split("<br/>"):
            if part.startswith("1."):
                found[part] = int(opset)
    for place in sorted(releases.iterdir()) if releases else []:
        if (place / "onnxruntime").is_dir():
            said = subprocess.run([sys.executable, "-c", OPEN, str(place)], capture_output=True, text=True).stdout.split()
            if len(said) == 2 and int(said[1]) > 0:
                found.setdefault(".".join(said[0].split(".")[:2]), int(said[1]))
    said = subprocess.run([sys.executable, "-c", OPEN, "/"], capture_output=True, text=True).stdout.split()
    found.setdefault(".".join(said[0].split(".")[:2]), int(said[1]))
    return dict(sorted(found.items(), key=lambda item: [int(n) for n in item[0].split(".")]))


def table(text, pattern):
    return set(re.findall(pattern, text, re.M))


def words(names):
    return " ".join(sorted(names, key=lambda name: (":" in name, name)))


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    releases = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    names = standard()
    lower = {name.lower(): name for name in names}
    runtimes = {}

    cpu = words(of_kernels(names))
    runtimes["onnxruntime"] = {
        "title": "ONNX Runtime",
        "source": f"{PAGES['onnxruntime.md']}, and the operators of onnxruntime {onnxruntime.__version__} on the CPU",
        "read": READ,
        "releases": [{"version": v, "opset": [7, o]} for v, o in onnxruntime_releases(folder, releases).items()],
        "operators": cpu,
    }
    mobile = {name.removeprefix("ai.onnx:") for name in table(page(folder, "mobile.md"), r"^\|((?:ai\.onnx|com\.microsoft):\w+)\|\d")}
    runtimes["onnxruntime-mobile"] = {
        "title": "ONNX Runtime’s pre-built mobile package",
        "source": PAGES["mobile.md"],
        "read": READ,
        "releases": [{"version": "1.17", "opset": [7, 20]}],
        "operators": words(mobile | {"Constant"}),
        "definitions": 15,
    }
    trt = []
    for version, name in {"8.6": "tensorrt-8.6-GA.md", "9.3": "tensorrt-9.3.md", "10.1": "tensorrt-10.1-GA.md"}.items():
        text = page(folder, name)
        span = re.search(r"opset (\d+) to opset (\d+)", text)
        opset = [int(span[1]), int(span[2])] if span else [7, int(re.search(r"up to Opset (\d+)", text)[1])]
        trt.append({"version": version, "opset": opset, "operators": words(table(text, r"^\|\s*(\w+)\s*\|\s*Y\b"))})
    runtimes["tensorrt"] = {"title": "TensorRT", "source": PAGES["tensorrt-10.1-GA.md"], "read": READ, "releases": trt}

    openvino = set()
    for domain, name, supported in re.findall(r"^\|\s*([\w.]*)\s*\|\s*(\w+)\s*\|\s*([\d, ]*?)\s*\|", page(folder, "openvino.md"), re.M):
        if supported:
            openvino.add(f"{domain}:{name}" if domain else name)
    runtimes["openvino"] = {"title": "OpenVINO", "source": PAGES["openvino.md"], "read": READ, "releases": [], "operators": words(openvino)}

    coreml = table(page(folder, "coreml.md"), r"^\|((?:ai\.onnx|com\.microsoft):\w+)\|")
    coreml = {lower.get(n.removeprefix("ai.onnx:").lower(), n) if n.startswith("ai.onnx:") else n for n in coreml}
    runtimes["coreml"] = {
        "title": "Core ML",
        "source": PAGES["coreml.md"],
        "read": READ,
        "releases": [],
        "operators": words(coreml | {"Constant"}),
    }
    listed = page(folder, "onnx2tf.md")
    listed = listed[listed.index("supported layers") :]
    listed = listed[: listed.index("</details>")]
    runtimes["tflite"] = {
        "title": "TensorFlow Lite, by onnx2tf",
        "source": PAGES["onnx2tf.md"],
        "read": READ,
        "releases": [],
        "operators": words(table(listed, r"^\s*\|(\w+)\|:(?:heavy|white)_check_mark")),
    }

    versions = " ".join(f"{name}:{','.join(map(str, found))}" for name, found in names.items())
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(
        "// Written by scripts/runtime-tables.py.\n"
        "import type { RuntimeTable } from './runtimes.ts';\n\n"
        f"/** The opsets in which each of ONNX's own operators was defined anew (onnx {onnx.__version__}). */\n"
        f"export const definitions =\n  {json.dumps(versions)};\n\n"
        f"export const tables: Record<string, RuntimeTable> = {json.dumps(runtimes, indent=2)};\n"
    )


if __name__ == "__main__":
    main()
