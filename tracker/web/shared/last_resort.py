"""The page when even templates fail: three languages at once, nothing needed."""

from __future__ import annotations

from html import escape

TEXTS = (
    ("ky", "Бизде ката кетти. Бир аздан кийин кайра аракет кылыңыз."),
    ("ru", "Произошла ошибка на нашей стороне. Попробуйте ещё раз немного позже."),
    ("en", "Something broke on our side. Please try again a little later."),
)


def page(status: int, request_id: str) -> str:
    """Plain HTML without style or template."""
    lines = "".join(f'<p lang="{lang}">{text}</p>' for lang, text in TEXTS)
    return (
        f'<!doctype html><html lang="ky"><head><meta charset="utf-8"><title>{status}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f"<body><main><h1>{status}</h1>{lines}<p>{escape(request_id)}</p></main></body></html>"
    )
