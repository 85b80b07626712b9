"""Choices of the reception: in or out, or a slip taken back."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Whereabouts(models.TextChoices):
    """What a mark of presence says."""

    IN = "in", pgettext_lazy("presence", "in")
    OUT = "out", pgettext_lazy("presence", "out")
    BACK = "back", pgettext_lazy("presence", "taken back")  # a mark made by mistake, undone
