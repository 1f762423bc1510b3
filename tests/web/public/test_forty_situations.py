"""The forty situations of the sample, each in Kyrgyz and in Russian, through the real form to a body on paper.

All are handed in on Friday 20 November 2026, a start of the test vectors of the law: ten working days end on 4 December;
fourteen from Monday the 23rd, the last lawful day to register, on 11 December.
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.web.client import Page, PageClient
from tests.web.public.writing import Writer, newest_case
from tracker.cases.kinds import Kind, Proof
from tracker.cases.models import Case
from tracker.directory.models import Authority
from tracker.store import db

DATA = Path(__file__).parents[3] / "tracker" / "demo" / "data"
FRIDAY = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
DUE = {Kind.INFORMATION_REQUEST: date(2026, 12, 4), Kind.STATEMENT: date(2026, 12, 11), Kind.COMPLAINT: date(2026, 12, 11),
       Kind.PROPOSAL: date(2026, 12, 11), Kind.ACCESS_COMPLAINT: None}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


KINDS = {row["id"]: row["kind"] for row in rows("sample_kinds.csv")}
SITUATIONS = rows("sample_cases.csv")


def test_at_least_half_are_requests_for_information() -> None:
    assert sorted(KINDS) == sorted(row["id"] for row in SITUATIONS)
    assert sum(kind == Kind.INFORMATION_REQUEST for kind in KINDS.values()) >= len(KINDS) / 2
    assert set(KINDS.values()) <= set(Kind)


def choose_body(page: Page, row: dict[str, str]) -> tuple[str, bool]:
    """The body the sample names, or an acceptable one, as the page proposes it; else the centre finds it."""
    offered = [control.get("value") for control in page.form("letter").controls() if control.get("name") == "authority"]
    wanted = [row["authority"], *row["also_acceptable"].split(";")]
    for code in (part.strip() for part in wanted if part.strip()):
        for value in offered:
            if value == code or value.startswith(f"{code}-4"):
                return value, True
    return "unknown", False


def file_situation(writer: Writer, row: dict[str, str], lang: str) -> tuple[Case, bool]:
    text = row[f"text_{lang}"]
    writer.lang, writer.kind = lang, KINDS[row["id"]]
    writer.letter = {"subject": text.split(".")[0][:120], "body": text, "place_text": row["place"]}
    if writer.kind == Kind.ACCESS_COMPLAINT:  # about a request that the writer sent himself, elsewhere
        writer.letter |= {"asked_body": row["authority"], "asked_on": "20.10.2026", "asked_way": "hand"}
    writer.write()
    writer.place(row["territory_code"])
    page = writer.pages.get(writer.url("/new/to"))
    body, proposed = choose_body(page, row)
    page.form("letter").fill(authority=body).submit("go")
    writer.sender()
    writer.files()
    receipt = writer.send()
    assert receipt.url == f"/{lang}/receipt", (row["id"], receipt.summary)
    return newest_case(), proposed


def hand_in(writer: Writer, lang: str) -> None:
    form = writer.pages.get(f"/{lang}/receipt").form("delivery")
    form.fill(received_on="2026-11-20", proof=Proof.POSTAL_RECEIPT.value, remark="RR 123 456 789 KG").submit()


def file_all(world: Flask, chosen: list[tuple[dict[str, str], str]]) -> int:
    """Each written, sent and handed in; how many got a right body proposed."""
    found = 0
    with time_machine.travel(FRIDAY, tick=True):
        for row, lang in chosen:
            writer = Writer(PageClient(world))
            case, proposed = file_situation(writer, row, lang)
            found += proposed
            assert (case.kind, case.language) == (KINDS[row["id"]], lang), row["id"]
            assert case.territory_code == (row["territory_code"] if row["id"] != "S17" else None)
            if case.legs:
                hand_in(writer, lang)
                check_dates(case.id)
    return found


def test_every_third_situation_reaches_a_body(world: Flask) -> None:
    chosen = [(row, "ru" if number % 2 else "ky") for number, row in enumerate(SITUATIONS[::3])]
    assert file_all(world, chosen) >= len(chosen) - 3


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_every_situation_reaches_a_body(world: Flask, lang: str) -> None:
    found = file_all(world, [(row, lang) for row in SITUATIONS])
    assert found >= 34, f"only {found} of 40 got a right body proposed"


def check_dates(case_id: int) -> None:
    db.session.expire_all()
    case = db.session.get_one(Case, case_id)
    (leg,) = case.legs
    assert leg.received_on == date(2026, 11, 20)
    assert leg.proof == Proof.POSTAL_RECEIPT
    bound = db.session.get_one(Authority, leg.authority_id).bound_by_confirmed
    assert leg.answer_due_on == (DUE[Kind(case.kind)] if bound else None), (case.kind, leg.authority_id)
