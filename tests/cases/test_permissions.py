"""The whole table of permissions: every act beside every actor, in place and out of place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tracker.cases.acts import Act
from tracker.cases.permissions import MAY, Facts, NotAllowed, may, require
from tracker.people.actor import Actor, ActorKind

HERE = Facts(case_id=7, centre_id="AC-BI", authority_id="SETS-CH", unit_id=3, leg_id=5)
K = ActorKind

ACTORS = {
    "public": Actor(K.PUBLIC),
    "holder": Actor(K.SECRET_HOLDER, case_id=7),
    "confirmed": Actor(K.CONFIRMED_APPLICANT, case_id=7),
    "co-signer": Actor(K.CO_SIGNER, case_id=7),
    "link": Actor(K.LETTER_LINK, case_id=7, authority_id="SETS-CH", leg_id=5),
    "code": Actor(K.LETTER_CODE, case_id=7, authority_id="SETS-CH", leg_id=5),
    "officer": Actor(K.OFFICER, authority_id="SETS-CH"),
    "unit": Actor(K.OFFICER, authority_id="SETS-CH", unit_id=3),
    "head": Actor(K.HEAD, authority_id="SETS-CH", unit_id=9),
    "lawyer": Actor(K.LAWYER, case_id=7),
    "staff": Actor(K.STAFF, centre_id="AC-BI"),
    "coordinator": Actor(K.COORDINATOR),
    "administrator": Actor(K.ADMINISTRATOR),
    "duty": Actor(K.DUTY),
}
EVERYBODY = frozenset(ACTORS)
APPLICANT = frozenset({"holder", "confirmed"})
BODY = frozenset({"officer", "unit", "head"})
LETTER = frozenset({"link", "code"})
HEAD, ADMINISTRATOR = frozenset({"head"}), frozenset({"administrator"})
CODE, STAFF, DUTY, CONFIRMED = frozenset({"code"}), frozenset({"staff"}), frozenset({"duty"}), frozenset({"confirmed"})

# the rule, the act, who may
TABLE: list[tuple[str, Act, frozenset[str]]] = [
    ("anybody may write", Act.FILE, EVERYBODY),
    ("a centre writes for a person who came or called", Act.FILE_ON_BEHALF, STAFF),
    ("a contact is confirmed by its owner or by telephone", Act.CONFIRM_CONTACT, CONFIRMED | STAFF),
    ("the first look is the centre's", Act.REVIEW, STAFF | DUTY),
    ("only a person says no to a letter", Act.NOT_ACCEPT, STAFF),
    ("and whether the centre lends its name", Act.DECLINE_AS_SENDER, STAFF),
    ("and takes it back", Act.ACCEPT_AGAIN, STAFF),
    ("the centre names the body", Act.ROUTE, STAFF | DUTY),
    ("body or centre may call it another kind of letter", Act.REQUALIFY, BODY | STAFF),
    ("its writer may object", Act.OBJECT_TO_KIND, APPLICANT | STAFF),
    ("and the centre decides, never the body", Act.SETTLE_KIND, STAFF),
    ("the letter leaves by the centre's word", Act.DISPATCH, STAFF | DUTY),
    ("whoever handed it in says so", Act.DELIVER_ON_PAPER, APPLICANT | STAFF),
    ("receipt is the body's to confirm", Act.CONFIRM_RECEIPT, BODY | LETTER | DUTY),
    ("the body registers", Act.REGISTER, BODY | LETTER),
    ("work is shared out inside the body", Act.ASSIGN, BODY),
    ("an officer takes a letter for himself", Act.CLAIM, BODY),
    ("a note is of the side that works", Act.NOTE, BODY | STAFF),
    ("the body asks the applicant", Act.ASK, BODY | LETTER),
    ("the applicant answers, or a centre for him", Act.CLARIFY, APPLICANT | STAFF),
    ("longer time is the body's decision: link and code", Act.EXTEND, BODY | CODE),
    ("a day is announced by the body: link and code", Act.ANNOUNCE_DATE, BODY | CODE),
    ("so is a payment", Act.ANNOUNCE_FEE, BODY | CODE),
    ("whether it is paid is the applicant's to say", Act.REPLY_TO_FEE, APPLICANT | STAFF),
    ("dates are counted again by the centre, or by who keeps the calendar", Act.RECOMPUTE, STAFF | ADMINISTRATOR),
    ("so is passing on", Act.TRANSFER, BODY | CODE),
    ("nobody answers in a body's name but the body", Act.ANSWER, BODY | CODE),
    ("nor refuses", Act.REFUSE, BODY | CODE),
    ("a body puts its own answer right", Act.CORRECT_ANSWER, BODY | CODE),
    ("an officer gives his draft to the head", Act.ASK_APPROVAL, BODY),
    ("who alone signs it or sends it back", Act.DECIDE_DRAFT, HEAD),
    ("an answer that came elsewhere is told by any side", Act.RECORD_OUTSIDE_ANSWER, APPLICANT | BODY | STAFF),
    ("and agreed to by any side", Act.AGREE_OUTSIDE_ANSWER, APPLICANT | BODY | STAFF),
    ("the centre reminds, or the rule does", Act.REMIND, STAFF | DUTY),
    ("a slip found in the street withdraws nothing", Act.WITHDRAW, CONFIRMED | STAFF),
    ("the applicant rates", Act.RATE, APPLICANT | STAFF),
    ("and opens again", Act.REOPEN, APPLICANT | STAFF),
    ("and goes further", Act.APPEAL, APPLICANT | STAFF),
    ("publication is the centre's", Act.PUBLISH, STAFF),
    ("and keeping back", Act.KEEP, STAFF),
    ("and covering", Act.REDACT, STAFF),
    ("urgent is a word of the centre", Act.MARK_URGENT, STAFF),
    ("a lost slip is replaced by the centre", Act.RENEW_SECRET, STAFF),
    ("closing: the applicant, the centre, the rule", Act.CLOSE, APPLICANT | STAFF | DUTY),
    ("what an e-mail of the body means is said by the body or its centre", Act.MARK_MAIL, BODY | STAFF),
    ("the applicant writes of himself, or a centre for him", Act.WRITE, APPLICANT | STAFF),
    ("the case itself is read by those who work on it and its owner", Act.READ, APPLICANT | BODY | LETTER | STAFF),
    ("what is public is public", Act.READ_PUBLIC, EVERYBODY),
]


def test_every_act_has_its_row() -> None:
    assert [act for _, act, _ in TABLE] == list(MAY) == list(Act)


@pytest.mark.parametrize(("rule", "act", "allowed"), TABLE, ids=[row[1] for row in TABLE])
def test_who_may(rule: str, act: Act, allowed: frozenset[str]) -> None:
    assert {name for name, actor in ACTORS.items() if may(actor, act, HERE)} == allowed, rule


FROM_MAIL = {
    Act.CONFIRM_RECEIPT, Act.REGISTER, Act.ASK, Act.EXTEND, Act.ANNOUNCE_DATE, Act.ANNOUNCE_FEE, Act.TRANSFER, Act.ANSWER,
    Act.REFUSE, Act.CORRECT_ANSWER,
}  # fmt: skip
"""What staff may write down in the words of the body, with its stored e-mail of this very leg before them."""


def test_staff_act_from_a_stored_mail_of_this_leg_and_centre_alone() -> None:
    here = replace(HERE, leg_id=11)
    reading = replace(ACTORS["staff"], mail_leg_id=11)
    assert {act for act in Act if may(reading, act, here) and not may(ACTORS["staff"], act, here)} == FROM_MAIL
    for actor, facts in (
        (reading, replace(here, leg_id=12)),  # another duty of the same case
        (reading, replace(here, centre_id="AC-OS")),
        (reading, HERE),  # an act about no leg
        (replace(reading, mail_leg_id=None), replace(here, leg_id=None)),
        (replace(ACTORS["coordinator"], mail_leg_id=11), here),
        (replace(ACTORS["holder"], mail_leg_id=11), here),
    ):
        assert not {act for act in FROM_MAIL if may(actor, act, facts)}


ELSEWHERE = {
    "another case": replace(HERE, case_id=8),
    "another centre": replace(HERE, centre_id="AC-OS"),
    "another body": replace(HERE, authority_id="MNR"),
    "another duty of the same body": replace(HERE, leg_id=6),
    "no case, no body, no centre": Facts(),
}
LOSES = {
    # where the facts are other: who may then do only what anybody may
    "another case": {"holder", "confirmed", "link", "code"},
    "another centre": {"staff"},
    "another duty of the same body": {"link", "code"},
    "another body": {"officer", "unit", "head", "link", "code"},
    "no case, no body, no centre": {"holder", "confirmed", "link", "code", "officer", "unit", "head", "staff"},
}
OPEN_TO_ALL = {act for _, act, allowed in TABLE if allowed is EVERYBODY} | {Act.FILE_ON_BEHALF}  # at any centre


@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_key_opens_its_own_door_only(where: str) -> None:
    for name in LOSES[where]:
        opened = {act for act in Act if may(ACTORS[name], act, ELSEWHERE[where])}
        assert opened <= OPEN_TO_ALL, (where, name)


def test_another_unit_has_no_part_in_it_but_head_and_chancellery_do() -> None:
    theirs = replace(HERE, unit_id=4)
    assert not may(ACTORS["unit"], Act.ANSWER, theirs)
    assert not may(ACTORS["unit"], Act.READ, theirs)
    assert may(ACTORS["head"], Act.ANSWER, theirs)
    assert may(ACTORS["officer"], Act.ANSWER, theirs)


@pytest.mark.parametrize("kind", [K.SECRET_HOLDER, K.CONFIRMED_APPLICANT, K.OFFICER, K.HEAD, K.STAFF, K.LETTER_CODE])
def test_an_actor_without_a_place_matches_no_empty_facts(kind: ActorKind) -> None:
    """None is not equal to None: who sits nowhere is not of a leg that nobody holds."""
    for act in set(Act) - {Act.FILE, Act.READ_PUBLIC}:
        assert not may(Actor(kind), act, Facts()), act


def test_refusal_names_act_and_actor() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(ACTORS["public"], Act.ANSWER, HERE)
    assert (refused.value.act, refused.value.actor) == (Act.ANSWER, ACTORS["public"])
