"""Ventures and who belongs to them, between two dates."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elspace.core.models import Folded, Keyed
from elspace.core.moments import today


class Stage(models.TextChoices):
    IDEA = "idea", _("idea")
    PROTOTYPE = "prototype", _("prototype")
    FIRST_SALES = "first_sales", _("first sales")
    GROWTH = "growth", _("growth")


class Venture(Folded, Keyed):
    """A project people carry: a company, an association, or not yet either."""

    name = models.CharField(_("name"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    activity = models.CharField(_("what it does"), max_length=200, blank=True)
    governorate = models.CharField(_("governorate"), max_length=40, blank=True)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, blank=True)
    found_by = ("name", "name_ar", "activity", "governorate")

    members: models.ManyToManyField = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="ventures"
    )

    class Meta:
        verbose_name = _("venture")
        verbose_name_plural = _("ventures")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Chainable reads about memberships."""

    def current(self) -> "MembershipQuerySet":
        """Those that hold today."""
        day = today()
        return self.filter(from_on__lte=day).filter(
            models.Q(until_on=None) | models.Q(until_on__gte=day)
        )


class Membership(models.Model):
    """A person belongs to a venture between two dates (open end = still)."""

    venture = models.ForeignKey(Venture, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
