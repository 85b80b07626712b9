"""Who has already heard of a session: only they hear that it changes."""

from elspace.agenda.models import Invitation
from elspace.outbox.enums import State as MessageState
from elspace.outbox.models import Message
from elspace.support.models import Session

# Letters by which people hear of a date.
DATES = ("support.invitation", "support.moved", "support.new_expert")
ASKING = "support.ask_expert"
LEFT = (MessageState.SENDING, MessageState.SENT, MessageState.UNCERTAIN)


def who_knows(session: Session) -> dict[int, Session]:
    """By person's number, the date they were last told of: this one or, when its letter has not
    left yet, one it was moved from. Who has heard of none is left out.

    Somebody who answered knows; somebody to whom no letter was ever written, too: told by word.
    """
    dates = [session]
    while (before := Session.objects.filter(moved_to=dates[-1]).first()) is not None:
        dates.append(before)
    left: dict[tuple[int, int], bool] = {}
    for message in Message.objects.filter(
        kind__in=DATES,
        subject_kind=Session._meta.label_lower,
        subject_id__in=[date.pk for date in dates],
    ):
        place = (message.subject_id or 0, message.recipient_id or 0)
        left[place] = left.get(place, False) or has_left(message)
    seats = {
        (seat.occasion_id, seat.person_id): seat
        for seat in Invitation.objects.filter(occasion__in=[date.occasion_id for date in dates])
    }
    found: dict[int, Session] = {}
    for date in dates:
        for (occasion, person), seat in seats.items():
            if occasion != date.occasion_id or date.announced_at is None or person in found:
                continue
            if seat.replied_at is not None or left.get((date.pk, person), True):
                found[person] = date
    return found


def expert_knows(session: Session) -> bool:
    """Whether the expert has heard of it: said yes, or was asked by a letter that has left."""
    if session.expert is None:
        return False
    if session.confirmed_at is not None:
        return True
    letters = asking_letters(session)
    return session.asked_at is not None and all(has_left(letter) for letter in letters)


def asked_together(session: Session) -> list[Session]:
    """Sessions one letter asked this expert for, this one among them."""
    return list(
        Session.objects.filter(
            expert=session.expert,
            asked_at=session.asked_at,
            asked_at__isnull=False,
            is_confidential=session.is_confidential,
        ).select_related("occasion", "discipline", "expert__person")
    )


def asking_letters(session: Session) -> list[Message]:
    """The letter that asked the expert for it, among other dates perhaps."""
    if session.expert is None:
        return []
    return list(
        Message.objects.filter(
            kind=ASKING,
            recipient=session.expert.person_id,
            subject_kind=Session._meta.label_lower,
            subject_id__in=[one.pk for one in asked_together(session)],
        )
    )


def has_left(message: Message) -> bool:
    """Sent, on its way, or in somebody's hands; a call nobody answered told nothing."""
    in_hand = message.opened_at is not None and not message.call_result
    return message.state in LEFT or (message.state == MessageState.QUEUED and in_hand)
