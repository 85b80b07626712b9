"""May this be done to this session: yes, or no with a reason; for views and templates."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.answers import YES, Answer, no
from elspace.people.permissions import is_at_desk
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.sessions import free_seats, is_within_firm_horizon

OVER = (SessionState.HELD, SessionState.MOVED, SessionState.CANCELLED)


def can_read_confidential(user: Any, session: Session) -> Answer:
    """The programme role, the named referent, and the session's own people."""
    if is_at_desk(user):
        return no(_("This appointment is confidential."))
    if user.has_perm("needs.read_confidential_need"):
        return YES
    if session.expert is not None and session.expert.person_id == user.pk:
        return YES
    for seat in session.occasion.invitations.all():
        if seat.person_id == user.pk or (seat.need and seat.need.referent_id == user.pk):
            return YES
    return no(_("This appointment is confidential."))


def can_change_session(user: Any, session: Session) -> Answer:
    """Still to come, and the user may change sessions."""
    if not user.has_perm("support.change_session"):
        return no(_("Only the programme and community team change sessions."))
    if session.state in OVER:
        return no(_("This session is already over or no longer takes place."))
    return YES


def can_answer_for_expert(user: Any, session: Session) -> Answer:
    """Asked, and the user may type what the expert said."""
    if not user.has_perm("support.answer_for_others"):
        return no(_("Only the team types what someone said."))
    if session.state != SessionState.ASKED:
        return no(_("The expert has not been asked, or has answered."))
    return YES


def can_announce(user: Any, session: Session) -> Answer:
    """Confirmed and within the firm weeks."""
    if not user.has_perm("support.announce_session"):
        return no(_("Only the programme team announces sessions."))
    if session.state != SessionState.CONFIRMED:
        return no(_("Only a confirmed session is announced."))
    if not is_within_firm_horizon(session):
        return no(_("It is further off than the firm weeks: its people see it as planned."))
    return YES


def can_call_roll(user: Any, session: Session) -> Answer:
    """From its day on, as long as it takes place."""
    if not user.has_perm("agenda.mark_attendance"):
        return no(_("Only the team calls the roll."))
    if session.state not in (
        SessionState.CONFIRMED,
        SessionState.ANNOUNCED,
        SessionState.HELD,
    ):
        return no(_("This session does not take place."))
    if timezone.localdate(session.occasion.start_at) > timezone.localdate():
        return no(_("The roll is called on the day."))
    return YES


def can_invite_next(user: Any, session: Session) -> Answer:
    """A place is free and the session still to come."""
    if not user.has_perm("support.change_session"):
        return no(_("Only the programme and community team change sessions."))
    if session.state in OVER or session.occasion.start_at <= timezone.now():
        return no(_("This session is already over or no longer takes place."))
    if free_seats(session) == 0:
        return no(_("All places are taken."))
    return YES


def can_type_reply(user: Any, session: Session) -> Answer:
    """Its people know of it, and the user may type what they said."""
    if not user.has_perm("support.answer_for_others"):
        return no(_("Only the team types what someone said."))
    if session.state not in (SessionState.CONFIRMED, SessionState.ANNOUNCED):
        return no(_("Its people have not been told, or it is over."))
    return YES
