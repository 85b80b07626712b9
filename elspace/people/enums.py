"""Choices about people: roles, answers about half-days, what funders ask in groups only."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What someone is to the hub, between two dates; several at once."""

    RESIDENT = "resident", _("resident")
    MEMBER = "member", _("member")
    EXPERT = "expert", _("expert")
    RECEPTION = "reception", _("reception")
    COMMUNITY = "community", _("community")
    PROGRAMME = "programme", _("programme")
    DIRECTOR = "director", _("director")
    ACCOUNTANT = "accountant", _("accountant")
    FUNDER = "funder", _("funder")


TEAM = (Role.DIRECTOR, Role.PROGRAMME, Role.COMMUNITY, Role.RECEPTION)


class Free(models.TextChoices):
    """An answer about a half-day; no row at all means: not asked yet."""

    YES = "yes", pgettext_lazy("half-day", "yes")
    MAYBE = "maybe", pgettext_lazy("half-day", "maybe")
    NO = "no", pgettext_lazy("half-day", "no")


class Gender(models.TextChoices):
    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    UNSAID = "unsaid", _("not said")


class AgeBand(models.TextChoices):
    UNDER_25 = "18-24", "18–24"
    FROM_25 = "25-34", "25–34"
    FROM_35 = "35-44", "35–44"
    FROM_45 = "45+", _("45 and over")
    UNSAID = "unsaid", _("not said")
