"""A ground that a lawyer read in the law: added on a screen by two persons, given by an officer, read by the applicant."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import NOW, TODAY
from tests.law.test_added_grounds import CODE, WORDS
from tests.people.build import enter
from tests.web.admin.conftest import a_person
from tests.web.client import Page, PageClient
from tests.web.officer.build import Office, events, leg_of, url
from tracker import lawbook
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, CaseEvent
from tracker.cases.papers import names_for
from tracker.directory.posts import PostRole
from tracker.i18n import in_language
from tracker.law.grounds import ground_by_code
from tracker.lawbook.models import LawChange
from tracker.mail.models import OutboxMail
from tracker.store import db

LAW = "/en/admin/law/KG-ATI-217"
NEW = f"{LAW}/ground/new"
REPEATED = {
    "use": "refusal", "words_ky": WORDS["ky"], "words_ru": WORDS["ru"], "words_en": WORDS["en"], "article": "21(1)(2)",
    "article_confirmed": True, "status": "confirmed", "needs": "weighing", "limited_by": "R-UNREAS",
    "source": "https://cbd.minjust.gov.kg/217", "reason": "21-берене расмий тексттен окулду",
}  # fmt: skip
GIVEN = {"national": CODE, "text": "Бул сурамга 12-октябрда жооп берилген.", "weighing": "Жооп эл алдында жарыяланган."}


def typed(**more: Any) -> dict[str, Any]:
    """What is filled in; None: not touched."""
    return {name: value for name, value in {**REPEATED, **more}.items() if value is not None}


class Ministry:
    """Two administrators and the body whose officer refuses, on one database."""

    def __init__(self, app: Flask) -> None:
        self.first, self.second = (
            enter(PageClient(app), a_person(app, f"{login}@example.kg", name, PostRole.ADMINISTRATOR))
            for login, name in (("admin", "Биринчи Администратор"), ("admin2", "Экинчи Администратор"))
        )
        self.office = Office(app)
        self.officer = self.office.signed_in(self.office.person())
        self.public = PageClient(app)

    def add(self, **more: Any) -> Page:
        """Proposed by one, confirmed by the other."""
        return self.confirm(self.first.get(NEW).form("admin-form").fill(**typed(**more)).submit())

    def confirm(self, change: Page) -> Page:
        form = self.second.get(f"{change.url}/confirm").form("admin-form")
        done = form.fill(note="Расмий текст менен салыштырылды").submit()
        db.session.rollback()
        return done

    def retire(self, code: str, **more: Any) -> Page:
        form = self.first.get(f"{LAW}/ground/{code}/use").form("admin-form")
        return form.fill(source="https://cbd.minjust.gov.kg/217", reason="Мыйзамда мындай негиз жок", **more).submit()

    def registered(self, kind: Kind = Kind.INFORMATION_REQUEST, on: date = TODAY) -> Case:
        case = self.office.letter(kind, on=on)
        self.officer.get(url(case)).form("register").fill(incoming_number="08-14/231").submit("Register")
        return case

    def refuse(self, case: Case, **more: str) -> None:
        form = self.officer.get(url(case, "/refuse")).form("act")
        page = form.fill({**GIVEN, **more}).submit("See it before it goes")
        page.press("Send the refusal")
        assert events(case)[-1] == "refused"


@pytest.fixture
def ministry(world: Flask) -> Ministry:
    return Ministry(world)


@pytest.fixture
def any_ministry(any_world: Flask) -> Ministry:
    return Ministry(any_world)


def offered(page: Page, field: str = "national") -> list[str]:
    return [str(box.get("value")) for box in page.document.all("input", name=field)]


MIXED = [
    ({"words_ru": WORDS["ky"]}, "This is the Kyrgyz sentence once more. Write it in Russian."),
    ({"words_en": WORDS["ru"]}, "This has Cyrillic letters. Write the sentence in English."),
    ({"words_ky": WORDS["en"]}, "This has no Cyrillic letters. Write the sentence in Kyrgyz."),
    ({"words_ru": WORDS["en"]}, "This has no Cyrillic letters. Write the sentence in Russian."),
]


@pytest.mark.parametrize(("words", "said"), MIXED)
def test_a_sentence_in_the_wrong_language_is_refused(ministry: Ministry, words: dict[str, str], said: str) -> None:
    page = ministry.first.get(NEW).form("admin-form").fill(**typed(**words)).submit(status=422)
    assert page.errors == [said]
    assert page.form("admin-form")["words_ky"] == typed(**words)["words_ky"]


def test_from_the_text_of_the_law_to_the_letter_of_the_applicant(any_ministry: Ministry) -> None:
    this = any_ministry
    case = this.registered()
    change = this.first.get(LAW).click("Add a ground").form("admin-form").fill(**REPEATED).submit()
    for said in (*WORDS.values(), CODE, "To refuse; article 21(1)(2); confirmed", "The request is clearly unreasonable"):
        assert said in change.text
    assert "In 1 open case it would be offered." in change.text
    assert "No date moves" in change.text
    assert CODE not in offered(this.officer.get(url(case, "/refuse"))), "a proposal changes nothing"

    own = this.first.get(f"{change.url}/confirm").form("admin-form").submit(status=422)
    assert own.errors == ["Another administrator has to do this: you proposed the change yourself."]
    confirmed = this.confirm(change)
    assert "Экинчи Администратор" in confirmed.text
    assert "added here" in this.first.get(LAW).text

    due_on = leg_of(case).answer_due_on
    page = this.officer.get(url(case, "/refuse"))
    assert f"{WORDS['en']} (Law No. 217 of 29 December 2023 on the right of access to information, article 21(1)(2))" in page.text
    refused = page.form("act").fill({**GIVEN, "weighing": ""}).submit("See it before it goes", status=422)
    assert any(error.startswith(f"{WORDS['en']}: Say why keeping it back weighs more") for error in refused.errors)
    this.refuse(case)
    assert leg_of(case).answer_due_on == due_on

    mail = db.session.scalars(select(OutboxMail.text).where(OutboxMail.case_ref == case.id, OutboxMail.language == "ky")).all()
    assert any(WORDS["ky"] in text and "21(1)(2)" in text for text in mail)
    for language, words in WORDS.items():
        shown = this.public.get(f"/{language}/case/{case.number}").text
        assert words in shown
        assert CODE not in shown
        assert words in this.public.get(f"/{language}/figures").text
    assert "The body has to weigh the public interest in knowing it." in this.public.get(f"/en/case/{case.number}").text
    happened = db.session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id)).all()
    with in_language("ky"):
        assert names_for(db.session, happened).ground(CODE) == WORDS["ky"], "on the case as one PDF too"


def test_its_words_are_corrected_and_every_page_says_it_the_new_way(ministry: Ministry) -> None:
    ministry.add()
    case = ministry.registered()
    ministry.refuse(case)
    addresses = (f"/ky/case/{case.number}", "/ky/figures")
    known = [ministry.public.get(address).answer.headers["ETag"] for address in addresses]
    form = ministry.first.get(f"{LAW}/ground/{CODE}").form("admin-form")
    assert (form["words_ky"], form["article"]) == (WORDS["ky"], "21(1)(2)")
    better = "Сурам мурда жооп алган сурамды кайталайт"
    ministry.confirm(form.fill(words_ky=better, source="cbd", reason="Так котормо").submit())
    for address, etag in zip(addresses, known, strict=True):
        answer = ministry.public.client.get(address, headers={"If-None-Match": etag})
        assert answer.status_code == 200, "whoever has the page with the old words gets the new one"
        assert better in answer.get_data(as_text=True)
        assert WORDS["ky"] not in answer.get_data(as_text=True)


def test_a_page_with_an_added_ground_costs_no_statement_more(ministry: Ministry) -> None:
    ministry.add()
    with_added, with_shipped = ministry.registered(), ministry.registered()
    ministry.refuse(with_added)
    ministry.refuse(with_shipped, national="K217-RESTR-ORDER")
    for pages, address in ((ministry.public, "/ky/case/{}"), (ministry.officer, "/ky/officer/{}")):
        _, *costs = [len(pages.get(address.format(one.number)).statements) for one in (with_added, with_added, with_shipped)]
        assert costs[0] == costs[1], address


def test_a_ground_to_put_off_and_one_to_pass_on(ministry: Ministry) -> None:
    case = ministry.registered()
    plain = {"needs": None, "limited_by": None}
    ministry.add(use="extension", **plain)
    archive = {"words_en": "The archive has it", "words_ky": "Маалымат архивде", "words_ru": "Сведения в архиве"}
    ministry.add(use="transfer", **plain, **archive)
    page = ministry.officer.get(url(case, "/more-time"))
    assert WORDS["en"] in page.text
    assert "The archive has it" in ministry.officer.get(url(case, "/pass-on")).text
    page.form("act").fill(ground=CODE, reason="Мурунку жоопту табуу керек.").submit("Take more time")
    assert WORDS["ru"] in ministry.public.get(f"/ru/case/{case.number}").text
    texts = db.session.scalars(select(OutboxMail.text).where(OutboxMail.case_ref == case.id)).all()
    assert any(WORDS["ky"] in text for text in texts)


def test_on_citizens_appeals_a_ground_can_ask_for_a_weighing_too(ministry: Ministry) -> None:
    form = ministry.first.get("/en/admin/law/KG-APP-67/ground/new").form("admin-form")
    assert "limited_by" not in form.values, "the Convention does not run beside this law"
    ministry.confirm(form.fill(**typed(limited_by=None)).submit())
    case = ministry.registered(Kind.STATEMENT)
    page = ministry.officer.get(url(case, "/refuse")).form("act").fill({**GIVEN, "national": "KG-APP-67-G1"})
    page.submit("See it before it goes").press("Send the refusal")
    assert events(case)[-1] == "refused"


def test_what_is_no_ground_is_not_offered_any_more_and_old_answers_keep_it(ministry: Ministry) -> None:
    ministry.add()
    answered, open_case = ministry.registered(), ministry.registered()
    ministry.refuse(answered)
    page = ministry.first.get(f"{LAW}/ground/{CODE}").click("This is no ground of this law")
    assert "Answers that were given on it still say what it was." in page.text
    change = ministry.retire(CODE)
    assert "It is no ground of this law." in change.text
    assert "In 1 open case it would no longer be offered." in change.text
    opened = ministry.officer.get(url(open_case, "/refuse"))
    ministry.confirm(change)
    stale = opened.form("act").fill(GIVEN).submit("See it before it goes", status=422)
    assert f"{WORDS['en']}: This ground does not belong to the law that governs this case." in stale.errors
    assert CODE not in offered(ministry.officer.get(url(open_case, "/refuse")))
    assert "no ground of this law" in ministry.first.get(LAW).text
    for address in (f"/ky/case/{answered.number}", "/ky/figures"):
        assert WORDS["ky"] in ministry.public.get(address).text
    again = ministry.first.get(f"{LAW}/ground/{CODE}").click("This is a ground of this law after all")
    ministry.confirm(again.form("admin-form").fill(source="cbd", reason="Жаңылыш окулган").submit())
    assert CODE in offered(ministry.officer.get(url(open_case, "/refuse")))


def test_one_that_ships_ends_from_a_day_on(ministry: Ministry) -> None:
    code, day = "K217-NOTHELD-SCOPE", TODAY + timedelta(days=1)
    before = ministry.registered()
    change = ministry.retire(code, valid_from=day.isoformat())
    assert "since 24.11.2026" in change.text
    assert "It concerns no open case." in change.text
    ministry.confirm(change)
    assert code in offered(ministry.officer.get(url(before, "/refuse"))), "it keeps the law of its start"
    assert "no ground since 24.11.2026" in ministry.first.get(LAW).text
    rows = [row for row in lawbook.regimes(db.session) if row.family == "KG-ATI-217"]
    found = {row.id: ground_by_code(code, [row]) for row in rows}
    assert {regime_id: ground.retired for regime_id, ground in found.items() if ground} == {
        "KG-ATI-217": False, "KG-ATI-217@2": True,
    }  # fmt: skip


WRONG = [
    ({"use": None}, "Choose one."),
    ({"words_ky": ""}, "Write what it says in Kyrgyz."),
    ({"words_ru": "  "}, "Write what it says in Russian."),
    ({"words_en": ""}, "Write what it says in English."),
    ({"words_en": "x" * 301}, "This is 301 characters long. Shorten it to 300."),
    ({"article": ""}, "Write the article that was read."),
    ({"status": None}, "Choose one."),
    ({"use": "extension"}, "Only a refusal has something to go with it. Leave this empty."),
    ({"use": "transfer", "needs": None}, "Only a refusal has something to go with it. Leave this empty."),
    ({"valid_from": "45.13.2026"}, "This is not a date. Write it like 07.12.2026."),
    ({"source": ""}, "Write where it was read."),
    ({"reason": ""}, "Write the reason for the change."),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG)
def test_wrong_input_is_explained_and_all_that_was_typed_is_kept(ministry: Ministry, wrong: dict[str, Any], said: str) -> None:
    sent = typed(**wrong)
    page = ministry.first.get(NEW).form("admin-form").fill(**sent).submit(status=422)
    assert said in " ".join(page.errors)
    form = page.form("admin-form")
    for name in ("words_ky", "words_ru", "words_en", "article", "source", "reason"):
        assert form[name] == sent[name].strip(), name
    for name in ("needs", "limited_by"):
        assert form.values.getlist(name) == ([sent[name]] if name in sent else []), name
    db.session.rollback()
    assert db.session.query(LawChange).count() == 0


def test_the_same_words_wait_once_and_other_ones_beside_them(ministry: Ministry) -> None:
    form = ministry.first.get(NEW).form("admin-form").fill(**REPEATED)
    form.submit()
    again = form.submit(status=422)
    assert again.errors == ["A change of the same thing waits already. Decide it first."]
    assert again.form("admin-form")["words_ky"] == WORDS["ky"]
    second = again.form("admin-form").fill(words_en="It asks for what was published", article="21(1)(3)").submit()
    assert "KG-ATI-217-G2" in second.text
    assert "2 changes of the law wait" in ministry.first.get("/en/admin").text
    assert f"new ground – {WORDS['en']}" in ministry.first.get("/en/admin/law").text


NOWHERE = (
    "INT-AARHUS-4/ground/new", "KG-APC-13/ground/new", "KG-NO-1/ground/new", "KG-ATI-217/ground/R-DRAFT/use",
    "INT-AARHUS-4/ground/R-DRAFT/use", "KG-ATI-217/ground/K99/use", "KG-ATI-217/ground/R-DRAFT", "KG-APP-67-10WD/ground/K67-ANON",
)  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_grounds_are_changed_where_they_belong(ministry: Ministry, path: str) -> None:
    assert ministry.first.get(f"/en/admin/law/{path}", status=404).status == 404


def test_the_grounds_of_a_changed_law_lead_to_that_law(ministry: Ministry) -> None:
    page = ministry.first.get("/en/admin/law/KG-APP-67-10WD")
    [address] = [href for text, href in page.links() if "full name, address or contact" in text]
    assert address == "/en/admin/law/KG-APP-67/ground/K67-ANON"
    assert "Add a ground" in [text for text, _ in page.links()]
    assert "Add a ground" not in [text for text, _ in ministry.first.get("/en/admin/law/INT-AARHUS-4").links()]


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_in_the_languages_of_the_country(ministry: Ministry, language: str) -> None:
    change = ministry.first.get(NEW).form("admin-form").fill(**REPEATED).submit()
    ministry.confirm(change)
    for path in ("KG-ATI-217/ground/new", f"KG-ATI-217/ground/{CODE}", f"KG-ATI-217/ground/{CODE}/use", "KG-ATI-217", "changes"):
        text = ministry.first.get(f"/{language}/admin/law/{path}").text
        for english in ("ground", "What it says", "To refuse", "added here", "paragraphs"):
            assert english not in text, path


def test_programs_read_the_grounds_with_their_words(ministry: Ministry, world: Flask) -> None:
    ministry.add()
    result = world.test_cli_runner().invoke(args=["law", "terms", "--json"])
    assert result.exit_code == 0, result.output
    law = next(one for one in json.loads(result.output) if one["id"] == "KG-ATI-217")
    ground = next(one for one in law["grounds"] if one["code"] == CODE)
    assert (ground["words"], ground["needs"], ground["limited_by"]) == (WORDS, ["weighing"], ["R-UNREAS"])
    assert (ground["article"], ground["retired"], ground["change"]) == ("21(1)(2)", False, 1)
    assert ground["set"].startswith(f"set {NOW.date().isoformat()} by administrator")
    assert not [one for one in law["grounds"] if one["code"].startswith("R-")], "those of the Convention stand once"
    shipped = next(one for one in law["grounds"] if one["code"] == "K217-EXT-VOLUME")
    assert shipped["words"]["en"] == "There is a large volume of information"
