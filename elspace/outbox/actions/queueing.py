"""Queue a message, take it back, queue it again."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.hub.queries import current_hub, is_quiet_time, next_loud_moment
from elspace.outbox.enums import Channel, Privacy, State
from elspace.outbox.models import Message
from elspace.outbox.queries import channel_for
from elspace.trust.actions import record


@transaction.atomic
def queue_message(
    *,
    kind: str,
    to: Any,
    title: str,
    body: str,
    subject: Model | None = None,
    occurrence: str = "",
    privacy: Privacy = Privacy.ORDINARY,
    urgent: bool = False,
    batch: uuid.UUID | None = None,
    channel: Channel | None = None,
    by: Any = None,
) -> Message | None:
    """Write one message for `to`, already worded in her language (`writing.written_for`).

    It takes the person's own way unless `channel` says otherwise (a call). Messages of one `batch`
    wait the hub's minutes of grace. The row that exists for the same
    (kind, subject, recipient, occurrence) is returned, worded anew if it was cancelled before it
    left. None: this person is not written to any more.
    """
    if not to.is_active:
        return None
    if subject is not None or occurrence:
        known = (
            Message.objects.select_for_update()
            .about(subject)
            .filter(kind=kind, recipient=to, occurrence=occurrence)
            .first()
        )
        # What a person took back, only a person writes again; the machine leaves it.
        if known is not None and (known.state != State.CANCELLED or by is None):
            return known
    else:
        known = None
    message = known or Message(kind=kind, recipient=to, occurrence=occurrence)
    if subject is not None:
        message.subject_kind, message.subject_id = subject._meta.label_lower, subject.pk
    now = timezone.now()
    message.privacy, message.is_urgent = privacy, urgent
    message.title, message.body, message.language = title[:200], body, to.language
    message.channel = channel or channel_for(to)
    message.state = State.QUEUED
    message.batch = batch or uuid.uuid4()
    message.created_at, message.created_by = now, by
    message.opened_at, message.call_result = None, ""
    by_machine = message.channel == Channel.MAIL
    # Told by hand, what is urgent can leave at once: the person who taps is the moment of grace.
    grace = _minutes_of_grace() if batch and (by_machine or not urgent) else timedelta()
    message.send_after = now + grace if urgent else next_loud_moment(now + grace)
    message.save()
    record("queue_message", subject=message, actor=by, batch=message.batch)
    return message


@transaction.atomic
def cancel_batch(*, batch: uuid.UUID, by: Any) -> int:
    """Take back what has not left of a group; how many messages that was."""
    rows = Message.objects.select_for_update().filter(
        batch=batch, state=State.QUEUED, opened_at=None
    )
    numbers = [message.pk for message in rows]
    if not numbers:
        raise Refused(_("These messages have already left: nothing can be taken back."))
    Message.objects.filter(pk__in=numbers).update(state=State.CANCELLED)
    record("cancel_batch", subject=None, actor=by, batch=batch)
    return len(numbers)


@transaction.atomic
def send_now(*, batch: uuid.UUID, by: Any) -> int:
    """Let a group go without waiting out its minutes of grace; how many messages that is. Quiet
    hours stay quiet: there is no such button then."""
    now = timezone.now()
    if is_quiet_time(now):
        raise Refused(_("These are quiet hours: the messages leave when they end."))
    rows = Message.objects.select_for_update().filter(
        batch=batch, state=State.QUEUED, send_after__gt=now
    )
    numbers = [message.pk for message in rows]
    if not numbers:
        raise Refused(_("These messages have already left."))
    Message.objects.filter(pk__in=numbers).update(send_after=now)
    record("send_now", subject=None, actor=by, batch=batch)
    return len(numbers)


@transaction.atomic
def cancel_message(*, message: Message, by: Any) -> Message:
    """Give one message up: it will not be sent."""
    message = Message.objects.locked(message)
    if not message.may_become(State.CANCELLED):
        raise Refused(_("This message has already left: it cannot be taken back."))
    message.state = State.CANCELLED
    message.save(update_fields=["state"])
    record("cancel_message", subject=message, actor=by)
    return message


@transaction.atomic
def retry_message(*, message: Message, by: Any) -> Message:
    """Send again what did not leave, or may not have: only ever because a person asked."""
    message = Message.objects.locked(message)
    if message.state not in {State.FAILED, State.UNCERTAIN}:
        raise Refused(_("This message is not waiting to be sent again."))
    return _queued_again(message, channel_for(message.recipient), by, "retry_message")


@transaction.atomic
def take_in_hand(*, message: Message, by: Any) -> Message:
    """What the machine could not send, a person will: the message joins the list by hand."""
    message = Message.objects.locked(message)
    if message.state not in {State.FAILED, State.UNCERTAIN} or message.recipient is None:
        raise Refused(_("This message is not waiting to be sent again."))
    return _queued_again(message, Channel.WHATSAPP, by, "take_in_hand")


def _queued_again(message: Message, channel: str, by: Any, verb: str) -> Message:
    message.state, message.error, message.channel = State.QUEUED, "", channel
    message.opened_at, message.handed_at, message.call_result = None, None, ""
    now = timezone.now()
    message.send_after = now if message.is_urgent else next_loud_moment(now)
    message.save()
    record(verb, subject=message, actor=by)
    return message


def _minutes_of_grace() -> timedelta:
    hub = current_hub()
    return timedelta(minutes=hub.send_delay_minutes if hub else 10)
