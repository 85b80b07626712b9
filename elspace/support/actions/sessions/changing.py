"""Something came up: another expert, between residents, another date."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.agenda.actions import change_occasion, invite, make_occasion
from elspace.core.answers import Refused
from elspace.core.keys import once_per_key
from elspace.core.models import EnteredFrom
from elspace.hosting.actions import book_room, offering
from elspace.hosting.models import Room
from elspace.hosting.queries import Diary
from elspace.hub.enums import FormatCode
from elspace.hub.models import Format
from elspace.people.models import Person
from elspace.support.actions import taking_back, telling
from elspace.support.enums import SessionState
from elspace.support.models import Expert, Session
from elspace.support.queries.dates import is_noisy
from elspace.support.queries.told import expert_knows, who_knows
from elspace.trust.actions import record

from .asking import confirm_session, refuse_session
from .guards import check_expert_is_free, give_room_back, lock_people, move_to, still_open


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

    The team has spoken with the new expert: a confirmed or announced session stays so. One that
    was only asked is asked anew, of the new expert: room and people stay held, as long as the
    question is open. Whoever was asked, or had said yes, is told that others take it on.
    """
    session = still_open(session)
    old = session.expert
    if expert is not None:
        _check_can_hold(session, expert)
    session.expert = expert
    if expert is not None:
        lock_people([session])
        check_expert_is_free(session)
    batch = uuid.uuid4()
    _release(session, old, batch=batch, by=by)
    session.cannot_at, session.cannot_from = None, ""
    session.save()
    record(
        "replace_expert",
        subject=session,
        actor=by,
        changes={"expert": (old.pk if old else None, expert.pk if expert else None)},
    )
    if session.state == SessionState.ASKED:
        return _ask_instead(session, by=by)
    if session.state == SessionState.ANNOUNCED:  # else nobody was told yet
        taking_back.take_back_letters(session, by=by)
        telling.tell_change(session, who_knows(session), batch=batch, by=by)
        change = f"{timezone.now():%Y%m%d%H%M%S}"
        telling.tell_expert("expert_announced", session, change=change, batch=batch, by=by)
    return session


def _check_can_hold(session: Session, expert: Expert) -> None:
    if not expert.person.speaks.filter(pk=session.language_id).exists():
        raise Refused(
            _("%(name)s does not speak the language of this session.")
            % {"name": expert.person.name}
        )


def _release(session: Session, old: Expert | None, *, batch: uuid.UUID, by: Person) -> None:
    """The expert of before is not asked any more, and told if she has heard of it and has not said
    herself that she cannot come."""
    if old is None or old == session.expert or session.state == SessionState.PROPOSED:
        return
    before = Session.objects.select_related("expert__person").get(pk=session.pk)
    taking_back.take_back_asking(before, by=by)
    if before.cannot_at is None and expert_knows(before):
        change = f"{timezone.now():%Y%m%d%H%M%S}"
        telling.tell_expert("expert_released", before, change=change, batch=batch, by=by)


def _ask_instead(session: Session, *, by: Person) -> Session:
    """The question goes to the new expert; between residents there is nobody to ask."""
    if session.expert is None:
        return confirm_session(session=session, by=by)
    session.asked_at = timezone.now()
    session.save(update_fields=["asked_at"])
    telling.ask_experts([session], by=by)
    return session


@transaction.atomic
def become_peer_session(*, session: Session, by: Person) -> Session:
    """Same hour, between residents: the format changes with the expert gone."""
    session = replace_expert(session=session, expert=None, by=by)
    session.format = Format.objects.get(code=FormatCode.PEER_GROUP)
    session.save(update_fields=["format"])
    return session


@once_per_key(Session)
@offering
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

    The team has agreed on the date with the expert. People who had been told are told
    again, those who had not are invited to the new date; who cannot is asked, not dropped.
    """
    diary = Diary.hours()
    return _move(session, diary, start_at=start_at, end_at=end_at, room=room, key=key, by=by)


@transaction.atomic
def _move(
    session: Session,
    diary: Diary,
    *,
    start_at: datetime,
    end_at: datetime,
    room: Room | None,
    key: uuid.UUID | None,
    by: Person,
) -> Session:
    session = still_open(session)
    told = session.state == SessionState.ANNOUNCED
    if session.state == SessionState.PROPOSED:
        return _replace_proposed(session, start_at=start_at, end_at=end_at, room=room, by=by)
    give_room_back(session, by=by)
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
    taking_back.forget_calls(session.occasion.invitations.all(), by=by)
    taking_back.take_back_letters(session, by=by)
    taking_back.take_back_asking(session, by=by)
    move_to(session, SessionState.MOVED, by=by)
    lock_people([new])
    check_expert_is_free(new)
    if new.room is None:
        raise Refused(_("“%(name)s” has no room yet.") % {"name": new.name})
    occasion.booking = book_room(
        room=new.room,
        start_at=start_at,
        end_at=end_at,
        title=new.name,
        subject=new,
        is_noisy=is_noisy(new.format),
        noise_known=False,
        diary=diary,
        by=by,
    )
    new.confirmed_at = timezone.now()
    new.announced_at = timezone.now() if told else None
    move_to(new, SessionState.ANNOUNCED if told else SessionState.CONFIRMED, by=by)
    if told:
        # The new date waits for an answer, and who gives none is called.
        occasion.invitations.update(sent_at=timezone.now())
        batch = uuid.uuid4()
        telling.tell_change(new, who_knows(session), batch=batch, by=by)
        telling.tell_expert("expert_announced", new, batch=batch, by=by)
    return new


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
