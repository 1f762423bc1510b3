"""QR codes. Medium correction: a fold or a stamp over a corner still reads."""

from __future__ import annotations

import io

BORDER = 2


def qr_svg(text: str) -> str:
    """A standalone SVG document, black on white."""
    import segno

    written = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(written, kind="svg", border=BORDER, light="white", xmldecl=False, svgns=True, nl=False, omitsize=True)
    return written.getvalue().decode("utf-8")


def qr_png(text: str, scale: int = 6) -> bytes:
    """The same as PNG, `scale` pixels a module."""
    import segno

    written = io.BytesIO()
    segno.make(text, error="m", micro=False).save(written, kind="png", border=BORDER, scale=scale)
    return written.getvalue()
