"""Asking the expert, and what follows: her yes or no, then the people told."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.core.models import EnteredFrom
from elspace.hosting.actions import book_room, lock_rooms, offering
from elspace.hosting.queries import Diary
from elspace.people.models import Person
from elspace.support.actions import taking_back, telling
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.dates import is_noisy
from elspace.support.queries.sessions import is_within_firm_horizon, needs_reason

from .guards import check_everybody_is_free, give_room_back, lock_people, locked, move_to


@dataclass(frozen=True)
class Asking:
    """What came of asking for several sessions: those asked, and those left with why."""

    asked: list[Session]
    left: list[tuple[Session, Refused]]


@offering
def ask_sessions(*, sessions: Iterable[Session], by: Person) -> list[Session]:
    """Ask the experts: from now on the room is booked and everybody's time is held.

    One letter an expert with all her dates. A session between residents has nobody to ask and is
    confirmed at once. Raises Refused (nothing written) when a room, an expert or a person is no
    longer free.
    """
    diary = Diary.hours()
    with transaction.atomic():
        done = _ask(sessions, diary, by=by)
        for _session, refused in done.left:
            raise refused
    return done.asked


@offering
def ask_those_free(
    *, sessions: Iterable[Session], by: Person, seen: Mapping[int, str] | None = None
) -> Asking:
    """The same for those of many sessions that can be asked; the others stay proposed, each with
    why. `seen`: what is heard through a wall, read by the number of a session, and passed over."""
    diary = Diary.hours()
    with transaction.atomic():
        return _ask(sessions, diary, by=by, seen=seen)


def _ask(
    sessions: Iterable[Session],
    diary: Diary,
    *,
    by: Person,
    seen: Mapping[int, str] | None = None,
) -> Asking:
    done = Asking([], [])
    found = []
    for session in sessions:
        try:
            found.append(locked(session, SessionState.ASKED))
        except Refused as refused:  # somebody asked, or drew it back, in the meantime
            done.left.append((session, refused))
    lock_rooms(session.room for session in found if session.room)
    lock_people(found)
    now = timezone.now()  # one moment for all: what one letter asks together
    for session in found:
        read = (seen or {}).get(session.pk)
        try:
            with transaction.atomic():
                _hold(session, diary, [read] if read else [], by=by)
        except Refused as refused:
            done.left.append((session, refused))
            continue
        session.decided_by = by
        session.asked_at = now
        session.cannot_at, session.cannot_from = None, ""
        move_to(session, SessionState.ASKED, by=by)
        done.asked.append(session)
    telling.ask_experts(done.asked, by=by)
    for session in done.asked:
        if session.expert is None:
            confirm_session(session=session, by=by)
    return done


def _hold(session: Session, diary: Diary, seen: list[str], *, by: Person) -> None:
    """Book the room of a session whose people are all free."""
    if needs_reason(session):
        raise Refused(
            _("“%(name)s” stops or slows nobody down: write why it is held, then ask.")
            % {"name": session.name}
        )
    check_everybody_is_free(session)
    if session.room is None:
        raise Refused(_("“%(name)s” has no room yet.") % {"name": session.name})
    session.occasion.booking = book_room(
        room=session.room,
        start_at=session.occasion.start_at,
        end_at=session.occasion.end_at,
        title=session.name,
        subject=session,
        is_noisy=is_noisy(session.format),
        noise_known=False,
        seen=seen,
        diary=diary,
        by=by,
    )


@transaction.atomic
def confirm_session(
    *, session: Session, by: Person | None, entered_from: EnteredFrom = EnteredFrom.SELF
) -> Session:
    """The expert says yes (by herself, or told to the team: `entered_from`)."""
    session = locked(session, SessionState.CONFIRMED)
    taking_back.take_back_asking(session, by=by)
    session.confirmed_at = timezone.now()
    session.entered_by, session.entered_from = by, entered_from
    return move_to(session, SessionState.CONFIRMED, by=by)


@transaction.atomic
def refuse_session(
    *, session: Session, by: Person | None, entered_from: EnteredFrom = EnteredFrom.SELF
) -> Session:
    """The expert says no: the room is given back, nobody else was told, the team looks again."""
    session = locked(session, SessionState.PROPOSED)
    taking_back.take_back_asking(session, by=by)
    give_room_back(session, by=by)
    session.cannot_at, session.cannot_from = timezone.now(), entered_from
    session.is_by_hand = True  # the next proposal must not put it back silently
    return move_to(session, SessionState.PROPOSED, by=by)


@transaction.atomic
def announce_sessions(*, sessions: Iterable[Session], by: Person) -> list[Session]:
    """Tell the people, once, in their language; their needs have a date now.

    Only confirmed sessions within the firm horizon: further ones may still move, and are shown to
    their people as "planned, to confirm" without a message.
    """
    batch = uuid.uuid4()
    announced = [locked(session, SessionState.ANNOUNCED) for session in sessions]
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
        move_to(session, SessionState.ANNOUNCED, by=by)
        telling.invite_people(session, batch=batch, by=by)
        telling.tell_expert("expert_announced", session, batch=batch, by=by)
    return announced
