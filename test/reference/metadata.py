"""Images with metadata, written by Pillow and piexif, and what ExifRead and Pillow find in them.

Every kind that Vision Gate tells of (position, serial numbers, owner, author) is set or left out at random in each
format; what is expected is what the two readers find, not what was written.
"""

import base64
import io
import json
import pathlib
import random

import exifread
import piexif
from PIL import Image, PngImagePlugin

random.seed(6)


def picture(seed, size=(24, 16)):
    rng = random.Random(seed)
    image = Image.new("RGB", size)
    image.putdata([tuple(rng.randrange(256) for _ in range(3)) for _ in range(size[0] * size[1])])
    return image


def exif_block(order):
    """Bytes of an EXIF block with some of the kinds; blanks where a camera leaves a value empty."""
    zeroth, exif, gps = {}, {}, {}
    if random.random() < 0.5:
        zeroth[piexif.ImageIFD.Artist] = random.choice([b"Ann Onymous", b"    ", b"\0\0\0"])
    if random.random() < 0.5:
        exif[piexif.ExifIFD.BodySerialNumber] = random.choice([b"X1234567", b"0", b"   "])
    if random.random() < 0.5:
        exif[piexif.ExifIFD.LensSerialNumber] = random.choice([b"0000c1139b", b"0000000000"])
    if random.random() < 0.5:
        exif[piexif.ExifIFD.CameraOwnerName] = random.choice([b"Jane Doe", b""])
    if random.random() < 0.5:
        gps[piexif.GPSIFD.GPSLatitudeRef] = b"N"
        gps[piexif.GPSIFD.GPSLatitude] = ((52, 1), (31, 1), (random.randrange(60), 1))
    if random.random() < 0.3:
        gps[piexif.GPSIFD.GPSDateStamp] = b"2026:01:01"
    zeroth[piexif.ImageIFD.Orientation] = random.randrange(1, 9)
    block = piexif.dump({"0th": zeroth, "Exif": exif, "GPS": gps})
    return block if order == "MM" else little(block)


def little(block):
    """The same block in the other byte order, as Pillow writes it."""
    exif = Image.Exif()
    exif.load(block)
    exif.endian = "<"
    return exif.tobytes()


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/"{attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>"""


def xmp_packet():
    attributes, elements = "", ""
    if random.random() < 0.5:
        attributes += random.choice([' aux:SerialNumber="42"', ' aux:SerialNumber=""'])
    if random.random() < 0.5:
        elements += random.choice(["<aux:OwnerName>Jane</aux:OwnerName>", "<aux:OwnerName></aux:OwnerName>"])
    if random.random() < 0.5:
        elements += "<dc:creator><rdf:Seq><rdf:li>Ann</rdf:li></rdf:Seq></dc:creator>"
    if random.random() < 0.5:
        attributes += ' exif:GPSLatitude="52,31.5N"'
    return XMP.format(attributes=attributes, elements=elements).encode()


def words(value):
    return any(sign.isalpha() or sign in "123456789" for sign in str(value).split("\0")[0])


def by_exifread(file):
    tags = exifread.process_file(io.BytesIO(file), details=False)
    text = lambda name: name in tags and words(bytes(tags[name].values) if isinstance(tags[name].values, list) else tags[name].values)
    found = set()
    if "GPS GPSLatitude" in tags or "GPS GPSLongitude" in tags:
        found.add("position")
    for kind, name in {
        "artist": "Image Artist",
        "owner": "EXIF CameraOwnerName",
        "body": "EXIF BodySerialNumber",
        "lens": "EXIF LensSerialNumber",
    }.items():
        if text(name):
            found.add(kind)
    return found


def by_pillow(file):
    """From the EXIF block as Pillow hands it over, and from the XMP packet as XML."""
    image = Image.open(io.BytesIO(file))
    image.load()
    found = set()
    exif = image.getexif()
    inner, gps = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    if 2 in gps or 4 in gps:
        found.add("position")
    for kind, value in {"artist": exif.get(0x013B), "owner": inner.get(0xA430), "body": inner.get(0xA431), "lens": inner.get(0xA435)}.items():
        if value is not None and words(value):
            found.add(kind)
    xmp = set()
    description = image.getxmp().get("xmpmeta", {}).get("RDF", {}).get("Description", {})
    if description.get("SerialNumber"):
        xmp.add("body")
    if description.get("OwnerName"):
        xmp.add("owner")
    if description.get("creator"):
        xmp.add("artist")
    if description.get("GPSLatitude"):
        xmp.add("position")
    return found, xmp


def encoded(image, format, exif, xmp):
    file = io.BytesIO()
    keys = {"JPEG": ("exif", "xmp"), "PNG": ("exif", None), "WEBP": ("exif", "xmp"), "TIFF": ("exif", None), "AVIF": ("exif", "xmp")}
    exif_key, xmp_key = keys[format]
    options = {}
    if exif is not None:
        options[exif_key] = exif
    if xmp is not None and xmp_key is not None:
        options[xmp_key] = xmp
    if xmp is not None and format == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=random.random() < 0.5)
        options["pnginfo"] = info
    image.save(file, format, **options)
    return file.getvalue()


cases = []
for format in ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"]:
    for index in range(12):
        exif = exif_block(random.choice(["MM", "II"])) if random.random() < 0.8 else None
        xmp = xmp_packet() if random.random() < 0.5 and format != "TIFF" else None
        file = encoded(picture(index), format, exif, xmp)
        in_exif, in_xmp = by_pillow(file)
        if format in ("JPEG", "TIFF") and exif is not None:
            assert by_exifread(file) == in_exif, (format, index, by_exifread(file), in_exif)
        cases.append({
            "name": f"{format.lower()} {index}",
            "file": base64.b64encode(file).decode(),
            "exif": sorted(in_exif),
            "xmp": sorted(in_xmp),
        })

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
