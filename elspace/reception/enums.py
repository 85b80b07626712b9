"""Choices of the reception: in or out."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Whereabouts(models.TextChoices):
    """What a mark of presence says."""

    IN = "in", pgettext_lazy("presence", "in")
    OUT = "out", pgettext_lazy("presence", "out")
