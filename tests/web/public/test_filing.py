"""Filing through the real pages: the whole way, and everything that people and networks do on it."""

from __future__ import annotations

import io

from flask import Flask
from pypdf import PdfReader

from tests.files.build import office, pdf, picture
from tests.web.client import PageClient
from tests.web.public.writing import NAME, SMOKE, Writer, cases, newest_case
from tracker.cases.kinds import TaskKind
from tracker.cases.models import CaseContent, Party, Task
from tracker.store import db


def test_a_report_reaches_the_receipt(writer: Writer) -> None:
    case = writer.file("SETS-JA")
    assert (case.kind, case.language, case.channel, case.restricted) == ("statement", "ky", "web", True)
    assert case.territory_code == "41703220000000"
    assert case.centre_id == "AC-OS"
    assert [leg.authority_id for leg in case.legs] == ["SETS-JA"]
    assert case.content is not None
    assert case.content.body == SMOKE["body"]
    assert [party.role for party in case.parties] == ["applicant"]


def test_the_receipt_shows_number_secret_and_what_comes(writer: Writer) -> None:
    case = writer.file("SETS-JA")
    page = writer.pages.get("/ky/receipt")
    assert case.number in page.text
    secret = page.document.first("p", class_="ticket-secret")
    assert secret is not None
    assert len(secret.text.replace(" ", "")) == 16
    again = writer.pages.get("/ky/receipt")
    assert again.document.first("p", class_="ticket-secret").text == secret.text
    assert again.headers["Cache-Control"] == "no-store"


def test_the_slip_and_the_two_copies_are_pdf(writer: Writer) -> None:
    writer.file("SETS-JA")
    for path in ("/ky/receipt/slip.pdf", "/ky/receipt/copies.pdf"):
        page = writer.pages.get(path)
        assert page.data.startswith(b"%PDF")


def test_what_is_handed_in_has_its_pictures_and_documents_behind_it(writer: Writer) -> None:
    writer.until_check("SETS-JA")
    given = [("Түтүн.jpg", picture(size=(900, 600))), ("акт.pdf", pdf()), ("тизме.docx", office())]
    writer.pages.get("/ky/new/files").form("letter").fill(files=given).submit("add")
    receipt = writer.send()
    assert "тизме.docx" in receipt.text
    sheets = PdfReader(io.BytesIO(writer.pages.get("/ky/receipt/copies.pdf").data)).pages
    assert len(sheets) == 4, "two copies, the picture, the act"
    assert "Сузак району, Жалал-Абад облусу" in sheets[0].extract_text(), "which of the villages of this name"


def test_two_letters_have_days_of_their_own(writer: Writer) -> None:
    writer.letter = {**SMOKE, "ask_too": "Бул заводдун акыркы эки жылдагы текшерүү актыларын бериңиздер."}
    assert len(writer.until_check().document.all("ol", class_="ahead")) == 2
    assert len(writer.send().document.all("ol", class_="ahead")) == 2


def test_back_after_sending_leads_to_the_receipt_and_not_to_an_empty_form(writer: Writer) -> None:
    case = writer.file("SETS-JA")
    for step in ("check", "sender", "place"):
        assert writer.pages.client.get(f"/ky/new/{step}").headers["Location"].endswith("/ky/receipt"), step
    assert writer.pages.get("/ky/new").document.first("a", href="/ky/receipt") is not None
    assert case.number in writer.pages.get("/ky/receipt").text


