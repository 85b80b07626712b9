"""Bookings, series, the waiting list, and the occupancy rows that keep two bookings apart."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.fields import MoneyField
from elspace.core.models import Keyed
from elspace.hosting.constraints import PostgresExclusion
from elspace.hosting.enums import BookingState, WaitState
from elspace.people.models import new_token

from .spaces import Room, Space


class Series(Keyed):
    """The same room at the same hours every so many weeks. The rule says which days it wants; each
    day it got is a booking with a state of its own, the others were skipped and may be added later.
    """

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="series")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="series",
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    weekdays = models.JSONField(_("weekdays"), default=list)  # 0 = Monday
    every_weeks = models.PositiveSmallIntegerField(_("every … weeks"), default=1)
    starts_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    starts = models.TimeField(_("starts"))  # local time
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    people = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)
    # "This and the following" ends one series and begins another.
    continues = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")


class Booking(Keyed):
    """A space taken from one instant to another, for somebody or for a row of a higher app.

    Buffers are stored with the booking: changing the room later moves nothing. Only `book_room`
    and `cancel_booking` write bookings and their occupancy.
    """

    State = BookingState

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bookings",
    )
    # A customer from outside the house: booked for nobody in it, at the price agreed.
    customer = models.ForeignKey(
        "hosting.Payer",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
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
    people = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)
    is_noisy = models.BooleanField(_("noisy"), default=False)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="bookings"
    )
    series_day = models.DateField(null=True, blank=True)  # the day of the rule it stands for
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.BOOKED)
    held_until = models.DateTimeField(null=True)  # of a held one: then it goes to the next
    # Somebody said the room will be used, or used it: it is not released.
    confirmed_at = models.DateTimeField(null=True)
    # What it costs, before tax, as it stood when booked, and the minutes an allowance covers.
    price = MoneyField(_("price"), null=True, blank=True)
    covered_minutes = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ["start_at", "pk"]
        indexes = [models.Index(fields=["space", "start_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "series_day"],
                condition=models.Q(state__in=["booked", "held"]),
                name="one_booking_a_day_of_a_series",
            ),
            models.CheckConstraint(
                condition=models.Q(start_at__lt=models.F("end_at")),
                name="booking_starts_before_it_ends",
            ),
        ]


class Occupancy(models.Model):
    """One indivisible space blocked from one instant to another, buffers included.

    A space that several share is blocked seat by seat: `seat` counts from 0 and is nobody's own.
    On PostgreSQL an exclusion constraint forbids two active rows that overlap; on SQLite the same
    check runs inside an IMMEDIATE transaction (see `book_room`).
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="occupancies")
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="occupancies")
    seat = models.PositiveSmallIntegerField(default=0)
    blocked_from = models.DateTimeField()
    blocked_until = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("occupancy")
        verbose_name_plural = _("occupancies")
        indexes = [models.Index(fields=["space", "is_active", "blocked_from"])]
        constraints = [
            PostgresExclusion(
                name="never_two_in_one_seat",
                expressions=[
                    ("space", "="),
                    ("seat", "="),
                    (models.Func("blocked_from", "blocked_until", function="tstzrange"), "&&"),
                ],
                condition=models.Q(is_active=True),
            )
        ]


class RoomWait(Keyed):
    """Somebody waits for a room that is taken. When it becomes free it is held for the first who
    waits, for a time; then for the next."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="room_waits"
    )
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="waits")
    start_at = models.DateTimeField(_("from"))
    end_at = models.DateTimeField(_("until"))
    people = models.PositiveSmallIntegerField(_("people"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=WaitState, default=WaitState.WAITING)
    booking = models.OneToOneField(  # the room held for them, or booked by them
        Booking, null=True, blank=True, on_delete=models.SET_NULL, related_name="wait"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    offered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("wait for a room")
        verbose_name_plural = _("waits for rooms")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["room", "state", "start_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start_at__lt=models.F("end_at")),
                name="wait_starts_before_it_ends",
            )
        ]


class DoorLink(models.Model):
    """The address of the small page on a tablet beside a room's door, and of the room's calendar.
    Neither ever says a name or a title. It can be revoked; the next one is new."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="door_links")
    token = models.CharField(max_length=32, unique=True, default=new_token)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("address of a door")
        verbose_name_plural = _("addresses of doors")
        constraints = [
            models.UniqueConstraint(
                fields=["room"],
                condition=models.Q(revoked_at=None),
                name="one_live_door_address_a_room",
            )
        ]
