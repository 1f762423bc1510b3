"""The calculator: right dates with reasons, an address to share, and clear words for wrong input."""

from __future__ import annotations

from datetime import UTC, date, datetime

import icalendar
import pytest
import time_machine

from tests.lawbook.test_changes import confirmed
from tests.web.client import PageClient
from tracker.law.versions import What
from tracker.lawbook.changes import Wanted
from tracker.store import db


@pytest.mark.parametrize(
    ("query", "said"),
    [
        # ten working days after 23 November; the month of the Convention from the same day
        ("kind=information_request&received_on=2026-11-23", ["7 December 2026", "23 December 2026", "10 working days are left"]),
        # the 8th and 9th of January are days off for state bodies in 2026, after the holidays of the 1st to the 7th
        ("kind=information_request&received_on=2025-12-29", ["working days late"]),
        ("kind=information_request&received_on=2026-11-23&extended=y", ["21 December 2026", "extra time"]),
        # what follows if the date passes: every way is named, none with a term that nobody confirmed
        ("kind=information_request&received_on=2026-05-25", ["If the date passes", "Complain to the higher body. Not verified"]),
        ("kind=statement&received_on=2026-05-25", ["Go to court. After silence no complaint before it is needed"]),
        ("kind=statement&received_on=2026-11-23", ["24 November 2026", "14 December 2026", "late registration does not give"]),
        ("kind=statement&received_on=23.11.2026&registered_on=23.11.2026", ["11 December 2026"]),
        ("kind=access_complaint&received_on=2026-11-20", ["no date", "not verified"]),
        ("kind=information_request&received_on=2026-11-02&body_on=2026-11-16", ["That is in time"]),
        ("kind=information_request&received_on=2026-10-05&body_on=2026-10-20", ["1 working day late"]),
        # a promise is no answer: the days go on to be counted to today
        ("kind=information_request&received_on=2026-10-05&promised_on=2026-10-20", ["25 working days late", "It moves no date"]),
        ("kind=information_request&received_on=2026-11-23&body=local_self_government", ["7 December 2026"]),
        # handed in next week: by when would the answer be due?
        ("kind=information_request&received_on=2026-11-30", ["14 December 2026", "15 working days are left"]),
        # how far Law 67 lets an answer be put off is not known: the first date stays
        ("kind=statement&received_on=2026-11-23&extended=y", ["14 December 2026", "so the first date stays"]),
    ],
)
def test_dates(pages: PageClient, query: str, said: list[str]) -> None:
    page = pages.get(f"/en/calculator?{query}")
    for words in said:
        assert words in page.text, page.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=information_request&received_on=", "Write the day on which the body got the letter."),
        ("kind=information_request&received_on=soon", "This is not a date."),
        ("kind=information_request&received_on=2099-12-01", "The working days of 2099 are not known here"),
        ("kind=information_request&received_on=1850-01-01", "Check the year."),
        ("kind=information_request&received_on=1995-01-02", "We know no law"),
        ("kind=information_request&received_on=2026-11-20&body=bank", "Choose one of the answers."),
        ("kind=bribe&received_on=2026-11-20", "Choose one of the answers."),
        ("kind=information_request&received_on=2026-11-20&registered_on=2026-11-10", "This cannot be before 20.11.2026."),
        ("kind=information_request&received_on=2026-11-10&dispatched_on=2026-11-20", "It cannot have been sent after"),
    ],
)
def test_wrong_input_is_explained_and_kept(pages: PageClient, query: str, said: str) -> None:
    page = pages.get(f"/en/calculator?{query}")
    assert said in " ".join(page.errors), page.errors
    assert "The dates" not in page.text


def test_two_lines_that_say_the_same_name_their_fields(pages: PageClient) -> None:
    page = pages.get("/en/calculator?kind=information_request&received_on=soon&dispatched_on=later")
    assert page.errors == [
        "When did the body get the letter?: This is not a date. Write it like 07.12.2026.",
        "When was it sent?: This is not a date. Write it like 07.12.2026.",
    ]


def test_the_first_look_blames_nobody(pages: PageClient) -> None:
    page = pages.get("/en/calculator")
    assert not page.errors
    assert "Set-Cookie" not in page.headers
    filled = page.form("calculator").fill(kind="information_request", received_on="2026-11-23").submit("Count")
    assert "7 December 2026" in filled.text
    assert "received_on=2026-11-23" in filled.url
    assert "noindex" in filled.headers["X-Robots-Tag"]


