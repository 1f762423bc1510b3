"""Letters as clients and servers here write them, each with what must be understood of it (corpus/README.md)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.mail.corpus_facts import LETTERS, facts, read, understood

PIECES = {"text_has", "text_lacks", "quoted_has"}


def lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_what_is_understood(letter: Path) -> None:
    expected, found = facts(letter), understood(read(letter.read_bytes()))
    for key, value in expected.items():
        if key in PIECES:
            _pieces(key, value, found)
        elif key == "attachments":
            named = [{k: each[k] for k in wanted} for each, wanted in zip(found[key], value, strict=False)]
            assert named + found[key][len(value) :] == value
        elif key == "attachments_named":
            assert all(re.fullmatch(p, each["name"]) for each, p in zip(found["attachments"], value, strict=True))
        elif key == "text":
            assert lines(found[key]) == lines(value)
        elif key != "why":
            assert found[key] == value, key


def _pieces(key: str, pieces: list[str], found: dict[str, Any]) -> None:
    part, _, how = key.partition("_")
    for piece in pieces:
        assert (piece in found[part]) == (how == "has"), f"{piece!r} in {part}: {found[part]!r}"


def test_there_are_letters_of_every_kind() -> None:
    kinds = {path.stem.partition("-")[0] for path in LETTERS}
    assert len(LETTERS) >= 80
    assert kinds >= {
        "charset",
        "header",
        "file",
        "quote",
        "forward",
        "bounce",
        "dsn",
        "auto",
        "human",
        "verdict",
        "tnef",
    }


def test_every_letter_has_facts_and_reserved_names_only() -> None:
    reserved = re.compile(rb"@(?:[\w-]+\.)*(?:example|invalid|test|localhost|example\.(?:org|com|net))\b", re.I)
    for path in LETTERS:
        assert path.with_suffix(".json").exists(), path.name
        for header in re.findall(rb"^(?:From|To|Reply-To|Cc):[^\n]*", path.read_bytes(), re.M):
            for address in re.findall(rb"[\w.+-]+@[\w.-]+", header):
                assert reserved.search(address), (path.name, address)
