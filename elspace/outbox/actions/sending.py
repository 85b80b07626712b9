"""Hand mail to the server: what is due, gathered by person; secrets at once."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from elspace.core.moments import local, today
from elspace.core.registries import modules
from elspace.hub.queries import current_hub, is_quiet_time, next_loud_moment
from elspace.outbox.delivery import Mail, Outcome, hand_over, hub_sends_mail
from elspace.outbox.enums import Channel, Fault, Privacy, State
from elspace.outbox.models import Message
from elspace.trust.actions import record

# A mail handed over longer ago without an answer kept: the worker died in between.
BROKEN_OFF_AFTER = timedelta(minutes=10)
OLD_NEWS_AFTER = timedelta(days=1)


def send_secret(
    *, kind: str, address: str, language: str, title: str, body: str, to: Any = None
) -> Message:
    """Send a code or an invitation to an account at once.

    Neither title nor body is ever stored: what cannot be read cannot leak. It is never sent again;
    the person asks for a new one.
    """
    with transaction.atomic(), override(language):
        message = Message.objects.create(
            kind=kind,
            privacy=Privacy.SECRET,
            channel=Channel.MAIL,
            recipient=to,
            address=address,
            language=language,
            title=_("A code or an invitation"),
            body="",
            is_urgent=True,
            state=State.SENDING,
            handed_at=timezone.now(),
        )
        record("send_secret", subject=message, actor=to)
    _hand_over([message], Mail(address, language, title, body))
    message.refresh_from_db()
    return message


def send_due() -> None:
    """Send every mail that is due; safe to repeat. In quiet hours only what is urgent; to one
    person at most one gathered mail a day, the rest the next morning."""
    now = timezone.now()
    Message.objects.filter(state=State.SENDING, handed_at__lt=now - BROKEN_OFF_AFTER).update(
        state=State.UNCERTAIN, error=Fault.UNKNOWN
    )
    if not hub_sends_mail():
        return
    is_quiet = is_quiet_time(now)
    due = Message.objects.due(now).filter(channel=Channel.MAIL)
    for number in sorted(set(due.values_list("recipient_id", flat=True))):
        for gathered in _claimed(number, now, is_quiet=is_quiet):
            _hand_over(gathered, _mail_of(gathered))


@transaction.atomic
def _claimed(recipient_id: int, now: datetime, *, is_quiet: bool) -> list[list[Message]]:
    """This person's mails to send now, each a list of gathered messages, marked as being sent and
    committed before anything leaves, so that no second worker and no restart sends them again."""
    due = list(
        Message.objects.due(now)
        .select_for_update(of=("self",))
        .filter(channel=Channel.MAIL, recipient=recipient_id)
        .select_related("recipient")
    )
    ordinary = [message for message in due if not message.is_urgent]
    if is_quiet:
        ordinary_now: list[Message] = []
    elif ordinary and _was_written_to_today(recipient_id):
        tomorrow = next_loud_moment(local(today() + timedelta(days=1), time(8)))
        Message.objects.filter(pk__in=[m.pk for m in ordinary]).update(send_after=tomorrow)
        ordinary_now = []
    else:
        ordinary_now = ordinary
    mails = [[message] for message in due if message.is_urgent]
    if ordinary_now:
        mails.append(ordinary_now)
    leaving = [message.pk for mail in mails for message in mail]
    Message.objects.filter(pk__in=leaving).update(state=State.SENDING, handed_at=now)
    return mails


def _was_written_to_today(recipient_id: int) -> bool:
    """Whether the machine has already sent this person today's gathered mail."""
    return (
        Message.objects.filter(
            recipient=recipient_id,
            channel=Channel.MAIL,
            is_urgent=False,
            sent_by=None,
            state__in=[State.SENDING, State.SENT, State.UNCERTAIN],
            handed_at__gte=local(today(), time()),
        )
        .exclude(privacy=Privacy.SECRET)
        .exists()
    )


def _mail_of(messages: Sequence[Message]) -> Mail:
    """One mail of one or several messages; its subject line says nothing confidential."""
    first = messages[0]
    hub = current_hub()
    with override(first.language):
        if any(message.privacy == Privacy.CONFIDENTIAL for message in messages):
            title = _("A message from %(hub)s") % {"hub": hub.shown_name if hub else ""}
        elif len(messages) == 1:
            title = first.title
        else:
            title = ngettext(
                "%(count)s message from %(hub)s", "%(count)s messages from %(hub)s", len(messages)
            ) % {"count": len(messages), "hub": hub.shown_name if hub else ""}
    body = "\n\n".join(
        message.body.strip() if len(messages) == 1 else f"{message.title}\n{message.body.strip()}"
        for message in messages
    )
    address = (first.recipient and first.recipient.email) or ""
    return Mail(address, first.language, title, body)


def _hand_over(messages: Sequence[Message], mail: Mail) -> None:
    """Send one mail and keep what is known of it on its messages."""
    if mail.address:
        outcome = hand_over(mail)
    else:
        outcome = Outcome(State.FAILED, Fault.NO_ADDRESS)
    sent_at = timezone.now() if outcome.state == State.SENT else None
    with transaction.atomic():
        Message.objects.filter(pk__in=[m.pk for m in messages], state=State.SENDING).update(
            state=outcome.state, error=outcome.fault, sent_at=sent_at
        )
        for message in messages:
            record(
                "send_message",
                subject=message,
                batch=message.batch,
                changes={"state": (State.SENDING, outcome.state)},
            )


def hold_old_news(parts: Collection[str]) -> None:
    """After parts were switched on again: mails that should have left over a day ago may speak of
    what is over. The machine sends none of them by itself; each is shown with one button."""
    begins = [Q(kind__startswith=one) for code in parts for one in modules[code].messages]
    if begins:
        Message.objects.filter(
            reduce(or_, begins),
            state=State.QUEUED,
            channel=Channel.MAIL,
            send_after__lt=timezone.now() - OLD_NEWS_AFTER,
        ).update(state=State.UNCERTAIN)


def hold_what_waited() -> None:
    """After a backup was put back: messages that waited in it may have left since. The machine
    sends none of them by itself; each is shown with one button."""
    Message.objects.filter(state__in=(State.QUEUED, State.SENDING), channel=Channel.MAIL).update(
        state=State.UNCERTAIN
    )
