"""Reads about messages: what is to be sent by hand, what waits, what failed, what left."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString

from elspace.core.registries import rows_of, subjects

from .delivery import hub_sends_mail
from .enums import Channel, Privacy, State
from .models import Message, MessageQuerySet
from .results import asks_something
from .writing import as_html, first_address, gathered, isolate_codes

SENT_SHOWN_FOR = timedelta(days=30)
IN_WORDS_ONLY = "voice"  # no phone, no mail, no paper asked for: to be said face to face


@dataclass
class Entry:
    """What one person is to receive by hand, as one card: ordinary messages gathered, urgent ones
    apart. `readable` is false when the reader may not see what it is about."""

    messages: list[Message]
    way: str
    readable: bool = True

    @property
    def first(self) -> Message:
        """The oldest message of the card."""
        return self.messages[0]

    @property
    def person(self) -> Any:
        """To whom."""
        return self.first.recipient

    @property
    def is_urgent(self) -> bool:
        """Whether it goes before the others."""
        return self.first.is_urgent

    @property
    def opened_at(self) -> datetime | None:
        """When someone tapped it without saying yet whether it left."""
        return max((m.opened_at for m in self.messages if m.opened_at), default=None)

    @property
    def is_untold(self) -> bool:
        """Whether a call was tried and nobody answered."""
        return any(message.call_result for message in self.messages)

    @property
    def asks(self) -> list[Message]:
        """The messages a yes or a no answers."""
        return [message for message in self.messages if asks_something(message)]

    @property
    def texts(self) -> list[SafeString]:
        """The bodies as paragraphs, for the screen."""
        return [as_html(body) for body in gathered(message.body for message in self.messages)]

    @property
    def link(self) -> str:
        """The first web address in the text, for a QR code on paper."""
        return first_address(self.text)

    @property
    def text(self) -> str:
        """All bodies, ready to paste."""
        bodies = gathered(message.body for message in self.messages)
        return "\n\n".join(isolate_codes(body, self.first.language) for body in bodies)

    @property
    def address(self) -> str:
        """The address that opens WhatsApp, the text message, the call or the mail, filled in."""
        return address_of(self.way, self.person, self.first.title, self.text)


def way_to(person: Any, channel: str) -> str:
    """How a message really reaches this person by hand today: her channel where she has what it
    takes, else the nearest one, else in words."""
    if channel == Channel.PAPER:
        return Channel.PAPER
    if channel == Channel.MAIL and person.email:
        return Channel.MAIL
    if not person.phone:
        return Channel.MAIL if person.email else IN_WORDS_ONLY
    return Channel.WHATSAPP if channel == Channel.MAIL else channel


def channel_for(person: Any) -> Channel:
    """The channel a new message takes: mail only where a machine can send it, else by hand."""
    if person.channel == Channel.MAIL and not (person.email and hub_sends_mail()):
        return Channel.WHATSAPP if person.phone or not person.email else Channel.MAIL
    return Channel(person.channel)


def address_of(way: str, person: Any, title: str, text: str) -> str:
    """`wa.me`, `sms:`, `tel:` or `mailto:` with number and text filled in; "" for paper, voice."""
    digits = "".join(char for char in person.phone if char.isdigit()) if person else ""
    match way:
        case Channel.WHATSAPP:
            return f"https://wa.me/{digits}?text={quote(text, safe='')}"
        case Channel.SMS:
            return f"sms:+{digits}?body={quote(text, safe='')}"
        case Channel.CALL:
            return f"tel:+{digits}"
        case Channel.MAIL:
            return (
                f"mailto:{quote(person.email)}?subject={quote(title, safe='')}"
                f"&body={quote(text, safe='')}"
            )
    return ""


def by_hand() -> MessageQuerySet:
    """Messages a person of the team sends: all but mail, and mail too where no server is set up."""
    messages = Message.objects.in_use().exclude(privacy=Privacy.SECRET).select_related("recipient")
    return messages.exclude(channel=Channel.MAIL) if hub_sends_mail() else messages


def to_send_by_hand(user: Any) -> list[Entry]:
    """The cards to send now, urgent ones first, each person's ordinary messages as one; those the
    reader may not read come last, without their text. Constant number of queries."""
    due = list(by_hand().visible_to(user).due(timezone.now()).exclude(recipient=None))
    seen = readable_ids(due, user)
    cards: dict[tuple[Any, ...], Entry] = {}
    for message in due:
        readable = message.pk in seen
        key = (message.recipient_id, message.is_urgent, readable, message.channel)
        way = way_to(message.recipient, message.channel)
        cards.setdefault(key, Entry([], way, readable)).messages.append(message)
    return sorted(
        cards.values(),
        key=lambda card: (not card.readable, card.is_untold, not card.is_urgent, card.first.pk),
    )


def count_to_send(user: Any) -> int:
    """How many cards wait for this person to send them; 0 for who may not send."""
    if not user.has_perm("outbox.send_own_message"):
        return 0
    return sum(card.readable for card in to_send_by_hand(user))


def readable_ids(messages: Iterable[Message], user: Any) -> set[int]:
    """Numbers of the messages whose text this person may read: ordinary ones, and confidential
    ones whose subject they may read. One query a kind of subject."""
    messages = list(messages)
    found = {m.pk for m in messages if m.privacy == Privacy.ORDINARY}
    private = [m for m in messages if m.privacy == Privacy.CONFIDENTIAL and m.subject_kind]
    for kind in {message.subject_kind for message in private}:
        subject = subjects.get(kind)
        if subject is None:
            continue
        about = [message for message in private if message.subject_kind == kind]
        rows = rows_of(kind, {m.subject_id for m in about})
        found |= {
            m.pk
            for m in about
            if (row := rows.get(m.subject_id or 0)) is not None and subject.may_read(row, user)
        }
    return found


@dataclass
class Shown:
    """A message in a list: confidential ones without name, title or text for who may not read."""

    message: Message
    readable: bool


def shown_to(messages: list[Message], user: Any) -> list[Shown]:
    """The messages as this person may see them."""
    seen = readable_ids(messages, user)
    return [Shown(message, message.pk in seen) for message in messages]


@dataclass
class Group:
    """Messages written at once, that leave together and can be taken back together."""

    rows: list[Shown]
    minutes: int  # until the first leaves, rounded up

    @property
    def first(self) -> Message:
        """The message that leaves first."""
        return self.rows[0].message

    @property
    def known(self) -> list[Shown]:
        """Those whose recipient the reader may know."""
        return [row for row in self.rows if row.readable]


def waiting_later(now: datetime) -> MessageQuerySet:
    """What waits for its minutes of grace, or for a louder hour."""
    return waiting().filter(state=State.QUEUED, send_after__gt=now)


def waiting_groups(user: Any, now: datetime) -> list[Group]:
    """What waits, by group, the next to leave first."""
    groups: dict[tuple[Any, datetime], list[Shown]] = {}
    for row in shown_to(
        list(waiting_later(now).visible_to(user).order_by("send_after", "pk")), user
    ):
        groups.setdefault((row.message.batch, row.message.send_after), []).append(row)
    return [
        Group(rows, math.ceil((send_after - now) / timedelta(minutes=1)))
        for (_batch, send_after), rows in groups.items()
    ]


def marked_by(user: Any, keys: Iterable[UUID]) -> list[Message]:
    """Messages this person has just marked as sent, to offer “not yet”."""
    recent = timezone.now() - timedelta(minutes=10)
    return list(
        Message.objects.filter(
            key__in=list(keys), state=State.SENT, sent_by=user, sent_at__gte=recent, call_result=""
        )
        .exclude(privacy=Privacy.SECRET)
        .select_related("recipient")
    )


def waiting() -> MessageQuerySet:
    """Queued messages that have not left: in their minutes of grace, or until a louder hour."""
    return (
        Message.objects.in_use()
        .exclude(privacy=Privacy.SECRET)
        .filter(state__in=[State.QUEUED, State.SENDING])
        .select_related("recipient")
    )


def troubled() -> MessageQuerySet:
    """Messages that did not leave, or may not have, newest first."""
    return (
        Message.objects.in_use()
        .exclude(privacy=Privacy.SECRET)
        .filter(state__in=[State.FAILED, State.UNCERTAIN])
        .select_related("recipient")
        .order_by("-handed_at", "-pk")
    )


def sent_lately() -> MessageQuerySet:
    """Messages that left in the last days, newest first; codes never."""
    return (
        Message.objects.in_use()
        .exclude(privacy=Privacy.SECRET)
        .filter(state=State.SENT, sent_at__gte=timezone.now() - SENT_SHOWN_FOR)
        .select_related("recipient", "sent_by")
        .order_by("-sent_at", "-pk")
    )
