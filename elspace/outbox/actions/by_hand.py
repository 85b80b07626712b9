"""Note what a person of the team sent, said or could not say."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from elspace.core.answers import Refused
from elspace.outbox.enums import CallResult, State
from elspace.outbox.models import Message
from elspace.outbox.results import results
from elspace.trust.actions import record


@transaction.atomic
def mark_opened(*, message: Message, by: Any) -> Message:
    """Remember that someone tapped the message; whether it left is asked when they come back."""
    message = Message.objects.locked(message)
    if message.state == State.QUEUED:
        message.opened_at = timezone.now()
        message.save(update_fields=["opened_at"])
        record("mark_opened", subject=message, actor=by)
    return message


@transaction.atomic
def mark_not_sent(*, message: Message, by: Any) -> Message:
    """Back from WhatsApp without having sent it: it waits again. What the machine sent stays sent,
    and so does an answer given on the phone."""
    message = Message.objects.locked(message)
    sent_by_hand = message.state == State.SENT and message.sent_by_id and not message.call_result
    if sent_by_hand or (message.state == State.QUEUED and message.opened_at):
        message.state, message.opened_at = State.QUEUED, None
        message.sent_at, message.sent_by = None, None
        message.save()
        record("mark_not_sent", subject=message, actor=by)
    return message


@transaction.atomic
def mark_sent_by_hand(*, message: Message, by: Any, call_result: CallResult | str = "") -> Message:
    """Note that a message left by hand, or what a call brought.

    Nobody answered: it stays to be told. Yes or no: whoever asked the question takes the answer
    (`results`). Marking twice changes nothing.
    """
    message = Message.objects.locked(message)
    if message.state == State.SENT:
        return message
    if not message.may_become(State.SENT):
        raise Refused(_("This message was cancelled: it is not to be sent any more."))
    now = timezone.now()
    message.call_result = call_result
    if call_result == CallResult.NO_ANSWER:
        message.opened_at = now
    else:
        message.state, message.sent_at, message.sent_by = State.SENT, now, by
        message.error = ""
    message.save()
    record("mark_sent_by_hand", subject=message, actor=by, batch=message.batch)
    if call_result in {CallResult.YES, CallResult.NO} and message.kind in results:
        results[message.kind](message, CallResult(call_result), by)
    return message
