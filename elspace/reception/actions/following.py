"""What follows from a mark of presence, and goes again when the mark is taken back: the room kept
for whoever is here, the message to the host of a visit."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.hosting.queries import own_bookings_to_come
from elspace.outbox.actions import cancel_message, queue_message
from elspace.outbox.enums import State
from elspace.outbox.models import Message
from elspace.outbox.writing import written_for
from elspace.people.models import Person
from elspace.reception.enums import Whereabouts
from elspace.reception.models import PresenceMark
from elspace.reception.queries.presence import marks_of_day, standing

ROOM_AHEAD = timedelta(hours=4)  # rooms booked for the hours somebody is here
TOLD_FOR = timedelta(minutes=20)  # after a longer cut the host has found their visit
VISIT = "reception.visit"


def keep_rooms(mark: PresenceMark) -> None:
    """Whoever is here uses the room they booked: it is not released. It stands as confirmed when it
    begins, which says that somebody came and not at what hour; no audit line says so either."""
    held = own_bookings_to_come(mark.person).filter(start_at__lte=mark.at + ROOM_AHEAD)
    held.filter(confirmed_at=None).update(confirmed_at=F("start_at"))


def let_rooms_go(slip: PresenceMark) -> None:
    """What only this mark says is confirmed no more. Another mark of the person that says the same
    keeps the room; what they confirmed themselves carries the moment they did, and stays."""
    said = marks_of_day(timezone.localdate(slip.at)).filter(person=slip.person)
    others = [mark for mark in standing(said) if mark.state == Whereabouts.IN]
    reach = max((mark.at + ROOM_AHEAD for mark in others), default=None)
    caused = own_bookings_to_come(slip.person).filter(
        confirmed_at=F("start_at"), start_at__lte=slip.at + ROOM_AHEAD
    )
    if reach is not None:
        caused = caused.filter(start_at__gt=reach)
    caused.update(confirmed_at=None)


def tell_host(mark: PresenceMark, host: Person, *, by: Person | None) -> None:
    """The host hears of a visit that has just come, without its name: it goes tonight, the message
    stays."""
    if timezone.now() - mark.at >= TOLD_FOR:
        return
    with written_for(host):
        title = _("Somebody is here for you")
        body = _("Somebody is waiting for you at the reception.")
    queue_message(
        kind=VISIT, to=host, title=title, body=body, occurrence=str(mark.key), urgent=True, by=by
    )


def tell_host_no_more(slip: PresenceMark, *, by: Person | None) -> None:
    """A message that has not left is taken back; where it left, or may have, one sentence says
    that nobody waits."""
    found = Message.objects.filter(kind=VISIT, occurrence=str(slip.key)).first()
    if found is None:
        return
    message = Message.objects.locked(found)
    if message.state == State.CANCELLED:
        return
    has_left = message.state not in {State.QUEUED, State.FAILED} or message.opened_at is not None
    if message.state in {State.QUEUED, State.FAILED}:
        cancel_message(message=message, by=by)
    host = message.recipient
    if not has_left or host is None:
        return
    with written_for(host):
        title = _("Nobody is here for you after all")
        body = _("Nobody is waiting for you at the reception: the visit was noted by mistake.")
    queue_message(
        kind="reception.visit_undone",
        to=host,
        title=title,
        body=body,
        occurrence=str(slip.key),
        urgent=True,
        by=by,
    )
