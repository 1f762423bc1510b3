"""People who may see one thing, in front of another: holders, officers, units, centres, the coordinator; and the mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.hostile.addresses import filled, rules, values_for
from tests.hostile.hands import OFFICE, Hand, everybody, give_to_units, holder
from tests.hostile.marks import Hidden, Marks, found_in
from tests.hostile.reading import crawl_as, same_but_for, send, whole
from tests.hostile.test_public_surfaces import nobodys_number
from tracker.cases.kinds import Kind
from tracker.cases.models import Case, CaseContent, CaseEvent, CaseFile, Leg, Message, Party
from tracker.directory.posts import Post, PostRole
from tracker.files.models import StoredFile
from tracker.mail.incoming.models import IncomingFile, IncomingMail
from tracker.mail.models import OutboxMail
from tracker.people.models import Account
from tracker.store import db
from tracker.web.shared.access import Audience, declaration

ASKS_FOR_A_REASON = {"staff.case_open"}
PASSED_ON = ("question", "extension", "transfer", "body_note", "head_note", "announcement", "fee")
"""Its own words that a body keeps when it has passed a letter on."""
OF_PEOPLE = {"account", "post", "invitation", "contact"}


@pytest.fixture
def hands(marked: Flask) -> dict[str, Hand]:
    give_to_units()
    return everybody(marked)


def restricted(*where: Any) -> Case:
    query = select(Case).join(Leg, Leg.case_id == Case.id).where(Case.restricted, Case.review == "passed", *where)
    return db.session.scalars(query.order_by(Case.id.desc()).limit(1)).one()


def addresses(app: Flask, case: Case, audience: Audience, method: str) -> Iterator[str]:
    """Every address of these people that is about this case: by its number, or by one of its rows."""
    values = values_for(case)
    of_case = {"number", "task_id", "mail_id", "incoming_id"}
    for rule in rules(app, method):
        declared = declaration(app.view_functions[rule.endpoint])
        if declared and audience in declared.audiences and of_case & rule.arguments and rule.endpoint not in ASKS_FOR_A_REASON:
            yield from filled(rule, values, "en")


@pytest.fixture
def others(marked: Flask, hands: dict[str, Hand]) -> dict[str, tuple[Hand, Case, Audience]]:
    """Who asks, and for what that is not his."""
    bishkek, unit = restricted(Case.centre_id == "AC-BI"), hands["unit officer"].post
    assert unit is not None
    of_ministry = restricted(Leg.authority_id == "MNR", Leg.state != "transferred")
    of_another_unit = db.session.scalars(
        select(Case).join(Leg, Leg.case_id == Case.id)
        .where(Leg.authority_id == OFFICE, Leg.unit_id.is_not(None), Leg.unit_id != unit.unit_id)
    ).first()  # fmt: skip
    assert of_another_unit is not None
    mine = db.session.get_one(Case, hands["holder"].case_id)
    theirs = restricted(Case.id != mine.id)
    return {
        "the holder of another secret": (hands["holder"], theirs, Audience.CITIZEN),
        "the link of another letter": (hands["letter code"], other_than(hands["letter code"]), Audience.LETTER),
        "an officer of another body": (hands["officer"], of_ministry, Audience.OFFICER),
        "the head of another body": (hands["head"], of_ministry, Audience.OFFICER),
        "an officer of another unit": (hands["unit officer"], of_another_unit, Audience.OFFICER),
        "another centre": (hands["Osh"], bishkek, Audience.STAFF),
    }


def other_than(hand: Hand) -> Case:
    return restricted(Case.id != hand.case_id)


OTHERS = (
    "the holder of another secret", "the link of another letter", "an officer of another body", "the head of another body",
    "an officer of another unit", "another centre",
)  # fmt: skip


@pytest.mark.parametrize("who", OTHERS)
def test_nothing_of_it_is_given(
    marked: Flask, marks: Marks, others: dict[str, tuple[Hand, Case, Audience]], who: str
) -> None:
    hand, case, audience = others[who]
    asked = list(addresses(marked, case, audience, "GET"))
    assert len(asked) > 10
    for url in asked:
        answer = send(hand.client, url)
        assert answer.status_code in {303, 403, 404} or url == f"/en/staff/{case.number}", f"{url}: {answer.status_code}"
        found = {each for each in found_in(whole(answer), marks) if each.case_id == case.id}
        assert not found, f"{url}: {found}"


@pytest.mark.parametrize("who", OTHERS)
def test_nothing_can_be_done_with_it(
    marked: Flask, others: dict[str, tuple[Hand, Case, Audience]], who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(marked.config, "WTF_CSRF_ENABLED", False)
    monkeypatch.setitem(marked.config, "WTF_CSRF_METHODS", set())
    hand, case, audience = others[who]
    before = state_of(case.id)
    asked = list(addresses(marked, case, audience, "POST"))
    assert len(asked) > 8
    for url in asked:
        data = {"seen_version": str(case.version), "text": "t", "reason": "closed", "note": "n", "confirm": "y"}
        answer = send(hand.client, url, "POST", data=data)
        assert answer.status_code in {303, 403, 404}, f"{url}: {answer.status_code}"
        if answer.status_code == 303:
            assert "/follow" in answer.headers["Location"], f"{url} went on to {answer.headers['Location']}"
    assert state_of(case.id) == before


def state_of(case_id: int) -> list[Any]:
    db.session.rollback()
    db.session.expire_all()
    case = db.session.get_one(Case, case_id)
    legs = [(leg.id, leg.state, leg.version, leg.unit_id) for leg in case.legs]
    events = db.session.scalars(select(CaseEvent.id).where(CaseEvent.case_id == case_id)).all()
    texts = db.session.scalars(select(Message.body).where(Message.case_id == case_id)).all()
    return [case.version, case.state, case.secret_digest, case.released, legs, events, texts]


@pytest.mark.parametrize("who", OTHERS)
def test_it_looks_like_what_does_not_exist(
    marked: Flask, others: dict[str, tuple[Hand, Case, Audience]], who: str
) -> None:
    """For people inside too a letter without a public row is not there at all, where it is not theirs."""
    hand, case, audience = others[who]
    case.public_row = False
    db.session.commit()
    nobody = nobodys_number()
    for url in addresses(marked, case, audience, "GET"):
        told, control = send(hand.client, url), send(hand.client, url.replace(case.number, nobody))
        words = {case.number: "N", nobody: "N"}
        if case.number in url:
            assert same_but_for(told, words) == same_but_for(control, words), url


def test_files_of_another_case_under_the_number_of_ones_own(marked: Flask, hands: dict[str, Hand], marks: Marks) -> None:
    """The number is one's own, the file's number is not."""
    mine = db.session.get_one(Case, hands["holder"].case_id)
    own = set(db.session.scalars(select(CaseFile.id).where(CaseFile.case_id == mine.id)))
    staffed = db.session.scalars(select(Case).where(Case.centre_id == "AC-OS").limit(1)).one()
    of_osh = set(db.session.scalars(select(CaseFile.id).where(CaseFile.case_id == staffed.id)))
    others = db.session.scalars(select(CaseFile.id).order_by(CaseFile.id)).all()[::4]
    for file_id in sorted({*others, *own, *of_osh}):
        given = send(hands["holder"].client, f"/en/my/{mine.number}/file/{file_id}").status_code == 200
        assert given <= (file_id in own)
        for way in ("", "/preview", "/cover"):
            answer = send(hands["Osh"].client, f"/en/staff/{staffed.number}/file/{file_id}{way}")
            assert (answer.status_code == 200) <= (file_id in of_osh), f"{file_id}{way}"


ROUNDS: dict[str, tuple[str, ...]] = {
    "holder": ("my/{number}",),
    "officer": ("officer", "officer/done", "officer/people", "account"),
    "unit officer": ("officer", "officer/done", "account"),
    "ministry": ("officer", "officer/done", "account"),
    "Osh": ("staff", "staff/tasks", "staff/outbox", "staff/mail?heap=to_read", "staff/all", "staff/contacts",
            "staff/new", "account"),
    "coordinator": ("coordinator", "account"),
    "administrator": ("admin", "admin/people", "admin/posts", "admin/bodies", "account"),
}


QUICK = {"holder", "officer", "Osh", "coordinator"}


@pytest.mark.parametrize("role", [pytest.param(role, marks=() if role in QUICK else pytest.mark.slow) for role in ROUNDS])
def test_on_a_round_through_all_links_one_sees_only_ones_own(
    marked: Flask, hands: dict[str, Hand], marks: Marks, role: str
) -> None:
    hand = hands[role]
    number = db.session.get_one(Case, hand.case_id).number if hand.case_id else ""
    starts = [f"/en/{path.format(number=number)}" for path in ROUNDS[role]]
    may_see = rule_of(hand)
    seen = 0
    for url, answer in crawl_as(hand.client, starts, at_most=150):
        for each in found_in(whole(answer), marks):
            assert may_see(each), f"{role} {url}: {each}"
            seen += each.case_id is not None
        assert answer.status_code < 500
    assert seen or role in {"coordinator", "administrator", "unit officer"}


def rule_of(hand: Hand) -> Callable[[Hidden], bool]:
    """What this hand may see, said once more and apart from the service's own rules."""
    if hand.case_id is not None:
        stored = _stored_of({hand.case_id})
        return lambda each: (each.case_id == hand.case_id and _for_the_applicant(each)) or stored(each)
    assert hand.post is not None
    if hand.post.role == PostRole.ADMINISTRATOR:
        return lambda each: each.table in OF_PEOPLE
    if hand.post.role == PostRole.COORDINATOR:
        own = {("account", hand.post.account_id), ("post", hand.post.id)}
        return lambda each: (each.table, each.key[0]) in own
    if hand.post.role == PostRole.STAFF:
        return _for_a_centre(hand.post)
    return _for_a_body(hand.post)