def test_a_year_that_is_not_loaded_makes_no_date(pages: PageClient) -> None:
    with time_machine.travel(datetime(2027, 12, 28, 5, tzinfo=UTC), tick=True):
        page = pages.get("/en/calculator?kind=information_request&received_on=2027-12-24")
    assert "The working days of 2028 are not known here, so nothing can be counted." in page.errors[0]


@pytest.mark.parametrize("body", ["enterprise", "association", "court", "parliament"])
def test_where_no_law_is_seen_to_bind_the_body_no_date_is_asserted(pages: PageClient, body: str) -> None:
    query = f"kind=information_request&received_on=2026-11-23&body={body}"
    page = pages.get(f"/en/calculator?{query}")
    assert "We have seen no law that sets terms for this sort of body." in page.text
    assert "December 2026" not in page.text
    assert not page.errors
    assert pages.get(f"/en/calculator.ics?{query}").url.startswith("/en/calculator?")


QUERY = "kind=statement&received_on=2026-11-23&registered_on=2026-11-23&body=state"


def events(pages: PageClient, lang: str, query: str) -> dict[str, tuple[date, str]]:
    answer = pages.client.get(f"/{lang}/calculator.ics?{query}")
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="dates-2026-11-23.ics"'
    file = icalendar.Calendar.from_ical(answer.data)
    return {str(one["uid"]): (one.decoded("dtstart"), str(one["summary"])) for one in file.walk("VEVENT")}


def test_the_dates_are_saved_in_a_calendar(pages: PageClient) -> None:
    page = pages.get(f"/en/calculator?{QUERY}")
    assert "Save the dates in my calendar" in page.text
    found = events(pages, "en", QUERY)
    assert sorted(found.values()) == [
        (date(2026, 11, 24), "To be registered by 24 November 2026 (term being checked)"),
        (date(2026, 12, 11), "Answer due by 11 December 2026 (term being checked)"),
    ]


def test_the_same_dates_in_another_language_are_the_same_events(pages: PageClient) -> None:
    english, kyrgyz = events(pages, "en", QUERY), events(pages, "ky", QUERY)
    assert english.keys() == kyrgyz.keys()
    assert not {said for _, said in english.values()} & {said for _, said in kyrgyz.values()}
    later = events(pages, "en", f"{QUERY}&promised_on=2026-12-01")
    assert later.keys() == english.keys()


def test_an_unknown_term_makes_no_event(pages: PageClient) -> None:
    found = events(pages, "ru", "kind=information_request&received_on=2026-11-23")
    assert {on for on, _ in found.values()} == {date(2026, 12, 7), date(2026, 12, 23)}


def test_the_link_holds_what_was_typed(pages: PageClient) -> None:
    page = pages.get("/ky/calculator?kind=statement&received_on=23.11.2026&registered_on=&body_on=&dispatched_on=")
    assert 'href="http://localhost/ky/calculator?kind=statement&amp;received_on=2026-11-23"' in page.data.decode()


NOT_COUNTED = ["", "kind=statement", "kind=x&received_on=2026-11-23", "kind=statement&received_on=2027-12-30"]


def test_without_a_date_no_file_is_offered(pages: PageClient) -> None:
    """A calendar file without an event is none. The time to decide a complaint about access is unknown."""
    query = "kind=access_complaint&received_on=2026-11-23"
    page = pages.get(f"/en/calculator?{query}")
    assert "Link to these dates" in page.text
    assert "Save the dates in my calendar" not in page.text
    answer = pages.client.get(f"/en/calculator.ics?{query}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/en/calculator?{query}")


@pytest.mark.parametrize(("lang", "mark"), [("en", "Demonstration"), ("ru", "Демонстрация"), ("ky", "Демонстрация")])
def test_a_file_of_the_demonstration_is_marked(pages: PageClient, monkeypatch: pytest.MonkeyPatch, lang: str, mark: str) -> None:
    assert not any("[" in said for _, said in events(pages, lang, QUERY).values())
    monkeypatch.setitem(pages.app.config, "DEMONSTRATION", True)
    assert all(said.startswith(f"[{mark}] ") for _, said in events(pages, lang, QUERY).values())


@pytest.mark.parametrize("query", NOT_COUNTED)
def test_what_cannot_be_counted_leads_to_the_page(pages: PageClient, query: str) -> None:
    answer = pages.client.get(f"/en/calculator.ics?{query}")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/en/calculator")


