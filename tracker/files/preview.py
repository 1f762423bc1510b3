"""A smaller picture with a grid, on which a person reads where something lies. It is looked at, never kept."""

from __future__ import annotations

import io
from collections.abc import Sequence

from tracker.files.images import open_image
from tracker.files.redaction import Box

LONGEST_SIDE = 1400
TENTHS = 10
LINE, NUMBER, COVER = (0, 122, 135), (150, 20, 10), (0, 0, 0)


def gridded(name: str, data: bytes, boxes: Sequence[Box] = ()) -> bytes:
    """The picture with a line at each tenth of its width and height, its percent beside it, and the boxes covered. PNG."""
    from PIL import ImageDraw

    picture = open_image(name, data).convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    pen = ImageDraw.Draw(picture)
    for box in boxes:
        if box.is_sound():
            pen.rectangle(box.pixels(picture.size), fill=COVER, outline=NUMBER)
    wide, high = picture.size
    for tenth in range(1, TENTHS):
        across, down = wide * tenth // TENTHS, high * tenth // TENTHS
        pen.line([(across, 0), (across, high)], fill=LINE)
        pen.line([(0, down), (wide, down)], fill=LINE)
        pen.text((across + 3, 2), str(tenth * 10), fill=NUMBER)
        pen.text((3, down + 2), str(tenth * 10), fill=NUMBER)
    written = io.BytesIO()
    picture.save(written, "PNG", compress_level=6)
    return written.getvalue()
