from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.client import PageClient
from tests.web.shared import trial
from tracker import clock
from tracker.web.shared.forms import clean

GOOD = {"text": "Ак-Суу дарыясынын суусу эмне үчүн күрөң болду?", "kind": "I want to know"}


def test_a_good_form_is_kept_once_and_leads_on(pages: PageClient) -> None:
    page = pages.get("/en/trial/ask").form().fill(GOOD).fill(
        {"Place": "Ак-Суу", "About": ["Water", "Air"], "Tell me by e-mail": True, "E-mail": " aida@example.kg "}
    ).submit("Continue")
    assert page.h1 == "Thank you"
    (kept,) = trial.kept
    assert kept["place"] == "41702000000000000"
    assert kept["topics"] == ["water", "air"]
    assert kept["email"] == "aida@example.kg"
    assert kept["agree"] is True


def test_a_file_with_a_cyrillic_name_arrives(pages: PageClient) -> None:
    pages.get("/en/trial/ask").form().fill(GOOD, photo=("Сүрөт өзөн.jpg", b"\xff\xd8picture")).submit()
    assert trial.kept[0]["file"] == ("Сүрөт өзөн.jpg", b"\xff\xd8picture")


def test_an_empty_form_says_what_to_do_and_links_to_each_field(pages: PageClient) -> None:
    page = pages.get("/en/trial/ask").form().submit(status=422)
    assert page.errors == ["Write your question", "Choose what it is"]
    assert page.document.first("title").text.startswith("Error: Write your question")
    area = page.document.first("textarea")
    assert area.get("aria-invalid") == "true"
    assert area.get("aria-describedby") == "text-hint text-error"
    assert "In your own words" in page.text
    assert page.document.first("fieldset", id="kind").get("aria-describedby") == "kind-hint kind-error"


tomorrow = clock.today() + timedelta(days=1)
WRONG = [
    ({"text": "Суу"}, "This is too short. Write at least 5 characters."),
    ({"text": "а" * 200_000}, "This is 200000 characters long. Shorten it to 2000."),
    ({"email": "aida"}, "Check the e-mail address. It looks like name@example.kg."),
    ({"seen_on": tomorrow.isoformat()}, f"This day has not come yet. Today is {clock.today():%d.%m.%Y}."),
    ({"seen_on": "кечээ"}, "This is not a date. Write it like 07.12.2026."),
    ({"seen_on": "0007-12-01"}, "Check the year."),
]


@pytest.mark.parametrize(("fields", "message"), WRONG)
def test_wrong_input_is_named_and_kept(pages: PageClient, fields: dict[str, str], message: str) -> None:
    page = pages.get("/en/trial/ask").form().fill(GOOD).fill(fields).submit(status=422)
    assert page.errors == [message]
    ((name, value),) = fields.items()
    assert page.form()[name] == value
    assert trial.kept == []


@pytest.mark.parametrize("typed", ["07.12.2020", "2020-12-07", "7/12/2020"])
def test_dates_are_read_as_phones_and_people_write_them(pages: PageClient, typed: str) -> None:
    pages.get("/en/trial/ask").form().fill(GOOD, seen_on=typed).submit()
    assert trial.kept[0]["seen_on"].isoformat() == "2020-12-07"


def test_a_choice_that_was_not_offered_is_refused(pages: PageClient) -> None:
    form = pages.get("/en/trial/ask").form().fill(GOOD)
    form.values["place"] = "41799999999999999"
    assert form.submit(status=422).errors == ["Choose one of the answers."]


def test_emoji_and_kyrgyz_letters_come_through_control_characters_do_not(pages: PageClient) -> None:
    pages.get("/en/trial/ask").form().fill(GOOD, text="Балыктар өлдү 🐟\x00\u202e ң").submit()
    assert trial.kept[0]["text"] == "Балыктар өлдү 🐟 ң"


@pytest.mark.parametrize(
    ("typed", "kept"), [(" a\r\nb ", "a\nb"), ("и\u0306", "й"), ("x\x07y", "xy"), (None, None), ("\u2067evil\u2069", "evil")]
)
def test_clean(typed: str | None, kept: str | None) -> None:
    assert clean(typed) == kept


def test_a_search_reads_the_address_and_sets_no_cookie(pages: PageClient) -> None:
    page = pages.get("/en/trial/find").form().fill(q=" суу ").submit()
    assert "Looked for: суу" in page.text
    assert "Set-Cookie" not in page.headers


def test_only_fields_that_may_stay_empty_are_marked(pages: PageClient) -> None:
    labels = [label.text for label in pages.get("/en/trial/ask").document.all("label", "legend")]
    assert "Your question" in labels
    assert "Place (optional)" in labels
