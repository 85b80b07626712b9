"""What every step of a session shares: the row locked, who is free, the one change of state."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from elspace.agenda.actions import change_occasion
from elspace.agenda.enums import OccasionState
from elspace.agenda.models import Invitation, Occasion
from elspace.agenda.queries import busy
from elspace.core.answers import Refused
from elspace.hosting.actions import cancel_booking
from elspace.needs.words import clean_words
from elspace.people.models import Person
from elspace.support.enums import SESSION_TRANSITIONS, SessionState
from elspace.support.models import Session
from elspace.trust.actions import record

OCCASION_OF = {
    SessionState.PROPOSED: OccasionState.DRAFT,
    SessionState.ASKED: OccasionState.RESERVED,
    SessionState.CONFIRMED: OccasionState.PLANNED,
    SessionState.ANNOUNCED: OccasionState.ANNOUNCED,
    SessionState.HELD: OccasionState.HELD,
    SessionState.MOVED: OccasionState.CANCELLED,
    SessionState.CANCELLED: OccasionState.CANCELLED,
}


def locked(session: Session, to: SessionState) -> Session:
    """The session as it stands now, locked, when it may go to `to`."""
    now = _as_it_stands(session)
    if to not in SESSION_TRANSITIONS[SessionState(now.state)]:
        raise Refused(
            _("“%(name)s” is now: %(state)s. Look at it again before you go on.")
            % {"name": now.name, "state": SessionState(now.state).label}
        )
    return now


def still_open(session: Session) -> Session:
    now = _as_it_stands(session)
    if now.state in (SessionState.HELD, SessionState.MOVED, SessionState.CANCELLED):
        raise Refused(_("This session is already over or no longer takes place."))
    return now


def _as_it_stands(session: Session) -> Session:
    """The row locked; a session only proposed may have been drawn back since it was read."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("occasion")
    now = rows.filter(pk=session.pk).first()
    if now is None:
        raise Refused(_("This session is already over or no longer takes place."))
    return now


def move_to(session: Session, to: SessionState, *, by: Person | None) -> Session:
    """The one place where a session changes state: its occasion follows, one audit line is left."""
    old = session.state
    session.state = to
    session.occasion.save(update_fields=["booking"])
    session.occasion = change_occasion(occasion=session.occasion, state=OCCASION_OF[to], by=by)
    session.save()
    record(f"{to.value}_session", subject=session, actor=by, changes={"state": (old, to.value)})
    return session


def give_room_back(session: Session, *, by: Person | None) -> None:
    booking = session.occasion.booking
    if booking is not None:
        cancel_booking(booking=booking, by=by)
        session.occasion.booking = None
        session.occasion.save()


def lock_people(sessions: Iterable[Session]) -> None:
    """Lock experts and people of these sessions in one order: nobody is promised to two places by
    two who press at once. NO KEY: rows that merely refer to a person may be written meanwhile."""
    sessions = list(sessions)
    wanted = {session.expert.person_id for session in sessions if session.expert}
    occasions = [session.occasion_id for session in sessions]
    seats = Invitation.objects.filter(occasion__in=occasions, is_dropped=False)
    people = Person.objects.filter(Q(pk__in=wanted) | Q(pk__in=seats.values("person")))
    list(people.select_for_update(no_key=True).order_by("pk"))


def check_everybody_is_free(session: Session) -> None:
    check_expert_is_free(session)
    occasion = session.occasion
    for seat in occasion.invitations.filter(is_dropped=False).select_related("person"):
        _refuse_if_busy(seat.person, occasion)


def check_expert_is_free(session: Session) -> None:
    if session.expert is not None:
        taken = (
            Session.objects.filter(
                expert=session.expert,
                state__in=(SessionState.ASKED, SessionState.CONFIRMED, SessionState.ANNOUNCED),
                occasion__start_at__lt=session.occasion.end_at,
                occasion__end_at__gt=session.occasion.start_at,
            )
            .exclude(pk=session.pk)
            .exists()
        )
        if taken:
            raise Refused(
                _("%(name)s already has a session at that time.")
                % {"name": session.expert.person.name}
            )
        _refuse_if_busy(session.expert.person, session.occasion)


def _refuse_if_busy(person: Any, occasion: Occasion) -> None:
    others = [o for o in busy(person, occasion.start_at, occasion.end_at) if o.pk != occasion.pk]
    if others:
        raise Refused(
            _("%(name)s is already expected elsewhere at that time.") % {"name": person.name}
        )


def sentence(text: str) -> str:
    """What was typed as a reason, as long as its column."""
    return clean_words(text)[:300]
