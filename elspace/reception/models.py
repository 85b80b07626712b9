"""Who is in the building today: marks that are only ever added, and what stays of them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Keyed
from elspace.people.desk import HubDevice

from .enums import Whereabouts


class PresenceMark(Keyed):
    """One mark: somebody is in, or out. The last mark of a person or a visit wins, so marks made on
    two devices, or sent twice, merge by themselves. A slip is taken back by a mark too, whose key
    says which one it undoes (`key_of_undoing`): that one counts no more, in whatever order they
    come.

    A visit without appointment is a first name or nothing, never a person: its marks share `visit`.
    The name goes the same evening, all marks after a week (actions.tidying)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="presence_marks",
    )
    visit = models.UUIDField(null=True, blank=True)
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    host = models.ForeignKey(  # whom a visit is for, told when it comes
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=4, choices=Whereabouts)
    at = models.DateTimeField(default=timezone.now)  # when it was said, on the device
    received_at = models.DateTimeField(default=timezone.now)
    device = models.ForeignKey(HubDevice, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(  # None: the machine, the person's own phone, a device after a cut
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("mark of presence")
        verbose_name_plural = _("marks of presence")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(visit=None),
                name="presence_of_a_person_or_a_visit",
            )
        ]


def key_of_undoing(key: uuid.UUID) -> uuid.UUID:
    """The key of the mark that takes back the one with this key."""
    return uuid.uuid5(key, "back")


class ReceiptDevice(Keyed):
    """A browser that numbers receipts of cash while the network is gone. Its number (`pk`) was
    given here, once, so no two of them ever number alike; `key` is the browser's own."""

    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("device that numbers receipts")
        verbose_name_plural = _("devices that number receipts")
        ordering = ["pk"]


class PresenceDay(models.Model):
    """What stays of a day once its marks are gone: how many came, and nobody's hour."""

    day = models.DateField(_("day"), unique=True)
    people = models.PositiveIntegerField(_("people"), default=0)
    visits = models.PositiveIntegerField(_("visits without appointment"), default=0)

    class Meta:
        verbose_name = _("day at the reception")
        verbose_name_plural = _("days at the reception")
        ordering = ["day"]
