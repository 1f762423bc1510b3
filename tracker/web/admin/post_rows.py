"""Posts as lines: the seat, who sits there or was invited, from when to when. One statement for any number of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import url_for
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker import clock
from tracker.directory.models import Authority, Centre, Unit
from tracker.directory.names import display_name
from tracker.directory.posts import Invitation, Post
from tracker.i18n import current_language, t
from tracker.people.actor import ActorKind
from tracker.people.labels import ROLES
from tracker.people.models import Account
from tracker.web.admin.words import dates_words

SHOWN = 100


def posts_query(now: datetime) -> Any:
    """Posts with who and where; an invitation that still waits comes with them (a post has one at the most)."""
    waits = and_(
        Invitation.post_id == Post.id,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now,
    )
    return (
        select(
            Post.id,
            Post.role,
            Post.account_id,
            Post.valid_from,
            Post.valid_to,
            Post.title_ky,
            Post.title_ru,
            Post.title_en,
            Account.full_name,
            Account.email,
            Account.active,
            Authority,
            Unit,
            Centre,
            Invitation.email.label("invited"),
            Invitation.expires_at,
        )
        .outerjoin(Account, Account.id == Post.account_id)
        .outerjoin(Authority, Authority.id == Post.authority_id)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .outerjoin(Centre, Centre.id == Post.centre_id)
        .outerjoin(Invitation, waits)
    )


def posts_where(session: Session, now: datetime, **where: object) -> Sequence[Any]:
    """The posts of a body, a centre or a person: those in force first."""
    query = posts_query(now).where(*(getattr(Post, name) == value for name, value in where.items()))
    return session.execute(query.order_by(Post.valid_to.is_not(None), Post.id).limit(SHOWN)).all()


def post_lines(posts: Sequence[Any], now: datetime, with_place: bool = False) -> list[dict[str, Any]]:
    """For the table of posts: the seat leads on, then who sits there."""
    return [_line(post, now, with_place) for post in posts]


def _line(post: Any, now: datetime, with_place: bool) -> dict[str, Any]:
    name, tone = standing(post, now)
    cells = [who(post), dates_words(post.valid_from, post.valid_to)]
    return {
        "url": url_for("admin.post", post_id=post.id),
        "name": seat_words(post),
        "pills": [(name, tone)] if name else [],
        "cells": [place_words(post), *cells] if with_place else cells,
    }


def seat_words(post: Any) -> str:
    """The post as it is called, with its unit."""
    title = getattr(post, f"title_{current_language()}") or post.title_ru or post.title_ky
    role = t(ROLES[ActorKind(post.role)])
    said = f"{title} ({role})" if title else role[:1].upper() + role[1:]
    return f"{said}, {display_name(post.Unit)}" if post.Unit else said


def place_words(post: Any) -> str:
    row = post.Authority or post.Centre
    return display_name(row) if row else t("The service itself")


def who(post: Any) -> str:
    """Who sits there, or who was asked to."""
    if post.account_id:
        return post.full_name or str(post.email)
    return t("%(email)s was invited", email=post.invited) if post.invited else t("nobody")


def standing(post: Any, now: datetime) -> tuple[str, str]:
    today = clock.day_of(now)
    if post.valid_to is not None and post.valid_to < today:
        return t("ended"), "off"
    if post.account_id:
        return ("", "") if post.active else (t("account switched off"), "late")
    return (t("invited"), "info") if post.invited else (t("vacant"), "wait")