BOTH = {
    "en": ("If the date passes without an answer", "After a refusal, or an answer that is not good enough, these ways are open:"),
    "ru": ("Если срок пройдёт без ответа", "После отказа или недостаточного ответа открыты такие пути:"),
    "ky": ("Эгер бул күн жоопсуз өтүп кетсе", "Орган баш тартса же жооп жетишсиз болсо, мындай жолдор ачык:"),
}


@pytest.mark.parametrize("kind", ["information_request", "statement"])
@pytest.mark.parametrize("lang", sorted(BOTH))
def test_until_the_body_answers_the_ways_after_silence_stand_first_and_the_others_unfold(
    pages: PageClient, lang: str, kind: str
) -> None:
    silence, decision = BOTH[lang]
    page = pages.get(f"/{lang}/calculator?kind={kind}&received_on=2026-11-02")
    assert silence in page.text
    folded = [one.text for one in page.main.all("details") if decision in one.text]
    assert len(folded) == 1
    assert page.text.count(decision) == 1
    answered = pages.get(f"/{lang}/calculator?kind={kind}&received_on=2026-11-02&body_on=2026-11-16")
    assert silence not in answered.text
    assert decision in answered.text
    assert not any(decision in one.text for one in answered.main.all("details"))


COURT = {"status": "confirmed", "value": 3, "unit": "months", "starts": "decision", "source": "cbd.minjust.gov.kg/111520"}
ANSWERED = "kind=statement&received_on=2026-11-02&body_on=2026-11-16"


def read_in_the_code() -> None:
    """Somebody has read how long the way to court is open."""
    confirmed(db.session, Wanted(What.TERM, "KG-APC-13", COURT, "Кодекс окулду", "filing"))
    db.session.commit()


UNTIL = [
    ("en", "Open until 16 February 2027", "Counted from the day of the answer.", "Open for 3 months"),
    ("ru", "Можно воспользоваться до 16 февраля 2027 года", "Отсчёт идёт со дня ответа.", "в течение срока: 3 месяца"),
    ("ky", "Бул жол 2027-жылдын 16-февралы күнүнө чейин ачык", "Жооп берилген күндөн баштап эсептелди.", "ачык мөөнөтү: 3 ай"),
]


@pytest.mark.parametrize(("lang", "until", "from_when", "length"), UNTIL)
def test_a_confirmed_time_to_court_is_counted_from_the_answer(
    pages: PageClient, lang: str, until: str, from_when: str, length: str
) -> None:
    before = pages.get(f"/{lang}/calculator?{ANSWERED}").text
    assert until not in before
    assert from_when not in before
    read_in_the_code()
    page = pages.get(f"/{lang}/calculator?{ANSWERED}")
    assert page.text.count(until) == 1
    assert from_when in page.text
    waiting = pages.get(f"/{lang}/calculator?kind=statement&received_on=2026-11-02").text
    assert length in waiting
    assert until not in waiting


def test_a_likely_time_to_complain_is_no_date_outside(pages: PageClient) -> None:
    for path in ("calculator", "calculator.json", "calculator.ics"):
        answer = pages.client.get(f"/en/{path}?{ANSWERED}")
        assert answer.status_code == 200
        for last_day in ("30 December 2026", "2026-12-30", "20261230"):
            assert last_day not in answer.text, "thirty working days after the answer"


def test_only_a_confirmed_last_day_is_saved_in_the_calendar(pages: PageClient) -> None:
    query = "kind=statement&received_on=2026-11-23&registered_on=2026-11-23&body_on=2026-11-23"
    before = events(pages, "en", query)
    read_in_the_code()
    found = events(pages, "en", query)
    assert [found[uid] for uid in found.keys() - before.keys()] == [
        (date(2027, 2, 23), "Go to court: Open until 23 February 2027"),
    ]
    assert events(pages, "ru", query).keys() == found.keys()


def test_a_way_that_cannot_be_counted_does_not_hide_the_dates_of_the_body(pages: PageClient) -> None:
    """The year after next is not loaded. Thirty working days that nobody confirmed do not ask for it."""
    with time_machine.travel(datetime(2027, 12, 20, 5, tzinfo=UTC), tick=True):
        page = pages.get("/en/calculator?kind=statement&received_on=2027-11-22&body_on=2027-12-13")
    assert "10 December 2027" in page.text or "13 December 2027" in page.text
    assert not page.errors
