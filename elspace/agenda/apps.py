"""Django's entry to this app."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "elspace.agenda"
    label = "agenda"
