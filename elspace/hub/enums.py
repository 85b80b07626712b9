"""Choices of the hub: halves of a day, kinds of opening profiles, how sure a date is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Half(models.TextChoices):
    """Halves of a day. A slot that ends by 13:00 is morning, one that starts from 18:00 evening."""

    MORNING = "morning", pgettext_lazy("half of a day", "morning")
    AFTERNOON = "afternoon", pgettext_lazy("half of a day", "afternoon")
    EVENING = "evening", pgettext_lazy("half of a day", "evening")


class Weekday(models.IntegerChoices):
    """Days of the week, Monday first, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Season(models.TextChoices):
    """Kinds of opening profiles; people give their half-days per season."""

    USUAL = "usual", _("usual hours")
    RAMADAN = "ramadan", _("Ramadan hours")
    SUMMER = "summer", _("summer hours")


class Certainty(models.TextChoices):
    """Lunar dates are announced the evening before; until then they are provisional."""

    PROVISIONAL = "provisional", pgettext_lazy("a date", "provisional")
    CONFIRMED = "confirmed", pgettext_lazy("a date", "confirmed")


class FormatCode(models.TextChoices):
    """How a session is taught."""

    LECTURE = "lecture", _("lecture")
    WORKSHOP = "workshop", _("workshop")
    ROTA = "rota", _("by turns")
    PEER_GROUP = "peer_group", _("between residents")
    INDIVIDUAL = "individual", _("one to one")


class Learning(models.TextChoices):
    """What a format brings: the hub wants practice and peers for at least half of the hours."""

    THEORY = "theory", _("theory")
    PRACTICE = "practice", _("practice")
    PEER = "peer", _("between peers")


class Petal(models.TextChoices):
    """The five petals of a new hub's first hour, in their order."""

    PLACE = "place", _("The place")
    PEOPLE = "people", _("The people")
    EXPERTS = "experts", _("The experts")
    NEEDS = "needs", _("The needs")
    PROGRAMME = "programme", _("The programme")
