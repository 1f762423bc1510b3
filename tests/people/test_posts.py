"""Who sits where, who may invite whom, what an invitation opens."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.people.build import NOW, a_body, a_centre, a_post, an_account
from tracker.directory.invitations import (
    LASTS,
    InvitationForAnother,
    InvitationOver,
    InvitationRevoked,
    InvitationUnknown,
    InvitationUsed,
    MayNotInvite,
    Place,
    accept,
    invitation_for,
    make_invitation,
    may_invite,
)
from tracker.directory.posts import PostMisplaced, PostOver, PostRole, PostTaken, end_post, open_post, seats_of
from tracker.people.actor import DUTY, PUBLIC, Actor, ActorKind, Seat

TODAY = date(2026, 11, 20)
ADMIN = Actor(ActorKind.ADMINISTRATOR, account_id=None)
OSH_STAFF = Actor(ActorKind.STAFF, centre_id="AC-OS")
HEAD = Actor(ActorKind.HEAD, authority_id="SETS")
OFFICER = Actor(ActorKind.OFFICER, authority_id="SETS")
OFFICER_HERE, OFFICER_THERE = Place(PostRole.OFFICER, "SETS"), Place(PostRole.OFFICER, "MNR")
HEAD_HERE, STAFF_POST = Place(PostRole.HEAD, "SETS"), Place(PostRole.STAFF, None, "AC-OS")
ADMIN_POST = Place(PostRole.ADMINISTRATOR)


@pytest.mark.parametrize(
    ("actor", "place", "may"),
    [
        (ADMIN, OFFICER_HERE, True),
        (ADMIN, STAFF_POST, True),
        (ADMIN, ADMIN_POST, True),
        (DUTY, ADMIN_POST, True),
        (OSH_STAFF, OFFICER_HERE, True),
        (OSH_STAFF, HEAD_HERE, True),
        (OSH_STAFF, STAFF_POST, False),
        (OSH_STAFF, ADMIN_POST, False),
        (Actor(ActorKind.STAFF), OFFICER_HERE, False),
        (HEAD, OFFICER_HERE, True),
        (HEAD, OFFICER_THERE, False),
        (HEAD, HEAD_HERE, False),
        (OFFICER, OFFICER_HERE, False),
        (Actor(ActorKind.COORDINATOR), OFFICER_HERE, False),
        (PUBLIC, OFFICER_HERE, False),
    ],
)
def test_who_may_invite(actor: Actor, place: Place, may: bool) -> None:
    assert may_invite(actor, place) is may


def test_seats_are_the_posts_of_today(session: Any) -> None:
    aibek = an_account(session)
    a_body(session)
    a_post(session, aibek, PostRole.OFFICER, authority_id="SETS", valid_to=TODAY - timedelta(days=1))
    last_day = a_post(session, aibek, PostRole.OFFICER, authority_id="SETS", valid_to=TODAY)
    now = a_post(session, aibek, PostRole.HEAD, authority_id="SETS")
    a_post(session, aibek, PostRole.HEAD, authority_id="SETS", valid_from=TODAY + timedelta(days=1))
    assert seats_of(session, aibek.id, TODAY) == [
        Seat(last_day.id, ActorKind.OFFICER, "SETS"),
        Seat(now.id, ActorKind.HEAD, "SETS"),
    ]


def test_a_post_stands_in_its_kind_of_place(session: Any) -> None:
    for role, place in [
        (PostRole.OFFICER, {}),
        (PostRole.STAFF, {}),
        (PostRole.STAFF, {"authority_id": "SETS"}),
        (PostRole.OFFICER, {"authority_id": "SETS", "centre_id": "AC-OS"}),
        (PostRole.ADMINISTRATOR, {"authority_id": "SETS"}),
    ]:
        with pytest.raises(PostMisplaced):
            open_post(session, role, ADMIN, NOW, valid_from=TODAY, **place)


def test_inviting_again_revokes_the_older(session: Any) -> None:
    post = _vacant(session)
    _, first = make_invitation(session, post, "Nurlan@Example.kg", ADMIN, NOW)
    invitation, second = make_invitation(session, post, "nurlan@example.kg", ADMIN, NOW)
    assert invitation.email == "nurlan@example.kg"
    assert second not in invitation.token_hash
    with pytest.raises(InvitationRevoked):
        invitation_for(session, first, NOW)
    assert invitation_for(session, second, NOW) is invitation


def test_an_invitation_is_taken_once_by_the_person_invited(session: Any) -> None:
    post = _vacant(session)
    invitation, token = make_invitation(session, post, "nurlan@example.kg", ADMIN, NOW)
    with pytest.raises(InvitationForAnother):
        accept(session, invitation, an_account(session, "other@example.kg"), NOW)
    nurlan = an_account(session, "nurlan@example.kg")
    accept(session, invitation, nurlan, NOW)
    assert [seat.post_id for seat in seats_of(session, nurlan.id, TODAY)] == [post.id]
    with pytest.raises(InvitationUsed):
        invitation_for(session, token, NOW)
    with pytest.raises(PostTaken):
        make_invitation(session, post, "third@example.kg", ADMIN, NOW)


def test_an_invitation_ends_after_fourteen_days(session: Any) -> None:
    _, token = make_invitation(session, _vacant(session), "nurlan@example.kg", ADMIN, NOW)
    assert invitation_for(session, token, NOW + LASTS - timedelta(seconds=1))
    with pytest.raises(InvitationOver):
        invitation_for(session, token, NOW + LASTS)
    with pytest.raises(InvitationUnknown):
        invitation_for(session, token + "x", NOW)


def test_nobody_is_invited_to_a_post_that_ended_or_is_not_his_to_fill(session: Any) -> None:
    post = _vacant(session)
    with pytest.raises(MayNotInvite):
        make_invitation(session, post, "nurlan@example.kg", OFFICER, NOW)
    end_post(post, TODAY - timedelta(days=1), ADMIN)
    with pytest.raises(PostOver):
        make_invitation(session, post, "nurlan@example.kg", ADMIN, NOW)


def test_the_letter_speaks_the_language_of_a_known_person(session: Any) -> None:
    an_account(session, "nurlan@example.kg", language="ru")
    invitation, _ = make_invitation(session, _vacant(session), "nurlan@example.kg", ADMIN, NOW, language="ky")
    assert invitation.language == "ru"


def _vacant(session: Any) -> Any:
    a_body(session)
    a_centre(session)
    return open_post(session, PostRole.OFFICER, ADMIN, NOW, valid_from=TODAY, authority_id="SETS")
