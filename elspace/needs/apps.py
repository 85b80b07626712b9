"""Django's entry to this app."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "elspace.needs"
    label = "needs"
