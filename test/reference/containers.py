"""Small Parquet files and tar shards by the libraries that users write them with, and what those libraries read back."""

import hashlib
import io
import json
import pathlib
import tarfile

import datasets
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import webdataset
from PIL import Image

here = pathlib.Path(__file__).parent
folder = here.parent / "gather" / "containers" / "fixtures"
folder.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(7)
datasets.disable_progress_bars()


def picture(kind="PNG", size=8):
    pixels = random.integers(0, 256, (size, size, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind)
    return out.getvalue()


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def plain(value):
    """A value as the attribute's text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


expected = {}


def read_back(name, image="image", label="label", attributes=()):
    """What `datasets` itself reads from the file: the rows that have an image."""
    table = datasets.Dataset.from_parquet(str(folder / name), cache_dir="/tmp/containers-cache")
    undecoded = table.cast_column(image, datasets.Image(decode=False))
    names = getattr(table.features.get(label), "names", None)
    rows = []
    for index, row in enumerate(undecoded):
        data = row[image] and row[image]["bytes"]
        if data is None:
            continue
        value = row.get(label)
        rows.append(
            {
                "member": f"{image}/{index}" + (f":{pathlib.PurePath(row[image]['path']).name}" if row[image]["path"] else ""),
                "hash": digest(data),
                "bytes": len(data),
                "label": None if value is None or value == -1 else names[value] if names else str(value),
                "attributes": {key: plain(row[key]) for key in attributes},
            }
        )
    expected[name] = {"classes": names, "rows": rows}
    return undecoded


# A classification set as `Dataset.to_parquet` writes it: three row groups, a missing label, and a missing image.
features = datasets.Features(
    {
        "image": datasets.Image(),
        "label": datasets.ClassLabel(names=["zebra", "ant", "cat"]),
        "site": datasets.Value("string"),
        "age": datasets.Value("int64"),
        "healthy": datasets.Value("bool"),
        "embedding": datasets.Sequence(datasets.Value("float32")),
    }
)
rows = [
    {
        "image": None if i == 5 else {"bytes": picture("JPEG" if i % 3 else "PNG"), "path": f"folder/{i}.jpg"},
        "label": [0, 1, 2, -1][i % 4],
        "site": None if i == 2 else ["Bern", "Zürich"][i % 2],
        "age": 2**40 + i if i == 3 else i,
        "healthy": i % 2 == 0,
        "embedding": [0.5, float(i)],
    }
    for i in range(11)
]
rows[7]["image"] = rows[1]["image"]
datasets.Dataset.from_list(rows, features=features).to_parquet(folder / "classes.parquet", batch_size=4)
read_back("classes.parquet", attributes=["site", "age", "healthy"])

# Every codec and both page versions, by pyarrow alone: a struct without Hugging Face's metadata, texts as labels.
images = [picture() for _ in range(6)]
table = pa.table(
    {
        "photo": pa.array([{"bytes": image, "path": None} for image in images], pa.struct([("bytes", pa.binary()), ("path", pa.string())])),
        "label": pa.array(["cat", "dog", None, "cat", "cat", "dog"]),
        "weight": pa.array([1.5, None, 2.25, -3.0, 0.1, 1e300]),
    }
)
for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
    for version in ["1.0", "2.0"]:
        name = f"{codec}-{version[0]}.parquet"
        pq.write_table(table, folder / name, compression=codec, data_page_version=version, row_group_size=4)
        read_back(name, image="photo")

# The encodings of newer writers.
for name, options in {
    "delta.parquet": {
        "use_dictionary": False,
        "column_encoding": {
            "photo.bytes": "DELTA_LENGTH_BYTE_ARRAY",
            "photo.path": "DELTA_BYTE_ARRAY",
            "label": "DELTA_BYTE_ARRAY",
            "weight": "BYTE_STREAM_SPLIT",
            "index": "DELTA_BINARY_PACKED",
        },
    },
    "plain.parquet": {"use_dictionary": False},
}.items():
    longer = pa.table(
        {
            "photo": table["photo"],
            "label": pa.array([f"species {i // 2}" for i in range(6)]),
            "weight": table["weight"],
            "index": pa.array([10**12 - i * 7 for i in range(6)]),
        }
    )
    pq.write_table(longer, folder / name, **options)
    read_back(name, image="photo", attributes=["index"])

# Detection, in the two shapes that Hugging Face has for a list of dicts.
names = ["coverall", "mask"]
objects = [
    {"id": [1, 2], "area": [12, 6], "bbox": [[0.0, 1.0, 3.0, 4.0], [2.5, 2.0, 3.0, 2.0]], "category": [1, 0]},
    {"id": [], "area": [], "bbox": [], "category": []},
    {"id": [3], "area": [4], "bbox": [[1.0, 1.0, 2.0, 2.0]], "category": [1]},
]
box = {
    "id": datasets.Value("int64"),
    "area": datasets.Value("int64"),
    "bbox": datasets.List(datasets.Value("float32"), length=4),
    "category": datasets.ClassLabel(names=names),
}
shapes = {
    "boxes-struct.parquet": datasets.Sequence(box),
    "boxes-list.parquet": datasets.List(box),
}
for name, feature in shapes.items():
    lists = [
        entry if "struct" in name else [dict(zip(entry, values)) for values in zip(*entry.values())] for entry in objects
    ]
    detection = datasets.Dataset.from_list(
        [{"image": {"bytes": image, "path": None}, "objects": entry} for image, entry in zip(images, lists)],
        features=datasets.Features({"image": datasets.Image(), "objects": feature}),
    )
    detection.to_parquet(folder / name)
    read_back(name)
    expected[name]["classes"] = names
    back = datasets.Dataset.from_parquet(str(folder / name), cache_dir="/tmp/containers-cache")
    found = []
    for row, entry in enumerate(back["objects"]):
        values = entry if isinstance(entry, dict) else {key: [one[key] for one in entry] for key in box}
        for one in zip(*(values[key] for key in ["id", "area", "bbox", "category"])):
            found.append({"image": row, "id": str(one[0]), "area": one[1], "box": list(one[2]), "label": names[one[3]]})
    expected[name]["objects"] = found

# Paths of the repository's own files instead of bytes.
pq.write_table(
    pa.table({"file_name": ["images/a.png", "images/b.png", "images/missing.png"], "label": [1, 0, 1]}),
    folder / "paths.parquet",
)


def shard(name, samples):
    with webdataset.TarWriter(str(folder / name), mtime=0, user="user", group="group") as sink:
        for sample in samples:
            sink.write(sample)
    found = []
    for sample in webdataset.WebDataset(str(folder / name), shardshuffle=False, empty_check=False):
        extension = next((key for key in sample if key in ("jpg", "png")), None)
        if extension is None:
            continue
        fields = json.loads(sample["json"]) if "json" in sample else {}
        label = sample["cls"].decode() if "cls" in sample else fields.get("label")
        found.append(
            {
                "member": f"{sample['__key__']}.{extension}",
                "hash": digest(sample[extension]),
                "bytes": len(sample[extension]),
                "label": plain(label),
                "attributes": {
                    "caption": plain(fields.get("caption")),
                    "txt": plain(sample["txt"].decode()) if "txt" in sample else None,
                },
            }
        )
    expected[name] = {"classes": None, "rows": found}


samples = []
for i in range(7):
    sample = {"__key__": f"{'deep/' if i % 2 else ''}sample{i:04d}", ["jpg", "png"][i % 2]: picture(["JPEG", "PNG"][i % 2])}
    if i < 4:
        sample["cls"] = i % 3
    else:
        sample["json"] = {"label": ["cat", "dog"][i % 2], "caption": f"Käfer {i}", "box": [1, 2]}
    if i == 1:
        sample["txt"] = "a beetle"
    if i == 2:
        sample["seg.png"] = picture()
    samples.append(sample)
samples.append({"__key__": "n" * 180 + "/long name", "jpg": picture("JPEG"), "cls": 2})
shard("shard-000000.tar", samples)
shard("shard-000001.tar", [{"__key__": "again", "png": samples[1]["png"], "cls": 1}])
shard("empty.tar", [])


def add(tar, name, data=b"", kind=tarfile.REGTYPE, target=""):
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = len(data), kind, target
    tar.addfile(info, io.BytesIO(data))


# What no writer of WebDataset makes, and Python's tarfile can.
with tarfile.open(folder / "odd.tar", "w", format=tarfile.PAX_FORMAT) as tar:
    add(tar, "__meta__/about.txt", b"passed over")
    add(tar, "folder", kind=tarfile.DIRTYPE)
    add(tar, "../../etc/passwd.png", images[0])
    add(tar, "link.png", kind=tarfile.SYMTYPE, target="/etc/passwd")
    add(tar, "hard.png", kind=tarfile.LNKTYPE, target="../../etc/passwd.png")
    add(tar, "device.png", kind=tarfile.CHRTYPE)
    add(tar, "two.jpg", images[1])
    add(tar, "two.png", images[2])
    add(tar, "two.json", b"{not json")
    add(tar, "blind.cls", b"1")
    add(tar, "two.cls", b"1")
    add(tar, "twice.png", images[3])
    add(tar, "twice.png", images[4])
    add(tar, ".hidden", b"")
    add(tar, "unicode \u00e4\n\u5730.png", images[5])

with open(folder / "shard-000000.tar", "rb") as whole:
    (folder / "cut.tar").write_bytes(whole.read()[: 512 * 7 + 100])

with (folder / "expected.json").open("w") as out:
    json.dump(expected, out, indent=1, ensure_ascii=False)
    out.write("\n")
