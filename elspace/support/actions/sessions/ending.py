"""A session that does not take place."""

import uuid

from django.db import transaction
from django.utils import timezone

from elspace.people.models import Person
from elspace.support.actions import telling
from elspace.support.enums import SessionState
from elspace.support.models import Session

from .guards import give_room_back, locked, move_to, sentence


@transaction.atomic
def cancel_session(*, session: Session, reason: str = "", by: Person | None) -> Session:
    """It does not take place: the room is given back, needs wait for a date again, all are told.

    `reason` is shown to its people and neutral: why, never who is to blame.
    """
    session = locked(session, SessionState.CANCELLED)
    told, asked = session.state == SessionState.ANNOUNCED, session.state != SessionState.PROPOSED
    session.end_reason = sentence(reason)
    session.ended_at = timezone.now()
    telling.forget_calls(session.occasion.invitations.all(), by=by)
    give_room_back(session, by=by)
    move_to(session, SessionState.CANCELLED, by=by)
    telling.free_needs(session, by=by)
    batch = uuid.uuid4()
    if told:
        telling.tell_people("cancelled", session, batch=batch, by=by)
    if asked:
        telling.tell_expert("expert_cancelled", session, batch=batch, by=by)
    return session
