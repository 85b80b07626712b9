"""Living through a session: answers, freed seats, roll call, the expert's lines, what follows."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.agenda.actions import invite, mark_attendance, reply_to_invitation
from elspace.agenda.enums import Presence, Reply
from elspace.agenda.models import Invitation
from elspace.agenda.queries import presence_at
from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.models import EnteredFrom
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.actions import address_need, confirm_need, free_need, plan_need
from elspace.needs.enums import State as NeedState
from elspace.needs.models import Need
from elspace.needs.rules import MOVED_ON
from elspace.needs.words import clean_words
from elspace.outbox.enums import CallResult
from elspace.outbox.models import Message
from elspace.people.models import Person
from elspace.support.enums import SessionState
from elspace.support.models import Expert, Session, Term
from elspace.support.queries.sessions import free_seats, waiting_for_seat, without_answer
from elspace.trust.actions import record

from . import taking_back, telling
from .sessions import propose_session
from .sessions.guards import move_to

LINES_LENGTH = 600
PAPER = "paper"  # where a mark was made, beside the names of phones


@transaction.atomic
def answer_invitation(
    *,
    invitation: Invitation,
    reply: Reply,
    by: Person | None,
    entered_from: EnteredFrom = EnteredFrom.SELF,
) -> Invitation:
    """A person's answer. A no, or "another date", frees the seat for the next need; a yes after a
    no takes a seat again if one is left."""
    # The session's row too: two people who want the last place wait for each other here.
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("occasion", "format", "room")
        .get(occasion=invitation.occasion_id)
    )
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if session.state not in (SessionState.CONFIRMED, SessionState.ANNOUNCED):
        raise Refused(_("This session is already over or no longer takes place."))
    comes = reply in (Reply.YES, Reply.NONE)
    if comes and not invitation.is_dropped and invitation.reply == reply:
        return invitation
    if comes and invitation.is_dropped and free_seats(session) == 0:
        raise Refused(_("All places are taken now. We keep your need and look for another date."))
    invitation.is_dropped = not comes
    invitation.save(update_fields=["is_dropped"])
    invitation = reply_to_invitation(
        invitation=invitation, reply=reply, by=by, entered_from=entered_from
    )
    taking_back.forget_calls([invitation], by=by)
    if not comes:
        taking_back.take_back_letters(session, of=invitation.person, by=by)
    need = invitation.need
    if need is not None and not comes and need.state == NeedState.PLANNED:
        free_need(need=need, by=by)
    if need is not None and comes and need.state == NeedState.CONFIRMED:
        plan_need(need=need, by=by)
    return invitation


@transaction.atomic
def invite_next(*, session: Session, need: Need, by: Person) -> Invitation:
    """Give a free seat to a need that waits; the person is told when the session is announced."""
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("occasion")
        .get(pk=session.pk)
    )
    if free_seats(session) == 0:
        raise Refused(_("All places are taken now."))
    if not waiting_for_seat(session).filter(pk=need.pk).exists():
        raise Refused(MOVED_ON)
    seat = invite(occasion=session.occasion, person=need.person, need=need, by=by)
    if session.state == SessionState.ANNOUNCED:
        telling.invite_people(session, only=seat, batch=uuid.uuid4(), by=by)
    return seat


@transaction.atomic
def mark_present(
    *,
    session: Session,
    key: uuid.UUID,
    presence: Presence,
    person: Person | None = None,
    walk_in: str = "",
    at: datetime | None = None,
    device: str = "",
    by: Person | None,
) -> None:
    """One tick of the roll call; sent twice, it counts once. `by` None: a device of the hub."""
    session = _taking_place(session)
    mark_attendance(
        occasion=session.occasion,
        key=key,
        presence=presence,
        person=person,
        walk_in=walk_in,
        at=at,
        device=device,
        by=by,
    )
    if session.state == SessionState.HELD and person is not None:
        _let_needs_follow(session, only=person, by=by)


@transaction.atomic
def hold_session(*, session: Session, by: Person) -> Session:
    """The session took place and its roll call is complete: needs of those present are held, needs
    of the absent wait for a date again; those present are asked whether it is settled."""
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("occasion")
        .get(pk=session.pk)
    )
    if session.state == SessionState.HELD:
        return session
    if session.state not in (SessionState.CONFIRMED, SessionState.ANNOUNCED):
        raise Refused(_("This session is already over or no longer takes place."))
    if timezone.now() < session.occasion.start_at:
        raise Refused(_("This session has not begun yet."))
    session.ended_at = timezone.now()
    move_to(session, SessionState.HELD, by=by)
    _let_needs_follow(session, by=by)
    return session


@transaction.atomic
def type_sheet(
    *,
    session: Session,
    people: Mapping[Person, uuid.UUID],
    walk_ins: Mapping[uuid.UUID, str],
    by: Person,
) -> Session:
    """A signed sheet typed back, with the key of each mark: who signed was there, others too whose
    first name stands on a blank line, and the roll call is closed."""
    for person, key in people.items():
        mark_present(
            session=session,
            key=key,
            presence=Presence.PRESENT,
            person=person,
            device=PAPER,
            by=by,
        )
    for key, name in walk_ins.items():
        mark_present(
            session=session,
            key=key,
            presence=Presence.PRESENT,
            walk_in=name,
            device=PAPER,
            by=by,
        )
    return hold_session(session=session, by=by)


@once_per_key(Session)
@transaction.atomic
def type_held_session(
    *,
    term: Term,
    discipline: Discipline,
    format: Format,
    expert: Expert | None,
    language: SpokenLanguage,
    start_at: datetime,
    end_at: datetime,
    people: Sequence[Person],
    needs: Sequence[Need],
    reason: str,
    key: uuid.UUID | None = None,
    by: Person,
) -> Session:
    """A session held before it was on the platform, with who came: a term may begin in its middle.
    The open needs of those who came, in its discipline, go on from there."""
    if end_at > timezone.now():
        raise Refused(_("This session is not over yet: propose it, then call its roll."))
    session = propose_session(
        term=term,
        discipline=discipline,
        format=format,
        expert=expert,
        room=None,
        language=language,
        start_at=start_at,
        end_at=end_at,
        needs=needs,
        people=[person for person in people if person not in {need.person for need in needs}],
        reason=reason,
        is_by_hand=True,
        key=key,
        by=by,
    )
    for need in needs:
        if need.state == NeedState.STATED:
            confirm_need(need=need, by=by)
    session.ended_at = end_at
    move_to(session, SessionState.HELD, by=by)
    for person in people:
        mark_attendance(
            occasion=session.occasion,
            key=uuid.uuid4(),
            presence=Presence.PRESENT,
            person=person,
            at=start_at,
            device=PAPER,
            by=by,
        )
    _let_needs_follow(session, by=by)
    return session


@transaction.atomic
def write_lines(
    *, session: Session, text: str, by: Person, entered_from: EnteredFrom = EnteredFrom.SELF
) -> Session:
    """Three lines: what happened, the next door. By the expert, or dictated to the team."""
    text = clean_words(text)
    if len(text) > LINES_LENGTH:
        raise Refused(
            _("Three lines are enough: %(length)d characters at most.") % {"length": LINES_LENGTH}
        )
    session = _taking_place(session)
    session.lines, session.lines_by, session.lines_at = text, by, timezone.now()
    session.save(update_fields=["lines", "lines_by", "lines_at"])
    record("write_lines", subject=session, actor=by, changes={"from": ("", entered_from.value)})
    return session


def queue_calls() -> None:
    """Periodic: people who have not answered for 48 hours come on the call list, once each."""
    for seat in without_answer():
        telling.ask_by_phone(seat)


def take_answer(message: Message, result: CallResult, by: Person) -> None:
    """What somebody said on the phone about an invitation (no answer: nothing changes)."""
    seat = Invitation.objects.filter(pk=message.subject_id or 0).first()
    replies = {CallResult.YES: Reply.YES, CallResult.NO: Reply.NO}
    if seat is not None and result in replies:
        answer_invitation(
            invitation=seat, reply=replies[result], by=by, entered_from=EnteredFrom.CALL
        )


def _taking_place(session: Session) -> Session:
    """The session as it stands now, locked, unless it does not take place."""
    now = (
        Session.objects.select_for_update(of=("self",))
        .select_related("occasion")
        .get(pk=session.pk)
    )
    if now.state not in (SessionState.CONFIRMED, SessionState.ANNOUNCED, SessionState.HELD):
        raise Refused(_("This session is already over or no longer takes place."))
    return now


def _let_needs_follow(session: Session, *, by: Person | None, only: Person | None = None) -> None:
    """Needs follow who came; `only`: of the one person whose mark was mended, because those of the
    others may have gone on elsewhere since."""
    present = {
        person for person, mark in presence_at(session.occasion).items() if mark == Presence.PRESENT
    }
    batch = uuid.uuid4()
    seats = session.occasion.invitations.select_related("need", "person")
    for seat in seats if only is None else seats.filter(person=only):
        need = seat.need
        if need is None:
            continue
        if seat.person_id in present:
            if need.state == NeedState.CONFIRMED:  # came though the seat had been freed, or by hand
                need = plan_need(need=need, by=by)
            if need.state == NeedState.PLANNED:
                address_need(need=need, by=by)
                telling.ask_if_settled(seat, session, batch=batch, by=by)
        elif not seat.is_dropped and need.state in (NeedState.PLANNED, NeedState.ADDRESSED):
            free_need(need=need, by=by)
