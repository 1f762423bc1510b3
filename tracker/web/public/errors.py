"""What can go wrong on the public pages, as pages."""

from __future__ import annotations

from flask import url_for

from tracker.cases.drafts import AlreadyFiled
from tracker.i18n import t
from tracker.web.public.filing_draft import OtherLetter
from tracker.web.shared.errors import Words, error_page


def _already_filed(_error: AlreadyFiled) -> Words:
    return Words(
        t("This letter has been sent already"),
        [
            t("It was sent once and will not be sent a second time. What you changed now was not added."),
            t("You can follow it on its own page, or write a new one."),
        ],
        links=[(t("Open the receipt"), url_for("public.receipt")), (t("Write a new letter"), url_for("public.new"))],
    )


error_page(AlreadyFiled, 409, _already_filed)


def _other_letter(_error: OtherLetter) -> Words:
    return Words(
        t("This belongs to another letter"),
        [t("You have begun another letter in this browser since. Nothing was changed in it.")],
        links=[(t("Go on with the present letter"), url_for("public.check"))],
    )


error_page(OtherLetter, 409, _other_letter)
