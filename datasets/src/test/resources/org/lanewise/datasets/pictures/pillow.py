"""Pictures of 32 x 32 pixels as Pillow writes them, each beside what Pillow reads: NAME and NAME.rgb, in the folder given."""

import io
import os
import struct
import sys

import PIL.Image as Image
import PIL.ImageCms as ImageCms

folder = sys.argv[1]
smooth = Image.merge("RGB", [
    Image.radial_gradient("L").resize((32, 32)),
    Image.linear_gradient("L").resize((32, 32)),
    Image.linear_gradient("L").rotate(90).resize((32, 32))])
noise = Image.merge("RGB", [Image.effect_noise((32, 32), 60) for _ in range(3)])


def keep(name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data)
    image = Image.open(path)
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    with open(path + ".rgb", "wb") as file:
        file.write(image.convert("RGB").tobytes())


def encoded(image, form, **options):
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


def segments(jpeg):
    at = 2
    while jpeg[at + 1] != 0xDA:
        length = 2 + struct.unpack(">H", jpeg[at + 2:at + 4])[0]
        yield jpeg[at + 1], jpeg[at:at + length]
        at += length
    yield 0xDA, jpeg[at:]


def without(jpeg, marker):
    return jpeg[:2] + b"".join(segment for found, segment in segments(jpeg) if found != marker)


def adobe(jpeg, transform):
    return jpeg[:2] + b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([transform]) + jpeg[2:]


for title, image in (("smooth", smooth), ("noise", noise)):
    grey = image.convert("L")
    ink = Image.merge("CMYK", [*image.split(), grey])
    alpha = Image.merge("RGBA", [*image.split(), grey.point([0] * 128 + [255] * 128)])
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA"):
        keep(f"{title}-{mode}.png", encoded((alpha if "A" in mode else image).convert(mode), "PNG"))
    for mode in ("1", "L", "P", "RGB"):
        keep(f"{title}-{mode}.bmp", encoded(image.convert(mode), "BMP"))
    for colours in (2, 16, 256):
        for interlace in (0, 1):
            keep(f"{title}-{colours}-{interlace}.gif", encoded(image.quantize(colours), "GIF", interlace=interlace))
    for progressive in (False, True):
        for subsampling in (0, 1, 2):
            options = {"quality": 80, "progressive": progressive, "subsampling": subsampling}
            keep(f"{title}-{progressive}-{subsampling}.jpg", encoded(image, "JPEG", **options))
        keep(f"{title}-{progressive}-grey.jpg", encoded(grey, "JPEG", progressive=progressive))
        keep(f"{title}-{progressive}-ink.jpg", encoded(ink, "JPEG", progressive=progressive))
    for profile in ("sRGB", "LAB"):
        icc = ImageCms.ImageCmsProfile(ImageCms.createProfile(profile)).tobytes()
        for form in ("PNG", "JPEG"):
            keep(f"{title}-{profile}.{form}", encoded(image, form, icc_profile=icc))
    colour_jpeg = without(encoded(image, "JPEG"), 0xE0)
    ink_jpeg = without(encoded(ink, "JPEG"), 0xEE)
    keep(f"{title}-colour.jpg", colour_jpeg)
    keep(f"{title}-ink.jpg", ink_jpeg)
    for transform in (0, 1, 2):
        keep(f"{title}-colour-{transform}.jpg", adobe(colour_jpeg, transform))
        keep(f"{title}-ink-{transform}.jpg", adobe(ink_jpeg, transform))