def _stored_of(cases: set[int]) -> Callable[[Hidden], bool]:
    files = db.session.scalars(select(CaseFile.file_id).where(CaseFile.case_id.in_(cases)))
    names = set(files)
    return lambda each: each.table == "stored_file" and each.key[0] in names


def _arrived(which: Any) -> Callable[[Hidden], bool]:
    """Mail that came, and its files, for those whose mail it is."""
    mails = set(db.session.scalars(select(IncomingMail.id).where(which)))
    files = db.session.execute(select(IncomingFile.id, IncomingFile.file_id).where(IncomingFile.mail_id.in_(mails))).all()
    originals = set(db.session.scalars(select(IncomingMail.file_id).where(IncomingMail.id.in_(mails))))
    kept = {"incoming_mail": mails, "incoming_file": {row.id for row in files}}
    kept["stored_file"] = {row.file_id for row in files} | originals
    return lambda each: each.table in kept and each.key[0] in kept[each.table]


def _for_the_applicant(each: Hidden) -> bool:
    if each.table == "message":
        return db.session.get_one(Message, each.key).kind not in {"body_note", "centre_note", "head_note"}
    return each.table in {"case_content", "party", "concern"} and not each.column.startswith("public_")


def _for_a_centre(post: Post) -> Callable[[Hidden], bool]:
    cases = set(db.session.scalars(select(Case.id).where(Case.centre_id == post.centre_id)))
    stored, colleagues = _stored_of(cases), _colleagues(post)
    acted = set(db.session.scalars(select(CaseEvent.post_id).where(CaseEvent.case_id.in_(cases))))
    arrived = _arrived(IncomingMail.centre_ref == post.centre_id)

    def may(each: Hidden) -> bool:
        if each.table == "post" and each.key[0] in acted:
            return True  # the timeline of its own case says by which post of the body something was done
        if each.table == "message" and db.session.get_one(Message, each.key).kind in {"body_note", "head_note"}:
            return False
        if each.table in {"case", "reply_address", "access_log", "draft"}:
            return False
        return each.case_id in cases or stored(each) or arrived(each) or each.table == "contact" or colleagues(each)

    return may


