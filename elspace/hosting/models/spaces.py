"""Spaces: rooms one meets in and desks one works at; the grid on which the hub draws them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from elspace.core.fields import MoneyField
from elspace.core.models import Folded, Keyed, NamedInThree
from elspace.hosting.enums import DeskKind, OpenTo, VatClass
from elspace.hub.enums import Weekday
from elspace.hub.models import Equipment, Place


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
    # Rooms through whose walls one hears: something noisy is said before it is booked beside a
    # quiet room, or one where nobody hears, that is taken then.
    beside = models.ManyToManyField("self", verbose_name=_("beside"), blank=True)
    is_shared = models.BooleanField(
        _("several groups at once"), default=False
    )  # its seats are booked, not the room: bookings add up to its capacity and no further
    open_to = models.CharField(
        _("who books it"), max_length=10, choices=OpenTo, default=OpenTo.HOSTED
    )
    min_minutes = models.PositiveSmallIntegerField(_("at least, in minutes"), default=0)
    max_minutes = models.PositiveSmallIntegerField(_("at most, in minutes"), null=True, blank=True)
    notice_minutes = models.PositiveIntegerField(_("notice, in minutes"), default=0)
    buffer_before = models.PositiveSmallIntegerField(_("minutes to prepare"), default=0)
    buffer_after = models.PositiveSmallIntegerField(_("minutes to tidy"), default=0)
    release_after = models.PositiveSmallIntegerField(
        _("released when nobody came after, in minutes"), null=True, blank=True
    )  # empty: never
    # Before tax; empty: free of charge by that measure. A stretch costs the cheapest way to buy it.
    price_hour = MoneyField(_("price of an hour"), null=True, blank=True)
    price_half_day = MoneyField(_("price of a half-day"), null=True, blank=True)
    price_day = MoneyField(_("price of a day"), null=True, blank=True)
    vat_class = models.CharField(
        _("VAT"), max_length=10, choices=VatClass, blank=True
    )  # empty: as the settings of invoices say

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


class Desk(Space):
    """A place to work at, of one person at a time."""

    kind = models.CharField(_("kind"), max_length=10, choices=DeskKind, default=DeskKind.FLEXIBLE)
    note = models.CharField(_("note"), max_length=200, blank=True)
    # Where it stands on the hub's grid, from the top and from the entrance's side; empty: nowhere.
    row = models.PositiveSmallIntegerField(_("row"), null=True, blank=True)
    column = models.PositiveSmallIntegerField(_("column"), null=True, blank=True)

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")


class MapMark(models.Model):
    """What helps to find one's way on the grid of a place: a door, a window, the kitchen."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="map_marks")
    row = models.PositiveSmallIntegerField(_("row"))
    column = models.PositiveSmallIntegerField(_("column"))
    text = models.CharField(_("what is there"), max_length=40)

    class Meta:
        verbose_name = _("mark on the map")
        verbose_name_plural = _("marks on the map")
        ordering = ["row", "column"]
        constraints = [
            models.UniqueConstraint(fields=["place", "row", "column"], name="one_mark_a_square")
        ]