def test_reading_sets_no_cookie_and_starting_sets_one(pages: PageClient) -> None:
    for path in ("/ky/", "/ky/new", "/ky/new/write?kind=statement", "/ky/call"):
        assert "Set-Cookie" not in pages.get(path).headers, path
    page = pages.get("/ky/new/write?kind=statement").form("letter").fill(SMOKE).submit(status=303)
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("tracker_draft=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_sending_twice_makes_one_case(writer: Writer) -> None:
    page = writer.until_check()
    first = page.form("letter").submit()
    second = page.form("letter").submit()
    assert first.url == second.url == "/ky/receipt"
    assert len(cases()) == 1


def test_back_after_sending_does_not_change_what_was_sent(writer: Writer) -> None:
    page = writer.pages.get("/ky/new/write?kind=statement")
    form = page.form("letter").fill(SMOKE)
    form.submit()
    writer.place()
    writer.to("unknown")
    writer.sender()
    writer.files()
    writer.send()
    back = form.fill(body="Дагы бир нерсе кошкум келди, эми кеч болуп калды.").submit(status=409)
    assert "Дагы бир нерсе" in back.text
    assert len(cases()) == 1


def test_a_second_letter_after_the_first(writer: Writer) -> None:
    writer.file("SETS-JA")
    page = writer.pages.get("/ky/new/write?kind=proposal")
    assert page.form("letter")["subject"] == ""
    writer.kind = "proposal"
    writer.file("SETS-JA")
    assert [case.kind for case in cases()] == ["statement", "proposal"]


def test_i_do_not_know_goes_to_the_centre_of_the_oblast(writer: Writer) -> None:
    case = writer.file("unknown")
    assert case.legs == []
    assert case.centre_id == "AC-OS"


def test_the_centre_as_sender(writer: Writer) -> None:
    writer.write()
    writer.place()
    writer.to("SETS-JA")
    refused = writer.sender(422, sender="centre")
    assert refused.errors
    writer.sender(sender="centre", phone="0555 123 456")
    preview = writer.files()
    assert "Асанова" not in preview.document.first("div", class_="paper").text
    writer.send()
    case = newest_case()
    assert [party.role for party in case.parties] == ["behind"]
    kinds = set(db.session.scalars(db.select(Task.kind).where(Task.case_id == case.id)))
    assert TaskKind.CENTRE_AS_SENDER in kinds


def test_writing_for_another(writer: Writer) -> None:
    case = writer.file("SETS-JA", sender="for_another", represented="Асанов Бакыт (ойдон чыгарылган)")
    assert [party.role for party in case.parties] == ["applicant", "represented"]
    receipt = writer.pages.get("/ky/receipt")
    for page in (receipt, receipt.click("Open the page of my letter")):
        rows = page.main.text
        assert "Кимдин атынан жөнөтүлдүАсанов Бакыт (ойдон чыгарылган)" in rows.replace(" Асанов", "Асанов"), rows
        assert f"Катты жазган{NAME}" in rows.replace("жазган ", "жазган")


def test_an_information_request_needs_a_name_and_nothing_else(writer: Writer) -> None:
    writer.kind = "information_request"
    case = writer.file("SETS-JA", address="", email="", phone="")
    assert not case.restricted
    party = db.session.scalars(db.select(Party)).one()
    assert (party.address, party.email, party.phone) == ("", "", "")


def test_an_anonymous_statement_is_warned_about_and_possible(writer: Writer) -> None:
    writer.write()
    writer.place()
    writer.to("SETS-JA")
    page = writer.sender(422, name="", address="")
    assert "anonymous" in page.form("letter").names()
    page.form("letter").fill(anonymous=True).submit()
    writer.send()
    assert newest_case().parties[0].name == ""


def test_the_form_in_which_information_is_wanted_stands_in_the_letter(writer: Writer) -> None:
    writer.kind, writer.letter = "information_request", {**SMOKE, "form_wanted": "paper"}
    case = writer.file("SETS-JA")
    content = db.session.get(CaseContent, case.id)
    assert content is not None
    assert content.form_wanted


def test_danger_makes_the_case_urgent_and_shows_numbers(writer: Writer) -> None:
    page = writer.write(danger=True)
    assert "0312 540579" in page.text
    writer.place()
    writer.to("unknown")
    writer.sender()
    writer.files()
    writer.send()
    assert newest_case().urgent


def test_a_letter_about_a_body_does_not_go_to_it(writer: Writer) -> None:
    writer.write()
    writer.place()
    page = writer.pages.get("/ky/new/to").form("letter")
    refused = page.fill(authority="SETS-JA", concern_kind="body", concern_name="экотехнадзор").submit("go", 422)
    refused = refused.form("letter").fill(concern_authority="SETS").submit("go", 422)
    assert refused.errors
    writer.sender()
    chosen = refused.form("letter").fill(authority="unknown").submit("go")
    assert chosen.url == "/ky/new/sender"
    writer.files()
    writer.send()
    case = newest_case()
    assert [(one.kind, one.authority_id) for one in case.concerns] == [("body", "SETS")]


def test_a_step_opened_too_early_leads_to_the_first(pages: PageClient) -> None:
    for path in ("place", "to", "sender", "files", "check"):
        assert pages.get(f"/ky/new/{path}").url == "/ky/new"


def test_two_browsers_are_two_letters(world: Flask) -> None:
    first, second = Writer(PageClient(world)), Writer(PageClient(world))
    first.write()
    assert second.pages.get("/ky/new/place").url == "/ky/new"
    assert second.pages.get("/ky/receipt").url == "/ky/new"


def test_every_page_has_few_statements(writer: Writer) -> None:
    writer.until_check()
    for path in ("new", "new/write", "new/place", "new/to", "new/sender", "new/files", "new/check"):
        page = writer.pages.get(f"/ky/{path}")
        assert len(page.statements) <= 16, (path, len(page.statements), page.statements)
        assert len(page.data) <= 25_000, (path, len(page.data))


def test_a_letter_that_reports_and_asks_is_two_cases_with_two_clocks(writer: Writer) -> None:
    ask = "Бул заводдун акыркы эки жылдагы текшерүү актыларын бериңиздер."
    writer.letter = {**SMOKE, "ask_too": ask}
    preview = writer.until_check()
    assert len(preview.document.all("div", class_="paper")) == 2
    receipt = writer.send()
    writer.pages.post("/ky/new/check", {"tag": receipt.form("delivery")["tag"]})
    report, request = cases()
    assert (report.kind, request.kind) == ("statement", "information_request")
    assert (report.restricted, request.restricted) == (True, False)
    assert request.linked_case_id == report.id
    assert request.content is not None
    assert request.content.body == ask
    secrets = [element.text for element in receipt.document.all("p", class_="ticket-secret")]
    assert len(set(secrets)) == 2
    assert writer.pages.get("/ky/receipt/slip.pdf?n=1").data.startswith(b"%PDF")


def test_a_report_with_a_question_in_it_is_offered_a_second_letter(writer: Writer) -> None:
    writer.letter = {**SMOKE, "body": SMOKE["body"] + " Бул заводго ким уруксат берген?"}
    page = writer.until_check()
    assert any("ask=1" in href for _, href in page.links())


def test_the_number_of_statements_does_not_grow_with_the_text(writer: Writer) -> None:
    writer.letter = {**SMOKE, "body": " ".join(f"Айыл{n} Суусамыр Кара-Жыгач" for n in range(300))}
    page = writer.write()
    assert len(page.statements) <= 10


def test_handing_the_letter_in_is_written_down_on_the_receipt(writer: Writer) -> None:
    case = writer.file("SETS-JA")
    form = writer.pages.get("/ky/receipt").form("delivery")
    assert form.fill(received_on="2026-11-24", proof="asserted").submit(status=422).errors
    assert form.fill(received_on="2026-11-20", proof="asserted").submit(status=422).errors
    foreign = ("x.exe", b"MZ" + b"\0" * 99)
    assert form.fill(received_on="2026-11-23", proof="postal_receipt", photo=foreign).submit(status=422).errors
    form.fill(received_on="2026-11-23", proof="stamped_copy", photo=("Мөөр.jpg", picture())).submit()
    db.session.expire_all()
    assert case.legs[0].proof == "stamped_copy"
    assert "delivery" not in {one.get("id") for one in writer.pages.get("/ky/receipt").document.all("form")}


def test_a_shared_phone_forgets_the_letter(writer: Writer) -> None:
    writer.file("SETS-JA")
    page = writer.pages.get("/ky/receipt").form("/receipt/forget").submit()
    assert page.url == "/ky/"
    assert writer.pages.get("/ky/receipt").url == "/ky/new"


def test_the_page_of_the_letter_opens_from_the_receipt(writer: Writer) -> None:
    case = writer.file("SETS-JA")
    (follow,) = {href for _, href in writer.pages.get("/ky/receipt").links() if "/follow/" in href}
    page = writer.pages.get(follow)
    assert case.number in page.text
