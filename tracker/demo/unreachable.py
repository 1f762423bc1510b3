"""In the demonstration nobody real can be reached: telephones, mailboxes and postal addresses of bodies and centres go, or
become ones that exist nowhere. No number in Kyrgyzstan begins with four zeros."""

from __future__ import annotations

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from tracker.directory.models import Authority, Centre, Contact

NO_PHONE = "0000 000 000"
NO_STREET = "Үлгү көчөсү, 1"


def hide_real_contacts(session: Session) -> None:
    """Of the shipped reference data, before anything is grown on it."""
    session.execute(delete(Contact))
    session.execute(update(Authority).where(Authority.phone != "").values(phone=NO_PHONE, note=""))
    session.execute(update(Authority).values(postal_address="", contact_source=""))
    session.execute(update(Centre).values(phone=NO_PHONE, email=""))
    session.execute(update(Centre).where(Centre.address != "").values(address=NO_STREET))
