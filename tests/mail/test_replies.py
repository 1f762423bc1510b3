"""What a refusal means, in the words that servers use here."""

from __future__ import annotations

import pytest

from tracker.mail.replies import Meaning, meaning

LATER, LETTER, ADDRESS = Meaning.LATER, Meaning.NOT_THIS_LETTER, Meaning.NOT_THIS_ADDRESS
SAID = [
    ("450", "4.2.0 Greylisted, see http://postgrey.schweikert.ch/help", LATER),
    ("451", "4.7.1 Greylisting in action, please come back later", LATER),
    ("421", "4.7.0 Try again later, closing connection", LATER),
    ("452", "4.2.2 The email account is over quota", LATER),
    ("550", "5.1.1 <aiyl@body.example>: Recipient address rejected: User unknown", ADDRESS),
    ("550", "Message was not accepted -- invalid mailbox. Local mailbox aiyl@mail.ru is unavailable", ADDRESS),
    ("550", "5.7.1 No such user!", ADDRESS),
    ("550", "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", ADDRESS),
    ("550", "5.4.1 Recipient address rejected: Access denied. AS(201806281)", ADDRESS),
    ("550", "5.2.1 The email account that you tried to reach is disabled", ADDRESS),
    ("552", "5.2.2 Mailbox full", LATER),
    ("552", "Requested mail action aborted: exceeded storage allocation", LATER),
    ("552", "5.3.4 Message size exceeds fixed limit", LETTER),
    ("552", "5.2.3 Message length exceeds administrative limit", LETTER),
    ("554", "5.7.1 Message rejected under suspicion of SPAM", LETTER),
    ("554", "Transaction failed", LETTER),
    ("550", "spam message rejected. Please visit http://help.mail.ru/notspam-support", LETTER),
    ("550", "Your address is on the block list of bl.example", LETTER),
    ("550", "5.7.26 Unauthenticated email from example.org is not accepted due to domain's DMARC policy", LETTER),
    ("550", "5.1.8 Sender domain does not exist", LETTER),
    ("551", "User not local; please try another path", ADDRESS),
    ("553", "5.1.3 The recipient address is not a valid RFC 5321 address", ADDRESS),
    ("556", "5.1.10 Recipient address has null MX", ADDRESS),
    ("501", "5.5.4 Syntax error in parameters", LETTER),
    ("address", "SMTPUTF8", ADDRESS),
    ("interrupted", "", LETTER),
    ("unreachable", "", LETTER),
    ("", "", LETTER),
]


@pytest.mark.parametrize(("code", "text", "means"), SAID, ids=[f"{code} {text[:24]}" for code, text, _ in SAID])
def test_what_a_refusal_means(code: str, text: str, means: Meaning) -> None:
    assert meaning(code, text) is means
