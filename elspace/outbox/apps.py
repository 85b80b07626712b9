"""Django's entry to this app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "elspace.outbox"
    label = "outbox"
