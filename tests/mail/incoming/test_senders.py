"""Who may write for a body, and for an applicant: the rules as tables."""

from __future__ import annotations

import pytest

from tracker.mail.incoming.codes import Method
from tracker.mail.incoming.providers import is_shared
from tracker.mail.incoming.senders import (
    Checked,
    Standing,
    Why,
    checked_by,
    standing_of,
    why_not_applicant,
    why_not_body,
)

S, C, M = Standing, Checked, Method
CONFIRMED = ("kense@meteo.example", "meteo@mail.ru")


@pytest.mark.parametrize(
    ("rule", "sender", "others", "standing"),
    [
        ("the confirmed address", "kense@meteo.example", (), S.CONFIRMED),
        ("however it is written", " Kense@METEO.example ", (), S.CONFIRMED),
        ("another mailbox of the body's own domain", "asanova@meteo.example", (), S.OWN_DOMAIN),
        ("at a provider only the exact address", "meteo@mail.ru", (), S.CONFIRMED),
        ("its neighbour at the provider is anybody", "meteo2@mail.ru", (), S.STRANGER),
        ("a domain that looks alike", "kense@meteo.example.org", (), S.STRANGER),
        ("a subdomain is another name", "kense@osh.meteo.example", (), S.STRANGER),
        ("a domain with another body in it is nobody's own", "asanova@meteo.example", ("meteo.example",), S.STRANGER),
        ("the exact address still counts there", "kense@meteo.example", ("meteo.example",), S.CONFIRMED),
        ("no address at all", "", (), S.STRANGER),
        ("two addresses in one", "kense@meteo.example,evil@x.example", (), S.STRANGER),
        ("a name that contains the address", "kense@meteo.example <evil@x.example>", (), S.STRANGER),
    ],
)  # fmt: skip
def test_what_an_address_is_to_a_body(rule: str, sender: str, others: tuple[str, ...], standing: Standing) -> None:
    assert standing_of(sender, CONFIRMED, others) is standing, rule


@pytest.mark.parametrize(
    ("domain", "shared"),
    [
        ("mail.ru", True), ("BK.ru", True), ("list.ru", True), ("inbox.ru", True), ("gmail.com", True), ("yandex.ru", True),
        ("elcat.kg", True), ("mx.mail.ru", True), ("gov.kg", True), ("meteo.gov.kg", False), ("osh.mail.gov.kg", True),
        ("meteo.kg", False), ("notmail.ru", False), ("kg", True), ("", True),
    ],
)  # fmt: skip
def test_shared_domains(domain: str, shared: bool) -> None:
    assert is_shared(domain) is shared


@pytest.mark.parametrize(
    ("spf", "dkim", "dmarc", "checked"),
    [
        ("pass", "pass", "pass", C.PASSED), ("fail", "pass", "pass", C.PASSED), ("pass", "pass", "fail", C.FAILED),
        ("fail", "none", "none", C.FAILED), ("softfail", "none", "none", C.FAILED), ("softfail", "pass", "none", C.NOT_CHECKED),
        ("none", "fail", "none", C.FAILED), ("pass", "fail", "none", C.NOT_CHECKED), ("pass", "pass", "none", C.NOT_CHECKED),
        ("none", "none", "none", C.NOT_CHECKED), ("temperror", "none", "temperror", C.NOT_CHECKED),
    ],
)  # fmt: skip
def test_what_the_trusted_server_says_of_the_sender(spf: str, dkim: str, dmarc: str, checked: Checked) -> None:
    assert checked_by(spf, dkim, dmarc) is checked


@pytest.mark.parametrize(
    ("rule", "standing", "checked", "method", "why"),
    [
        ("its address, by the reply address", S.CONFIRMED, C.PASSED, M.TOKEN, Why.NOTHING),
        ("nobody checked, but only the body knows the way", S.CONFIRMED, C.NOT_CHECKED, M.TOKEN, Why.NOTHING),
        ("its domain, in the thread", S.OWN_DOMAIN, C.NOT_CHECKED, M.THREAD, Why.NOTHING),
        ("found forged: never by itself, whatever it knows", S.CONFIRMED, C.FAILED, M.TOKEN, Why.FORGED),
        ("an officer from his own mailbox: staff accept him once", S.STRANGER, C.PASSED, M.TOKEN, Why.STRANGER),
        ("the number is public, and nobody checked the sender", S.CONFIRMED, C.NOT_CHECKED, M.SUBJECT, Why.NUMBER_ONLY),
        ("with the number, and the sender is who he says", S.CONFIRMED, C.PASSED, M.SUBJECT, Why.NOTHING),
        ("the same by the text", S.OWN_DOMAIN, C.PASSED, M.BODY, Why.NOTHING),
        ("a stranger with the number", S.STRANGER, C.PASSED, M.SUBJECT, Why.STRANGER),
    ],
)  # fmt: skip
def test_who_may_answer_for_a_body(rule: str, standing: Standing, checked: Checked, method: Method, why: Why) -> None:
    assert why_not_body(standing, checked, method) is why, rule


@pytest.mark.parametrize(
    ("rule", "own", "checked", "method", "why"),
    [
        ("his reply address, from wherever he writes", False, C.NOT_CHECKED, M.TOKEN, Why.NOTHING),
        ("found forged", True, C.FAILED, M.TOKEN, Why.FORGED),
        ("from his address with the number", True, C.PASSED, M.SUBJECT, Why.NOTHING),
        ("with the number, unchecked", True, C.NOT_CHECKED, M.SUBJECT, Why.NUMBER_ONLY),
        ("somebody else with the number", False, C.PASSED, M.SUBJECT, Why.STRANGER),
    ],
)
def test_who_may_write_for_an_applicant(rule: str, own: bool, checked: Checked, method: Method, why: Why) -> None:
    assert why_not_applicant(own, checked, method) is why, rule
