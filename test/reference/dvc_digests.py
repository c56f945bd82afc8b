"""MD5 as DVC 3 (of the bytes) and DVC 2 (`md5-dos2unix`, by blocks of 1 MiB) compute it: dvc_data.hashfile.hash.

A content is given in parts: base64 of some bytes, and how often they are repeated.
"""

import base64
import io
import json
import pathlib

from dvc_data.hashfile.hash import fobj_md5

BLOCK = 2**20

CASES = {
    "nothing": [],
    "text with line ends of Unix": [(b"a,b\nc,d\n", 3)],
    "text with line ends of Windows": [(b"a,b\r\nc,d\r\n", 3)],
    "bytes with a zero": [(b"\0a\r\n", 9)],
    "a zero after the sample": [(b"x", 600), (b"\0\r\n", 5)],
    "three tenths of other bytes": [(b"\xe9" * 3 + b"abcde\r\n", 10)],
    "more than three tenths": [(b"\xe9" * 4 + b"abcde\r\n", 10)],
    "a long text": [(b"0123456789\r\n", 200_000)],
    "a line end across blocks": [(b"x", BLOCK - 1), (b"\r\n", 1), (b"y\r\n", 3)],
    "a text after other bytes": [(b"\0", BLOCK), (b"text\r\n", 100)],
    "other bytes after a text": [(b"text\r\n\r\n", BLOCK // 8), (b"\0\r\n", 100)],
    "carriage returns alone": [(b"a\rb\r\r\n", 40)],
}


def digests(parts):
    content = b"".join(piece * count for piece, count in parts)
    names = {"md5": "md5", "unix": "md5-dos2unix"}
    return {key: fobj_md5(io.BytesIO(content), name=name) for key, name in names.items()}


cases = [
    {
        "name": name,
        "parts": [[base64.b64encode(piece).decode(), count] for piece, count in parts],
        **digests(parts),
    }
    for name, parts in CASES.items()
]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases, indent=1) + "\n")
