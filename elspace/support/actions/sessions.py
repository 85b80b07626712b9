"""A session's life: proposed, asked, confirmed, announced, held; or moved, or cancelled.

Every step is one action: it re-checks what it needs inside its transaction, moves the occasion and
the needs along, and queues the letters. Nothing is sent from here.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.agenda.actions import change_occasion, invite, make_occasion
from elspace.agenda.enums import OccasionState
from elspace.agenda.models import Invitation, Occasion
from elspace.agenda.queries import busy
from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.models import EnteredFrom
from elspace.hosting.actions import book_room, cancel_booking, lock_rooms
from elspace.hosting.models import Room
from elspace.hub.enums import FormatCode
from elspace.hub.models import Discipline, Format, SpokenLanguage
from elspace.needs.enums import Level
from elspace.needs.models import Need
from elspace.needs.words import clean_words
from elspace.people.models import Person
from elspace.support.enums import SESSION_TRANSITIONS, SessionState
from elspace.support.models import Expert, Proposal, Session, Term
from elspace.support.queries.sessions import is_within_firm_horizon, needs_reason
from elspace.trust.actions import record

from . import telling

OCCASION_OF = {
    SessionState.PROPOSED: OccasionState.DRAFT,
    SessionState.ASKED: OccasionState.RESERVED,
    SessionState.CONFIRMED: OccasionState.PLANNED,
    SessionState.ANNOUNCED: OccasionState.ANNOUNCED,
    SessionState.HELD: OccasionState.HELD,
    SessionState.MOVED: OccasionState.CANCELLED,
    SessionState.CANCELLED: OccasionState.CANCELLED,
}


@once_per_key(Session)
@transaction.atomic
def propose_session(
    *,
    term: Term,
    discipline: Discipline,
    format: Format,
    expert: Expert | None,
    room: Room | None,
    language: SpokenLanguage,
    start_at: datetime,
    end_at: datetime,
    needs: Sequence[Need],
    people: Sequence[Person] = (),
    title: str = "",
    reason: str = "",
    is_by_hand: bool = False,
    proposal: Proposal | None = None,
    key: uuid.UUID | None = None,
    by: Person | None,
) -> Session:
    """A session as a proposal: it holds nothing and nobody is told.

    `people` come along without a need (a co-founder). A session that answers no important or
    blocking need is made only with a written reason, which is kept; one of a proposal waits for it
    before its expert is asked.
    """
    is_asked_for = any(need.level >= Level.IMPORTANT for need in needs)
    reason = _sentence(reason)
    if not is_asked_for and not reason and proposal is None:
        raise Refused(
            _("Nobody said they are stopped or slowed down without this. Write why it is held.")
        )
    if start_at >= end_at:
        raise Refused(_("The session ends before it starts."))
    occasion = make_occasion(
        start_at=start_at, end_at=end_at, capacity=room.capacity if room else None, by=by
    )
    session = Session.objects.create(
        term=term,
        occasion=occasion,
        proposal=proposal,
        discipline=discipline,
        format=format,
        expert=expert,
        room=room,
        language=language,
        title=title,
        reason="" if is_asked_for else reason,
        is_by_hand=is_by_hand,
        is_confidential=any(need.is_confidential for need in needs),
        entered_by=by,
        **({"key": key} if key else {}),
    )
    for need in needs:
        invite(occasion=occasion, person=need.person, need=need, by=by)
    for person in people:
        invite(occasion=occasion, person=person, by=by)
    record("propose_session", subject=session, actor=by)
    return session


@transaction.atomic
def ask_sessions(*, sessions: Iterable[Session], by: Person) -> list[Session]:
    """Ask the experts: from now on the room is booked and everybody's time is held.

    One letter an expert with all her dates. A session between residents has nobody to ask and is
    confirmed at once. Raises Refused (nothing written) when a room, an expert or a person is no
    longer free.
    """
    asked = [_locked(session, SessionState.ASKED) for session in sessions]
    lock_rooms(session.room for session in asked if session.room)
    _lock_people(asked)
    for session in asked:
        if needs_reason(session):
            raise Refused(
                _("“%(name)s” stops or slows nobody down: write why it is held, then ask.")
                % {"name": session.name}
            )
        _check_everybody_is_free(session)
        if session.room is None:
            raise Refused(_("“%(name)s” has no room yet.") % {"name": session.name})
        session.occasion.booking = book_room(
            room=session.room,
            start_at=session.occasion.start_at,
            end_at=session.occasion.end_at,
            title=session.name,
            subject=session,
            by=by,
        )
        session.decided_by = by
        session.asked_at = timezone.now()
        session.cannot_at, session.cannot_from = None, ""
        _move(session, SessionState.ASKED, by=by)
    telling.ask_experts(asked, by=by)
    for session in asked:
        if session.expert is None:
            confirm_session(session=session, by=by)
    return asked


@transaction.atomic
def confirm_session(
    *, session: Session, by: Person | None, entered_from: EnteredFrom = EnteredFrom.SELF
) -> Session:
    """The expert says yes (by herself, or told to the team: `entered_from`)."""
    session = _locked(session, SessionState.CONFIRMED)
    session.confirmed_at = timezone.now()
    session.entered_by, session.entered_from = by, entered_from
    return _move(session, SessionState.CONFIRMED, by=by)


@transaction.atomic
def refuse_session(
    *, session: Session, by: Person | None, entered_from: EnteredFrom = EnteredFrom.SELF
) -> Session:
    """The expert says no: the room is given back, nobody else was told, the team looks again."""
    session = _locked(session, SessionState.PROPOSED)
    _give_room_back(session, by=by)
    session.cannot_at, session.cannot_from = timezone.now(), entered_from
    session.is_by_hand = True  # the next proposal must not put it back silently
    return _move(session, SessionState.PROPOSED, by=by)


@transaction.atomic
def announce_sessions(*, sessions: Iterable[Session], by: Person) -> list[Session]:
    """Tell the people, once, in their language; their needs have a date now.

    Only confirmed sessions within the firm horizon: further ones may still move, and are shown to
    their people as "planned, to confirm" without a message.
    """
    batch = uuid.uuid4()
    announced = [_locked(session, SessionState.ANNOUNCED) for session in sessions]
    for session in announced:
        if session.cannot_at is not None:
            raise Refused(
                _("“%(name)s” waits for a solution: its expert cannot come.")
                % {"name": session.name}
            )
        if session.occasion.start_at <= timezone.now():
            raise Refused(_("This session is already over or no longer takes place."))
        if not is_within_firm_horizon(session):
            raise Refused(
                _("“%(name)s” is further off than the firm weeks: it is announced later.")
                % {"name": session.name}
            )
        session.announced_at = timezone.now()
        _move(session, SessionState.ANNOUNCED, by=by)
        telling.invite_people(session, batch=batch, by=by)
        telling.tell_expert("expert_announced", session, batch=batch, by=by)
    return announced


@transaction.atomic
def note_expert_cannot(
    *, session: Session, by: Person | None, entered_from: EnteredFrom = EnteredFrom.SELF
) -> Session:
    """The expert cannot come after all. Nothing is cancelled: the team decides on Today.

    An asked session simply goes back to the team.
    """
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.state == SessionState.ASKED:
        return refuse_session(session=session, by=by, entered_from=entered_from)
    if not session.is_holding or session.state == SessionState.HELD:
        raise Refused(_("This session is already over or no longer takes place."))
    if session.cannot_at is None:
        session.cannot_at, session.cannot_from = timezone.now(), entered_from
        session.save()
        record("note_expert_cannot", subject=session, actor=by)
    return session


@transaction.atomic
def replace_expert(*, session: Session, expert: Expert | None, by: Person) -> Session:
    """Somebody else holds it at the same hour (None: between residents); all are told.

    The team has spoken with the new expert: the session stays confirmed or announced.
    """
    session = _open(session)
    old = session.expert
    session.expert = expert
    if expert is not None:
        _lock_people([session])
        _check_expert_is_free(session)
        if not expert.person.speaks.filter(pk=session.language_id).exists():
            raise Refused(
                _("%(name)s does not speak the language of this session.")
                % {"name": expert.person.name}
            )
    session.cannot_at, session.cannot_from = None, ""
    session.save()
    record(
        "replace_expert",
        subject=session,
        actor=by,
        changes={"expert": (old.pk if old else None, expert.pk if expert else None)},
    )
    if session.state == SessionState.ANNOUNCED:  # else nobody was told yet
        batch = uuid.uuid4()
        telling.tell_people("new_expert", session, batch=batch, by=by)
        telling.tell_expert("expert_announced", session, batch=batch, by=by)
    return session


@transaction.atomic
def become_peer_session(*, session: Session, by: Person) -> Session:
    """Same hour, between residents: the format changes with the expert gone."""
    session = replace_expert(session=session, expert=None, by=by)
    session.format = Format.objects.get(code=FormatCode.PEER_GROUP)
    session.save(update_fields=["format"])
    return session


@once_per_key(Session)
@transaction.atomic
def move_session(
    *,
    session: Session,
    start_at: datetime,
    end_at: datetime,
    room: Room | None = None,
    key: uuid.UUID | None = None,
    by: Person,
) -> Session:
    """Another date: the old session stays in history as moved, a new one takes its people along.

    The team has agreed on the date with the expert. People who had been told are told again; those
    who cannot are asked, not dropped.
    """
    session = _open(session)
    told = session.state == SessionState.ANNOUNCED
    if session.state == SessionState.PROPOSED:
        return _replace_proposed(session, start_at=start_at, end_at=end_at, room=room, by=by)
    _give_room_back(session, by=by)
    occasion = make_occasion(
        start_at=start_at, end_at=end_at, capacity=session.occasion.capacity, by=by
    )
    new = Session.objects.create(
        term=session.term,
        occasion=occasion,
        proposal=session.proposal,
        discipline=session.discipline,
        format=session.format,
        expert=session.expert,
        room=room or session.room,
        language=session.language,
        title=session.title,
        reason=session.reason,
        is_by_hand=True,
        is_confidential=session.is_confidential,
        decided_by=by,
        asked_at=session.asked_at,
        entered_by=by,
        **({"key": key} if key else {}),
    )
    for seat in session.occasion.invitations.filter(is_dropped=False).select_related("person"):
        invite(occasion=occasion, person=seat.person, need=seat.need, by=by)
    session.moved_to = new
    session.ended_at = timezone.now()
    telling.forget_calls(session.occasion.invitations.all(), by=by)
    _move(session, SessionState.MOVED, by=by)
    _lock_people([new])
    _check_expert_is_free(new)
    if new.room is None:
        raise Refused(_("“%(name)s” has no room yet.") % {"name": new.name})
    occasion.booking = book_room(
        room=new.room, start_at=start_at, end_at=end_at, title=new.name, subject=new, by=by
    )
    new.confirmed_at = timezone.now()
    new.announced_at = timezone.now() if told else None
    _move(new, SessionState.ANNOUNCED if told else SessionState.CONFIRMED, by=by)
    if told:
        # The new date waits for an answer, and who gives none is called.
        occasion.invitations.update(sent_at=timezone.now())
        batch = uuid.uuid4()
        telling.tell_people("moved", session, new=new, batch=batch, by=by)
        telling.tell_expert("expert_announced", new, batch=batch, by=by)
    return new


@transaction.atomic
def cancel_session(*, session: Session, reason: str = "", by: Person | None) -> Session:
    """It does not take place: the room is given back, needs wait for a date again, all are told.

    `reason` is shown to its people and neutral: why, never who is to blame.
    """
    session = _locked(session, SessionState.CANCELLED)
    told, asked = session.state == SessionState.ANNOUNCED, session.state != SessionState.PROPOSED
    session.end_reason = _sentence(reason)
    session.ended_at = timezone.now()
    telling.forget_calls(session.occasion.invitations.all(), by=by)
    _give_room_back(session, by=by)
    _move(session, SessionState.CANCELLED, by=by)
    telling.free_needs(session, by=by)
    batch = uuid.uuid4()
    if told:
        telling.tell_people("cancelled", session, batch=batch, by=by)
    if asked:
        telling.tell_expert("expert_cancelled", session, batch=batch, by=by)
    return session


@transaction.atomic
def give_reason(*, session: Session, reason: str, by: Person) -> Session:
    """Why a session is held that no important or blocking need asks for; kept for the review."""
    session = _open(session)
    reason = _sentence(reason)
    if not reason:
        raise Refused(_("Write why it is held, in one sentence."))
    session.reason = reason
    session.save(update_fields=["reason"])
    record("give_reason", subject=session, actor=by)
    return session


@transaction.atomic
def drop_proposed(*, session: Session, by: Person | None) -> None:
    """Take a proposed session off the board: it held nothing, so nothing remains."""
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.state != SessionState.PROPOSED:
        raise Refused(_("This session is no longer only a proposal."))
    record("drop_proposed", subject=session, actor=by)
    session.occasion.delete()


def _sentence(text: str) -> str:
    """What was typed as a reason, as long as its column."""
    return clean_words(text)[:300]


def _replace_proposed(
    session: Session, *, start_at: datetime, end_at: datetime, room: Room | None, by: Person
) -> Session:
    session.occasion = change_occasion(
        occasion=session.occasion, start_at=start_at, end_at=end_at, by=by
    )
    session.room = room or session.room
    session.is_by_hand = True
    session.cannot_at, session.cannot_from = None, ""
    session.save()
    record("move_session", subject=session, actor=by)
    return session


def _locked(session: Session, to: SessionState) -> Session:
    """The session as it stands now, locked, when it may go to `to`."""
    now = (
        Session.objects.select_for_update(of=("self",))
        .select_related("occasion")
        .get(pk=session.pk)
    )
    if to not in SESSION_TRANSITIONS[SessionState(now.state)]:
        raise Refused(
            _("“%(name)s” is now: %(state)s. Look at it again before you go on.")
            % {"name": now.name, "state": SessionState(now.state).label}
        )
    return now


def _open(session: Session) -> Session:
    now = (
        Session.objects.select_for_update(of=("self",))
        .select_related("occasion")
        .get(pk=session.pk)
    )
    if now.state in (SessionState.HELD, SessionState.MOVED, SessionState.CANCELLED):
        raise Refused(_("This session is already over or no longer takes place."))
    return now


def _move(session: Session, to: SessionState, *, by: Person | None) -> Session:
    """The one place where a session changes state: its occasion follows, one audit line is left."""
    old = session.state
    session.state = to
    session.occasion.save(update_fields=["booking"])
    session.occasion = change_occasion(occasion=session.occasion, state=OCCASION_OF[to], by=by)
    session.save()
    record(f"{to.value}_session", subject=session, actor=by, changes={"state": (old, to.value)})
    return session


def _give_room_back(session: Session, *, by: Person | None) -> None:
    booking = session.occasion.booking
    if booking is not None:
        cancel_booking(booking=booking, by=by)
        session.occasion.booking = None
        session.occasion.save()


def _lock_people(sessions: Iterable[Session]) -> None:
    """Lock experts and people of these sessions in one order: nobody is promised to two places by
    two who press at once. NO KEY: rows that merely refer to a person may be written meanwhile."""
    sessions = list(sessions)
    wanted = {session.expert.person_id for session in sessions if session.expert}
    occasions = [session.occasion_id for session in sessions]
    seats = Invitation.objects.filter(occasion__in=occasions, is_dropped=False)
    people = Person.objects.filter(Q(pk__in=wanted) | Q(pk__in=seats.values("person")))
    list(people.select_for_update(no_key=True).order_by("pk"))


def _check_everybody_is_free(session: Session) -> None:
    _check_expert_is_free(session)
    occasion = session.occasion
    for seat in occasion.invitations.filter(is_dropped=False).select_related("person"):
        _refuse_if_busy(seat.person, occasion)


def _check_expert_is_free(session: Session) -> None:
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
