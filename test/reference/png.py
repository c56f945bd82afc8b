"""PNGs of random content in every colour type, depth, filter and interlacing, and what Pillow reads of them → png.json.

Each file is written here by hand, with a random filter for every row, since no encoder makes all of these. `samples` is
`numpy.asarray(Image.open(file))`, flattened; a bit is 0 or 1.
"""

import base64
import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image

random = np.random.default_rng(7)
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
DEPTHS = {0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16]}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def paeth(left, up, diagonal):
    estimate = left + up - diagonal
    return min((left, up, diagonal), key=lambda value: abs(estimate - value))


def filtered(rows, step):
    """Rows of bytes, each with a filter of its own (PNG specification, 9.2)."""
    out = bytearray()
    above = bytes(len(rows[0]))
    for row in rows:
        kind = int(random.integers(5))
        out.append(kind)
        for i, value in enumerate(row):
            left = row[i - step] if i >= step else 0
            up = above[i]
            diagonal = above[i - step] if i >= step else 0
            out.append((value - [0, left, up, (left + up) // 2, paeth(left, up, diagonal)][kind]) % 256)
        above = row
    return bytes(out)


def rows_of(values, depth):
    """Samples (height, width · channels) as rows of bytes."""
    bits = (values[..., None] >> np.arange(depth - 1, -1, -1)) & 1
    return [np.packbits(row.reshape(-1).astype(np.uint8)).tobytes() for row in bits]


def png(width, height, colour, depth, interlaced):
    channels = CHANNELS[colour]
    values = random.integers(0, 2**depth, (height, width, channels))
    palette = random.integers(0, 256, 3 * 2**depth).astype(np.uint8).tobytes()
    step = max(1, channels * depth // 8)
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    data = b""
    for left, top, across, down in passes:
        part = values[top::down, left::across]
        if part.size:
            data += filtered(rows_of(part.reshape(part.shape[0], -1), depth), step)
    compressed = zlib.compress(data)
    cut = len(compressed) // 2
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced)))
        + (chunk(b"PLTE", palette) if colour == 3 else b"")
        + chunk(b"IDAT", compressed[:cut])
        + chunk(b"IDAT", compressed[cut:])
        + chunk(b"IEND", b"")
    )


cases = []
for colour, depths in DEPTHS.items():
    for depth in depths:
        for interlaced in (False, True):
            for width, height in ((1, 1), (3, 2), (13, 11), (33, 9)):
                file = png(width, height, colour, depth, interlaced)
                image = Image.open(io.BytesIO(file))
                array = np.asarray(image)
                # Pillow gives grey with alpha of 16 bits as red, green, blue and alpha.
                if colour == 4 and depth == 16:
                    array = array[..., [0, 3]]
                cases.append({
                    "colour": colour, "depth": depth, "interlaced": interlaced, "width": width, "height": height,
                    "file": base64.b64encode(file).decode(),
                    "samples": array.astype(int).reshape(-1).tolist(),
                    "palette": image.getpalette()[: 3 * 2**depth] if colour == 3 else None,
                })

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("[" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]\n")
