"""Dates for programs: what the pages say, with codes and sentences in the reader's language."""

from __future__ import annotations

import json

import pytest

from tests.web.client import PageClient
from tests.web.public.cases import EMAIL, NAME, PHONE, SUBJECT, Letters
from tracker.store import db


def read(pages: PageClient, path: str, status: int = 200) -> dict[str, object]:
    answer = pages.client.get(path)
    assert answer.status_code == status
    assert answer.mimetype == "application/json"
    found: dict[str, object] = json.loads(answer.data)
    return found


@pytest.mark.parametrize(("lang", "said"), [("en", "10 working days"), ("ru", "10 рабочих дней"), ("ky", "10 жумуш күнү")])
def test_the_dates_of_a_case_explain_themselves(pages: PageClient, lang: str, said: str) -> None:
    letter = Letters().delivered(3)
    answer = pages.client.get(f"/{lang}/case/{letter.number}/dates.json")
    found = json.loads(answer.data)
    (duty,) = found["duties"]
    due = next(row for row in duty["dates"] if row["on"] == "2026-12-04")
    assert said in " ".join(due["because"])
    assert duty["convention"]["on"]
    assert not duty["is_late"]
    for private in (NAME, EMAIL, PHONE, SUBJECT):
        assert private not in answer.text
    again = pages.client.get(f"/{lang}/case/{letter.number}/dates.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_case_that_is_not_public_does_not_exist(pages: PageClient) -> None:
    letter = Letters().file()
    db.session.commit()
    assert pages.client.get(f"/en/case/{letter.number}/dates.json").status_code == 404
    assert pages.client.get("/en/case/26-0000-0000/dates.json").status_code == 404


def test_the_calculator_gives_codes_and_sentences(pages: PageClient) -> None:
    found = read(pages, "/en/calculator.json?kind=information_request&received_on=2026-11-23")
    assert found["answer"]["due_on"] == "2026-12-07"  # type: ignore[index]
    assert found["registration"]["due_on"] is None  # type: ignore[index]
    assert found["convention"]["strict_on"] == "2026-12-23"  # type: ignore[index]
    assert any("10 working days" in line for line in found["words"]["answer"])  # type: ignore[index]


@pytest.mark.parametrize("answered", ["", "&body_on=2026-11-16"])
def test_the_ways_of_review_for_programs(pages: PageClient, answered: str) -> None:
    found = read(pages, f"/ru/calculator.json?kind=statement&received_on=2026-11-02{answered}")
    for name in ("remedies", "after_refusal", "after_answer"):
        assert [(way["route"], way["until_on"]) for way in found[name]] == [  # type: ignore[attr-defined]
            ("administrative_complaint", None), ("akyikatchy", None), ("court", None),
        ]  # fmt: skip
        assert all(set(way) == {"route", "status", "complaint_first", "until_on"} for way in found[name])  # type: ignore[attr-defined]
    assert [way["complaint_first"] for way in found["after_refusal"]] == [False, False, True]  # type: ignore[attr-defined]
    said = found["words"]["after_refusal"]  # type: ignore[index]
    assert said[2] == "Обратиться в суд. До суда подайте жалобу в сам орган или в вышестоящий орган. " + NOT_SURE


NOT_SURE = "Не подтверждено: действуйте сейчас, спросите центр."


def test_wrong_input_is_named_in_the_readers_language(pages: PageClient) -> None:
    found = read(pages, "/ky/calculator.json?kind=information_request&received_on=soon", 422)
    assert list(found["errors"]) == ["received_on"]  # type: ignore[call-overload]
    (words,) = found["errors"]["received_on"]  # type: ignore[index]
    assert words.startswith("Күнү туура жазылган эмес")
    unbound = read(pages, "/en/calculator.json?kind=information_request&received_on=2026-11-20&body=court")
    assert unbound == {"errors": {}, "bound": False}


GOOD = {"kind": "information_request", "received_on": "2026-04-28"}
ODD = [
    "", "bogus", "0", "-1", "[]", "{}", "null", "court", "parliament", "statement", "access_complaint", "y", "0001-01-01",
    "9999-12-31", "1999-01-01", "2026-02-30", "28.04.2026", "2026-04-29", "2027-12-31", "\x00", "ж" * 500, "' OR 1=1 --", "<b>",
]  # fmt: skip
FIELDS = ["kind", "body", "received_on", "registered_on", "dispatched_on", "extended", "body_on", "promised_on", "lang", "x"]


@pytest.mark.parametrize("field", FIELDS)
def test_whatever_is_typed_the_three_addresses_answer(pages: PageClient, field: str) -> None:
    """What cannot be counted is said: by the page in words, to programs by field, and the file leads to the page."""
    for value in ODD:
        query = {**GOOD, field: value}
        shown = pages.client.get("/ru/calculator", query_string=query)
        codes = pages.client.get("/ru/calculator.json", query_string=query)
        file = pages.client.get("/ru/calculator.ics", query_string=query)
        assert (shown.status_code, codes.mimetype) == (200, "application/json"), (field, value)
        found = json.loads(codes.data)
        assert codes.status_code == (422 if found.get("errors") else 200), (field, value)
        counted = "answer" in found
        assert counted or found["errors"] or not found["bound"], (field, value)
        assert file.status_code in ((200, 303) if counted else (303,)), (field, value)


def test_a_sort_of_body_that_does_not_exist_is_named(pages: PageClient) -> None:
    found = read(pages, "/ru/calculator.json?kind=information_request&received_on=2026-04-28&body=bogus", 422)
    assert list(found["errors"]) == ["body"]  # type: ignore[call-overload]
