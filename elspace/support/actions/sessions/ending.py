"""A session that does not take place."""

import uuid

from django.db import transaction
from django.utils import timezone

from elspace.people.models import Person
from elspace.support.actions import taking_back, telling
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.told import expert_knows, who_knows

from .guards import give_room_back, locked, move_to, sentence


@transaction.atomic
def cancel_session(*, session: Session, reason: str = "", by: Person | None) -> Session:
    """It does not take place: the room is given back, needs wait for a date again.

    Whoever has heard of it is told; letters that have not left stay here, and who would have heard
    of it by them alone hears nothing.

    `reason` is shown to its people and neutral: why, never who is to blame.
    """
    session = locked(session, SessionState.CANCELLED)
    was_announced = session.state == SessionState.ANNOUNCED
    session.end_reason = sentence(reason)
    session.ended_at = timezone.now()
    taking_back.forget_calls(session.occasion.invitations.all(), by=by)
    taking_back.take_back_letters(session, by=by)
    taking_back.take_back_asking(session, by=by)
    give_room_back(session, by=by)
    is_to_come = session.occasion.end_at > timezone.now()
    expert_was_told = (
        is_to_come and session.state != SessionState.PROPOSED and expert_knows(session)
    )
    move_to(session, SessionState.CANCELLED, by=by)
    telling.free_needs(session, by=by)
    batch = uuid.uuid4()
    if was_announced:
        telling.tell_cancelled(session, who_knows(session), batch=batch, by=by)
    if expert_was_told:
        telling.tell_expert("expert_cancelled", session, batch=batch, by=by)
    return session
