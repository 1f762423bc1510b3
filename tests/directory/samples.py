"""The 40 situations with which topics, places and bodies are tried."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "tracker" / "demo" / "data" / "sample_cases.csv"
TOPICS = ROOT / "tracker" / "reference" / "data" / "topics.csv"


@dataclass(frozen=True)
class Sample:
    id: str
    topic: str
    territory: str
    place: str
    accepted: frozenset[str]
    text_ru: str
    text_ky: str


def samples() -> list[Sample]:
    with SAMPLES.open(encoding="utf-8-sig", newline="") as file:
        return [_sample(row) for row in csv.DictReader(file)]


def _sample(row: dict[str, str]) -> Sample:
    accepted = frozenset({row["authority"], *row["also_acceptable"].split(";")}) - {""}
    return Sample(
        row["id"], row["topic"], row["territory_code"], row["place"], accepted, row["text_ru"], row["text_ky"]
    )


def topic_rows() -> list[dict[str, str]]:
    with TOPICS.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
