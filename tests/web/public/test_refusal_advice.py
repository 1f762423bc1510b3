"""After a refusal: what each ground means, what is known of its form, which ways are open; and the same list in the figures."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.conftest import NOW, TODAY
from tests.web.client import PageClient
from tests.web.public.cases import OFFICER, Letter, Letters
from tracker.cases import deciding
from tracker.cases.decision_letters import Given, Refusal
from tracker.cases.kinds import Kind, Outcome
from tracker.directory.models import Authority
from tracker.people.actor import Actor, ActorKind
from tracker.store import db

GIVEN = Given("Маалымат берилбейт.", "06-3/18", None, "Башкарма башчысы", "Инспектор")
SECURITY = Refusal(grounds=("K217-RESTR-SECURITY",), weighing="Объекттин коопсуздугу маанилүүрөөк.")
RIGHTS = Refusal(grounds=("K217-RESTR-RIGHTS", "R-PERSONAL"), weighing="Адамдардын аттары бар.")


def refused(refusal: Refusal, kind: Kind = Kind.INFORMATION_REQUEST) -> Letter:
    letter = Letters().delivered(3, kind=kind)
    deciding.refuse(db.session, letter.case, letter.leg, by=OFFICER, now=NOW, refusal=refusal, given=GIVEN)
    db.session.commit()
    return letter


def test_the_ground_says_what_it_means(pages: PageClient) -> None:
    page = pages.get(f"/en/case/{refused(SECURITY).number}")
    assert "What the refusal means" in page.text
    assert "The law restricts it to protect national security" in page.text
    assert "article 8(1)" in page.text
    assert "It has to weigh this against the public interest in knowing" in page.text
    assert "The form was checked here before it left" in page.text
    assert "Turn to the Akyikatchy (Ombudsman)" in page.text


def test_each_ground_has_its_own_advice(pages: PageClient) -> None:
    page = pages.get(f"/en/case/{refused(RIGHTS).number}")
    assert "protect the rights and freedoms of other people" in page.text
    assert "Ask for the information without the names" in page.text
    assert "4(4)(f)" not in page.text, "an article that nobody confirmed is not named"


def test_an_article_that_the_body_typed(pages: PageClient) -> None:
    page = pages.get(f"/en/case/{refused(Refusal(typed_article='Мыйзам 217, 21-берене')).number}")
    assert "The body typed the article on which it refuses." in page.text


def test_a_refusal_that_came_past_the_service_was_not_checked(pages: PageClient) -> None:
    letter = Letters().delivered(9)
    applicant = Actor(ActorKind.CONFIRMED_APPLICANT, case_id=letter.case.id)
    deciding.record_outside_answer(
        db.session, letter.case, letter.leg, by=applicant, now=NOW, answered_on=TODAY - timedelta(days=2),
        outcome=Outcome.REFUSED, given=GIVEN, channel="post",
    )  # fmt: skip
    db.session.commit()
    page = pages.get(f"/en/case/{letter.number}")
    assert "so its form was not checked here" in page.text


HIGHER = [
    (Kind.INFORMATION_REQUEST, TODAY, "Complain to the higher body: "),
    (Kind.INFORMATION_REQUEST, TODAY + timedelta(days=1), ""),
    (Kind.ACCESS_COMPLAINT, TODAY, "Complain to the higher body: "),
]


@pytest.mark.parametrize(("kind", "since", "said"), HIGHER)
def test_the_higher_body_is_named_where_it_is_recorded(pages: PageClient, kind: Kind, since: date, said: str) -> None:
    letter = refused(SECURITY, kind)
    before = pages.get(f"/en/case/{letter.number}")
    body, ministry = db.session.get_one(Authority, letter.leg.authority_id), db.session.get_one(Authority, "MNR")
    body.superior_id, body.superior_source, body.superior_from = "MNR", "жобо", since
    letter.case.version += 1
    db.session.commit()
    page = pages.get(f"/en/case/{letter.number}")
    named = f"{said}{ministry.name_en}"
    assert (named in page.text) is bool(said)
    assert "Complain to the higher body: " not in before.text
    assert len(page.statements) == len(before.statements)


def test_without_a_refusal_nothing_is_said_of_one(pages: PageClient) -> None:
    assert "What the refusal means" not in pages.get(f"/en/case/{Letters().answered().number}").text
    assert "What the refusal means" not in pages.get(f"/en/case/{Letters().delivered(40).number}").text


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_in_the_languages_of_the_country(pages: PageClient, lang: str) -> None:
    page = pages.get(f"/{lang}/case/{refused(RIGHTS).number}")
    for english in ("the refusal means", "public interest", "was checked", "without the names"):
        assert english not in page.text


def test_the_figures_count_the_same_grounds(pages: PageClient) -> None:
    refused(SECURITY)
    refused(RIGHTS)
    refused(Refusal(grounds=("K217-RESTR-SECURITY",), typed_article="217, 21", weighing="Коопсуздук"))
    refused(Refusal(typed_article="217, 21"))
    page = pages.get("/en/figures")
    assert "Why bodies refused" in page.text
    assert "The law restricts it to protect national security 2" in page.text
    assert "an article that the body typed 1" in page.text