def _for_a_body(post: Post) -> Callable[[Hidden], bool]:
    legs = select(Leg).where(Leg.authority_id == post.authority_id, Leg.state != "transferred")
    if post.unit_id is not None:
        legs = legs.where(Leg.unit_id == post.unit_id)
    cases = {leg.case_id for leg in db.session.scalars(legs)}
    appeals = set(db.session.scalars(select(Case.id).where(Case.id.in_(cases), Case.kind != Kind.INFORMATION_REQUEST)))
    stored, colleagues = _stored_of(cases), _colleagues(post)
    arrived = _arrived(IncomingMail.leg_ref.in_([leg.id for leg in db.session.scalars(legs)]))
    of_house = select(Message.id).join(Leg, Leg.id == Message.leg_id).where(Leg.authority_id == post.authority_id)
    own = set(db.session.scalars(of_house))
    passed_on = set(db.session.scalars(of_house.where(Leg.state == "transferred", Message.kind.in_(PASSED_ON))))

    def may(each: Hidden) -> bool:
        if each.table == "party":
            return each.case_id in (cases if each.column in {"name", "organisation"} else appeals)
        if each.table == "message":
            kind = db.session.get_one(Message, each.key).kind
            notes = set() if each.key[0] in own else {"body_note", "head_note"}
            hidden = {"centre_note", "withdrawal", "delivery", "reason"} | notes
            held = each.case_id in cases and kind not in hidden and not each.column.startswith("public_")
            return held or each.key[0] in passed_on
        if each.table == "case_content":
            return each.case_id in cases and not each.column.startswith("public_")
        own_case = each.table in {"concern", "leg"} and each.case_id in cases
        return own_case or stored(each) or arrived(each) or colleagues(each)

    return may


