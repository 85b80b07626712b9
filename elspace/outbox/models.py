"""Messages as rows: rendered when queued, in the recipient's language, sent later."""

import uuid
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Keyed
from elspace.core.registries import modules, parts_off

from .enums import TRANSITIONS, CallResult, Channel, Fault, Privacy, State
from .writing import as_html, direction


class MessageQuerySet(models.QuerySet["Message"]):
    """Chainable reads about messages."""

    def in_use(self) -> "MessageQuerySet":
        """Without those of parts that are switched off: they wait unseen."""
        begins = [start for code in parts_off() for start in modules[code].messages]
        if not begins:
            return self
        return self.exclude(reduce(or_, (models.Q(kind__startswith=one) for one in begins)))

    def due(self, now: datetime) -> "MessageQuerySet":
        """Waiting messages whose moment has come."""
        return self.in_use().filter(state=State.QUEUED, send_after__lte=now)

    def visible_to(self, user: Any) -> "MessageQuerySet":
        """All for the team; for who writes to payers alone, those they wrote themselves."""
        return self if user.has_perm("outbox.view_message") else self.filter(created_by=user)

    def about(self, row: models.Model | None) -> "MessageQuerySet":
        """Messages that concern this row; without a row, those that concern none."""
        if row is None:
            return self.filter(subject_kind="", subject_id=None)
        return self.filter(subject_kind=row._meta.label_lower, subject_id=row.pk)

    def locked(self, message: "Message") -> "Message":
        """The row as it stands now, kept from other writers until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("recipient").get(pk=message.pk)


class Message(Keyed):
    """One message to one person or address. Unique per (kind, subject, recipient, occurrence), so
    that doing something twice never writes twice; with neither subject nor occurrence there is
    nothing to repeat, and each one stands alone. A secret's body is never stored."""

    kind = models.CharField(_("kind"), max_length=40)  # "support.invitation"
    privacy = models.CharField(_("class"), max_length=12, choices=Privacy)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="messages"
    )
    address = models.CharField(_("address"), max_length=254, blank=True)  # without a recipient
    language = models.CharField(_("language"), max_length=2)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    occurrence = models.CharField(max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    is_urgent = models.BooleanField(
        _("urgent"), default=False
    )  # no quiet hours, no gathering: codes, answers to one's own action, near changes
    batch = models.UUIDField(_("group"), default=uuid.uuid4)
    send_after = models.DateTimeField(_("not before"), default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(null=True)  # by hand: someone tapped it, not yet back
    handed_at = models.DateTimeField(null=True)  # when it was given to the mail server
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    call_result = models.CharField(max_length=10, choices=CallResult, blank=True)
    error = models.CharField(max_length=12, choices=Fault, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["send_after", "pk"]
        constraints = [
            # Coalesced: a missing subject or recipient would otherwise never equal another.
            models.UniqueConstraint(
                "kind",
                "subject_kind",
                Coalesce("subject_id", 0),
                Coalesce("recipient_id", 0),
                "address",
                "occurrence",
                condition=~models.Q(subject_kind="", occurrence=""),
                name="one_message_each",
            )
        ]
        indexes = [models.Index(fields=["state", "send_after"])]

    def may_become(self, state: State) -> bool:
        """Whether this message may go from its state to `state`."""
        return state in TRANSITIONS[State(self.state)]

    @property
    def direction(self) -> str:
        """rtl or ltr, for the text as its recipient reads it."""
        return direction(self.language)

    @property
    def paragraphs(self) -> SafeString:
        """The text for the screen: paragraphs, links, codes kept left to right."""
        return as_html(self.body)
