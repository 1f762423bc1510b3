"""`python -m tests.bench.mail`: letters read per second, and what a letter of 25 MB costs. Needs no database."""

from __future__ import annotations

import base64
import os
import time
import tracemalloc

from tests.bench.given import Bench
from tests.mail.corpus_facts import LETTERS, read

SECONDS = 3.0
LARGE = 25_000_000


def measure(bench: Bench) -> None:
    """For `make bench`: prints the figures."""
    show(figures(bench.seconds))


def figures(seconds: float = SECONDS) -> dict[str, float]:
    """The figures by name; `show` prints them."""
    raw = [path.read_bytes() for path in LETTERS]
    for each in raw:
        read(each)
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        read(raw[count % len(raw)])
        count += 1
    rate = count / (time.perf_counter() - began)
    large = large_letter()
    began = time.perf_counter()
    read(large)
    took = time.perf_counter() - began
    return {
        "letters_per_second": rate,
        "large_seconds": took,
        "large_megabytes": _peak(large) / 1e6,
        "large_size": len(large) / 1e6,
    }


def large_letter() -> bytes:
    """A few words and one scan, as bodies send them."""
    head = b"From: office@example.com\r\nSubject: scan\r\nMIME-Version: 1.0\r\n"
    head += b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    text = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Скан во вложении.\r\n".encode()
    file = b"--b\r\nContent-Type: application/pdf; name=scan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + text + file + base64.encodebytes(os.urandom(LARGE * 3 // 4 * 76 // 77)) + b"--b--\r\n"


def _peak(raw: bytes) -> float:
    """The most memory that reading took, beside the letter itself."""
    tracemalloc.start()
    read(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def show(found: dict[str, float]) -> None:
    print(f"Mail: {found['letters_per_second']:.0f} letters of the corpus read per second, one process")
    print(
        f"Mail: a letter of {found['large_size']:.0f} MB is read in {found['large_seconds']:.2f} s "
        f"and takes {found['large_megabytes']:.0f} MB beside itself"
    )


if __name__ == "__main__":
    show(figures())
