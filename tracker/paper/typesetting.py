"""Values to PDF by Typst. What people wrote goes in as JSON data and is never read as markup.

The result is PDF/UA (tagged, readable aloud), uses the fonts that come with the compiler (they have Ң Ө Ү), and is the
same to the byte for the same values. A sign that no font has (an emoji) is shown as an empty square: never a crash, and
never a silent omission.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).resolve().parent
SQUARE = "□"
ROUNDS = 8
_joiners = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"))
_spaces = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\t": "    "})
_far = re.compile("[^\u0000-\u052f\u1c80-\u1c8f\u1e00-\u27bf\ufb00-\ufb06]")
_endless = re.compile(r"\S{30}(?=\S)")
_named = re.compile(r'the text `(".*?")` could not be displayed', re.DOTALL)


class NotTypeset(Exception):
    """The compiler broke on these values."""


def typeset(template: str, values: Any, made_on: date, **more: Any) -> bytes:
    """The document `template`.typ filled with a dataclass of values and whatever `more` it needs."""
    from typst import TypstError

    shown = each_text(lambda text: breakable(readable(text)), asdict(values))
    data = {**shown, **more, "made_on": made_on.timetuple()[:3]}
    for step in range(ROUNDS):
        try:
            return _compile(template, data, made_on, "ua-1")
        except TypstError as refused:
            missing = _named.search(str(refused))
            if missing is None:
                raise
            absent = json.loads(missing[1]) if _is_json(missing[1]) else ""
            data = each_text(_without_far if step == 0 or not absent else _without(absent), data)
    return _compile(template, data, made_on, None)


def _compile(template: str, data: Any, made_on: date, standard: str | None) -> bytes:
    import typst

    try:
        made: bytes = typst.compile(  # type: ignore[call-overload]
            str(TEMPLATES / f"{template}.typ"),
            root=str(TEMPLATES),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=standard,
            timestamp=int(datetime.combine(made_on, time(), UTC).timestamp()),
        )
    except BaseException as failure:
        if type(failure).__name__ == "PanicException":  # the compiler's own crash passes by `except Exception`
            raise NotTypeset(template) from failure
        raise
    return made


def each_text(change: Callable[[str], str], data: Any) -> Any:
    """The same structure with every text changed."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        return {name: each_text(change, value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [each_text(change, value) for value in data]
    return data


def readable(text: str) -> str:
    """Composed letters, plain line ends, and none of the invisible signs that only confuse the setting."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.translate(_spaces).translate(_joiners)
    return "".join(sign for sign in plain if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Cn", "Co"})


def breakable(text: str) -> str:
    """A word without end (an address, a held key) may be broken, or it would run off the sheet."""
    return _endless.sub("\\g<0>\u200b", text)


def _without_far(text: str) -> str:
    """Everything far from the alphabets we write in becomes a square, in one go."""
    return _far.sub(SQUARE, text)


def _without(absent: str) -> Callable[[str], str]:
    squares = dict.fromkeys(map(ord, absent), SQUARE)
    return lambda text: text.translate(squares)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), str)
    except ValueError:
        return False
