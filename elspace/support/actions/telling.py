"""Who is told what when a session changes: letters queued, needs moved along with it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from elspace.agenda.models import Invitation
from elspace.hub.queries import current_hub
from elspace.needs.actions import free_need, plan_need
from elspace.needs.enums import State
from elspace.outbox.actions import queue_message
from elspace.outbox.enums import Channel, Privacy
from elspace.people.actions import give_link
from elspace.people.models import Person
from elspace.support.letters import page_of, privacy_of, write_letter
from elspace.support.models import Expert, Session
from elspace.support.queries.told import who_knows

NO_ANSWER = "support.no_answer"
NEAR = timedelta(hours=12)  # changes nearer than this go out at once, whatever the hour


def ask_experts(sessions: Iterable[Session], *, by: Person | None) -> None:
    """One letter an expert, with all the dates asked of her at once, confidential ones apart;
    between residents: nobody."""
    by_expert: dict[tuple[Expert, Privacy], list[Session]] = defaultdict(list)
    for session in sessions:
        if session.expert is not None:
            by_expert[session.expert, privacy_of(session)].append(session)
    batch = uuid.uuid4()
    hub = current_hub()
    for (expert, privacy), dates in by_expert.items():
        person = expert.person
        page = page_of(give_link(person=person, by=None))
        title, body = write_letter("ask_expert", to=person, sessions=dates, hub=hub, page=page)
        queue_message(
            kind="support.ask_expert",
            to=person,
            title=title,
            body=body,
            subject=dates[0],
            occurrence=f"{dates[0].asked_at:%Y%m%d%H%M}",
            privacy=privacy,
            batch=batch,
            by=by,
        )


def invite_people(
    session: Session, *, only: Invitation | None = None, batch: uuid.UUID, by: Person
) -> None:
    """Invite everybody who has a seat, or `only` one; their needs have a date now."""
    now = timezone.now()
    seats = session.occasion.invitations.filter(is_dropped=False).select_related("person", "need")
    for seat in seats if only is None else seats.filter(pk=only.pk):
        if seat.need is not None and seat.need.state == State.CONFIRMED:
            plan_need(need=seat.need, by=by)
        seat.sent_at = seat.sent_at or now
        seat.save()
        again = only is not None and seat.person_id in who_knows(session)  # had given it back
        change = f"{now:%Y%m%d%H%M%S}" if again else ""
        _tell(seat.person, "invitation", session, change=change, batch=batch, by=by)


def tell_change(
    session: Session, knows: dict[int, Session], *, batch: uuid.UUID, by: Person | None
) -> None:
    """How it stands now, to everybody who has a seat, from what each of them knows (`who_knows`):
    another date than theirs, another expert; an invitation to whoever has heard of none."""
    changed_at = f"{timezone.now():%Y%m%d%H%M%S}"
    for seat in session.occasion.invitations.filter(is_dropped=False).select_related("person"):
        known = knows.get(seat.person_id)
        if known is None:
            _tell(seat.person, "invitation", session, batch=batch, by=by)
        elif known == session:
            _tell(seat.person, "new_expert", session, change=changed_at, batch=batch, by=by)
        else:
            _tell(seat.person, "moved", known, new=session, batch=batch, by=by)


def tell_cancelled(
    session: Session, knows: dict[int, Session], *, batch: uuid.UUID, by: Person | None
) -> None:
    """That it does not take place, to those who have heard of it: of the date they know."""
    for seat in session.occasion.invitations.filter(is_dropped=False).select_related("person"):
        known = knows.get(seat.person_id)
        if known is not None:
            known.end_reason = session.end_reason
            _tell(seat.person, "cancelled", known, subject=session, batch=batch, by=by)


def tell_seat_freed(
    seat: Invitation,
    session: Session,
    *,
    still_waits: bool = False,
    batch: uuid.UUID,
    by: Person | None,
) -> None:
    """That her place goes to somebody else, since her need has another answer, or is about
    something else and waits for a date that fits."""
    change = f"{timezone.now():%Y%m%d%H%M%S}"
    letter = "seat_other" if still_waits else "seat_freed"
    _tell(seat.person, letter, session, change=change, batch=batch, by=by)


def tell_expert(
    letter: str,
    session: Session,
    *,
    expert: Expert | None = None,
    change: str = "",
    batch: uuid.UUID,
    by: Person | None,
) -> None:
    """A letter to the session's expert, or to the one she replaced; nobody between residents."""
    expert = expert or session.expert
    if expert is not None:
        _tell(expert.person, letter, session, change=change, batch=batch, by=by)


def free_needs(session: Session, *, by: Person | None) -> None:
    """Needs that had this date wait for one again."""
    for seat in session.occasion.invitations.filter(is_dropped=False).select_related("need"):
        if seat.need is not None and seat.need.state == State.PLANNED:
            free_need(need=seat.need, by=by)


def _tell(
    person: Person,
    letter: str,
    session: Session,
    *,
    batch: uuid.UUID,
    by: Person | None,
    new: Session | None = None,
    subject: Session | None = None,
    change: str = "",
) -> None:
    """Queue one letter. `subject`: the row it is about, when its words speak of an earlier date;
    `change`: tells two letters of one kind about the same hour apart."""
    about = subject or new or session
    page = page_of(give_link(person=person, by=None))
    people = session.occasion.invitations.filter(is_dropped=False).count()
    title, body = write_letter(
        letter, to=person, session=session, new=new, page=page, people=people
    )
    near = min(s.occasion.start_at for s in (session, new) if s) - timezone.now() < NEAR
    queue_message(
        kind=f"support.{letter}",
        to=person,
        title=title,
        body=body,
        subject=about,
        occurrence="-".join(filter(None, [f"{about.occasion.start_at:%Y%m%d%H%M}", change])),
        privacy=privacy_of(session),
        urgent=near,
        batch=batch,
        by=by,
    )


def ask_if_settled(
    seat: Invitation, session: Session, *, batch: uuid.UUID, by: Person | None
) -> None:
    """After the session: is it settled?"""
    _tell(seat.person, "is_it_settled", session, batch=batch, by=by)


def ask_by_phone(seat: Invitation) -> None:
    """Put a person who has not answered on the call list, with what to say."""
    session = seat.occasion.session
    title, body = write_letter("no_answer", to=seat.person, session=session)
    queue_message(
        kind=NO_ANSWER,
        to=seat.person,
        title=title,
        body=body,
        subject=seat,
        privacy=privacy_of(session),
        channel=Channel.CALL if seat.person.phone else None,
    )