def _colleagues(post: Post) -> Callable[[Hidden], bool]:
    """The people of one's own house."""
    house = Post.authority_id == post.authority_id if post.authority_id else Post.centre_id.is_not(None)
    posts = db.session.scalars(select(Post).where(house)).all()
    ids, accounts = {one.id for one in posts}, {one.account_id for one in posts}
    return lambda each: (each.table == "post" and each.key[0] in ids) or (each.table == "account" and each.key[0] in accounts)


def test_a_coordinator_reads_what_everybody_reads(marked: Flask, hands: dict[str, Hand], marks: Marks) -> None:
    for case in db.session.scalars(select(Case)).all():
        told = send(hands["coordinator"].client, f"/en/case/{case.number}")
        assert told.status_code == (200 if case.public_row else 404)
        assert not {each for each in found_in(whole(told), marks) if each.table != "account"}


def test_the_holder_sees_nobody_elses_number(marked: Flask, hands: dict[str, Hand]) -> None:
    mine = db.session.get_one(Case, hands["holder"].case_id)
    others = set(db.session.scalars(select(Case.number).where(Case.id != mine.id)))
    page = whole(send(hands["holder"].client, f"/en/my/{mine.number}"))
    assert mine.number in page
    assert not [number for number in others if number in page]


def test_a_second_holder_in_the_same_browser_has_both_and_no_third(marked: Flask) -> None:
    cases = db.session.scalars(select(Case).order_by(Case.id).limit(3)).all()
    hand = holder(marked, cases[0])
    assert send(hand.client, f"/en/my/{cases[0].number}").status_code == 200
    assert send(hand.client, f"/en/my/{cases[1].number}").status_code == 303


# ---- letters, as the demonstration queued them -----------------------------------------------------------------------


@pytest.fixture
def mails(demo_world: Flask) -> list[OutboxMail]:
    return list(db.session.scalars(select(OutboxMail)))


def said(mail: OutboxMail) -> str:
    return " ".join([mail.subject, mail.text, mail.html, str(mail.headers), str(mail.files)])


