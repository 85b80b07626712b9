"""Django's entry to this app."""

from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "elspace.support"
    label = "support"
