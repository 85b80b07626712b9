"""Who sits where: desks held by the week, and the days that differ."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Keyed
from elspace.hosting.constraints import PostgresExclusion
from elspace.hosting.enums import SwapState
from elspace.hub.enums import Half, Weekday

from .plans import Subscription
from .spaces import Desk


class DeskHolding(Keyed):
    """A desk is somebody's from a day until a day (open end = until said otherwise), on the
    half-days of the week in its `halves`."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_holdings"
    )
    subscription = models.ForeignKey(
        Subscription, null=True, blank=True, on_delete=models.SET_NULL, related_name="desks"
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("desk held")
        verbose_name_plural = _("desks held")
        ordering = ["desk", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(from_on__lte=models.F("until_on")),
                name="desk_held_from_before_until",
            )
        ]


class DeskHalf(models.Model):
    """One half-day of the week of a held desk. Desk and dates stand here again so that the database
    itself refuses the same half-day to two people (PostgreSQL); on SQLite the same check runs in
    an IMMEDIATE transaction. Only `hold_desk` and `end_holding` write these rows."""

    holding = models.ForeignKey(DeskHolding, on_delete=models.CASCADE, related_name="halves")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    half = models.CharField(max_length=10, choices=Half)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("half-day of a desk")
        verbose_name_plural = _("half-days of desks")
        ordering = ["weekday", "half"]
        constraints = [
            PostgresExclusion(
                name="one_holder_a_desk_half",
                expressions=[
                    ("desk", "="),
                    ("weekday", "="),
                    ("half", "="),
                    (
                        models.Func(
                            "from_on", "until_on", models.Value("[]"), function="daterange"
                        ),
                        "&&",
                    ),
                ],
            )
        ]


class DeskDay(Keyed):
    """A half-day on which a desk is used otherwise than its week says: by `person`, or (none)
    released. The row wins over the week; one row a desk and half-day, so nobody is ever given a
    desk that was given already."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="days")
    day = models.DateField(_("day"))
    half = models.CharField(max_length=10, choices=Half)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="desk_days",
    )

    class Meta:
        verbose_name = _("day at a desk")
        verbose_name_plural = _("days at desks")
        ordering = ["day", "half", "desk"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "day", "half"], name="one_person_a_desk_half_day"
            )
        ]


class DeskSwap(Keyed):
    """Somebody offers a day at a desk against another day; somebody who sits somewhere on that
    other day agrees. Who sits where is written as days of desks, as ever: this row says who
    exchanged what with whom, so that either may take it back."""

    State = SwapState

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_swaps"
    )
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day given"))
    wanted_on = models.DateField(_("day wanted"))
    other = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    other_desk = models.ForeignKey(Desk, null=True, on_delete=models.PROTECT, related_name="+")
    # Once agreed: what changed hands on the two days, and comes back if it is taken back.
    halves = models.JSONField(_("half-days given"), default=list)
    other_halves = models.JSONField(_("half-days got"), default=list)
    state = models.CharField(max_length=10, choices=SwapState, default=SwapState.OFFERED)
    offered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("exchange of days")
        verbose_name_plural = _("exchanges of days")
        ordering = ["offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "desk", "day", "wanted_on"],
                condition=models.Q(state="offered"),
                name="one_offer_of_a_day_for_a_day",
            )
        ]
