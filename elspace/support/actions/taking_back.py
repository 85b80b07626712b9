"""What has not left yet about a session, and is no longer true, does not leave any more."""

from collections.abc import Iterable

from django.db.models import QuerySet

from elspace.agenda.models import Invitation
from elspace.outbox.actions import cancel_message
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.people.models import Person
from elspace.support.enums import SessionState
from elspace.support.models import Session
from elspace.support.queries.told import DATES, asked_together, asking_letters, has_left

from .telling import NO_ANSWER, ask_experts

ANNOUNCED = "support.expert_announced"
WAITING = (MessageState.QUEUED, MessageState.FAILED)


def take_back_letters(session: Session, *, of: Person | None = None, by: Person | None) -> None:
    """Invitations and news of this date that still wait, of one person or of everybody."""
    letters = Message.objects.about(session).filter(kind__in=(*DATES, ANNOUNCED))
    _take_back(letters if of is None else letters.filter(recipient=of), by=by)


def take_back_asking(session: Session, *, by: Person | None) -> None:
    """The expert is not asked for this date any more. What else one letter asked of her is asked
    in a letter of its own."""
    taken_back = _take_back(
        Message.objects.filter(pk__in=[letter.pk for letter in asking_letters(session)]), by=by
    )
    if taken_back:
        others = [one for one in asked_together(session) if one.state == SessionState.ASKED]
        ask_experts([one for one in others if one != session], by=by)


def forget_calls(seats: Iterable[Invitation], *, by: Person | None) -> None:
    """Who has answered, or has nothing to answer any more, is not called."""
    waiting = Message.objects.filter(
        kind=NO_ANSWER,
        state=MessageState.QUEUED,
        subject_kind=Invitation._meta.label_lower,
        subject_id__in=[seat.pk for seat in seats],
    )
    for message in waiting:
        cancel_message(message=message, by=by)


def _take_back(letters: QuerySet[Message], *, by: Person | None) -> int:
    """Cancel those that wait; how many."""
    waiting = [
        letter
        for letter in letters.filter(state__in=WAITING).select_for_update()
        if not has_left(letter)
    ]
    for letter in waiting:
        cancel_message(message=letter, by=by)
    return len(waiting)
