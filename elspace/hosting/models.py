"""Spaces, bookings, and the occupancy rows that make two bookings of one place impossible."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elspace.core.models import Folded, Keyed, NamedInThree
from elspace.hub.enums import Weekday
from elspace.hub.models import Equipment, Place

from .constraints import PostgresExclusion


class Space(Folded, Keyed, NamedInThree):
    """Something of a place that can be taken. One with parts (a hall of two halves) is taken by
    taking every part: only indivisible spaces carry occupancy."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="spaces")
    capacity = models.PositiveSmallIntegerField(_("people"))
    parts = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="part_of")
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    found_by = ("name_fr", "name_ar", "name_en")

    class Meta:
        verbose_name = _("space")
        verbose_name_plural = _("spaces")
        ordering = ["position", "pk"]


class Room(Space):
    """A room one can meet in."""

    equipment = models.ManyToManyField(Equipment, verbose_name=_("equipment"), blank=True)
    is_quiet = models.BooleanField(_("quiet"), default=False)
    is_confidential = models.BooleanField(_("nobody sees or hears"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")


class RoomHours(models.Model):
    """Hours of a room that are narrower than the hub's; a room without rows follows the hub."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        verbose_name = _("room hours")
        verbose_name_plural = _("room hours")
        ordering = ["weekday", "opens"]


class Booking(Keyed):
    """A space taken from one instant to another, for somebody or for a row of a higher app.

    Buffers are stored with the booking: changing the room later moves nothing. Only `book_room`
    and `cancel_booking` write bookings and their occupancy.
    """

    class State(models.TextChoices):
        BOOKED = "booked", pgettext_lazy("booking", "booked")
        CANCELLED = "cancelled", pgettext_lazy("booking", "cancelled")

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bookings",
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    is_outside_hours = models.BooleanField(default=False)  # made knowingly while closed
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    start_at = models.DateTimeField(_("from"))
    end_at = models.DateTimeField(_("until"))
    buffer_before = models.PositiveSmallIntegerField(_("minutes before"), default=0)
    buffer_after = models.PositiveSmallIntegerField(_("minutes after"), default=0)
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    created_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["start_at", "pk"]
        indexes = [models.Index(fields=["space", "start_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start_at__lt=models.F("end_at")),
                name="booking_starts_before_it_ends",
            )
        ]


class Occupancy(models.Model):
    """One indivisible space blocked from one instant to another, buffers included.

    On PostgreSQL an exclusion constraint forbids two active rows that overlap; on SQLite the same
    check runs inside an IMMEDIATE transaction (see `book_room`).
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="occupancies")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="occupancies")
    blocked_from = models.DateTimeField()
    blocked_until = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("occupancy")
        verbose_name_plural = _("occupancies")
        indexes = [models.Index(fields=["space", "is_active", "blocked_from"])]
        constraints = [
            PostgresExclusion(
                name="never_two_in_one_space",
                expressions=[
                    ("space", "="),
                    (models.Func("blocked_from", "blocked_until", function="tstzrange"), "&&"),
                ],
                condition=models.Q(is_active=True),
            )
        ]