def test_who_signs_in_at_a_body_gets_no_identity_and_no_text(mails: list[OutboxMail]) -> None:
    accounts = set(db.session.scalars(select(Account.email)))
    told = [mail for mail in mails if mail.to_address in accounts]
    assert told
    for mail in told:
        assert mail.case_ref is not None
        _says_nothing_of_the_person(mail)
        _says_nothing_of_the_text(mail)


def test_an_address_that_is_not_confirmed_gets_no_text(mails: list[OutboxMail]) -> None:
    """Whoever typed a stranger's address cannot make us write his words to the stranger."""
    unconfirmed = {case.id for case in db.session.scalars(select(Case)) if case.contact_confirmed_at is None}
    addresses = set(db.session.scalars(select(Party.email))) - {""}
    told = [mail for mail in mails if mail.to_address in addresses and mail.case_ref in unconfirmed]
    assert len(told) > 20
    for mail in told:
        _says_nothing_of_the_text(mail)
        _says_nothing_of_the_person(mail, but_the_address=True)


def test_a_letter_names_its_own_sender_alone(mails: list[OutboxMail]) -> None:
    by_case: dict[int, list[Party]] = {}
    for party in db.session.scalars(select(Party)):
        by_case.setdefault(party.case_id, []).append(party)
    for mail in mails:
        others = [party for case_id, parties in by_case.items() if case_id != mail.case_ref for party in parties]
        text = said(mail)
        assert not [party.email for party in others if party.email and party.email in text]
        assert not [party.phone for party in others if party.phone and party.phone in text]


def test_a_request_to_a_body_carries_the_name_and_no_contact(mails: list[OutboxMail]) -> None:
    letters = [mail for mail in mails if mail.kind == "letter"]
    requests = [mail for mail in letters if db.session.get_one(Case, mail.case_ref).kind == Kind.INFORMATION_REQUEST]
    assert requests
    for mail in requests:
        for party in db.session.scalars(select(Party).where(Party.case_id == mail.case_ref)):
            assert party.name in mail.text
            assert not [value for value in (party.email, party.phone) if value and value in said(mail)]


def test_no_letter_carries_a_note(mails: list[OutboxMail]) -> None:
    private = {"body_note", "head_note", "centre_note", "withdrawal", "reason"}
    notes = [text.body for text in db.session.scalars(select(Message).where(Message.kind.in_(private)))]
    for mail in mails:
        assert not [note for note in notes if len(note) > 20 and note in said(mail)]


def test_secrets_go_to_the_applicant_alone(mails: list[OutboxMail]) -> None:
    links = re.compile(r"/(follow|confirm|withdraw)/\d\d-\d{4}-\d{4}/\S+")
    addresses = set(db.session.scalars(select(Party.email)))
    for mail in mails:
        if links.search(said(mail)):
            assert mail.to_address in addresses


def _says_nothing_of_the_person(mail: OutboxMail, but_the_address: bool = False) -> None:
    text = said(mail)
    for party in db.session.scalars(select(Party).where(Party.case_id == mail.case_ref)):
        private = (party.name, party.organisation, party.phone, "" if but_the_address else party.email)
        assert not [value for value in private if value and value in text], f"{mail.kind} to {mail.to_address}"


def _says_nothing_of_the_text(mail: OutboxMail) -> None:
    content = db.session.get_one(CaseContent, mail.case_ref)
    kinds = {"clarification", "delivery", "rating", "withdrawal", "question", "answer", "refusal", "extension", "transfer",
             "announcement", "fee", "fee_reply", "correction", "requalification", "objection", "recomputation"}  # fmt: skip
    texts = db.session.scalars(select(Message).where(Message.case_id == mail.case_ref, Message.kind.in_(kinds)))
    typed = [text.body for text in texts]
    files = db.session.scalars(select(StoredFile.name).join(CaseFile, CaseFile.file_id == StoredFile.id)
                               .where(CaseFile.case_id == mail.case_ref))  # fmt: skip
    pieces = [content.subject, *content.body.split("\n"), *typed, *files]
    text = said(mail)
    assert not [piece for piece in pieces if len(piece) > 12 and piece in text], f"{mail.kind} to {mail.to_address}"
