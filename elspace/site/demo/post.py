"""The messages of the past left: by hand from the reception's list, twice a day; mails by
themselves. Nothing is handed to a mail server here: those mails are only marked as sent."""

from datetime import timedelta

from django.utils import timezone

from elspace.outbox.actions import mark_opened, mark_sent_by_hand
from elspace.outbox.enums import Channel, State
from elspace.outbox.models import Message
from elspace.trust.actions import record

from .cast import Cast

ROUNDS = ("11:45", "16:30")
LAST_ROUND = 90  # minutes ago: what was written since waits


def tell_post(cast: Cast) -> None:
    """Two rounds a day from the first week until a while ago."""
    last = cast.days.lately(LAST_ROUND)
    day = cast.days.starts_on
    while day <= cast.days.today:
        if cast.days.calendar.opening_on(day):
            for hour in ROUNDS:
                moment = cast.days.at(f"1 Mon {hour}") + (day - cast.days.starts_on)
                if moment <= last:
                    cast.story.at(moment, _round, cast)
        day += timedelta(days=1)
    cast.story.at(last, _round, cast)


def _round(cast: Cast) -> None:
    now = timezone.now()
    for message in Message.objects.due(now).select_related("recipient"):
        if message.channel == Channel.MAIL:
            message.state, message.handed_at, message.sent_at = State.SENT, now, now
            message.save(update_fields=["state", "handed_at", "sent_at"])
            record(
                "send_message",
                subject=message,
                batch=message.batch,
                changes={"state": (State.SENDING, State.SENT)},
            )
        else:
            mark_opened(message=message, by=cast.reception)
            mark_sent_by_hand(message=message, by=cast.reception)
