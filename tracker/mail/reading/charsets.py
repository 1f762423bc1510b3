"""Bytes → text, whatever the label says.

Letters here come in UTF-8, windows-1251, KOI8-R, ISO-8859-5 and cp866, often without a label or with a wrong one. UTF-8
proves itself; the others are told apart by how much the result looks like Russian or Kyrgyz.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from itertools import pairwise
from math import log

SAMPLE = 6000  # bytes that are judged: enough to tell, and the time is bounded
GUESSES = ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic")
WESTERN = {"", "ascii", "iso8859-1", "cp1252", "iso8859-15", "latin-1"}  # what programs write when they know nothing
LABEL_BONUS = 7.0  # so much more, over the whole sample, another guess must look like words (a likelihood of e^7)
COMMON_BONUS = 1.5  # windows-1251 is what unlabelled letters here mostly are; decides for two or three letters
ALIASES = {
    "cp-1251": "windows-1251", "win-1251": "windows-1251", "windows1251": "windows-1251", "win1251": "windows-1251",
    "x-cp1251": "windows-1251", "ansi": "windows-1251", "cp-866": "cp866", "ibm-866": "cp866", "x-cp866": "cp866",
    "dos-866": "cp866", "koi8": "koi8-r", "koi-8": "koi8-r", "koi8r": "koi8-r", "x-mac-cyrillic": "mac-cyrillic",
    "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8", "x-unicode": "utf-8", "iso8859-5": "iso-8859-5",
}  # fmt: skip
REFUSED = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}

# How often letters come, in thousandths, Russian and Kyrgyz together; enough to order the guesses.
_FREQUENT = dict(zip("оаеинтрслкдмпуыябгзчйхжшюцщэфъьёв", (
    95, 85, 80, 70, 62, 60, 52, 50, 42, 38, 32, 32, 26, 30, 28, 22, 18, 18, 17, 14, 13, 11, 11, 9, 8, 6, 5, 5, 4, 3, 16, 3, 45,
), strict=True)) | {"ү": 15, "ө": 14, "ң": 8}  # fmt: skip
_utf8_runs = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_high = re.compile(rb"[\x80-\xff]")
_words = re.compile(r"[^\W\d_]+")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@cache
def codec_of(label: str) -> str:
    """The name of Python's codec for a label, or "" for one that is unknown or no text."""
    asked = label.strip().strip("\"'").lower().replace("_", "-")[:40]
    if not asked.isascii() or "\0" in asked:
        return ""
    try:
        found = codecs.lookup(ALIASES.get(asked, asked))
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in REFUSED else ""


def decode(data: bytes, label: str = "") -> str:
    """The text of `data`. The label is believed where it gives sense."""
    text = _decode(data, codec_of(label) if label else "")
    return scrub(text)


def scrub(text: str) -> str:
    """Without what no database and no page takes: zero bytes and halves of surrogate pairs."""
    if "\0" in text:
        text = text.replace("\0", "")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _decode(data: bytes, codec: str) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if codec.startswith(("utf-16", "utf-32", "utf-7")) or _is_asian(codec, data):
        return data.decode(codec, "replace")
    if data.isascii():
        return data.decode("ascii")
    if _is_utf8(data, codec):
        return data.decode("utf-8", "replace")
    return _best(data, "" if codec == "utf-8" else codec)


def _is_asian(codec: str, data: bytes) -> bool:
    """Encodings of several bytes that need no high bit, or use it in their own way."""
    if codec.startswith(("iso2022", "hz")):
        return True
    return codec.startswith(("gb", "big5", "euc", "shift", "cp93", "cp949")) and not _readable(data, "utf-8")


def _readable(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _is_utf8(data: bytes, codec: str) -> bool:
    """Valid UTF-8, or UTF-8 that was cut or damaged in a few places."""
    runs = _utf8_runs.findall(data[: SAMPLE * 10])
    if _readable(data, "utf-8"):
        return len(runs) > 1 or codec in WESTERN or codec == "utf-8" or not _looks_like_words(data, codec)
    inside = sum(map(len, runs))
    high = len(_high.findall(data[: SAMPLE * 10]))
    return bool(high) and inside >= 0.8 * high and _spread(runs)


def _spread(runs: list[bytes]) -> bool:
    """Cyrillic in UTF-8 begins with D0-D3 nearly always; chance hits in an 8-bit text do not."""
    cyrillic = sum(run[0] in b"\xd0\xd1\xd2\xd3" for run in runs)
    return cyrillic * 2 >= len(runs) or len(runs) > 20


def _looks_like_words(data: bytes, codec: str) -> bool:
    return bool(codec) and all(word.isalpha() for word in data.decode(codec, "replace").split())


def _best(data: bytes, codec: str) -> str:
    """The guess that looks most like words; the label's own one when it is hardly worse."""
    sample = _sample(data)
    guesses = [*GUESSES] if codec in WESTERN or codec in map(codec_of, GUESSES) else [codec, *GUESSES]
    scores = {name: looks(sample.decode(name, "replace")) for name in guesses}
    scores["windows-1251"] += COMMON_BONUS
    if codec and codec not in WESTERN:
        own = next((name for name in guesses if codec_of(name) == codec), codec)
        scores[own] = scores.get(own, 0.0) + LABEL_BONUS
    best = max(scores, key=lambda name: scores[name])
    if scores[best] <= 0 and codec in WESTERN:
        best = {"": "windows-1251", "ascii": "cp1252", "iso8859-1": "cp1252"}.get(codec, codec)
    return data.decode(best, "replace")


def _sample(data: bytes) -> bytes:
    """The part that holds what is to be judged: from the first byte with the high bit on."""
    first = _high.search(data)
    start = max(0, first.start() - 20) if first else 0
    return data[start : start + SAMPLE]


def looks(text: str) -> float:
    """How much a text looks like Russian or Kyrgyz: about one for each fitting letter, below 0 for what does not fit."""
    total = 0.0
    for word in _words.findall(text):
        if not word.isascii():
            total += _word_looks(word)
    for sign in text:
        if sign > "\x7f" and not sign.isalpha():
            total += 0.0 if sign in "«»„“”—–№…•°§’‘´\xa0‐­²³©€" else -2.0
    return total


def _word_looks(word: str) -> float:
    score = 0.0
    for sign in word:
        known = _FREQUENT.get(sign.lower())
        score += -3.0 if known is None else 0.5 + log(known / 31)
    if not (word.islower() or word.isupper() or word.istitle()):
        score -= 1.0 + 1.8 * sum(
            a.islower() != b.islower() for a, b in pairwise(word[1:] if word[0].isupper() else word)
        )
    elif word.isupper() and len(word) > 1:
        score -= 0.25 * len(word)
    return score
