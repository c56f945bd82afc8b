"""Cuts the photographs beside this file out of scikit-image's, and spoils some of them. Needs pillow and scikit-image.

All are in the public domain or CC0: astronaut and hubble (NASA), camera (Lav Varshney), chelsea (Stéfan van der Walt),
coffee (Rachel Michetti), gravel (CC0Textures), retina (Wikimedia, CC0), rocket (SpaceX).
"""

import os

import skimage
from PIL import Image, ImageEnhance, ImageFilter

FOLDER = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(os.path.dirname(skimage.__file__), "data")


def cut(name, left, top, width, height, mode="RGB"):
    return Image.open(os.path.join(SOURCE, name)).convert(mode).crop((left, top, left + width, top + height))


def save(image, name, **options):
    image.save(os.path.join(FOLDER, name), **options)


astronaut = cut("astronaut.png", 60, 0, 320, 240)
coffee = cut("coffee.png", 150, 30, 301, 223)
camera = cut("camera.png", 100, 40, 280, 210, "L")
chelsea = cut("chelsea.png", 70, 20, 270, 250)
rocket = cut("rocket.jpg", 200, 20, 200, 390)

save(astronaut, "astronaut.jpg", quality=88)
save(coffee, "coffee.jpg", quality=80, progressive=True)
save(camera, "camera.jpg", quality=85)
save(camera.crop((30, 30, 130, 130)), "camera.png")
save(chelsea, "chelsea.webp", quality=80)
save(rocket, "rocket.jpg", quality=85, subsampling=0)
save(cut("hubble_deep_field.jpg", 200, 200, 320, 200), "hubble.jpg", quality=80)
save(cut("retina.jpg", 300, 300, 800, 800).resize((256, 256)), "retina.jpg", quality=85)
save(cut("gravel.png", 0, 0, 200, 200, "L").convert("RGB"), "gravel.jpg", quality=80)
save(astronaut.crop((100, 40, 141, 79)), "tiny.png")
save(ImageEnhance.Brightness(coffee).enhance(0.2), "dark.jpg", quality=85)
save(ImageEnhance.Brightness(chelsea).enhance(4), "bright.jpg", quality=85)
save(rocket.filter(ImageFilter.GaussianBlur(8)), "blurred.jpg", quality=85)
save(Image.new("RGB", (120, 90), (130, 128, 120)), "flat.png")
save(astronaut.resize((160, 120)).quantize(32), "palette.png")

exif = Image.Exif()
exif[0x0112] = 6
save(astronaut.resize((160, 120)).transpose(Image.Transpose.ROTATE_90), "turned.jpg", quality=90, exif=exif)
located = Image.Exif()
located[0x0112] = 1
located.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 12.5), 3: "E", 4: (8.0, 32.0, 30.0)})
save(coffee.resize((150, 111)), "located.jpg", quality=85, exif=located)
