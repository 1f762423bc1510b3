"""Domains at which anybody, or many offices, have a mailbox: there only the exact address says who writes. Pure.

Subdomains count too. A domain that is missing here does harm only where a body's confirmed address lies in it.
"""

from __future__ import annotations

SHARED_DOMAINS = frozenset(
    {
        # Mail.ru and its names
        "mail.ru", "bk.ru", "list.ru", "inbox.ru", "internet.ru", "xmail.ru",
        # Yandex
        "yandex.ru", "yandex.com", "yandex.kz", "yandex.by", "yandex.ua", "yandex.uz", "yandex.com.tr", "ya.ru", "narod.ru",
        # Google, Microsoft, Apple, Yahoo
        "gmail.com", "googlemail.com",
        "outlook.com", "hotmail.com", "live.com", "live.ru", "msn.com", "outlook.ru",
        "icloud.com", "me.com", "mac.com",
        "yahoo.com", "ymail.com", "rocketmail.com", "aol.com",
        # Others in use here
        "rambler.ru", "lenta.ru", "autorambler.ru", "myrambler.ru", "ro.ru", "rambler.ua",
        "proton.me", "protonmail.com", "pm.me", "tutanota.com", "tuta.io", "gmx.com", "gmx.de", "gmx.net", "web.de",
        "zoho.com", "mail.com", "fastmail.com", "ukr.net", "i.ua", "mail.kz", "inbox.lv", "qip.ru", "pochta.ru",
        # Access providers and hosts of this country that give mailboxes
        "elcat.kg", "mail.kg", "namba.kg", "saimanet.kg", "netmail.kg", "infotel.kg", "ktnet.kg", "jet.kg", "akipress.com",
        "mail.elcat.kg", "totel.kg", "oshnet.kg",
        # Used by many state bodies together: the domain says only that it is an office
        "gov.kg", "mail.gov.kg", "in.gov.kg", "tunduk.kg",
    }
)  # fmt: skip
ONLY_ITSELF = frozenset({"gov.kg"})
"""Shared by itself, while a ministry's own name below it is the ministry's own (meteo.gov.kg)."""


def is_shared(domain: str) -> bool:
    """Whether a mailbox in `domain` says nothing about who its neighbours are."""
    labels = domain.lower().strip(".").split(".")
    if len(labels) < 2:
        return True
    above = [".".join(labels[at:]) for at in range(len(labels) - 1)]
    return above[0] in SHARED_DOMAINS or any(name in SHARED_DOMAINS - ONLY_ITSELF for name in above[1:])
