"""The demonstration cases: which situation, in which language, as which kind, and how far its life has come.

The situations are paraphrased press cases (`data/sample_cases.csv`); what an information request asks for by topic stands
in `data/asks.csv`. Applicants are invented and recognisable as such.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.cases.kinds import Kind

DATA = Path(__file__).resolve().parent / "data"
REQUEST_STAGES = (
    "first_look", "undelivered", "paper_unregistered", "mailed", "due_soon", "due_today", "late", "extended",
    "transferred", "asked", "answered_full", "answered_part", "refused", "answered_late", "very_late", "kept_back",
    "rated_reopened", "appealed", "unrouted", "asserted", "closed", "late_extension", "outside_claimed",
)  # fmt: skip
APPEAL_STAGES = (
    "first_look", "undelivered", "unregistered", "in_work", "due_soon", "due_today", "late", "transferred",
    "measures_taken", "not_confirmed", "closed", "withdrawn", "not_accepted", "very_late", "asked",
    "paper_unregistered", "unanswered_closed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One case to grow."""

    sample: str
    kind: Kind
    language: str
    stage: str
    subject: str
    body: str
    topic: str
    territory: str
    place: str
    authority: str


ELSEWHERE = {
    # situation → another place where the same happens, so that every oblast has cases
    "S08": ("41704235000000", {"ky": "Кочкор району", "ru": "Кочкорский район"}, "DDW"),
    "S27": ("41704220000000", {"ky": "Ат-Башы району", "ru": "Ат-Башинский район"}, "RDA-41704220000000"),
    "S09": ("41705214000000", {"ky": "Баткен району", "ru": "Баткенский район"}, "DDW"),
    "S16": ("41705258000000", {"ky": "Кадамжай району", "ru": "Кадамжайский район"}, "SETS-B"),
    "S36": ("41721000000000", {"ky": "Ош шаары", "ru": "город Ош"}, "OSH"),
    "S30": ("41704230000000", {"ky": "Жумгал району", "ru": "Жумгальский район"}, "TMA"),
}
SUBMITTED_AS = {"S17": Kind.ACCESS_COMPLAINT, "S07": Kind.PROPOSAL, "S35": Kind.COMPLAINT, "S25": Kind.COMPLAINT}


def stories() -> list[Story]:
    """Every situation once, half of them as information requests, and some again elsewhere in the other language."""
    rows, asks = _read("sample_cases.csv"), {row["topic"]: row for row in _read("asks.csv")}
    first = [_story(row, asks, number) for number, row in enumerate(rows)]
    by_id = {row["id"]: row for row in rows}
    again = [_elsewhere(by_id[sample], asks, number) for number, sample in enumerate(ELSEWHERE)]
    more = [
        _as(replace_language(row), asks, Kind.INFORMATION_REQUEST)
        for number, row in enumerate(rows)
        if number % 2 and asks[row["topic"]]["ask_ky"] and row["id"] not in SUBMITTED_AS and row["id"] not in ELSEWHERE
    ]
    return _staged([*first, *again, *more])


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def _story(row: dict[str, str], asks: dict[str, dict[str, str]], number: int) -> Story:
    if row["kind"] == "info_request" or (number % 2 == 0 and row["id"] not in SUBMITTED_AS):
        return _as({**row, "language": "ky" if number % 4 == 0 else "ru"}, asks, Kind.INFORMATION_REQUEST)
    kind = SUBMITTED_AS.get(row["id"], Kind.STATEMENT)
    return _as({**row, "language": "ky" if number % 3 else "ru"}, asks, kind)


def replace_language(row: dict[str, str]) -> dict[str, str]:
    """The same situation told in the other language."""
    return {**row, "language": "ky" if row["source_lang"] == "ru" else "ru"}


def _elsewhere(row: dict[str, str], asks: dict[str, dict[str, str]], number: int) -> Story:
    territory, place, authority = ELSEWHERE[row["id"]]
    language = "ky" if number % 2 else "ru"
    story = _as({**row, "language": language}, asks, Kind.INFORMATION_REQUEST)
    return replace(story, territory=territory, place=place[language], authority=authority)


def _as(row: dict[str, str], asks: dict[str, dict[str, str]], kind: Kind) -> Story:
    language, ask = row["language"], asks[row["topic"]]
    text = row[f"text_{language}"]
    wish = ask[f"ask_{language}"] if kind is Kind.INFORMATION_REQUEST else ""
    return Story(
        sample=row["id"], kind=kind, language=language, stage="", subject=ask[f"subject_{language}"] if wish else _headline(text),
        body=f"{text}\n\n{wish}".strip(), topic=row["topic"], territory=row["territory_code"], place=row["place"],
        authority=row["authority"],
    )  # fmt: skip


def _headline(text: str) -> str:
    """The first sentence, cut at a word."""
    first = text.split(". ")[0].rstrip(".?!")
    return first if len(first) <= 90 else first[:90].rsplit(" ", 1)[0].rstrip(",") + "…"


def _staged(found: list[Story]) -> list[Story]:
    """Hand out the stages in turn, requests and appeals apart."""
    counts = {True: 0, False: 0}
    staged = []
    for story in found:
        is_request = story.kind is Kind.INFORMATION_REQUEST
        stages = REQUEST_STAGES if is_request else APPEAL_STAGES
        staged.append(replace(story, stage=stages[counts[is_request] % len(stages)]))
        counts[is_request] += 1
    return staged
