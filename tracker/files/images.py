"""Images are drawn anew: what is not a pixel (place, device, owner, thumbnails, hidden payloads) does not survive."""

from __future__ import annotations

import io
import warnings
from typing import Any

from tracker.files import types
from tracker.files.errors import FileDamaged
from tracker.files.types import FileType

LONGEST_SIDE = 4000
PIXEL_LIMIT = 40_000_000
JPEG_PIXEL_LIMIT = 110_000_000  # a phone's largest mode; decoded at a fraction of its size
JPEG_QUALITY = 88
FORMATS = {"JPEG": types.JPEG, "MPO": types.JPEG, "PNG": types.PNG, "WEBP": types.WEBP}


def clean_image(name: str, data: bytes, found: FileType) -> bytes:
    """The picture upright, without metadata, no side longer than LONGEST_SIDE. Raises `FileDamaged`."""
    return write_image(open_image(name, data), found)


def open_image(name: str, data: bytes) -> Any:
    """The decoded, upright picture in RGB, RGBA or L. Size is judged by the header before anything is decoded."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
            _refuse_huge(name, picture)
            picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
            upright = _plain_colours(upright)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as bad:
        raise FileDamaged(name) from bad
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright


def _refuse_huge(name: str, picture: Any) -> None:
    baseline = picture.format in {"JPEG", "MPO"} and not picture.info.get("progressive")
    if picture.width * picture.height > (JPEG_PIXEL_LIMIT if baseline else PIXEL_LIMIT):
        raise FileDamaged(name)


def _plain_colours(picture: Any) -> Any:
    """Eight bits a channel in sRGB: an embedded colour profile is applied, since it will not be kept."""
    profile = picture.info.get("icc_profile")
    alpha = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if alpha else "L" if picture.mode in {"1", "L", "I", "I;16"} else "RGB"
    if picture.mode.startswith("I"):
        picture = picture.point(lambda level: level / 256).convert("L")
    if profile and picture.mode in {"RGB", "CMYK"}:
        picture = _through_profile(picture, profile)
    return picture.convert(mode)


def _through_profile(picture: Any, profile: bytes) -> Any:
    from PIL import ImageCms

    try:
        return ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken profile spoils the shade, not the picture


def write_image(picture: Any, found: FileType) -> bytes:
    """Pixels as a file of this type. A fresh canvas has no metadata that a plug-in could write."""
    from PIL import Image

    if found is types.JPEG and picture.mode == "RGBA":
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")
    canvas = Image.new(picture.mode, picture.size)
    canvas.paste(picture)
    written = io.BytesIO()
    if found is types.JPEG:
        canvas.save(written, "JPEG", quality=JPEG_QUALITY, optimize=True)
    elif found is types.WEBP:
        canvas.save(written, "WEBP", quality=JPEG_QUALITY)
    else:
        canvas.save(written, "PNG")
    return written.getvalue()
