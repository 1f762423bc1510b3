"""Reply addresses: made with the case, revoked with it, found again when mail arrives."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.mail.message import TOKEN_BYTES, make_token, reply_address, token_in
from tracker.mail.models import Party, ReplyAddress


def open_address(session: Session, case_ref: int, leg_ref: int | None, party: Party, now: datetime) -> ReplyAddress:
    """The address in use for this party of this case; a new one when there is none."""
    found = session.scalar(
        select(ReplyAddress).where(
            ReplyAddress.case_ref == case_ref,
            ReplyAddress.leg_ref.is_(None) if leg_ref is None else ReplyAddress.leg_ref == leg_ref,
            ReplyAddress.party == party,
            ReplyAddress.revoked_at.is_(None),
        )
    )
    if found:
        return found
    token = make_token(secrets.token_bytes(TOKEN_BYTES))
    made = ReplyAddress(token=token, case_ref=case_ref, leg_ref=leg_ref, party=party, created_at=now)
    session.add(made)
    session.flush()
    return made


def revoke_addresses(session: Session, case_ref: int, leg_ref: int | None, party: Party, now: datetime) -> None:
    """From now on mail to these addresses is not attributed to the case without a person's look."""
    for address in session.scalars(
        select(ReplyAddress).filter_by(case_ref=case_ref, leg_ref=leg_ref, party=party, revoked_at=None)
    ):
        address.revoked_at = now


def written(address: ReplyAddress) -> str:
    """The address as it stands in Reply-To."""
    return reply_address(current_app.config["MAIL_REPLY_ADDRESS"], address.token)


def owner_of(session: Session, address: str) -> ReplyAddress | None:
    """Whose address this is, revoked or not (the caller looks at `revoked_at`)."""
    token = token_in(current_app.config["MAIL_REPLY_ADDRESS"], address)
    return session.get(ReplyAddress, token) if token else None
